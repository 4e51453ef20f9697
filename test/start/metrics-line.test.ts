// The line that alerts read: exactly its fields, counts since the line before, ages that grow while the store is away, and few calls.
import { beforeEach, expect, it } from 'vitest';
import type { BeatName } from '../../src/app/beats.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics, type Metrics } from '../../src/metrics.ts';
import { createLines, lineEveryMs, type MetricsLineDeps, metricsLineFields, startMetricsLine } from '../../src/start/metrics-line.ts';

const startedMs = Date.parse('2026-11-25T09:00:00.000Z');
let nowMs: number;
let metrics: Metrics;
let asked: string[];
let buriedRows: number;
let away: boolean;
let did: Map<BeatName, number>;
let isOurs: boolean;
let lines: string[];
const instant = (ms: number): string => new Date(ms).toISOString();
const answer = async <T>(call: string, value: T): Promise<T> => {
  asked.push(call);
  if (away) throw new Error('away');
  return value;
};

beforeEach(() => {
  nowMs = startedMs;
  [metrics, asked, lines, did] = [createMetrics(), [], [], new Map()];
  [buriedRows, away, isOurs] = [0, false, true];
});
const deps = (over: Partial<MetricsLineDeps> = {}): MetricsLineDeps => ({
  instance: 'i1',
  hubs: async () => ['NORTH', 'SOUTH'],
  store: { buried: (hub) => answer(`buried ${hub}`, hub === 'NORTH' ? Array.from({ length: buriedRows }, () => ({}) as never) : []) },
  beats: { last: () => answer('beats', { heart: instant(startedMs - 100_000), sweep: instant(startedMs + 30_000) }) },
  didItself: (name) => did.get(name),
  isOurs: () => isOurs,
  waitingSince: () => undefined,
  nowMs: () => nowMs,
  machineMs: () => nowMs,
  startedMs,
  monotonicMs: () => nowMs,
  sleep: async () => {},
  metrics,
  log: createLog('info', (line) => lines.push(line)),
  ...over,
});

it('has exactly the fields that the alerts name', async () => {
  const line = await createLines(deps({ certificateDays: () => 61 }))();
  expect(Object.keys(line).sort()).toEqual([...metricsLineFields].sort());
  const without = await createLines(deps())();
  expect(Object.keys(without).sort()).toEqual(metricsLineFields.filter((name) => name !== 'certificateDays').sort());
});

it('counts since the line before', async () => {
  const next = createLines(deps());
  metrics.sends.inc({ how: 'post' }, 3);
  metrics.sends.inc({ how: 'edit' });
  metrics.throttled.inc();
  metrics.storeRefused.inc(2);
  metrics.serverErrors.inc();
  expect(await next()).toMatchObject({ sends: 4, throttled: 1, storageRefused: 2, serverErrors: 1 });
  metrics.sends.inc({ how: 'post' });
  expect(await next()).toMatchObject({ sends: 1, throttled: 0, storageRefused: 0, serverErrors: 0 });
});

it('says how long the oldest has waited, by the clock that decisions are made by', async () => {
  const waitingSince = (urgentOnly: boolean): string => instant(startedMs - (urgentOnly ? 61_400 : 600_000));
  expect(await createLines(deps({ waitingSince }))()).toMatchObject({ urgentBacklogSeconds: 61, backlogSeconds: 600 });
  expect(await createLines(deps())()).toMatchObject({ urgentBacklogSeconds: 0, backlogSeconds: 0 });
});

it('where the work of all is done here, what is done here counts, and the store is asked for what was given up alone', async () => {
  const next = createLines(deps());
  did.set('sweep', startedMs + 45_000);
  nowMs = startedMs + 60_000;
  // No heart has beaten here yet: it is as old as this instance.
  expect(await next()).toMatchObject({ heartbeatAgeSeconds: 60, sweepAgeSeconds: 15, undelivered: 0 });
  expect(asked).toEqual(['buried NORTH', 'buried SOUTH']);
  for (let line = 2; line <= 5; line++) await next();
  expect(asked).toHaveLength(2);
  await next();
  expect(asked).toHaveLength(4);
});

it('elsewhere the signs of life are read', async () => {
  isOurs = false;
  nowMs = startedMs + 60_000;
  // An instance that has just started waits as long for the first beat as for any other.
  expect(await createLines(deps())()).toMatchObject({ heartbeatAgeSeconds: 60, sweepAgeSeconds: 30 });
  expect(asked[0]).toBe('beats');
});

it('what this instance has just given up is in the next line', async () => {
  const next = createLines(deps());
  await next();
  buriedRows = 2;
  expect(await next()).toMatchObject({ undelivered: 0 });
  metrics.sendTrouble.inc({ kind: 'buried' });
  expect(await next()).toMatchObject({ undelivered: 2 });
});

it('while the store is away a line comes all the same, and ages grow', async () => {
  isOurs = false;
  buriedRows = 3;
  const next = createLines(deps());
  expect(await next()).toMatchObject({ undelivered: 3 });
  away = true;
  nowMs = startedMs + 200_000;
  expect(await next()).toMatchObject({ undelivered: 3, heartbeatAgeSeconds: 200, sweepAgeSeconds: 170 });
  expect(lines.join()).toContain('metricsNotRead');
});

it('comes once a minute, the first after a minute', async () => {
  const slept: number[] = [];
  const wakes: (() => void)[] = [];
  const sleep = (ms: number): Promise<void> => {
    slept.push(ms);
    return new Promise((resolve) => wakes.push(resolve));
  };
  const loop = startMetricsLine(deps({ sleep }));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  await turn();
  expect([slept, lines]).toEqual([[lineEveryMs], []]);
  wakes.shift()?.();
  await turn();
  expect(slept).toEqual([lineEveryMs, lineEveryMs]);
  expect(lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ msg: 'metrics', instance: 'i1', sends: 0 })]);
  const stopped = loop.stop();
  wakes.shift()?.();
  await stopped;
});
