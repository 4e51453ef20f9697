// The rota at work over a real store: who is put on and off when, and that a crash between any two steps harms nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkSource } from '../../../src/app/network/network.ts';
import { partKey } from '../../../src/app/network/parts.ts';
import { type Store, StoreAway } from '../../../src/app/ports.ts';
import { gapsAhead, gapsWith, lookAtRota, rotaAhead, rotaKey, setRota } from '../../../src/app/rota/rota.ts';
import { forever, type SweepEvent, sweep } from '../../../src/app/sweep/sweep.ts';
import type { ShiftsEvent } from '../../../src/domain/network/part-event.ts';
import type { RotaEvent } from '../../../src/domain/rota/event.ts';
import type { Rota, Shift } from '../../../src/domain/rota/state.ts';
import { mondayOf } from '../../../src/domain/rota/week.ts';
import type { Actor, Instant, Person } from '../../../src/domain/terms.ts';
import { onTheWall } from '../../../src/domain/time/london.ts';
import { inspect } from '../../../src/storage/inspect.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { makeTables } from '../../../src/storage/setup.ts';
import { createStore } from '../../../src/storage/store.ts';
import { at, englandHolidays } from '../../domain/time/days.ts';
import { amara, bram, carys, dalia, gwen, larkfield, network, north, person, sender, south } from '../../people.ts';
import { but } from '../desk.ts';

const monday = '2026-11-23';
const before = at('2026-11-22 12:00');
const shift = (who: Person, from: string, to: string, place = north): Shift => ({ person: who.id, at: place, from: at(from), to: at(to) });
const minutesAfter = (when: Instant, minutes: number): Instant => new Date(Date.parse(when) + minutes * 60_000).toISOString();
const early = shift(amara, '2026-11-23 08:00', '2026-11-23 13:00');
const late = shift(bram, '2026-11-23 13:00', '2026-11-23 18:30');
const away = async (): Promise<never> => {
  throw new StoreAway('away');
};

