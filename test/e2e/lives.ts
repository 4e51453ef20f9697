// Lives of eConsults as their senders and the staff live them: whoever meets a bot that does not answer tries again on the next one.
import { expect } from 'vitest';
import { markMs } from '../../src/app/dispatch/waiting-times.ts';
import { wordsOf } from '../../src/sandbox/card.ts';
import { amara, demoHub, tomasz } from '../../src/sandbox/demo/people.ts';
import type { Deployment } from './apart.ts';
import { copiesOf, hubChannel, reads, submission, until } from './given.ts';

export const phases = ['receive', 'claim', 'complete'] as const;
export type Phase = (typeof phases)[number];

export interface Lives {
  /** Another eConsult to be sent. */
  next(): string;
  /** Lives one from its sending to its completion, saying which phase begins; `undefined` between phases. */
  through(id: string, enter: (phase: Phase | undefined) => void): Promise<void>;
  /** A bot was killed now. */
  killed(at: string): void;
  /** Lives what is left of one beside everything else. */
  finish(id: string, at: string): void;
  allDone(): Promise<void>;
  /** Every acknowledged one has its card. */
  allPosted(): Promise<void>;
  /** References that senders were given. */
  acknowledged(): readonly string[];
  /** From a kill to its eConsult's card claimed and shown so, with whatever further kills came in between. */
  slowest(): readonly [ms: number, at: string];
}

/** As often as one that is under way may meet a kill. */
const killsMost = 3;
/** A restart on a busy machine, and the time for which the mark of a dead dispatcher is believed: until the next kill leaves another one. */
const restartMs = 15_000;
const withinMs = killsMost * (markMs + restartMs);
/** Asking again costs a bot or the store some work, and they share the processor with what is waited for. */
const askAgainMs = 250;
const shownAs: Readonly<Record<Phase, RegExp>> = {
  receive: /Waiting at|Claimed by|Completed by/,
  claim: /Claimed by Dr Amara|Completed by/,
  complete: /Completed by Dr Amara/,
};

export function livesIn(place: Deployment): Lives {
  const bodies = new Map<string, object>();
  const references = new Map<string, string>();
  const underway: Promise<void>[] = [];
  const failures: unknown[] = [];
  let slowest: readonly [number, string] = [0, ''];
  let lastKill: { readonly ms: number; readonly at: string } | undefined;

  /** The sender sends until it is told that it is kept. */
  const deliver = async (id: string): Promise<string> => {
    const reference = await until(
      'the sender is told that it is kept',
      async () => {
        const answer = await place.send(bodies.get(id) ?? {}).catch(() => undefined);
        return answer !== undefined && answer.status < 300 && answer.body.reference;
      },
      withinMs,
      askAgainMs,
    );
    references.set(id, reference);
    return reference;
  };
  /** Somebody presses until the card answers; what it says then is what they were told. */
  const press = (person: { readonly id: string }, reference: string, verb: string, inputs: Record<string, string> = {}): Promise<string> =>
    until(
      `${verb} is answered`,
      async () => {
        const card = copiesOf(place.teams, hubChannel, reference).at(-1);
        if (card === undefined) return undefined;
        const data = { v: 1, hub: demoHub, id: reference.replace('-', ''), ...inputs };
        const answer = await place.teams.clients.press(person.id, card.id, verb, data);
        return answer.kind === 'card' && reads(place.teams, person, card);
      },
      withinMs,
      askAgainMs,
    );
  const becomes = (reference: string, phase: Phase): Promise<unknown> =>
    until(
      `${reference} shows ${phase}`,
      () => copiesOf(place.teams, hubChannel, reference).some(({ card }) => shownAs[phase].test(wordsOf(card))),
      withinMs,
    );
  /** Its row is gone from the outbox. */
  const settled = (reference: string): Promise<unknown> =>
    until(
      'nothing of it waits to be sent',
      async () => {
        const rows = await place.engine.table(`ehub${demoHub}`.toLowerCase()).range('outbox|', 'outbox}', 1_000);
        return !rows.some((row) => row.key.endsWith(`|${reference.replace('-', '')}`));
      },
      withinMs,
      askAgainMs,
    );
  const completed = { outcome: 'answered', told: 'message' };

  const through: Lives['through'] = async (id, enter) => {
    enter('receive');
    const reference = await deliver(id);
    await becomes(reference, 'receive');
    await settled(reference);
    enter('claim');
    expect(await press(amara, reference, 'claim')).toContain('Claimed by Dr Amara Okafor');
    await becomes(reference, 'claim');
    await settled(reference);
    enter('complete');
    await press(amara, reference, 'complete', completed);
    enter(undefined);
  };
  const rest = async (id: string): Promise<void> => {
    const interrupted = lastKill;
    const reference = await deliver(id);
    await becomes(reference, 'receive');
    const claimed = await press(amara, reference, 'claim');
    expect(claimed).toMatch(/Claimed by Dr Amara Okafor|Completed by Dr Amara Okafor/);
    // Exactly one has it, whoever presses when.
    expect(await press(tomasz, reference, 'claim')).toMatch(
      /Already claimed by Dr Amara Okafor at \d\d:\d\d|Completed by Dr Amara Okafor at/,
    );
    await becomes(reference, 'claim');
    const tookMs = Math.round(performance.now() - (interrupted?.ms ?? performance.now()));
    if (interrupted !== undefined && tookMs > slowest[0]) slowest = [tookMs, interrupted.at];
    await press(amara, reference, 'complete', completed);
    await becomes(reference, 'complete');
    await settled(reference);
  };
  return {
    next() {
      const id = `life-${bodies.size + 1}`;
      bodies.set(id, submission(id));
      return id;
    },
    through,
    killed: (at) => {
      lastKill = { ms: performance.now(), at };
    },
    finish: (id, at) => {
      underway.push(rest(id).catch((error: unknown) => void failures.push(`${at}: ${String(error)}`)));
    },
    allDone: async () => {
      await Promise.all(underway);
      expect(failures).toEqual([]);
    },
    allPosted: async () => {
      for (const reference of references.values()) await becomes(reference, 'receive');
    },
    acknowledged: () => [...references.values()],
    slowest: () => slowest,
  };
}
