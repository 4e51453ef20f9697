// The auditor on real stores: rows broken behind everybody's back are found, put right where that is safe, and found right by the next pass.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scannedAtATime } from '../../../src/app/audit/audit.ts';
import { dayKind } from '../../../src/app/day/kind.ts';
import { econsultKind } from '../../../src/app/econsult/kind.ts';
import { econsultKey } from '../../../src/app/econsult/load.ts';
import { kindsOf } from '../../../src/app/kind.ts';
import { forever } from '../../../src/app/sweep/sweep.ts';
import type { Finding } from '../../../src/domain/audit/findings.ts';
import { queuePlace } from '../../../src/domain/econsult/queue-place.ts';
import { channelOf } from '../../../src/domain/terms.ts';
import { toColumns } from '../../../src/storage/columns.ts';
import { counted } from '../../../src/storage/counted.ts';
import type { Engine } from '../../../src/storage/engine.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { dueKey, openKey, stateKey } from '../../../src/storage/rows.ts';
import { ashgrove, hub, nadia, owen, press, rhys } from '../../hub.ts';
import { engines, type Opened } from '../../storage/engines.ts';
import { but } from '../desk.ts';
import { Ground, inOrder, ten, withChannels, wrongIn } from './audited.ts';

const claim = press(nadia, 'claim', {});
const complete = press(nadia, 'complete', { outcome: 'answered', told: 'message' });
const reopen = press(rhys, 'reopen', { reason: 'patientCameBack' });

interface Breaking {
  readonly how: string;
  readonly kinds: readonly Finding['kind'][];
  readonly do: (ground: Ground, id: string) => Promise<unknown>;
}
const later = '2026-11-26T09:00:00.000Z';
const secondTimer = { at: later, harm: '2|x', kind: 'econsult', id: '' };
const placeOf = async (ground: Ground, id: string) => {
  const place = queuePlace((await ground.state(id)).state);
  if (place === undefined) throw new Error('it is open');
  return place;
};
const restate = async (ground: Ground, id: string, over: object) => {
  const { key, values } = await ground.rowOf('state', id);
  const body = JSON.parse(values['body'] ?? '');
  await ground.put(key, { ...values, ...toColumns('body', { ...body, state: { ...body.state, ...over } }) });
};

