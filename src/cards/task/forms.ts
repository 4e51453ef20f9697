// The forms about tasks: what each asks, and what its asker should know first.
import { own } from '../../domain/lookup.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import { taskOutcomesOf, tellingsFor } from '../../domain/task/finish.ts';
import { taskIds } from '../../domain/task/id.ts';
import { taskCancelList, taskDeclineList, taskReleaseList, taskReopenList } from '../../domain/task/reasons-and-outcomes.ts';
import { mayDoTask, type TaskRules, whoseIs } from '../../domain/task/refusals.ts';
import type { Task } from '../../domain/task/state.ts';
import type { Instant, OrganisationId, PersonId } from '../../domain/terms.ts';
import {
  type Choice,
  choice,
  type Field,
  type Form,
  listed,
  nameOf,
  notPersonal,
  practiceChoices,
  toggle,
  whenAsked,
  words,
} from '../fields.ts';
import { fillForm, type Problem } from '../form.ts';
import { type Card, inert, saying } from '../templates.ts';
import { toldTimes } from '../told-times.ts';
import { capital, oneLine, plain } from '../words.ts';
import {
  taskCancelWords,
  taskDeclineWords,
  taskOutcomeWords,
  taskReleaseWords,
  taskReopenWords,
  taskTellingWords,
  whatIsAsked,
} from './words.ts';

/** What a form about a task is drawn from. */
export interface TaskAsking {
  readonly task: Task;
  readonly rules: TaskRules;
  readonly at: Instant;
  readonly by: PersonId;
}

const reason = (label: string, choices: readonly Choice[]): Field => choice('reason', label, 'Choose a reason', choices);
const ifStopped = whenAsked(notPersonal);
const sendAnyway = whenAsked(toggle('knowingly', 'Send it all the same', 'If it says above that they may not be able to do it'));

/** Every form about a task that is there, by its verb; sending has one of its own. */
export const taskForms: Readonly<Record<string, (asking: TaskAsking) => Omit<Form, 'verb'>>> = {
  decline: ({ task, rules }) => ({
    title: `Decline ${taskIds.reference(task.id)}`,
    submit: 'Decline it',
    lines: [`It goes back to ${nameOf(rules.network, task.from)} at once, and they are told.`],
    fields: [reason('Why?', listed(taskDeclineList.offered, taskDeclineWords)), words('words', 'What should they know?', false), ifStopped],
  }),
  ask: ({ task }) => ({
    title: `Ask about ${taskIds.reference(task.id)}`,
    submit: 'Ask',
    lines: ['The task stays where it is. Both sides read the question and the answer.'],
    fields: [words('words', 'Your question', true), ifStopped],
  }),
  answer: ({ task }) => ({
    title: `Answer about ${taskIds.reference(task.id)}`,
    submit: 'Answer',
    lines: task.question ? [`${plain(task.question.by.name)} asks: ${plain(task.question.text)}`] : [],
    rest: task.question?.at ?? '',
    fields: [words('words', 'Your answer', true), ifStopped],
  }),
  release: ({ task }) => ({
    title: `Release ${taskIds.reference(task.id)}`,
    submit: 'Release it',
    lines: ['It waits here for somebody else to claim it.'],
    fields: [reason('Why?', listed(taskReleaseList.offered, taskReleaseWords))],
  }),
  takeOver: ({ task }) => ({
    title: `Take over ${taskIds.reference(task.id)}`,
    submit: 'Take it over',
    lines: [task.status === 'inHand' ? `${plain(task.claimant.name)} has it now, and is told.` : 'Nobody has it at the moment.'],
    fields: [],
  }),
  handOver: (asking) => ({
    title: `Hand ${taskIds.reference(asking.task.id)} over`,
    submit: 'Hand over',
    lines: ['It is theirs at once, and they are told.'],
    fields: [
      choice(
        'to',
        'To whom?',
        'Choose a person',
        whoCanDo(asking, asking.task.to).filter(({ value }) => value !== asking.by),
        'Nobody else here can do this.',
      ),
      words('words', 'What should they know?', false),
      ifStopped,
    ],
  }),
  handOn: ({ task, rules, at }) => ({
    title: `Hand ${taskIds.reference(task.id)} on`,
    submit: 'Hand it on',
    lines: ['The practice is asked to accept it. Its sender reads where it went.'],
    fields: [
      choice(
        'to',
        'To which practice?',
        'Choose a practice',
        practiceChoices(rules.network, task.hub, at).filter(({ value }) => value !== task.from),
        'There is no other practice.',
      ),
      words('words', 'What should they know?', false),
      sendAnyway,
      ifStopped,
    ],
  }),
  finish: ({ task }) => ({
    title: `${taskIds.reference(task.id)}: done`,
    submit: 'It is done',
    lines: [whatIsAsked(task.request)],
    fields: [
      choice('outcome', 'Outcome', 'Choose an outcome', listed(taskOutcomesOf(task), taskOutcomeWords)),
      choice(
        'told',
        'What was the patient told, and how?',
        'Choose how the patient was told',
        tellingsFor(undefined).map((value) => ({ value, title: capital(taskTellingWords[value]) })),
      ),
      {
        ...choice(
          'toldAt',
          'When?',
          'Choose when',
          Object.entries(toldTimes).map(([value, { title }]) => ({ value, title })),
        ),
        value: 'now',
      },
      words('words', 'Anything they should know?', false),
      ifStopped,
    ],
  }),
  cancel: ({ task, rules }) => ({
    title: `Cancel ${taskIds.reference(task.id)}`,
    submit: 'Cancel the task',
    lines: [`${nameOf(rules.network, task.to)} is told. It stays in the history.`],
    fields: [reason('Why?', listed(taskCancelList.offered, taskCancelWords)), words('words', 'What should they know?', false), ifStopped],
  }),
  reopen: ({ task, rules }) => ({
    title: `Reopen ${taskIds.reference(task.id)}`,
    submit: 'Reopen it',
    lines: [`It waits again at ${nameOf(rules.network, task.to)}.`],
    fields: [reason('Why?', listed(taskReopenList.offered, taskReopenWords))],
  }),
};

/** Draws the form of a verb; `undefined`: there is none. */
export function drawTaskForm(
  verb: string,
  asking: TaskAsking,
  problem: string | Problem,
  given: Readonly<Record<string, unknown>>,
): { readonly title: string; readonly card: Card } | undefined {
  const make = own(taskForms, verb);
  if (make === undefined) return undefined;
  const form = make(asking);
  const { hub, id, revision } = asking.task;
  return {
    title: form.title,
    card: saying('task', fillForm({ ...form, verb }, { hub, id, revision, rest: form.rest ?? '' }, problem, given)),
  };
}

/** Who at an organisation may do it. */
const whoCanDo = ({ task, rules, at }: TaskAsking, organisation: OrganisationId): readonly Choice[] =>
  staffAt(rules.network, organisation)
    .filter(({ id }) => mayDoTask(rules.network, id, whoseIs(task), organisation, at) === undefined)
    .map(({ id, name }) => ({ value: id, title: inert(oneLine(name)) }));
