// The ladder of a hub: who is asked in which order when something needs help, and the clock as whoever asks.
import { own } from '../lookup.ts';
import { type HubId, type Person, personOf, type Role } from '../terms.ts';
import { type Network, staffIn } from './state.ts';

/** One step of the ladder. Frozen when the escalation starts, so that a change of the rota does not lose anybody who was asked. */
export interface Rung {
  readonly role: Role;
  /** Empty if nobody holds the role: the card says so, and the next rung is asked at once. */
  readonly people: readonly Person[];
}

/** The usual order: first who has time to look, last who can decide anything. After them only the telephone number is left. */
export const ladderRoles: readonly Role[] = ['dutyClinician', 'hubLead', 'clinicalLead'];
/** For worry about a patient the clinical lead is asked before the hub lead, who may be no clinician. */
const clinicalFirst: readonly Role[] = ['dutyClinician', 'clinicalLead', 'hubLead'];

/** The "person" in events that the clock brings about. */
export const theClock: Person = { id: 'clock', name: 'The clock' };

/**
 * The ladder of a hub, as it is at this moment. On the duty rung stand those on shift if any are, on the others everybody with the role.
 * Whoever escalates is on no rung, because asking oneself would leave the card waiting for an answer; nobody is on two rungs. A rung left
 * empty by these two rules is dropped. A rung whose role nobody holds is kept, so that the card can say so.
 */
export function ladderOf(network: Network, hub: HubId, by: Person, order: 'clinical' | 'usual'): readonly Rung[] {
  const asked = new Set([by.id]);
  return (order === 'clinical' ? clinicalFirst : ladderRoles).flatMap((role) => {
    const all = staffIn(network, role, hub);
    const present = role === 'dutyClinician' ? all.filter((member) => own(network.onShift, member.id)?.at === hub) : [];
    const people = (present.length > 0 ? present : all).filter(({ id }) => !asked.has(id)).map(personOf);
    for (const { id } of people) asked.add(id);
    return all.length > 0 && people.length === 0 ? [] : [{ role, people }];
  });
}

/** The ladder without somebody who has left; `to` stands where they stood, unless they stand on it already. */
export function withoutPerson(ladder: readonly Rung[], from: Pick<Person, 'id'>, to?: Person): readonly Rung[] {
  const isThere = to !== undefined && ladder.some(({ people }) => people.some(({ id }) => id === to.id));
  const instead = to === undefined || isThere ? [] : [personOf(to)];
  return ladder.map((rung) => ({ ...rung, people: rung.people.flatMap((each) => (each.id === from.id ? instead : [each])) }));
}

/** The next rung with somebody on it. When none is left: the length of the ladder, which stands for the telephone number. */
export function firstStaffed(ladder: readonly { readonly people: readonly unknown[] }[], from: number): number {
  const found = ladder.findIndex(({ people }, index) => index >= from && people.length > 0);
  return found === -1 ? ladder.length : found;
}
