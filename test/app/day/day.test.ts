// An organisation's day on a real store: begun by itself, listed, counted with everything accounted for, and found out when something is not.

import { describe, expect, it } from 'vitest';
import { readAtOnce } from '../../../src/app/at-a-time.ts';
import { closingOf, createDayKeeper, dayKey, lookAtDay, tellLeads } from '../../../src/app/day/day.ts';
import { handleEConsult } from '../../../src/app/econsult/econsult.ts';
import type { Place } from '../../../src/app/ports.ts';
import { type OutboxRow, type Store, StoreAway } from '../../../src/app/ports.ts';
import { lateMs, looksOf, sweep } from '../../../src/app/sweep/sweep.ts';
import type { DayEvent } from '../../../src/domain/day/event.ts';
import { type Day, dayId } from '../../../src/domain/day/state.ts';
import { referenceOf } from '../../../src/domain/reference.ts';
import { chatOf, type Instant, type Person } from '../../../src/domain/terms.ts';
import type { OpeningHours } from '../../../src/domain/time/hours.ts';
import { kinds } from '../../../src/kinds.ts';
import { at } from '../../domain/time/days.ts';
import { amara, dalia, rules as hubRules, larkfield, millbrook, north, person } from '../../people.ts';
import { type World, world } from '../../teams/given.ts';
import { but } from '../desk.ts';

/** The made-up network in a store, with a sweep that somebody runs by hand. */
class Hub {
  readonly w: World;
  now: Instant;
  reports: unknown[] = [];
  private constructor(w: World, now: Instant) {
    this.w = w;
    this.now = now;
  }
  static async open(now = at('2026-11-25 07:30')): Promise<Hub> {
    return new Hub(await world(), now);
  }
  get deps() {
    return this.#deps(this.w.store);
  }
  #deps(store: Store) {
    const clock = { now: () => this.now };
    return { store, nudge: () => {}, rules: this.w.source, clock, report: (event: unknown) => this.reports.push(event) };
  }
  #keeper: ReturnType<typeof createDayKeeper> | undefined;
  /** As the product does it every quarter of a minute. */
  async sweeps(now: Instant, store: Store = this.w.store) {
    const deps = this.#deps(store);
    this.now = now;
    this.w.at((Date.parse(now) - Date.parse(at('2026-11-25 09:00'))) / 60_000);
    const swept = await sweep(
      { ...deps, looks: new Map([...looksOf(kinds.app, { ...deps, network: this.w.source }), ['day', lookAtDay(deps)]]) },
      north,
    );
    this.#keeper ??= createDayKeeper({ ...deps, clock: { now: () => this.now } });
    await this.#keeper.keep(north);
    return swept;
  }
  async receives(now: Instant, more: Parameters<World['receives']>[0] = {}): Promise<string> {
    this.w.at((Date.parse(now) - Date.parse(at('2026-11-25 09:00'))) / 60_000);
    return this.w.receives({ sourceId: `s ${now} ${Math.round(Date.parse(now))} ${this.reports.length}`, ...more });
  }
  async does(id: string, who: Person, command: object, now = this.now): Promise<void> {
    const asked = { hub: north, id, operation: `${now} ${JSON.stringify(command)}`, at: now, by: person(who) };
    const handled = await handleEConsult(this.deps, { ...asked, ...command } as never);
    if (handled.kind !== 'done') throw new Error(handled.refusal.why);
  }
  async day(organisation: string, date = '2026-11-25'): Promise<Day | undefined> {
    return (await this.w.store.load<Day>(dayKey(north, dayId(organisation, date))))?.state;
  }
  async events(organisation: string, date = '2026-11-25'): Promise<readonly DayEvent[]> {
    return (await this.w.store.events<DayEvent>(dayKey(north, dayId(organisation, date)))).map(({ event }) => event);
  }
  async waiting(): Promise<readonly OutboxRow[]> {
    return (await Promise.all(([0, 1, 2] as const).map((each) => this.w.store.outbox(north, each, 1_000)))).flat();
  }
}
const when = (time: string, date = '2026-11-25'): Instant => at(`${date} ${time}`);

