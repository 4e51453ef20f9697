// A task in a repair of the network: what it keeps in the name of somebody who leaves, of a practice that closes or of a hub that it leaves, goes to whoever takes over.
import { own } from '../lookup.ts';
import { isClosedOn, practiceFor } from '../network/closed.ts';
import { firstStaffed, withoutPerson } from '../network/ladder.ts';
import { formerly } from '../network/practice-moved.ts';
import type { HubId, Instant, OrganisationId, Person } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import type { RepairTask } from './command.ts';
import type { TaskPersonReplaced, TaskPracticeReplaced } from './event.ts';
import { happened, mayDoTask, nothing, refuse, type TaskDecision, type TaskRules, whoseIs } from './refusals.ts';
import { isOpenTask, type Task, type TaskEscalation, type TaskFacts } from './state.ts';

/** By the clock alone, for a repair that a lead has confirmed; what is so already is left as it is. */
export function repairTask({ at, by, repair, lead, change }: RepairTask, task: Task, { network }: TaskRules): TaskDecision {
  if (by.kind !== 'clock') return refuse({ why: 'clockOnly' });
  if (!isOpenTask(task)) return nothing;
  const asked = { at, repair, by: lead };
  if (change.what === 'personLeaves') {
    const { from, to } = change;
    if (!isTaskNamed(task, from)) return nothing;
    const able = to !== undefined && to.id !== from.id && mayDoTask(network, to.id, whoseIs(task), task.to, at) === undefined;
    return happened({ type: 'TaskPersonReplaced', ...asked, from, ...(able ? { to } : {}) });
  }
  if (change.what === 'practiceMoves') {
    const { practice, from } = change;
    if (task.practice !== practice || task.to !== from) return nothing;
    const event = goneHome(task, from, asked);
    return happened(mayGoOn(task, { practice, to: event.to }, network, at) ? { ...event, keeps: true } : event);
  }
  const { from } = change;
  if (![task.from, task.to].includes(from) && (task.practice !== from || change.to === undefined)) return nothing;
  const instead = change.to ?? task.hub;
  const practice = task.practice === from ? (change.to ?? from) : task.practice;
  const [sender, receiver] = [task.from, task.to].map((side) => (side === from ? instead : side)) as [OrganisationId, OrganisationId];
  const keeps = mayGoOn(task, { practice, to: receiver }, network, at);
  return happened({
    type: 'TaskPracticeReplaced',
    ...asked,
    replaced: from,
    practice,
    from: sender,
    to: receiver,
    ...(keeps ? { keeps } : {}),
  });
}

/** Whether whoever has it in hand may go on with it there. */
const mayGoOn = (task: Task, { practice, to }: Pick<TaskFacts, 'practice' | 'to'>, network: TaskRules['network'], at: Instant): boolean =>
  task.status === 'inHand' && mayDoTask(network, task.claimant.id, whoseIs({ ...task, practice }), to, at) === undefined;

/** What the hub was asked is with its patient's practice, which can do it or ask its new hub. */
const goneHome = (
  { practice, from }: Task,
  hub: HubId,
  asked: Pick<TaskPracticeReplaced, 'at' | 'by' | 'repair'>,
): TaskPracticeReplaced => ({ type: 'TaskPracticeReplaced', ...asked, replaced: hub, moved: true, practice, from, to: practice });

/** What is opened again after a practice has closed or gone to another hub is between whoever took over and the other side. */
export function closedMeanwhile(task: Task, by: Person, at: Instant, network: TaskRules['network']): readonly TaskPracticeReplaced[] {
  const practice = own(network.practices, task.practice);
  const { date } = onTheWall(at);
  if (practice !== undefined && formerly(practice, task.hub) !== undefined)
    return task.to === task.hub ? [goneHome(task, task.hub, { at, by, repair: '' })] : [];
  if (practice === undefined || !isClosedOn(practice, date)) return [];
  const next = practiceFor(network, practice.code, date)?.code;
  const side = (organisation: OrganisationId): OrganisationId => (organisation === practice.code ? (next ?? task.hub) : organisation);
  const [from, to] = [side(task.from), side(task.to)];
  return [{ type: 'TaskPracticeReplaced', at, by, repair: '', replaced: practice.code, practice: next ?? practice.code, from, to }];
}