/** Each breaks one thing behind everybody's back, and can be put right. */
const repairable: readonly Breaking[] = [
  { how: 'its timer is gone', kinds: ['timerMissing'], do: (ground, id) => ground.remove('due', id) },
  { how: 'its place is gone', kinds: ['placeMissing'], do: (ground, id) => ground.remove('open', id) },
  {
    how: 'both its rows are gone',
    kinds: ['placeMissing', 'timerMissing'],
    do: async (ground, id) => {
      await ground.remove('due', id);
      await ground.remove('open', id);
    },
  },
  {
    how: 'it knows of no next look and has no timer',
    kinds: ['timerMissing'],
    do: async (ground, id) => {
      await ground.remove('due', id);
      await restate(ground, id, { nextLook: undefined });
    },
  },
  {
    how: 'it has a second timer',
    kinds: ['timerDouble'],
    do: (ground, id) => ground.put(dueKey(econsultKey(hub, id), later), toColumns('body', { ...secondTimer, id })),
  },
  {
    how: 'its timer stands at another time',
    kinds: ['timerWrong'],
    do: async (ground, id) => {
      await ground.remove('due', id);
      await ground.put(dueKey(econsultKey(hub, id), later), toColumns('body', { ...secondTimer, id }));
    },
  },
  {
    how: 'its timer says what it should, but stands elsewhere',
    kinds: ['timerWrong'],
    do: async (ground, id) => {
      const { values } = await ground.rowOf('due', id);
      await ground.remove('due', id);
      await ground.put(dueKey(econsultKey(hub, id), later), values);
    },
  },
  {
    how: 'its place says what it should, but stands elsewhere',
    kinds: ['placeWrong'],
    do: async (ground, id) => {
      const { values } = await ground.rowOf('open', id);
      await ground.remove('open', id);
      await ground.put(openKey(econsultKey(hub, id), { ...(await placeOf(ground, id)), due: later }), values);
    },
  },
  {
    how: 'its timer says another time than its key',
    kinds: ['timerWrong'],
    do: async (ground, id) => ground.put((await ground.rowOf('due', id)).key, toColumns('body', { ...secondTimer, id })),
  },
  {
    how: 'its timer says less harm than it does',
    kinds: ['timerWrong'],
    do: async (ground, id) => {
      const { key, values } = await ground.rowOf('due', id);
      await ground.put(key, toColumns('body', { ...JSON.parse(values['body'] ?? ''), harm: '9' }));
    },
  },
  {
    how: 'its timer is damaged',
    kinds: ['timerWrong'],
    do: async (ground, id) => ground.put((await ground.rowOf('due', id)).key, { body: '{"at":' }),
  },
  {
    how: 'its place is damaged',
    kinds: ['placeWrong'],
    do: async (ground, id) => ground.put((await ground.rowOf('open', id)).key, {}),
  },
  {
    how: 'it stands in another queue too',
    kinds: ['placeDouble'],
    do: async (ground, id) => {
      const place = { ...(await placeOf(ground, id)), holder: ashgrove };
      await ground.put(openKey(econsultKey(hub, id), place), toColumns('body', { ...place, id }));
    },
  },
  {
    how: 'it stands in another queue',
    kinds: ['placeWrong'],
    do: async (ground, id) => {
      await ground.remove('open', id);
      const place = { ...(await placeOf(ground, id)), holder: ashgrove };
      await ground.put(openKey(econsultKey(hub, id), place), toColumns('body', { ...place, id }));
    },
  },
  {
    how: 'its place names another claimant',
    kinds: ['placeWrong'],
    do: async (ground, id) => {
      const { key, values } = await ground.rowOf('open', id);
      await ground.put(key, toColumns('body', { ...JSON.parse(values['body'] ?? ''), claimant: owen.id }));
    },
  },
  {
    how: 'a place and a timer stand of one that never was',
    kinds: ['placeOfNothing', 'timerOfNothing'],
    do: async (ground, id) => {
      const place = await placeOf(ground, id);
      await ground.put(openKey(econsultKey(hub, 'ZZZZZZ'), place), toColumns('body', { ...place, id: 'ZZZZZZ' }));
      await ground.put(dueKey(econsultKey(hub, 'ZZZZZZ'), later), toColumns('body', { ...secondTimer, id: 'ZZZZZZ' }));
    },
  },
  {
    how: 'a place and a timer stand of one that is closed',
    kinds: ['placeOfNothing', 'timerOfNothing'],
    do: async (ground, id) => {
      const [due, open] = [await ground.rowOf('due', id), await ground.rowOf('open', id)];
      await ground.do(id, complete);
      await ground.serve();
      for (const row of [due, open]) await ground.put(row.key, row.values);
    },
  },
  { how: 'its card is forgotten', kinds: ['cardMissing'], do: (ground, id) => ground.remove('card', id) },
  {
    how: 'its card shows what was before',
    kinds: ['cardOld'],
    do: async (ground, id) => {
      const card = await ground.store.card(hub, id, channelOf(hub));
      await ground.store.saveCard(hub, id, channelOf(hub), { ...card, shown: card.shown - 1 });
    },
  },
  {
    how: 'the wish to show its closing is lost',
    kinds: ['cardOld'],
    do: async (ground, id) => {
      await ground.do(id, complete);
      await ground.remove('outbox', id);
    },
  },
];

