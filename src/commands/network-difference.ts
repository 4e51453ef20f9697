// What a network file would change, line by line, for somebody to read before they apply it.
import { isDeepStrictEqual } from 'node:util';
import { own } from '../domain/lookup.ts';
import type { NetworkContent, StaffMember } from '../domain/network/state.ts';

/** The longest value shown on a line; more would not be read. */
const valueCharactersMax = 160;

/** One line each: `+` is new, `-` goes, `~` changes from one to the other. Empty when nothing differs; the order of lists of hubs, practices and staff is none. */
export function differences(before: NetworkContent, after: NetworkContent): readonly string[] {
  return [
    ...compared('hubs', before.hubs, after.hubs),
    ...compared('practices', before.practices, after.practices),
    ...compared('staff', named(before.staff), named(after.staff)),
  ];
}

/** Posts and clearances by what they are for, so that one more is one line. */
const named = (staff: NetworkContent['staff']): object =>
  Object.fromEntries(
    Object.entries(staff).map(([id, { name, posts, cleared }]: [string, StaffMember]) => [
      id,
      {
        name,
        posts: Object.fromEntries(posts.map(({ role, at }) => [`${role} at ${at}`, true])),
        cleared: Object.fromEntries(cleared.map(({ practice, ...rest }) => [practice, rest])),
      },
    ]),
  );

function compared(path: string, before: unknown, after: unknown): readonly string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (before === undefined) return [`+ ${path}: ${shown(after)}`];
  if (after === undefined) return [`- ${path}: ${shown(before)}`];
  if (!isFields(before) || !isFields(after)) return [`~ ${path}: ${shown(before)} \u2192 ${shown(after)}`];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => compared(`${path}.${key}`, own(before, key), own(after, key)));
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(value: unknown): string {
  const name = isFields(value) && typeof value['name'] === 'string' ? value['name'] : undefined;
  const words = name ?? JSON.stringify(value);
  return words.length > valueCharactersMax ? `${words.slice(0, valueCharactersMax)}\u2026` : words;
}
