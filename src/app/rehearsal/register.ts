// Reads the register of drills of a hub: what the network remembers, and what the log says of who claimed or accepted anything lately.
import type { EConsultEvent } from '../../domain/econsult/event.ts';
import { type Act, actEvents, lastActDays, type Registered, registerOf } from '../../domain/rehearsal/register.ts';
import type { TaskEvent } from '../../domain/task/event.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import type { Logged, Store } from '../ports.ts';
import type { Rules } from '../rules.ts';

/** More than any hub and its practices claim and accept in two weeks. */
const actsMax = 100_000;

/** Throws as `Store.logged` does. */
export async function drillRegister(
  store: Pick<Store, 'logged'>,
  { network }: Rules,
  hub: HubId,
  now: Instant,
): Promise<readonly Registered[]> {
  const from = new Date(Date.parse(now) - lastActDays * 86_400_000).toISOString();
  const until = new Date(Date.parse(now) + 1).toISOString();
  const [econsults, tasks] = await Promise.all([
    store.logged<EConsultEvent>(hub, { kind: 'econsult', types: actEvents.econsult }, from, until, actsMax),
    store.logged<TaskEvent>(hub, { kind: 'task', types: actEvents.task }, from, until, actsMax),
  ]);
  return registerOf(network, hub, [...econsults, ...tasks].flatMap(actOf), now);
}

const actOf = ({ at, event }: Logged<EConsultEvent | TaskEvent>): readonly Act[] =>
  'by' in event && event.by !== undefined && 'name' in event.by && 'id' in event.by
    ? [{ by: { id: event.by.id, name: event.by.name }, at }]
    : [];
