// Repairs at work: somebody leaves, a practice closes or is merged, with everything open; all of it is accounted for, whatever dies on the way.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotSettled } from '../../../src/app/handle.ts';
import { StoreAway } from '../../../src/app/ports.ts';
import { decideOnRepair } from '../../../src/app/repair/repair.ts';
import { stageAt } from '../../../src/domain/network/stage.ts';
import type { Over, Repair, RepairPlan } from '../../../src/domain/repair/state.ts';
import { isOpenTask } from '../../../src/domain/task/state.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { amara, bram, dalia, gwen, hugo, larkfield, millbrook, north, person } from '../../people.ts';
import { Died, minutesAfter, now, type Trouble, troubled } from '../task/ground.ts';
import { kofi, lena, moving, over, scene, today } from './scene.ts';

type Scene = Awaited<ReturnType<typeof scene>>;
const isOver = (repair: Repair | undefined): Over => {
  if (repair?.status !== 'over') throw new Error(`it is ${repair?.status}`);
  return repair;
};
const countsOf = ({ account }: Over): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(account.things).map(([fate, ids]) => [fate, ids.length]));
/** Looks as the sweep does, until it is over. */
const toItsEnd = async (s: Scene, id: string): Promise<Over> => {
  // A hub that a practice leaves has a day to finish what it has.
  for (let n = 1; n <= 12; n++) {
    const it = await s.look(id, minutesAfter(now, n > 6 ? 24 * 60 + n : n));
    if (it?.status === 'over') return it;
  }
  return isOver(await s.load(id));
};

/** Who has nothing any more of what it is about. */
const goneBy = (plan: RepairPlan): string => (plan.type === 'leaver' ? plan.person.id : plan.type === 'move' ? plan.leaves : plan.practice);

/** Nothing is lost or doubled: each is open with somebody who is there, or closed as the account says. */
async function allThere(s: Scene, ids: readonly string[], gone: string): Promise<void> {
  const network = await s.g.deps.network.current();
  const isThere = (id: string | undefined): boolean => id !== undefined && network.staff[id] !== undefined;
  const [rows, taskRows] = [await s.rows(), await s.taskRows()];
  const open = [...rows, ...taskRows].map(({ id }) => id);
  expect(new Set(open).size).toBe(open.length);
  expect([...open].sort()).toEqual([...ids].sort());
  for (const row of rows) {
    expect([row.holder, row.offeredTo, row.claimant, row.assignee]).not.toContain(gone);
    expect([north, larkfield, millbrook, 'T90003']).toContain(row.holder);
    if (row.status === 'claimed') expect(isThere(row.claimant)).toBe(true);
    const it = await s.g.econsult(row.id);
    if (it?.escalation && !it.escalation.acknowledged)
      for (const { people } of it.escalation.ladder) for (const { id } of people) expect(isThere(id)).toBe(true);
  }
  for (const row of taskRows) {
    // The hub that a practice has left hears of what it asked of it; nothing more is asked of that hub.
    expect([...(gone === north ? [] : [row.from]), row.to, row.claimant]).not.toContain(gone);
    const it = await s.g.task(row.id);
    expect(it !== undefined && isOpenTask(it)).toBe(true);
    if (it?.status === 'inHand') expect(isThere(it.claimant.id)).toBe(true);
  }
  // Every one of them will be looked at again.
  const due = new Set((await s.g.store.due(north, '2099-01-01T00:00:00.000Z', 5_000)).map(({ id }) => id));
  expect(open.filter((id) => !due.has(id))).toEqual([]);
}

