// A table written as lines and put back: equal row by row; whole though work went on meanwhile; and what is no export is refused before anything is written.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Row, Table } from '../../src/storage/engine.ts';
import { type Pages, rowsOf } from '../../src/storage/export.ts';
import { checkLines, exportLines, rowsIn, type Whole } from '../../src/storage/export-lines.ts';
import { inspect } from '../../src/storage/inspect.ts';
import { locate } from '../../src/storage/keys.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { restoreRows } from '../../src/storage/restore.ts';
import { HalfRestored, keepSchema, schemaKey } from '../../src/storage/schema.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { engines, type Opened } from './engines.ts';
import { claimed, hub, received, type Thing, text, thing } from './given.ts';

/** After everything that the store is given here. */
const afterAllOfIt = '2026-11-26T09:00:00.000Z';

const storeOn = (engine: Engine) => createStore(engine, { prefix: 'ehub', writer: 'w', missing: () => {} });
const idOf = (index: number): string => `M${String(index).padStart(5, '0')}`;

async function filled(engine: Engine, count: number, longEvery = 20): Promise<void> {
  await makeTables(engine, 'ehub', [hub]);
  const store = storeOn(engine);
  for (let index = 0; index < count; index++) {
    const id = idOf(index);
    // Every so many-th has words that fill several rows, and characters that a line of JSON could break at.
    const words = index % longEvery === 0 ? `\u2028\r\n\u0000 \u{1f600}${'long '.repeat(30_000)}` : `cough ${index}`;
    await store.commit(received(id, { text: { number: 1, content: text(words) } }));
    const before = await store.load<Thing>(thing(id));
    if (index % 3 === 0 && before !== undefined) await store.commit(claimed(id, before, 'Ali', `op-${id}`));
  }
}

async function exported(engine: Engine, startedAt = afterAllOfIt, pages?: Pages): Promise<readonly string[]> {
  const lines: string[] = [];
  const rows = rowsOf(engine, locate('ehub', hub), startedAt, pages);
  for await (const line of exportLines({ name: hub, schema: 1, at: startedAt }, rows)) lines.push(line);
  return lines.map((line) => line.slice(0, -1));
}
async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
async function wholeOf(lines: readonly string[]): Promise<Whole> {
  const whole = await checkLines(each(lines));
  if ('fault' in whole) throw new Error(whole.fault);
  return whole;
}
const restore = async (engine: Engine, lines: readonly string[], table = locate('ehub', hub)) =>
  restoreRows(engine, table, await wholeOf(lines), rowsIn(each(lines)));
const allOf = async (engine: Engine): Promise<readonly Omit<Row, 'etag'>[]> =>
  (await engine.table(locate('ehub', hub)).range('', '~', 1_000_000)).map(({ key, values }) => ({ key, values: { ...values } }));

describe.each(engines)('on $name', ({ open }) => {
  const opened: Opened[] = [];
  const fresh = async (): Promise<Engine> => {
    const one = await open();
    opened.push(one);
    return one.engine;
  };
  afterAll(async () => {
    for (const { close } of opened) await close();
  });

  it('comes back equal, row by row, and is sound', async () => {
    const [from, to] = [await fresh(), await fresh()];
    await filled(from, 60);
    expect(await restore(to, await exported(from))).toBeUndefined();
    expect(await allOf(to)).toEqual(await allOf(from));
    expect(await inspect(to, 'ehub', hub)).toEqual(await inspect(from, 'ehub', hub));
    expect((await inspect(to, 'ehub', hub)).findings).toEqual([]);
    // Work goes on there.
    const store = storeOn(to);
    const before = await store.load<Thing>(thing(idOf(1)));
    if (before === undefined) throw new Error('it is not there');
    expect(await store.commit(claimed(idOf(1), before, 'Bea', 'op-new'))).toEqual({ kind: 'committed' });
    expect((await inspect(to, 'ehub', hub)).findings).toEqual([]);
  });

  it('is refused where there is anything, and nothing is mixed', async () => {
    const [from, to] = [await fresh(), await fresh()];
    await filled(from, 3);
    await filled(to, 1);
    const before = await allOf(to);
    expect(await restore(to, await exported(from))).toEqual({ why: 'notEmpty' });
    expect(await allOf(to)).toEqual(before);
  });
});

describe('a restore that is broken off', () => {
  let lines: readonly string[];
  let from: Engine;
  beforeAll(async () => {
    from = memoryEngine();
    await filled(from, 80);
    lines = await exported(from);
  });
  /** An engine that fails for good at its so many-th transaction. */
  const failingAt = (engine: Engine, last: number): Engine => {
    let transactions = 0;
    return {
      create: (name) => engine.create(name),
      table: (name) => {
        const table = engine.table(name);
        const transact: Table['transact'] = (writes) =>
          ++transactions >= last ? Promise.reject(new Error('the line is cut')) : table.transact(writes);
        return { get: table.get, range: table.range, remove: table.remove, transact };
      },
    };
  };

  it('is not started with, not exported, completed by the same file, and by no other', async () => {
    const to = memoryEngine();
    await expect(restore(failingAt(to, 4), lines)).rejects.toThrow('the line is cut');
    expect((await allOf(to)).length).toBeGreaterThan(100);
    await expect(makeTables(to, 'ehub', [hub])).rejects.toBeInstanceOf(HalfRestored);
    const other = memoryEngine();
    await filled(other, 2);
    expect(await restore(to, await exported(other))).toEqual({ why: 'other' });
    expect(await restore(to, lines)).toBeUndefined();
    expect(await allOf(to)).toEqual(await allOf(from));
    await makeTables(to, 'ehub', [hub]);
  });
});

