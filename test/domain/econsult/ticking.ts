// One eConsult in simulated time: people do what they do, and between that the clock is looked at every quarter of a minute, as the sweep does.
import { nextLook } from '../../../src/domain/econsult/clock.ts';
import type { EConsultCommand, Receive } from '../../../src/domain/econsult/command.ts';
import { decide, type EConsultRules } from '../../../src/domain/econsult/decide.ts';
import type { EConsultEvent } from '../../../src/domain/econsult/event.ts';
import { evolve } from '../../../src/domain/econsult/evolve.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import { id, usualSubmission } from '../../given.ts';
import { ashgrove, hub } from '../../hub.ts';
import { sender } from '../../people.ts';

export const sweepMs = 15_000;
export const onTheGrid = (ms: number): number => Math.ceil(ms / sweepMs) * sweepMs;
export const instant = (ms: number): string => new Date(ms).toISOString();

/** What the sender sent for the practice that leaves clinical ones to the hub. */
export const arrival = (submitted: number, received: number, more: Partial<Receive['submission']> = {}): Receive => ({
  type: 'receive',
  hub,
  id,
  operation: 'o',
  at: instant(received),
  by: sender,
  caller: 'maker',
  submission: {
    ...usualSubmission,
    practiceCode: ashgrove,
    submittedAt: instant(submitted),
    ...more,
  },
});

/** More looks than any eConsult needs: one that needs more is looked at for ever. */
const looksMax = 100;

export class Ticking {
  readonly events: EConsultEvent[] = [];
  rules: EConsultRules;
  state: EConsult;
  looks = 0;
  readonly #nextSweep: (ms: number) => number;
  #version = 0;
  /** Of the last that happened: what had been due before it is due at it, and no sweep goes back. */
  #last = 0;

  constructor(receive: Receive, rules: EConsultRules, nextSweep: (ms: number) => number = onTheGrid) {
    this.rules = rules;
    this.#nextSweep = nextSweep;
    this.state = this.#follow(receive, undefined);
  }

  /** Does this after the clock has been looked at up to then; a refusal is a fault of the test. */
  do(command: EConsultCommand): void {
    this.upTo(Date.parse(command.at) - 1);
    this.state = this.#follow(command, this.state);
  }

  upTo(ms: number): void {
    for (let next = this.state.nextLook; next !== undefined; next = this.state.nextLook) {
      const sweep = this.#nextSweep(Math.max(Date.parse(next), this.#last));
      if (sweep > ms) return;
      this.tick(sweep);
      if (++this.looks > looksMax) throw new Error(`looked at for ever: ${this.state.nextLook}`);
    }
  }

  tick(ms: number): readonly EConsultEvent[] {
    const before = this.events.length;
    this.state = this.#follow({ type: 'tick', hub, id, operation: 'o', at: instant(ms), by: { kind: 'clock' } }, this.state);
    const { nextLook: next } = this.state;
    if (next !== undefined && next <= instant(ms)) throw new Error(`no progress at ${instant(ms)}: next look at ${next}`);
    return this.events.slice(before);
  }

  of<T extends EConsultEvent['type']>(type: T): readonly Extract<EConsultEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<EConsultEvent, { type: T }> => event.type === type);
  }

  #follow(command: EConsultCommand, before: EConsult | undefined): EConsult {
    const decision = decide(command, before, this.rules);
    this.#last = Date.parse(command.at);
    if ('refusal' in decision) throw new Error(`${command.type} refused: ${JSON.stringify(decision.refusal)}`);
    let after = before;
    for (const event of decision.events) {
      this.#version += 1;
      after = evolve(after, event, this.#version);
      this.events.push(event);
    }
    if (after === undefined) throw new Error('nothing happened');
    return decision.events.length === 0 ? after : { ...after, nextLook: nextLook(after, this.rules) };
  }
}
