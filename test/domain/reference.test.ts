// References: few letters, hard to mistake, read however they are typed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idFrom, idOf, misreadIn, referenceOf } from '../../src/domain/reference.ts';

const some = fc.tuple(fc.string(), fc.string(), fc.nat({ max: 10 }));

describe('a reference', () => {
  it('has six letters, none of which is mistaken for another', () => {
    fc.assert(fc.property(some, ([caller, source, attempt]) => /^[34679ACDEFGHJKMNPQRTVWXY]{6}$/.test(idFrom(caller, source, attempt))));
    expect(idOf('0OOOOO') ?? idOf('IIIIII') ?? idOf('LLLLLL') ?? idOf('555555') ?? idOf('SSSSSS') ?? idOf('BBBBBB')).toBeUndefined();
  });
  it('is read back however it is typed', () => {
    const typings: readonly ((reference: string) => string)[] = [
      (reference) => reference,
      (reference) => reference.toLowerCase(),
      (reference) => reference.replace('-', ''),
      (reference) => ` ${reference.replace('-', ' ')} `,
      (reference) => reference.replace('-', '\u2013'),
      (reference) => `#${reference}.`,
    ];
    fc.assert(
      fc.property(some, fc.constantFrom(...typings), ([caller, source, attempt], typed) => {
        const id = idFrom(caller, source, attempt);
        return idOf(typed(referenceOf(id))) === id;
      }),
    );
  });
  it('looks like K7M-4QX', () => {
    expect(referenceOf('K7M4QX')).toBe('K7M-4QX');
  });
  it.each(['', 'K7M-4Q', 'K7M-4QXX', 'K7M-4Q0', 'K7M-4QI', 'hello!', '\u0000', 'K7M\u05d04Q'])('is not %j', (typed) => {
    expect(idOf(typed)).toBeUndefined();
  });
  it.each([
    ['k7m 4qx'],
    ['K7M4QX.'],
    ['K7M\u20114QX'],
    ['k7m \u2013 4qx?'],
    ['\uff2b\uff17\uff2d\uff0d\uff14\uff31\uff38'],
    ['\u200bK7M-4QX\ufeff'],
    // Letters of the Cyrillic and the Greek alphabet.
    ['\u041a7\u041c-4Q\u0425'],
    ['\u03ba7\u039c-4Q\u03a7'],
    ['\u201cK7M-4QX\u201d'],
  ])('is read from %j', (typed) => {
    expect(idOf(typed)).toBe('K7M4QX');
  });
  it('with a U is one with a V, the only letter it can be', () => {
    expect(idOf('U7M-4QX')).toBe('V7M4QX');
  });
  it('with letters or digits that none has names them, and is never guessed', () => {
    expect(idOf('O7M-0QI')).toBeUndefined();
    expect(misreadIn('O7M-0QI')).toEqual(['O', '0', 'I']);
    for (const none of ['K7M-4QX', 'hello you', '', 'K7M-4']) expect(misreadIn(none)).toEqual([]);
  });
});

describe('the id of a submission', () => {
  it('is the same for the same submission, and another for another, another sender or another attempt', () => {
    expect(idFrom('maker', 'source-1', 0)).toBe(idFrom('maker', 'source-1', 0));
    const ids = [
      idFrom('maker', 'source-1', 0),
      idFrom('maker', 'source-1', 1),
      idFrom('maker', 'source-2', 0),
      idFrom('other', 'source-1', 0),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('does not run two names together', () => {
    expect(idFrom('ab', 'c', 0)).not.toBe(idFrom('a', 'bc', 0));
    expect(idFrom('a', 'b,1', 0)).not.toBe(idFrom('a', 'b', 10));
  });
  it('spreads evenly: every letter in every place about equally often', () => {
    const count = 24_000;
    const seen = Array.from({ length: 6 }, () => new Map<string, number>());
    for (let i = 0; i < count; i++)
      for (const [place, letter] of [...idFrom('maker', `source-${i}`, 0)].entries())
        seen[place]?.set(letter, (seen[place]?.get(letter) ?? 0) + 1);
    for (const letters of seen) {
      expect(letters.size).toBe(24);
      // A thousand each, give or take six standard deviations.
      for (const times of letters.values()) expect(Math.abs(times - 1_000)).toBeLessThan(190);
    }
  });
  it('collides no more often than 191 million ids would', () => {
    const ids = new Set(Array.from({ length: 10_000 }, (_, i) => idFrom('maker', `s${i}`, 0)));
    // About a quarter of one collision is to be expected.
    expect(ids.size).toBeGreaterThanOrEqual(9_996);
  });
});