/** The same engine, at which every call waits its turn, so that whatever else is under way comes in between. */
const halting = (engine: Engine): Engine => ({
  create: (name) => engine.create(name),
  table: (name) => {
    const table = engine.table(name);
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    return {
      get: (key) => turn().then(() => table.get(key)),
      range: (from, to, limit) => turn().then(() => table.range(from, to, limit)),
      transact: (writes) => turn().then(() => table.transact(writes)),
      remove: (key, etag) => turn().then(() => table.remove(key, etag)),
    };
  },
});

describe.each(engines)('on $name', ({ open }) => {
  let opened: Opened;
  let ground: Ground;
  let id: string;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  /** Three open ones, the second claimed, and one closed; all shown. */
  beforeEach(async () => {
    ground = await Ground.open(opened.engine);
    await ground.receive('redFlag');
    id = await ground.receive();
    await ground.do(id, claim);
    await ground.receive('urgent');
    const closed = await ground.receive();
    await ground.do(closed, claim);
    await ground.do(closed, complete);
    await ground.serve();
  });

  it('finds a right world in order, and counts it', async () => {
    const report = await ground.audit();
    expect(wrongIn(report)).toEqual(inOrder);
    expect(report).toMatchObject({ hub, at: ten, checked: 4 });
    expect(report.counts).toEqual([{ practice: ashgrove, date: '2026-11-25', received: 4, open: 3, closed: 1, lost: [] }]);
    expect(ground.nudges).toBe(0);
  });

  it('finds in order what somebody has said of one before closing, and writes nothing', async () => {
    await ground.do(id, press(nadia, 'planClosing', { plan: 'finish' }));
    await ground.serve();
    expect((await placeOf(ground, id)).plan).toMatchObject({ plan: 'finish' });
    expect(wrongIn(await ground.audit())).toEqual(inOrder);
  });

  it.each(repairable)('finds that $how, puts it right, and finds it right the next time', async ({ kinds, do: breakIt }) => {
    await breakIt(ground, id);
    const before = await ground.state(id);
    const report = await ground.audit();
    expect(report.repaired.map(({ kind }) => kind)).toEqual(kinds);
    expect(wrongIn(report)).toEqual({ ...inOrder, repaired: report.repaired });
    await ground.serve();
    expect(wrongIn(await ground.audit())).toEqual(inOrder);
    expect(wrongIn(await ground.auditor()())).toEqual(inOrder);
    // Nothing has happened to the thing itself, and the next press finds its rows where it looks for them.
    const { state, ...after } = await ground.state(id);
    expect({ ...after, etag: '' }).toMatchObject({
      version: before.version,
      operations: before.operations,
      lastHash: before.lastHash,
      etag: '',
    });
    expect({ ...state, nextLook: undefined }).toEqual({ ...before.state, nextLook: undefined });
    if (state.status === 'completed') return;
    await ground.do(id, complete);
    expect([await ground.rowsOf('due', id), await ground.rowsOf('open', id)]).toEqual([[], []]);
  });

  it('does not clear away the last rows of one whose state is lost, but says so, and that the count does not add up', async () => {
    await ground.remove('state', id);
    const rows = [await ground.rowOf('due', id), await ground.rowOf('open', id)];
    for (let pass = 0; pass < 2; pass++) {
      const { repaired, raised } = await ground.audit();
      expect(repaired).toEqual([]);
      expect(raised).toEqual([
        { kind: 'stateMissing', id },
        { kind: 'countsApart', practice: ashgrove, date: '2026-11-25', lost: [id], unlogged: [] },
      ]);
    }
    expect([await ground.rowOf('due', id), await ground.rowOf('open', id)]).toEqual(rows);
  });

  it('misses one of which nothing is left but that it came, today or the day before', async () => {
    for (const family of ['state', 'due', 'open', 'card', 'event', 'text']) await ground.remove(family, id);
    const missed = { kind: 'countsApart', practice: ashgrove, date: '2026-11-25', lost: [id], unlogged: [] };
    expect((await ground.audit()).raised).toEqual([missed]);
    ground.minutesOn(24 * 60);
    const report = await ground.auditor()();
    expect(report.raised.filter(({ kind }) => kind === 'countsApart')).toEqual([missed]);
    expect(report.counts).toEqual([{ practice: ashgrove, date: '2026-11-25', received: 4, open: 2, closed: 1, lost: [id] }]);
    ground.minutesOn(24 * 60);
    expect((await ground.audit()).counts).toEqual([]);
  });

  it('finds an open one that was never written down as received', async () => {
    const [first] = await ground.rowsOf('log', id);
    await ground.table.transact([{ kind: 'delete', key: first?.key ?? '' }]);
    expect(wrongIn(await ground.audit())).toEqual({
      ...inOrder,
      raised: [{ kind: 'countsApart', practice: ashgrove, date: '2026-11-25', lost: [], unlogged: [id] }],
    });
  });

  it('counts one that was written down later than it says', async () => {
    await ground.audit();
    const { now } = ground;
    ground.minutesOn(30);
    await ground.audit();
    // A process stood still for half an hour between the decision and its writing.
    const { now: then } = ground;
    ground.now = now;
    await ground.receive();
    await ground.serve();
    ground.now = then;
    const report = await ground.audit();
    expect(report.raised.filter(({ kind }) => kind !== 'overdueTimer')).toEqual([]);
    expect(report.counts[0]?.received).toBe(5);
  });

  it('tells of a holder and a claimant who have left, a message given up, and a time nobody looked at', async () => {
    const { [nadia.id]: _nadia, ...staff } = withChannels.staff;
    ground.rules = { ...ground.rules, network: { ...withChannels, staff } };
    await ground.store.show(hub, { kind: 'board', id: hub }, { to: channelOf(hub), class: 1, what: 'card' }, ground.now);
    const [board] = await ground.store.outbox(hub, 1, 1);
    if (board) await ground.store.bury(board, 'refused', ground.now);
    const { state: red } = await ground.state('S00001');
    ground.now = new Date(Date.parse(red.nextLook ?? '') + 11 * 60_000).toISOString();
    const { raised, repaired } = await ground.audit();
    expect(repaired).toEqual([]);
    expect(raised).toContainEqual({ kind: 'claimantGone', id, person: nadia.id });
    expect(raised).toContainEqual({ kind: 'buried', id: hub, to: channelOf(hub), what: 'card' });
    expect(raised).toContainEqual({ kind: 'overdueTimer', id: 'S00001', at: red.nextLook });
    expect(
      raised
        .map(({ kind }) => kind)
        .filter((kind) => kind !== 'overdueTimer')
        .sort(),
    ).toEqual(['buried', 'claimantGone']);
  });

  it('tells of a card that waits too long, and of channels that are closed or were never given', async () => {
    const fresh = await ground.receive('urgent');
    expect(wrongIn(await ground.audit())).toEqual(inOrder);
    ground.minutesOn(16);
    const stuck = (why: string, of = fresh) => ({ kind: 'cardStuck', id: of, organisation: hub, why });
    const cards = async () => (await ground.audit()).raised.filter(({ kind }) => kind === 'cardStuck');
    expect(await cards()).toEqual([stuck('waits')]);
    await ground.serve();
    ground.minutesOn(30);
    expect(await cards()).toEqual([]);
    const conversation = withChannels.channels[hub]?.conversation ?? '';
    await ground.directory.saveConversation(conversation, {
      id: conversation,
      serviceUrl: 's',
      tenantId: 't',
      status: 'suspended',
      since: ten,
    });
    const open = ['S00001', id, 'S00003', fresh];
    expect(await cards()).toEqual(expect.arrayContaining(open.map((each) => stuck('suspended', each))));
    // What is closed too, as often as it is looked at, until its card is right.
    const closed = stuck('suspended', 'S00004');
    const second = ground.auditor();
    for (let pass = 0; pass < 3; pass++) expect((await second()).raised).toContainEqual(closed);
    ground.rules = { ...ground.rules, network: { ...withChannels, channels: {} } };
    expect(await cards()).toEqual(expect.arrayContaining(open.map((each) => stuck('noChannel', each))));
  });

  it('looks at the others when one cannot be read, and is not clean', async () => {
    await ground.put(stateKey(econsultKey(hub, 'S00003')), { version: '1', lastHash: '', body: '{"sta' });
    await ground.remove('due', id);
    const report = await ground.audit();
    expect(report.repaired).toEqual([{ kind: 'timerMissing', id }]);
    expect(report.failed).toBeGreaterThan(0);
    expect(new Set(ground.failures)).toEqual(new Set(['S00003']));
    expect(report.raised).toEqual([]);
  });

  it('leaves alone what somebody changes just then, and loses nothing of it', async () => {
    await ground.remove('due', id);
    const racing = ground.auditor({
      rows: {
        ...ground.rows,
        putRight: async (...how) => {
          await ground.do(id, complete);
          return ground.rows.putRight(...how);
        },
      },
    });
    const report = await racing();
    expect(wrongIn(report)).toEqual({ ...inOrder, unsettled: 1 });
    expect((await ground.state(id)).state.status).toBe('completed');
    await ground.serve();
    expect(wrongIn(await ground.audit())).toEqual(inOrder);
  });

  /** An auditor in whose readings something happens, before, after or around each of this one; it is told at which look. */
  const meddledWith = ({ reading, when }: Moment, meddle: (look: number) => Promise<void>) => {
    let look = 0;
    const around = <Asked extends unknown[], T>(name: string, read: (...asked: Asked) => Promise<T>) => {
      return async (...asked: Asked): Promise<T> => {
        if (name === 'standing') look += 1;
        if (name === reading && when !== 'after') await meddle(look);
        const answer = await read(...asked);
        if (name === reading && when !== 'before') await meddle(look);
        return answer;
      };
    };
    const { rows, store } = ground;
    return ground.auditor({
      rows: { ...rows, standing: around('standing', rows.standing), cards: around('cards', rows.cards) },
      store: but(store, { outbox: around('outbox', (...asked: Parameters<typeof store.outbox>) => store.outbox(...asked)) }),
    });
  };
  interface Moment {
    readonly reading: 'standing' | 'cards' | 'outbox';
    readonly when: 'before' | 'after' | 'before and after';
  }
  const moments = (['standing', 'cards', 'outbox'] as const).flatMap((reading) =>
    (['before', 'after', 'before and after'] as const).map((when): Moment => ({ reading, when })),
  );

  it.each(moments)('calls nothing wrong because somebody pressed $when its $reading was read', async (moment) => {
    let pressing: Promise<void> = Promise.resolve();
    const pressedAtLooks = (most: number) =>
      meddledWith(moment, (look) => {
        // One after the other, although cards are read many at once.
        pressing = pressing.then(async () => {
          if (look > most) return;
          const { status } = (await ground.state(id)).state;
          await ground.do(id, status === 'claimed' ? press(nadia, 'release', { reason: 'noTime' }) : claim);
        });
        return pressing;
      });
    expect(wrongIn(await pressedAtLooks(2)())).toEqual(inOrder);
    // Pressed at every look, it is not known how it stands: that is not in order, but nothing is called wrong either.
    const { unsettled, ...others } = wrongIn(await pressedAtLooks(1_000)());
    expect({ ...others, unsettled: 0 }).toEqual(inOrder);
    expect(unsettled).toBeLessThanOrEqual(1);
    await ground.serve();
    expect(wrongIn(await ground.audit())).toEqual(inOrder);
  });

  it.each(moments)('calls nothing wrong because a card was shown $when its $reading was read', async (moment) => {
    // Something is wrong besides, so that it is looked at again; only then are the cards shown.
    await ground.remove('due', id);
    const audit = meddledWith(moment, async (look) => {
      if (look > 1) await ground.serve();
    });
    await restate(ground, id, { revision: 3 });
    const to = channelOf(hub);
    await ground.store.show(hub, { kind: 'econsult', id }, { to, class: 1, what: 'card' }, ground.now);
    expect(wrongIn(await audit())).toEqual({ ...inOrder, repaired: [{ kind: 'timerMissing', id }] });
  });

  it('finds nothing wrong while everything is in motion, and no change is lost', async () => {
    ground = await Ground.open(halting(opened.engine));
    const ids = [await ground.receive(), await ground.receive('urgent'), await ground.receive('redFlag')];
    let working = true;
    let presses = 0;
    const work = async (): Promise<void> => {
      for (let round = 0; round < 20; round++) {
        for (const each of ids) {
          const { status } = (await ground.state(each)).state;
          await ground.do(each, status === 'claimed' ? press(nadia, 'release', { reason: 'noTime' }) : claim);
          presses += 1;
        }
        ids.push(await ground.receive());
      }
    };
    const serving = async (): Promise<void> => {
      while (working) await ground.serve();
    };
    const reports: ReturnType<typeof wrongIn>[] = [];
    let standings = 0;
    const auditing = async (): Promise<void> => {
      const second = ground.auditor({
        rows: {
          ...ground.rows,
          standing: (of) => {
            standings += 1;
            return ground.rows.standing(of);
          },
        },
      });
      while (working) reports.push(...(await Promise.all([ground.audit(), second()])).map(wrongIn));
    };
    const all = Promise.all([serving(), auditing()]);
    await work();
    working = false;
    await all;
    expect(reports.length).toBeGreaterThan(3);
    // Things did look wrong at first: the second auditor had to look again.
    expect(standings).toBeGreaterThan(reports.length / 2);
    expect(reports.flatMap(({ repaired, raised }) => [...repaired, ...raised])).toEqual([]);
    expect(reports.every(({ failed }) => failed === 0)).toBe(true);
    const versions = await Promise.all(ids.map(async (each) => (await ground.state(each)).version));
    // A receipt each, and every press.
    expect(versions.reduce((sum, version) => sum + version, 0)).toBe(ids.length + presses);
    await ground.serve();
    expect(wrongIn(await ground.audit())).toEqual(inOrder);
  }, 60_000);
});

