// What is asked of the store, call by call: a press and an arrival with everything behind them, an hour with nothing to do, a look of the auditor.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CallStage, callStage } from './stage.ts';
import { arrivals, claims, completions, idle, lookOfAuditor, perSecond, type Way } from './ways.ts';

let stage: CallStage;
beforeAll(async () => {
  stage = await callStage();
});
afterAll(() => stage?.stop());

it('an arrival costs six calls until its card is posted and recorded', async () => {
  expect((await arrivals(stage)).calls).toEqual([
    // Whether the list of hubs, or anything of the hub, has changed.
    'range version',
    'range version',
    'transact event state sent text log contact due open outbox',
    'get conversation',
    'transact card',
    'transact card -outbox',
  ]);
});

it('a claim by somebody known, of what this process has read or written, costs five calls until its card is edited and recorded', async () => {
  expect((await claims(stage)).calls).toEqual([
    'get conversation',
    'range version',
    'range version',
    'transact event state log -due due open outbox',
    'transact card -outbox',
  ]);
});

it('an idle hub costs less than a call a second, and less when nothing has come for a while', async () => {
  const minute = 60_000;
  await stage.arrive();
  await stage.atRest();
  const soon = perSecond(await idle(stage, 'the first minute', minute), minute);
  await stage.pass(2 * minute);
  const later = perSecond(await idle(stage, 'ten minutes', 10 * minute), 10 * minute);
  process.stdout.write(
    `an idle hub: ${soon.toFixed(2)} calls a second, ${later.toFixed(2)} after a while, board, sweep and auditor included\n`,
  );
  expect(soon).toBeLessThanOrEqual(1);
  expect(later).toBeLessThanOrEqual(0.95);
  expect(later).toBeLessThan(soon);
});

it('a look of the auditor reads the days as a range, and of each open one its cards', async () => {
  const { calls } = await lookOfAuditor(stage);
  const open = calls.filter((call) => call === 'range card').length;
  expect(open).toBeGreaterThan(1);
  expect(calls.length - open).toBeLessThanOrEqual(14);
  expect(calls.filter((call) => call === 'get state').length).toBeLessThanOrEqual(4);
});

it('an arrival of a patient who has come before is written twice, and reads the patient and each other contact between', async () => {
  const again = { patient: { name: 'Wren Ashdown', dateOfBirth: '1979-03-14' } };
  await stage.arrive(again);
  expect((await arrivals(stage, again)).calls).toEqual([
    'range version',
    'range version',
    // Refused at the row of the patient: so it is new, and nothing of it was written.
    'transact event state sent text log contact due open outbox',
    'get contact',
    'get state',
    'transact event event state sent text log log contact due open outbox',
    'get conversation',
    'transact card',
    'transact card -outbox',
  ]);
});

it('words cost one read: they are held against the patient', async () => {
  const [without, written] = [await completions(stage, ''), await completions(stage, 'Bloods to be repeated in a month.')];
  // The board and the sweep have their turns between, and they are not counted here.
  const ofIt = ({ calls }: Way) => calls.filter((call) => /text|^get state|^transact event/.test(call)).sort();
  expect(ofIt(without)).not.toContain('range text');
  expect(ofIt(written)).toEqual([...ofIt(without), 'range text'].sort());
});
