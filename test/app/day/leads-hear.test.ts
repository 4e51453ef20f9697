// What leads hear of beside single eConsults: a quiet practice, gaps in the rota, a calendar that ends, what the auditor found; once, and not at night.

import { beforeEach, describe, expect, it } from 'vitest';
import { createDayKeeper, type DayDeps, dayKey, lookAtDay, tellLeads } from '../../../src/app/day/day.ts';
import { makeRounds, overdueTwice, tellFound } from '../../../src/app/day/leads-hear.ts';
import { handle } from '../../../src/app/handle.ts';
import type { Kinds } from '../../../src/app/kind.ts';
import { rotaKey, rotas } from '../../../src/app/rota/rota.ts';
import type { Finding } from '../../../src/domain/audit/findings.ts';
import { type Day, dayId } from '../../../src/domain/day/state.ts';
import { chatOf, type Instant } from '../../../src/domain/terms.ts';
import type { Holidays } from '../../../src/domain/time/hours.ts';
import { kinds } from '../../../src/kinds.ts';
import { at } from '../../domain/time/days.ts';
import { amara, dalia, rules as hubRules, larkfield, north, south } from '../../people.ts';
import { type World, world } from '../../teams/given.ts';

let w: World;
let holidays: Holidays;
beforeEach(async () => {
  w = await world();
  holidays = hubRules.holidays;
});
const nine = Date.parse(at('2026-11-25 09:00'));
const when = (time: string, date = '2026-11-25'): Instant => at(`${date} ${time}`);
const move = (now: Instant): void => w.at((Date.parse(now) - nine) / 60_000);
const deps = (): DayDeps & { readonly kinds: Kinds } => ({
  kinds: kinds.app,
  store: w.store,
  nudge: () => {},
  rules: { now: async () => ({ network: await w.source.current(), holidays }) },
});
async function day(date: string, arrivals: readonly string[], until = '18:30'): Promise<void> {
  move(when('07:00', date));
  await createDayKeeper({ ...deps(), clock: w.deps.clock }).keep(north);
  for (const time of arrivals) {
    move(when(time, date));
    await w.receives({ sourceId: `${date} ${time}` });
  }
  move(when(until, date));
  if (until !== '18:30') return;
  await lookAtDay(deps())(north, dayId(larkfield, date), { operation: `close ${date}`, at: when('18:31', date) });
}
const hourly = Array.from({ length: 10 }, (_, hour) => `${String(8 + hour).padStart(2, '0')}:30`);
const rounds = async (now: Instant): Promise<void> => {
  move(now);
  await makeRounds(deps(), north, now);
};
const told = async (organisation = north, date = '2026-11-25') =>
  (await w.store.load<Day>(dayKey(north, dayId(organisation, date))))?.state.told ?? {};

describe('a quiet practice', () => {
  beforeEach(async () => {
    // An hour between two, and ninety minutes are half as much again.
    for (const date of ['2026-11-20', '2026-11-23', '2026-11-24']) await day(date, hourly);
    await day('2026-11-25', ['08:30', '09:00'], '09:00');
  });
  it('is asked about once it has been quiet for longer than usual in its opening hours, once a day', async () => {
    await rounds(when('10:30'));
    expect(await told(larkfield)).toEqual({});
    await rounds(when('10:31'));
    expect(await told(larkfield)).toMatchObject({ quiet: { at: when('10:31'), what: { since: when('09:00'), usualMinutes: 90 } } });
    await rounds(when('12:00'));
    const waiting = await w.store.outbox(north, 1, 100);
    expect(waiting.filter(({ what }) => what === 'quiet').map(({ to }) => to)).toEqual([chatOf(dalia.id)]);
  });
  it('is not asked about while it is shut', async () => {
    await rounds(when('07:30', '2026-11-26'));
    expect(await told(larkfield, '2026-11-26')).toEqual({});
  });
  it('is not asked about when something has come', async () => {
    move(when('10:15'));
    await w.receives({ sourceId: 'late' });
    await rounds(when('11:00'));
    expect(await told(larkfield)).toEqual({});
  });
});

it('of a practice that was counted too seldom, nothing is usual yet', async () => {
  await day('2026-11-24', hourly);
  await day('2026-11-25', [], '18:00');
  await rounds(when('18:00'));
  expect(await told(larkfield)).toEqual({});
});

