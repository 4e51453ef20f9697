// The shape that a table says its rows have: written when it is made, never lowered, and a newer one than this program reads is refused.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/storage/engine.ts';
import { keepSchema, NewerStore, readsUpTo, schemaKey, schemaOf, schemaVersion } from '../../src/storage/schema.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { engines, type Opened } from './engines.ts';

it('this release can read what it writes, and at most the next shape besides, so that going back one release is safe', () => {
  expect(readsUpTo).toBeGreaterThanOrEqual(schemaVersion);
  expect(readsUpTo).toBeLessThanOrEqual(schemaVersion + 1);
});

describe.each(engines)('on $name', ({ open }) => {
  let opened: Opened;
  let engine: Engine;
  beforeAll(async () => {
    opened = await open();
    engine = opened.engine;
  });
  afterAll(() => opened.close());
  const say = (table: string, version: string) => engine.table(table).transact([{ kind: 'upsert', key: schemaKey, values: { version } }]);

  it('every table says it from its beginning, and again after a second start', async () => {
    for (let starts = 0; starts < 2; starts++) await makeTables(engine, 'first', ['NORTH']);
    for (const table of ['firstsystem', 'firstnetwork', 'firstnorth'])
      expect((await engine.table(table).get(schemaKey))?.values).toEqual({ version: String(schemaVersion) });
  });

  it('a table made before tables said it has shape 1, and says so from the next start', async () => {
    await engine.create('secondnorth');
    expect(await schemaOf(engine, 'secondnorth')).toBe(1);
    await makeTables(engine, 'second', ['NORTH']);
    expect((await engine.table('secondnorth').get(schemaKey))?.values).toEqual({ version: '1' });
  });

  it('a newer one is refused in a sentence, and left as it is', async () => {
    await makeTables(engine, 'third', ['NORTH']);
    await say('thirdnorth', String(readsUpTo + 1));
    const refused = expect(makeTables(engine, 'third', ['NORTH'])).rejects;
    await refused.toBeInstanceOf(NewerStore);
    await refused.toThrow(/^The table thirdnorth was written by a newer version of eHub: .* Start the newer version again/);
    expect((await engine.table('thirdnorth').get(schemaKey))?.values).toEqual({ version: String(readsUpTo + 1) });
  });

  it('one that is not a number is nobody\u2019s that came before us', async () => {
    await makeTables(engine, 'fourth', []);
    await say('fourthsystem', 'two');
    await expect(makeTables(engine, 'fourth', [])).rejects.toBeInstanceOf(NewerStore);
  });

  it('is raised by the release that writes a new shape, read by the one before it, and never lowered', async () => {
    const [before, after] = [
      { writes: 1, readsUpTo: 2 },
      { writes: 2, readsUpTo: 2 },
    ];
    const said = async () => (await engine.table('fifthnorth').get(schemaKey))?.values['version'];
    await engine.create('fifthnorth');
    for (const [release, expected] of [
      [before, '1'],
      [after, '2'],
      // Gone back one release: rows of the new shape are there, and are read.
      [before, '2'],
      [after, '2'],
    ] as const) {
      await keepSchema(engine, 'fifthnorth', release);
      expect(await said()).toBe(expected);
    }
    // Two releases back is too far.
    await expect(keepSchema(engine, 'fifthnorth', { writes: 1, readsUpTo: 1 })).rejects.toBeInstanceOf(NewerStore);
  });
});
