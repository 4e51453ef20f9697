// The network file written anew while the product runs: taken in as at a start, the same one again changes nothing, and one that leaves a hub out is refused.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoNetwork } from '../../src/sandbox/demo/network.ts';
import { demoHub } from '../../src/sandbox/demo/people.ts';
import { type CallStage, callStage } from '../calls/stage.ts';

let stage: CallStage;
beforeAll(async () => {
  stage = await callStage();
});
afterAll(() => stage?.stop());

it('is used at once, with a table for a new hub', async () => {
  const { product } = stage;
  const content = demoNetwork();
  const hub = content.hubs[demoHub];
  if (hub === undefined) throw new Error('the demo has its hub');
  const larger = { ...content, hubs: { ...content.hubs, HUB02: { ...hub, id: 'HUB02', name: 'Second eHub' } } };
  expect(await product.takeNetwork({ content: larger, operation: 'file|1' })).toEqual({ took: true });
  expect(Object.keys((await product.network.current()).hubs)).toContain('HUB02');
  expect(await product.store.buried('HUB02')).toEqual([]);

  stage.take();
  expect(await product.takeNetwork({ content: larger, operation: 'file|2' })).toEqual({ took: false });
  expect(stage.take().filter((call) => call.startsWith('transact'))).toEqual([]);

  const refused = await product.takeNetwork({ content, operation: 'file|3' });
  expect(refused).toEqual({ faults: [expect.stringMatching(/^The network file cannot be used\. Second eHub would be left out/)] });
  expect(Object.keys((await product.network.current()).hubs)).toContain('HUB02');
});
