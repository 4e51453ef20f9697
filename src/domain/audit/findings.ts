// What is wrong with what is kept: an open thing without its rows, a card that is old or missing, somebody or something that is gone.

import type { Place } from '../place.ts';
import {
  type Address,
  channelOf,
  type EConsultId,
  type Instant,
  type OdsCode,
  type OrganisationId,
  type PersonId,
  type SendClass,
} from '../terms.ts';

const rowFaults = ['Missing', 'Wrong', 'Double', 'OfNothing'] as const;
type RowFault = (typeof rowFaults)[number];

/** Everything that can be found; in metrics each has its number, none included. */
export const findingKinds = [
  'placeMissing',
  'placeWrong',
  'placeDouble',
  'placeOfNothing',
  'timerMissing',
  'timerWrong',
  'timerDouble',
  'timerOfNothing',
  'cardMissing',
  'cardOld',
  'cardStuck',
  'stateMissing',
  'holderGone',
  'claimantGone',
  'overdueTimer',
  'buried',
  'countsApart',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What is wrong, in facts: ids, organisations and instants, never words and nothing of a patient. */
export type Finding =
  /** `Wrong`: a row that is not as the state says. `Double`: another one beside the right one. `OfNothing`: of what is closed or never was. */
  | { readonly kind: `place${RowFault}` | `timer${RowFault}`; readonly id: string }
  /** Nothing is live in that channel, and nothing waits that would bring it there. */
  | { readonly kind: 'cardMissing' | 'cardOld'; readonly id: EConsultId; readonly organisation: OrganisationId }
  | {
      readonly kind: 'cardStuck';
      readonly id: EConsultId;
      readonly organisation: OrganisationId;
      /** It has waited too long; the channel cannot be written to; the organisation has given none. */
      readonly why: 'waits' | 'suspended' | 'noChannel';
    }
  /** It has a history, but what it is now is gone. */
  | { readonly kind: 'stateMissing'; readonly id: string }
  | { readonly kind: 'holderGone'; readonly id: EConsultId; readonly holder: OrganisationId }
  | { readonly kind: 'claimantGone'; readonly id: EConsultId; readonly person: PersonId }
  /** Its time came long ago and nothing has looked at it. */
  | { readonly kind: 'overdueTimer'; readonly id: string; readonly at: Instant }
  | { readonly kind: 'buried'; readonly id: string; readonly to: Address; readonly what: string }
  | {
      readonly kind: 'countsApart';
      readonly practice: OdsCode | undefined;
      readonly date: string;
      /** Received, and neither open nor closed. */
      readonly lost: readonly EConsultId[];
      /** Open, and never written down as received. */
      readonly unlogged: readonly EConsultId[];
    };

/**
 * A waiting message older than this is stuck. In the worst storm measured a red flag waits 2 s. Bulk waits its turn: a channel takes 1,200 an
 * hour, so that 700 open ones at a Monday's opening are shown in 35 minutes, and nobody is to be alarmed by that.
 */
export const stuckAfterMs: Readonly<Record<SendClass, number>> = { 0: 5 * 60_000, 1: 15 * 60_000, 2: 60 * 60_000 };
/** The sweep looks every quarter of a minute and tries again what failed: after forty turns it does not get to it. */
export const overdueAfterMs = 10 * 60_000;

/** When the clock must look at it, and how much harm it does to be late. */
export interface Timing {
  readonly at: Instant;
  readonly harm: string;
}
/** A row of one thing as it stands; `undefined`: damaged, or not what its own key says. */
export interface Row<T> {
  readonly holds: T | undefined;
}
export interface Rows<Standing extends Row<Place> = Row<Place>, Timer extends Row<Timing> = Row<Timing>> {
  readonly places: readonly Standing[];
  readonly timers: readonly Timer[];
}
/** What ought to stand; `undefined`: nothing. */
export interface Expected {
  readonly place: Place | undefined;
  readonly timer: Timing | undefined;
}

/** What is wrong with the rows of one thing, and whether its time has long passed. */
export function rowFindings(id: string, expected: Expected, rows: Rows, now: Instant): readonly Finding[] {
  const place = faultOf(expected.place, rows.places);
  const timer = faultOf(expected.timer, rows.timers);
  const found: Finding[] = [];
  if (place !== undefined) found.push({ kind: `place${place}`, id });
  if (timer !== undefined) found.push({ kind: `timer${timer}`, id });
  const { timer: due } = expected;
  if (due !== undefined && rows.timers.some((row) => isRight(due, row)) && Date.parse(now) - Date.parse(due.at) > overdueAfterMs)
    found.push({ kind: 'overdueTimer', id, at: due.at });
  return found;
}

/** The rows that may not stand as they do. */
export function wrongRows<Standing extends Row<Place>, Timer extends Row<Timing>>(
  expected: Expected,
  rows: Rows<Standing, Timer>,
): readonly (Standing | Timer)[] {
  const { place, timer } = expected;
  return [...rows.places.filter((row) => !isRight(place, row)), ...rows.timers.filter((row) => !isRight(timer, row))];
}

function faultOf<T extends object>(expected: T | undefined, rows: readonly Row<T>[]): RowFault | undefined {
  if (expected === undefined) return rows.length > 0 ? 'OfNothing' : undefined;
  if (!rows.some((row) => isRight(expected, row))) return rows.length > 0 ? 'Wrong' : 'Missing';
  return rows.length > 1 ? 'Double' : undefined;
}

const isRight = <T extends object>(expected: T | undefined, { holds }: Row<T>): boolean =>
  expected !== undefined && holds !== undefined && isSame(expected, holds);

/** Field by field, those within them too: what is undefined is absent once it has been written, and what else the row holds (the id) is not compared. */
function isSame<T extends object>(expected: T, holds: T): boolean {
  return (Object.keys(expected) as (keyof T)[]).every((field) => {
    const [ours, theirs] = [expected[field], holds[field]];
    return ours === theirs || (isFields(ours) && isFields(theirs) && isSame(ours, theirs));
  });
}
const isFields = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A card where it is known to have been shown. */
export interface ShownCard {
  readonly to: Address;
  readonly conversation: string;
  readonly messageId: string | undefined;
  /** The revision last shown there. */
  readonly shown: number;
}
/** Where an organisation's cards go: `undefined`, it has given no channel. */
export type ChannelSight = { readonly conversation: string; readonly suspended: boolean } | undefined;
export interface CardSight {
  readonly cards: readonly ShownCard[];
  /** What waits in the outbox to bring its card somewhere. */
  readonly waiting: readonly { readonly to: Address; readonly since: Instant; readonly class: SendClass }[];
  readonly channel: (organisation: OrganisationId) => ChannelSight;
}
/** Which revision its cards must show, and in whose channels there must be one. */
export interface Shown {
  readonly id: string;
  readonly revision: number;
  readonly shownIn: readonly OrganisationId[];
}

/** What is wrong with its cards: each channel that has it must show it as it is, or have a message waiting that will. */
export function cardFindings(state: Shown, sight: CardSight, now: Instant): readonly Finding[] {
  const elsewhere = sight.cards.flatMap(({ to }) => (to.startsWith('org.') ? [to.slice('org.'.length)] : []));
  const organisations = new Set([...state.shownIn, ...elsewhere]);
  return [...organisations].flatMap((organisation) => {
    const found = cardFinding(state, organisation, sight, now);
    return found === undefined ? [] : [found];
  });
}

function cardFinding(state: Shown, organisation: OrganisationId, sight: CardSight, now: Instant): Finding | undefined {
  const { id } = state;
  const to = channelOf(organisation);
  const channel = sight.channel(organisation);
  const card = sight.cards.find((each) => each.to === to);
  const isThere = card?.messageId !== undefined && card.conversation === channel?.conversation;
  // Where it need not be shown nothing can be missing, but what stands there must be true.
  if (!isThere && !state.shownIn.includes(organisation)) return undefined;
  if (channel === undefined || channel.suspended)
    return { kind: 'cardStuck', id, organisation, why: channel === undefined ? 'noChannel' : 'suspended' };
  if (isThere && card.shown >= state.revision) return undefined;
  const waiting = sight.waiting.filter((each) => each.to === to);
  if (waiting.length === 0) return { kind: isThere ? 'cardOld' : 'cardMissing', id, organisation };
  const isStuck = waiting.some((each) => Date.parse(now) - Date.parse(each.since) > stuckAfterMs[each.class]);
  return isStuck ? { kind: 'cardStuck', id, organisation, why: 'waits' } : undefined;
}

/** What the pass after it may find put right: the rows and the cards; the rest is for a person. */
export function isRepairable({ kind }: Finding): boolean {
  switch (kind) {
    case 'placeMissing':
    case 'placeWrong':
    case 'placeDouble':
    case 'placeOfNothing':
    case 'timerMissing':
    case 'timerWrong':
    case 'timerDouble':
    case 'timerOfNothing':
    case 'cardMissing':
    case 'cardOld':
      return true;
    case 'cardStuck':
    case 'stateMissing':
    case 'holderGone':
    case 'claimantGone':
    case 'overdueTimer':
    case 'buried':
    case 'countsApart':
      return false;
  }
}
