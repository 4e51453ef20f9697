// Random histories of changes to several things at once, on both engines: the store must answer and leave behind the same on either.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Change, Loaded, Store } from '../../src/app/ports.ts';
import { connectTables } from '../../src/storage/connect.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { inspect } from '../../src/storage/inspect.ts';
import { locate } from '../../src/storage/keys.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { startAzurite } from './azurite.ts';
import { type Happened, hub, place, received, type Thing, thing, timer } from './given.ts';

const HISTORIES = 60;

let azurite: Awaited<ReturnType<typeof startAzurite>>;
let azure: Engine;
beforeAll(async () => {
  azurite = await startAzurite();
  azure = await connectTables({ connectionString: azurite.connectionString });
});
afterAll(() => azurite.close());

// Few things, so that changes meet. `age` says how long ago the thing was looked at: 0 is now.
const part = fc.record({
  id: fc.constantFrom('A', 'B', 'C', 'D'),
  age: fc.constantFrom(0, 0, 0, 0, 1, 2),
  events: fc.constantFrom(0, 1, 1, 2),
  moves: fc.boolean(),
  source: fc.constantFrom('own', 'own', 'own', 'shared'),
});
type Part = typeof part extends fc.Arbitrary<infer P> ? P : never;
type Step =
  | { readonly kind: 'commit'; readonly parts: readonly Part[] }
  | { readonly kind: 'lose'; readonly family: 'due' | 'open'; readonly id: string };
/** Mostly different things; the same one twice is a bug that both must tell. */
const parts = fc.oneof(
  { weight: 9, arbitrary: fc.uniqueArray(part, { minLength: 1, maxLength: 4, selector: ({ id }) => id }) },
  { weight: 1, arbitrary: fc.array(part, { minLength: 2, maxLength: 3 }) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('commit' as const), parts }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('lose' as const),
      family: fc.constantFrom('due' as const, 'open' as const),
      id: part.map(({ id }) => id),
    }),
  },
);

class Player {
  readonly #engine: Engine;
  readonly #prefix: string;
  readonly #store: Store;
  /** Every look at a thing, newest first; before it was there, `undefined`. */
  readonly #looks = new Map<string, (Loaded<Thing> | undefined)[]>();
  readonly #missing: string[] = [];
  #wishes = 0;

  constructor(engine: Engine, prefix: string) {
    this.#engine = engine;
    this.#prefix = prefix;
    this.#store = createStore(engine, { prefix, writer: 'w', missing: (_hub, key) => this.#missing.push(key) });
  }

  async play(history: readonly Step[]): Promise<readonly unknown[]> {
    await makeTables(this.#engine, this.#prefix, [hub]);
    const answers: unknown[] = [];
    for (const one of history) answers.push(await this.#step(one).catch((error: Error) => `${error.name} ${error.message}`));
    const rows = await this.#engine.table(locate(this.#prefix, hub)).range('a', 'z', 10_000);
    const { findings } = await inspect(this.#engine, this.#prefix, hub);
    return [...answers, rows.map(({ key, values }) => ({ key, values })), findings, this.#missing];
  }

  async #step(one: Step): Promise<unknown> {
    if (one.kind === 'lose') {
      const table = this.#engine.table(locate(this.#prefix, hub));
      const row = (await table.range(`${one.family}|`, `${one.family}}`, 100)).find(({ key }) => key.endsWith(`|${one.id}`));
      return row === undefined ? 'nothing to lose' : table.remove(row.key, row.etag);
    }
    const operation = `op-${++this.#wishes}`;
    const result = await this.#store.commit(...one.parts.map((each) => this.#change(each, operation)));
    if (result.kind === 'committed') {
      for (const { id } of one.parts) this.#looks.set(id, [await this.#store.load<Thing>(thing(id)), ...this.#seen(id)]);
    }
    return result;
  }

  #seen(id: string): readonly (Loaded<Thing> | undefined)[] {
    return this.#looks.get(id) ?? [undefined];
  }

  #change({ id, age, events, moves, source }: Part, operation: string): Change<Thing, Happened> {
    const before = this.#seen(id)[age];
    if (before === undefined) {
      return received(id, { operation, sent: { caller: 'maker', sourceId: source === 'own' ? id : 'shared', contentHash: 'h' } });
    }
    // Where something stands is read from what was seen, as the one door does it.
    const was = before.state.note === 'moved';
    const is = events === 0 ? was : was !== moves;
    const at = (there: boolean) => (there ? '2026-11-25T11:00:00.000Z' : timer.at);
    return {
      thing: thing(id),
      before,
      after: is ? { note: 'moved' } : {},
      operation,
      at: '2026-11-25T09:20:00.000Z',
      events: Array.from({ length: events }, () => ({ kind: 'claimed', by: operation }) as const),
      messages: events === 0 ? [] : [{ to: 'org.NORTH', class: 1, what: 'card' }],
      queue: { before: { ...place, due: at(was) }, after: { ...place, due: at(is) } },
      timer: { before: { ...timer, at: at(was) }, after: { ...timer, at: at(is) } },
    };
  }
}

it('memory and Azurite agree about changes of several things', { timeout: 120_000 }, async () => {
  let histories = 0;
  const counts = { committed: 0, several: 0, conflict: 0, bugs: 0, repaired: 0 };
  const property = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 20 }), async (history) => {
    const prefix = `d${++histories}`;
    const ours = await new Player(memoryEngine(), prefix).play(history);
    const theirs = await new Player(azure, prefix).play(history);
    expect(ours).toEqual(theirs);
    for (const [index, one] of history.entries()) {
      const answer = JSON.stringify(ours[index]);
      if (answer.includes('committed')) counts.committed++;
      if (answer.includes('committed') && one.kind === 'commit' && one.parts.length > 1) counts.several++;
      if (answer.includes('conflict')) counts.conflict++;
      if (answer.includes('LimitPassed')) counts.bugs++;
    }
    counts.repaired += (ours.at(-1) as readonly string[]).length;
    // Nothing but a row that we lost ourselves is out of place, however it went.
    expect(ours.at(-2)).toEqual([]);
  });
  await fc.assert(property, { numRuns: HISTORIES });
  process.stdout.write(`differential of several changes: ${histories} histories, ${JSON.stringify(counts)}, 0 disagreements\n`);
  // A generator that never met one of these would compare nothing worth comparing.
  for (const times of Object.values(counts)) expect(times).toBeGreaterThan(0);
});
