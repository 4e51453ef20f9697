// Bank holidays as data: the same as GOV.UK's for ten years, one-offs that can be loaded, and nothing read from bad data.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { addWorkingMinutes } from '../../src/domain/time/calendar.ts';
import { coreHours, faultsInHolidays, type Nation, nations } from '../../src/domain/time/hours.ts';
import { bankHolidays, readOneOffs } from '../../src/schedule/holidays.ts';
import { at } from '../domain/time/days.ts';

const govUk = fileURLToPath(new URL('../../../shared/samples/reference/govuk-bank-holidays.json', import.meta.url));
const slugs: Record<Nation, string> = {
  englandAndWales: 'common.nations.england-and-wales_slug',
  scotland: 'common.nations.scotland_slug',
  northernIreland: 'common.nations.northern-ireland_slug',
};
const present = existsSync(govUk);
if (!present) console.warn(`SKIPPED: the comparison with GOV.UK's bank holidays needs ${govUk}`);

describe('bank holidays', () => {
  it.skipIf(!present).each(nations)('%s are those of GOV.UK from 2019 to 2028', async (nation) => {
    const { divisions } = JSON.parse(readFileSync(govUk, 'utf8')) as { divisions: Record<string, Record<string, unknown>> };
    const listed = Object.values(divisions[slugs[nation]] ?? {})
      .flatMap((year) => (Array.isArray(year) ? (year as { date: string }[]) : []))
      .map(({ date }) => date.split('/').reverse().join('-'))
      .sort();
    expect(listed.length).toBeGreaterThan(80);
    expect((await bankHolidays(nation, 2019, 2028)).days.map(({ date }) => date)).toEqual(listed);
  });

  it('say how far they reach and can be used as they are', async () => {
    const holidays = await bankHolidays('scotland', 2026, 2027);
    expect(holidays.endsOn).toBe('2027-12-31');
    expect(faultsInHolidays(holidays)).toEqual([]);
    expect(JSON.parse(JSON.stringify(holidays))).toEqual(holidays);
    expect(holidays.days.every(({ date, name }) => /^202[67]-/.test(date) && name !== '')).toBe(true);
    expect(holidays.days).toContainEqual({ date: '2026-06-15', name: 'World Cup bank holiday' });
  });

  it('hold the worked examples', async () => {
    const england = await bankHolidays('englandAndWales', 2026, 2027);
    const scotland = await bankHolidays('scotland', 2026, 2027);
    expect(addWorkingMinutes(at('2026-12-24 18:00'), 120, coreHours, england)).toBe(at('2026-12-29 09:30'));
    expect(addWorkingMinutes(at('2026-04-02 18:15 BST'), 120, coreHours, england)).toBe(at('2026-04-07 09:45 BST'));
    // Easter Monday is a working day in Scotland.
    expect(addWorkingMinutes(at('2026-04-02 18:15 BST'), 120, coreHours, scotland)).toBe(at('2026-04-06 09:45 BST'));
  });

  it('take one-offs announced since, and moved days, for their own nation and years only', async () => {
    const oneOffs = readOneOffs(
      JSON.stringify([
        { nation: 'englandAndWales', date: '2027-06-04', name: 'Jubilee' },
        { nation: 'englandAndWales', date: '2027-05-31', name: 'Moved to June', cancelled: true },
        { nation: 'scotland', date: '2027-06-07', name: 'Elsewhere' },
        { nation: 'englandAndWales', date: '2030-06-04', name: 'Later' },
      ]),
    );
    const before = (await bankHolidays('englandAndWales', 2027, 2027)).days.map(({ date }) => date);
    const after = (await bankHolidays('englandAndWales', 2027, 2027, oneOffs)).days.map(({ date }) => date);
    expect(after).toEqual([...before.filter((date) => date !== '2027-05-31'), '2027-06-04'].sort());
  });

  it.each([
    [{}, /must be a list/],
    [[{ nation: 'france', date: '2027-07-14', name: 'No' }], /One-off holiday 1 needs a nation/],
    [[{ nation: 'scotland', date: '14/07/2027', name: 'No' }], /date \(YYYY-MM-DD\)/],
    [[{ nation: 'scotland', date: '2027-02-30', name: 'No' }], /date \(YYYY-MM-DD\)/],
    [[{ nation: 'scotland', date: '2027-07-14' }], /and a name/],
    [[null], /One-off holiday 1/],
    [[{ nation: 'scotland', date: '2027-07-14', name: 'No', cancelled: 'yes' }], /"cancelled"/],
  ])('bad data is refused in words: %j', (json, words) => {
    expect(() => readOneOffs(JSON.stringify(json))).toThrow(words);
  });

  it.each([
    [2027, 2026],
    [2026.5, 2027],
    [1900, 2027],
  ])('years %d to %d are refused', async (from, to) => {
    await expect(bankHolidays('scotland', from, to)).rejects.toThrow(/first and a last year/);
  });
});
