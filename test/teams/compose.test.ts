// Messages as they go out: drawn from the state as it is now, for the channel they go to, mentioning whom they are for.

import { beforeEach, describe, expect, it } from 'vitest';
import { viewHub } from '../../src/app/board/board.ts';
import type { Outgoing, Showing } from '../../src/app/chat.ts';
import type { Loaded } from '../../src/app/ports.ts';
import { escalatedByTheClock } from '../../src/domain/econsult/escalation.ts';
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import { type NoticeName, noticeNames, react } from '../../src/domain/econsult/react.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import { type Address, channelOf, chatOf, type Person } from '../../src/domain/terms.ts';
import { kinds } from '../../src/kinds.ts';
import { createCompose } from '../../src/teams/compose.ts';
import { verbsOf } from '../cards/elements.ts';
import { accepted, acknowledged, answered, asked, declined, escalated, passedBack, settled, states } from '../cards/states.ts';
import { claimed, later, received, stateAfter } from '../given.ts';
import { amara, bram, carys, dalia, ewan, farah, gwen, hugo, larkfield, network, north, objectIdOf, person, tenant } from '../people.ts';
import { carried, type World, world } from './given.ts';

let w: World;
let compose: (what: string, thing: Loaded<EConsult>, to: Address) => Promise<Outgoing | undefined>;
beforeEach(async () => {
  w = await world();
  const draw = createCompose({ kinds, store: w.store, directory: w.directory, network: w.source, clock: w.deps.clock });
  compose = (what, thing, to) => draw({ hub: thing.state.hub, thing: 'econsult', id: thing.state.id, to, what }, thing);
});
const loaded = (it: EConsult): Loaded<EConsult> => ({ state: it }) as Loaded<EConsult>;
const mentions = async (what: NoticeName, it: EConsult): Promise<readonly string[]> =>
  ((await compose(what, loaded(it), channelOf(it.holder)))?.mentions ?? []).map(({ name }) => name);
const names = (...people: readonly Person[]): readonly string[] => people.map(({ name }) => name);

