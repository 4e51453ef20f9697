// A drill: what is made up for it goes every way that a patient's goes, and nothing of a patient is moved, counted or seen among it.
import { expect, it } from 'vitest';
import { handleDisaster } from '../../../src/app/disaster/disaster.ts';
import { handleEConsult } from '../../../src/app/econsult/econsult.ts';
import { econsultKey } from '../../../src/app/econsult/load.ts';
import { rehearsed } from '../../../src/app/rehearsal/drill.ts';
import { rehearsalKind } from '../../../src/app/rehearsal/kind.ts';
import type { Running } from '../../../src/domain/disaster/state.ts';
import type { EConsultCommand } from '../../../src/domain/econsult/command.ts';
import { drillsAt, inForceAt } from '../../../src/domain/network/in-force.ts';
import { idOf, isRehearsal, referenceOf } from '../../../src/domain/reference.ts';
import { madeUpId } from '../../../src/domain/rehearsal/made-up.ts';
import { personOf } from '../../../src/domain/terms.ts';
import { amara, dalia, farah, larkfield, millbrook, north, person } from '../../people.ts';
import { minutesAfter, now } from '../task/ground.ts';
import { asked, scene } from './scene.ts';

const open = (s: Awaited<ReturnType<typeof scene>>, id: string) => s.load(id).then((it) => rehearsed(s.g.store, it as Running));

it('moves what is made up for it, and nothing else; and takes it away at its end', async () => {
  const s = await scene();
  await s.arrive(12);
  const { id } = await s.start(s.g.deps, { drill: true, madeUp: 8 });
  await s.look(id, now);
  await s.look(id, minutesAfter(now, 1));
  // Patients' own are where they were, and know nothing of it.
  expect(new Set((await s.rows()).map(({ holder }) => holder))).toEqual(new Set([millbrook]));
  expect(await s.rows()).toHaveLength(12);
  const network = await s.g.deps.network.current();
  expect([inForceAt(network, north, now), drillsAt(network, north, now).map((each) => each.id)]).toEqual([[], [id]]);
  // What is made up has moved, once each, and can be found by what its card says.
  const rows = await open(s, id);
  expect(rows.map(({ holder, rerouted }) => `${holder} ${rerouted?.from}`)).toEqual(
    Array.from({ length: 8 }, () => `${north} ${millbrook}`),
  );
  expect(rows.every((row) => isRehearsal(row.id) && idOf(referenceOf(row.id)) === row.id)).toBe(true);
  expect(await s.load(id)).toMatchObject({ progress: { moved: 8, left: 0 } });

  const [first = '', second = ''] = rows.map((row) => row.id);
  await s.wish(amara, 'claim', first, minutesAfter(now, 3));
  await s.wish(amara, 'complete', first, minutesAfter(now, 5), { outcome: 'answered', told: 'message', knowingly: true });
  await s.wish(farah, 'claim', second, minutesAfter(now, 6));
  await handleDisaster(s.g.deps, { ...asked('end', minutesAfter(now, 20), dalia), type: 'standDown', id });
  await s.look(id, minutesAfter(now, 20));
  // Claimed or not: what was made up does not stay behind, and cannot be pressed any more.
  expect(await open(s, id)).toEqual([]);
  const pressed = await s.wish(amara, 'claim', madeUpId(id, 5), minutesAfter(now, 30));
  expect(pressed).toMatchObject({ kind: 'refused', refusal: { why: 'completed' } });
  const over = await s.load(id);
  expect(over).toMatchObject({
    status: 'over',
    result: { toConfirm: 0, madeUp: 8, moved: 8, toMove: 0, claimed: 2, toFirstClaim: 3, completed: 1 },
  });
  expect('result' in over && over.result?.tookPart).toEqual([dalia, farah, amara].map(personOf));
  expect(drillsAt(await s.g.deps.network.current(), north, minutesAfter(now, 21))).toEqual([]);
});

it.each([
  ['a practice whose work the hub gets first', { place: larkfield }, larkfield, 6],
  // For the other practices there is nobody who could answer.
  ['the hub, for practices that get theirs first', { type: 'hubDown' }, north, 2],
] as const)('of %s finds all that was made up where it moves work from', async (_, more, from, movable) => {
  const s = await scene();
  const { id } = await s.start(s.g.deps, { drill: true, ...more });
  await s.look(id, now);
  const rows = await open(s, id);
  expect(rows.map(({ rerouted, holder }) => rerouted?.from ?? holder)).toEqual(Array.from({ length: 6 }, () => from));
  expect(rows.filter(({ rerouted }) => rerouted?.disaster === id)).toHaveLength(movable);
});

