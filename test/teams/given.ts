// A network with a store in memory, and people of the made-up network who press, open and type in it.

import { loadEConsult } from '../../src/app/econsult/load.ts';
import { receive } from '../../src/app/econsult/receive.ts';
import { networkSource } from '../../src/app/network/network.ts';
import { type Clock, type Directory, type Store, StoreAway } from '../../src/app/ports.ts';
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import type { Submission } from '../../src/domain/econsult/submission.ts';
import type { StaffMember } from '../../src/domain/network/state.ts';
import { idOf } from '../../src/domain/reference.ts';
import type { Instant, OdsCode, Person } from '../../src/domain/terms.ts';
import { kinds } from '../../src/kinds.ts';
import { createDirectory } from '../../src/storage/directory.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { answerPress } from '../../src/teams/clicks.ts';
import { answerWords } from '../../src/teams/commands.ts';
import { answerFetch, answerSubmit } from '../../src/teams/dialogs.ts';
import type { KindDeps } from '../../src/teams/kind.ts';
import type { Press } from '../../src/teams/press.ts';
import type { InvokeReply } from '../../src/teams/replies.ts';
import { createSearch } from '../../src/teams/search.ts';
import type { TeamsActivity } from '../../src/teams/wire.ts';
import { text } from '../cards/examples.ts';
import { later, receivedAt, usualSubmission } from '../given.ts';
import { larkfield, network, north, objectIdOf, person, rules, sender, south, tenant } from '../people.ts';

export const prefix = 'test';
export const channel = '19:north@thread.tacv2';
export const serviceUrl = 'https://smba.example.org/uk/';

/** What Teams would say of something this person did. */
export const activityOf = (who: Person, id: string, conversation = channel, more: Partial<TeamsActivity> = {}): TeamsActivity => ({
  type: 'invoke',
  id,
  channelId: 'msteams',
  serviceUrl,
  from: { id: `29:${who.name}`, aadObjectId: objectIdOf(who), name: who.name },
  recipient: { id: '28:bot' },
  conversation: {
    id: `${conversation};messageid=1`,
    tenantId: tenant,
    conversationType: conversation.startsWith('a:') ? 'personal' : 'channel',
  },
  channelData: { tenant: { id: tenant }, team: { id: '19:team@thread.tacv2' } },
  ...more,
});

export const submission = (more: Partial<Submission> = {}): Submission => ({
  ...usualSubmission,
  practiceCode: larkfield,
  text,
  ...more,
});

/** The words of an answer, wherever they stand in it, and its card. */
export interface Answered {
  readonly body: object;
  /** Everything in it as one text. */
  readonly said: string;
  /** Nothing is said: the dialog closes. */
  readonly closes: boolean;
}
const answered = (reply: InvokeReply | object): Answered => {
  const body = 'status' in reply ? ((reply as InvokeReply).body ?? {}) : reply;
  return { body, said: JSON.stringify(body), closes: Object.keys(body).length === 0 };
};

