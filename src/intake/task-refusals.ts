// Why a task of another system was not taken, by the place in its message and the rule, in either format.
import { patientPartWords, personalWords } from '../cards/words.ts';
import type { SlotRefusal } from '../domain/slot/decide.ts';
import type { TaskAnswer } from '../domain/task/answer.ts';
import { wantedWithinMaxDays } from '../domain/task/send.ts';
import type { Fault } from './faults.ts';

type Place = 'from' | 'to' | 'about' | 'slot' | 'detail' | 'asked' | 'wantedBy' | 'telephone' | 'spokenTo' | 'words';
const places: Readonly<Record<Place, { readonly json: string; readonly fhir: string }>> = {
  from: { json: 'from', fhir: 'Task.requester' },
  to: { json: 'to', fhir: 'Task.owner' },
  about: { json: 'econsult', fhir: 'Task.focus' },
  slot: { json: 'slot', fhir: 'Task.input' },
  detail: { json: 'detail', fhir: 'Task.input' },
  asked: { json: 'asked', fhir: 'Task.description' },
  wantedBy: { json: 'wantedBy', fhir: 'Task.restriction.period.end' },
  telephone: { json: 'telephone', fhir: 'Task.input' },
  spokenTo: { json: 'spokenTo', fhir: 'Task.input' },
  words: { json: 'words', fhir: 'Task.statusReason' },
};
const at = (place: Place, inFhir: boolean): string => places[place][inFhir ? 'fhir' : 'json'];

const unknownRules = {
  from: 'Names no organisation that is known here.',
  to: 'Names no organisation that is known here.',
  about: 'Names no eConsult of a practice that you are registered for.',
} as const;
export const unknownFault = (what: keyof typeof unknownRules, inFhir: boolean): Fault => ({
  path: at(what, inFhir),
  rule: unknownRules[what],
  code: 'not-found',
});

/** Why an appointment was not to be had: the task was not sent, and another can be named. */
const slotRules: Readonly<Partial<Record<SlotRefusal['why'], string>>> & { readonly slotUnknown: string } = {
  slotUnknown: 'Names no appointment that is known here.',
  slotTaken: 'The appointment was taken for another task.',
  slotLapsed: 'The appointment can no longer be taken.',
  slotWithdrawn: 'The appointment was taken out of the book.',
  slotNotForYou: 'The appointment is not offered to this organisation, for this kind of task, or by this receiver.',
  noAgreement: 'The agreement between this hub and its practice is not in force.',
  practiceMoved: 'This practice is with another hub now.',
  notLiveYet: 'This practice is not live with its hub.',
};

type Told = Extract<TaskAnswer, { why: keyof typeof told }>;
const told = {
  organisationUnknown: true,
  notFound: true,
  notBetweenThese: true,
  aboutMadeUp: true,
  noAgreement: true,
  practiceMoved: true,
  notLiveYet: true,
  whenWrong: true,
  telephoneWrong: true,
  notOfThisKind: true,
  receiverCannot: true,
  receiverCloses: true,
  personalWords: true,
  patientWords: true,
  wordsMissing: true,
  wordsTooLong: true,
  slotRefused: true,
} as const;
const isTold = (refusal: TaskAnswer): refusal is Told => Object.hasOwn(told, refusal.why);

/** `taking`: it was to be taken back, so the words are those of the reason. Never what was written, only what kind of thing it looks like. */
export function refusalFault(refusal: TaskAnswer, inFhir: boolean, taking = false): Fault {
  // Only people get the others: a system claims, answers and finishes nothing.
  if (!isTold(refusal)) throw new Error(`a system cannot be refused as ${refusal.why}`);
  const text: Place = taking ? 'words' : 'asked';
  const fault = (place: Place, rule: string, code: Fault['code'] = 'value'): Fault => ({ path: at(place, inFhir), rule, code });
  switch (refusal.why) {
    case 'organisationUnknown':
      return fault('to', unknownRules.to, 'not-found');
    case 'notFound':
    case 'aboutMadeUp':
      return fault('about', unknownRules.about, 'not-found');
    case 'notBetweenThese':
      return fault('to', 'Tasks go between a hub and its own practices.', 'invariant');
    case 'noAgreement':
      return fault('to', 'The agreement between this hub and its practice is not in force.', 'forbidden');
    case 'practiceMoved':
      return fault('to', 'This practice is with another hub now.', 'forbidden');
    case 'notLiveYet':
      return fault('to', 'This practice is not live with its hub.', 'forbidden');
    case 'whenWrong':
      return fault('wantedBy', `Is past, or more than ${wantedWithinMaxDays} days away.`);
    case 'telephoneWrong':
      return fault('telephone', 'The telephone is no number in digits.');
    case 'notOfThisKind':
      return fault('detail', 'The detail is not one of this kind.');
    case 'receiverCannot':
      return fault('to', 'Nobody there is set up to do this. Ring them, or send it with knowingly.', 'invariant');
    case 'receiverCloses': {
      const opens = refusal.opens === undefined ? '' : ` They open ${refusal.opens}.`;
      return fault(
        'wantedBy',
        `The receiver closes before this can be done.${opens} Want it later, or send it with knowingly.`,
        'invariant',
      );
    }
    case 'personalWords': {
      const found = refusal.found.map((kind) => personalWords[kind]).join(' and ');
      return fault(text, `Looks as if it holds ${found}, and others read it on a card.`);
    }
    case 'patientWords': {
      const found = refusal.found.map((part) => patientPartWords[part]).join(' and ');
      return fault(refusal.field, `Holds the patient\u2019s ${found}, and others read it on a card.`);
    }
    case 'wordsMissing':
      return fault(text, 'Is missing.', 'required');
    case 'slotRefused':
      return fault('slot', slotRules[refusal.refusal.why] ?? slotRules.slotUnknown, 'conflict');
    case 'wordsTooLong':
      return fault(text, `Is longer than ${refusal.charactersMax} characters.`, 'too-long');
  }
}
