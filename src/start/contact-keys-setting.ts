// The keys under which a patient's contacts are found again: read from the environment, and never repeated in a fault.
import { own } from '../domain/lookup.ts';
import type { ContactKey } from '../storage/contacts.ts';

/** 128 bits as hex: with a secret that can be guessed, all NHS numbers can be tried out. */
const secretCharactersMin = 32;
/** The newest, and the one before it until its contacts have lapsed. */
const keysMax = 2;
const form = new RegExp(`^([A-Za-z0-9._-]{1,40}):([!-+\\--~]{${secretCharactersMin},})$`);
const rule = `one key or two with a comma between, the newest first, each a name, a colon and a secret of ${secretCharactersMin} characters or more, such as 2026a: and what openssl rand -hex 32 makes`;

/** `EHUB_CONTACT_KEYS`, the newest first; none: contacts are not linked. */
export function contactKeysOf(env: Readonly<Record<string, string | undefined>>, faults: string[]): readonly ContactKey[] {
  const said = own(env, 'EHUB_CONTACT_KEYS')?.trim() ?? '';
  if (said === '') return [];
  const keys = said.split(',').map((each) => form.exec(each.trim()));
  const read = keys.flatMap((found) => (found?.[1] === undefined || found[2] === undefined ? [] : [{ id: found[1], secret: found[2] }]));
  if (read.length < keys.length || keys.length > keysMax) faults.push(`EHUB_CONTACT_KEYS cannot be read: it is ${rule}`);
  else if (new Set(read.map(({ id }) => id)).size < read.length)
    faults.push('EHUB_CONTACT_KEYS has the same name twice: a new key needs a new name');
  else if (new Set(read.map(({ secret }) => secret)).size < read.length)
    faults.push('EHUB_CONTACT_KEYS has the same secret twice: a new key needs a new secret');
  return read;
}
