// A press and an arrival through the real doors over HTTP: signed token, adapter, router, use case, card; only the loops stand still.
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { NetworkContent } from '../../src/domain/network/state.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createClock } from '../../src/sandbox/clock.ts';
import { demoChannels, demoNetwork } from '../../src/sandbox/demo/network.ts';
import { amara, demoHub, demoPractices, demoTenantId } from '../../src/sandbox/demo/people.ts';
import { demoPeople, demoTeams } from '../../src/sandbox/demo/teams.ts';
import { createLocalTeams, type LocalTeams } from '../../src/sandbox/local-teams.ts';
import { type Serving, serve } from '../../src/server.ts';
import { createProduct, type Product } from '../../src/start/product.ts';
import { type Counts, counted } from '../../src/storage/counted.ts';
import type { Engine, Table } from '../../src/storage/engine.ts';
import { locate } from '../../src/storage/keys.ts';
import type { Trust } from '../../src/teams/trust.ts';
import { patient } from '../people.ts';
import { asked, charactersIn, rateLine } from './decisions.ts';
import { fail, holidays, memory, rawInsert } from './ground.ts';
import { type Amount, atOnce, inTurns, type Line, processorMs, shown, verdict } from './measure.ts';

const appId = '5e1f0000-0000-4000-8000-0000000000be';
const key = { id: 'bench-1', secret: 'made-up-secret-of-at-least-32-characters' };
let stages = 0;

export interface Stage {
  readonly url: string;
  readonly teams: LocalTeams;
  readonly engine: Engine;
  readonly prefix: string;
  readonly take: () => Counts;
  readonly product: Product;
  readonly stop: () => Promise<void>;
}

/** The whole product on one port, without its loops: nothing is sent, so that only the door is measured. */
export async function startStage(engine: Engine, network: NetworkContent = demoNetwork(), channels = demoChannels): Promise<Stage> {
  const prefix = `door${++stages}`;
  const clock = createClock(() => Date.now());
  const counting = counted(engine);
  let teams: LocalTeams | undefined;
  let product: Product | undefined;
  const serving: Serving = await serve(
    async (url) => {
      teams = createLocalTeams({
        baseUrl: url,
        botUrl: url,
        botAppId: appId,
        botSecret: 'made-up-bot-secret',
        tenantId: demoTenantId,
        people: demoPeople,
        teams: demoTeams,
        clock,
        random: randomUUID,
      });
      const { openIdMetadataUrl, issuer, tokenUrl, serviceUrl } = teams.forBot;
      const made = await createProduct({
        engine: counting,
        tablePrefix: prefix,
        clock,
        machineMs: () => Date.now(),
        monotonicMs: () => performance.now(),
        sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
        newId: randomUUID,
        holidays: { current: () => holidays, refresh: async () => {} },
        trust: { kind: 'loopback', appId, password: 'made-up-bot-secret', openIdMetadataUrl, issuer, tokenUrl },
        serviceHosts: [],
        serviceUrl,
        tenants: [demoTenantId],
        callers: () => [{ id: 'bench', name: 'Bench', hub: demoHub, practices: '*', keys: [key] }],
        network: { content: network, operation: `bench|${randomUUID()}` },
        log: createLog('warn', () => {}),
        metrics: createMetrics(),
      });
      product = made;
      for (const channel of channels) {
        const said = { operation: randomUUID(), at: clock.now(), by: { kind: 'sender', caller: 'bench' } } as const;
        await made.network.change({ ...said, type: 'giveChannel', channel });
      }
      return [...made.routes, ...teams.routes];
    },
    '127.0.0.1',
    0,
    (path, error) => fail(`${path}: ${String(error)}`),
  );
  if (teams === undefined || product === undefined) return fail('no local Teams');
  return { url: serving.url, teams, engine, prefix, take: counting.take, product, stop: serving.stop };
}

/** Whom a bot at this stage believes. */
export const trustOf = ({ teams }: Stage): Trust => {
  const { openIdMetadataUrl, issuer, tokenUrl } = teams.forBot;
  return { kind: 'loopback', appId, password: 'made-up-bot-secret', openIdMetadataUrl, issuer, tokenUrl };
};

export const post = (url: string, headers: Record<string, string>, body: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

const answers = Array.from({ length: 12 }, (_, n) => ({
  question: `Question ${n + 1}: how has it been since it began, and what have you tried?`,
  answer: `It began about ${n + 2} days ago and has been much the same since. Rest and paracetamol help for an hour or two.`,
}));

/** One arrival through `POST /api/econsults`; gives its id. */
export async function arrive({ url }: Pick<Stage, 'url'>): Promise<string> {
  const body = JSON.stringify({
    id: randomUUID(),
    practice: demoPractices.salternQuay,
    kind: 'clinical',
    topic: 'Skin',
    submittedAt: new Date(Date.now() - 60_000).toISOString(),
    patient,
    answers,
  });
  const stamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', key.secret).update(`${stamp}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-key-id': key.id, 'x-timestamp': stamp, 'x-signature': signature };
  const { status, text } = await post(`${url}/api/econsults`, headers, body);
  if (status !== 201) fail(`intake answered ${status}: ${text}`);
  return (JSON.parse(text) as { reference: string }).reference.replace('-', '');
}

