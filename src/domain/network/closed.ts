// Practices that close: from which day, and who gets what still arrives for one.
import { isDeepStrictEqual } from 'node:util';
import { own } from '../lookup.ts';
import type { HubId, Instant, OdsCode, OrganisationId } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import type { LocalDate } from '../time/hours.ts';
import type { ClosePractice } from './command.ts';
import { isDateAhead } from './dates-and-reasons.ts';
import type { NetworkEvent } from './event.ts';
import type { Network, Practice } from './hubs-practices-staff.ts';
import { happened, type NetworkDecision, practiceOf, type Question, refuse, unchanged } from './refusals.ts';
import { withStep } from './stage-settings.ts';
import { practicesOf } from './who-is-where.ts';

export const isClosedOn = ({ closed }: Pick<Practice, 'closed'>, date: LocalDate): boolean => closed !== undefined && closed <= date;

/** Since when an organisation is closed for good; `undefined`: it is not. */
export function closedSince({ practices }: Pick<Network, 'practices'>, organisation: OrganisationId, at: Instant): LocalDate | undefined {
  const it = own(practices, organisation);
  return it !== undefined && isClosedOn(it, onTheWall(at).date) ? it.closed : undefined;
}

/** A hub's practices without those that have closed: there is nothing to set up for them any more. */
export const openPracticesOf = (network: Pick<Network, 'practices'>, hub: HubId, at: Instant): readonly Practice[] =>
  practicesOf(network, hub).filter(({ code }) => closedSince(network, code, at) === undefined);

/** Practices that closed one after the other are followed so far: more can only be a circle. */
const successorsMax = 20;

/** The practice that gets what is sent for this one on a date; `undefined`: it is not known, or closed and nobody took over. */
export function practiceFor({ practices }: Pick<Network, 'practices'>, code: OdsCode, date: LocalDate): Practice | undefined {
  let it = own(practices, code);
  for (let steps = 0; it !== undefined && isClosedOn(it, date); steps++)
    it = it.successor === undefined || steps === successorsMax ? undefined : own(practices, it.successor);
  return it;
}

export function closePractice({ command, network }: Question<ClosePractice>): NetworkDecision {
  const { at, by, practice, from, successor } = command;
  const found = practiceOf(network, practice);
  if (found === undefined) return refuse({ why: 'practiceUnknown', practice });
  const event: NetworkEvent = { type: 'PracticeClosed', at, by, practice, from, ...(successor === undefined ? {} : { successor }) };
  if (isDeepStrictEqual(found, closedFrom(found, event))) return unchanged;
  if (found.closed !== undefined) return refuse({ why: 'practiceCloses', practice, from: found.closed });
  if (!isDateAhead(from, at)) return refuse({ why: 'dateWrong' });
  if (successor !== undefined) {
    const next = practiceOf(network, successor);
    if (next === undefined || next.hub !== found.hub || successor === practice) return refuse({ why: 'successorWrong' });
    if (next.closed !== undefined) return refuse({ why: 'practiceCloses', practice: successor, from: next.closed });
  }
  return happened(event);
}

/** The practice once it has been closed; its history stays. */
export function closedFrom(it: Practice, { at, by, from, successor }: NetworkEvent & { type: 'PracticeClosed' }): Practice {
  const step = { from, stage: 'off', ...(by.kind === 'person' ? { by: by.name } : {}) } as const;
  // Whatever was to follow that day does not follow any more.
  const steps = it.stages?.filter((each) => each.from < from);
  const stages = withStep(steps === undefined || steps.length === 0 ? undefined : steps, step, onTheWall(at).date);
  return { ...it, stages, closed: from, ...(successor === undefined ? {} : { successor }) };
}
