// Azurite finds the same rows by key as without.
import { expect, it } from 'vitest';
import { connectTables } from '../../src/storage/connect.ts';
import { Random } from '../simulation/random.ts';
import { startAzurite } from './azurite.ts';
import { findByRowKey } from './azurite-by-key.ts';

it('answers ranges over several pages, points and changes as it did before', async () => {
  const azurite = await startAzurite();
  try {
    const engine = await connectTables({ connectionString: azurite.connectionString });
    await engine.create('keys');
    const table = engine.table('keys');
    const keys = Array.from({ length: 2_300 }, (_, n) => `${['due', 'open', "o'pen", '9'][n % 4]}|${String(n * 7919).padStart(9, '0')}`);
    for (let from = 0; from < keys.length; from += 100)
      await table.transact(keys.slice(from, from + 100).map((key) => ({ kind: 'insert', key, values: { n: key } })));
    const random = new Random(5);
    const sorted = [...keys].sort();
    const ranges = [['', '~'], ...Array.from({ length: 25 }, () => [random.pick(sorted), random.pick(sorted)].sort())] as [
      string,
      string,
    ][];
    const ask = async () => [
      ...(await Promise.all(ranges.map(async ([from, to]) => (await table.range(from, to, 5_000)).map(({ key }) => key)))),
      await Promise.all(sorted.slice(0, 40).map(async (key) => (await table.get(key))?.key)),
      [(await table.get('due|nowhere'))?.key],
    ];
    const before = await ask();
    expect(before[0]).toEqual(sorted);
    findByRowKey();
    expect(await ask()).toEqual(before);
    const row = await table.get(sorted[0] ?? '');
    expect(await table.remove(sorted[0] ?? '', row?.etag ?? '')).toBe('removed');
    expect(await table.range('', '~', 5_000)).toHaveLength(keys.length - 1);
  } finally {
    await azurite.close();
  }
}, 60_000);
