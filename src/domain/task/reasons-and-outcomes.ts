// What one organisation can ask of another, what can come of it, and the reasons for declining, cancelling and reopening.
import { type CodeOf, listOf } from '../code-list.ts';

export const taskKindList = listOf([
  'faceToFace',
  'homeVisit',
  'ringPatient',
  'bookAppointment',
  'prescription',
  'fitNote',
  'tests',
  'record',
  'question',
  'other',
]);
export const taskKinds = taskKindList.all;
export type TaskKind = CodeOf<typeof taskKindList>;

/** The one choice that a kind asks for beside what is written. */
export const detailCodes = {
  faceToFace: ['doctor', 'nurse', 'pharmacist', 'physiotherapist', 'anybody'],
  homeVisit: ['doctor', 'nurse', 'paramedic', 'anybody'],
  ringPatient: ['noInternet', 'noAnswer', 'result', 'followUp'],
  bookAppointment: ['inPerson', 'telephone', 'video'],
  prescription: ['toPharmacy', 'toCollect', 'toHome'],
  fitNote: ['print', 'post', 'send'],
  tests: ['bloods', 'urine', 'ecg', 'bloodPressure', 'several'],
  record: ['code', 'letter', 'medicines'],
  question: [],
  other: [],
} as const satisfies Readonly<Record<TaskKind, readonly string[]>>;
export type TaskDetail = (typeof detailCodes)[TaskKind][number];

export const taskOutcomeList = listOf([
  'seen',
  'booked',
  'spoken',
  'issued',
  'handedOver',
  'printed',
  'sentOut',
  'taken',
  'recorded',
  'answered',
  'finished',
  'notReached',
  'patientDeclined',
  'didNotAttend',
  'notNeeded',
]);
export type TaskOutcome = CodeOf<typeof taskOutcomeList>;

/** What may come of each kind, in the order in which it is offered. */
export const outcomesOfKind: Readonly<Record<TaskKind, readonly TaskOutcome[]>> = {
  faceToFace: ['seen', 'booked', 'notReached', 'patientDeclined', 'didNotAttend', 'notNeeded'],
  homeVisit: ['seen', 'booked', 'notReached', 'patientDeclined', 'notNeeded'],
  ringPatient: ['spoken', 'notReached', 'notNeeded'],
  bookAppointment: ['booked', 'notReached', 'patientDeclined', 'notNeeded'],
  prescription: ['issued', 'handedOver', 'notReached', 'patientDeclined', 'notNeeded'],
  fitNote: ['printed', 'handedOver', 'sentOut', 'notReached', 'notNeeded'],
  tests: ['taken', 'booked', 'notReached', 'patientDeclined', 'didNotAttend', 'notNeeded'],
  record: ['recorded', 'notNeeded'],
  question: ['answered', 'notNeeded'],
  other: ['finished', 'notReached', 'patientDeclined', 'notNeeded'],
};

/** By when a kind is usually wanted, in working minutes of the receiver. A core-hours day has 630. */
export const usualWorkingMinutes: Readonly<Record<TaskKind, Readonly<Record<TaskPriority, number>>>> = {
  faceToFace: { routine: 1_260, urgent: 240 },
  homeVisit: { routine: 1_260, urgent: 240 },
  ringPatient: { routine: 315, urgent: 60 },
  bookAppointment: { routine: 630, urgent: 120 },
  prescription: { routine: 315, urgent: 60 },
  fitNote: { routine: 630, urgent: 240 },
  tests: { routine: 3_150, urgent: 315 },
  record: { routine: 1_260, urgent: 240 },
  question: { routine: 315, urgent: 60 },
  other: { routine: 630, urgent: 120 },
};
/** A red flag stays an eConsult, where its clock and its ladder are; what is asked beside it is urgent. */
export const taskPriorities = ['routine', 'urgent'] as const;
export type TaskPriority = (typeof taskPriorities)[number];

/** Kinds that a clinician is usually needed for; the sender may say otherwise. */
export const usuallyClinical: readonly TaskKind[] = ['faceToFace', 'homeVisit', 'prescription', 'question'];

/** By when it can be wanted, as its sender chooses it: when it usually is, in so many working hours or days, or before the receiver closes. */
export const wantedCodes = ['usual', 'hour', 'hours', 'closing', 'day', 'days', 'week'] as const;
export type WantedChoice = (typeof wantedCodes)[number];

/** What its receiver says before closing: it will be done today, or it waits for the next opening, of which the sender is told. */
export const taskPlans = ['today', 'nextOpening'] as const;

/** How the patient was told of it. */
export const taskTellingList = listOf(['message', 'telephone', 'inPerson', 'letter', 'notReached', 'notNeeded']);
export type TaskTelling = CodeOf<typeof taskTellingList>;

export const taskDeclineList = listOf([
  'noCapacity',
  'noClinician',
  'notInTime',
  'notEnoughSaid',
  'notOurPatient',
  'notOurWork',
  'alreadyDone',
  'other',
]);
export type TaskDeclineReason = CodeOf<typeof taskDeclineList>;
export const taskCancelList = listOf(['noLongerNeeded', 'doneOtherwise', 'sentByMistake', 'patientChangedMind', 'other']);
export type TaskCancelReason = CodeOf<typeof taskCancelList>;
export const taskReleaseList = listOf(['wrongSkills', 'noTime', 'claimedByMistake', 'shiftEnds']);
export type TaskReleaseReason = CodeOf<typeof taskReleaseList>;
export const taskReopenList = listOf(['notDone', 'patientCameBack', 'closedByMistake', 'newInformation']);
export type TaskReopenReason = CodeOf<typeof taskReopenList>;
