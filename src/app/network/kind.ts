// The network as a kind: it is decided about like any other thing, but nothing of it is shown, waits or is looked at by the clock.
import type { NetworkCommand } from '../../domain/network/command.ts';
import type { NetworkRefusal } from '../../domain/network/decide.ts';
import type { NetworkEvent } from '../../domain/network/event.ts';
import type { Network } from '../../domain/network/state.ts';
import type { Kind } from '../kind.ts';
import { networks } from './network.ts';

export const networkKind: Kind<Network, NetworkCommand, NetworkEvent, NetworkRefusal, undefined> = { ...networks, ids: /^network$/ };
