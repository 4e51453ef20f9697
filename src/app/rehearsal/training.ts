// Practice mode: made-up eConsults in a test channel, with which somebody learns what each button does.

import { own } from '../../domain/lookup.ts';
import { canDo } from '../../domain/network/access.ts';
import type { Network } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import { rehearsalIds, rehearsedFor } from '../../domain/reference.ts';
import { madeUp } from '../../domain/rehearsal/made-up.ts';
import type { HubId, Instant, OdsCode, OperationId, OrganisationId, PersonId } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import { econsults, rulesBy } from '../econsult/econsult.ts';
import { econsultKey } from '../econsult/load.ts';
import { handle } from '../handle.ts';
import type { QueueRow } from '../ports.ts';
import type { ShadowDeps } from './shadow.ts';

export const trainingCaller = 'training';
/** One of each priority: as many as are seen at once. */
export const trainingCount = 3;

/** With so many open in a test channel there is enough to learn with. */
export const trainingOpenMax = 6;

export interface TrainingAsked {
  readonly hub: HubId;
  readonly organisation: OrganisationId;
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: PersonId;
}
/** `enough`: so many are open there still. */
export type TrainingBegun = { readonly kind: 'begun'; readonly count: number } | { readonly kind: 'enough'; readonly open: number };

/**
 * Begins some for an organisation, in its test channel; asked again with the same operation, none comes twice. A hub's are of a practice that
 * whoever asks is cleared for, where there is one. Errors as `handle`.
 */
export async function beginTraining(deps: ShadowDeps, { hub, organisation, operation, at, by }: TrainingAsked): Promise<TrainingBegun> {
  const ruled = await deps.rules.now();
  const isThere = ({ id, holder }: QueueRow): boolean => rehearsedFor(id) === 'training' && holder === organisation;
  const open = (await deps.store.opens(hub, 'rehearsal')).filter(isThere).length;
  if (open >= trainingOpenMax) return { kind: 'enough', open };
  const all = practicesOf(ruled.network, hub);
  const member = own(ruled.network.staff, by);
  const { date } = onTheWall(at);
  const cleared = all.find(({ code }) => member !== undefined && canDo(member, code, 'write', date));
  const practice: OdsCode | undefined = own(ruled.network.practices, organisation)?.code ?? (cleared ?? all[0])?.code;
  if (practice === undefined) return { kind: 'begun', count: 0 };
  for (let number = 0; number < trainingCount; number++) {
    const id = rehearsalIds.training.from(trainingCaller, `${operation}|${number}`, 0);
    const rules = rulesBy(ruled, id);
    const { text, ...submission } = madeUp(operation, number, practice, 'to learn with');
    await handle(
      deps,
      econsults,
      econsultKey(hub, id),
      {
        ...{ type: 'receive', hub, id, operation: `${operation}|${number}`, at, by: { kind: 'sender', caller: trainingCaller } },
        ...{ caller: trainingCaller, submission },
      },
      { ...rules, network: goingTo(rules.network, practice, organisation === hub) },
      { probablyNew: true, text: () => ({ number: 1, content: text }) },
    );
  }
  return { kind: 'begun', count: trainingCount };
}

/** What is made up waits where it is learned from, whatever goes where on other days. */
function goingTo(network: Network, code: OdsCode, hubFirst: boolean): Network {
  const practice = own(network.practices, code);
  if (practice === undefined) return network;
  const goes = hubFirst ? 'hubFirst' : 'practiceFirst';
  const { allocation: _a, cutOff: _c, keepsRoutineDays: _k, agreement: _g, ...rest } = practice;
  const changed = { ...rest, pathway: { clinical: goes, admin: goes, clinicalAdmin: goes }, pathwayChanges: [] } as const;
  return { ...network, practices: { ...network.practices, [code]: changed } };
}
