// The witness stands behind the store and sees every row as it is really written; whatever must never be so, it notices at once.
import { createHash } from 'node:crypto';
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import type { Engine, Table, Values, Write } from '../../src/storage/engine.ts';
import { History } from './history.ts';
import type { RepairWitness } from './repair-witness.ts';
import type { StageWitness } from './stage-witness.ts';
import type { TaskWitness } from './task-witness.ts';
import type { FakeTeams } from './teams.ts';
import type { World } from './world.ts';

export class Witness {
  readonly histories = new Map<string, History>();
  readonly #world: World;
  readonly #teams: FakeTeams;
  readonly #tasks: TaskWitness;
  readonly #stages: StageWitness;
  readonly #repairs: RepairWitness;

  constructor(world: World, teams: FakeTeams, tasks: TaskWitness, stages: StageWitness, repairs: RepairWitness) {
    this.#repairs = repairs;
    this.#stages = stages;
    this.#tasks = tasks;
    this.#world = world;
    this.#teams = teams;
    teams.seen = (id) => {
      const history = this.histories.get(id);
      if (history) this.#checkShown(history);
    };
  }

  /** The same engine, watched. Only what was really applied is seen, in the order in which it was. */
  watch(engine: Engine): Engine {
    const watched = (table: Table): Table => ({
      ...table,
      transact: async (writes) => {
        const answer = await table.transact(writes);
        if (answer.kind === 'done') this.#written(writes);
        return answer;
      },
      remove: async (key, etag) => {
        const answer = await table.remove(key, etag);
        if (answer === 'removed') this.#written([{ kind: 'delete', key }]);
        return answer;
      },
    });
    return { create: (name) => engine.create(name), table: (name) => watched(engine.table(name)) };
  }

  /** Where a submission ended up: every eConsult that says it came from it. */
  of(caller: string, sourceId: string): readonly History[] {
    return [...this.histories.values()].filter(({ origin }) => origin.caller === caller && origin.sourceId === sourceId);
  }

  checkAllShown(): void {
    for (const history of this.histories.values()) this.#checkShown(history, true);
  }

  granted(operation: string): readonly History[] {
    return [...this.histories.values()].filter((history) => history.granted.has(operation));
  }

