// What a newcomer finds at the very first start: a working morning, and a few eConsults that wait.
import type { Instant } from '../../domain/terms.ts';
import { isOpen } from '../../domain/time/calendar.ts';
import type { Holidays } from '../../domain/time/hours.ts';
import { aheadOf, workingDays } from '../times-ahead.ts';

/** Sent in this order, so that the most urgent one stands lowest, where the page opens. */
export const firstSamples = ['heavy-periods', 'hot-leg', 'chest-pain'] as const;

/** So long after the practices open: there is something of the day left, and nothing is late yet. */
const intoTheMorningMs = 30 * 60_000;

/**
 * By how many milliseconds the clock is to be ahead of `now` at the first start: none while practices are open. At night everything would
 * be out of hours, and the first thing to be seen would be a warning.
 */
export function aheadAtFirst(now: Instant, holidays: Holidays): number {
  if (isOpen(now, workingDays, holidays)) return 0;
  const morning = aheadOf(now, holidays).nextWorkingMorning;
  return morning === undefined ? 0 : Date.parse(morning) + intoTheMorningMs - Date.parse(now);
}
