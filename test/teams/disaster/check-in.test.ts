// Entering the paper and signing what was moved, in Teams: who may, what a table with faults keeps, and what is said of each line.
import { beforeEach, describe, expect, it } from 'vitest';
import { handleDisaster } from '../../../src/app/disaster/disaster.ts';
import { lookAtDisaster } from '../../../src/app/disaster/look.ts';
import { paperWords } from '../../../src/cards/disaster/paper.ts';
import type { Disaster } from '../../../src/domain/disaster/state.ts';
import { referenceOf } from '../../../src/domain/reference.ts';
import type { Person } from '../../../src/domain/terms.ts';
import { onTheWall } from '../../../src/domain/time/london.ts';
import { markdownOf, verbsOf } from '../../cards/elements.ts';
import { later } from '../../given.ts';
import { amara, bram, dalia, ewan, farah, gwen, ines, jonas, millbrook, north, person, stranger } from '../../people.ts';
import { activityOf, type World, world } from '../given.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
const carrying = (id: string, more: object = {}) => ({ thing: 'disaster', v: 1, hub: north, id, ...more });
async function begins(plan: object): Promise<string> {
  await w.press(dalia, 'propose', carrying('new', { rest: JSON.stringify({ drill: false, reason: 'Sign-in fails', ...plan }) }));
  const [row] = (await w.store.due(north, '2099-01-01T00:00:00.000Z', 100)).filter(({ kind }) => kind === 'disaster');
  const id = row?.id ?? '';
  const it = await load(id);
  const { routine, urgent, redFlag } = it.preview.moves;
  await w.press(farah, 'confirm', carrying(id, { seen: routine + urgent + redFlag }));
  return id;
}
const load = async (id: string): Promise<Disaster> => {
  const it = (await w.store.load<Disaster>({ hub: north, kind: 'disaster', id }))?.state;
  if (it === undefined) throw new Error('no such disaster');
  return it;
};
const table = (...rows: readonly string[]): string => [Object.values(paperWords.columns).join('\t'), ...rows].join('\n');
const row = (id: string, done: string, who: Person, minutes: number, told = ''): string =>
  [referenceOf(id), done, who.name, onTheWall(later(minutes)).time, told].join('\t');
const wordsOf = (body: object): string => markdownOf(body).join('\n');

