// What a card says about an eConsult: its status, facts, cautions and summary; nothing that names the patient or what is wrong.

import { isPlanOfToday } from '../../domain/day/before-closing.ts';
import { standing } from '../../domain/econsult/clock.ts';
import { goesHome, isStranded } from '../../domain/econsult/pass-back.ts';
import type { EConsult, Offer, SenderWindow } from '../../domain/econsult/state.ts';
import { sharesOf } from '../../domain/econsult/time-per-organisation.ts';
import { anybodyMayAnswer } from '../../domain/network/access.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { isRehearsal, type Rehearsed, referenceOf, rehearsedFor } from '../../domain/reference.ts';
import type { Instant, Kind, OrganisationId } from '../../domain/terms.ts';
import {
  byWords,
  chosen,
  declineWords,
  identityWords,
  kindWords,
  lasting,
  limitWords,
  noticedWords,
  oneLine,
  plain,
  planWords,
  priorityWords,
  tellingWords,
  warningWords,
  when,
  within,
} from '../words.ts';
import { contactCaution, earlierLine, type Reader } from './contacts.ts';
import { barredLines } from './crossing.ts';
import { disasterCautions } from './disaster-cautions.ts';
import { emptyRungWords, escalatedBecause, nobodyAnsweredWords } from './escalation-words.ts';
import { nobodyToldWords } from './follow-up-fields.ts';
import { outcomeSaid } from './list-words.ts';
import { allTasksWords } from './tasks.ts';

export const practiceWords = (it: EConsult, network: Network): string =>
  it.practice === undefined ? 'Practice not known' : plain(organisationName(network, it.practice));

/** Who ended what nobody here completed. */
export const takenAwayWords = ({ id }: EConsult): string =>
  isRehearsal(id) ? takenAway[rehearsedFor(id) ?? 'drill'] : 'Withdrawn by the sender';

/** Who has it, since when, as a sentence. */
export function statusWords(it: EConsult, network: Network): string {
  switch (it.status) {
    case 'waiting':
      return it.practice === undefined
        ? `Unplaced since ${when(it.waitingSince)}: it needs a practice before anybody can claim it`
        : `Waiting at ${plain(organisationName(network, it.holder))} since ${when(it.waitingSince)}`;
    case 'claimed':
      return `Claimed by ${plain(it.claimant.name)}, ${when(it.claimedAt)}`;
    case 'offered':
      return `Passed to ${plain(organisationName(network, it.offer.to))} by ${plain(it.offer.by.name)}, ${when(it.offer.at)}: not accepted yet`;
    case 'completed':
      return it.completedBy === undefined
        ? `${takenAwayWords(it)}, ${when(it.completedAt)}`
        : `Completed by ${plain(it.completedBy.name)}, ${when(it.completedAt)}: ${within(outcomeSaid(it))}`;
  }
}

export interface Fact {
  readonly title: string;
  readonly value: string;
}

/** Nobody at the receiver could claim it. */
export const nobodyMayWords = (kind: Kind, organisation: OrganisationId, network: Network): string =>
  `Nobody at ${plain(organisationName(network, organisation))} is set up who may claim this (${within(kindWords[kind])}).`;

/** The details behind a card: what it does not say at a glance, and nothing that names the patient or describes what is wrong. */
export function factsOf(it: EConsult, network: Network, now: Instant, reader?: Reader): readonly Fact[] {
  const facts: Fact[] = [
    { title: 'Status', value: statusWords(it, network) },
    { title: 'Kind', value: kindWords[it.kind] },
    {
      title: 'Sent',
      value: `${when(it.submittedAt, it.receivedAt)}${it.clockFrom === 'receipt' ? ' (time of receipt: the sender gave none we can rely on)' : ''}`,
    },
  ];
  for (const value of allTasksWords(it, network)) facts.push({ title: 'Task', value });
  const contacts = reader && earlierLine(it, reader);
  if (contacts) facts.push({ title: 'Before', value: contacts });
  if (it.status === 'completed') {
    facts.unshift({ title: 'About', value: [priorityWords[it.priority], it.topic, it.ageBand].join(' · ') });
    facts.push({
      title: 'Patient told',
      value: it.patientTold ? `${tellingWords[it.patientTold.how]}, ${when(it.patientTold.at)}` : tellingWords.notNeeded,
    });
    if (it.followUp) facts.push({ title: 'Still to be done', value: `${plain(it.followUp)} (${within(nobodyToldWords)})` });
    return [...facts, ...sharesFact(it, network, now)];
  }
  // Somebody has looked at one that came back.
  if (it.status === 'waiting' && it.firstClaimedAt === undefined)
    facts.push({ title: 'First look by', value: when(it.deadlines.firstLook, it.receivedAt) });
  facts.push(
    { title: 'Target', value: when(it.deadlines.target, it.receivedAt) },
    { title: 'Limit', value: when(it.deadlines.limit, it.receivedAt) },
  );
  if (it.promisedBy)
    facts.push({ title: 'Promised by', value: `${when(it.promisedBy, it.receivedAt)} (what the sender told the patient)` });
  if (it.senderWindow) facts.push({ title: 'Sender\u2019s window', value: windowWords(it.senderWindow, it.receivedAt) });
  const offer = offerOf(it);
  if (offer) facts.push(...offerFacts(offer));
  if (it.plan && isPlanOfToday(it.plan, now))
    facts.push({ title: 'Before closing', value: `${plain(it.plan.by.name)} ${planWords(it.plan)}, ${when(it.plan.at)}` });
  if (it.links.length > 0) facts.push({ title: 'Same patient', value: it.links.map(referenceOf).join(', ') });
  return [...facts, ...sharesFact(it, network, now)];
}

