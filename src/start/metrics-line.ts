// One line of the log for each instance and minute with the numbers that alerts are made of: no platform we run on reads /metrics.
import type { BeatName, Beats } from '../app/beats.ts';
import { type Loop, startLoop } from '../app/loop.ts';
import type { Store } from '../app/ports.ts';
import type { Instant } from '../domain/terms.ts';
import { errorFields, type Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

/** The line's fields, as the alerts name them. */
export const metricsLineFields = [
  'instance',
  'heartbeatAgeSeconds',
  'sweepAgeSeconds',
  'urgentBacklogSeconds',
  'backlogSeconds',
  'undelivered',
  'throttled',
  'sends',
  'serverErrors',
  'storageRefused',
  'certificateDays',
] as const;

/** Ages in whole seconds; counts are of what has been since the line before. */
export interface MetricsLine extends Readonly<Record<Exclude<(typeof metricsLineFields)[number], 'instance' | 'certificateDays'>, number>> {
  readonly instance: string;
  /** Until the certificate by which the bot proves itself ends; absent: it has none. */
  readonly certificateDays?: number;
}

export const lineEveryMs = 60_000;
/** What Teams refused for good is read from the store with every so many-th line only, and when this instance has just given something up. */
const linesForEachRead = 5;

export interface MetricsLineDeps {
  readonly instance: string;
  readonly hubs: () => Promise<readonly string[]>;
  readonly store: Pick<Store, 'buried'>;
  readonly beats: Pick<Beats, 'last'>;
  /** When this instance itself did such work last, if ever, in ms since 1970. */
  readonly didItself: (name: BeatName) => number | undefined;
  /** Whether the work of all is done here; then nobody else leaves signs of life, and they need not be read. */
  readonly isOurs: () => boolean;
  /** Since when the oldest that is known to wait has waited; none waits, or another instance sends: `undefined`. */
  readonly waitingSince: (urgentOnly: boolean) => Instant | undefined;
  /** By the product's clock and by the machine's, in ms since 1970; and when this process began. */
  readonly nowMs: () => number;
  readonly machineMs: () => number;
  readonly startedMs: number;
  readonly certificateDays?: () => number | undefined;
  readonly monotonicMs: () => number;
  readonly sleep: (ms: number, wake: AbortSignal) => Promise<void>;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** Begins with the first line after a minute. */
export function startMetricsLine(deps: MetricsLineDeps): Loop {
  const lines = createLines(deps);
  let first = true;
  const failed = (error: unknown): void => deps.log.error('broken', { where: 'metricsLine', ...errorFields(error) });
  return startLoop({ ...deps, failed }, async () => {
    if (first) first = false;
    else deps.log.info('metrics', { ...(await lines()) });
    return lineEveryMs;
  });
}

/** Each call makes the next line. Never throws as the store does: while that is away, what was last known grows older. */
export function createLines(deps: MetricsLineDeps): () => Promise<MetricsLine> {
  const { metrics, machineMs, startedMs, nowMs } = deps;
  const since = createSince(metrics);
  const read: { beats: Readonly<Partial<Record<BeatName, Instant>>>; undelivered: number; line: number; buried: number } = {
    ...{ beats: {}, undelivered: 0 },
    ...{ line: 0, buried: 0 },
  };
  const lastMs = (name: BeatName): number =>
    Math.max(startedMs, deps.didItself(name) ?? startedMs, read.beats[name] === undefined ? startedMs : Date.parse(read.beats[name]));
  const secondsSince = (fromMs: number, toMs: number): number => Math.max(0, Math.round((toMs - fromMs) / 1_000));
  const waited = (urgentOnly: boolean): number => {
    const from = deps.waitingSince(urgentOnly);
    return from === undefined ? 0 : secondsSince(Date.parse(from), nowMs());
  };
  async function look(buried: number): Promise<void> {
    if (!deps.isOurs()) read.beats = await deps.beats.last();
    if (read.line % linesForEachRead !== 0 && buried === read.buried) return;
    const found = await Promise.all((await deps.hubs()).map((hub) => deps.store.buried(hub)));
    [read.undelivered, read.buried] = [found.flat().length, buried];
  }
  return async () => {
    const { buried, ...counts } = await since();
    await look(buried).catch((error: unknown) => deps.log.warn('metricsNotRead', errorFields(error)));
    read.line += 1;
    const days = deps.certificateDays?.();
    return {
      instance: deps.instance,
      heartbeatAgeSeconds: secondsSince(lastMs('heart'), machineMs()),
      sweepAgeSeconds: secondsSince(lastMs('sweep'), machineMs()),
      urgentBacklogSeconds: waited(true),
      backlogSeconds: waited(false),
      undelivered: read.undelivered,
      ...counts,
      ...(days === undefined ? {} : { certificateDays: days }),
    };
  };
}

interface Counted {
  get(): Promise<{ readonly values: readonly { readonly value: number }[] }>;
}

/** What has been counted since the last call; `buried`: since the start. */
function createSince({ throttled, sends, serverErrors, storeRefused, sendTrouble }: Metrics) {
  const before = new Map<Counted, number>();
  const since = async (counter: Counted): Promise<number> => {
    const now = (await counter.get()).values.reduce((sum, { value }) => sum + value, 0);
    const more = now - (before.get(counter) ?? 0);
    before.set(counter, now);
    return more;
  };
  return async () => ({
    throttled: await since(throttled),
    sends: await since(sends),
    serverErrors: await since(serverErrors),
    storageRefused: await since(storeRefused),
    buried: (await sendTrouble.get()).values.find(({ labels }) => labels.kind === 'buried')?.value ?? 0,
  });
}
