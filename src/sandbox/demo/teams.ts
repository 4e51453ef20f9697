// The teams and channels of the demo's local Teams, and who is in which.
import type { OrganisationId } from '../../domain/terms.ts';
import type { PersonSeed, TeamSeed } from '../roster.ts';
import {
  amara,
  type DemoPerson,
  demoHub,
  demoPractices,
  everybody,
  gareth,
  hannah,
  leila,
  meiLing,
  noor,
  owen,
  ravinder,
  siobhan,
  tomasz,
} from './people.ts';

export { demoTenantId } from './people.ts';

export interface DemoTeam {
  readonly organisation: OrganisationId;
  readonly team: TeamSeed;
}

/**
 * One team for each organisation, because everybody in a team sees all its standard channels: a practice must not read another's.
 * The team's own id is the id of its General channel, as in Teams.
 */
const teamOf = (organisation: OrganisationId, name: string, groupId: string, members: readonly DemoPerson[]): DemoTeam => ({
  organisation,
  team: {
    name,
    groupId,
    channels: [
      { id: channelId(groupId, 'a'), name: 'General' },
      { id: channelId(groupId, 'b'), name: 'eConsults' },
    ],
    members: members.map(({ id }) => id),
    botAdded: true,
  },
});

/** In the shape of a Teams channel id: 32 hexadecimal digits. */
const channelId = (groupId: string, last: 'a' | 'b'): string => `19:${groupId.replaceAll('-', '').slice(0, -1)}${last}@thread.tacv2`;

/** In every team, as those who look after the channels. */
const hubOffice = [gareth, meiLing];

/** Each team with the organisation it is of. */
export const demoTeamsOf: readonly DemoTeam[] = [
  teamOf(demoHub, 'Harbour eHub', '10d467d5-c42b-431e-9bc3-0f6c14f4a8c0', [amara, tomasz, leila, ...hubOffice, owen]),
  teamOf(demoPractices.salternQuay, 'Saltern Quay Medical Centre', '704e9c56-e0ee-4b58-9f7a-09e4429308a4', [
    siobhan,
    noor,
    ...hubOffice,
    owen,
  ]),
  teamOf(demoPractices.kestrelRoad, 'Kestrel Road Surgery', '5b04e37a-99a6-4492-9a36-c3818470ac59', hubOffice),
  teamOf(demoPractices.tideway, 'Tideway Health Centre', 'ecb718fb-7bdb-4939-8e00-83ab1efd5ab0', [ravinder, ...hubOffice]),
  teamOf(demoPractices.ferrymansLane, 'Ferryman\u2019s Lane Practice', '2c0f6a1e-58d3-4b7a-b0c9-7d5e31a94f62', [hannah, ...hubOffice]),
];

export const demoTeams: readonly TeamSeed[] = demoTeamsOf.map(({ team }) => team);

/** Everybody with a window of their own, in the order they are offered; each has a personal chat with the bot. */
export const demoPeople: readonly PersonSeed[] = everybody.map(({ id, name, title }) => ({ id, name, title }));
