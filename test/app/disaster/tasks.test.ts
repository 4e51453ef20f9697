// Tasks and appointments in a disaster: what waits at a closed practice follows its work or its sender is told, its book gives nothing away, and all comes back.
import { expect, it } from 'vitest';
import { handleDisaster } from '../../../src/app/disaster/disaster.ts';
import { publishSlots } from '../../../src/app/slot/publish.ts';
import type { Network } from '../../../src/domain/network/state.ts';
import type { SlotTaken } from '../../../src/domain/task/state.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { dalia, full, hugo, ines, larkfield, millbrook, north } from '../../people.ts';
import { draft, minutesAfter, now } from '../task/ground.ts';
import { asked, network, scene } from './scene.ts';

/** Larkfield is a buddy of Millbrook, and its clinician is cleared for it. */
const buddies: Network = (() => {
  const hub = network.hubs[north];
  if (hub === undefined) throw new Error('no such hub');
  const agreed = { takes: larkfield, workOf: millbrook, from: '2026-01-01', until: '2026-12-31', agreedBy: 'Both partners' };
  return {
    ...network,
    hubs: { ...network.hubs, [north]: { ...hub, buddies: [agreed] } },
    staff: { ...network.staff, [hugo.id]: { ...hugo, cleared: full(larkfield, millbrook) } },
  };
})();

type Scene = Awaited<ReturnType<typeof scene>>;
const toMillbrook = { to: millbrook, practice: millbrook };
const sent = async (s: Scene, more: object): Promise<string> => (await s.g.sent({ ...toMillbrook, ...more })).id;
/** Millbrook offers the hub an appointment in so many minutes. */
async function offered({ g }: Scene, minutes: number): Promise<SlotTaken> {
  const start = minutesAfter(now, minutes);
  const slot = { start, minutes: 20, what: 'Nurse clinic', place: 'Room 2', bookUnder: 'NC2', cutOffMinutes: 60 };
  const answer = await publishSlots(g.deps, {
    ...asked(`offers ${minutes}`, now, ines),
    ...{ offeredBy: millbrook, slots: [{ ...slot, forOrganisations: 'all', forKinds: 'all' }] },
  });
  if (answer.kind !== 'published' || answer.ids[0] === undefined) throw new Error(JSON.stringify(answer));
  return { id: answer.ids[0], start, minutes: 20, what: 'Nurse clinic, Room 2', bookUnder: 'NC2' };
}

it('a task that waits at a closed practice goes to its buddy, is done there or comes back, and its eConsult shows where it is', async () => {
  const s = await scene(memoryEngine(), buddies);
  const [about = ''] = await s.arrive(1);
  const task = await sent(s, { about });
  const { id } = await s.start(s.g.deps, { to: larkfield });
  await s.look(id, now);
  expect(await s.g.task(task)).toMatchObject({ status: 'sent', to: larkfield, reroutedBy: { disaster: id, from: millbrook } });
  expect((await s.g.econsult(about))?.tasks).toMatchObject({ [task]: { to: larkfield } });
  // Taken on there and let go of, it still knows where it came from.
  await s.g.wish(hugo, 'accept', task, {}, minutesAfter(now, 2));
  await s.g.wish(hugo, 'claim', task, {}, minutesAfter(now, 3));
  await handleDisaster(s.g.deps, { ...asked('end', minutesAfter(now, 9), dalia), type: 'standDown', id });
  await s.look(id, minutesAfter(now, 9));
  expect(await s.g.task(task)).toMatchObject({ status: 'inHand', to: larkfield });
  await s.g.wish(hugo, 'release', task, { reason: 'noTime' }, minutesAfter(now, 12));
  await s.look(id, minutesAfter(now, 15));
  const back = await s.g.task(task);
  expect(back).toMatchObject({ status: 'sent', to: millbrook });
  expect(back).not.toHaveProperty('reroutedBy');
});

it('where nobody but its sender takes the work, its sender is told once and it stays; afterwards nobody is said to be closed', async () => {
  const s = await scene(memoryEngine(), buddies);
  const [about = ''] = await s.arrive(1);
  const task = await sent(s, { about });
  const { id } = await s.start();
  await s.look(id, now);
  expect(await s.g.task(task)).toMatchObject({ status: 'sent', to: millbrook, receiverClosed: { disaster: id } });
  const told = await s.g.task(task);
  await s.look(id, minutesAfter(now, 1));
  expect(await s.g.task(task)).toEqual(told);
  await handleDisaster(s.g.deps, { ...asked('end', minutesAfter(now, 9), dalia), type: 'standDown', id });
  await s.look(id, minutesAfter(now, 9));
  expect(await s.g.task(task)).not.toHaveProperty('receiverClosed');
});

it('what somebody has in hand, or has declined, is left with them', async () => {
  const s = await scene(memoryEngine(), buddies);
  const [one = '', other = ''] = await s.arrive(2);
  const inHand = await sent(s, { about: one });
  const declined = await sent(s, { about: other });
  await s.g.wish(ines, 'accept', inHand, {}, minutesAfter(now, -2));
  await s.g.wish(ines, 'claim', inHand, {}, minutesAfter(now, -2));
  await s.g.wish(ines, 'decline', declined, { reason: 'noCapacity' }, minutesAfter(now, -2));
  const { id } = await s.start(s.g.deps, { to: larkfield });
  await s.look(id, now);
  expect(await s.g.task(inHand)).toMatchObject({ status: 'inHand', to: millbrook });
  expect(await s.g.task(declined)).toMatchObject({ status: 'declined' });
});

it('nothing of a closed book can be taken that starts before the end, and its task stays for its sender to decide', async () => {
  const s = await scene(memoryEngine(), buddies);
  const [about = ''] = await s.arrive(1);
  const [soon, taken, late] = [await offered(s, 120), await offered(s, 180), await offered(s, 360)];
  const task = await sent(s, { about, draft: draft({ slot: taken }) });
  const { id } = await s.start(s.g.deps, { to: larkfield });
  await s.look(id, now);
  expect(await s.g.task(task)).toMatchObject({ to: millbrook, receiverClosed: { disaster: id }, request: { slot: { id: taken.id } } });
  const send = (slot: SlotTaken) => s.g.send({ ...toMillbrook, about, at: minutesAfter(now, 1), draft: draft({ slot }) });
  expect(await send(soon)).toMatchObject({ kind: 'refused', refusal: { why: 'slotRefused', refusal: { why: 'bookClosed' } } });
  expect(await send(late)).toMatchObject({ kind: 'done' });
});
