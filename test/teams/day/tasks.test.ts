// Tasks on an organisation's day in Teams: the list before closing asks about each, and the count at the end says how they stand.
import { beforeEach, describe, expect, it } from 'vitest';
import { createDayKeeper, dayKey, lookAtDay } from '../../../src/app/day/day.ts';
import type { Loaded } from '../../../src/app/ports.ts';
import { taskKey } from '../../../src/app/task/task.ts';
import { type Day, dayId } from '../../../src/domain/day/state.ts';
import type { TaskPlace } from '../../../src/domain/task/queue-place.ts';
import type { Task } from '../../../src/domain/task/state.ts';
import { channelOf } from '../../../src/domain/terms.ts';
import { kinds } from '../../../src/kinds.ts';
import { createCompose } from '../../../src/teams/compose.ts';
import { elementsOf, stringsOf } from '../../cards/elements.ts';
import { amara, gwen, hugo, ines, larkfield, north } from '../../people.ts';
import { type World, world } from '../given.ts';

const closing = 9 * 60 + 30;
const day = dayId(larkfield, '2026-11-25');
let w: World;
beforeEach(async () => {
  w = await world();
  await createDayKeeper({ store: w.store, nudge: () => {}, rules: w.source, clock: w.deps.clock }).keep(north);
});
async function looks(minutes: number): Promise<void> {
  w.at(minutes);
  await lookAtDay({ store: w.store, nudge: () => {}, rules: w.source })(north, day, {
    operation: `look ${minutes}`,
    at: w.deps.clock.now(),
  });
}
const drawn = async (what: string) => {
  const thing = (await w.store.load<Day>(dayKey(north, day))) as Loaded<Day>;
  const compose = createCompose({ kinds, store: w.store, directory: w.directory, network: w.source, clock: w.deps.clock });
  return compose({ hub: north, thing: 'day', id: day, to: channelOf(larkfield), what }, thing);
};
const saysOf = async (what: string): Promise<string> => stringsOf(await drawn(what)).join(' ');
async function send(wanted: string, asked = 'Bloods, please.'): Promise<string> {
  const before = new Set((await w.store.opens<TaskPlace>(north, 'task')).map(({ id }) => id));
  await w.submit(amara, 'send', {
    ...{ thing: 'task', v: 1, hub: north, id: 'new', rest: JSON.stringify({ from: north }), to: larkfield, asked },
    ...{ what: 'tests:bloods', priority: 'routine', wanted, telephone: '01632 960100' },
  });
  const found = (await w.store.opens<TaskPlace>(north, 'task')).find(({ id }) => !before.has(id));
  if (found === undefined) throw new Error('not sent');
  return found.id;
}
const state = async (id: string) => (await w.store.load<Task>(taskKey(north, id)))?.state;
const buttons = async (verb: string) => elementsOf(await drawn('card')).filter((each) => each['verb'] === verb);

describe('before closing', () => {
  it('asks about those that cannot wait, and what is pressed becomes of each', async () => {
    const [today, later] = [await send('closing'), await send('closing'), await send('week')];
    await looks(closing - 60);
    expect(await saysOf('card')).toContain('2 tasks still need a decision: will each be done today, or at your next opening');
    expect((await drawn('closing'))?.text).toContain('2 tasks still need a decision');
    const dataOf = async (verb: string, id: string) =>
      (await buttons(verb)).map((each) => each['data'] as Record<string, unknown>).find((data) => data['id'] === id) ?? {};
    const where = '19:larkfield@thread.tacv2';
    const pressed = await w.press(gwen, 'planToday', await dataOf('planToday', today), { where });
    expect(pressed.said).toContain('will be done today.');
    expect(pressed.said).toContain('1 task still needs a decision');
    expect((await w.store.outbox(north, 1, 50)).some(({ thing, what }) => thing === 'day' && what === 'card')).toBe(true);
    await w.press(hugo, 'planNext', await dataOf('planNext', later), { where });
    expect([(await state(today))?.plan?.plan, (await state(later))?.plan?.plan]).toEqual(['today', 'nextOpening']);
    const card = await saysOf('card');
    expect(card).toContain('All 2 tasks that cannot wait have a decision.');
    expect(card).toContain('Hugo');
    expect(await drawn('closing')).toBeUndefined();
    expect((await w.store.waiting(north, 100)).filter(({ what, to }) => what === 'taskPlanned' && to === channelOf(north))).toHaveLength(1);
    const draw = kinds.drawing('task');
    const thing = (await w.store.load<Task>(taskKey(north, later))) as Loaded<Task>;
    const said = await draw({ ...w.deps }, { hub: north, thing: 'task', id: later, to: channelOf(north), what: 'taskPlanned' }, thing, []);
    expect(said?.text).toMatch(/waits until they open again, Thu 26 Nov 08:00\. .*If it cannot wait, ring them/);
  });
  it('is nobody else\u2019s to decide', async () => {
    const id = await send('closing');
    for (const who of [amara, ines]) await w.press(who, 'planToday', { thing: 'task', v: 1, hub: north, id });
    expect((await state(id))?.plan).toBeUndefined();
  });
  it('shows some of many, and says so', async () => {
    for (let nth = 0; nth < 10; nth++) await send('closing', `Bloods of room ${'abcdefghij'[nth]}, please.`);
    await looks(closing - 60);
    expect(await saysOf('card')).toContain('8 of 10 tasks are shown');
    expect(await buttons('planToday')).toHaveLength(8);
  });
});

describe('the end of the day', () => {
  it('counts them: those that came, were done, are to do, are late, and have no decision', async () => {
    const [first, second] = [await send('hour'), await send('hours'), await send('hours'), await send('week')];
    await w.submit(gwen, 'finish', { thing: 'task', v: 1, hub: north, id: first, outcome: 'taken', told: 'telephone', toldAt: 'now' });
    expect((await state(first))?.status).toBe('done');
    await w.press(gwen, 'planNext', { thing: 'task', v: 1, hub: north, id: second });
    await looks(closing + 1);
    expect(await saysOf('card')).toContain('Tasks: 4 came, 1 of them done; 3 to do, 2 late, 1 undecided.');
  });
  it('says nothing of tasks where there are none', async () => {
    await looks(closing + 1);
    expect(await saysOf('card')).not.toContain('Tasks:');
  });
});
