// Moments as staff say them.
import type { Instant } from '../domain/terms.ts';
import { monthParts } from '../domain/time/hours.ts';
import { onTheWall } from '../domain/time/london.ts';
import { capital } from './sentences.ts';

/** `Jan`, `Feb` and so on. */
export const monthShort = monthParts.map(([short]) => capital(short));

/**
 * A moment as staff say it. It always names the day, never "today", because a card is read long after it was drawn. The year is named if it
 * differs from that of `beside`: a sender may promise a date long past.
 */
export const when = (at: Instant, beside: Instant = at): string => `${dayOf(at, beside)} ${timeOf(at)}`;
/** The day alone, where several times of it are said. */
export function dayOf(at: Instant, beside: Instant = at): string {
  const { date, weekday } = onTheWall(at);
  const [year = '', month, day] = date.split('-');
  const itsYear = beside.slice(0, 4) === at.slice(0, 4) || onTheWall(beside).date.startsWith(year) ? '' : ` ${year}`;
  return `${capital(weekday.slice(0, 3))} ${Number(day)} ${monthShort[Number(month) - 1]}${itsYear}`;
}
export const timeOf = (at: Instant): string => onTheWall(at).time;
