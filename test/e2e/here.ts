// The whole product in this process: one server on loopback with the bot and a local Teams, spoken to over HTTP with signed tokens.
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Network } from '../../src/domain/network/state.ts';
import type { Instant } from '../../src/domain/terms.ts';
import { createLog, errorFields } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import type { RefreshAfterEdit } from '../../src/sandbox/card-views.ts';
import { createClock, type SandboxClock } from '../../src/sandbox/clock.ts';
import { demoChannels, demoNetwork } from '../../src/sandbox/demo/network.ts';
import { demoPeople, demoTeams } from '../../src/sandbox/demo/teams.ts';
import { createKeyPair } from '../../src/sandbox/keys.ts';
import { createLocalTeams, type LocalTeams } from '../../src/sandbox/local-teams.ts';
import { pageRoutes } from '../../src/sandbox/page.ts';
import { bankHolidays } from '../../src/schedule/holidays.ts';
import { serve } from '../../src/server.ts';
import { createProduct, type Product, type ProductParts } from '../../src/start/product.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { type Answer, botAppId, botSecret, maker, networkWithCrowd, people, send, teamsWithCrowd, tenantId, until } from './given.ts';

export interface Stage {
  readonly url: string;
  readonly teams: LocalTeams;
  readonly clock: SandboxClock;
  readonly product: Product;
  readonly engine: Engine;
  /** Every line of the log so far. */
  readonly log: readonly string[];
  /** Lets time pass for the bot and for Teams alike, without waiting for it. */
  readonly pass: (ms: number) => void;
  readonly send: (body: object, fhir?: boolean) => Promise<Answer>;
  readonly ready: () => Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }>;
  /** What is not well, by its check. */
  readonly troubles: () => Promise<readonly string[]>;
  /** The bot that sends is stopped, and another one on the same store takes its place; what comes in still comes to the first. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface StageGiven {
  /** All kinds of thing there are, where they are not those of the list. */
  readonly kinds?: ProductParts['kinds'];
  readonly engine?: Engine;
  /** Where the clock begins, for a test about certain dates; else where the machine's is. */
  readonly startsAt?: Instant;
  readonly refreshAfterEdit?: RefreshAfterEdit;
  /** Organisations whose channel nobody has chosen yet. */
  readonly withoutChannel?: readonly string[];
  readonly network?: Pick<Network, 'hubs' | 'practices' | 'staff'>;
  /** Only the demo's people, and the page that shows the local Teams: for a browser. */
  readonly inBrowser?: boolean;
  /** Where paper packs are kept while Teams is the trouble. */
  readonly keepPaper?: NonNullable<ProductParts['keepPaper']>;
  /** Routes may throw in this test; else it fails at its end when one did. */
  readonly mayBreak?: boolean;
}

/** Signing keys take longer to make than most tests. */
const keyPem = createKeyPair().pem;
const nowMs = (): number => Date.now();
/** Waits by everybody's clock: whoever would have been woken in the time that is passed over is woken at once. */
function sleeper(clock: Pick<SandboxClock, 'onMove'>, monotonicMs: () => number) {
  const sleeping = new Set<() => void>();
  clock.onMove(() => {
    for (const look of sleeping) look();
  });
  return (ms: number, wake?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (wake?.aborted) return resolve();
      const endMs = monotonicMs() + ms;
      const timer = setTimeout(done, ms);
      const look = (): void => void (monotonicMs() >= endMs && done());
      sleeping.add(look);
      wake?.addEventListener('abort', done, { once: true });
      function done(): void {
        clearTimeout(timer);
        sleeping.delete(look);
        wake?.removeEventListener('abort', done);
        resolve();
      }
    });
}

