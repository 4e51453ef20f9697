// Enters what was done on paper, line by line: what can be taken over as it is, by the same door as a press; everything else is told.
import { type Checked, checked, type Differs, type PaperEntry } from '../../domain/disaster/check-in.ts';
import type { Disaster } from '../../domain/disaster/state.ts';
import type { EConsultCommand } from '../../domain/econsult/command.ts';
import { type Actor, type Instant, personOf } from '../../domain/terms.ts';
import { someAtATime } from '../at-a-time.ts';
import { handleEConsult } from '../econsult/econsult.ts';
import { loadEConsult } from '../econsult/load.ts';
import { type DisasterDeps, type DisasterHandled, handleDisaster } from './disaster.ts';

/** Lines entered side by side: each is a transaction in the same table. */
const enteredAtOnce = 8;

export interface CheckedLine {
  readonly entry: PaperEntry;
  readonly came: 'entered' | 'agrees' | Differs;
}
interface Entering {
  readonly by: Actor & { readonly kind: 'person' };
  readonly at: Instant;
  /** Names this press alone. */
  readonly operation: string;
}

/**
 * What each line came to, and the disaster as it then is. Asked again after an error, or with the same paper, it enters what is left and
 * changes nothing else. Errors as `handle` and the store.
 */
export async function enterPaper(
  deps: DisasterDeps,
  it: Disaster,
  entries: readonly PaperEntry[],
  asked: Entering,
): Promise<{ readonly lines: readonly CheckedLine[]; readonly handled: DisasterHandled }> {
  const lines = await someAtATime(entries, enteredAtOnce, async (entry) => ({ entry, came: await enter(deps, it, entry, asked) }));
  const idsOf = (which: (came: CheckedLine['came']) => boolean): readonly string[] =>
    lines.flatMap(({ entry, came }) => (which(came) ? [entry.id] : []));
  const handled = await handleDisaster(deps, {
    ...{ type: 'checkIn', hub: it.hub, id: it.id, ...asked },
    entered: idsOf((came) => came === 'entered'),
    agrees: idsOf((came) => came === 'agrees'),
    differs: idsOf((came) => typeof came !== 'string'),
  });
  return { lines, handled };
}

async function enter(deps: DisasterDeps, { hub }: Disaster, entry: PaperEntry, asked: Entering): Promise<CheckedLine['came']> {
  const network = await deps.network.current();
  const found: Checked = checked(entry, await loadEConsult(deps.store, network, hub, entry.id));
  if (found !== 'enter') return found;
  const handled = await handleEConsult({ ...deps, rules: deps.network }, commandOf(hub, entry, asked));
  if (handled.kind === 'refused') return { why: 'refused', refusal: handled.refusal };
  return handled.events.length === 0 && !handled.repeated ? 'agrees' : 'entered';
}

function commandOf(hub: string, { id, done, by, at: doneAt }: PaperEntry, { by: lead, at, operation }: Entering): EConsultCommand {
  const about = {
    ...{ hub, id, at, operation, by: { kind: 'person', ...by } as const },
    onPaper: { at: doneAt, enteredBy: personOf(lead) },
  };
  // What stands on paper was read in the system it was sent from: that nobody opened it here is kept, and does not stop it.
  return done.what === 'completed'
    ? { ...about, type: 'complete', outcome: done.outcome, told: done.told, knowingly: true }
    : { ...about, type: 'claim' };
}
