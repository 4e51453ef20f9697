// The lists from which people choose an outcome or a reason about an eConsult.
import { type CodeList, type CodeOf, listOf } from '../code-list.ts';

export const outcomeList = listOf(
  ['answered', 'prescribed', 'appointmentBooked', 'referred', 'adminDone', 'noActionNeeded', 'withdrawn'],
  [
    'answered',
    'prescribed',
    'pharmacy',
    'seenToday',
    'appointmentBooked',
    'testsArranged',
    'referredRoutine',
    'referredUrgent',
    'sentTo999',
    'adminDone',
    'notReachedTwice',
    'notReachedOften',
    'noActionNeeded',
    'withdrawn',
  ],
);
/** The patient could not be reached, after so many tries. */
export const notReachedOutcomes: readonly CodeOf<typeof outcomeList>[] = ['notReachedTwice', 'notReachedOften'];

/** How the patient was told. `notNeeded` only if the sender withdrew it, `notReached` only if they could not be reached. */
export const tellingList = listOf(
  ['message', 'telephone', 'inPerson', 'letter', 'notNeeded'],
  ['message', 'telephone', 'inPerson', 'letter', 'notReached', 'notNeeded'],
);

/** How most of them end. Each says both what came of it and how the patient was told, so that one choice is enough and none is taken as read. */
export const usualEndings: readonly (readonly [CodeOf<typeof outcomeList>, CodeOf<typeof tellingList>])[] = [
  ['answered', 'message'],
  ['answered', 'telephone'],
  ['prescribed', 'message'],
  ['prescribed', 'telephone'],
  ['seenToday', 'inPerson'],
];

export const passBackList = listOf(
  [
    'faceToFace',
    'knowsPatient',
    'administration',
    'mayNotPrescribe',
    'mayNotBook',
    'mayNotWrite',
    'fitNote',
    'recordNotAccessible',
    'notOurPatient',
    'pastCutOff',
    'other',
  ],
  [
    'faceToFace',
    'homeVisit',
    'testsNeeded',
    'knowsPatient',
    'administration',
    'fitNote',
    'mayNotPrescribe',
    'mayNotBook',
    'mayNotWrite',
    'recordNotAccessible',
    'notOurPatient',
    'pastCutOff',
    'other',
  ],
);
export const declineList = listOf(
  ['noCapacity', 'needsHub', 'notOurPatient', 'alreadyDone', 'other'],
  ['noCapacity', 'noClinician', 'needsHub', 'notOurPatient', 'alreadyDone', 'other'],
);
export const holdList = listOf(
  ['patientToReply', 'patientToAttend', 'resultAwaited', 'photoAwaited'],
  ['patientToReply', 'noAnswer', 'patientToAttend', 'resultAwaited', 'photoAwaited'],
);
export const escalationList = listOf(['clinicalWorry', 'overdue', 'nobodyReached', 'tooMuch', 'other']);
export const releaseList = listOf(['wrongSkills', 'noTime', 'cannotAccessRecord', 'knowsPatient', 'claimedByMistake', 'shiftEnds']);
export const lowerList = listOf(['assessedInPerson', 'assessedFromRecord', 'spokeToPatient', 'flaggedByMistake']);
export const reopenList = listOf(['patientCameBack', 'notDone', 'closedByMistake', 'newInformation']);
const viewChoices = listOf(['workingOnIt', 'askedForAdvice', 'safetyCheck', 'patientAsked']);
/** `watched`: chosen by nobody; somebody looked at the twin that is watched in shadow, which has the real one's words. */
export const viewList: CodeList<CodeOf<typeof viewChoices> | 'watched'> = { ...viewChoices, all: [...viewChoices.all, 'watched'] };
