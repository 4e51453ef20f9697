// Why something was not done, in the words a person reads: what happened, what it means for the request, what to do next.

import type { EConsultRefusal } from '../../domain/econsult/decide.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { certainParts } from '../../domain/patient.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Person } from '../../domain/terms.ts';
import { noAgreementWords, notLiveWords, practiceMovedWords } from '../stage-words.ts';
import { capabilityWords, patientPartWords, personalWords, plain, priorityWords, roleWords, timeOf, when } from '../words.ts';
import { othersRefusalWords } from './contacts.ts';
import { nobodyMayWords } from './facts.ts';
import { followedWords } from './tasks.ts';

/** The first few who can help. */
export const peopleNames = (people: readonly Person[]): string =>
  people
    .slice(0, 3)
    .map((person) => plain(person.name))
    .join(', ');
/** `a, b or c`. */
const oneOf = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
const askWords = (people: readonly Person[]): string =>
  people.length === 0
    ? 'Nobody is set up who can: tell your hub lead.'
    : `${people.length === 1 ? 'Ask' : 'Ask one of'}: ${peopleNames(people)}.`;

const onlyPersons = 'Only a person can do this. Nothing has changed.';
const receivedBefore = 'This was received before.';
type Named<Why extends EConsultRefusal['why']> = Extract<EConsultRefusal, { why: Why }>;
const becauseWords = (because: Named<'assigneeUnable'>['because']): string =>
  because === 'offShift' ? 'is not on shift' : because === 'loaded' ? 'has as much as they can do' : 'may not work on this';

