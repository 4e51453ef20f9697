// What "claim the most urgent" asks of the store, call by call: typed, on the board and under a queue. On a stage of its own, with little open.
import { expect, it } from 'vitest';
import { callStage } from './stage.ts';
import { nexts } from './ways.ts';

it('the most urgent is claimed with two calls more than a claim, which read the queues of eConsults and of tasks; a list that is drawn anew is read again', async () => {
  const stage = await callStage();
  try {
    const { typed, board, queue } = await nexts(stage);
    const claimed = ['range open', 'range open', 'transact event state log -due due open outbox'];
    const versions = ['range version', 'range version'];
    expect(typed.calls).toEqual(['get conversation', ...versions, ...claimed, 'transact card -outbox']);
    // As it was known a moment ago, whether anything of the hub has changed is not asked again.
    expect(board.calls.filter((call) => !versions.includes(call))).toEqual([
      ...['get conversation', ...claimed, 'range open', 'get card', 'range open', 'transact card -outbox'],
    ]);
    const rows = queue.calls.filter((call) => call === 'get state').length;
    expect(rows).toBe(4);
    expect(queue.calls.filter((call) => !versions.includes(call))).toEqual([
      ...['get conversation', ...claimed, 'range open', 'range open', ...Array(rows).fill('get state'), 'transact card -outbox'],
    ]);
    process.stdout.write(
      `the most urgent: ${typed.calls.length} calls typed, ${board.calls.length} on the board, ${queue.calls.length} under a queue of ${rows}\n`,
    );
  } finally {
    await stage.stop();
  }
});