/** Closed ones that come before this one in the order of keys. */
async function closedOnesBefore(ground: Ground, id: string, count: number): Promise<void> {
  const { state: like } = await ground.state(id);
  for (let n = 0; n < count; n++) {
    const filler = `A${String(n).padStart(5, '0')}`;
    const state = { ...like, id: filler, status: 'completed', nextLook: undefined };
    await ground.put(stateKey(econsultKey(hub, filler)), { version: '1', lastHash: '', ...toColumns('body', { operations: [], state }) });
  }
}

describe('what it remembers', () => {
  it('saves reading what is closed again, but not what was opened again and lost', async () => {
    const ground = await Ground.open(memoryEngine());
    const id = await ground.receive();
    await ground.do(id, claim);
    await ground.do(id, complete);
    await ground.serve();
    // So many that it does not come upon this one by going through everything.
    await closedOnesBefore(ground, id, 8 * scannedAtATime);
    let loads = 0;
    const audit = ground.auditor({
      store: but(ground.store, {
        load: (thing) => {
          loads += 1;
          return ground.store.load(thing);
        },
      }),
    });
    await audit();
    expect(loads).toBe(1);
    ground.minutesOn(15);
    await audit();
    const before = loads;
    ground.minutesOn(15);
    const report = await audit();
    expect(loads).toBe(before);
    expect(report.counts).toMatchObject([{ received: 1, closed: 1 }]);
    await ground.do(id, reopen);
    await ground.serve();
    await ground.remove('open', id);
    await ground.remove('due', id);
    expect((await audit()).repaired).toEqual([
      { kind: 'placeMissing', id },
      { kind: 'timerMissing', id },
    ]);
    expect(wrongIn(await audit())).toEqual(inOrder);
  });

  it('takes it through everything, page by page: an old one that lost both its rows is found, and then from the beginning again', async () => {
    const ground = await Ground.open(memoryEngine());
    const id = await ground.receive();
    await ground.serve();
    await closedOnesBefore(ground, id, scannedAtATime + 5);
    ground.minutesOn(30 * 24 * 60);
    for (let round = 0; round < 2; round++) {
      await ground.remove('open', id);
      await ground.remove('due', id);
      expect(wrongIn(await ground.audit())).toEqual(inOrder);
      const { repaired } = await ground.audit();
      expect(repaired.map(({ kind }) => kind)).toEqual(['placeMissing', 'timerMissing']);
    }
  });
});

