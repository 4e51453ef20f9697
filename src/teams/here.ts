// Where something is said and who reads it there: the organisation of a channel, the hubs somebody works for, and what is not for everybody.
import { notForEverybody } from '../cards/answers.ts';
import { drawList } from '../cards/list.ts';
import { own } from '../domain/lookup.ts';
import { type Network, organisationHere, organisationsIn } from '../domain/network/state.ts';
import type { HubId, OrganisationId } from '../domain/terms.ts';
import type { Spoken } from './kind.ts';
import { conversationOf, type TeamsActivity } from './wire.ts';

/** The organisation whose channel this is, or the first one this person works at. */
export function hereOr(spoken: Spoken): OrganisationId | undefined {
  return (
    organisationHere(spoken.network, conversationOf(spoken.activity), spoken.by.id) ?? own(spoken.network.staff, spoken.by.id)?.posts[0]?.at
  );
}
export const hubHere = (spoken: Spoken): HubId | undefined => {
  const here = hereOr(spoken);
  return here === undefined ? undefined : (own(spoken.network.hubs, here)?.id ?? own(spoken.network.practices, here)?.hub);
};

/** What is said belongs to this hub and, if it is about a practice's patient, to this practice. */
export interface Belongs {
  readonly hub: HubId;
  readonly practice: OrganisationId | undefined;
}

/**
 * Whether what is said here is read only by those who may know of it: in a channel everybody reads the answer to what one of them typed.
 * In somebody's own chat they read it alone.
 */
export function mayBeReadHere(network: Network, activity: TeamsActivity, it: Belongs): boolean {
  if (activity.conversation.conversationType === 'personal') return true;
  return organisationsIn(network, conversationOf(activity)).some((here) => here === it.hub || here === it.practice);
}
export const isReadHere = ({ network, activity }: Spoken, it: Belongs): boolean => mayBeReadHere(network, activity, it);

/** Everybody in a channel reads what is answered there, and not all of them may know of it. */
export const elsewhere = (title: string): object => drawList(title, notForEverybody, []);
