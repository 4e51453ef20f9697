// The form by which a task is sent, or sent once more: what is asked, of whom, by when, and where its sender can be rung.
import { own } from '../../domain/lookup.ts';
import { organisationHours } from '../../domain/network/state.ts';
import { templatesOf } from '../../domain/network/task-templates.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import { referenceOf } from '../../domain/reference.ts';
import { taskIds } from '../../domain/task/id.ts';
import { taskPriorities, wantedCodes } from '../../domain/task/reasons-and-outcomes.ts';
import type { TaskRules } from '../../domain/task/refusals.ts';
import type { Task } from '../../domain/task/state.ts';
import { wantedAt } from '../../domain/task/when.ts';
import type { EConsultId, HubId, Instant, OrganisationId } from '../../domain/terms.ts';
import { isOpen, nextOpening } from '../../domain/time/calendar.ts';
import {
  type Choice,
  choice,
  type Field,
  type Form,
  nameOf,
  notPersonal,
  practiceChoices,
  type SlotToTake,
  toggle,
  whenAsked,
  words,
} from '../fields.ts';
import { fillForm, type Problem } from '../form.ts';
import { type Card, inert, saying } from '../templates.ts';
import { oneLine, plain, priorityWords, when } from '../words.ts';
import { slotFields, templateField, wantedWords, whatOffered, whatValue } from './form-choices.ts';

export interface Sending {
  readonly hub: HubId;
  readonly from: OrganisationId;
  readonly about?: EConsultId;
  /** Whose patient it is, where it is about an eConsult; otherwise the practice that was named. */
  readonly practice?: OrganisationId;
  /** What was declined and is to be sent again. */
  readonly again?: Task;
  readonly rules: TaskRules;
  readonly at: Instant;
  /** Appointments of the receiver's that can be taken with it. */
  readonly slots: readonly SlotToTake[];
  /** The same to several practices. */
  readonly several?: true;
  /** The common task that has filled it in. */
  readonly used?: string;
}

const sendAnyway = toggle('knowingly', 'Send it all the same', 'If they may not be able to do it in time');

/** One receiver is known: then the times are said, too. */
const receiverOf = ({ hub, from, practice, again, several }: Sending): OrganisationId | undefined =>
  several ? undefined : (again?.to ?? (from === hub ? practice : hub));

/** `filled`: it was filled in, so that what is missing now is missing. */
export function sendForm(sending: Sending, filled = false): Form {
  const { from, about, again, rules, several, used } = sending;
  const to = receiverOf(sending);
  const closed = closedLines(to, sending);
  return {
    verb: again ? 'sendAgain' : several ? 'sendRound' : 'send',
    title: titleOf(sending),
    submit: again ? 'Send again' : 'Send',
    lines: [...(again?.status === 'declined' ? [`${plain(again.decline.by.name)} declined it.`] : []), ...closed],
    rest: JSON.stringify({ from, ...(about === undefined ? {} : { about }), ...(used === undefined ? {} : { used }) }),
    fields: [
      ...receiverField(sending),
      ...whatFields(sending, filled),
      {
        ...choice(
          'priority',
          'How urgent?',
          'Choose how urgent it is',
          taskPriorities.map((value) => ({ value, title: priorityWords[value] })),
        ),
        value: again?.request.priority ?? 'routine',
      },
      { ...choice('wanted', 'By when?', 'Choose a time', wantedTimes(to, sending)), value: 'usual' },
      {
        kind: 'text',
        id: 'telephone',
        label: 'Your number, for questions',
        required: true,
        error: 'Write a number to ring you on',
        max: 30,
        value: again?.request.telephone ?? own(rules.network.hubs, from)?.telephone ?? '',
      },
      {
        kind: 'text',
        id: 'spokenTo',
        label: 'If it is urgent: whom have you spoken to there?',
        required: false,
        error: '',
        max: 100,
        hint: 'Without a name, the duty clinician and the leads are asked at once.',
        value: again?.request.spokenTo ?? '',
      },
      ...slotFields('slot', sending.slots, again?.request.slot?.id),
      ...hintField(to, sending),
      ...(about === undefined && !again && !several ? patientFields : []),
      { ...toggle('clinical', 'Only a clinician can do this', 'Who can do it?'), value: again?.request.clinical ? 'true' : 'false' },
      ...(several ? [] : [closed.length === 0 ? whenAsked(sendAnyway) : sendAnyway]),
      whenAsked(notPersonal),
    ],
  };
}
function titleOf({ again, about, several }: Sending): string {
  if (again) return `Send ${taskIds.reference(again.id)} again`;
  if (about) return `Task about ${referenceOf(about)}`;
  return several ? 'The same task to several practices' : 'Send a task';
}

