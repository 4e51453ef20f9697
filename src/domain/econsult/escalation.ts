// Who is asked, in order, when an eConsult goes up the ladder; and how the clock sends it there.

import { own } from '../lookup.ts';
import { type Network, staffIn } from '../network/state.ts';
import { type HubId, type Instant, type Person, personOf, type Role } from '../terms.ts';
import type { Escalated } from './event.ts';
import type { EConsult, EscalationReason, Rung } from './state.ts';

/** Whoever is asked first has the time to look; the last can decide anything; after them only the telephone is left. */
export const ladderRoles: readonly Role[] = ['dutyClinician', 'hubLead', 'clinicalLead'];
/** Worry about a patient is for clinicians: those who arrange the work are asked after them. */
const clinicalFirst: readonly Role[] = ['dutyClinician', 'clinicalLead', 'hubLead'];

/** Who does what the clock does. */
export const theClock: Person = { id: 'clock', name: 'The clock' };

/**
 * The hub's own ladder: on the duty rung those on shift there, when anybody is; on the others everybody with the role. Whoever escalates is
 * on no rung (to ask oneself is to ask nobody, and the card would wait for an answer that cannot come), and nobody is on two. A rung that is
 * empty only because of that is left out: somebody does hold the role. One that nobody holds stays, so that the card can say so.
 */
export function ladderOf(network: Network, hub: HubId, by: Person, reason: EscalationReason): readonly Rung[] {
  const asked = new Set([by.id]);
  return (reason === 'clinicalWorry' ? clinicalFirst : ladderRoles).flatMap((role) => {
    const all = staffIn(network, role, hub);
    const present = role === 'dutyClinician' ? all.filter((member) => own(network.onShift, member.id)?.at === hub) : [];
    const people = (present.length > 0 ? present : all).filter(({ id }) => !asked.has(id)).map(personOf);
    for (const { id } of people) asked.add(id);
    return all.length > 0 && people.length === 0 ? [] : [{ role, people }];
  });
}

/** Somebody should have looked and nobody did, or nobody is there to: the hub's ladder is asked. */
export const escalatedByTheClock = (network: Network, hub: HubId, at: Instant): Escalated => ({
  type: 'Escalated',
  at,
  by: theClock,
  reason: 'nobodyReached',
  text: undefined,
  ladder: ladderOf(network, hub, theClock, 'nobodyReached'),
  telephone: own(network.hubs, hub)?.telephone ?? '',
});

/**
 * As its ladder stood at a moment: a notice that comes late names the rung it is about, so that each is named once and in order. `undefined`: it
 * was escalated anew since, and that is said.
 */
export function asEscalatedAt(it: EConsult, at: Instant | undefined): EConsult | undefined {
  const { escalation } = it;
  if (escalation === undefined || at === undefined || escalation.rungSince <= at) return it;
  const then = escalation.climbed?.findLast((before) => before.at <= at);
  return then && { ...it, escalation: { ...escalation, rung: then.rung } };
}
