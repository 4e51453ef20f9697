// What cannot be offered: each rule by itself, and overlaps of the same clinic.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cutOffMinutesMax,
  daysAheadMax,
  doOverlap,
  overlapping,
  rulesBroken,
  slotMinutesMax,
  slotMinutesMin,
  slotWordsMax,
} from '../../../src/domain/slot/faults.ts';
import type { SlotDetails } from '../../../src/domain/slot/state.ts';
import type { TaskKind } from '../../../src/domain/task/reasons-and-outcomes.ts';
import { larkfield, network, north, overthere } from '../../people.ts';
import { details, minutesAfter, now } from './book.ts';

const broken = (more: Partial<SlotDetails>) => rulesBroken(network, north, details(more), now, false);
const days = (count: number): string => minutesAfter(now, count * 1_440);

describe('one slot', () => {
  it.each([
    [{}, []],
    [{ start: now }, ['past']],
    [{ start: minutesAfter(now, -1) }, ['past']],
    [{ start: days(daysAheadMax) }, []],
    [{ start: minutesAfter(days(daysAheadMax), 1) }, ['tooFarAhead']],
    [{ start: '2026-11-24T14:00:30.000Z' }, ['startWrong']],
    [{ start: '2026-13-45T14:00:00.000Z' }, ['startWrong']],
    [{ start: 'tomorrow' }, ['startWrong']],
    [{ minutes: slotMinutesMin - 1 }, ['lengthWrong']],
    [{ minutes: slotMinutesMin }, []],
    [{ minutes: slotMinutesMax }, []],
    [{ minutes: slotMinutesMax + 1 }, ['lengthWrong']],
    [{ minutes: 7.5 }, ['lengthWrong']],
    [{ minutes: Number.NaN }, ['lengthWrong']],
    [{ cutOffMinutes: -1 }, ['cutOffWrong']],
    [{ cutOffMinutes: cutOffMinutesMax + 1, start: days(20) }, ['cutOffWrong']],
    [{ cutOffMinutes: 300 }, ['cutOffPast']],
    [{ cutOffMinutes: 299 }, []],
    [{ cutOffMinutes: 0 }, []],
    [{ what: ' ' }, ['whatMissing']],
    [{ place: 'x'.repeat(slotWordsMax + 1) }, ['placeTooLong']],
    [{ place: 'x'.repeat(slotWordsMax) }, []],
    [{ bookUnder: '' }, ['bookUnderMissing']],
    [{ what: 'Clinic of 943 476 5919' }, ['whatPersonal']],
    [{ forOrganisations: 'all' }, []],
    [{ forOrganisations: [] }, ['forNobody']],
    [{ forOrganisations: [north] }, ['forItself']],
    [{ forOrganisations: [overthere] }, ['forUnknown']],
    [{ forOrganisations: [larkfield, larkfield] }, ['forUnknown']],
    [{ forOrganisations: ['constructor'] }, ['forUnknown']],
    [{ forKinds: 'all' }, []],
    [{ forKinds: [] }, ['kindsWrong']],
    [{ forKinds: ['tea' as TaskKind] }, ['kindsWrong']],
    [{ start: now, minutes: 1, what: '' }, ['past', 'lengthWrong', 'whatMissing']],
  ] as const satisfies readonly (readonly [Partial<SlotDetails>, readonly string[]])[])('%j: %j', (more, rules) => {
    expect(broken(more)).toEqual(rules);
  });
});

describe('overlaps', () => {
  it('are those of the same clinic at the same place, however it is spelt; one that begins where another ends is none', () => {
    const at = (minutes: number, more: Partial<SlotDetails> = {}) => details({ start: minutesAfter(now, minutes), ...more });
    expect(doOverlap(at(0), at(19))).toBe(true);
    expect(doOverlap(at(0), at(20))).toBe(false);
    expect(doOverlap(at(0), at(10, { what: 'nurse-clinic' }))).toBe(true);
    expect(doOverlap(at(0), at(10, { place: 'Room 3' }))).toBe(false);
    expect([...overlapping([at(40), at(0), at(10), at(60), at(0, { what: 'Doctor' })])]).toEqual([2]);
    // Named in the order in which they were given: the later of the two.
    expect([...overlapping([at(10), at(0)])]).toEqual([1]);
  });
  it('are found as by comparing each with each', () => {
    const slot = fc.record({
      start: fc.integer({ min: 0, max: 60 }),
      minutes: fc.integer({ min: 5, max: 30 }),
      what: fc.constantFrom('A', 'B'),
    });
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 12 }), (made) => {
        const all = made.map(({ start, minutes, what }) => details({ start: minutesAfter(now, start), minutes, what }));
        const slow = all.flatMap((one, index) => (all.slice(0, index).some((other) => doOverlap(one, other)) ? [index] : []));
        expect([...overlapping(all)].sort((a, b) => a - b)).toEqual(slow);
      }),
      { numRuns: 500 },
    );
  });
});
