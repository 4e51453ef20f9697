// The form by which somebody completes an eConsult: what came of it, how the patient was told and when, and what is still to be done.

import { couldBeToldAt, isUnopened, outcomesOf, tellingsOf } from '../../domain/econsult/complete.ts';
import { earlierOf } from '../../domain/econsult/contacts.ts';
import { usualEndings } from '../../domain/econsult/reasons-and-outcomes.ts';
import { openTasksOf } from '../../domain/econsult/tasks.ts';
import { referenceOf } from '../../domain/reference.ts';
import { type Asking, choice, type Form, notPersonal, toggle } from '../fields.ts';
import { ago, toldTimes } from '../told-times.ts';
import { capital, outcomeWords, tellingWords, toldWords } from '../words.ts';
import { followUpFields } from './follow-up-fields.ts';
import { tasksLine } from './tasks.ts';

export function completeForm({ it, rules, at, by, asksOthers = false, followUps = 1, slots = [] }: Asking): Omit<Form, 'verb'> {
  const unopened = isUnopened(it);
  const [outcomes, tellings] = [outcomesOf(it, rules.network, by, at), tellingsOf(it)];
  return {
    title: `Complete ${referenceOf(it.id)}`,
    submit: 'Complete it',
    rest: String(followUps),
    lines: unopened ? ['⚠ You have not opened this, and nobody else has. It is a red flag: please open it first.'] : [],
    steps: unopened ? [{ verb: 'open', title: 'Open it' }] : [],
    fields: [
      choice('outcome', 'Outcome', 'Choose an outcome', [
        ...usualEndings
          .filter(([outcome, told]) => outcomes.includes(outcome) && tellings.includes(told))
          .map(([outcome, told]) => ({ value: `${outcome}:${told}`, title: `${outcomeWords[outcome]}; ${toldWords(told)}` })),
        ...outcomes.map((value) => ({ value, title: outcomeWords[value] })),
      ]),
      {
        ...choice(
          'told',
          'How was the patient told?',
          'Choose how the patient was told',
          tellings.map((value) => ({ value, title: capital(tellingWords[value]) })),
        ),
        required: false,
        saidIn: 'outcome',
        hint: 'Leave it open where the outcome says it.',
      },
      {
        ...choice(
          'toldAt',
          'When?',
          'Choose when the patient was told',
          Object.entries(toldTimes)
            .filter(([, { minutesAgo }]) => couldBeToldAt(it, ago(at, minutesAgo), at))
            .map(([value, { title }]) => ({ value, title })),
        ),
        value: 'now',
      },
      ...followUpFields({ it, rules, at, by, followUps, slots }),
      ...(asksOthers || earlierOf(it).length > 0
        ? [toggle('othersSeen', 'I have looked at the others', 'If no action is needed: the same patient has asked more than once')]
        : []),
      ...(unopened
        ? [{ ...toggle('knowingly', 'I know what it says. Complete it all the same', 'You have not opened this'), moves: true }]
        : []),
      ...(openTasksOf(it).length > 0
        ? [toggle('tasksSeen', 'I have read it. Complete it all the same', tasksLine(it, rules.network).join(' '))]
        : []),
      notPersonal,
    ],
  };
}
