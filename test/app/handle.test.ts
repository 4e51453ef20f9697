// The one door when the store's answer is lost: whoever won is told so, whoever lost is told so, and who cannot know is told that.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Aggregate,
  attemptsMax,
  type Handled,
  handle,
  handleTogether,
  NotSettled,
  type Wish,
  type Wishes,
  wishAbout,
} from '../../src/app/handle.ts';
import {
  type Change,
  type CommitResult,
  type Loaded,
  OutcomeUnknown,
  operationsKept,
  type Store,
  StoreAway,
  type ThingKey,
} from '../../src/app/ports.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';

// A thing as small as can be: somebody has it, or nobody does; and anybody may look at it.
interface Thing {
  readonly owner: string | undefined;
}
interface Ask extends Wish {
  readonly type: 'make' | 'take' | 'look';
  readonly by: string;
}
interface Taken {
  readonly type: Ask['type'];
  readonly by: string;
}
type Refused = { readonly why: 'taken'; readonly by: string } | { readonly why: 'there' } | { readonly why: 'missing' };

const things: Aggregate<Thing, Ask, Taken, Refused, undefined> = {
  kind: 'econsult',
  decide: ({ type, by }, state) => {
    if (type === 'make') return state === undefined ? { events: [{ type, by }] } : { refusal: { why: 'there' } };
    if (state === undefined) return { refusal: { why: 'missing' } };
    if (type === 'look') return { events: [{ type, by }] };
    if (state.owner === by) return { events: [] };
    return state.owner === undefined ? { events: [{ type, by }] } : { refusal: { why: 'taken', by: state.owner } };
  },
  evolve: (state, { type, by }) => ({ owner: type === 'take' ? by : state?.owner }),
  react: () => [{ to: 'org.NORTH', class: 1, what: 'card' }],
  queue: () => undefined,
  timer: () => undefined,
};

const thing: ThingKey = { hub: 'NORTH', kind: 'econsult', id: 'K7M4QX' };
const at = '2026-11-25T09:14:00.000Z';

type Commit = (change: Change) => Promise<CommitResult>;
/** How one commit goes wrong, given how it would have gone. */
type Trouble = (commit: () => Promise<CommitResult>) => Promise<CommitResult>;

const lostBefore: Trouble = async () => {
  throw new OutcomeUnknown('no answer');
};
const lostAfter: Trouble = async (commit) => {
  await commit();
  throw new OutcomeUnknown('no answer');
};
/** As the SDK does it: the reply was lost, the same request is sent again, and meets its own success. */
const resent: Trouble = async (commit) => {
  await commit();
  return commit();
};
const away: Trouble = async () => {
  throw new StoreAway('away');
};

let store: Store;
/** Whether the first look may be at what this process knows. */
let knows = false;
let nudges: number;
let commits: number;

beforeEach(async () => {
  const engine = memoryEngine();
  await makeTables(engine, 'ehub', ['NORTH']);
  store = createStore(engine, { prefix: 'ehub', writer: 'test', missing: () => {} });
  nudges = 0;
  commits = 0;
  await ask('make', 'Asha', 'op-make');
  nudges = 0;
  commits = 0;
});

/** The wish of somebody whose commits meet these troubles, one after the other. `load` stands in for the look. */
function ask(
  type: Ask['type'],
  by: string,
  operation: string,
  troubles: readonly Trouble[] = [],
  load: Store['load'] = store.load.bind(store),
): Promise<Handled<Thing, Taken, Refused>> {
  const left = [...troubles];
  const commit: Commit = (change) => {
    commits++;
    const trouble = left.shift();
    return trouble === undefined ? store.commit(change) : trouble(() => store.commit(change));
  };
  const known: Store['known'] = (of) => (knows ? store.known(of) : undefined);
  const faulty = Object.assign(Object.create(store) as Store, { commit, load, known, operationAt: store.operationAt.bind(store) });
  return handle({ store: faulty, nudge: () => nudges++ }, things, thing, { type, by, operation, at }, undefined);
}

const owner = async (): Promise<string | undefined> => (await store.load<Thing>(thing))?.state.owner;
const history = async (): Promise<string[]> => (await store.events<Taken>(thing)).map(({ event }) => `${event.by} ${event.type}`);

