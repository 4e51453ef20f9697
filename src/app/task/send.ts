// Sends tasks: alone, or in the same press as an eConsult is completed or passed back; both or neither.

import type { Complete, PassBack } from '../../domain/econsult/command.ts';
import type { EConsultRefusal } from '../../domain/econsult/decide.ts';
import type { FollowedTask } from '../../domain/econsult/followed-task.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import type { TaskAnswer } from '../../domain/task/answer.ts';
import type { SendTask } from '../../domain/task/command.ts';
import { taskIds } from '../../domain/task/id.ts';
import { tasksAtOnce, tasksAtOnceMax } from '../../domain/task/send.ts';
import type { Task } from '../../domain/task/state.ts';
import { econsultRulesOf, econsults, handleEConsult } from '../econsult/econsult.ts';
import { econsultKey } from '../econsult/load.ts';
import { handleTogether, NotSettled, type WishAbout, wishAbout } from '../handle.ts';
import type { Change } from '../ports.ts';
import type { Rules } from '../rules.ts';
import { answering, type BesideWish, changesBeside, followedOf, type MovedOn } from './changes-beside.ts';
import { taskRulesOf } from './patient.ts';
import { foresee, handleTask, type TaskDeps, type TaskHandled, taskKey, tasks } from './task.ts';
import type { TaskText } from './text.ts';

/** What is to be sent; its id is made of the wish. */
export type ToSend = Omit<SendTask, 'type' | 'id'>;
/** How many ids are tried: six letters of 24 make 191 million ids a hub. */
const candidatesMax = 5;

const idOfSend = ({ operation, to }: ToSend, nth: number, candidate: number): string =>
  taskIds.from(operation, JSON.stringify([nth, to]), candidate);

/** Sends one. `text`: the patient's details, where it is about no eConsult; `sent`: as whose it came. Errors as `handle`. */
export async function sendTask(deps: TaskDeps, toSend: ToSend, text?: TaskText, sent?: Change['sent']): Promise<TaskHandled> {
  for (let candidate = 0; candidate < candidatesMax; candidate++) {
    const handled = await handleTask(deps, { ...toSend, type: 'send', id: idOfSend(toSend, 0, candidate) }, text, sent);
    if (handled.kind === 'done' || handled.refusal.why !== 'idTaken') return handled;
  }
  throw new NotSettled('no free reference for a task');
}

/** Everything was done, or nothing. `nth`: which of the tasks could not be sent, from 0. */
export type DoneWithTasks =
  | { readonly kind: 'done'; readonly state: EConsult; readonly tasks: readonly Task[] }
  | { readonly kind: 'refused'; readonly refusal: EConsultRefusal; readonly state: EConsult | undefined }
  | { readonly kind: 'taskRefused'; readonly nth: number; readonly refusal: TaskAnswer };

/**
 * Completes an eConsult or passes it back, and sends tasks because of it, in one transaction. `sends` must be about it and carry the same
 * operation. Errors as `handle`.
 */
export async function withTasks(deps: TaskDeps, command: Complete | PassBack, sends: readonly ToSend[]): Promise<DoneWithTasks> {
  if (sends.length > tasksAtOnceMax) throw new RangeError(`at most ${tasksAtOnceMax} tasks are sent at once`);
  const ruled = await deps.rules.now();
  if (sends.length === 0 || own(ruled.network.hubs, command.hub) === undefined) {
    const handled = await handleEConsult(deps, command);
    return handled.kind === 'done' ? { kind: 'done', state: handled.state, tasks: [] } : handled;
  }
  const twice = takenTwice(sends);
  if (twice) return twice;
  for (let candidate = 0; candidate < candidatesMax; candidate++) {
    const made: MadeTask[] = [];
    for (const [nth, send] of sends.entries())
      made.push(await makeTask(deps, ruled, { ...send, type: 'send', id: idOfSend(send, nth, candidate) }));
    const answer = await together(deps, ruled, command, made);
    if (answer.kind !== 'taskRefused' || answer.refusal.why !== 'idTaken') return answer;
  }
  throw new NotSettled('no free reference for a task');
}

