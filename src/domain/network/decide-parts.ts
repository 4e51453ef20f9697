// Whether a hub's part may change as asked: decided about the whole network as it is with that part as it was just read.
import type { HubId } from '../terms.ts';
import type { AddHub, NetworkCommand } from './command.ts';
import { decideNetwork, notEstablished } from './decide.ts';
import { type Established, establishedIn } from './established.ts';
import { evolveOrganisations, evolveShifts, evolveStaff } from './evolve-parts.ts';
import { type Joined, join } from './join.ts';
import type { HubShifts } from './packed-shifts.ts';
import type { PackedStaff } from './packed-staff.ts';
import type { OrganisationsEvent, RosterEvent, ShiftsEvent, StaffEvent } from './part-event.ts';
import { type HubParts, type Organisations, type PartName, partCharactersMax, type Roster, withParts } from './parts.ts';
import type { NetworkRefusal } from './refusals.ts';
import { routed } from './which-parts.ts';

/** By what a part is decided. */
export interface PartRules {
  readonly hub: HubId;
  /** The network as it was before the wish: what another hub's part has become by it is not looked at. */
  readonly joined: Joined;
}
export interface RosterRules {
  readonly joined: Joined;
  /** Whether some hub was changed by the same wish. */
  readonly changed: boolean;
}

type Decided<Event> = { readonly events: readonly Event[] } | { readonly refusal: NetworkRefusal };

export const decideOrganisations = (
  command: NetworkCommand,
  before: Organisations | undefined,
  rules: PartRules,
): Decided<OrganisationsEvent> =>
  fitting('organisations', before, evolveOrganisations, rules, happening(command, { organisations: before }, rules).organisations);

export const decideStaffPart = (command: NetworkCommand, before: PackedStaff | undefined, rules: PartRules): Decided<StaffEvent> =>
  fitting('staff', before, evolveStaff, rules, happening(command, { staff: before }, rules).staff);

export const decideShifts = (command: NetworkCommand, before: HubShifts | undefined, rules: PartRules): Decided<ShiftsEvent> =>
  fitting('shifts', before, evolveShifts, rules, happening(command, { shifts: before }, rules).shifts);

type Happening = { readonly [Part in PartName]: Decided<Established[Part][number]> };

/** What would happen to each of a hub's parts; `before` is the one that was just read. */
function happening(command: NetworkCommand, before: HubParts, { hub, joined }: PartRules): Happening {
  const now = join(withParts(joined.parts, hub, before), joined);
  if (command.type === 'establish') {
    // Compared hub by hub, and not whole for each of its hubs.
    const refusal = notEstablished({ command, network: now.network });
    if (refusal) return refusedAll(refusal);
    const { at, by, network: content } = command;
    const { organisations, staff, shifts } = establishedIn(hub, { at, by, content }, now);
    return { organisations: { events: organisations }, staff: { events: staff }, shifts: { events: shifts } };
  }
  const decision = decideNetwork(command, now.network);
  if ('refusal' in decision) return refusedAll(decision.refusal);
  const ours = decision.events
    .flatMap((event) => (event.type === 'NetworkEstablished' ? [] : routed(event, now)))
    .filter((each) => each.hub === hub);
  return {
    organisations: { events: ours.flatMap((each) => (each.part === 'organisations' ? [each.event] : [])) },
    staff: { events: ours.flatMap((each) => (each.part === 'staff' ? [each.event] : [])) },
    shifts: { events: ours.flatMap((each) => (each.part === 'shifts' ? [each.event] : [])) },
  };
}

const refusedAll = (refusal: NetworkRefusal): Happening => ({ organisations: { refusal }, staff: { refusal }, shifts: { refusal } });

/** Refused where the part would become too large to be stored; a change that makes it no longer never is. */
function fitting<State, Event>(
  part: PartName,
  before: State | undefined,
  evolve: (state: State | undefined, event: Event) => State,
  { hub }: PartRules,
  decision: Decided<Event>,
): Decided<Event> {
  if ('refusal' in decision || decision.events.length === 0) return decision;
  const characters = charactersIn(decision.events.reduce(evolve, before));
  if (characters <= partCharactersMax || characters <= charactersIn(before)) return decision;
  return { refusal: { why: 'hubFull', hub, part, characters, charactersMax: partCharactersMax } };
}

/** What a part takes in its row. */
export const charactersIn = (part: unknown): number => JSON.stringify(part ?? null).length;

/** Which hubs there are: written last, so that no hub is known before its parts are there. */
export function decideRoster(command: NetworkCommand, before: Roster | undefined, { joined, changed }: RosterRules): Decided<RosterEvent> {
  if (command.type === 'addHub') return hubListed(command, before);
  if (command.type !== 'establish') return { events: [] };
  const refusal = notEstablished({ command, network: joined.network });
  if (refusal) return { refusal };
  const { at, by, digest } = command;
  const hubs = Object.keys(command.network.hubs);
  const isSame = before !== undefined && String([...before.hubs].sort()) === String([...hubs].sort());
  const isKnown = digest === undefined || digest === before?.lastImport;
  if (!changed && isSame && isKnown) return { events: [] };
  // Those that are there keep their places: what spans hubs is put together in their order.
  const all = [...new Set([...(before?.hubs ?? []), ...hubs])];
  return { events: [{ type: 'HubsSet', at, by, hubs: all, ...(digest === undefined ? {} : { digest }) }] };
}

/** Asked once its parts are there. */
function hubListed({ at, by, hub: { id } }: AddHub, before: Roster | undefined): Decided<RosterEvent> {
  const hubs = before?.hubs ?? [];
  return { events: hubs.includes(id) ? [] : [{ type: 'HubsSet', at, by, hubs: [...hubs, id] }] };
}
