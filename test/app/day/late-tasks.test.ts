// The weekly note of what is late again and again: to both sides' leads, once, on the first open day of a week, and not at all when nothing is.
import { beforeEach, describe, expect, it } from 'vitest';
import { createDayKeeper, type DayDeps, dayKey } from '../../../src/app/day/day.ts';
import { makeRounds } from '../../../src/app/day/leads-hear.ts';
import { handleTask } from '../../../src/app/task/task.ts';
import { dayNoticeWords } from '../../../src/cards/day/notices.ts';
import { type Day, dayId } from '../../../src/domain/day/state.ts';
import { chatOf, type Instant } from '../../../src/domain/terms.ts';
import { at } from '../../domain/time/days.ts';
import { amara, dalia, gwen, rules as hubRules, ines, larkfield, millbrook, network, north } from '../../people.ts';
import { type World, world } from '../../teams/given.ts';

let w: World;
const nine = Date.parse(at('2026-11-25 09:00'));
const move = (now: Instant): void => w.at((Date.parse(now) - nine) / 60_000);
const deps = (): DayDeps => ({
  ...{ store: w.store, nudge: () => {} },
  rules: { now: async () => ({ network: await w.source.current(), holidays: hubRules.holidays }) },
});
beforeEach(async () => {
  w = await world();
});
/** So many tasks of Larkfield's are late: sent on Wednesday, wanted within the hour, looked at on Friday. */
async function lateOnes(count: number): Promise<void> {
  for (let nth = 0; nth < count; nth++)
    await w.submit(amara, 'send', {
      ...{ thing: 'task', v: 1, hub: north, id: 'new', rest: JSON.stringify({ from: north }), to: larkfield, asked: 'Bloods, please.' },
      ...{ what: 'tests:bloods', priority: 'routine', wanted: 'hour', telephone: '01632 960100' },
    });
  const when = at('2026-11-27 12:00');
  const tasks = { store: w.store, nudge: () => {}, rules: w.source };
  for (const { id } of await w.store.opens(north, 'task'))
    await handleTask(tasks, { type: 'tick', hub: north, id, operation: `look ${id}`, at: when, by: { kind: 'clock' } });
}
async function rounds(now: Instant): Promise<void> {
  move(now);
  await createDayKeeper({ ...deps(), clock: w.deps.clock }).keep(north);
  await makeRounds(deps(), north, now);
}
const told = async (organisation: string, date: string) =>
  (await w.store.load<Day>(dayKey(north, dayId(organisation, date))))?.state.told.lateTasks?.what;
const heard = async () => (await w.store.waiting(north, 100)).flatMap(({ what, to }) => (what === 'lateTasks' ? [to] : [])).sort();

describe('the weekly note', () => {
  it('goes to the leads of the hub and the desk of the practice, once, and to no other practice', async () => {
    await lateOnes(3);
    await rounds(at('2026-11-30 07:30'));
    expect(await heard()).toEqual([]);
    await rounds(at('2026-11-30 09:00'));
    const habits = [{ from: north, to: larkfield, kind: 'tests', sent: 3, late: 3, lately: 3 }];
    for (const side of [north, larkfield]) expect(await told(side, '2026-11-30')).toEqual({ matter: 'lateTasks', habits });
    expect(await told(millbrook, '2026-11-30')).toBeUndefined();
    expect(await heard()).toEqual([chatOf(dalia.id), chatOf(gwen.id)].sort());
    expect(await heard()).not.toContain(chatOf(ines.id));
    // A task more is late in the course of the day: it is next week's.
    await rounds(at('2026-11-30 15:00'));
    await rounds(at('2026-12-01 09:00'));
    expect(await told(north, '2026-12-01')).toBeUndefined();
    const day = (await w.store.load<Day>(dayKey(north, dayId(larkfield, '2026-11-30'))))?.state;
    const words = day && dayNoticeWords('lateTasks', day, { unsaid: 0, finishing: 0 }, network);
    expect(words?.text).toContain('tests, asked by North Hub of Larkfield Surgery: 3 of 3 late, 3 of them in the last week');
  });
  it('is not sent when nothing is late again and again', async () => {
    await lateOnes(2);
    await rounds(at('2026-11-30 09:00'));
    expect(await heard()).toEqual([]);
  });
  it('comes on the first day of the week on which the hub is open', async () => {
    await lateOnes(3);
    await w.source.change({
      ...{ type: 'setDay', organisation: north, date: '2026-11-30', open: [], reason: 'Training' },
      ...{ operation: 'shut', at: at('2026-11-27 12:00'), by: { kind: 'sender', caller: 'maker' } },
    });
    await rounds(at('2026-11-30 09:00'));
    expect(await heard()).toEqual([]);
    await rounds(at('2026-12-01 09:00'));
    expect(await heard()).toHaveLength(2);
  });
});