describe('gaps in the rota', () => {
  const set = (shifts: readonly object[]) =>
    handle(
      deps(),
      rotas,
      rotaKey(north, '2026-11-23'),
      {
        type: 'setRota',
        hub: north,
        monday: '2026-11-23',
        shifts,
        operation: 'set',
        at: when('07:00'),
        by: { kind: 'sender', caller: 'file' },
      } as never,
      { network: hubRules.network } as never,
    );
  it('are told to the leads in the hub\u2019s opening hours, and not again', async () => {
    await day('2026-11-25', [], '08:00');
    expect(await set([{ person: amara.id, at: north, from: when('08:00'), to: when('18:30') }])).toMatchObject({ kind: 'done' });
    await rounds(when('07:59'));
    expect(await told()).toEqual({});
    await rounds(when('08:00'));
    const { rotaGaps } = await told();
    expect(rotaGaps?.what).toMatchObject({ matter: 'rotaGaps' });
    await rounds(when('11:00'));
    expect((await told()).rotaGaps).toEqual(rotaGaps);
  });
  it('are none where no rota is kept', async () => {
    await day('2026-11-25', [], '08:00');
    await rounds(when('10:00'));
    expect(await told()).toEqual({});
  });
});

describe('the end of the calendar', () => {
  it.each([
    ['2027-01-25', '2026-11-25', false],
    ['2027-01-25', '2026-11-30', true],
    ['2027-02-25', '2026-11-30', false],
    ['2026-12-02', '2026-11-25', true],
    ['2026-11-20', '2026-11-25', true],
  ])('on %s is told on %s: %s', async (endsOn, date, isTold) => {
    holidays = { ...hubRules.holidays, endsOn };
    await day(date, [], '10:00');
    await rounds(when('10:00', date));
    expect((await told(north, date)).calendarEnds !== undefined).toBe(isTold);
  });
});

describe('what the auditor found', () => {
  const gone: Finding = { kind: 'claimantGone', id: 'K7M4QX', person: amara.id };
  const stuck: Finding = { kind: 'cardStuck', id: 'A7M4QX', organisation: larkfield, why: 'noChannel' };
  it('is told at once, also at night, by reference and place, the same once a day in whatever order it was found', async () => {
    await day('2026-11-25', [], '03:00');
    await tellFound(deps(), north, [], when('03:00'));
    expect(await told()).toEqual({});
    await tellFound(deps(), north, [gone, stuck], when('03:00'));
    expect((await told()).found?.what).toEqual({
      matter: 'found',
      findings: [
        { kind: 'claimantGone', about: 'K7M-4QX' },
        { kind: 'cardStuck', about: `A7M-4QX at ${larkfield}` },
      ],
    });
    await tellFound(deps(), north, [stuck, gone], when('03:05'));
    await tellFound(deps(), north, [gone], when('03:10'));
    expect((await told()).found?.at).toBe(when('03:00'));
  });
  it('says first what is lost, however many cards cannot be shown', async () => {
    await day('2026-11-25', [], '03:00');
    const storm = Array.from({ length: 200 }, (_, n): Finding => ({ ...stuck, id: `A${String(n).padStart(5, '0')}` }));
    const lost: Finding = { kind: 'countsApart', practice: larkfield, date: '2026-11-24', lost: ['K7M4QY'], unlogged: [] };
    await tellFound(deps(), north, [...storm, gone, lost], when('03:00'));
    const what = (await told()).found?.what;
    expect(what?.matter === 'found' && what.findings.slice(0, 3).map(({ kind }) => kind)).toEqual([
      'countsApart',
      'claimantGone',
      'cardStuck',
    ]);
  });
  it('a clock that nobody has looked at is told of when it is found in a second pass: after an outage the sweep is only just at it', () => {
    const toTell = overdueTwice();
    const overdue = (id: string): Finding => ({ kind: 'overdueTimer', id, at: when('02:00') });
    expect(toTell(north, [overdue('A7M4QX'), gone])).toEqual([gone]);
    expect(toTell(north, [overdue('A7M4QX'), overdue('B7M4QX')])).toEqual([overdue('A7M4QX')]);
    expect(toTell(north, [overdue('B7M4QX')])).toEqual([overdue('B7M4QX')]);
    expect(toTell(south, [overdue('B7M4QX')])).toEqual([]);
  });
});

it('that the paper pack is not sent is told once, however often it was tried since, and anew when it fails again', async () => {
  await day('2026-11-25', [], '09:00');
  const events = async () =>
    (await w.store.events(dayKey(north, dayId(north, '2026-11-25')))).filter(
      ({ event }) => (event as { type: string }).type === 'LeadsTold',
    );
  const tell = (since: Instant, now: string) =>
    tellLeads(deps(), north, north, { matter: 'paperNotSent', since, inFolder: true }, when(now));
  for (const now of ['09:05', '09:10', '09:15']) await tell(when('09:05'), now);
  expect(await events()).toHaveLength(1);
  await tell(when('11:00'), '11:00');
  expect(await events()).toHaveLength(2);
});
