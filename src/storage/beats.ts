// Signs of life in the system table, one row each: the last writer wins.
import { type Beats, beatNames } from '../app/beats.ts';
import type { Instant } from '../domain/terms.ts';
import { fromColumns, toColumns } from './columns.ts';
import type { Engine } from './engine.ts';
import { key, systemTable } from './keys.ts';

/** `now` is the machine's time, even if the product's clock has been moved. */
export function createBeats(engine: Engine, prefix: string, now: () => Instant): Beats {
  const table = engine.table(systemTable(prefix));
  return {
    beat: async (name) => {
      await table.transact([{ kind: 'upsert', key: key('beat', name), values: toColumns('body', { at: now() }) }]);
    },
    last: async () => {
      const found = await Promise.all(
        beatNames.map(async (name) => {
          const row = await table.get(key('beat', name));
          return row === undefined ? [] : [[name, fromColumns<{ readonly at: Instant }>('body', row.values).at] as const];
        }),
      );
      return Object.fromEntries(found.flat());
    },
  };
}