describe.each([
  ['reads', false],
  ['knows', true],
])('handle, where the first look %s', (_what, does) => {
  beforeEach(() => {
    knows = does;
  });

  it.each([
    ['is applied and heard', [], 1],
    ['is applied and its answer lost', [lostAfter], 1],
    ['is lost on the way', [lostBefore], 2],
    ['is sent again by the SDK and meets its own success', [resent], 1],
    ['is lost again and again', [lostBefore, lostBefore, lostBefore, lostBefore], attemptsMax],
  ] as const)('grants a wish once whose commit %s, and says so', async (_how, troubles, tries) => {
    const answer = await ask('take', 'Bo', 'op-bo', troubles);
    expect(answer).toMatchObject({ kind: 'done', state: { owner: 'Bo' }, version: 2 });
    expect(await history()).toEqual(['Asha make', 'Bo take']);
    expect(commits).toBe(tries);
    expect(nudges).toBe(1);
  });

  it('tells whoever lost that they lost, and to whom, however their own answer went', async () => {
    for (const [index, trouble] of [lostBefore, lostAfter, resent].entries()) {
      const overtaken: Trouble = async (commit) => {
        if ((await owner()) === undefined) await ask('take', 'Asha', 'op-asha');
        return trouble(commit);
      };
      expect(await ask('take', 'Bo', `op-bo-${index}`, [overtaken])).toMatchObject({
        kind: 'refused',
        refusal: { why: 'taken', by: 'Asha' },
      });
    }
    expect(await history()).toEqual(['Asha make', 'Asha take']);
  });

  it('recognises a press that is delivered twice, at the same moment or later', async () => {
    const both = await Promise.all([ask('look', 'Bo', 'op-bo'), ask('look', 'Bo', 'op-bo')]);
    const later = await ask('look', 'Bo', 'op-bo');
    expect([...both, later].map((one) => one.kind === 'done' && one.repeated).sort()).toEqual([false, true, true]);
    expect(await history()).toEqual(['Asha make', 'Bo look']);
  });

  it('knows its own success even where so many came after it that the state has forgotten', async () => {
    const thenStorm: Trouble = async (commit) => {
      await commit();
      for (let other = 0; other <= operationsKept; other++) await ask('look', 'Cyd', `op-cyd-${other}`);
      throw new OutcomeUnknown('no answer');
    };
    expect(await ask('look', 'Bo', 'op-bo', [thenStorm])).toMatchObject({ kind: 'done', repeated: true });
    expect((await history()).filter((one) => one === 'Bo look')).toHaveLength(1);
  });

  it('says that the store is away only where nothing can have been written', async () => {
    await expect(ask('take', 'Bo', 'op-bo', [away])).rejects.toThrow(StoreAway);
    expect(await owner()).toBeUndefined();
  });

  it.each([
    ['no answer came', lostAfter],
    ['the SDK sent it again', resent],
  ] as const)('does not say "nothing was done" when the store goes away after %s', async (_how, trouble) => {
    let looks = 0;
    const once: Store['load'] = async (key) => {
      if (++looks > (does ? 0 : 1)) throw new StoreAway('away');
      return store.load(key);
    };
    await expect(ask('take', 'Bo', 'op-bo', [trouble], once)).rejects.toThrow(NotSettled);
    // It was: that is why nobody may be told otherwise.
    expect(await owner()).toBe('Bo');
  });

  it('does not say "nothing was done" either when a second try is turned away: the first may still arrive', async () => {
    await expect(ask('take', 'Bo', 'op-bo', [lostBefore, away])).rejects.toThrow(NotSettled);
  });

  it('gives up after five tries, saying that it does not know', async () => {
    await expect(
      ask(
        'take',
        'Bo',
        'op-bo',
        Array.from({ length: 9 }, () => lostBefore),
      ),
    ).rejects.toThrow(NotSettled);
    // A look at what is known is none of the five.
    expect(commits).toBe(attemptsMax + (does ? 1 : 0));
  });

  it('lets 24 who press at once all have an answer, and one of them the thing', async () => {
    const people = Array.from({ length: 24 }, (_, index) => `P${index}`);
    const answers = await Promise.all(people.map((by) => ask('take', by, `op-${by}`)));
    const won = answers.filter(({ kind }) => kind === 'done');
    expect(won).toHaveLength(1);
    const winner = await owner();
    for (const answer of answers) if (answer.kind === 'refused') expect(answer.refusal).toEqual({ why: 'taken', by: winner });
  });

  it('changes nothing, and writes nothing, where it is so already', async () => {
    await ask('take', 'Bo', 'op-1');
    commits = 0;
    expect(await ask('take', 'Bo', 'op-2')).toMatchObject({ kind: 'done', events: [], repeated: false });
    expect(commits).toBe(0);
  });

  it('lets a bug be a bug', async () => {
    const bug: Trouble = async () => {
      throw new RangeError('ours');
    };
    await expect(ask('take', 'Bo', 'op-bo', [bug])).rejects.toThrow(RangeError);
  });
});

