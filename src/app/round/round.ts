// Rounds at work: begun in one press, and sent practice by practice until each of them has its task, also by another instance.

import { own } from '../../domain/lookup.ts';
import {
  decideRound,
  evolveRound,
  type Round,
  type RoundCommand,
  type RoundEvent,
  type RoundPart,
  type RoundRefusal,
  roundIds,
} from '../../domain/round/round.ts';
import { channelOf, type HubId, type Instant, type OperationId } from '../../domain/terms.ts';
import { type Aggregate, type HandleDeps, handle, NotSettled } from '../handle.ts';
import type { Kind } from '../kind.ts';
import type { ThingKey } from '../ports.ts';
import { sendTask, type ToSend } from '../task/send.ts';
import type { TaskDeps } from '../task/task.ts';

const rounds: Aggregate<Round, RoundCommand, RoundEvent, RoundRefusal, undefined> = {
  kind: 'round',
  decide: decideRound,
  evolve: evolveRound,
  react: (_, { from }) => [{ to: channelOf(from), class: 1, what: 'card' }],
  queue: () => undefined,
  // Until all of it is sent; the press sends it itself, and this finds what it left undone.
  timer: (round) => (round === undefined || round.parts !== undefined ? undefined : { at: round.at, harm: '3' }),
};
export const roundKey = (hub: HubId, id: string): ThingKey => ({ hub, kind: rounds.kind, id });

export const roundKind: Kind<Round, RoundCommand, RoundEvent, RoundRefusal, undefined> = {
  ...rounds,
  ids: roundIds.ids,
  reference: roundIds.reference,
  meant: roundIds.meant,
  shown: { drawnFrom: 'many' },
  looks:
    ({ network, ...deps }) =>
    async (hub, id, { at }) => {
      await sendRound({ ...deps, rules: network }, hub, id, at);
      return {};
    },
};

const candidatesMax = 5;
export type RoundBegun = { readonly kind: 'done'; readonly round: Round } | { readonly kind: 'refused'; readonly refusal: RoundRefusal };

/** Begins a round and sends it. Errors as `handle`: what was begun is sent all the same. */
export async function beginRound(
  deps: TaskDeps,
  command: Omit<Extract<RoundCommand, { type: 'begin' }>, 'id' | 'type'>,
): Promise<RoundBegun> {
  for (let candidate = 0; candidate < candidatesMax; candidate++) {
    const id = roundIds.from('round', command.operation, candidate);
    const handled = await handle(deps, rounds, roundKey(command.hub, id), { ...command, type: 'begin', id }, undefined);
    if (handled.kind === 'done') return { kind: 'done', round: (await sendRound(deps, command.hub, id, command.at)) ?? handled.state };
    if (handled.refusal.why !== 'idTaken') return { kind: 'refused', refusal: handled.refusal };
  }
  throw new NotSettled('no free reference for a round');
}

/** Sends what is not sent yet: each task by a name of its own, so that none is sent twice. `undefined`: there is no such round. */
async function sendRound(deps: TaskDeps, hub: HubId, id: string, at: Instant): Promise<Round | undefined> {
  const { network } = await deps.rules.now();
  const round = own(network.hubs, hub) && (await deps.store.load<Round>(roundKey(hub, id)))?.state;
  if (round === undefined || round.parts !== undefined) return round;
  const parts: RoundPart[] = [];
  for (const to of round.to) {
    const operation: OperationId = `round|${id}|${to}`;
    const handled = await sendTask(deps, toSend(round, to, operation, at));
    parts.push(handled.kind === 'done' ? { to, task: handled.state.id } : { to, why: handled.refusal.why });
  }
  const command = { type: 'allSent', hub, id, operation: `round|${id}`, at, parts } as const;
  const done = await handle({ ...deps } satisfies HandleDeps, rounds, roundKey(hub, id), command, undefined);
  return done.kind === 'done' ? done.state : round;
}

/** Where it goes to a practice, it is that practice's matter; from a practice it goes to its hub. */
function toSend(round: Round, to: string, operation: OperationId, at: Instant): ToSend {
  const { hub, from, by, draft, id } = round;
  const practice = to === hub ? from : to;
  return { hub, operation, at, by: { kind: 'person', ...by }, from, to, practice, round: id, draft, knowingly: true };
}
