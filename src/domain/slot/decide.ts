// Whether a slot may be published, taken, given back or withdrawn, and what its clock finds.
import { isDeepStrictEqual } from 'node:util';
import { guarded, type WordsRefusal } from '../free-words.ts';
import type { CrossingRefusal } from '../network/crossing.ts';
import { hubOf, type Network } from '../network/state.ts';
import type { Actor, Instant } from '../terms.ts';
import type { GiveBack, Publish, SlotCommand, Take, Tick, Withdraw } from './command.ts';
import type { SlotEvent } from './event.ts';
import { detailsOf } from './evolve.ts';
import { isPastCutOff, rulesBroken, type SlotRule } from './faults.ts';
import { type ActingRefusal, barredAmong, bookClosedUntil, isForKind, isOfferedTo, mayActFor } from './offered.ts';
import { cutOffOf, isSameSlot, type Slot, type SlotDetails, type Taken } from './state.ts';

export interface SlotRules {
  readonly network: Network;
}

export type SlotRefusal =
  | ActingRefusal
  | WordsRefusal
  | { readonly why: 'slotUnknown' }
  /** Another task has it, or had it when its time came. */
  | { readonly why: 'slotTaken'; readonly taken: Taken }
  /** From `since` on it could not be taken any more. */
  | { readonly why: 'slotLapsed'; readonly since: Instant }
  | { readonly why: 'slotWithdrawn'; readonly by: Actor; readonly at: Instant }
  /** It is offered to others, or for other kinds of task. */
  | { readonly why: 'slotNotForYou' }
  | Omit<CrossingRefusal & { why: 'noAgreement' }, 'ask'>
  | Omit<CrossingRefusal & { why: 'practiceMoved' }, 'ask'>
  | Omit<CrossingRefusal & { why: 'notLiveYet' }, 'ask'>
  /** A disaster has closed whoever offers it. */
  | { readonly why: 'bookClosed'; readonly until: Instant }
  | { readonly why: 'slotWrong'; readonly rules: readonly SlotRule[] }
  /** Another slot has the same six letters. */
  | { readonly why: 'idTaken' }
  /** It changed while the clock looked: it looks again. */
  | { readonly why: 'changedMeanwhile' };

export type SlotDecision = { readonly events: readonly SlotEvent[] } | { readonly refusal: SlotRefusal };

const nothing: SlotDecision = { events: [] };
const refuse = (refusal: SlotRefusal): SlotDecision => ({ refusal });
const happened = (...events: readonly SlotEvent[]): SlotDecision => ({ events });

export function decideSlot(command: SlotCommand, slot: Slot | undefined, rules: SlotRules): SlotDecision {
  if (command.type === 'publish') return publish(command, slot, rules);
  if (slot === undefined) return refuse({ why: 'slotUnknown' });
  switch (command.type) {
    case 'take':
      return take(command, slot, rules);
    case 'giveBack':
      return giveBack(command, slot);
    case 'withdraw':
      return withdraw(command, slot, rules);
    case 'tick':
      return tick(command, slot);
  }
}

function publish({ hub, id, at, by, details, checked }: Publish, slot: Slot | undefined, { network }: SlotRules): SlotDecision {
  const refusal = mayActFor(network, by, hub, details.offeredBy);
  if (refusal) return refuse(refusal);
  const offered = trimmed(details);
  if (slot !== undefined && !isSameSlot(slot, offered)) return refuse({ why: 'idTaken' });
  if (slot !== undefined && slot.status !== 'withdrawn' && isDeepStrictEqual(detailsOf(slot), offered)) return nothing;
  // Whoever took it took it as it was.
  if (slot?.status === 'taken' || slot?.status === 'used') return refuse({ why: 'slotTaken', taken: slot.taken });
  const broken = rulesBroken(network, hub, offered, at, checked === true);
  if (broken.length > 0) return refuse({ why: 'slotWrong', rules: broken });
  return happened({ type: 'SlotPublished', at, hub, id, by, details: offered });
}

/** Only its fields, lists in one order and words without blanks around them, so that the same offer is the same. */
const trimmed = (details: SlotDetails): SlotDetails => ({
  ...detailsOf(details),
  forOrganisations: inOrder(details.forOrganisations),
  forKinds: inOrder(details.forKinds),
  what: details.what.trim(),
  place: details.place.trim(),
  bookUnder: details.bookUnder.trim(),
});

const inOrder = <T extends string>(of: 'all' | readonly T[]): 'all' | readonly T[] => (of === 'all' ? of : [...of].sort());

