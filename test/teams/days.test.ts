// The day in Teams, pressed and filled in: signing, what becomes of each before closing, and of each claim at the end of a shift.
import { beforeEach, describe, expect, it } from 'vitest';
import { createDayKeeper, dayKey, lookAtDay } from '../../src/app/day.ts';
import type { Loaded } from '../../src/app/ports.ts';
import { type Day, dayId } from '../../src/domain/day/state.ts';
import { channelOf, type Person } from '../../src/domain/terms.ts';
import { createCompose } from '../../src/teams/compose.ts';
import { stringsOf } from '../cards/elements.ts';
import { amara, bram, gwen, hugo, ines, larkfield, network, north } from '../people.ts';
import { carried, type World, world } from './given.ts';

/** Minutes from nine o’clock until Larkfield closes, and until an hour before. */
const closing = 9 * 60 + 30;
const listing = closing - 60;
const day = dayId(larkfield, '2026-11-25');
const data = { v: 1, hub: north, day };
const place = { hub: north, organisation: larkfield };

let w: World;
beforeEach(async () => {
  w = await world();
  await begins();
});
async function begins(): Promise<void> {
  await createDayKeeper({ store: w.store, nudge: () => {}, rules: w.source, clock: w.deps.clock }).keep(north);
}
async function looks(minutes: number): Promise<void> {
  // A day is counted a minute after it has closed.
  w.at(minutes < closing ? minutes : minutes + 1);
  const deps = { store: w.store, nudge: () => {}, rules: w.source };
  await lookAtDay(deps)(north, day, { operation: `look ${minutes}`, at: w.deps.clock.now() });
}
const drawn = async (what: string, to = channelOf(larkfield)) => {
  const thing = (await w.store.load<Day>(dayKey(north, day))) as Loaded<Day>;
  const compose = createCompose({ store: w.store, directory: w.directory, network: w.source, clock: w.deps.clock });
  return compose({ hub: north, thing: 'day', id: day, to, what }, thing);
};
const saysOf = async (what: string): Promise<string> => stringsOf(await drawn(what)).join(' ');
const field = (id: string): string => `${north}-${id}`;

describe('the end of the day', () => {
  it('is signed by a named person of the practice, once', async () => {
    expect((await w.press(gwen, 'signDay', data)).said).toContain('not counted yet');
    await w.receives({ kind: 'admin' });
    await looks(closing);
    expect(await saysOf('card')).toContain('1 in, 1 accounted for');
    expect((await drawn('endOfDay'))?.mentions?.map(({ name }) => name)).toEqual([gwen.name]);
    expect((await w.press(amara, 'signDay', data)).said).toContain('Only somebody who works at this practice');
    expect((await w.press(gwen, 'signDay', data)).said).toContain('Signed by Gwen Tarrant');
    expect((await w.press(hugo, 'signDay', data)).said).toContain('Gwen Tarrant signed this at');
    expect(await drawn('endOfDay')).toBeUndefined();
    expect(await saysOf('card')).toContain('Signed by Gwen Tarrant');
  });
  it('is of a day that is there: nothing else is signed, whatever a card carries', async () => {
    for (const other of [{}, { ...data, day: 'K7M4QX' }, { ...data, hub: 'ELSEWHERE' }, { ...data, day: dayId(larkfield, '2031-01-01') }])
      expect((await w.press(gwen, 'signDay', other)).said).toContain('of a kind I do not know');
  });
});

