// Weeks as an organisation works them: they begin on Monday, or on the first day after that on which it is open.
import type { Instant } from '../terms.ts';
import { onTheWall, startOfDay, workingMinutesBetween } from './calendar.ts';
import type { Holidays, OpeningHours } from './hours.ts';

/** Whether it was shut on all days of this week before this one; weeks begin on Monday. */
export function isFirstOpenOfWeek(at: Instant, hours: OpeningHours, holidays: Holidays): boolean {
  const today = startOfDay(at);
  let monday = today;
  while (onTheWall(monday).weekday !== 'monday') monday = startOfDay(new Date(Date.parse(monday) - 1).toISOString());
  return monday === today || workingMinutesBetween(monday, today, hours, holidays) === 0;
}
