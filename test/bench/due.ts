// The sweep's read: what is due, among few and among very many that are not. Rows read must be what is due and nothing else.

import type { QueuePlace } from '../../src/domain/econsult/queue-place.ts';
import { toColumns } from '../../src/storage/columns.ts';
import { counted } from '../../src/storage/counted.ts';
import type { Write } from '../../src/storage/engine.ts';
import { locate } from '../../src/storage/keys.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { dueKey, openKey, stateKey } from '../../src/storage/rows.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { fail, startsAt } from './ground.ts';
import { type Amount, each, inTurns, type Line, shown, verdict } from './measure.ts';

const hub = 'HARBOUR';
const due = 10;
const few = 1_000;
const many = 100_000;
/** A transaction takes at most 100 rows; three each. */
const perTransaction = 33;

/** A table with so many open, written straight into the engine: state, queue and timer of each. Ten are due, spread among all. */
async function tableWith(open: number) {
  const engine = memoryEngine();
  await makeTables(engine, 'due', [hub]);
  const table = engine.table(locate('due', hub));
  const start = Date.parse(startsAt);
  const rowsOf = (n: number): Write[] => {
    const id = `B${String(n).padStart(6, '0')}`;
    const thing = { hub, kind: 'econsult', id } as const;
    const at = new Date(n % (open / due) === 0 ? start - 60_000 - n : start + 60_000 + n * 1_000).toISOString();
    const place: QueuePlace = {
      holder: hub,
      priority: 'routine',
      due: at,
      risk: at,
      limit: at,
      held: false,
      status: 'waiting',
      kind: 'clinical',
      practice: 'A81001',
      receivedAt: at,
      claimant: undefined,
      assignee: undefined,
      offeredTo: undefined,
      plan: undefined,
    };
    const row = (key: string, body: object): Write => ({ kind: 'insert', key, values: toColumns('body', body) });
    return [
      row(stateKey(thing), { operations: [], state: { id, hub, status: 'waiting' } }),
      row(openKey({ kind: 'econsult', id: id }, place), { ...place, id }),
      row(dueKey(thing, at), { at, kind: 'econsult', id }),
    ];
  };
  for (let from = 0; from < open; from += perTransaction) {
    const writes = Array.from({ length: Math.min(perTransaction, open - from) }, (_, n) => rowsOf(from + n)).flat();
    const done = await table.transact(writes);
    if (done.kind !== 'done') fail('loading was refused');
  }
  const counting = counted(engine);
  return { store: createStore(counting, { prefix: 'due', writer: 'bench', missing: () => {} }), take: counting.take };
}

export async function dueReads(amount: Amount): Promise<Line[]> {
  const [small, large] = [await tableWith(few), await tableWith(many)];
  const read = (of: typeof small) => async () => {
    const found = await of.store.due(hub, startsAt, 100);
    if (found.length !== due) fail(`${found.length} due instead of ${due}`);
  };
  await read(large)();
  const counts = large.take();
  const batch = amount.batch * 10;
  const seen = await inTurns(
    amount.rounds,
    () => each(batch, read(small)),
    () => each(batch, read(large)),
  );
  const rowsMet = counts.rowsRead === due && counts.rangeReads === 1;
  return [
    {
      what: `what is due: ${due} rows`,
      on: `memory, ${many} open, ${many * 3} rows`,
      figure: shown(seen.thing, ' ms'),
      floor: `${few} open: ${shown(seen.floor, ' ms')}`,
      ratio: shown(seen.ratio, ' x'),
      operations: `${counts.rangeReads} range, ${counts.rowsRead} rows read`,
      budget: 'rows read = due; same cost (<= 2 x)',
      verdict: verdict(rowsMet && seen.ratio.median <= 2),
    },
  ];
}
