// What tasks cost: the calls to the store of each press, exactly; and that the sweep reads what is due and nothing of what is not.
import { beforeEach, describe, expect, it } from 'vitest';
import type { TaskPlace } from '../../../src/domain/task/queue-place.ts';
import { toColumns } from '../../../src/storage/columns.ts';
import { counted } from '../../../src/storage/counted.ts';
import type { Engine, Write } from '../../../src/storage/engine.ts';
import { locate } from '../../../src/storage/keys.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { dueKey, openKey, stateKey } from '../../../src/storage/rows.ts';
import { makeTables } from '../../../src/storage/setup.ts';
import { createStore } from '../../../src/storage/store.ts';
import { written } from '../../calls/stage.ts';
import { gwen, hugo, larkfield } from '../../people.ts';
import { draft, type Ground, ground, minutesAfter, now } from './ground.ts';

let calls: string[];
let g: Ground;
beforeEach(async () => {
  calls = [];
  g = await ground(written(memoryEngine(), calls));
});

/** Whether anything of the hub has changed is asked at most once a moment, whatever is pressed; it is counted with the whole product. */
async function costs(what: string, doing: () => Promise<{ readonly kind: string }>): Promise<readonly string[]> {
  calls.splice(0);
  expect((await doing()).kind).toBe('done');
  const made = calls.filter((call) => call !== 'range version');
  process.stdout.write(`${what}: ${made.length} calls: ${made.join('; ')}\n`);
  return made;
}

describe('calls to the store', () => {
  it('of sending: one transaction; where it is about an eConsult its words are read', async () => {
    expect(await costs('send', () => g.send())).toHaveLength(1);
    const about = await g.claimed('K7M4QX');
    expect(await costs('send about an eConsult', () => g.send({ about }))).toHaveLength(2);
    const slot = await g.slotOffered();
    expect(await costs('send with an appointment', () => g.send({ about, draft: draft({ slot }) }))).toHaveLength(2);
  });
  it('of accepting, claiming and the end: one transaction with each thing that changes with it, where this process knows them', async () => {
    const { id } = await g.sent();
    expect(await costs('accept', () => g.wish(gwen, 'accept', id))).toEqual([expect.stringMatching(/^transact /)]);
    expect(await costs('claim', () => g.wish(hugo, 'claim', id))).toHaveLength(1);
    const about = await g.claimed('K7M4QX');
    const { id: other } = await g.sent({ about, draft: draft({ slot: await g.slotOffered() }) });
    expect(await costs('accept, about an eConsult', () => g.wish(gwen, 'accept', other))).toHaveLength(1);
    expect(await costs('claim, about an eConsult', () => g.wish(hugo, 'claim', other))).toHaveLength(1);
    expect(await costs('decline, with an appointment', () => g.wish(hugo, 'decline', other, { reason: 'noCapacity' }))).toHaveLength(1);
  });
  it('of completing with a task: what completing costs, and the words it is held against', async () => {
    const [first, second, third] = [await g.claimed('K7M4QX'), await g.claimed('H3P9RT'), await g.claimed('A4C6DE')];
    expect(await costs('complete alone', () => g.together(g.completing(first), []))).toHaveLength(1);
    expect(await costs('complete with a task', () => g.together(g.completing(second), [{}]))).toHaveLength(2);
    const slot = await g.slotOffered();
    expect(
      await costs('complete with a task and an appointment', () => g.together(g.completing(third), [{ draft: draft({ slot }) }])),
    ).toHaveLength(2);
  });
});

describe('the sweep', () => {
  const hub = 'NORTH';
  const due = 10;
  /** So many open eConsults and as many open tasks, written straight into the engine; ten of each are due. */
  async function tableWith(open: number) {
    const engine: Engine = memoryEngine();
    await makeTables(engine, 'sweep', [hub]);
    const table = engine.table(locate('sweep', hub));
    const row = (key: string, body: object): Write => ({ kind: 'insert', key, values: toColumns('body', body) });
    for (let from = 0; from < open; from += 16) {
      const writes = Array.from({ length: Math.min(16, open - from) }, (_, index) => from + index).flatMap((n) => {
        const at = minutesAfter(now, n % (open / due) === 0 ? -1 : 1 + n / 10);
        return (['econsult', 'task'] as const).flatMap((kind) => {
          const id = `${kind === 'task' ? 'T-' : ''}${String(n).padStart(6, '0')}`;
          const thing = { hub, kind, id };
          const place = {
            ...{ holder: larkfield, priority: 'routine', due: at, status: 'sent', from: hub, to: larkfield },
            sentAt: now,
          } as unknown as TaskPlace;
          return [
            row(stateKey(thing), { operations: [], state: { id, hub } }),
            row(openKey({ kind, id }, place), { ...place, id }),
            row(dueKey(thing, at), { at, kind, id }),
          ];
        });
      });
      if ((await table.transact(writes)).kind !== 'done') throw new Error('loading was refused');
    }
    const counting = counted(engine);
    return { store: createStore(counting, { prefix: 'sweep', writer: 'test', missing: () => {} }), take: counting.take };
  }

  it('with 20,000 open tasks beside 20,000 open eConsults reads what is due, as with 200 of each', async () => {
    const reads = [];
    for (const open of [200, 20_000]) {
      const { store, take } = await tableWith(open);
      take();
      const found = await store.due(hub, now, 1_000);
      expect(found.filter(({ kind }) => kind === 'task')).toHaveLength(due);
      reads.push(take());
      // A queue of one kind and holder is read without the other's.
      expect(await store.queue(hub, 'task', larkfield, 50)).toHaveLength(50);
      expect(take()).toMatchObject({ rangeReads: 1, rowsRead: 50 });
    }
    process.stdout.write(`the sweep: ${reads.map(({ rangeReads, rowsRead }) => `${rangeReads} range, ${rowsRead} rows`).join(' and ')}\n`);
    expect(reads[1]).toMatchObject({ pointReads: 0, rangeReads: 1, rowsRead: due * 2, transactions: 0 });
    expect(reads[1]).toEqual({ ...reads[0], bytesRead: reads[1]?.bytesRead });
  });
});