describe('whom it is for', () => {
  it.each<[NoticeName, EConsult, readonly string[]]>([
    ['unplaced', states.unplaced, names(dalia)],
    // Nobody else can place it, and until then nobody can claim it.
    ['warned', { ...states.unplaced, told: ['target'] }, names(dalia)],
    // Late and looked at by nobody: those who are asked of either.
    ['warned', { ...states.waiting, told: ['firstLook', 'target', 'unclaimedAdministrator'] }, names(carys, amara, ewan)],
    ['warned', { ...states.waiting, told: ['firstLook', 'unclaimedLead', 'target'] }, names(carys, amara, dalia)],
    ['warned', { ...states.claimed, told: ['firstLook', 'unclaimedLead', 'target'] }, names(amara)],
    // Nobody is duty clinician here, so whoever can claim it.
    ['redFlagCame', states.redFlag, names(carys, amara, bram, farah)],
    ['conflictingCopy', states.doubtful, names(dalia)],
    ['wrongPatient', states.wrongPatient, names(dalia)],
    ['offered', states.offered, names(gwen)],
    ['question', states.asked, names(dalia)],
    ['question', stateAfter(received(), claimed(amara), asked(north, larkfield)), names(gwen)],
    ['answered', states.offeredAnswered, names(gwen)],
    ['settled', states.settled, names(gwen)],
    ['escalated', states.escalated, names(bram)],
    ['escalated', states.escalatedSecond, names(dalia)],
    ['escalated', states.escalatedThird, names(farah)],
    ['escalated', states.escalatedTelephone, []],
    ['escalated', states.escalatedEmptyRung, names(dalia)],
    ['raised', { ...states.claimed, priority: 'urgent' }, names(amara)],
    ['acknowledged', states.acknowledged, names(amara)],
    ['takenOver', states.claimed, []],
    ['assigned', states.declined, []],
    ['handedOver', states.handedOver, []],
    ['escalatedToYou', states.escalated, []],
  ])('%s', async (what, it, expected) => {
    expect(await mentions(what, it)).toEqual(expected);
  });
  it('is mentioned by the id Teams gave the bot, else by their Entra object id, and named the same in the text', async () => {
    const told = () => compose('offered', loaded(states.offered), channelOf(larkfield));
    expect((await told())?.mentions).toEqual([{ id: objectIdOf(gwen), name: gwen.name }]);
    await w.directory.savePerson({ id: gwen.id, name: gwen.name, mri: '29:gwen' });
    expect(await told()).toMatchObject({ text: expect.stringMatching(/^<at>Gwen Tarrant<\/at>: /), mentions: [{ id: '29:gwen' }] });
  });
  it('is the leads where a hub has no administrator, and those on shift besides once it is late', async () => {
    const at = w.deps.clock.now();
    const unlooked: EConsult = { ...states.waiting, told: ['firstLook', 'unclaimedAdministrator'] };
    await w.source.change({ type: 'goOnShift', operation: 'on', at, by: person(amara), organisation: north });
    expect(await mentions('warned', unlooked)).toEqual(names(amara, ewan));
    expect(await mentions('warned', { ...unlooked, told: [...unlooked.told, 'target'] })).toEqual(names(amara, ewan));
    await w.source.change({ type: 'removeStaff', operation: 'off', at, by: person(dalia), person: ewan.id });
    expect(await mentions('warned', unlooked)).toEqual(names(amara, dalia));
  });
  it('of what nobody has claimed asks those who can to claim it, and those who cannot to find somebody', async () => {
    const red: EConsult = { ...states.redFlag, told: ['firstLook', 'unclaimedAdministrator'] };
    const says = async (it: EConsult) => (await compose('warned', loaded(it), channelOf(it.holder)))?.text;
    expect(await says(red)).toMatch(
      /^<at>Carys Pell<\/at>, <at>Dr Amara Osei<\/at>: .*[Pp]lease claim it now\..* <at>Ewan Frith<\/at>: please find somebody who can claim it\.$/,
    );
    // What an administrator may answer is theirs to claim.
    expect(await says({ ...red, kind: 'admin' })).not.toContain('find somebody');
    const at = w.deps.clock.now();
    for (const who of [carys, amara, bram, farah])
      await w.source.change({ type: 'removeStaff', operation: who.id, at, by: person(dalia), person: who.id });
    expect(await says(red)).toMatch(/^<at>Ewan Frith<\/at>: .*Nobody at North Hub is set up who may claim this \(clinical\)\./);
  });
  it('of what was passed on and not answered does not ask anybody to claim it', async () => {
    const text = (await compose('warned', loaded({ ...states.offered, told: ['target'] }), channelOf(north)))?.text;
    expect(text).toMatch(/^<at>Dr Amara Osei<\/at>: .*passed to Larkfield Surgery.*press Take back on its card/);
    expect(text).not.toContain('claim it');
  });
  it('of an escalation is said in the hub\u2019s channel, where they are; a practice reads their names', async () => {
    const it = { ...states.escalated, holder: larkfield };
    expect((await compose('escalated', loaded(it), channelOf(north)))?.mentions).toHaveLength(1);
    const there = await compose('escalated', loaded(it), channelOf(larkfield));
    expect(there?.mentions).toEqual([]);
    expect(there?.text).toMatch(/ Asked now to press .+: Dr Bram Whitlock\.$/);
  });
  it('of an escalation by the clock says what the clock saw, not that those it asks cannot be reached', async () => {
    const it = stateAfter(received(), escalatedByTheClock(network, north, later(5)));
    const text = (await compose('escalated', loaded(it), channelOf(north)))?.text;
    expect(text).toMatch(/is escalated by the clock: nobody has taken it on\. /);
  });
  it('is at most four, whoever else has the role', async () => {
    for (let i = 1; i < 8; i++) {
      const id = `${tenant}.aaaaaaaa-0000-4000-8000-00000000000${i}`;
      await w.source.change({
        ...{ type: 'addStaff', operation: `add-${i}`, at: w.deps.clock.now(), by: person(dalia), person: id, name: `Lead ${i}` },
        posts: [{ role: 'hubLead', at: north }],
      });
    }
    expect(await mentions('unplaced', states.unplaced)).toHaveLength(4);
  });
  it('every mention stands in the text, and every name in the text is a mention', async () => {
    for (const what of noticeNames)
      for (const it of Object.values(states)) {
        const message = await compose(what, loaded(it), channelOf(it.holder));
        const inText = [...(message?.text ?? '').matchAll(/<at>([^<]*)<\/at>/g)].map(([, name]) => name);
        expect(inText).toEqual((message?.mentions ?? []).map(({ name }) => name));
      }
  });
});

it('what a notice asks is asked about again by those it mentions, or by whom it is written to, as far as they are known', async () => {
  for (const { id, name } of [dalia, amara]) await w.deps.directory.savePerson({ id, mri: `29:${name}`, name });
  const asking = async (what: NoticeName, it: EConsult, to: Address) =>
    ((await compose(what, loaded(it), to))?.card as { refresh?: { userIds: unknown } } | undefined)?.refresh?.userIds;
  expect(await asking('unplaced', states.unplaced, channelOf(north))).toEqual(['29:Dalia Moreno']);
  expect(await asking('assigned', states.assigned, chatOf(amara.id))).toEqual(['29:Dr Amara Osei']);
  expect(await asking('assigned', states.assigned, chatOf(bram.id))).toEqual([]);
});

