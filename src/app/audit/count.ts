// Counts what was received today and the day before against what is open and closed, and finds what is neither.

import { countDays, countFindings, type DayCount, type Receipt, type Whereabouts } from '../../domain/audit/counts.ts';
import type { Finding } from '../../domain/audit/findings.ts';
import type { HubId } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import type { Counted } from '../kind.ts';
import type { ThingKey } from '../ports.ts';
import { type AuditDeps, eachOf, nameOf, type Sight } from './look.ts';
import { type Remembered, receiptAt } from './received-lately.ts';

export interface Looked {
  readonly seen: readonly Sight[];
  /** Looked at again and unchanged meanwhile. */
  readonly settled: readonly Sight[];
  /** Names of what did not look right the first time. */
  readonly suspected: ReadonlySet<string>;
}
interface Counts {
  readonly days: readonly DayCount[];
  readonly findings: readonly Finding[];
}
type CameIn = ReturnType<Counted['cameIn']>;

/** Where everything received in these days is, kind by kind; remembers what is closed and in order. */
export async function countOf(deps: AuditDeps, hub: HubId, memory: Remembered, looked: Looked): Promise<Counts> {
  const counts: Counts[] = [];
  for (const { kind, audited } of deps.kinds.all)
    if (audited?.counted) counts.push(await countOfKind(deps, { kind, hub }, audited.counted, memory, looked));
  return { days: counts.flatMap(({ days }) => days), findings: counts.flatMap(({ findings }) => findings) };
}

async function countOfKind(
  deps: AuditDeps,
  of: Pick<ThingKey, 'kind' | 'hub'>,
  counted: Counted,
  memory: Remembered,
  looked: Looked,
): Promise<Counts> {
  const { suspected } = looked;
  const isOne = ({ thing }: Sight): boolean => thing.kind === of.kind;
  const settled = looked.settled.filter(isOne);
  const where = new Map<string, Whereabouts>();
  const unreceived = new Map<string, CameIn>();
  for (const { thing, loaded } of [...looked.seen.filter(isOne), ...settled]) {
    if (loaded === undefined) continue;
    const isClosed = counted.isClosed(loaded.state);
    const cameIn = counted.cameIn(loaded.state);
    const isReceived = memory.receipts.has(thing.id);
    where.set(thing.id, isClosed ? 'closed' : 'open');
    if (isClosed && isReceived && !suspected.has(nameOf(thing))) memory.closed.add(thing.id);
    if (!isClosed && !isReceived && cameIn.at >= memory.from) unreceived.set(thing.id, cameIn);
  }
  // Only what was looked at twice is called lost; what could not be read is not, and the pass is not clean without it.
  for (const { thing, loaded } of settled) if (loaded === undefined) where.set(thing.id, 'lost');
  for (const id of memory.closed) where.set(id, 'closed');
  const unlogged = await unloggedOf(deps, of, memory, unreceived);
  const receipts = [...memory.receipts.values()].filter(({ kind }) => kind === of.kind);
  const days = countDays(receipts, (id) => where.get(id) ?? 'open');
  return { days, findings: countFindings(days, unlogged) };
}

/** Open ones of these days without a receipt; one that was written down late is found where it must be. */
async function unloggedOf(
  deps: AuditDeps,
  of: Pick<ThingKey, 'kind' | 'hub'>,
  memory: Remembered,
  states: ReadonlyMap<string, CameIn>,
): Promise<readonly Receipt[]> {
  const unlogged: Receipt[] = [];
  const things = [...states.keys()].map((id) => ({ ...of, id }));
  await eachOf(deps, things, async (thing) => {
    const cameIn = states.get(thing.id);
    if (cameIn === undefined) return;
    const { at, practice } = cameIn;
    const receipt = await receiptAt(deps, thing, at);
    if (receipt === undefined) unlogged.push({ id: thing.id, practice, date: onTheWall(at).date });
    else memory.receipts.set(thing.id, receipt);
  });
  return unlogged;
}
