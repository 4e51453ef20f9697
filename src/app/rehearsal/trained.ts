// Reads from the log who has done what of their work lately.
import type { Network } from '../../domain/network/state.ts';
import { type Done, type Trained, trainedAt, trainedDays, trainedEvents } from '../../domain/rehearsal/trained.ts';
import type { HubId, Instant, OrganisationId } from '../../domain/terms.ts';
import type { Logged, Store } from '../ports.ts';

/** More than a hub and its practices do in three months. */
const doneMax = 200_000;

/** Throws as `Store.logged` does. */
export async function trainedIn(
  store: Pick<Store, 'logged'>,
  network: Network,
  { hub, organisation }: { readonly hub: HubId; readonly organisation: OrganisationId },
  now: Instant,
): Promise<readonly Trained[]> {
  const from = new Date(Date.parse(now) - trainedDays * 86_400_000).toISOString();
  const until = new Date(Date.parse(now) + 1).toISOString();
  const logged = await Promise.all(
    Object.entries(trainedEvents).map(([kind, types]) => store.logged(hub, { kind, types }, from, until, doneMax)),
  );
  return trainedAt(network, organisation, logged.flat().flatMap(doneOf));
}

const doneOf = ({ id, at, event }: Logged): readonly Done[] => {
  const { by, type } = event as { readonly by?: { readonly id?: unknown }; readonly type: string };
  return typeof by?.id === 'string' ? [{ by: by.id, at, id, type }] : [];
};
