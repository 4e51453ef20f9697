// The labels and times that cards, notices and refusals are put together from: one word for one thing.

import type { LowerReason, ReleaseReason, ReopenReason, ViewReason } from '../domain/econsult/command.ts';
import type {
  ClockWarning,
  ClosingPlan,
  DeclineReason,
  EscalationReason,
  HoldReason,
  Outcome,
  PassBackReason,
  Telling,
} from '../domain/econsult/state.ts';
import type { Noticeable } from '../domain/econsult/submission.ts';
import { theClock } from '../domain/network/ladder.ts';
import type { PatientPart } from '../domain/patient.ts';
import type { PersonalKind } from '../domain/privacy.ts';
import type { Capability, Identity, Instant, Kind, Person, Priority, Role } from '../domain/terms.ts';
import { within } from './sentences.ts';
import { when } from './times.ts';

export { capital, chosen, oneLine, plain, within } from './sentences.ts';
export { dayOf, monthShort, timeOf, when } from './times.ts';

/** The first of a list as one sentence's part, and how many more there are. */
export const shortened = (all: readonly string[], shownMax: number, between = ', '): string =>
  `${all.slice(0, shownMax).join(between)}${all.length > shownMax ? ` and ${all.length - shownMax} more` : ''}`;

export const kindWords: Readonly<Record<Kind, string>> = {
  clinical: 'Clinical',
  admin: 'Administrative',
  clinicalAdmin: 'Clinical administration',
};
export const priorityWords: Readonly<Record<Priority, string>> = { routine: 'Routine', urgent: 'Urgent', redFlag: 'RED FLAG' };
export const roleWords: Readonly<Record<Role, string>> = {
  clinician: 'a hub clinician',
  dutyClinician: 'the duty clinician',
  clinicalLead: 'the clinical lead',
  hubLead: 'a hub lead',
  hubAdministrator: 'a hub administrator',
  practiceAdministrator: 'a practice administrator',
  practiceClinician: 'a practice clinician',
};
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  answered: 'Answered with advice',
  prescribed: 'Prescription issued',
  pharmacy: 'Sent to a pharmacy',
  seenToday: 'Seen face to face today',
  appointmentBooked: 'Appointment booked',
  testsArranged: 'Tests arranged',
  referredRoutine: 'Referred, routine',
  referredUrgent: 'Referred, urgent',
  referred: 'Referred',
  sentTo999: 'Sent to 999 or A&E',
  adminDone: 'Administration done',
  notReachedTwice: 'Could not reach the patient after 2 tries',
  notReachedOften: 'Could not reach the patient after 3 tries or more',
  noActionNeeded: 'No action needed',
  withdrawn: 'Withdrawn',
};
export const tellingWords: Readonly<Record<Telling, string>> = {
  message: 'by message',
  telephone: 'by telephone',
  inPerson: 'in person',
  letter: 'by letter',
  notReached: 'not told: could not be reached',
  notNeeded: 'not needed (the sender withdrew it)',
};
/** Whether and how the patient was told, in the middle of a sentence. */
export function toldWords(told: Telling | undefined): string {
  if (told === undefined || told === 'notNeeded') return `telling the patient ${tellingWords.notNeeded}`;
  return told === 'notReached' ? 'patient not told: could not be reached' : `patient told ${tellingWords[told]}`;
}
export const releaseWords: Readonly<Record<ReleaseReason, string>> = {
  wrongSkills: 'Needs other skills than mine',
  noTime: 'I cannot get to it in time',
  cannotAccessRecord: 'I cannot open the record',
  knowsPatient: 'I know the patient',
  claimedByMistake: 'Claimed by mistake',
  shiftEnds: 'My shift has ended',
};
export const identityWords: Readonly<Record<Identity, string>> = {
  verified: 'Checked by the sender',
  unverified: 'Identity not checked: confirm who it is before acting',
  notFound: 'Patient not found by the sender: confirm who it is before acting',
};

/** For the shared card: that there is something to look at, without saying what. */
export const noticedWords: Readonly<Record<Noticeable, string>> = {
  severalNhsNumbers: 'Identity: the sender gives more than one NHS number. Open shows them all: confirm who it is before acting.',
  recordNotInUse:
    'Identity: the sender says that this patient\u2019s record is not in use or belongs to another. Confirm who it is before acting.',
  deceased: 'The sender\u2019s record says that this person may have died. Check before you contact anybody.',
  communication: 'A communication need was sent. Open shows it: read it before you answer.',
};