describe('the paper', () => {
  it('is pasted by a lead, entered where it agrees, and said line by line where it does not', async () => {
    const [one, other, none] = [await w.receives({ sourceId: '1' }), await w.receives({ sourceId: '2' }), 'HHHHHH'];
    const id = await begins({ type: 'teamsTrouble' });
    w.at(200);
    for (const words of [`find ${id}`, `checkin ${id}`]) expect((await w.says(dalia, words)).said).toContain('Enter the paper');
    expect((await w.says(dalia, 'checkin')).said).toContain('the reference of the disaster');
    expect((await w.fetch(dalia, 'checkIn', carrying(id))).said).toContain('Enter it');
    await w.press(bram, 'claim', { v: 1, hub: north, id: other });
    const paper = table(
      row(one, 'Answered with advice', amara, 30, 'telephone'),
      row(other, 'Claimed', amara, 40),
      row(none, 'Claimed', amara, 50),
    );
    const said = wordsOf((await w.submit(dalia, 'checkIn', carrying(id, { paper }))).body);
    expect(said).toContain('1 entered, 0 stood so already, 2 to be looked at.');
    expect(said).toMatch(/Dr Bram Whitlock has had it since .*Ask them who goes on/);
    expect(said).toContain('No eConsult of this hub has that reference');
    expect(await w.state(one)).toMatchObject({ status: 'completed', completedBy: { name: amara.name }, completedAt: later(30) });
    const card = await w.says(dalia, `find ${id}`);
    expect(wordsOf(card.body)).toMatch(/Entered from the paper: 1 \(Dalia Moreno.*To be looked at: /);
    expect(wordsOf((await w.says(dalia, `history ${referenceOf(one)}`)).body)).toMatch(
      /completed it on paper, .*\(Dalia Moreno entered it\)/,
    );
    expect(wordsOf((await w.says(dalia, `history ${id}`)).body)).toMatch(
      /Dalia Moreno entered the paper: 1 entered, 0 agreed, to be looked at: /,
    );
    expect(wordsOf((await w.submit(dalia, 'checkIn', carrying(id, { paper }))).body)).toContain(
      '0 entered, 1 stood so already, 2 to be looked at.',
    );
  });
  it('comes back whole with its faults, and nothing of it is entered', async () => {
    const one = await w.receives();
    const id = await begins({ type: 'teamsTrouble' });
    w.at(200);
    const paper = table(row(one, 'Claimed', amara, 30), row('K7M4QX', 'Flown', amara, 30));
    const { said } = await w.submit(dalia, 'checkIn', carrying(id, { paper }));
    expect(said).toContain('Nothing was entered');
    expect(said).toContain('line 3: under');
    expect(said).toContain(JSON.stringify(paper).slice(1, -1));
    expect((await w.submit(dalia, 'checkIn', carrying(id, { paper: ' ' }))).said).toContain('Please paste the table');
    expect(await w.state(one)).toMatchObject({ status: 'waiting' });
  });
  it('tells nothing to whoever may not enter it', async () => {
    const one = await w.receives();
    const id = await begins({ type: 'teamsTrouble' });
    w.at(200);
    for (const who of [amara, ewan, gwen, jonas, stranger]) {
      const { said } = await w.submit(who, 'checkIn', carrying(id, { paper: table(row(one, 'Claimed', stranger, 30)) }));
      expect(said).not.toMatch(/line 2|entered,/);
    }
    expect(await w.state(one)).toMatchObject({ status: 'waiting' });
  });
  it('is not offered where there was none', async () => {
    const flood = await begins({ type: 'practiceDown', place: millbrook });
    expect((await w.says(dalia, `find ${flood}`)).said).not.toContain('Enter the paper');
    expect((await w.fetch(dalia, 'checkIn', carrying(flood))).said).toContain('There is no paper to enter');
  });
});

it('what was moved is signed by each organisation in its own channel, once it is closed', async () => {
  const id = await begins({ type: 'practiceDown', place: millbrook });
  const clock = { operation: 'look', batchesMax: 9 };
  expect((await w.fetch(dalia, 'sign', carrying(id))).said).toContain('It is not closed yet');
  await handleDisaster(w.deps, { type: 'standDown', hub: north, id, operation: 'end', at: later(30), by: person(dalia) });
  for (const minutes of [31, 32, 120])
    await lookAtDisaster(w.deps, north, id, { ...clock, operation: `look ${minutes}`, at: later(minutes) });
  w.at(130);
  const card = await w.says(dalia, `find ${id}`);
  expect(verbsOf(card.body).map(({ verb }) => verb)).toContain('sign');
  expect(wordsOf(card.body)).toContain('Not signed yet: North Hub, Millbrook Practice.');
  expect((await w.fetch(amara, 'sign', carrying(id))).said).toContain('signs for it');
  expect((await w.submit(amara, 'sign', carrying(id))).said).toContain('signs for it');
  expect((await w.fetch(dalia, 'sign', carrying(id))).said).toContain('You sign for North Hub');
  expect((await w.submit(dalia, 'sign', carrying(id))).closes).toBe(true);
  expect((await w.submit(farah, 'sign', carrying(id))).said).toContain('Dalia Moreno signed this');
  const own = { where: `a:${ines.name}` };
  expect((await w.fetch(ines, 'sign', carrying(id), { ...own, activity: activityOf(ines, 'sign-1', own.where) })).said).toContain(
    'You sign for Millbrook',
  );
  await w.submit(ines, 'sign', carrying(id), { ...own, activity: activityOf(ines, 'sign-2', own.where) });
  const after = await w.says(dalia, `find ${id}`);
  expect(wordsOf(after.body)).toMatch(/Signed: North Hub by Dalia Moreno, .*; Millbrook Practice by Ines Calloway/);
  expect(verbsOf(after.body).map(({ verb }) => verb)).not.toContain('sign');
  expect((await load(id)).status).toBe('over');
});
