// Age bands, NHS numbers, times and topics: the small rules.
import { describe, expect, test } from 'vitest';
import { ageBand, instantOf, nhsNumberStatus, odsCode, windowEdge } from '../../src/intake/person.ts';
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

test('times need their offset, and a day that exists', () => {
  expect(instantOf('2021-10-13T16:20:27+07:00')).toBe('2021-10-13T09:20:27.000Z');
  expect(instantOf('2021-10-13T16:20:27')).toBeUndefined();
  expect(instantOf('2021-10-13')).toBeUndefined();
  expect(instantOf('0001-01-01T00:00:00Z')).toBeUndefined();
  expect(instantOf('2026-02-30T10:00:00Z')).toBeUndefined();
  expect(windowEdge('2026-02-30', 'last')).toBeUndefined();
  expect(windowEdge('2026-02-03T10:00:00+01:00', 'last')).toBe('2026-02-03T09:00:00.000Z');
});

test.each([
  ['in summer', '2026-07-01', '2026-06-30T23:00:00.000Z', '2026-07-01T22:59:59.999Z'],
  ['in winter', '2026-12-01', '2026-12-01T00:00:00.000Z', '2026-12-01T23:59:59.999Z'],
  ['of 23 hours', '2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-29T22:59:59.999Z'],
  ['of 25 hours', '2026-10-25', '2026-10-24T23:00:00.000Z', '2026-10-25T23:59:59.999Z'],
])('a bare date is all of that day in London: %s', (_, date, first, last) => {
  expect([windowEdge(date, 'first'), windowEdge(date, 'last')]).toEqual([first, last]);
});

test('a bare date begins and ends where the calendar on a wall in London turns over, on every day of thirty years', () => {
  const wall = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' });
  const isOn = (at: number): string => wall.format(new Date(at));
  for (let ms = Date.UTC(2015, 0, 1, 12); ms < Date.UTC(2045, 0, 1); ms += 86_400_000) {
    const date = new Date(ms).toISOString().slice(0, 10);
    const [first, last] = (['first', 'last'] as const).map((edge) => Date.parse(windowEdge(date, edge) ?? ''));
    expect([isOn(first ?? 0), isOn(last ?? 0), isOn((first ?? 0) - 1) < date, isOn((last ?? 0) + 1) > date]).toEqual([
      date,
      date,
      true,
      true,
    ]);
  }
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