export const passBackWords: Readonly<Record<PassBackReason, string>> = {
  faceToFace: 'Needs to be seen face to face',
  homeVisit: 'Needs a home visit',
  testsNeeded: 'Needs blood tests or other tests',
  knowsPatient: 'Needs somebody who knows the patient',
  administration: 'Administration for the practice',
  mayNotPrescribe: 'The hub may not prescribe here',
  mayNotBook: 'The hub may not book here',
  mayNotWrite: 'The hub may not write in the record here',
  fitNote: 'Fit note',
  recordNotAccessible: 'The record cannot be opened',
  notOurPatient: 'Not a patient of this practice',
  pastCutOff: 'Past the hub\u2019s cut-off or allocation',
  other: 'Something else (say what)',
};
export const declineWords: Readonly<Record<DeclineReason, string>> = {
  noCapacity: 'No capacity in that time',
  noClinician: 'No clinician is in',
  needsHub: 'The hub can do this',
  notOurPatient: 'Not our patient',
  alreadyDone: 'Already done',
  other: 'Something else (say what)',
};
export const escalationWords: Readonly<Record<EscalationReason, string>> = {
  clinicalWorry: 'I am worried about the patient',
  overdue: 'It is late',
  nobodyReached: 'Nobody can be reached',
  tooMuch: 'More than we can do in time',
  other: 'Something else (say what)',
};
export const holdWords: Readonly<Record<HoldReason, string>> = {
  patientToReply: 'Waiting for the patient to reply',
  noAnswer: 'No answer: trying the patient again',
  patientToAttend: 'Waiting for the patient to attend',
  resultAwaited: 'Waiting for a result',
  photoAwaited: 'Waiting for a photo',
};
export const lowerWords: Readonly<Record<LowerReason, string>> = {
  assessedInPerson: 'Seen in person',
  assessedFromRecord: 'Assessed from the record',
  spokeToPatient: 'Spoke to the patient',
  flaggedByMistake: 'Flagged by mistake',
};
export const reopenWords: Readonly<Record<ReopenReason, string>> = {
  patientCameBack: 'The patient came back',
  notDone: 'What was promised was not done',
  closedByMistake: 'Closed by mistake',
  newInformation: 'New information',
};
export const viewWords: Readonly<Record<ViewReason, string>> = {
  workingOnIt: 'I am working on it',
  askedForAdvice: 'A colleague asked my advice',
  safetyCheck: 'Safety check',
  patientAsked: 'The patient asked',
  watched: 'Watching in shadow',
};
export const capabilityWords: Readonly<Record<Capability, string>> = {
  view: 'read',
  write: 'write in',
  prescribe: 'prescribe in',
  book: 'book in',
};
export const personalWords: Readonly<Record<PersonalKind, string>> = {
  nhsNumber: 'an NHS number',
  dateOfBirth: 'a date of birth',
  telephone: 'a telephone number',
  email: 'an e-mail address',
};

/** Behind \u201cthe patient\u2019s\u201d. */
export const patientPartWords: Readonly<Record<PatientPart, string>> = {
  name: 'name',
  surname: 'surname',
  firstName: 'first name',
  nhsNumber: 'NHS number',
  number: 'number',
  telephone: 'telephone number',
  email: 'e-mail address',
  dateOfBirth: 'date of birth',
  postcode: 'postcode',
  address: 'address',
};

/** What somebody said before closing, behind their name. */
export function planWords({ plan, told, opens }: Pick<ClosingPlan, 'plan' | 'told' | 'opens'>): string {
  if (plan === 'finish') return 'will see that it is finished';
  const until = opens === undefined ? 'the next opening' : when(opens);
  return `left it until ${until}; the patient was told${told === undefined ? '' : ` ${tellingWords[told]}`}`;
}

/** What the clock warns of, as it stands on a card. */
export const warningWords: Readonly<Record<ClockWarning, string>> = {
  // Worded so that it is also true of one that came back: somebody has had that, but nobody has it now.
  firstLook: 'Nobody has claimed it in time',
  // Said after the one before, so it must be clear in the thread that it is not a repetition.
  unclaimedAdministrator: 'Still nobody has claimed it',
  unclaimedLead: 'Still nobody has claimed it',
  targetWarning: 'Close to its target',
  target: 'Past its target',
  limitWarning: 'Close to its limit',
  // Given at the last closing before the limit, if nobody is there at the limit itself; where the time is known, `limitWords` says which it is.
  limit: 'Past its limit, or its limit falls before we reopen',
};
/** A limit is warned of when it has come, or at the last closing before it. */
export const limitWords = (limit: Instant, now: Instant): string => (now >= limit ? 'Past its limit' : 'Its limit falls before we reopen');

/** Who did it, in the middle of a sentence: a name stays as it is, the clock has none. */
export const byWords = ({ id, name }: Person): string => (id === theClock.id ? within(name) : name);
/** A length of time as people say it: "14 min", "2 h", "1 h 52 min", "2 d 3 h". */
export function lasting(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  const [large, small] = hours < 24 ? [`${hours} h`, `${minutes % 60} min`] : [`${Math.floor(hours / 24)} d`, `${hours % 24} h`];
  return small.startsWith('0 ') ? large : `${large} ${small}`;
}

/** When the store did not say whether it had written. */
export const notSettledWords =
  'The answer did not come in time. It may or may not have been recorded: the card will show which. Please look at it again before pressing once more.';
/** After something broke on our side. */
export const brokenWords =
  'Something went wrong on our side. The request is safe and nothing was lost. Please press again; if it keeps happening, tell your hub lead.';
export const storeAwayWords =
  'The store cannot be reached just now, so nothing was done. The request is safe. Please press again in a minute.';
