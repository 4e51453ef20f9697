// From when something that leads set may hold, and how long a reason for it may be.
import { onTheWall } from '../time/calendar.ts';
import { dayNumber } from '../time/hours.ts';

/** The longest reason that fits on a line of a card. */
export const reasonCharactersMax = 200;
/** A date further ahead than this must be a mistyped year. */
export const changeAheadDaysMax = 800;

/** Today or later in London, and at most `changeAheadDaysMax` ahead. */
export function isDateAhead(date: string, at: string): boolean {
  const today = onTheWall(at).date;
  const [asked, now] = [dayNumber(date), dayNumber(today)];
  return asked !== undefined && now !== undefined && asked >= now && asked - now <= changeAheadDaysMax;
}