describe('two practices of which each is to take over from the other', () => {
  const plan: RepairPlan = { type: 'merge', practice: larkfield, from: today, over: over(millbrook), without: [] };
  it('cannot both be proposed, nor one whose practice takes over from another that is under way', async () => {
    const s = await scene();
    const first = await s.propose(plan);
    const { id } = first.kind === 'done' ? first.state : { id: '' };
    for (const to of [larkfield, 'T90003'])
      expect(await s.propose({ ...plan, practice: millbrook, over: over(to) })).toMatchObject({ refusal: { why: 'underWay', id } });
    expect(await s.propose({ ...plan, practice: 'T90003' })).toMatchObject({ kind: 'done' });
  });
  it.each([
    ['the other one has closed for it by then', millbrook, larkfield],
    ['it was closed for somebody else', larkfield, 'T90003'],
  ])('are not moved to and fro: where %s, nothing is', async (_, practice, successor) => {
    const s = await scene();
    const id = await s.arrive(1, larkfield);
    const { id: repair } = await s.confirm(plan);
    const asked = { operation: 'closes', at: now, by: person(dalia) } as const;
    await s.g.deps.network.change({ ...asked, type: 'closePractice', practice, from: today, successor });
    for (const minutes of [1, 2]) await s.look(repair, minutesAfter(now, minutes));
    expect(await s.load(repair)).toMatchObject({ status: 'working', waitsFor: 'otherRepair', things: [] });
    expect((await s.g.econsult(id))?.practice).toBe(larkfield);
  });
});

describe('somebody who leaves', () => {
  it('hands over what they may have, and the rest goes back to its queue; then posts, clearances and shifts end', async () => {
    const s = await scene();
    const ids = [await s.situated(1, 1), await s.situated(2, 4), await s.situated(3, 5, amara), await s.arrive(4, millbrook)];
    await s.wish(amara, 'pull', ids[3] ?? '');
    const task = await s.task(5);
    await s.g.deps.network.change({ type: 'goOnShift', operation: 'on', at: now, by: person(amara), organisation: north });
    const plan: RepairPlan = { type: 'leaver', person: amara, to: lena };
    const proposed = await s.propose(plan);
    expect(proposed).toMatchObject({ kind: 'done', state: { status: 'proposed', preview: { counts: { claimed: 3, tasksInHand: 1 } } } });
    const { id } = proposed.kind === 'done' ? proposed.state : { id: '' };
    // Nothing is changed before it is confirmed.
    expect((await s.look(id))?.status).toBe('proposed');
    expect((await s.rows()).filter(({ claimant }) => claimant === amara.id)).toHaveLength(3);
    expect(await s.propose(plan)).toMatchObject({ kind: 'refused', refusal: { why: 'underWay', id } });
    await decideOnRepair(s.g.deps, await s.load(id), { type: 'confirm', operation: 'c', at: now, by: person(dalia) });
    const done = await toItsEnd(s, id);
    // Lena is cleared for Larkfield alone.
    expect(countsOf(done)).toEqual({ handedOver: 3, queued: 1 });
    expect(done.account.things.queued).toEqual([ids[3]]);
    expect((await s.g.econsult(ids[0] ?? ''))?.assigned?.to).toEqual({ person: { id: lena.id, name: lena.name } });
    expect(await s.g.task(task)).toMatchObject({ status: 'inHand', claimant: { id: lena.id } });
    const network = await s.g.deps.network.current();
    expect(network.staff[amara.id]).toBeUndefined();
    expect(network.onShift[amara.id]).toBeUndefined();
    await allThere(s, [...ids, task], amara.id);
  });
  it('is asked for on no ladder any more: whoever takes over is, or the next', async () => {
    const s = await scene();
    const id = await s.situated(4, 4);
    expect((await s.g.econsult(id))?.escalation?.ladder[0]?.people.map((each) => each.id)).toEqual([lena.id]);
    const done = await toItsEnd(s, (await s.confirm({ type: 'leaver', person: lena, to: bram })).id);
    expect(countsOf(done)).toEqual({ elsewhere: 1 });
    const ladder = (await s.g.econsult(id))?.escalation?.ladder ?? [];
    expect(ladder.flatMap(({ people }) => people.map((each) => each.id))).not.toContain(lena.id);
    expect(ladder[0]?.people.map((each) => each.id)).toEqual([bram.id]);
  });
  it('waits for another lead where there is none any more', async () => {
    const s = await scene();
    const { id } = await s.confirm({ type: 'leaver', person: lena });
    await s.g.deps.network.change({
      type: 'changePosts',
      operation: 'x',
      at: now,
      by: { kind: 'clock' },
      person: dalia.id,
      posts: [{ role: 'hubAdministrator', at: north }],
    });
    expect(await s.look(id)).toMatchObject({ status: 'working', waitsFor: 'anotherLead' });
    await s.g.deps.network.change({
      type: 'changePosts',
      operation: 'y',
      at: now,
      by: { kind: 'clock' },
      person: dalia.id,
      posts: [{ role: 'hubLead', at: north }],
    });
    expect((await toItsEnd(s, id)).status).toBe('over');
    expect(await s.propose({ type: 'leaver', person: dalia })).toMatchObject({ refusal: { why: 'lastLead' } });
  });
});

