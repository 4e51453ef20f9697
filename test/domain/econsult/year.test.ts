// A year of days, at the minutes where calendars go wrong: what comes in then gets the deadlines and warnings that stepping minute by minute gives.
import { afterAll, describe, expect, it } from 'vitest';
import { duesOf } from '../../../src/domain/econsult/clock.ts';
import { decide, type EConsultRules } from '../../../src/domain/econsult/decide.ts';
import { evolve } from '../../../src/domain/econsult/evolve.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import { kinds, priorities } from '../../../src/domain/terms.ts';
import { isOpen } from '../../../src/domain/time/calendar.ts';
import { coreHours, type Holidays, type OpeningHours } from '../../../src/domain/time/hours.ts';
import { nadia, press, under } from '../../hub.ts';
import { inRisingGravity, type Warned } from '../../start/warned.ts';
import { everyDay, span } from '../time/days.ts';
import { foretold, Minutes, midnights } from '../time/minutes.ts';
import { arrival, Ticking } from './ticking.ts';

const minuteMs = 60_000;
/** A leap year. What comes at its end is due in the next, and the calendar looks back for closings. */
const [from, first, last, to] = ['2027-12-20', '2028-01-01', '2028-12-31', '2029-02-05'].map((date) =>
  Date.parse(`${date}T00:00:00.000Z`),
) as [number, number, number, number];
/** England and Wales as GOV.UK has them, written out by hand. */
const dates = [
  '2027-12-27',
  '2027-12-28',
  '2028-01-03',
  '2028-04-14',
  '2028-04-17',
  '2028-05-01',
  '2028-05-29',
  '2028-08-28',
  '2028-12-25',
  '2028-12-26',
  '2029-01-01',
];
const holidays: Holidays = { nation: 'englandAndWales', endsOn: '2029-12-31', days: dates.map((date) => ({ date, name: 'Bank holiday' })) };

const lunch = [span('08:30', '12:30'), span('14:00', '18:00')];
const whole = [span('08:00', '18:30')];
const week = { monday: whole, tuesday: whole, wednesday: whole, thursday: whole, friday: whole };
const organisations: Readonly<Record<string, OpeningHours>> = {
  'core hours': coreHours,
  'a lunch break': { week: { monday: lunch, tuesday: lunch, wednesday: lunch, thursday: lunch, friday: lunch } },
  'half a day on Wednesdays': { week: { ...week, wednesday: [span('08:00', '12:30')] } },
  'Saturday mornings': { week: { ...week, saturday: [span('09:00', '12:00')] } },
  'till 20:00 every day': everyDay(span('08:00', '20:00')),
  // The only one that is at work while the clocks change.
  'the nights': everyDay(span('00:00', '08:00'), span('18:30', '24:00')),
};
const core = new Minutes(coreHours, dates, from, to);
const midnight = midnights(core, from, to);

let arrivals = 0;
let answers = 0;
let daysSeen = 0;

