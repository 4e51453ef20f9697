// Random histories on both engines at once: memory must answer exactly as Azurite does, or tests on it prove nothing.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectTables } from '../../src/storage/connect.ts';
import type { Engine, Table } from '../../src/storage/engine.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { startAzurite } from './azurite.ts';

const HISTORIES = 200;

let azurite: Awaited<ReturnType<typeof startAzurite>>;
let azure: Engine;
beforeAll(async () => {
  azurite = await startAzurite();
  azure = await connectTables({ connectionString: azurite.connectionString });
});
afterAll(() => azurite.close());

// Few keys, so that histories meet; an etag is named by its age, since the engines' own differ.
const aKey = fc.constantFrom('a|1', 'a|2', 'a|2|x', 'a|10', 'b|~', 'b|Z', 'c');
const values = fc.dictionary(fc.constantFrom('one', 'two'), fc.string({ maxLength: 12, unit: 'grapheme' }), { noNullPrototype: true });
/** 0 is the newest etag the row was given. */
const age = fc.constantFrom(0, 0, 0, 1, 9);
const aWrite = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), key: aKey, values }),
  fc.record({ kind: fc.constant('upsert' as const), key: aKey, values }),
  fc.record({ kind: fc.constant('replace' as const), key: aKey, values, age }),
  fc.record({ kind: fc.constant('delete' as const), key: aKey }),
);
type Unsent = typeof aWrite extends fc.Arbitrary<infer W> ? W : never;
type Step =
  | { readonly kind: 'transact'; readonly writes: readonly Unsent[] }
  | { readonly kind: 'remove'; readonly key: string; readonly age: number }
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'range'; readonly from: string; readonly to: string; readonly limit: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('transact' as const), writes: fc.array(aWrite, { maxLength: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), key: aKey, age }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('get' as const), key: aKey }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('range' as const), from: aKey, to: aKey, limit: fc.integer({ min: 1, max: 5 }) }) },
);

const NEVER_GIVEN = 'W/"datetime\'2020-01-01T00%3A00%3A00.0000000Z\'"';

/** The etags a row has had, newest first; asked beyond the oldest, one that no row ever had. */
class Etags {
  readonly #given = new Map<string, string[]>();
  add(key: string, etag: string): void {
    this.#given.set(key, [etag, ...(this.#given.get(key) ?? [])]);
  }
  of(key: string, age: number): string {
    return this.#given.get(key)?.[age] ?? NEVER_GIVEN;
  }
}

/** Plays a history; answers hold no etags, so that the engines' can be compared. */
async function play(table: Table, history: readonly Step[]): Promise<readonly unknown[]> {
  const etags = new Etags();
  const answers: unknown[] = [];
  for (const one of history) answers.push(await playOne(table, one, etags).catch((error: unknown) => (error as Error).message));
  const left = await table.range('a', 'z', 100);
  return [...answers, left.map(({ key, values }) => ({ key, values }))];
}

async function playOne(table: Table, one: Step, etags: Etags): Promise<unknown> {
  switch (one.kind) {
    case 'transact': {
      const writes = one.writes.map((write) => (write.kind === 'replace' ? { ...write, etag: etags.of(write.key, write.age) } : write));
      const answer = await table.transact(writes);
      if (answer.kind === 'refused') return answer;
      for (const [index, etag] of answer.etags.entries()) if (etag !== '') etags.add(writes[index]?.key ?? '', etag);
      return { kind: 'done', given: answer.etags.map((etag) => etag !== '') };
    }
    case 'remove':
      return table.remove(one.key, etags.of(one.key, one.age));
    case 'get':
      return (await table.get(one.key))?.values ?? 'nothing';
    case 'range':
      return (await table.range(one.from, one.to, one.limit)).map(({ key, values }) => ({ key, values }));
  }
}

it('memory and Azurite agree', async () => {
  let histories = 0;
  let steps = 0;
  let refusals = 0;
  const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (history) => {
    const name = `h${String(++histories).padStart(5, '0')}`;
    const memory = memoryEngine();
    await Promise.all([memory.create(name), azure.create(name)]);
    const [ours, theirs] = [await play(memory.table(name), history), await play(azure.table(name), history)];
    steps += history.length;
    refusals += ours.filter((answer) => JSON.stringify(answer).includes('refused')).length;
    expect(ours).toEqual(theirs);
  });
  await fc.assert(property, { numRuns: HISTORIES });
  process.stdout.write(`differential: ${histories} histories, ${steps} steps, ${refusals} refusals, 0 disagreements\n`);
  // A generator that never meets a refusal would compare nothing worth comparing.
  expect(refusals).toBeGreaterThan(HISTORIES);
});
