// The demo's week of tasks and appointments: done by its made-up people, at any hour, twice if somebody presses twice.
import { expect, test } from 'vitest';
import { networkSource } from '../../src/app/network/network.ts';
import { faultIn } from '../../src/domain/network/task-templates.ts';
import type { Task } from '../../src/domain/task/state.ts';
import { demoNetwork } from '../../src/sandbox/demo/network.ts';
import { demoHub, demoPractices } from '../../src/sandbox/demo/people.ts';
import { sendDemoWeek } from '../../src/sandbox/demo/week.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { at, englandHolidays } from '../domain/time/days.ts';
import { sender } from '../people.ts';

async function week(when: string, times = 1) {
  const engine = memoryEngine();
  await makeTables(engine, 'ehub', [demoHub]);
  const store = createStore(engine, { prefix: 'ehub', writer: 'test', missing: (_, key) => expect.fail(`missing ${key}`) });
  const source = networkSource(
    { store, nudge: () => {} },
    () => englandHolidays,
    () => 0,
  );
  await source.change({ type: 'establish', operation: 'establish', at: at('2026-11-01 09:00'), by: sender, network: demoNetwork() });
  for (let nth = 0; nth < times; nth++) await sendDemoWeek({ store, nudge: () => {}, rules: source }, at(when), `press ${nth}`);
  const holders = [demoHub, ...Object.values(demoPractices)];
  const places = (await Promise.all(holders.map((holder) => store.queue(demoHub, 'task', holder, 100)))).flat();
  const tasks = await Promise.all(places.map(async ({ id }) => (await store.load<Task>({ hub: demoHub, kind: 'task', id }))?.state));
  const slots = await Promise.all([demoHub, demoPractices.salternQuay].map((holder) => store.queue(demoHub, 'slot', holder, 100)));
  return { tasks: tasks.flatMap((task) => task ?? []), slots: slots.map(({ length }) => length) };
}

// A Wednesday morning, a Friday at closing, a Saturday, Christmas Eve, the morning after a bank holiday.
test.each(['2026-11-25 09:30', '2026-11-27 18:30', '2026-11-28 12:00', '2026-12-24 17:00', '2026-12-29 08:00'])(
  'at %s there is one waiting, one in hand, one declined, one late and one for each practice',
  async (when) => {
    const { tasks, slots } = await week(when);
    expect(tasks.map(({ status }) => status).sort()).toEqual(['accepted', 'declined', 'inHand', 'sent', 'sent', 'sent', 'sent', 'sent']);
    expect(tasks.filter(({ request }) => request.wantedBy < at(when)).map(({ status, to }) => [status, to])).toEqual([
      ['accepted', demoHub],
    ]);
    expect(tasks.flatMap(({ nextLook }) => nextLook ?? []).filter((look) => look < at(when))).toEqual([]);
    expect(tasks.filter(({ request }) => request.slot !== undefined)).toMatchObject([{ to: demoPractices.salternQuay, status: 'sent' }]);
    expect(new Set(tasks.filter(({ round }) => round !== undefined).map(({ to }) => to)).size).toBe(4);
    expect(slots).toEqual([8, 9]);
  },
);
test('pressed twice there are twice as many tasks, and the same book', async () => {
  const { tasks, slots } = await week('2026-11-25 09:30', 2);
  expect([tasks.length, slots, new Set(tasks.flatMap(({ request }) => request.slot?.id ?? [])).size]).toEqual([16, [8, 9], 2]);
});
test('the hub has common tasks, each as a lead could have written it down, by name', () => {
  const { hubs } = demoNetwork();
  const templates = hubs[demoHub]?.taskTemplates ?? [];
  expect(templates.map((each) => faultIn(each))).toEqual([undefined, undefined, undefined, undefined]);
  expect(templates.map(({ name }) => name)).toEqual(templates.map(({ name }) => name).sort());
});
