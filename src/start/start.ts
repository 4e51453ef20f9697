// Starts the product as configured, loading only what that way of starting needs.
import type { Config } from '../config.ts';
import type { Machine } from './machine.ts';
import type { Running } from './parts.ts';

/** Starts everything. Rejects, with what is wrong in words, when something needed is missing. */
export async function start(config: Config, machine: Machine): Promise<Running> {
  if (config.mode === 'teams') return (await import('./teams.ts')).startTeams(config, machine);
  const { launchAzurite } = await import('../sandbox/azurite.ts');
  const store = config.storage ? undefined : await launchAzurite(config.dataFolder, machine.sleep);
  try {
    // The store takes about as long to start as this takes to load: both at once.
    const { startSandbox } = await import('./sandbox.ts');
    return await startSandbox(config, machine, await store?.ready());
  } catch (error) {
    // One that an earlier start left running may be somebody else's.
    await store?.endIfStartedHere();
    throw error;
  }
}
