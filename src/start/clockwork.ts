// What runs by the clock on the wall: the sweep and the auditor, each once however many instances there are.
import type { Leases } from '../app/ports.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { auditEvery, type Every, startClockwork, sweepEvery } from '../schedule/cron.ts';
import { type Aging, auditAgeMaxMs } from './all-is-well.ts';
import { loopFailed } from './reports.ts';

export interface Clockworks {
  readonly loops: ReadonlyMap<string, Aging>;
  /** The sweep was run out of turn, and well. */
  sweptWell(): void;
  stop(): Promise<void>;
}
interface Around {
  readonly leases: Pick<Leases, 'hold' | 'letGo'>;
  readonly owner: string;
  readonly monotonicMs: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Starts both; each stops after the pass that it is in. */
export function startClockworks(
  { leases, owner, monotonicMs, log, metrics }: Around,
  work: { readonly sweep: () => Promise<void>; readonly audit: () => Promise<void> },
): Clockworks {
  const start = (name: 'sweep' | 'audit', every: Every) =>
    startClockwork(leases, owner, work[name], (error) => loopFailed(log, metrics, name, error), monotonicMs, every);
  const sweep = start('sweep', sweepEvery);
  const audit = start('audit', auditEvery);
  return {
    loops: new Map<string, Aging>([
      ['sweep', sweep],
      ['audit', { ageMs: audit.ageMs, ageMaxMs: auditAgeMaxMs }],
    ]),
    sweptWell: sweep.ranWell,
    stop: async () => {
      await Promise.all([sweep.stop(), audit.stop()]);
    },
  };
}
