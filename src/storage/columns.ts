// Any value as the columns of a row: JSON, spread over as many columns as its length needs.
import { own } from '../domain/lookup.ts';
import type { Values } from './engine.ts';

/** Characters put in one column: under the store's 32,768, with room to end before half a surrogate pair. */
export const COLUMN_CHARS = 32_000;

/** The text under `name`, `name1`, `name2` … */
export function spread(name: string, text: string): Values {
  const columns: [name: string, part: string][] = [];
  let from = 0;
  while (from < text.length || columns.length === 0) {
    let to = Math.min(from + COLUMN_CHARS, text.length);
    // Two columns may not share a character: each half alone would be written as a question mark.
    if (to < text.length && isHighSurrogate(text.charCodeAt(to - 1))) to--;
    columns.push([columns.length === 0 ? name : `${name}${columns.length}`, text.slice(from, to)]);
    from = to;
  }
  return Object.fromEntries(columns);
}

/** The text that was spread under `name`; throws when there is none. */
export function gathered(name: string, values: Values): string {
  const first = own(values, name);
  if (first === undefined) throw new Error(`a row has no column '${name}'`);
  const parts = [first];
  for (let part = own(values, `${name}1`); part !== undefined; part = own(values, `${name}${parts.length}`)) parts.push(part);
  return parts.join('');
}

/** Undefined is written as absent, as JSON does; whatever else JSON can say comes back equal. */
export const toColumns = (name: string, value: unknown): Values => spread(name, toJson(value));

export const fromColumns = <T>(name: string, values: Values): T => fromJson<T>(gathered(name, values));

/** JSON without the two line separators that JSON allows but that break the store's multipart transactions apart. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`);

/** Throws on damaged JSON without quoting it, because what stands there may be a patient's words. */
export function fromJson<T>(json: string): T {
  try {
    return JSON.parse(json) as T;
  } catch {
    throw new Error('a row holds damaged JSON');
  }
}

export const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
