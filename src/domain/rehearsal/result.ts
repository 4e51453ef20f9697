// How a drill went: how long until it was confirmed, until everything had moved and until somebody claimed the first, and who took part.
import type { DrillResult, Ending } from '../disaster/state.ts';
import type { EConsultEvent } from '../econsult/event.ts';
import { type EConsultId, type Instant, type Person, personOf } from '../terms.ts';

export interface Rehearsed {
  readonly id: EConsultId;
  readonly at: Instant;
  readonly event: EConsultEvent;
}
/** What is asked of the log. */
export const rehearsedEvents = ['Received', 'Rerouted', 'Claimed', 'TakenOver', 'Pulled', 'Accepted', 'Declined', 'Completed'] as const;

const minutesFrom = (from: Instant, at: Instant): number => Math.round((Date.parse(at) - Date.parse(from)) / 60_000);

/** Of what happened to the made-up ones of this drill, oldest first. */
export function resultOf(
  { proposed, confirmed, startedAt }: Pick<Ending, 'proposed' | 'confirmed' | 'startedAt'>,
  happened: readonly Rehearsed[],
): DrillResult {
  const of = (...types: readonly EConsultEvent['type'][]): readonly Rehearsed[] =>
    happened.filter(({ event }) => types.includes(event.type));
  const distinct = (some: readonly Rehearsed[]): number => new Set(some.map(({ id }) => id)).size;
  const [moved, claimed] = [of('Rerouted'), of('Claimed', 'Pulled', 'TakenOver')];
  const [last, first] = [moved.at(-1), claimed[0]];
  const people = [proposed.by, confirmed.by, ...happened.flatMap(({ event }) => actorIn(event))];
  return {
    toConfirm: minutesFrom(proposed.at, confirmed.at),
    madeUp: distinct(of('Received')),
    moved: distinct(moved),
    ...(last === undefined ? {} : { toMove: minutesFrom(startedAt, last.at) }),
    claimed: distinct(claimed),
    ...(first === undefined ? {} : { toFirstClaim: minutesFrom(startedAt, first.at) }),
    completed: distinct(of('Completed')),
    tookPart: [...new Map(people.map((person) => [person.id, person])).values()],
  };
}

const actorIn = (event: EConsultEvent): readonly Person[] =>
  'by' in event && event.by !== undefined && 'id' in event.by && 'name' in event.by ? [personOf(event.by)] : [];
