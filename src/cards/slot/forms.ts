// The dialogs in which slots are offered and withdrawn: what they ask, what is said above them, and what became of it.
import { type Network, organisationName, organisationsOf } from '../../domain/network/state.ts';
import {
  cutOffUsualMinutes,
  daysAheadMax,
  type SlotFault,
  slotMinutesMax,
  slotMinutesMin,
  slotsAtOnceMax,
  slotWordsMax,
} from '../../domain/slot/faults.ts';
import { canTakeOf } from '../../domain/slot/offered.ts';
import type { LeftOut, PatternFault } from '../../domain/slot/pattern.ts';
import { taskKinds } from '../../domain/task/reasons-and-outcomes.ts';
import type { HubId, Instant, OrganisationId } from '../../domain/terms.ts';
import { dateOf, dayNumber, type LocalDate, type Weekday, weekdays } from '../../domain/time/hours.ts';
import { onTheWall } from '../../domain/time/london.ts';
import { type Choice, choice, type Field, notPersonal, words } from '../fields.ts';
import { taskKindWords } from '../task/words.ts';
import { inert } from '../templates.ts';
import { capital, monthShort, oneLine, plain, shortened, when } from '../words.ts';
import { ruleWords } from './faults.ts';
import { ledgerWords } from './words.ts';

export const offerButton = 'Offer';
export const inputMissing = 'Something was not filled in, or cannot be read. Nothing was done.';
export const faultyWords = 'They cannot be offered like this. Nothing was done.';

/** Above each form: whose they are, and that this is no record system. */
export const offerLines = (network: Network, organisation: OrganisationId): readonly string[] => [
  `${plain(organisationName(network, organisation))} offers these to others. ${ledgerWords}`,
];

const text = (id: string, label: string, error: string, more: Partial<Field> = {}): Field => ({
  kind: 'text',
  id,
  label,
  required: true,
  error,
  max: slotWordsMax,
  ...more,
});
const several = (id: string, label: string, choices: readonly Choice[], more: Partial<Field> = {}): Field => ({
  kind: 'several',
  id,
  label,
  required: false,
  error: 'Choose from these.',
  choices,
  max: 2_000,
  ...more,
});
/** From today on, as far as slots are published ahead. */
const dated = (id: string, label: string, now: Instant): Field => {
  const today = onTheWall(now).date;
  return {
    ...{ kind: 'date', id, label, required: true, error: 'Choose a date.' },
    from: today,
    until: dateOf((dayNumber(today) ?? 0) + daysAheadMax),
  };
};

/** Minutes before its start until which one can be taken. */
const cutOffs = [0, 30, 60, 120, 240, 1_440] as const;
const cutOffWords: Readonly<Record<(typeof cutOffs)[number], string>> = {
  0: 'Until it starts',
  30: 'Until 30 minutes before',
  60: 'Until 1 hour before',
  120: 'Until 2 hours before',
  240: 'Until 4 hours before',
  1440: 'Until 24 hours before',
};
const length: Field = text(
  'minutes',
  `How long each is, in minutes (${slotMinutesMin} to ${slotMinutesMax})`,
  'Write a number of minutes.',
  {
    max: 4,
    value: '15',
  },
);
/** A practice's are for its hub, whom nobody need tick. */
const forWhom = (network: Network, hub: HubId, organisation: OrganisationId): readonly Field[] => {
  const choices = organisationsOf(network, hub)
    .filter((each) => canTakeOf(hub, organisation, each))
    .map((each) => ({ value: each, title: inert(oneLine(organisationName(network, each))) }));
  return organisation === hub ? [several('forOrganisations', 'For whom (none ticked: everybody)', choices)] : [];
};
/** What is the same of every one that is offered at once. */
const shared = (network: Network, hub: HubId, organisation: OrganisationId): readonly Field[] => [
  length,
  text('what', 'Clinic or role, such as Nurse clinic', 'Write which clinic it is.'),
  text('place', 'Where, such as Room 2 or By telephone', 'Write where it is.'),
  text('bookUnder', 'What to book it under in the record system', 'Write what to book it under.'),
  ...forWhom(network, hub, organisation),
  several(
    'forKinds',
    'For which tasks (none ticked: all)',
    taskKinds.map((kind) => ({ value: kind, title: taskKindWords[kind] })),
  ),
  {
    ...choice(
      'cutOff',
      'Can be taken',
      'Choose until when.',
      cutOffs.map((minutes) => ({ value: String(minutes), title: cutOffWords[minutes] })),
    ),
    value: String(cutOffUsualMinutes),
  },
];
/** `stopped`: the privacy guard found something; then the form asks whether it is a patient's. */
const asked = (fields: readonly Field[], stopped: boolean): readonly Field[] => (stopped ? [...fields, notPersonal] : fields);

export interface FormOf {
  readonly network: Network;
  readonly hub: HubId;
  readonly organisation: OrganisationId;
  readonly now: Instant;
  readonly stopped: boolean;
}
export const offerFields = ({ network, hub, organisation, now, stopped }: FormOf): readonly Field[] =>
  asked(
    [
      dated('date', 'Date', now),
      text('times', 'Times they start, such as 09:00, 09:20', 'Write times such as 09:00, 09:20.', { max: 300 }),
      ...shared(network, hub, organisation),
    ],
    stopped,
  );
