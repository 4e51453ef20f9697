// What must hold of a slot in whatever order people, tasks and the clock come to it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SlotCommand } from '../../../src/domain/slot/command.ts';
import { endingAt } from '../../../src/domain/slot/decide.ts';
import type { SlotEvent } from '../../../src/domain/slot/event.ts';
import { slotPlace } from '../../../src/domain/slot/queue-place.ts';
import { cutOffOf, type Slot, slotIdFrom } from '../../../src/domain/slot/state.ts';
import { amara, gwen, larkfield, person } from '../../people.ts';
import { after, ask, cutOff, decided, details, minutesAfter, now, start, theClock } from './book.ts';

const tasks = ['T-1', 'T-2', 'T-3'] as const;
type Step = {
  readonly verb: 'publish' | 'take' | 'giveBack' | 'withdraw' | 'tick';
  readonly task: (typeof tasks)[number];
  readonly wait: number;
};
const step: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom('publish', 'take', 'take', 'take', 'giveBack', 'giveBack', 'withdraw', 'tick', 'tick'),
  task: fc.constantFrom(...tasks),
  // Often at the edges: the same moment, one minute on, the cut-off, the start.
  wait: fc.constantFrom(0, 1, 30, 120, 239, 240, 299, 300),
});
const wishOf = ({ verb, task }: Step, when: string): SlotCommand => {
  switch (verb) {
    case 'publish':
      return ask('publish', person(amara), { details: details() }, when);
    case 'take':
      return ask('take', person(gwen), { task, for: larkfield }, when);
    case 'giveBack':
      return ask('giveBack', person(gwen), { task }, when);
    case 'withdraw':
      return ask('withdraw', person(amara), { reason: { text: 'The nurse is ill', checked: false } }, when);
    case 'tick':
      return ask('tick', theClock, {}, when);
  }
};

interface Life {
  readonly events: readonly SlotEvent[];
  readonly states: readonly Slot[];
}
/** What became of it, with time that never goes back. */
function lived(steps: readonly Step[]): Life {
  const events: SlotEvent[] = [];
  const states: Slot[] = [];
  let passed = 0;
  for (const each of [{ verb: 'publish', task: 'T-1', wait: 0 } as const, ...steps]) {
    passed = Math.max(passed, each.wait);
    const decision = decided(wishOf(each, minutesAfter(now, passed)), states.at(-1));
    if ('refusal' in decision) continue;
    for (const event of decision.events) {
      events.push(event);
      states.push(after([event], states.at(-1)));
    }
  }
  return { events, states };
}
const lives = fc.array(step, { maxLength: 25 }).map(lived);

describe('in whatever order', () => {
  it('no slot is taken twice: between two who take it, the first has given it back', () => {
    fc.assert(
      fc.property(lives, ({ events }) => {
        let has: string | undefined;
        for (const event of events) {
          if (event.type === 'SlotTaken') {
            expect(has).toBeUndefined();
            has = event.task;
          }
          if (event.type === 'SlotGivenBack') {
            // Only by the task that had it.
            expect(event.task).toBe(has);
            has = undefined;
          }
          if (event.type === 'SlotWithdrawn' || event.type === 'SlotLapsed' || event.type === 'SlotPublished') expect(has).toBeUndefined();
          if (event.type === 'SlotUsed') expect(has).toBeDefined();
        }
      }),
      { numRuns: 2_000 },
    );
  });
  it('it is taken before its cut-off or never', () => {
    fc.assert(
      fc.property(lives, ({ events }) => {
        for (const event of events) if (event.type === 'SlotTaken') expect(event.at < cutOff).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
  it('it stands in the book, and has a timer, exactly while its time has not come and it was not withdrawn', () => {
    fc.assert(
      fc.property(lives, ({ states }) => {
        for (const slot of states) {
          const place = slotPlace(slot);
          expect(place !== undefined).toBe(slot.nextLook !== undefined);
          expect(place === undefined).toBe(
            slot.status === 'used' || slot.status === 'withdrawn' || (slot.status === 'lapsed' && slot.nextLook === undefined),
          );
          if (place !== undefined) expect(place).toMatchObject({ status: slot.status, due: start, cutOffAt: cutOffOf(slot) });
          expect('taken' in (place ?? {})).toBe(slot.status === 'taken');
        }
      }),
      { numRuns: 1_000 },
    );
  });
  it('the clock always moves on, and its last look ends it once', () => {
    fc.assert(
      fc.property(lives, ({ states }) => {
        let slot = states.at(-1);
        let ended = 0;
        for (let looks = 0; slot?.nextLook !== undefined; looks++) {
          expect(looks).toBeLessThan(4);
          const { nextLook } = slot;
          if (endingAt(slot, nextLook) !== undefined) ended += 1;
          const decision = decided(ask('tick', theClock, {}, nextLook), slot);
          if ('refusal' in decision || decision.events.length === 0) throw new Error('a look that is due did nothing');
          slot = after(decision.events, slot);
        }
        const wasOpen = states.at(-1)?.nextLook !== undefined;
        expect(ended).toBe(wasOpen ? 1 : 0);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('ids', () => {
  const names = fc.string({ minLength: 1, maxLength: 20 });
  it('are the same for the same organisation, start, clinic and place, whatever else is said of it', () => {
    fc.assert(
      fc.property(names, names, fc.integer({ min: 5, max: 240 }), (what, place, minutes) => {
        const one = slotIdFrom(details({ what, place }), 0);
        expect(one).toMatch(/^S-[34679ACDEFGHJKMNPQRTVWXY]{6}$/);
        expect(slotIdFrom(details({ what, place, minutes, bookUnder: 'X', forKinds: 'all' }), 0)).toBe(one);
        expect(slotIdFrom(details({ what, place }), 1)).not.toBe(one);
      }),
    );
    expect(slotIdFrom(details({ what: 'NURSE  clinic' }), 0)).toBe(slotIdFrom(details(), 0));
    expect(slotIdFrom(details({ what: 'Nurse', place: 'clinic Room 2' }), 0)).not.toBe(slotIdFrom(details(), 0));
    expect(slotIdFrom(details({ start: minutesAfter(start, 1) }), 0)).not.toBe(slotIdFrom(details(), 0));
  });
});
