// A task's card from its state, for everybody in a channel or for one person, and the dialog that shows all of it.
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import { isLateTask } from '../../domain/task/clock.ts';
import { taskIds } from '../../domain/task/id.ts';
import { isOpenTask, type Task } from '../../domain/task/state.ts';
import type { Instant, OrganisationId, PersonId } from '../../domain/terms.ts';
import { cautionBox } from '../cautions.ts';
import type { Buttons } from '../econsult/buttons.ts';
import { type Card, type Drawn, fill, inert, payloadVersion } from '../templates.ts';
import { oneLine, plain, roleWords, when } from '../words.ts';
import { barredTaskLines } from './barred.ts';
import { taskButtonsOf } from './buttons.ts';
import { howTaskStands, senderWords, sinceWords, taskLines, whatTask } from './glance.ts';
import { whatIsAsked } from './words.ts';

export interface TaskView {
  readonly network: Network;
  /** The organisation whose channel the card stands in. */
  readonly at: OrganisationId;
  readonly now: Instant;
  /** Whose own view this is; absent for the card everybody sees. */
  readonly viewer?: PersonId;
  readonly notice?: string;
  /** Teams ids of those whose client should fetch their own view. */
  readonly refreshFor?: readonly string[];
}

/** A task that is late or asks for help looks as urgent as it is; its words say why. */
function styleOf(task: Task, now: Instant): string {
  if (!isOpenTask(task)) return 'default';
  if (isLateTask(task, now) || (task.escalation && !task.escalation.acknowledged)) return 'attention';
  return task.request.priority === 'urgent' ? 'warning' : 'emphasis';
}

const nowhere: Buttons = { presses: [], dialogs: [], more: [] };

/** Draws the card. The base view holds nothing that any member of the channel may not see. */
export function drawTask(task: Task, view: TaskView): Drawn {
  const { network, at, now } = view;
  const isHere = [task.from, task.to, task.hub].includes(at);
  const summary = taskSummary(task, network);
  const buttons = isHere ? taskButtonsOf(task, view) : nowhere;
  const card = fill('task', {
    ...carried(task),
    reference: taskIds.reference(task.id),
    style: styleOf(task, now),
    headline: isHere ? howTaskStands(task, network, at) : `Now with ${plain(organisationName(network, task.to))}`,
    what: isHere ? whatTask(task) : '',
    next: isHere ? taskLines(task, network, now, at).map((words) => ({ words })) : [],
    notice: view.notice ?? '',
    ...cautionBox(isHere ? [...barredTaskLines(task, network, now), ...cautionsOf(task)] : []),
    facts: isHere ? factsOf(task, network) : [],
    asOf: `As of ${when(now)}`,
    fallback: inert(summary),
    refreshFor: view.refreshFor ?? [],
    ...buttons,
    primary: primaryOf(buttons),
  });
  return { card, summary };
}
/** The dialog that is the next thing to do, where no press is. */
const primaryOf = ({ presses, dialogs: [first] }: Buttons): string =>
  presses.length === 0 && first !== undefined && ['finish', 'sendAgain'].includes(first.verb) ? first.verb : '';

const carried = ({ hub, id, revision }: Task) => ({ v: payloadVersion, hub, id, revision });

/** For a notification: what it is and where from. */
export const taskSummary = (task: Task, network: Network): string =>
  oneLine(`${taskIds.reference(task.id)} ${whatIsAsked(task.request)}: ${howTaskStands(task, network)}`);

/** What needs noticing before anybody acts. */
function cautionsOf(task: Task): readonly string[] {
  const { escalation } = task;
  if (!isOpenTask(task) || escalation === undefined) return [];
  if (escalation.acknowledged)
    return [`${plain(escalation.acknowledged.by.name)} has seen that it is urgent (${when(escalation.acknowledged.at)}).`];
  const rung = escalation.ladder[escalation.rung];
  if (rung === undefined) return [`Urgent, and nobody was spoken to. Nobody has answered: ring ${plain(escalation.telephone)}.`];
  const asked = rung.people.map(({ name }) => plain(name)).join(', ');
  return [`Urgent, and nobody was spoken to. Asked: ${roleWords[rung.role]} (${asked}).`];
}

function factsOf(task: Task, network: Network) {
  const { request, declines, escalation, about, practice } = task;
  const fact = (title: string, value: string) => ({ title, value });
  return [
    fact('Reference', taskIds.reference(task.id)),
    fact('From', senderWords(task, network)),
    fact('To', plain(organisationName(network, task.to))),
    ...(about === undefined ? [] : [fact('About', referenceOf(about))]),
    fact('Patient of', plain(organisationName(network, practice))),
    fact('Who can do it', request.clinical ? 'A clinician' : 'Anybody there'),
    ...(request.spokenTo === undefined ? [] : [fact('Spoken to', plain(request.spokenTo))]),
    fact('History', sinceWords(task)),
    ...declines.map(({ from, at, by }) => fact('Declined', `by ${plain(by.name)}, ${plain(organisationName(network, from))}, ${when(at)}`)),
    ...(escalation === undefined ? [] : [fact('If nobody answers', `Ring ${plain(escalation.telephone)}`)]),
  ];
}

/** What of the patient stands in the dialog alone. */
export interface ShownPatient {
  readonly lines: readonly { readonly title: string; readonly value: string }[];
  readonly details: string;
}
/** All of it, for one who may read it; `steps`: what they can do next without closing it. */
export function drawOpenTask(
  task: Task,
  view: TaskView,
  patient: ShownPatient | undefined,
  steps: readonly { readonly verb: string; readonly title: string }[],
): Card {
  const { network, now } = view;
  const card = fill('task.open', {
    ...carried(task),
    headline: `${taskIds.reference(task.id)} · ${howTaskStands(task, network, view.at)}`,
    what: whatTask(task),
    next: taskLines(task, network, now).map((words) => ({ words })),
    patientTitle: patient === undefined ? '' : 'Patient',
    patient: (patient?.lines ?? []).map(({ title, value }) => ({ title, value: plain(value) })),
    details: inert(patient?.details ?? ''),
    facts: factsOf(task, network),
    asOf: `As of ${when(now)}`,
    fallback: inert(taskSummary(task, network)),
    steps,
  });
  if (task.about === undefined) return card;
  // Its eConsult opens by the eConsult's own button, which says no kind.
  const { hub, about: id } = task;
  const data = { step: true, verb: 'open', v: payloadVersion, hub, id };
  const opening = { type: 'Action.Submit', title: `Open ${referenceOf(id)}`, data };
  return { ...card, actions: [...(Array.isArray(card['actions']) ? card['actions'] : []), opening] };
}
