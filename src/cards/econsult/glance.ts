// What a card says at a glance: how it stands, what it is, and what to do by when; nothing that names the patient or what is wrong.
import { contractOf } from '../../domain/econsult/next-status.ts';
import type { EConsult, Open } from '../../domain/econsult/state.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import type { Instant, OrganisationId } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import {
  dayOf,
  declineWords,
  holdWords,
  kindWords,
  outcomeWords,
  passBackWords,
  plain,
  priorityWords,
  roleWords,
  tellingWords,
  timeOf,
  when,
  within,
} from '../words.ts';
import { practiceWords } from './facts.ts';

export interface Glance {
  /** How it stands; of one that has only just come, what it is. */
  readonly headline: string;
  readonly what: string;
  /** What to do by when, and what somebody who takes it up must read first; a line each. */
  readonly next: readonly string[];
}

/** `at`: the organisation whose channel the card stands in. `now`: when it is drawn; a card that nobody redraws must stay true. */
export function glanceOf(it: EConsult, network: Network, at: OrganisationId, now: Instant): Glance {
  const what = whatWords(it);
  const where = [practiceWords(it, network), ...flaggedWords(it)].join(' · ');
  const stands = standsWords(it, network, at);
  const next = it.status === 'completed' ? [] : [byWhenWords(it, now), ...readFirst(it, network)].filter((words) => words !== '');
  return stands === undefined ? { headline: what, what: where, next } : { headline: stands, what: `${what} · ${whereOf(it, where)}`, next };
}

const whatWords = (it: EConsult): string =>
  [priorityWords[it.priority], it.topic, ...(it.kind === 'clinical' ? [] : [kindWords[it.kind]]), it.ageBand].join(' · ');

const flaggedWords = ({ flaggedAnswers }: EConsult): readonly string[] =>
  flaggedAnswers === 0 ? [] : [`${flaggedAnswers} flagged ${flaggedAnswers === 1 ? 'answer' : 'answers'}`];

/** Once it is answered, what counts is that the patient knows. */
function whereOf(it: EConsult, where: string): string {
  if (it.status !== 'completed') return where;
  return `${where} · ${it.patientTold ? `patient told ${within(tellingWords[it.patientTold.how])}` : `telling the patient ${tellingWords.notNeeded}`}`;
}

/** `undefined`: it waits where it came first, and nothing has happened yet. */
function standsWords(it: EConsult, network: Network, at: OrganisationId): string | undefined {
  const name = (organisation: OrganisationId): string => plain(organisationName(network, organisation));
  switch (it.status) {
    case 'waiting':
      if (it.practice === undefined) return 'Needs a practice';
      if (it.hold) return holdLine(it.hold);
      if (it.declined)
        return `Back from ${name(it.declined.from)}: ${within(declineWords[it.declined.reason]).replace(/ \(say what\)$/, '')}`;
      return it.holder === at ? undefined : `Waiting at ${name(it.holder)}`;
    case 'claimed': {
      if (it.hold) return `${holdLine(it.hold)} (${plain(it.claimant.name)})`;
      const elsewhere = it.holder === at ? '' : ` at ${name(it.holder)}`;
      return `Claimed by ${plain(it.claimant.name)}${elsewhere}, ${when(it.claimedAt)}`;
    }
    case 'offered':
      return it.offer.to === at
        ? `Passed to you by ${plain(it.offer.by.name)}, ${when(it.offer.at)}: please accept or decline`
        : `Passed to ${name(it.offer.to)}, ${when(it.offer.at)}: not accepted yet`;
    case 'completed':
      return it.completedBy === undefined
        ? `Withdrawn by the sender, ${when(it.completedAt)}`
        : `Completed by ${plain(it.completedBy.name)}, ${when(it.completedAt)}: ${within(outcomeWords[it.outcome])}`;
  }
}

const holdLine = ({ until, reason }: NonNullable<Open['hold']>): string => `On hold until ${when(until)}, ${within(holdWords[reason])}`;

/** The next times that still lie ahead. The card is drawn anew when one of them passes. */
function byWhenWords(it: Open, now: Instant): string {
  const { firstLook, target, limit } = it.deadlines;
  const answer = now < target ? target : limit;
  if (now >= limit) return 'Past its limit: answer now';
  const isUnseen = it.status === 'waiting' && it.firstClaimedAt === undefined;
  const claim = it.practice === undefined ? 'Place it' : 'Claim';
  const answerWords = (time: string): string => (answer === target ? `answer by ${time}` : `past its target, limit ${time}`);
  if (!isUnseen) return capital(answerWords(when(answer, it.receivedAt)));
  if (now >= firstLook) return `${claim} now · ${answerWords(when(answer, it.receivedAt))}`;
  return isSameDay(firstLook, answer)
    ? `${claim} by ${timeOf(firstLook)} · ${answerWords(timeOf(answer))} · ${dayOf(answer, it.receivedAt)}`
    : `${claim} by ${when(firstLook, it.receivedAt)} · ${answerWords(when(answer, it.receivedAt))}`;
}

const isSameDay = (a: Instant, b: Instant): boolean => onTheWall(a).date === onTheWall(b).date;
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What was agreed, meant and noted: whoever takes it up must not have to look for it. */
function readFirst(it: Open, network: Network): readonly string[] {
  const offer = it.status === 'offered' ? it.offer : contractOf(it);
  return [
    ...(offer
      ? [
          `${passBackWords[offer.reason].replace(/ \(say what\)$/, '')}: ${plain(offer.asked)} · by ${when(offer.wantedBy)} · ${plain(organisationName(network, offer.answers))} answers the patient`,
        ]
      : []),
    ...(it.status === 'waiting' && it.assigned
      ? [`Meant for ${'role' in it.assigned.to ? roleWords[it.assigned.to.role] : plain(it.assigned.to.person.name)}`]
      : []),
    ...(it.status !== 'offered' && it.note ? [`Note: ${plain(it.note.text)} (${plain(it.note.by.name)}, ${when(it.note.at)})`] : []),
  ];
}
