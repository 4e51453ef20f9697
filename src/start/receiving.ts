// What the intake does with a submission, a withdrawal, a list of slots or a task, told in the log and the metrics: outcomes and references, nothing of a patient.

import { type ReceiveDeps, receive, withdraw } from '../app/econsult/receive.ts';
import type { Clock } from '../app/ports.ts';
import { takeFeed } from '../app/slot/feed.ts';
import { freeForSystem } from '../app/slot/for-systems.ts';
import { followTask, takeTask, takeTaskBack } from '../app/task/from-systems.ts';
import { taskIds } from '../domain/task/id.ts';
import type { IntakeDeps } from '../intake/deps.ts';
import type { SlotDoorDeps } from '../intake/slots-route.ts';
import type { TaskDoorDeps } from '../intake/tasks-route.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

interface Around {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

type Receiving = Pick<IntakeDeps, 'receive' | 'withdraw'> &
  Pick<SlotDoorDeps, 'takeFeed' | 'freeSlots'> &
  Pick<TaskDoorDeps, 'takeTask' | 'takeTaskBack' | 'followTask'>;

export function createReceiving(deps: ReceiveDeps, { clock, log, metrics }: Around): Receiving {
  const asked = { ...deps, rules: deps.network };
  const told = (what: string, caller: string, it: { readonly kind: string; readonly id?: string }): void =>
    log.info(what, { caller, outcome: it.kind, reference: it.id === undefined ? undefined : taskIds.reference(it.id) });
  return {
    receive: async (caller, submission, { operation }) => {
      const receipt = await receive(deps, caller, submission, { operation, receivedAt: clock.now() });
      metrics.received.inc({ outcome: receipt.kind });
      log.info('received', {
        caller: caller.id,
        outcome: receipt.kind,
        reference: 'reference' in receipt ? receipt.reference : undefined,
      });
      return receipt;
    },
    withdraw: async (caller, taking, { operation }) => {
      const receipt = await withdraw(deps, caller, taking, { operation, receivedAt: clock.now() });
      metrics.received.inc({ outcome: receipt.kind });
      log.info('withdrawal', { caller: caller.id, outcome: receipt.kind });
      return receipt;
    },
    takeFeed: async (caller, feed, { operation }) => {
      const receipt = await takeFeed(asked, caller, feed, { operation, at: clock.now() });
      const taken = receipt.kind === 'accepted' ? { offered: receipt.ids.length, fresh: receipt.fresh, withdrawn: receipt.withdrawn } : {};
      log.info('slots', { caller: caller.id, outcome: receipt.kind, ...taken });
      return receipt;
    },
    freeSlots: (caller, wanted) => freeForSystem(asked, caller, wanted, clock.now()),
    takeTask: async (caller, task) => {
      const receipt = await takeTask(asked, caller, task, clock.now());
      told('task', caller.id, receipt);
      return receipt;
    },
    takeTaskBack: async (caller, taking, { operation }) => {
      const taken = await takeTaskBack(asked, caller, taking, { operation, at: clock.now() });
      told('taskTakenBack', caller.id, taken);
      return taken;
    },
    followTask: (caller, id) => followTask(asked, caller, id),
  };
}
