// What is said beside the card of an organisation's day, and what the leads of a hub are told of it.

import type { ChannelNews } from '../../domain/channel-news.ts';
import type { DayNotice } from '../../domain/day/react.ts';
import type { Day, Matter, Told } from '../../domain/day/state.ts';
import { gravity } from '../../domain/econsult/clock.ts';
import { own } from '../../domain/lookup.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { econsultIds, referenceOf } from '../../domain/reference.ts';
import type { DrillDue } from '../../domain/rehearsal/register.ts';
import type { LateHabit } from '../../domain/task/habits.ts';
import type { Instant } from '../../domain/terms.ts';
import { onTheWall, toInstant, toMs } from '../../domain/time/london.ts';
import { channelLostWords, testUnreachedWords } from '../network/channel-words.ts';
import { dateWords } from '../network/words.ts';
import { shadowSeenWords } from '../rehearsal/shadow.ts';
import { gapWords } from '../rota/words.ts';
import { tasksNeed } from '../task/counts.ts';
import { taskKindWords } from '../task/words.ts';
import { dayOf, lasting, oneLine, timeOf, warningWords, when, within } from '../words.ts';
import { agreedWords, agreementsWords } from './agreed.ts';
import { countWords, needWords } from './count-words.ts';

/** References named in one sentence. */
const referencesShown = 10;

/** eConsults by their reference; of other kinds by their id, which is what staff call them. */
const nameOf = (id: string): string => (econsultIds.test(id) ? referenceOf(id) : id);

export const references = (ids: readonly string[]): string =>
  `${ids.slice(0, referencesShown).map(nameOf).join(', ')}${ids.length > referencesShown ? ` and ${ids.length - referencesShown} more` : ''}`;

interface Saying {
  readonly unsaid: number;
  readonly finishing: number;
  readonly tasksUnsaid?: number;
}
/** `said`: what the leads were told at the moment the notice is about; absent: what they were told last. Words of a notice, after the names of whoever is mentioned; `undefined` when there is nothing to say any more. Not yet made safe for XML. */
export function dayNoticeWords(
  what: DayNotice,
  day: Day,
  left: Saying,
  network: Network,
  said: Told | undefined = isTold(what) ? day.told[what]?.what : undefined,
): { readonly text: string; readonly summary: string } | undefined {
  const name = oneLine(organisationName(network, day.organisation));
  switch (what) {
    case 'closing': {
      const words = leftWords(left, day.listed.at(-1)?.minutes === 15);
      if (words === '' || day.counted || day.closesAt === undefined) return undefined;
      return {
        text: `${name} closes at ${timeOf(day.closesAt)}, and ${words}.`,
        summary: `${name} closes at ${timeOf(day.closesAt)}`,
      };
    }
    case 'endOfDay':
    case 'signing': {
      if (day.counted === undefined || day.signed) return undefined;
      const count = countWords(day.counted);
      const text =
        what === 'endOfDay'
          ? `${name}, end of the day: ${count}. Please look and press Sign.`
          : `nobody has signed for ${dateWords(day.date)} yet: ${count}. Please look and press Sign.`;
      return { text, summary: `${name}: ${count}` };
    }
    case 'quiet':
    case 'caughtUp':
    case 'rotaGaps':
    case 'found':
    case 'calendarEnds':
    case 'lateTasks':
    case 'drillsDue':
    case 'shadowSeen':
    case 'agreementsEnd':
    case 'agreed':
    case 'paperNotSent':
    case 'channelLost':
    case 'unreached':
    case 'reachedAgain':
    case 'testUnreached':
      return said?.matter === what ? toldWords(said, name, (id) => oneLine(organisationName(network, id))) : undefined;
  }
}

/** A notice that tells leads of a matter, rather than one about the day itself. */
export const isTold = (what: DayNotice): what is Matter => what !== 'closing' && what !== 'endOfDay' && what !== 'signing';

