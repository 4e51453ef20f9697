// Who and what there is in the local Teams: people, teams, channels, personal chats, and where the bot has been added.

import { createHash } from 'node:crypto';

/** A person as the demo data gives them. */
export interface PersonSeed {
  /** Entra object id. */
  readonly id: string;
  readonly name: string;
  /** In words, such as "Clinician, North Hub". */
  readonly title: string;
  /** Another tenant for guests; the world's own when absent. */
  readonly tenantId?: string;
  readonly guest?: boolean;
}
/** A team as the demo data gives it. Its first channel is General: its id is also the team's id (`19:…@thread.tacv2`). */
export interface TeamSeed {
  readonly name: string;
  /** The Microsoft 365 group behind the team. */
  readonly groupId: string;
  /** `shared`: has the bot by itself, besides the team. */
  readonly channels: readonly { readonly id: string; readonly name: string; readonly shared?: true }[];
  /** Entra object ids. */
  readonly members: readonly string[];
  readonly botAdded: boolean;
}

export interface Person extends PersonSeed {
  /** `29:…`: different per bot, so a bot can learn it only from activities and rosters. */
  readonly mri: string;
  readonly tenantId: string;
  /** `a:…`: the personal chat with the bot. */
  readonly chat: string;
  readonly email: string;
}
export interface Team extends TeamSeed {
  readonly id: string;
}
/** Where messages are; a channel with all its threads is one place. */
export type Place =
  | { readonly kind: 'channel'; readonly id: string; readonly name: string; readonly team: Team }
  | { readonly kind: 'personal'; readonly id: string; readonly person: Person };

export interface Roster {
  people(): readonly Person[];
  /** By Entra object id or MRI. */
  person(id: string): Person | undefined;
  teams(): readonly Team[];
  /** By team id, or by the id of one of its channels. */
  team(id: string): Team | undefined;
  place(id: string): Place | undefined;
  members(place: Place): readonly Person[];
  isMember(person: string, place: Place): boolean;
  /** Whether the bot may write there: its team has it, or the person has it or is in a team that has it. */
  botIn(place: Place): boolean;
  /** Adds the bot to a team or removes it, or only to a shared channel; the team as it is then. Throws when there is no such team. */
  setBot(team: string, added: boolean): Team;
  isShared(channel: string): boolean;
  isDeleted(channel: string): boolean;
  setDeleted(channel: string, deleted: boolean): void;
  /** By team id, or by the id of one of its channels. */
  isArchived(team: string): boolean;
  setArchived(team: string, archived: boolean): void;
  /** Whether the person has the bot installed for themself. */
  installed(person: string): boolean;
  install(person: string): void;
}
export interface RosterSnapshot {
  readonly botTeams: readonly string[];
  readonly installed: readonly string[];
  /** Shared channels that have the bot; what is deleted and archived; absent in older snapshots. */
  readonly botChannels?: readonly string[];
  readonly deleted?: readonly string[];
  readonly archived?: readonly string[];
}
export interface RosterGiven {
  readonly tenantId: string;
  readonly botAppId: string;
  readonly people: readonly PersonSeed[];
  readonly teams: readonly TeamSeed[];
}

const digest = (...parts: string[]): string => createHash('sha256').update(parts.join('|')).digest('base64url');

const toPerson = (seed: PersonSeed, given: RosterGiven): Person => ({
  ...seed,
  mri: `29:1${digest(given.botAppId, seed.id)}`,
  tenantId: seed.tenantId ?? given.tenantId,
  chat: `a:1${digest(given.botAppId, seed.id, 'chat')}`,
  email: `${seed.name.toLowerCase().replace(/[^a-z]+/g, '.')}@sandbox.example`,
});

const toTeam = (seed: TeamSeed): Team => {
  const general = seed.channels[0];
  if (general === undefined) throw new Error(`the team ${seed.name} has no channel`);
  return { ...seed, id: general.id };
};

/** The roster as given; where the bot has been added comes from `snapshot` when there is one. */
export const createRoster = (given: RosterGiven, snapshot?: RosterSnapshot) => {
  const people = given.people.map((seed) => toPerson(seed, given));
  const teams = given.teams.map(toTeam);
  const personBy = new Map(people.flatMap((p) => [[p.id, p] as const, [p.mri, p] as const]));
  const places = new Map<string, Place>();
  for (const team of teams) for (const { id, name } of team.channels) places.set(id, { kind: 'channel', id, name, team });
  for (const person of people) places.set(person.chat, { kind: 'personal', id: person.chat, person });
  const botTeams = new Set(snapshot?.botTeams ?? teams.filter((t) => t.botAdded).map((t) => t.id));
  const installed = new Set(snapshot?.installed ?? []);
  const shared = new Set(teams.flatMap((team) => team.channels.flatMap((channel) => (channel.shared ? [channel.id] : []))));
  const botChannels = new Set(snapshot?.botChannels ?? []);
  const deleted = new Set(snapshot?.deleted ?? []);
  const archived = new Set(snapshot?.archived ?? []);
  const mark = (set: Set<string>, id: string, on: boolean): void => void (on ? set.add(id) : set.delete(id));
  const now = (team: Team): Team => ({ ...team, botAdded: botTeams.has(team.id) });
  const teamOf = (id: string): Team | undefined => {
    const place = places.get(id);
    return place?.kind === 'channel' ? now(place.team) : undefined;
  };

  return {
    people: () => people,
    person: (id) => personBy.get(id),
    teams: () => teams.map(now),
    team: teamOf,
    place: (id) => places.get(id),
    members: (place) =>
      place.kind === 'personal' ? [place.person] : place.team.members.map((id) => personBy.get(id)).filter((p) => p !== undefined),
    isMember: (person, place) => (place.kind === 'personal' ? place.person.id === person : place.team.members.includes(person)),
    botIn: (place) =>
      place.kind === 'channel'
        ? botTeams.has(place.team.id) && (!shared.has(place.id) || botChannels.has(place.id))
        : installed.has(place.person.id) || teams.some((t) => botTeams.has(t.id) && t.members.includes(place.person.id)),
    setBot: (id, added) => {
      const team = teamOf(id);
      if (team === undefined) throw new Error('there is no such team');
      if (shared.has(id)) mark(botChannels, id, added);
      else mark(botTeams, team.id, added);
      // Whatever a shared channel had goes with its team.
      if (!botTeams.has(team.id)) for (const channel of team.channels) botChannels.delete(channel.id);
      return now(team);
    },
    isShared: (channel) => shared.has(channel),
    isDeleted: (channel) => deleted.has(channel),
    setDeleted: (channel, is) => mark(deleted, channel, is),
    isArchived: (id) => archived.has(teamOf(id)?.id ?? ''),
    setArchived: (id, is) => mark(archived, teamOf(id)?.id ?? '', is),
    installed: (person) => installed.has(person),
    install: (person) => {
      installed.add(person);
    },
    snapshot: (): RosterSnapshot => ({
      botTeams: [...botTeams],
      installed: [...installed],
      botChannels: [...botChannels],
      deleted: [...deleted],
      archived: [...archived],
    }),
  } satisfies Roster & { snapshot: () => RosterSnapshot };
};
