// Slots at work over a store: published many at once, listed by rows alone, taken by one, counted by the clock.
import { describe, expect, it } from 'vitest';
import { handleTogether, wishAbout } from '../../../src/app/handle.ts';
import { type Store, StoreAway } from '../../../src/app/ports.ts';
import { stillWithout } from '../../../src/app/slot/book.ts';
import { publishSlots } from '../../../src/app/slot/publish.ts';
import { freeSlots, freeSlotsMax, handleSlot, slotKey, slots } from '../../../src/app/slot/slot.ts';
import { countsOf } from '../../../src/domain/slot/book.ts';
import type { SlotEvent } from '../../../src/domain/slot/event.ts';
import { slotsAtOnceMax } from '../../../src/domain/slot/faults.ts';
import { slotIdFrom } from '../../../src/domain/slot/state.ts';
import { at } from '../../domain/time/days.ts';
import { amara, gwen, ines, larkfield, millbrook, network, north, person, quayside } from '../../people.ts';
import { but } from '../desk.ts';
import { type Ground, ground, minutesAfter, now, wanted } from './ground.ts';

const many = (count: number) => Array.from({ length: count }, (_, index) => wanted(index * 20, { what: `Clinic ${index % 7}` }));
const free = async (g: Ground, more: object = {}) => freeSlots(g.store, north, { offeredBy: north, for: larkfield, now, ...more });
/** A store that is away once so many calls of one name have come through. */
function awayAfter(store: Store, name: keyof Store, calls: number): Store {
  let left = calls;
  return but(store, {
    [name]: (...args: unknown[]) => {
      left -= 1;
      if (left < 0) return Promise.reject(new StoreAway('away'));
      return (store[name] as (...args: unknown[]) => unknown).apply(store, args);
    },
  } as Partial<Store>);
}

describe('publishing', () => {
  it('writes them all, stands them in the order of their times, and a second time changes nothing', async () => {
    const g = await ground();
    const all = many(60);
    const first = await g.publish([...all].reverse());
    expect(first).toMatchObject({ kind: 'published', fresh: 60 });
    const rows = await g.store.queue(north, 'slot', north, 1_000);
    expect(rows.map(({ due }) => due)).toEqual(all.map(({ start }) => start));
    const again = await g.publish([...all].reverse());
    expect(again).toEqual({ ...first, fresh: 0 });
    expect(await g.store.queue(north, 'slot', north, 1_000)).toEqual(rows);
  });
  it('names every fault at once and writes nothing', async () => {
    const g = await ground();
    await g.publish([wanted(0)]);
    const answer = await g.publish([
      wanted(100),
      wanted(10),
      wanted(200, { minutes: 4, bookUnder: ' ' }),
      wanted(110),
      wanted(0, { start: minutesAfter(now, -60) }),
    ]);
    expect(answer).toEqual({
      kind: 'faulty',
      faults: [
        { index: 1, rule: 'overlapsBook' },
        { index: 2, rule: 'lengthWrong' },
        { index: 2, rule: 'bookUnderMissing' },
        { index: 3, rule: 'overlaps' },
        { index: 4, rule: 'past' },
      ],
    });
    expect(await g.store.queue(north, 'slot', north, 100)).toHaveLength(1);
  });
  it('is for those who hold a post there, of the hub whose book it is, and of no more than so many', async () => {
    const g = await ground();
    expect(await g.publish([wanted(0)], { by: person(gwen) })).toMatchObject({ kind: 'refused', refusal: { why: 'notAllowed' } });
    expect(await g.publish([wanted(0)], { offeredBy: 'SOUTH' })).toMatchObject({ refusal: { why: 'organisationUnknown' } });
    const tooMany = Array.from({ length: slotsAtOnceMax + 1 }, (_, index) => wanted(index * 20));
    expect(await g.publish(tooMany)).toEqual({ kind: 'refused', refusal: { why: 'tooManySlots', slotsMax: slotsAtOnceMax } });
    expect(await g.publish([wanted(0, { forOrganisations: [north] })], { offeredBy: larkfield, by: person(gwen) })).toMatchObject({
      kind: 'published',
    });
  });
  it(`of ${slotsAtOnceMax} that breaks off in between is completed by the same wish, none twice`, async () => {
    const g = await ground();
    const all = Array.from({ length: slotsAtOnceMax }, (_, index) => wanted(index * 20));
    const asked = { hub: north, offeredBy: north, slots: all, operation: 'once', at: now, by: person(amara) };
    await expect(publishSlots({ ...g.deps, store: awayAfter(g.store, 'commit', 11) }, asked)).rejects.toThrow(StoreAway);
    expect(await g.store.queue(north, 'slot', north, 1_000)).toHaveLength(11 * 14);
    expect(await publishSlots(g.deps, asked)).toMatchObject({ kind: 'published' });
    const rows = await g.store.queue(north, 'slot', north, 1_000);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(slotsAtOnceMax);
    for (const { id } of rows.slice(0, 30)) expect(await g.store.events<SlotEvent>(slotKey(north, id))).toHaveLength(1);
  });
  it('gives the next reference to one whose six letters another slot has', async () => {
    const g = await ground();
    const slot = wanted(0);
    const details = { ...slot, offeredBy: north };
    // Another organisation's slot stands under the very id that this one would get.
    const id = slotIdFrom(details, 0);
    const other = { ...wanted(500), offeredBy: larkfield, forOrganisations: [north] };
    await g.wish({ type: 'publish', id, details: other }, now, person(gwen));
    const answer = await g.publish([slot, wanted(60)]);
    expect(answer).toEqual({ kind: 'published', ids: [slotIdFrom(details, 1), slotIdFrom({ ...details, ...wanted(60) }, 0)], fresh: 2 });
    expect(await g.publish([slot])).toMatchObject({ ids: [slotIdFrom(details, 1)], fresh: 0 });
    expect((await g.slot(id))?.offeredBy).toBe(larkfield);
  });
  it('changes one that is free, and none that was taken', async () => {
    const g = await ground();
    const id = await g.idOf(wanted(0));
    expect(await g.publish([wanted(0, { bookUnder: 'NC9' })])).toMatchObject({ ids: [id], fresh: 1 });
    expect((await g.slot(id))?.bookUnder).toBe('NC9');
    await g.take(id, 'T-1');
    expect(await g.publish([wanted(0)])).toEqual({ kind: 'faulty', faults: [{ index: 0, rule: 'takenAsItWas' }] });
    expect(await g.publish([wanted(0, { bookUnder: 'NC9' })])).toMatchObject({ kind: 'published', fresh: 0 });
  });
  it('tells where it stopped when others changed the book meanwhile', async () => {
    const g = await ground();
    const all = many(20);
    const last = await g.idOf(all[19] ?? wanted(0));
    // Taken between the look over the book and the writing.
    const meanwhile = but(g.store, {
      queue: async (...args: Parameters<Store['queue']>) => {
        const rows = await g.store.queue(...args);
        await g.take(last, 'T-1');
        return rows as never;
      },
    } as Partial<Store>);
    const changed = all.map((each, index) => (index === 19 ? { ...each, bookUnder: 'NC9' } : each));
    const asked = { hub: north, offeredBy: north, slots: changed, operation: 'late', at: now, by: person(amara) };
    const answer = await publishSlots({ ...g.deps, store: meanwhile }, asked);
    expect(answer).toMatchObject({ kind: 'stopped', published: 14, index: 19, refusal: { why: 'slotTaken', taken: { task: 'T-1' } } });
  });
});

