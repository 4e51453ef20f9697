// The product's own sweep puts people on shift and off it by the rota, as the clock moves on.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setRota } from '../../src/app/rota/rota.ts';
import { mondayOf } from '../../src/domain/rota/week.ts';
import { onTheWall } from '../../src/domain/time/london.ts';
import { type Stage, startHere } from './here.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startHere();
});
afterAll(() => stage.stop());

const hourMs = 3_600_000;

it('a shift begins and ends by itself', async () => {
  const { product, clock } = stage;
  const network = await product.network.current();
  const [hub] = Object.keys(network.hubs);
  const person = Object.values(network.staff).find(({ posts }) => posts.some(({ at }) => at === hub));
  if (hub === undefined || person === undefined) throw new Error('the demo has a hub with staff');
  const now = clock.now();
  const from = new Date(Date.parse(now) + hourMs).toISOString();
  const to = new Date(Date.parse(now) + 5 * hourMs).toISOString();
  const onShift = async () => (await product.network.current()).onShift[person.id]?.at;
  const handled = await setRota(
    { store: product.store, nudge: () => undefined, network: product.network },
    {
      type: 'setRota',
      hub,
      monday: mondayOf(onTheWall(from).date),
      shifts: [{ person: person.id, at: hub, from, to }],
      operation: 'rota',
      at: now,
      by: { kind: 'sender', caller: 'file' },
    },
  );
  expect(handled.kind).toBe('done');
  await product.sweepNow();
  expect(await onShift()).toBeUndefined();
  stage.pass(hourMs + 1_000);
  await product.sweepNow();
  expect(await onShift()).toBe(hub);
  stage.pass(4 * hourMs);
  await product.sweepNow();
  expect(await onShift()).toBeUndefined();
});
