// A long weekend plays in seconds, over Christmas and over Easter with its change of clocks: every warning in its time; and as an outage, one each.
import { afterEach, expect, it } from 'vitest';
import { forever } from '../../src/app/sweep/sweep.ts';
import { type Day, dayId } from '../../src/domain/day/state.ts';
import type { Instant } from '../../src/domain/terms.ts';
import { endOfDay, lastClosingBefore, onTheWall } from '../../src/domain/time/calendar.ts';
import { wordsOf } from '../../src/sandbox/card.ts';
import { demoHub, gareth } from '../../src/sandbox/demo/people.ts';
import { sweepEvery } from '../../src/schedule/cron.ts';
import { connectTables } from '../../src/storage/connect.ts';
import type { Engine, Table } from '../../src/storage/engine.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { at } from '../domain/time/days.ts';
import { startAzurite } from '../storage/azurite.ts';
import { channelOfPractice } from './given.ts';
import { calm } from './lifedesk.ts';
import { codes, type Item, type Said, Weekend } from './weekend.ts';

const sweepMs = sweepEvery.everySeconds * 1_000;
const playSecondsMax = 60;

interface Dates {
  readonly from: string;
  /** Moments at which something is sent and something done, in the order of time. */
  readonly moments: readonly string[];
  readonly until: string;
  readonly lastDay: string;
  readonly firstDay: string;
  readonly name: string;
}
/** Thursday until Tuesday: Friday is Christmas Day, Monday stands for Saturday’s Boxing Day. */
const christmas: Dates = {
  name: 'Christmas',
  from: '2026-12-24 10:00',
  moments: [
    '2026-12-24 10:05',
    '2026-12-24 12:20',
    '2026-12-24 17:40',
    '2026-12-24 18:25',
    '2026-12-24 19:10',
    '2026-12-25 09:00',
    '2026-12-26 23:57',
    '2026-12-27 12:00',
    '2026-12-28 16:30',
    '2026-12-29 07:56',
    '2026-12-29 09:10',
    '2026-12-29 11:00',
  ],
  until: '2026-12-29 20:05',
  lastDay: '2026-12-24',
  firstDay: '2026-12-29',
};
/** Good Friday until Easter Monday; at 01:00 on Sunday the clocks go forward. */
const easter: Dates = {
  name: 'Easter',
  from: '2027-03-25 10:00',
  moments: [
    '2027-03-25 11:00',
    '2027-03-25 17:50',
    '2027-03-25 19:00',
    '2027-03-27 08:50',
    '2027-03-27 10:00',
    '2027-03-27 23:30',
    '2027-03-28 00:55',
    '2027-03-28 02:10 BST',
    '2027-03-29 18:00 BST',
    '2027-03-30 07:58 BST',
    '2027-03-30 10:00 BST',
  ],
  until: '2027-03-30 20:05 BST',
  lastDay: '2027-03-25',
  firstDay: '2027-03-30',
};
/** Nothing is due in these seconds: what is sent, is sent at whole minutes. */
const seconds = 7_000;
const moment = (wall: string): Instant => new Date(Date.parse(at(wall)) + seconds).toISOString();

let weekend: Weekend | undefined;
let close: () => Promise<void> = async () => undefined;
afterEach(async () => {
  await weekend?.stage.stop();
  await close();
  close = async () => undefined;
});

async function played(dates: Dates, engine = memoryEngine()): Promise<Weekend> {
  const it = await Weekend.from(at(dates.from), engine);
  weekend = it;
  for (const wall of dates.moments) {
    await it.playTo(moment(wall));
    await it.work();
    await it.send();
  }
  await it.playTo(at(dates.until));
  return it;
}

