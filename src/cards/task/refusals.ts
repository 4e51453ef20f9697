// Why something asked of a task was not done: what it means for the task, and what to do next.

import { type Network, organisationName } from '../../domain/network/state.ts';
import type { TaskAnswer } from '../../domain/task/answer.ts';
import { taskIds } from '../../domain/task/id.ts';
import { refusalWords } from '../econsult/refusals.ts';
import { slotRefusalWords } from '../slot/words.ts';
import { notLiveWords, practiceMovedWords } from '../stage-words.ts';
import { plain, timeOf, when } from '../words.ts';

const kept = 'Nothing was sent; what you filled in is kept.';

/** Every refusal has its sentence here; the compiler names one that is missing. */
export function taskRefusalWords(refusal: TaskAnswer, network: Network): string {
  if (refusal.why === 'patientWords') return refusalWords({ ...refusal, field: 'words' }, network);
  return isShared(refusal) ? refusalWords(refusal, network) : ownWords(refusal, network);
}

/** Those that an eConsult has too, in the same words: about access, free text, questions and the ladder. */
type Shared = Extract<TaskAnswer, { why: keyof typeof shared }>;
const shared = {
  notStaff: true,
  notCleared: true,
  clearanceEnded: true,
  capabilityLacks: true,
  tooManyLogins: true,
  roleLacks: true,
  personalWords: true,
  wordsMissing: true,
  wordsTooLong: true,
  idTaken: true,
  personNeeded: true,
  clockOnly: true,
  stale: true,
  questionOpen: true,
  noQuestion: true,
  questionChanged: true,
  notEscalated: true,
  notOnLadder: true,
} as const;
const isShared = (refusal: TaskAnswer): refusal is Shared => Object.hasOwn(shared, refusal.why);

function ownWords(refusal: Exclude<TaskAnswer, Shared | { why: 'patientWords' }>, network: Network): string {
  const name = (organisation: string): string => plain(organisationName(network, organisation));
  switch (refusal.why) {
    case 'notYours':
      return `No task that you may see has the reference ${taskIds.reference(refusal.id)}. Nothing was done: please check the reference.${
        refusal.ask.length === 0
          ? ''
          : ` If it should be yours, ask ${refusal.ask
              .slice(0, 3)
              .map(({ name: who }) => plain(who))
              .join(' or ')}.`
      }`;
    case 'noAgreement':
      return `No sharing agreement with ${name(refusal.practice)} is in force, so no task can go there or be worked on. Nothing was done: please ask a hub lead.`;
    case 'practiceMoved':
      return `${practiceMovedWords(name(refusal.practice), name(refusal.to))} ${kept}`;
    case 'notLiveYet':
      return `${notLiveWords(name(refusal.practice), refusal.stage)} ${kept}`;
    case 'notFound':
      return 'There is no task with this reference. Nothing was done.';
    case 'organisationUnknown':
      return `${plain(refusal.organisation)} is not part of this hub. ${kept}`;
    case 'aboutMadeUp':
      return 'This eConsult is made up for a drill, so no task is sent because of it. Nothing was sent: go on as if you had sent one.';
    case 'notBetweenThese':
      return `Tasks go between the hub and its practices. ${kept} To ask another practice, send it to the hub.`;
    case 'telephoneWrong':
      return `Please write the number to ring you on, in digits. ${kept}`;
    case 'whenWrong':
      return `That time is past, or more than three months away. ${kept} Please choose another.`;
    case 'notOfThisKind':
      return 'That choice does not fit this task. Nothing was done: please choose again.';
    case 'receiverCannot':
      return `Nobody at ${name(refusal.receiver)} is set up to do this. ${kept} You can choose another practice, ring them, or send it all the same.`;
    case 'receiverCloses':
      return `${name(refusal.receiver)} is closed, or closes before this can be done${refusal.opens ? `; it opens ${when(refusal.opens)}` : ''}. ${kept} You can want it later, ring them, do it yourself, or send it all the same.`;
    case 'hintElsewhere':
      return `The person you chose does not work at ${name(refusal.receiver)}. ${kept} Please choose another, or nobody.`;
    case 'closed':
    case 'notClosed':
    case 'alreadyAccepted':
    case 'alreadyClaimed':
    case 'claimedByOther':
    case 'notClaimed':
    case 'declinedAlready':
    case 'notDeclined':
    case 'notTold':
    case 'toldAtWrong':
    case 'handedToUnable':
    case 'handOnHere':
      return standsWords(refusal);
    case 'slotRefused':
      return `${slotRefusalWords(refusal.refusal, network)} The task was not sent; what you filled in is kept.`;
  }
}

type Standing = Extract<
  TaskAnswer,
  {
    why:
      | 'closed'
      | 'notClosed'
      | 'alreadyAccepted'
      | 'alreadyClaimed'
      | 'claimedByOther'
      | 'notClaimed'
      | 'declinedAlready'
      | 'notDeclined'
      | 'notTold'
      | 'toldAtWrong'
      | 'handedToUnable'
      | 'handOnHere';
  }
>;
/** Because of how it stands. */
function standsWords(refusal: Standing): string {
  switch (refusal.why) {
    case 'closed':
      return `${plain(refusal.by.name)} ${refusal.how === 'done' ? 'did this' : 'cancelled this'}, ${when(refusal.at)}. There is nothing left to do.`;
    case 'notClosed':
      return 'This task is still open. Nothing has changed.';
    case 'alreadyAccepted':
      return `${plain(refusal.by.name)} accepted this at ${timeOf(refusal.at)}. Nothing has changed. You can claim it.`;
    case 'alreadyClaimed':
      return `${plain(refusal.by.name)} has this since ${timeOf(refusal.at)}. Nothing has changed.`;
    case 'claimedByOther':
      return `${plain(refusal.by.name)} has had this since ${timeOf(refusal.at)}, so it is theirs. Nothing has changed. You can take it over.`;
    case 'notClaimed':
      return 'Nobody has this task at the moment. Claim it first.';
    case 'declinedAlready':
      return `${plain(refusal.by.name)} declined this at ${timeOf(refusal.at)}. It is back with its sender. Nothing has changed.`;
    case 'notDeclined':
      return 'This task is not back with its sender, so it cannot be sent again. Nothing has changed.';
    case 'notTold':
      return 'Please say how the patient was told. With this outcome they must be told. Nothing has changed.';
    case 'toldAtWrong':
      return 'The patient cannot have been told before the task was sent, or later than now. Nothing was done: please choose again.';
    case 'handedToUnable':
      return `${plain(refusal.person.name)} may not do this task. Nothing has changed: please choose somebody else.`;
    case 'handOnHere':
      return 'Only what the hub was asked can be handed on. Decline it, and its sender can send it elsewhere. Nothing has changed.';
  }
}