describe('a practice that closes', () => {
  it('leaves what is open with the hub where nobody takes over; what still arrives waits unplaced, and nothing goes to it', async () => {
    const s = await scene();
    const ids = [await s.situated(1, 0), await s.situated(2, 2), await s.situated(3, 3), await s.situated(4, 1)];
    const tasks = [await s.task(0), await s.task(1), await s.task(2)];
    const slot = await s.g.slotOffered();
    const done = await toItsEnd(s, (await s.confirm({ type: 'close', practice: larkfield, from: today })).id);
    expect(countsOf(done)).toEqual({ withHub: 7 });
    expect(done.account.slots).toBe(1);
    expect((await s.g.slot(slot.id))?.status).toBe('withdrawn');
    await allThere(s, [...ids, ...tasks], larkfield);
    expect(new Set((await s.rows()).map(({ holder }) => holder))).toEqual(new Set([north]));
    const network = await s.g.deps.network.current();
    expect(network.practices[larkfield]).toMatchObject({ closed: today });
    expect(stageAt(network.practices[larkfield] ?? {}, today)).toBe('off');
    const late = await s.arrive(50, larkfield);
    expect(await s.g.econsult(late)).toMatchObject({ practiceNamed: larkfield });
    expect((await s.g.econsult(late))?.practice).toBeUndefined();
    expect(await s.wish(dalia, 'place', late, { practice: larkfield })).toMatchObject({ refusal: { why: 'practiceUnknown' } });
    // The hub goes on with what it has, and cannot send it home any more.
    expect(await s.wish(amara, 'claim', ids[0] ?? '', {}, minutesAfter(now, 20))).toMatchObject({ kind: 'done' });
    const pass = {
      reason: 'faceToFace',
      what: { text: 'x', checked: false },
      wantedBy: minutesAfter(now, 200),
      answers: north,
      spokenTo: 'G',
      knowingly: true,
    };
    expect(await s.wish(amara, 'passBack', ids[0] ?? '', pass, minutesAfter(now, 21))).toMatchObject({
      refusal: { why: 'practiceClosed' },
    });
    const history = await s.g.store.events({ hub: north, kind: 'econsult', id: ids[2] ?? '' });
    expect(history.length).toBeGreaterThan(4);
  });
  it('gives everything, and what still arrives, to the practice that takes over; claims of those who may not answer there end', async () => {
    const s = await scene();
    const ids = [await s.situated(1, 1, lena), await s.situated(2, 1, amara), await s.situated(3, 2)];
    const done = await toItsEnd(s, (await s.confirm({ type: 'close', practice: larkfield, from: today, over: over(millbrook) })).id);
    expect(countsOf(done)).toEqual({ moved: 3 });
    // Lena is not cleared for Millbrook, Amara is.
    expect(await s.g.econsult(ids[0] ?? '')).toMatchObject({ status: 'waiting', practice: millbrook, holder: north });
    expect(await s.g.econsult(ids[1] ?? '')).toMatchObject({ status: 'claimed', practice: millbrook, claimant: { id: amara.id } });
    expect(await s.g.econsult(ids[2] ?? '')).toMatchObject({ status: 'offered', offer: { from: north, to: millbrook } });
    expect((await s.g.econsult(await s.arrive(60, larkfield)))?.practice).toBe(millbrook);
  });
  it('begins on its day, and what arrives before that goes where it always went', async () => {
    const s = await scene();
    const id = await s.situated(1, 3);
    const repair = await s.confirm({ type: 'close', practice: larkfield, from: '2026-11-30', over: over(millbrook) });
    expect((await s.look(repair.id))?.status).toBe('working');
    expect((await s.g.econsult(id))?.holder).toBe(larkfield);
    expect((await s.g.econsult(await s.arrive(61, larkfield)))?.practice).toBe(larkfield);
    const due = await s.g.store.due(north, '2026-11-30T00:00:00.000Z', 100);
    expect(due.map((each) => each.id)).toContain(repair.id);
    const done = isOver(await s.look(repair.id, '2026-11-30T00:01:00.000Z'));
    expect(countsOf(done)).toEqual({ moved: 2 });
  });
  it('gives what is opened again afterwards to the practice that took over, or to the hub', async () => {
    for (const to of [millbrook, undefined]) {
      const s = await scene();
      const id = await s.situated(1, 3);
      await s.wish(hugo, 'claim', id, {}, minutesAfter(now, 1));
      await s.wish(hugo, 'complete', id, { outcome: 'answered', told: 'message', knowingly: true }, minutesAfter(now, 2));
      const plan = { type: 'close', practice: larkfield, from: today, ...(to === undefined ? {} : { over: over(to) }) } as const;
      await toItsEnd(s, (await s.confirm(plan)).id);
      expect((await s.g.econsult(id))?.status).toBe('completed');
      await s.wish(dalia, 'reopen', id, { reason: 'patientCameBack' }, minutesAfter(now, 30));
      expect(await s.g.econsult(id)).toMatchObject({ status: 'waiting', holder: to ?? north, practice: to ?? larkfield });
    }
  });
});

