// How a task looks after something has happened to it.
import { firstStaffed } from '../network/ladder.ts';
import type { Instant, OrganisationId, Person } from '../terms.ts';
import {
  isSilent,
  type LadderStarted,
  type TaskEvent,
  type TaskFinished,
  type TaskHandedOn,
  type TaskReminded,
  type TaskReopened,
  type TaskSent,
  type TaskSentAgain,
} from './event.ts';
import { evolveTaskRepair } from './repair.ts';
import { evolveTaskReroute } from './reroute.ts';
import type { SentTask, Task, TaskEscalation, TaskFacts, TaskInHand, TaskRequest } from './state.ts';

export function evolveTask(task: Task | undefined, event: TaskEvent, version: number): Task {
  if (event.type === 'TaskSent') return { ...firstSent(event), revision: version };
  if (task === undefined) throw new Error('nothing comes before a task is sent');
  const next = after(task, event);
  return isSilent(event) ? next : { ...next, revision: version };
}

function after(task: Task, event: Exclude<TaskEvent, TaskSent>): Task {
  const { at } = event;
  switch (event.type) {
    case 'TaskSentAgain':
      return sentAgain(task, event);
    case 'TaskAccepted':
      return { ...withPlan(task), status: 'accepted', accepted: { by: event.by, at }, waitingSince: at };
    case 'TaskClaimed':
    case 'TaskTakenOver':
      return inHand(task, event.by, at);
    case 'TaskReleased':
      return free(task, at);
    case 'TaskHandedOver':
      return { ...inHand(task, event.to, at), note: noteOf(task, event) };
    case 'TaskKept':
      return task.status === 'inHand' ? { ...task, keptAt: at, quietAskedAt: undefined } : task;
    case 'TaskDeclined': {
      const { decline } = event;
      const back = { shownIn: withCard(task, task.from), declines: [...task.declines, decline] };
      return { ...factsOf(task), ...settled(task), ...back, status: 'declined', decline };
    }
    case 'TaskQuestionAsked': {
      const { from, to, by, text } = event;
      // Who asks gets its card too, in whose thread the answer will stand: the sender of a round has none yet.
      return { ...task, shownIn: withCard({ shownIn: withCard(task, to) }, from), question: { from, to, by, at, text, answer: undefined } };
    }
    case 'TaskQuestionAnswered':
      return { ...task, question: task.question && { ...task.question, answer: { by: event.by, at, text: event.text } } };
    case 'TaskHandedOn':
      return handedOn(task, event);
    case 'TaskRerouted':
    case 'TaskReceiverClosed':
    case 'TaskBroughtBack':
      return evolveTaskReroute(task, event, (to) => movedTo(task, to, at));
    case 'TaskPersonReplaced':
    case 'TaskPracticeReplaced':
      return evolveTaskRepair(task, event, { inHand: (it, who) => inHand(it, who, at), free: (it) => free(it, at), factsOf });
    case 'TaskFinished':
      return finished(task, event);
    case 'TaskCancelled': {
      const { by, reason, text } = event;
      return { ...factsOf(task), ...settled(task), status: 'cancelled', cancelled: { by, at, reason, text } };
    }
    case 'TaskReopened':
      return reopened(task, event);
    case 'TaskViewed':
      return event.seen ? { ...task, seen: { by: event.by, at } } : task;
    case 'TaskPlanned':
      return { ...task, plan: { by: event.by, at, plan: event.plan, opens: event.opens } };
    case 'TaskAcknowledged':
      return task.escalation === undefined ? task : { ...task, escalation: { ...task.escalation, acknowledged: { by: event.by, at } } };
    case 'TaskReminded':
      return reminded(task, event);
    case 'TaskClimbed':
      return climbed(task, at);
    case 'TaskClockLooked':
      return task;
  }
}

