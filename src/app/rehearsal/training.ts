// Practice mode: made-up eConsults in a test channel, with which somebody learns what each button does.

import { own } from '../../domain/lookup.ts';
import type { Network } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import { rehearsalIds } from '../../domain/reference.ts';
import { madeUp } from '../../domain/rehearsal/made-up.ts';
import type { HubId, Instant, OdsCode, OperationId, OrganisationId } from '../../domain/terms.ts';
import { econsults, rulesBy } from '../econsult/econsult.ts';
import { econsultKey } from '../econsult/load.ts';
import { handle } from '../handle.ts';
import type { ShadowDeps } from './shadow.ts';

export const trainingCaller = 'training';
/** One of each priority: as many as are seen at once. */
export const trainingCount = 3;

/** Begins some for an organisation, in its test channel; asked again with the same operation, none comes twice. Errors as `handle`. */
export async function beginTraining(
  deps: ShadowDeps,
  { hub, organisation, operation, at }: { hub: HubId; organisation: OrganisationId; operation: OperationId; at: Instant },
): Promise<number> {
  const ruled = await deps.rules.now();
  const practice: OdsCode | undefined = own(ruled.network.practices, organisation)?.code ?? practicesOf(ruled.network, hub)[0]?.code;
  if (practice === undefined) return 0;
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
  return trainingCount;
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