describe('handle, where others have written since what is known', () => {
  /** Somebody whose process knows the thing as `known`; with how often it read. */
  async function askKnowing(known: Loaded<Thing> | undefined, type: Ask['type'], by: string, operation: string) {
    let reads = 0;
    const load: Store['load'] = (key) => {
      reads++;
      return store.load(key);
    };
    const its = { load, known: () => known, commit: store.commit.bind(store), operationAt: store.operationAt.bind(store) };
    const deps = { store: Object.assign(Object.create(store) as Store, its), nudge: () => {} };
    const answer = await handle(deps, things, thing, { type, by, operation, at }, undefined);
    return { answer, reads };
  }
  const now = () => store.load<Thing>(thing);

  it('writes without a read where nobody has', async () => {
    expect(await askKnowing(await now(), 'take', 'Bo', 'op-bo')).toMatchObject({ answer: { kind: 'done', version: 2 }, reads: 0 });
  });

  it('refuses by what is so now', async () => {
    const before = await now();
    await ask('take', 'Asha', 'op-asha');
    const refused = { kind: 'refused', refusal: { why: 'taken', by: 'Asha' } };
    expect(await askKnowing(before, 'take', 'Bo', 'op-bo')).toMatchObject({ answer: refused, reads: 1 });
  });

  it('refuses nobody by what was known, and calls nothing so already', async () => {
    const before = await now();
    if (before === undefined) throw new Error('nothing is there');
    for (const owner of ['Asha', 'Bo']) {
      const another = { ...before, state: { owner }, etag: 'another' };
      const { answer, reads } = await askKnowing(another, 'take', 'Bo', 'op-bo');
      expect(answer).toMatchObject({ kind: 'done', state: { owner: 'Bo' }, version: 2 });
      expect(reads).toBe(1);
    }
    expect(await history()).toEqual(['Asha make', 'Bo take']);
  });

  it('knows its own success of before, and says how it is now', async () => {
    await ask('take', 'Bo', 'op-bo');
    const known = await now();
    await ask('look', 'Cyd', 'op-cyd');
    expect(await askKnowing(known, 'take', 'Bo', 'op-bo')).toMatchObject({
      answer: { kind: 'done', repeated: true, version: 3 },
      reads: 1,
    });
  });

  it('knows its own success where it came after what was known', async () => {
    const before = await now();
    await ask('take', 'Bo', 'op-bo');
    expect(await askKnowing(before, 'take', 'Bo', 'op-bo')).toMatchObject({ answer: { kind: 'done', repeated: true } });
    expect(await history()).toEqual(['Asha make', 'Bo take']);
  });
});

describe('handle, of two things', () => {
  it('says how both are after a wish that was carried out between the reads of them', async () => {
    const other: ThingKey = { ...thing, id: 'K7M4QY' };
    const about = (of: ThingKey, type: Ask['type'], operation: string) =>
      wishAbout(things, of, { type, by: 'Bo', operation, at }, undefined);
    const tell = (by: Store, wishes: Wishes) => handleTogether({ store: by, nudge: () => {} }, wishes);
    const both = { it: about(thing, 'look', 'op'), other: about(other, 'look', 'op') };
    await tell(store, { other: about(other, 'make', 'op-make') });
    // So many that what its state does not remember may have been forgotten.
    for (let n = 1; n < operationsKept; n++) await tell(store, { other: about(other, 'look', `op-${n}`) });
    const before = [await store.load<Thing>(other)];
    await tell(store, both);
    const load = async (key: ThingKey) => (key.id === other.id && before.pop()) || store.load(key);
    const faulty = Object.assign(Object.create(store) as Store, {
      load,
      known: () => undefined,
      operationAt: store.operationAt.bind(store),
    });
    expect(await tell(faulty, both)).toMatchObject({
      kind: 'done',
      each: { it: { repeated: true, version: 2 }, other: { repeated: true, version: operationsKept + 1 } },
    });
  });
});
