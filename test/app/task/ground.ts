// A hub with its practices over a store, in which eConsults come in, tasks are sent because of them, with slots, and the sweep looks at all.
import { expect } from 'vitest';
import { handleEConsult } from '../../../src/app/econsult/econsult.ts';
import { econsultKey } from '../../../src/app/econsult/load.ts';
import { kindsOf } from '../../../src/app/kind.ts';
import { networkSource } from '../../../src/app/network/network.ts';
import { OutcomeUnknown, type Store, StoreAway } from '../../../src/app/ports.ts';
import { beginRound, roundKey, roundKind } from '../../../src/app/round/round.ts';
import { publishSlots } from '../../../src/app/slot/publish.ts';
import { slotKey } from '../../../src/app/slot/slot.ts';
import { looksOf, sweep } from '../../../src/app/sweep/sweep.ts';
import { taskKind } from '../../../src/app/task/kind.ts';
import { sendTask, type ToSend, withTasks } from '../../../src/app/task/send.ts';
import { handleTask, taskKey } from '../../../src/app/task/task.ts';
import type { Complete, EConsultCommand, PassBack } from '../../../src/domain/econsult/command.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import type { Network } from '../../../src/domain/network/state.ts';
import type { Round, RoundCommand } from '../../../src/domain/round/round.ts';
import type { Slot } from '../../../src/domain/slot/state.ts';
import type { TaskCommand, TaskDraft } from '../../../src/domain/task/command.ts';
import type { SlotTaken, Task } from '../../../src/domain/task/state.ts';
import type { Actor, Instant, Person } from '../../../src/domain/terms.ts';
import { decided } from '../../../src/kinds.ts';
import type { Engine, Table } from '../../../src/storage/engine.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { makeTables } from '../../../src/storage/setup.ts';
import { createStore } from '../../../src/storage/store.ts';
import { at, englandHolidays } from '../../domain/time/days.ts';
import { usualSubmission } from '../../given.ts';
import { amara, hugo, larkfield, north, person, sender, south, network as usualNetwork } from '../../people.ts';

export const now = at('2026-11-25 09:30');
export const minutesAfter = (from: Instant, minutes: number): Instant => new Date(Date.parse(from) + minutes * 60_000).toISOString();
export const say = (text: string) => ({ text, checked: false });
export const draft = (more: Partial<TaskDraft> = {}): TaskDraft => ({
  ...{ kind: 'faceToFace', asked: say('Please see in person'), priority: 'routine', clinical: false },
  ...{ wantedBy: at('2026-11-26 12:00'), telephone: '01632 960000' },
  ...more,
});
const named = new Set<string>(decided.map(({ kind }) => kind));
/** All kinds there are, tasks and rounds among them. */
export const allKinds = kindsOf([...decided, ...[taskKind, roundKind].filter(({ kind }) => !named.has(kind))], []);

/** What befalls one call to the store, by its number among those of its sort; from 1. */
export type Trouble = 'away' | 'lostBefore' | 'lostAfter' | 'diesBefore' | 'diesAfter';
/** The process is gone: nothing of it goes on. */
export class Died extends Error {
  override name = 'Died';
}
/** An engine that suffers what it is told to at its nth write or read. */
export function troubled(inner: Engine) {
  let plan: { readonly sort: 'write' | 'read'; readonly nth: number; readonly trouble: Trouble } | undefined;
  let dead = false;
  const counts = { write: 0, read: 0 };
  async function call<T>(sort: 'write' | 'read', apply: () => Promise<T>): Promise<T> {
    if (dead) throw new Died();
    counts[sort] += 1;
    if (plan?.sort !== sort || plan.nth !== counts[sort]) return apply();
    switch (plan.trouble) {
      case 'away':
        throw new StoreAway('away');
      case 'diesBefore':
        dead = true;
        throw new Died();
      case 'diesAfter':
        await apply();
        dead = true;
        throw new Died();
      case 'lostAfter':
        await apply();
        throw new OutcomeUnknown('no answer');
      case 'lostBefore':
        throw new OutcomeUnknown('no answer');
    }
  }
  const reach = (table: Table): Table => ({
    get: (key) => call('read', () => table.get(key)),
    range: (from, to, limit) => call('read', () => table.range(from, to, limit)),
    transact: (writes) => call('write', () => table.transact(writes)),
    remove: (key, etag) => call('write', () => table.remove(key, etag)),
  });
  const engine: Engine = { create: (name) => inner.create(name), table: (name) => reach(inner.table(name)) };
  return {
    engine,
    counts,
    suffer: (sort: 'write' | 'read', nth: number, trouble: Trouble) => {
      plan = { sort, nth, trouble };
      dead = false;
      counts.write = 0;
      counts.read = 0;
    },
    heal: () => {
      plan = undefined;
      dead = false;
    },
  };
}

