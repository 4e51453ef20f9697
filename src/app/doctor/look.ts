// Looks at each link of an installed system, all at once and each for a short while, and says only what it saw.
import type {
  Heard,
  InstalledSeen,
  ProofSeen,
  Seen,
  SettingsSeen,
  StoreSeen,
  TokenSeen,
  TurnedAway,
  UnsentSeen,
} from '../../domain/doctor/seen.ts';
import { own } from '../../domain/lookup.ts';
import { leadsOf, type Network, organisationsOf } from '../../domain/network/state.ts';
import type { HubId, Instant, OrganisationId } from '../../domain/terms.ts';
import { readAtOnce, someAtATime } from '../at-a-time.ts';
import type { Beats } from '../beats.ts';
import type { NetworkSource } from '../network/network.ts';
import { type Conversation, chatKey, type Directory, type Store } from '../ports.ts';

/** What came to the door last, kept so that every instance and whoever asks beside them knows it. */
export interface HeardOf {
  last(): Promise<{ readonly last: Heard | undefined; readonly turnedAway: TurnedAway | undefined }>;
}

/** What the edges do to see something; none of them throws but as the store does. */
export interface LookDeps {
  readonly settings: SettingsSeen;
  readonly ours: NonNullable<Seen['ours']>;
  readonly proof: ProofSeen;
  readonly tryStore: () => Promise<StoreSeen>;
  readonly askToken: () => Promise<TokenSeen>;
  /** How far our clock is ahead of another machine's, in ms; `undefined`: none was reached. */
  readonly clockAheadMs: () => Promise<number | undefined>;
  readonly store: Store;
  readonly network: Pick<NetworkSource, 'current'>;
  readonly directory: Pick<Directory, 'conversation'>;
  readonly heard: HeardOf;
  readonly beats: Pick<Beats, 'last'>;
  /** The machine's time. */
  readonly now: () => Instant;
}

/** Rows of one class looked at: what waits behind so many is told of by them. */
const waitingRowsMax = 500;

/** Looks at everything; of the hubs only at these, at all of them where none are named. Never throws: what failed is absent. */
export async function look(deps: LookDeps, hubs?: readonly HubId[]): Promise<Seen> {
  const [store, token, clockAheadMs] = await Promise.all([deps.tryStore(), deps.askToken(), deps.clockAheadMs()]);
  const before: Seen = {
    ...{ now: deps.now(), settings: deps.settings, ours: deps.ours, proof: deps.proof, store, token },
    ...(clockAheadMs === undefined ? {} : { clockAheadMs }),
  };
  if (store.kind !== 'wrote') return before;
  try {
    return { ...before, ...(await stored(deps, hubs)) };
  } catch {
    // It answered a moment ago: what it does not tell now is said to be unseen.
    return before;
  }
}

async function stored(deps: LookDeps, hubs: readonly HubId[] | undefined): Promise<Partial<Seen>> {
  const network = await deps.network.current();
  const looked = hubs ?? Object.keys(network.hubs);
  const [heard, beats, installed, unsent, buried] = await Promise.all([
    deps.heard.last(),
    deps.beats.last(),
    installedAt(deps, network, looked),
    unsentOf(deps.store, looked),
    Promise.all(looked.map((hub) => deps.store.buried(hub))),
  ]);
  return { heard, beats, installed, unsent, buried: buried.flat().length };
}

async function installedAt({ directory }: LookDeps, network: Network, hubs: readonly HubId[]): Promise<InstalledSeen> {
  const organisations = hubs.flatMap((hub) => organisationsOf(network, hub));
  const channels = await someAtATime(organisations, readAtOnce, async (organisation) => {
    const conversation = own(network.channels, organisation)?.conversation;
    return { organisation, conversation, known: conversation === undefined ? undefined : await directory.conversation(conversation) };
  });
  const leads = [...new Set(hubs.flatMap((hub) => leadsOf(network, hub).map(({ id }) => id)))];
  const chats = (await someAtATime(leads, readAtOnce, (id) => directory.conversation(chatKey(id)))).filter((each) => each !== undefined);
  const named = (is: (each: (typeof channels)[number]) => boolean): readonly OrganisationId[] =>
    channels.filter(is).map(({ organisation }) => organisation);
  const isClosed = (known: Conversation | undefined): boolean => known?.status === 'suspended';
  return {
    open: named(({ conversation, known }) => conversation !== undefined && !isClosed(known)),
    closed: named(({ known }) => isClosed(known)),
    without: named(({ conversation }) => conversation === undefined),
    chats: chats.length,
    tenants: [...new Set([...channels.flatMap(({ known }) => known ?? []), ...chats].map(({ tenantId }) => tenantId))],
  };
}

async function unsentOf(store: Store, hubs: readonly HubId[]): Promise<UnsentSeen> {
  const rows = (
    await someAtATime(hubs, readAtOnce, (hub) =>
      Promise.all(([0, 1, 2] as const).map((sendClass) => store.outbox(hub, sendClass, waitingRowsMax))),
    )
  ).flat();
  const all = rows.flat();
  const oldestOf = (since: readonly Instant[]): Instant | undefined => [...since].sort()[0];
  const [oldest, oldestUrgent] = [
    oldestOf(all.map(({ since }) => since)),
    oldestOf(all.filter((row) => row.class === 0).map(({ since }) => since)),
  ];
  return {
    count: all.length,
    isAll: rows.every(({ length }) => length < waitingRowsMax),
    ...(oldest === undefined ? {} : { oldest }),
    ...(oldestUrgent === undefined ? {} : { oldestUrgent }),
  };
}
