// A disaster at work: everything that can move is moved once, the most urgent first, while people claim and processes die; and it comes back.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handleDisaster, proposeDisaster } from '../../../src/app/disaster/disaster.ts';
import { whatMoved } from '../../../src/app/disaster/report.ts';
import { NotSettled } from '../../../src/app/handle.ts';
import { StoreAway } from '../../../src/app/ports.ts';
import { planFrom } from '../../../src/domain/disaster/plan.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { written } from '../../calls/stage.ts';
import { amara, bram, dalia, millbrook, north } from '../../people.ts';
import { Died, minutesAfter, now, type Trouble, troubled } from '../task/ground.ts';

import { asked, network, scene } from './scene.ts';

describe('a practice that is down', () => {
  it('gives everything that waits to the hub in few transactions, the most urgent first; arrivals follow; and it all comes back', async () => {
    const calls: string[] = [];
    const s = await scene(written(memoryEngine(), calls));
    await s.arrive(120);
    expect(new Set((await s.rows()).map(({ holder }) => holder))).toEqual(new Set([millbrook]));
    const { id } = await s.start();
    calls.splice(0);
    // What the press that starts it moves: nothing routine while anything urgent waits.
    const pressed = await s.look(id, now, s.g.deps, 3);
    expect(pressed).toMatchObject({ progress: { moved: 30, left: 90 } });
    expect((await s.rows()).filter(({ holder }) => holder === north).every(({ priority }) => priority === 'redFlag')).toBe(true);
    for (let n = 0; n < 5; n++) await s.look(id, minutesAfter(now, n));
    const transactions = calls.filter((call) => call.startsWith('transact')).length;
    process.stdout.write(
      `moved 120 with ${transactions} transactions: ${(transactions / 120).toFixed(3)} each, everything else included\n`,
    );
    expect(transactions / 120).toBeLessThanOrEqual(0.2);
    expect(new Set((await s.rows()).map(({ holder }) => holder))).toEqual(new Set([north]));
    expect(await s.load(id)).toMatchObject({ progress: { moved: 120, left: 0, inHand: 0 } });

    await s.arrive(3, 500, minutesAfter(now, 10));
    expect((await s.rows()).filter(({ holder }) => holder === millbrook)).toEqual([]);
    const [first] = await s.rows();
    await s.wish(amara, 'claim', first?.id ?? '', minutesAfter(now, 11));
    await s.look(id, minutesAfter(now, 12));
    expect(await s.load(id)).toMatchObject({ progress: { moved: 123, inHand: 1 } });

    await handleDisaster(s.g.deps, { ...asked('end', minutesAfter(now, 20), dalia), type: 'standDown', id });
    for (let n = 0; n < 4; n++) await s.look(id, minutesAfter(now, 20 + n));
    const after = await s.rows();
    expect(after.filter(({ holder }) => holder === north).map((row) => row.id)).toEqual([first?.id]);
    // A new one goes the usual way again.
    await s.arrive(1, 900, minutesAfter(now, 25));
    expect((await s.rows()).filter(({ holder }) => holder === north)).toHaveLength(1);
    // Let go of, it follows the others home; then the disaster is closed.
    await s.wish(amara, 'release', first?.id ?? '', minutesAfter(now, 30), { reason: 'noTime' });
    await s.look(id, minutesAfter(now, 31));
    await s.look(id, minutesAfter(now, 100));
    expect(await s.load(id)).toMatchObject({ status: 'over', progress: { moved: 123, back: 123 } });
    const report = await whatMoved(s.g.store, await s.load(id), minutesAfter(now, 200));
    expect(report).toHaveLength(123);
    expect(new Set(report.map(({ fate }) => fate))).toEqual(new Set(['back']));
  });

  it('asks whoever has claimed something there, once, and moves it when they let it go; a red flag that stays silent goes up the ladder', async () => {
    const s = await scene();
    const ids = await s.arrive(3);
    for (const each of ids) await s.wish(amara, 'pull', each, minutesAfter(now, -4));
    // The hub is down: its claimants are asked, and what they release goes to its practice.
    const plan = planFrom({ type: 'hubDown', drill: false, reason: 'No power' }, network, north);
    const proposed = await proposeDisaster(s.g.deps, {
      ...asked('propose', now, dalia),
      plan,
      alone: { text: 'Nobody answers', checked: false },
    });
    if (proposed.kind !== 'done') throw new Error(JSON.stringify(proposed.refusal));
    const { id } = proposed.state;
    await s.look(id, now);
    const red = ids[2] ?? '';
    expect((await s.rows()).map(({ asked: was }) => was?.disaster)).toEqual([id, id, id]);
    await s.look(id, minutesAfter(now, 9));
    expect((await s.g.econsult(red))?.escalation).toBeUndefined();
    await s.wish(amara, 'keep', ids[1] ?? '', minutesAfter(now, 5));
    await s.look(id, minutesAfter(now, 11));
    expect((await s.g.econsult(red))?.escalation).toBeDefined();
    const events = await s.g.store.events<{ readonly type: string }>({ hub: north, kind: 'econsult', id: red });
    expect(events.filter(({ event }) => event.type === 'ClaimantAsked')).toHaveLength(1);
    await s.look(id, minutesAfter(now, 12));
    expect((await s.g.store.events({ hub: north, kind: 'econsult', id: red })).length).toBe(events.length);
  });

  it('is moved whole although processes die anywhere, answers are lost, two look at once and people go on claiming', {
    timeout: 120_000,
  }, async () => {
    // A read that is not answered is a store that is away.
    const ofReads = ['away', 'diesBefore', 'diesAfter'] as const satisfies readonly Trouble[];
    const suffering = fc.oneof(
      fc.record({ nth: fc.integer({ min: 1, max: 14 }), sort: fc.constant('read' as const), what: fc.constantFrom(...ofReads) }),
      fc.record({
        ...{ nth: fc.integer({ min: 1, max: 6 }), sort: fc.constant('write' as const) },
        what: fc.constantFrom(...ofReads, 'lostBefore' as const, 'lostAfter' as const),
      }),
    );
    const honest = (error: unknown): undefined => {
      if (error instanceof NotSettled || error instanceof StoreAway || error instanceof Died) return undefined;
      throw error;
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(suffering, { minLength: 2, maxLength: 8 }),
        fc.array(fc.nat({ max: 44 }), { maxLength: 12 }),
        async (suffered, claims) => {
          const inner = memoryEngine();
          const trouble = troubled(inner);
          const s = await scene(inner);
          const ids = await s.arrive(45);
          const { id } = await s.start();
          const claimed = new Set<string>();
          let minute = 0;
          for (const { nth, what, sort } of suffered) {
            minute += 1;
            const at = minutesAfter(now, minute);
            trouble.suffer(sort, nth, what);
            const other = s.look(id, at, s.g.over(trouble.engine), 3).catch(honest);
            const claiming = claims.slice((minute - 1) * 2, minute * 2).map(async (pick) => {
              const which = ids[pick] ?? '';
              const answer = await s.wish(bram, 'claim', which, at).catch(honest);
              if (answer?.kind === 'done') claimed.add(which);
            });
            await Promise.all([other, s.look(id, at, s.g.deps, 1).catch(honest), ...claiming]);
            trouble.heal();
          }
          for (let n = 1; n <= 8; n++) await s.look(id, minutesAfter(now, minute + n));
          const rows = await s.rows();
          // Nothing is lost or doubled, and nothing waits in a closed place.
          expect(rows.map((row) => row.id).sort()).toEqual([...ids].sort());
          expect(rows.filter(({ holder, status }) => holder === millbrook && status !== 'claimed')).toEqual([]);
          for (const row of rows) {
            const events = await s.g.store.events<{ readonly type: string }>({ hub: north, kind: 'econsult', id: row.id });
            expect(events.filter(({ event }) => event.type === 'Rerouted').length).toBe(row.holder === north ? 1 : 0);
            expect(claimed.has(row.id)).toBe(row.status === 'claimed');
          }
          const it = await s.load(id);
          expect(it.status === 'running' && it.progress.left).toBe(0);
          expect((await s.g.deps.network.current()).inForce?.map((each) => each.id)).toEqual([id]);
        },
      ),
      { numRuns: 12 },
    );
  });
});