describe('a day', () => {
  it('begins for the hub and each of its practices, once, and again only when the date or its hours change', async () => {
    const hub = await Hub.open();
    await hub.sweeps(when('07:30'));
    await hub.sweeps(when('07:31'));
    for (const organisation of [north, larkfield, millbrook])
      expect((await hub.events(organisation)).map(({ type }) => type)).toEqual(['DayBegan']);
    expect(await hub.day(larkfield)).toMatchObject({ closesAt: when('18:30'), since: when('00:00') });
    expect((await hub.day(larkfield))?.quietAfterMinutes).toBeUndefined();
    const short = { from: '08:00', to: '13:00' };
    const by = { kind: 'sender', caller: 'file' } as const;
    const change = { type: 'setDay', organisation: larkfield, date: '2026-11-25', open: [short], reason: 'Training' } as const;
    await hub.w.source.change({ ...change, operation: 'half', at: when('09:00'), by });
    await hub.sweeps(when('09:01'));
    expect(await hub.day(larkfield)).toMatchObject({ closesAt: when('13:00') });
    await hub.sweeps(when('00:00', '2026-11-26'));
    expect(await hub.day(larkfield, '2026-11-26')).toMatchObject({ since: when('13:00'), closesAt: when('18:30', '2026-11-26') });
  });

  it('costs nothing while nothing changes, and one read for each organisation after a restart', async () => {
    const hub = await Hub.open();
    await hub.sweeps(when('07:30'));
    let loads = 0;
    const counting = but(hub.w.store, {
      load: async (thing) => {
        loads += 1;
        return hub.w.store.load(thing);
      },
    });
    const keeper = createDayKeeper({ ...hub.deps, store: counting });
    await keeper.keep(north);
    const organisations = 4;
    expect(loads).toBe(organisations);
    await keeper.keep(north);
    expect(loads).toBe(organisations);
  });

  it('asks a store that is slow for few things at once, though every organisation looks back over two weeks', async () => {
    const hub = await Hub.open();
    let atOnce = 0;
    let most = 0;
    const counting = but(hub.w.store, {
      load: async (thing) => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise<void>((resolve) => setImmediate(resolve));
        atOnce -= 1;
        return hub.w.store.load(thing);
      },
    });
    await createDayKeeper({ ...hub.deps, store: counting }).keep(north);
    expect(await hub.day(north)).toBeDefined();
    expect(most).toBeLessThanOrEqual(2 * readAtOnce);
  });

  it('lists before closing only what cannot be left, at 60 and 15 minutes', async () => {
    const hub = await Hub.open();
    await hub.sweeps(when('07:30'));
    // Its limit is tomorrow evening, its target tomorrow morning: it can wait.
    await hub.receives(when('17:00'));
    await hub.receives(when('17:05'), { priority: 'urgent' });
    await hub.sweeps(when('17:30'));
    await hub.sweeps(when('18:15'));
    const listed = (await hub.events(north)).filter(({ type }) => type === 'ClosingNear');
    expect(listed).toMatchObject([
      { minutes: 60, left: 1 },
      { minutes: 15, left: 1 },
    ]);
    expect((await hub.waiting()).filter(({ thing }) => thing === 'day').map(({ to, what }) => `${to} ${what}`)).toEqual([
      'org.NORTH card',
      'org.NORTH closing',
      'org.NORTH closing',
    ]);
  });

  it('counts what came since the last count: open, closed, another practice\u2019s, and from before', async () => {
    const hub = await Hub.open();
    await hub.sweeps(when('07:30'));
    await hub.receives(when('10:00'));
    const closed = await hub.receives(when('10:30'));
    const moved = await hub.receives(when('12:45'));
    await hub.does(closed, amara, { type: 'claim' }, when('12:50'));
    await hub.does(closed, amara, { type: 'complete', outcome: 'answered', told: 'message' }, when('12:51'));
    await hub.does(moved, amara, { type: 'correctPractice', practice: millbrook }, when('12:52'));
    await hub.sweeps(when('18:31'));
    expect((await hub.day(larkfield))?.counted).toMatchObject({ received: 3, completed: 1, open: 1, movedOn: 1, missing: [], carried: 0 });
    // What came at 10:00 was due at noon, and nobody has said what becomes of it; but the hub has it, so Larkfield has nothing to decide.
    expect((await hub.day(larkfield))?.counted?.standing).toEqual({
      today: { pastTarget: 1, undecided: 0 },
      carried: { pastTarget: 0, undecided: 0 },
    });
    // From 12:45 until closing nothing came.
    expect((await hub.day(larkfield))?.counted?.longestGapMinutes).toBe(5 * 60 + 45);
    expect((await hub.day(millbrook))?.counted).toMatchObject({ received: 1, completed: 0, open: 1, movedOn: 0 });
    // What comes at night is tomorrow's.
    await hub.receives(when('20:00'));
    await hub.sweeps(when('07:30', '2026-11-26'));
    await hub.sweeps(when('18:31', '2026-11-26'));
    expect((await hub.day(larkfield, '2026-11-26'))?.counted).toMatchObject({
      ...{ received: 1, open: 1, carried: 1 },
      standing: { today: { pastTarget: 1, undecided: 0 }, carried: { pastTarget: 1, undecided: 0 } },
    });
  });

  it('names what is not accounted for', async () => {
    const hub = await Hub.open();
    await hub.sweeps(when('07:30'));
    const lost = await hub.receives(when('10:00'));
    await hub.receives(when('10:30'));
    const without = but(hub.w.store, {
      opens: async <Of extends Place>(name: string, kind: string) =>
        (await hub.w.store.opens<Of>(name, kind)).filter(({ id }) => id !== lost),
    });
    hub.now = when('18:31');
    await lookAtDay({ ...hub.deps, store: without })(north, dayId(larkfield, '2026-11-25'), { operation: 'o', at: hub.now });
    expect((await hub.day(larkfield))?.counted).toMatchObject({ received: 2, open: 1, missing: [lost] });
    // The card says that the leads have been told: so they are.
    expect((await hub.waiting()).filter(({ what }) => what === 'found').map(({ to, id }) => `${to} ${id}`)).toEqual([
      `${chatOf(dalia.id)} ${dayId(north, '2026-11-25')}`,
    ]);
    expect((await hub.day(north))?.told.found?.what).toEqual({
      matter: 'found',
      findings: [{ kind: 'countsApart', about: `${larkfield} 2026-11-25: ${referenceOf(lost)}` }],
    });
  });

  it('is counted only once the leads can be told of what is not accounted for: after a night\u2019s outage their day has not begun', async () => {
    const hub = await Hub.open();
    await hub.sweeps(when('07:30'));
    const lost = await hub.receives(when('10:00'));
    const without = but(hub.w.store, { opens: async () => [] });
    expect(await hub.sweeps(when('06:00', '2026-11-26'), without)).toMatchObject({ failed: 1 });
    expect((await hub.day(larkfield))?.counted).toBeUndefined();
    await hub.sweeps(when('06:01', '2026-11-26'), without);
    expect((await hub.day(larkfield))?.counted).toMatchObject({ missing: [lost] });
    expect((await hub.day(north, '2026-11-26'))?.told.found?.what).toMatchObject({ findings: [{ kind: 'countsApart' }] });
  });

  it('knows what is usual only after three counted days', async () => {
    const hub = await Hub.open(when('07:00', '2026-11-23'));
    for (const date of ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']) {
      await hub.sweeps(when('07:00', date));
      for (let hour = 8; hour < 18; hour++) await hub.receives(when(`${String(hour).padStart(2, '0')}:30`, date));
      await hub.sweeps(when('18:31', date));
    }
    const usual = await Promise.all(['24', '25', '26'].map(async (day) => (await hub.day(larkfield, `2026-11-${day}`))?.quietAfterMinutes));
    // An hour between two, half as much again.
    expect(usual).toEqual([undefined, undefined, 90]);
  });

  it('does not take for usual what one bad day was: a form that was off for a day must not blind the question for a fortnight', async () => {
    const hub = await Hub.open(when('07:00', '2026-11-23'));
    for (const day of ['23', '24', '25', '26', '27']) {
      const date = `2026-11-${day}`;
      await hub.sweeps(when('07:00', date));
      // On the Wednesday nothing comes.
      for (let hour = 8; hour < 18 && day !== '25'; hour++) await hub.receives(when(`${String(hour).padStart(2, '0')}:30`, date));
      await hub.sweeps(when('18:31', date));
    }
    expect((await hub.day(larkfield))?.counted).toMatchObject({ longestGapMinutes: 630 });
    expect((await hub.day(larkfield, '2026-11-27'))?.quietAfterMinutes).toBe(90);
  });

  it('is shut all day on a Sunday, and ends at midnight where an organisation never shuts', async () => {
    const all = { from: '00:00', to: '24:00' };
    const always: OpeningHours = {
      week: { sunday: [all], monday: [all], tuesday: [all], wednesday: [all], thursday: [all], friday: [all], saturday: [all] },
    };
    const { network } = hubRules;
    const open = { ...network, hubs: { ...network.hubs, [north]: { ...network.hubs[north], hours: always } } } as typeof network;
    expect(closingOf(network, larkfield, when('12:00', '2026-11-29'), hubRules)).toBeUndefined();
    expect(closingOf(open, north, when('12:00', '2026-11-29'), { ...hubRules, network: open })).toBe(when('00:00', '2026-11-30'));
  });
});

