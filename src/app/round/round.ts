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
import { decideTask } from '../../domain/task/decide.ts';
import type { TaskRefusal } from '../../domain/task/refusals.ts';
import { channelOf, type HubId, type Instant, type OperationId } from '../../domain/terms.ts';
import { type Aggregate, type HandleDeps, handle, NotSettled } from '../handle.ts';
import type { Kind } from '../kind.ts';
import type { ThingKey } from '../ports.ts';
import type { Rules } from '../rules.ts';
import { sendTask, type ToSend } from '../task/send.ts';
import type { TaskDeps } from '../task/task.ts';

/** Why nothing was begun: the round itself, or what each of its tasks would be refused with. */
export type RoundAnswer = RoundRefusal | TaskRefusal;
/** By what a round is begun; absent: nothing is. */
type Ruled = Rules | undefined;

const rounds: Aggregate<Round, RoundCommand, RoundEvent, RoundAnswer, Ruled> = {
  kind: 'round',
  decide: (command, round, ruled) => {
    const decision = decideRound(command, round);
    const [begun] = 'events' in decision ? decision.events : [];
    if (begun?.type !== 'RoundBegun' || ruled === undefined) return decision;
    const refusal = whyNobody(begun, ruled);
    return refusal === undefined ? decision : { refusal };
  },
  evolve: evolveRound,
  react: (_, { from }) => [{ to: channelOf(from), class: 1, what: 'card' }],
  queue: () => undefined,
  // Until all of it is sent; the press sends it itself, and this finds what it left undone.
  timer: (round) => (round === undefined || round.parts !== undefined ? undefined : { at: round.at, harm: '3' }),
};
export const roundKey = (hub: HubId, id: string): ThingKey => ({ hub, kind: rounds.kind, id });

export const roundKind: Kind<Round, RoundCommand, RoundEvent, RoundAnswer, Ruled> = {
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
export type RoundBegun = { readonly kind: 'done'; readonly round: Round } | { readonly kind: 'refused'; readonly refusal: RoundAnswer };

/** Begins a round and sends it. Errors as `handle`: what was begun is sent all the same. */
export async function beginRound(
  deps: TaskDeps,
  command: Omit<Extract<RoundCommand, { type: 'begin' }>, 'id' | 'type'>,
): Promise<RoundBegun> {
  const ruled = await deps.rules.now();
  if (own(ruled.network.hubs, command.hub) === undefined) return { kind: 'refused', refusal: { why: 'notFound' } };
  for (let candidate = 0; candidate < candidatesMax; candidate++) {
    const id = roundIds.from('round', command.operation, candidate);
    const handled = await handle(deps, rounds, roundKey(command.hub, id), { ...command, type: 'begin', id }, ruled);
    if (handled.kind === 'done') return { kind: 'done', round: (await sendRound(deps, command.hub, id, command.at)) ?? handled.state };
    if (handled.refusal.why !== 'idTaken') return { kind: 'refused', refusal: handled.refusal };
  }
  throw new NotSettled('no free reference for a round');
}

/**
 * If none of them can be sent: why the first cannot, such as words that nobody may be sent, or somebody who may not send for this
 * organisation. Otherwise its card would stand in that organisation's channel all the same.
 */
function whyNobody(begun: Omit<Round, 'parts'>, ruled: Rules): TaskRefusal | undefined {
  const refusals = begun.to.map((to) => {
    const decision = decideTask({ ...toSend(begun, to, '', begun.at), type: 'send', id: '' }, undefined, ruled);
    return 'refusal' in decision ? decision.refusal : undefined;
  });
  return refusals.includes(undefined) ? undefined : refusals[0];
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
function toSend(round: Omit<Round, 'parts'>, to: string, operation: OperationId, at: Instant): ToSend {
  const { hub, from, by, draft, id } = round;
  const practice = to === hub ? from : to;
  return { hub, operation, at, by: { kind: 'person', ...by }, from, to, practice, round: id, draft, knowingly: true };
}
