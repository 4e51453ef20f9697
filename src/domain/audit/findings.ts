// What the auditor can find wrong: missing or wrong rows, missing or outdated cards, a holder or claimant who has left, a timer nobody looked at.

import type { Place } from '../queue-order.ts';
import {
  type Address,
  channelOf,
  type EConsultId,
  type Instant,
  isChannel,
  type OdsCode,
  type OrganisationId,
  ownerOf,
  type PersonId,
  type SendClass,
} from '../terms.ts';

const rowFaults = ['Missing', 'Wrong', 'Double', 'OfNothing'] as const;
type RowFault = (typeof rowFaults)[number];

/** Every kind of finding. The metrics report a number for each, also when it is 0. */
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
  'waitsInClosed',
  'notBroughtBack',
  'overdueTimer',
  'buried',
  'countsApart',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What is wrong, as ids, organisations and instants: nothing anybody wrote, and nothing about a patient. */
export type Finding =
  /**
   * `Wrong`: the row differs from the state. `Double`: there is a second row. `OfNothing`: the row belongs to something that is closed or
   * never existed.
   */
  | { readonly kind: `place${RowFault}` | `timer${RowFault}`; readonly id: string }
  /** The channel shows no card or an old one, and no message waits that would put it right. */
  | { readonly kind: 'cardMissing' | 'cardOld'; readonly id: EConsultId; readonly organisation: OrganisationId }
  | {
      readonly kind: 'cardStuck';
      readonly id: EConsultId;
      readonly organisation: OrganisationId;
      /** The message has waited too long; the channel cannot be written to; or the organisation has no channel. */
      readonly why: 'waits' | 'suspended' | 'noChannel';
    }
  /** It has a history, but its state is missing. */
  | { readonly kind: 'stateMissing'; readonly id: string }
  | { readonly kind: 'holderGone'; readonly id: EConsultId; readonly holder: OrganisationId }
  | { readonly kind: 'claimantGone'; readonly id: EConsultId; readonly person: PersonId }
  /** It waits at an organisation that this disaster has closed, or where one that is over had moved it. */
  | {
      readonly kind: 'waitsInClosed' | 'notBroughtBack';
      readonly id: EConsultId;
      readonly organisation: OrganisationId;
      readonly disaster: string;
    }
  /** Its timer is overdue and the clock has not looked. */
  | { readonly kind: 'overdueTimer'; readonly id: string; readonly at: Instant }
  | { readonly kind: 'buried'; readonly id: string; readonly to: Address; readonly what: string }
  | {
      readonly kind: 'countsApart';
      readonly practice: OdsCode | undefined;
      readonly date: string;
      /** Received, and neither open nor closed. */
      readonly lost: readonly EConsultId[];
      /** Open, without a record of its receipt. */
      readonly unlogged: readonly EConsultId[];
    };

/**
 * A waiting message older than this is stuck. In the worst storm measured a red flag waited 2 s. Bulk may wait long without a fault: Teams
 * lets a channel take 1,200 cards an hour, so that 700 open ones on a Monday take 35 minutes.
 */
export const stuckAfterMs: Readonly<Record<SendClass, number>> = { 0: 5 * 60_000, 1: 15 * 60_000, 2: 60 * 60_000 };
/** The sweep looks every 15 seconds and tries again what failed; after this time, 40 turns, it evidently does not get there. */
export const overdueAfterMs = 10 * 60_000;

/** When the clock must look at it, and how urgently. */
export interface Timing {
  readonly at: Instant;
  readonly harm: string;
}
/** A row as it is stored; `undefined`: damaged, or not what its key says. */
export interface Row<T> {
  readonly holds: T | undefined;
}
export interface Rows<Standing extends Row<Place> = Row<Place>, Timer extends Row<Timing> = Row<Timing>> {
  readonly places: readonly Standing[];
  readonly timers: readonly Timer[];
}
/** What should be stored; `undefined`: nothing. */
export interface Expected {
  readonly place: Place | undefined;
  readonly timer: Timing | undefined;
}

/** What is wrong with the rows of one thing, and whether its timer is long overdue. */
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

/**
 * Compares the expected fields, also nested ones. An `undefined` field counts as absent, because it is once it has been written; further
 * fields of the row (its id) are not compared.
 */
function isSame<T extends object>(expected: T, holds: T): boolean {
  return (Object.keys(expected) as (keyof T)[]).every((field) => {
    const [ours, theirs] = [expected[field], holds[field]];
    return ours === theirs || (isFields(ours) && isFields(theirs) && isSame(ours, theirs));
  });
}
const isFields = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A channel where its card is known to have been posted. */
export interface ShownCard {
  readonly to: Address;
  readonly conversation: string;
  readonly messageId: string | undefined;
  /** The revision last shown there. */
  readonly shown: number;
}
/** An organisation's channel; `undefined`: it has none. */
export type ChannelSight = { readonly conversation: string; readonly suspended: boolean; readonly isTest?: true } | undefined;
export interface CardSight {
  readonly cards: readonly ShownCard[];
  /** The messages in the outbox that will show its card somewhere. */
  readonly waiting: readonly { readonly to: Address; readonly since: Instant; readonly class: SendClass }[];
  readonly channel: (organisation: OrganisationId) => ChannelSight;
}
/** Which revision its cards must show, and in whose channels there must be one. */
export interface Shown {
  readonly id: string;
  readonly revision: number;
  readonly shownIn: readonly OrganisationId[];
}

/** What is wrong with its cards: each channel that has it must show its newest revision, or have a message waiting that will. */
export function cardFindings(state: Shown, sight: CardSight, now: Instant): readonly Finding[] {
  const elsewhere = sight.cards.flatMap(({ to }) => (isChannel(to) ? [ownerOf(to)] : []));
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
  // A channel that need not show it can miss nothing, but a card that is there must be up to date.
  if (!isThere && !state.shownIn.includes(organisation)) return undefined;
  // No patient waits for what stands in a test channel: one that was deleted must not keep the heart from beating.
  if (channel?.isTest && channel.suspended) return undefined;
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
    case 'waitsInClosed':
    case 'notBroughtBack':
    case 'overdueTimer':
    case 'buried':
    case 'countsApart':
      return false;
  }
}
