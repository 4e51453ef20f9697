// Every state that eConsults ever had in a memory engine, which stores reach over a line that is slow, loses answers and repeats requests.
import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as breath } from 'node:timers/promises';
import { econsults } from '../../src/app/econsult/econsult.ts';
import { type Loaded, OutcomeUnknown, StoreAway, type StoredEvent } from '../../src/app/ports.ts';
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import type { OperationId } from '../../src/domain/terms.ts';
import { canonical } from '../../src/storage/chain.ts';
import type { Engine, Row, Table, Transacted, Write } from '../../src/storage/engine.ts';
import { partsOf } from '../../src/storage/keys.ts';
import { toEvent, toLoaded } from '../../src/storage/rows.ts';
import { rules } from '../people.ts';
import type { Random } from '../simulation/random.ts';

/** What befell one wish on the line. */
export interface Call {
  faults: number;
  /** Its transactions that were written, also after it had its answer. */
  written: number;
}
/** Whose wish it is that asks the engine for something. */
export const calling = new AsyncLocalStorage<Call>();

/** A state row as it stood until the next one; `text` to compare it by. */
export type Was = Loaded<EConsult> & { readonly text: string };

/** Follows what is written, as it is written, and says at once what must never be. */
export class TrueHistory {
  readonly wrong: string[] = [];
  readonly #were = new Map<string, Was[]>();
  readonly #events = new Map<string, StoredEvent<EConsultEvent>[]>();
  readonly #written = new Set<OperationId>();

  /** All that it has been, the oldest first. */
  were(id: string): readonly Was[] {
    return this.#were.get(id) ?? [];
  }
  events(id: string): readonly StoredEvent<EConsultEvent>[] {
    return this.#events.get(id) ?? [];
  }

  wrote(writes: readonly Write[], etags: readonly string[]): void {
    const operations = new Set<OperationId>();
    for (const [index, write] of writes.entries()) {
      const [family, , id = ''] = partsOf(write.key);
      if (write.kind === 'delete' || family !== 'event') continue;
      const event = toEvent<EConsultEvent>({ ...write, etag: etags[index] ?? '' });
      this.#events.set(id, [...this.events(id), event]);
      operations.add(event.operation);
    }
    for (const operation of operations) {
      if (this.#written.has(operation)) this.wrong.push(`${operation} was written twice`);
      this.#written.add(operation);
    }
    for (const [index, write] of writes.entries()) {
      const [family, , id = ''] = partsOf(write.key);
      if (write.kind !== 'delete' && family === 'state') this.#stands(id, { ...write, etag: etags[index] ?? '' });
    }
  }

  /** A state row must be the one before with its events, whoever wrote it from whatever they knew. */
  #stands(id: string, row: Row): void {
    const loaded = toLoaded<EConsult>(row);
    const before = this.were(id).at(-1);
    const events = this.events(id).slice(before?.version ?? 0);
    let state: EConsult | undefined = before?.state;
    for (const { event, version } of events) state = econsults.evolve(state, event, version);
    const at = events.at(-1)?.at;
    if (state !== undefined && at !== undefined) state = econsults.aim?.(state, rules, at) ?? state;
    const now = { ...loaded, text: canonical(loaded.state) };
    const last = this.events(id).at(-1);
    if (now.text !== canonical(state) || now.version !== last?.version || now.lastHash !== last.hash)
      this.wrong.push(`the state row of ${id} is not what its ${last?.version} events make of it`);
    this.#were.set(id, [...this.were(id), now]);
  }
}

/** How often a write goes wrong; the names are those of the simulation. */
export type Rates = Readonly<Record<'away' | 'lostBefore' | 'lostAfter' | 'late' | 'resent', number>>;
export const calm: Rates = { away: 0, lostBefore: 0, lostAfter: 0, late: 0, resent: 0 };

/** One store's line to the engine. */
export class Line implements Engine {
  rates: Rates = calm;
  readonly #inner: Engine;
  readonly #history: TrueHistory;
  readonly #random: Random;
  /** The etag that was last sent with each state, until the store is told of that state once more. */
  readonly #sent = new Map<string, string>();
  /** Also what nobody waits for any more. */
  readonly #onTheWay = new Set<Promise<unknown>>();

  constructor(inner: Engine, history: TrueHistory, random: Random) {
    this.#inner = inner;
    this.#history = history;
    this.#random = random;
  }

  create(name: string): Promise<void> {
    return this.#inner.create(name);
  }
  table(name: string): Table {
    const table = this.#inner.table(name);
    return {
      get: (key) => this.#followed(this.#get(table, key)),
      range: (from, to, limit) => table.range(from, to, limit),
      transact: (writes) => this.#transact(table, writes),
      remove: (key, etag) => table.remove(key, etag),
    };
  }

  /** Until nothing is on its way any more. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#onTheWay);
    this.#onTheWay.clear();
    for (let turn = 0; turn < 3; turn++) await breath();
  }
  /** Whether it was sent in a transaction whose success was never heard of, and not read since. */
  isSpent(stateKey: string, etag: string): boolean {
    return this.#sent.get(stateKey) === etag;
  }

  async #get(table: Table, key: string): Promise<Row | undefined> {
    await this.#turns();
    if (this.#random.chance(this.rates.away)) throw this.#failed(new StoreAway('away'));
    const row = await table.get(key);
    await this.#turns();
    this.#heard(key, row?.etag);
    return row;
  }

  async #transact(table: Table, writes: readonly Write[]): Promise<Transacted> {
    const call = calling.getStore();
    for (const write of writes) if (write.kind === 'replace') this.#sent.set(write.key, write.etag);
    const apply = async (): Promise<Transacted> => {
      const answer = await table.transact(writes);
      if (answer.kind === 'refused') return answer;
      if (call !== undefined) call.written += 1;
      this.#history.wrote(writes, answer.etags);
      return answer;
    };
    const fault = this.#random.oneOf(this.rates);
    await this.#turns();
    if (fault === 'away') throw this.#failed(new StoreAway('away'));
    if (fault === 'late') void this.#followed(this.#turns().then(breath).then(apply));
    if (fault === 'lostAfter' || fault === 'resent') await apply();
    if (fault === 'resent') this.#failed(undefined);
    const answer = fault === undefined || fault === 'resent' ? await this.#turns().then(apply) : undefined;
    await this.#turns();
    if (answer === undefined) throw this.#failed(new OutcomeUnknown('no answer'));
    if (answer.kind === 'done') for (const [index, { key }] of writes.entries()) this.#heard(key, answer.etags[index]);
    return answer;
  }

  /** What the store hears of is known a few turns later. Cleared too late, it is only looked at less strictly. */
  #heard(key: string, etag: string | undefined): void {
    void breath().then(() => {
      if (this.#sent.get(key) === etag) this.#sent.delete(key);
    });
  }

  #followed<T>(asked: Promise<T>): Promise<T> {
    this.#onTheWay.add(asked);
    return asked;
  }

  #failed<T>(error: T): T {
    const call = calling.getStore();
    if (call !== undefined) call.faults += 1;
    return error;
  }

  async #turns(): Promise<void> {
    for (let left = this.#random.between(0, 4); left > 0; left--) await Promise.resolve();
    if (this.#random.chance(0.4)) for (let left = this.#random.between(1, 3); left > 0; left--) await breath();
  }
}
