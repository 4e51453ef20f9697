// What a card says at a glance: how it stands, what it is, and what to do by when; nothing that names the patient or what is wrong.
import { contractOf } from '../../domain/econsult/next-status.ts';
import type { Completed, EConsult, Open } from '../../domain/econsult/state.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { isRehearsal, rehearsalMark, rehearsedFor } from '../../domain/reference.ts';
import type { Instant, OrganisationId } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import {
  capital,
  chosen,
  dayOf,
  declineWords,
  holdWords,
  kindWords,
  passBackWords,
  plain,
  priorityWords,
  roleWords,
  timeOf,
  when,
  within,
} from '../words.ts';
import { escalatedBecause } from './escalation-words.ts';
import { practiceWords, takenAwayWords } from './facts.ts';
import { outcomeSaid } from './list-words.ts';
import { tasksLine } from './tasks.ts';

export interface Glance {
  /** How it stands; of one that has only just come, what it is. */
  readonly headline: string;
  readonly what: string;
  /** What to do by when, and what somebody who takes it up must read first; a line each. */
  readonly next: readonly string[];
}

/** `at`: the organisation whose channel the card stands in. `now`: when it is drawn; a card that nobody redraws must stay true. */
export function glanceOf(it: EConsult, network: Network, at: OrganisationId, now: Instant): Glance {
  if (it.status === 'completed') return doneGlance(it, network);
  const what = whatItIs(it);
  const where = [practiceWords(it, network), ...flaggedWords(it)].join(' · ');
  const stands = standsWords(it, network, at);
  const next = [timesOf(it, now), ...readFirst(it, network)];
  return stands === undefined
    ? { headline: whatWords(it), what: where, next }
    : { headline: `${drillSaid(it)}${stands}`, what: `${what} · ${where}`, next };
}

/** Two short lines, on a telephone too: by whom, and what came of what. Priority, topic and how the patient was told are in the details. */
function doneGlance(it: Completed, network: Network): Glance {
  const { completedBy: by, outcome, patientTold } = it;
  // Nobody was to be told of what was made up, and a sender who withdrew it knows.
  const isUntold = !isRehearsal(it.id) && patientTold === undefined && outcome !== 'withdrawn';
  const what = [
    ...(by === undefined ? [] : [outcomeSaid(it)]),
    it.priority === 'routine' ? it.topic : priorityWords[it.priority],
    practiceWords(it, network),
    ...(isUntold ? ['patient not told'] : []),
  ];
  return {
    headline: `${drillSaid(it)}${by === undefined ? takenAwayWords(it) : `Completed by ${plain(by.name)}`}`,
    what: what.join(' · '),
    next: [],
  };
}

const drillSaid = ({ id }: EConsult): string => {
  const why = rehearsedFor(id);
  return why === undefined ? '' : `${rehearsalMark[why]} \u00b7 `;
};

/** What it is and whose patient: the first line of a card that stands for it elsewhere. */
export const gistOf = (it: EConsult, network: Network): string => `${whatWords(it)} · ${practiceWords(it, network)}`;

/** What it is, in a line. */
export const whatWords = (it: EConsult): string => `${drillSaid(it)}${whatItIs(it)}`;
const whatItIs = (it: EConsult): string =>
  [priorityWords[it.priority], it.topic, ...(it.kind === 'clinical' ? [] : [kindWords[it.kind]]), it.ageBand].join(' · ');

const flaggedWords = ({ flaggedAnswers }: EConsult): readonly string[] =>
  flaggedAnswers === 0 ? [] : [`${flaggedAnswers} flagged ${flaggedAnswers === 1 ? 'answer' : 'answers'}`];

/** How it stands, where it is read beside what others have: then it is always said who has it. */
export const standsAnywhere = (it: EConsult, network: Network): string => standsWords(it, network, undefined) ?? '';

