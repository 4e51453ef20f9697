// The choices that several forms offer about a task: what is to be done, how soon, with which appointment, and which common task it is.
import type { TaskTemplate } from '../../domain/network/state.ts';
import { templateId } from '../../domain/network/task-templates.ts';
import type { TaskDetail, TaskKind, WantedChoice } from '../../domain/task/reasons-and-outcomes.ts';
import type { TaskRequest } from '../../domain/task/state.ts';
import { type Choice, choice, type Field, type SlotToTake } from '../fields.ts';
import { inert } from '../templates.ts';
import { oneLine, when, within } from '../words.ts';
import { taskKindWords, whatIsAsked } from './words.ts';

/** Kind and detail in one choice, so that one press chooses both: `tests:bloods`. Few enough to be read at a glance; others come from systems. */
const offeredWhat: readonly (readonly [TaskKind, TaskDetail?])[] = [
  ['faceToFace', 'doctor'],
  ['faceToFace', 'nurse'],
  ['homeVisit'],
  ['ringPatient', 'noInternet'],
  ['ringPatient', 'followUp'],
  ['bookAppointment'],
  ['prescription', 'toPharmacy'],
  ['prescription', 'toCollect'],
  ['fitNote', 'print'],
  ['fitNote', 'send'],
  ['tests', 'bloods'],
  ['tests', 'several'],
  ['question'],
  ['other'],
];
type What = Pick<TaskRequest, 'kind' | 'detail'>;
export const whatValue = ({ kind, detail }: What): string => (detail === undefined ? kind : `${kind}:${detail}`);
export const whatChoice = (what: What): Choice => ({ value: whatValue(what), title: whatIsAsked(what) });
export const whatChoices: readonly Choice[] = offeredWhat.map(([kind, detail]) =>
  whatChoice(detail === undefined ? { kind } : { kind, detail }),
);
/** One of a lead's or another system's may be none of those offered to people. */
export const whatOffered = (others: readonly What[]): readonly Choice[] => [
  ...others
    .filter(
      (each, index) =>
        !whatChoices.some(({ value }) => value === whatValue(each)) &&
        others.findIndex((other) => whatValue(other) === whatValue(each)) === index,
    )
    .map(whatChoice),
  ...whatChoices,
];

export const wantedWords: Readonly<Record<WantedChoice, string>> = {
  usual: 'In the usual time for this',
  hour: 'In 1 working hour',
  hours: 'In 4 working hours',
  closing: 'Before they next close',
  day: 'In 1 working day',
  days: 'In 3 working days',
  week: 'In 5 working days',
};

/** The hub's common tasks, to begin with one of them. */
export function templateField(templates: readonly TaskTemplate[]): readonly Field[] {
  if (templates.length === 0) return [];
  const choices = templates.map(({ name }) => ({ value: templateId(name), title: inert(oneLine(name)) }));
  return [
    {
      ...choice('template', 'One of our common tasks?', '', [{ value: 'none', title: 'No' }, ...choices]),
      required: false,
      value: 'none',
      moves: true,
      hint: 'It fills in what is still empty below; look it over before you send it.',
    },
  ];
}

/** So much of what a common task says is read before it is chosen in a list. */
const wordsSeenMax = 80;
const begun = (asked: string): string => (asked.length <= wordsSeenMax ? asked : `${asked.slice(0, wordsSeenMax).trimEnd()}…`);
/** The common tasks among what can be asked, each with its words: chosen there, one is sent as it is. */
export const templateChoices = (templates: readonly TaskTemplate[]): readonly Choice[] =>
  templates.map(({ name, asked }) => ({
    value: `template:${templateId(name)}`,
    title: inert(oneLine(`${name}: \u201c${begun(asked)}\u201d`)),
  }));
/** Which common task a choice stands for, by what stands for it in a form. */
export const templateChosen = (value: string): string | undefined => /^template:([A-Z0-9]{6})$/.exec(value)?.[1];

/** One of these appointments to hold, or none; no field where there are none. */
export function slotFields(id: string, slots: readonly SlotToTake[], chosen = 'none'): readonly Field[] {
  if (slots.length === 0) return [];
  const choices = slots.map(({ slot: { id, start, minutes, what }, forKinds }) => ({
    value: id,
    title: inert(oneLine(`${when(start)}, ${minutes} min, ${what}${onlyFor(forKinds)}`)),
  }));
  return [
    {
      ...choice(id, 'Hold one of their appointments?', '', [{ value: 'none', title: 'No' }, ...choices]),
      required: false,
      value: slots.some(({ slot }) => slot.id === chosen) ? chosen : 'none',
      moves: true,
      hint: 'It must be booked in the record system as well.',
    },
  ];
}

const onlyFor = (kinds: SlotToTake['forKinds']): string =>
  kinds === 'all' ? '' : ` (only for: ${kinds.map((kind) => within(taskKindWords[kind])).join(', ')})`;