class Ground {
  readonly #engine = memoryEngine();
  readonly reports: SweepEvent[] = [];
  readonly store: Store = createStore(this.#engine, { prefix: 'ehub', writer: 'test', missing: () => expect.fail('a row was missing') });
  /** What the product has in its hands: a test may let some of it fail. */
  hands: Store = this.store;
  now = before;
  #wishes = 0;

  async open(): Promise<this> {
    await makeTables(this.#engine, 'ehub', [north, south]);
    const { hubs, practices, staff } = network;
    await this.network().change({ type: 'establish', operation: 'establish', at: before, by: sender, network: { hubs, practices, staff } });
    return this;
  }
  /** As a process that has just started reads it. */
  network() {
    return networkSource(
      { store: this.hands, nudge: () => {} },
      () => englandHolidays,
      () => 0,
    );
  }
  async set(shifts: readonly Shift[], week = monday, by: Actor = person(dalia)) {
    this.#wishes += 1;
    const command = { type: 'setRota', hub: north, monday: week, shifts, operation: `set ${this.#wishes}`, at: this.now, by } as const;
    return setRota({ store: this.store, nudge: () => {}, network: this.network() }, command);
  }
  async sweepAt(now: Instant): Promise<{ readonly due: number; readonly failed: number }> {
    this.now = now;
    const source = this.network();
    const parts = { store: this.hands, nudge: () => {}, network: source };
    return sweep(
      {
        ...parts,
        rules: source,
        clock: { now: () => now },
        report: (event) => this.reports.push(event),
        looks: new Map([['rota', lookAtRota(parts)]]),
      },
      north,
    );
  }
  /** Somebody's own word. */
  async says(who: Person, type: 'goOnShift' | 'goOffShift', when: Instant, organisation = north): Promise<void> {
    this.#wishes += 1;
    const asked = { operation: `says ${this.#wishes}`, at: when, by: person(who) };
    await this.network().change(type === 'goOnShift' ? { ...asked, type, organisation } : { ...asked, type });
  }
  async onShift(): Promise<Readonly<Record<string, string>>> {
    const { staff, onShift } = await this.network().current();
    return Object.fromEntries(Object.entries(onShift).map(([id, it]) => [staff[id]?.name ?? id, it.at]));
  }
  /** What waits to be told to people, and takes it away. */
  async told(): Promise<readonly string[]> {
    const rows = await this.store.outbox(north, 1, 1_000);
    for (const row of rows) await this.store.removeOutbox(row);
    expect(rows.every(({ thing, id, to }) => thing === 'shift' && to === `person.${id}`)).toBe(true);
    return rows.map(({ id, what }) => `${network.staff[id]?.name} ${what}`).sort();
  }
  async shiftEvents(): Promise<readonly string[]> {
    const events = await this.store.events<ShiftsEvent>(partKey(north, 'shifts'));
    return events.flatMap(({ event }) =>
      event.type === 'WentOnShift' || event.type === 'WentOffShift' ? [`${network.staff[event.person]?.name} ${event.type}`] : [],
    );
  }
  async turns(week = monday): Promise<number> {
    return (await this.store.events<RotaEvent>(rotaKey(north, week))).filter(({ event }) => event.type === 'Turned').length;
  }
  async sound(): Promise<void> {
    for (const hub of [north, 'network']) expect((await inspect(this.#engine, 'ehub', hub)).findings).toEqual([]);
    for (const { event } of await this.store.events<RotaEvent>(rotaKey(north, monday))) expect(event.type).toMatch(/RotaSet|Turned/);
  }
}
const ground = () => new Ground().open();

describe('a shift of the rota', () => {
  it('puts its person on at its start and off at its end, tells them, and is looked at no more', async () => {
    const g = await ground();
    await g.set([early, late]);
    expect(await g.sweepAt(at('2026-11-23 07:59'))).toMatchObject({ due: 0 });
    expect(await g.onShift()).toEqual({});
    expect(await g.sweepAt(early.from)).toMatchObject({ due: 1, failed: 0 });
    expect(await g.onShift()).toEqual({ [amara.name]: north });
    expect(await g.told()).toEqual([`${amara.name} shiftBegan`]);
    expect(await g.sweepAt(minutesAfter(early.from, 1))).toMatchObject({ due: 0 });
    await g.sweepAt(early.to);
    expect(await g.onShift()).toEqual({ [bram.name]: north });
    expect(await g.told()).toEqual([`${amara.name} shiftEnded`, `${bram.name} shiftBegan`]);
    await g.sweepAt(late.to);
    expect(await g.onShift()).toEqual({});
    expect(await g.told()).toEqual([`${bram.name} shiftEnded`]);
    expect(await g.store.due(north, forever, 1_000)).toEqual([]);
    await g.sound();
  });
  it('goes last in a sweep, but goes', async () => {
    const g = await ground();
    await g.set([early]);
    expect(await g.store.due(north, forever, 1_000)).toEqual([{ at: early.from, harm: '9', kind: 'rota', id: monday }]);
  });
  it('tells nobody who was there already, or is gone before it ends', async () => {
    const g = await ground();
    await g.set([early]);
    await g.says(amara, 'goOnShift', at('2026-11-23 07:50'));
    await g.sweepAt(early.from);
    await g.says(amara, 'goOffShift', at('2026-11-23 12:50'));
    await g.sweepAt(early.to);
    expect(await g.told()).toEqual([]);
    expect(await g.shiftEvents()).toEqual([`${amara.name} WentOnShift`, `${amara.name} WentOffShift`]);
  });
  it('leaves alone who has left by themselves during it, also if its start is only looked at afterwards', async () => {
    for (const lookedAt of [early.from, at('2026-11-23 10:00')]) {
      const g = await ground();
      await g.set([early, shift(amara, '2026-11-23 14:00', '2026-11-23 18:00')]);
      await g.says(amara, 'goOnShift', at('2026-11-23 07:50'));
      if (lookedAt === early.from) await g.sweepAt(lookedAt);
      await g.says(amara, 'goOffShift', at('2026-11-23 09:00'));
      await g.sweepAt(at('2026-11-23 10:00'));
      expect(await g.onShift()).toEqual({});
      // The next one is another shift.
      await g.sweepAt(at('2026-11-23 14:00'));
      expect(await g.onShift()).toEqual({ [amara.name]: north });
    }
  });
  it('that began and ended while nobody looked puts nobody on', async () => {
    const g = await ground();
    await g.set([early, late]);
    await g.sweepAt(at('2026-11-23 15:00'));
    expect(await g.onShift()).toEqual({ [bram.name]: north });
    expect(await g.shiftEvents()).toEqual([`${bram.name} WentOnShift`]);
    expect(await g.told()).toEqual([`${bram.name} shiftBegan`]);
  });
  it('does not end for who is somewhere else, came back after it, or has another shift there, in the next week too', async () => {
    const g = await ground();
    const night = shift(amara, '2026-11-29 20:00', '2026-11-30 08:00');
    await g.set([night, shift(bram, '2026-11-29 20:00', '2026-11-30 08:00'), shift(carys, '2026-11-29 20:00', '2026-11-30 08:00')]);
    await g.set([shift(amara, '2026-11-30 08:00', '2026-11-30 12:00')], '2026-11-30');
    await g.sweepAt(night.from);
    // Nobody looked at the end at once: Carys is back by then, of her own will.
    await g.says(carys, 'goOffShift', at('2026-11-30 07:30'));
    await g.says(carys, 'goOnShift', at('2026-11-30 08:00'));
    await g.told();
    await g.sweepAt(at('2026-11-30 08:01'));
    expect(await g.onShift()).toEqual({ [amara.name]: north, [carys.name]: north });
    expect(await g.told()).toEqual([`${bram.name} shiftEnded`]);
  });
  it('is not begun for who holds no post there any more; the others are', async () => {
    const g = await ground();
    await g.set([early, shift(bram, '2026-11-23 08:00', '2026-11-23 13:00')]);
    await g.network().change({ type: 'removeStaff', person: amara.id, operation: 'r', at: before, by: person(dalia) });
    expect(await g.sweepAt(early.from)).toMatchObject({ failed: 0 });
    expect(await g.onShift()).toEqual({ [bram.name]: north });
    expect(await g.turns()).toBe(1);
  });
  it('taken off the rota ends now; put back, it begins again', async () => {
    const g = await ground();
    await g.set([early, late]);
    await g.sweepAt(early.from);
    g.now = at('2026-11-23 10:00');
    await g.set([late]);
    await g.sweepAt(g.now);
    expect(await g.onShift()).toEqual({});
    await g.set([early, late]);
    await g.sweepAt(at('2026-11-23 10:01'));
    expect(await g.onShift()).toEqual({ [amara.name]: north });
    await g.sound();
  });
});

describe('a crash', () => {
  it('after somebody was put on and before it was written down: the next sweep does it once', async () => {
    const g = await ground();
    await g.set([early, shift(bram, '2026-11-23 08:00', '2026-11-23 13:00')]);
    g.hands = but(g.store, {
      commit: async (change, ...more) => (change.thing.kind === 'rota' ? away() : g.store.commit(change, ...more)),
    });
    expect(await g.sweepAt(early.from)).toMatchObject({ failed: 1 });
    expect(await g.onShift()).toEqual({ [amara.name]: north, [bram.name]: north });
    // Sent already, so that a second notice would show.
    expect(await g.told()).toEqual([`${amara.name} shiftBegan`, `${bram.name} shiftBegan`]);
    await g.says(bram, 'goOffShift', minutesAfter(early.from, 1));
    g.hands = g.store;
    expect(await g.sweepAt(minutesAfter(early.from, 2))).toMatchObject({ failed: 0 });
    expect(await g.onShift()).toEqual({ [amara.name]: north });
    expect((await g.shiftEvents()).filter((each) => each.endsWith('WentOnShift'))).toHaveLength(2);
    expect(await g.turns()).toBe(1);
    // Told once more, as delivery is at least once; but nobody of what is no longer so.
    expect(await g.told()).toEqual([`${amara.name} shiftBegan`]);
    await g.sound();
  });
  it('after somebody was put off and came back of their own will: they stay, and are told nothing', async () => {
    const g = await ground();
    await g.set([early]);
    await g.sweepAt(early.from);
    g.hands = but(g.store, {
      commit: async (change, ...more) => (change.thing.kind === 'rota' ? away() : g.store.commit(change, ...more)),
    });
    await g.sweepAt(early.to);
    await g.told();
    await g.says(amara, 'goOnShift', minutesAfter(early.to, 1));
    g.hands = g.store;
    await g.sweepAt(minutesAfter(early.to, 2));
    expect(await g.onShift()).toEqual({ [amara.name]: north });
    expect(await g.told()).toEqual([]);
  });
  it('after somebody was put on or off and before they were told: they are told', async () => {
    const g = await ground();
    await g.set([early]);
    for (const [when, what] of [
      [early.from, 'shiftBegan'],
      [early.to, 'shiftEnded'],
    ] as const) {
      g.hands = but(g.store, { show: away });
      expect(await g.sweepAt(when)).toMatchObject({ failed: 1 });
      g.hands = g.store;
      await g.sweepAt(minutesAfter(when, 1));
      expect(await g.told()).toEqual([`${amara.name} ${what}`]);
    }
    expect(await g.shiftEvents()).toEqual([`${amara.name} WentOnShift`, `${amara.name} WentOffShift`]);
  });
  it('of the network\u2019s table leaves the shift due', async () => {
    const g = await ground();
    await g.set([early]);
    g.hands = but(g.store, { commit: away });
    expect(await g.sweepAt(early.from)).toMatchObject({ failed: 1 });
    g.hands = g.store;
    await g.sweepAt(minutesAfter(early.from, 1));
    expect(await g.onShift()).toEqual({ [amara.name]: north });
  });
  it('is no different from a rota set anew while it is looked at: both are done', async () => {
    const g = await ground();
    await g.set([early]);
    let once = false;
    g.hands = but(g.store, {
      show: async (...asked) => {
        await g.store.show(...asked);
        if (!once) {
          once = true;
          await g.set([early, shift(carys, '2026-11-23 08:00', '2026-11-23 10:00')]);
        }
      },
    });
    await g.sweepAt(early.from);
    await g.sweepAt(minutesAfter(early.from, 1));
    expect(await g.onShift()).toEqual({ [amara.name]: north, [carys.name]: north });
    expect(await g.turns()).toBe(1);
  });
  it('anywhere, at any time, with any rota: after a sweep that succeeds exactly those are on whose shift runs', async () => {
    const people = [amara, bram, carys];
    const plan = fc.array(
      fc.record({ who: fc.constantFrom(...people), gap: fc.integer({ min: 0, max: 900 }), length: fc.integer({ min: 1, max: 960 }) }),
      {
        maxLength: 25,
      },
    );
    const looks = fc.array(fc.record({ after: fc.integer({ min: 0, max: 1_500 }), fails: fc.integer({ min: 0, max: 6 }) }), {
      maxLength: 25,
    });
    await fc.assert(
      fc.asyncProperty(plan, looks, async (drawn, sweeps) => {
        const g = await ground();
        const shifts: Shift[] = [];
        const free: Record<string, Instant> = {};
        for (const { who, gap, length } of drawn) {
          const from = minutesAfter(free[who.id] ?? at('2026-11-23 00:00'), gap);
          const to = minutesAfter(from, length);
          free[who.id] = to;
          shifts.push({ person: who.id, at: north, from, to });
        }
        const weeks = [...new Set(['2026-11-23', ...shifts.map(({ from }) => mondayOf(onTheWall(from).date))])];
        for (const week of weeks) {
          const handled = await g.set(
            shifts.filter(({ from }) => mondayOf(onTheWall(from).date) === week),
            week,
          );
          expect(handled.kind).toBe('done');
        }
        let now = at('2026-11-23 00:00');
        for (const { after, fails } of sweeps) {
          now = minutesAfter(now, after);
          // The n-th write of this sweep and those after it fail.
          let writes = 0;
          const failing = async <T>(write: () => Promise<T>): Promise<T> => (fails > 0 && ++writes >= fails ? away() : write());
          g.hands = but(g.store, {
            commit: (change, ...more) => failing(() => g.store.commit(change, ...more)),
            show: (...asked) => failing(() => g.store.show(...asked)),
          });
          const { failed } = await g.sweepAt(now);
          if (failed > 0) continue;
          const running = shifts.filter(({ from, to }) => from <= now && now < to).map(({ person: id }) => network.staff[id]?.name ?? '');
          expect(Object.keys(await g.onShift()).sort()).toEqual(running.sort());
        }
        await g.sound();
      }),
      { numRuns: 60 },
    );
  });
});

describe('looking ahead', () => {
  it('shows what runs or begins in the coming days and the gaps between', async () => {
    const g = await ground();
    await g.set([early, late]);
    const now = at('2026-11-23 12:00');
    await g.sweepAt(now);
    const { shifts, gaps } = await rotaAhead(g.store, network, englandHolidays, north, now);
    expect(shifts).toMatchObject([early, late]);
    expect(gaps[0]).toEqual({ from: now, to: late.to, lacks: 'dutyClinician' });
    // To the end of the seventh day, whatever minute it is now.
    expect(gaps.at(-1)).toEqual({ from: at('2026-11-27 08:00'), to: at('2026-11-27 18:30'), lacks: 'anybody' });
    expect(await gapsAhead(g.store, network, englandHolidays, north, now)).toEqual(gaps);
  });
  it('at a week that is only about to be set sees the night that runs on into it', async () => {
    const g = await ground();
    await g.set([shift(amara, '2026-11-29 20:00', '2026-11-30 10:00')]);
    const gaps = await gapsWith(g.store, network, englandHolidays, north, { '2026-11-30': [] }, before);
    expect(gaps['2026-11-30']?.slice(0, 2)).toEqual([
      { from: at('2026-11-30 08:00'), to: at('2026-11-30 10:00'), lacks: 'dutyClinician' },
      { from: at('2026-11-30 10:00'), to: at('2026-11-30 18:30'), lacks: 'anybody' },
    ]);
  });
});

describe('setting a rota', () => {
  it('of a hub that is none of ours is refused before any table is looked in', async () => {
    const g = await ground();
    const asked = { type: 'setRota', monday, shifts: [], operation: 'o', at: before, by: sender } as const;
    for (const hub of ['NOWHERE', '__proto__', larkfield])
      expect(await setRota({ store: g.store, nudge: () => {}, network: g.network() }, { ...asked, hub })).toMatchObject({
        refusal: { why: 'organisationUnknown' },
      });
  });
  it('of practice staff too is one rota of the hub', async () => {
    const g = await ground();
    await g.set([shift(gwen, '2026-11-23 08:00', '2026-11-23 13:00', larkfield)]);
    await g.sweepAt(early.from);
    expect(await g.onShift()).toEqual({ [gwen.name]: larkfield });
    expect((await g.store.load<Rota>(rotaKey(north, monday)))?.state.shifts).toHaveLength(1);
  });
});
