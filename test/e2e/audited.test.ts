// The auditor in the whole product: what people and the dispatcher leave behind them is in order, and what is broken behind their backs is put right.
import { expect, it } from 'vitest';
import { amara, demoHub, demoPractices } from '../../src/sandbox/demo/people.ts';
import { locate } from '../../src/storage/keys.ts';
import { idOf } from './desk.ts';
import { channelOfPractice, hubChannel, until } from './given.ts';
import { lifeDesk } from './lifedesk.ts';

const { stage, arrived, does, newest } = lifeDesk();

const metric = async (line: string): Promise<number> => {
  const text = await (await fetch(`${stage().url}/metrics`)).text();
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1));
};

it('finds the world in order after people have worked in it, mends it when it is not, and says so', async () => {
  const { product, engine } = stage();
  const { reference } = await arrived({ practice: demoPractices.kestrelRoad });
  const { reference: closed } = await arrived({ practice: demoPractices.kestrelRoad, priority: 'urgent' });
  await arrived({ practice: demoPractices.ferrymansLane, kind: 'clinical' }, channelOfPractice.of(demoPractices.ferrymansLane));
  for (const each of [reference, closed]) await does(amara, each, 'Claim');
  await does(amara, closed, 'Complete', { outcome: 'answered', told: 'message', toldAt: 'now' });
  await product.auditNow();
  expect(stage().log.filter((line) => /"auditRaised"|"auditRepaired"|"auditFailed"/.test(line))).toEqual([]);
  const beaten = await metric('ehub_heartbeat_seconds');
  expect(beaten).toBeGreaterThan(0);

  // Its card is forgotten, and its timer: both come back, the card as a new message that everybody can press.
  const table = engine.table(locate('ehub', demoHub));
  const about = async (family: string) =>
    (await table.range(`${family}|`, `${family}}`, 1_000)).filter(({ key }) => key.split('|').includes(idOf(reference)));
  const before = newest(reference, hubChannel).id;
  for (const family of ['card', 'due'])
    for (const { key } of await about(family)) expect(await table.transact([{ kind: 'delete', key }])).toMatchObject({ kind: 'done' });
  await product.auditNow();
  expect(await metric('ehub_audit_repairs_total{kind="timerMissing"}')).toBe(1);
  expect(await metric('ehub_audit_repairs_total{kind="cardMissing"}')).toBe(1);
  expect(await metric('ehub_heartbeat_seconds')).toBe(beaten);
  await until('its card is there again', async () => newest(reference, hubChannel).id !== before);
  await does(amara, reference, 'Complete', { outcome: 'answered', told: 'message', toldAt: 'now' });
  await product.auditNow();
  expect(await metric('ehub_audit_findings{kind="timerMissing"}')).toBe(0);
  expect(await metric('ehub_heartbeat_seconds')).toBeGreaterThan(beaten);
});
