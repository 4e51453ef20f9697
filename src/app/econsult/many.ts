// The clock changes many eConsults of a hub, as few transactions as will do.
import type { EConsultCommand } from '../../domain/econsult/command.ts';
import { type HandleDeps, handle, handleTogether, NotSettled, wishAbout } from '../handle.ts';
import { TooMuchAtOnce } from '../ports.ts';
import type { Rules } from '../rules.ts';
import { econsults } from './econsult.ts';
import { econsultKey } from './load.ts';

/** Of a hundred rows that a transaction holds, changing one takes up to ten. */
export const changedTogether = 10;
type Without<Command> = Command extends EConsultCommand ? Omit<Command, 'operation'> : never;
export type Wished = Without<Extract<EConsultCommand, { readonly type: 'reroute' | 'bringBack' | 'repair' }>>;

/** Batch after batch; one that cannot be done whole is done one by one. The ids of those that were changed. */
export async function inBatches(
  deps: HandleDeps,
  rules: Rules,
  commands: readonly Wished[],
  operation: string,
): Promise<ReadonlySet<string>> {
  const changed = new Set<string>();
  for (let from = 0; from < commands.length; from += changedTogether) {
    const batch = commands.slice(from, from + changedTogether);
    for (const id of await together(deps, rules, batch, `${operation}|${batch[0]?.id ?? ''}`)) changed.add(id);
  }
  return changed;
}

async function together(deps: HandleDeps, rules: Rules, batch: readonly Wished[], operation: string): Promise<readonly string[]> {
  const wishes = Object.fromEntries(
    batch.map((command) => [command.id, wishAbout(econsults, econsultKey(command.hub, command.id), { ...command, operation }, rules)]),
  );
  try {
    const handled = await handleTogether(deps, wishes);
    if (handled.kind === 'done')
      return Object.entries(handled.each).flatMap(([id, { events, repeated }]) => (events.length > 0 || repeated ? [id] : []));
  } catch (error) {
    // People go on claiming: what cannot be settled together is settled by itself, or by the next look.
    if (!(error instanceof TooMuchAtOnce || error instanceof NotSettled)) throw error;
  }
  const changed: string[] = [];
  for (const command of batch) {
    const key = econsultKey(command.hub, command.id);
    const handled = await handle(deps, econsults, key, { ...command, operation: `${operation}|${command.id}` }, rules).catch(notSettled);
    if (handled?.kind === 'done' && (handled.events.length > 0 || handled.repeated)) changed.push(command.id);
  }
  return changed;
}
/** People go on meanwhile: the next look finds how it then stands. Rethrows everything else. */
export const notSettled = (error: unknown): undefined => {
  if (error instanceof NotSettled) return undefined;
  throw error;
};
