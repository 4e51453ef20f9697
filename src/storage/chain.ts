// The chain of the audit trail: each event carries the hash of the one before, so that a changed or removed event is noticed.

import { createHash } from 'node:crypto';
import type { StoredEvent } from '../app/ports.ts';
import { compare } from '../domain/compare.ts';
import type { Instant, OperationId } from '../domain/terms.ts';

/** What the first event of a thing is chained to. */
export const FIRST_HASH = '';

/** JSON with keys in order and nothing optional, so that equal values are equal text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => (item === undefined ? 'null' : canonical(item))).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => compare(a, b));
    return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 (hex) over the previous hash and the canonical JSON of what happened. */
export function hashOf(previousHash: string, event: Pick<StoredEvent, 'version' | 'at' | 'operation' | 'event'>): string {
  const { version, at, operation } = event;
  const said = canonical({ version, at, operation, event: event.event });
  return createHash('sha256')
    .update(previousHash + said)
    .digest('hex');
}

/** Gives events their versions and chains them to what is there. */
export function chained<Event>(
  from: { readonly version: number; readonly lastHash: string },
  at: Instant,
  operation: OperationId,
  events: readonly Event[],
): readonly StoredEvent<Event>[] {
  let previousHash = from.lastHash;
  return events.map((event, index) => {
    const version = from.version + index + 1;
    const link = { version, at, operation, event, previousHash, hash: hashOf(previousHash, { version, at, operation, event }) };
    previousHash = link.hash;
    return link;
  });
}

export interface Break {
  readonly version: number;
  /** `gap`: a version is missing. `unchained`: it does not follow the one before. `altered`: not what was hashed. `cut`: the end is missing. */
  readonly why: 'gap' | 'unchained' | 'altered' | 'cut';
}

/**
 * Where a history stops being whole, or `undefined` when it is: versions 1, 2, 3 … each chained to the one before.
 * Only the state knows how it ends: give its `lastHash` to notice a tail cut off.
 */
export function verifyChain(events: readonly StoredEvent[], lastHash?: string): Break | undefined {
  let previousHash = FIRST_HASH;
  let version = 1;
  for (const event of events) {
    if (event.version !== version) return { version, why: 'gap' };
    if (event.previousHash !== previousHash) return { version, why: 'unchained' };
    if (event.hash !== hashOf(previousHash, event)) return { version, why: 'altered' };
    previousHash = event.hash;
    version++;
  }
  return lastHash === undefined || lastHash === previousHash ? undefined : { version, why: 'cut' };
}
