// Counts what was received today and the day before against what is open and closed, and finds what is neither.

import { countDays, countFindings, type DayCount, type Receipt, type Whereabouts } from '../../domain/audit/counts.ts';
import type { Finding } from '../../domain/audit/findings.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import type { EConsultId, HubId } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import { econsultKey } from '../things.ts';
import { type AuditDeps, eachOf, nameOf, type Sight } from './look.ts';
import { type Remembered, receiptAt } from './received-lately.ts';

export interface Looked {
  readonly seen: readonly Sight[];
  /** Looked at again and unchanged meanwhile. */
  readonly settled: readonly Sight[];
  /** Names of what did not look right the first time. */
  readonly suspected: ReadonlySet<string>;
}
interface Counted {
  readonly days: readonly DayCount[];
  readonly findings: readonly Finding[];
}

/** Where everything received in these days is; remembers what is closed and in order. */
export async function countOf(deps: AuditDeps, hub: HubId, memory: Remembered, { seen, settled, suspected }: Looked): Promise<Counted> {
  const where = new Map<EConsultId, Whereabouts>();
  const unreceived = new Map<EConsultId, EConsult>();
  for (const { thing, loaded } of [...seen, ...settled]) {
    if (thing.kind !== 'econsult' || loaded === undefined) continue;
    const state = loaded.state as EConsult;
    const isClosed = state.status === 'completed';
    const isReceived = memory.receipts.has(thing.id);
    where.set(thing.id, isClosed ? 'closed' : 'open');
    if (isClosed && isReceived && !suspected.has(nameOf(thing))) memory.closed.add(thing.id);
    if (!isClosed && !isReceived && state.receivedAt >= memory.from) unreceived.set(thing.id, state);
  }
  // Only what was checked twice is called lost. What could not be read is not, but the pass is not clean then.
  for (const { thing, loaded } of settled) if (thing.kind === 'econsult' && loaded === undefined) where.set(thing.id, 'lost');
  for (const id of memory.closed) where.set(id, 'closed');
  const unlogged = await unloggedOf(deps, hub, memory, unreceived);
  const days = countDays(memory.receipts.values(), (id) => where.get(id) ?? 'open');
  return { days, findings: countFindings(days, unlogged) };
}

/** Open ones of these days without a receipt; one that was written down late is found where it must be. */
async function unloggedOf(
  deps: AuditDeps,
  hub: HubId,
  memory: Remembered,
  states: ReadonlyMap<EConsultId, EConsult>,
): Promise<readonly Receipt[]> {
  const unlogged: Receipt[] = [];
  const things = [...states.keys()].map((id) => econsultKey(hub, id));
  await eachOf(deps, things, async ({ id }) => {
    const { receivedAt, practice } = states.get(id) as EConsult;
    const receipt = await receiptAt(deps.rows, hub, id, receivedAt);
    if (receipt === undefined) unlogged.push({ id, practice, date: onTheWall(receivedAt).date });
    else memory.receipts.set(id, receipt);
  });
  return unlogged;
}
