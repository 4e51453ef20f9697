// What a command brings besides the decision: words that are stored with it, the fence of an intake, and whose contact it is.
import type { Change, ContactMade, Contacts, Loaded, Store, ThingKey } from './ports.ts';

/** What a command brings besides the decision: words to be stored beside it, and whether the thing is probably new. */
export interface Beside<State, Rules = unknown> {
  readonly text?: (before: State | undefined) => NonNullable<Change['text']>;
  readonly sent?: Change['sent'];
  /**
   * Whose contact it is. The first look reads nothing and takes it for the patient's first, which most are: if it is not, the write says so.
   * `known` makes of the others the rules to decide by.
   */
  readonly contact?: Omit<ContactMade, 'seen'> & { readonly known: (contacts: Contacts) => Promise<Rules> };
  /** Does not read first: a delivery is nearly always new, and if it is not, the write says so. */
  readonly probablyNew?: boolean;
  /** As it was read a moment ago: the first look takes it as it is, and if it has changed, the write says so. */
  readonly lately?: Loaded<State>;
}

/** By what is decided once the other contacts of the patient were read. */
export interface ContactsSeen<Rules> {
  readonly rules: Rules;
  readonly contacts?: Contacts;
}
/** Reads them; `undefined`: it is nobody's contact, or nobody can tell whose. `last`: there is no further try if others come meanwhile. */
export async function contactsSeen<Rules>(
  store: Store,
  { hub }: ThingKey,
  contact: Beside<unknown, Rules>['contact'],
  last: boolean,
): Promise<ContactsSeen<Rules> | undefined> {
  const contacts = contact && (await store.contacts(hub, contact.who));
  if (contact === undefined || contacts === undefined) return undefined;
  return { rules: await contact.known(contacts), contacts: last ? { ...contacts, regardless: true } : contacts };
}
/** What is written of the contact. */
export const contactMade = ({ who, at, keptFrom, most }: Omit<ContactMade, 'seen'>, seen: Contacts | undefined): ContactMade => ({
  ...{ who, at, keptFrom, most },
  ...(seen === undefined ? {} : { seen }),
});
