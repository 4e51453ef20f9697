// How a slot looks after something has happened to it.
import type { SlotEvent } from './event.ts';
import { cutOffOf, type Slot, type SlotDetails, type SlotFacts, type Taken } from './state.ts';

export function evolveSlot(before: Slot | undefined, event: SlotEvent, version: number): Slot {
  if (event.type === 'SlotPublished') {
    const { hub, id, details, at } = event;
    const facts = { ...details, hub, id, publishedAt: at, revision: version };
    return { ...facts, status: 'free', nextLook: cutOffOf(details) };
  }
  if (before === undefined) throw new Error(`a slot cannot begin with ${event.type}`);
  return happened(before, event, version);
}

function happened(before: Slot, event: Exclude<SlotEvent, { type: 'SlotPublished' }>, version: number): Slot {
  const { at } = event;
  const facts = { ...factsOf(before), revision: version };
  switch (event.type) {
    case 'SlotTaken': {
      const { task, by } = event;
      // The clock looks at once, so that whoever offers it hears when none is left.
      return { ...facts, status: 'taken', taken: { task, for: event.for, by, at }, nextLook: at };
    }
    case 'SlotGivenBack':
      return { ...facts, status: 'free', nextLook: cutOffOf(facts) };
    case 'SlotWithdrawn':
      return { ...facts, status: 'withdrawn', withdrawn: { by: event.by, at, reason: event.reason }, nextLook: undefined };
    case 'SlotLapsed':
      return { ...facts, status: 'lapsed', lapsedAt: at, nextLook: facts.start };
    case 'SlotUsed':
      return { ...facts, status: 'used', taken: takenOf(before), nextLook: undefined };
    case 'SlotPassed':
      return { ...before, revision: version, nextLook: undefined };
    case 'SlotLooked':
      return { ...before, revision: version, nextLook: facts.start };
  }
}

function takenOf(slot: Slot): Taken {
  if (slot.status !== 'taken' && slot.status !== 'used') throw new Error('a slot that nobody took cannot be used');
  return slot.taken;
}

/** Only what every status has. */
const factsOf = ({ hub, id, publishedAt, nextLook, revision, ...rest }: Slot): SlotFacts => ({
  ...{ hub, id, publishedAt, nextLook, revision },
  ...detailsOf(rest),
});

/** What is offered, without what has become of it. */
export const detailsOf = (of: SlotDetails): SlotDetails => ({
  offeredBy: of.offeredBy,
  start: of.start,
  minutes: of.minutes,
  what: of.what,
  place: of.place,
  forOrganisations: of.forOrganisations,
  forKinds: of.forKinds,
  bookUnder: of.bookUnder,
  cutOffMinutes: of.cutOffMinutes,
});