/** Every refusal has its sentence here; the compiler names one that is missing. */
const sentences: { readonly [Why in EConsultRefusal['why']]: (refusal: Named<Why>, network: Network) => string } = {
  // Who has it, and how far it is.
  alreadyClaimed: (refusal) => `Already claimed by ${plain(refusal.by.name)} at ${timeOf(refusal.at)}. Nothing has changed.`,
  claimedByOther: (refusal) =>
    `${plain(refusal.by.name)} has had this since ${timeOf(refusal.at)}, so it is theirs to release or complete. Nothing has changed. You can take it over.`,
  completed: (refusal) =>
    refusal.by === undefined
      ? `${refusal.drill ? 'The drill was over' : 'The sender withdrew this'} at ${when(refusal.at)}. There is nothing left to do.`
      : `Completed by ${plain(refusal.by.name)} at ${when(refusal.at)}. There is nothing left to do.`,
  notClaimed: () => 'Nobody has this at the moment. Claim it first.',
  stale: () => 'This card had changed since you last saw it, so nothing was done. Here it is as it is now: please look again.',
  unplaced: () =>
    'This cannot be claimed yet: the practice it is for is not known here. It is safe and waiting; a hub lead or hub administrator can place it.',
  alreadyPlaced: () => 'This has been placed already. Nothing has changed.',
  notFound: () => 'No eConsult with this reference is here. Please check the reference.',
  tasksOpen: ({ tasks }, network) =>
    `${tasks.length === 1 ? 'A task' : `${tasks.length} tasks`} sent because of this ${tasks.length === 1 ? 'is' : 'are'} not finished: ${tasks.map((task) => followedWords(task, network)).join('; ')}. Nothing has changed yet: say that you have read it to complete it all the same.`,
  notCompleted: () => 'This is still open, so there is nothing to reopen. Nothing has changed.',
  madeUp: () => 'No patient waits for this one: it is linked to no patient\u2019s request and not opened again. Nothing has changed.',
  mustNotWait: ({ priority }) =>
    `It is ${priority === 'redFlag' ? 'a red flag' : 'urgent'}: it must be answered today and is not left until the next opening. Finish it, hand it over or escalate it. Nothing has changed.`,
  notOnHold: () => 'This is not on hold. Nothing has changed.',
  wrongPatient: (refusal) =>
    `${plain(refusal.by.name)} found at ${timeOf(refusal.at)} that this may be about another patient. It cannot be completed until somebody confirms whose it is.`,
  assigneeUnable: ({ person, because }) =>
    `${plain(person.name)} ${becauseWords(because)}. Nothing has changed: please choose somebody else.`,

  // What is missing, and who can act instead.
  notStaff: () =>
    'You are not on the staff list of this hub, so nothing was done. The request is safe where it is. A hub lead can add you.',
  notYours: (refusal) =>
    `No eConsult that you may see has the reference ${referenceOf(refusal.id)}. Nothing was done: please check the reference.${
      refusal.ask.length === 0 ? '' : ` If it should be yours, ask ${oneOf(refusal.ask.slice(0, 3).map(({ name }) => plain(name)))}.`
    }`,
  notCleared: (refusal, network) =>
    `You are not cleared for ${plain(organisationName(network, refusal.practice))}, so nothing was done. The request is safe where it is. ${askWords(refusal.ask)}`,
  clearanceEnded: (refusal, network) =>
    `Your clearance for ${plain(organisationName(network, refusal.practice))} ended on ${refusal.ended}, so nothing was done. The request is safe where it is. ${askWords(refusal.ask)}`,
  capabilityLacks: (refusal, network) =>
    `You may not ${capabilityWords[refusal.capability]} the record of ${plain(organisationName(network, refusal.practice))}, so nothing was done. ${askWords(refusal.ask)}`,
  noAgreement: (refusal, network) =>
    `${noAgreementWords(plain(organisationName(network, refusal.practice)))} The request is safe. ${askWords(refusal.ask)}`,
  practiceMoved: (refusal, network) =>
    `${practiceMovedWords(plain(organisationName(network, refusal.practice)), plain(organisationName(network, refusal.to)))} The request is safe. ${askWords(refusal.ask)}`,
  notLiveYet: (refusal, network) =>
    `${notLiveWords(plain(organisationName(network, refusal.practice)), refusal.stage)} Nothing was done, and the request is safe where it is. ${askWords(refusal.ask)}`,
  tooManyLogins: (refusal, network) =>
    `${plain(organisationName(network, refusal.practice))} needs a log-in of its own, and more than the agreed ${refusal.loginsMax} are yours already. Nothing was done. ${askWords(refusal.ask)}`,
  roleLacks: (refusal) =>
    `This needs ${oneOf(refusal.need.map((role) => roleWords[role]))}. The request is safe where it is. ${askWords(refusal.ask)}`,
  personNeeded: () => onlyPersons,
  clockOnly: () => onlyPersons,

  // Between the two organisations.
  offeredAlready: (refusal, network) =>
    `This was passed to ${plain(organisationName(network, refusal.to))} at ${timeOf(refusal.at)} and waits for their answer. Nothing has changed. You can ask them.`,
  receiverDown: (refusal, network) =>
    `${plain(organisationName(network, refusal.receiver))} is closed by a disaster until ${when(refusal.until)}, so nothing was sent; it is still yours. You can keep it, put it on hold, or ring the patient.`,
  practiceClosed: (refusal, network) =>
    `${plain(organisationName(network, refusal.practice))} has closed. Nothing was sent; it is still yours, and the hub finishes it.`,
  recordDown: (refusal) =>
    `This practice\u2019s record system is down until ${when(refusal.until)}, so what you did cannot be written there. It was not completed; it is still yours, and what you filled in stays here. Put it on hold, or complete it when the record is back.`,
  notOffered: () => 'Nobody is offering this at the moment, so there is nothing to accept or decline. Nothing has changed.',
  spokenToMissing: () =>
    'This is a red flag: please speak to somebody there first and write who it was. Nothing was sent; it is still yours.',
  receiverCannot: (refusal, network) =>
    `${nobodyMayWords(refusal.kind, refusal.receiver, network)} Nothing was sent; it is still yours. You can keep it, ring them, or send it all the same once you have seen to the patient.`,
  receiverCloses: (refusal, network) =>
    `${plain(organisationName(network, refusal.receiver))} is closed, or closes before this can be done${refusal.opens ? `; it opens ${when(refusal.opens)}` : ''}. Nothing was sent; it is still yours. You can keep it, want it later, ring them, or send it all the same once you have seen to the patient.`,
  settleFirst: (refusal) =>
    `This has gone to and fro twice. It stays where it is until the clinical lead settles who has it. ${askWords(refusal.ask)}`,
  settledAlready: (refusal, network) =>
    `${plain(refusal.by.name)} settled at ${timeOf(refusal.at)} that ${plain(organisationName(network, refusal.to))} has this. Nothing has changed.`,
  nothingToSettle: () => 'This has not gone to and fro, so there is nothing to settle. Nothing has changed.',
  questionOpen: () => 'A question is open already. Nothing was sent: please wait for its answer, or ring them.',
  noQuestion: () => 'No question is open any more. Nothing was sent.',
  questionChanged: () =>
    'Another question has been asked since, so nothing was sent. Here it is: please look whether what you wrote answers it.',
  hubHasIt: () => 'The hub has this already. Nothing has changed.',
  practiceHasIt: () => 'The practice took this on, so it is theirs to do. Nothing has changed. You can ask them.',

  // How urgent it is, and who has been asked.
  priorityNotHigher: (refusal) =>
    `It is ${priorityWords[refusal.priority].toLowerCase()} already. To make it less urgent, a clinician presses Lower.`,
  priorityNotLower: (refusal) => `It is ${priorityWords[refusal.priority].toLowerCase()}. To make it more urgent, press Raise.`,
  notEscalated: () => 'This is not escalated. Nothing has changed.',
  alreadyEscalated: (refusal) =>
    `${plain(refusal.by.name)} escalated this at ${timeOf(refusal.at)} already, and people are being asked now. Nothing more was sent: if it cannot wait, ring the number on the card.`,
  notOnLadder: (refusal) => `Only those who are asked can say they have it. ${askWords(refusal.ask)}`,

  // What was filled in.
  personalWords: (refusal) =>
    `What you wrote looks as if it held ${refusal.found.map((kind) => personalWords[kind]).join(' and ')}. Everybody in the channel would read it, so nothing was sent. Please take it out, or say that it is not a patient\u2019s.`,
  patientWords: (refusal) =>
    `This looks like the patient\u2019s ${refusal.found.map((part) => patientPartWords[part]).join(' and ')}. Everybody in the channel would read it, so nothing was sent. ${
      refusal.found.some((part) => certainParts.has(part))
        ? 'Please take it out.'
        : 'Please take it out, or say that it is not the patient\u2019s.'
    }`,
  wordsMissing: () => 'Please say in a line what is meant. Nothing was done.',
  wordsTooLong: (refusal) =>
    `Please keep it to ${refusal.charactersMax} characters: what is longer belongs in the record. Nothing was done.`,
  whenWrong: () => 'That time is past, or after the limit promised to the patient. Nothing was done: please choose another.',
  toldAtWrong: () => 'The patient cannot have been told before they asked, or later than now. Nothing was done: please choose again.',
  notTold: () =>
    'Please say how the patient was told. Only a patient who could not be reached, or a request that its sender withdrew, can be left without. It is still yours.',
  notOpened: () =>
    'You have not opened this, and nobody else has. It is a red flag: please open it first, or say that you know what it says. It is still yours.',
  notOfferedNow: () => 'That choice is no longer offered. Nothing was done; it is still yours: please choose another.',
  notWithdrawn: () => 'Its sender has not withdrawn this, so it cannot be completed as withdrawn. It is still yours: please choose again.',
  reasonNeeded: () => 'Please say why you open another organisation\u2019s request. It was not opened.',
  practiceUnknown: (refusal) => `${plain(refusal.practice)} is not a practice of this hub. Nothing has changed: please choose another.`,
  othersOfPatient: (refusal) => othersRefusalWords(refusal),
  sameOne: () => 'That is this one. Nothing has changed.',
  paperNeedsLead: (refusal) => `Only a lead of the hub can enter what was done on paper. Nothing has changed. ${askWords(refusal.ask)}`,
  paperTimeWrong: (refusal) =>
    `Its card has said something newer since ${when(refusal.since)} than the paper does. Nothing has changed: please look at its card and decide there.`,

  // For senders, who get words of their own.
  duplicate: () => receivedBefore,
  differentWords: () => receivedBefore,
  idTaken: () => receivedBefore,
  hubUnknown: () => receivedBefore,
};

/** Why not, what it means for the patient's request, and what to do next. */
export function refusalWords(refusal: EConsultRefusal, network: Network): string {
  return (sentences[refusal.why] as (refusal: EConsultRefusal, network: Network) => string)(refusal, network);
}

export { networkRefusalWords } from '../network/words.ts';
