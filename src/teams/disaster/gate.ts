// The one way to a disaster for a person in Teams: who may know of it, the plan that a card carries, and its card as it now is.
import { z } from 'zod/v4';
import { disasterKey, loadDisaster } from '../../app/disaster/disaster.ts';
import { drawDisaster } from '../../cards/disaster/card.ts';
import type { DisasterEvent } from '../../domain/disaster/event.ts';
import { disasterIds } from '../../domain/disaster/id.ts';
import type { Named } from '../../domain/disaster/plan.ts';
import { type Disaster, hasStarted, reasonCharactersMax, shownAt } from '../../domain/disaster/state.ts';
import { own } from '../../domain/lookup.ts';
import { disasterTypes } from '../../domain/network/in-force.ts';
import { type Network, organisationIn, recordSystems } from '../../domain/network/state.ts';
import { type HubId, kinds, type OrganisationId, type PersonId, priorities } from '../../domain/terms.ts';
import type { ClickDeps, Press, Reading } from '../press.ts';
import { cardReply, type InvokeReply } from '../replies.ts';
import { conversationOf, organisationSchema, payloadSchema, type TeamsActivity } from '../wire.ts';

export const disasterPayload = payloadSchema(disasterIds.ids);

/** A plan as it was named, carried by the preview's buttons: checked like anything that a client sends. */
const namedSchema = z.strictObject({
  type: z.enum(disasterTypes),
  drill: z.boolean(),
  place: organisationSchema.optional(),
  system: z.enum(recordSystems).optional(),
  reason: z.string().max(reasonCharactersMax),
  lastsMinutes: z.number().int().optional(),
  despite: z.string().max(reasonCharactersMax).optional(),
  to: organisationSchema.optional(),
  atMost: z.number().int().optional(),
  restTo: organisationSchema.optional(),
  madeUp: z.number().int().optional(),
  startsAt: z.iso.datetime().optional(),
  saidEveryMinutes: z.number().int().optional(),
  moves: z.strictObject({ kinds: z.array(z.enum(kinds)), priorities: z.array(z.enum(priorities)) }).optional(),
});
const carriedMax = 2_000;
export const carried = (named: Named): string => JSON.stringify(named);
/** `undefined`: it is none that a card of ours carried. */
export function namedIn(data: Press['data']): Named | undefined {
  const rest = data['rest'];
  if (typeof rest !== 'string' || rest.length > carriedMax) return undefined;
  try {
    const read = namedSchema.safeParse(JSON.parse(rest));
    return read.success ? (read.data as Named) : undefined;
  } catch {
    return undefined;
  }
}

/** Whoever works at an organisation that it touches; of a proposal, only the hub's own. */
export function maySeeDisaster(network: Network, person: PersonId, it: Disaster): boolean {
  const posts = own(network.staff, person)?.posts ?? [];
  const touched = hasStarted(it) ? shownAt(it) : [it.hub];
  return posts.some(({ at }) => touched.includes(at));
}

/** A disaster that this person may know of. */
export async function seeDisaster(
  deps: Pick<Reading, 'store' | 'network'>,
  person: PersonId,
  { hub, id }: { readonly hub: HubId; readonly id: string },
): Promise<Disaster | undefined> {
  const it = await loadDisaster({ store: deps.store, network: deps.network }, hub, id);
  return it !== undefined && maySeeDisaster(await deps.network.current(), person, it) ? it : undefined;
}
export const disasterEventsOf = (deps: Pick<Reading, 'store'>, { hub, id }: Disaster) =>
  deps.store.events<DisasterEvent>(disasterKey(hub, id));

/** The organisation as whose people somebody reads it: of the channel they are in, or else where they work. */
export function disasterSideOf(network: Network, person: PersonId, it: Disaster, activity: TeamsActivity): OrganisationId {
  const here = organisationIn(network, conversationOf(activity), shownAt(it));
  const works = (at: OrganisationId): boolean => own(network.staff, person)?.posts.some((post) => post.at === at) ?? false;
  return here ?? [it.hub, ...shownAt(it)].find(works) ?? it.hub;
}

/** Its card as it now is, for whoever pressed. */
export async function disasterView(deps: ClickDeps, press: Press, it: Disaster, notice = ''): Promise<InvokeReply> {
  const network = await deps.network.current();
  const at = disasterSideOf(network, press.by.id, it, press.activity);
  return cardReply(drawDisaster(it, { network, at, now: deps.clock.now(), ...(notice === '' ? {} : { notice }) }).card);
}
