// Whether all is well: an answer for each thing that a person would have to put right, in plain words, with what to do. Nothing about a patient.
import { type BeatName, type Beats, beatEveryMs } from '../app/beats.ts';
import type { NetworkSource } from '../app/network/network.ts';
import { chatKey, type Directory, type Store } from '../app/ports.ts';
import { hubOf, hubsWithoutLeads, leadsOf, type Network, organisationName } from '../domain/network/state.ts';
import { channelOf, type OrganisationId } from '../domain/terms.ts';

/** A loop as far as its freshness goes. */
export interface Aging {
  /** Milliseconds since it came round well. */
  ageMs(): number;
  /** Where it comes round so seldom that `loopAgeMaxMs` would be too soon. */
  readonly ageMaxMs?: number;
}

export interface WellDeps {
  readonly store: Store;
  readonly directory: Directory;
  readonly network: NetworkSource;
  readonly beats: Pick<Beats, 'last'>;
  /** Those of this instance. */
  readonly loops: ReadonlyMap<string, Aging>;
  /** The machine's time in ms, and when this instance started. */
  readonly machineMs: () => number;
  readonly startedMs: number;
}

/** A loop that has not come round well for this long is not working. */
export const loopAgeMaxMs = 30_000;
/** The auditor comes every five minutes: two passes missed and a third overdue. */
export const auditAgeMaxMs = 15 * 60_000;
/** After this long without a sign of life nobody does the work. The sweep comes every 15 s, and another instance takes over within six. */
const beatAgeMaxMs: Readonly<Record<BeatName, number>> = {
  dispatch: loopAgeMaxMs + beatEveryMs,
  sweep: 2 * loopAgeMaxMs + beatEveryMs,
  heart: auditAgeMaxMs,
};
/** Rows of one class looked through for what waits for a closed channel. */
const waitingRowsMax = 1_000;

export const checkNames = ['store', 'loops', 'dispatch', 'sweep', 'heart', 'buried', 'channels', 'leads'] as const;
export type CheckName = (typeof checkNames)[number];

/** `words` and `todo` where it is not well. */
export type Check = { readonly check: CheckName } & (
  | { readonly well: true }
  | { readonly well: false; readonly words: string; readonly todo: string }
);

/** What was counted on the way, for metrics. */
export interface Wellness {
  readonly checks: readonly Check[];
  readonly buried: number;
  readonly suspended: number;
}

const ok = (check: CheckName): Check => ({ check, well: true });
const bad = (check: CheckName, words: string, todo: string): Check => ({ check, well: false, words, todo });

/** What is known without the store. */
export const storeAway = (deps: Pick<WellDeps, 'loops'>): Wellness => ({
  checks: [
    bad(
      'store',
      'The store cannot be reached: nothing can be received, claimed or sent.',
      'Look at the storage account and the network to it.',
    ),
    loopsCheck(deps),
  ],
  buried: 0,
  suspended: 0,
});

/** Looks at everything. Throws as the store does. */
export async function lookWell(deps: WellDeps): Promise<Wellness> {
  const { store, directory } = deps;
  await store.ping();
  const network = await deps.network.current();
  const hubs = Object.keys(network.hubs);
  const [beats, suspended, buried] = await Promise.all([
    deps.beats.last(),
    directory.suspended(),
    Promise.all(hubs.map((hub) => store.buried(hub))),
  ]);
  const closed = new Set(suspended.map(({ key }) => key));
  return {
    checks: [
      ok('store'),
      loopsCheck(deps),
      // Before there is a hub there is nothing to be found in order.
      ...(['dispatch', 'sweep', 'heart'] as const).map((name) =>
        name === 'heart' && hubs.length === 0 ? ok(name) : beatCheck(deps, name, beats[name]),
      ),
      buriedCheck(buried.flat().length),
      channelsCheck(network, await waitingForClosed(store, network, closed)),
      leadsCheck(network, closed),
    ],
    buried: buried.flat().length,
    suspended: suspended.length,
  };
}