/** The times the sender wrote, which limit nothing here. */
const windowWords = ({ from, until }: SenderWindow, beside: Instant): string =>
  `${from === undefined ? 'until' : `${when(from, beside)} to`} ${when(until, beside)} (as the sender wrote it; it changes no time limit here)`;

/** The contract it is offered or was accepted under. */
const offerOf = (it: EConsult): Offer | undefined =>
  it.status === 'offered' ? it.offer : it.status === 'completed' ? undefined : it.contract;

const offerFacts = (offer: Offer): readonly Fact[] => [
  { title: 'Passed by', value: `${plain(offer.by.name)}, ${when(offer.at)}` },
  ...(offer.spokenTo ? [{ title: 'Spoken to', value: plain(offer.spokenTo) }] : []),
];

/** How long each organisation has had it; said once there is more than one. */
function sharesFact(it: EConsult, network: Network, now: Instant): readonly Fact[] {
  const shares = sharesOf(it, now);
  if (shares.length < 2) return [];
  return [
    {
      title: 'Time so far',
      value: shares.map(({ organisation, ms }) => `${plain(organisationName(network, organisation))} ${lasting(ms)}`).join(' · '),
    },
  ];
}

/** Said first of what is no patient's own request. */
const notReal: Readonly<Record<Rehearsed, { readonly open: string; readonly closed: string }>> = {
  drill: {
    open: 'Made up for a drill: no patient waits. Press as you would, and write nothing in any record.',
    closed: 'Made up for a drill: there is no such patient.',
  },
  training: {
    open: 'Made up to learn with: no patient waits. Press as you would, and write nothing in any record.',
    closed: 'Made up to learn with: there is no such patient.',
  },
  shadow: {
    open: 'Watched in shadow: the practice answers this patient. Press as you would; ring nobody, and write nothing in any record.',
    closed: 'Watched in shadow: the practice answered this patient.',
  },
};
const takenAway: Readonly<Record<Rehearsed, string>> = {
  drill: 'Taken away: the drill is over',
  training: 'Taken away: its day is over',
  shadow: 'Taken away: its day is over',
};

const notRealWords = ({ id, status }: EConsult): readonly string[] => {
  const why = rehearsedFor(id);
  return why === undefined ? [] : [notReal[why][status === 'completed' ? 'closed' : 'open']];
};
const asideWords = ({ asides }: EConsult): readonly string[] =>
  asides.length === 0 ? [] : ['Different words came later under the same id. Open shows both; nothing was overwritten.'];

/** On the card of one that is completed nobody acts any more: what was to be checked before that stands under Open. */
export const cautionsOnceDone = (it: EConsult): readonly string[] => [...notRealWords(it), ...asideWords(it)];

