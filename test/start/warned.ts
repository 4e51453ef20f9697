// What is warned of and when, said once more in plain arithmetic: it shares no code with the product, not even the calendar.

import type { Kind, Priority } from '../../src/domain/terms.ts';
import type { OpeningHours } from '../../src/domain/time/hours.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Summer time: from the last Sunday of March, 01:00 UTC, to the last Sunday of October, 01:00 UTC. */
function isSummer(ms: number): boolean {
  const year = new Date(ms).getUTCFullYear();
  const lastSunday = (month: number): number => {
    const last = Date.UTC(year, month + 1, 0, 1);
    return last - new Date(last).getUTCDay() * dayMs;
  };
  return ms >= lastSunday(2) && ms < lastSunday(9);
}
const wallOf = (ms: number): number => ms + (isSummer(ms) ? 60 * minuteMs : 0);
/** None of our hours begin or end in the hour that is skipped or shown twice. */
const fromWall = (wall: number): number => (isSummer(wall - 60 * minuteMs) ? wall - 60 * minuteMs : wall);

type Span = readonly [open: number, close: number];
const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** When an organisation is open, from two days before an instant to a month after it. */
export function openSpans(hours: OpeningHours, holidays: readonly string[], around: number): readonly Span[] {
  const first = Math.floor(wallOf(around) / dayMs) - 10;
  return Array.from({ length: 45 }, (_, index) => (first + index) * dayMs).flatMap((day) => {
    const date = new Date(day).toISOString().slice(0, 10);
    const shut = holidays.includes(date) || ['12-25', '12-26', '01-01'].includes(date.slice(5));
    const spans = hours.week[names[new Date(day).getUTCDay()] ?? 'sunday'] ?? [];
    const at = (time: string): number => fromWall(day + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * minuteMs);
    return shut ? [] : spans.map(({ from, to }): Span => [at(from), at(to)]);
  });
}

export function plus(spans: readonly Span[], from: number, workingMs: number): number {
  let left = workingMs;
  if (left === 0) return from;
  for (const [open, close] of spans) {
    const begins = Math.max(open, from);
    if (begins >= close) continue;
    if (left <= close - begins) return begins + left;
    left -= close - begins;
  }
  return Number.POSITIVE_INFINITY;
}
const between = (spans: readonly Span[], from: number, to: number): number =>
  spans.reduce((sum, [open, close]) => sum + Math.max(0, Math.min(close, to) - Math.max(open, from)), 0);

export type Warned = 'firstLook' | 'targetWarning' | 'unclaimedAdministrator' | 'target' | 'unclaimedLead' | 'limitWarning' | 'limit';
/** The least grave first. */
export const inRisingGravity: readonly Warned[] = [
  'firstLook',
  'targetWarning',
  'unclaimedAdministrator',
  'target',
  'unclaimedLead',
  'limitWarning',
  'limit',
];

export interface Sent {
  readonly kind: Kind;
  readonly priority: Priority;
  /** Milliseconds, as all times here. */
  readonly submitted: number;
  readonly received: number;
  readonly promised?: number;
}
export interface Said {
  readonly at: number;
  readonly warning: Warned;
  /** In which wait for somebody to claim it: 0 is the first. */
  readonly wait: number;
  /** What had passed too and is not said any more. */
  readonly also: readonly Warned[];
  /** When the earliest of them ought to have been said. */
  readonly dueAt: number;
}

/** One eConsult as the clock ought to see it. `nextSweep`: the first look at the clock at or after an instant. */
export class Expected {
  readonly said: Said[] = [];
  readonly limit: number;
  readonly #sent: Sent;
  readonly #spans: readonly Span[];
  readonly #nextSweep: (ms: number) => number;
  readonly #firstLook: number;
  #target: number;
  #targetWarning: number;
  #hold: { readonly from: number; readonly until: number } | undefined;
  /** When it last stopped waiting for the patient: until then its target was silent. */
  #heldUntil = 0;
  #everClaimed = false;
  /** Since when nobody has it once more, after somebody had it. */
  #backSince: number | undefined;
  #over = false;
  #waits = 0;

  constructor(sent: Sent, hours: OpeningHours, core: OpeningHours, holidays: readonly string[], nextSweep: (ms: number) => number) {
    this.#sent = sent;
    this.#nextSweep = nextSweep;
    const spans = openSpans(hours, holidays, sent.submitted);
    this.#spans = spans;
    const days = openSpans(core, holidays, sent.submitted);
    const { kind, priority, submitted } = sent;
    // The close of the core day it came in, or of the next; for routine ones of the first after the calendar day it came in.
    const midnight = fromWall((Math.floor(wallOf(submitted) / dayMs) + 1) * dayMs);
    const contract = days.find(([, close]) => close >= (priority === 'routine' ? midnight : submitted))?.[1] ?? 0;
    this.limit = Math.min(contract, sent.promised ?? Number.POSITIVE_INFINITY);
    const office = kind === 'admin' && priority === 'routine';
    const look = { redFlag: 15, urgent: 30, routine: office ? 240 : 60 }[priority];
    const within = (ms: number): number => Math.min(this.limit, plus(spans, submitted, ms));
    this.#firstLook = within(look * minuteMs);
    this.#target = within((office ? 630 : 120) * minuteMs);
    this.#targetWarning = within(between(spans, submitted, this.#target) * 0.75);
  }

