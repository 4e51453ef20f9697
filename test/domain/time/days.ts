// Calendars and opening hours for the tests, made up by us.

import type { Instant } from '../../../src/domain/terms.ts';
import type { Holidays, OpeningHours, Span } from '../../../src/domain/time/hours.ts';

/** England and Wales around the worked examples, written out by hand so that these tests depend on no package. */
export const englandHolidays: Holidays = {
  nation: 'englandAndWales',
  endsOn: '2027-12-31',
  days: [
    ['2026-01-01', 'New Year\u2019s Day'],
    ['2026-04-03', 'Good Friday'],
    ['2026-04-06', 'Easter Monday'],
    ['2026-05-04', 'Early May'],
    ['2026-05-25', 'Spring'],
    ['2026-08-31', 'Summer'],
    ['2026-12-25', 'Christmas Day'],
    ['2026-12-28', 'Boxing Day (substitute)'],
    ['2027-01-01', 'New Year\u2019s Day'],
  ].map(([date = '', name = '']) => ({ date, name })),
};
export const noHolidays: Holidays = { nation: 'englandAndWales', days: [], endsOn: '2099-12-31' };

export const everyDay = (...spans: Span[]): OpeningHours => ({
  week: { monday: spans, tuesday: spans, wednesday: spans, thursday: spans, friday: spans, saturday: spans, sunday: spans },
});
export const span = (from: string, to: string): Span => ({ from, to });
export const neverOpen: OpeningHours = { week: {} };
export const roundTheClock = everyDay(span('00:00', '24:00'));

/** `2026-11-25 09:14` in winter time, or `… BST` in summer time, as an instant. */
export function at(wall: string): Instant {
  const summer = wall.endsWith(' BST');
  const ms = Date.parse(`${wall.slice(0, 10)}T${wall.slice(11, 16)}:00.000Z`);
  return new Date(ms - (summer ? 3_600_000 : 0)).toISOString();
}
