// Keeps us inside Teams' limits: four windows per conversation, one for the whole tenant, and room kept free for what is urgent.
import type { Pace } from '../app/chat.ts';
import type { SendClass } from '../domain/terms.ts';

interface Window {
  readonly lengthMs: number;
  /** Sends allowed within any stretch of that length. */
  readonly sendsMax: number;
  /** Of those, how many may be anything but urgent: the rest stays free, so that a red flag gets through on the busiest Monday. */
  readonly pressMax: number;
  /** Of those again, how many may be bulk: the rest is for what people press. */
  readonly bulkMax: number;
}

/**
 * Calls sent apart may arrive together: a window of a conversation is kept this much longer than published. This costs almost nothing, because over any
 * length of time the long windows are what limits us.
 */
export const slackMs = 250;
/**
 * Teams' published limits per bot and conversation (a whole channel is one; edits count). Its values are "for estimation". What is kept free is
 * what such work needs in a hub's busiest hour, and bulk gets the rest, nine tenths. Presses: ten clinicians, eleven minutes for each eConsult and
 * two edits of its card, are 109 edits an hour, or one in 30 s; three are kept for a rush. Urgent: of 200 arrivals on a Monday a tenth is
 * urgent, each with its card and two notices, which is 60 an hour; two in 30 s where everybody presses, five where nobody does.
 */
export const conversationWindows: readonly Window[] = [
  { lengthMs: 1_000 + slackMs, sendsMax: 7, pressMax: 6, bulkMax: 5 },
  { lengthMs: 2_000 + slackMs, sendsMax: 8, pressMax: 7, bulkMax: 6 },
  { lengthMs: 30_000 + slackMs, sendsMax: 60, pressMax: 58, bulkMax: 55 },
  { lengthMs: 3_600_000 + slackMs, sendsMax: 1_800, pressMax: 1_740, bulkMax: 1_630 },
];
/**
 * 50 requests a second per app and tenant. Of so short a window a longer stretch would cost a fifth: three requests are left instead, for what
 * arrives together, and for a roster or a chat that is opened.
 */
export const tenantWindow: Window = { lengthMs: 1_000, sendsMax: 47, pressMax: 46, bulkMax: 45 };

/** The times of past sends, oldest first, forgotten once the longest window has passed. */
class Past {
  private times: number[] = [];
  private from = 0;

  add(atMs: number, keepMs: number): void {
    while (this.from < this.times.length && (this.times[this.from] ?? 0) <= atMs - keepMs) this.from++;
    if (this.from > 1_000 && this.from * 2 > this.times.length) {
      this.times = this.times.slice(this.from);
      this.from = 0;
    }
    this.times.push(atMs);
  }

  /** When the `allowed`-th newest send leaves the window: the next may go then. 0: now. */
  freeAt(window: Window, allowed: number): number {
    const blocking = this.times[this.times.length - allowed];
    return blocking === undefined || this.times.length - allowed < this.from ? 0 : blocking + window.lengthMs;
  }
}

interface Lane {
  readonly all: Past;
  /** All but urgent ones. */
  readonly press: Past;
  readonly bulk: Past;
  pausedUntilMs: number;
}

const newLane = (): Lane => ({ all: new Past(), press: new Past(), bulk: new Past(), pausedUntilMs: 0 });

/** One pace per app registration: it only knows what was sent through it. */
export function createPace(): Pace {
  const lanes = new Map<string, Lane>();
  const tenant = newLane();
  const laneOf = (conversation: string): Lane => {
    let lane = lanes.get(conversation);
    if (lane === undefined) {
      lane = newLane();
      lanes.set(conversation, lane);
    }
    return lane;
  };
  const freeAt = (lane: Lane, windows: readonly Window[], sendClass: SendClass): number =>
    Math.max(
      lane.pausedUntilMs,
      ...windows.map((window) => lane.all.freeAt(window, window.sendsMax)),
      ...(sendClass >= 1 ? windows.map((window) => lane.press.freeAt(window, window.pressMax)) : []),
      ...(sendClass === 2 ? windows.map((window) => lane.bulk.freeAt(window, window.bulkMax)) : []),
    );
  const waitMs: Pace['waitMs'] = (conversation, sendClass, nowMs) => {
    const at = Math.max(freeAt(laneOf(conversation), conversationWindows, sendClass), freeAt(tenant, [tenantWindow], sendClass));
    return Math.max(0, at - nowMs);
  };
  return {
    waitMs,
    take(conversation, sendClass, nowMs) {
      const ms = waitMs(conversation, sendClass, nowMs);
      if (ms > 0) return ms;
      const lane = laneOf(conversation);
      const keepMs = 3_600_000 + slackMs;
      for (const each of [lane, tenant]) {
        each.all.add(nowMs, keepMs);
        if (sendClass >= 1) each.press.add(nowMs, keepMs);
        if (sendClass === 2) each.bulk.add(nowMs, keepMs);
      }
      return 0;
    },
    pause(conversation, untilMs) {
      const lane = laneOf(conversation);
      lane.pausedUntilMs = Math.max(lane.pausedUntilMs, untilMs);
    },
  };
}
