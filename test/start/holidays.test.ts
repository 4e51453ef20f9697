// The bank holidays in use: right at the start, read again when the file or the year changes, and kept when the file is spoilt.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../src/log.ts';
import { createHolidays } from '../../src/start/holidays.ts';

const dayMs = 86_400_000;
let nowMs: number;
let text: string | undefined;
let lines: string[];
beforeEach(() => {
  nowMs = Date.parse('2026-11-25T09:00:00.000Z');
  text = undefined;
  lines = [];
});
const made = (nation: 'englandAndWales' | 'scotland' = 'englandAndWales', withFile = true) =>
  createHolidays({
    nation,
    nowMs: () => nowMs,
    log: createLog('info', (line) => lines.push(line)),
    ...(withFile ? { readFile: () => text ?? '[]' } : {}),
  });
const jubilee = { nation: 'englandAndWales', date: '2027-06-07', name: 'A jubilee' };
const has = (holidays: Awaited<ReturnType<typeof made>>, date: string): boolean =>
  holidays.current().days.some((each) => each.date === date);

describe('the holidays in use', () => {
  it('are those of the nation for the years around now', async () => {
    const [england, scotland] = [await made(), await made('scotland', false)];
    expect(england.current().endsOn).toBe('2028-12-31');
    expect([has(england, '2027-03-29'), has(england, '2027-08-30')]).toEqual([true, true]);
    // Scotland has no Easter Monday, and its summer holiday comes sooner.
    expect([has(scotland, '2027-03-29'), has(scotland, '2027-08-02')]).toEqual([false, true]);
  });
  it('have what the operator announces, also while the system runs', async () => {
    const holidays = await made();
    const before = holidays.current();
    await holidays.refresh();
    expect(holidays.current()).toBe(before);
    text = JSON.stringify([jubilee, { nation: 'englandAndWales', date: '2027-05-03', name: 'Moved', cancelled: true }]);
    await holidays.refresh();
    expect([has(holidays, '2027-06-07'), has(holidays, '2027-05-03')]).toEqual([true, false]);
    text = '[]';
    await holidays.refresh();
    expect([has(holidays, '2027-06-07'), has(holidays, '2027-05-03')]).toEqual([false, true]);
  });
  it('are read again by whoever uses them, though another instance audits', async () => {
    const holidays = await made();
    text = JSON.stringify([jubilee]);
    const soon = () => new Promise((resolve) => setImmediate(resolve));
    nowMs += 4 * 60_000;
    expect(has(holidays, jubilee.date)).toBe(false);
    await soon();
    expect(has(holidays, jubilee.date)).toBe(false);
    nowMs += 60_000;
    holidays.current();
    await vi.waitFor(() => expect(has(holidays, jubilee.date)).toBe(true));
  });
  it.each(['not JSON', '{}', '[{"nation":"mars","date":"2027-06-07","name":"x"}]'])(
    'stay when the file becomes %j, and the log says so',
    async (spoilt) => {
      text = JSON.stringify([jubilee]);
      const holidays = await made();
      text = spoilt;
      await holidays.refresh();
      expect(has(holidays, '2027-06-07')).toBe(true);
      expect(lines.some((line) => line.includes('holidaysNotRead'))).toBe(true);
    },
  );
  it('refuse to begin with a spoilt file', async () => {
    text = '{}';
    await expect(made()).rejects.toThrow('must be a list');
  });
  it('go on into the next year', async () => {
    const holidays = await made();
    nowMs += 60 * dayMs;
    await holidays.refresh();
    expect(holidays.current().endsOn).toBe('2029-12-31');
  });
});
