// A whole sweep over the hubs: what one part of it cannot do keeps nothing else from being done or said.

import { expect, it } from 'vitest';
import { forever } from '../../src/app/sweep/sweep.ts';
import { dayId } from '../../src/domain/day/state.ts';
import { kinds } from '../../src/kinds.ts';
import type { Log } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createSweepPass } from '../../src/start/sweep-pass.ts';
import { but } from '../app/desk.ts';
import { dalia, larkfield, north, person } from '../people.ts';
import { world } from '../teams/given.ts';

it('tells the leads of an outage also when a practice\u2019s day cannot be begun, and is told of that as well', async () => {
  const w = await world();
  const failures: unknown[] = [];
  const log: Log = { info: () => {}, warn: () => {}, error: (event, fields) => void failures.push({ event, fields }) };
  const store = but(w.store, {
    load: async (thing) => {
      if (thing.kind === 'day' && thing.id === dayId(larkfield, '2026-11-25')) throw new Error('damaged');
      return w.store.load(thing);
    },
  });
  const pass = createSweepPass({
    kinds: kinds.app,
    store,
    nudge: () => {},
    network: w.source,
    clock: w.deps.clock,
    log,
    metrics: createMetrics(),
  });
  await w.receives({ priority: 'redFlag' });
  w.at(60);
  await pass();
  const waiting = (await Promise.all(([0, 1, 2] as const).map((each) => w.store.outbox(north, each, 100)))).flat();
  expect(waiting.map(({ what }) => what)).toContain('caughtUp');
  expect(failures).toMatchObject([{ event: 'broken', fields: { where: 'sweep' } }]);
});

it('moves the timers of what is open when hours have changed', async () => {
  const w = await world();
  const log: Log = { info: () => {}, warn: () => {}, error: () => {} };
  const pass = createSweepPass({
    kinds: kinds.app,
    store: w.store,
    nudge: () => {},
    network: w.source,
    clock: w.deps.clock,
    log,
    metrics: createMetrics(),
  });
  const at = w.deps.clock.now();
  const promisedBy = '2026-11-25T17:00:00.000Z';
  await w.receives({ priority: 'routine', kind: 'admin', promisedBy });
  await pass();
  const timers = async () => (await w.store.due(north, forever, 100)).filter(({ kind }) => kind === 'econsult').map((row) => row.at);
  const before = await timers();
  await w.source.change({
    ...{ type: 'setDay', operation: 'early', at, by: person(dalia), organisation: larkfield },
    ...{ date: '2026-11-25', open: [{ from: '08:00', to: '11:00' }], reason: 'Flood' },
  });
  await pass();
  expect([before, await timers()]).toEqual([['2026-11-25T13:00:00.000Z'], ['2026-11-25T11:00:00.000Z']]);
});