/** An invoke as Teams sends one when somebody presses a button, with the same token as Teams would. */
export async function press(on: Stage, name: string, value: object): Promise<string> {
  const channel = demoChannels.find(({ organisation }) => organisation === demoHub)?.conversation ?? fail('the hub has no channel');
  const activity = {
    type: 'invoke',
    id: `f:${randomUUID()}`,
    name,
    channelId: 'msteams',
    serviceUrl: on.teams.forBot.serviceUrl,
    timestamp: new Date().toISOString(),
    from: { id: '29:bench-presser', name: amara.name, aadObjectId: amara.id },
    conversation: { isGroup: true, conversationType: 'channel', tenantId: demoTenantId, id: `${channel};messageid=1` },
    recipient: { id: `28:${appId}`, name: 'eHub' },
    channelData: { teamsChannelId: channel, channel: { id: channel }, tenant: { id: demoTenantId } },
    replyToId: '1',
    value,
  };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${on.teams.tokens.forBot()}` };
  const { status, text } = await post(`${on.url}/api/messages`, headers, JSON.stringify(activity));
  if (status !== 200) fail(`the bot answered ${status}`);
  return text;
}

/** Processor time of a claim by button beyond that of a turn that does nothing, client's share taken off with the floor. */
async function presses(amount: Amount): Promise<Line> {
  const on = await startStage(memory());
  const ids: string[] = [];
  const warm = 200;
  const batch = amount.batch * 3;
  const needed = batch * (amount.rounds + 1) + warm + 1;
  for (let n = 0; n < needed; n++) ids.push(await arrive(on));
  const empty = () => press(on, 'bench/unknown', {});
  const claim = async () => {
    const id = ids.pop() ?? fail('nothing is open');
    const data = { v: 1, hub: demoHub, id, revision: 1 };
    const answer = await press(on, 'adaptiveCard/action', { action: { type: 'Action.Execute', verb: 'claim', data }, trigger: 'manual' });
    if (!answer.includes('"complete"')) fail(`a claim was answered ${answer.slice(0, 200)}`);
  };
  for (let n = 0; n < 300; n++) await empty();
  for (let n = 0; n < warm; n++) await claim();
  on.take();
  await claim();
  const counts = on.take();
  const seen = await inTurns(
    amount.rounds,
    () => processorMs(batch, empty),
    () => processorMs(batch, claim),
  );
  await on.stop();
  return {
    what: 'claim by button, own processor time beyond an empty turn',
    on: `memory, ${needed} open, HTTP`,
    figure: shown(seen.beyond, ' ms'),
    floor: `empty turn ${shown(seen.floor, ' ms')}`,
    ratio: '',
    operations: asked(counts),
    budget: '<= 2 ms',
    verdict: verdict(seen.beyond.median <= 2),
  };
}

async function arrivals(engine: Engine, name: string, amount: Amount): Promise<Line> {
  const on = await startStage(engine);
  const raw = engine.table(locate(on.prefix, demoHub));
  for (let n = 0; n < 20; n++) await arrive(on);
  on.take();
  await arrive(on);
  const counts = on.take();
  const bare = await bareDoor(raw, counts.rowsWritten);
  for (let n = 0; n < 200; n++) await arrive(bare);
  for (let n = 0; n < 200; n++) await arrive(on);
  const seen = await inTurns(
    amount.rounds,
    () => atOnce(16, amount.width, () => arrive(bare)),
    () => atOnce(16, amount.width, () => arrive(on)),
  );
  await bare.stop();
  const rows = (await raw.range('', '~', 10_000_000)).length;
  await on.stop();
  return rateLine('intake (HTTP, sender in the same process), 16 at once', { name, floor: 'a bare door that writes' }, rows, seen, counts);
}

/** The least that a door can be: takes a body and writes as many raw rows, and nothing of it is read or checked. */
async function bareDoor(raw: Table, rows: number): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createServer((asked, answer) => {
    asked.resume().once('end', () => {
      void rawInsert(raw, rows, charactersIn(rows)).then(() => answer.writeHead(201).end('{"reference":"BAR-000"}'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

export const doors = async (azurite: () => Promise<Engine>, amount: Amount): Promise<Line[]> => [
  await presses(amount),
  await arrivals(await azurite(), 'Azurite', amount),
  await arrivals(memory(), 'memory', amount),
];
