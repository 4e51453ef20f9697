// The card of an organisation's day: before closing what still needs a decision, afterwards the count and who signed it.

import { isPlanOfToday } from '../../domain/day/before-closing.ts';
import type { DayRefusal } from '../../domain/day/decide.ts';
import type { Count, Day } from '../../domain/day/state.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import { areAny, type TasksAt } from '../../domain/task/counts.ts';
import type { Instant, Person } from '../../domain/terms.ts';
import type { PressButton } from '../econsult/buttons.ts';
import { statusWords } from '../econsult/facts.ts';
import { whatWords } from '../econsult/glance.ts';
import { peopleNames } from '../econsult/refusals.ts';
import { type DialogButton, type ListRow, type RowButtons, rowData } from '../list.ts';
import { dateWords } from '../network/words.ts';
import { dayTasksWords, tasksLineToLook, tasksNeed } from '../task/counts.ts';
import { type Drawn, fill, payloadVersion } from '../templates.ts';
import { oneLine, plain, planWords, timeOf, when } from '../words.ts';
import { countWords, needWords, standingWords } from './count-words.ts';
import { references } from './notices.ts';

/** The most lines shown: more would not be read, and would not fit into one message. */
export const leftShown = 15;
/** And so many tasks. */
export const tasksShown = 8;
/** What is left: as much as is shown, those without a decision first; `more` stand behind those. */
export interface Left {
  readonly items: readonly EConsult[];
  /** What can be done about each of them here. */
  readonly buttons?: ReadonlyMap<string, RowButtons>;
  readonly more: number;
  /** Of all: how many have no decision today, and how many somebody means to finish. */
  readonly unsaid: number;
  readonly finishing: number;
  /** Whether any of them can be decided on here; those without a practice must be placed first. */
  readonly sayable: boolean;
  /** Open tasks of the organisation; absent: nobody counted them. */
  readonly tasks?: TasksAt;
  /** Tasks that cannot wait, as rows with what can be said of each; those without a decision first. */
  readonly taskRows?: readonly ListRow[];
  /** Of all of those: how many there are, and how many have no decision. */
  readonly tasksLeft?: number;
  readonly tasksUnsaid?: number;
}
export const nothingLeft: Left = { items: [], more: 0, unsaid: 0, finishing: 0, sayable: false };

/** How the list of a day is called by its buttons. */
export const dayName = ({ hub, id }: Day): string => `day|${hub}|${id}`;

export function drawDay(day: Day, left: Left, network: Network, now: Instant, notice = ''): Drawn {
  const name = plain(organisationName(network, day.organisation));
  const counted = day.organisation === day.hub ? undefined : day.counted;
  const open = day.closesAt !== undefined && now < day.closesAt && day.counted === undefined;
  const title = counted ? `End of the day at ${name}, ${dateWords(day.date)}` : `Before closing at ${name}, ${dateWords(day.date)}`;
  const card = fill('day', {
    v: payloadVersion,
    hub: day.hub,
    day: day.id,
    title,
    notice,
    lines: counted ? countLines(day, counted) : leftLines(day, left, open),
    list: dayName(day),
    rows: open
      ? [...left.items.map((it) => ({ ...leftRow(it, network, now), buttons: left.buttons?.get(it.id) })), ...(left.taskRows ?? [])].map(
          rowData,
        )
      : [],
    presses: counted && !day.signed ? [sign] : [],
    dialogs: open && left.sayable ? [sayEach] : [],
    // A count is always shown as of the moment it was made.
    asOf: `As of ${when(counted?.at ?? now)}`,
    fallback: title,
  });
  return { card, summary: oneLine(title) };
}

const sign: PressButton = { verb: 'signDay', title: 'Sign', style: 'positive' };
const sayEach: DialogButton = { verb: 'closing', title: 'Decide each one' };

interface Line {
  readonly words: string;
  readonly weight: 'Default' | 'Bolder';
  readonly colour: 'Default' | 'Attention';
}
const line = (words: string, weight: Line['weight'] = 'Default', colour: Line['colour'] = 'Default'): Line => ({ words, weight, colour });

export const closedWords = 'It has closed. What was left is on its cards.';