function finished(task: Task, { by, at, outcome, told, toldAt, text, list }: TaskFinished): Task {
  const patientTold = told === 'notNeeded' ? undefined : { how: told, at: toldAt };
  const done = { by, at, text, ...(list === undefined ? {} : { list }) };
  return { ...factsOf(task), ...settled(task), status: 'done', done, outcome, patientTold };
}
function firstSent(event: TaskSent): SentTask {
  const { type: _type, at, started, sender, dueSoonAt, request, ...facts } = event;
  return {
    ...facts,
    ...{ request, sender, dueSoonAt, status: 'sent', sentAt: at, firstSentAt: at, sends: 1 },
    ...{ declines: [], question: undefined, note: undefined, seen: undefined, told: [], nextLook: undefined, revision: 0 },
    // The sender of a round reads one card for all of it.
    ...ladder(event.hub, event.round === undefined ? [...new Set([event.to, event.from])] : [event.to], at, started),
  };
}
function sentAgain(task: Task, event: TaskSentAgain): SentTask {
  const { at, to, request, sender, dueSoonAt, started } = event;
  return {
    ...factsOf(task),
    ...{ status: 'sent', to, request, sender, dueSoonAt, sentAt: at, sends: task.sends + 1, seen: undefined },
    question: questionBetween(task, [task.from, to]),
    ...ladder(task.hub, withCard(task, to), at, started),
  };
}
const handedOn = (task: Task, event: TaskHandedOn): SentTask => ({ ...movedTo(task, event.to, event.at), note: noteOf(task, event) });
/** It waits anew, at somebody else's. */
const movedTo = (task: Task, to: OrganisationId, at: Instant): SentTask => ({
  ...factsOf(task),
  ...{ status: 'sent', to, request: withoutSlot(task), sentAt: at, shownIn: withCard(task, to), seen: undefined },
});
function reopened(task: Task, { at, wantedBy, dueSoonAt }: TaskReopened): SentTask {
  const request = { ...withoutSlot(task), wantedBy };
  return { ...factsOf(task), status: 'sent', request, dueSoonAt, sentAt: at, seen: undefined };
}
/** An appointment is of whoever was asked then. */
function withoutSlot({ request: { slot: _slot, ...request } }: Task): TaskRequest {
  return request;
}
/** A question to or from an organisation that has nothing to do with it any more is none of the others' business, and nobody could answer it. */
const questionBetween = ({ question }: Task, sides: readonly OrganisationId[]): TaskFacts['question'] =>
  question !== undefined && sides.includes(question.from) && sides.includes(question.to) ? question : undefined;
/** Those who are asked belong to the hub, so the hub's channel must have its card. */
const ladder = (
  hub: OrganisationId,
  shownIn: readonly OrganisationId[],
  at: Instant,
  started: LadderStarted | undefined,
): { readonly shownIn: readonly OrganisationId[]; readonly escalation: TaskEscalation | undefined } =>
  started === undefined
    ? { shownIn, escalation: undefined }
    : {
        shownIn: shownIn.includes(hub) ? shownIn : [...shownIn, hub],
        escalation: { at, ...started, rung: firstStaffed(started.ladder, 0), rungSince: at, acknowledged: undefined },
      };
function climbed(task: Task, at: Instant): Task {
  const { escalation } = task;
  if (escalation === undefined) return task;
  return { ...task, escalation: { ...escalation, rung: firstStaffed(escalation.ladder, escalation.rung + 1), rungSince: at } };
}

function reminded(task: Task, { at, of, keys }: TaskReminded): Task {
  const told = [...task.told, ...keys];
  return of === 'claimQuiet' && task.status === 'inHand' ? { ...task, told, quietAskedAt: at } : { ...task, told };
}

/** It is over, or back: nobody is on a ladder and no question waits any more. */
const settled = (task: Task): Pick<TaskFacts, 'escalation' | 'question'> => ({
  escalation: undefined,
  question: task.question?.answer ? task.question : undefined,
});
const inHand = (task: Task, claimant: Person, at: Instant): TaskInHand => ({
  ...withPlan(task),
  status: 'inHand',
  accepted: acceptedOf(task) ?? { by: claimant, at },
  claimant,
  claimedAt: at,
  keptAt: undefined,
  quietAskedAt: undefined,
});
const free = (task: Task, at: Instant): Task => {
  const accepted = acceptedOf(task);
  return accepted === undefined ? task : { ...withPlan(task), status: 'accepted', accepted, waitingSince: at };
};
const acceptedOf = (task: Task) => (task.status === 'accepted' || task.status === 'inHand' ? task.accepted : undefined);
const withCard = ({ shownIn }: Pick<TaskFacts, 'shownIn'>, organisation: OrganisationId): readonly OrganisationId[] =>
  shownIn.includes(organisation) ? shownIn : [...shownIn, organisation];
const noteOf = (task: Task, { by, at, text }: { by: Person; at: Instant; text: string | undefined }): TaskFacts['note'] =>
  text === undefined ? task.note : { by, at, text };

/** As long as the same organisation has it, what that said of it holds. */
const withPlan = (task: Task): TaskFacts => ({
  ...factsOf(task),
  ...(task.plan === undefined ? {} : { plan: task.plan }),
  ...(task.reroutedBy === undefined ? {} : { reroutedBy: task.reroutedBy }),
  ...(task.receiverClosed === undefined ? {} : { receiverClosed: task.receiverClosed }),
});

/** What it keeps in every status, whoever has it. */
function factsOf(task: Task): TaskFacts {
  const { hub, id, from, to, practice, about, round, hasPatient, request, sender, sentAt, firstSentAt, sends, dueSoonAt } = task;
  const { declines, shownIn, question, escalation, note, seen, told, nextLook, revision } = task;
  return {
    ...{ hub, id, from, to, practice, request, sender, sentAt, firstSentAt, sends, dueSoonAt },
    ...{ declines, shownIn, question, escalation, note, seen, told, nextLook, revision },
    ...(about === undefined ? {} : { about }),
    ...(round === undefined ? {} : { round }),
    ...(hasPatient === undefined ? {} : { hasPatient }),
  };
}
