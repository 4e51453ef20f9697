// Waves as a hub lead meets them: planned from the list, read on the card, decided, and set for all of their practices once, whatever dies.
import { beforeEach, describe, expect, it } from 'vitest';
import { handle } from '../../../src/app/handle.ts';
import { lookAtWave, openWaves, waveKey, waves } from '../../../src/app/wave/wave.ts';
import { drawWave } from '../../../src/cards/wave/card.ts';
import { waveAskedWords } from '../../../src/cards/wave/words.ts';
import { stageAt } from '../../../src/domain/network/stage.ts';
import { usualLimits, type Wave } from '../../../src/domain/wave/wave.ts';
import { verbsOf } from '../../cards/elements.ts';
import { later } from '../../given.ts';
import { amara, dalia, gwen, larkfield, millbrook, network, north, person } from '../../people.ts';
import { carried, type World, world } from '../given.ts';

let w: World;
beforeEach(async () => {
  w = await world();
  for (const practice of [larkfield, millbrook])
    await w.source.change({
      ...{ type: 'setStage', operation: `shadow-${practice}`, at: later(0), by: { kind: 'person', id: dalia.id, name: dalia.name } },
      ...{ practice, step: { from: '2026-11-25', stage: 'shadow' }, missing: 0 },
    });
});
const filled = { name: 'First wave', practices: `${larkfield},${millbrook}`, from: '2026-12-01', stage: 'live', kinds: '', ...shares() };
function shares(): Record<string, string> {
  return Object.fromEntries(Object.entries(usualLimits).map(([id, value]) => [id, String(value)]));
}
const planned = async (): Promise<Wave> => {
  await w.submit(dalia, 'plan', { thing: 'wave', v: 1, rest: north, ...filled });
  const [wave] = await openWaves({ store: w.store, network: w.source }, north);
  if (wave === undefined) throw new Error('none is planned');
  return wave;
};
const now = async (wave: Wave): Promise<Wave> => (await w.store.load<Wave>(waveKey(north, wave.id)))?.state as Wave;
const about = ({ id }: Wave, more: object = {}) => ({ thing: 'wave', v: 1, hub: north, id, rest: `${north}|${id}`, ...more });
const stages = async (date: string): Promise<readonly string[]> => {
  const { practices } = await w.source.current();
  return [larkfield, millbrook].map((code) => stageAt(practices[code] ?? {}, date));
};
const stagesSet = async (): Promise<number> =>
  (await w.store.logged(north, { kind: 'network', types: ['StageSet'] }, later(-60), later(1_000_000), 100)).length;

