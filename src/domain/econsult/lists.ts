// The lists from which people choose an outcome or a reason: versioned, because events keep a code for ever and must stay readable.

/**
 * A list with its versions, each as it was offered. A code is never given another meaning and never taken out of the versions it was in:
 * what is no longer to be chosen is left out of the next version, and stays readable. Words that change belong to a new version too
 * (`formerWords` in `src/cards/econsult/list-words.ts`).
 */
export interface CodeList<Code extends string> {
  /** The newest: the one that is offered. */
  readonly version: number;
  readonly offered: readonly Code[];
  /** Every code there has ever been. */
  readonly all: readonly Code[];
}

/** `versions`: the codes of version 1, of version 2 and so on, in the order in which they are offered. */
function listOf<const Code extends string>(...versions: readonly (readonly Code[])[]): CodeList<Code> {
  return { version: versions.length, offered: versions.at(-1) ?? [], all: [...new Set(versions.flat())] };
}
export type CodeOf<List> = List extends CodeList<infer Code> ? Code : never;

/** What an event keeps beside a code: the version it was chosen from. Without one it was the first, which came before versions were kept. */
export interface Chosen {
  readonly list?: number;
}
export const chosenFrom = ({ version }: CodeList<string>): Chosen => (version === 1 ? {} : { list: version });

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
export const viewList = listOf(['workingOnIt', 'askedForAdvice', 'safetyCheck', 'patientAsked']);
