// What changes with a task, in the same transaction: its appointment is taken or given back, and its eConsult shows how it stands.

import type { FollowedTask } from '../../domain/econsult/followed-task.ts';
import type { SlotCommand } from '../../domain/slot/command.ts';
import type { SlotRefusal, SlotRules } from '../../domain/slot/decide.ts';
import { keyOf } from '../../domain/task/clock.ts';
import type { TaskCommand } from '../../domain/task/command.ts';
import type { TaskRefusal } from '../../domain/task/refusals.ts';
import { isOpenTask, type SlotTaken, type Task } from '../../domain/task/state.ts';
import type { OrganisationId } from '../../domain/terms.ts';
import { econsults } from '../econsult/econsult.ts';
import { econsultKey } from '../econsult/load.ts';
import { type Aggregate, type WishAbout, wishAbout } from '../handle.ts';
import type { Rules } from '../rules.ts';
import { slotKey, slots } from '../slot/slot.ts';

/** Besides what a task refuses: its appointment was not to be had. The task is as it was; another can be chosen. */
export type TaskAnswer = TaskRefusal | { readonly why: 'slotRefused'; readonly refusal: SlotRefusal };
/** The task has changed since it was read: look again. Never an answer to anybody. */
export interface MovedOn {
  readonly why: 'movedOn';
}
export type BesideWish = WishAbout<unknown, unknown, TaskAnswer | MovedOn>;

/** How a task stands, as its eConsult shows it. */
export function followedOf(task: Task): FollowedTask {
  const { id, from, to, status, request, told } = task;
  const { kind, priority, wantedBy } = request;
  const late = isOpenTask(task) && told.includes(keyOf('late', wantedBy));
  return { id, from, to, kind, priority, wantedBy, status, ...(late ? { late } : {}) };
}

/** By name, what changes beside the task when it becomes `after`; `undefined`: nothing does. */
export function changesBeside(
  rules: Rules,
  command: TaskCommand,
  { before, after }: { readonly before: Task | undefined; readonly after: Task },
): Readonly<Record<string, BesideWish>> | undefined {
  const { hub, operation, at, by } = command;
  const asked = { hub, operation, at, by };
  const wishes: Record<string, BesideWish> = {};
  if (after.about !== undefined && JSON.stringify(followedOf(after)) !== JSON.stringify(before && followedOf(before))) {
    const follow = { type: 'followTask', ...asked, id: after.about, task: followedOf(after) } as const;
    wishes['econsult'] = wishAbout(itsEConsult, econsultKey(hub, after.about), follow, rules);
  }
  const [had, has] = [before && heldSlot(before), heldSlot(after)];
  if (had?.id !== has?.id) {
    if (had) wishes['givenBack'] = aboutSlot(itsSlot, { type: 'giveBack', ...asked, id: had.id, task: after.id }, rules);
    const taking = { type: 'take', ...asked, task: after.id, for: after.from, kind: after.request.kind } as const;
    if (has) wishes['taken'] = aboutSlot(slotOf(after.to), { ...taking, id: has.id }, rules);
  }
  return Object.keys(wishes).length === 0 ? undefined : wishes;
}

/** The appointment that a task holds: once it is declined or cancelled it holds none, and done it has used it. */
const heldSlot = ({ status, request }: Task): SlotTaken | undefined =>
  status === 'declined' || status === 'cancelled' ? undefined : request.slot;

const aboutSlot = (slot: typeof itsSlot, command: SlotCommand, { network }: Rules): BesideWish =>
  wishAbout(slot, slotKey(command.hub, command.id), command, { network } satisfies SlotRules);

/** The same thing, with its refusals as answers of another kind. */
export const answering = <State, Command, Event, Refusal, Ruled, Answer>(
  aggregate: Aggregate<State, Command, Event, Refusal, Ruled>,
  answer: (refusal: Refusal) => Answer,
): Aggregate<State, Command, Event, Answer, Ruled> => ({
  ...aggregate,
  decide(command, state, ruled) {
    const decision = aggregate.decide(command, state, ruled);
    return 'refusal' in decision ? { refusal: answer(decision.refusal) } : decision;
  },
});
const itsSlot = answering(slots, (refusal): TaskAnswer => ({ why: 'slotRefused', refusal }));
/** An appointment in the book of whoever is asked: nobody can be asked to see a patient in somebody else's clinic. */
const slotOf = (receiver: OrganisationId): typeof itsSlot => ({
  ...itsSlot,
  decide: (command, slot, ruled) =>
    slot !== undefined && slot.offeredBy !== receiver
      ? { refusal: { why: 'slotRefused', refusal: { why: 'slotNotForYou' } } }
      : itsSlot.decide(command, slot, ruled),
});
const itsEConsult = answering(econsults, (): TaskAnswer => ({ why: 'notFound' }));
