// The repair as a kind: what the store, the sweep and the dispatcher are told of it.
import type { RepairCommand, RepairEvent, RepairRules } from '../../domain/repair/decide.ts';
import type { RepairRefusal } from '../../domain/repair/plan.ts';
import { hubsOfRepair, type Repair, repairIds } from '../../domain/repair/state.ts';
import type { Kind } from '../kind.ts';
import { lookAtRepair } from './look.ts';
import { repairs } from './repair.ts';
import { batchesByLook } from './steps.ts';

export const repairKind: Kind<Repair, RepairCommand, RepairEvent, RepairRefusal, RepairRules> = {
  ...repairs,
  ids: repairIds.ids,
  reference: repairIds.reference,
  meant: repairIds.meant,
  shown: { drawnFrom: 'itself', revision: ({ revision }) => revision, cards: (repair) => ({ shownIn: hubsOfRepair(repair), class: 1 }) },
  looks: (deps) => async (hub, id, asked) => {
    await lookAtRepair(deps, hub, id, { ...asked, batchesMax: batchesByLook });
    return {};
  },
};
