// What the parts of the product report, as log lines of ids and outcomes and as metrics.
import type { DispatchEvent } from '../app/dispatch/dispatch.ts';
import type { SweepEvent } from '../app/sweep/sweep.ts';
import { errorFields, type Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { BotEvent } from '../teams/bot.ts';

/** A loop's pass threw; the loop goes on. */
export function loopFailed(
  log: Log,
  metrics: Metrics,
  where: 'dispatch' | 'sweep' | 'audit' | 'heart' | 'lease' | 'paperMail',
  error: unknown,
): void {
  metrics.broken.inc({ where });
  log.error('broken', { where, ...errorFields(error) });
}

/** What is gathered, such as a hub's board, could not be looked at; everything else is sent all the same, and it is looked at again. */
export const gatherFailedIn =
  (log: Log, metrics: Metrics) =>
  (kind: string, hub: string, error: unknown): void => {
    metrics.broken.inc({ where: kind });
    log.error(`${kind}Failed`, { hub, ...errorFields(error) });
  };

/** What is open could not be brought to an organisation's other channel yet; it is tried again with the next pass. */
export function moveFailed(log: Log, metrics: Metrics, hub: string, error: unknown): void {
  metrics.broken.inc({ where: 'move' });
  log.error('moveFailed', { hub, ...errorFields(error) });
}

export function reportSweep(log: Log, metrics: Metrics, event: SweepEvent): void {
  if (event.kind === 'failed') {
    metrics.broken.inc({ where: 'tick' });
    log.error('tickFailed', { hub: event.hub, id: event.id, ...errorFields(event.error) });
    return;
  }
  metrics.sweepLag.set({ hub: event.hub }, event.oldestMs / 1_000);
  if (event.due > 0) log.info('swept', { hub: event.hub, due: event.due, failed: event.failed });
}

export function reportSend(log: Log, metrics: Metrics, event: DispatchEvent): void {
  if (event.kind === 'sent') {
    metrics.sends.inc({ how: event.how });
    metrics.waited.observe(event.waitedMs / 1_000);
    log.info('sent', { how: event.how, hub: event.hub, id: event.id, to: event.to, tookMs: Math.round(event.tookMs) });
    return;
  }
  metrics.sendTrouble.inc({ kind: event.kind });
  log.warn(event.kind, { hub: event.hub, id: event.id, to: event.to, ...('why' in event ? { why: event.why } : {}) });
}

/** Somebody wrote to us and got no answer. */
export function answerLost(log: Log, metrics: Metrics, why: string): void {
  metrics.sendTrouble.inc({ kind: 'answerLost' });
  log.warn('answerLost', { why });
}

const settingFor: Readonly<Partial<Record<string, string>>> = {
  tenant: 'EHUB_TENANTS',
  serviceUrl: 'EHUB_SERVICE_HOSTS',
  token: 'MicrosoftAppId',
};

export function reportTurn(log: Log, metrics: Metrics, event: BotEvent): void {
  if (event.kind === 'turn') metrics.turns.observe({ name: event.name }, event.tookMs / 1_000);
  else if (event.kind === 'turnedAway') {
    metrics.turnedAway.inc({ why: event.why });
    const { why, from, tenantId } = event;
    // Whoever reads the log has to know which setting lets them in, if they are to be let in.
    log.warn('turnedAway', {
      why,
      from,
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(why in settingFor ? { setting: settingFor[why] } : {}),
    });
  } else {
    metrics.broken.inc({ where: event.name });
    log.error('broken', { where: event.name, ...errorFields(event.error) });
  }
}
