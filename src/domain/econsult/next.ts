// Whose turn it is: what somebody who asks for the next one could claim of a queue, in order, and what becomes of the rest.

import { compare } from '../compare.ts';
import { type AccessRefusal, mayAnswer } from '../network/access.ts';
import type { Network } from '../network/state.ts';
import { mostUrgentFirst } from '../queue-order.ts';
import type { EConsultId, HubId, Instant, PersonId } from '../terms.ts';
import { isUnseen, type QueuePlace } from './queue-place.ts';

export type Queued = QueuePlace & { readonly hub: HubId; readonly id: EConsultId };

/** What waits in a queue and has a practice; each is in exactly one of these. */
export interface Turns {
  /** What they may claim, in the order in which it is to be claimed. */
  readonly free: readonly Queued[];
  /** What they may not, the most urgent first, and why not. */
  readonly refused: readonly { readonly place: Queued; readonly refusal: AccessRefusal }[];
  /** Left to the colleague for whom it is meant, until it has not been looked at in time. */
  readonly meant: readonly Queued[];
  /** Waits for the patient, and its limit has not passed. */
  readonly held: readonly Queued[];
}

/**
 * The most urgent first; of those equally urgent the one that must be answered first, and of those the one that came first, so that nothing
 * is overtaken by what is no more urgent than itself. Of the same queue everybody sees the same order, whoever they are.
 */
export const inTurn = (a: Queued, b: Queued): number =>
  mostUrgentFirst({ ...a, id: '' }, { ...b, id: '' }) || compare(a.receivedAt, b.receivedAt) || compare(a.id, b.id);

/** Sorts what waits. Whether it can still be claimed is decided when it is, for a row may be a moment old. */
export function turnsOf(places: readonly Queued[], network: Network, person: PersonId, now: Instant): Turns {
  const [free, refused, meant, held] = [[], [], [], []] as [Queued[], { place: Queued; refusal: AccessRefusal }[], Queued[], Queued[]];
  for (const place of places.filter(waits).sort(inTurn)) {
    const refusal = refusalOf(place, network, person, now);
    if (refusal) refused.push({ place, refusal });
    else if (place.held && now <= place.limit) held.push(place);
    else if (place.assignee !== undefined && place.assignee !== person && !isUnseen(place, now)) meant.push(place);
    else free.push(place);
  }
  return { free, refused, meant, held };
}

/** Nobody has it, and it is known whose patient it is about. */
export const waits = ({ status, practice }: Pick<QueuePlace, 'status' | 'practice'>): boolean =>
  status === 'waiting' && practice !== undefined;

/** Whether one of these people may claim it as things are. */
export const mayBeClaimed = (place: Queued, network: Network, people: readonly PersonId[], now: Instant): boolean =>
  waits(place) && people.some((person) => turnsOf([place], network, person, now).free.length > 0);

function refusalOf({ hub, holder, practice, kind }: Queued, network: Network, person: PersonId, now: Instant): AccessRefusal | undefined {
  return holder === 'unplaced' ? undefined : mayAnswer(network, person, { hub, holder, practice, kind }, now);
}
