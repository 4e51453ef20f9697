// Moving work for a disaster: what waits in a closed organisation goes where it can be answered, the most urgent first, many in one transaction.

import type { Sight } from '../../domain/disaster/command.ts';
import { countsOf, unclaimedMinutes } from '../../domain/disaster/state.ts';
import { fatesOf, type OpenRow } from '../../domain/disaster/where-work-goes.ts';
import type { EConsultCommand } from '../../domain/econsult/command.ts';
import type { InForce } from '../../domain/network/in-force.ts';
import { mostUrgentFirst } from '../../domain/queue-order.ts';
import type { Instant, OrganisationId } from '../../domain/terms.ts';
import { econsults } from '../econsult/econsult.ts';
import { econsultKey } from '../econsult/load.ts';
import { changedTogether, inBatches, notSettled } from '../econsult/many.ts';
import { type HandleDeps, handle } from '../handle.ts';
import type { Rules } from '../rules.ts';

/** Claimants asked in one look: each is a transaction of its own. */
const askedAtMost = 100;

export interface Moving {
  readonly at: Instant;
  /** Names this look alone. */
  readonly operation: string;
  /** Batches of `changedTogether`; what is left is moved by the next look. */
  readonly batchesMax: number;
}
/** Since when what came by itself is counted. */
type Since = { readonly lastAt: Instant };

/** What a look moves among: the open ones, and the rules for them. */
export interface Ground {
  readonly rows: readonly OpenRow[];
  readonly rules: Rules;
}

/** Moves what a running disaster moves, asks whoever has something claimed there, and says how it then stands and which takers are full. */
export async function moveOn(
  deps: HandleDeps,
  { rows, rules }: Ground,
  disaster: InForce,
  moving: Moving & Since,
): Promise<{ readonly sight: Sight; readonly full: readonly OrganisationId[] }> {
  const { at, batchesMax, operation, lastAt } = moving;
  const { goes, stays, full } = fatesOf(rows, disaster, { ...rules, at });
  const { id, type, until } = disaster;
  const commands = goes.map(
    ({ row, to, from }): Wished => ({ ...about(row, disaster, at), type: 'reroute', reroute: { disaster: id, type, from, to, until } }),
  );
  const movedIds = await inBatches(deps, rules, commands.slice(0, batchesMax * changedTogether), operation);
  await askClaimants(deps, rules, disaster, { rows, at, operation });
  const arrived = rows.filter(({ rerouted, receivedAt }) => rerouted?.disaster === id && rerouted.at === receivedAt && receivedAt > lastAt);
  const out = rows.filter((row) => row.rerouted?.disaster === id && !movedIds.has(row.id));
  const waiting = countsOf([...out.filter(({ status }) => status !== 'claimed'), ...rows.filter((row) => movedIds.has(row.id))]);
  const sight: Sight = {
    moved: movedIds.size + arrived.length,
    back: 0,
    left: commands.length - movedIds.size,
    stays,
    waiting,
    inHand: out.filter(({ status }) => status === 'claimed').length,
    unclaimed: out.filter((row) => isUnclaimed(row, at)).map((row) => row.id),
  };
  return { sight, full };
}

/** Brings back what still waits where a disaster that is over had moved it. Throws as the store does. */
export async function bringBack(
  deps: HandleDeps,
  { rows, rules }: Ground,
  disaster: Pick<InForce, 'hub' | 'id'>,
  moving: Moving,
): Promise<Sight> {
  const { at, batchesMax, operation } = moving;
  const { id } = disaster;
  const out = rows.filter(({ rerouted }) => rerouted?.disaster === id);
  const commands = out
    .filter(({ status }) => status === 'waiting')
    .sort(mostUrgentFirst)
    .map((row): Wished => ({ ...about(row, disaster, at), type: 'bringBack', disaster: id }));
  const back = await inBatches(deps, rules, commands.slice(0, batchesMax * changedTogether), operation);
  const still = out.filter((row) => !back.has(row.id));
  return {
    moved: 0,
    back: back.size,
    left: commands.length - back.size,
    stays: {},
    waiting: countsOf(still.filter(({ status }) => status !== 'claimed')),
    inHand: still.filter(({ status }) => status === 'claimed').length,
    unclaimed: [],
  };
}

const minutesAgo = (at: Instant, minutes: number): Instant => new Date(Date.parse(at) - minutes * 60_000).toISOString();
const isUnclaimed = ({ rerouted, status, priority }: OpenRow, at: Instant): boolean =>
  status === 'waiting' && priority !== 'routine' && rerouted !== undefined && rerouted.at <= minutesAgo(at, unclaimedMinutes);
type Of<Type extends EConsultCommand['type']> = Omit<Extract<EConsultCommand, { readonly type: Type }>, 'operation'>;
type Wished = Of<'reroute'> | Of<'bringBack'>;
const about = ({ id }: OpenRow, { hub }: Pick<InForce, 'hub'>, at: Instant) => ({ hub, id, at, by: { kind: 'clock' } }) as const;

interface Asking {
  readonly rows: readonly OpenRow[];
  readonly at: Instant;
  readonly operation: string;
}
/** Whoever has something claimed in a closed place is asked once; red flags of those who stay silent go up the ladder. */
async function askClaimants(deps: HandleDeps, rules: Rules, disaster: InForce, { rows, at, operation }: Asking): Promise<void> {
  const silentSince = minutesAgo(at, unclaimedMinutes);
  const asking = rows.filter(({ status, holder, asked, priority }) => {
    if (status !== 'claimed' || !disaster.closed.includes(holder)) return false;
    const isAsked = asked?.disaster === disaster.id;
    return !isAsked || (priority === 'redFlag' && asked.at <= silentSince);
  });
  for (const row of [...asking].sort(mostUrgentFirst).slice(0, askedAtMost)) {
    const command = { ...about(row, disaster, at), type: 'askClaimant', disaster: disaster.id, quiet: row.asked !== undefined } as const;
    const key = econsultKey(disaster.hub, row.id);
    await handle(deps, econsults, key, { ...command, operation: `${operation}|ask|${row.id}` }, rules).catch(notSettled);
  }
}