describe('a merger', () => {
  it('adds posts and clearances at the practice that takes over, but for those left out, and keeps claims', async () => {
    const s = await scene();
    const ids = [await s.situated(1, 1, lena), await s.situated(2, 3)];
    await s.wish(hugo, 'claim', ids[1] ?? '', {}, minutesAfter(now, 1));
    await s.g.deps.network.change({
      type: 'clearFor',
      operation: 'c',
      at: now,
      by: person(dalia),
      person: kofi.id,
      practice: larkfield,
      capabilities: ['view'],
    });
    const carys = Object.values((await s.g.deps.network.current()).staff).find(({ name }) => name === 'Carys Pell');
    const plan: RepairPlan = { type: 'merge', practice: larkfield, from: today, over: over(millbrook), without: [carys?.id ?? ''] };
    const proposed = await s.propose(plan);
    expect(proposed.kind === 'done' && proposed.state.preview.cleared?.map(({ name }) => name).sort()).toEqual([
      'Carys Pell',
      'Dr Lena Thorpe',
    ]);
    if (proposed.kind !== 'done') throw new Error(JSON.stringify(proposed.refusal));
    await decideOnRepair(s.g.deps, proposed.state, { type: 'confirm', operation: 'ok', at: now, by: person(lena) });
    const done = await toItsEnd(s, proposed.kind === 'done' ? proposed.state.id : '');
    expect(countsOf(done)).toEqual({ moved: 2 });
    expect(done.account.notCleared).toEqual([]);
    const { staff } = await s.g.deps.network.current();
    for (const who of [gwen, hugo]) expect(staff[who.id]?.posts.map(({ at }) => at)).toEqual([larkfield, millbrook]);
    expect(staff[lena.id]?.cleared.map(({ practice }) => practice)).toEqual([larkfield, millbrook]);
    expect(staff[carys?.id ?? '']?.cleared.map(({ practice }) => practice)).toEqual([larkfield]);
    expect(await s.g.econsult(ids[0] ?? '')).toMatchObject({
      status: 'claimed',
      claimant: { id: lena.id },
      practice: millbrook,
      holder: north,
    });
    expect(await s.g.econsult(ids[1] ?? '')).toMatchObject({
      status: 'claimed',
      claimant: { id: hugo.id },
      practice: millbrook,
      holder: millbrook,
    });
  });
});