/** Starts it and waits until it says that it is ready. */
export async function startHere(given: StageGiven = {}): Promise<Stage> {
  const lines: string[] = [];
  const log = createLog('debug', (line) => lines.push(line));
  const clock = createClock(nowMs, given.startsAt === undefined ? 0 : Date.parse(given.startsAt) - nowMs());
  const movedAtStart = clock.movedMs();
  // Pacing and resting live by a clock that never goes back; it is moved on together with everybody's.
  const monotonicMs = (): number => performance.now() + clock.movedMs() - movedAtStart;
  const year = new Date(clock.ms()).getUTCFullYear();
  const holidays = await bankHolidays('englandAndWales', year - 1, year + 2);
  const engine = given.engine ?? memoryEngine();
  const broken: string[] = [];
  let product: Product | undefined;
  let parts: ProductParts | undefined;
  let sends: Product | undefined;
  let teams: LocalTeams | undefined;
  const serving = await serve(
    async (url) => {
      teams = createLocalTeams({
        baseUrl: url,
        botUrl: url,
        botAppId,
        botSecret,
        keyPem,
        tenantId,
        people: given.inBrowser ? demoPeople : people,
        teams: given.inBrowser ? demoTeams : teamsWithCrowd,
        clock,
        random: randomUUID,
        ...(given.refreshAfterEdit === undefined ? {} : { refreshAfterEdit: given.refreshAfterEdit }),
      });
      const { openIdMetadataUrl, issuer, tokenUrl, serviceUrl } = teams.forBot;
      parts = {
        ...(given.kinds === undefined ? {} : { kinds: given.kinds }),
        ...(given.keepPaper === undefined ? {} : { keepPaper: given.keepPaper }),
        engine,
        tablePrefix: 'ehub',
        clock,
        machineMs: nowMs,
        monotonicMs,
        sleep: sleeper(clock, monotonicMs),
        newId: randomUUID,
        holidays: { current: () => holidays, refresh: async () => {} },
        trust: { kind: 'loopback', appId: botAppId, password: botSecret, openIdMetadataUrl, issuer, tokenUrl },
        publicUrl: url,
        serviceHosts: [],
        serviceUrl,
        tenants: [tenantId],
        callers: () => [maker],
        network: { content: given.network ?? (given.inBrowser ? demoNetwork() : networkWithCrowd()), operation: `test|${randomUUID()}` },
        log,
        metrics: createMetrics(),
      };
      product = await createProduct(parts);
      return [...product.routes, ...teams.routes, ...(given.inBrowser ? pageRoutes() : [])];
    },
    '127.0.0.1',
    0,
    (path, error) => {
      broken.push(path);
      log.error('broken', { where: path, ...errorFields(error) });
    },
  );
  if (product === undefined || parts === undefined || teams === undefined) throw new Error('the server serves only once both are made');
  const [made, local, from] = [product, teams, parts];
  await giveChannels(made, clock, given.withoutChannel ?? []);
  made.run();
  sends = made;
  clock.onMove(() => sends?.nudge());
  const ready = async () => {
    const answer = await fetch(`${serving.url}/readyz`);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  await until('it is ready', async () => (await ready()).status === 200);
  return {
    url: serving.url,
    teams: local,
    clock,
    product: made,
    engine,
    log: lines,
    // Nothing looks at the clock here: what it does has tests of its own, and these are about people.
    pass: (ms) => clock.moveOn(ms),
    send: (body, fhir = false) => send(serving.url, body, '/api/econsults', fhir ? 'application/fhir+json' : 'application/json'),
    ready,
    troubles: async () => {
      const { checks } = (await (await fetch(`${serving.url}/wellz`)).json()) as { checks: readonly { check: string; well: boolean }[] };
      return checks.flatMap(({ check, well }) => (well ? [] : [check]));
    },
    restart: async () => {
      await sends?.stop();
      sends = await createProduct({ ...from, metrics: createMetrics() });
      sends.run();
    },
    stop: async () => {
      local.close();
      await Promise.all([serving.stop(), sends?.stop()]);
      if (broken.length > 0 && given.mayBreak !== true) throw new Error(`routes that threw: ${broken.join(', ')}`);
    },
  };
}

async function giveChannels(product: Product, clock: SandboxClock, without: readonly string[]): Promise<void> {
  for (const channel of demoChannels.filter(({ organisation }) => !without.includes(organisation))) {
    await product.network.change({
      type: 'giveChannel',
      operation: `test|${randomUUID()}`,
      at: clock.now(),
      by: { kind: 'sender', caller: 'test' },
      channel,
    });
  }
}