describe('a wave', () => {
  it('is listed, planned and measured at once, by a hub lead alone', async () => {
    expect((await w.says(dalia, 'rollout')).said).toContain('No wave is planned.');
    expect(verbsOf((await w.says(dalia, 'rollout')).body)).toEqual([{ action: 'dialog', verb: 'plan' }]);
    expect((await w.says(amara, 'rollout')).said).not.toContain('No wave is planned.');
    for (const who of [amara, gwen])
      expect((await w.submit(who, 'plan', { thing: 'wave', v: 1, rest: north, ...filled })).said).toContain('This needs a hub lead');
    expect((await w.submit(dalia, 'plan', { thing: 'wave', v: 1, rest: north, ...filled, practices: '' })).said).toContain('not filled in');
    const wave = await planned();
    expect(wave).toMatchObject({ status: 'planned', plan: { name: 'First wave' }, numbers: { received: 0, lost: 0 } });
    expect((await w.says(dalia, 'rollout')).said).toContain('First wave');
    const waits = await w.store.waiting(north, 100);
    expect(waits.filter(({ id }) => id === wave.id)).not.toEqual([]);
  });
  it('shows on its card who goes, the numbers and what is missed', async () => {
    await w.receives({ practiceCode: network.practices['T90003']?.code ?? '' });
    const card = JSON.stringify(drawWave(await planned(), await w.source.current(), later(1)).card);
    expect(card).toContain('Larkfield Surgery, Millbrook Practice: live from 1 Dec 2026.');
    expect(card).toContain('Staff trained \u00b7 MISSED');
    expect(card).toContain('0 %. At least 80 % is wanted.');
    expect(card).toContain('1 eConsult came in the 14 days before');
  });
  it('says where nothing is measured yet, and calls nothing missed that could not be', async () => {
    const card = JSON.stringify(drawWave(await planned(), await w.source.current(), later(1)).card);
    expect(card).toContain('Nothing is measured yet. At least 90 % is wanted.');
    expect(card).toContain('None, as it must be.');
    expect(card).not.toContain('Claimed in time \u00b7 MISSED');
  });
  it('leaves out a practice that closes', async () => {
    await w.source.change({
      operation: 'closes',
      at: later(0),
      by: person(dalia),
      type: 'closePractice',
      practice: larkfield,
      from: '2026-12-24',
    });
    const form = (await w.fetch(dalia, 'plan', { thing: 'wave', v: 1, rest: north })).said;
    expect([form.includes('Larkfield Surgery'), form.includes('Millbrook Practice')]).toEqual([false, true]);
    expect((await w.submit(dalia, 'plan', { thing: 'wave', v: 1, rest: north, ...filled })).said).toContain('Choose');
  });
  it('takes nobody back who has come further already', async () => {
    const asked = { operation: 'live', at: later(0), by: person(dalia) } as const;
    await w.source.change({ ...asked, type: 'setStage', practice: larkfield, step: { from: '2026-11-25', stage: 'live' }, missing: 0 });
    await w.submit(dalia, 'plan', { thing: 'wave', v: 1, rest: north, ...filled, stage: 'limited', kinds: 'admin' });
    const [wave] = await openWaves({ store: w.store, network: w.source }, north);
    if (wave === undefined) throw new Error('none is planned');
    await w.submit(dalia, 'go', about(wave, { why: 'The first wave has nothing before it' }));
    expect(await stages('2026-12-01')).toEqual(['live', 'limited']);
    expect(await now(wave)).toMatchObject({ status: 'gone', left: [] });
  });
  it('has its name as it was written in notifications, where no Markdown is read', async () => {
    await w.submit(dalia, 'plan', { thing: 'wave', v: 1, rest: north, ...filled, name: 'Coast (1)' });
    const [wave] = await openWaves({ store: w.store, network: w.source }, north);
    if (wave === undefined) throw new Error('none is planned');
    const { card, summary } = drawWave(wave, await w.source.current(), later(1));
    expect(summary).toMatch(/: Coast \(1\)$/);
    expect(JSON.stringify(card)).toContain('Coast \\\\(1\\\\)');
    expect(waveAskedWords(wave).text).toContain(': Coast (1): its numbers');
  });
  it('goes only with a reason where something is missed, and then sets the stage of each of its practices once', async () => {
    const wave = await planned();
    // Before anything is written it says what a reason is needed for.
    const asks = await w.fetch(dalia, 'go', about(wave));
    expect(asks.said).toContain('Why, if something is missed');
    expect(asks.said).toMatch(/Missed: staff trained\. Still to do on their checklists: \d+ /);
    expect((await w.fetch(dalia, 'notYet', about(wave))).said).not.toContain('Missed:');
    expect((await w.submit(dalia, 'go', about(wave, { why: '' }))).said).toContain('Please say why it goes all the same.');
    expect(await stages('2026-12-01')).toEqual(['shadow', 'shadow']);
    const before = await stagesSet();
    await w.submit(dalia, 'go', about(wave, { why: 'The first wave has nothing before it' }));
    expect(await now(wave)).toMatchObject({ status: 'gone', left: [], go: { by: { name: dalia.name } } });
    expect([await stages('2026-11-30'), await stages('2026-12-01')]).toEqual([
      ['shadow', 'shadow'],
      ['live', 'live'],
    ]);
    // Pressed twice, or by another lead on an old card.
    await w.submit(dalia, 'go', about(wave, { why: 'Again' }));
    expect((await stagesSet()) - before).toBe(2);
    expect(await openWaves({ store: w.store, network: w.source }, north)).toEqual([]);
    expect((await w.submit(dalia, 'notYet', about(wave, { why: '' }))).said).toContain('said go');
  });
  it('is finished by the clock where whoever pressed died halfway', async () => {
    const wave = await planned();
    const numbers = wave.numbers ?? { at: later(0), days: 14, received: 0, lost: 0, minutesSaved: 0 };
    const deps = { store: w.store, nudge: () => undefined, network: w.source };
    const said = { text: 'Agreed by all', checked: false };
    const asked = { hub: north, id: wave.id, operation: 'go', at: later(5), by: person(dalia) } as const;
    await handle(deps, waves, waveKey(north, wave.id), { ...asked, type: 'go', numbers, missing: 4, why: said }, await w.source.now());
    // One of the two was set before it died.
    await w.source.change({
      ...{ type: 'setStage', operation: `wave|${wave.id}|${larkfield}`, at: later(5), by: person(dalia), practice: larkfield, missing: 2 },
      step: { from: '2026-12-01', stage: 'live', despite: 'Agreed by all' },
    });
    const before = await stagesSet();
    for (const operation of ['due-1', 'due-2']) await lookAtWave(deps, north, wave.id, { operation, at: later(10) });
    expect(await now(wave)).toMatchObject({ status: 'gone', left: [] });
    expect(await stages('2026-12-01')).toEqual(['live', 'live']);
    expect((await stagesSet()) - before).toBe(1);
  });
  it('is asked again a week after "Not yet", with new numbers', async () => {
    const wave = await planned();
    await w.submit(dalia, 'notYet', about(wave, { why: 'Two people are away' }));
    const waiting = await now(wave);
    expect(waiting).toMatchObject({ status: 'planned', notYet: { why: 'Two people are away' } });
    const due = await w.store.due(north, later(7 * 24 * 60), 100);
    expect(due.some(({ id }) => id === wave.id)).toBe(true);
    const deps = { store: w.store, nudge: () => undefined, network: w.source };
    await lookAtWave(deps, north, wave.id, { operation: 'early', at: later(60) });
    expect((await now(wave)).revision).toBe(waiting.revision);
    await lookAtWave(deps, north, wave.id, { operation: 'due', at: later(7 * 24 * 60) });
    expect((await now(wave)).numbers?.at).toBe(later(7 * 24 * 60));
  });
});

it('what the hub does counts: claimed in time, and minutes saved', async () => {
  const id = await w.receives({ practiceCode: 'T90003' });
  w.at(5);
  await w.press(amara, 'claim', carried(id));
  await w.press(amara, 'complete', { ...carried(id), outcome: 'answered:message', told: '', toldAt: 'now' });
  w.at(120);
  expect((await planned()).numbers).toMatchObject({ received: 1, claimedInTime: 100, passedBack: 0, lost: 0, minutesSaved: 10 });
});