describe('with 200 open', () => {
  const plans: readonly (readonly [string, RepairPlan])[] = [
    ['leaver', { type: 'leaver', person: amara, to: lena }],
    ['close', { type: 'close', practice: larkfield, from: today }],
    ['merge', { type: 'merge', practice: larkfield, from: today, over: over(millbrook), without: [] }],
    ['move', moving],
  ];
  it.each(plans)('a %s accounts for all of them', { timeout: 30_000 }, async (name, plan) => {
    const s = await scene();
    const ids: string[] = [];
    const isLeaver = plan.type === 'leaver';
    for (let n = 0; n < 150; n++) ids.push(await s.situated(n, isLeaver ? 1 + 3 * (n % 2) : n));
    // Of the hub's own tasks, those that Amara has claimed.
    for (let n = 0; n < 50; n++) ids.push(await s.task(isLeaver ? 6 * n + 5 : n));
    const started = performance.now();
    const { id } = await s.confirm(plan);
    await s.look(id, now, s.g.deps, 3);
    const done = await toItsEnd(s, id);
    const ms = Math.round(performance.now() - started);
    const counts = countsOf(done);
    process.stdout.write(`${name} with 200 open: ${JSON.stringify(counts)} in ${ms} ms\n`);
    expect(ms).toBeLessThan(10_000);
    await allThere(s, ids, goneBy(plan));
    const listed = Object.values(done.account.things).flat();
    expect(new Set(listed).size).toBe(listed.length);
    expect(done.account.things.unchanged ?? []).toEqual([]);
    expect([...listed].sort()).toEqual([...ids].sort());
  });
});

describe('in any hub, whatever dies on the way', () => {
  const ofReads = ['away', 'diesBefore', 'diesAfter'] as const satisfies readonly Trouble[];
  const suffering = fc.oneof(
    fc.record({ nth: fc.integer({ min: 1, max: 40 }), sort: fc.constant('read' as const), what: fc.constantFrom(...ofReads) }),
    fc.record({
      ...{ nth: fc.integer({ min: 1, max: 8 }), sort: fc.constant('write' as const) },
      what: fc.constantFrom(...ofReads, 'lostBefore' as const, 'lostAfter' as const),
    }),
  );
  const honest = (error: unknown): undefined => {
    if (error instanceof NotSettled || error instanceof StoreAway || error instanceof Died) return undefined;
    throw error;
  };
  const anyPlan = fc.constantFrom<RepairPlan>(
    { type: 'leaver', person: amara, to: lena },
    { type: 'leaver', person: amara },
    { type: 'close', practice: larkfield, from: today },
    { type: 'close', practice: larkfield, from: today, over: over(millbrook) },
    { type: 'merge', practice: larkfield, from: today, over: over(millbrook), without: [] },
    moving,
  );
  it('everything that was open is open with somebody who is there, or closed as it says', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPlan,
        fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 16 }),
        fc.nat({ max: 6 }),
        fc.array(suffering, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat({ max: 15 }), { maxLength: 4 }),
        async (plan, situations, taskCount, suffered, claims) => {
          const inner = memoryEngine();
          const trouble = troubled(inner);
          const s = await scene(inner);
          const ids: string[] = [];
          for (const [n, how] of situations.entries()) ids.push(await s.situated(n, how));
          for (let n = 0; n < taskCount; n++) ids.push(await s.task(n));
          const { id } = await s.confirm(plan);
          let minute = 0;
          for (const [turn, { nth, what, sort }] of suffered.entries()) {
            minute += 1;
            const at = minutesAfter(now, minute);
            trouble.suffer(sort, nth, what);
            const pick = claims[turn];
            await Promise.all([
              s.look(id, at, s.over(trouble.engine), 1).catch(honest),
              pick === undefined ? undefined : s.wish(bram, 'claim', ids[pick] ?? 'K7M4QX', {}, at).catch(honest),
            ]);
            trouble.heal();
          }
          for (let n = 1; n <= 8; n++) await s.look(id, minutesAfter(now, 24 * 60 + minute + n), s.over(inner));
          const done = isOver(await s.load(id));
          await s.g.deps.network.current(0);
          await allThere(s, ids, goneBy(plan));
          const listed = Object.values(done.account.things).flat();
          expect(new Set(listed).size).toBe(listed.length);
          expect(done.account.things.unchanged ?? []).toEqual([]);
          if (plan.type !== 'leaver') expect([...listed].sort()).toEqual([...ids].sort());
          // Each was changed once.
          for (const each of ids.filter((it) => !it.startsWith('T-'))) {
            const events = await s.g.store.events<{ readonly type: string }>({ hub: north, kind: 'econsult', id: each });
            expect(events.filter(({ event }) => event.type === 'PracticeReplaced').length).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
