// Who is asked, in order, when an eConsult goes up the ladder; and how the clock sends it there.
import { type Network, staffIn } from '../network/state.ts';
import { own } from '../own.ts';
import { type HubId, type Instant, type Person, personOf, type Role } from '../terms.ts';
import type { Escalated } from './event.ts';
import type { EConsult, Rung } from './state.ts';

/** Whoever is asked first has the time to look; the last can decide anything; after them only the telephone is left. */
export const ladderRoles: readonly Role[] = ['dutyClinician', 'hubLead', 'clinicalLead'];

/** Who does what the clock does. */
export const theClock: Person = { id: 'clock', name: 'The clock' };

/**
 * The hub's own ladder: on the duty rung those on shift there, when anybody is; on the others everybody with the role. Whoever escalates is
 * on no rung: to ask oneself is to ask nobody, and the card would wait for an answer that cannot come.
 */
export function ladderOf(network: Network, hub: HubId, by: Person): readonly Rung[] {
  return ladderRoles.map((role) => {
    const all = staffIn(network, role, hub).filter((member) => member.id !== by.id);
    const present = role === 'dutyClinician' ? all.filter((member) => own(network.onShift, member.id)?.at === hub) : [];
    return { role, people: (present.length > 0 ? present : all).map(personOf) };
  });
}

/** Somebody should have looked and nobody did, or nobody is there to: the hub's ladder is asked. */
export const escalatedByTheClock = (network: Network, hub: HubId, at: Instant): Escalated => ({
  type: 'Escalated',
  at,
  by: theClock,
  reason: 'nobodyReached',
  text: undefined,
  ladder: ladderOf(network, hub, theClock),
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
