// How a rota looks after something has happened to it.
import type { Instant } from '../terms.ts';
import type { RotaEvent } from './event.ts';
import { inOrder, type Rota, type RotaShift, type Shift, stageAt } from './state.ts';

export function evolveRota(before: Rota | undefined, event: RotaEvent, version: number): Rota {
  switch (event.type) {
    case 'RotaSet': {
      const { hub, monday, at } = event;
      return { hub, monday, revision: version, setAt: at, shifts: replaced(before?.shifts ?? [], event.shifts, at) };
    }
    case 'Turned': {
      if (before === undefined) throw new Error('a rota cannot begin with Turned');
      return { ...before, revision: version, shifts: before.shifts.map((shift) => ({ ...shift, stage: stageAt(shift, event.at) })) };
    }
  }
}

/**
 * Replaces the shifts. A shift that has begun goes on if the new rota has it, even with other times, so that somebody who has left is not
 * put on again. A shift that has begun and is not planned any more ends now, and its person goes off.
 */
function replaced(old: readonly RotaShift[], shifts: readonly Shift[], at: Instant): readonly RotaShift[] {
  const begun = old.filter(({ stage }) => stage === 'begun');
  const goesOn = (was: Shift, now: Shift): boolean =>
    was.person === now.person && was.at === now.at && now.from <= at && now.from < was.to && was.from < now.to;
  const fresh = shifts.map((shift): RotaShift => {
    if (begun.some((was) => goesOn(was, shift))) return { ...shift, stage: 'begun' };
    return { ...shift, stage: shift.to <= at ? 'over' : 'planned' };
  });
  const cut = begun
    .filter((was) => !shifts.some((shift) => goesOn(was, shift)))
    .map((was): RotaShift => ({ ...was, to: was.to < at ? was.to : at }));
  return [...fresh, ...cut].sort(inOrder);
}
