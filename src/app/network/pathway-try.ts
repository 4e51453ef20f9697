// Trying a change of a practice's pathway on what was received in the last days.

import type { EConsultRules } from '../../domain/econsult/refusals.ts';
import { own } from '../../domain/lookup.ts';
import { type PathwayTrial, type Proposal, replay } from '../../domain/network/pathway-trial.ts';
import type { Instant, OdsCode } from '../../domain/terms.ts';
import { startOfDay } from '../../domain/time/calendar.ts';
import { receivedIn } from '../econsult/rows.ts';
import type { Store } from '../ports.ts';

/** Two weeks show every weekday twice. */
export const tryDays = 14;
/** More than a hub receives in that time; beyond it the answer says that it does not tell of all. */
export const tryEConsultsMax = 30_000;

/**
 * Replays what was received for a practice in the last `tryDays` days under the proposed changes, with the staff, hours, agreements,
 * cut-offs and allocations of now, and compares where each would have gone first with where it went. What came unplaced is left out.
 * `undefined`: no such practice.
 */
export async function tryPathway(
  store: Store,
  rules: EConsultRules,
  code: OdsCode,
  proposals: readonly Proposal[],
  now: Instant,
): Promise<PathwayTrial | undefined> {
  const practice = own(rules.network.practices, code);
  if (practice?.code !== code) return undefined;
  const from = startOfDay(new Date(Date.parse(now) - tryDays * 86_400_000).toISOString());
  const all = await receivedIn(store, practice.hub, from, now, tryEConsultsMax);
  const theirs = all.filter(({ facts }) => facts.practice === code);
  return {
    practice: code,
    from,
    until: now,
    received: theirs.length,
    more: all.length >= tryEConsultsMax,
    ...replay(theirs, practice, rules, proposals),
  };
}