/** `undefined`: it waits where it came first, and nothing has happened yet. `at` is absent where it is read beside what others have. */
function standsWords(it: EConsult, network: Network, at: OrganisationId | undefined): string | undefined {
  const name = (organisation: OrganisationId): string => plain(organisationName(network, organisation));
  if (it.status === 'completed') {
    return it.completedBy === undefined ? takenAwayWords(it) : `Completed by ${plain(it.completedBy.name)}: ${within(outcomeSaid(it))}`;
  }
  if (it.escalation && isAsking(it)) return `ESCALATED: ${escalatedBecause(it.escalation)}`;
  switch (it.status) {
    case 'waiting':
      if (it.practice === undefined) return 'Needs a practice';
      if (it.hold) return holdLine(it.hold);
      // Whoever declined it reads where it is now; the others, where it has been.
      if (it.declined)
        return `Back ${it.declined.from === at ? `at ${name(it.holder)}` : `from ${name(it.declined.from)}`}: ${chosen(declineWords[it.declined.reason])}`;
      return it.holder === at ? undefined : `Waiting at ${name(it.holder)}`;
    case 'claimed':
      if (it.hold) return holdLine(it.hold);
      return `Claimed by ${plain(it.claimant.name)}${it.holder === at ? '' : ` at ${name(it.holder)}`}`;
    case 'offered':
      return it.offer.to === at ? `From ${name(it.holder)}: please accept or decline` : `Passed to ${name(it.offer.to)}: not accepted yet`;
  }
}

/** Somebody on the ladder is still to say that they have seen it. */
export const isAsking = ({ escalation }: Open): boolean => escalation !== undefined && escalation.acknowledged === undefined;

const holdLine = ({ until, reason }: NonNullable<Open['hold']>): string => `On hold until ${when(until)}, ${within(holdWords[reason])}`;

/** By when it must be answered, in a few words. */
export function answerBy(it: Open, now: Instant): string {
  const { target, limit } = it.deadlines;
  if (now >= limit) return 'past its limit';
  return now < target ? `answer by ${when(target, it.receivedAt)}` : `past its target, limit ${when(limit, it.receivedAt)}`;
}

/** Since when it stands so, and the next times that still lie ahead. The card is drawn anew when one of them passes. */
export function timesOf(it: Open, now: Instant): string {
  const { firstLook, target, limit } = it.deadlines;
  const answer = now < target ? (['answer by', target] as const) : (['past its target, limit', limit] as const);
  const since = sinceOf(it);
  if (now >= limit) return ['Past its limit, answer now', ...since.map(([words, at]) => `${words} ${when(at)}`)].join(' · ');
  if (it.status !== 'waiting' || it.firstClaimedAt !== undefined) return timesWords([...since, answer], it.receivedAt);
  const claim = it.practice === undefined ? 'Place it' : 'Claim';
  return now >= firstLook
    ? `${claim} now · ${timesWords([answer], it.receivedAt)}`
    : timesWords([[`${claim} by`, firstLook], answer], it.receivedAt);
}

type Timed = readonly [words: string, at: Instant];

function sinceOf(it: Open): readonly Timed[] {
  switch (it.status) {
    case 'waiting':
      return [];
    case 'claimed':
      // Where the headline says something else, "since" alone would be read as since when that is so.
      return it.hold || isAsking(it) ? [[`${plain(it.claimant.name)} has had it since`, it.claimedAt]] : [['since', it.claimedAt]];
    case 'offered':
      return [[`${plain(it.offer.by.name)} passed it`, it.offer.at]];
  }
}

/** Every time names its day, once where all are of one day: a card is read long after it was drawn. */
function timesWords(times: readonly Timed[], beside: Instant): string {
  const [first] = times;
  const isOneDay = times.every(([, at]) => first !== undefined && onTheWall(at).date === onTheWall(first[1]).date);
  const words = isOneDay
    ? [...times.map(([what, at]) => `${what} ${timeOf(at)}`), ...(first ? [dayOf(first[1], beside)] : [])]
    : times.map(([what, at]) => `${what} ${when(at, beside)}`);
  return capital(words.join(' · '));
}

/** What was agreed, meant and noted: whoever takes it up must not have to look for it. */
function readFirst(it: Open, network: Network): readonly string[] {
  const offer = it.status === 'offered' ? it.offer : contractOf(it);
  return [
    ...(offer
      ? [
          `${capital(chosen(passBackWords[offer.reason]))}: ${plain(offer.asked).replace(/\.$/, '')} · by ${when(offer.wantedBy)} · ${plain(organisationName(network, offer.answers))} answers the patient`,
        ]
      : []),
    ...(it.status === 'waiting' && it.assigned
      ? [`Meant for ${'role' in it.assigned.to ? roleWords[it.assigned.to.role] : plain(it.assigned.to.person.name)}`]
      : []),
    ...tasksLine(it, network),
    ...(it.status !== 'offered' && it.note ? [`Note: ${plain(it.note.text)} (${plain(it.note.by.name)}, ${when(it.note.at)})`] : []),
  ];
}
