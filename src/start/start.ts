// Starts the product as configured, loading only what that way of starting needs.
import type { Config } from '../config.ts';
import type { Machine } from './machine.ts';
import type { Running } from './parts.ts';

/** Starts everything. Rejects, with what is wrong in words, when something needed is missing. */
export async function start(config: Config, machine: Machine): Promise<Running> {
  if (config.mode === 'teams') return (await import('./teams.ts')).startTeams(config, machine);
  const { holdFolder } = await import('../sandbox/hold-folder.ts');
  // With a store and a Teams that others run, nothing in the folder is written by two.
  const held = config.storage && config.trust ? undefined : await holdFolder(config.dataFolder, machine.newId);
  const { launchAzurite } = await import('../sandbox/azurite.ts');
  const store = config.storage ? undefined : await launchAzurite(config.dataFolder, machine.sleep);
  try {
    // The store takes about as long to start as this takes to load: both at once.
    const { startSandbox } = await import('./sandbox.ts');
    const running = await startSandbox(config, machine, await store?.ready());
    return { ...running, stop: () => running.stop().finally(() => held?.release()) };
  } catch (error) {
    held?.release();
    // One that an earlier start left running may be somebody else's.
    await store?.endIfStartedHere();
    throw error;
  }
}
