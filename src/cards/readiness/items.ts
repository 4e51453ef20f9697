// What a practice's checklist asks, item by item: a name for lists, and the question that somebody answers.
import type { ReadinessItem, ReadinessStep } from '../../domain/readiness/items.ts';
import { contactRoleWords } from '../network/words.ts';

export const stepWords: Readonly<Record<ReadinessStep, string>> = {
  record: 'The record',
  pathway: 'The pathway',
  policies: 'The policies',
  contacts: 'The contacts',
};

export interface ItemWords {
  readonly name: string;
  readonly asks: string;
}
const contact = (name: string): ItemWords => ({ name, asks: 'Is there somebody with a telephone number or an e-mail address?' });

export const itemWords: Readonly<Record<ReadinessItem, ItemWords>> = {
  recordAccess: {
    name: 'Way into the record',
    asks: 'Is it agreed how the hub gets into this practice\u2019s record, and has somebody tried it?',
  },
  maySeeRecord: { name: 'Reading the record', asks: 'May a clinician of the hub read this practice\u2019s record?' },
  mayWriteRecord: { name: 'Writing in the record', asks: 'May a clinician of the hub write in it?' },
  mayPrescribe: { name: 'Prescribing', asks: 'May a clinician of the hub prescribe in it?' },
  mayBook: { name: 'Booking', asks: 'May a clinician of the hub book appointments in it?' },
  loginsFit: { name: 'Log-ins', asks: 'Does no clinician of the hub need more separate log-ins than agreed?' },
  pathwayAgreed: { name: 'Who sees what first', asks: 'Has the practice agreed who gets each kind of eConsult first?' },
  responseTime: { name: 'Response time', asks: 'Has the practice agreed by when patients get an answer?' },
  allocation: { name: 'Share of the hub\u2019s day', asks: 'Is it agreed how many eConsults the hub takes from it in a day?' },
  whoAnswers: { name: 'Who answers the patient', asks: 'Is it agreed who answers the patient, and how?' },
  fitNotes: { name: 'Fit notes', asks: 'Is it agreed who signs fit notes and the like?' },
  cutOff: { name: 'Cut-off', asks: 'Is it agreed until when the hub takes routine ones each day?' },
  appointmentBook: { name: 'Appointments', asks: 'Is it agreed which appointments the practice and the hub offer each other?' },
  sameProcess: { name: 'Same way of working', asks: 'Does the practice work by the same written process as the others?' },
  openingHours: { name: 'Opening hours', asks: 'Are its opening hours set?' },
  channel: { name: 'Channel', asks: 'Does it have a channel in Teams?' },
  disasterBuddy: { name: 'Help in a disaster', asks: 'Is it agreed who takes its work if it has to close?' },
  drill: { name: 'Drill', asks: 'Has it taken part in a drill lately?' },
  dataSharing: { name: 'Data sharing agreement', asks: 'Is the data sharing agreement signed?' },
  impactAssessment: { name: 'Data protection impact assessment', asks: 'Is the impact assessment (DPIA) approved?' },
  clinicalSafety: { name: 'Clinical safety case', asks: 'Is the clinical safety case (DCB0160) signed?' },
  operatingProcedure: { name: 'Operating procedure', asks: 'Is the standard operating procedure in force, and read?' },
  safeguarding: { name: 'Safeguarding policy', asks: 'Does the safeguarding policy cover work done by the hub?' },
  prescribing: { name: 'Prescribing policy', asks: 'Does the prescribing policy cover work done by the hub?' },
  complaints: { name: 'Complaints and incidents', asks: 'Is it agreed who deals with complaints and incidents?' },
  continuity: { name: 'Business continuity plan', asks: 'Does the continuity plan say what happens without the hub?' },
  indemnity: { name: 'Indemnity', asks: 'Are the hub\u2019s clinicians insured for work on these patients?' },
  recordSystemSupplier: contact(contactRoleWords.recordSystemSupplier),
  siro: contact(contactRoleWords.siro),
  caldicottGuardian: contact(contactRoleWords.caldicottGuardian),
  dataProtectionOfficer: contact(contactRoleWords.dataProtectionOfficer),
  clinicalGovernanceLead: contact(contactRoleWords.clinicalGovernanceLead),
};

/** Where something that the product answers itself is set, and by which word. */
export const setWhere = (item: ReadinessItem, practice: string): string =>
  item === 'channel'
    ? 'Type "channel" in its channel.'
    : item === 'drill'
      ? 'Type "disaster" and choose a drill.'
      : `Type "manage ${practice}".`;
