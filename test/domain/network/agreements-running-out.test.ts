// Leads hear 30, 14 and 7 days before an agreement ends, each time once, also where the hub was shut on that day.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { agreementsEnding, agreementWarnedDays } from '../../../src/domain/network/agreements-running-out.ts';
import type { Network } from '../../../src/domain/network/state.ts';
import { isOpen } from '../../../src/domain/time/calendar.ts';
import { dateOf, dayNumber } from '../../../src/domain/time/hours.ts';
import { larkfield, millbrook, network, north } from '../../people.ts';
import { at, englandHolidays } from '../time/days.ts';

const day = (date: string, days: number): string => dateOf((dayNumber(date) ?? 0) + days);
function ending(until: string): Network {
  const practice = network.practices[larkfield];
  const hub = network.hubs[north];
  if (practice === undefined || hub === undefined) throw new Error('the network has them');
  const buddies = [{ takes: larkfield, workOf: millbrook, from: '2026-01-01', until, agreedBy: 'Both' }];
  return {
    ...network,
    hubs: { ...network.hubs, [north]: { ...hub, buddies } },
    practices: { ...network.practices, [larkfield]: { ...practice, agreement: { from: '2026-01-01', until } } },
  };
}

it('names both the agreement with the hub and the one between buddies', () => {
  expect(agreementsEnding(ending('2026-12-25'), north, englandHolidays, at('2026-11-25 09:00'))).toEqual([
    { organisation: larkfield, until: '2026-12-25' },
    { organisation: millbrook, takes: larkfield, until: '2026-12-25' },
  ]);
});

it('on the day or the next one on which the hub is open, once for each of the three', () => {
  const hub = network.hubs[north];
  if (hub === undefined) throw new Error('the network has it');
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 400 }), (days) => {
      const until = day('2026-06-01', days);
      const told: number[] = [];
      for (let left = 40; left >= -3; left--) {
        const now = at(`${day(until, -left)} 10:00`);
        if (isOpen(now, hub.hours, englandHolidays) && agreementsEnding(ending(until), north, englandHolidays, now).length > 0)
          told.push(left);
      }
      // Christmas is the longest time for which the hub is shut: four days.
      expect(told.length).toBe(agreementWarnedDays.length);
      agreementWarnedDays.forEach((due, index) => {
        expect(due - (told[index] ?? 0)).toBeGreaterThanOrEqual(0);
        expect(due - (told[index] ?? 0)).toBeLessThanOrEqual(5);
      });
    }),
    { numRuns: 40 },
  );
});
