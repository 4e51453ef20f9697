// What came to the door last: the last activity of Teams that was let in, and the last one that was not, each a row of the system table.
import type { HeardOf } from '../app/doctor/look.ts';
import type { Heard, TurnedAway } from '../domain/doctor/seen.ts';
import { fromColumns, toColumns } from './columns.ts';
import type { Engine, Write } from './engine.ts';
import { key, systemTable } from './keys.ts';

const activity = key('heard', 'activity');
const away = key('heard', 'turnedAway');

/** What is to be written of it. */
export interface News {
  readonly activity?: Heard;
  readonly turnedAway?: TurnedAway;
}

/** The rows, for whoever writes to the system table anyway. */
export const heardWrites = (news: News): readonly Write[] => [
  ...(news.activity === undefined ? [] : [{ kind: 'upsert', key: activity, values: toColumns('body', news.activity) } as const]),
  ...(news.turnedAway === undefined ? [] : [{ kind: 'upsert', key: away, values: toColumns('body', news.turnedAway) } as const]),
];

export function createHeard(engine: Engine, prefix: string): HeardOf {
  const table = engine.table(systemTable(prefix));
  const read = async <T>(rowKey: string): Promise<T | undefined> => {
    const row = await table.get(rowKey);
    return row && fromColumns<T>('body', row.values);
  };
  return {
    last: async () => {
      const [last, turnedAway] = await Promise.all([read<Heard>(activity), read<TurnedAway>(away)]);
      return { last, turnedAway };
    },
  };
}