describe('what is no whole export', () => {
  let lines: readonly string[];
  beforeAll(async () => {
    const engine = memoryEngine();
    await filled(engine, 5);
    lines = await exported(engine);
  });
  it.each<[string, (lines: readonly string[]) => readonly string[], RegExp]>([
    ['is empty', () => [], /empty/],
    ['is something else', () => ['{"hubs":[]}'], /does not begin/],
    ['is no JSON', () => ['PK\u0003\u0004'], /does not begin/],
    ['was cut off', (all) => all.slice(0, -1), /its end is missing/],
    ['was cut off within a line', (all) => [...all.slice(0, -2), (all.at(-2) ?? '').slice(0, -5)], /its end is missing/],
    ['has only its first line', (all) => all.slice(0, 1), /its end is missing/],
    ['lost a row', (all) => [...all.slice(0, 3), ...all.slice(4)], /should have \d+ rows and has \d+/],
    ['has a row twice', (all) => [...all.slice(0, 3), ...all.slice(2)], /should have \d+ rows and has \d+/],
    ['was changed', (all) => all.map((line) => line.replace('cough', 'tough')), /hash is another/],
    ['has its rows in another order', (all) => [all[0] ?? '', ...all.slice(1, -1).reverse(), all.at(-1) ?? ''], /hash is another/],
    ['has a line that is no row', (all) => [...all.slice(0, 2), '{"key":1}', ...all.slice(3)], /line 3 is no row/],
    ['has a value that is no text', (all) => [...all.slice(0, 2), '{"key":"a","values":{"n":1}}', ...all.slice(3)], /line 3 is no row/],
  ])('one that %s', async (_, spoilt, words) => {
    expect(await checkLines(each(spoilt(lines)))).toEqual({ fault: expect.stringMatching(words) });
  });
  it('one of a newer shape is left to the version that reads it', async () => {
    const newer = await exported(memoryOf('ehub'));
    const whole = await wholeOf(newer);
    const engine = memoryEngine();
    expect(await restoreRows(engine, 'ehubnorth', { ...whole, header: { ...whole.header, schema: 9 } }, rowsIn(each(newer)))).toEqual({
      why: 'newer',
      schema: 9,
      readsUpTo: 1,
    });
  });
  function memoryOf(prefix: string): Engine {
    const engine = memoryEngine();
    void engine.create(locate(prefix, hub));
    return engine;
  }
});

describe('while work goes on', () => {
  /** An engine on which something else is written before each of its reads of a range. */
  const disturbed = (engine: Engine, disturb: (from: string) => Promise<void>): Engine => ({
    create: (name) => engine.create(name),
    table: (name) => {
      const table = engine.table(name);
      const range: Table['range'] = async (from, to, limit) => {
        await disturb(from);
        return table.range(from, to, limit);
      };
      return { get: table.get, transact: table.transact, remove: table.remove, range };
    },
  });

  it('fits together: every state with its whole history, no timer without its thing, none twice', async () => {
    for (let at = 0; ; at++) {
      const from = memoryEngine();
      await filled(from, 40, 1_000);
      const store = storeOn(from);
      let reads = 0;
      // Before its so many-th read some are claimed, which moves their timers behind what was read, and two arrive, first and last in key order.
      const changing = disturbed(from, async () => {
        if (reads++ !== at) return;
        for (const index of [1, 2, 20, 38]) {
          const before = await store.load<Thing>(thing(idOf(index)));
          if (before !== undefined) await store.commit(claimed(idOf(index), before, 'Cy', `late-${index}`));
        }
        await store.commit(received('A0000', { operation: 'late' }), received('Z9999', { operation: 'late' }));
      });
      const lines = await exported(changing, '2026-11-25T09:14:30.000Z', { rows: 12, longRows: 7 });
      if (reads <= at) break;
      const to = memoryEngine();
      await restore(to, lines);
      expect((await inspect(to, 'ehub', hub)).findings, `changed before read ${at}`).toEqual([]);
      // Nothing that was there at the beginning is left out.
      expect((await inspect(to, 'ehub', hub)).things).toBeGreaterThanOrEqual(40);
      // Neither is anything kept of what came too late, which would be in the way of its coming again.
      const kept = await to.table(locate('ehub', hub)).range('', '~', 100_000);
      for (const id of ['A0000', 'Z9999']) {
        if (kept.some(({ key }) => key === `state|econsult|${id}`)) continue;
        expect(kept.filter(({ key }) => /^(?:event|log|text|sent)/.test(key) && key.includes(id))).toEqual([]);
      }
    }
  });
});

it('its shape is said in the first line and not among the rows, and the next start says it again', async () => {
  const from = memoryEngine();
  await filled(from, 1);
  const lines = await exported(from);
  expect(JSON.parse(lines[0] ?? '')).toEqual({ ehubExport: 1, name: hub, schema: 1, at: afterAllOfIt });
  expect(lines.some((line) => line.includes(`"${schemaKey}"`) && line.includes('"key"'))).toBe(false);
  const to = memoryEngine();
  await restore(to, lines);
  await keepSchema(to, locate('ehub', hub));
  expect((await to.table(locate('ehub', hub)).get(schemaKey))?.values).toEqual({ version: '1' });
});

it('of the system table only what Teams has taught us is kept', async () => {
  const engine = memoryEngine();
  await makeTables(engine, 'ehub', []);
  const table = engine.table('ehubsystem');
  for (const key of ['beat|heart', 'lease|work', 'conversation|19:x', 'person|p', 'moved|NORTH', 'heard|activity'])
    await table.transact([{ kind: 'insert', key, values: { body: '{}' } }]);
  const kept: string[] = [];
  for await (const { key } of rowsOf(engine, 'ehubsystem', afterAllOfIt)) kept.push(key);
  expect(kept).toEqual(['conversation|19:x', 'moved|NORTH', 'person|p']);
});
