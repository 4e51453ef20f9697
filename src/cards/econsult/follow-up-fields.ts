// What is still to be done once an eConsult is completed or passed: asked of the other organisation as tasks, in the same press.
import { otherSide } from '../../domain/econsult/pass-back.ts';
import { templatesOf } from '../../domain/network/task-templates.ts';
import { isRehearsal } from '../../domain/reference.ts';
import { wantedCodes } from '../../domain/task/reasons-and-outcomes.ts';
import { tasksAtOnceMax } from '../../domain/task/send.ts';
import { type Asking, choice, type Field, nameOf, toggle, words } from '../fields.ts';
import { slotFields, templateChoices, wantedWords, whatChoices } from '../task/form-choices.ts';

/** The inputs of the first, second and further follow-ups. */
export interface FollowUpIds {
  readonly text: string;
  readonly ask: string;
  readonly wanted: string;
  readonly slot: string;
}
export const followUpIds = (nth: number): FollowUpIds => {
  const suffix = nth === 0 ? '' : String(nth + 1);
  return { text: `followUp${suffix}`, ask: `ask${suffix}`, wanted: `askWanted${suffix}`, slot: `askSlot${suffix}` };
};

/** Said where an appointment was chosen beside what asks nobody for anything. */
export const slotForNothingWords = 'Choose what they are to do, so that the appointment can be held';
/** Said where something is only noted: it reaches nobody by itself. */
export const nobodyToldWords = 'Nobody is told of this yet: please tell whoever must do it.';

const noTaskInDrillWords = 'No patient waits for this one: no task is sent, and no appointment is taken.';

const commonHint = 'One of your common tasks is sent with its own words and time. What you write above is added to them.';

export function followUpFields({ it, rules, followUps = 1, slots = [] }: Asking): readonly Field[] {
  if (isRehearsal(it.id)) return [{ ...words('followUp', 'Anything still to be done?', false), hint: noTaskInDrillWords }];
  const to = otherSide(it, it.holder);
  if (to === undefined) return [{ ...words('followUp', 'Anything still to be done?', false), hint: nobodyToldWords }];
  const name = nameOf(rules.network, to);
  const templates = templatesOf(rules.network, it.hub);
  const whats = [...templateChoices(templates), ...whatChoices, { value: 'none', title: 'Nothing: it is only a note' }];
  const sets = Array.from({ length: followUps }, (_, nth): readonly Field[] => {
    const ids = followUpIds(nth);
    return [
      { ...words(ids.text, nth === 0 ? 'Anything still to be done?' : 'And what else?', false), hint: `It is sent to ${name} as a task.` },
      {
        ...choice(ids.ask, `What is ${name} to do?`, '', whats),
        required: false,
        value: 'other',
        moves: true,
        ...(templates.length === 0 ? {} : { hint: commonHint }),
      },
      {
        ...choice(
          ids.wanted,
          'How soon?',
          '',
          wantedCodes.map((value) => ({ value, title: wantedWords[value] })),
        ),
        required: false,
        value: 'usual',
      },
      ...slotFields(ids.slot, slots),
    ];
  });
  return [...sets.flat(), ...(followUps < tasksAtOnceMax ? [toggle('another', 'Add another', 'More to be done?')] : [])];
}
