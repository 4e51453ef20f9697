// Who is asked to take on what nobody has: those who may, before those who can only see to it that somebody does.

import { own } from '../lookup.ts';
import { anybodyMayAnswer, mayAnswer } from '../network/access.ts';
import { type Network, type StaffMember, staffIn } from '../network/state.ts';
import { type Instant, type OrganisationId, roles } from '../terms.ts';
import type { EConsult } from './state.ts';

/** Those who could claim it at an organisation at this moment: whoever is on shift there; everybody who may, the duty clinicians first, where nobody is. */
export function askedToClaim(network: Network, it: EConsult, organisation: OrganisationId, at: Instant): readonly StaffMember[] {
  if (!anybodyMayAnswer(network, it, organisation, at)) return [];
  const inOrder = [...new Set(['dutyClinician' as const, ...roles])].flatMap((role) => staffIn(network, role, organisation));
  const able = [...new Set(inOrder)].filter(({ id }) => mayAnswer(network, id, { ...it, holder: organisation }, at) === undefined);
  const present = able.filter(({ id }) => own(network.onShift, id)?.at === organisation);
  return present.length > 0 ? present : able;
}
