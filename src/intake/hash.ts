// A hash of what was said: the same words in another order of keys, or with other white space, hash the same.

import { createHash } from 'node:crypto';
import { compare } from '../domain/compare.ts';
import { digitsOf, sameAmount } from './digits.ts';

/**
 * SHA-256 (hex) of a JSON value with sorted keys. `rename` replaces strings that only name a place inside the message
 * (entries' `fullUrl`), because senders make new ones for every try; `skip` leaves out keys that say when it was sent and not what.
 * Equal amounts are the same however they are written, and numbers that differ in their last digit are not.
 * Recurses as deep as the value, which `readBody` has bounded.
 */
export function contentHash(value: unknown, rename: ReadonlyMap<string, string> = new Map(), skip: readonly string[] = []): string {
  const canonical = (part: unknown, holder: object, key: string | number): string => {
    if (typeof part === 'number') return sameAmount(digitsOf(holder, key, part));
    if (typeof part === 'string') return JSON.stringify(rename.get(part) ?? part);
    if (Array.isArray(part)) return `[${part.map((each: unknown, index) => canonical(each, part, index)).join(',')}]`;
    if (typeof part !== 'object' || part === null) return JSON.stringify(part);
    const fields = Object.entries(part)
      .filter(([key]) => !skip.includes(key))
      .map(([key, field]): [string, string] => [key, canonical(field, part, key)])
      // What held only skipped keys counts as absent.
      .filter(([, words]) => words !== '{}');
    fields.sort(([a], [b]) => compare(a, b));
    return `{${fields.map(([key, words]) => `${JSON.stringify(key)}:${words}`).join(',')}}`;
  };
  return createHash('sha256')
    .update(canonical(value, {}, ''))
    .digest('hex');
}