describe('before closing', () => {
  /** One that waits at Larkfield itself, due before it closes. */
  const waits = (more = {}) => w.receives({ kind: 'admin', sourceId: `s${Math.random()}`, ...more });
  it('lists each that cannot be left; what is chosen becomes of each, and the card follows', async () => {
    w.at(-90);
    const [finish, later, hub, left] = [await waits(), await waits(), await waits(), await waits()];
    await looks(listing);
    expect(await saysOf('card')).toContain('4 eConsults cannot simply be left');
    expect((await drawn('closing'))?.text).toContain('<at>Gwen Tarrant</at>');
    const dialog = await w.fetch(gwen, 'closing', data);
    for (const id of [finish, later, hub, left]) expect(dialog.said).toContain(field(id));
    const chosen = { [field(finish)]: 'finish', [field(later)]: 'next:telephone', [field(hub)]: 'sendToHub', [field(left)]: '' };
    const done = await w.submit(gwen, 'closing', { v: 1, hub: north, rest: day, ...chosen });
    expect(done.said.match(/Done\./g)).toHaveLength(3);
    expect((await w.state(finish)).plan).toMatchObject({ plan: 'finish', by: { name: gwen.name }, opens: '2026-11-26T08:00:00.000Z' });
    expect(await saysOf('card')).toContain('will see that it is finished');
    expect((await w.state(later)).plan).toMatchObject({ plan: 'nextOpening', told: 'telephone', opens: '2026-11-26T08:00:00.000Z' });
    expect((await w.state(hub)).holder).toBe(north);
    expect((await w.state(left)).plan).toBeUndefined();
    const card = await saysOf('card');
    expect(card).toContain('3 eConsults cannot simply be left');
    expect(card).toContain('Gwen Tarrant left it until Thu 26 Nov 08:00; the patient was told by telephone');
    expect((await w.store.outbox(north, 1, 50)).filter(({ thing }) => thing === 'day')).not.toEqual([]);
  });
  it('does not show yesterday\u2019s word as today\u2019s', async () => {
    const id = await waits({ priority: 'urgent' });
    await looks(listing);
    await w.submit(gwen, 'closing', { v: 1, hub: north, rest: day, [field(id)]: 'finish' });
    expect(await saysOf('card')).not.toContain('Nobody has said what becomes of it');
    const { leftRow } = await import('../../src/cards/day.ts');
    expect(leftRow(await w.state(id), network, '2026-11-26T09:00:00.000Z').second).toContain('Nobody has said what becomes of it');
  });
  it('leaves no urgent one until tomorrow, and says so without stopping the others', async () => {
    const [urgent, routine] = [await waits({ priority: 'urgent' }), await waits()];
    await looks(listing);
    const chosen = { [field(urgent)]: 'next:message', [field(routine)]: 'finish' };
    const done = await w.submit(gwen, 'closing', { v: 1, hub: north, rest: day, ...chosen });
    expect(done.said).toContain('it must be answered today');
    expect((await w.state(urgent)).plan).toBeUndefined();
    expect((await w.state(routine)).plan?.plan).toBe('finish');
  });
  it('is asked of those who work there or at its hub, and acts by their own rights', async () => {
    const id = await waits();
    await looks(listing);
    expect((await w.fetch(ines, 'closing', data)).said).toContain('You do not work here');
    expect((await w.submit(ines, 'closing', { v: 1, hub: north, rest: day, [field(id)]: 'finish' })).said).toContain(
      'You do not work here',
    );
    expect((await w.submit(amara, 'closing', { v: 1, hub: north, rest: day, [field(id)]: 'finish' })).said).not.toContain('Done.');
    expect((await w.state(id)).plan).toBeUndefined();
  });
  it('takes nothing that was not offered', async () => {
    const id = await waits();
    await looks(listing);
    const strange = { [field(id)]: 'complete', 'SOUTH-K7M4QX': 'finish', constructor: 'finish', __proto__: 'finish' };
    const done = await w.submit(gwen, 'closing', { v: 1, hub: north, rest: day, ...strange });
    expect(done.said).toContain('not one of the choices');
    expect(await w.happened(id)).toEqual(['Received']);
  });
});

it('of a practice, said in the hub\u2019s channel because there is no lead to tell, names nobody of the practice', async () => {
  const { tellLeads } = await import('../../src/app/day.ts');
  const nobody = { now: async () => ({ ...(await w.source.now()), network: { ...network, staff: {} } }) };
  const what = { matter: 'quiet', since: '2026-11-25T08:00:00.000Z', usualMinutes: 60 } as const;
  await tellLeads({ store: w.store, nudge: () => {}, rules: nobody }, north, larkfield, what, w.deps.clock.now());
  const said = await drawn('quiet', channelOf(north));
  expect(said?.text).toContain('Nothing has come from Larkfield Surgery');
  expect(said?.mentions).toEqual([]);
});