it('nothing made up for it is in what is counted, listed or read of patients', async () => {
  const s = await scene();
  await s.arrive(3);
  const { id } = await s.start(s.g.deps, { drill: true });
  await s.look(id, now);
  const made = (await open(s, id)).map((row) => row.id);
  expect(made).toHaveLength(6);
  await s.wish(amara, 'claim', made[0] ?? '', minutesAfter(now, 1));
  const logged = await s.g.store.logged(
    north,
    { kind: 'econsult', types: ['Received', 'Claimed', 'Rerouted'] },
    minutesAfter(now, -60),
    minutesAfter(now, 60),
    100,
  );
  expect(logged.filter((each) => made.includes(each.id))).toEqual([]);
  expect((await s.g.store.opens(north, 'econsult')).filter((each) => made.includes(each.id))).toEqual([]);
});

it('a record system that is down in a drill refuses to complete what is made up, and what is a patient\u2019s goes on', async () => {
  const s = await scene();
  const [own = ''] = await s.arrive(1);
  const { id } = await s.start(s.g.deps, { type: 'recordSystemDown', system: 'EMIS', drill: true });
  await s.look(id, now);
  const complete = (which: string, at: string) =>
    handleEConsult(s.g.deps, {
      ...{
        hub: north,
        operation: `complete ${which}`,
        at,
        by: person(amara),
        type: 'complete',
        id: which,
        outcome: 'answered',
        knowingly: true,
        told: 'message',
      },
    } as unknown as EConsultCommand);
  const [made] = (await open(s, id)).filter(({ holder }) => holder === north);
  await s.wish(amara, 'pull', own, minutesAfter(now, 1));
  await s.wish(amara, 'claim', made?.id ?? '', minutesAfter(now, 1));
  expect(await complete(own, minutesAfter(now, 2))).toMatchObject({ kind: 'done' });
  expect(await complete(made?.id ?? '', minutesAfter(now, 2))).toMatchObject({ kind: 'refused', refusal: { why: 'recordDown' } });
});

it('looked at late is told to no lead as if a patient had waited', async () => {
  const s = await scene();
  const { id } = await s.start(s.g.deps, { drill: true });
  await s.look(id, now);
  const made = (await open(s, id)).find(({ priority }) => priority === 'redFlag')?.id ?? '';
  const before = (await s.g.store.events(econsultKey(north, made))).length;
  const looked = await rehearsalKind.looks?.(s.g.deps)(north, made, { operation: 'late', at: minutesAfter(now, 90) });
  expect(looked).toEqual({});
  // It was looked at all the same.
  expect((await s.g.store.events(econsultKey(north, made))).length).toBeGreaterThan(before);
});

it('gives way to a real one in the same place', async () => {
  const s = await scene();
  await s.arrive(4);
  const drill = await s.start(s.g.deps, { drill: true });
  await s.look(drill.id, now);
  const real = await s.start();
  await s.look(real.id, minutesAfter(now, 1));
  expect(await s.load(drill.id)).toMatchObject({ status: 'ending', ended: { for: real.id } });
  await s.look(drill.id, minutesAfter(now, 1));
  expect(await s.load(drill.id)).toMatchObject({ status: 'over' });
  expect(new Set((await s.rows()).map(({ holder }) => holder))).toEqual(new Set([north]));
});

it('is agreed for a later day, starts by itself then, and can be called off', async () => {
  const s = await scene();
  const startsAt = minutesAfter(now, 2 * 24 * 60);
  const agreed = await s.start(s.g.deps, { drill: true, startsAt });
  expect(agreed.status).toBe('agreed');
  await s.look(agreed.id, minutesAfter(now, 60));
  expect(await s.load(agreed.id)).toMatchObject({ status: 'agreed', startsAt });
  await s.look(agreed.id, startsAt);
  expect(await s.load(agreed.id)).toMatchObject({ status: 'running', startedAt: startsAt, confirmed: { at: now }, progress: { moved: 6 } });

  const off = await s.start(s.g.deps, { drill: true, startsAt, reason: 'Again' });
  await handleDisaster(s.g.deps, { ...asked('off', minutesAfter(now, 5), dalia), type: 'drop', id: off.id });
  expect(await s.load(off.id)).toMatchObject({ status: 'dropped', dropped: { because: 'withdrawn' } });
});