describe.each(Object.entries(organisations))('an organisation that keeps %s', (_, hours) => {
  const minutes = new Minutes(hours, dates, from, to);
  const rules = { ...under(hours), holidays };
  const sharp = edges(minutes);

  it('has the same open minutes as plain stepping, at every edge of the year', () => {
    for (const minute of sharp) {
      const at = minutes.instant(minute);
      if (isOpen(at, hours, holidays) !== minutes.isOpen(minute)) throw new Error(`open or not at ${at}`);
    }
  });

  it('gets the deadlines and warnings that plain stepping gives, whatever comes and whenever', () => {
    for (const came of sharp) {
      // What is urgent is urgent whatever its kind: there the kinds take turns, minute by minute and day by day.
      for (const priority of priorities)
        for (const kind of priority === 'routine' ? kinds : [inTurn(kinds, came)]) {
          const sent = came * minuteMs + from;
          const state = received(sent, { kind, priority }, rules);
          const expected = foretold(minutes, core, midnight, came, kind, priority);
          const told = duesOf(state, rules).flatMap(({ step, at }) => (isWarning(step) ? [[step, at] as const] : []));
          arrivals += 1;
          // Compared by hand: an assertion each would take longer than all the rest.
          const wrong = [
            ...Object.entries(expected.deadlines).filter(([name, at]) => state.deadlines[name as 'limit'] !== minutes.instant(at)),
            ...told.filter(([step, at]) => at !== minutes.instant(expected.warnings[step])),
          ];
          if (wrong.length > 0 || told.length !== inRisingGravity.length)
            expect({ kind, priority, came: minutes.instant(came), deadlines: state.deadlines, told: Object.fromEntries(told) }).toEqual({
              kind,
              priority,
              came: minutes.instant(came),
              deadlines: inInstants(minutes, expected.deadlines),
              told: inInstants(minutes, expected.warnings),
            });
        }
    }
  });

  it('has answered in time at the very instant that is due, and not a millisecond later', () => {
    for (const came of sharp.filter((minute) => minutes.opens(minute))) {
      const priority = inTurn(priorities, came);
      const expected = foretold(minutes, core, midnight, came, 'clinical', priority);
      for (const due of ['firstLook', 'target', 'limit'] as const) {
        const dueMs = expected.deadlines[due] * minuteMs + from;
        // Routine ones may be told of at a closing before or an opening after.
        if (expected.warnings[due] !== expected.deadlines[due]) continue;
        answers += 1;
        for (const lateMs of [0, 1]) {
          const real = new Ticking(arrival(came * minuteMs + from, came * minuteMs + from, { priority }), rules);
          const at = new Date(dueMs + lateMs).toISOString();
          // Whatever is due up to a moment before is looked at; the look at the due instant itself comes after an answer at it.
          real.do(press(nadia, 'claim', {}, { at }));
          if (due !== 'firstLook') real.do(press(nadia, 'complete', { outcome: 'answered', told: 'telephone', knowingly: true }, { at }));
          real.tick(dueMs + lateMs);
          const said = real.of('Warned').flatMap(({ warning, also }) => [...also, warning]);
          if (said.includes(due) !== lateMs > 0)
            throw new Error(`${priority}, sent at ${minutes.instant(came)}, answered ${lateMs} ms after: ${due} said or not`);
        }
      }
    }
  });
});

afterAll(() => {
  process.stdout.write(`year: ${daysSeen} days, ${arrivals} arrivals, ${answers} answers at the due instant\n`);
  expect(answers).toBeGreaterThan(4_000);
  expect(daysSeen).toBe(366 * Object.keys(organisations).length);
});

/** Each day's opening and closing minutes, those of core hours and midnight, each with the minutes before and after. */
function edges(minutes: Minutes): readonly number[] {
  const found = new Set<number>();
  let at = midnight(minutes.at(first) - 1);
  for (; at <= minutes.at(last); at = midnight(at)) {
    daysSeen += 1;
    const next = midnight(at);
    for (let minute = at; minute < next; minute++)
      if (minute === at || minutes.opens(minute) || minutes.closes(minute) || core.closes(minute))
        for (const near of [minute - 1, minute, minute + 1]) found.add(near);
  }
  return [...found];
}

function received(sent: number, more: Parameters<typeof arrival>[2], rules: EConsultRules): EConsult {
  const decision = decide(arrival(sent, sent, more), undefined, rules);
  if ('refusal' in decision) throw new Error(`refused: ${decision.refusal.why}`);
  const state = decision.events.reduce<EConsult | undefined>((before, event, index) => evolve(before, event, index + 1), undefined);
  if (state === undefined) throw new Error('nothing was received');
  return state;
}
/** Another one each minute, and for the same minute another one each day. */
const inTurn = <T>(all: readonly T[], minute: number): T => {
  const found = all[(minute + Math.floor(minute / 1_440)) % all.length];
  if (found === undefined) throw new Error('there is none');
  return found;
};
const isWarning = (step: string): step is Warned => inRisingGravity.some((each) => each === step);
const inInstants = (minutes: Minutes, all: Readonly<Record<string, number>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(all).map(([name, at]) => [name, minutes.instant(at)]));