/** What needs noticing before anybody acts, one line each. `isUnderHeadline`: a card's, which has said why it is escalated. */
export function cautionsOf(it: EConsult, network?: Network, now?: Instant, reader?: Reader, isUnderHeadline = false): readonly string[] {
  const cautions: string[] = [...notRealWords(it)];
  if (it.status !== 'completed') cautions.push(...escalationCautions(it, isUnderHeadline), ...questionCautions(it, network));
  if (it.status !== 'completed')
    cautions.push(
      ...standing(it).map((warning) => `${warning === 'limit' && now ? limitWords(it.deadlines.limit, now) : warningWords[warning]}.`),
    );
  if (network && now)
    cautions.push(...barredLines(it, network, now), ...disasterCautions(it, network, now), ...strandedCautions(it, network, now));
  if (it.declined)
    cautions.push(
      `Declined by ${plain(it.declined.by.name)}${network ? ` (${plain(organisationName(network, it.declined.from))})` : ''}, ${when(it.declined.at)}: ${chosen(declineWords[it.declined.reason])}.${it.declined.text ? ` \u201c${plain(it.declined.text)}\u201d` : ''}`,
    );
  if (it.status !== 'completed' && reader) cautions.push(...contactCaution(it, reader));
  if (it.wrongPatient) {
    cautions.push(
      `Perhaps about another patient (${plain(it.wrongPatient.by.name)}, ${when(it.wrongPatient.at)}): it cannot be completed until somebody confirms whose it is.`,
    );
  }
  if (it.withdrawal && it.status !== 'completed') {
    const who = it.status === 'claimed' ? 'Its claimant' : 'Whoever claims it';
    const why = it.withdrawal.reason === 'revoked' ? 'no longer needed' : 'sent in error';
    cautions.push(`The sender took this back, ${when(it.withdrawal.at)} (${why}). ${who} decides.`);
  }
  cautions.push(...asideWords(it));
  if (it.identity !== 'verified') cautions.push(`${identityWords[it.identity]}.`);
  if (it.nhsNumber === 'invalid') cautions.push('The NHS number fails its check digit.');
  // eConsults stored by an earlier version do not have this field.
  cautions.push(...(it.noticed ?? []).map((notice) => noticedWords[notice]));
  if (it.byProxy) cautions.push('Written by somebody else for the patient.');
  if (it.interpreter) cautions.push('Interpreter needed.');
  return cautions;
}

/** Who is being asked, or which roles nobody holds and the telephone number. */
function escalationCautions({ escalation }: EConsult, isUnderHeadline: boolean): readonly string[] {
  if (escalation === undefined) return [];
  const why = isUnderHeadline && !escalation.acknowledged ? '' : `: ${escalatedBecause(escalation)}`;
  const begun = `ESCALATED by ${plain(byWords(escalation.by))}, ${when(escalation.at)}${why}.`;
  if (escalation.acknowledged)
    return [`${begun} ${plain(escalation.acknowledged.by.name)} has seen it (${when(escalation.acknowledged.at)}).`];
  const rung = escalation.ladder[escalation.rung];
  const asked = rung ? `Asked now: ${rung.people.map(({ name }) => plain(name)).join(', ')}.` : `${nobodyAnsweredWords(escalation)}.`;
  return [
    [begun, emptyRungWords(escalation), asked, `Telephone: ${plain(escalation.telephone)}.`].filter((words) => words !== '').join(' '),
  ];
}

/** Said before it is accepted, and afterwards for as long as nobody there may claim it. */
function strandedCautions(it: EConsult, network: Network, now: Instant): readonly string[] {
  if (it.status === 'offered') {
    if (anybodyMayAnswer(network, it, it.offer.to, now)) return [];
    return [`${nobodyMayWords(it.kind, it.offer.to, network)} Accepted, it would wait there: please decline it, or ask.`];
  }
  if (!isStranded(it, network, now) || goesHome(it, network, now)) return [];
  const next =
    it.holder === it.hub ? 'Please tell a hub lead.' : 'Somebody there can pass it to the hub; a clinician of the hub can take it.';
  return [`${nobodyMayWords(it.kind, it.holder, network)} ${next}`];
}

function questionCautions({ question }: EConsult, network: Network | undefined): readonly string[] {
  if (question === undefined) return [];
  const name = (organisation: string): string => plain(network ? organisationName(network, organisation) : organisation);
  const asked = `${name(question.from)} asks ${name(question.to)} (${plain(question.by.name)}, ${when(question.at)}): ${plain(question.text)}`;
  return question.answer
    ? [`${asked} — Answer (${plain(question.answer.by.name)}, ${when(question.answer.at)}): ${plain(question.answer.text)}`]
    : [`${asked} — no answer yet.`];
}

/** Everything that a lock screen may show. */
export function summaryWords(it: EConsult, network: Network): string {
  const what = it.priority === 'routine' ? 'eConsult' : `${priorityWords[it.priority]} eConsult`;
  const state = {
    waiting: it.practice === undefined ? 'needs a practice' : 'is waiting',
    claimed: 'is claimed',
    offered: 'was passed',
    completed: 'is completed',
  }[it.status];
  return `${what} ${referenceOf(it.id)} (${it.practice === undefined ? 'practice not known' : oneLine(organisationName(network, it.practice))}) ${state}`;
}
