// When the heart beats: after a pass of the auditor that found every hub in order. If it stays away, a service outside raises an alarm.
import { type AuditReport, isClean } from '../app/audit/audit.ts';
import { errorFields, type Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { beat } from '../schedule/send-heartbeat.ts';

export interface BeatParts {
  /** The machine's own time, wherever the clock has been moved. */
  readonly machineMs: () => number;
  /** Sends the beat to the monitoring service outside; absent: there is none. */
  readonly heartbeatUrl?: string;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Every hub was found in order: a sign of life that all instances can read. */
export type SignOfLife = (name: 'heart') => Promise<void>;

/** `undefined` stands for a hub whose audit failed. Without any hub no beat is sent: nothing was found to be in order. */
export const mayBeat = (reports: readonly (AuditReport | undefined)[]): boolean =>
  reports.length > 0 && reports.every((report) => report !== undefined && isClean(report));

/** Beats for all instances to see, and for the service outside where there is one. */
export async function heartbeat({ machineMs, heartbeatUrl, log, metrics }: BeatParts, signOfLife?: SignOfLife): Promise<void> {
  metrics.heartbeat.set(machineMs() / 1_000);
  await signOfLife?.('heart');
  if (heartbeatUrl !== undefined) await beat(heartbeatUrl).catch((error: unknown) => notHeard(log, metrics, error));
}

/** A beat that did not arrive raises the alarm outside by itself. */
function notHeard(log: Log, metrics: Metrics, error: unknown): void {
  metrics.broken.inc({ where: 'heartbeat' });
  log.error('heartbeatNotHeard', errorFields(error));
}
