// Publishing many slots at once: all are looked over first, and nothing is published while one is faulty; a second time changes nothing.
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Network } from '../../domain/network/state.ts';
import type { Publish } from '../../domain/slot/command.ts';
import type { SlotRefusal } from '../../domain/slot/decide.ts';
import { doOverlap, overlapping, rulesBroken, type SlotFault, type SlotRule, slotsAtOnceMax } from '../../domain/slot/faults.ts';
import { type ActingRefusal, mayActFor } from '../../domain/slot/offered.ts';
import { isSameSlot, type SlotDetails, type SlotId, slotIdFrom } from '../../domain/slot/state.ts';
import type { Actor, HubId, Instant, OperationId, OrganisationId } from '../../domain/terms.ts';
import { toInstant } from '../../domain/time/london.ts';
import { someAtATime } from '../at-a-time.ts';
import { handleTogether, NotSettled, wishAbout } from '../handle.ts';
import { bookOf, type SlotDeps, type SlotRow, slotKey, slots } from './slot.ts';

/** What one slot offers, whoever offers it. */
export type SlotWanted = Omit<SlotDetails, 'offeredBy'>;
export interface PublishAsked {
  readonly hub: HubId;
  readonly offeredBy: OrganisationId;
  readonly slots: readonly SlotWanted[];
  /** Its writer says that nothing in them is patient information. */
  readonly checked?: boolean;
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Actor;
}
export type Published =
  /** `ids` in the order given; so many of them were not in the book as they are now. */
  | { readonly kind: 'published'; readonly ids: readonly SlotId[]; readonly fresh: number }
  | { readonly kind: 'refused'; readonly refusal: ActingRefusal | { readonly why: 'tooManySlots'; readonly slotsMax: number } }
  /** Nothing was published. */
  | { readonly kind: 'faulty'; readonly faults: readonly SlotFault[] }
  /** Others changed the book meanwhile: so many were published, and one was refused. Asked again, it goes on from there. */
  | { readonly kind: 'stopped'; readonly published: number; readonly index: number; readonly refusal: SlotRefusal };

/** A slot that is offered anew takes seven rows, and a transaction holds a hundred. */
const inOneTransaction = 14;
/** Written side by side: somebody waits in a dialog for 500 of them, and the store takes 2,000 rows a second of one hub. */
const transactionsAtOnce = 6;
/** As of eConsults: six letters of 24 make 191 million ids a hub, so five never all collide. */
const candidatesMax = 5;

/** Publishes all, in transactions of `inOneTransaction`. Errors as `handle`; whatever it had written then stays, and the same again completes it. */
export async function publishSlots(deps: SlotDeps, asked: PublishAsked): Promise<Published> {
  const { hub, offeredBy, by, at } = asked;
  const { network } = await deps.rules.now();
  const refusal = mayActFor(network, by, hub, offeredBy);
  if (refusal) return { kind: 'refused', refusal };
  if (asked.slots.length > slotsAtOnceMax) return { kind: 'refused', refusal: { why: 'tooManySlots', slotsMax: slotsAtOnceMax } };
  const wanted = asked.slots.map((each) => ({ ...each, offeredBy }));
  const book = await bookOf(deps.store, hub, offeredBy);
  const faults = faultsIn(network, hub, wanted, book, { at, checked: asked.checked === true });
  if (faults.length > 0) return { kind: 'faulty', faults };
  const ids = idsFor(wanted, book);
  const near = nearIn(book);
  const left = wanted.flatMap((details, index): readonly Left[] => {
    const there = near(details.start).find((row) => isSameSlot(detailsIn(row), details));
    return there !== undefined && isAsItWas(there, details) ? [] : [{ index, details, isNew: there === undefined }];
  });
  const some = Array.from({ length: Math.ceil(left.length / inOneTransaction) }, (_, nth) =>
    left.slice(nth * inOneTransaction, (nth + 1) * inOneTransaction),
  );
  const answers = await someAtATime(some, transactionsAtOnce, (each) => publishSome(deps, asked, network, { left: each, ids }));
  const fresh = answers.reduce((sum, answer) => sum + (answer.kind === 'done' ? answer.fresh : 0), 0);
  const stopped = answers.find((answer) => answer.kind === 'refused');
  return stopped === undefined
    ? { kind: 'published', ids, fresh }
    : { kind: 'stopped', published: fresh, index: stopped.index, refusal: stopped.refusal };
}

/** What would be wrong with them, without publishing any; one range read. */
export async function lookOver(
  deps: SlotDeps,
  { hub, offeredBy, slots, at, checked }: Omit<PublishAsked, 'by' | 'operation'>,
): Promise<readonly SlotFault[]> {
  const { network } = await deps.rules.now();
  const wanted = slots.map((each) => ({ ...each, offeredBy }));
  return faultsIn(network, hub, wanted, await bookOf(deps.store, hub, offeredBy), { at, checked: checked === true });
}

