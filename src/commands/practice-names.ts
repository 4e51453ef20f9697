// Fills practice names into a network file from the NHS's list of practices.
import { isSameName } from '../domain/names.ts';
import type { ListedPractice, PracticeList } from '../domain/network/practice-list.ts';

export interface Named {
  /** The file with the names filled in, laid out as JSON. */
  readonly json: string;
  /** What was done and what should be looked at, a line each. */
  readonly lines: readonly string[];
  readonly filled: number;
}

/**
 * Gives every practice of a network file that has no name yet (none, an empty one, or its code) the name of the list. Names that somebody
 * has written stay, and are told about when the list has another. `undefined`: the file is not JSON with a list of practices.
 */
export function fillInNames(json: string, listed: PracticeList): Named | undefined {
  const file = parsed(json);
  if (file === undefined) return undefined;
  const lines: string[] = [];
  let filled = 0;
  const practices = file.practices.map((practice) => {
    if (typeof practice !== 'object' || practice === null) return practice;
    const { code, name } = practice as { code?: unknown; name?: unknown };
    const found = typeof code === 'string' ? listed.get(code) : undefined;
    if (found === undefined) {
      lines.push(`? ${String(code)}: not in the list`);
      return practice;
    }
    if (found.status !== 'active') lines.push(`! ${String(code)}: ${statusWords(found)}`);
    const has = typeof name === 'string' && name.trim() !== '' && name !== code;
    if (has && !isSameName(name, found.name)) lines.push(`= ${String(code)}: stays ${name}; the list says ${found.name}`);
    if (has) return practice;
    filled += 1;
    lines.push(`+ ${String(code)}: ${found.name}`);
    return { ...practice, name: found.name };
  });
  return { json: `${JSON.stringify({ ...file, practices }, undefined, 2)}\n`, lines, filled };
}

function statusWords({ status, closedOn }: ListedPractice): string {
  if (status === 'closed') return `CLOSED in the list${closedOn === undefined ? '' : ` since ${closedOn}`}`;
  return `not active in the list (${status === '' ? 'it does not say what it is' : status})`;
}

function parsed(json: string): { readonly practices: readonly unknown[] } | undefined {
  try {
    const value = JSON.parse(json) as { practices?: unknown } | null;
    return value !== null && Array.isArray(value?.practices) ? (value as { practices: readonly unknown[] }) : undefined;
  } catch {
    return undefined;
  }
}
