// A whole sweep over the hubs: what one part of it cannot do keeps nothing else from being done or said.
import { expect, it } from 'vitest';
import { dayId } from '../src/domain/day/state.ts';
import type { Log } from '../src/log.ts';
import { createMetrics } from '../src/metrics.ts';
import { createSweepPass } from '../src/sweeping.ts';
import { but } from './app/desk.ts';
import { larkfield, north } from './people.ts';
import { world } from './teams/given.ts';

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
  const pass = createSweepPass({ store, nudge: () => {}, network: w.source, clock: w.deps.clock, log, metrics: createMetrics() });
  await w.receives({ priority: 'redFlag' });
  w.at(60);
  await pass();
  const waiting = (await Promise.all(([0, 1, 2] as const).map((each) => w.store.outbox(north, each, 100)))).flat();
  expect(waiting.map(({ what }) => what)).toContain('caughtUp');
  expect(failures).toMatchObject([{ event: 'broken', fields: { where: 'sweep' } }]);
});
