// Every sentence a person reads on a card, in a notice or in a refusal.
import type { ReleaseReason } from '../domain/econsult/command.ts';
import type { EConsultRefusal } from '../domain/econsult/decide.ts';
import type { EConsult, Outcome, Telling } from '../domain/econsult/state.ts';
import type { NetworkRefusal } from '../domain/network/decide.ts';
import { type Network, organisationName } from '../domain/network/state.ts';
import { referenceOf } from '../domain/reference.ts';
import type { Identity, Instant, Kind, Person, Priority, Role } from '../domain/terms.ts';

// Only numbers and the weekday are taken from here: how they are put together differs from one version of Node to the next.
const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const partsOf = (at: Instant) => Object.fromEntries(parts.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));

/**
 * A moment as staff say it, always with its day: a card is read long after it was drawn, so it never says "today".
 * The year is said where it is not that of `beside`: a sender may promise a date long past.
 */
export function when(at: Instant, beside: Instant = at): string {
  const { weekday, day, month, year, hour, minute } = partsOf(at);
  const itsYear = beside.slice(0, 4) === at.slice(0, 4) || partsOf(beside)['year'] === year ? '' : ` ${year}`;
  return `${weekday} ${Number(day)} ${months[Number(month) - 1]}${itsYear} ${hour}:${minute}`;
}
export function timeOf(at: Instant): string {
  const { hour, minute } = partsOf(at);
  return `${hour}:${minute}`;
}

/** Line ends and other control characters, which would begin something new; characters that turn text round, which could hide something. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const breaking = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A name from outside (Teams, a file) as one line that reads forwards, for where no Markdown is read: a notification. */
export const oneLine = (name: string): string => name.replace(breaking, ' ').replace(turning, '');

