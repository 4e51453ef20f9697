// The card of an organisation's day: before closing what cannot be left, after it the count and who signed it; and what is said beside it.
import type { DayRefusal } from '../domain/day/decide.ts';
import type { DayNotice } from '../domain/day/react.ts';
import { accountedFor, type Count, type Day, type Told } from '../domain/day/state.ts';
import { gravity } from '../domain/econsult/clock.ts';
import type { EConsult } from '../domain/econsult/state.ts';
import { type Network, organisationName } from '../domain/network/state.ts';
import { referenceOf } from '../domain/reference.ts';
import type { Instant, Person } from '../domain/terms.ts';
import type { DialogButton, PressButton } from './buttons.ts';
import type { ListRow } from './channels.ts';
import { type Drawn, payloadVersion } from './draw.ts';
import { isPlanOfToday, statusWords } from './facts.ts';
import { dateWords } from './network-words.ts';
import { peopleNames } from './refusals.ts';
import { gapWords } from './rota-words.ts';
import { fill } from './templates.ts';
import { kindWords, lasting, oneLine, plain, planWords, priorityWords, timeOf, warningWords, when } from './words.ts';

/** More would not be read, and would not fit into one message. */
export const leftShown = 15;
/** References named in one sentence. */
const referencesShown = 10;

/** What is left, the most pressing first; `more` stand behind those. */
export interface Left {
  readonly items: readonly EConsult[];
  readonly more: number;
}

export function drawDay(day: Day, left: Left, network: Network, now: Instant, notice = ''): Drawn {
  const name = plain(organisationName(network, day.organisation));
  const counted = day.counted !== undefined && day.organisation !== day.hub;
  const open = day.closesAt !== undefined && now < day.closesAt && day.counted === undefined;
  const title = counted ? `End of the day at ${name}, ${dateWords(day.date)}` : `Before closing at ${name}, ${dateWords(day.date)}`;
  const card = fill('day', {
    v: payloadVersion,
    hub: day.hub,
    day: day.id,
    title,
    notice,
    lines: counted ? countLines(day, day.counted) : leftLines(day, left, open),
    rows: open ? left.items.map((it) => leftRow(it, network, now)) : [],
    presses: counted && !day.signed ? [sign] : [],
    dialogs: open && left.items.length > 0 ? [sayEach] : [],
    asOf: `As of ${when(now)}`,
    fallback: title,
  });
  return { card, summary: oneLine(title) };
}

const sign: PressButton = { verb: 'signDay', title: 'Sign', style: 'positive' };
const sayEach: DialogButton = { verb: 'closing', title: 'Say what becomes of each' };

interface Line {
  readonly words: string;
  readonly weight: 'Default' | 'Bolder';
  readonly colour: 'Default' | 'Attention';
}
const line = (words: string, weight: Line['weight'] = 'Default', colour: Line['colour'] = 'Default'): Line => ({ words, weight, colour });

function leftLines(day: Day, { items, more }: Left, open: boolean): readonly Line[] {
  if (!open) return [line('It has closed. What was left is on its cards.')];
  const closes = day.closesAt === undefined ? '' : `Closes at ${timeOf(day.closesAt)}. `;
  const count = items.length + more;
  if (count === 0) return [line(`${closes}Nothing is left that cannot wait until the next opening.`)];
  const many = `${closes}${count === 1 ? 'One eConsult cannot' : `${count} eConsults cannot`} simply be left: please say of each whether it will be finished, goes to somebody else, or waits and the patient knows.`;
  return [line(many), ...(more > 0 ? [line(`The ${items.length} most pressing are shown; write \u201cqueue\u201d for the others.`)] : [])];
}

/** One of the list, and of the dialog that asks about each. */
export function leftRow(it: EConsult, network: Network, now: Instant): ListRow {
  const limit = it.status === 'completed' ? '' : ` · limit ${when(it.deadlines.limit, it.receivedAt)}`;
  const plan =
    it.plan && isPlanOfToday(it.plan, now) ? `${plain(it.plan.by.name)} ${planWords(it.plan)}.` : 'Nobody has said what becomes of it.';
  return {
    first: `${referenceOf(it.id)} · ${priorityWords[it.priority]} · ${kindWords[it.kind]}${limit}`,
    second: `${statusWords(it, network)}. ${plan}`,
  };
}

