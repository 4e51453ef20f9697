// Whether a rota may be set as asked, and what then has happened.
import { isDeepStrictEqual } from 'node:util';
import { mayChange, type NetworkRefusal } from '../network/refusals.ts';
import type { Network } from '../network/state.ts';
import type { Instant } from '../terms.ts';
import type { LocalDate } from '../time/hours.ts';
import type { RotaCommand, SetRota, Turn } from './command.ts';
import type { RotaEvent } from './event.ts';
import { faultsInShifts, type ShiftFault, shiftsMax } from './faults.ts';
import { inOrder, type Rota, type Shift } from './state.ts';
import { weekOf } from './week.ts';

export interface RotaRules {
  readonly network: Network;
}

export type RotaRefusal =
  | Extract<NetworkRefusal, { readonly why: 'notAllowed' | 'organisationUnknown' }>
  /** Not a Monday, or a week that is over or too far ahead. */
  | { readonly why: 'weekWrong'; readonly weeksAheadMax: number }
  | { readonly why: 'tooManyShifts'; readonly shiftsMax: number }
  | { readonly why: 'shiftsWrong'; readonly faults: readonly ShiftFault[] }
  /** The rota was set again while its shifts were being looked at: they are looked at again. */
  | { readonly why: 'changedMeanwhile' };

export type RotaDecision = { readonly events: readonly RotaEvent[] } | { readonly refusal: RotaRefusal };

/** A week further ahead than this must be a mistyped year. */
export const weeksAheadMax = 53;
const weekMs = 7 * 86_400_000;

export function decideRota(command: RotaCommand, before: Rota | undefined, rules: RotaRules): RotaDecision {
  switch (command.type) {
    case 'setRota':
      return setRota(command, before, rules);
    case 'turn':
      return turn(command, before);
  }
}

function setRota({ hub, monday, shifts, at, by }: SetRota, before: Rota | undefined, { network }: RotaRules): RotaDecision {
  const refusal = mayChange(network, by, hub, 'hubLead or hubAdministrator');
  if (refusal) return refuse(refusal.why === 'notAllowed' ? refusal : { why: 'organisationUnknown', organisation: hub });
  if (!isSettable(monday, at)) return refuse({ why: 'weekWrong', weeksAheadMax });
  if (shifts.length > shiftsMax) return refuse({ why: 'tooManyShifts', shiftsMax });
  const faults = faultsInShifts(network, hub, monday, shifts);
  if (faults.length > 0) return refuse({ why: 'shiftsWrong', faults });
  const planned = shifts.map(shiftOf).sort(inOrder);
  if (before !== undefined && isDeepStrictEqual(before.shifts.map(shiftOf).sort(inOrder), planned)) return { events: [] };
  return { events: [{ type: 'RotaSet', at, by, hub, monday, shifts: planned }] };
}

/** Whether a week can still be set at this moment: it begins on a Monday, is not over, and not too far ahead. */
export function isSettable(monday: LocalDate, at: Instant): boolean {
  const week = weekOf(monday);
  return week !== undefined && !isOver(monday, at) && Date.parse(week.from) - Date.parse(at) <= weeksAheadMax * weekMs;
}

export function isOver(monday: LocalDate, at: Instant): boolean {
  const week = weekOf(monday);
  return week !== undefined && week.until <= at;
}

function turn({ at, by, revision }: Turn, before: Rota | undefined): RotaDecision {
  if (before === undefined || before.revision !== revision) return refuse({ why: 'changedMeanwhile' });
  const turned = before.shifts.some(({ stage, from, to }) => (stage === 'planned' && from <= at) || (stage === 'begun' && to <= at));
  return { events: turned ? [{ type: 'Turned', at, by }] : [] };
}

const refuse = (refusal: RotaRefusal): RotaDecision => ({ refusal });
const shiftOf = ({ person, at, from, to }: Shift): Shift => ({ person, at, from, to });
