// What waits to be sent, what was shown where, and what was given up: the dispatcher's side of the store.
import type { Buried, CardRow, OutboxRow } from '../app/ports.ts';
import type { Address, HubId, Instant, SendClass } from '../domain/terms.ts';
import { fromColumns, toColumns } from './columns.ts';
import type { Row, Table, Write } from './engine.ts';
import { keysUnder } from './keys.ts';
import { buriedKey, cardKey, type OutboxBody, outboxBody, toOutboxRow } from './rows.ts';

/** Most buried rows shown or put back at once; more than this means an outage, and the rest shows when these are gone. */
const BURIED_ROWS_MAX = 1_000;

/** A card row as written, with a stamp by which the writer knows its own success when the answer was lost. */
type CardBody = Omit<CardRow, 'etag'> & { readonly stamp: string };
interface BuriedBody extends OutboxBody {
  readonly outboxKey: string;
  readonly why: string;
  readonly at: Instant;
}

function cardWrite(id: string, to: Address, card: CardRow, stamp: string): Exclude<Write, { kind: 'delete' }> {
  const { conversation, messageId, shown, attemptAt, old } = card;
  const body: CardBody = { conversation, messageId, shown, attemptAt, ...(old?.length ? { old } : {}), stamp };
  const row = { key: cardKey(id, to), values: toColumns('body', body) };
  return card.etag === undefined ? { kind: 'insert', ...row } : { kind: 'replace', ...row, etag: card.etag };
}

/** `stamp` gives a text that no other call, in this process or another, ever gives. */
export class Outbox {
  readonly #table: (hub: HubId) => Table;
  readonly #stamp: () => string;

  constructor(table: (hub: HubId) => Table, stamp: () => string) {
    this.#table = table;
    this.#stamp = stamp;
  }

  async waiting(hub: HubId, limit: number): Promise<readonly OutboxRow[]> {
    const rows = await this.#table(hub).range('outbox|', 'outbox}', limit);
    return rows.map((row) => toOutboxRow(hub, row));
  }

  async ofClass(hub: HubId, sendClass: SendClass, limit: number, afterAddress?: Address): Promise<readonly OutboxRow[]> {
    const [start, to] = keysUnder('outbox', String(sendClass));
    const from = afterAddress === undefined ? start : keysUnder('outbox', String(sendClass), afterAddress)[1];
    const rows = await this.#table(hub).range(from, to, limit);
    return rows.map((row) => toOutboxRow(hub, row));
  }

  /** A row that is already gone was removed by an earlier try of ours or by another dispatcher that had sent it. */
  async remove(row: OutboxRow): Promise<boolean> {
    return (await this.#table(row.hub).remove(row.key, row.etag)) !== 'changed';
  }

  async card(hub: HubId, id: string, to: Address): Promise<CardRow> {
    const row = await this.#table(hub).get(cardKey(id, to));
    if (row === undefined) return { conversation: '', messageId: undefined, shown: 0, attemptAt: undefined, etag: undefined };
    const { conversation, messageId, shown, attemptAt, old } = fromColumns<CardBody>('body', row.values);
    return { conversation, messageId, shown, attemptAt, ...(old ? { old } : {}), etag: row.etag };
  }

  async saveCard(hub: HubId, id: string, to: Address, card: CardRow): Promise<string | undefined> {
    const table = this.#table(hub);
    const stamp = this.#stamp();
    const write = cardWrite(id, to, card, stamp);
    const answer = await table.transact([write]);
    return answer.kind === 'done' ? answer.etags[0] : this.#ours(table, write.key, stamp);
  }

  async saveServed(row: OutboxRow, card: CardRow): Promise<{ readonly etag: string | undefined; readonly removed: boolean }> {
    const table = this.#table(row.hub);
    const stamp = this.#stamp();
    const write = cardWrite(row.id, row.to, card, stamp);
    const answer = await table.transact([write, { kind: 'delete', key: row.key, etag: row.etag }]);
    if (answer.kind === 'done') return { etag: answer.etags[0], removed: true };
    // Both or neither: where the card is as we wrote it the row is gone too, though the answer to that was lost.
    const etag = await this.#ours(table, write.key, stamp);
    if (etag !== undefined) return { etag, removed: true };
    return { etag: answer.index === 0 ? undefined : await this.saveCard(row.hub, row.id, row.to, card), removed: false };
  }

  /** The answer to an earlier try may have been lost: then what stands there is ours. */
  async #ours(table: Table, rowKey: string, stamp: string): Promise<string | undefined> {
    const there = await table.get(rowKey);
    return there !== undefined && fromColumns<CardBody>('body', there.values).stamp === stamp ? there.etag : undefined;
  }

  /**
   * Written first and removed after: a crash in between leaves the message both buried and waiting, never neither. When it was rewritten
   * meanwhile it is still to be sent: it is dug up again.
   */
  async bury(row: OutboxRow, why: string, at: Instant): Promise<void> {
    const table = this.#table(row.hub);
    const body: BuriedBody = { ...outboxBody(row), outboxKey: row.key, why, at };
    const grave = { key: buriedKey(row), values: toColumns('body', body) };
    const answer = await table.transact([{ kind: 'upsert', ...grave }]);
    if ((await table.remove(row.key, row.etag)) !== 'changed' || answer.kind !== 'done') return;
    const [etag] = answer.etags;
    if (etag !== undefined) await table.remove(grave.key, etag);
  }

  async buried(hub: HubId): Promise<readonly Buried[]> {
    const rows = await this.#table(hub).range('buried|', 'buried}', BURIED_ROWS_MAX);
    return rows.map((row) => {
      const { id, to, what, why, at } = fromColumns<BuriedBody>('body', row.values);
      return { hub, id, to, what, why, at };
    });
  }

  async unbury(hub: HubId, id: string): Promise<number> {
    const table = this.#table(hub);
    const rows = await table.range(...keysUnder('buried', id), BURIED_ROWS_MAX);
    for (const row of rows) await this.#digUp(table, row);
    return rows.length;
  }

  async #digUp(table: Table, row: Row): Promise<void> {
    const { outboxKey, why: _why, at: _at, ...body } = fromColumns<BuriedBody>('body', row.values);
    const answer = await table.transact([
      { kind: 'insert', key: outboxKey, values: toColumns('body', body) },
      { kind: 'delete', key: row.key },
    ]);
    // A newer wish to show the same thing waits already (or an earlier try of ours put this one back): nothing to add.
    if (answer.kind === 'refused' && answer.why === 'exists') await table.remove(row.key, row.etag);
  }
}
