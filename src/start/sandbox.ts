// Starts the sandbox: the same product, with a store, a local Teams, made-up people and a movable clock on this machine.
import { randomBytes } from 'node:crypto';
import type { Route } from '../app/http.ts';
import type { Config } from '../config.ts';
import { own } from '../domain/lookup.ts';
import type { Instant } from '../domain/terms.ts';
import type { Holidays } from '../domain/time/hours.ts';
import { errorFields } from '../log.ts';
import type { SampleAnswer } from '../sandbox/api.ts';
import type { LocalStore } from '../sandbox/azurite.ts';
import { createClock, type SandboxClock } from '../sandbox/clock.ts';
import { demoCaller } from '../sandbox/demo/callers.ts';
import { beginWith, emptyPeople, emptyTeam } from '../sandbox/demo/empty.ts';
import { aheadAtFirst, firstSamples } from '../sandbox/demo/first-start.ts';
import { demoChannels } from '../sandbox/demo/network.ts';
import { demoHub } from '../sandbox/demo/people.ts';
import { demoSamples, sendDemoSample } from '../sandbox/demo/samples.ts';
import { demoPeople, demoTeams, demoTenantId } from '../sandbox/demo/teams.ts';
import { demoWeek, sendDemoWeek } from '../sandbox/demo/week.ts';
import { createKeyPair } from '../sandbox/keys.ts';
import { createLocalTeams, type LocalTeams } from '../sandbox/local-teams.ts';
import { createPlayer, type Player } from '../sandbox/move-clock.ts';
import { pageRoutes } from '../sandbox/page.ts';
import { type Keeper, keeper } from '../sandbox/saved-state.ts';
import type { WorldSnapshot } from '../sandbox/teams-state.ts';
import { serve } from '../server.ts';
import { connectTables } from '../storage/connect.ts';
import type { Trust } from '../teams/trust.ts';
import { versionRoute } from './health.ts';
import type { Machine } from './machine.ts';
import { aboutThis, brokenRoute, partsFor, type Running, running } from './parts.ts';
import { createProduct, type Product } from './product.ts';
import { setUpFor } from './sandbox-network.ts';
import { callersInUse } from './watching.ts';

/** `.ehub/sandbox.json`: made at the first start, read by `npm run send`. */
interface Secrets {
  readonly url: string;
  readonly keyId: string;
  readonly secret: string;
  /** For finding a patient's contacts again. */
  readonly contactSecret: string;
  readonly appId: string;
  readonly botSecret: string;
  readonly keyPem: string;
}
interface Kept {
  readonly movedMs: number;
  readonly world: WorldSnapshot;
}

/** Starts what the configuration does not bring: the local Teams, and everything around `store`, the one started here if any. */
export async function startSandbox(config: Config, machine: Machine, store: LocalStore | undefined): Promise<Running> {
  const storage = config.storage ?? { connectionString: store?.connectionString ?? '' };
  const shared = await partsFor(config, machine);
  const callers = callersInUse(config.callers);
  const keptWorld: { now: () => Kept | undefined } = { now: () => undefined };
  const world = keeper<Kept | undefined>(config.dataFolder, 'teams.json', () => keptWorld.now(), machine.sleep);
  const earlier = world.read();
  const isFirst = config.trust === undefined && earlier === undefined;
  const clock = createClock(machine.nowMs, earlier?.movedMs ?? (isFirst ? aheadAtFirst(now(machine), shared.holidays.current()) : 0));
  const ofLocal = { isEmpty: config.startsEmpty, holidays: shared.holidays.current };
  let product: Product | undefined;
  let teams: LocalTeams | undefined;
  let sendSample: SendSample | undefined;
  const player = createPlayer({
    clock,
    nextDue: async (after) => product?.nextDue(after),
    sweep: async () => product?.sweepNow(),
    sending: { allSent: async () => (await product?.allSaid()) ?? true, sleep: machine.sleep },
    failed: (error) => machine.log.error('play', errorFields(error)),
  });

  const serving = await serve(
    async (url) => {
      const secrets = secretsFor(config, machine, url);
      sendSample = sender(secrets, clock, machine, () => product);
      const given = { url, secrets, clock, machine, world, player, sendSample, ...ofLocal };
      teams = config.trust === undefined ? localTeams(given) : undefined;
      keptWorld.now = () => teams && { movedMs: clock.movedMs(), world: teams.snapshot() };
      const trust: Trust = config.trust ?? { kind: 'loopback', appId: secrets.appId, password: secrets.botSecret, ...loopbackOf(teams) };
      product = await createProduct({
        ...shared,
        publicUrl: url,
        ...setUpFor(config, shared, trust, machine),
        engine: await connectTables(storage),
        clock,
        trust,
        serviceHosts: config.serviceHosts,
        serviceUrl: teams?.forBot.serviceUrl ?? config.serviceUrl,
        ...{ tenants: config.tenants, contactKeys: contactKeysFor(config, secrets) },
        callers: () => [...callers.current(), demoCaller(secrets.keyId, secrets.secret)],
      });
      // Only the local Teams has the demo's channels: with another one, people choose theirs.
      if (teams && !config.startsEmpty) await giveDemoChannels(product, config, clock, machine);
      return [...product.routes, versionRoute(aboutThis(machine)), ...(teams ? [...teams.routes, ...pageRoutes(), home] : [])];
    },
    config.host,
    config.port,
    brokenRoute(machine.log),
  );
  if (product === undefined) throw new Error('the server serves only once the product is made');
  clock.onMove(world.changed);
  runAll(product);
  if (isFirst && !config.startsEmpty && teams && sendSample) void sendFirst(teams, sendSample, machine);
  const beside = async (): Promise<void> => {
    teams?.close();
    if (teams) world.flush();
    await store?.stop();
  };
  return running({ config, machine, serving, product, callers, holidays: shared.holidays, practices: shared.practices, beside });
}

