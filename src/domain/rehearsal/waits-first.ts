// Where what is made up for a drill waits first: where the drill takes work from, whatever goes where on other days, so that there is something to move.
import type { Plan } from '../disaster/state.ts';
import { own } from '../lookup.ts';
import type { Network, Practice } from '../network/state.ts';
import type { HubId, Pathway } from '../terms.ts';

/** The network by which it arrives. Where the drill moves nothing, all goes as on any other day. */
export function arrivingBy(network: Network, hub: HubId, { routes }: Pick<Plan, 'routes'>): Network {
  const goes = (practice: Practice): Pathway | undefined =>
    own(routes, practice.code) !== undefined ? 'practiceFirst' : own(routes, hub) !== undefined ? 'hubFirst' : undefined;
  const practices = Object.entries(network.practices).map(([code, practice]): readonly [string, Practice] => {
    const all = practice.hub === hub ? goes(practice) : undefined;
    if (all === undefined) return [code, practice];
    const pathway = { clinical: all, clinicalAdmin: all, admin: all } as const;
    return [code, { ...practice, pathway, pathwayChanges: [] }];
  });
  return { ...network, practices: Object.fromEntries(practices) };
}
