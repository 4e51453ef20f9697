// Times ahead that are worth going to with the sandbox's clock, as the calendar has them.

import type { Instant } from '../domain/terms.ts';
import { nextClosing, nextOpening, onTheWall } from '../domain/time/calendar.ts';
import { dayNumber, type Holidays, type OpeningHours } from '../domain/time/hours.ts';

export const aheadNames = ['nextWorkingMorning', 'eveningBeforeLongWeekend'] as const;
export type AheadName = (typeof aheadNames)[number];

/** Closing is when the clock is to be set to: early enough to see the practices close, half an hour later. */
const span = [{ from: '08:00', to: '18:00' }] as const;
export const workingDays: OpeningHours = { week: { monday: span, tuesday: span, wednesday: span, thursday: span, friday: span } };
/** An ordinary weekend. */
const weekendDays = 2;
/** Working days looked at: from any day on, a year of them has a long weekend in it. */
const evenings = 260;

const afterwards = (at: Instant): Instant => new Date(Date.parse(at) + 1).toISOString();
const dayOf = (at: Instant): number => dayNumber(onTheWall(at).date) ?? Number.NaN;

/** When the clock could go next, always after `now`; `undefined`: not within the years whose bank holidays are known. */
export function aheadOf(now: Instant, holidays: Holidays): Readonly<Record<AheadName, Instant | undefined>> {
  return {
    nextWorkingMorning: known(nextOpening(afterwards(now), workingDays, holidays), holidays),
    eveningBeforeLongWeekend: known(longWeekend(now, holidays), holidays),
  };
}

/** 18:00 on the last working day before more days off than a weekend has: there is a bank holiday among them. */
function longWeekend(now: Instant, holidays: Holidays): Instant | undefined {
  let evening = nextClosing(afterwards(now), workingDays, holidays);
  for (let looked = 0; looked < evenings && evening !== undefined; looked++) {
    const morning = nextOpening(evening, workingDays, holidays);
    if (morning === undefined) return undefined;
    if (dayOf(morning) - dayOf(evening) > weekendDays + 1) return evening;
    evening = nextClosing(morning, workingDays, holidays);
  }
  return undefined;
}

/** Where bank holidays end, every weekday would be taken for a working day. */
const known = (at: Instant | undefined, { endsOn }: Holidays): Instant | undefined =>
  at !== undefined && onTheWall(at).date <= endsOn ? at : undefined;
