// The bank holidays of a nation as plain data, from the `date-holidays` package, put right where GOV.UK says otherwise.

import { compare } from '../domain/compare.ts';
import type { Holiday, Holidays, LocalDate, Nation } from '../domain/time/hours.ts';
import { dayNumber, nations, weekdayOf } from '../domain/time/hours.ts';

/** England and Wales share their bank holidays; `date-holidays` keeps them apart. */
const stateOf: Readonly<Record<Nation, string>> = { englandAndWales: 'ENG', scotland: 'SCT', northernIreland: 'NIR' };

/** A holiday that no rule foretells, or (`cancelled`) a usual one that does not take place, as when it is moved. */
export interface OneOff extends Holiday {
  readonly nation: Nation;
  readonly cancelled?: true;
}

/**
 * What GOV.UK lists between 2019 and 2028 and the package does not know. The other difference is handled by rule: the package also
 * names a holiday that falls on a Saturday or Sunday, where GOV.UK lists only its substitute. An organisation that opens on Saturdays
 * does so then too, except on the days the calendar always shuts (25 and 26 December, 1 January).
 */
export const knownOneOffs: readonly OneOff[] = [{ nation: 'scotland', date: '2026-06-15', name: 'World Cup bank holiday' }];

/** The most years at once: more must be a mistake in a date, and each year costs about a millisecond. */
export const yearsAtMost = 50;

/**
 * The bank holidays from the start of one year to the end of another, in order. Give one-offs announced since (see `readOneOffs`), and
 * call again when they change: the result is a new value, and deadlines already frozen stay as they are. Loading the package takes
 * about a tenth of a second, the first time only. Throws `RangeError` on years that make no sense.
 */
export async function bankHolidays(nation: Nation, fromYear: number, toYear: number, oneOffs: readonly OneOff[] = []): Promise<Holidays> {
  if (!Number.isInteger(fromYear) || !Number.isInteger(toYear) || fromYear > toYear || toYear - fromYear >= yearsAtMost) {
    throw new RangeError(`Bank holidays need a first and a last year, at most ${yearsAtMost} years apart.`);
  }
  // Loaded only when needed: 800 kB of the world's holidays would slow down every start and every test.
  const { default: DateHolidays } = await import('date-holidays');
  const source = new DateHolidays('GB', stateOf[nation], { types: ['public', 'bank'], languages: ['en'] });
  const days = new Map<LocalDate, string>();
  for (let year = fromYear; year <= toYear; year += 1) {
    // The first ten characters are the date where the holiday is, whatever the zone of this machine.
    for (const { date, name } of source.getHolidays(year)) {
      const day = date.slice(0, 10);
      if (!isWeekend(day)) days.set(day, name);
    }
  }
  for (const oneOff of [...knownOneOffs, ...oneOffs]) {
    const year = Number(oneOff.date.slice(0, 4));
    if (oneOff.nation !== nation || year < fromYear || year > toYear) continue;
    if (oneOff.cancelled) days.delete(oneOff.date);
    else days.set(oneOff.date, oneOff.name);
  }
  const inOrder = [...days].map(([date, name]) => ({ date, name })).sort((a, b) => compare(a.date, b.date));
  return { nation, days: inOrder, endsOn: `${toYear}-12-31` };
}

function isWeekend(date: LocalDate): boolean {
  const weekday = weekdayOf(dayNumber(date) ?? 0);
  return weekday === 'saturday' || weekday === 'sunday';
}

/** Reads one-off holidays from JSON kept by an operator: `[{"nation": "scotland", "date": "2026-06-15", "name": "…"}]`. Throws with what is wrong. */
export function readOneOffs(text: string): readonly OneOff[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new TypeError('One-off holidays must be JSON. None were read; the holidays in use stay as they are.');
  }
  if (!Array.isArray(json)) throw new TypeError('One-off holidays must be a list. None were read; the holidays in use stay as they are.');
  return json.map((entry: unknown, index) => {
    const { nation, date, name, cancelled } = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>;
    const known = nations.find((each) => each === nation);
    if (known === undefined || typeof date !== 'string' || dayNumber(date) === undefined || typeof name !== 'string' || name === '') {
      throw new TypeError(
        `One-off holiday ${index + 1} needs a nation (${nations.join(', ')}), a date (YYYY-MM-DD) and a name. None were read; the holidays in use stay as they are.`,
      );
    }
    if (cancelled !== undefined && typeof cancelled !== 'boolean') {
      throw new TypeError(
        `One-off holiday ${index + 1}: "cancelled" must be true or left out. None were read; the holidays in use stay as they are.`,
      );
    }
    return { nation: known, date, name, ...(cancelled === true ? { cancelled: true as const } : {}) };
  });
}
