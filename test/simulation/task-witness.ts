// What is really written of tasks, slots and rounds, seen from behind the store: whatever must never be so of them, it notices at once.
import type { EConsult } from '../../src/domain/econsult/state.ts';
import type { Round } from '../../src/domain/round/round.ts';
import type { Slot } from '../../src/domain/slot/state.ts';
import type { TaskEvent } from '../../src/domain/task/event.ts';
import type { Task } from '../../src/domain/task/state.ts';
import type { Write } from '../../src/storage/engine.ts';
import type { World } from './world.ts';

/** By what follows what, told by plain rules of our own: where a task must stand for this to happen. */
const from: Readonly<Partial<Record<TaskEvent['type'], readonly Task['status'][]>>> = {
  TaskAccepted: ['sent'],
  TaskClaimed: ['sent', 'accepted'],
  TaskTakenOver: ['inHand'],
  TaskReleased: ['inHand'],
  TaskDeclined: ['sent', 'accepted', 'inHand'],
  TaskFinished: ['sent', 'accepted', 'inHand'],
  TaskHandedOn: ['sent', 'accepted', 'inHand'],
  TaskRerouted: ['sent', 'accepted'],
  TaskReceiverClosed: ['sent', 'accepted'],
  TaskBroughtBack: ['sent', 'accepted'],
  TaskCancelled: ['sent', 'accepted', 'inHand', 'declined'],
  TaskSentAgain: ['declined'],
  TaskReopened: ['done', 'cancelled'],
};

interface Seen {
  state: Task;
  readonly due: Set<string>;
  readonly open: Set<string>;
}