describe('leaving a shift', () => {
  const claims = async (who: Person): Promise<string> => {
    const id = await w.receives({ sourceId: `s${Math.random()}` });
    await w.press(who, 'claim', carried(id));
    return id;
  };
  it('by word says what is still there and offers to say what becomes of each', async () => {
    await w.says(amara, 'on shift');
    expect((await w.says(amara, 'off shift')).said).toContain('Nothing is left with you.');
    await claims(amara);
    const left = await w.says(amara, 'off shift');
    expect(left.said).toContain('One eConsult is still yours');
    expect(left.said).toContain('"verb":"leaving"');
  });
  it('by button asks at once: keep, release, or hand to a colleague who is there', async () => {
    await w.says(amara, 'on shift');
    await w.says(bram, 'on shift');
    const [kept, released, handed, other] = [await claims(amara), await claims(amara), await claims(amara), await claims(bram)];
    const dialog = await w.fetch(amara, 'shiftOff', { v: 1 });
    for (const id of [kept, released, handed]) expect(dialog.said).toContain(field(id));
    expect(dialog.said).not.toContain(field(other));
    expect(dialog.said).toContain(`to:${bram.id}`);
    expect((await w.source.current()).onShift[amara.id]).toBeUndefined();
    const chosen = { [field(kept)]: 'keep', [field(released)]: 'release', [field(handed)]: `to:${bram.id}`, [field(other)]: 'release' };
    const done = await w.submit(amara, 'leaving', { v: 1, ...chosen });
    expect(done.said.match(/Done\./g)).toHaveLength(3);
    expect(done.said).toContain('Dr Bram Whitlock has had this since');
    expect((await w.state(kept)).status).toBe('claimed');
    expect((await w.state(released)).status).toBe('waiting');
    expect((await w.state(handed)).assigned).toMatchObject({ to: { person: { id: bram.id } } });
    expect((await w.state(other)).status).toBe('claimed');
  });
  it('delivered twice is done once', async () => {
    const id = await claims(amara);
    const press = w.pressed(amara, 'leaving', { v: 1, [field(id)]: 'release' });
    const { answerSubmit } = await import('../../src/teams/dialogs.ts');
    for (let times = 0; times < 2; times++) await answerSubmit(w.deps, press);
    expect(await w.happened(id)).toEqual(['Received', 'Claimed', 'Released']);
  });
});

it('names nobody who is not there: an organisation without a desk is told all the same', async () => {
  expect(network.practices[place.organisation]).toBeDefined();
  await w.receives({ kind: 'admin' });
  await w.source.change({
    type: 'removeStaff',
    operation: 'gone',
    at: w.deps.clock.now(),
    by: { kind: 'sender', caller: 'file' },
    person: gwen.id,
  });
  await looks(closing);
  expect((await drawn('endOfDay'))?.text).toContain('Larkfield Surgery: 1 in');
});

it('an outage is told in one sentence for each thing that is so, the gravest first', async () => {
  const { dayNoticeWords } = await import('../../src/cards/day.ts');
  const it = (await w.store.load<Day>(dayKey(north, day)))?.state as Day;
  const [from, until] = ['2026-11-25T06:47:00.000Z', '2026-11-25T16:42:00.000Z'];
  const warned = { firstLook: ['A7M4QX'], target: ['B7M4QX'], unclaimedLead: ['C7M4QX'] };
  const what = { matter: 'caughtUp', from, until, looked: 3, warned } as const;
  const words = dayNoticeWords('caughtUp', { ...it, told: { caughtUp: { at: until, what } } }, 0, network);
  expect(words?.text).toBe(
    'the clock was behind: what was due from Wed 25 Nov 06:47 on was looked at only now, Wed 25 Nov 16:42. 3 eConsults were looked at late, the most urgent first. Nobody has looked at it in time: C7M-4QX, A7M-4QX. Past its target: B7M-4QX.',
  );
});
