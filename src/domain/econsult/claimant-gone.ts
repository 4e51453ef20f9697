// Who has an eConsult and is not there any more.
import type { Finding } from '../audit/findings.ts';
import { own } from '../lookup.ts';
import { isOrWasOf } from '../network/practice-moved.ts';
import type { Network } from '../network/state.ts';
import type { EConsult } from './state.ts';

/** For the auditor: an open one whose holder or claimant the network does not have. */
export function peopleFindings(state: EConsult, network: Network): readonly Finding[] {
  if (state.status === 'completed') return [];
  const { id, holder } = state;
  const found: Finding[] = [];
  // A practice that went to another hub is gone from this one, unless it was written down that what it has stays here.
  const isHere =
    own(network.hubs, holder) !== undefined ||
    isOrWasOf(network, holder, state.hub) ||
    // A buddy of another hub has it for as long as the disaster lasts.
    (state.reroutedBy?.to === holder && own(network.practices, holder) !== undefined);
  if (!isHere) found.push({ kind: 'holderGone', id, holder });
  if (state.status === 'claimed' && own(network.staff, state.claimant.id) === undefined)
    found.push({ kind: 'claimantGone', id, person: state.claimant.id });
  return found;
}
