// The heart: it beats only when every hub was found in order, to a listener outside and in the metrics; and silence harms nothing here.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NetworkSource } from '../../src/app/network/network.ts';
import type { Leases, Store } from '../../src/app/ports.ts';
import { findingKinds } from '../../src/domain/audit/findings.ts';
import { kinds } from '../../src/kinds.ts';
import type { Fields, Log } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { BeatNotHeard, beat } from '../../src/schedule/send-heartbeat.ts';
import { isStale } from '../../src/start/all-is-well.ts';
import { type AuditStep, createAuditPass } from '../../src/start/audit-pass.ts';
import { startClockworks } from '../../src/start/clockwork.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { createLeases } from '../../src/storage/lease.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { Ground, withChannels } from '../app/audit/audited.ts';
import { hub, hubNetwork } from '../hub.ts';

class Listener {
  readonly heard: { readonly method: string | undefined; readonly url: string | undefined; readonly bytes: number }[] = [];
  answer: (response: ServerResponse) => void = (response) => response.end('OK');
  readonly #server: Server = createServer((request: IncomingMessage, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      this.heard.push({ method: request.method, url: request.url, bytes });
      this.answer(response);
    });
  });
  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/ping/secret-1`;
  }
  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

const machineMs = 1_800_000_000_000;
let listener: Listener;
let ground: Ground;
let lines: { readonly event: string; readonly fields: Fields | undefined }[];
let metrics: ReturnType<typeof createMetrics>;
let network: typeof withChannels;
beforeEach(async () => {
  listener = await new Listener().open();
  ground = await Ground.open(memoryEngine());
  lines = [];
  metrics = createMetrics();
  network = withChannels;
  await ground.receive('urgent');
  await ground.serve();
});
afterEach(() => listener.close());

const log: Log = {
  info: (event, fields) => void lines.push({ event, fields }),
  warn: (event, fields) => void lines.push({ event, fields }),
  error: (event, fields) => void lines.push({ event, fields }),
};
const source = (): NetworkSource => ({
  current: async () => network,
  now: async () => ({ ...ground.rules, network }),
  change: async () => {
    throw new Error('nothing changes here');
  },
});
let refreshed = 0;
const holidays = {
  current: () => ground.rules.holidays,
  refresh: async () => {
    refreshed += 1;
  },
};
const passWith = (
  heart: { readonly heartbeatUrl?: string; readonly engine?: Engine },
  store: Store = ground.store,
  steps?: readonly AuditStep[],
) => {
  const parts = {
    engine: ground.engine,
    tablePrefix: ground.prefix,
    clock: { now: () => ground.now },
    machineMs: () => machineMs,
    log,
    metrics,
    holidays,
    ...heart,
  };
  return createAuditPass(parts, { kinds: kinds.app, store, nudge: () => {}, network: source(), directory: ground.directory }, steps);
};
const passOf = (heartbeatUrl = listener.url, steps: readonly AuditStep[] = [], store: Store = ground.store) =>
  passWith({ heartbeatUrl }, store, steps);
const measured = async (name: string, labels: Readonly<Record<string, string>> = {}): Promise<number | undefined> => {
  const { values } = (await metrics.registry.getSingleMetric(name)?.get()) ?? { values: [] };
  return values.find((value) => Object.entries(labels).every(([label, of]) => (value.labels as Record<string, unknown>)[label] === of))
    ?.value;
};

it('looks in each pass whether the holidays have changed', async () => {
  const before = refreshed;
  await passOf()();
  expect(refreshed).toBe(before + 1);
});

describe('the heart', () => {
  it('beats after each clean pass: one GET without a body, and the time in the metrics', async () => {
    const pass = passOf();
    await pass();
    await pass();
    const beatHeard = { method: 'GET', url: '/ping/secret-1', bytes: 0 };
    expect(listener.heard).toEqual([beatHeard, beatHeard]);
    expect(await measured('ehub_heartbeat_seconds')).toBe(machineMs / 1_000);
    for (const kind of findingKinds) expect(await measured('ehub_audit_findings', { kind })).toBe(0);
  });

  it('does not beat for what was just put right: the next pass has to find it so', async () => {
    const pass = passOf();
    await ground.remove('due', 'S00001');
    await pass();
    expect(listener.heard).toEqual([]);
    expect(await measured('ehub_heartbeat_seconds')).toBe(0);
    expect(await measured('ehub_audit_findings', { kind: 'timerMissing' })).toBe(1);
    expect(lines).toContainEqual({ event: 'auditRepaired', fields: { hub, kind: 'timerMissing', id: 'S00001' } });
    await pass();
    expect(listener.heard).toHaveLength(1);
    expect(await measured('ehub_audit_findings', { kind: 'timerMissing' })).toBe(0);
    expect(await measured('ehub_audit_repairs_total', { kind: 'timerMissing' })).toBe(1);
  });

  it('does not beat while something is for a person', async () => {
    await ground.remove('state', 'S00001');
    await passOf()();
    expect(listener.heard).toEqual([]);
    expect(await measured('ehub_audit_findings', { kind: 'stateMissing' })).toBe(1);
    expect(lines.find(({ fields }) => fields?.['kind'] === 'countsApart')?.fields).toMatchObject({ hub, lost: 'S00001' });
  });

  it('does not beat when one hub could not be audited, but the others were', async () => {
    const away = { id: 'AWAY', name: 'Away Hub', hours: hubNetwork.hubs[hub]?.hours ?? { week: {} }, telephone: '01632 960001' };
    // It has no table.
    network = { ...withChannels, hubs: { AWAY: away, ...withChannels.hubs } };
    await passOf()();
    expect(listener.heard).toEqual([]);
    expect(lines.map(({ event, fields }) => [event, fields?.['hub']])).toEqual([
      ['broken', 'AWAY'],
      ['audited', hub],
    ]);
    expect(await measured('ehub_errors_total', { where: 'audit' })).toBe(1);
  });

  it('does not beat when one thing could not be looked at', async () => {
    const { engine } = ground;
    const withoutCards: Engine = {
      create: (name) => engine.create(name),
      table: (name) => ({
        ...engine.table(name),
        range: async (from, ...how) => {
          if (from.startsWith('card|')) throw new Error('nothing to be said aloud');
          return engine.table(name).range(from, ...how);
        },
      }),
    };
    await passWith({ heartbeatUrl: listener.url, engine: withoutCards }, ground.store, [])();
    expect(listener.heard).toEqual([]);
    expect(await measured('ehub_errors_total', { where: 'auditOne' })).toBe(1);
    expect(JSON.stringify(lines)).not.toContain('said aloud');
  });

  it('does not beat when what is done after the audit fails', async () => {
    const seen: string[] = [];
    const good: AuditStep = async (of, { checked }) => void seen.push(`${of} ${checked}`);
    await passOf(listener.url, [good])();
    expect([seen, listener.heard.length]).toEqual([[`${hub} 1`], 1]);
    const bad: AuditStep = async () => {
      throw new Error('no');
    };
    await passOf(listener.url, [bad])();
    expect(listener.heard).toHaveLength(1);
  });

  it('does not beat for nothing, and needs no listener', async () => {
    network = { ...withChannels, hubs: {} };
    await passOf()();
    expect(listener.heard).toEqual([]);
    network = withChannels;
    await passWith({})();
    expect(await measured('ehub_heartbeat_seconds')).toBe(machineMs / 1_000);
  });

  it.each([
    ['answers 500', (response: ServerResponse): void => void response.writeHead(500).end(), 'status500'],
    ['sends us elsewhere', (response: ServerResponse): void => void response.writeHead(302, { location: '/other' }).end(), undefined],
    ['hangs up', (response: ServerResponse): void => void response.destroy(), undefined],
  ] as const)('is not stopped by a listener that %s: it is logged, without the address, and counted', async (_how, answer, code) => {
    listener.answer = answer;
    await passOf()();
    expect(listener.heard).toHaveLength(1);
    const line = lines.find(({ event }) => event === 'heartbeatNotHeard');
    expect(line?.fields).toMatchObject({ error: 'BeatNotHeard', ...(code === undefined ? {} : { code }) });
    expect(JSON.stringify(lines)).not.toContain('secret-1');
    expect(await measured('ehub_errors_total', { where: 'heartbeat' })).toBe(1);
    // In order it was, whether anybody heard it or not.
    expect(await measured('ehub_heartbeat_seconds')).toBe(machineMs / 1_000);
  });

  it('waits no longer than it says for a listener that does not answer', async () => {
    listener.answer = () => {};
    await expect(beat(listener.url, 30)).rejects.toMatchObject({ name: 'BeatNotHeard', code: 'TimeoutError' });
    await listener.close();
    await expect(beat('http://127.0.0.1:1/ping')).rejects.toBeInstanceOf(BeatNotHeard);
    listener = await new Listener().open();
  });
});

describe('its place beside the sweep', () => {
  it('is its own: each at its time, under its own lease, and both let go', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-25T09:00:01.000Z') });
    try {
      const engine = memoryEngine();
      await makeTables(engine, 'ehub', []);
      const leases = createLeases(engine, 'ehub', { now: () => new Date().toISOString() });
      const done = { sweep: 0, audit: 0 };
      const around = (held: Leases, owner: string) => ({ leases: held, owner, monotonicMs: () => Date.now(), log, metrics });
      const start = (owner: string) =>
        startClockworks(around(leases, owner), {
          sweep: async () => {
            done.sweep += 1;
          },
          audit: async () => {
            done.audit += 1;
            throw new Error('this once');
          },
        });
      const [one, two] = [start('one'), start('two')];
      await vi.advanceTimersByTimeAsync(10 * 60_000);
      expect(done).toEqual({ sweep: 40, audit: 2 });
      expect(await measured('ehub_errors_total', { where: 'audit' })).toBe(2);
      expect([...one.loops.keys()]).toEqual(['sweep', 'audit']);
      await Promise.all([one.stop(), two.stop()]);
      expect(await leases.hold('audit', 'three', 1_000)).toBeDefined();
      expect(await leases.hold('sweep', 'three', 1_000)).toBeDefined();
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    [{ sweep: 29, audit: 14 * 60 }, []],
    [{ sweep: 31, audit: 31 }, ['sweep']],
    [{ sweep: 1, audit: 16 * 60 }, ['audit']],
  ] as const)('is stale by its own pace: %j', async (seconds, stale) => {
    vi.useFakeTimers({ now: 0, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    const engine = memoryEngine();
    await makeTables(engine, 'ehub', []);
    const leases = createLeases(engine, 'ehub', { now: () => new Date().toISOString() });
    let nowMs = 0;
    const clockworks = startClockworks(
      { leases, owner: 'one', monotonicMs: () => nowMs, log, metrics },
      { sweep: async () => {}, audit: async () => {} },
    );
    try {
      const found = [...clockworks.loops].flatMap(([name, loop]) => {
        nowMs = seconds[name as 'sweep' | 'audit'] * 1_000;
        return isStale(loop) ? [name] : [];
      });
      expect(found).toEqual(stale);
    } finally {
      await clockworks.stop();
      vi.useRealTimers();
    }
  });
});