it('a red flag is for the duty clinician where there is one', async () => {
  const duty = {
    type: 'addStaff',
    operation: 'duty',
    person: bram.id,
    name: bram.name,
    posts: [{ role: 'dutyClinician', at: north }],
  } as const;
  await w.source.change({ type: 'removeStaff', operation: 'off', at: w.deps.clock.now(), by: person(dalia), person: bram.id });
  await w.source.change({ ...duty, at: w.deps.clock.now(), by: person(dalia) });
  const cleared = network.staff[bram.id]?.cleared ?? [];
  for (const [n, clearance] of cleared.entries()) {
    const asked = { operation: `clear-${n}`, at: w.deps.clock.now(), by: person(dalia), person: bram.id };
    await w.source.change({ type: 'clearFor', ...asked, ...clearance });
  }
  expect(await mentions('redFlagCame', states.redFlag)).toEqual(names(bram));
});

/** The clock has asked its claimant whether they are still working on it. */
const quiet: EConsult = { ...states.claimed, quietAskedAt: later(40) } as EConsult;
describe('the button under what is asked', () => {
  const buttons = async (what: NoticeName, it: EConsult, to: Address) =>
    verbsOf((await compose(what, loaded(it), to))?.card ?? {})
      .map(({ verb }) => verb)
      .filter((verb) => verb !== 'look');
  it.each<[NoticeName, EConsult, Address, readonly string[]]>([
    ['redFlagCame', states.redFlag, channelOf(north), ['claim', 'open']],
    ['warned', { ...states.waiting, told: ['firstLook'] }, channelOf(north), ['claim', 'open']],
    ['warned', { ...states.unplaced, told: ['target'] }, channelOf(north), ['place', 'open']],
    ['offered', states.offered, channelOf(larkfield), ['accept', 'open', 'decline', 'ask']],
    ['question', states.asked, channelOf(north), ['answer']],
    ['assigned', states.assigned, chatOf(amara.id), ['claim', 'open']],
    ['claimQuiet', quiet, chatOf(amara.id), ['keep', 'release', 'open', 'handOver']],
    ['takenOver', states.claimed, chatOf(amara.id), []],
    // Only its claimant can let it go.
    ['claimQuiet', quiet, chatOf(bram.id), []],
  ])('%s', async (what, it, to, verbs) => {
    expect(await buttons(what, it, to)).toEqual(verbs);
  });
  it('does what it says when it is pressed in somebody\u2019s own chat, and answers with the card', async () => {
    const id = await w.receives();
    const chat = 'a:chat-of-amara';
    expect((await w.press(amara, 'claim', carried(id, 1), { where: chat })).said).toContain('Claimed by Dr Amara Osei');
    expect((await w.state(id)).status).toBe('claimed');
  });
});

it('what no longer is so is not said at all', async () => {
  expect(await compose('offered', loaded(states.accepted), channelOf(larkfield))).toBeUndefined();
  expect(await compose('escalatedToYou', loaded(states.acknowledged), chatOf(bram.id))).toBeUndefined();
});

it('what the clock finds of several is one list, of what is still so; of one it is the same words as ever', async () => {
  const to = chatOf(dalia.id);
  const showing = (what: NoticeName, it: EConsult) => ({ hub: north, thing: 'econsult', id: it.id, to, what }) as const;
  const draw = createCompose({ kinds, directory: w.directory, network: w.source, clock: w.deps.clock, store: w.store });
  const late: EConsult = { ...states.atPractice, told: ['limit'] };
  const quiet: EConsult = { ...states.acceptedClaimed, id: 'C7M4QX' };
  const over: EConsult = { ...states.completed, id: 'D7M4QX' };
  const along = (what: NoticeName, it: EConsult) => ({ showing: showing(what, it), thing: loaded(it) });
  const both = await draw(showing('warnedElsewhere', late), loaded(late), [
    along('claimStillQuiet', quiet),
    along('warnedElsewhere', over),
  ]);
  expect(both?.summary).toBe('2 eConsults need a look');
  expect(JSON.stringify(both?.card)).toMatch(/K7M-4QX.*reaches its limit before we reopen.*C7M-4QX: .* has had it for .*has not said/);
  expect(JSON.stringify(both?.card)).not.toContain('D7M-4QX');
  const alone = await draw(showing('warnedElsewhere', over), loaded(over), [along('warnedElsewhere', late)]);
  expect(alone).toMatchObject({ text: expect.stringMatching(/^K7M-4QX reaches its limit/) });
  expect(await draw(showing('warnedElsewhere', over), loaded(over), [along('warnedElsewhere', over)])).toBeUndefined();
});

it('a card is drawn for the channel it goes to', async () => {
  const card = async (organisation: string) => verbsOf((await compose('card', loaded(states.offered), channelOf(organisation)))?.card);
  expect((await card(larkfield)).map(({ verb }) => verb)).toContain('accept');
  expect((await card(north)).map(({ verb }) => verb)).not.toContain('accept');
});