function leftLines(day: Day, { items, more, unsaid, tasks, ...left }: Left, open: boolean): readonly Line[] {
  if (!open) return [line(closedWords)];
  const closes = day.closesAt === undefined ? '' : `Closes at ${timeOf(day.closesAt)}. `;
  const count = items.length + more;
  const ofTasks = [...tasksToDecide(left), ...(tasks === undefined || !areAny(tasks) ? [] : [line(`Tasks: ${tasksLineToLook(tasks)}`)])];
  if (count === 0)
    return [line(left.tasksLeft ? closes.trim() : `${closes}Nothing needs a decision before then.`), ...ofTasks].filter(
      ({ words }) => words !== '',
    );
  const wish = 'will it be finished, go to somebody else, or wait with the patient told?';
  const words =
    unsaid === 0
      ? `${closes}${count === 1 ? 'The one that cannot wait has a decision.' : `All ${count} that cannot wait have a decision.`} You can still change it.`
      : `${closes}${needWords(unsaid)}: ${wish}${unsaid < count ? ` ${count - unsaid} ${count - unsaid === 1 ? 'has' : 'have'} one already.` : ''}`;
  return [
    line(words),
    ...(more > 0 ? [line(`${items.length} of ${count} are shown, those without a decision first. The others follow as you decide.`)] : []),
    ...ofTasks,
  ];
}

/** What must be said of tasks before closing. */
function tasksToDecide({
  tasksLeft = 0,
  tasksUnsaid = 0,
  taskRows = [],
}: Pick<Left, 'tasksLeft' | 'tasksUnsaid' | 'taskRows'>): readonly Line[] {
  if (tasksLeft === 0) return [];
  const words =
    tasksUnsaid === 0
      ? `${tasksLeft === 1 ? 'The task that cannot wait has' : `All ${tasksLeft} tasks that cannot wait have`} a decision.`
      : `${tasksNeed(tasksUnsaid)}: will ${tasksUnsaid === 1 ? 'it' : 'each'} be done today, or at your next opening, with the sender told?`;
  return [
    line(words),
    ...(taskRows.length < tasksLeft ? [line(`${taskRows.length} of ${tasksLeft} tasks are shown, those without a decision first.`)] : []),
  ];
}

/** One of the list, and of the dialog that asks about each. */
export function leftRow(it: EConsult, network: Network, now: Instant): ListRow {
  const limit =
    it.status === 'completed'
      ? ''
      : ` · ${it.deadlines.limit < now ? 'past its limit of' : 'limit'} ${when(it.deadlines.limit, it.receivedAt)}`;
  const said = it.plan && isPlanOfToday(it.plan, now) ? `${plain(it.plan.by.name)} ${planWords(it.plan)}.` : 'No decision yet.';
  const plan = it.practice === undefined ? 'A hub lead or administrator presses Place on its card.' : said;
  return {
    stands: it.status !== 'completed' && (it.priority === 'redFlag' || it.deadlines.limit < now),
    first: `${referenceOf(it.id)} · ${whatWords(it)}${limit}`,
    second: `${statusWords(it, network)}. ${plan}`,
  };
}

/** What the day came to, and who stands for it. */
function countLines(day: Day, count: Count): readonly Line[] {
  const { carried, missing, standing, tasks } = count;
  const before =
    carried === 0
      ? ''
      : ` ${[`${carried} from before ${carried === 1 ? 'is' : 'are'} still open`, ...standingWords(standing?.carried)].join(', ')}.`;
  return [
    line(countWords(count), 'Bolder', missing.length > 0 ? 'Attention' : 'Default'),
    line(`Since ${when(day.since)}.${before}`),
    ...(tasks === undefined || (tasks.received === 0 && tasks.toDo === 0) ? [] : [line(`${dayTasksWords(tasks)}.`)]),
    ...(missing.length > 0
      ? [line(`NOT accounted for: ${references(missing)}. The hub\u2019s leads have been told.`, 'Bolder', 'Attention')]
      : []),
    line(
      day.signed
        ? `Signed by ${plain(day.signed.by.name)}, ${when(day.signed.at)}.`
        : 'Not signed yet: please sign, so that a named person stands for this count.',
    ),
  ];
}

/** Why a day was not signed. */
export function dayRefusalWords(refusal: DayRefusal): string {
  switch (refusal.why) {
    case 'notCountedYet':
      return `This day is not counted yet${refusal.closesAt ? `: it is when they close at ${timeOf(refusal.closesAt)}` : ''}. Nothing has changed.`;
    case 'alreadySigned':
      return `${plain(refusal.by.name)} signed this at ${timeOf(refusal.at)}. Nothing has changed.`;
    case 'notTheirs':
      return `Only somebody who works at this practice can sign for its day; where nobody does, a hub lead or administrator. Nothing has changed. ${askOf(refusal.ask)}`;
    case 'dayUnknown':
      return 'This day is not known here. Nothing has changed.';
    case 'personNeeded':
    case 'clockOnly':
      return 'Only a person can do this. Nothing has changed.';
  }
}

const askOf = (people: readonly Person[]): string => (people.length === 0 ? '' : `Ask: ${peopleNames(people)}.`);
