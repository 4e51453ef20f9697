// Practices that go from one hub to another: what the old hub may still do, and what the practice keeps.
import { isDeepStrictEqual } from 'node:util';
import { own } from '../lookup.ts';
import type { HubId, Instant, OdsCode, OrganisationId } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import { dateOf, dayNumber, type LocalDate } from '../time/hours.ts';
import type { MovePractice } from './command.ts';
import type { NetworkEvent } from './event.ts';
import type { FormerHub, Hub, Network, NetworkContent, Practice } from './hubs-practices-staff.ts';
import { happened, mayChange, type NetworkDecision, type Question, refuse, unchanged } from './refusals.ts';

type Moved = Pick<Practice, 'hub' | 'wasWith'>;

/** The practice's time with a hub that it has left; `undefined`: it is with it, or never was, or nobody wrote down that it was. */
export const formerly = ({ hub: home, wasWith = [] }: Moved, hub: HubId): FormerHub | undefined =>
  home === hub ? undefined : wasWith.findLast((each) => each.hub === hub);

/** The other hubs that a practice was with before, as far as they are there: each once. What it had with them stays in their tables. */
export const formerHubs = ({ hubs, practices }: Pick<Network, 'hubs' | 'practices'>, organisation: OrganisationId): readonly HubId[] => {
  const { hub: home, wasWith = [] }: Partial<Moved> = own(practices, organisation) ?? {};
  return [...new Set(wasWith.map(({ hub }) => hub))].filter((hub) => hub !== home && own(hubs, hub) !== undefined);
};

/** Whether an organisation may have something in a hub's table: it is one of its own, or was before it moved. */
export function isOrWasOf({ hubs, practices }: Pick<Network, 'hubs' | 'practices'>, organisation: OrganisationId, hub: HubId): boolean {
  const it = own(practices, organisation);
  if (it === undefined) return own(hubs, organisation)?.id === hub;
  return it.hub === hub || formerly(it, hub) !== undefined;
}

/** The most moves that are remembered; each is one more table that the practice's lists are read from. */
export const movesMax = 10;

export function movePractice({ command, network }: Question<MovePractice>): NetworkDecision {
  const { at, by, practice, to, finishes } = command;
  const it = own(network.practices, practice);
  if (it === undefined) return refuse({ why: 'practiceUnknown', practice });
  const refusal = mayChange(network, by, to, 'hubLead');
  if (refusal) return refuse(refusal);
  if (it.hub === to) return unchanged;
  if (it.closed !== undefined) return refuse({ why: 'practiceCloses', practice, from: it.closed });
  if ((it.wasWith?.length ?? 0) >= movesMax) return refuse({ why: 'tooManyChanges', changesMax: movesMax });
  return happened({ type: 'PracticeMoved', at, by, practice, from: it.hub, to, finishes });
}

/**
 * It begins off at the new hub, until a lead there takes it further. What was agreed with the old one ends: the agreement, how many it took in
 * a day, the disasters. Hours, pathways, rules, people and channel stay as they are.
 */
export function afterMove(network: Network, { at, by, practice, from, to, finishes }: NetworkEvent & { type: 'PracticeMoved' }): Network {
  const it = own(network.practices, practice);
  const old = own(network.hubs, from);
  if (it === undefined || it.hub === to) return network;
  const { date } = onTheWall(at);
  const { agreement: _agreement, allocation: _allocation, ...kept } = it;
  const step = { from: date, stage: 'off', ...(by.kind === 'person' ? { by: by.name } : {}) } as const;
  const wasWith = [...(it.wasWith ?? []), { hub: from, until: dayBefore(date), finishes }];
  const moved: Practice = { ...kept, hub: to, stages: [step], wasWith };
  const hubs = old === undefined ? network.hubs : { ...network.hubs, [from]: withoutBuddiesOf(old, practice) };
  return { ...network, hubs, practices: { ...network.practices, [practice]: moved } };
}
const dayBefore = (date: LocalDate): LocalDate => dateOf((dayNumber(date) ?? 0) - 1);

function withoutBuddiesOf({ buddies, ...hub }: Hub, practice: OdsCode): Hub {
  const kept = (buddies ?? []).filter(({ workOf }) => workOf !== practice);
  return kept.length === 0 ? hub : { ...hub, buddies: kept };
}

/** A file that moves a practice names no day: so many later its old hub has finished what it had. The longest limit is a working day. */
const finishesAfterDays = 7;

/**
 * A whole network from a file, in which each practice keeps the hubs that it was with: what it had there stays in their tables, and would be
 * found by nobody if they were forgotten. Whoever writes the file need not know them.
 */
export function keepingFormerHubs({ practices }: Pick<Network, 'practices'>, content: NetworkContent, at: Instant): NetworkContent {
  const kept = Object.values(content.practices).flatMap((practice) => {
    const before = own(practices, practice.code);
    const wasWith = before && timesWithHubs(before, practice, at);
    return wasWith === undefined || isDeepStrictEqual(wasWith, practice.wasWith ?? []) ? [] : [[practice.code, { ...practice, wasWith }]];
  });
  return kept.length === 0 ? content : { ...content, practices: { ...content.practices, ...Object.fromEntries(kept) } };
}

function timesWithHubs(before: Practice, { hub, wasWith: said = [] }: Practice, at: Instant): readonly FormerHub[] {
  const isSaid = (it: HubId): boolean => said.some((each) => each.hub === it);
  const known = (before.wasWith ?? []).filter((each) => !isSaid(each.hub));
  const all = [...known, ...said];
  if (before.hub === hub || isSaid(before.hub)) return all.slice(-movesMax);
  const today = onTheWall(at).date;
  const left = { hub: before.hub, until: dayBefore(today), finishes: dateOf((dayNumber(today) ?? 0) + finishesAfterDays) };
  return [...all, left].slice(-movesMax);
}
