// The three deadlines of an eConsult (first look, target, limit) and when each is warned about.

import { compare } from '../compare.ts';
import type { Instant, Kind, Priority } from '../terms.ts';
import { addWorkingMinutes, endOfDay, isOpen, lastClosingBefore, nextClosing, nextOpening, workingMinutesBetween } from './calendar.ts';
import { coreHours, type Holidays, type OpeningHours } from './hours.ts';
import { earlier, later } from './london.ts';

/** Frozen in the `Received` event; never moved by a hand-over or a later change of rules. */
export interface Deadlines {
  readonly firstLook: Instant;
  /** 75 % of the working minutes to the target. */
  readonly targetWarning: Instant;
  readonly target: Instant;
  /** 60 minutes (wall clock) before the limit. */
  readonly limitWarning: Instant;
  readonly limit: Instant;
}

/**
 * The limits of the GP contract from 1 April 2026: urgent requests the same day, others by the end of the next day's core hours.
 * `sameCoreDay`: the close of the core hours the clock starts in, or of the next ones if it starts outside them. `nextCoreDay`: the close
 * of the first core-hours day after the calendar day it came in.
 */
export type LimitRule = 'sameCoreDay' | 'nextCoreDay';

export interface Rule {
  readonly firstLookWorkingMinutes: number;
  readonly targetWorkingMinutes: number;
  readonly limit: LimitRule;
}
export type Rules = Readonly<Record<Kind, Readonly<Record<Priority, Rule>>>>;

/** What a practice can set for itself. It can make the contract's limit stricter, never looser. */
export interface RuleOverride {
  readonly firstLookWorkingMinutes?: number;
  readonly targetWorkingMinutes?: number;
  readonly limit?: 'sameCoreDay';
}
/** The longest that a practice may set: five working days of core hours; later than any limit nothing is warned of anyway. */
export const ownMinutesMax = 5 * 630;
export type RuleOverrides = Readonly<Partial<Record<Kind, Readonly<Partial<Record<Priority, RuleOverride>>>>>>;

const redFlag: Rule = { firstLookWorkingMinutes: 15, targetWorkingMinutes: 120, limit: 'sameCoreDay' };
const urgent: Rule = { firstLookWorkingMinutes: 30, targetWorkingMinutes: 120, limit: 'sameCoreDay' };
const routine: Rule = { firstLookWorkingMinutes: 60, targetWorkingMinutes: 120, limit: 'nextCoreDay' };
/** One working day of core hours, 08:00 to 18:30, is 630 minutes. */
const routineAdmin: Rule = { firstLookWorkingMinutes: 240, targetWorkingMinutes: 630, limit: 'nextCoreDay' };

/** An urgent administrative request is urgent: only the routine one has a row of its own. */
export const defaultRules: Rules = {
  clinical: { routine, urgent, redFlag },
  clinicalAdmin: { routine, urgent, redFlag },
  admin: { routine: routineAdmin, urgent, redFlag },
};

/** The share of the working time to the target after which somebody is warned: late enough to be rare, early enough to act. */
export const targetWarningShare = 0.75;
/** Minutes on the wall clock before the limit: time to telephone the patient whatever anyone's opening hours. */
export const limitWarningMinutes = 60;

export interface ToFreeze {
  readonly kind: Kind;
  readonly priority: Priority;
  readonly clockStart: Instant;
  /** Opening hours of the organisation the pathway sends it to first. */
  readonly hours: OpeningHours;
  readonly holidays: Holidays;
  /** What the sender promised the patient: where it is earlier than the limit, it is the limit, even when it has passed already. */
  readonly promisedBy?: Instant;
  /** The practice's own. */
  readonly rules?: RuleOverrides;
}

/**
 * Works out all deadlines once, at receipt. No first look lies after the target, and no target after the limit, also when the
 * organisation does not open before it. Throws only on unusable hours, holidays or instants, which are checked where they come in.
 */
export function freezeDeadlines(what: ToFreeze): Deadlines {
  const { clockStart, hours, holidays } = what;
  const rule: Rule = { ...defaultRules[what.kind][what.priority], ...what.rules?.[what.kind]?.[what.priority] };
  const limit = earlier(limitOf(rule.limit, clockStart, holidays), what.promisedBy);
  const within = (minutes: number): Instant => earlier(limit, addWorkingMinutes(clockStart, minutes, hours, holidays));
  const target = within(rule.targetWorkingMinutes);
  // Counted to the target as it stands, so that one cut short by the limit is still warned about before it.
  const minutesToTarget = Math.max(0, workingMinutesBetween(clockStart, target, hours, holidays));
  return {
    // If a practice sets only its target nearer, the first look must not come after it.
    firstLook: earlier(target, within(rule.firstLookWorkingMinutes)),
    targetWarning: within(minutesToTarget * targetWarningShare),
    target,
    limitWarning: minutesBefore(limit, limitWarningMinutes),
    limit,
  };
}

function limitOf(rule: LimitRule, clockStart: Instant, holidays: Holidays): Instant {
  // At the closing instant itself it is still the same day; a moment later the next one counts.
  const close = nextClosing(rule === 'sameCoreDay' ? clockStart : endOfDay(clockStart), coreHours, holidays);
  if (close === undefined) throw new RangeError('The holidays leave no core hours at all; correct them and load them again.');
  return close;
}

function minutesBefore(at: Instant, minutes: number): Instant {
  return new Date(Date.parse(at) - minutes * 60_000).toISOString();
}

/** Every warning there can be, in the order they are told when several fall together: each at most once per eConsult. */
export const warningKinds = ['firstLook', 'targetWarning', 'target', 'limitWarning', 'limit'] as const;
export type WarningKind = (typeof warningKinds)[number];

export interface Warning {
  readonly kind: WarningKind;
  /** When it goes out, if it is still true by then. */
  readonly at: Instant;
}

export interface Circumstances {
  readonly priority: Priority;
  readonly receivedAt: Instant;
  /** Opening hours of the holder: whoever would be told. */
  readonly hours: OpeningHours;
  readonly holidays: Holidays;
}

/**
 * When each warning goes out, in order. One that falls before receipt goes out at receipt. Urgent and red flag wait for nothing; a routine
 * one waits for the holder's next opening, and where that would come after the limit it goes out at the last closing before it (but never
 * before receipt). A holder that never opens is told at once rather than never.
 */
export function warningsOf(deadlines: Deadlines, circumstances: Circumstances): readonly Warning[] {
  return warningKinds
    .map((kind) => ({ kind, at: goesOutAt(later(deadlines[kind], circumstances.receivedAt), deadlines.limit, circumstances) }))
    .sort((a, b) => compare(a.at, b.at));
}

function goesOutAt(at: Instant, limit: Instant, { priority, receivedAt, hours, holidays }: Circumstances): Instant {
  if (priority !== 'routine' || isOpen(at, hours, holidays)) return at;
  const opening = nextOpening(at, hours, holidays);
  if (opening !== undefined && opening <= limit) return opening;
  const closing = lastClosingBefore(limit, hours, holidays) ?? at;
  return later(closing, receivedAt);
}
