// Several wishes through the one door at once: all are granted or none, and whoever asked is told which, whatever becomes of the answers.
import { beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import {
  type Aggregate,
  attemptsMax,
  type Done,
  handleTogether,
  NotSettled,
  type Refused,
  type Wish,
  type WishAbout,
  wishAbout,
} from '../../../src/app/handle.ts';
import { OutcomeUnknown, operationsKept, type Store, StoreAway, type ThingKey } from '../../../src/app/ports.ts';
import { counted } from '../../../src/storage/counted.ts';
import type { Engine, Table } from '../../../src/storage/engine.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { makeTables } from '../../../src/storage/setup.ts';
import { createStore } from '../../../src/storage/store.ts';

// Two kinds as small as can be: a seat that one person has, and a purse that holds coins.
interface Seat {
  readonly owner: string | undefined;
}
interface Sit extends Wish {
  /** Nobody, when it is made free. */
  readonly by: string | undefined;
}
type Full = { readonly why: 'taken'; readonly by: string };
interface Sat {
  readonly type: 'sat';
  readonly by: string | undefined;
}
interface Purse {
  readonly coins: number;
}
interface Pay extends Wish {
  readonly coins: number;
}
interface Paid {
  readonly type: 'paid';
  readonly coins: number;
}
type Poor = { readonly why: 'tooFew'; readonly coins: number };

const still = { react: () => [], queue: () => undefined, timer: () => undefined };
const seats: Aggregate<Seat, Sit, Sat, Full, undefined> = {
  ...still,
  kind: 'econsult',
  decide: ({ by }, state) => {
    if (state?.owner === by) return { events: [] };
    return state?.owner === undefined || by === undefined
      ? { events: [{ type: 'sat', by }] }
      : { refusal: { why: 'taken', by: state.owner } };
  },
  evolve: (_state, { by }) => ({ owner: by }),
};
const purses: Aggregate<Purse, Pay, Paid, Poor, { readonly least: number }> = {
  ...still,
  kind: 'day',
  decide: ({ coins }, state = { coins: 0 }, { least }) =>
    state.coins - coins < least ? { refusal: { why: 'tooFew', coins: state.coins } } : { events: [{ type: 'paid', coins }] },
  evolve: (state, { coins }) => ({ coins: (state?.coins ?? 0) - coins }),
};

const hub = 'NORTH';
const at = '2026-11-25T09:14:00.000Z';
const seatKey = (id: string): ThingKey => ({ hub, kind: 'econsult', id });
const purseKey = (id: string): ThingKey => ({ hub, kind: 'day', id });
const sit = (by: string | undefined, operation: string, id = 'seat') => wishAbout(seats, seatKey(id), { operation, at, by }, undefined);
const pay = (coins: number, operation: string, id = 'purse') => wishAbout(purses, purseKey(id), { operation, at, coins }, { least: 0 });
/** Sits down and pays for it. */
const ticket = (by: string, operation: string) => ({ seat: sit(by, operation), fare: pay(3, operation) });

let engine: ReturnType<typeof counted>;
let store: Store;
let nudges: number;

beforeEach(async () => {
  engine = counted(memoryEngine());
  await makeTables(engine, 'ehub', [hub]);
  store = storeOver(engine);
  // Ten coins to begin with.
  await handleTogether({ store, nudge: () => {} }, { fare: pay(-10, 'op-fill') });
  nudges = 0;
  engine.take();
});

const storeOver = (over: Engine) => createStore(over, { prefix: 'ehub', writer: 'test', missing: () => {} });
const deps = (over: Partial<Store> = {}) => ({
  store: Object.assign(Object.create(store) as Store, bound(store), over),
  nudge: () => nudges++,
});
const bound = (whole: Store) => ({
  load: whole.load.bind(whole),
  commit: whole.commit.bind(whole),
  operationAt: whole.operationAt.bind(whole),
  known: whole.known.bind(whole),
});
const seat = async (id = 'seat') => (await store.load<Seat>(seatKey(id)))?.state.owner;
const coins = async () => (await store.load<Purse>(purseKey('purse')))?.state.coins;
const history = async (thing: ThingKey) => (await store.events<Sat | Paid>(thing)).map(({ operation }) => operation);

type Trouble = (commit: () => ReturnType<Store['commit']>) => ReturnType<Store['commit']>;
const noAnswer = (): never => {
  throw new OutcomeUnknown('no answer');
};
const lostBefore: Trouble = async () => noAnswer();
const lostAfter: Trouble = async (commit) => commit().then(noAnswer);
const resent: Trouble = async (commit) => commit().then(commit);
/** A store whose commits meet these troubles, one after the other. */
const troubled = (...troubles: readonly Trouble[]): Partial<Store> => {
  const left = [...troubles];
  return { commit: (...changes) => (left.shift() ?? ((commit) => commit()))(() => store.commit(...changes)) };
};

describe('wishes handled together', () => {
  it('are granted in one transaction with a read of each that is not known, and each answer keeps its own type', async () => {
    const answer = await handleTogether(deps(), ticket('Bo', 'op'));
    // The purse was filled by this process.
    expect(engine.take()).toMatchObject({ pointReads: 1, transactions: 1, refused: 0, rangeReads: 0 });
    if (answer.kind === 'refused') throw new Error('refused');
    expectTypeOf(answer.each).toEqualTypeOf<{ readonly seat: Done<Seat, Sat>; readonly fare: Done<Purse, Paid> }>();
    expect(answer.each.seat).toEqual({
      kind: 'done',
      state: { owner: 'Bo' },
      version: 1,
      events: [{ type: 'sat', by: 'Bo' }],
      repeated: false,
    });
    expect(answer.each.fare).toMatchObject({ state: { coins: 7 }, version: 2, repeated: false });
    expect([await seat(), await coins(), nudges]).toEqual(['Bo', 7, 1]);
  });

  it('are none of them granted where one is refused, and the answer says which, in its own words', async () => {
    await handleTogether(deps(), { seat: sit('Asha', 'op-asha') });
    engine.take();
    const first = await handleTogether(deps(), ticket('Bo', 'op-1'));
    expect(first).toEqual({
      kind: 'refused',
      which: 'seat',
      refused: { kind: 'refused', refusal: { why: 'taken', by: 'Asha' }, state: { owner: 'Asha' } },
    });
    const second = await handleTogether(deps(), { seat: sit('Bo', 'op-2', 'other'), fare: pay(11, 'op-2') });
    if (second.kind === 'done') throw new Error('granted');
    switch (second.which) {
      case 'seat':
        expectTypeOf(second.refused).toEqualTypeOf<Refused<Seat, Full>>();
        throw new Error('the other seat is free');
      case 'fare':
        expectTypeOf(second.refused).toEqualTypeOf<Refused<Purse, Poor>>();
        expect(second.refused.refusal).toEqual({ why: 'tooFew', coins: 10 });
    }
    expect(engine.take()).toMatchObject({ transactions: 0 });
    expect([await seat('other'), await coins()]).toEqual([undefined, 10]);
  });

  it.each([
    ['is lost on the way', [lostBefore], false],
    ['is applied and its answer lost', [lostAfter], true],
    ['is sent again by the SDK and meets its own success', [resent], true],
    ['is lost again and again', [lostBefore, lostBefore, lostBefore, lostBefore], false],
  ] as const)('are granted once where their commit %s, and told so', async (_how, troubles, repeated) => {
    const answer = await handleTogether(deps(troubled(...troubles)), ticket('Bo', 'op'));
    expect(answer).toMatchObject({
      kind: 'done',
      each: { seat: { state: { owner: 'Bo' }, repeated }, fare: { state: { coins: 7 }, repeated } },
    });
    expect([await history(seatKey('seat')), await history(purseKey('purse')), nudges]).toEqual([['op'], ['op-fill', 'op'], 1]);
  });

  it('are known for granted when they are asked for again, at the same moment or later', async () => {
    const both = await Promise.all([handleTogether(deps(), ticket('Bo', 'op')), handleTogether(deps(), ticket('Bo', 'op'))]);
    const later = await handleTogether(deps(), ticket('Bo', 'op'));
    expect([...both, later].map((one) => one.kind === 'done' && one.each.fare.repeated).sort()).toEqual([false, true, true]);
    expect(await coins()).toBe(7);
  });

  it('look again at all of them where somebody else has changed one, and decide afresh', async () => {
    const meanwhile: Trouble = async (commit) => {
      await handleTogether(deps(), { fare: pay(2, 'op-other') });
      return commit();
    };
    expect(await handleTogether(deps(troubled(meanwhile)), ticket('Bo', 'op'))).toMatchObject({
      kind: 'done',
      each: { fare: { state: { coins: 5 } } },
    });
    const emptied: Trouble = async (commit) => {
      await handleTogether(deps(), { fare: pay(4, 'op-more') });
      return commit();
    };
    const answer = await handleTogether(deps(troubled(emptied)), { seat: sit('Cyd', 'op-cyd', 'other'), fare: pay(3, 'op-cyd') });
    expect(answer).toMatchObject({ kind: 'refused', which: 'fare', refused: { refusal: { why: 'tooFew', coins: 1 } } });
    expect(await seat('other')).toBeUndefined();
  });

  it('guard a thing that is so already, so that nobody changes it before the others are written', async () => {
    await handleTogether(deps(), { seat: sit('Bo', 'op-sat') });
    expect(await handleTogether(deps(), ticket('Bo', 'op'))).toMatchObject({ each: { seat: { events: [], version: 1, repeated: false } } });
    expect(await store.load(seatKey('seat'))).toMatchObject({ version: 1, operations: ['op-sat', 'op'] });
    // Between our look and our commit the seat is made free: it must not be paid for and empty.
    const freed: Trouble = async (commit) => {
      await handleTogether(deps(), { seat: sit(undefined, 'op-free') });
      return commit();
    };
    const answer = await handleTogether(deps(troubled(freed)), ticket('Bo', 'op-again'));
    expect(answer).toMatchObject({ kind: 'done', each: { seat: { events: [{ by: 'Bo' }], version: 3 }, fare: { state: { coins: 4 } } } });
    expect(await seat()).toBe('Bo');
  });

  it('write nothing where all of it is so already', async () => {
    await handleTogether(deps(), { one: sit('Bo', 'op-1', 'one'), two: sit('Bo', 'op-1', 'two') });
    engine.take();
    const answer = await handleTogether(deps(), { one: sit('Bo', 'op-2', 'one'), two: sit('Bo', 'op-2', 'two') });
    expect(answer).toMatchObject({ kind: 'done', each: { one: { events: [], repeated: false }, two: { events: [], repeated: false } } });
    expect(engine.take()).toMatchObject({ transactions: 0, pointReads: 2 });
  });

  it.each([
    ['one of the things remembers', (operation: string) => ({ fare: pay(0, operation) })],
    ['both of them remember', (operation: string) => ({ fare: pay(0, operation), seat: sit('Bo', operation) })],
  ])('know their own success where a storm has pushed it out of what %s', async (_which, another) => {
    await handleTogether(deps(), { seat: sit('Bo', 'op-sat') });
    const storm: Trouble = async (commit) => {
      await commit();
      for (let other = 0; other <= operationsKept; other++) await handleTogether(deps(), another(`op-${other}`));
      return noAnswer();
    };
    expect(await handleTogether(deps(troubled(storm)), ticket('Bo', 'op'))).toMatchObject({
      kind: 'done',
      each: { seat: { repeated: true }, fare: { repeated: true } },
    });
    expect((await history(purseKey('purse'))).filter((one) => one === 'op')).toHaveLength(1);
  });

  it('are not taken for granted in part where the write arrives between the reads of two things', async () => {
    let reads = 0;
    const torn: Store['load'] = async (thing) => {
      const found = await store.load<never>(thing);
      // The first of the two has been read: only now is the earlier delivery written.
      if (++reads === 1) await handleTogether(deps(), ticket('Bo', 'op'));
      return found;
    };
    const wishes = ticket('Bo', 'op');
    const slowly = {
      ...wishes.fare,
      look: async (from: Store, attempt: number, isNew: boolean) => {
        await new Promise((resolve) => setImmediate(resolve));
        return wishes.fare.look(from, attempt, isNew);
      },
    };
    const answer = await handleTogether(deps({ load: torn }), { seat: wishes.seat, fare: slowly });
    expect(answer).toMatchObject({
      kind: 'done',
      each: { seat: { state: { owner: 'Bo' }, repeated: true }, fare: { state: { coins: 7 }, repeated: true } },
    });
    expect(await coins()).toBe(7);
  });

  it('tell of it as a bug where a wish really was granted in part', async () => {
    await handleTogether(deps(), { seat: sit('Bo', 'op') });
    await expect(handleTogether(deps(), ticket('Bo', 'op'))).rejects.toThrow('granted in part: day purse');
    expect(await coins()).toBe(10);
  });

  it('say that the store is away only where nothing can have been written', async () => {
    const away: Trouble = async () => {
      throw new StoreAway('away');
    };
    await expect(handleTogether(deps(troubled(away)), ticket('Bo', 'op-1'))).rejects.toThrow(StoreAway);
    await expect(handleTogether(deps(troubled(lostBefore, away)), ticket('Bo', 'op-2'))).rejects.toThrow(NotSettled);
    const never = Array.from({ length: attemptsMax + 1 }, () => lostBefore);
    await expect(handleTogether(deps(troubled(...never)), ticket('Bo', 'op-3'))).rejects.toThrow('econsult seat, day purse: not settled');
    await expect(handleTogether(deps(), {})).rejects.toThrow(RangeError);
  });

  it('may be as many as a list, each named by its id', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `S${index}`);
    const answer = await handleTogether(
      deps(),
      Object.fromEntries(ids.map((id): [string, WishAbout<Seat, Sat, Full>] => [id, sit('Bo', 'op', id)])),
    );
    expect(answer.kind === 'done' && Object.keys(answer.each)).toEqual(ids);
    const again = await handleTogether(deps(), Object.fromEntries([...ids, 'S99'].map((id) => [id, sit('Cyd', 'op-cyd', id)])));
    expect(again).toMatchObject({ kind: 'refused', which: 'S0', refused: { refusal: { by: 'Bo' } } });
  });
});

