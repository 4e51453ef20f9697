// Whether a request was carried out already: by an earlier try whose answer was lost, or because it was sent before.
import type { OperationId } from '../domain/terms.ts';
import { type Loaded, operationsKept, type Store, type ThingKey } from './ports.ts';

/** A thing the wish is about, as it was just read, or as this process knew it. */
export interface Seen {
  readonly thing: ThingKey;
  readonly before: Loaded<unknown> | undefined;
  /** The version that our last try would have given it, if there was one and something was to happen to it. */
  readonly triedVersion: number | undefined;
}

/**
 * The things as they stand when the wish had been granted, which is for all of them; `undefined` when it had not.
 * Throws where some have it and others do not: one transaction cannot leave that behind.
 */
export async function grantedBefore(
  store: Store,
  operation: OperationId,
  seen: readonly Seen[],
): Promise<readonly Loaded<unknown>[] | undefined> {
  const said = await Promise.all(seen.map((one) => remembered(store, operation, one)));
  if (!said.includes('granted')) return undefined;
  return Promise.all(
    seen.map(async ({ thing, before }, index) => {
      // Things are read one after the other. One that was read before the write arrived is read once more, and must show it now.
      const now = said[index] === 'granted' ? before : await store.load<unknown>(thing);
      if (now !== undefined && (now.operations.includes(operation) || mayHaveForgotten(now))) return now;
      throw new Error(`the wish ${operation} was granted in part: ${thing.kind} ${thing.id} lacks it`);
    }),
  );
}

async function remembered(
  store: Store,
  operation: OperationId,
  { thing, before, triedVersion }: Seen,
): Promise<'granted' | 'never' | 'forgotten'> {
  if (before?.operations.includes(operation)) return 'granted';
  if (before === undefined || !mayHaveForgotten(before)) return 'never';
  // After many other writes the state may no longer remember our operation, but its event is there.
  const stands =
    triedVersion !== undefined && triedVersion <= before.version && (await store.operationAt(thing, triedVersion)) === operation;
  return stands ? 'granted' : 'forgotten';
}

const mayHaveForgotten = ({ operations }: Loaded<unknown>): boolean => operations.length >= operationsKept;
