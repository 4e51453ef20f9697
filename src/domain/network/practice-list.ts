// The NHS's list of practices, from which practices are chosen: what is known of each, and how they are found by code or name.
import { folded, isPartOfName } from '../names.ts';

export interface ListedPractice {
  readonly name: string;
  /** `active`, `closed`, `dormant` or `proposed`; a word that is none of the list's as it is written. */
  readonly status: string;
  /** `YYYY-MM-DD`, where the list says when it closed. */
  readonly closedOn?: string;
  readonly icb?: string;
  readonly pcn?: string;
}
export type PracticeList = ReadonlyMap<string, ListedPractice>;

/** What was asked for in the list. `codes`: those written as codes, the ones that the list does not have in `unknown`. */
export interface PracticesFound {
  readonly found: readonly (ListedPractice & { readonly code: string })[];
  readonly unknown: readonly string[];
  /** Codes were written, so exactly these are meant; else they were found by a part of their name. */
  readonly byCode: boolean;
  /** How many more have that in their name than are given. */
  readonly more: number;
}
/** More would not be read. */
export const foundMax = 15;

/** By codes, with anything between them, or by a part of a name. Open ones come before closed ones. */
export function findPractices(list: PracticeList, written: string): PracticesFound {
  const codes = [...new Set(written.toUpperCase().match(/\b(?=[A-Z]*\d)[A-Z0-9]{4,10}\b/g) ?? [])];
  const known = codes.flatMap((code) => {
    const listed = list.get(code);
    return listed === undefined ? [] : [{ code, ...listed }];
  });
  if (codes.length > 0) {
    const unknown = codes.filter((code) => !list.has(code));
    return { found: known, unknown, byCode: true, more: 0 };
  }
  if (folded(written).length < 3) return { found: [], unknown: [], byCode: false, more: 0 };
  const named = [...list].flatMap(([code, listed]) => (isPartOfName(listed.name, written) ? [{ code, ...listed }] : []));
  const sorted = named.sort((a, b) => Number(isClosed(a)) - Number(isClosed(b)) || a.name.localeCompare(b.name));
  return { found: sorted.slice(0, foundMax), unknown: [], byCode: false, more: Math.max(0, sorted.length - foundMax) };
}

/** Whether choosing it must be asked about: it is closed, dormant, not begun, or the list does not say. */
export const isClosed = ({ status }: Pick<ListedPractice, 'status'>): boolean => status !== 'active';