describe('a day that does not go as planned', () => {
  const by = { kind: 'sender', caller: 'file' } as const;
  const closesAt1 = { from: '08:00', to: '13:00' };
  const usual = { from: '08:00', to: '18:30' };

  it('closes when its hours say, also when they are changed and changed back', async () => {
    const hub = await Hub.open();
    await hub.sweeps(when('07:30'));
    const set = { type: 'setDay', organisation: larkfield, date: '2026-11-25', reason: 'Training' } as const;
    for (const [time, open] of [
      ['09:00', closesAt1],
      ['09:10', usual],
      ['09:20', closesAt1],
      ['09:30', usual],
    ] as const) {
      await hub.w.source.change({ ...set, open: [open], operation: time, at: when(time), by });
      await hub.sweeps(when(time.replace(/.$/, '1')));
      expect((await hub.day(larkfield))?.closesAt).toBe(when(open.to));
    }
  });

  it('is followed by the next one where it ends, also when it could not be counted in time', async () => {
    const hub = await Hub.open();
    await hub.sweeps(when('07:30'));
    await hub.receives(when('10:00'));
    const { store } = hub.w;
    let away = true;
    const failing = but(store, {
      logged: async <Event>(...asked: Parameters<Store['logged']>) => {
        if (away) throw new StoreAway('away');
        return store.logged<Event>(...asked);
      },
    });
    await hub.sweeps(when('18:31'), failing);
    await hub.receives(when('20:00'));
    await hub.sweeps(when('00:00', '2026-11-26'), failing);
    expect((await hub.day(larkfield))?.counted).toBeUndefined();
    expect(await hub.day(larkfield, '2026-11-26')).toMatchObject({ since: when('18:30') });
    away = false;
    await hub.sweeps(when('09:00', '2026-11-26'), failing);
    // What came after closing is neither of that day nor from before it.
    expect((await hub.day(larkfield))?.counted).toMatchObject({ received: 1, open: 1, carried: 0 });
    await hub.sweeps(when('18:31', '2026-11-26'), failing);
    expect((await hub.day(larkfield, '2026-11-26'))?.counted).toMatchObject({ received: 1, open: 1, carried: 1 });
  });

  it('counts what came a moment before closing and was written a moment after', async () => {
    const hub = await Hub.open();
    await hub.sweeps(when('07:30'));
    const late = new Date(Date.parse(when('18:30')) - 200).toISOString();
    await hub.sweeps(when('18:30'));
    await hub.receives(late);
    await hub.sweeps(when('18:31'));
    await hub.sweeps(when('07:30', '2026-11-26'));
    await hub.sweeps(when('18:32', '2026-11-26'));
    const counts = await Promise.all(['25', '26'].map(async (day) => (await hub.day(larkfield, `2026-11-${day}`))?.counted?.received));
    expect(counts).toEqual([1, 0]);
  });

  it('says of none that it is missing which only moved to another queue while it was looked for', async () => {
    const hub = await Hub.open();
    await hub.sweeps(when('07:30'));
    const moving = await hub.receives(when('10:00'));
    let looks = 0;
    const store = but(hub.w.store, {
      opens: async <Of extends Place>(name: string, kind: string) =>
        (await hub.w.store.opens<Of>(name, kind)).filter(({ id }) => looks++ > 0 || id !== moving),
    });
    await hub.sweeps(when('18:31'), store);
    expect((await hub.day(larkfield))?.counted).toMatchObject({ received: 1, open: 1, missing: [] });
  });

  it('that cannot be begun keeps no other from beginning, and is told of', async () => {
    const hub = await Hub.open();
    const store = but(hub.w.store, {
      load: async (thing) => {
        if (thing.id === dayId(north, '2026-11-25')) throw new Error('damaged');
        return hub.w.store.load(thing);
      },
    });
    await expect(hub.sweeps(when('07:30'), store)).rejects.toThrow('damaged');
    for (const organisation of [larkfield, millbrook]) expect(await hub.day(organisation)).toBeDefined();
  });

  it('reads what came to its hub once for all that close together, and again when that failed', async () => {
    const hub = await Hub.open();
    await hub.sweeps(when('07:30'));
    await hub.receives(when('10:00'));
    const asked: string[] = [];
    const store = but(hub.w.store, {
      logged: async <Event>(...about: Parameters<Store['logged']>) => {
        asked.push(about[1].kind);
        if (asked.length === 1) throw new StoreAway('away');
        return hub.w.store.logged<Event>(...about);
      },
    });
    expect(await hub.sweeps(when('18:31'), store)).toMatchObject({ failed: 1 });
    expect(asked).toEqual(['econsult', 'econsult', 'task']);
    await hub.sweeps(when('18:31', '2026-11-26'), store);
    for (const organisation of [larkfield, millbrook]) expect((await hub.day(organisation))?.counted).toBeDefined();
    expect((await hub.day(larkfield))?.counted).toMatchObject({ received: 1, open: 1 });
  });

  it('of an organisation that never shuts has no closing to list anything before', async () => {
    const hub = await Hub.open();
    const all = [{ from: '00:00', to: '24:00' }];
    for (const date of ['2026-11-25', '2026-11-26'])
      await hub.w.source.change({
        type: 'setDay',
        organisation: north,
        date,
        open: all,
        reason: 'Winter',
        operation: date,
        at: when('07:00'),
        by,
      });
    await hub.sweeps(when('07:30'));
    await hub.receives(when('21:00'), { priority: 'urgent' });
    await hub.sweeps(when('23:00'));
    await hub.sweeps(when('23:45'));
    expect((await hub.events(north)).filter((event) => event.type === 'ClosingNear' && event.left > 0)).toEqual([]);
  });
});

