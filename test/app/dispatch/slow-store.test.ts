// A store, a line or a dead dispatcher that makes everything slow for a while: a channel is written to all the same, and soon again as usual.
import { beforeEach, describe, expect, it } from 'vitest';
import { markMs } from '../../../src/app/dispatch/waiting-times.ts';
import { type Store, StoreAway } from '../../../src/app/ports.ts';
import type { Address } from '../../../src/domain/terms.ts';
import { but, Desk, hub } from '../desk.ts';

const here: Address = 'org.NORTH';
let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});

/** The same store, but each of these takes so long, in ms. */
function slowly(takesMs: Readonly<Partial<Record<'outbox' | 'card' | 'load', number>>>): Store {
  const wait = (ms = 0): Promise<void> => new Promise((resolve) => desk.time.after(ms, resolve));
  return but(desk.store, {
    outbox: (...about) => wait(takesMs.outbox).then(() => desk.store.outbox(...about)),
    card: (...about) => wait(takesMs.card).then(() => desk.store.card(...about)),
    load: (thing) => wait(takesMs.load).then(() => desk.store.load(thing)),
  });
}

describe('where the store is slow', () => {
  it('a pass sends for as long as it took to list what waits', async () => {
    for (let id = 10; id < 40; id++) await desk.change(`C${id}`, [here], 2);
    desk.start({ store: slowly({ outbox: 2_000, card: 100, load: 100 }) });
    // A list of each class, 2 s; then five cards of 350 ms in 2 s more; six times.
    await desk.pass(6 * 4_500);
    expect(desk.sends).toHaveLength(30);
  });

  it('cards that a dead dispatcher has marked do not hold up those behind them', async () => {
    for (const id of ['A1', 'A2', 'A3', 'B1', 'B2', 'B3']) await desk.change(id, [here], 2);
    for (const id of ['A1', 'A2', 'A3']) {
      await desk.store.saveCard(hub, id, here, { ...(await desk.store.card(hub, id, here)), attemptAt: desk.time.now() });
    }
    desk.start({ store: slowly({ outbox: 300, card: 300, load: 300 }) });
    await desk.pass(10_000);
    expect(desk.sends.map(({ id }) => id)).toEqual(['B1', 'B2', 'B3']);
    await desk.pass(15_000);
    expect(desk.sends.map(({ id }) => id)).toEqual(['B1', 'B2', 'B3', 'A1', 'A2', 'A3']);
  });

  it('a marked card that has changed since is looked at again at once', async () => {
    await desk.change('A1', [here], 2);
    const marked = await desk.store.saveCard(hub, 'A1', here, { ...(await desk.store.card(hub, 'A1', here)), attemptAt: desk.time.now() });
    desk.start();
    await desk.pass(1_500);
    // Its owner lives after all: it is posted, written down, and then the thing changes.
    await desk.store.saveCard(hub, 'A1', here, { conversation: here, messageId: 'm0', shown: 1, attemptAt: undefined, etag: marked });
    await desk.change('A1', [here], 1);
    await desk.pass(1_500);
    expect(desk.sends.map(({ how, revision }) => [how, revision])).toEqual([['edit', 2]]);
  });
});

describe('a card that is posted, and cannot be written down before the lease is lost', () => {
  it('is written down all the same, so that whoever sends now does not post it again', async () => {
    let ours = true;
    desk.start({
      stillOurs: async () => ours,
      store: but(desk.store, {
        saveServed: async () => {
          ours = false;
          throw new StoreAway('not now');
        },
      }),
    });
    await desk.change('K7M4QX', [here], 0);
    await desk.pass(3_000);
    expect([desk.sends.length, ours]).toEqual([1, false]);
    expect((await desk.store.card(hub, 'K7M4QX', here)).messageId).toBeDefined();
    desk.start();
    await desk.pass(30_000);
    expect(desk.sends).toHaveLength(1);
    expect(await desk.waiting()).toBe(0);
  });
});

describe('a card that was marked and had to wait', () => {
  it('is marked anew before it is posted, so that nobody takes the mark for a dead one’s while the post is under way', async () => {
    const began = desk.time.nowMs;
    let asked = 0;
    // Its lease is in doubt between the mark and the post, and sure again once a mark of then would be believed no longer.
    await desk.change('K7M4QX', [here], 2);
    desk.start({ stillOurs: async () => ++asked === 1 || desk.time.nowMs - began > markMs });
    await desk.pass(1_000);
    expect((await desk.store.card(hub, 'K7M4QX', here)).attemptAt).toBeDefined();
    const ages: number[] = [];
    desk.answer = () => {
      const now = Date.parse(desk.time.now());
      void desk.store.card(hub, 'K7M4QX', here).then(({ attemptAt = '' }) => ages.push(now - Date.parse(attemptAt)));
      return undefined;
    };
    await desk.pass(markMs + 2_000);
    expect(desk.sends).toHaveLength(1);
    expect(ages).toEqual([expect.toSatisfy((ms: number) => ms <= 1_000)]);
  });
});

describe('an unlucky answer long after the last', () => {
  it('costs seconds, not as long as both are apart, when nothing was tried in between', async () => {
    let ours = true;
    let unlucky = true;
    desk.answer = () => (unlucky ? { kind: 'unknown', why: 'noAnswer' } : undefined);
    desk.start({ stillOurs: async () => ours });
    await desk.change('K7M4QX', [here], 2);
    await desk.pass(1_000);
    // Another instance sends for ten minutes.
    ours = false;
    await desk.pass(10 * 60_000);
    ours = true;
    const before = desk.sends.length;
    while (desk.sends.length === before) await desk.pass(100);
    await desk.pass(500);
    unlucky = false;
    await desk.pass(5_000);
    expect(desk.shown.size).toBe(1);
  });
});