/** The same for a card's text: it must stay a name there, not become Markdown, a list, a mention, an entity, a link or a placeholder. */
export const plain = (name: string): string =>
  oneLine(name)
    .replace(/&(?=#?\w+;)/g, '& ')
    .replace(/[\\`*_{}[\]()#+!|~<>]/g, (character) => (character === '<' || character === '>' ? ' ' : `\\${character}`))
    .replace(/^(\s*\d*)([-.])/, '$1\\$2')
    // An invisible joiner: it still reads the same, but Teams makes no link of it.
    .replace(/:(?=\/\/)|www(?=\.)/gi, '$&\u2060');

export const kindWords: Readonly<Record<Kind, string>> = {
  clinical: 'Clinical',
  admin: 'Administrative',
  clinicalAdmin: 'Clinical administration',
};
export const priorityWords: Readonly<Record<Priority, string>> = { routine: 'Routine', urgent: 'Urgent', redFlag: 'RED FLAG' };
export const roleWords: Readonly<Record<Role, string>> = {
  clinician: 'a hub clinician',
  clinicalLead: 'the clinical lead',
  hubLead: 'a hub lead',
  hubAdministrator: 'a hub administrator',
  practiceAdministrator: 'a practice administrator',
  practiceClinician: 'a practice clinician',
};
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  answered: 'Answered',
  prescribed: 'Prescription issued',
  appointmentBooked: 'Appointment booked',
  referred: 'Referred',
  adminDone: 'Administration done',
  noActionNeeded: 'No action needed',
  withdrawn: 'Withdrawn',
};
export const tellingWords: Readonly<Record<Telling, string>> = {
  message: 'by message',
  telephone: 'by telephone',
  inPerson: 'in person',
  letter: 'by letter',
  notNeeded: 'not needed (the sender withdrew it)',
};
export const releaseWords: Readonly<Record<ReleaseReason, string>> = {
  wrongSkills: 'Needs other skills than mine',
  noTime: 'I cannot get to it in time',
  cannotAccessRecord: 'I cannot open the record',
  knowsPatient: 'I know the patient',
  claimedByMistake: 'Claimed by mistake',
};
export const identityWords: Readonly<Record<Identity, string>> = {
  verified: 'Checked by the sender',
  unverified: 'Not checked: confirm who it is before acting',
  notFound: 'Patient not found by the sender: confirm who it is before acting',
};

export const practiceWords = (it: EConsult, network: Network): string =>
  it.practice === undefined ? 'Practice not known' : plain(organisationName(network, it.practice));

/** The line under the reference: who has it, since when. */
export function statusWords(it: EConsult, network: Network): string {
  switch (it.status) {
    case 'waiting':
      return it.practice === undefined
        ? `Unplaced since ${when(it.waitingSince)}: it needs a practice before anybody can claim it`
        : `Waiting at ${plain(organisationName(network, it.holder))} since ${when(it.waitingSince)}`;
    case 'claimed':
      return `Claimed by ${plain(it.claimant.name)}, ${when(it.claimedAt)}`;
    case 'completed':
      return it.completedBy === undefined
        ? `Withdrawn by the sender, ${when(it.completedAt)}`
        : `Completed by ${plain(it.completedBy.name)}, ${when(it.completedAt)}: ${outcomeWords[it.outcome].toLowerCase()}`;
  }
}

export interface Fact {
  readonly title: string;
  readonly value: string;
}

/** What every card of an eConsult says about it: nothing that names the patient or describes what is wrong. */
export function factsOf(it: EConsult): readonly Fact[] {
  const facts: Fact[] = [
    {
      title: 'Priority',
      value: `${priorityWords[it.priority]}${it.flaggedAnswers > 0 ? ` (${it.flaggedAnswers} flagged ${it.flaggedAnswers === 1 ? 'answer' : 'answers'})` : ''}`,
    },
    { title: 'Kind', value: kindWords[it.kind] },
    { title: 'Topic', value: it.topic },
    { title: 'Age', value: it.ageBand },
    {
      title: 'Sent',
      value: `${when(it.submittedAt, it.receivedAt)}${it.clockFrom === 'receipt' ? ' (time of receipt: the sender gave none we can rely on)' : ''}`,
    },
  ];
  if (it.status === 'completed') {
    facts.push({
      title: 'Patient told',
      value: it.patientTold ? `${tellingWords[it.patientTold.how]}, ${when(it.patientTold.at)}` : tellingWords.notNeeded,
    });
    return facts;
  }
  if (it.status === 'waiting') facts.push({ title: 'First look by', value: when(it.deadlines.firstLook, it.receivedAt) });
  facts.push(
    { title: 'Target', value: when(it.deadlines.target, it.receivedAt) },
    { title: 'Limit', value: when(it.deadlines.limit, it.receivedAt) },
  );
  if (it.promisedBy)
    facts.push({ title: 'Promised by', value: `${when(it.promisedBy, it.receivedAt)} (what the sender told the patient)` });
  return facts;
}

/** What needs noticing before anybody acts, one line each. */
export function cautionsOf(it: EConsult): readonly string[] {
  const cautions: string[] = [];
  if (it.withdrawal && it.status !== 'completed') {
    const who = it.status === 'claimed' ? 'Its claimant' : 'Whoever claims it';
    const why = it.withdrawal.reason === 'revoked' ? 'no longer needed' : 'sent in error';
    cautions.push(`The sender took this back, ${when(it.withdrawal.at)} (${why}). ${who} decides what becomes of it.`);
  }
  if (it.asides.length > 0) cautions.push('Different words came later under the same id. Open shows both; nothing was overwritten.');
  if (it.identity !== 'verified') cautions.push(`Identity: ${identityWords[it.identity]}.`);
  if (it.nhsNumber === 'invalid') cautions.push('The NHS number fails its check digit.');
  if (it.byProxy) cautions.push('Written by somebody else for the patient.');
  if (it.interpreter) cautions.push('Interpreter needed.');
  return cautions;
}

/** The whole of what a lock screen may show. */
export function summaryWords(it: EConsult, network: Network): string {
  const what = it.priority === 'routine' ? 'eConsult' : `${priorityWords[it.priority]} eConsult`;
  const state = {
    waiting: it.practice === undefined ? 'needs a practice' : 'is waiting',
    claimed: 'is claimed',
    completed: 'is completed',
  }[it.status];
  return `${what} ${referenceOf(it.id)} (${it.practice === undefined ? 'practice not known' : oneLine(organisationName(network, it.practice))}) ${state}`;
}

const names = (people: readonly Person[]): string =>
  people
    .slice(0, 3)
    .map((person) => plain(person.name))
    .join(', ');
const askWords = (people: readonly Person[]): string =>
  people.length === 0
    ? 'Nobody is set up who can: tell your hub lead.'
    : `${people.length === 1 ? 'Ask' : 'Ask one of'}: ${names(people)}.`;

/** Why not, what it means for the patient's request, and what to do next. */
export function refusalWords(refusal: EConsultRefusal, network: Network): string {
  switch (refusal.why) {
    case 'alreadyClaimed':
      return `Already claimed by ${plain(refusal.by.name)} at ${timeOf(refusal.at)}. Nothing has changed.`;
    case 'claimedByOther':
      return `${plain(refusal.by.name)} has had this since ${timeOf(refusal.at)}, so it is theirs to release or complete. Nothing has changed. You can take it over.`;
    case 'completed':
      return refusal.by === undefined
        ? `The sender withdrew this at ${when(refusal.at)}. There is nothing left to do.`
        : `Completed by ${plain(refusal.by.name)} at ${when(refusal.at)}. There is nothing left to do.`;
    case 'notClaimed':
      return 'Nobody has this at the moment. Claim it first.';
    case 'stale':
      return 'This card had changed since you last saw it, so nothing was done. Here it is as it is now: please look again.';
    case 'unplaced':
      return 'This cannot be claimed yet: the practice it is for is not known here. It is safe and waiting; a hub lead or hub administrator can place it.';
    case 'alreadyPlaced':
      return 'This has been placed already. Nothing has changed.';
    case 'practiceUnknown':
      return `${plain(refusal.practice)} is not a practice of this hub. Nothing has changed: please choose another.`;
    case 'notTold':
      return 'Please say how the patient was told: only something its sender withdrew can be completed in silence. It is still yours.';
    case 'notStaff':
      return 'You are not on the staff list of this hub, so nothing was done. The request is safe where it is. A hub lead can add you.';
    case 'notCleared':
      return `You are not cleared for ${plain(organisationName(network, refusal.practice))}, so nothing was done. The request is safe where it is. ${askWords(refusal.ask)}`;
    case 'roleLacks':
      return `This needs ${refusal.need.map((role) => roleWords[role]).join(' or ')}. The request is safe where it is. ${askWords(refusal.ask)}`;
    case 'notFound':
      return 'No eConsult with this reference is here. Please check the reference.';
    case 'personNeeded':
      return 'Only a person can do this. Nothing has changed.';
    case 'duplicate':
    case 'differentWords':
    case 'idTaken':
    case 'hubUnknown':
      return 'This was received before.';
  }
}

export function networkRefusalWords(refusal: NetworkRefusal, network: Network): string {
  switch (refusal.why) {
    case 'organisationUnknown':
      return `${plain(refusal.organisation)} is not a hub or practice of this network. Nothing has changed.`;
    case 'channelTaken':
      return `This channel belongs to ${plain(organisationName(network, refusal.organisation))} already, so two organisations' requests could mix. Choose another channel. Nothing has changed.`;
    case 'notAllowed':
      return 'Choosing where patients\u2019 requests are posted needs a hub lead or hub administrator. Nothing has changed.';
  }
}

/** After the store did not say whether it had written. */
export const notSettledWords =
  'The answer did not come in time. It may or may not have been recorded: the card will show which. Please look at it again before pressing once more.';
/** After something broke on our side. */
export const brokenWords =
  'Something went wrong on our side. The request is safe and nothing was lost. Please press again; if it keeps happening, tell your hub lead.';
export const storeAwayWords =
  'The store cannot be reached just now, so nothing was done. The request is safe. Please press again in a minute.';
