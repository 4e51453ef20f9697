// A claim through our door beside one through the door of a bot that does less than Microsoft's samples, on the same store, in turns.
import { TableClient } from '@azure/data-tables';
import { demoHub } from '../../src/sandbox/demo/people.ts';
import { arrive, press, type Stage, startStage, trustOf } from './doors.ts';
import { type AzuriteChild, fail } from './ground.ts';
import { type Amount, each, inTurns, type Line, processorMs, shown } from './measure.ts';
import { type Does, startSampleBot } from './sample-bot.ts';

/** Beside one that does the least a bot can, and beside one that writes as many rows: neither shows the card to anybody but the presser. */
export async function besideLeast(azurite: AzuriteChild, amount: Amount): Promise<Line[]> {
  return [...(await besideOne(azurite, amount, 'least')), ...(await besideOne(azurite, amount, 'asManyRows'))];
}

/** Each of ours needs one of its own; each of theirs has one as well. */
async function besideOne(azurite: AzuriteChild, amount: Amount, does: Does): Promise<Line[]> {
  const on = await startStage(await azurite.engine());
  const table = TableClient.fromConnectionString(azurite.connectionString, `sample${does}`, { allowInsecureConnection: true });
  await table.createTable();
  const sample = await startSampleBot(trustOf(on), table, does);
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
    // These tell what the rows and the card cost; what a claim is held against is a bot that does what the samples do.
    budget: '',
    verdict: '',
  });
  const bot = does === 'least' ? 'the least a bot can do' : 'the least, with as many rows';
  return [line(`claim by button beside ${bot}, time`, took), line(`claim by button beside ${bot}, processor`, worked)];
}
