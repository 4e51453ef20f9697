// The network as a kind: it is decided about like any other thing, but nothing of it is shown, waits or is looked at by the clock.
import type { NetworkCommand } from '../../domain/network/command.ts';
import type { NetworkRefusal } from '../../domain/network/decide.ts';
import type { RosterRules } from '../../domain/network/decide-parts.ts';
import type { RosterEvent } from '../../domain/network/part-event.ts';
import { partNames, type Roster } from '../../domain/network/parts.ts';
import type { Kind } from '../kind.ts';
import { rosters } from './parts.ts';

/** The list of hubs, and beside it each hub's parts: `change.ts` decides about those, and no engine looks into one. */
export const networkKind: Kind<Roster, NetworkCommand, RosterEvent, NetworkRefusal, RosterRules> = {
  ...rosters,
  ids: new RegExp(`^network(\\.(${partNames.join('|')}))?$`),
};
