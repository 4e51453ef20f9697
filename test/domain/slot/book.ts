// Slots for the tests: of the hub for one practice, and what has become of them.
import type { SlotCommand } from '../../../src/domain/slot/command.ts';
import { decideSlot, type SlotDecision } from '../../../src/domain/slot/decide.ts';
import type { SlotEvent } from '../../../src/domain/slot/event.ts';
import { evolveSlot } from '../../../src/domain/slot/evolve.ts';
import { type Slot, type SlotDetails, slotIdFrom } from '../../../src/domain/slot/state.ts';
import type { Actor, Instant } from '../../../src/domain/terms.ts';
import { amara, gwen, larkfield, network, north, person } from '../../people.ts';
import { at } from '../time/days.ts';

export const now = at('2026-11-24 09:00');
export const start = at('2026-11-24 14:00');
export const cutOff = at('2026-11-24 13:00');
export const minutesAfter = (from: Instant, minutes: number): Instant => new Date(Date.parse(from) + minutes * 60_000).toISOString();

/** Twenty minutes in the hub's nurse clinic, for Larkfield and for two kinds of task. */
export const details = (more: Partial<SlotDetails> = {}): SlotDetails => ({
  offeredBy: north,
  start,
  minutes: 20,
  what: 'Nurse clinic',
  place: 'Room 2',
  forOrganisations: [larkfield],
  forKinds: ['faceToFace', 'tests'],
  bookUnder: 'NC2',
  cutOffMinutes: 60,
  ...more,
});
export const id = slotIdFrom(details(), 0);

type Asked<T extends SlotCommand['type']> = Omit<Extract<SlotCommand, { type: T }>, 'type' | 'hub' | 'id' | 'operation' | 'at' | 'by'>;
/** A wish about that slot. */
export const ask = <T extends SlotCommand['type']>(type: T, by: Actor, more: Asked<T>, when: Instant = now): SlotCommand =>
  ({ type, hub: north, id, operation: `${type}|${when}`, at: when, by, ...more }) as unknown as SlotCommand;
export const decided = (command: SlotCommand, slot?: Slot): SlotDecision => decideSlot(command, slot, { network });
export const theClock: Actor = { kind: 'clock' };

/** What these events make of a slot. */
export function after(events: readonly SlotEvent[], before?: Slot): Slot {
  const slot = events.reduce<Slot | undefined>((state, event) => evolveSlot(state, event, (state?.revision ?? 0) + 1), before);
  if (slot === undefined) throw new Error('nothing happened');
  return slot;
}
/** The slot after these wishes, each of which must be granted. */
export function having(...wishes: readonly SlotCommand[]): Slot {
  const slot = wishes.reduce<Slot | undefined>((state, wish) => {
    const decision = decided(wish, state);
    if ('refusal' in decision) throw new Error(`${wish.type}: ${decision.refusal.why}`);
    return decision.events.length === 0 ? state : after(decision.events, state);
  }, undefined);
  if (slot === undefined) throw new Error('nothing happened');
  return slot;
}

export const published = ask('publish', person(amara), { details: details() });
export const takenFor = (task: string, when: Instant = now): SlotCommand => ask('take', person(gwen), { task, for: larkfield }, when);
/** One of each status, taken by task `T-1` wherever it is taken. */
export const each = {
  free: having(published),
  taken: having(published, takenFor('T-1')),
  used: having(published, takenFor('T-1'), ask('tick', theClock, {}, start)),
  lapsed: having(published, ask('tick', theClock, {}, cutOff)),
  withdrawn: having(published, ask('withdraw', person(amara), { reason: { text: 'The nurse is ill', checked: false } })),
} as const;