/** "27 in, 27 accounted for", and what they are. */
function countLines(day: Day, count: Count): readonly Line[] {
  const { received, completed, open, movedOn, missing, carried } = count;
  const parts = [
    `${completed} closed`,
    `${open} open, each in a queue`,
    ...(movedOn > 0 ? [`${movedOn} found to be another practice\u2019s patient`] : []),
  ];
  return [
    line(`${received} in, ${accountedFor(count)} accounted for`, 'Bolder', missing.length > 0 ? 'Attention' : 'Default'),
    line(
      `Since ${when(day.since)}: ${parts.join(', ')}.${carried > 0 ? ` ${carried} from before ${carried === 1 ? 'is' : 'are'} still open.` : ''}`,
    ),
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

const references = (ids: readonly string[]): string =>
  `${ids.slice(0, referencesShown).map(referenceOf).join(', ')}${ids.length > referencesShown ? ` and ${ids.length - referencesShown} more` : ''}`;

/** Words of a notice, after the names of whoever is mentioned; `undefined` when there is nothing to say any more. Not yet made safe for XML. */
export function dayNoticeWords(
  what: DayNotice,
  day: Day,
  left: number,
  network: Network,
): { readonly text: string; readonly summary: string } | undefined {
  const name = oneLine(organisationName(network, day.organisation));
  switch (what) {
    case 'closing': {
      if (left === 0 || day.counted || day.closesAt === undefined) return undefined;
      const many = left === 1 ? 'one eConsult cannot simply be left' : `${left} eConsults cannot simply be left`;
      // The second time it is the last call.
      const still = day.listed.at(-1)?.minutes === 15 ? 'still ' : '';
      return {
        text: `${name} closes at ${timeOf(day.closesAt)}, and ${still}${many}.`,
        summary: `${name} closes at ${timeOf(day.closesAt)}`,
      };
    }
    case 'endOfDay':
    case 'signing': {
      if (day.counted === undefined || day.signed) return undefined;
      const count = `${day.counted.received} in, ${accountedFor(day.counted)} accounted for`;
      const text =
        what === 'endOfDay' ? `${name}: ${count}. Please look and sign.` : `nobody has signed for ${dateWords(day.date)} yet: ${count}.`;
      return { text, summary: `${name}: ${count}` };
    }
    default: {
      const told = day.told[what]?.what;
      return told === undefined ? undefined : toldWords(told, name);
    }
  }
}

/** What the leads of a hub are told. */
function toldWords(told: Told, name: string): { readonly text: string; readonly summary: string } {
  switch (told.matter) {
    case 'quiet':
      return {
        text: `nothing has come from ${name} since ${when(told.since)}, while it was open: longer than is usual there (${lasting(told.usualMinutes * 60_000)}). Is its online form switched on? Please ask them.`,
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
          .map(({ kind, about }) => `${foundWords[kind] ?? kind} (${about})`)
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
  }
}

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

/** What the auditor could not put right, as a lead reads it. */
export const foundWords: Readonly<Record<string, string>> = {
  cardStuck: 'its card cannot be shown',
  cardMissing: 'it has no card',
  cardOld: 'its card is out of date',
  stateMissing: 'it has a history and nothing else: please tell whoever runs this system',
  holderGone: 'who has it is not in the network any more',
  claimantGone: 'who has claimed it is not on the staff list any more: take it over',
  overdueTimer: 'its clock has not been looked at',
  buried: 'a message about it was refused by Teams: write \u201cburied\u201d',
  countsApart: 'not accounted for',
};

/** Why a day was not signed. */
export function dayRefusalWords(refusal: DayRefusal): string {
  switch (refusal.why) {
    case 'notCountedYet':
      return `This day is not counted yet${refusal.closesAt ? `: it is when they close at ${timeOf(refusal.closesAt)}` : ''}. Nothing has changed.`;
    case 'alreadySigned':
      return `${plain(refusal.by.name)} signed this at ${timeOf(refusal.at)}. Nothing has changed.`;
    case 'notTheirs':
      return `Only somebody who works at this practice can sign for its day. Nothing has changed. ${askOf(refusal.ask)}`;
    case 'dayUnknown':
      return 'This day is not known here. Nothing has changed.';
    case 'personNeeded':
    case 'clockOnly':
      return 'Only a person can do this. Nothing has changed.';
  }
}

const askOf = (people: readonly Person[]): string => (people.length === 0 ? '' : `Ask: ${peopleNames(people)}.`);
