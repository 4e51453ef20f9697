// Row keys that any id can stand in, that stay readable, sort as meant and keep Azure's rules; and where a hub's table is.
import { createHash } from 'node:crypto';
import { type HubId, type Instant, type Priority, priorities } from '../domain/terms.ts';

/** What may stand in a key as it is. Everything else becomes `~` and the hex of its UTF-16 code, `~` itself included. */
const plain = /^[A-Za-z0-9_.:@-]+$/;
/** Longest part of a key: a person's address (80) fits, and two such parts with all that goes around them stay under 254 bytes. */
const PART_CHARS_MAX = 88;
/** Hex digits of SHA-256 that keep long parts apart: 128 bits. */
const DIGEST_CHARS = 32;

/**
 * One part of a key. Different texts always give different parts: what is too long keeps its beginning, to be
 * readable, and a digest of the whole.
 */
export function keyPart(text: string): string {
  if (text.length <= PART_CHARS_MAX && plain.test(text)) return text;
  const safe = text === '' ? '~' : text.replace(/[^A-Za-z0-9_.:@-]/g, (char) => `~${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (safe.length <= PART_CHARS_MAX) return safe;
  // UTF-16 bytes, because half a surrogate pair is still a difference and UTF-8 cannot write it down.
  const digest = createHash('sha256').update(Buffer.from(text, 'utf16le')).digest('hex').slice(0, DIGEST_CHARS);
  return `${safe.slice(0, PART_CHARS_MAX - DIGEST_CHARS - 2)}~-${digest}`;
}

/** Parts joined by the separator that never occurs inside one. */
export const key = (family: string, ...parts: readonly string[]): string => [family, ...parts.map(keyPart)].join('|');

/** The range of every key that begins with these parts: from (inclusive) and to (exclusive). */
export function keysUnder(family: string, ...parts: readonly string[]): readonly [from: string, to: string] {
  const start = key(family, ...parts);
  // '}' is the character after the separator '|', and none of ours lies between.
  return [`${start}|`, `${start}}`];
}

/** An id that ends with a date stands date first, so that everything of one date is one range. */
export const datedFirst = (id: string): string => id.replace(/^(.+)\.(\d{4}-\d\d-\d\d)$/, '$2.$1');
/** The id that stands so in a key. */
export const datedLast = (part: string): string => part.replace(/^(\d{4}-\d\d-\d\d)\.(.+)$/, '$2.$1');

/** Digits of a version in a key: a thing may change 999,999 times. */
const VERSION_DIGITS = 6;
export const VERSION_MAX = 999_999;
export const versionPart = (version: number): string => String(version).padStart(VERSION_DIGITS, '0');

/** 0 is the most urgent, so that key order is the order of the queue. */
export const rank = (priority: Priority): string => String(priorities.length - 1 - priorities.indexOf(priority));

/** An instant that sorts as text; anything else would quietly fall out of the sweep's range. */
export function instantPart(instant: Instant): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(instant)) throw new RangeError('an instant must be UTC with milliseconds');
  return instant;
}

/** The partition of every table: one, so that whatever a decision touches is one transaction. */
export const PARTITION = 'p';

/** Where a hub lives: its table. `network` is the hub id of the list of hubs. Throws on an id that cannot name a table. */
export function locate(prefix: string, hub: HubId): string {
  const name = `${prefix}${hub}`.toLowerCase();
  if (name === systemTable(prefix)) throw new RangeError("a hub may not be called 'system': that table holds leases and conversations");
  if (!/^[a-z][a-z0-9]{2,62}$/.test(name)) throw new RangeError('a hub id must be letters and digits, 62 at most with the table prefix');
  return name;
}

/** Leases, conversations and people. */
export const systemTable = (prefix: string): string => `${prefix}system`.toLowerCase();

/** What stands in a key, part by part, as it was put there; a part that was too long stays as it is, shortened. */
export const partsOf = (rowKey: string): readonly string[] => rowKey.split('|').map(textOf);

function textOf(part: string): string {
  if (part === '~') return '';
  return part.replace(/~([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
