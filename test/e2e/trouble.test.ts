// Teams in trouble and the store away: everything due arrives afterwards, as it then is, and whoever meets the trouble reads plain words.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { NetworkContent } from '../../src/commands/network-file.ts';
import { wordsOf } from '../../src/sandbox/card.ts';
import { amara, demoHub } from '../../src/sandbox/demo/people.ts';
import { noFaults } from '../../src/sandbox/faults.ts';
import { connectTables } from '../../src/storage/connect.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { connectionStringTo, startAzurite } from '../storage/azurite.ts';
import { type FaultyProxy, startFaultyProxy } from '../storage/faultyProxy.ts';
import { filledIn, formOf } from './dialogs.ts';
import { copiesOf, hubChannel, networkWithCrowd, reads, shown, submission, until } from './given.ts';
import { type Stage, startHere } from './here.ts';

/** Longer than any pause the bot makes between tries. */
const minuteMs = 61_000;

describe('Teams', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startHere();
  });
  afterAll(() => stage?.stop());
  afterEach(() => {
    stage.teams.faults.set(noFaults);
    stage.teams.faults.decide(undefined);
    expect(stage.teams.limits.overruns).toEqual([]);
  });

  let sent = 0;
  const sendOne = async (): Promise<string> => {
    sent += 1;
    const { status, body } = await stage.send(submission(`trouble-${sent}`));
    expect(status).toBe(201);
    return body.reference ?? '';
  };
  /** Waits until the bot has met the trouble. */
  const met = async (calls: { readonly count: number }): Promise<unknown> => until('the bot has met the trouble', () => calls.count > 0);
  const counting = (fault: object): { count: number } => {
    const calls = { count: 0 };
    stage.teams.faults.decide(() => {
      calls.count += 1;
      return fault;
    });
    return calls;
  };
  /** Trouble ends, time passes, and everything comes. */
  const over = async (references: readonly string[]): Promise<void> => {
    stage.teams.faults.decide(undefined);
    for (const reference of references) {
      await until(`${reference} came`, () => {
        stage.pass(1_000);
        return copiesOf(stage.teams, hubChannel, reference).length > 0;
      });
    }
  };

  it.each([
    ['throttled for five seconds', { throttleSeconds: 5 }],
    ['throttled until a date by its own clock', { throttleSeconds: 5, throttleByDate: true }],
    ['sure for a while that the channel is gone (404)', { failStatus: 404, failIn: hubChannel }],
    ['sure for a while that the bot may not write there (403)', { failStatus: 403, failIn: hubChannel }],
    ['throttled without saying for how long', { throttleBare: true }],
    ['busy (503)', { failStatus: 503 }],
    ['broken (502)', { failStatus: 502 }],
    ['at odds with itself (412)', { failStatus: 412 }],
  ] as const)('%s: all arrive afterwards, once', async (_, fault) => {
    const calls = counting(fault);
    const references = [await sendOne(), await sendOne(), await sendOne()];
    await met(calls);
    expect(references.flatMap((reference) => copiesOf(stage.teams, hubChannel, reference))).toEqual([]);
    await over(references);
    stage.pass(minuteMs);
    for (const reference of references) expect(copiesOf(stage.teams, hubChannel, reference)).toHaveLength(1);
    expect((await stage.ready()).body).toMatchObject({ ready: true });
    expect(await stage.product.store.buried(demoHub)).toEqual([]);
  });

  it('stores what it is sent and loses the answer: it arrives, and what was lost is at most one copy too many', async () => {
    const calls = counting({ loseAnswers: true });
    const reference = await sendOne();
    await met(calls);
    stage.teams.faults.decide(undefined);
    const card = await shown(stage.teams, hubChannel, reference, 'Waiting');
    await until('it is recorded', async () => {
      stage.pass(1_000);
      return (await stage.product.store.card(demoHub, reference.replace('-', ''), `org.${demoHub}`)).messageId !== undefined;
    });
    expect(copiesOf(stage.teams, hubChannel, reference).length).toBeLessThanOrEqual(2);
    // The first copy's buttons work like the other's.
    await stage.teams.clients.pressButton(amara.id, card.id, 'Claim');
    expect(reads(stage.teams, amara, card)).toContain('Claimed by Dr Amara Okafor');
    await shown(stage.teams, hubChannel, reference, 'Claimed by Dr Amara Okafor');
  });

  it('slow: pressing is answered at once all the same, and only the newest state is sent', async () => {
    const reference = await sendOne();
    const card = await shown(stage.teams, hubChannel, reference, 'Waiting');
    const calls = counting({ throttleSeconds: 2 });
    const versionBefore = stage.teams.world.message(card.id)?.version ?? 0;
    const longest = { ms: 0 };
    for (const [title, inputs] of [
      ['Claim', {}],
      ['Release it', { reason: 'noTime' }],
      ['Claim', {}],
      ['Complete', { outcome: 'answered', told: 'message' }],
    ] as const) {
      const beganMs = performance.now();
      const form = formOf(await stage.teams.clients.pressButton(amara.id, card.id, title, inputs));
      if (form !== undefined) await stage.teams.clients.submitDialog(amara.id, card.id, filledIn(form, inputs));
      longest.ms = Math.max(longest.ms, performance.now() - beganMs);
    }
    await met(calls);
    expect(wordsOf(stage.teams.world.message(card.id)?.card)).toContain('Waiting');
    stage.teams.faults.decide(undefined);
    stage.pass(minuteMs);
    await shown(stage.teams, hubChannel, reference, 'Completed by Dr Amara Okafor');
    // Four changes, one edit.
    expect(stage.teams.world.message(card.id)?.version).toBe(versionBefore + 1);
    expect(longest.ms).toBeLessThan(1_000);
    process.stdout.write(`trouble: 4 presses while Teams refused, slowest answered in ${Math.round(longest.ms)} ms, 1 edit afterwards\n`);
  });

  it('a card that somebody deleted is posted again when it changes', async () => {
    const reference = await sendOne();
    const card = await shown(stage.teams, hubChannel, reference, 'Waiting');
    const claim = { v: 1, hub: demoHub, id: reference.replace('-', '') };
    await stage.teams.clients.press(amara.id, card.id, 'claim', claim);
    await shown(stage.teams, hubChannel, reference, 'Claimed by');
    await stage.teams.clients.view(amara.id, hubChannel);
    stage.pass(minuteMs);
    await stage.teams.clients.pressButton(amara.id, card.id, 'Release it', { reason: 'noTime' });
    await shown(stage.teams, hubChannel, reference, 'Waiting');
    stage.teams.world.remove(card.id);
    stage.pass(minuteMs);
    const other = await sendOne();
    const elsewhere = await shown(stage.teams, hubChannel, other, 'Waiting');
    await stage.teams.clients.press(amara.id, elsewhere.id, 'claim', claim);
    // Teams must have said for most of a minute that it is gone.
    await until('a copy stands', () => {
      stage.pass(2_000);
      return copiesOf(stage.teams, hubChannel, reference).length > 0;
    });
    await shown(stage.teams, hubChannel, reference, 'Claimed by Dr Amara Okafor');
    expect(copiesOf(stage.teams, hubChannel, reference)).toHaveLength(1);
  });
});

