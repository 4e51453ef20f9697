// The things a network is stored as, in the shape `handle` takes: each hub's parts in its own table, and beside them which hubs there are.
import type { NetworkCommand } from '../../domain/network/command.ts';
import {
  decideOrganisations,
  decideRoster,
  decideShifts,
  decideStaffPart,
  type PartRules,
  type RosterRules,
} from '../../domain/network/decide-parts.ts';
import { evolveOrganisations, evolveRoster, evolveShifts, evolveStaff } from '../../domain/network/evolve-parts.ts';
import type { HubShifts } from '../../domain/network/packed-shifts.ts';
import type { PackedStaff } from '../../domain/network/packed-staff.ts';
import type { OrganisationsEvent, PartEvent, RosterEvent, ShiftsEvent, StaffEvent } from '../../domain/network/part-event.ts';
import type { Organisations, PartName, Roster } from '../../domain/network/parts.ts';
import type { NetworkRefusal } from '../../domain/network/refusals.ts';
import type { Network } from '../../domain/network/state.ts';
import type { HubId } from '../../domain/terms.ts';
import { type Aggregate, type Handled, wishAbout } from '../handle.ts';
import type { ThingKey } from '../ports.ts';

/** What became of a wish about the network: `state` is all of it, however few of its parts were changed. */
export type NetworkHandled = Handled<Network, PartEvent, NetworkRefusal>;

type PartAggregate<State, Event, Rules> = Aggregate<State, NetworkCommand, Event, NetworkRefusal, Rules>;

/** Nothing of a network waits in a queue, has a timer or is shown: it is read by everything that is. */
const quiet = { kind: 'network', react: () => [], queue: () => undefined, timer: () => undefined, watched: true } as const;

export const rosters: PartAggregate<Roster, RosterEvent, RosterRules> = { ...quiet, decide: decideRoster, evolve: evolveRoster };
const organisations: PartAggregate<Organisations, OrganisationsEvent, PartRules> = {
  ...quiet,
  decide: decideOrganisations,
  evolve: evolveOrganisations,
};
const staff: PartAggregate<PackedStaff, StaffEvent, PartRules> = { ...quiet, decide: decideStaffPart, evolve: evolveStaff };
const shifts: PartAggregate<HubShifts, ShiftsEvent, PartRules> = { ...quiet, decide: decideShifts, evolve: evolveShifts };

/** Which hubs there are, in a table of its own. */
export const rosterKey: ThingKey = { hub: 'network', kind: 'network', id: 'network' };
/** Ids are unique within a hub whatever the kind: no eConsult, day or rota has one like these. */
const idOf = (part: PartName): string => `network.${part}`;
export const partKey = (hub: HubId, part: PartName): ThingKey => ({ hub, kind: 'network', id: idOf(part) });

/** What a command asks of one part of a hub, ready to be handled. */
export function partWish(part: PartName, command: NetworkCommand, rules: PartRules) {
  const key = partKey(rules.hub, part);
  switch (part) {
    case 'organisations':
      return wishAbout(organisations, key, command, rules);
    case 'staff':
      return wishAbout(staff, key, command, rules);
    case 'shifts':
      return wishAbout(shifts, key, command, rules);
  }
}
