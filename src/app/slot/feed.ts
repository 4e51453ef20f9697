// Slots as a record system sends them: what is free is offered, what is busy by now is taken out, and what cannot be offered any more is left out.
import { hubOf, type Network, organisationName } from '../../domain/network/state.ts';
import { cutOffUsualMinutes, type SlotFault, type SlotRule } from '../../domain/slot/faults.ts';
import { isSameSlot, type SlotId } from '../../domain/slot/state.ts';
import type { Actor, HubId, Instant, OperationId, OrganisationId } from '../../domain/terms.ts';
import { type System, speaksFor } from '../speaks-for.ts';
import { detailsIn, lookOver, publishSlots, type SlotWanted } from './publish.ts';
import { bookOf, handleSlot, type SlotDeps, type SlotRow } from './slot.ts';

export interface FeedSlot {
  readonly start: Instant;
  readonly minutes: number;
  readonly what: string;
  /** Absent: the organisation itself. */
  readonly place?: string;
  readonly bookUnder: string;
  /** As the sender calls it, such as `free` or `busy-tentative`. */
  readonly status: string;
}
export interface Feed {
  /** By its code; absent: the only practice that the sender speaks for. */
  readonly offeredBy?: string;
  readonly slots: readonly FeedSlot[];
}
/** Of `slots` as they were sent, by their place. */
export type FeedReceipt =
  | {
      readonly kind: 'accepted';
      readonly organisation: OrganisationId;
      readonly ids: readonly SlotId[];
      readonly fresh: number;
      readonly withdrawn: number;
      /** Past, too far ahead, or taken as they were: no reason to refuse the others. */
      readonly leftOut: readonly SlotFault[];
    }
  | { readonly kind: 'faulty'; readonly faults: readonly SlotFault[] }
  | { readonly kind: 'organisationMissing' | 'organisationUnknown' | 'forbiddenPractice' | 'tooMany' | 'changedMeanwhile' };

/** What a sender cannot help: it sends its whole diary, and again. */
const leftOutFor: readonly SlotRule[] = ['past', 'cutOffPast', 'tooFarAhead', 'takenAsItWas'];
/** How a system numbers its slots is no patient's, whatever the numbers look like. */
const isForgiven = (rule: SlotRule): boolean => rule === 'bookUnderPersonal';
const free = 'free';

/** Takes a feed. The same again changes nothing. Errors as `handle`; whatever it had written then stays, and the same again completes it. */
export async function takeFeed(
  deps: SlotDeps,
  sender: System,
  feed: Feed,
  { operation, at }: { readonly operation: OperationId; readonly at: Instant },
): Promise<FeedReceipt> {
  const { network } = await deps.rules.now();
  const whose = whoseIs(network, sender, feed.offeredBy);
  if ('kind' in whose) return whose;
  const { hub, organisation } = whose;
  const by: Actor = { kind: 'sender', caller: sender.id };
  const asked = { hub, offeredBy: organisation, at };
  // A record system does not say for whom: a practice's are for its hub, a hub's for all of its practices.
  const forOrganisations = organisation === hub ? 'all' : [hub];
  const itself = organisationName(network, organisation);
  const wanted = feed.slots.map((slot): SlotWanted => ({ ...wantedOf(slot, itself), forOrganisations }));
  const offered = wanted.flatMap((slot, index) => (feed.slots[index]?.status === free ? [{ slot, index }] : []));
  const found = (await lookOver(deps, { ...asked, slots: offered.map(({ slot }) => slot) })).map(({ index, rule }) => ({
    index: offered[index]?.index ?? index,
    rule,
  }));
  const leftOut = found.filter(({ rule }) => leftOutFor.includes(rule));
  const isLeftOut = new Set(leftOut.map(({ index }) => index));
  const faults = found.filter(({ index, rule }) => !isLeftOut.has(index) && !isForgiven(rule));
  if (faults.length > 0) return { kind: 'faulty', faults };
  const slots = offered.filter(({ index }) => !isLeftOut.has(index)).map(({ slot }) => slot);
  const published = await publishSlots(deps, { ...asked, slots, operation, by, checked: true });
  if (published.kind === 'faulty') return { kind: 'changedMeanwhile' };
  if (published.kind === 'stopped') return { kind: 'changedMeanwhile' };
  if (published.kind === 'refused') return { kind: published.refusal.why === 'tooManySlots' ? 'tooMany' : 'forbiddenPractice' };
  const busy = wanted.flatMap((slot, index) => {
    const status = feed.slots[index]?.status ?? free;
    return status === free ? [] : [{ ...slot, offeredBy: organisation, status }];
  });
  const rows = busy.length === 0 ? [] : await bookOf(deps.store, hub, organisation);
  const withdrawn = await takeOut(deps, { hub, rows, busy, by, operation, at });
  return { kind: 'accepted', organisation, ids: published.ids, fresh: published.fresh, withdrawn, leftOut };
}

function whoseIs(
  network: Network,
  sender: System,
  code: string | undefined,
):
  | { readonly hub: HubId; readonly organisation: OrganisationId }
  | { readonly kind: 'organisationMissing' | 'organisationUnknown' | 'forbiddenPractice' } {
  const [only, ...others] = sender.practices === '*' ? [] : sender.practices;
  const organisation = code ?? (others.length === 0 ? only : undefined);
  if (organisation === undefined) return { kind: 'organisationMissing' };
  if (!speaksFor(network, sender, organisation)) return { kind: 'forbiddenPractice' };
  const theirs = hubOf(network, organisation);
  return theirs === undefined ? { kind: 'organisationUnknown' } : { hub: theirs, organisation };
}

const wantedOf = ({ start, minutes, what, place, bookUnder }: FeedSlot, itself: string): Omit<SlotWanted, 'forOrganisations'> => ({
  ...{ start, minutes, what, place: place ?? itself, bookUnder },
  forKinds: 'all',
  cutOffMinutes: cutOffUsualMinutes,
});

interface TakingOut {
  readonly hub: HubId;
  readonly rows: readonly SlotRow[];
  readonly busy: readonly (SlotWanted & { readonly offeredBy: OrganisationId; readonly status: string })[];
  readonly by: Actor;
  readonly operation: OperationId;
  readonly at: Instant;
}
/** Somebody booked it in the record system: nobody is to be sent there. What a task has taken stays: that is the booking. */
async function takeOut(deps: SlotDeps, { hub, rows, busy, by, operation, at }: TakingOut): Promise<number> {
  let withdrawn = 0;
  for (const slot of busy) {
    const row = rows.find((each) => each.status === 'free' && isSameSlot(detailsIn(each), slot));
    if (row === undefined) continue;
    const reason = { text: slot.status, checked: true };
    const command = { type: 'withdraw', hub, id: row.id, operation: `${operation}|${row.id}`, at, by, reason } as const;
    const handled = await handleSlot(deps, command);
    if (handled.kind === 'done' && handled.events.length > 0) withdrawn += 1;
  }
  return withdrawn;
}