  #written(writes: readonly Write[]): void {
    this.#stages.written(writes);
    this.#repairs.written(writes);
    this.#tasks.written(writes);
    this.#checkTogether(writes);
    const touched = new Set<History>();
    for (const write of writes) {
      const [family, ...parts] = write.key.split('|');
      const history = this.#historyOf(family ?? '', parts);
      if (history === undefined) {
        this.#recorded(family ?? '', write);
        this.#takeTask(family ?? '', parts, write);
        continue;
      }
      touched.add(history);
      this.#take(history, family ?? '', parts, write);
    }
    for (const history of touched) {
      this.#checkWaiting(history);
      this.#checkShown(history);
    }
  }

  /** What was wished for together is written together: every state that takes in such a wish, in one transaction with all the others. */
  #checkTogether(writes: readonly Write[]): void {
    const wishes = new Map<string, string[]>();
    for (const write of writes) {
      const [family, , id = ''] = write.key.split('|');
      if (family !== 'state' || write.kind === 'delete') continue;
      const { operations } = JSON.parse(write.values['body'] ?? '') as { operations: readonly string[] };
      const operation = operations.at(-1) ?? '';
      wishes.set(operation, [...(wishes.get(operation) ?? []), id]);
    }
    for (const [operation, ids] of wishes) {
      const all = this.#world.together.get(operation);
      if (all === undefined) continue;
      this.#world.count('writtenTogether');
      if (ids.sort().join() !== all.join())
        this.#world.violated(`${operation} was to be written to ${all.join()}, but to ${ids.join()} it was`);
    }
  }

  #historyOf(family: string, parts: readonly string[]): History | undefined {
    const at = { event: 1, state: 1, due: 2, open: 4, outbox: 2, card: 0, buried: 0 }[family];
    const id = at === undefined ? undefined : parts[at];
    // Tasks, slots, rounds and books have a witness of their own; a disaster is judged by what it does to eConsults.
    if (id === undefined || /^(network|T-|S-|R-|D-|M-|W-|book)/.test(id)) return undefined;
    let history = this.histories.get(id);
    if (history === undefined) {
      history = new History(id);
      this.histories.set(id, history);
    }
    return history;
  }

  #take(history: History, family: string, parts: readonly string[], write: Write): void {
    const rows = family === 'due' || family === 'open' || family === 'outbox' || family === 'buried' ? history[family] : undefined;
    if (rows !== undefined) {
      if (write.kind === 'delete') rows.delete(write.key);
      else rows.add(write.key);
      return;
    }
    if (write.kind === 'delete') {
      this.#world.violated(`${history.id}: ${family} must never be deleted`);
      return;
    }
    if (family === 'event') this.#takeEvent(history, parts, write.values);
    if (family === 'state') this.#checkState(history, write.values);
    if (family === 'card') this.#takeCard(history, parts[1] ?? '', write.values);
  }

  /** Whoever sends a task, sends it again or hands it on, does so between two that work together. */
  #takeTask(family: string, parts: readonly string[], write: Write): void {
    if (family !== 'event' || parts[0] !== 'task' || write.kind === 'delete') return;
    const { event } = JSON.parse(write.values['body'] ?? '') as { event: { type: string; from?: string; to?: string; practice?: string } };
    if (!['TaskSent', 'TaskSentAgain', 'TaskHandedOn'].includes(event.type)) return;
    const wrong = this.#stages.wrongTask(
      parts[1] ?? '',
      [event.from, event.to, event.practice].flatMap((each) => each ?? []),
    );
    if (wrong !== undefined) this.#world.violated(`${event.type} ${wrong}`);
  }

  /** A copy of a task's card is known to whoever sends. */
  #recorded(family: string, write: Write): void {
    if (family !== 'card' || write.kind === 'delete') return;
    const { messageId } = JSON.parse(write.values['body'] ?? '') as { messageId?: string };
    if (messageId !== undefined) this.#teams.recorded(messageId);
  }

  #takeEvent(history: History, parts: readonly string[], values: Values): void {
    const body = JSON.parse(values['body'] ?? '') as { operation: string; event: EConsultEvent };
    const { previousHash = '', hash = '' } = values;
    const step = this.#world.time.steps;
    this.#world.note(() => `${history.id} v${parts[2]} ${body.event.type} by ${body.operation}`);
    if (['Rerouted', 'BroughtBack', 'ClaimantAsked'].includes(body.event.type)) this.#world.count(`by a disaster ${body.event.type}`);
    const before = { holder: history.holder, practice: history.practice };
    history.mayGoHome = this.#stages.mayGoHome(history.practice);
    const wrong =
      history.add(Number(parts[2]), previousHash, hash, body.operation, body.event, step) ??
      this.#stages.wrong(history, before, body.event);
    if (wrong !== undefined) this.#world.violated(wrong);
    if (!/^[0-9a-f]{64}$/.test(hash) || hash === createHash('sha256').digest('hex')) this.#world.violated(`${history.id}: no proper hash`);
  }

  #checkState(history: History, values: Values): void {
    const { state } = JSON.parse(values['body'] ?? '') as { state: EConsult };
    const claimant = state.status === 'claimed' ? state.claimant.id : undefined;
    const said = JSON.stringify([
      Number(values['version']),
      state.status,
      claimant,
      state.holder,
      state.revision,
      state.practice !== undefined,
    ]);
    const told = JSON.stringify([history.version, history.status, history.claimant, history.holder, history.revision, history.placed]);
    if (said !== told) this.#world.violated(`${history.id}: the state says ${said}, its events say ${told}`);
  }

  #takeCard(history: History, to: string, values: Values): void {
    const { messageId, shown } = JSON.parse(values['body'] ?? '') as { messageId?: string; shown: number };
    history.cards.set(to, { messageId, shown });
    if (messageId === undefined) return;
    const message = this.#teams.messages.get(messageId);
    if (message === undefined) {
      this.#world.violated(`${history.id}: a card row names a message that does not exist`);
      return;
    }
    this.#teams.recorded(messageId);
    // Without a lease the other one's older edit may have come in between: it finds that out when it writes, and mends it; at rest it is looked at.
    if (!this.#world.leaseless && !message.deleted && message.revision < shown) {
      this.#world.violated(`${history.id}: the row says revision ${shown} is shown, the message shows ${message.revision}`);
    }
  }

  /** Exactly one next timer and one place in a queue while it is open, none after. */
  #checkWaiting(history: History): void {
    const wanted = history.version === 0 || history.status === 'completed' ? 0 : 1;
    if (history.due.size !== wanted) this.#world.violated(`${history.id} ${history.status}: ${history.due.size} due rows`);
    if (history.open.size !== wanted) this.#world.violated(`${history.id} ${history.status}: ${history.open.size} open rows`);
  }

  /** Where nothing waits to be sent, what people see is what is so. */
  #checkShown(history: History, atRest = false): void {
    if (this.#world.leaseless && !atRest) return;
    for (const organisation of history.shownIn) {
      const to = `org.${organisation}`;
      if (
        anyOf(history.outbox, to, history.id) ||
        [...history.buried].some((key) => key.split('|')[3] === to && key.split('|').length === 4)
      )
        continue;
      const card = history.cards.get(to);
      const message = card?.messageId === undefined ? undefined : this.#teams.messages.get(card.messageId);
      if (message?.deleted) continue;
      if (message?.revision !== history.revision) {
        this.#world.violated(
          `${history.id} at ${to}: nothing waits to be sent, the card shows ${message?.revision ?? 'nothing'} and it is ${history.revision}`,
        );
      }
    }
  }
}

const anyOf = (outbox: ReadonlySet<string>, to: string, id: string): boolean =>
  [0, 1, 2].some((sendClass) => outbox.has(`outbox|${sendClass}|${to}|${id}`));
