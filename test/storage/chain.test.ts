// The chain of events: whole as written, and broken by every change that can be made to it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../src/app/ports.ts';
import { canonical, chained, FIRST_HASH, verifyChain } from '../../src/storage/chain.ts';
import { at } from './given.ts';

const history = (count: number): readonly StoredEvent[] =>
  chained(
    { version: 0, lastHash: FIRST_HASH },
    at,
    'op',
    Array.from({ length: count }, (_, index) => ({ kind: 'claimed', by: `P${index}` })),
  );

describe('canonical JSON', () => {
  it('is the same for the same value in any order of keys, and after a round trip', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonical(JSON.parse(JSON.stringify(value)))).toBe(canonical(value));
        expect(JSON.stringify(JSON.parse(canonical(value)))).toHaveLength(JSON.stringify(value).length);
      }),
    );
    expect(canonical({ b: 1, a: [{ d: undefined, c: 'x' }, undefined] })).toBe('{"a":[{"c":"x"},null],"b":1}');
    expect(canonical(JSON.parse('{"__proto__":{"x":1}}'))).toBe('{"__proto__":{"x":1}}');
  });
});

describe('a chain', () => {
  it('is whole as it was written, also over several decisions and after a round trip', () => {
    const first = history(3);
    const last = first.at(-1);
    const more = chained({ version: 3, lastHash: last?.hash ?? '' }, at, 'op-2', [{ kind: 'released', reason: undefined }]);
    const all = JSON.parse(JSON.stringify([...first, ...more]));
    expect(verifyChain(all, more[0]?.hash)).toBeUndefined();
    expect(verifyChain([])).toBeUndefined();
  });

  it('is the SHA-256 of the previous hash and what happened', () => {
    // Worked out by hand: sha256('' + '{"at":"2026-11-25T09:14:00.000Z","event":{"by":"P0","kind":"claimed"},"operation":"op","version":1}')
    expect(history(1)[0]?.hash).toBe('1e80df6acf6112cf7aabb59c95dc9ab63a6db8ca1ffa1dccab5bc6a9b46d1b86');
  });

  const five = history(5);
  const without = (index: number) => five.filter((_, at) => at !== index);
  const changed = (index: number, part: Partial<StoredEvent>) => five.map((event, at) => (at === index ? { ...event, ...part } : event));
  it.each<[string, readonly StoredEvent[], ReturnType<typeof verifyChain>]>([
    ['the first taken out', without(0), { version: 1, why: 'gap' }],
    ['one taken out', without(2), { version: 3, why: 'gap' }],
    [
      'one taken out and the rest renumbered',
      without(2).map((event, index) => ({ ...event, version: index + 1 })),
      { version: 3, why: 'unchained' },
    ],
    ['another event', changed(1, { event: { kind: 'claimed', by: 'somebody else' } }), { version: 2, why: 'altered' }],
    ['another time', changed(1, { at: '2026-11-25T09:15:00.000Z' }), { version: 2, why: 'altered' }],
    ['another operation', changed(1, { operation: 'other' }), { version: 2, why: 'altered' }],
    ['another hash', changed(1, { hash: 'x' }), { version: 2, why: 'altered' }],
    ['two exchanged', [five[1], five[0], five[2]].flatMap((event) => event ?? []), { version: 1, why: 'gap' }],
    ['the end cut off', without(4), { version: 5, why: 'cut' }],
  ])('shows %s', (_what, events, broken) => {
    expect(verifyChain(events, five[4]?.hash)).toEqual(broken);
  });
});
