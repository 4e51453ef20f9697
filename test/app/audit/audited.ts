// A hub on any engine for the auditor to look at: eConsults received and worked on, cards shown, and rows broken behind everybody's back.

import { type AuditReport, createAuditor } from '../../../src/app/audit/audit.ts';
import type { AuditDeps } from '../../../src/app/audit/look.ts';
import type { AuditStore } from '../../../src/app/audit/store.ts';
import { econsults, handleEConsult } from '../../../src/app/econsult/econsult.ts';
import { econsultKey } from '../../../src/app/econsult/load.ts';
import { handle } from '../../../src/app/handle.ts';
import type { Directory, Loaded, Store } from '../../../src/app/ports.ts';
import type { EConsultCommand } from '../../../src/domain/econsult/command.ts';
import type { EConsultRules } from '../../../src/domain/econsult/decide.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import type { Network } from '../../../src/domain/network/state.ts';
import type { Priority } from '../../../src/domain/terms.ts';
import { kinds } from '../../../src/kinds.ts';
import { createAuditStore } from '../../../src/storage/audited.ts';
import { createDirectory } from '../../../src/storage/directory.ts';
import type { Engine, Row, Table, Values } from '../../../src/storage/engine.ts';
import { locate } from '../../../src/storage/keys.ts';
import { makeTables } from '../../../src/storage/setup.ts';
import { createStore } from '../../../src/storage/store.ts';
import { arrival, instant } from '../../domain/econsult/ticking.ts';
import { at } from '../../domain/time/days.ts';
import { ashgrove, birchway, hub, hubNetwork, hubRules } from '../../hub.ts';

/** A Wednesday in winter time. */
export const ten = at('2026-11-25 10:00');
const channel = (organisation: string) => ({
  organisation,
  conversation: `19:${organisation}@thread.tacv2`,
  team: '19:team@thread.tacv2',
  tenantId: 't',
});
export const withChannels: Network = {
  ...hubNetwork,
  channels: Object.fromEntries([hub, ashgrove, birchway].map((each) => [each, channel(each)])),
};

let grounds = 0;

export class Ground {
  readonly engine: Engine;
  readonly prefix: string;
  readonly store: Store;
  readonly rows: AuditStore;
  readonly directory: Directory;
  readonly table: Table;
  now = ten;
  rules: EConsultRules = { ...hubRules, network: withChannels };
  readonly failures: string[] = [];
  nudges = 0;
  #made = 0;
  #pressed = 0;
  /** Keeps what it remembers from pass to pass, as a process does. */
  readonly audit: () => Promise<AuditReport>;

  private constructor(engine: Engine, prefix: string) {
    this.engine = engine;
    this.prefix = prefix;
    this.store = createStore(engine, { prefix, writer: 'test', missing: () => {} });
    this.rows = createAuditStore(engine, prefix);
    this.directory = createDirectory(engine, prefix);
    this.table = engine.table(locate(prefix, hub));
    this.audit = this.auditor();
  }
  static async open(engine: Engine): Promise<Ground> {
    const prefix = `ehub${++grounds}`;
    await makeTables(engine, prefix, [hub]);
    return new Ground(engine, prefix);
  }
  /** As another process has it. */
  auditor(over: Partial<AuditDeps> = {}): () => Promise<AuditReport> {
    const audit = createAuditor({
      kinds: kinds.app,
      store: this.store,
      rows: this.rows,
      directory: this.directory,
      rules: { now: async () => this.rules },
      clock: { now: () => this.now },
      nudge: () => {
        this.nudges += 1;
      },
      failed: (_hub, id) => this.failures.push(id),
      ...over,
    });
    return () => audit(hub);
  }
  deps() {
    return { store: this.store, nudge: () => {}, rules: { now: async () => this.rules } };
  }

  async receive(priority: Priority = 'routine'): Promise<string> {
    this.#made += 1;
    const id = `S${String(this.#made).padStart(5, '0')}`;
    const ms = Date.parse(this.now);
    const command = { ...arrival(ms, ms, { priority, sourceId: id }), id, operation: `receive ${id}` };
    await handle(this.deps(), econsults, econsultKey(hub, id), command, this.rules, { probablyNew: true });
    return id;
  }
  async do(id: string, command: EConsultCommand): Promise<void> {
    const handled = await handleEConsult(this.deps(), {
      ...command,
      id,
      at: this.now,
      operation: `${command.type}.${id}.${++this.#pressed}`,
    });
    if (handled.kind === 'refused') throw new Error(`${command.type}: ${handled.refusal.why}`);
  }
  /** Shows every card that waits, as the dispatcher does: written down first, then done with. */
  async serve(): Promise<void> {
    for (const sendClass of [0, 1, 2] as const)
      for (const row of await this.store.outbox(hub, sendClass, 10_000)) {
        const loaded = await this.store.load<EConsult>(econsultKey(hub, row.id));
        const conversation = this.rules.network.channels[row.to.slice(4)]?.conversation;
        if (row.what === 'card' && loaded !== undefined && conversation !== undefined) {
          const card = await this.store.card(hub, row.id, row.to);
          await this.store.saveCard(hub, row.id, row.to, { ...card, conversation, messageId: 'm1', shown: loaded.state.revision });
        }
        await this.store.removeOutbox(row);
      }
  }
  async state(id: string): Promise<Loaded<EConsult>> {
    const loaded = await this.store.load<EConsult>(econsultKey(hub, id));
    if (loaded === undefined) throw new Error(`${id} is not there`);
    return loaded;
  }
  minutesOn(minutes: number): void {
    this.now = instant(Date.parse(this.now) + minutes * 60_000);
  }

  /** Rows of a family that are about this one. */
  async rowsOf(family: string, id: string): Promise<readonly Row[]> {
    const rows = await this.table.range(`${family}|`, `${family}}`, 100_000);
    return rows.filter(({ key }) => key.split('|').includes(id));
  }
  async remove(family: string, id: string): Promise<void> {
    for (const { key } of await this.rowsOf(family, id)) await this.table.transact([{ kind: 'delete', key }]);
  }
  put(key: string, values: Values): Promise<unknown> {
    return this.table.transact([{ kind: 'upsert', key, values }]);
  }
  /** The only row of the family that is about this one. */
  async rowOf(family: string, id: string): Promise<Row> {
    const [row, ...more] = await this.rowsOf(family, id);
    if (row === undefined || more.length > 0) throw new Error(`${family} of ${id}: ${more.length + 1} rows`);
    return row;
  }
}

/** What of a report says that something was wrong. */
export const wrongIn = ({ repaired, raised, failed, unsettled }: AuditReport) => ({ repaired, raised, failed, unsettled });
export const inOrder = { repaired: [], raised: [], failed: 0, unsettled: 0 };
