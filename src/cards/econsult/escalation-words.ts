// How an escalation is put into words: why, who is asked, and whom nobody could ask.

import type { Escalation, EscalationReason } from '../../domain/econsult/state.ts';
import { ladderRoles, theClock } from '../../domain/network/ladder.ts';
import type { Person } from '../../domain/terms.ts';
import { escalationWords, plain, roleWords, within } from '../words.ts';

/** The roles on a ladder that nobody holds; '' if every rung asked so far has somebody. */
export function emptyRungWords({ ladder, rung }: Escalation): string {
  const empty = ladder.slice(0, rung).filter(({ people }) => people.length === 0);
  return empty.length === 0 ? '' : `Nobody is set up as ${empty.map(({ role }) => roleWords[role].replace(/^(a|the) /, '')).join(' or ')}.`;
}

/** When only the telephone number is left: whether those who were asked have not answered, or nobody could be asked. */
export function nobodyAnsweredWords({ ladder }: Escalation): string {
  if (ladder.some(({ people }) => people.length > 0)) return 'Nobody on the ladder has answered';
  // A role whose only holder escalated it has no rung: somebody holds it, who cannot be asked.
  return ladder.length < ladderRoles.length ? 'There is nobody else to ask' : 'There is nobody to ask';
}

/** Why it was escalated, in the middle of a sentence. The clock has tried to reach nobody: it says what it saw, beside whom it asks. */
export const becauseWords = ({ by, reason }: { readonly by: Person; readonly reason: EscalationReason }): string =>
  by.id === theClock.id ? 'nobody has taken it on' : within(escalationWords[reason]);

/** The same where somebody may have given a reason in their own words: those. */
export const escalatedBecause = (escalation: Escalation): string =>
  escalation.reason === 'other' && escalation.text ? plain(escalation.text) : becauseWords(escalation);
