// Into which conversation everything open was last brought, hub by hub: written by whoever sends, the last writer wins.
import type { Moves } from '../app/dispatch/move-channel.ts';
import { fromColumns, toColumns } from './columns.ts';
import type { Engine } from './engine.ts';
import { key, systemTable } from './keys.ts';

/** Moves in the system table. */
export function createMoves(engine: Engine, prefix: string): Moves {
  const table = engine.table(systemTable(prefix));
  return {
    of: async (hub) => {
      const row = await table.get(key('moved', hub));
      return row === undefined ? {} : fromColumns<Awaited<ReturnType<Moves['of']>>>('body', row.values);
    },
    save: async (hub, moves) => {
      await table.transact([{ kind: 'upsert', key: key('moved', hub), values: toColumns('body', moves) }]);
    },
  };
}