/** `more`: staff beside the usual ones. */
export async function world(
  engine: Engine = memoryEngine(),
  more: readonly StaffMember[] = [],
  /** Nothing is set up yet, or something other is given by the settings. */
  begin: { readonly isEmpty?: true; readonly setup?: KindDeps['setup'] } = {},
) {
  await makeTables(engine, prefix, begin.isEmpty ? [] : [north, south]);
  const real = createStore(engine, { prefix, writer: 'test', missing: () => undefined });
  let broken: Error | undefined;
  let nudges = 0;
  let operation = 0;
  let now: Instant = receivedAt;
  /** The store, which a test may break: then every call of it fails. */
  const store = new Proxy(real, {
    get(_, name: keyof Store) {
      const method = real[name] as (...args: unknown[]) => unknown;
      // What this process knows of a thing costs no call.
      return (...args: unknown[]) => (broken === undefined || name === 'known' ? method.apply(real, args) : Promise.reject(broken));
    },
  });
  const directory: Directory = createDirectory(engine, prefix);
  const clock: Clock = { now: () => now };
  const nudge = (): void => {
    nudges += 1;
  };
  const source = networkSource(
    { store: real, nudge, makeHub: (hub) => makeTables(engine, prefix, [hub]) },
    () => rules.holidays,
    () => 0,
  );
  const { hubs, practices, staff } = network;
  const everybody = { ...staff, ...Object.fromEntries(more.map((each) => [each.id, each])) };
  if (!begin.isEmpty)
    await source.change({ type: 'establish', operation: 'establish', at: now, by: sender, network: { hubs, practices, staff: everybody } });
  for (const each of begin.isEmpty ? [] : Object.values(network.channels))
    await source.change({ type: 'giveChannel', operation: `give-${each.organisation}`, at: now, by: sender, channel: each });
  nudges = 0;
  const deps: KindDeps = { kinds, store, directory, network: source, clock, nudge, ...(begin.setup ? { setup: begin.setup } : {}) };

  const search = createSearch(deps);
  const pressed = (
    who: Person,
    verb: string,
    data: Record<string, unknown>,
    more: Partial<Press> & { readonly where?: string } = {},
  ): Press => {
    operation += 1;
    const { where, ...rest } = more;
    return { activity: activityOf(who, `operation-${operation}`, where), by: person(who), verb, data: { verb, ...data }, ...rest };
  };
  return {
    deps,
    engine,
    store: real,
    directory,
    source,
    nudges: () => nudges,
    at: (minutes: number): void => {
      now = later(minutes);
    },
    breakStore: (error: Error = new StoreAway('away')): void => {
      broken = error;
    },
    mendStore: (): void => {
      broken = undefined;
    },
    pressed,
    /** Sends a submission in; its id. */
    async receives(more: Partial<Submission> = {}, practices: '*' | readonly OdsCode[] = '*'): Promise<string> {
      operation += 1;
      const moment = { operation: `intake-${operation}`, receivedAt: now };
      const receipt = await receive(
        { store: real, nudge, network: source },
        { id: 'maker', hub: north, practices },
        submission(more),
        moment,
      );
      const id = 'reference' in receipt ? idOf(receipt.reference) : undefined;
      if (id === undefined) throw new Error('not received');
      return id;
    },
    async state(id: string): Promise<EConsult> {
      const it = await loadEConsult(real, network, north, id);
      if (it === undefined) throw new Error('there is none');
      return it;
    },
    async happened(id: string): Promise<readonly string[]> {
      return (await real.events<EConsultEvent>({ hub: north, kind: 'econsult', id })).map(({ event }) => event.type);
    },
    async press(...args: Parameters<typeof pressed>): Promise<Answered> {
      return answered(await answerPress(deps, pressed(...args)));
    },
    async pressAgain(press: Press): Promise<Answered> {
      return answered(await answerPress(deps, press));
    },
    async fetch(...args: Parameters<typeof pressed>): Promise<Answered> {
      return answered(await answerFetch(deps, pressed(...args)));
    },
    async submit(...args: Parameters<typeof pressed>): Promise<Answered> {
      return answered(await answerSubmit(deps, pressed(...args)));
    },
    search,
    async searches(who: Person, words: string, queryOptions: object = {}): Promise<Answered> {
      const value = { parameters: [words === '' ? { name: 'initialRun', value: 'true' } : { name: 'words', value: words }], queryOptions };
      return answered(await search(person(who).id, value));
    },
    async says(who: Person, words: string, where = channel): Promise<Answered> {
      operation += 1;
      const activity = activityOf(who, `operation-${operation}`, where, { type: 'message', text: words });
      return answered(await answerWords(deps, activity, person(who)));
    },
  };
}
export type World = Awaited<ReturnType<typeof world>>;

/** What a button of an eConsult's card carries. */
export const carried = (id: string, revision?: number): Record<string, unknown> => ({
  v: 1,
  hub: north,
  id,
  ...(revision === undefined ? {} : { revision }),
});
