// A patient's other contacts: looked up by who they are when one comes, is opened or is closed as needing no action; forgotten after four weeks.
import { contactDaysMax, contactOf, contactsKept, patientKeyOf } from '../../domain/econsult/contacts.ts';
import type { EConsultRules } from '../../domain/econsult/decide.ts';
import type { Contact, EConsult } from '../../domain/econsult/state.ts';
import type { Submission, SubmissionText } from '../../domain/econsult/submission.ts';
import type { Network } from '../../domain/network/state.ts';
import type { EConsultId, HubId, Instant } from '../../domain/terms.ts';
import type { LookDeps } from '../kind.ts';
import type { Contacts, Store } from '../ports.ts';
import type { Beside } from '../words-and-contacts.ts';
import { econsultKey, loadEConsults } from './load.ts';

const keptMs = contactDaysMax * 86_400_000;
const keptFrom = (at: Instant): Instant => new Date(Date.parse(at) - keptMs).toISOString();
/** So many of the newest are read to say how they ended; of older ones only that they came is said. A read each. */
const loadedMost = 5;

/** Which one is looked from, and when. */
interface Which {
  readonly hub: HubId;
  readonly id: EConsultId;
  readonly at: Instant;
}

async function contactsIn(store: Store, network: Network, rows: Contacts['contacts'], { hub, id, at }: Which): Promise<readonly Contact[]> {
  const live = rows.filter((row) => row.id !== id && row.at >= keptFrom(at)).sort((a, b) => (a.at < b.at ? 1 : -1));
  const newest = live.slice(0, loadedMost).map((row) => ({ hub, id: row.id }));
  const older = live.slice(loadedMost).map((row): Contact => ({ ...row, practice: undefined, holder: hub }));
  return [...(await loadEConsults(store, network, newest)).map(contactOf), ...older];
}

/** What an intake writes and reads of its patient: nothing where too little was sent to tell who they are. */
export function contactBeside<Rules extends Pick<EConsultRules, 'network'>>(
  store: Store,
  which: Which,
  { text, nhsNumber, noticed }: Submission,
  rules: Rules,
): Pick<Beside<EConsult, Rules>, 'contact'> {
  const who = patientKeyOf(text.patient, { nhsNumber, noticed });
  if (who === undefined) return {};
  const { at } = which;
  const known = async ({ contacts }: Contacts): Promise<Rules> => ({
    ...rules,
    contacts: await contactsIn(store, rules.network, contacts, which),
  });
  return { contact: { who, at, keptFrom: keptFrom(at), most: contactsKept, known } };
}

/** The other contacts of the patient of this one, as they are now. A read, and one for each of the newest; `undefined`: nobody can tell. */
export async function othersOf(
  store: Store,
  network: Network,
  it: EConsult,
  texts: readonly SubmissionText[],
  at: Instant,
): Promise<readonly Contact[] | undefined> {
  const [first] = texts;
  const who = first && patientKeyOf(first.patient, it);
  const found = who === undefined ? undefined : await store.contacts(it.hub, who);
  return found && contactsIn(store, network, found.contacts, { hub: it.hub, id: it.id, at });
}

/** The same by its id, for a decision about it; nothing where it is not there. */
export async function othersById(store: Store, network: Network, { hub, id, at }: Which): Promise<Pick<EConsultRules, 'contacts'>> {
  const [loaded, texts] = await Promise.all([store.load<EConsult>(econsultKey(hub, id)), store.texts<SubmissionText>(hub, id)]);
  const contacts = loaded && (await othersOf(store, network, loaded.state, texts, at));
  return contacts === undefined ? {} : { contacts };
}

/** How often rows of patients who have not come for four weeks are looked for: reading them all is a read for each thousand. */
const forgetEveryMs = 24 * 3_600_000;

/** Looks once after a start and then once a day, for each hub. */
export function forgetsContacts({ store, clock }: Pick<LookDeps, 'store'> & { readonly clock: { now(): Instant } }) {
  const lastMs = new Map<HubId, number>();
  return async (hub: HubId): Promise<void> => {
    const now = clock.now();
    const nowMs = Date.parse(now);
    const last = lastMs.get(hub);
    if (last !== undefined && nowMs - last < forgetEveryMs) return;
    lastMs.set(hub, nowMs);
    await store.forgetContacts(hub, keptFrom(now));
  };
}