/** Whether they have it, were thought of for it, or stand on its ladder. */
export function isTaskNamed(task: Task, { id }: Pick<Person, 'id'>): boolean {
  if (!isOpenTask(task)) return false;
  const { escalation, request } = task;
  if ((task.status === 'inHand' && task.claimant.id === id) || request.hint?.id === id) return true;
  return (
    escalation !== undefined && !escalation.acknowledged && escalation.ladder.some(({ people }) => people.some((each) => each.id === id))
  );
}

interface Ways {
  readonly inHand: (task: Task, claimant: Person) => Task;
  readonly free: (task: Task) => Task;
  readonly factsOf: (task: Task) => TaskFacts;
}
export function evolveTaskRepair(task: Task, event: TaskPersonReplaced | TaskPracticeReplaced, ways: Ways): Task {
  return event.type === 'TaskPersonReplaced' ? personReplaced(task, event, ways) : practiceReplaced(task, event, ways);
}

function personReplaced(task: Task, { at, from, to }: TaskPersonReplaced, { inHand, free }: Ways): Task {
  const { hint, ...request } = task.request;
  const theirs = {
    request: hint?.id === from.id ? { ...request, ...(to === undefined ? {} : { hint: to }) } : task.request,
    escalation: task.escalation && laddered(task.escalation, from, to, at),
  };
  const next = { ...task, ...theirs };
  if (task.status !== 'inHand' || task.claimant.id !== from.id) return next;
  return to === undefined ? free(next) : inHand(next, to);
}

function laddered(escalation: TaskEscalation, from: Person, to: Person | undefined, at: string): TaskEscalation {
  if (escalation.acknowledged) return escalation;
  const ladder = withoutPerson(escalation.ladder, from, to);
  const isEmpty = escalation.rung < ladder.length && ladder[escalation.rung]?.people.length === 0;
  return isEmpty ? { ...escalation, ladder, rung: firstStaffed(ladder, escalation.rung), rungSince: at } : { ...escalation, ladder };
}

function practiceReplaced(task: Task, event: TaskPracticeReplaced, { factsOf }: Ways): Task {
  const { at, replaced, practice, from, to, keeps } = event;
  const side = (organisation: OrganisationId): OrganisationId =>
    organisation !== replaced ? organisation : task.from === replaced ? from : to;
  const { slot, ...request } = task.request;
  const question = task.question && { ...task.question, from: side(task.question.from), to: side(task.question.to) };
  const facts: TaskFacts = {
    ...factsOf(task),
    ...{ practice, from, to },
    // An appointment is in the book of whoever was asked then.
    request: slot === undefined || to === task.to ? task.request : request,
    shownIn: [...new Set([...task.shownIn, to, ...(task.shownIn.includes(task.from) ? [from] : [])])],
    question: question?.from === question?.to && question?.answer === undefined ? undefined : question,
  };
  switch (task.status) {
    case 'sent':
      return { ...facts, status: 'sent' };
    case 'accepted':
      return { ...facts, status: 'accepted', accepted: task.accepted, waitingSince: task.waitingSince };
    case 'inHand': {
      const { accepted, claimant, claimedAt, quietAskedAt } = task;
      if (keeps) return { ...facts, status: 'inHand', accepted, claimant, claimedAt, keptAt: at, quietAskedAt };
      return { ...facts, status: 'accepted', accepted, waitingSince: at };
    }
    case 'declined':
      return { ...facts, status: 'declined', decline: task.decline };
    case 'done':
    case 'cancelled':
      return task;
  }
}
