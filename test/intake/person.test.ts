// Age bands, NHS numbers, times and topics: the small rules.
import { describe, expect, test } from 'vitest';
import { ageBand, instantOf, nhsNumberStatus, odsCode, promiseOf } from '../../src/intake/person.ts';
import { aboutOf } from '../../src/intake/topics.ts';

test.each([
  ['2026-11-25', 'under 1'],
  ['2025-11-26', 'under 1'],
  ['2025-11-25', '1 to 4'],
  ['2021-11-25', '5 to 11'],
  ['2014-11-26', '5 to 11'],
  ['2014-11-25', '12 to 17'],
  ['2008-11-26', '12 to 17'],
  ['2008-11-25', '18 to 39'],
  ['1986-11-25', '40 to 64'],
  ['1961-11-25', '65 to 79'],
  ['1946-11-25', '80 or over'],
  ['1900-01-01', 'age not known'],
  ['2026-11-26', 'age not known'],
  ['1990', '18 to 39'],
  ['2008', 'age not known'],
  ['2008-11', 'age not known'],
  ['2008-10', '18 to 39'],
  ['2008-13-01', 'age not known'],
  ['last year', 'age not known'],
  [undefined, 'age not known'],
])('born %s is %s on 25 November 2026', (birth, band) => expect(ageBand(birth, '2026-11-25T09:14:00.000Z')).toBe(band));

test('the day is London\u2019s', () => {
  expect(ageBand('2008-06-02', '2026-06-01T22:59:00.000Z')).toBe('12 to 17');
  expect(ageBand('2008-06-02', '2026-06-01T23:00:00.000Z')).toBe('18 to 39');
});

describe('NHS numbers', () => {
  test.each([
    ['9990047111', 'valid'],
    ['999 004 7111', 'valid'],
    ['999-004-7111', 'valid'],
    ['9990047112', 'invalid'],
    ['999004711', 'invalid'],
    ['0000000000', 'invalid'],
    ['99900471I1', 'invalid'],
    ['1e9', 'invalid'],
    [' ', 'absent'],
    [undefined, 'absent'],
  ])('%s is %s', (text, status) => expect(nhsNumberStatus(text)).toBe(status));
});

test('times need their offset; a promised day lasts to its end, in winter and summer', () => {
  expect(instantOf('2021-10-13T16:20:27+07:00')).toBe('2021-10-13T09:20:27.000Z');
  expect(instantOf('2021-10-13T16:20:27')).toBeUndefined();
  expect(instantOf('2021-10-13')).toBeUndefined();
  expect(instantOf('0001-01-01T00:00:00Z')).toBeUndefined();
  expect(promiseOf('2026-07-01')).toBe('2026-07-01T22:59:59.999Z');
});

test('ODS codes', () => {
  expect([' a81001 ', 'Y0', 'A81001001XX', 'A8/001', undefined].map(odsCode)).toEqual([
    'A81001',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  ['Sick note', 'clinicalAdmin', 'Fit note'],
  ['sore-throat', 'clinical', 'Breathing'],
  ['Back pain', 'clinical', 'Pain or injury'],
  ['Women\u2019s health', 'clinical', 'Women\u2019s health'],
  ['Repeat prescription request', 'clinicalAdmin', 'Medicines'],
  ['Administrative help', 'admin', 'Other request'],
])('a form called %s is %s, %s', (title, kind, topic) => expect(aboutOf([], [title])).toEqual({ kind, topic }));
test('a form called anything else says nothing', () => expect(aboutOf(['X'], ['Zebra', ''])).toBeUndefined());
