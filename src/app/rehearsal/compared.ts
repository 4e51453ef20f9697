// The daily comparison of what is watched in shadow: read from both sides as they stand.
import type { EConsult } from '../../domain/econsult/state.ts';
import type { Network } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import { rehearsedFor } from '../../domain/reference.ts';
import { wordsIdOf } from '../../domain/rehearsal/as-rehearsed.ts';
import { type ComparedTotals, totalsOf } from '../../domain/rehearsal/compare.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import { endOfDay, startOfDay } from '../../domain/time/calendar.ts';
import { readAtOnce, someAtATime } from '../at-a-time.ts';
import { econsultKey } from '../econsult/load.ts';
import type { Store } from '../ports.ts';

export interface Pair {
  readonly watched: EConsult;
  readonly real: EConsult;
}
/** A hub watches no more in a day. */
const pairsMax = 2_000;

/** Those that came on the day of `at`, oldest first. Throws as the store does. */
export async function pairsOf(store: Pick<Store, 'logged' | 'load'>, hub: HubId, at: Instant): Promise<readonly Pair[]> {
  const received = await store.logged(hub, { kind: 'rehearsal', types: ['Received'] }, startOfDay(at), endOfDay(at), pairsMax);
  const ids = received.map(({ id }) => id).filter((id) => rehearsedFor(id) === 'shadow');
  const pairs = await someAtATime(ids, readAtOnce, async (id): Promise<readonly Pair[]> => {
    const watched = (await store.load<EConsult>(econsultKey(hub, id)))?.state;
    const real = watched && (await store.load<EConsult>(econsultKey(hub, wordsIdOf(watched))))?.state;
    return watched === undefined || real === undefined ? [] : [{ watched, real }];
  });
  return pairs.flat();
}

/** By practice, the totals of the day of `at`; practices of which nothing was watched are left out. Throws as the store does. */
export async function totalsByPractice(
  store: Pick<Store, 'logged' | 'load'>,
  network: Network,
  hub: HubId,
  at: Instant,
): Promise<readonly ({ readonly practice: string } & ComparedTotals)[]> {
  const pairs = await pairsOf(store, hub, at);
  return practicesOf(network, hub).flatMap(({ code }) => {
    const theirs = pairs.filter(({ real }) => real.practice === code);
    return theirs.length === 0 ? [] : [{ practice: code, ...totalsOf(theirs) }];
  });
}