describe('what is free', () => {
  it('is read from rows: for that organisation and kind, before the cut-off, soonest first, not too many', async () => {
    const g = await ground();
    const soon = wanted(0);
    await g.publish([
      soon,
      wanted(20, { forOrganisations: [millbrook] }),
      wanted(40, { forOrganisations: 'all', forKinds: ['tests'] }),
      wanted(60),
    ]);
    const taken = (await free(g))[2]?.id ?? '';
    await g.take(taken, 'T-1');
    const times = (rows: readonly { readonly due: string }[]) => rows.map(({ due }) => (Date.parse(due) - Date.parse(soon.start)) / 60_000);
    expect(times(await free(g))).toEqual([0, 40]);
    expect(times(await free(g, { kind: 'fitNote' }))).toEqual([0]);
    expect(times(await free(g, { for: millbrook }))).toEqual([20, 40]);
    expect(times(await free(g, { for: north }))).toEqual([]);
    expect(times(await free(g, { now: minutesAfter(soon.start, -60) }))).toEqual([40]);
    await g.publish(Array.from({ length: 80 }, (_, index) => wanted(1_000 + index * 20)));
    expect(await free(g)).toHaveLength(freeSlotsMax);
  });
});

describe('taking and giving back', () => {
  it('beside another thing: both or neither', async () => {
    const g = await ground();
    const [one, two] = [await g.idOf(wanted(0)), await g.idOf(wanted(20))];
    await g.take(two, 'T-9');
    const about = (id: string) =>
      wishAbout(
        slots,
        slotKey(north, id),
        { type: 'take', hub: north, id, task: 'T-1', for: larkfield, operation: 'both', at: now, by: person(gwen) },
        { network },
      );
    const refused = await handleTogether(g.deps, { one: about(one), two: about(two) });
    expect(refused).toMatchObject({ kind: 'refused', which: 'two', refused: { refusal: { why: 'slotTaken', taken: { task: 'T-9' } } } });
    expect((await g.slot(one))?.status).toBe('free');
  });
  it('is refused for a slot or hub that is not there', async () => {
    const g = await ground();
    expect(await g.take('S-K7M4QX', 'T-1')).toMatchObject({ refusal: { why: 'slotUnknown' } });
    expect(await g.wish({ type: 'take', hub: 'NOWHERE', id: 'S-K7M4QX', task: 'T-1', for: larkfield })).toMatchObject({
      refusal: { why: 'slotUnknown' },
    });
  });
});

