// Holds what somebody writes about an eConsult against that eConsult's own patient: every verb passes here, once it would be granted.
import type { Words } from '../free-words.ts';
import { namesAround } from '../network/names-around.ts';
import type { Network } from '../network/state.ts';
import { marksOf, type PatientKnown, type PatientMarks } from '../patient.ts';
import { firstFound, type PatientFound } from '../patient-in-words.ts';
import type { EConsultCommand } from './command.ts';
import type { SubmissionText } from './submission.ts';

/** The names under which a command carries words; the compiler names one that is not in the list below. */
type CarriesWords<Command> = Command extends unknown
  ? { [Name in keyof Command]-?: NonNullable<Command[Name]> extends Words ? Name : never }[keyof Command]
  : never;
/** Where words are written freely in a command, and so in its form: the input has the same name. */
export type WordsField = CarriesWords<EConsultCommand> | 'spokenTo';
const written: Readonly<Record<WordsField, true>> = { what: true, spokenTo: true, words: true, followUp: true };
export const wordsFields = Object.keys(written) as readonly WordsField[];
export interface FreeWords extends Words {
  readonly field: WordsField;
}

/** Everything in a command that somebody has written freely, without what is empty. */
export function freeWordsIn(command: EConsultCommand): readonly FreeWords[] {
  const fields: Readonly<Record<string, unknown>> = { ...command };
  const checked = wordsFields.some((field) => isWords(fields[field]) && fields[field].checked);
  return wordsFields.flatMap((field) => {
    const said = fields[field];
    // What its writer says of one field of a form holds for all of them.
    const words = typeof said === 'string' ? { text: said, checked } : isWords(said) ? said : undefined;
    return words === undefined || words.text.trim() === '' ? [] : [{ field, ...words }];
  });
}
const isWords = (value: unknown): value is Words =>
  typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string' && 'checked' in value;

/** Why these words cannot stand where others read them; `undefined`: they name nothing of the patient's. */
export function patientFound(
  command: EConsultCommand,
  { network, patient }: { readonly network: Network; readonly patient?: PatientMarks },
): PatientFound<WordsField> | undefined {
  return patient && firstFound(freeWordsIn(command), patient, namesAround(network, command.hub), command.at);
}

/** What is looked for of the patient of these texts: what arrived first, and what came later under the same id. */
export const marksOfTexts = (texts: readonly SubmissionText[]): PatientMarks => marksOf(together(texts.map(knownFrom)));

/** So many names, numbers and lines of one patient are looked for; more is no patient's. */
const eachMax = 20;
function together(all: readonly PatientKnown[]): PatientKnown {
  const each = (of: (known: PatientKnown) => readonly string[]): readonly string[] => [...new Set(all.flatMap(of))].slice(0, eachMax);
  return {
    names: each(({ names }) => names),
    dateOfBirth: all.find(({ dateOfBirth }) => dateOfBirth !== undefined)?.dateOfBirth,
    nhsNumbers: each(({ nhsNumbers }) => nhsNumbers),
    numbers: each(({ numbers }) => numbers),
    telephones: each(({ telephones }) => telephones),
    emails: each(({ emails }) => emails),
    addresses: each(({ addresses }) => addresses),
  };
}

const present = <T>(...values: readonly (T | undefined)[]): readonly T[] => values.filter((value): value is T => value !== undefined);

function knownFrom({ patient, requester }: SubmissionText): PatientKnown {
  // A practice's name and number are everybody's.
  const also = (patient.also ?? []).filter(({ question }) => !isOfPractice(question));
  // Whoever wrote it because it is their work, such as a pharmacist, is a colleague who may be named.
  const writer =
    requester?.relation === undefined || !/staff|pharmac|nurse|doctor|practitioner|gp\b/i.test(requester.relation) ? requester : undefined;
  return {
    names: present(patient.name, writer?.name, ...also.filter(({ question }) => isNameOf(question)).map(({ answer }) => answer)),
    dateOfBirth: patient.dateOfBirth,
    nhsNumbers: present(patient.nhsNumber),
    // Whatever else was sent of the patient with figures: numbers of hospitals, earlier NHS numbers, contacts.
    numbers: also.flatMap(({ answer }) => answer.match(/[\p{L}\d][\p{L}\d \-/]{4,30}\d/gu) ?? []),
    telephones: present(
      ...(patient.telephone ?? []),
      writer?.telephone,
      ...also.flatMap(({ answer }) => answer.match(/\+?\d[\d ()-]{8,20}\d/g) ?? []),
    ),
    // Senders write behind it what it is for, such as `(home)`.
    emails: [...(patient.email ?? []), ...also.map(({ answer }) => answer)].flatMap(
      (each) => each.match(/[^\s@<>,;()]+@[^\s@<>,;()]+/g) ?? [],
    ),
    addresses: present(patient.address),
  };
}
/** A label such as \u201cName (old)\u201d or \u201cContact: name\u201d; not that of a medicine. */
const isNameOf = (label: string): boolean => /\bname\b|also known as|nickname/i.test(label) && !/display|medic/i.test(label);
const isOfPractice = (label: string): boolean => /general practitioner|organi[sz]ation|practice|surgery/i.test(label);
