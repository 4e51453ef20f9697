// One pass of the auditor over all hubs, reported in the log and the metrics; the heart beats after it if everything was in order.
import { type AuditReport, createAuditor } from '../app/audit/audit.ts';
import type { DayDeps } from '../app/day/day.ts';
import { makeRounds, overdueTwice, tellFound } from '../app/day/leads-hear.ts';
import type { Kinds } from '../app/kind.ts';
import type { NetworkSource } from '../app/network/network.ts';
import type { Clock, Directory, Store } from '../app/ports.ts';
import { type Finding, findingKinds } from '../domain/audit/findings.ts';
import type { HubId } from '../domain/terms.ts';
import { errorFields, type Fields, type Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { createAuditStore } from '../storage/audited.ts';
import type { Engine } from '../storage/engine.ts';
import { type BeatParts, heartbeat, mayBeat, type SignOfLife } from './heartbeat.ts';
import type { HolidaySource } from './holidays.ts';

/** Further work of a pass on one hub, after the audit. What it throws makes the pass not clean and stops no other hub. */
export type AuditStep = (hub: HubId, report: AuditReport) => Promise<void>;

/** What is done after the audit of each hub, in order: the leads hear of what could not be put right, and of what nobody else would tell. */
function stepsWith({ store, nudge, network, kinds }: Around): readonly AuditStep[] {
  const deps: DayDeps & { readonly kinds: Kinds } = { store, nudge, rules: network, kinds };
  const toTell = overdueTwice();
  return [(hub, { raised, at }) => tellFound(deps, hub, toTell(hub, raised), at), (hub, { at }) => makeRounds(deps, hub, at)];
}

export interface AuditParts extends BeatParts {
  readonly engine: Engine;
  readonly tablePrefix: string;
  readonly clock: Clock;
  /** Looked at again in each pass. */
  readonly holidays: HolidaySource;
}
interface Around {
  readonly kinds: Kinds;
  readonly store: Store;
  readonly nudge: () => void;
  readonly network: NetworkSource;
  readonly directory: Directory;
  readonly beat?: SignOfLife;
}

/** Lines of the log that one hub's pass may fill: what is beyond is in the metrics, and comes again. */
const linesMax = 50;

/** A pass audits every hub, then lets the heart beat if every one of them was clean. It throws when the network cannot be read. */
export function createAuditPass(parts: AuditParts, around: Around, after: readonly AuditStep[] = stepsWith(around)): () => Promise<void> {
  const { log, metrics, holidays } = parts;
  const audit = auditorOf(parts, around);
  const auditHub = async (hub: HubId): Promise<AuditReport | undefined> => {
    try {
      const report = await audit(hub);
      tell(log, metrics, report);
      for (const step of after) await step(hub, report);
      return report;
    } catch (error) {
      metrics.broken.inc({ where: 'audit' });
      log.error('broken', { where: 'audit', hub, ...errorFields(error) });
      return undefined;
    }
  };
  return async () => {
    await holidays.refresh();
    const reports: (AuditReport | undefined)[] = [];
    for (const hub of Object.keys((await around.network.current()).hubs)) reports.push(await auditHub(hub));
    const found = reports.flatMap((report) => (report ? [...report.repaired, ...report.raised] : []));
    for (const kind of findingKinds) metrics.auditFindings.set({ kind }, found.filter((finding) => finding.kind === kind).length);
    if (mayBeat(reports)) await heartbeat(parts, around.beat);
  };
}

function auditorOf({ engine, tablePrefix, clock, log, metrics }: AuditParts, { network, beat: _beat, ...around }: Around) {
  const failed = (hub: HubId, id: string, error: unknown): void => {
    metrics.broken.inc({ where: 'auditOne' });
    log.error('auditFailed', { hub, id, ...errorFields(error) });
  };
  return createAuditor({ ...around, rows: createAuditStore(engine, tablePrefix), rules: network, clock, failed });
}

function tell(log: Log, metrics: Metrics, report: AuditReport): void {
  const { hub, checked, repaired, raised, failed, unsettled } = report;
  for (const { kind } of repaired) metrics.auditRepairs.inc({ kind });
  for (const finding of repaired.slice(0, linesMax)) log.warn('auditRepaired', { hub, ...factsOf(finding) });
  for (const finding of raised.slice(0, linesMax)) log.error('auditRaised', { hub, ...factsOf(finding) });
  log.info('audited', { hub, checked, repaired: repaired.length, raised: raised.length, failed, unsettled });
}

/** The facts of a finding as the log takes them: references in a list become one text. */
function factsOf(finding: Finding): Fields {
  return Object.fromEntries(
    Object.entries(finding).map(([name, fact]) => [name, typeof fact === 'object' ? fact.slice(0, linesMax).join(' ') : fact]),
  );
}
