// Leases, by which one instance runs a loop: one row each, taken and renewed under its etag, free again when it has run out.
import type { Clock, Leases } from '../app/ports.ts';
import type { Instant } from '../domain/terms.ts';
import { fromColumns, toColumns } from './columns.ts';
import type { Engine, Write } from './engine.ts';
import { key, systemTable } from './keys.ts';

interface LeaseBody {
  readonly owner: string;
  /** UTC; a lease that was let go has one in the past, and keeps its row so that epochs only ever rise. */
  readonly until: string;
  readonly epoch: number;
  /** Somebody else has asked for it: until then they count as being there. */
  readonly watchedUntil?: Instant;
}
interface There {
  readonly body: LeaseBody;
  readonly etag: string;
}

const LONG_AGO = '1970-01-01T00:00:00.000Z';
/** Whoever waits for a lease says so once in half that time. */
const WATCHED_MS = 60_000;

/**
 * Leases in the system table. `owner` must differ for every start of every process. Clocks of instances may differ a
 * little: the lease is only economy, what it protects is protected by etags.
 */
export function createLeases(engine: Engine, prefix: string, clock: Clock): Leases {
  const table = engine.table(systemTable(prefix));
  /** As this process last wrote them: a renewal then costs one call, and is refused where somebody else has written since. */
  const written = new Map<string, There>();
  const later = (ms: number): Instant => new Date(Date.parse(clock.now()) + ms).toISOString();

  async function read(name: string): Promise<There | undefined> {
    const row = await table.get(key('lease', name));
    return row && { body: fromColumns<LeaseBody>('body', row.values), etag: row.etag };
  }
  async function write(name: string, body: LeaseBody, etag: string | undefined): Promise<boolean> {
    written.delete(name);
    const row = { key: key('lease', name), values: toColumns('body', body) };
    const one: Write = etag === undefined ? { kind: 'insert', ...row } : { kind: 'replace', ...row, etag };
    const answer = await table.transact([one]);
    if (answer.kind === 'done') written.set(name, { body, etag: answer.etags[0] ?? '' });
    return answer.kind === 'done';
  }
  const ours = ({ epoch, watchedUntil = LONG_AGO }: LeaseBody) => ({ kind: 'ours', epoch, watched: watchedUntil > clock.now() }) as const;

  /** Renewed as it was last written, if it is this owner's; `undefined`: look. */
  async function renewed(name: string, owner: string, ttlMs: number): Promise<LeaseBody | undefined> {
    const mine = written.get(name);
    if (mine === undefined || mine.body.owner !== owner || mine.body.until <= clock.now()) return undefined;
    const body = { ...mine.body, until: later(ttlMs) };
    return (await write(name, body, mine.etag)) ? body : undefined;
  }

  /** Says in the row that somebody waits for it. Lost where its owner writes at the same time: said again with the next look. */
  async function watch(name: string, { body, etag }: There): Promise<void> {
    if ((body.watchedUntil ?? LONG_AGO) > later(WATCHED_MS / 2)) return;
    await write(name, { ...body, watchedUntil: later(WATCHED_MS) }, etag);
    written.delete(name);
  }

  async function take(
    name: string,
    owner: string,
    ttlMs: number,
  ): Promise<{ readonly body?: LeaseBody; readonly there?: There | undefined }> {
    const quick = await renewed(name, owner, ttlMs);
    if (quick !== undefined) return { body: quick };
    const there = await read(name);
    const mine = there?.body.owner === owner;
    if (there !== undefined && !mine && there.body.until > clock.now()) return { there };
    // Ours that ran out may be renewed under the same epoch: the etag shows that nobody had it in between.
    const epoch = mine ? there.body.epoch : (there?.body.epoch ?? 0) + 1;
    const body = { ...there?.body, owner, until: later(ttlMs), epoch };
    if (await write(name, body, there?.etag)) return { body };
    // Refused: somebody was quicker, or an earlier try of ours was and its answer was lost.
    const after = await read(name);
    return after?.body.owner === owner && after.body.epoch === epoch ? { body: after.body } : { there: after };
  }

  return {
    async hold(name, owner, ttlMs) {
      return (await take(name, owner, ttlMs)).body?.epoch;
    },

    async ask(name, owner, ttlMs) {
      const { body, there } = await take(name, owner, ttlMs);
      if (body !== undefined) return ours(body);
      if (there === undefined) return { kind: 'others', leftMs: 0 };
      await watch(name, there);
      return { kind: 'others', leftMs: Math.max(0, Date.parse(there.body.until) - Date.parse(clock.now())) };
    },

    async letGo(name, owner) {
      const there = await read(name);
      if (there?.body.owner === owner) await write(name, { ...there.body, until: LONG_AGO }, there.etag);
      written.delete(name);
    },
  };
}
