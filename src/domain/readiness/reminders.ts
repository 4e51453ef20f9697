// When an owner is reminded of an item: on the day by which it is to be settled, before it runs out, and each week until somebody sees to it.
import { agreementWarnedDays } from '../network/agreements-running-out.ts';
import type { Instant } from '../terms.ts';
import { dateOf, dayNumber, type LocalDate, weekdayOf } from '../time/hours.ts';
import { atWall } from '../time/london.ts';
import type { PeopleItem } from './items.ts';
import type { Answer, Readiness } from './state.ts';

/** When people are at work and have not begun with patients; Europe/London. */
const remindedAt = '08:30';
/** Reminded each week after the day, three months long: whoever has not seen to it by then will not for another reminder. */
const everyDays = 7;
export const weeklyRemindersMax = 12;

/** The days on which its owner is reminded, in order; none where nothing is due. */
function daysOf({ status, date, until }: Answer): readonly LocalDate[] {
  const due = status === 'open' ? date : until;
  const day = due === undefined ? undefined : dayNumber(due);
  if (day === undefined) return [];
  // What was settled holds on its last day still.
  const first = status === 'open' ? day : day + 1;
  const before = status === 'open' ? [] : agreementWarnedDays.map((days) => day - days);
  const after = Array.from({ length: weeklyRemindersMax }, (_, week) => first + week * everyDays);
  return [...before, ...after].map((each) => dateOf(workingDay(each)));
}

/** That day, or the next on which people are at work; other bank holidays are not known here. */
function workingDay(day: number): number {
  const date = dateOf(day);
  const isOff = ['saturday', 'sunday'].includes(weekdayOf(day)) || ['12-25', '12-26', '01-01'].includes(date.slice(5));
  return isOff ? workingDay(day + 1) : day;
}

/** When its owner is next reminded, of the days since it was answered so and since the last reminder; `undefined`: not any more. */
export function remindedNext(answer: Answer): Instant | undefined {
  const since = answer.reminded ?? answer.at;
  return daysOf(answer)
    .map((day) => atWall(day, remindedAt))
    .find((at): at is Instant => at !== undefined && at > since);
}

/** The items of which somebody is reminded at this moment. After an outage each is told of once. */
export const dueAt = ({ answers }: Readiness, at: Instant): readonly PeopleItem[] =>
  entriesOf(answers).flatMap(([item, answer]) => {
    const next = remindedNext(answer);
    return next !== undefined && next <= at ? [item] : [];
  });

/** When the clock must next look; `undefined`: there is nothing to remind anybody of. */
export function nextReminder({ answers }: Pick<Readiness, 'answers'>): Instant | undefined {
  return entriesOf(answers)
    .flatMap(([, answer]) => remindedNext(answer) ?? [])
    .sort()[0];
}

const entriesOf = (answers: Readiness['answers']) => Object.entries(answers) as readonly (readonly [PeopleItem, Answer])[];
