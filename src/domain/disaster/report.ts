// What became of everything that a disaster moved: the list that is handed back to each organisation it touched.
import type { EConsultEvent } from '../econsult/event.ts';
import { isLate, type QueuePlace } from '../econsult/queue-place.ts';
import type { Instant, OrganisationId } from '../terms.ts';

/** `back`: brought back; `done`: completed by whoever had it; `open`: still open, where it was moved to or since passed on. */
export type MovedFate = 'open' | 'done' | 'back';
export interface Moved {
  readonly id: string;
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly at: Instant;
  readonly fate: MovedFate;
  readonly fateAt?: Instant;
  /** Answered after its target or its limit, or open past one of them. */
  readonly late?: true;
}
/** What happened to eConsults while it was in force and after, oldest first. */
export interface MovedHappening {
  readonly id: string;
  readonly at: Instant;
  readonly event: EConsultEvent;
}
export const reportedEvents = ['Received', 'Rerouted', 'BroughtBack', 'Completed', 'Reopened', 'Withdrawn'] as const;

/** Each once, in the order in which they were moved. */
export function reportOf(disaster: string, happenings: readonly MovedHappening[]): readonly Moved[] {
  const moved = new Map<string, Moved>();
  for (const { id, at, event } of happenings) {
    const reroute = event.type === 'Rerouted' ? event.reroute : event.type === 'Received' ? event.facts.reroutedBy : undefined;
    const known = moved.get(id);
    if (reroute?.disaster === disaster) moved.set(id, { id, from: known?.from ?? reroute.from, to: reroute.to, at, fate: 'open' });
    else if (known !== undefined) moved.set(id, { ...known, ...fateBy(event, disaster, at) });
  }
  return [...moved.values()];
}

function fateBy(event: EConsultEvent, disaster: string, at: Instant): Partial<Moved> {
  if (event.type === 'BroughtBack' && event.disaster === disaster) return { fate: 'back', fateAt: at };
  if (event.type === 'Completed' || event.type === 'Withdrawn') return { fate: 'done', fateAt: at };
  return event.type === 'Reopened' ? { fate: 'open', fateAt: at } : {};
}

/** Whether it was late by then: not for its target while it waited for the patient. */
export const wasLate = ({ due, limit, held }: Pick<QueuePlace, 'due' | 'limit' | 'held'>, by: Instant): boolean =>
  isLate({ due, held }, by) || limit < by;

/** What of it concerns an organisation: the hub all of it, a practice what left it or came to it. */
export const movedAt = (moved: readonly Moved[], hub: OrganisationId, at: OrganisationId): readonly Moved[] =>
  at === hub ? moved : moved.filter(({ from, to }) => from === at || to === at);
