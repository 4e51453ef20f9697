// What is wrong with slots that somebody wants to offer: every fault of every one at once.

import { compare } from '../compare.ts';
import { guarded, type Words } from '../free-words.ts';
import { hubOf, type Network } from '../network/state.ts';
import { type TaskKind, taskKinds } from '../task/reasons-and-outcomes.ts';
import type { HubId, Instant } from '../terms.ts';
import { canTakeOf } from './offered.ts';
import { cutOffOf, endOf, isSameClinic, type SlotDetails } from './state.ts';

/** Minutes: what is shorter is a mistyped length. */
export const slotMinutesMin = 5;
/** Minutes: what is longer is a whole clinic, and not one patient's appointment in it. */
export const slotMinutesMax = 240;
/** Days: a quarter. Clinics are not planned further ahead, so what is later is a mistyped year. */
export const daysAheadMax = 92;
/** At once: a month of 25 a day. It takes a few seconds to write; more would keep whoever asked waiting. */
export const slotsAtOnceMax = 500;
/** Minutes before the start, a week: what could never be taken after that was hardly offered. */
export const cutOffMinutesMax = 7 * 1_440;
/** Minutes before the start, where nobody says otherwise: time enough to see somebody else then. */
export const cutOffUsualMinutes = 60;
/** Characters of a clinic, a place or what to book under: two of them stand in one line of a card. */
export const slotWordsMax = 60;

export type SlotWordsField = 'what' | 'place' | 'bookUnder';
export type SlotRule =
  | 'startWrong'
  | 'past'
  | 'tooFarAhead'
  | 'lengthWrong'
  | 'cutOffWrong'
  | 'cutOffPast'
  | `${SlotWordsField}Missing`
  | `${SlotWordsField}TooLong`
  | `${SlotWordsField}Personal`
  | 'forNobody'
  | 'forItself'
  | 'forUnknown'
  | 'forOtherPractice'
  | 'kindsWrong'
  /** At the same time in the same clinic as another of those that were given. */
  | 'overlaps'
  /** As one that stands in the book. */
  | 'overlapsBook'
  /** It was taken as it was. */
  | 'takenAsItWas';
/** The privacy guard found something: its writer can say that it is no patient's. */
export const isPersonal = (rule: SlotRule): boolean => rule.endsWith('Personal');
/** A fault of one slot; `index` is its place in what was given. */
export interface SlotFault {
  readonly index: number;
  readonly rule: SlotRule;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** An instant on a whole minute. */
const wholeMinute = /^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z$/;

/** What is wrong with one, seen by itself. */
export function rulesBroken(network: Network, hub: HubId, details: SlotDetails, at: Instant, checked: boolean): readonly SlotRule[] {
  const { start, minutes, cutOffMinutes } = details;
  const isTime = wholeMinute.test(start) && !Number.isNaN(Date.parse(start));
  const inMs = isTime ? Date.parse(start) - Date.parse(at) : 0;
  const cutOffIsRight = isWhole(cutOffMinutes, 0, cutOffMinutesMax);
  const broken: readonly (SlotRule | false)[] = [
    !isTime && 'startWrong',
    isTime && inMs <= 0 && 'past',
    inMs > daysAheadMax * dayMs && 'tooFarAhead',
    !isWhole(minutes, slotMinutesMin, slotMinutesMax) && 'lengthWrong',
    !cutOffIsRight && 'cutOffWrong',
    cutOffIsRight && inMs > 0 && inMs <= cutOffMinutes * minuteMs && 'cutOffPast',
    ...wordsBroken('what', details.what, at, checked),
    ...wordsBroken('place', details.place, at, checked),
    ...wordsBroken('bookUnder', details.bookUnder, at, checked),
    ...receiversBroken(network, hub, details),
    details.forKinds !== 'all' && !areKinds(details.forKinds) && 'kindsWrong',
  ];
  return broken.filter((rule) => rule !== false);
}

const isWhole = (number: number, min: number, max: number): boolean => Number.isInteger(number) && number >= min && number <= max;
const areKinds = (kinds: readonly TaskKind[]): boolean =>
  kinds.length > 0 && new Set(kinds).size === kinds.length && kinds.every((kind) => taskKinds.includes(kind));

function wordsBroken(field: SlotWordsField, text: string, at: Instant, checked: boolean): readonly SlotRule[] {
  if (text.trim().length > slotWordsMax) return [`${field}TooLong`];
  const words: Words = { text, checked };
  const found = guarded(words, true, at);
  if (!('refusal' in found)) return [];
  switch (found.refusal.why) {
    case 'wordsMissing':
      return [`${field}Missing`];
    case 'wordsTooLong':
      return [`${field}TooLong`];
    case 'personalWords':
      return [`${field}Personal`];
  }
}

function receiversBroken(network: Network, hub: HubId, { offeredBy, forOrganisations }: SlotDetails): readonly SlotRule[] {
  if (forOrganisations === 'all') return [];
  if (forOrganisations.length === 0) return ['forNobody'];
  if (forOrganisations.includes(offeredBy)) return ['forItself'];
  const isOurs =
    new Set(forOrganisations).size === forOrganisations.length && forOrganisations.every((each) => hubOf(network, each) === hub);
  if (!isOurs) return ['forUnknown'];
  return forOrganisations.every((each) => canTakeOf(hub, offeredBy, each)) ? [] : ['forOtherPractice'];
}

/** Whether two of one organisation's slots are at the same time in the same clinic at the same place. */
export const doOverlap = (a: Timed, b: Timed): boolean => a.start < endOf(b) && b.start < endOf(a) && isSameClinic(a, b);
type Timed = Pick<SlotDetails, 'start' | 'minutes' | 'what' | 'place'>;

/** Those that overlap an earlier one of the list. */
export function overlapping(slots: readonly Timed[]): ReadonlySet<number> {
  const inOrder = slots.map((slot, index) => ({ slot, index })).sort((a, b) => compare(a.slot.start, b.slot.start) || a.index - b.index);
  const found = new Set<number>();
  for (const [at, { slot, index }] of inOrder.entries())
    for (let next = at + 1; next < inOrder.length; next++) {
      const other = inOrder[next];
      // In the order of their starts: the first that begins after this one has ended ends the search.
      if (other === undefined || other.slot.start >= endOf(slot)) break;
      if (doOverlap(slot, other.slot)) found.add(Math.max(index, other.index));
    }
  return found;
}

/** Whether an offer's cut-off has come. */
export const isPastCutOff = (slot: Pick<SlotDetails, 'start' | 'cutOffMinutes'>, at: Instant): boolean => at >= cutOffOf(slot);
