// The day in Teams, pressed and filled in: signing, what becomes of each before closing, and of each claim at the end of a shift.

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createDayKeeper, dayKey, lookAtDay } from '../../../src/app/day/day.ts';
import { type Loaded, type Store, StoreAway } from '../../../src/app/ports.ts';
import type { ChannelNews, TestChannelNews } from '../../../src/domain/channel-news.ts';
import { type Day, dayId } from '../../../src/domain/day/state.ts';
import { claimsMaxDefault } from '../../../src/domain/network/state.ts';
import { channelOf, type Person } from '../../../src/domain/terms.ts';
import { kinds } from '../../../src/kinds.ts';
import type { Answer } from '../../../src/teams/answering.ts';
import { createCompose } from '../../../src/teams/compose.ts';
import { createSaidLists } from '../../../src/teams/said-lists.ts';
import { but } from '../../app/desk.ts';
import { elementsOf, stringsOf, verbsOf } from '../../cards/elements.ts';
import { amara, bram, dalia, gwen, hugo, ines, larkfield, network, north } from '../../people.ts';
import { carried, type World, world } from '../given.ts';

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
  const compose = createCompose({ kinds, store: w.store, directory: w.directory, network: w.source, clock: w.deps.clock });
  return compose({ hub: north, thing: 'day', id: day, to, what }, thing);
};
const saysOf = async (what: string): Promise<string> => stringsOf(await drawn(what)).join(' ');
const field = (id: string): string => `${north}-${id}`;

