// Moments as staff say them.
import type { Instant } from '../domain/terms.ts';
import { monthParts } from '../domain/time/hours.ts';

// Only the numbers and the weekday come from here, because how Node puts dates together differs from version to version.
const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
/** `Jan`, `Feb` and so on. */
export const monthShort = monthParts.map(([short]) => `${short.charAt(0).toUpperCase()}${short.slice(1)}`);
/** Instants remembered: a card says each of its few several times, and Intl takes longer over one than all else that is drawn. */
const rememberedMax = 2_000;
const remembered = new Map<Instant, Readonly<Record<string, string>>>();
function partsOf(at: Instant): Readonly<Record<string, string>> {
  const known = remembered.get(at);
  if (known !== undefined) return known;
  const found = Object.fromEntries(parts.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  if (remembered.size >= rememberedMax) remembered.clear();
  remembered.set(at, found);
  return found;
}

/**
 * A moment as staff say it. It always names the day, never "today", because a card is read long after it was drawn. The year is named if it
 * differs from that of `beside`: a sender may promise a date long past.
 */
export const when = (at: Instant, beside: Instant = at): string => `${dayOf(at, beside)} ${timeOf(at)}`;
/** The day alone, where several times of it are said. */
export function dayOf(at: Instant, beside: Instant = at): string {
  const { weekday, day, month, year } = partsOf(at);
  const itsYear = beside.slice(0, 4) === at.slice(0, 4) || partsOf(beside)['year'] === year ? '' : ` ${year}`;
  return `${weekday} ${Number(day)} ${monthShort[Number(month) - 1]}${itsYear}`;
}
export function timeOf(at: Instant): string {
  const { hour, minute } = partsOf(at);
  return `${hour}:${minute}`;
}
