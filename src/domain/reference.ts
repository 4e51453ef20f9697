// References: the short human codes, such as K7M-4QX, by which staff name an eConsult.
import { createHash } from 'node:crypto';
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

export function referenceOf(id: EConsultId): string {
  return `${id.slice(0, 3)}-${id.slice(3)}`;
}

/** Reads a reference as people type it: any case, with or without the hyphen. `undefined` when it cannot be one. */
export function idOf(typed: string): EConsultId | undefined {
  const id = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return id.length === letters && [...id].every((letter) => alphabet.includes(letter)) ? id : undefined;
}
