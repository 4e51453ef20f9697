// At the start: makes the tables of all hubs, and takes in the network file.
import type { NetworkSource } from '../app/network/network.ts';
import type { Clock } from '../app/ports.ts';
import { networkRefusalWords } from '../cards/network/words.ts';
import { contentDigest } from '../commands/network-file.ts';
import type { Network } from '../domain/network/state.ts';
import type { OperationId } from '../domain/terms.ts';
import type { Engine } from '../storage/engine.ts';
import { makeTables } from '../storage/setup.ts';
import type { Taken } from './watched-files.ts';

export interface Establishing {
  readonly engine: Engine;
  readonly tablePrefix: string;
  readonly clock: Clock;
  /** Hubs, practices and staff as the file says; absent: as stored. */
  readonly network?: { readonly content: Pick<Network, 'hubs' | 'practices' | 'staff'>; readonly operation: OperationId };
}

const namedIn = (parts: Establishing): readonly string[] => Object.keys(parts.network?.content.hubs ?? {});

/** Before anything is read: the network lies in them. */
export const makeNamedTables = (parts: Establishing): Promise<void> => makeTables(parts.engine, parts.tablePrefix, namedIn(parts));

/** Throws where the file cannot be used: running with another network than it says would mislead whoever started it. */
export async function establish(parts: Establishing, network: NetworkSource): Promise<void> {
  await takeIn(parts, network);
  await makeOtherTables(parts, network);
}

async function takeIn(parts: Establishing, network: NetworkSource): Promise<void> {
  if (parts.network === undefined) return;
  const taken = await establishAs(parts, network, parts.network);
  if ('faults' in taken) throw new Error(taken.faults.join(' '));
}

/** The file was written anew while it runs: the same as at a start, but what cannot be used is said, and the network in use stays. Throws as the store does. */
export async function establishAnew(
  parts: Establishing,
  network: NetworkSource,
  file: NonNullable<Establishing['network']>,
): Promise<Taken> {
  await makeNamedTables({ ...parts, network: file });
  return establishAs(parts, network, file);
}

async function establishAs({ clock }: Establishing, network: NetworkSource, file: NonNullable<Establishing['network']>): Promise<Taken> {
  const established = await network.change({
    type: 'establish',
    operation: file.operation,
    at: clock.now(),
    by: { kind: 'sender', caller: 'network file' },
    network: file.content,
    // The same file at the next start must not undo what leads have changed by command since.
    digest: contentDigest(file.content),
  });
  if (established.kind !== 'refused') return { took: established.events.length > 0 };
  return { faults: [`The network file cannot be used. ${networkRefusalWords(established.refusal, await network.current())}`] };
}

/** Hubs that are stored but not in the file have tables too. */
async function makeOtherTables(parts: Establishing, network: NetworkSource): Promise<void> {
  const others = Object.keys((await network.current()).hubs).filter((hub) => !namedIn(parts).includes(hub));
  if (others.length > 0) await makeTables(parts.engine, parts.tablePrefix, others);
}