async function judged(it: Weekend): Promise<{ readonly warnings: number; readonly latestMs: number }> {
  let warnings = 0;
  let latestMs = 0;
  for (const item of it.items) {
    const events = await it.eventsOf(item);
    const said = events.filter((event): event is Said => event.type === 'Warned');
    const { said: expected } = await it.expected(item, events);
    const plain = ({ warning, also }: Pick<Said, 'warning' | 'also'>) => ({ warning, also });
    expect(said.map(plain), `${item.id} ${item.priority} ${item.kind}`).toEqual(expected.map(plain));
    for (const [n, { at: when }] of said.entries()) {
      const lateMs = Date.parse(when) - (expected[n]?.at ?? Number.NaN);
      expect(lateMs, `${item.id} ${when}`).toBeGreaterThanOrEqual(0);
      expect(lateMs, `${item.id} ${when}`).toBeLessThan(sweepMs);
      latestMs = Math.max(latestMs, lateMs);
      warnings += 1;
    }
  }
  expect(it.failures).toEqual([]);
  expect(it.stage.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  return { warnings, latestMs };
}

const dayOf = async (it: Weekend, organisation: string, date: string): Promise<Day | undefined> =>
  (await it.stage.product.store.load<Day>({ hub: demoHub, kind: 'day', id: dayId(organisation, date) }))?.state;

/** From the first date to the last, as on a wall calendar. */
function datesOf({ lastDay, firstDay }: Dates): readonly string[] {
  const dates: string[] = [];
  for (let ms = Date.parse(lastDay); ms <= Date.parse(firstDay); ms += 86_400_000) dates.push(new Date(ms).toISOString().slice(0, 10));
  return dates;
}

/** Every date began as it did, nobody was told that the clock had not run, and both counts hold everything that came. */
async function daysAreRight(it: Weekend, dates: Dates): Promise<void> {
  const { network, holidays } = await it.stage.product.network.now();
  const received = await Promise.all(
    it.items.map(async (item) => ({ practice: item.practice, at: (await it.eventsOf(item))[0]?.at ?? '' })),
  );
  for (const date of datesOf(dates)) {
    for (const organisation of [demoHub, ...codes]) {
      const events = await it.stage.product.store.events<{ type: string; at: Instant }>({
        hub: demoHub,
        kind: 'day',
        id: dayId(organisation, date),
      });
      const began = events[0]?.event;
      expect(began?.type, `${organisation} ${date}`).toBe('DayBegan');
      // It began with the date: not when somebody first looked.
      if (date !== dates.lastDay) expect(onTheWall(began?.at ?? ''), organisation).toMatchObject({ date, time: '00:00' });
      expect((await dayOf(it, organisation, date))?.told['caughtUp'], `${organisation} ${date}`).toBeUndefined();
    }
  }
  for (const code of codes) {
    const hours = network.practices[code]?.hours;
    const closing = (date: string): Instant => (hours && lastClosingBefore(endOfDay(`${date}T12:00:00.000Z`), hours, holidays)) ?? '';
    const [last, first] = [closing(dates.lastDay), closing(dates.firstDay)];
    const own = received.filter(({ practice }) => practice === code);
    const [before, over] = [own.filter((one) => one.at <= last), own.filter((one) => one.at > last && one.at <= first)];
    expect(before.length, code).toBeGreaterThan(0);
    expect(over.length, code).toBeGreaterThan(before.length);
    for (const [date, many] of [
      [dates.lastDay, before.length],
      [dates.firstDay, over.length],
    ] as const) {
      const day = await dayOf(it, code, date);
      expect(day?.counted, `${code} ${date}`).toMatchObject({ received: many, missing: [] });
      const cards = it.stage.teams.world.messages(channelOfPractice.of(code)).map(({ card }) => wordsOf(card));
      expect(
        cards.filter(
          (words) => words.startsWith('End of the day') && words.includes(`${many} received: `) && !words.includes('NOT accounted for'),
        ),
        code,
      ).not.toEqual([]);
    }
    // On a day on which it does not open, nothing is counted.
    for (const date of datesOf(dates).slice(1, -1)) expect((await dayOf(it, code, date))?.counted, `${code} ${date}`).toBeUndefined();
  }
}

it.each([christmas, easter])(
  '$name plays in less than a minute: every warning in its time, every day begun and counted',
  { timeout: 120_000 },
  async (dates) => {
    const beganMs = performance.now();
    const it = await played(dates);
    const tookSeconds = (performance.now() - beganMs) / 1_000;
    expect(tookSeconds).toBeLessThan(playSecondsMax);
    const { warnings, latestMs } = await judged(it);
    expect(warnings).toBeGreaterThan(it.items.length);
    await calm(it.stage);
    await daysAreRight(it, dates);
    process.stdout.write(
      `${dates.name}: ${it.items.length} eConsults, ${warnings} warnings, the latest ${latestMs.toFixed(0)} ms late, played in ${tookSeconds.toFixed(1)} s\n`,
    );
  },
);

it('on Azurite, too', { timeout: 180_000 }, async () => {
  const azurite = await startAzurite();
  close = azurite.close;
  const beganMs = performance.now();
  const it = await played(christmas, await connectTables(azurite));
  const tookSeconds = (performance.now() - beganMs) / 1_000;
  const { warnings, latestMs } = await judged(it);
  process.stdout.write(
    `Christmas on Azurite: ${it.items.length} eConsults, ${warnings} warnings, the latest ${latestMs.toFixed(0)} ms late, played in ${tookSeconds.toFixed(1)} s\n`,
  );
  expect(tookSeconds).toBeLessThan(playSecondsMax);
});

/** Names the eConsults written, in order. */
function noting(engine: Engine, note: (id: string) => void): Engine {
  return {
    create: (name) => engine.create(name),
    table: (name) => {
      const table = engine.table(name);
      return {
        ...bound(table),
        transact: (writes) => {
          for (const { key } of writes) if (key.startsWith('state|econsult|')) note(key.slice('state|econsult|'.length));
          return table.transact(writes);
        },
      };
    },
  };
}
const bound = (table: Table): Table => ({
  get: (key) => table.get(key),
  range: (from, to, limit) => table.range(from, to, limit),
  transact: (writes) => table.transact(writes),
  remove: (key, etag) => table.remove(key, etag),
});

it('as an outage over the same weekend: one warning each, the gravest, the worst first; the leads are told once', {
  timeout: 120_000,
}, async () => {
  const written: string[] = [];
  const it = await Weekend.from(
    at(christmas.from),
    noting(memoryEngine(), (id) => written.push(id)),
  );
  weekend = it;
  const lastEvening = christmas.moments.filter((wall) => wall < '2026-12-24 18:30');
  for (const wall of lastEvening) {
    await it.playTo(moment(wall));
    await it.work();
    await it.send();
  }
  // Four minutes before what is urgent reaches its limit.
  await it.playTo(at('2026-12-24 18:26'));
  const beforeMs = it.stage.clock.ms();
  const harm = new Map((await it.stage.product.store.due(demoHub, forever, 1_000)).map((row) => [row.id, `${row.harm} ${row.at}`]));
  written.length = 0;
  expect(await it.jumpTo(at('2026-12-29 08:05'))).toBe('arrived');
  const looked = [...written];
  expect(looked.length).toBeGreaterThan(20);
  expect(looked.map((id) => harm.get(id))).toEqual(looked.map((id) => harm.get(id)).toSorted());
  const priorityOf = new Map(it.items.map(({ id, priority }) => [id, priority]));
  expect(new Set(looked.slice(0, 5).map((id) => priorityOf.get(id)))).toEqual(new Set(['redFlag']));

  const swept = Date.parse((await it.eventsOf({ ...(it.items[0] as Item), id: looked[0] ?? '' })).at(-1)?.at ?? '');
  const gravest: Record<string, string[]> = {};
  for (const item of it.items) {
    const events = await it.eventsOf(item);
    const { said: expected } = await it.expected(item, events, (ms) => (ms <= beforeMs ? ms : Math.max(ms, swept)));
    const said = events.filter((event): event is Said => event.type === 'Warned');
    expect(
      said.map(({ warning, also }) => ({ warning, also })),
      item.id,
    ).toEqual(expected.map(({ warning, also }) => ({ warning, also })));
    const late = said.filter(({ at: when }) => Date.parse(when) > beforeMs);
    expect(late.length, item.id).toBeLessThanOrEqual(1);
    for (const { warning } of late) gravest[warning] = [...(gravest[warning] ?? []), item.id];
  }
  expect(Object.keys(gravest).length).toBeGreaterThan(2);
  expect(Object.keys(gravest)).toContain('limit');

  const { told } = (await dayOf(it, demoHub, christmas.firstDay)) ?? {};
  const what = told?.caughtUp?.what;
  if (what?.matter !== 'caughtUp') throw new Error('the leads were not told');
  const sorted = (by: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(by).map(([key, ids]) => [key, ids.toSorted()]));
  expect(sorted(what.warned)).toEqual(sorted(gravest));
  await calm(it.stage);
  const chat = it.stage.teams.world.person(gareth.id)?.chat ?? '';
  const summaries = it.stage.teams.world.messages(chat).filter(({ text }) => text?.includes('clock was behind'));
  expect(summaries).toHaveLength(1);
  process.stdout.write(`as an outage: ${summaries[0]?.text}\n`);
  expect(summaries[0]?.text).toContain(`${looked.length} eConsults were looked at late`);
});