describe('the store', () => {
  let stage: Stage;
  let proxy: FaultyProxy;
  let azurite: Awaited<ReturnType<typeof startAzurite>>;
  const quick = { perTryMs: 500, overallMs: 1_500, maxRetries: 1, retryDelayInMs: 20, maxRetryDelayInMs: 50 };
  beforeAll(async () => {
    azurite = await startAzurite();
    proxy = await startFaultyProxy(azurite.address);
    stage = await startHere({ engine: await connectTables({ connectionString: connectionStringTo(proxy.address) }, quick) });
  });
  afterAll(async () => {
    await stage?.stop();
    await proxy?.close();
    await azurite?.close();
  });
  afterEach(() => {
    proxy.plan = () => 'pass';
  });

  it.each(['loseRequest', 'busy', 503] as const)(
    'away (%s): senders are told to send again, pressers read plain words, and it recovers',
    async (fault) => {
      const known = (await stage.send(submission(`known-${fault}`))).body.reference ?? '';
      const card = await shown(stage.teams, hubChannel, known, 'Waiting');
      proxy.plan = () => fault;
      const body = submission(`away-${fault}`);
      const refused = await stage.send(body);
      expect(refused.status).toBe(503);
      expect(refused.headers.get('retry-after')).toBe('10');
      expect(refused.text).toMatch(/Nothing was kept|It may have been kept/);
      await stage.teams.clients.press(amara.id, card.id, 'claim', { v: 1, hub: demoHub, id: known.replace('-', '') }).then((answer) => {
        expect(answer.kind === 'message' ? answer.text : answer.kind).toMatch(
          /The store cannot be reached just now|The answer did not come in time|Something went wrong on our side/,
        );
      });
      expect((await stage.ready()).status).toBe(503);
      expect((await fetch(`${stage.url}/healthz`)).status).toBe(200);
      proxy.plan = () => 'pass';
      await until('it is ready again', async () => (await stage.ready()).status === 200);
      const again = await stage.send(body);
      expect([200, 201]).toContain(again.status);
      await shown(stage.teams, hubChannel, again.body.reference ?? '', 'Waiting');
      await stage.teams.clients.pressButton(amara.id, card.id, 'Claim');
      await shown(stage.teams, hubChannel, known, 'Claimed by Dr Amara Okafor');
    },
  );

  it('loses the answer of every write: nobody is told what is not so, and nothing is written twice', async () => {
    proxy.plan = (method) => (method === 'POST' ? 'loseAnswer' : 'pass');
    const body = submission('lost-answers');
    const first = await stage.send(body);
    expect([200, 201, 503]).toContain(first.status);
    proxy.plan = () => 'pass';
    const second = await stage.send(body);
    expect(second.status).toBeLessThan(300);
    if (first.status !== 503) expect(second.body.reference).toBe(first.body.reference);
    const events = await stage.product.store.events({ hub: demoHub, kind: 'econsult', id: (second.body.reference ?? '').replace('-', '') });
    expect(events).toHaveLength(1);
  });
});

it('a file that leaves out a hub is no network to start with: what is open there would be looked after by nobody', async () => {
  const engine = memoryEngine();
  const before = await startHere({ engine });
  const { body } = await before.send(submission('left-out'));
  await until('it is shown', () => copiesOf(before.teams, hubChannel, body.reference ?? '').length > 0);
  await before.stop();
  const other = JSON.parse(JSON.stringify(networkWithCrowd()).replaceAll(`"${demoHub}"`, '"HUB02"')) as NetworkContent;
  await expect(startHere({ engine, network: other })).rejects.toThrow('The network file cannot be used. Harbour eHub would be left out');
  const after = await startHere({ engine });
  expect(Object.keys((await after.product.network.current()).hubs)).toEqual([demoHub]);
  await after.stop();
});