/** Two of them want one appointment: the first has it. */
function takenTwice(sends: readonly ToSend[]): DoneWithTasks | undefined {
  const ids = sends.map(({ draft }) => draft.slot?.id);
  const nth = ids.findIndex((id, index) => id !== undefined && ids.indexOf(id) < index);
  const first = sends[ids.indexOf(ids[nth])];
  if (nth === -1 || first === undefined) return undefined;
  const { from, by, at } = first;
  const taken = { task: idOfSend(first, ids.indexOf(ids[nth]), 0), for: from, by, at };
  return { kind: 'taskRefused', nth, refusal: { why: 'slotRefused', refusal: { why: 'slotTaken', taken } } };
}

type BesidesRefused = TaskAnswer | MovedOn;
interface MadeTask {
  /** How its eConsult shows it; `undefined`: it will be refused. */
  readonly followed: FollowedTask | undefined;
  readonly it: WishAbout<Task, unknown, BesidesRefused>;
  readonly slots: readonly BesideWish[];
}
/** A task as it will be; its eConsult writes down how it stands with what else happens to it. */
async function makeTask(deps: TaskDeps, ruled: Rules, send: SendTask): Promise<MadeTask> {
  const rules = await taskRulesOf(deps.store, ruled, send, { before: undefined, text: undefined });
  const task = foresee(send, undefined, rules);
  // One that is refused is asked for all the same: this very press may have sent it before, which only the one door can see.
  const { econsult: _follows, ...slots } = (task && changesBeside(ruled, send, { before: undefined, after: task })) ?? {};
  return {
    followed: task && followedOf(task),
    it: wishAbout(
      answering(tasks, (refusal): BesidesRefused => refusal),
      taskKey(send.hub, send.id),
      send,
      rules,
      { probablyNew: true },
    ),
    slots: Object.values(slots),
  };
}

interface EConsultRefused {
  readonly why: 'econsultRefused';
  readonly refusal: EConsultRefusal;
}
const answered = answering(econsults, (refusal: EConsultRefusal): EConsultRefused => ({ why: 'econsultRefused', refusal }));

async function together(deps: TaskDeps, ruled: Rules, command: Complete | PassBack, made: readonly MadeTask[]): Promise<DoneWithTasks> {
  const whole = { ...command, tasks: made.flatMap(({ followed }) => followed ?? []) };
  const econsult = wishAbout(answered, econsultKey(command.hub, command.id), whole, await econsultRulesOf(deps.store, ruled, whole));
  type Sent = Readonly<Record<`sent ${number}`, MadeTask['it']>>;
  const sent: Sent = Object.fromEntries(made.map(({ it }, nth) => [`sent ${nth}`, it]));
  const slots = Object.fromEntries(made.flatMap(({ slots }, nth) => slots.map((wish, index) => [`slot ${nth} ${index}`, wish])));
  type All = {
    readonly econsult: typeof econsult;
    readonly [other: string]: WishAbout<unknown, unknown, EConsultRefused | BesidesRefused>;
  };
  // A task that cannot be sent is said first: whoever pressed can change it, and what they wrote of the eConsult stands.
  const answer = await handleTogether<All & Sent>(deps, { ...sent, ...slots, econsult });
  if (answer.kind === 'done')
    return {
      kind: 'done',
      state: answer.each.econsult.state,
      tasks: tasksAtOnce.flatMap((nth) => answer.each[`sent ${nth}` as const]?.state ?? []),
    };
  const { refusal } = answer.refused;
  if (refusal.why === 'econsultRefused') {
    const before = (await deps.store.load<EConsult>(econsultKey(command.hub, command.id)))?.state;
    return { kind: 'refused', refusal: refusal.refusal, state: before };
  }
  if (refusal.why === 'movedOn') throw new Error('a new task has nothing to move on from');
  return { kind: 'taskRefused', nth: Number(String(answer.which).split(' ')[1]), refusal };
}
