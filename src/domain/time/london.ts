// London's local dates and times, and the instants behind them.

import { IANAZone } from 'luxon';
import type { Instant } from '../terms.ts';
import { type ClockTime, dayNumber, type LocalDate, minuteOfDay, type Weekday, weekdayOf } from './hours.ts';

export const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Instants sort as text. */
export const earlier = (a: Instant, b: Instant | undefined): Instant => (b !== undefined && b < a ? b : a);
export const later = (a: Instant, b: Instant): Instant => (b > a ? b : a);

/** Days remembered for each opening hours and for the zone, and instants, so that memory stays bounded. */
const rememberedMax = 4_000;

const london = IANAZone.create('Europe/London');

export function toMs(at: Instant): number {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(ms)) throw new RangeError('An instant must be UTC with milliseconds, such as 2026-11-25T09:14:00.000Z.');
  return ms;
}
export const toInstant = (ms: number): Instant => new Date(ms).toISOString();

/** Remembers what a pure function said of the last few thousand days or instants. */
export function remembered<Of, T>(compute: (of: Of) => T): (of: Of) => T {
  const known = new Map<Of, T>();
  return (of) => {
    const before = known.get(of);
    if (before !== undefined) return before;
    const value = compute(of);
    if (known.size >= rememberedMax) known.clear();
    known.set(of, value);
    return value;
  };
}

/** London's offset from UTC in milliseconds through a UTC day; NaN on the two days a year when it changes. */
const steadyOffset = remembered((utcDay: number) => {
  const start = london.offset(utcDay * dayMs);
  return start === london.offset((utcDay + 1) * dayMs - 1) ? start * minuteMs : Number.NaN;
});
function offsetAt(ms: number): number {
  const steady = steadyOffset(Math.floor(ms / dayMs));
  return Number.isNaN(steady) ? london.offset(ms) * minuteMs : steady;
}
/** The date in London, as days since 1970. */
export const localDay = (ms: number): number => Math.floor((ms + offsetAt(ms)) / dayMs);

/**
 * When the clock on the wall shows these minutes of a day. On the night the clocks go forward, times that are skipped are the moment of
 * the change; on the night they go back, opening is the first and closing the last time the clock shows it: working time is then too
 * long rather than too short, and deadlines too early rather than too late.
 */
export function wallToMs(day: number, minutes: number, edge: 'open' | 'close'): number {
  const wall = day * dayMs + minutes * minuteMs;
  // An hour before midnight UTC is at or before local midnight, and no change comes so near to it.
  const before = offsetAt(day * dayMs - hourMs);
  const after = offsetAt((day + 1) * dayMs);
  if (before === after) return wall - before;
  const change = changeAfter(day * dayMs - hourMs);
  const first = wall - before;
  const second = wall - after;
  if (edge === 'open') return first < change ? first : Math.max(second, change);
  return second > change ? second : Math.min(first, change);
}

/** The whole hour at which the offset is first another one; London has never changed at any other time. */
function changeAfter(from: number): number {
  const change = Array.from({ length: 26 }, (_, hour) => from + hour * hourMs).find((ms) => offsetAt(ms) !== offsetAt(from));
  return change ?? from;
}

/** The midnight that began the calendar day of an instant. */
export function startOfDay(at: Instant): Instant {
  return toInstant(wallToMs(localDay(toMs(at)), 0, 'open'));
}

/** The midnight that ends the calendar day of an instant. */
export function endOfDay(at: Instant): Instant {
  return toInstant(wallToMs(localDay(toMs(at)), 24 * 60, 'close'));
}

/** What a clock and a calendar on the wall show. */
export interface Wall {
  readonly date: LocalDate;
  /** `HH:MM` */
  readonly time: string;
  readonly weekday: Weekday;
}

/** An instant on the wall. A card names each of its few instants several times, so they are remembered. */
export const onTheWall = remembered((at: Instant): Wall => {
  const ms = toMs(at);
  const wall = new Date(ms + offsetAt(ms)).toISOString();
  return { date: wall.slice(0, 10), time: wall.slice(11, 16), weekday: weekdayOf(localDay(ms)) };
});

/**
 * The instant at which the wall shows this date and time; `undefined`: there is no such date or time. A time that is skipped is the
 * moment of the change, one that is shown twice is the first: one shift's end is then always the next one's start.
 */
export function atWall(date: LocalDate, time: ClockTime): Instant | undefined {
  const [day, minutes] = [dayNumber(date), minuteOfDay(time)];
  return day === undefined || minutes === undefined ? undefined : toInstant(wallToMs(day, minutes, 'open'));
}
