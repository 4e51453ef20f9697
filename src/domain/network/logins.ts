// The practices whose records somebody needs a log-in of their own for.
import { own } from '../lookup.ts';
import type { OdsCode } from '../terms.ts';
import type { Network, StaffMember } from './state.ts';

/** The practices a person needs a separate log-in for, in the order they were cleared. */
export function loginsOf(network: Network, member: StaffMember): readonly OdsCode[] {
  return member.cleared
    .filter(({ practice }) => own(network.practices, practice)?.recordAccess === 'separate')
    .map(({ practice }) => practice);
}
