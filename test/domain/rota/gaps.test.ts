// Gaps in a rota: as a plain look at every minute finds them, over any rota, and the ones people will meet.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Network } from '../../../src/domain/network/state.ts';
import { gapsIn, type Planned, type RotaGap } from '../../../src/domain/rota/gaps.ts';
import type { Shift } from '../../../src/domain/rota/state.ts';
import { mondayAfter, mondayOf } from '../../../src/domain/rota/week.ts';
import type { Person } from '../../../src/domain/terms.ts';
import { coreHours, type OpeningHours } from '../../../src/domain/time/hours.ts';
import { amara, bram, dalia, ewan, gwen, larkfield, network, north } from '../../people.ts';
import { at, englandHolidays, everyDay, roundTheClock, span } from '../time/days.ts';

/** As in the made-up network, but with a duty clinician, and open when it is asked to be. */
const withHours = (hours: OpeningHours): Network => ({
  ...network,
  hubs: { ...network.hubs, [north]: { ...network.hubs[north], hours } as Network['hubs'][string] },
  staff: { ...network.staff, [bram.id]: { ...bram, posts: [{ role: 'dutyClinician', at: north }] } },
});
const shift = (who: Person, from: string, to: string, place = north): Shift => ({ person: who.id, at: place, from: at(from), to: at(to) });
const planned = (weeks: Planned['weeks'], hours = coreHours): Planned => ({
  network: withHours(hours),
  holidays: englandHolidays,
  hub: north,
  weeks,
});
const dayMs = 86_400_000;
const later = (from: string, ms: number): string => new Date(Date.parse(from) + ms).toISOString();
const monday = '2026-11-23';

describe('gaps', () => {
  const from = at('2026-11-23 09:00');
  const until = at('2026-11-24 10:00');
  it('are where nobody or no duty clinician is planned while the hub is open, those that touch as one', () => {
    const shifts = [
      shift(amara, '2026-11-23 08:00', '2026-11-23 12:00'),
      shift(amara, '2026-11-23 12:00', '2026-11-23 14:00'),
      shift(bram, '2026-11-23 13:00', '2026-11-23 17:00'),
      // Neither a lead nor somebody of a practice answers a clinical request at the hub.
      shift(dalia, '2026-11-23 08:00', '2026-11-23 18:30'),
      shift(ewan, '2026-11-23 08:00', '2026-11-23 18:30'),
      shift(gwen, '2026-11-23 08:00', '2026-11-23 18:30', larkfield),
    ];
    expect(gapsIn(planned({ [monday]: shifts }), from, until)).toEqual([
      { from, to: at('2026-11-23 13:00'), lacks: 'dutyClinician' },
      { from: at('2026-11-23 17:00'), to: at('2026-11-23 18:30'), lacks: 'anybody' },
      { from: at('2026-11-24 08:00'), to: until, lacks: 'anybody' },
    ]);
  });
  it('are one for a week without any rota, from its first opening to its last closing', () => {
    expect(gapsIn(planned({ [monday]: [] }), from, at('2026-12-02 09:00')).at(-1)).toEqual({
      from: at('2026-11-30 08:00'),
      to: at('2026-12-02 09:00'),
      lacks: 'rota',
    });
  });
  it('are none while it is shut: at night, on a bank holiday, without hours', () => {
    expect(gapsIn(planned({}), at('2026-12-25 00:00'), at('2026-12-29 08:00'))).toEqual([]);
    expect(gapsIn(planned({}, { week: {} }), from, until)).toEqual([]);
    expect(gapsIn(planned({}), until, from)).toEqual([]);
    expect(gapsIn({ ...planned({}), hub: 'NOWHERE' }, from, until)).toEqual([]);
  });
  it('see a night that runs on from the week before, and go on over midnight', () => {
    const night = shift(bram, '2026-11-29 20:00', '2026-11-30 06:00');
    const gaps = gapsIn(planned({ [monday]: [night], '2026-11-30': [] }, roundTheClock), at('2026-11-29 12:00'), at('2026-12-02 12:00'));
    expect(gaps).toEqual([
      { from: at('2026-11-29 12:00'), to: night.from, lacks: 'anybody' },
      { from: night.to, to: at('2026-12-02 12:00'), lacks: 'anybody' },
    ]);
  });
  it('know who has left the staff or the role since', () => {
    const all = [shift(bram, '2026-11-23 08:00', '2026-11-23 18:30')];
    const now = planned({ [monday]: all });
    const day = at('2026-11-23 18:30');
    expect(gapsIn(now, from, day)).toEqual([]);
    expect(gapsIn({ ...now, network }, from, day)).toEqual([{ from, to: day, lacks: 'dutyClinician' }]);
    const { [bram.id]: _, ...staff } = network.staff;
    expect(gapsIn({ ...now, network: { ...network, staff } }, from, day)).toEqual([{ from, to: day, lacks: 'anybody' }]);
  });
});

