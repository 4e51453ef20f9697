// Who takes the work: the first who can, up to what they take, then the next; nobody whose agreement has ended; and another hub of the network.
import { expect, it } from 'vitest';
import { handleDisaster } from '../../../src/app/disaster/disaster.ts';
import { receiversFor } from '../../../src/domain/disaster/receivers.ts';
import type { Network } from '../../../src/domain/network/state.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { englandHolidays } from '../../domain/time/days.ts';
import { amara, dalia, full, hugo, jonas, larkfield, member, millbrook, north, person, south } from '../../people.ts';
import { minutesAfter, now } from '../task/ground.ts';
import { asked, network, scene } from './scene.ts';

const agreed = (takes: string, workOf: string = millbrook) => ({
  takes,
  workOf,
  from: '2026-01-01',
  until: '2026-12-31',
  agreedBy: 'Both partners',
});
/** Larkfield\u2019s clinician may answer for Millbrook, and so may one of the other hub. */
const hugoToo = { ...hugo, cleared: full(larkfield, millbrook) };
const kofi = member('Dr Kofi Mensah', [{ role: 'clinician', at: south }], full(millbrook));
function withBuddies(...buddies: readonly ReturnType<typeof agreed>[]): Network {
  const hub = network.hubs[north];
  if (hub === undefined) throw new Error('no such hub');
  return {
    ...network,
    hubs: { ...network.hubs, [north]: { ...hub, buddies } },
    staff: { ...network.staff, [hugo.id]: hugoToo, [kofi.id]: kofi, [jonas.id]: jonas },
  };
}
const holders = async (s: Awaited<ReturnType<typeof scene>>): Promise<Readonly<Record<string, number>>> => {
  const count: Record<string, number> = {};
  for (const { holder } of await s.rows()) count[holder] = (count[holder] ?? 0) + 1;
  return count;
};

it('a receiver gets as many as it takes, the most urgent of them; the rest goes to the next, and arrivals too', async () => {
  const s = await scene(memoryEngine(), withBuddies(agreed(larkfield)));
  await s.arrive(12);
  const { id } = await s.start(s.g.deps, { to: larkfield, atMost: 5, restTo: north });
  await s.look(id, now);
  expect(await holders(s)).toEqual({ [larkfield]: 5, [north]: 7 });
  expect((await s.rows()).filter(({ holder }) => holder === larkfield).map(({ priority }) => priority)).toEqual([
    ...['redFlag', 'redFlag', 'redFlag', 'redFlag', 'urgent'],
  ]);
  // It is full, so what arrives goes to the next at once.
  await s.arrive(2, 100, minutesAfter(now, 2));
  expect(await holders(s)).toEqual({ [larkfield]: 5, [north]: 9 });
  // Once it has room it takes more of what arrives.
  const [one] = (await s.rows()).filter(({ holder }) => holder === larkfield);
  await s.wish(hugoToo, 'claim', one?.id ?? '', minutesAfter(now, 3));
  await s.wish(hugoToo, 'complete', one?.id ?? '', minutesAfter(now, 4), { outcome: 'answered', told: 'message', knowingly: true });
  await s.look(id, minutesAfter(now, 5));
  await s.arrive(1, 200, minutesAfter(now, 6));
  expect(await holders(s)).toEqual({ [larkfield]: 5, [north]: 9 });
});

it('whoever could take the work of any practice can be chosen before it is known which, the hub among them', () => {
  const moment = { network: withBuddies(agreed(larkfield)), holidays: englandHolidays, at: now };
  const names = (place: string | undefined) => receiversFor(place, north, [], moment).map(({ organisation }) => organisation);
  expect([...names(undefined)].sort()).toEqual([larkfield, north].sort());
  expect(names(north)).toEqual([]);
  expect([...names(millbrook)].sort()).toEqual([larkfield, north].sort());
});