export const repeatFields = ({ network, hub, organisation, now, stopped }: FormOf): readonly Field[] =>
  asked(
    [
      several('weekdays', 'On these days', weekdayChoices, { required: true, error: 'Choose at least one day.' }),
      dated('from', 'From', now),
      dated('until', 'Until, that day too', now),
      text('first', 'The first starts at', 'Write a time such as 09:00.', { max: 10 }),
      text('last', 'The last starts at', 'Write a time such as 11:40.', { max: 10 }),
      text('every', 'Minutes from one start to the next', 'Write a number of minutes.', { max: 4, value: '15' }),
      ...shared(network, hub, organisation),
    ],
    stopped,
  );
const weekdayChoices: readonly Choice[] = [...weekdays.slice(1), 'sunday' as const].map((day: Weekday) => ({
  value: day,
  title: capital(day),
}));

/** About half of what a card may have: what was pasted comes back with its faults. */
export const pastedCharactersMax = 12_000;
export const pasteFields = (stopped: boolean): readonly Field[] =>
  asked(
    [
      {
        kind: 'words',
        id: 'rows',
        label: 'The list',
        error: 'Please paste the list, with its heading.',
        required: true,
        max: pastedCharactersMax,
      },
    ],
    stopped,
  );
export const pasteLines = (columns: readonly string[]): readonly string[] => [
  `Paste it with its heading, as from a spreadsheet: ${columns.join(', ')}. A row for each, such as 2026-11-23, 09:20, 15, Nurse clinic, Room 2, NC2.`,
  `\u201cfor\u201d is a practice or the hub, several with a semicolon between them; left empty it is for everybody. At most ${slotsAtOnceMax} at once.`,
];

export const withdrawFields = (stopped: boolean): readonly Field[] => asked([words('reason', 'Why', true)], stopped);
export const withdrawButton = 'Take it out';
export const withdrawnWords = 'It is out of the book. Nobody can take it now.';

const dateWords = (date: LocalDate): string => `${Number(date.slice(8))} ${monthShort[Number(date.slice(5, 7)) - 1]}`;

export const noSuchHourWords = (time: string): string => `${time} does not exist on that night: the clocks go forward`;
const patternWords: Readonly<Record<PatternFault, string>> = {
  noWeekday: 'Choose at least one day of the week.',
  datesWrong: 'The last date must not be before the first.',
  tooLong: `At most ${daysAheadMax} days at once.`,
  timesWrong: 'The last time must not be before the first.',
  tooOften: 'They must not begin more often than each is long.',
  nothing: 'No day or time is left of it.',
  tooMany: `It comes to more than ${slotsAtOnceMax}: choose fewer days.`,
};
export const patternFaultWords = (faults: readonly PatternFault[]): string => faults.map((fault) => patternWords[fault]).join(' ');

/** What was left out, in as few words as can be. */
export function leftOutWords(leftOut: readonly LeftOut[]): readonly string[] {
  const of = (why: LeftOut['why']): readonly string[] => [
    ...new Set(leftOut.filter((each) => each.why === why).map(({ date }) => dateWords(date))),
  ];
  const said = (why: LeftOut['why'], because: string): readonly string[] =>
    of(why).length === 0 ? [] : [`Left out, ${because}: ${shortened(of(why), leftOutMax)}.`];
  return [
    ...said('holiday', 'because it is a bank holiday'),
    ...said('shut', 'because you are closed then'),
    ...said('noSuchHour', 'because the clocks go forward over it'),
  ];
}
const leftOutMax = 12;

export const publishedTitle = 'In the book';
export function publishedWords(count: number, fresh: number): string {
  if (fresh === 0) return `${count === 1 ? 'It was' : 'They were all'} in the book before. Nothing has changed.`;
  const before = count - fresh;
  const words = fresh === 1 ? 'One is offered now.' : `${fresh} are offered now.`;
  return before === 0 ? words : `${words} ${before === 1 ? 'One was' : `${before} were`} in the book before.`;
}
export const stoppedWords = (published: number, why: string): string =>
  `${published === 0 ? 'None is' : published === 1 ? 'One is' : `${published} are`} new in the book. Then it stopped: ${why} Press again to go on.`;

/** Faults shown at once, beside what was filled in. */
const faultsShownMax = 20;
/** Each by the time it is about: `Tue 24 Nov 09:20: its time is past`. */
export function slotFaultLines(faults: readonly SlotFault[], starts: readonly Instant[]): readonly string[] {
  const byWords = new Map<string, string[]>();
  for (const { index, rule } of faults) {
    const start = starts[index];
    const at = byWords.get(ruleWords[rule]) ?? [];
    byWords.set(ruleWords[rule], at);
    if (start !== undefined) at.push(isInstant(start) ? when(start) : plain(start));
  }
  // What is wrong with all of them is said once.
  return [...byWords]
    .slice(0, faultsShownMax)
    .map(([said, at]) => `${at.length === starts.length && starts.length > 1 ? 'All' : shortened(at, 5)}: ${said}`);
}
const isInstant = (at: string): boolean => !Number.isNaN(Date.parse(at));

const faultCharactersMax = 200;
/** Each by its line, as they were read. */
export const lineFaults = (faults: readonly string[]): readonly string[] => [
  `Please put these right below, and press \u201c${offerButton}\u201d again:`,
  ...faults.slice(0, faultsShownMax).map((fault) => plain(fault.slice(0, faultCharactersMax))),
  ...(faults.length > faultsShownMax ? [`And ${faults.length - faultsShownMax} more.`] : []),
];
