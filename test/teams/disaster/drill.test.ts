// What is made up for a drill, as people meet it: pressed, opened, passed and found like a patient's own, and in no list, search or task.
import { beforeEach, expect, it } from 'vitest';
import { idOf, referenceOf } from '../../../src/domain/reference.ts';
import { madeUpId } from '../../../src/domain/rehearsal/made-up.ts';
import { verbsOf } from '../../cards/elements.ts';
import { amara, dalia, farah, gwen, millbrook, north } from '../../people.ts';
import { carried, type World, world } from '../given.ts';

let w: World;
let drill = '';
const made = (number: number): string => madeUpId(drill, number);
beforeEach(async () => {
  w = await world();
  const rest = JSON.stringify({ type: 'practiceDown', drill: true, place: millbrook, reason: 'To practise' });
  const plan = { thing: 'disaster', v: 1, hub: north, id: 'new', rest };
  await w.press(dalia, 'propose', plan);
  drill = (await w.store.due(north, '2099-01-01T00:00:00.000Z', 100)).find(({ kind }) => kind === 'disaster')?.id ?? '';
  await w.press(farah, 'confirm', { ...plan, id: drill, seen: 0 });
});

it('is found by its reference, in any spelling, and says that it is a drill', async () => {
  const reference = referenceOf(made(0));
  for (const typed of [reference, reference.replace('DRILL ', ''), reference.toLowerCase(), idOf(reference)]) {
    const said = (await w.says(amara, `find ${typed}`)).said;
    expect(said, `${typed}`).toContain('DRILL \u00b7 Urgent');
  }
  expect((await w.says(amara, `history ${reference}`)).said).toMatch(/Millbrook Practice/);
  expect((await w.says(gwen, `find ${reference}`)).said).not.toContain('Urgent');
});

it('goes on in the list of what is in force, as a drill', async () => {
  expect((await w.says(dalia, 'disaster')).said).toMatch(
    /No disaster is in force here\. A drill goes on\..*DRILL: Practice down, Millbrook Practice/,
  );
});

it('is claimed, opened, held and escalated like any other', async () => {
  await w.press(amara, 'claim', carried(made(0)));
  expect(await w.state(made(0))).toMatchObject({ status: 'claimed', claimant: { id: amara.id } });
  expect((await w.fetch(amara, 'open', carried(made(0)))).said).toMatch(/made up for a drill/i);
  await w.submit(amara, 'escalate', { ...carried(made(0)), reason: 'clinicalWorry' });
  expect(await w.state(made(0))).toHaveProperty('escalation.at');
  await w.press(amara, 'claim', carried(made(1)));
  await w.submit(amara, 'hold', { ...carried(made(1)), reason: 'photoAwaited', until: 'nextOpening' });
  // For what is made up the practice is closed, as it would be.
  expect((await w.fetch(amara, 'passBack', carried(made(1)))).said).toContain('Millbrook Practice is closed by a disaster');
  expect((await w.fetch(amara, 'escalate', carried(made(1)))).said).toContain('DRILL');
});

it('is in no list of what is open, claimed or found', async () => {
  await w.press(amara, 'claim', carried(made(0)));
  for (const words of ['queue', 'mine', 'board', 'next', 'on shift', 'off shift', 'views millbrook'])
    expect((await w.says(amara, words)).said, words).not.toMatch(/DRILL X-|"X-/);
  for (const words of ['', 'millbrook', 'urgent']) expect((await w.searches(amara, words)).said, words).not.toMatch(/DRILL X-|"X-/);
});

it('sends no task, whatever a client asks for', async () => {
  await w.press(amara, 'claim', carried(made(0)));
  const card = await w.press(amara, 'look', carried(made(0)));
  expect(verbsOf(card.body).map(({ verb }) => verb)).not.toContain('task');
  expect((await w.fetch(amara, 'task', carried(made(0)))).said).toContain('made up for a drill');
  const filled = {
    outcome: 'answered:message',
    toldAt: 'now',
    followUp: 'Please take bloods',
    ask: 'tests:bloods',
    askWanted: 'usual',
    rest: '1',
  };
  const refused = await w.submit(amara, 'complete', { ...carried(made(0)), ...filled });
  expect(refused.said).toContain('no task is sent because of it');
  expect(await w.state(made(0))).toMatchObject({ status: 'claimed' });
  expect((await w.store.due(north, '2099-01-01T00:00:00.000Z', 100)).filter(({ kind }) => kind === 'task')).toEqual([]);
  const { ask: _ask, ...noted } = filled;
  await w.submit(amara, 'complete', { ...carried(made(0)), ...noted });
  expect(await w.state(made(0))).toMatchObject({ status: 'completed' });
});