describe('the clock', () => {
  const nine = at('2026-11-25 09:00');
  it('lets what nobody took lapse, ends both, and counts them in the book', async () => {
    const g = await ground();
    const [used, unused] = [await g.idOf(wanted(0)), await g.idOf(wanted(20, { forOrganisations: 'all' }))];
    await g.take(used, 'T-1');
    await g.sweepAt(minutesAfter(now, 1));
    await g.sweepAt(minutesAfter(nine, -40));
    expect((await g.slot(unused))?.status).toBe('lapsed');
    expect((await g.store.queue(north, 'slot', north, 10)).map(({ id }) => id)).toEqual([used, unused]);
    await g.sweepAt(minutesAfter(nine, 0));
    expect((await g.slot(used))?.status).toBe('used');
    await g.sweepAt(minutesAfter(nine, 20));
    expect(await g.store.queue(north, 'slot', north, 10)).toEqual([]);
    expect(await g.store.due(north, '2099-01-01T00:00:00.000Z', 10)).toEqual([]);
    const book = await g.book();
    expect(countsOf(book, nine)).toEqual({ offered: 2, used: 1 });
    expect(countsOf(book, nine, millbrook)).toEqual({ offered: 1, used: 0 });
  });
  it('after an outage ends what it missed at once, each counted once', async () => {
    const g = await ground();
    const ids = [await g.idOf(wanted(0)), await g.idOf(wanted(20)), await g.idOf(wanted(40))];
    await g.take(ids[0] ?? '', 'T-1');
    expect(await g.sweepAt(minutesAfter(nine, 600))).toEqual({ due: 3, failed: 0, caughtUp: undefined });
    await g.sweepAt(minutesAfter(nine, 601));
    expect(countsOf(await g.book(), nine)).toEqual({ offered: 3, used: 1 });
    expect(await g.told()).toEqual([]);
  });
  it('counts nothing of a slot that changed while it looked, and looks again', async () => {
    const g = await ground();
    const id = await g.idOf(wanted(0, { cutOffMinutes: 0 }));
    await g.take(id, 'T-1');
    let isFirst = true;
    const meanwhile = but(g.store, {
      load: async (thing: Parameters<Store['load']>[0]) => {
        const loaded = await g.store.load(thing);
        // Given back just after the look had read it.
        if (isFirst && thing.kind === 'slot') {
          isFirst = false;
          await g.wish({ type: 'giveBack', id, task: 'T-1' }, minutesAfter(nine, -1));
        }
        return loaded as never;
      },
    } as Partial<Store>);
    await g.sweepAt(nine, meanwhile);
    expect(await g.book()).toBeUndefined();
    await g.sweepAt(minutesAfter(nine, 1));
    expect(countsOf(await g.book(), nine)).toEqual({ offered: 1, used: 0 });
  });
  it('tells the channel of whoever offers once a day that nothing is left for somebody, and nothing once there is', async () => {
    const g = await ground();
    const [one, two] = [await g.idOf(wanted(0)), await g.idOf(wanted(20))];
    await g.idOf(wanted(40, { forOrganisations: [millbrook] }));
    await g.take(one, 'T-1');
    await g.sweepAt(minutesAfter(now, 1));
    expect(await g.told()).toEqual([]);
    await g.take(two, 'T-2');
    await g.sweepAt(minutesAfter(now, 2));
    expect(await g.told()).toMatchObject([{ thing: 'slotBook', id: 'book.NORTH', to: 'org.NORTH', what: 'stock', class: 2 }]);
    const book = await g.book();
    if (book === undefined) throw new Error('no book');
    expect(await stillWithout(g.store, network, book, now)).toEqual([larkfield]);
    // Given back and taken again on the same day: it was said.
    await g.wish({ type: 'giveBack', id: two, task: 'T-2' });
    await g.take(two, 'T-3');
    await g.sweepAt(minutesAfter(now, 3));
    expect((await g.book())?.revision).toBe(book.revision);
    await g.publish([wanted(60, { forOrganisations: 'all' })]);
    expect(await stillWithout(g.store, network, book, now)).toEqual([]);
    expect(quayside).not.toBe(millbrook);
  });
  it('tells it too when the last one lapses, but not to a practice without an agreement', async () => {
    const g = await ground();
    const { [quayside]: theirs } = network.practices;
    if (theirs === undefined) throw new Error('no such practice');
    await g.deps.network.change({
      ...{ type: 'setAgreement', operation: 'over', at: now, by: { kind: 'sender', caller: 'maker' }, practice: quayside },
      agreement: { from: '2026-01-01', until: '2026-11-01' },
    } as never);
    await g.publish([wanted(0, { forOrganisations: [larkfield, quayside] })]);
    await g.sweepAt(minutesAfter(nine, -60));
    expect((await g.book())?.ranOut?.for).toEqual([larkfield]);
  });
  it('costs what is due: nothing of the book is read for others', async () => {
    const g = await ground();
    await g.publish(many(40));
    let reads = 0;
    const counted = but(g.store, {
      queue: (...args: Parameters<Store['queue']>) => {
        reads += 1;
        return g.store.queue(...args) as never;
      },
    } as Partial<Store>);
    await g.sweepAt(minutesAfter(now, 5), counted);
    expect(reads).toBe(0);
    await g.sweepAt(minutesAfter(nine, 300), counted);
    // One book, whatever lapses of it.
    expect(reads).toBe(1);
  });
});