it('everything that is asked to be sent has words at the moment it is asked', async () => {
  const histories = [
    [received(), claimed(amara), passedBack(), asked(), answered, accepted, claimed(hugo)],
    [received(), claimed(amara), passedBack(), declined, settled(), escalated()],
  ];
  for (const events of histories)
    for (const [index, event] of events.entries()) {
      const it = stateAfter(...events.slice(0, index + 1));
      for (const { what, to } of react(event, it).filter((each) => each.what !== 'nobodyThere'))
        expect(await compose(what, loaded(it), to), `${event.type}: ${what}`).toBeDefined();
    }
});

it('a board is drawn from what is open at the moment it is sent, and whoever keeps it is told what was drawn', async () => {
  const showing = { hub: north, thing: 'board', id: 'board', to: channelOf(north), what: 'card' } as const;
  const nothing = { state: {} } as Loaded<unknown>;
  const draw = createCompose({ kinds, directory: w.directory, network: w.source, clock: w.deps.clock, store: w.store });
  await w.receives();
  expect((await draw(showing, nothing))?.summary).toBe('Board of North Hub: 1 waiting, 0 late');
  await w.receives({ sourceId: 'another' });
  const message = await draw(showing, nothing);
  expect(message?.summary).toBe('Board of North Hub: 2 waiting, 0 late');
  expect(JSON.stringify(message?.card)).toContain('Please pin this message once');
  expect(message).not.toHaveProperty('mentions');
  expect(await draw({ ...showing, what: 'warned' }, nothing)).toBeUndefined();
  const asked: string[] = [];
  const view = ({ hub }: Showing) => {
    asked.push(hub);
    return viewHub(w.deps, hub);
  };
  await createCompose({ kinds, directory: w.directory, network: w.source, clock: w.deps.clock, store: w.store, view })(showing, nothing);
  expect(asked).toEqual([north]);
});

it('what nobody draws is not sent half drawn', async () => {
  const draw = createCompose({ kinds, directory: w.directory, network: w.source, clock: w.deps.clock, store: w.store });
  const showing = { hub: north, thing: 'network', id: 'network', to: channelOf(north), what: 'card' } as const;
  await expect(draw(showing, { state: {} } as Loaded<unknown>)).rejects.toThrow('nothing draws a network');
});

describe('an escalation of which nothing could be said in the channel for a while', () => {
  const climbs = [30, 40, 50].map((minute): EConsultEvent => ({ type: 'EscalationClimbed', at: later(minute) }));
  const moments = [later(26), ...climbs.map(({ at }) => at)];
  const draw = (it: EConsult, since: string): Promise<Outgoing | undefined> =>
    createCompose({ kinds, store: w.store, directory: w.directory, network: w.source, clock: w.deps.clock })(
      { hub: it.hub, thing: 'econsult', id: it.id, to: channelOf(north), what: 'escalated', since },
      loaded(it),
    );
  it('is told rung by rung afterwards, each once and in order, although it is on the last by then', async () => {
    const inTime: (Outgoing | undefined)[] = [];
    for (const [index, since] of moments.entries()) {
      inTime.push(await draw(stateAfter(received(), claimed(amara), escalated(), ...climbs.slice(0, index)), since));
    }
    const now = stateAfter(received(), claimed(amara), escalated(), ...climbs);
    const late = await Promise.all(moments.map((since) => draw(now, since)));
    expect(late.map((said) => said?.mentions?.map(({ name }) => name))).toEqual([names(bram), names(dalia), names(farah), []]);
    expect(late.map((said) => said?.text)).toEqual(inTime.map((said) => said?.text));
    expect(new Set(late.map((said) => said?.text)).size).toBe(4);
    expect(late.at(-1)?.text).toContain('ring 01632 960000');
  });
  it('is not told of an earlier time when it was escalated, but of each rung since it was escalated anew', async () => {
    const anew: EConsultEvent = { ...escalated(), at: later(60) };
    const it = stateAfter(received(), claimed(amara), escalated(), climbs[0] as EConsultEvent, acknowledged, anew, {
      type: 'EscalationClimbed',
      at: later(70),
    });
    const said = await Promise.all([26, 30, 60, 70].map((minute) => draw(it, later(minute))));
    expect(said.map((each) => each?.mentions?.map(({ name }) => name))).toEqual([undefined, undefined, names(bram), names(dalia)]);
  });
  it('names nobody once somebody has seen it', async () => {
    const it = stateAfter(received(), claimed(amara), escalated(), ...climbs.slice(0, 1), acknowledged);
    expect(await Promise.all(moments.slice(0, 2).map((since) => draw(it, since)))).toEqual([undefined, undefined]);
  });
});
