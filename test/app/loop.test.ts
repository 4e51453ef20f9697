// Work in turn: never twice at once, and a failure is heard by whoever asked and by nobody after.
import { expect, it } from 'vitest';
import { inTurn } from '../../src/app/loop.ts';

it('runs one after the other, once for each who asked, and goes on after one that failed', async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  const work = inTurn(async () => {
    runs += 1;
    running += 1;
    most = Math.max(most, running);
    const mine = runs;
    await Promise.resolve();
    running -= 1;
    if (mine === 2) throw new Error('the second');
  });
  const settled = await Promise.allSettled([work(), work(), work()]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect({ most, runs }).toEqual({ most: 1, runs: 3 });
});
