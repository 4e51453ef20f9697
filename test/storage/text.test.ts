// Long texts: written beside their eConsult in one transaction and read back letter for letter, on both engines.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubmissionText } from '../../src/domain/econsult/submission.ts';
import { counted } from '../../src/storage/counted.ts';
import { locate } from '../../src/storage/keys.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { engines, type Opened } from './engines.ts';
import { hub, received, text } from './given.ts';

const MIB = 1_048_576;

/** Bytes nobody can compress, the same in every run. */
const noise = (bytes: number): Buffer => {
  const blocks: Buffer[] = [];
  for (let block = 0; block * 32 < bytes; block++) blocks.push(createHash('sha256').update(String(block)).digest());
  return Buffer.concat(blocks).subarray(0, bytes);
};
/** Printable characters as near to random as text can be. */
const noisyWords = (chars: number): string => Array.from(noise(chars), (byte) => String.fromCharCode(32 + (byte % 95))).join('');

const bodyOf = (words: string): Buffer => Buffer.from(JSON.stringify({ words }));
const long: readonly [string, () => SubmissionText][] = [
  ['200,000 characters of words', () => text(`${'Since Monday my knee hurts. '.repeat(7_142)}.`)],
  ['200,000 emoji', () => text('👩🏽‍⚕️'.repeat(200_000 / 7))],
  ['200,000 line separators and control characters', () => text('\u2028\u0000\u202e"\\'.repeat(40_000))],
  ['2 MiB of random bytes with few words', () => text('see attachment', noise(2 * MIB))],
  [
    '2 MiB of random characters, in the words and in the original',
    () => {
      const words = noisyWords(2 * MIB - 20_000)
        .replaceAll('"', "'")
        .replaceAll('\\', '/');
      return text(words, bodyOf(words));
    },
  ],
  [
    '2 MiB of random characters that JSON must escape',
    () => {
      const words = noisyWords(1.9 * MIB);
      return text(words, bodyOf(words));
    },
  ],
  [
    'an original that is not canonical base64',
    () => ({ ...text('x'.repeat(600_000)), original: { mediaType: 'text/plain', base64: 'QQ' } }),
  ],
];

describe.each(engines)('texts on $name', ({ open }) => {
  let opened: Opened;
  let engine: ReturnType<typeof counted>;
  let count = 0;
  beforeAll(async () => {
    opened = await open();
    engine = counted(opened.engine);
  });
  afterAll(() => opened.close());

  it.each(long)('%s', async (_what, make) => {
    const content = make();
    const prefix = `ehub${++count}`;
    await makeTables(engine, prefix, [hub]);
    const store = createStore(engine, { prefix, writer: 'w', missing: () => {} });
    engine.take();
    expect(await store.commit(received('A', { text: { number: 1, content } }))).toEqual({ kind: 'committed' });
    expect(engine.take().transactions).toBe(1);
    const [back, ...others] = await store.texts(hub, 'A');
    expect(others).toEqual([]);
    // Not toEqual on megabytes: a difference would be printed in full.
    expect(JSON.stringify(back) === JSON.stringify(content)).toBe(true);
  });

  it('never shows half a text', async () => {
    const prefix = `ehub${++count}`;
    await makeTables(engine, prefix, [hub]);
    const store = createStore(engine, { prefix, writer: 'w', missing: () => {} });
    await store.commit(received('A', { text: { number: 1, content: text('x', noise(MIB)) } }));
    await engine.table(locate(prefix, hub)).transact([{ kind: 'delete', key: 'text|A|0001|01' }]);
    await expect(store.texts(hub, 'A')).rejects.toThrow('a part of a text is missing');
  });
});
