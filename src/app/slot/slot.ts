// Slots at work: published many at once, taken and given back through the one door, and listed by their rows alone.
import { own } from '../../domain/lookup.ts';
import type { SlotCommand } from '../../domain/slot/command.ts';
import { decideSlot, type SlotRefusal, type SlotRules } from '../../domain/slot/decide.ts';
import type { SlotEvent } from '../../domain/slot/event.ts';
import { evolveSlot } from '../../domain/slot/evolve.ts';
import { isForKind, isOfferedTo } from '../../domain/slot/offered.ts';
import { type SlotPlace, slotPlace } from '../../domain/slot/queue-place.ts';
import type { Slot } from '../../domain/slot/state.ts';
import type { TaskKind } from '../../domain/task/reasons-and-outcomes.ts';
import type { HubId, Instant, OrganisationId } from '../../domain/terms.ts';
import { type Aggregate, type HandleDeps, type Handled, handle } from '../handle.ts';
import type { QueueRow, Store, ThingKey } from '../ports.ts';
import type { RulesSource } from '../rules.ts';

export const slots: Aggregate<Slot, SlotCommand, SlotEvent, SlotRefusal, SlotRules> = {
  kind: 'slot',
  decide: decideSlot,
  evolve: evolveSlot,
  // Whoever takes one says so in the card of the task; a card of each slot would only fill the channels.
  react: () => [],
  queue: slotPlace,
  // After everything that a patient waits for: whether it can still be taken is decided by its times, not by this look.
  timer: (slot) => (slot?.nextLook === undefined ? undefined : { at: slot.nextLook, harm: '9' }),
};

export const slotKey = (hub: HubId, id: string): ThingKey => ({ hub, kind: slots.kind, id });

/** A slot in the book, by its row. */
export type SlotRow = QueueRow<SlotPlace>;
export type SlotHandled = Handled<Slot, SlotEvent, SlotRefusal>;
export interface SlotDeps extends HandleDeps {
  readonly rules: RulesSource;
}

/** Grants or refuses a wish about one slot. Errors as `handle`. */
export async function handleSlot(deps: SlotDeps, command: SlotCommand): Promise<SlotHandled> {
  const { network } = await deps.rules.now();
  // The hub's name came with a card or a message; only hubs of our network have a table.
  if (own(network.hubs, command.hub) === undefined) return { kind: 'refused', refusal: { why: 'slotUnknown' }, state: undefined };
  return handle(deps, slots, slotKey(command.hub, command.id), command, { network });
}

/** Rows of one organisation read at once: 54 a day over the 92 days that slots are published ahead. */
export const bookRowsMax = 5_000;
/** Slots offered in one list to choose from: more are not read through. */
export const freeSlotsMax = 40;

type Rows = Pick<Store, 'queue' | 'opens'>;

/** An organisation's book, soonest first: free, taken and lapsed. */
export const bookOf = (store: Pick<Rows, 'queue'>, hub: HubId, organisation: OrganisationId): Promise<readonly SlotRow[]> =>
  store.queue<SlotPlace>(hub, slots.kind, organisation, bookRowsMax);
/** Every book of a hub, one after the other, each soonest first. */
export const booksIn = (store: Pick<Rows, 'opens'>, hub: HubId): Promise<readonly SlotRow[]> => store.opens<SlotPlace>(hub, slots.kind);

/** Whether it can be taken at that moment by that organisation, for a task of that kind if one is named. */
export const isFreeFor = (row: SlotPlace, asked: Taker): boolean =>
  row.status === 'free' &&
  asked.now < row.cutOffAt &&
  isOfferedTo(asked.hub, { ...row, offeredBy: row.holder }, asked.for) &&
  (asked.kind === undefined || isForKind(row, asked.kind));

/** Who would take one, and when. */
export interface Taker {
  readonly hub: HubId;
  readonly for: OrganisationId;
  readonly kind?: TaskKind;
  readonly now: Instant;
}
export interface FreeAsked extends Omit<Taker, 'hub'> {
  readonly offeredBy: OrganisationId;
  /** Not what starts before this: whoever offers it is closed until then. */
  readonly from?: Instant | undefined;
}
/** What an organisation can take of another's, soonest first, at most `freeSlotsMax`: one range read. */
export async function freeSlots(store: Pick<Rows, 'queue'>, hub: HubId, asked: FreeAsked): Promise<readonly SlotRow[]> {
  const rows = await bookOf(store, hub, asked.offeredBy);
  const { from = '' } = asked;
  return rows.filter((row) => row.due >= from && isFreeFor(row, { ...asked, hub })).slice(0, freeSlotsMax);
}