/** What is said before closing. What waits for the next opening with the patient told is not mentioned. */
function leftWords({ unsaid, finishing, tasksUnsaid = 0 }: Saying, isLastCall: boolean): string {
  const still = isLastCall ? 'still ' : '';
  const many = (count: number): string => (count === 1 ? 'one eConsult' : `${count} eConsults`);
  return [
    ...(unsaid > 0 ? [needWords(unsaid)] : []),
    ...(tasksUnsaid > 0 ? [tasksNeed(tasksUnsaid)] : []),
    ...(finishing > 0 ? [`${many(finishing)} that somebody means to finish ${finishing === 1 ? 'is' : 'are'} ${still}open`] : []),
  ].join(', and ');
}

/** What the leads of a hub are told. */
function toldWords(
  told: Told,
  name: string,
  nameIn: (organisation: string) => string,
): { readonly text: string; readonly summary: string } {
  switch (told.matter) {
    case 'quiet':
      return {
        text: `nothing has come from ${name} ${sinceWords(told.since)}: more than ${lasting(told.usualMinutes * 60_000)} of its opening hours without one, longer than is usual there. Is its online form switched on? Please ask them.`,
        summary: `Nothing comes from ${name}`,
      };
    case 'caughtUp':
      return {
        text: `the clock was behind: what was due from ${when(told.from)} on was looked at only now, ${when(told.until)}. ${told.looked === 1 ? 'One eConsult was' : `${told.looked} eConsults were`} looked at late, the most urgent first. ${warnedWords(told.warned)}`,
        summary: `The clock has caught up: ${told.looked} looked at late`,
      };
    case 'rotaGaps':
      return {
        text: `the rota of ${name} has gaps: ${told.gaps.slice(0, referencesShown).map(gapWords).join('; ')}${told.gaps.length > referencesShown ? `; and ${told.gaps.length - referencesShown} more` : ''}.`,
        summary: `The rota of ${name} has gaps`,
      };
    case 'found':
      return {
        text: `the auditor found what it cannot put right: ${told.findings
          .slice(0, referencesShown)
          .map(({ kind, about }) => `${own(foundWords, kind) ?? kind} (${about})`)
          .join(
            '; ',
          )}${told.findings.length > referencesShown ? `; and ${told.findings.length - referencesShown} more` : ''}. Please look at each now.`,
        summary: 'The auditor found something to look at',
      };
    case 'calendarEnds':
      return {
        text: `bank holidays are known until ${dateWords(told.on)} only. Deadlines after that would take them for working days: please have the calendar extended.`,
        summary: 'The calendar of bank holidays ends soon',
      };
    case 'lateTasks':
      return lateWords(told.habits, nameIn);
    case 'drillsDue':
      return drillsWords(told.due, nameIn);
    case 'shadowSeen':
      return shadowSeenWords(told.practices, nameIn);
    case 'agreementsEnd':
      return agreementsWords(told.ends, nameIn);
    case 'agreed':
      return agreedWords(told, nameIn);
    case 'paperNotSent':
      return {
        text: `the paper pack of ${name} could not be sent by e-mail since ${when(told.since)}. ${told.inFolder ? 'It is in its folder as usual: please print it from there.' : 'No folder is set for it either: please write down what is urgent.'} I try again every few minutes. Please have the e-mail settings looked at.`,
        summary: `The paper pack of ${name} was not sent`,
      };
    case 'channelLost':
      return channelLostWords(name, told.why);
    case 'testUnreached':
      return testUnreachedWords(name, told.since);
    case 'unreached':
    case 'reachedAgain':
      return channelWords(told, name);
  }
}

/** What of tasks is late again and again, with numbers, the worst first. */
function lateWords(
  habits: readonly LateHabit[],
  name: (organisation: string) => string,
): { readonly text: string; readonly summary: string } {
  const said = habits
    .slice(0, referencesShown)
    .map(
      ({ from, to, kind, sent, late, lately }) =>
        `${within(taskKindWords[kind])}, asked by ${name(from)} of ${name(to)}: ${late} of ${sent} late, ${lately} of them in the last week`,
    );
  const more = habits.length > referencesShown ? `; and ${habits.length - referencesShown} more` : '';
  return {
    text: `some tasks were late again and again in the last four weeks: ${said.join('; ')}${more}. Please talk with each other: is the time asked for too short, or are too few there to do it?`,
    summary: 'Tasks that are late again and again',
  };
}