it('two who want overlapping things at once: each thing has one of them, and nobody has half of what they asked', async () => {
  for (let round = 0; round < 50; round++) {
    const [a, b, c] = [`A${round}`, `B${round}`, `C${round}`];
    const pairs = [
      [a, b],
      [b, c],
      [c, a],
    ] as const;
    const answers = await Promise.all(
      pairs.map(([one, two], index) =>
        handleTogether(deps(), { one: sit(`P${index}`, `op-${round}-${index}`, one), two: sit(`P${index}`, `op-${round}-${index}`, two) }),
      ),
    );
    const won = answers.flatMap(({ kind }, index) => (kind === 'done' ? [index] : []));
    expect(won).toHaveLength(1);
    const [winner = -1] = won;
    const owners = await Promise.all([a, b, c].map((id) => seat(id)));
    expect(owners.filter((owner) => owner === `P${winner}`)).toHaveLength(2);
    expect(owners.filter((owner) => owner === undefined)).toHaveLength(1);
  }
});

/** How a process dies at its nth call to the store: before the call arrives, or after it, unheard. */
const deaths = ['before it arrives', 'after it arrived'] as const;

describe.each(deaths)('a process that dies at a call to the store, %s', (when) => {
  const forEver = new Promise<never>(() => {});
  /** The engine as that process reaches it: at its nth call it dies, and hears nothing more. */
  function dying(inner: Engine, atCall: number): { engine: Engine; died: Promise<void>; calls: () => number } {
    let calls = 0;
    let die: () => void = () => {};
    const died = new Promise<void>((resolve) => {
      die = resolve;
    });
    const call = async <T>(apply: () => Promise<T>): Promise<T> => {
      const number = ++calls;
      if (number > atCall) return forEver;
      if (number < atCall) return apply();
      if (when === 'after it arrived') await apply();
      die();
      return forEver;
    };
    const reach = (table: Table): Table => ({
      get: (key) => call(() => table.get(key)),
      range: (from, to, limit) => call(() => table.range(from, to, limit)),
      transact: (writes) => call(() => table.transact(writes)),
      remove: (key, etag) => call(() => table.remove(key, etag)),
    });
    return { engine: { create: (name) => inner.create(name), table: (name) => reach(inner.table(name)) }, died, calls: () => calls };
  }

  it('leaves both or neither, whichever call it was, and another that is asked the same does it once', async () => {
    let left = 0;
    let atCall = 1;
    for (; ; atCall++) {
      const op = `op-${atCall}`;
      const wishes = () => ({ seat: sit('Bo', op, op), fare: pay(1, op) });
      const process = dying(engine, atCall);
      const alone = handleTogether({ store: storeOver(process.engine), nudge: () => {} }, wishes());
      const ended = await Promise.race([process.died.then(() => 'died' as const), alone.then(() => 'answered' as const)]);
      const halves = [await history(seatKey(op)), await history(purseKey('purse'))].map((ops) => ops.includes(op));
      expect(halves[0]).toBe(halves[1]);
      if (ended === 'answered') break;
      if (halves[0]) left++;
      const answer = await handleTogether(deps(), wishes());
      expect(answer).toMatchObject({ kind: 'done', each: { seat: { repeated: halves[0] }, fare: { repeated: halves[0] } } });
      for (const thing of [seatKey(op), purseKey('purse')]) expect((await history(thing)).filter((one) => one === op)).toHaveLength(1);
    }
    // Two reads and one transaction: it died at each of them, and the last one may have been written.
    expect(atCall).toBe(4);
    expect(left).toBe(when === 'after it arrived' ? 1 : 0);
  });
});
