// The contract of an engine, run on both: what a row, a range, a transaction and a removal are, and every limit.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreAway, TooMuchAtOnce } from '../../src/app/ports.ts';
import type { Engine, Table, Write } from '../../src/storage/engine.ts';
import { KEY_BYTES_MAX, LimitPassed, ROW_BYTES_MAX, STRING_CHARS_MAX, WRITES_MAX } from '../../src/storage/limits.ts';
import { engines, type Opened } from './engines.ts';

const insert = (key: string, value = 'x'): Write => ({ kind: 'insert', key, values: { value } });

describe.each(engines)('engine: $name', ({ open }) => {
  let opened: Opened;
  let engine: Engine;
  let count = 0;
  beforeAll(async () => {
    opened = await open();
    engine = opened.engine;
  });
  afterAll(() => opened.close());

  const fresh = async (): Promise<Table> => {
    const name = `t${String(++count).padStart(4, '0')}`;
    await engine.create(name);
    return engine.table(name);
  };
  const etagOf = async (table: Table, key: string): Promise<string> => (await table.get(key))?.etag ?? 'none';

  it('makes a table twice without harm, and keeps what is in it', async () => {
    await engine.create('twice');
    await engine.table('twice').transact([insert('a|1')]);
    await engine.create('twice');
    expect((await engine.table('twice').get('a|1'))?.values).toEqual({ value: 'x' });
  });

  it('says that the store is away when a table was never made', async () => {
    const table = engine.table('nevermade');
    await expect(table.get('a|1')).rejects.toThrow(StoreAway);
    await expect(table.range('a', 'b', 1)).rejects.toThrow(StoreAway);
    await expect(table.transact([insert('a|1')])).rejects.toThrow(StoreAway);
    await expect(table.remove('a|1', 'W/"1"')).rejects.toThrow(StoreAway);
  });

  it('gives back what was written, with the etag the write returned', async () => {
    const table = await fresh();
    const values = { empty: '', looksLikeADate: '2026-11-25T09:14:00.000Z', looksLikeANumber: '12', etagLike: 'W/"1"' };
    const answer = await table.transact([{ kind: 'insert', key: 'a|1', values }]);
    expect(answer.kind).toBe('done');
    expect(await table.get('a|1')).toEqual({ key: 'a|1', etag: answer.kind === 'done' ? answer.etags[0] : '', values });
    expect(await table.get('a|2')).toBeUndefined();
  });

  it('replaces the whole row, also by upsert: no old column stays', async () => {
    const table = await fresh();
    await table.transact([{ kind: 'insert', key: 'a|1', values: { one: '1', two: '2' } }]);
    await table.transact([{ kind: 'upsert', key: 'a|1', values: { two: '3' } }]);
    expect((await table.get('a|1'))?.values).toEqual({ two: '3' });
    await table.transact([{ kind: 'replace', key: 'a|1', values: { four: '4' }, etag: await etagOf(table, 'a|1') }]);
    expect((await table.get('a|1'))?.values).toEqual({ four: '4' });
  });

  it.each([
    ['an insert of what is there', insert('there'), 'exists'],
    [
      'a replace under an old etag',
      { kind: 'replace', key: 'there', values: {}, etag: 'W/"datetime\'2020-01-01T00%3A00%3A00.0000000Z\'"' },
      'changed',
    ],
    [
      'a replace of nothing',
      { kind: 'replace', key: 'gone', values: {}, etag: 'W/"datetime\'2020-01-01T00%3A00%3A00.0000000Z\'"' },
      'missing',
    ],
    ['a delete of nothing', { kind: 'delete', key: 'gone' }, 'missing'],
    ['a delete under an old etag', { kind: 'delete', key: 'there', etag: 'W/"datetime\'2020-01-01T00%3A00%3A00.0000000Z\'"' }, 'changed'],
  ] as const)('refuses %s, names the write, and nothing of its transaction stays', async (_what, refused, why) => {
    const table = await fresh();
    await table.transact([insert('there'), insert('bystander')]);
    const before = await table.range('a', 'z', 100);
    const answer = await table.transact([
      insert('new|1'),
      { kind: 'upsert', key: 'bystander', values: { value: 'y' } },
      refused,
      insert('new|2'),
    ]);
    expect(answer).toEqual({ kind: 'refused', index: 2, why });
    expect(await table.range('a', 'z', 100)).toEqual(before);
  });

  it('names the first of several writes that cannot be done', async () => {
    const table = await fresh();
    await table.transact([insert('a')]);
    const answer = await table.transact([insert('b'), { kind: 'delete', key: 'c' }, insert('a')]);
    expect(answer).toEqual({ kind: 'refused', index: 1, why: 'missing' });
  });

  it('deletes in a transaction under the etag that was read', async () => {
    const table = await fresh();
    const written = await table.transact([insert('a'), insert('b')]);
    const [first = '', second = ''] = written.kind === 'done' ? written.etags : [];
    const both: readonly Write[] = [
      { kind: 'replace', key: 'a', values: { value: 'again' }, etag: first },
      { kind: 'delete', key: 'b', etag: second },
    ];
    expect((await table.transact(both)).kind).toBe('done');
    expect((await table.range('a', 'c', 10)).map(({ key, values }) => [key, values])).toEqual([['a', { value: 'again' }]]);
  });

  it('refuses a single write as it does one of several', async () => {
    const table = await fresh();
    await table.transact([insert('a')]);
    expect(await table.transact([insert('a')])).toEqual({ kind: 'refused', index: 0, why: 'exists' });
    expect(await table.transact([{ kind: 'delete', key: 'z' }])).toEqual({ kind: 'refused', index: 0, why: 'missing' });
    expect(
      await table.transact([{ kind: 'replace', key: 'a', values: {}, etag: 'W/"datetime\'2020-01-01T00%3A00%3A00.0000000Z\'"' }]),
    ).toEqual({
      kind: 'refused',
      index: 0,
      why: 'changed',
    });
  });

  it('removes only what was read', async () => {
    const table = await fresh();
    await table.transact([insert('a')]);
    const old = await etagOf(table, 'a');
    await table.transact([{ kind: 'upsert', key: 'a', values: { value: 'again' } }]);
    expect(await table.remove('a', old)).toBe('changed');
    expect(await table.remove('a', await etagOf(table, 'a'))).toBe('removed');
    expect(await table.remove('a', old)).toBe('missing');
  });

  it('never gives a row written anew the etag of the one deleted', async () => {
    const table = await fresh();
    await table.transact([insert('a')]);
    const first = await etagOf(table, 'a');
    await table.transact([{ kind: 'delete', key: 'a' }]);
    await table.transact([insert('a')]);
    expect(await table.transact([{ kind: 'replace', key: 'a', values: {}, etag: first }])).toEqual({
      kind: 'refused',
      index: 0,
      why: 'changed',
    });
  });

  it('reads a range in key order, from inclusive, to exclusive, up to a limit, over many pages', async () => {
    const table = await fresh();
    const keys = Array.from({ length: 2_350 }, (_, index) => `k|${String((index * 7919) % 2_350).padStart(5, '0')}`);
    for (let from = 0; from < keys.length; from += WRITES_MAX) {
      await table.transact(keys.slice(from, from + WRITES_MAX).map((key) => insert(key)));
    }
    const sorted = [...keys].sort();
    const read = async (from: string, to: string, limit: number) => (await table.range(from, to, limit)).map((row) => row.key);
    expect(await read('k|', 'k}', 10_000)).toEqual(sorted);
    expect(await read('k|', 'k}', 1_001)).toEqual(sorted.slice(0, 1_001));
    expect(await read('k|00010', 'k|00013', 100)).toEqual(['k|00010', 'k|00011', 'k|00012']);
    expect(await read('k|00010', 'k}', 2)).toEqual(['k|00010', 'k|00011']);
    expect(await read('l', 'm', 10)).toEqual([]);
    expect(await read('k|', 'k}', 0)).toEqual([]);
  });

  it('takes every key we may make, in transactions, reads and removals', async () => {
    const table = await fresh();
    const keys = ['due|2026-11-25T09:14:00.000Z|econsult|K7M4QX', 'card|X|org.A81001', 'sent|a@b|~007c~0023', "k'o", 'x|(1),100%20'];
    for (const key of keys) {
      await table.transact([insert(key, key)]);
      expect((await table.get(key))?.values).toEqual({ value: key });
      const row = (await table.range(key, `${key}!`, 2))[0];
      expect(row?.key).toBe(key);
      await table.transact([{ kind: 'replace', key, values: {}, etag: row?.etag ?? '' }]);
      await table.transact([{ kind: 'delete', key }, insert('other')]);
      await table.transact([{ kind: 'delete', key: 'other' }, insert(key)]);
      expect(await table.remove(key, await etagOf(table, key))).toBe('removed');
    }
  });

  const hostile = [
    '__proto__',
    '"\'`<script>&amp;',
    'emoji 👩🏽‍⚕️🇬🇧',
    '\u0000\u0001\u001f\u007f',
    '\u202e\ufeff',
    'a\r\n--changeset_1\r\nHTTP/1.1 500\r\n{"odata.error":{}}',
    '%00%2F',
    '\\u0041\\',
  ];
  it.each(hostile)('gives back hostile text exactly: %j', async (text) => {
    const table = await fresh();
    const written = await table.transact([{ kind: 'insert', key: 'a', values: { value: text } }, insert('b')]);
    expect(written.kind).toBe('done');
    expect((await table.get('a'))?.values).toEqual({ value: text });
    expect((await table.range('a', 'b', 1))[0]?.values).toEqual({ value: text });
  });

  const wide = '\u4e2d'.repeat(STRING_CHARS_MAX);
  const columns = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, wide]));
  it.each<[string, readonly Write[]]>([
    ['100 writes', Array.from({ length: WRITES_MAX }, (_, index) => insert(`k${index}`))],
    ['32,768 characters in a column', [{ kind: 'insert', key: 'a', values: { wide } }]],
    ['nearly 1 MiB in a row', [{ kind: 'insert', key: 'a', values: columns(15) }]],
    ['a key of 254 bytes', [insert('k'.repeat(KEY_BYTES_MAX))]],
    [
      'nearly 4 MiB in a transaction',
      Array.from({ length: 42 }, (_, index): Write => ({ kind: 'insert', key: `k${index}`, values: { wide } })),
    ],
  ])('takes %s', async (_what, writes) => {
    const table = await fresh();
    expect((await table.transact(writes)).kind).toBe('done');
    expect(await table.range('a', 'z', 200)).toHaveLength(writes.length);
  });

  it.each<[string, readonly Write[]]>([
    ['101 writes', Array.from({ length: WRITES_MAX + 1 }, (_, index) => insert(`k${index}`))],
    ['more than 4 MiB', Array.from({ length: 43 }, (_, index): Write => ({ kind: 'insert', key: `k${index}`, values: { wide } }))],
  ])('says that %s are too much at once, and writes nothing', async (_what, writes) => {
    const table = await fresh();
    await expect(table.transact(writes)).rejects.toThrow(TooMuchAtOnce);
    expect(await table.range('\u0001', 'zzz', 10)).toEqual([]);
  });

  it.each<[string, readonly Write[]]>([
    ['no writes', []],
    ['the same row twice', [insert('a'), { kind: 'delete', key: 'a' }]],
    ['32,769 characters in a column', [{ kind: 'insert', key: 'a', values: { wide: `${wide}x` } }]],
    ['more than 1 MiB in a row', [{ kind: 'insert', key: 'a', values: columns(ROW_BYTES_MAX / STRING_CHARS_MAX / 2) }]],
    ['a raw line separator', [insert('a', 'one\u2028two')]],
    ['a key of 255 bytes', [insert('k'.repeat(KEY_BYTES_MAX + 1))]],
    ['an empty key', [insert('')]],
    ...['/', '\\', '#', '?', '\u0000', '\u0009', '\u007f', '\u0085'].map((char): [string, readonly Write[]] => [
      `${JSON.stringify(char)} in a key`,
      [insert(`a${char}b`)],
    ]),
  ])('tells of %s as a bug, and writes nothing', async (_what, writes) => {
    const table = await fresh();
    await expect(table.transact(writes)).rejects.toThrow(LimitPassed);
    expect(await table.range('\u0001', 'zzz', 10)).toEqual([]);
  });
});
