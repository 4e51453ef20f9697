// The two engines for `describe.each`, each opened fresh per test file.
import { connectTables } from '../../src/storage/connect.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { startAzurite } from './azurite.ts';

export interface Opened {
  readonly engine: Engine;
  close(): Promise<void>;
}

export const engines: readonly { readonly name: string; readonly open: () => Promise<Opened> }[] = [
  { name: 'memory', open: async () => ({ engine: memoryEngine(), close: async () => {} }) },
  {
    name: 'Azurite',
    open: async () => {
      const azurite = await startAzurite();
      return { engine: await connectTables({ connectionString: azurite.connectionString }), close: azurite.close };
    },
  },
];
