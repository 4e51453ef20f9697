// Draws a task's card and its notices, each from the state as it is when it is sent, and names those who must look.
import { drawList } from '../../cards/list.ts';
import { taskRemindersTitle, taskRemindersWords } from '../../cards/task/answers.ts';
import { drawTask } from '../../cards/task/card.ts';
import { drawTaskNoticeButtons } from '../../cards/task/notice-buttons.ts';
import { taskNotice } from '../../cards/task/notices.ts';
import { taskRow } from '../../cards/task/row.ts';
import { own } from '../../domain/lookup.ts';
import type { Network } from '../../domain/network/state.ts';
import { type TaskNoticeName, taskNoticeNames } from '../../domain/task/react.ts';
import { holderOf, isOpenTask, type Task } from '../../domain/task/state.ts';
import { channelOf, type Instant, isChannel, ownerOf, type PersonId } from '../../domain/terms.ts';
import type { TeamsKind } from '../kind.ts';
import { deskNamed, known, leadsNamed, type Mentioned, mentionsMax } from '../mentions.ts';
import { taskRefreshFor } from './gate.ts';

export const drawTaskMessage: NonNullable<TeamsKind<Task>['draw']> = async (deps, showing, { state: task }, alongside) => {
  const { what, to } = showing;
  const network = await deps.network.current();
  const now = deps.clock.now();
  if (what === 'card') return drawTask(task, { network, at: ownerOf(to), now, refreshFor: await taskRefreshFor(deps, task) });
  const all = [...new Map([task, ...alongside.map((each) => each.thing.state)].map((each) => [each.id, each])).values()];
  if (all.length > 1) {
    const open = all.filter(isOpenTask);
    if (open.length === 0) return undefined;
    const summary = taskRemindersTitle(open.length);
    return {
      card: drawList(
        summary,
        taskRemindersWords,
        open.map((each) => taskRow(each, network, now)),
      ),
      summary,
    };
  }
  const name = taskNoticeNames.find((each) => each === what);
  if (name === undefined) return undefined;
  // In somebody's own chat nobody need be named.
  const people = isChannel(to) ? await known(deps.directory, mentioned(name, task, network, ownerOf(to))) : [];
  const words = taskNotice(name, task, { network, people, now, ...(isChannel(to) ? { at: ownerOf(to) } : {}) });
  if (words === undefined) return undefined;
  const card = isChannel(to)
    ? drawTaskNoticeButtons(name, task, { network, at: ownerOf(to), now })
    : inOwnChat(name, task, { network, now }, ownerOf(to));
  return { ...words, mentions: people.map(({ id, name: who }) => ({ id, name: who })), ...(card === undefined ? {} : { card }) };
};

/** In somebody's own chat they are of the side that they work at; whoever is asked and works at neither is of the hub. */
function inOwnChat(
  what: TaskNoticeName,
  task: Task,
  { network, now }: { readonly network: Network; readonly now: Instant },
  person: PersonId,
) {
  const posts = own(network.staff, person)?.posts.map(({ at }) => at) ?? [];
  const at = [task.to, task.from, task.hub].find((each) => posts.includes(each)) ?? task.hub;
  return drawTaskNoticeButtons(what, task, { network, at, now, viewer: person });
}

/** Everybody who is named can do something about it. */
function mentioned(what: TaskNoticeName, task: Task, network: Network, at: string): readonly Mentioned[] {
  const desk = at === task.hub ? leadsNamed(network, task.hub) : deskNamed(network, at, task.hub);
  switch (what) {
    case 'taskUrgent':
      return at === task.hub ? (task.escalation?.ladder[task.escalation.rung]?.people ?? []).slice(0, mentionsMax) : [];
    case 'taskDeclined':
      return task.sender.id === '' ? desk : [task.sender];
    case 'taskQuestion':
      return at === task.from && task.sender.id !== '' ? [task.sender] : desk;
    case 'taskAnswered':
      return task.question ? [task.question.by] : [];
    case 'taskReminder':
      return isOpenTask(task) && channelOf(holderOf(task)) === channelOf(at) ? (task.status === 'inHand' ? [task.claimant] : desk) : [];
    case 'taskReopened':
      return desk;
    case 'taskHandedOver':
    case 'taskTakenOver':
    case 'taskPlanned':
    case 'taskReceiverClosed':
      return task.sender.id === '' ? desk : [task.sender];
    case 'taskRerouted':
    case 'taskDone':
    case 'taskCancelled':
    case 'taskAskedOfYou':
    case 'taskAcknowledged':
    case 'taskReminderToLead':
      return [];
  }
}