describe('the end of the day', () => {
  it('is signed by a named person of the practice, once', async () => {
    expect((await w.press(gwen, 'signDay', data)).said).toContain('not counted yet');
    await w.receives({ kind: 'admin' });
    await looks(closing);
    expect(await saysOf('card')).toContain('1 received: 0 finished, 1 open');
    expect((await drawn('endOfDay'))?.mentions?.map(({ name }) => name)).toEqual([gwen.name]);
    expect((await w.press(amara, 'signDay', data)).said).toContain('Only somebody who works at this practice');
    expect((await w.press(gwen, 'signDay', data)).said).toContain('Signed by Gwen Tarrant');
    expect((await w.press(hugo, 'signDay', data)).said).toContain('Gwen Tarrant signed this at');
    expect(await drawn('endOfDay')).toBeUndefined();
    expect(await saysOf('card')).toContain('Signed by Gwen Tarrant');
  });
  it('says what it came to when it was counted, whenever it is looked at', async () => {
    await w.receives({ kind: 'admin' });
    await looks(closing);
    w.at(24 * 60);
    expect(await saysOf('card')).toMatch(/0 finished, 1 open.*As of Wed 25 Nov 18:31/);
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
    expect(await saysOf('card')).toContain('4 eConsults still need a decision');
    expect((await drawn('closing'))?.text).toContain('<at>Gwen Tarrant</at>');
    const dialog = await w.fetch(gwen, 'closing', data);
    for (const id of [finish, later, hub, left]) expect(dialog.said).toContain(field(id));
    const chosen = { [field(finish)]: 'finish', [field(later)]: 'next:telephone', [field(hub)]: 'sendToHub', [field(left)]: '' };
    const done = await w.submit(gwen, 'closing', { v: 1, hub: north, rest: day, ...chosen });
    expect(done.said).toContain('Noted: it will be finished before closing');
    expect(done.said).toContain('Noted: it waits for the next opening; the patient was told by telephone.');
    expect(done.said).toContain('Passed to the hub.');
    expect((await w.state(finish)).plan).toMatchObject({ plan: 'finish', by: { name: gwen.name }, opens: '2026-11-26T08:00:00.000Z' });
    expect(await saysOf('card')).toContain('will see that it is finished');
    expect((await w.state(later)).plan).toMatchObject({ plan: 'nextOpening', told: 'telephone', opens: '2026-11-26T08:00:00.000Z' });
    expect((await w.state(hub)).holder).toBe(north);
    expect((await w.state(left)).plan).toBeUndefined();
    const card = await saysOf('card');
    expect(card).toContain('1 eConsult still needs a decision');
    expect(card).toContain('2 have one already.');
    expect(card).toContain('Gwen Tarrant left it until Thu 26 Nov 08:00; the patient was told by telephone');
    expect((await w.store.outbox(north, 1, 50)).filter(({ thing }) => thing === 'day')).not.toEqual([]);
  });
  it('has each claimed from the list, which is then up to date for whoever pressed and drawn anew for all', async () => {
    const ids = [await waits({ priority: 'urgent' }), await waits({ priority: 'urgent' })];
    await looks(listing);
    const claim = elementsOf(await drawn('card')).find(({ verb }) => verb === 'claim');
    expect(claim?.['tooltip']).toMatch(/^Claim \w{3}-\w{3}, urgent, /);
    for (const row of await w.store.outbox(north, 1, 50)) await w.store.removeOutbox(row);
    const { body, said } = await w.press(gwen, 'claim', claim?.['data'] as Record<string, unknown>, { where: '19:larkfield@thread.tacv2' });
    expect(said).toMatch(/\w{3}-\w{3} is yours\./);
    expect(said).toContain('Claimed by Gwen Tarrant');
    expect(verbsOf(body).filter(({ verb }) => verb === 'claim')).toHaveLength(1);
    expect((await w.store.outbox(north, 1, 50)).filter(({ thing, what }) => thing === 'day' && what === 'card')).toHaveLength(1);
    expect((await Promise.all(ids.map((id) => w.state(id)))).filter(({ status }) => status === 'claimed')).toHaveLength(1);
    // Somebody of another practice reads nothing of it.
    const other = elementsOf(body).find(({ verb }) => verb === 'claim');
    expect((await w.press(ines, 'claim', other?.['data'] as Record<string, unknown>)).said).not.toContain('Larkfield');
  });
  it('is drawn anew for all once a form that was opened from one of its rows is taken, by whoever works there alone', async () => {
    const [id] = [await waits({ priority: 'urgent' }), await waits({ priority: 'urgent' })];
    await looks(listing);
    const failed: unknown[] = [];
    const edits: string[] = [];
    const answer: Answer = Object.assign(() => {}, { edit: (_: unknown, messageId: string) => void edits.push(messageId) });
    Object.assign(w.deps, { filledIn: createSaidLists(w.deps, answer, (error) => failed.push(error)).filledIn });
    const claim = elementsOf(await drawn('card')).find(({ verb, data: of }) => verb === 'claim' && (of as { id?: string }).id === id);
    const { list } = (claim?.['data'] ?? {}) as { list?: string };
    expect(list).toBe(`day|${north}|${day}`);
    await w.press(gwen, 'claim', carried(id), { where: '19:larkfield@thread.tacv2' });
    for (const row of await w.store.outbox(north, 1, 50)) await w.store.removeOutbox(row);
    const asked = async () => (await w.store.outbox(north, 1, 50)).filter(({ thing, what }) => thing === 'day' && what === 'card').length;
    await w.submit(ines, 'complete', { ...carried(id), list });
    await new Promise((resolve) => setImmediate(resolve));
    expect(await asked()).toBe(0);
    const completing = { outcome: 'adminDone', told: 'telephone', toldAt: 'now', list };
    await w.submit(gwen, 'complete', { ...carried(id), ...completing }, { where: '19:larkfield@thread.tacv2' });
    await vi.waitFor(async () => expect(await asked()).toBe(1));
    expect((await w.state(id)).status).toBe('completed');
    expect(await saysOf('card')).toContain('1 eConsult still needs a decision');
    // Its card is the dispatcher's: nothing that somebody said is edited.
    expect([edits, failed]).toEqual([[], []]);
  });
  it('never says that nothing is left once it has closed: an old card may still be pressed, and a dialog saved', async () => {
    const id = await waits({ priority: 'urgent' });
    await waits({ priority: 'urgent' });
    await looks(listing);
    await looks(closing);
    const fetched = await w.fetch(gwen, 'closing', data);
    expect(fetched.said).toContain('It has closed. What was left is on its cards.');
    expect(fetched.said).not.toContain('Nothing is left');
    const saved = await w.submit(gwen, 'closing', { v: 1, hub: north, rest: day, [field(id)]: 'finish' });
    expect(saved.said).toContain('It has closed. What was left is on its cards.');
    expect(saved.said).not.toContain('Each one has a decision');
  });
  it('does not show yesterday\u2019s word as today\u2019s', async () => {
    const id = await waits({ priority: 'urgent' });
    await looks(listing);
    await w.submit(gwen, 'closing', { v: 1, hub: north, rest: day, [field(id)]: 'finish' });
    expect(await saysOf('card')).not.toContain('No decision yet');
    const { leftRow } = await import('../../../src/cards/day/day.ts');
    const row = (now: string) => w.state(id).then((it) => leftRow(it, network, now));
    expect((await row('2026-11-25T18:30:00.000Z')).first).toContain('· limit Wed 25 Nov 18:30');
    expect((await row('2026-11-26T09:00:00.000Z')).first).toContain('· past its limit of Wed 25 Nov 18:30');
    expect(leftRow(await w.state(id), network, '2026-11-26T09:00:00.000Z').second).toContain('No decision yet');
  });
  it('calls out only what nobody has dealt with: not what waits with the patient told, and by itself what is still to be finished', async () => {
    w.at(-90);
    const [finish, later, left] = [await waits({ priority: 'urgent' }), await waits(), await waits()];
    await looks(listing);
    expect((await drawn('closing'))?.text).toContain('closes at 18:30, and 3 eConsults still need a decision.');
    const say = (chosen: object) => w.submit(gwen, 'closing', { v: 1, hub: north, rest: day, ...chosen });
    await say({ [field(finish)]: 'finish', [field(later)]: 'next:telephone' });
    expect(await saysOf('card')).toContain('1 eConsult still needs a decision');
    await looks(closing - 15);
    expect((await drawn('closing'))?.text).toContain(
      'and 1 eConsult still needs a decision, and one eConsult that somebody means to finish is still open.',
    );
    await say({ [field(left)]: 'next:message' });
    expect((await drawn('closing'))?.text).toContain('18:30, and one eConsult that somebody means to finish is still open.');
    await w.submit(gwen, 'closing', { v: 1, hub: north, rest: day, [field(finish)]: 'sendToHub' });
    expect(await drawn('closing')).toBeUndefined();
    expect(await saysOf('card')).toContain('have a decision. You can still change it.');
  });
  it('names at the hub what nobody has placed yet, and asks for its place instead of what becomes of it', async () => {
    const id = await w.receives({ practiceCode: 'Z99999', priority: 'urgent' });
    expect((await w.state(id)).practice).toBeUndefined();
    const ofHub = dayId(north, '2026-11-25');
    const deps = { store: w.store, nudge: () => {}, rules: w.source };
    const thing = (await w.store.load<Day>(dayKey(north, ofHub))) as Loaded<Day>;
    w.at((Date.parse(thing.state.closesAt ?? '') - Date.parse(w.deps.clock.now())) / 60_000 - 50);
    await lookAtDay(deps)(north, ofHub, { operation: 'look', at: w.deps.clock.now() });
    const compose = createCompose({ kinds, store: w.store, directory: w.directory, network: w.source, clock: w.deps.clock });
    const looked = (await w.store.load<Day>(dayKey(north, ofHub))) as Loaded<Day>;
    const said = stringsOf(await compose({ hub: north, thing: 'day', id: ofHub, to: channelOf(north), what: 'card' }, looked)).join(' ');
    expect(said).toContain('presses Place on its card');
    expect(said).not.toContain('Decide each one');
    // However many of those stand before it, what can be said of another one is asked.
    for (let n = 0; n < 15; n++) await w.receives({ practiceCode: 'Z99999', priority: 'redFlag', sourceId: `unplaced ${n}` });
    await w.receives({ priority: 'urgent', sourceId: 'placed' });
    const drawnAgain = await compose({ hub: north, thing: 'day', id: ofHub, to: channelOf(north), what: 'card' }, looked);
    expect(stringsOf(drawnAgain).join(' ')).toContain('Decide each one');
    expect((await w.fetch(amara, 'closing', { v: 1, hub: north, day: ofHub })).said).not.toContain(field(id));
  });
  it('is a list that comes to its end, however long it is: those of which something has been said make room for the others', async () => {
    w.at(-90);
    const all = new Set<string>();
    for (let n = 0; n < 34; n++) all.add(await waits());
    await looks(listing);
    expect((await drawn('closing'))?.text).toContain('34 eConsults still need a decision');
    const { card } = (await drawn('card')) ?? {};
    expect(verbsOf(card).filter(({ verb }) => verb === 'claim')).toHaveLength(15);
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(24 * 1024);
    const asked = async (): Promise<readonly string[]> => {
      const { said } = await w.fetch(gwen, 'closing', data);
      return [...all].filter((id) => said.includes(field(id)));
    };
    const reached = new Set<string>();
    for (const [left, answer] of [
      [19, '19 eConsults still need a decision: open the list again.'],
      [4, '4 eConsults still need a decision: open the list again.'],
      [0, 'Each one has a decision.'],
    ] as const) {
      const fresh = (await asked()).filter((id) => !reached.has(id));
      for (const id of fresh) reached.add(id);
      const chosen = Object.fromEntries(fresh.map((id) => [field(id), 'finish']));
      expect((await w.submit(gwen, 'closing', { v: 1, hub: north, rest: day, ...chosen })).said).toContain(answer);
      expect(await saysOf('card')).toContain(left === 0 ? 'have a decision' : `${left} eConsults still need a decision`);
    }
    expect(reached).toEqual(all);
    expect((await drawn('closing'))?.text).toContain('34 eConsults that somebody means to finish are open');
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
    expect((await w.submit(amara, 'closing', { v: 1, hub: north, rest: day, [field(id)]: 'finish' })).said).not.toContain('Noted');
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
  const { tellLeads } = await import('../../../src/app/day/day.ts');
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
  it('offers nobody who has as many as they may have', async () => {
    for (const who of [amara, bram]) await w.says(who, 'on shift');
    await claims(bram);
    expect((await w.fetch(bram, 'leaving', { v: 1 })).said).toContain(`to:${amara.id}`);
    for (let count = 0; count < claimsMaxDefault; count++) await claims(amara);
    expect((await w.fetch(bram, 'leaving', { v: 1 })).said).not.toContain(`to:${amara.id}`);
  });
  it('names what is meant for them and waits: it is not nothing, and nobody else looks after it', async () => {
    for (const who of [amara, bram]) await w.says(who, 'on shift');
    await w.submit(bram, 'leaving', { v: 1, [field(await claims(bram))]: `to:${amara.id}` });
    const meant = 'One eConsult is meant for you, and nobody has claimed it';
    const alone = await w.says(amara, 'off shift');
    expect(alone.said).toContain(meant);
    expect(alone.said).not.toContain('Nothing is left with you');
    expect((await w.fetch(amara, 'shiftOff', { v: 1 })).said).toContain(meant);
    await claims(amara);
    const both = await w.says(amara, 'off shift');
    expect(both.said).toContain('One eConsult is still yours: please decide what happens to it.');
    expect(both.said).toContain(meant);
    expect((await w.fetch(amara, 'shiftOff', { v: 1 })).said).toContain(meant);
  });
  it('takes nothing that only the dialog before closing offers', async () => {
    await w.says(amara, 'on shift');
    const id = await claims(amara);
    const happened = await w.happened(id);
    for (const value of ['finish', 'next:telephone'])
      expect((await w.submit(amara, 'leaving', { v: 1, [field(id)]: value })).said).toContain('not one of the choices');
    expect(await w.happened(id)).toEqual(happened);
  });
  it('by button asks at once: keep, release, or hand to a colleague who is there', async () => {
    await w.says(amara, 'on shift');
    await w.says(bram, 'on shift');
    const [kept, released, handed, other] = [await claims(amara), await claims(amara), await claims(amara), await claims(bram)];
    const dialog = await w.fetch(amara, 'shiftOff', { v: 1 });
    expect(dialog.said).toContain('You are off shift at North Hub.');
    for (const id of [kept, released, handed]) expect(dialog.said).toContain(field(id));
    expect(dialog.said).not.toContain(field(other));
    expect(dialog.said).toContain(`to:${bram.id}`);
    expect((await w.source.current()).onShift[amara.id]).toBeUndefined();
    const chosen = { [field(kept)]: 'keep', [field(released)]: 'release', [field(handed)]: `to:${bram.id}`, [field(other)]: 'release' };
    const done = await w.submit(amara, 'leaving', { v: 1, ...chosen });
    for (const words of [
      'Kept: it stays yours.',
      'Released: whoever is free can claim it.',
      'Handed to Dr Bram Whitlock, who has been told.',
    ])
      expect(done.said).toContain(words);
    expect(done.said).toContain('Dr Bram Whitlock has had this since');
    expect((await w.state(kept)).status).toBe('claimed');
    expect((await w.state(released)).status).toBe('waiting');
    // The reason on record is the one they had.
    expect(stringsOf((await w.says(amara, `history ${released}`)).body).join()).toContain('released it (my shift has ended)');
    expect((await w.state(handed)).assigned).toMatchObject({ to: { person: { id: bram.id } } });
    expect((await w.state(other)).status).toBe('claimed');
  });
  it('comes to its end, however many there are: those that are kept make room for the others', async () => {
    const all = new Set<string>();
    for (let n = 0; n < 34; n++) all.add(await claims(amara));
    const reached = new Set<string>();
    for (const answer of ['19 of yours still need a decision', '4 of yours still need a decision', 'This is how each went.']) {
      const { said } = await w.fetch(amara, 'leaving', { v: 1 });
      const fresh = [...all].filter((id) => said.includes(field(id)) && !reached.has(id));
      for (const id of fresh) reached.add(id);
      const chosen = Object.fromEntries(fresh.map((id) => [field(id), 'keep']));
      expect((await w.submit(amara, 'leaving', { v: 1, ...chosen })).said).toContain(answer);
    }
    expect(reached).toEqual(all);
    // An hour later it is asked about again.
    w.at(60);
    expect((await w.submit(amara, 'leaving', { v: 1 })).said).toContain('34 of yours still need a decision');
  });
  it('says what was done and what was not when the store goes away in the middle of it, or before what is left could be read', async () => {
    const { answerSubmit } = await import('../../../src/teams/dialogs.ts');
    const [first, second] = [await claims(amara), await claims(amara)];
    const away = async (): Promise<never> => Promise.reject(new StoreAway('away'));
    const commit: Store['commit'] = async (change, ...more) => (change.thing.id === second ? away() : w.store.commit(change, ...more));
    const press = w.pressed(amara, 'leaving', { v: 1, [field(first)]: 'release', [field(second)]: 'release' });
    const reply = await answerSubmit({ ...w.deps, store: but(w.store, { commit, opens: away }) }, press);
    const said = stringsOf(reply.body).join(' ');
    for (const words of ['Released: whoever is free can claim it', 'so nothing was done', 'What is left could not be read just now'])
      expect(said).toContain(words);
    expect(await Promise.all([first, second].map(async (id) => (await w.state(id)).status))).toEqual(['waiting', 'claimed']);
  });
  it('delivered twice is done once', async () => {
    const id = await claims(amara);
    const press = w.pressed(amara, 'leaving', { v: 1, [field(id)]: 'release' });
    const { answerSubmit } = await import('../../../src/teams/dialogs.ts');
    for (let times = 0; times < 2; times++) await answerSubmit(w.deps, press);
    expect(await w.happened(id)).toEqual(['Received', 'Claimed', 'Released']);
  });
});

it('is asked of whoever is there: of the clinicians of a practice without an office, of the hub\u2019s leads where nobody works', async () => {
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
  // A practice without an office has clinicians who must hear of it.
  expect((await drawn('endOfDay'))?.mentions?.map(({ name }) => name)).toEqual([hugo.name]);
  await w.source.change({
    type: 'removeStaff',
    operation: 'gone too',
    at: w.deps.clock.now(),
    by: { kind: 'sender', caller: 'file' },
    person: hugo.id,
  });
  expect((await drawn('endOfDay'))?.text).toContain('<at>Dalia Moreno</at>: Larkfield Surgery, end of the day: 1 received');
  expect((await w.press(amara, 'signDay', data)).said).toContain('Ask: Dalia Moreno.');
  expect((await w.press(dalia, 'signDay', data)).said).toContain('Signed by Dalia Moreno');
});

it('an outage is told in one sentence for each thing that is so, the gravest first', async () => {
  const { dayNoticeWords } = await import('../../../src/cards/day/notices.ts');
  const it = (await w.store.load<Day>(dayKey(north, day)))?.state as Day;
  const [from, until] = ['2026-11-25T06:47:00.000Z', '2026-11-25T16:42:00.000Z'];
  const warned = { firstLook: ['A7M4QX'], target: ['B7M4QX'], unclaimedLead: ['C7M4QX'], unclaimedAdministrator: ['D7M4QX'] };
  const what = { matter: 'caughtUp', from, until, looked: 3, warned } as const;
  const words = dayNoticeWords('caughtUp', { ...it, told: { caughtUp: { at: until, what } } }, { unsaid: 0, finishing: 0 }, network);
  expect(words?.text).toBe(
    'the clock was behind: what was due from Wed 25 Nov 06:47 on was looked at only now, Wed 25 Nov 16:42. 3 eConsults were looked at late, the most urgent first. Still nobody has claimed it: C7M-4QX, D7M-4QX. Past its target: B7M-4QX. Nobody has claimed it in time: A7M-4QX.',
  );
});

it.each([
  ['2026-11-25T11:02:00.000Z', 'since Wed 25 Nov 11:02'],
  ['2026-11-25T00:00:00.000Z', 'today'],
  // In summer midnight is an hour earlier by the world\u2019s clock.
  ['2026-06-23T23:00:00.000Z', 'today'],
])('a practice from which nothing came since %s is asked about in words that are so', async (since, words) => {
  const { dayNoticeWords } = await import('../../../src/cards/day/notices.ts');
  const it = (await w.store.load<Day>(dayKey(north, day)))?.state as Day;
  const what = { matter: 'quiet', since, usualMinutes: 582 } as const;
  const said = dayNoticeWords('quiet', { ...it, told: { quiet: { at: since, what } } }, { unsaid: 0, finishing: 0 }, network);
  expect(said?.text).toContain(
    `nothing has come from Larkfield Surgery ${words}: more than 9 h 42 min of its opening hours without one, longer than is usual there.`,
  );
});

describe('leads whose channel takes nothing', () => {
  const since = '2026-11-25T09:58:00.000Z';
  const unreached = {
    matter: 'unreached',
    organisation: larkfield,
    since,
    closed: true,
    urgent: ['K7M4QX', 'B7M4QX'],
    waiting: 3,
  } as const;
  const says = async (news: ChannelNews | TestChannelNews): Promise<{ readonly text: string; readonly summary: string } | undefined> => {
    const { dayNoticeWords } = await import('../../../src/cards/day/notices.ts');
    const it = (await w.store.load<Day>(dayKey(north, day)))?.state as Day;
    const told = { [news.matter]: { at: since, what: news } };
    return dayNoticeWords(news.matter, { ...it, told }, { unsaid: 0, finishing: 0 }, network);
  };
  it.each<[string, ChannelNews | TestChannelNews, string]>([
    [
      'closed, with urgent work waiting',
      unreached,
      'nothing can be shown in the channel of Larkfield Surgery since 09:58: Teams says that I may not write there, or that it is not there. Urgent, and not to be seen there: K7M-4QX, B7M-4QX. Please tell them by telephone and see whether the channel is deleted or archived, or I was taken out of its team. Write \u201cfind\u201d and a reference here to read one. I go on trying, and tell you when it is well.',
    ],
    [
      'only busy, with nothing urgent',
      { ...unreached, closed: false, urgent: [], waiting: 1 },
      'nothing can be shown in the channel of Larkfield Surgery since 09:58: Teams does not take my messages there. One message waits for it, none of them urgent. Please tell them by telephone. Write \u201cfind\u201d and a reference here to read one. I go on trying, and tell you when it is well.',
    ],
    [
      'without a channel',
      { ...unreached, closed: false, none: true },
      'nothing can be shown in the channel of Larkfield Surgery since 09:58: it has no channel in Teams yet. Urgent, and not to be seen there: K7M-4QX, B7M-4QX. Please tell them by telephone, and have somebody there write \u201cchannel\u201d to me in theirs. Write \u201cfind\u201d and a reference here to read one. I go on trying, and tell you when it is well.',
    ],
    [
      'well again',
      { matter: 'reachedAgain', organisation: larkfield, since },
      'the channel of Larkfield Surgery takes messages again. What waited since 09:58 is being shown there now.',
    ],
    [
      'a test channel',
      { matter: 'testUnreached', organisation: larkfield, since },
      'nothing can be shown in the test channel of Larkfield Surgery since 09:58. Only what is made up or watched in shadow stands there, so no patient waits for it, and the channel of Larkfield Surgery itself goes on. Please have the test channel restored, or write \u201cchannel\u201d in another one and choose it as the test channel of Larkfield Surgery.',
    ],
  ])('read what waits there and what to do: %s', async (_how, news, words) => {
    expect((await says(news))?.text).toBe(words);
  });
  it('read which channel it is on a lock screen, and nothing of any patient or eConsult', async () => {
    expect((await says(unreached))?.summary).toBe('Nothing can be shown in the channel of Larkfield Surgery');
  });
});
