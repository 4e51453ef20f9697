// How an eConsult that is no patient's own sees the network, and where its words are.
import { practised, type WithDisasters } from '../network/in-force.ts';
import { asIfLive } from '../network/stage.ts';
import type { Network } from '../network/state.ts';
import { rehearsedFor } from '../reference.ts';
import type { EConsultId } from '../terms.ts';

/** For one that is made up for a drill the drill is in force; in shadow and to learn, every practice is live. */
export function networkFor<N extends WithDisasters & Pick<Network, 'practices'>>(id: EConsultId, network: N): N {
  const why = rehearsedFor(id);
  if (why === undefined) return network;
  if (why === 'drill') return practised(network);
  // Nobody's data is shared by what is made up, and people learn before an agreement begins.
  return why === 'training' ? withoutAgreements(asIfLive(network)) : asIfLive(network);
}

const withoutAgreements = <N extends Pick<Network, 'practices'>>(network: N): N => ({
  ...network,
  practices: Object.fromEntries(Object.entries(network.practices).map(([code, { agreement: _, ...practice }]) => [code, practice])),
});

/** Under whose id what the patient wrote is kept: one that is watched in shadow has the words of the real one, and no copy of them. */
export const wordsIdOf = ({ id, origin }: { readonly id: EConsultId; readonly origin: { readonly sourceId: string } }): EConsultId =>
  rehearsedFor(id) === 'shadow' ? origin.sourceId : id;
