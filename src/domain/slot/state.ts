// What a slot is, status by status: an appointment that one organisation offers another, as a ledger beside the record system.
import { folded } from '../names.ts';
import { letteredIds } from '../reference.ts';
import type { TaskKind } from '../task/reasons-and-outcomes.ts';
import type { Actor, HubId, Instant, OrganisationId } from '../terms.ts';

/** A slot's id within its hub, such as `S-K7M4QX`. */
export type SlotId = string;
export const slotIds = letteredIds('S');

/** What is offered. */
export interface SlotDetails {
  readonly offeredBy: OrganisationId;
  readonly start: Instant;
  readonly minutes: number;
  /** Clinic or role. */
  readonly what: string;
  /** Where the patient goes, or that they are rung. */
  readonly place: string;
  /** `all`: every other organisation of the hub. */
  readonly forOrganisations: 'all' | readonly OrganisationId[];
  readonly forKinds: 'all' | readonly TaskKind[];
  /** What to book it under in the record system, where the appointment itself is. */
  readonly bookUnder: string;
  /** So long before its start it can no longer be taken, and is its organisation's own again. */
  readonly cutOffMinutes: number;
}

export interface SlotFacts extends SlotDetails {
  readonly hub: HubId;
  readonly id: SlotId;
  readonly publishedAt: Instant;
  /** When the clock must next look at it; `undefined`: it is over. */
  readonly nextLook: Instant | undefined;
  /** The version of its last event. */
  readonly revision: number;
}
export interface FreeSlot extends SlotFacts {
  readonly status: 'free';
}
/** For which task, for whom, by whom and when it was taken. */
export interface Taken {
  readonly task: string;
  readonly for: OrganisationId;
  readonly by: Actor;
  readonly at: Instant;
}
export interface TakenSlot extends SlotFacts {
  readonly status: 'taken';
  readonly taken: Taken;
}
/** Its time came while it was taken. */
export interface UsedSlot extends SlotFacts {
  readonly status: 'used';
  readonly taken: Taken;
}
/** Nobody had taken it by its cut-off. It stands in the book until its time has come. */
export interface LapsedSlot extends SlotFacts {
  readonly status: 'lapsed';
  readonly lapsedAt: Instant;
}
/** Its organisation took it out of the book. */
export interface WithdrawnSlot extends SlotFacts {
  readonly status: 'withdrawn';
  readonly withdrawn: { readonly by: Actor; readonly at: Instant; readonly reason: string };
}
export type Slot = FreeSlot | TakenSlot | UsedSlot | LapsedSlot | WithdrawnSlot;
export type SlotStatus = Slot['status'];

const minuteMs = 60_000;
const after = (at: Instant, minutes: number): Instant => new Date(Date.parse(at) + minutes * minuteMs).toISOString();

/** From then on it can no longer be taken. */
export const cutOffOf = ({ start, cutOffMinutes }: Pick<SlotDetails, 'start' | 'cutOffMinutes'>): Instant => after(start, -cutOffMinutes);
export const endOf = ({ start, minutes }: Pick<SlotDetails, 'start' | 'minutes'>): Instant => after(start, minutes);

/** What makes two of one organisation's slots the same one, or the same clinic: names as people compare them. */
const nameKey = (name: string): string => folded(name) || name.trim();
export const isSameClinic = (a: Pick<SlotDetails, 'what' | 'place'>, b: Pick<SlotDetails, 'what' | 'place'>): boolean =>
  nameKey(a.what) === nameKey(b.what) && nameKey(a.place) === nameKey(b.place);
export const isSameSlot = (
  a: Pick<SlotDetails, 'offeredBy' | 'start' | 'what' | 'place'>,
  b: Pick<SlotDetails, 'offeredBy' | 'start' | 'what' | 'place'>,
): boolean => a.offeredBy === b.offeredBy && a.start === b.start && isSameClinic(a, b);

/**
 * The id of an organisation's slot at that time in that clinic: published again it is found, not doubled. `attempt` gives the next candidate
 * where another slot has the same six letters.
 */
export const slotIdFrom = (of: Pick<SlotDetails, 'offeredBy' | 'start' | 'what' | 'place'>, attempt: number): SlotId =>
  slotIds.from(of.offeredBy, JSON.stringify([of.start, nameKey(of.what), nameKey(of.place)]), attempt);

/** What a task keeps of a slot that was taken for it. */
export const keptOf = ({
  id,
  start,
  minutes,
  what,
  place,
  bookUnder,
}: Pick<SlotFacts, 'id' | 'start' | 'minutes' | 'what' | 'place' | 'bookUnder'>) => ({
  id,
  start,
  minutes,
  what: `${what}, ${place}`,
  bookUnder,
});
