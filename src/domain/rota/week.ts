// The weeks that rotas are kept by: from Monday's midnight to the next, on the clock on the wall.

import type { Instant } from '../terms.ts';
import { dateOf, dayNumber, type LocalDate, weekdayOf } from '../time/hours.ts';
import { atWall, onTheWall } from '../time/london.ts';

const weekDays = 7;
/** The most weeks looked over at once: two years, as in the calendar. */
const weeksMax = 106;

/** The Monday of the week a date lies in. */
export function mondayOf(date: LocalDate): LocalDate {
  const day = dayNumber(date);
  if (day === undefined) throw new RangeError('only a date has a week');
  // 1 January 1970, day 0, was a Thursday.
  return dateOf(day - ((((day + 3) % weekDays) + weekDays) % weekDays));
}

/** The Monday so many weeks later; earlier with a negative number. */
export const mondayAfter = (monday: LocalDate, weeks: number): LocalDate => dateOf((dayNumber(monday) ?? Number.NaN) + weeks * weekDays);

/** The Mondays of every week that a stretch of time touches. */
export function mondaysBetween(from: Instant, until: Instant): readonly LocalDate[] {
  const found: LocalDate[] = [];
  const last = mondayOf(onTheWall(until).date);
  for (let monday = mondayOf(onTheWall(from).date); monday <= last && found.length < weeksMax; monday = mondayAfter(monday, 1))
    found.push(monday);
  return found;
}

/** The week a Monday begins: from its midnight until the next one's; `undefined`: it is no Monday. */
export function weekOf(monday: LocalDate): { readonly from: Instant; readonly until: Instant } | undefined {
  const day = dayNumber(monday);
  if (day === undefined || weekdayOf(day) !== 'monday') return undefined;
  const [from, until] = [atWall(monday, '00:00'), atWall(mondayAfter(monday, 1), '00:00')];
  return from === undefined || until === undefined ? undefined : { from, until };
}
