// One change of the network for a repair: in the name of the lead who confirmed it, and each can be asked for twice.
import type { NetworkCommand } from '../../domain/network/command.ts';
import type { Working } from '../../domain/repair/state.ts';
import type { Instant } from '../../domain/terms.ts';
import type { RepairDeps } from './deps.ts';

type Of<Command> = Command extends NetworkCommand ? Omit<Command, 'operation' | 'at' | 'by'> : never;
export interface Step {
  readonly at: Instant;
  readonly operation: string;
}

/** In the name of the lead who confirmed it; where that lead has lost the post since, in the clock's: it goes on to its end all the same. */
export async function changed(
  deps: RepairDeps,
  { id, confirmed }: Working,
  step: Step,
  command: Of<NetworkCommand>,
): ReturnType<RepairDeps['network']['change']> {
  const asked = { ...command, at: step.at, operation: `repair|${id}|${step.operation}` };
  const handled = await deps.network.change({ ...asked, by: { kind: 'person', ...confirmed.by } } as NetworkCommand);
  if (handled.kind === 'done' || handled.refusal.why !== 'notAllowed') return handled;
  return deps.network.change({ ...asked, by: { kind: 'clock' } } as NetworkCommand);
}
