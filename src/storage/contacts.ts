// Contacts of one patient, found again by a keyed hash of who they are: a row for each patient, and no identifier in it.
import { createHmac } from 'node:crypto';
import type { Change, Contacts } from '../app/ports.ts';
import { own } from '../domain/lookup.ts';
import type { Instant } from '../domain/terms.ts';
import { fromColumns, toColumns } from './columns.ts';
import type { Row, Table, Transacted, Write } from './engine.ts';
import { key } from './keys.ts';

/** A key of the deployment. The first in use is the newest; a second one is still read and written until its rows have lapsed. */
export interface ContactKey {
  readonly id: string;
  readonly secret: string;
}

interface ContactBody {
  readonly contacts: Contacts['contacts'];
}

/** `contact|<key>|<HMAC-SHA256 of who it is>`: without the secret nobody can try out all NHS numbers. */
const contactKeyOf = ({ id, secret }: ContactKey, who: string): string =>
  key('contact', id, createHmac('sha256', secret).update(`ehub contact|${who}`).digest('hex'));

/** Refused at the row of a patient. A change's own rows come before it, so an earlier try of the same change was not written either. */
export const metPatient = (answer: Transacted, writes: readonly Write[]): boolean =>
  answer.kind === 'refused' && (writes[answer.index]?.key.startsWith('contact|') ?? false);

export const toContacts = (row: Row): Contacts['contacts'] => fromColumns<ContactBody>('body', row.values).contacts;

/** What is known under any of the keys; a row each is read, at once. */
export async function readContacts(table: Table, keys: readonly ContactKey[], who: string): Promise<Contacts> {
  const rows = (await Promise.all(keys.map((each) => table.get(contactKeyOf(each, who))))).filter((row) => row !== undefined);
  const byId = new Map(rows.flatMap(toContacts).map((contact) => [contact.id, contact]));
  return { contacts: [...byId.values()], etags: Object.fromEntries(rows.map((row) => [row.key, row.etag])) };
}

/**
 * The rows of a change's patient with this contact in them, under every key in use, so that a patient who came before the newest key is found
 * after the older one is gone. What was not seen must not be there: if it is, the patient has come before, and whoever decides looks again.
 */
export function contactWrites({ thing, contact }: Change, keys: readonly ContactKey[]): readonly Write[] {
  if (contact === undefined) return [];
  const kept = (contact.seen?.contacts ?? []).filter(({ id, at }) => id !== thing.id && at >= contact.keptFrom);
  const newest = [...kept, { id: thing.id, at: contact.at }].sort((a, b) => (a.at < b.at ? -1 : 1)).slice(-contact.most);
  const values = toColumns('body', { contacts: newest } satisfies ContactBody);
  return keys.map((each): Write => {
    const rowKey = contactKeyOf(each, contact.who);
    if (contact.seen?.regardless) return { kind: 'upsert', key: rowKey, values };
    const etag = contact.seen && own(contact.seen.etags, rowKey);
    return etag === undefined ? { kind: 'insert', key: rowKey, values } : { kind: 'replace', key: rowKey, values, etag };
  });
}

/** Rows read at a time. */
const PAGE_ROWS = 1_000;
/** A hub of 1,000 contacts a day has 28 pages; more than this waits for the next time. */
const PAGES_MAX = 200;

/** Removes the rows of patients whose last contact was before `before`, as they were read; how many. */
export async function forgetContacts(table: Table, before: Instant): Promise<number> {
  let removed = 0;
  let from = 'contact|';
  for (let page = 0; page < PAGES_MAX; page++) {
    const rows = await table.range(from, 'contact}', PAGE_ROWS);
    for (const row of rows) {
      if (toContacts(row).some(({ at }) => at >= before)) continue;
      if ((await table.remove(row.key, row.etag)) === 'removed') removed += 1;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) break;
    // '!' comes before every character of a key, so this is the very next one.
    from = `${last.key}!`;
  }
  return removed;
}
