// A claim through our door beside one through the door of a bot after Microsoft's samples, on the same store, in turns.
import { TableClient } from '@azure/data-tables';
import { demoHub } from '../../src/sandbox/demo/people.ts';
import { arrive, press, type Stage, startStage, trustOf } from './doors.ts';
import { type AzuriteChild, fail } from './ground.ts';
import { type Amount, each, inTurns, type Line, processorMs, shown, verdict } from './measure.ts';
import { type Keeps, startSampleBot } from './sample-bot.ts';

/** Beside a bot that keeps one row, which is what a claim is held against, and beside one that writes as many rows as ours. */
export async function beside(azurite: AzuriteChild, amount: Amount): Promise<Line[]> {
  return [...(await besideOne(azurite, amount, 'state')), ...(await besideOne(azurite, amount, 'all'))];
}

/** Each of ours needs one of its own; each of theirs has one as well. */
async function besideOne(azurite: AzuriteChild, amount: Amount, keeps: Keeps): Promise<Line[]> {
  const on = await startStage(await azurite.engine());
  const table = TableClient.fromConnectionString(azurite.connectionString, `sample${keeps}`, { allowInsecureConnection: true });
  await table.createTable();
  const sample = await startSampleBot(trustOf(on), table, keeps);
  const theirs: Stage = { ...on, url: sample.url };
  const batch = amount.batch;
  const warm = 600;
  // Two measurements, each with a round that is thrown away; of theirs twice as many, before and after ours.
  const needed = 2 * batch * (amount.rounds + 1) + warm;
  const [ours, samples]: [string[], string[]] = [[], []];
  for (let n = 0; n < needed; n++) ours.push(await arrive(on));
  for (let n = 0; n < 2 * needed; n++) {
    const id = `S${n}`;
    await table.createEntity({ partitionKey: 'sample', rowKey: id, status: 'waiting', claimant: '' });
    samples.push(id);
  }
  const value = (id: string) => ({
    action: { type: 'Action.Execute', verb: 'claim', data: { v: 1, hub: demoHub, id, revision: 1 } },
    trigger: 'manual',
  });
  const claim = async () => {
    const answer = await press(on, 'adaptiveCard/action', value(ours.pop() ?? fail('nothing is open')));
    if (!answer.includes('"complete"')) fail(`a claim was answered ${answer.slice(0, 200)}`);
  };
  const theirClaim = async () => {
    const answer = await press(theirs, 'adaptiveCard/action', value(samples.pop() ?? fail('the sample has none left')));
    if (!answer.includes('claimed')) fail(`the sample answered ${answer.slice(0, 200)}`);
  };
  for (let n = 0; n < warm; n++) await theirClaim();
  for (let n = 0; n < warm; n++) await claim();
  const took = await inTurns(
    amount.rounds,
    () => each(batch, theirClaim),
    () => each(batch, claim),
  );
  const worked = await inTurns(
    amount.rounds,
    () => processorMs(batch, theirClaim),
    () => processorMs(batch, claim),
  );
  await sample.stop();
  await on.stop();
  const line = (what: string, seen: typeof took): Line => ({
    what,
    on: 'Azurite, HTTP, client in the same process',
    figure: shown(seen.thing, ' ms'),
    floor: `sample bot ${shown(seen.floor, ' ms')}`,
    ratio: shown(seen.ratio, ' x'),
    operations: '',
    // Only the bot of the samples is what Microsoft's users would compare with; the other one tells what the rows cost.
    ...(keeps === 'state' ? { budget: '<= 1.2 x', verdict: verdict(seen.ratio.median <= 1.2) } : { budget: '', verdict: '' }),
  });
  const bot = keeps === 'state' ? 'a sample bot' : 'a sample bot that writes as many rows';
  return [line(`claim by button beside ${bot}, time`, took), line(`claim by button beside ${bot}, processor`, worked)];
}
