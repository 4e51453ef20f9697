// Random histories of one eConsult against a model of a few lines that shares no code with it: one claimant at a time, and an end.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EConsultCommand } from '../../../src/domain/econsult/command.ts';
import { decide } from '../../../src/domain/econsult/decide.ts';
import { evolve } from '../../../src/domain/econsult/evolve.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import type { StaffMember } from '../../../src/domain/network/state.ts';
import { claim, complete, later, place, received, release, takeOver, unplacedFacts, view } from '../../given.ts';
import { amara, bram, dalia, farah, larkfield, rules, sender } from '../../people.ts';

interface Model {
  status: 'unplaced' | 'waiting' | 'claimed' | 'over';
  claimant: string | undefined;
  takenBack: boolean;
}
interface Step {
  readonly verb: 'claim' | 'takeOver' | 'release' | 'complete' | 'completeSilently' | 'place' | 'withdraw' | 'view';
  readonly who: StaffMember;
  /** How many revisions behind the card is that was pressed; `undefined`: typed. */
  readonly behind: number | undefined;
}

const lead = dalia.id;
/** What should become of the model, in plain words; returns whether something visible changes. */
function expected(model: Model, { verb, who, behind }: Step): boolean {
  const fresh = behind === undefined || behind === 0;
  const mine = model.status === 'claimed' && model.claimant === who.id;
  const clinician = who.id !== lead;
  const go = (when: boolean, change: Partial<Model>): boolean => {
    if (when) Object.assign(model, change);
    return when;
  };
  switch (verb) {
    case 'claim':
      return go(model.status === 'waiting' && clinician && fresh, { status: 'claimed', claimant: who.id });
    case 'takeOver':
      return go(model.status === 'claimed' && !mine && clinician && fresh, { claimant: who.id });
    case 'release':
      return go(mine, { status: 'waiting', claimant: undefined });
    case 'complete':
      return go(mine, { status: 'over', claimant: undefined });
    case 'completeSilently':
      return go(mine && model.takenBack, { status: 'over', claimant: undefined });
    case 'place':
      return go(model.status === 'unplaced' && !clinician && fresh, { status: 'waiting' });
    case 'withdraw': {
      const open = model.status !== 'over' && !model.takenBack;
      const over: Partial<Model> = model.status === 'claimed' ? {} : { status: 'over' };
      return go(open, { ...over, takenBack: true });
    }
    case 'view':
      return false;
  }
}

function commandOf(step: Step, state: EConsult, index: number): EConsultCommand {
  const more = { at: later(index), ...(step.behind === undefined ? {} : { revision: Math.max(0, state.revision - step.behind) }) };
  switch (step.verb) {
    case 'claim':
      return claim(step.who, more);
    case 'takeOver':
      return takeOver(step.who, more);
    case 'release':
      return release(step.who, more);
    case 'complete':
      return complete(step.who, 'answered', 'message', more);
    case 'completeSilently':
      return complete(step.who, 'withdrawn', 'notNeeded', more);
    case 'place':
      return place(step.who, larkfield, more);
    case 'withdraw':
      return { type: 'withdraw', reason: 'revoked', hub: state.hub, id: state.id, operation: `o${index}`, at: later(index), by: sender };
    case 'view':
      return view(step.who);
  }
}

const steps = fc.array(
  fc.record<Step>({
    verb: fc.constantFrom('claim', 'claim', 'takeOver', 'release', 'complete', 'completeSilently', 'place', 'withdraw', 'view'),
    who: fc.constantFrom(amara, bram, farah, dalia),
    behind: fc.constantFrom(undefined, 0, 0, 0, 1, 2),
  }),
  { minLength: 1, maxLength: 40 },
);

it('every history has one claimant at a time, ends once, and moves its revision only with what a card shows', () => {
  fc.assert(
    fc.property(fc.boolean(), steps, (unplaced, history) => {
      let state = evolve(undefined, received(unplaced ? unplacedFacts : {}), 1);
      let version = 1;
      const model: Model = { status: unplaced ? 'unplaced' : 'waiting', claimant: undefined, takenBack: false };
      for (const [index, step] of history.entries()) {
        const before = state;
        const decision = decide(commandOf(step, state, index), state, rules);
        const changes = expected(model, step);
        const events = 'events' in decision ? decision.events : [];
        for (const event of events) state = evolve(state, event, ++version);

        const status = state.status === 'completed' ? 'over' : state.practice === undefined ? 'unplaced' : state.status;
        expect({ status, claimant: state.status === 'claimed' ? state.claimant.id : undefined }).toEqual({
          status: model.status,
          claimant: model.claimant,
        });
        expect(state.revision).toBe(changes ? version : before.revision);
        if (before.status === 'completed') expect(events.filter(({ type }) => type !== 'Viewed')).toEqual([]);
      }
    }),
    { numRuns: 1_500 },
  );
});