it('without a next one the rest stays, is counted as too many, and follows when there is room', async () => {
  const s = await scene(memoryEngine(), withBuddies(agreed(larkfield)));
  await s.arrive(8);
  const { id, preview } = await s.start(s.g.deps, { to: larkfield, atMost: 5 });
  expect(preview).toMatchObject({ moves: { redFlag: 2, urgent: 3, routine: 0 }, stays: { receiverFull: 3 } });
  await s.look(id, now);
  expect(await s.load(id)).toMatchObject({ progress: { moved: 5, left: 0, stays: { receiverFull: 3 } } });
  const [one] = (await s.rows()).filter(({ holder }) => holder === larkfield);
  await s.wish(hugoToo, 'claim', one?.id ?? '', minutesAfter(now, 3));
  await s.wish(hugoToo, 'complete', one?.id ?? '', minutesAfter(now, 4), { outcome: 'answered', told: 'message', knowingly: true });
  await s.look(id, minutesAfter(now, 5));
  expect(await holders(s)).toEqual({ [larkfield]: 5, [millbrook]: 2 });
});

it('what a receiver holds is moved on when nobody there can answer any more, and comes back from wherever it is', async () => {
  const s = await scene(memoryEngine(), withBuddies(agreed(larkfield)));
  await s.arrive(6);
  const { id } = await s.start(s.g.deps, { to: larkfield });
  await s.look(id, now);
  expect(await holders(s)).toEqual({ [larkfield]: 6 });
  await s.g.deps.network.change({
    ...{ type: 'removeClearance', operation: 'gone', at: minutesAfter(now, 1), by: person(dalia) },
    ...{ person: hugo.id, practice: millbrook },
  });
  await s.look(id, minutesAfter(now, 2));
  expect(await holders(s)).toEqual({ [north]: 6 });
  await handleDisaster(s.g.deps, { ...asked('end', minutesAfter(now, 9), dalia), type: 'standDown', id });
  await s.look(id, minutesAfter(now, 9));
  expect(await holders(s)).toEqual({ [millbrook]: 6 });
});

it('another hub of the network takes all, answers there, and the rest comes home; nothing leaves its hub\u2019s own table', async () => {
  const s = await scene(memoryEngine(), withBuddies(agreed(south, north)));
  await s.arrive(9);
  const ids = (await s.rows()).map((row) => row.id);
  for (const each of ids) await s.wish(amara, 'pull', each, minutesAfter(now, -4));
  for (const each of ids) await s.wish(amara, 'release', each, minutesAfter(now, -3), { reason: 'noTime' });
  expect(await holders(s)).toEqual({ [north]: 9 });
  const { id, preview } = await s.start(s.g.deps, { type: 'hubDown', to: south });
  expect(preview.loads).toMatchObject([{ organisation: south, comes: 9 }]);
  await s.look(id, now);
  expect(await holders(s)).toEqual({ [south]: 9 });
  const [first = ''] = ids;
  const claimed = await s.wish(kofi, 'claim', first, minutesAfter(now, 2));
  expect(claimed).toMatchObject({ kind: 'done', state: { status: 'claimed', holder: south, hub: north } });
  expect(await s.wish(jonas, 'claim', ids[1] ?? '', minutesAfter(now, 2))).toMatchObject({ kind: 'refused' });
  expect(
    await s.wish(kofi, 'complete', first, minutesAfter(now, 3), { outcome: 'answered', told: 'message', knowingly: true }),
  ).toMatchObject({
    kind: 'done',
  });
  await handleDisaster(s.g.deps, { ...asked('end', minutesAfter(now, 9), dalia), type: 'standDown', id });
  await s.look(id, minutesAfter(now, 9));
  expect(await holders(s)).toEqual({ [north]: 8 });
  // Once it is home again, the other hub has no say in it.
  expect(await s.wish(kofi, 'claim', ids[2] ?? '', minutesAfter(now, 10))).toMatchObject({ kind: 'refused', refusal: { why: 'notYours' } });
});