/** That a channel cannot be written to, what waits for it and what to do; and that it works again. */
function channelWords(told: ChannelNews, name: string): { readonly text: string; readonly summary: string } {
  if (told.matter === 'reachedAgain')
    return {
      text: `the channel of ${name} takes messages again. What waited since ${timeOf(told.since)} is being shown there now.`,
      summary: `The channel of ${name} is well again`,
    };
  const why = told.none
    ? 'it has no channel in Teams yet'
    : told.closed
      ? 'Teams says that I may not write there, or that it is not there'
      : 'Teams does not take my messages there';
  const waits =
    told.urgent.length > 0
      ? `Urgent, and not to be seen there: ${references(told.urgent)}.`
      : `${told.waiting === 1 ? 'One message waits' : `${told.waiting} messages wait`} for it, none of them urgent.`;
  const look = told.none
    ? ', and have somebody there write \u201cchannel\u201d to me in theirs'
    : told.closed
      ? ' and see whether the channel is deleted or archived, or I was taken out of its team'
      : '';
  return {
    text: `nothing can be shown in the channel of ${name} since ${timeOf(told.since)}: ${why}. ${waits} Please tell them by telephone${look}. Write \u201cfind\u201d and a reference here to read one. I go on trying, and tell you when it is well.`,
    summary: `Nothing can be shown in the channel of ${name}`,
  };
}

/** Nothing has come since the day began at midnight, so midnight is not given as the time of the last arrival. */
const sinceWords = (since: Instant): string =>
  onTheWall(since).date === onTheWall(toInstant(toMs(since) - 1)).date ? `since ${when(since)}` : 'today';

function warnedWords(warned: Readonly<Record<string, readonly string[]>>): string {
  const groups = new Map<string, string[]>();
  for (const warning of [...gravity].reverse()) {
    // Several warnings have the same words: one sentence says it of all.
    const words = oneLine(warningWords[warning]);
    const ids = warned[warning] ?? [];
    if (ids.length > 0) groups.set(words, [...(groups.get(words) ?? []), ...ids]);
  }
  const said = [...groups].map(([words, ids]) => `${words}: ${references(ids)}`);
  return said.length === 0 ? 'None of them had to be warned of.' : `${said.join('. ')}.`;
}

/** Whose last drill is older than agreed. */
function drillsWords(
  due: readonly DrillDue[],
  nameIn: (organisation: string) => string,
): { readonly text: string; readonly summary: string } {
  const named = due
    .slice(0, referencesShown)
    .map(({ organisation, last }) => `${nameIn(organisation)} (${last === undefined ? 'none yet' : `last ${dayOf(last)}`})`);
  const more = due.length - named.length;
  return {
    text: `a drill is due at ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}. Write \u201cdrill practice\u201d with its name to practise, or \u201cdrills\u201d for all of them.`,
    summary: `A drill is due at ${due.length === 1 ? 'one organisation' : `${due.length} organisations`}`,
  };
}

/** What the auditor could not put right, as a lead reads it. */
export const foundWords: Readonly<Record<string, string>> = {
  cardStuck: 'its card cannot be shown',
  cardMissing: 'it has no card',
  cardOld: 'its card is out of date',
  stateMissing: 'it has a history and nothing else: please tell whoever runs this system',
  holderGone: 'who has it is not in the network any more',
  claimantGone: 'who has claimed it is not on the staff list any more: take it over',
  waitsInClosed: 'it waits where a disaster has closed: move it by hand',
  notBroughtBack: 'a disaster that is over had moved it here: pass it back',
  overdueTimer: 'its clock has not been looked at',
  buried: 'a message about it was refused by Teams: write \u201cundelivered\u201d',
  countsApart: 'not accounted for',
};