let grounds = 0;
export async function ground(engine: Engine = memoryEngine(), network: Network = usualNetwork) {
  const prefix = `ehub${++grounds}`;
  await makeTables(engine, prefix, [north, south]);
  const store: Store = createStore(engine, { prefix, writer: 'test', missing: (_, key) => expect.fail(`missing ${key}`) });
  let wishes = 0;
  const source = networkSource(
    { store, nudge: () => {} },
    () => englandHolidays,
    () => 0,
  );
  const { hubs, practices, staff } = network;
  await source.change({ type: 'establish', operation: 'establish', at: now, by: sender, network: { hubs, practices, staff } });
  const deps = { store, nudge: () => {}, rules: source, network: source };
  const operation = () => `wish ${++wishes}`;
  const asked = (by: Actor, when: Instant) => ({ hub: north, operation: operation(), at: when, by });
  return {
    store,
    deps,
    operation,
    /** What is to be sent: from the hub to Larkfield, unless this says otherwise. */
    toSend: (more: Partial<ToSend> = {}): ToSend => ({
      ...asked(person(amara), now),
      ...{ from: north, to: larkfield, practice: larkfield, knowingly: true, draft: draft() },
      ...more,
    }),
    send(more: Partial<ToSend> = {}) {
      return sendTask(deps, this.toSend(more));
    },
    async sent(more: Partial<ToSend> = {}): Promise<Task> {
      const answer = await this.send(more);
      if (answer.kind !== 'done') throw new Error(JSON.stringify(answer.refusal));
      return answer.state;
    },
    /** Somebody's wish about a task. */
    wish(who: Person, type: TaskCommand['type'], id: string, details: object = {}, when: Instant = now) {
      return handleTask(deps, { ...asked(person(who), when), type, id, ...details } as unknown as TaskCommand);
    },
    async task(id: string): Promise<Task | undefined> {
      return (await store.load<Task>(taskKey(north, id)))?.state;
    },
    /** An eConsult of Larkfield's in the hands of somebody at the hub. */
    async claimed(id: string): Promise<string> {
      const submission = { ...usualSubmission, sourceId: `source ${id}`, practiceCode: larkfield, submittedAt: minutesAfter(now, -20) };
      const receive = { ...asked(sender, minutesAfter(now, -20)), type: 'receive', id, caller: 'maker', submission } as const;
      for (const command of [receive, { ...asked(person(amara), minutesAfter(now, -10)), type: 'claim', id }] as const) {
        const answer = await handleEConsult(deps, command as EConsultCommand);
        if (answer.kind !== 'done') throw new Error(JSON.stringify(answer.refusal));
      }
      return id;
    },
    async econsult(id: string): Promise<EConsult | undefined> {
      return (await store.load<EConsult>(econsultKey(north, id)))?.state;
    },
    completing: (id: string, more: Partial<Complete> = {}): Complete => ({
      ...asked(person(amara), now),
      ...{ type: 'complete', id, outcome: 'answered', told: 'message' },
      ...more,
    }),
    passing: (id: string, more: Partial<PassBack> = {}): PassBack => ({
      ...asked(person(amara), now),
      ...{ type: 'passBack', id, reason: 'faceToFace', what: say('Please see in person'), wantedBy: minutesAfter(now, 240) },
      ...{ answers: larkfield, knowingly: true },
      ...more,
    }),
    /** In one press, tasks because of it. */
    together(command: Complete | PassBack, sends: readonly Partial<ToSend>[], hands = deps) {
      const { operation, id } = command;
      return withTasks(
        hands,
        command,
        sends.map((more) => this.toSend({ about: id, ...more, operation })),
      );
    },
    /** Larkfield offers the hub an appointment, tomorrow so many minutes after nine. */
    async slotOffered(minutes = 0): Promise<SlotTaken> {
      const start = minutesAfter(at('2026-11-26 09:00'), minutes);
      const slot = { start, minutes: 20, what: 'Nurse clinic', place: 'Room 2', bookUnder: 'NC2', cutOffMinutes: 60 };
      const answer = await publishSlots(deps, {
        ...asked(person(hugo), now),
        ...{ offeredBy: larkfield, slots: [{ ...slot, forOrganisations: 'all', forKinds: 'all' }] },
      });
      if (answer.kind !== 'published' || answer.ids[0] === undefined) throw new Error(JSON.stringify(answer));
      return { id: answer.ids[0], start, minutes: 20, what: 'Nurse clinic, Room 2', bookUnder: 'NC2' };
    },
    async slot(id: string): Promise<Slot | undefined> {
      return (await store.load<Slot>(slotKey(north, id)))?.state;
    },
    beginRound(to: readonly string[], operation: string, hands: typeof deps = deps, more: Partial<RoundCommand & { type: 'begin' }> = {}) {
      return beginRound(hands, { hub: north, operation, at: now, by: person(amara), from: north, to, draft: draft(), ...more });
    },
    async round(id: string): Promise<Round | undefined> {
      return (await store.load<Round>(roundKey(north, id)))?.state;
    },
    async sweepAt(when: Instant, hands: Store = store): Promise<{ readonly due: number; readonly failed: number }> {
      const parts = { ...deps, store: hands };
      return sweep({ ...parts, clock: { now: () => when }, report: () => {}, looks: looksOf(allKinds, parts) }, north);
    },
    /** The same over another engine: another process with the same tables. */
    over(other: Engine): typeof deps {
      return { ...deps, store: createStore(other, { prefix, writer: 'other', missing: (_, key) => expect.fail(`missing ${key}`) }) };
    },
    /** What stands in queues and waits for the clock. */
    async waiting() {
      const due = (await store.due(north, '2099-01-01T00:00:00.000Z', 1_000)).filter(({ kind }) => kind === 'task').map(({ id }) => id);
      const places = await Promise.all([north, ...Object.keys(practices)].map((holder) => store.queue(north, 'task', holder, 1_000)));
      return {
        due: due.sort(),
        open: places
          .flat()
          .map(({ id }) => id)
          .sort(),
      };
    },
  };
}
export type Ground = Awaited<ReturnType<typeof ground>>;