function runAll(product: Product): void {
  product.run();
  product.runClock();
}

const home: Route = { method: 'GET', path: '/', bodyBytesMax: 0, handle: async () => ({ status: 302, headers: { location: '/teams' } }) };

function loopbackOf(teams: LocalTeams | undefined) {
  if (teams === undefined) throw new Error('a trust is configured or a local Teams is started');
  const { openIdMetadataUrl, issuer, tokenUrl } = teams.forBot;
  return { openIdMetadataUrl, issuer, tokenUrl };
}

interface LocalGiven {
  readonly url: string;
  readonly secrets: Secrets;
  readonly clock: SandboxClock;
  readonly machine: Machine;
  readonly world: Keeper<Kept | undefined>;
  readonly player: Player;
  readonly holidays: () => Holidays;
  readonly sendSample: SendSample;
  readonly isEmpty: boolean;
}

/** Sends a sample by its name as another product would, through the same door; but the week. */
type SendSample = (name: string) => Promise<SampleAnswer>;
const sender =
  ({ url, keyId, secret }: Secrets, clock: SandboxClock, machine: Machine, product: () => Product | undefined): SendSample =>
  async (name) => {
    if (name === demoWeek.name) return sendWeek(product(), clock, machine);
    const { newId, nowMs } = machine;
    return sendDemoSample(name, { url, keyId, secret, now: clock.now(), nonce: newId(), uuid: newId, machineMs: nowMs() });
  };

/** What no sender sends: the demo's people do it themselves. */
async function sendWeek(product: Product | undefined, clock: SandboxClock, { newId }: Machine): Promise<SampleAnswer> {
  if (product === undefined) throw new Error('It is still starting. Please try again.');
  const { store, network } = product;
  return { text: await sendDemoWeek({ store, rules: network, nudge: () => product.nudge() }, clock.now(), newId()) };
}

/** The hub's board is posted at the start; so long it is waited for, that the requests stand below it, where the page opens. */
const boardWithinMs = 15_000;
const boardLookEveryMs = 100;

/** One after the other, in their order; if one cannot be sent, the page's own list of samples is still there. */
async function sendFirst({ world }: LocalTeams, send: SendSample, { log, sleep }: Machine): Promise<void> {
  const channel = demoChannels.find(({ organisation }) => organisation === demoHub)?.conversation ?? '';
  for (let waitedMs = 0; waitedMs < boardWithinMs && world.messages(channel).length === 0; waitedMs += boardLookEveryMs)
    await sleep(boardLookEveryMs);
  for (const name of firstSamples) await send(name).catch((error: unknown) => log.error('firstSample', errorFields(error)));
}

const now = ({ nowMs }: Machine): Instant => new Date(nowMs()).toISOString();

function localTeams({ url, secrets, clock, machine, world, player, holidays, sendSample, isEmpty }: LocalGiven): LocalTeams {
  const kept = world.read();
  return createLocalTeams({
    baseUrl: url,
    botUrl: url,
    botAppId: secrets.appId,
    botSecret: secrets.botSecret,
    keyPem: secrets.keyPem,
    tenantId: demoTenantId,
    ...(isEmpty ? { people: emptyPeople, teams: [emptyTeam], beginWith } : { people: demoPeople, teams: demoTeams }),
    clock,
    player,
    holidays,
    random: machine.newId,
    samples: [demoWeek, ...demoSamples],
    sendSample,
    onChange: world.changed,
    ...(kept ? { snapshot: kept.world } : {}),
  });
}

/** Those of the settings, or the sandbox's own. */
const contactKeysFor = ({ contactKeys }: Config, { contactSecret }: Secrets): Config['contactKeys'] =>
  contactKeys.length > 0 ? contactKeys : [{ id: 'sandbox', secret: contactSecret }];

/** Made once and kept, so that tokens, keys and a sender's settings outlive a restart. */
function secretsFor(config: Config, machine: Machine, url: string): Secrets {
  let secrets: Secrets | undefined;
  const file = keeper<Secrets | undefined>(config.dataFolder, 'sandbox.json', () => secrets, machine.sleep);
  const earlier = file.read();
  const random = (): string => randomBytes(32).toString('hex');
  secrets = {
    keyId: 'sandbox-1',
    secret: random(),
    contactSecret: random(),
    appId: machine.newId(),
    botSecret: random(),
    keyPem: '',
    ...earlier,
    url,
  };
  if (secrets.keyPem === '') secrets = { ...secrets, keyPem: createKeyPair().pem };
  file.flush();
  return secrets;
}

/** The demo's channels are given away at the first start, so that the first card has somewhere to go. */
async function giveDemoChannels(product: Product, config: Config, clock: SandboxClock, machine: Machine): Promise<void> {
  if (config.network !== undefined) return;
  const { channels } = await product.network.current();
  for (const channel of demoChannels) {
    if (own(channels, channel.organisation) !== undefined) continue;
    await product.network.change({
      type: 'giveChannel',
      operation: `demo|${machine.newId()}`,
      at: clock.now(),
      by: { kind: 'sender', caller: 'demo' },
      channel,
    });
  }
}