  claim(at: number): void {
    this.upTo(at - 1);
    this.#everClaimed = true;
    this.#backSince = undefined;
  }
  release(at: number): void {
    this.upTo(at - 1);
    this.#backSince = at;
    this.#waits += 1;
  }
  complete(at: number): void {
    this.upTo(at - 1);
    this.#over = true;
  }
  hold(at: number, until: number): void {
    this.upTo(at - 1);
    this.#hold = { from: at, until };
  }
  endHold(at: number): void {
    this.upTo(at - 1);
    this.#endHold(at);
  }

  /** Lets the clock be looked at until then, that instant included. */
  upTo(end: number): void {
    for (let left = 50; left > 0; left--) {
      const next = Math.min(this.#hold?.until ?? Number.POSITIVE_INFINITY, ...this.#waiting().map(({ at }) => at));
      if (next === Number.POSITIVE_INFINITY) return;
      const sweep = this.#nextSweep(Math.max(next, this.#sent.received));
      if (sweep > end) return;
      if (this.#hold && this.#hold.until <= sweep) this.#endHold(sweep);
      const due = this.#waiting().filter(({ at }) => at <= sweep);
      const gravest = due.at(-1);
      if (gravest === undefined) continue;
      const dueAt = Math.min(...due.map(({ at }) => at));
      this.said.push({
        at: sweep,
        wait: this.#waits,
        warning: gravest.warning,
        also: due.slice(0, -1).map(({ warning }) => warning),
        dueAt,
      });
    }
    throw new Error('the oracle never comes to an end');
  }

  /** What has not been said yet and will be if nobody does anything, the least grave first. */
  #waiting(): readonly { readonly warning: Warned; readonly at: number }[] {
    if (this.#over) return [];
    const unclaimed = ['firstLook', 'unclaimedAdministrator', 'unclaimedLead'];
    // Of nobody's having it, each wait is told anew.
    const told = new Set(
      this.said.flatMap(({ warning, also, wait }) =>
        [warning, ...also].filter((each) => wait === this.#waits || !unclaimed.includes(each)),
      ),
    );
    const { kind, priority } = this.#sent;
    const usual = { redFlag: 15, urgent: 30, routine: kind === 'admin' ? 240 : 60 }[priority] * minuteMs;
    const back = this.#backSince;
    const first =
      back === undefined ? this.#goesOut(this.#firstLook) : priority === 'routine' ? plus(this.#spans, back, usual) : back + usual;
    const patience = { redFlag: 5, urgent: 10, routine: 240 }[priority] * minuteMs;
    const later = (times: number): number =>
      priority === 'routine' ? plus(this.#spans, first, patience * times) : first + patience * times;
    const when: Readonly<Record<Warned, number>> = {
      firstLook: first,
      unclaimedAdministrator: later(1),
      unclaimedLead: later(2),
      targetWarning: Math.max(this.#heldUntil, this.#goesOut(this.#targetWarning)),
      target: Math.max(this.#heldUntil, this.#goesOut(this.#target)),
      limitWarning: this.#goesOut(this.limit - 60 * minuteMs),
      limit: this.#goesOut(this.limit),
    };
    return inRisingGravity
      .filter((warning) => !told.has(warning))
      .filter((warning) => !(this.#everClaimed && back === undefined && unclaimed.includes(warning)))
      .filter((warning) => !(this.#hold && warning.startsWith('target')))
      .map((warning) => ({ warning, at: when[warning] }));
  }

  #goesOut(at: number): number {
    const { priority, received } = this.#sent;
    const from = Math.max(at, received);
    // The closing minute counts as open.
    if (priority !== 'routine' || this.#spans.some(([open, close]) => open <= from && from < close + minuteMs)) return from;
    const opening = this.#spans.find(([open]) => open >= from)?.[0];
    if (opening !== undefined && opening <= this.limit) return opening;
    const closing = this.#spans.findLast(([, close]) => close <= this.limit)?.[1];
    return Math.max(closing ?? from, received);
  }

  #endHold(at: number): void {
    const hold = this.#hold;
    if (hold === undefined) return;
    this.#hold = undefined;
    this.#heldUntil = Math.min(at, hold.until);
    const heldMs = between(this.#spans, hold.from, this.#heldUntil);
    const moved = (to: number): number => (to <= hold.from ? to : Math.min(this.limit, plus(this.#spans, to, heldMs)));
    this.#target = moved(this.#target);
    this.#targetWarning = moved(this.#targetWarning);
  }
}