describe('after an outage', () => {
  it('says so to the leads once, with the gravest warning of each, the worst first', async () => {
    const hub = await Hub.open();
    await hub.sweeps(when('08:00'));
    const routine = await hub.receives(when('08:05'));
    const flagged = await hub.receives(when('08:10'), { priority: 'redFlag' });
    const { caughtUp } = await hub.sweeps(when('12:00'));
    if (caughtUp === undefined) throw new Error('it was late and did not say so');
    expect(caughtUp).toEqual({
      from: when('08:25'),
      until: when('12:00'),
      looked: 2,
      warned: { unclaimedLead: [flagged], target: [routine] },
    });
    for (let said = 0; said < 2; said++) await tellLeads(hub.deps, north, north, { matter: 'caughtUp', ...caughtUp }, hub.now);
    expect((await hub.waiting()).filter(({ what }) => what === 'caughtUp').map(({ to }) => to)).toEqual([chatOf(dalia.id)]);
    expect((await hub.sweeps(when('12:01'))).caughtUp).toBeUndefined();
  });
  it('is none while it sweeps in time', async () => {
    const hub = await Hub.open();
    await hub.sweeps(when('08:00'));
    await hub.receives(when('08:05'), { priority: 'urgent' });
    const due = Date.parse(when('08:35'));
    expect((await hub.sweeps(new Date(due + lateMs).toISOString())).caughtUp).toBeUndefined();
  });
});
