// What a change of a practice's pathway would have done to eConsults already received, before anybody makes it.

import type { Received } from '../econsult/event.ts';
import { type EConsultId, type Instant, type Kind, kinds, type OdsCode } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import type { Holidays, LocalDate } from '../time/hours.ts';
import { type FirstReason, firstHolder, isWindow } from './pathway.ts';
import type { Network, PathwayChange, Practice } from './state.ts';

export interface PathwayTrial {
  readonly practice: OdsCode;
  readonly from: Instant;
  readonly until: Instant;
  /** How many of the practice's eConsults were looked at. */
  readonly received: number;
  /** There were more than could be looked at. */
  readonly more: boolean;
  readonly toHub: number;
  readonly toPractice: number;
  /** What would have moved, by day and kind, oldest first. */
  readonly byDay: readonly { readonly date: LocalDate; readonly kind: Kind; readonly count: number }[];
  readonly moved: readonly { readonly id: EConsultId; readonly to: 'hub' | 'practice'; readonly because: FirstReason }[];
}

/** A change to try. It is tried as if it had always held, so it needs no date. */
export type Proposal = Omit<PathwayChange, 'from'>;

type Moved = Pick<PathwayTrial, 'toHub' | 'toPractice' | 'byDay' | 'moved'>;

/** Each of a practice's eConsults, oldest first, as it would have gone first under the proposals, held against how it went. */
export function replay(
  received: readonly Received[],
  practice: Practice,
  rules: { readonly network: Network; readonly holidays: Holidays },
  proposals: readonly Proposal[],
): Moved {
  const takenOn = new Map<LocalDate, number>();
  const counts = new Map<string, { date: LocalDate; kind: Kind; count: number }>();
  const moved: { id: EConsultId; to: 'hub' | 'practice'; because: FirstReason }[] = [];
  // Whoever tries wants to know what the hub would have had, also of a practice that is not live yet.
  const { stages: _stages, ...asLive } = practice;
  for (const { at, facts } of received) {
    const { date } = onTheWall(at);
    // The day's allocation fills up as it would have under the proposals.
    const taken = takenOn.get(date) ?? 0;
    const moment = { network: rules.network, holidays: rules.holidays, at, today: { date, received: { [practice.code]: taken } } };
    const proposed = proposals.reduce((it, proposal) => withProposal(it, proposal, date), asLive as Practice);
    const first = firstHolder(proposed, facts, moment);
    if (first.holder === practice.hub) takenOn.set(date, taken + 1);
    if (first.holder === facts.holder) continue;
    moved.push({ id: facts.id, to: first.holder === practice.hub ? 'hub' : 'practice', because: first.because });
    const key = `${date}|${facts.kind}`;
    counts.set(key, { date, kind: facts.kind, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const byDay = [...counts.values()].sort((a, b) => a.date.localeCompare(b.date) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  const toHub = moved.filter(({ to }) => to === 'hub').length;
  return { toHub, toPractice: moved.length - toHub, byDay, moved };
}

/** The practice with the proposal as its latest change, beginning on this date. */
function withProposal(practice: Practice, proposal: Proposal, from: LocalDate): Practice {
  const others = (practice.pathwayChanges ?? []).filter((each) => isWindow({ ...proposal, from }) || each.kind !== proposal.kind);
  return { ...practice, pathwayChanges: [...others, { ...proposal, from }] };
}