export class TaskWitness {
  readonly tasks = new Map<string, Seen>();
  readonly slots = new Map<string, Slot>();
  readonly rounds = new Map<string, Round>();
  readonly econsults = new Map<string, EConsult>();
  /** By wish: the tasks it was written to. */
  readonly granted = new Map<string, Set<string>>();
  /** Presses that complete or pass back and send besides, by operation: how many tasks. */
  readonly withTasks = new Map<string, number>();
  readonly outbox = new Set<string>();
  readonly #versions = new Map<string, number>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  written(writes: readonly Write[]): void {
    const rows = writes.map((write) => ({ write, parts: write.key.split('|') }));
    const before = new Map([...this.tasks].map(([id, { state }]) => [id, state?.status] as const));
    const touched = new Set<string>();
    for (const { write, parts } of rows) this.#take(write, parts, touched);
    this.#checkEvents(rows, before);
    for (const id of touched) {
      const task = this.tasks.get(id);
      if (task !== undefined) this.#checkTask(task);
      const slot = this.slots.get(id);
      if (slot !== undefined) this.#checkSlot(slot);
      const econsult = this.econsults.get(id);
      if (econsult !== undefined) this.#checkFollowed(econsult);
    }
  }

  #take(write: Write, [family = '', ...parts]: readonly string[], touched: Set<string>): void {
    const rowsOf = (id: string): Seen => {
      const seen = this.tasks.get(id) ?? { state: undefined as unknown as Task, due: new Set(), open: new Set() };
      this.tasks.set(id, seen);
      touched.add(id);
      return seen;
    };
    const put = (rows: Set<string>): void => void (write.kind === 'delete' ? rows.delete(write.key) : rows.add(write.key));
    if (family === 'due' && parts[1] === 'task') put(rowsOf(parts[2] ?? '').due);
    else if (family === 'open' && parts[0] === 'task') put(rowsOf(parts[4] ?? '').open);
    else if (family === 'outbox' && /^(?:[TRDMW]-|book\.)/.test(parts[2] ?? '')) put(this.outbox);
    else if (family === 'state' && write.kind !== 'delete') {
      const [kind, id = ''] = parts;
      const { state } = JSON.parse(write.values['body'] ?? '') as { state: unknown };
      touched.add(id);
      if (kind === 'task') {
        const seen = rowsOf(id);
        const { from } = state as Task;
        // Whoever takes over from a practice that has closed has sent what it had sent.
        if (seen.state !== undefined && seen.state.from !== from && !this.#world.closed.has(seen.state.from))
          this.#world.violated(`${id}: it was ${seen.state.from} who sent it, not ${from}`);
        seen.state = state as Task;
      }
      if (kind === 'slot') this.slots.set(id, state as Slot);
      if (kind === 'round') this.rounds.set(id, state as Round);
      if (kind === 'econsult') this.econsults.set(id, state as EConsult);
    }
  }

  /** Of each transaction: what happened may follow, each version once; and a press with tasks writes all it is for. */
  #checkEvents(
    rows: readonly { readonly write: Write; readonly parts: readonly string[] }[],
    before: ReadonlyMap<string, Task['status']>,
  ): void {
    const sent = new Map<string, number>();
    const pressed = new Set<string>();
    for (const { write, parts } of rows) {
      const [family, kind, id = '', version] = parts;
      if (family !== 'event' || write.kind === 'delete') continue;
      const { operation, event } = JSON.parse(write.values['body'] ?? '') as {
        operation: string;
        event: { readonly type: TaskEvent['type'] | 'Completed' | 'PassedBack' };
      };
      if (kind === 'econsult' && this.withTasks.has(operation) && (event.type === 'Completed' || event.type === 'PassedBack'))
        pressed.add(operation);
      if (kind !== 'task') continue;
      if (event.type === 'TaskSent') sent.set(operation, (sent.get(operation) ?? 0) + 1);
      this.#world.count(`task ${event.type}`);
      const known = this.#versions.get(id) ?? 0;
      if (Number(version) !== known + 1) this.#world.violated(`${id}: version ${version} follows ${known}`);
      this.#versions.set(id, known + 1);
      const status = before.get(id);
      const may = from[event.type as TaskEvent['type']];
      if (may !== undefined && (status === undefined || !may.includes(status)))
        this.#world.violated(`${id}: ${event.type} by ${operation} where it was ${status}`);
      this.granted.set(operation, (this.granted.get(operation) ?? new Set()).add(id));
    }
    for (const operation of new Set([...pressed, ...sent.keys()])) {
      const wanted = this.withTasks.get(operation);
      if (wanted === undefined) continue;
      this.#world.count('written with tasks');
      if (!pressed.has(operation) || sent.get(operation) !== wanted)
        this.#world.violated(
          `${operation}: ${sent.get(operation) ?? 0} of ${wanted} tasks, and ${pressed.has(operation) ? 'done' : 'not done'}`,
        );
    }
  }

  /** Open, it has a holder and a timer; declined, it is back with its sender; and the appointment it holds is its own. */
  #checkTask({ state, due, open }: Seen): void {
    const { id, status, request, about } = state;
    const wanted = status === 'done' || status === 'cancelled' ? 0 : 1;
    if (due.size !== wanted || open.size !== wanted) this.#world.violated(`${id} ${status}: ${due.size} due rows, ${open.size} open rows`);
    const holder = [...open][0]?.split('|')[2];
    if (holder !== undefined && holder !== (status === 'declined' ? state.from : state.to))
      this.#world.violated(`${id} ${status}: it stands in the queue of ${holder}`);
    const held = wanted === 1 && status !== 'declined' ? request.slot : undefined;
    const slot = held && this.slots.get(held.id);
    if (held !== undefined && !(slot?.status === 'taken' && slot.taken.task === id))
      this.#world.violated(`${id} ${status}: its appointment ${held.id} is ${slot?.status}`);
    const econsult = about === undefined ? undefined : this.econsults.get(about);
    if (about !== undefined && econsult === undefined) this.#world.violated(`${id} is about ${about}, which is not there`);
    if (econsult !== undefined) this.#checkFollowed(econsult);
  }

  /** Whoever took it holds it, and nobody else does. */
  #checkSlot(slot: Slot): void {
    const holders = [...this.tasks.values()].flatMap(({ state }) =>
      state.request.slot?.id === slot.id && !['declined', 'cancelled'].includes(state.status) ? [state.id] : [],
    );
    if (holders.length > 1) this.#world.violated(`${slot.id} was taken twice: ${holders.join(', ')}`);
    const taken = slot.status === 'taken' ? slot.taken.task : undefined;
    if (taken !== undefined && taken !== holders[0]) this.#world.violated(`${slot.id} is taken for ${taken}, which does not hold it`);
  }

  /** What an eConsult shows of its tasks is how they stand. */
  #checkFollowed({ id, tasks = {} }: EConsult): void {
    const shown = Object.values(tasks).map((task) => `${task.id} ${task.from} ${task.to} ${task.status}`);
    const theirs = [...this.tasks.values()].flatMap(({ state }) =>
      state.about === id ? [`${state.id} ${state.from} ${state.to} ${state.status}`] : [],
    );
    if (shown.sort().join() !== theirs.sort().join()) this.#world.violated(`${id} shows ${shown.join()}, but it is ${theirs.join()}`);
  }

  /** Every task that is about one it knows, every round whole. */
  atTheEnd(): void {
    for (const seen of this.tasks.values()) this.#checkTask(seen);
    for (const slot of this.slots.values()) this.#checkSlot(slot);
    for (const { id, to, parts = [] } of this.rounds.values()) {
      const sent = [...this.tasks.values()].filter(({ state }) => state.round === id).map(({ state }) => `${state.practice} ${state.id}`);
      // What was sent to one that has closed since is of whoever has taken it over.
      const nowOf = (practice: string, task: string) =>
        this.#world.closed.has(practice) ? (this.tasks.get(task)?.state.practice ?? practice) : practice;
      const said = parts.flatMap((part) => ('task' in part ? [`${nowOf(part.to, part.task)} ${part.task}`] : []));
      if (parts.length !== to.length || sent.sort().join() !== said.sort().join())
        this.#world.violated(`${id} of ${to.length}: it says ${said.join()}, and sent are ${sent.join()}`);
    }
  }
}
