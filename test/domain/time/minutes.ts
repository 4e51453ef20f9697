// Opening hours minute by minute, with no arithmetic but stepping: what the calendar and the deadlines are compared with. It shares no code with them.

import type { Kind, Priority } from '../../../src/domain/terms.ts';
import type { OpeningHours } from '../../../src/domain/time/hours.ts';

const minuteMs = 60_000;
const hourMinutes = 60;
const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** What the clock on the wall in London showed at an hour of UTC: the machine's own word for it, not the calendar's. */
const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' });
export function wallOf(ms: number): { readonly date: string; readonly minute: number; readonly weekday: (typeof names)[number] } {
  const [, day = '', month = '', year = '', hour = '', minute = ''] = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+)$/.exec(london.format(ms)) ?? [];
  const weekday = names[new Date(`${year}-${month}-${day}T00:00:00.000Z`).getUTCDay()] ?? 'sunday';
  return { date: `${year}-${month}-${day}`, minute: Number(hour) * hourMinutes + Number(minute), weekday };
}

/** Every minute of a stretch of time, and whether an organisation is open in it. Minutes count from its beginning; parts of one are kept. */
export class Minutes {
  readonly #from: number;
  readonly #open: Uint8Array;
  /** The beginnings of all minutes that are open, in order; and before each minute, how many of those there were. */
  readonly #starts: number[] = [];
  readonly #before: Uint32Array;
  readonly #edges: Readonly<Record<'opens' | 'closes', number[]>> = { opens: [], closes: [] };

  constructor(hours: OpeningHours, holidays: readonly string[], from: number, to: number) {
    const count = (to - from) / minuteMs;
    this.#from = from;
    this.#open = new Uint8Array(count);
    this.#before = new Uint32Array(count + 1);
    const minutes = (time: string): number => Number(time.slice(0, 2)) * hourMinutes + Number(time.slice(3));
    for (let hour = 0; hour < count; hour += hourMinutes) {
      // London changes its clocks on the hour.
      const { date, minute, weekday } = wallOf(from + hour * minuteMs);
      const shut = holidays.includes(date) || ['12-25', '12-26', '01-01'].includes(date.slice(5));
      const spans = shut ? [] : (hours.week[weekday] ?? []);
      for (let each = 0; each < hourMinutes; each++) {
        const open = spans.some((span) => minutes(span.from) <= minute + each && minute + each < minutes(span.to));
        this.#before[hour + each] = this.#starts.length;
        if (!open) continue;
        this.#open[hour + each] = 1;
        this.#starts.push(hour + each);
      }
    }
    this.#before[count] = this.#starts.length;
    for (let each = 1; each < count; each++)
      for (const what of ['opens', 'closes'] as const) if (this[what](each)) this.#edges[what].push(each);
  }
  at = (ms: number): number => (ms - this.#from) / minuteMs;
  instant = (minute: number): string => new Date(this.#from + minute * minuteMs).toISOString();

  isIn = (minute: number): boolean => this.#open[Math.floor(minute)] === 1;
  /** The closing minute still counts as open. */
  isOpen = (minute: number): boolean => this.isIn(minute) || this.isIn(minute - 1);
  /** Begins to be open, or ceases to be, at this minute. */
  opens = (minute: number): boolean => this.isIn(minute) && !this.isIn(minute - 1);
  closes = (minute: number): boolean => !this.isIn(minute) && this.isIn(minute - 1);
  next = (minute: number, what: 'opens' | 'closes'): number => this.#edges[what].find((each) => each >= minute) ?? Number.POSITIVE_INFINITY;
  lastClosing = (minute: number): number => this.#edges.closes.findLast((each) => each <= minute) ?? Number.NEGATIVE_INFINITY;
  /** Where so many open minutes after a whole one end. */
  plus(minute: number, working: number): number {
    if (working === 0) return minute;
    const before = (this.#before[Math.floor(minute)] ?? 0) + (this.isIn(minute) ? minute % 1 : 0);
    const whole = Math.ceil(before + working) - 1;
    const last = this.#starts[whole];
    return last === undefined ? Number.POSITIVE_INFINITY : last + (before + working - whole);
  }
  between = (from: number, to: number): number => this.#count(to) - this.#count(from);
  #count = (minute: number): number => (this.#before[Math.floor(minute)] ?? 0) + (this.isIn(minute) ? minute % 1 : 0);
}

const day = 24 * hourMinutes;
/** The table of the design, once more: working minutes to the first look and to the target, and minutes of patience while nobody claims it. */
const table = {
  routine: { firstLook: 60, target: 120, patience: 240 },
  urgent: { firstLook: 30, target: 120, patience: 10 },
  redFlag: { firstLook: 15, target: 120, patience: 5 },
} as const;
const office = { firstLook: 240, target: 630 } as const;

type Deadline = 'firstLook' | 'targetWarning' | 'target' | 'limitWarning' | 'limit';
type Said = Deadline | 'unclaimedAdministrator' | 'unclaimedLead';

/** What ought to become of one that comes at this minute, in minutes: its deadlines, and when each warning goes out if nobody does anything. */
export function foretold(
  hours: Minutes,
  core: Minutes,
  midnight: (minute: number) => number,
  came: number,
  kind: Kind,
  priority: Priority,
): { readonly deadlines: Readonly<Record<Deadline, number>>; readonly warnings: Readonly<Record<Said, number>> } {
  const rule = { ...table[priority], ...(kind === 'admin' && priority === 'routine' ? office : {}) };
  const limit = core.next(priority === 'routine' ? midnight(came) : came, 'closes');
  const firstLook = Math.min(limit, hours.plus(came, rule.firstLook));
  const target = Math.min(limit, hours.plus(came, rule.target));
  const targetWarning = Math.min(limit, hours.plus(came, hours.between(came, target) * 0.75));
  const deadlines = { firstLook, targetWarning, target, limitWarning: limit - hourMinutes, limit };
  const goesOut = (due: number): number => {
    const from = Math.max(due, came);
    if (priority !== 'routine' || hours.isOpen(from)) return from;
    const opening = hours.next(from, 'opens');
    return opening <= limit ? opening : Math.max(came, hours.lastClosing(limit));
  };
  const first = goesOut(firstLook);
  const unclaimed = (times: number): number =>
    priority === 'routine' ? hours.plus(first, rule.patience * times) : first + rule.patience * times;
  const warnings = Object.fromEntries(Object.entries(deadlines).map(([name, due]) => [name, goesOut(due)])) as Record<Deadline, number>;
  return { deadlines, warnings: { ...warnings, unclaimedAdministrator: unclaimed(1), unclaimedLead: unclaimed(2) } };
}

/** The next midnight on the wall: a day is 23 or 25 hours long when the clocks change. */
export function midnights(minutes: Minutes, from: number, to: number): (minute: number) => number {
  const all: number[] = [];
  for (let ms = from; ms < to; ms += hourMinutes * minuteMs) if (wallOf(ms).minute === 0) all.push(minutes.at(ms));
  return (minute) => all.find((each) => each > minute && each <= minute + day + hourMinutes) ?? Number.POSITIVE_INFINITY;
}