/** To whom it is offered is asked first, so that nobody else hears what became of it. */
function take({ hub, at, by, task, kind, for: taker }: Take, slot: Slot, { network }: SlotRules): SlotDecision {
  const refusal = mayActFor(network, by, hub, taker);
  if (refusal) return refuse(refusal);
  // Whoever has left the network offers nothing any more.
  const isThere = hubOf(network, slot.offeredBy) === hub;
  if (!isThere || !isOfferedTo(hub, slot, taker) || (kind !== undefined && !isForKind(slot, kind))) return refuse({ why: 'slotNotForYou' });
  switch (slot.status) {
    case 'taken':
    case 'used':
      return slot.taken.task === task && slot.taken.for === taker ? nothing : refuse({ why: 'slotTaken', taken: slot.taken });
    case 'withdrawn':
      return refuse({ why: 'slotWithdrawn', by: slot.withdrawn.by, at: slot.withdrawn.at });
    case 'lapsed':
      return refuse({ why: 'slotLapsed', since: cutOffOf(slot) });
    case 'free': {
      if (isPastCutOff(slot, at)) return refuse({ why: 'slotLapsed', since: cutOffOf(slot) });
      const barred = barredAmong(network, [slot.offeredBy, taker], at);
      if (barred) return refuse(withoutNames(barred));
      const closedUntil = bookClosedUntil(network, hub, slot.offeredBy, at);
      if (closedUntil !== undefined && slot.start < closedUntil) return refuse({ why: 'bookClosed', until: closedUntil });
      return happened({ type: 'SlotTaken', at, by, task, for: taker });
    }
  }
}

const withoutNames = ({ ask: _ask, ...barred }: CrossingRefusal): SlotRefusal => barred;

/** Never refused: a task that is declined or cancelled must not be kept from it by what became of its slot. Once its time has come it was used. */
function giveBack({ at, by, task }: GiveBack, slot: Slot): SlotDecision {
  if (slot.status !== 'taken' || slot.taken.task !== task || slot.start <= at) return nothing;
  const back: SlotEvent = { type: 'SlotGivenBack', at, by, task };
  return isPastCutOff(slot, at) ? happened(back, { type: 'SlotLapsed', at }) : happened(back);
}

/** The clock empties the book of a practice that closes. */
function withdraw({ hub, at, by, reason }: Withdraw, slot: Slot, { network }: SlotRules): SlotDecision {
  const refusal = by.kind === 'clock' ? undefined : mayActFor(network, by, hub, slot.offeredBy);
  if (refusal) return refuse(refusal);
  switch (slot.status) {
    // A task counts on it: whoever cannot keep it declines the task, which gives it back.
    case 'taken':
    case 'used':
      return refuse({ why: 'slotTaken', taken: slot.taken });
    case 'withdrawn':
      return refuse({ why: 'slotWithdrawn', by: slot.withdrawn.by, at: slot.withdrawn.at });
    case 'lapsed':
      return refuse({ why: 'slotLapsed', since: cutOffOf(slot) });
    case 'free': {
      const words = guarded(reason, true, at);
      if ('refusal' in words) return words;
      return happened({ type: 'SlotWithdrawn', at, by, reason: words.text ?? '' });
    }
  }
}

/** Where the store asked for a look, there is always an event, because only an event moves the timer on. */
function tick({ at, revision }: Tick, slot: Slot): SlotDecision {
  if (revision !== undefined && slot.revision !== revision) return refuse({ why: 'changedMeanwhile' });
  const isDue = slot.nextLook !== undefined && slot.nextLook <= at;
  if (!isDue) return nothing;
  switch (slot.status) {
    case 'free':
      return slot.start <= at ? happened({ type: 'SlotLapsed', at }, { type: 'SlotPassed', at }) : happened({ type: 'SlotLapsed', at });
    case 'taken':
      return happened(slot.start <= at ? { type: 'SlotUsed', at } : { type: 'SlotLooked', at });
    case 'lapsed':
      return happened({ type: 'SlotPassed', at });
    case 'used':
    case 'withdrawn':
      return nothing;
  }
}

/** What this look of the clock ends, if it ends it: its time came, taken or not. */
export function endingAt(slot: Slot, at: Instant): { readonly usedFor: Taken['for'] | undefined } | undefined {
  if (slot.nextLook === undefined || slot.start > at) return undefined;
  switch (slot.status) {
    case 'taken':
      return { usedFor: slot.taken.for };
    case 'free':
    case 'lapsed':
      return { usedFor: undefined };
    case 'used':
    case 'withdrawn':
      return undefined;
  }
}
