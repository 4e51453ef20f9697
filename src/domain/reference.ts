// References: the short human codes, such as K7M-4QX, by which staff name an eConsult.
import { createHash } from 'node:crypto';
import { folded } from './names.ts';
import type { EConsultId } from './terms.ts';

/** No 0/O, 1/I/L, 5/S, 8/B, 2/Z, U/V: letters and digits that cannot be mistaken for one another, spoken or written. */
const alphabet = '34679ACDEFGHJKMNPQRTVWXY';
const letters = 6;

/**
 * The id of a submission, from who sent it and their id for it. The same submission always gets the same id, so a second
 * delivery finds the first; `attempt` gives the next candidate where another submission has the same six letters.
 */
export function idFrom(caller: string, sourceId: string, attempt: number): EConsultId {
  const digest = createHash('sha256')
    .update(JSON.stringify([caller, sourceId, attempt]))
    .digest();
  let number = digest.readBigUInt64BE();
  let id = '';
  for (let i = 0; i < letters; i++) {
    id += alphabet[Number(number % BigInt(alphabet.length))];
    number /= BigInt(alphabet.length);
  }
  return id;
}

/** One that is no patient's own says so wherever it is named: `DRILL X-K7M-4QX`. */
export function referenceOf(id: EConsultId): string {
  const why = rehearsedFor(id);
  return why === undefined ? hyphened(id) : `${rehearsalMark[why]} ${rehearsalIds[why].reference(id)}`;
}
const hyphened = (six: string): string => `${six.slice(0, 3)}-${six.slice(3)}`;

/** Letters of other alphabets that look like one of ours; and U, which no reference contains and which can only be a misread V. */
const lookAlikes = new Map(
  [...'\u0410\u0421\u0415\u041d\u041a\u041c\u0420\u0422\u0425\u0423\u0391\u0395\u0397\u039a\u039c\u039d\u03a1\u03a4\u03a7\u03a5U'].map(
    (letter, at) => [letter, 'ACEHKMPTXYAEHKMNPTXYV'[at] ?? ''],
  ),
);

/** What was typed, in capitals and digits, with look-alikes replaced. */
const written = (typed: string): string =>
  [...folded(typed).toUpperCase().replaceAll(' ', '')].map((letter) => lookAlikes.get(letter) ?? letter).join('');

const isSix = (id: string): boolean => id.length === letters && [...id].every((letter) => alphabet.includes(letter));

/**
 * Reads a reference as people type it: in any case, with or without the hyphen, with what copying adds. `undefined` if it cannot be one.
 */
export function idOf(typed: string): EConsultId | undefined {
  const id = written(typed);
  if (id.length > letters) return rehearsalMeant(id.replace(/^(?:DR[I1]LL|TRA[I1]N[I1]NG|SHADOW)/, ''));
  return isSix(id) ? id : undefined;
}

/**
 * The characters for which something is no reference although it looks like one, such as O and 0. Which characters they should be cannot be
 * known.
 */
export function misreadIn(typed: string): readonly string[] {
  const id = written(typed);
  if (!/^[A-Z\d]{6}$/.test(id)) return [];
  return [...new Set(id)].filter((letter) => !alphabet.includes(letter));
}

/**
 * The ids of another kind: the same six with a letter of its own and a hyphen before them, `T-K7M4QX`, so that none can be taken for an
 * eConsult's. Staff write and read it `T-K7M-4QX`.
 */
export const letteredIds = (letter: string) => ({
  ids: new RegExp(`^${letter}-[${alphabet}]{${letters}}$`),
  /** As `idFrom`. */
  from: (caller: string, sourceId: string, attempt: number): string => `${letter}-${idFrom(caller, sourceId, attempt)}`,
  reference: (id: string): string => `${letter}-${hyphened(id.slice(2))}`,
  /** As `idOf`. */
  meant(typed: string): string | undefined {
    const id = written(typed);
    const six = id.slice(1);
    return id.startsWith(letter) && isSix(six) ? `${letter}-${six}` : undefined;
  },
});

/** Why an eConsult is there although no patient waits for what becomes of it: for a drill, to learn, or beside a real one of a practice in shadow. */
export type Rehearsed = 'drill' | 'training' | 'shadow';
/** Their ids, such as `X-K7M4QX`: by that alone they are kept apart from patients' own. */
export const rehearsalIds = { drill: letteredIds('X'), training: letteredIds('L'), shadow: letteredIds('H') } as const satisfies Readonly<
  Record<Rehearsed, object>
>;
/** The word that stands on each of them, wherever it is shown or named. */
export const rehearsalMark: Readonly<Record<Rehearsed, string>> = { drill: 'DRILL', training: 'TRAINING', shadow: 'SHADOW' };
const reasons = Object.keys(rehearsalIds) as readonly Rehearsed[];
/** `undefined`: it is a patient's own. */
export const rehearsedFor = (id: EConsultId): Rehearsed | undefined => reasons.find((why) => rehearsalIds[why].ids.test(id));
export const isRehearsal = (id: EConsultId): boolean => rehearsedFor(id) !== undefined;
/** As `meant` of each of them. */
const rehearsalMeant = (typed: string): EConsultId | undefined =>
  reasons.map((why) => rehearsalIds[why].meant(typed)).find((id) => id !== undefined);
/** The ids of all of them, and of eConsults, all of them included. */
export const allRehearsalIds = new RegExp(`^[XLH]-[${alphabet}]{${letters}}$`);
export const econsultIds = /^(?:[XLH]-)?[A-Z0-9]{6}$/;
