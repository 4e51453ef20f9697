// The disaster as a kind: what the store, the sweep and the dispatcher are told of it.
import type { DisasterCommand } from '../../domain/disaster/command.ts';
import type { DisasterEvent } from '../../domain/disaster/event.ts';
import { disasterIds } from '../../domain/disaster/id.ts';
import type { DisasterRefusal, DisasterRules } from '../../domain/disaster/refusals.ts';
import { type Disaster, hasStarted, shownAt } from '../../domain/disaster/state.ts';
import type { Kind } from '../kind.ts';
import { disasters } from './disaster.ts';
import { batchesByLook, lookAtDisaster } from './look.ts';

export const disasterKind: Kind<Disaster, DisasterCommand, DisasterEvent, DisasterRefusal, DisasterRules> = {
  ...disasters,
  ids: disasterIds.ids,
  reference: disasterIds.reference,
  meant: disasterIds.meant,
  shown: {
    drawnFrom: 'itself',
    revision: ({ revision }) => revision,
    cards: (it) => ({ shownIn: hasStarted(it) ? shownAt(it) : [it.hub], class: 0 }),
    // Where a lead's chat is closed, it is said in the hub's channel.
    leadsOnly: ({ what }) => (what === 'disasterConfirm' || what.endsWith('ToLead') ? 'hubChannel' : undefined),
  },
  looks:
    (deps) =>
    async (hub, id, { operation, at }) => {
      await lookAtDisaster(deps, hub, id, { operation, at, batchesMax: batchesByLook });
      return {};
    },
};