const minuteMs = 60_000;
const wall = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
/** Boundaries outside the hour that is skipped or doubled, where reading the wall clock leaves no choice. */
const windows = [span('00:15', '00:45'), span('03:00', '13:00'), span('14:00', '18:30'), span('22:00', '24:00')];
const shut = new Set([...englandHolidays.days.map(({ date }) => date)]);

/** What is lacking in this minute, as somebody with the rota, the wall clock and the list of holidays would say. */
function lacking(ms: number, shifts: readonly Shift[], withRota: boolean): RotaGap['lacks'] | undefined {
  const [, dd, mm, yyyy, time = ''] = /^(\d\d)\/(\d\d)\/(\d{4}), (\d\d:\d\d)$/.exec(wall.format(ms)) ?? [];
  const closed = shut.has(`${yyyy}-${mm}-${dd}`) || ['25/12', '26/12', '01/01'].includes(`${dd}/${mm}`);
  if (closed || !windows.some(({ from, to }) => from <= time && time < to)) return undefined;
  if (!withRota) return 'rota';
  const there = shifts.filter(({ from, to, at: place }) => place === north && Date.parse(from) <= ms && ms < Date.parse(to));
  if (there.some(({ person }) => person === bram.id)) return undefined;
  return there.some(({ person }) => person === amara.id) ? 'dutyClinician' : 'anybody';
}

describe('gaps in any rota', () => {
  /** An ordinary week, both clock changes, Easter, and Christmas into New Year. */
  const starts = ['2026-11-23', '2026-03-23', '2026-10-19', '2026-03-30', '2026-12-21'].map((date) => Date.parse(`${date}T00:00:00.000Z`));
  const anyShift = fc.record({
    who: fc.constantFrom(amara, bram, amara, bram, ewan, gwen),
    place: fc.constantFrom(north, north, north, larkfield),
    begins: fc.integer({ min: -12 * 60, max: 9 * 1_440 }),
    minutes: fc.integer({ min: 1, max: 16 * 60 }),
  });
  const week = (ms: number): string => {
    const [, dd, mm, yyyy] = /^(\d\d)\/(\d\d)\/(\d{4})/.exec(wall.format(ms)) ?? [];
    return mondayOf(`${yyyy}-${mm}-${dd}`);
  };
  it('are what a plain look at every minute finds', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.constantFrom(...starts),
        fc.integer({ min: 0, max: 2 * 1_440 }),
        fc.array(anyShift, { maxLength: 40 }),
        fc.boolean(),
        fc.boolean(),
        (start, offset, shifts, first, second) => {
          const weeks: Record<string, Shift[]> = {};
          if (first) weeks[week(start)] = [];
          if (second) weeks[mondayAfter(week(start), 1)] = [];
          for (const { who, place, begins, minutes } of shifts) {
            const from = start + begins * minuteMs;
            const one = {
              person: who.id,
              at: place,
              from: later('1970-01-01T00:00:00.000Z', from),
              to: later('1970-01-01T00:00:00.000Z', from + minutes * minuteMs),
            };
            // The week before may run on; a week without a rota has none, whatever was drawn.
            if (week(from) < week(start)) weeks[week(from)] = [...(weeks[week(from)] ?? []), one];
            else weeks[week(from)]?.push(one);
          }
          const [from, until] = [start + offset * minuteMs, start + offset * minuteMs + 7 * dayMs];
          const all = Object.values(weeks).flat();
          const gaps = gapsIn(planned(weeks, everyDay(...windows)), new Date(from).toISOString(), new Date(until).toISOString());
          let index = 0;
          for (let ms = from; ms < until; ms += minuteMs) {
            const iso = new Date(ms).toISOString();
            while (gaps[index] !== undefined && (gaps[index]?.to ?? '') <= iso) index += 1;
            const gap = gaps[index];
            const here = gap !== undefined && gap.from <= iso ? gap.lacks : undefined;
            const expected = lacking(ms, all, weeks[week(ms)] !== undefined);
            // A week without a rota is one gap, also over its nights.
            if (here !== expected && !(here === 'rota' && weeks[week(ms)] === undefined && expected === undefined))
              expect.fail(`${iso}: ${here} instead of ${expected}`);
            if (here !== undefined) seen.add(here);
          }
          gaps.slice(1).forEach((gap, i) => {
            const before = gaps[i];
            expect(before !== undefined && before.to <= gap.from && !(before.to === gap.from && before.lacks === gap.lacks)).toBe(true);
          });
        },
      ),
      { numRuns: 40 },
    );
    expect([...seen].sort()).toEqual(['anybody', 'dutyClinician', 'rota']);
  });
});
