// What tasks, their outcomes and the reasons about them are called.
import type {
  TaskCancelReason,
  TaskDeclineReason,
  TaskDetail,
  TaskKind,
  TaskOutcome,
  TaskReleaseReason,
  TaskReopenReason,
  TaskTelling,
} from '../../domain/task/reasons-and-outcomes.ts';
import type { TaskRequest } from '../../domain/task/state.ts';

/** What is to be done, as somebody is asked for it. */
export const taskKindWords: Readonly<Record<TaskKind, string>> = {
  faceToFace: 'See the patient face to face',
  homeVisit: 'Visit the patient at home',
  ringPatient: 'Ring the patient',
  bookAppointment: 'Book an appointment',
  prescription: 'Prescription',
  fitNote: 'Fit note',
  tests: 'Tests',
  record: 'Update the record',
  question: 'Answer a question',
  other: 'Something else',
};
export const taskDetailWords: Readonly<Record<TaskDetail, string>> = {
  doctor: 'doctor',
  nurse: 'nurse',
  pharmacist: 'pharmacist',
  physiotherapist: 'physiotherapist',
  paramedic: 'paramedic',
  anybody: 'anybody suitable',
  noInternet: 'has no internet',
  noAnswer: 'we could not reach them',
  result: 'give a result',
  followUp: 'see how they are',
  inPerson: 'in person',
  telephone: 'by telephone',
  video: 'by video',
  toPharmacy: 'send to the pharmacy',
  toCollect: 'for the patient to collect',
  toHome: 'take to the patient',
  print: 'print for collection',
  post: 'post it',
  send: 'send it by message',
  bloods: 'bloods',
  urine: 'urine',
  ecg: 'ECG',
  bloodPressure: 'blood pressure',
  several: 'several',
  code: 'code it',
  letter: 'file a letter',
  medicines: 'change medicines',
};
/** What is asked, in a few words: `Tests: bloods`. */
export const whatIsAsked = ({ kind, detail }: Pick<TaskRequest, 'kind' | 'detail'>): string =>
  detail === undefined ? taskKindWords[kind] : `${taskKindWords[kind]}: ${taskDetailWords[detail]}`;

export const taskOutcomeWords: Readonly<Record<TaskOutcome, string>> = {
  seen: 'Patient seen',
  booked: 'Appointment booked',
  spoken: 'Spoke to the patient',
  issued: 'Prescription issued',
  handedOver: 'Handed over',
  printed: 'Printed',
  sentOut: 'Sent to the patient',
  taken: 'Tests taken',
  recorded: 'Record updated',
  answered: 'Answered',
  finished: 'Finished',
  notReached: 'Could not reach the patient',
  patientDeclined: 'The patient did not want it',
  didNotAttend: 'The patient did not come',
  notNeeded: 'Not needed any more',
};
export const taskTellingWords: Readonly<Record<TaskTelling, string>> = {
  message: 'by message',
  telephone: 'by telephone',
  inPerson: 'in person',
  letter: 'by letter',
  notReached: 'not told: could not be reached',
  notNeeded: 'nothing to tell',
};
export const taskDeclineWords: Readonly<Record<TaskDeclineReason, string>> = {
  noCapacity: 'No capacity',
  noClinician: 'No clinician here for this',
  notInTime: 'Not possible by that time',
  notEnoughSaid: 'We need to know more',
  notOurPatient: 'Not our patient',
  notOurWork: 'Not ours to do',
  alreadyDone: 'Already done',
  other: 'Another reason',
};
export const taskCancelWords: Readonly<Record<TaskCancelReason, string>> = {
  noLongerNeeded: 'No longer needed',
  doneOtherwise: 'Done in another way',
  sentByMistake: 'Sent by mistake',
  patientChangedMind: 'The patient changed their mind',
  other: 'Another reason',
};
export const taskReleaseWords: Readonly<Record<TaskReleaseReason, string>> = {
  wrongSkills: 'Needs other skills than mine',
  noTime: 'I cannot get to it in time',
  claimedByMistake: 'Claimed by mistake',
  shiftEnds: 'My shift has ended',
};
export const taskReopenWords: Readonly<Record<TaskReopenReason, string>> = {
  notDone: 'It was not done',
  patientCameBack: 'The patient came back',
  closedByMistake: 'Closed by mistake',
  newInformation: 'There is something new',
};
