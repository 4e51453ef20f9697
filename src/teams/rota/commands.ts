// Typed words about the rota: the coming days of a hub and their gaps, and for leads the button to import one.
import { rotaAhead } from '../../app/rota/rota.ts';
import { drawList } from '../../cards/list.ts';
import { mayLead } from '../../cards/network/lists.ts';
import { importTitle, noPostForRota, rotaTitle } from '../../cards/rota/import.ts';
import { rotaCard } from '../../cards/rota/words.ts';
import { own } from '../../domain/lookup.ts';
import { hubOf, organisationIn } from '../../domain/network/state.ts';
import type { HubId } from '../../domain/terms.ts';
import type { CommandDeps, Spoken } from '../kind.ts';
import { conversationOf } from '../wire.ts';
import { rotaVerb } from './import.ts';

/** `rota`: of the hub whose channel this is, if the one who asks works there, or of their own. */
export async function rota(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, holidays } = await deps.network.now();
  const hub = hubAsked(spoken);
  if (hub === undefined) return drawList(rotaTitle, noPostForRota, []);
  const ahead = await rotaAhead(deps.store, network, holidays, hub, deps.clock.now());
  return rotaCard(network, hub, ahead, mayLead(network, spoken.by.id, hub) ? [{ verb: rotaVerb, title: importTitle }] : []);
}

function hubAsked({ network, by, activity }: Spoken): HubId | undefined {
  const theirs = (own(network.staff, by.id)?.posts ?? []).map(({ at }) => at).filter((at) => Object.hasOwn(network.hubs, at));
  const here = organisationIn(network, conversationOf(activity));
  const hubHere = here === undefined ? undefined : hubOf(network, here);
  return hubHere !== undefined && theirs.includes(hubHere) ? hubHere : theirs[0];
}
