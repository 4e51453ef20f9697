// What this process knows about each conversation: since when it accepts nothing, and when it may be tried again.
import type { Address, Instant, SendClass } from '../../domain/terms.ts';
import type { Conversation } from '../ports.ts';
import { closedForGoodMs, pauseFirstMs, pauseMs, seldomMs, triedOnMs } from './waiting-times.ts';

/** Since its first refusal nothing has been taken there. */
export interface Trouble {
  readonly since: Instant;
  readonly sinceMs: number;
  readonly lastAt: Instant;
  readonly lastMs: number;
  /** For how long it has been tried in vain: without stretches in which nothing was tried, for of those nothing is known. */
  readonly triedForMs: number;
  readonly why: string;
  /** It said that it cannot be written to, rather than not now. */
  readonly closed: boolean;
  /** Teams itself told us so, in an activity. */
  readonly told: boolean;
  /** The pause that Teams itself asked for, instead of ours. */
  readonly askedMs: number | undefined;
}

export interface Lanes {
  trouble(to: Address): Trouble | undefined;
  /** How long until the next try for a message of this class, in ms; 0: now. */
  waitMs(to: Address, sendClass: SendClass): number;
  /** What the directory says: Teams, another instance or an earlier process may have told it more than we know. */
  noted(to: Address, conversation: Conversation): void;
  refused(to: Address, answer: { readonly why: string; readonly closed: boolean; readonly afterMs?: number | undefined }): void;
  /** Something was taken: the trouble that is over by that, if there was any. */
  taken(to: Address): Trouble | undefined;
}

/** In memory only: after a restart what is closed is tried once at once, and then left alone for as long as it has been closed. */
export function createLanes(deps: { readonly clock: { now(): Instant }; readonly monotonicMs: () => number }): Lanes {
  const troubles = new Map<Address, Trouble>();
  /** Over by an event or by another channel: whoever heard of it still has to hear so once something is taken. */
  const over = new Map<Address, Trouble>();
  const end = (to: Address): void => {
    const trouble = troubles.get(to);
    if (trouble && troubles.delete(to)) over.set(to, trouble);
  };
  /** By address: the conversation it last was. */
  const conversations = new Map<Address, string>();

  return {
    trouble: (to) => troubles.get(to),
    waitMs(to, sendClass) {
      const trouble = troubles.get(to);
      if (trouble === undefined) return 0;
      const { sinceMs, lastMs, closed, told } = trouble;
      const forGood = told || (closed && lastMs - sinceMs >= closedForGoodMs);
      const pause = forGood ? seldomMs : pauseAfter(trouble, sendClass);
      return Math.max(0, lastMs + pause - deps.monotonicMs());
    },
    noted(to, { id, status, since, reason = '', told = false }) {
      // An organisation that was given another channel does not wait for what was wrong with the old one.
      if ((conversations.get(to) ?? id) !== id) end(to);
      conversations.set(to, id);
      const known = troubles.get(to);
      if (status === 'active') {
        if (known?.closed === true && since > known.lastAt) end(to);
        return;
      }
      if (known?.closed === true && known.told === told) return;
      const nowMs = deps.monotonicMs();
      const closedForMs = Math.max(0, Date.parse(deps.clock.now()) - Date.parse(since));
      const sinceMs = nowMs - closedForMs;
      // What somebody else found closed is tried at once; of what Teams told us there is nothing to find out.
      const lastMs = told ? nowMs : Number.NEGATIVE_INFINITY;
      const trouble = { since, sinceMs, lastAt: since, lastMs, why: reason, closed: true, told, askedMs: undefined };
      troubles.set(to, { ...trouble, triedForMs: closedForMs });
    },
    refused(to, { why, closed, afterMs }) {
      const known = troubles.get(to);
      const [lastAt, lastMs] = [deps.clock.now(), deps.monotonicMs()];
      const from = known === undefined ? { since: lastAt, sinceMs: lastMs } : { since: known.since, sinceMs: known.sinceMs };
      const told = closed && known?.told === true;
      troubles.set(to, { ...from, lastAt, lastMs, triedForMs: triedForMs(known, lastMs), why, closed, told, askedMs: afterMs });
    },
    taken(to) {
      end(to);
      const trouble = over.get(to);
      over.delete(to);
      return trouble;
    },
  };
}

/** The pause after the last refusal: what Teams asked for, or ours. */
const pauseAfter = ({ askedMs, triedForMs }: Trouble, sendClass: SendClass): number =>
  Math.max(pauseFirstMs, askedMs ?? pauseMs(sendClass, triedForMs));

/** What somebody else found closed counts for as long as they say. */
function triedForMs(known: Trouble | undefined, nowMs: number): number {
  if (known === undefined) return 0;
  return Number.isFinite(known.lastMs) ? triedOnMs(known.triedForMs, nowMs - known.lastMs, pauseAfter(known, 2)) : nowMs - known.sinceMs;
}
