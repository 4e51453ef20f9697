// Names: spelt in any usual way they are the same, different ones stay different, and folding is done once and for all.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded, isPartOfName, isSameName, meantBy, nearest } from '../../src/domain/names.ts';

describe('two spellings', () => {
  it.each([
    ['Ferryman\u2019s Lane', "Ferryman's Lane"],
    ['Ferryman\u2019s Lane', 'ferrymans  lane'],
    ['Ferryman\u2019s Lane', 'FERRYMAN\u02bcS\u00a0LANE'],
    ['Ferryman\u2019s Lane', 'Ferryman\u0060s Lane.'],
    ['Ferryman\u2019s Lane', 'Ferryman\u00b4s Lane'],
    ['Ferryman\u2019s Lane', 'Ferryman\uff07s Lane'],
    ['Siobh\u00e1n Doyle', 'Siobha\u0301n Doyle'],
    ['Siobh\u00e1n Doyle', 'siobhan doyle'],
    ['Anne\u2011Marie Smith\u2013Jones', 'Anne-Marie Smith Jones'],
    ['S\u00f8ren \u0141ukasz', 'Soren Lukasz'],
    ['\u00c6thelred Stra\u00dfe', 'AETHELRED STRASSE'],
    ['Dr. J. K. Osei', 'dr j k osei'],
    ['Marsh & Partners', 'Marsh and Partners'],
    ['\u200bLark\u00adfield\ufeff', 'Larkfield'],
    ['\uff2c\uff41\uff52\uff4b', 'lark'],
    ['D\u2019Arcy', '\u201cd\u2018arcy\u201d'],
    ['\u0130zmir', 'izmir'],
  ])('%j and %j are one name', (a, b) => expect(isSameName(a, b)).toBe(true));
  it.each([
    ['Larkfield', 'Larkfields'],
    ['Mill Brook', 'Millbrook'],
    ['\u0915\u093f', '\u0915\u0941'],
    ['\u2019', '-'],
    ['', 'a'],
  ])('%j and %j are two', (a, b) => expect(isSameName(a, b)).toBe(false));
});

/** Names as they are written in the United Kingdom, and anything else at all. */
const letters = [
  ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\u00e1\u00e9\u00ed\u00f3\u00fa\u00e7\u00f1\u00fc\u00f8\u0142\u00df',
];
const word = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 9 }).map((all) => all.join(''));
const name = fc
  .array(fc.tuple(word, fc.constantFrom(' ', '-', ' & ')), { minLength: 1, maxLength: 4 })
  .map((all) => all.map(([each, between], index) => (index === all.length - 1 ? each : each + between)).join(''));
/** What keyboards, systems and copying make of a name. */
const spellings: readonly ((written: string) => string)[] = [
  (it) => it.toUpperCase(),
  (it) => it.toLowerCase(),
  (it) => it.normalize('NFD'),
  (it) => it.normalize('NFKD').replace(/[\u0300-\u036f]/g, ''),
  (it) => it.replaceAll('-', '\u2011'),
  (it) => it.replaceAll('-', ' \u2014 '),
  (it) => it.replaceAll(' ', '\u00a0 '),
  (it) => it.replaceAll('&', 'and'),
  (it) => `\ufeff\u200e${it}\u200b.`,
  (it) => [...it].join('\u200d'),
  (it) => `\u201c${it}\u201d?`,
  (it) => it.replace(/(?<=\p{L})s\b/u, '\u2019s'),
];
const spelt = fc.tuple(name, fc.array(fc.constantFrom(...spellings), { maxLength: 4 }));

describe('folding', () => {
  it('again changes nothing, whatever the text', () => {
    const any = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string());
    fc.assert(
      fc.property(any, (text) => {
        expect(folded(folded(text))).toBe(folded(text));
      }),
      { numRuns: 5_000 },
    );
  });
  it('is the same for every usual spelling of a name, which finds it', () => {
    fc.assert(
      fc.property(spelt, ([written, ways]) => {
        const typed = ways.reduce((so, way) => way(so), written);
        expect(isSameName(typed, written)).toBe(true);
        expect(isPartOfName(`The ${written} Surgery`, typed)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
  it('keeps apart what has other letters', () => {
    fc.assert(
      fc.property(name, word, (written, more) => {
        expect(isSameName(written, written + more)).toBe(false);
      }),
    );
  });
});

describe('what is meant', () => {
  const all = [
    { id: 'A1001', name: 'Kestrel' },
    { id: 'A1002', name: 'Kestrel Road' },
    { id: 'A1003', name: 'St Mary\u2019s' },
    { id: 'A1004', name: 'St Marys' },
    { id: 'KESTREL9', name: 'A1002 Lane' },
  ];
  const meant = (typed: string): readonly string[] => meantBy(all, typed).map(({ id }) => id);
  it('is the one with the code, then those of the name, then those with it as a part', () => {
    expect(meant(' a1002. ')).toEqual(['A1002']);
    expect(meant('kestrel')).toEqual(['A1001']);
    expect(meant('KESTREL-ROAD')).toEqual(['A1002']);
    expect(meant('road')).toEqual(['A1002']);
  });
  it('is several where names fold alike or a part fits several, and none for what says nothing', () => {
    expect(meant('St Mary\u2019s')).toEqual(['A1003', 'A1004']);
    expect(meant('estrel')).toEqual(['A1001', 'A1002']);
    for (const nothing of ['', ' ', '\u200b', '\u2019', '?']) expect(meant(nothing)).toEqual([]);
  });
});

it.each([
  ['Leila Hadad', 'Dr Leila Haddad'],
  ['dr liela haddad', 'Dr Leila Haddad'],
  ['Leila Haddad', undefined],
  ['DR LEILA HADDAD', undefined],
  ['Noor', undefined],
  ['Una at reception', undefined],
  ['', undefined],
  ['x'.repeat(10_000), undefined],
])('%j was probably meant for %s', (typed, meant) => {
  expect(nearest(['Dr Leila Haddad', 'Noor Velasquez'], typed)).toBe(meant);
});
