// Appointments as people ask for them: an organisation's book and what others offer it, page by page; and one by its name.
import { readAtOnce, someAtATime } from '../../app/at-a-time.ts';
import { bookKey } from '../../app/slot/book.ts';
import { booksIn, isFreeFor, slotKey, type Taker } from '../../app/slot/slot.ts';
import { drawList, type Said } from '../../cards/list.ts';
import { noOrganisationHere } from '../../cards/queues.ts';
import { drawSlot, drawSlots, type Ledger, type Row, type Side, slotNotFound, slotsNotYours, slotsTitle } from '../../cards/slot/list.ts';
import { severalMeant, slotClosedWords } from '../../cards/slot/words.ts';
import { own } from '../../domain/lookup.ts';
import { maySee } from '../../domain/network/access.ts';
import { hubOf, hubsOf, type Network, organisationHere, organisationsOf } from '../../domain/network/state.ts';
import { organisationsMeant } from '../../domain/network/which-practice.ts';
import { type Book, countsOf } from '../../domain/slot/book.ts';
import { canTakeOf, isOfferedTo, mayRead } from '../../domain/slot/offered.ts';
import { slotPlace } from '../../domain/slot/queue-place.ts';
import { type Slot, slotIds } from '../../domain/slot/state.ts';
import type { HubId, OrganisationId } from '../../domain/terms.ts';
import { elsewhere, hereOr, isReadHere } from '../here.ts';
import type { CommandDeps, ListName, Spoken } from '../kind.ts';
import type { Press, Reading } from '../press.ts';
import { conversationOf } from '../wire.ts';

/** Whose appointments: of the organisation named, of the channel's, or of the first that this person works at. */
export async function slots(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by, rest } = spoken;
  const theirs = organisationsReadBy(network, by.id);
  const meant = rest === '' ? [hereOr(spoken)].flatMap((each) => each ?? []) : organisationsMeant(network, rest, theirs);
  const [organisation, ...others] = meant;
  if (organisation === undefined) return drawList(slotsTitle, rest === '' ? noOrganisationHere : slotsNotYours, []);
  if (others.length > 0) return drawList(slotsTitle, severalMeant(network, meant), []);
  const hub = hubOf(network, organisation);
  if (hub === undefined || !maySee(network, by.id, { hub, practice: organisation })) return drawList(slotsTitle, slotsNotYours, []);
  if (!isReadHere(spoken, { hub, practice: organisation })) return elsewhere(slotsTitle);
  return bookFor(deps, network, { hub, organisation, side: undefined, page: 0 });
}

/** Those whose books somebody may read: of a hub's staff all of the hub, of a practice's its own. */
const organisationsReadBy = (network: Network, person: string): readonly OrganisationId[] => {
  const posts = own(network.staff, person)?.posts.map(({ at }) => at) ?? [];
  return [...new Set(posts.flatMap((at) => (own(network.hubs, at) === undefined ? [at] : organisationsOf(network, at))))];
};

/** A page of it after a press in the list, for whoever pressed; `undefined`: it is not theirs. */
export async function redrawSlots(deps: Reading, press: Press, { args }: ListName, said: Said): Promise<object | undefined> {
  const [hub = '', organisation = '', side, page] = args;
  const network = await deps.network.current();
  if (own(network.hubs, hub) === undefined || hubOf(network, organisation) !== hub) return undefined;
  if (!maySee(network, press.by.id, { hub, practice: organisation })) return undefined;
  return bookFor(deps, network, { hub, organisation, side: side === 'theirs' ? 'theirs' : 'ours', page: Number(page) || 0 }, said);
}

interface Asked {
  readonly hub: HubId;
  readonly organisation: OrganisationId;
  /** Absent: its own book, or what others offer it where it has none. */
  readonly side: Side | undefined;
  readonly page: number;
}
async function bookFor(deps: Reading, network: Network, { hub, organisation, side, page }: Asked, said?: Said): Promise<object> {
  const now = deps.clock.now();
  const [rows, ledger] = await Promise.all([booksIn(deps.store, hub), ledgerOf(deps, network, hub, organisation)]);
  const ours = rows.filter(({ holder }) => holder === organisation);
  const taker = { hub, for: organisation, now };
  const theirs = [...rows].filter((row) => isForThem(row, taker)).sort((a, b) => (a.due < b.due ? -1 : 1));
  const shown = side ?? (ours.length === 0 && theirs.length > 0 ? 'theirs' : 'ours');
  const free = (side: Side): number =>
    side === 'ours'
      ? ours.filter(({ status, cutOffAt }) => status === 'free' && now < cutOffAt).length
      : theirs.filter((row) => isFreeFor(row, taker)).length;
  return drawSlots(
    network,
    {
      ...{ hub, organisation, side: shown, page, ledger, said },
      rows: shown === 'ours' ? ours : theirs,
      otherFree: free(shown === 'ours' ? 'theirs' : 'ours'),
    },
    now,
  );
}

/** What it can take, and what it has taken; what is offered to others only, it does not hear of. */
const isForThem = (row: Row, taker: Taker): boolean => (row.taken === undefined ? isFreeFor(row, taker) : row.taken.for === taker.for);

async function ledgerOf({ store, clock }: Reading, network: Network, hub: HubId, organisation: OrganisationId): Promise<Ledger> {
  const now = clock.now();
  const all = organisationsOf(network, hub);
  const books = await someAtATime(all, readAtOnce, async (each) => (await store.load<Book>(bookKey(hub, each)))?.state);
  const from = all.flatMap((each, index) => {
    const counts = countsOf(books[index], now, organisation);
    return !canTakeOf(hub, each, organisation) || counts.offered === 0 ? [] : [{ organisation: each, ...counts }];
  });
  return { organisation, own: countsOf(books[all.indexOf(organisation)], now), from };
}

/** `find S-K7M-4QX`: one appointment, for those who may read of it where they ask. */
export async function findSlot(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by, rest, activity } = spoken;
  const id = slotIds.meant(rest);
  const now = deps.clock.now();
  const isShared = activity.conversation.conversationType !== 'personal';
  const here = organisationHere(network, conversationOf(activity), by.id);
  for (const hub of id === undefined ? [] : hubsOf(network, by.id)) {
    const slot = id && (await deps.store.load<Slot>(slotKey(hub, id)))?.state;
    if (!slot || !mayRead(network, by.id, hub, takenIn(slot))) continue;
    if (isShared && !isReadIn(here, slot)) return elsewhere(slotsTitle);
    const side: Side = own(network.staff, by.id)?.posts.some(({ at }) => at === slot.offeredBy) ? 'ours' : 'theirs';
    const place = slotPlace(slot);
    return place === undefined
      ? drawList(slotsTitle, slotClosedWords(slot, network), [])
      : drawSlot(network, hub, { ...place, id: slot.id }, side, now);
  }
  return drawList(slotsTitle, slotNotFound, []);
}
const takenIn = (slot: Slot) => ({ ...slot, taken: slot.status === 'taken' || slot.status === 'used' ? slot.taken : undefined });
/** Everybody in that channel may read of it. */
const isReadIn = (here: OrganisationId | undefined, slot: Slot): boolean =>
  here !== undefined &&
  (here === slot.hub || here === slot.offeredBy || here === takenIn(slot).taken?.for || isOfferedTo(slot.hub, slot, here));
