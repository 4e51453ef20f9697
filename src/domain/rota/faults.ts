// What is wrong with the shifts of a rota: every fault of every shift at once, as values and in words for whoever plans them.

import { own } from '../lookup.ts';
import { hubOf, type Network } from '../network/state.ts';
import type { HubId } from '../terms.ts';
import type { LocalDate } from '../time/hours.ts';
import { toMs } from '../time/london.ts';
import type { Shift } from './state.ts';
import { weekOf } from './week.ts';

/** The longest shift in hours, a long day; a longer one must be a mistyped time. */
export const shiftHoursMax = 16;
/** Shifts of one hub in a week: about seventy people on every day of it, and well within what one row of the store holds. */
export const shiftsMax = 500;

/** A fault of one shift; `index` is its place in what was given. */
export interface ShiftFault {
  readonly index: number;
  readonly rule: ShiftRule;
}
export type ShiftRule = 'personUnknown' | 'noPostThere' | 'notOfThisHub' | 'endsBeforeItBegins' | 'tooLong' | 'outsideWeek' | 'overlaps';

export const shiftRuleWords: Readonly<Record<ShiftRule, string>> = {
  personUnknown: 'this person is not on the staff list',
  noPostThere: 'this person holds no post there',
  notOfThisHub: 'that is not this hub or one of its practices',
  endsBeforeItBegins: 'the shift ends before it begins',
  tooLong: `a shift lasts at most ${shiftHoursMax} hours`,
  outsideWeek: 'the shift begins outside the week it stands in',
  overlaps: 'the same person has another shift at that time',
};

const hourMs = 3_600_000;

/** Every fault of every shift of a week, in their order. A shift may run past the end of the week, but begins in it. */
export function faultsInShifts(network: Network, hub: HubId, monday: LocalDate, shifts: readonly Shift[]): readonly ShiftFault[] {
  const week = weekOf(monday);
  const overlapping = overlaps(shifts);
  return shifts.flatMap((shift, index) => {
    const { person, at, from, to } = shift;
    const member = own(network.staff, person);
    const ours = hubOf(network, at) === hub;
    const broken: readonly (ShiftRule | false)[] = [
      member === undefined && 'personUnknown',
      !ours && 'notOfThisHub',
      ours && member !== undefined && !member.posts.some((post) => post.at === at) && 'noPostThere',
      from >= to && 'endsBeforeItBegins',
      toMs(to) - toMs(from) > shiftHoursMax * hourMs && 'tooLong',
      (week === undefined || from < week.from || from >= week.until) && 'outsideWeek',
      overlapping.has(index) && 'overlaps',
    ];
    return broken.flatMap((rule) => (rule === false ? [] : [{ index, rule }]));
  });
}

/** Shifts that overlap an earlier one of the same person. */
export function overlaps(shifts: readonly Shift[]): ReadonlySet<number> {
  const found = new Set<number>();
  const byPerson = new Map<string, { readonly shift: Shift; readonly index: number }[]>();
  shifts.forEach((shift, index) => {
    const others = byPerson.get(shift.person) ?? [];
    if (others.some((other) => other.shift.from < shift.to && shift.from < other.shift.to)) found.add(index);
    byPerson.set(shift.person, [...others, { shift, index }]);
  });
  return found;
}
