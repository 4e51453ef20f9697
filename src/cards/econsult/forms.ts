// The dialogs that ask for more before something is done: what each asks, and what its asker should know first.

import { notSameReasons } from '../../domain/econsult/command.ts';
import { mayHoldUntil } from '../../domain/econsult/hold.ts';
import { escalationList, holdList, lowerList, reopenList, viewList } from '../../domain/econsult/reasons-and-outcomes.ts';
import { own } from '../../domain/lookup.ts';
import type { Practice } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import { priorities } from '../../domain/terms.ts';
import { type Asking, assignees, choice, type Form, listed, nameOf, notPersonal, practiceChoices, times, words } from '../fields.ts';
import { fillForm, type Problem } from '../form.ts';
import type { Card } from '../templates.ts';
import { escalationWords, holdWords, lowerWords, oneLine, plain, priorityWords, reopenWords, viewWords } from '../words.ts';
import { notSameWords, othersToPart } from './contacts.ts';
import { completeForm } from './forms-complete.ts';
import { passingForms } from './forms-pass-back.ts';

/** Whoever places one reads the sender's code for it. */
const withCode = ({ name, code }: Practice): string => `${oneLine(name)} (${code})`;

/** Every form that a button opens, by its verb. */
export const forms: Readonly<Record<string, (asking: Asking) => Omit<Form, 'verb'>>> = {
  ...passingForms,
  complete: completeForm,
  place: ({ it, rules, at }) => ({
    title: `Place ${referenceOf(it.id)}`,
    submit: 'Place it',
    lines: [
      `${
        it.practiceNamed === undefined
          ? 'The sender named no practice.'
          : `The sender named ${plain(it.practiceNamed)}, which is not a practice of this network.`
      } Open shows what was sent. It goes where that practice\u2019s pathway says, and its clock has been running since it was sent.`,
    ],
    fields: [
      it.practice === undefined
        ? choice(
            'practice',
            'Whose patient is it?',
            'Choose a practice',
            practiceChoices(rules.network, it.hub, at, withCode),
            'This hub has no practice yet.',
          )
        : choice('practice', 'Whose patient is it?', 'Choose a practice', [], 'This has been placed already. Its card says where it is.'),
    ],
  }),
  assign: (asking) => ({
    title: `Who should take ${referenceOf(asking.it.id)}?`,
    submit: 'Assign',
    lines: ['A role first, a person second: whoever is free can still claim it.'],
    fields: [choice('to', 'Role or person', 'Choose a role or a person', assignees(asking), nobodyElse)],
  }),
  handOver: (asking) => ({
    title: `Hand ${referenceOf(asking.it.id)} over`,
    submit: 'Hand over',
    lines: ['It waits for them, and they are told.'],
    fields: [
      choice(
        'to',
        'To whom?',
        'Choose a person',
        assignees(asking).filter(({ value }) => value.startsWith('person:') && value !== `person:${asking.by}`),
        nobodyElse,
      ),
      words('words', 'What should they know?', true, 'Write what they should know'),
      notPersonal,
    ],
  }),
  hold: (asking) => ({
    title: `Hold ${referenceOf(asking.it.id)}`,
    submit: 'Hold it',
    lines: ['The target stops while you wait for the patient; the limit does not.'],
    fields: [
      choice('reason', 'What are you waiting for?', 'Choose what you are waiting for', listed(holdList.offered, holdWords)),
      {
        ...choice(
          'until',
          'Until when?',
          'Choose a time',
          times(asking.it.holder, asking, mayHoldUntil),
          'There is no time left to wait for the patient: its limit is here. You can complete it, pass it on or escalate it.',
        ),
        moves: true,
      },
    ],
  }),
  escalate: ({ it, rules }) => ({
    title: `Escalate ${referenceOf(it.id)}`,
    submit: 'Escalate',
    lines: [
      `The duty clinician is asked first, then the hub lead, then the clinical lead. If you are worried about the patient, the clinical lead is asked before the hub lead. If it cannot wait for them, ring ${plain(own(rules.network.hubs, it.hub)?.telephone ?? '')}.`,
    ],
    fields: [
      choice('reason', 'Why?', 'Choose a reason', listed(escalationList.offered, escalationWords)),
      words('words', 'Anything they should know', false),
      notPersonal,
    ],
  }),
  raise: ({ it }) => ({
    title: `Raise ${referenceOf(it.id)}`,
    submit: 'Raise it',
    lines: ['Anyone can raise the priority. This only shortens deadlines.'],
    fields: [
      choice(
        'priority',
        'To',
        'Choose a priority',
        priorities.slice(priorities.indexOf(it.priority) + 1).map((value) => ({ value, title: priorityWords[value] })),
        'It is as urgent as can be already.',
      ),
    ],
  }),
  lower: ({ it }) => ({
    title: `Lower ${referenceOf(it.id)}`,
    submit: 'Lower it',
    lines: ['Only a clinician can do this, and must say why.'],
    fields: [
      choice(
        'priority',
        'To',
        'Choose a priority',
        priorities.slice(0, priorities.indexOf(it.priority)).map((value) => ({ value, title: priorityWords[value] })),
        'It cannot be lower than routine.',
      ),
      choice('reason', 'Why?', 'Choose a reason', listed(lowerList.offered, lowerWords)),
    ],
  }),
  reopen: ({ it }) => ({
    title: `Reopen ${referenceOf(it.id)}`,
    submit: 'Reopen it',
    lines: ['It waits where it was completed.'],
    fields: [choice('reason', 'Why?', 'Choose a reason', listed(reopenList.offered, reopenWords))],
  }),
  notSamePatient: ({ it, rules, by }) => ({
    title: `${referenceOf(it.id)}: not the same patient`,
    submit: 'Keep them apart',
    lines: ['They stay as they are, and neither is shown beside the other any more. Both histories say who decided this and why.'],
    fields: [
      choice(
        'to',
        'Which one is another patient\u2019s?',
        'Choose which one',
        othersToPart(it, rules.network, by),
        'No other contact of this patient is shown to you here.',
      ),
      choice('reason', 'Why?', 'Choose a reason', listed(notSameReasons, notSameWords)),
    ],
  }),
  link: ({ it }) => ({
    title: `Link ${referenceOf(it.id)}`,
    submit: 'Link',
    lines: ['To another contact of the same patient. Each then names the other; both stay where they are.'],
    fields: [{ kind: 'text', id: 'to', label: 'Its reference', required: true, error: 'Write a reference, such as K7M-4QX', max: 10 }],
  }),
  correctPractice: ({ it, rules, at }) => ({
    title: `Whose patient is ${referenceOf(it.id)} about?`,
    submit: 'Correct it',
    lines: ['It goes where that practice\u2019s pathway says. What has happened so far stays in its history.'],
    fields: [
      choice(
        'practice',
        'Practice',
        'Choose a practice',
        practiceChoices(rules.network, it.hub, at, withCode).filter(({ value }) => value !== it.practice),
        'This hub has no other practice. If the patient belongs to another hub, please tell your hub lead.',
      ),
    ],
  }),
  reportWrongPatient: ({ it }) => ({
    title: `Is ${referenceOf(it.id)} about another patient?`,
    submit: 'Yes, stop it',
    lines: ['Its card then says so. Nobody can complete it until somebody has asked the sender whose it is.'],
    fields: [],
  }),
  open: ({ it, rules }) => ({
    title: `Open ${referenceOf(it.id)}`,
    submit: 'Open',
    lines: [
      `This is a patient of ${it.practice ? nameOf(rules.network, it.practice) : 'a practice not known yet'}. The practice can see who opened it, and why.`,
    ],
    byReason: true,
    fields: [choice('reason', 'Why do you open it?', 'Choose a reason', listed(viewList.offered, viewWords))],
  }),
};

const nobodyElse = 'Nobody else here may answer it at the moment. You can pass it on or escalate it.';

/** Draws a form; `problem` says why it is shown again, `given` keeps what was filled in, `stopped` when the guard stopped its words. */
export function drawForm(
  verb: string,
  asking: Asking,
  problem: string | Problem = '',
  given: Readonly<Record<string, unknown>> = {},
  stopped = false,
): { readonly title: string; readonly card: Card } | undefined {
  const make = own(forms, verb);
  if (make === undefined) return undefined;
  const { it } = asking;
  const made = make(asking);
  const shown = stopped || given['checked'] !== undefined;
  const form = { ...made, verb, fields: made.fields.filter((field) => field !== notPersonal || shown) };
  return {
    title: form.title,
    card: fillForm(form, { hub: it.hub, id: it.id, revision: it.revision, rest: made.rest ?? '' }, problem, given),
  };
}