/** Every fault of every slot, in their order. */
function faultsIn(
  network: Network,
  hub: HubId,
  wanted: readonly SlotDetails[],
  book: readonly SlotRow[],
  { at, checked }: { readonly at: Instant; readonly checked: boolean },
): readonly SlotFault[] {
  const twice = overlapping(wanted);
  const near = nearIn(book);
  return wanted.flatMap((details, index) => {
    const about = near(details.start);
    const there = about.find((row) => isSameSlot(detailsIn(row), details));
    // Published before as it is: its time may be near by now, and that is no fault.
    if (there !== undefined && isAsItWas(there, details)) return [];
    const rules: readonly SlotRule[] = [
      ...rulesBroken(network, hub, details, at, checked),
      ...(twice.has(index) ? (['overlaps'] as const) : []),
      ...(there?.status === 'taken' ? (['takenAsItWas'] as const) : []),
      ...(there === undefined && about.some((row) => doOverlap(detailsIn(row), details)) ? (['overlapsBook'] as const) : []),
    ];
    return rules.map((rule) => ({ index, rule }));
  });
}

/** What stands in the book about that time: a slot is over within hours, so the day before and the day after are enough. */
function nearIn(book: readonly SlotRow[]): (start: Instant) => readonly SlotRow[] {
  const byDay = new Map<string, SlotRow[]>();
  for (const row of book) {
    const day = byDay.get(dayOf(row.due)) ?? [];
    byDay.set(dayOf(row.due), day);
    day.push(row);
  }
  return (start) => {
    const startMs = Date.parse(start);
    if (Number.isNaN(startMs)) return [];
    return [-1, 0, 1].flatMap((days) => byDay.get(dayOf(toInstant(startMs + days * 86_400_000))) ?? []);
  };
}
const dayOf = (at: Instant): string => at.slice(0, 10);

/** A row as the details that it was published with. */
export const detailsIn = (row: SlotRow): SlotDetails => ({
  offeredBy: row.holder,
  start: row.due,
  minutes: row.minutes,
  what: row.what,
  place: row.where,
  forOrganisations: row.forOrganisations,
  forKinds: row.forKinds,
  bookUnder: row.bookUnder,
  cutOffMinutes: Math.round((Date.parse(row.due) - Date.parse(row.cutOffAt)) / 60_000),
});
const sorted = (of: 'all' | readonly string[]): 'all' | readonly string[] => (of === 'all' ? of : [...of].sort());
const comparable = (details: SlotDetails) => ({
  ...details,
  forOrganisations: sorted(details.forOrganisations),
  forKinds: sorted(details.forKinds),
});
const isAsItWas = (row: SlotRow, details: SlotDetails): boolean => isDeepStrictEqual(comparable(detailsIn(row)), comparable(details));

/** The id under which each stands in the book, or the first that no other of the list has. */
function idsFor(wanted: readonly SlotDetails[], book: readonly SlotRow[]): SlotId[] {
  const ids: SlotId[] = [];
  const near = nearIn(book);
  for (const details of wanted) {
    const there = near(details.start).find((row) => isSameSlot(detailsIn(row), details));
    ids.push(there?.id ?? freeId(details, ids, 0));
  }
  return ids;
}
function freeId(details: SlotDetails, others: readonly SlotId[], from: number): SlotId {
  for (let attempt = from; attempt < from + candidatesMax; attempt++) {
    const id = slotIdFrom(details, attempt);
    if (!others.includes(id)) return id;
  }
  throw new NotSettled('no free reference for a slot');
}

/** One that is not in the book as it is wanted. */
interface Left {
  readonly index: number;
  readonly details: SlotDetails;
  readonly isNew: boolean;
}
interface Batch {
  readonly left: readonly Left[];
  /** Of all, by their place. Where one turns out to be another slot's, the next is tried and kept here. */
  readonly ids: SlotId[];
}
type Written =
  | { readonly kind: 'done'; readonly fresh: number }
  | { readonly kind: 'refused'; readonly index: number; readonly refusal: SlotRefusal };

async function publishSome(
  deps: SlotDeps,
  { hub, operation, at, by, checked }: PublishAsked,
  network: Network,
  { left, ids }: Batch,
): Promise<Written> {
  for (let candidate = 0; candidate <= candidatesMax; candidate++) {
    const theirs = left.map(({ index }) => ids[index] ?? '');
    // Named by what is in it: sent twice, the rest may fall into other transactions, and none may be taken for another that was written.
    const named = `${operation}|${digestOf(theirs)}`;
    const wishes = Object.fromEntries(
      left.map(({ index, details, isNew }, nth) => {
        const id = theirs[nth] ?? '';
        const command: Publish = { type: 'publish', hub, id, at, by, details, operation: named, ...(checked ? { checked } : {}) };
        return [`${index}`, wishAbout(slots, slotKey(hub, id), command, { network }, { probablyNew: isNew })];
      }),
    );
    const answer = await handleTogether(deps, wishes);
    if (answer.kind === 'done') return { kind: 'done', fresh: Object.values(answer.each).filter(({ events }) => events.length > 0).length };
    const one = left.find(({ index }) => `${index}` === answer.which);
    const { refusal } = answer.refused;
    if (refusal.why !== 'idTaken' || one === undefined) return { kind: 'refused', index: one?.index ?? 0, refusal };
    ids[one.index] = freeId(one.details, ids, candidate + 1);
  }
  throw new NotSettled('no free reference for a slot');
}

const digestOf = (ids: readonly SlotId[]): string => createHash('sha256').update(ids.join()).digest('hex').slice(0, 16);