describe('things of other kinds', () => {
  it('have the rows that their kind says; of an unknown kind only those of nothing are removed', async () => {
    const ground = await Ground.open(memoryEngine());
    const timer = { at: later, harm: '3|day' };
    const put = (kind: 'day' | 'rota', id: string) =>
      ground.put(stateKey({ kind, id }), { version: '1', lastHash: '', ...toColumns('body', { operations: [], state: { id } }) });
    await put('day', '2026-11-25');
    await put('rota', 'R1');
    const dueOf = (kind: 'day' | 'rota', id: string) => ground.put(dueKey({ kind, id }, later), toColumns('body', { ...timer, kind, id }));
    await dueOf('rota', 'R1');
    await dueOf('rota', 'R2');
    const day = { ...dayKind, queue: () => undefined, timer: () => timer };
    const audit = ground.auditor({ kinds: kindsOf([econsultKind, day], []) });
    const { repaired, raised } = await audit();
    expect([repaired.toSorted((a, b) => (a.kind < b.kind ? -1 : 1)), raised]).toEqual([
      [
        { kind: 'timerMissing', id: '2026-11-25' },
        { kind: 'timerOfNothing', id: 'R2' },
      ],
      [],
    ]);
    expect(await ground.store.due(hub, forever, 1_000)).toEqual([
      { ...timer, kind: 'day', id: '2026-11-25' },
      { ...timer, kind: 'rota', id: 'R1' },
    ]);
    // Somebody must know that there is something that nobody here knows: such a pass is not clean.
    const { failed, ...others } = wrongIn(await audit());
    expect({ ...others, failed: 0 }).toEqual(inOrder);
    expect(failed).toBeGreaterThan(0);
  });
});

describe('what a pass costs', () => {
  it('is one read for each open one, two where its page of all things was another, and a few for all', async () => {
    const lines: string[] = [];
    for (const open of [1_000, 10_000]) {
      const engine = counted(memoryEngine());
      const ground = await Ground.open(engine);
      for (let n = 0; n < open; n++) await ground.receive();
      await ground.serve();
      await ground.audit();
      ground.minutesOn(5);
      engine.take();
      const beganMs = performance.now();
      expect(wrongIn(await ground.audit())).toEqual(inOrder);
      const tookMs = performance.now() - beganMs;
      const { pointReads, rangeReads, rowsRead, transactions, removals } = engine.take();
      expect({ pointReads, transactions, removals }).toEqual({
        pointReads: open - Math.min(open, scannedAtATime),
        transactions: 0,
        removals: 0,
      });
      expect(rangeReads).toBeLessThanOrEqual(open + 12);
      lines.push(`a pass at ${open} open: ${tookMs.toFixed(0)} ms, ${pointReads} point reads, ${rangeReads} range reads, ${rowsRead} rows`);
    }
    process.stdout.write(`${lines.join('\n')}\n`);
  }, 120_000);
});
