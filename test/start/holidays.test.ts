// The bank holidays in use: right at the start, others when the file or the year changes, and kept when the file is spoilt.
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
    ...(withFile ? { text: text ?? '[]' } : {}),
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
    expect(await holidays.take('[]')).toBe(false);
    expect(holidays.current()).toBe(before);
    const announced = JSON.stringify([jubilee, { nation: 'englandAndWales', date: '2027-05-03', name: 'Moved', cancelled: true }]);
    expect(await holidays.take(announced)).toBe(true);
    expect([has(holidays, '2027-06-07'), has(holidays, '2027-05-03')]).toEqual([true, false]);
    expect(await holidays.take('[]')).toBe(true);
    expect([has(holidays, '2027-06-07'), has(holidays, '2027-05-03')]).toEqual([false, true]);
  });
  it('are those of the next year for whoever uses them, though another instance audits', async () => {
    const holidays = await made();
    nowMs += 60 * dayMs;
    expect(holidays.current().endsOn).toBe('2028-12-31');
    await vi.waitFor(() => expect(holidays.current().endsOn).toBe('2029-12-31'));
  });
  it.each(['not JSON', '{}', '[{"nation":"mars","date":"2027-06-07","name":"x"}]'])('stay when the file becomes %j', async (spoilt) => {
    text = JSON.stringify([jubilee]);
    const holidays = await made();
    await expect(holidays.take(spoilt)).rejects.toThrow('None were read; the holidays in use stay as they are.');
    expect(has(holidays, '2027-06-07')).toBe(true);
    // In the next year too.
    nowMs += 60 * dayMs;
    await holidays.refresh();
    expect(has(holidays, '2027-06-07')).toBe(true);
  });
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