/** Which common task, and what is asked: what a common task says may be left open until that has filled it in. */
function whatFields({ hub, again, rules }: Sending, filled: boolean): readonly Field[] {
  const templates = again ? [] : templatesOf(rules.network, hub);
  const required = filled || templates.length === 0;
  const offered = whatOffered([...(again ? [again.request] : []), ...templates]);
  return [
    ...templateField(templates),
    {
      ...choice('what', 'What is to be done?', 'Choose what is to be done', offered),
      required,
      value: again ? whatValue(again.request) : '',
    },
    { ...words('asked', 'What do you ask of them?', required, 'Write what you ask of them'), value: again?.request.asked ?? '' },
  ];
}

function receiverField({ hub, from, practice, again, rules, several, at }: Sending): readonly Field[] {
  if (several) {
    const choices = practiceChoices(rules.network, hub, at);
    const all = choices.map(({ value }) => value).join(',');
    return [
      {
        kind: 'several',
        id: 'practices',
        label: 'To which practices?',
        required: true,
        error: 'Choose at least one practice',
        choices,
        value: all,
      },
    ];
  }
  if (from !== hub) return [];
  return [
    {
      ...choice('to', 'To which practice?', 'Choose a practice', practiceChoices(rules.network, hub, at), 'This hub has no practice yet.'),
      value: again?.to ?? practice ?? '',
    },
  ];
}

function wantedTimes(to: OrganisationId | undefined, { rules, at }: Sending): readonly Choice[] {
  return wantedCodes.map((value) => {
    const moment =
      to === undefined || value === 'usual' ? undefined : wantedAt(value, rules, to, { kind: 'other', priority: 'routine', at });
    return { value, title: moment === undefined ? wantedWords[value] : `${wantedWords[value]} (${when(moment)})` };
  });
}

/** That the receiver is closed, before anything is written. */
function closedLines(to: OrganisationId | undefined, { rules, at }: Sending): readonly string[] {
  const hours = to === undefined ? undefined : organisationHours(rules.network, to);
  if (to === undefined || hours === undefined || isOpen(at, hours, rules.holidays)) return [];
  const opens = nextOpening(at, hours, rules.holidays);
  return [
    `⚠ ${nameOf(rules.network, to)} is closed${opens ? ` until ${when(opens)}` : ''}. If it cannot wait, ring them or do it another way.`,
  ];
}

function hintField(to: OrganisationId | undefined, { rules, again }: Sending): readonly Field[] {
  if (to === undefined) return [];
  const people = staffAt(rules.network, to).map(({ id, name }) => ({ value: id, title: inert(oneLine(name)) }));
  if (people.length === 0) return [];
  return [
    {
      ...choice('hint', 'Somebody you think of?', '', [{ value: 'none', title: 'Nobody in particular' }, ...people]),
      required: false,
      value: again?.request.hint?.id ?? 'none',
      hint: 'Only a hint: anybody there can do it.',
    },
  ];
}

const patientField = (id: string, label: string, max: number, hint = ''): Field => ({
  kind: 'text',
  id,
  label,
  required: false,
  error: '',
  max,
  ...(hint === '' ? {} : { hint }),
});
/** Kept apart like what a patient wrote: shown in the task's own dialog, and to nobody in the channel. */
const patientFields: readonly Field[] = [
  patientField(
    'patientName',
    'Patient\u2019s name, if it is about one',
    100,
    'Shown only to those who open the task, never in the channel.',
  ),
  { kind: 'date', id: 'patientBorn', label: 'Patient\u2019s date of birth', required: false, error: '', from: '1900-01-01' },
  patientField('patientNhs', 'Patient\u2019s NHS number', 20),
  patientField('patientPhone', 'Patient\u2019s telephone', 30),
  patientField('patientDetails', 'What more they need to know about the patient', 1_000),
];

export function drawSend(
  sending: Sending,
  problem: string | Problem,
  given: Readonly<Record<string, unknown>>,
): { readonly title: string; readonly card: Card } {
  const form = sendForm(sending);
  const { again, hub } = sending;
  const about = { hub, id: again?.id ?? 'new', revision: again?.revision ?? 0, rest: form.rest ?? '' };
  return { title: form.title, card: saying('task', fillForm(form, about, problem, given)) };
}
