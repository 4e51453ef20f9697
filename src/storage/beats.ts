// Signs of life in the system table, one row each: the last writer wins.
import { type Beats, beatNames } from '../app/beats.ts';
import type { Instant } from '../domain/terms.ts';
import { fromColumns, toColumns } from './columns.ts';
import type { Engine, Write } from './engine.ts';
import { key, systemTable } from './keys.ts';
import { heardWrites, type News } from './last-activity.ts';

/** News that is written down with the next sign of life, so that it costs no call of its own. */
export interface BesideBeats {
  readonly unsaved: () => News;
  readonly saved: (news: News) => void;
}

/** `now` is the machine's time, even if the product's clock has been moved. */
export function createBeats(engine: Engine, prefix: string, now: () => Instant, beside?: BesideBeats): Beats {
  const table = engine.table(systemTable(prefix));
  return {
    beat: async (name) => {
      const news = beside?.unsaved() ?? {};
      const beat: Write = { kind: 'upsert', key: key('beat', name), values: toColumns('body', { at: now() }) };
      await table.transact([beat, ...heardWrites(news)]);
      beside?.saved(news);
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
