// How long we wait before trying again, how often Teams must repeat something before we believe it, and how long we leave alone what another began.
import type { SendClass } from '../../domain/terms.ts';

const minuteMs = 60_000;
/** The first pause, short because most refusals last only a moment. */
export const pauseFirstMs = 1_000;
/** For this long after trouble began, urgent messages are tried at the quickest pace. */
export const freshForMs = 10 * minuteMs;
/**
 * The longest pause of each class. Urgent: a red flag has 15 minutes to its first look, so no single answer may cost it more than a 30th of
 * that; after ten minutes its leads know and ring. A press: its card is read by whoever pressed, who was answered already. Bulk: nobody waits.
 * A try costs one of the 1,800 sends an hour that Teams allows a channel.
 */
const pauseMostMs = {
  fresh: { 0: 30_000, 1: 2 * minuteMs, 2: 5 * minuteMs },
  old: { 0: minuteMs, 1: 2 * minuteMs, 2: 5 * minuteMs },
} as const;
/** A conversation of which Teams told us that it is closed, or that said so for a day, is tried this often: an event opens it sooner. */
export const seldomMs = 10 * minuteMs;
export const closedForGoodMs = 24 * 60 * minuteMs;

/** The pause after a try that failed when trouble had gone on for so long: as long again, from a second up to what its class may wait. */
export function pauseMs(sendClass: SendClass, troubleForMs: number): number {
  const most = pauseMostMs[troubleForMs < freshForMs ? 'fresh' : 'old'][sendClass];
  return Math.min(Math.max(pauseFirstMs, troubleForMs), most);
}

/** From the end of a pause to the answer of the next try at most: a look round, and a send that is not answered (10 s). */
const tryMostMs = 15_000;

/**
 * For how long something has been tried in vain when it is refused again `sinceLastMs` after the last time, and then had to wait `pauseMs`. Of a
 * longer stretch only that pause counts: another instance was sending, or nothing was to be sent, and a second unlucky answer an hour after
 * the first says no more than one a second after it.
 */
export const triedOnMs = (triedForMs: number, sinceLastMs: number, pauseMs: number): number =>
  triedForMs + (sinceLastMs <= pauseMs + tryMostMs ? sinceLastMs : Math.min(sinceLastMs, pauseMs));

/** Refusals of one message. `sinceMs`: the first of them. */
export interface Refusals {
  readonly sinceMs: number;
  readonly times: number;
}
export const oneMore = (before: Refusals | undefined, nowMs: number): Refusals => ({
  sinceMs: before?.sinceMs ?? nowMs,
  times: (before?.times ?? 0) + 1,
});

/**
 * An edit answered as if its message were deleted: Teams answers so, too, when it is unwell, and a copy posted then would stand beside the
 * card. So it must have said so for longer than such a mood usually lasts, and the copy's own post must be taken.
 */
export const goneForMs = 45_000;
const goneTimesMin = 4;
export const isGone = ({ sinceMs, times }: Refusals, nowMs: number): boolean => times >= goneTimesMin && nowMs - sinceMs >= goneForMs;

/**
 * A message that Teams refuses for good is given up, for a person to see, once it has been refused for longer than Teams' trouble usually
 * lasts (10 minutes).
 */
export const refusedForMs = 15 * minuteMs;
const refusedTimesMin = 5;
export const isRefusedForGood = ({ sinceMs, times }: Refusals, nowMs: number): boolean =>
  times >= refusedTimesMin && nowMs - sinceMs >= refusedForMs;

/** An old copy that is not there for a whole day is not looked for any more; until then ever more seldom, at most once an hour. */
export const oldCopyForMs = 24 * 60 * minuteMs;
export const oldCopyPauseMs = (lookedForMs: number): number => Math.min(Math.max(5_000, lookedForMs), 60 * minuteMs);

/** A card just edited is not edited again before this: a burst of changes is one edit, of the newest state. */
export const cardRestMs = 5_000;
/** How often a card that cannot be drawn is tried (a deployment may be half done) before it is given up for a person to see. */
export const drawTriesMax = 5;
/** Somebody else's mark on a card is respected this long: a send waits ten seconds for its answer, so it has it by then, or never will. */
export const markMs = 11_000;
/**
 * Of something urgent only so long: nearly every send that will be answered is answered by then, and whoever took the lease over needs about as
 * long. Where the other one lives after all a second copy may stand, whose buttons answer with the card as it is; a red flag seen late does harm.
 */
export const urgentMarkMs = 4_500;
/** When nothing is known to be due, look again after this: a nudge is only a hint. */
export const idleMs = 1_000;