export const isStale = ({ ageMs, ageMaxMs }: Aging): boolean => ageMs() > (ageMaxMs ?? loopAgeMaxMs);

function loopsCheck({ loops }: Pick<WellDeps, 'loops'>): Check {
  const stale = [...loops].flatMap(([name, loop]) => (isStale(loop) ? [name] : []));
  if (stale.length === 0) return ok('loops');
  return bad(
    'loops',
    `This instance has stopped coming round: ${stale.join(', ')}.`,
    'Look for "broken" in its log; restart it if it stays so.',
  );
}

const beatWords: Readonly<Record<BeatName, readonly [words: string, todo: string]>> = {
  dispatch: ['No instance sends to Teams: cards are late.', 'See that at least one instance runs, and look for "broken" in its log.'],
  sweep: ['No instance looks at the clock: warnings are late.', 'See that at least one instance runs, and look for "broken" in its log.'],
  heart: [
    'The auditor has not found every hub in order for a quarter of an hour.',
    'Look for "auditRaised" and "auditFailed" in the log: each names what it is about.',
  ],
};

/** An instance that has just started waits as long for the first sign of life as for any other. */
function beatCheck({ machineMs, startedMs }: WellDeps, name: BeatName, at: string | undefined): Check {
  const lastMs = Math.max(startedMs, at === undefined ? startedMs : Date.parse(at));
  return machineMs() - lastMs <= beatAgeMaxMs[name] ? ok(name) : bad(name, ...beatWords[name]);
}

const buriedCheck = (buried: number): Check =>
  buried === 0
    ? ok('buried')
    : bad(
        'buried',
        `Teams has refused ${buried === 1 ? 'a message' : `${buried} messages`} for good: somebody may not know what they should.`,
        'A hub lead writes "buried" to eHub to see which, and "retry" with the reference once the reason is gone.',
      );

/** Organisations whose channel cannot be written to while something waits for it. */
async function waitingForClosed(store: Store, network: Network, closed: ReadonlySet<string>): Promise<readonly OrganisationId[]> {
  const organisations = Object.values(network.channels).filter(({ conversation, isTest }) => !isTest && closed.has(conversation));
  const found = organisations.map(async ({ organisation }) => {
    const hub = hubOf(network, organisation);
    if (hub === undefined) return [];
    const rows = await Promise.all(([0, 1, 2] as const).map((sendClass) => store.outbox(hub, sendClass, waitingRowsMax)));
    return rows.flat().some(({ to }) => to === channelOf(organisation)) ? [organisation] : [];
  });
  return (await Promise.all(found)).flat();
}

function channelsCheck(network: Network, closed: readonly OrganisationId[]): Check {
  if (closed.length === 0) return ok('channels');
  return bad(
    'channels',
    `Teams does not let eHub write in the channel of ${named(network, closed)}, and messages wait for it.`,
    'Ask an owner of the team to add eHub again or to restore the channel, or give the organisation another channel: write "channel" to eHub in it.',
  );
}

/** `closed`: what cannot be written to, by the directory's keys; a lead's own chat is one of them once it was refused. */
function leadsCheck(network: Network, closed: ReadonlySet<string>): Check {
  const without = hubsWithoutLeads(network);
  if (without.length > 0)
    return bad(
      'leads',
      `${named(network, without)} has neither a hub lead nor a hub administrator: nobody hears of what goes wrong there.`,
      'Name one in the network file, or have one added by command.',
    );
  const unheard = Object.keys(network.hubs).filter((hub) => leadsOf(network, hub).every(({ id }) => closed.has(chatKey(id))));
  if (unheard.length === 0) return ok('leads');
  return bad(
    'leads',
    `Teams does not let eHub write to any lead of ${named(network, unheard)} in their own chat: they do not hear of what goes wrong there.`,
    'Ask one of them to add eHub again, or to unblock it; or name another lead.',
  );
}

const named = (network: Network, ids: readonly OrganisationId[]): string =>
  ids.map((id) => `${organisationName(network, id)} (${id})`).join(', ');