describe('what it costs', () => {
  /** Calls of the store by their names, as they come; what this process knows is asked of it too, and costs nothing. */
  function counting(store: Store) {
    const calls: string[] = [];
    const counted = new Proxy(store, {
      get:
        (_, name: keyof Store) =>
        (...args: unknown[]) => {
          calls.push(name);
          return (store[name] as (...args: unknown[]) => unknown).apply(store, args);
        },
    });
    return { counted, calls };
  }
  it('taking and giving back what was published here: one transaction; listing what is free: one range', async () => {
    const g = await ground();
    const id = await g.idOf(wanted(0));
    const { counted, calls } = counting(g.store);
    const wish = { hub: north, id, task: 'T-1', at: now, by: person(gwen) } as const;
    const deps = { ...g.deps, store: counted };
    await handleSlot(deps, { ...wish, type: 'take', for: larkfield, operation: 'one' });
    await handleSlot(deps, { ...wish, type: 'giveBack', operation: 'two' });
    await freeSlots(counted, north, { offeredBy: north, for: larkfield, now });
    expect(calls.filter((call) => call !== 'known')).toEqual(['commit', 'commit', 'queue']);
  });
  it(`publishing ${slotsAtOnceMax} new ones: one range and 36 transactions, nothing read twice`, async () => {
    const g = await ground();
    const { counted, calls } = counting(g.store);
    const all = Array.from({ length: slotsAtOnceMax }, (_, index) => wanted(index * 20));
    await publishSlots(
      { ...g.deps, store: counted },
      { hub: north, offeredBy: north, slots: all, operation: 'all', at: now, by: person(amara) },
    );
    expect(calls).toEqual(['queue', ...Array.from({ length: 36 }, () => 'commit')]);
    calls.length = 0;
    await publishSlots(
      { ...g.deps, store: counted },
      { hub: north, offeredBy: north, slots: all, operation: 'again', at: now, by: person(amara) },
    );
    expect(calls).toEqual(['queue']);
  });
  it('a look after a take: a read of it, its book, and one transaction', async () => {
    const g = await ground();
    await g.publish([wanted(0), wanted(20)]);
    const [first] = await free(g);
    await g.take(first?.id ?? '', 'T-1');
    const { counted, calls } = counting(g.store);
    await g.sweepAt(minutesAfter(now, 1), counted);
    expect(calls.filter((name) => name !== 'due' && name !== 'known')).toEqual(['load', 'queue', 'commit']);
  });
});

describe('the other way round', () => {
  it('practices offer to the hub, and not to one another: no task goes between them with which it could be taken', async () => {
    const g = await ground();
    await expect(g.idOf(wanted(0, { forOrganisations: [north, millbrook] }), larkfield, person(gwen))).rejects.toThrow('forOtherPractice');
    const id = await g.idOf(wanted(0, { forOrganisations: 'all' }), larkfield, person(gwen));
    expect(await freeSlots(g.store, north, { offeredBy: larkfield, for: north, now })).toHaveLength(1);
    expect(await freeSlots(g.store, north, { offeredBy: larkfield, for: millbrook, now })).toEqual([]);
    expect(await g.wish({ type: 'take', id, task: 'T-1', for: millbrook }, now, person(ines))).toMatchObject({
      kind: 'refused',
      refusal: { why: 'slotNotForYou' },
    });
    expect(await g.wish({ type: 'take', id, task: 'T-1', for: north }, now, person(amara))).toMatchObject({ kind: 'done' });
    expect((await g.slot(id))?.status).toBe('taken');
  });
});
