// Shadow and practice mode in Teams: what is watched or made up stands in a test channel, acts nowhere else, and is in no list of the living.
import { beforeEach, describe, expect, it } from 'vitest';
import { createDayKeeper } from '../../../src/app/day/day.ts';
import { tellChannelLost } from '../../../src/app/day/lost-channel.ts';
import { handleEConsult } from '../../../src/app/econsult/econsult.ts';
import { openingsIn } from '../../../src/app/econsult/rows.ts';
import { rehearsalKind } from '../../../src/app/rehearsal/kind.ts';
import { keepRehearsals, shadowIdOf, takeAwayOld, watchArrivals } from '../../../src/app/rehearsal/shadow.ts';
import { drawTrained } from '../../../src/cards/rehearsal/trained.ts';
import type { DayEvent } from '../../../src/domain/day/event.ts';
import type { QueuePlace } from '../../../src/domain/econsult/queue-place.ts';
import type { Stage } from '../../../src/domain/network/state.ts';
import { referenceOf, rehearsedFor } from '../../../src/domain/reference.ts';
import { totalsOf } from '../../../src/domain/rehearsal/compare.ts';
import { testChannelOf } from '../../../src/domain/terms.ts';
import { markdownOf, verbsOf } from '../../cards/elements.ts';
import { later } from '../../given.ts';
import { amara, bram, dalia, gwen, hugo, ines, larkfield, network, north, person, quayside, sender } from '../../people.ts';
import { carried, channel, type World, world } from '../given.ts';

let w: World;
const testConversation = '19:north-test@thread.tacv2';
const larkfieldTest = '19:larkfield-test@thread.tacv2';
const deps = () => ({ store: w.store, nudge: () => {}, rules: w.source });
const readTo = new Map<string, number>();
const watch = (minutes = 1) => watchArrivals(deps(), readTo, north, later(minutes));
const set = async (practice: string, stage: Stage, more: object = {}) => {
  const asked = { operation: `stage ${practice} ${stage}`, at: w.deps.clock.now(), by: person(dalia), missing: 0 } as const;
  const done = await w.source.change({ ...asked, type: 'setStage', practice, step: { from: '2026-11-25', stage, ...more } });
  if (done.kind !== 'done') throw new Error(JSON.stringify(done.refusal));
};
const giveTest = (organisation: string, where: string, who = dalia) =>
  w.press(who, 'giveChannel', { organisation: `${organisation}.test` }, { where });
beforeEach(async () => {
  w = await world();
  readTo.clear();
});
const texts = ({ body }: { readonly body: object }) => markdownOf(body).join('\n');
const shadowed = () => w.store.opens(north, 'rehearsal');
const waiting = async () => (await w.store.waiting(north, 200)).filter(({ id }) => rehearsedFor(id) !== undefined);

describe('a test channel', () => {
  it('is made by a lead beside the real one, and is nobody\u2019s place of work', async () => {
    expect((await giveTest(north, testConversation)).said).toContain('test channel of North Hub');
    const { network } = await w.source.now();
    expect(network.channels[north]?.conversation).toBe(channel);
    expect(network.channels[`${north}.test`]).toMatchObject({ conversation: testConversation, isTest: true });
    await w.receives();
    expect((await w.says(amara, 'queue', testConversation)).said).not.toContain('K7M');
  });
  it('cannot be the real one as well, nor another\u2019s', async () => {
    expect((await giveTest(north, channel)).said).toContain('belongs to North Hub already');
    await giveTest(north, testConversation);
    expect((await w.press(dalia, 'giveChannel', { organisation: north }, { where: testConversation })).said).toContain('already');
    expect((await giveTest(larkfield, testConversation)).said).toContain('already');
    expect((await giveTest(north, '19:gwens@thread.tacv2', gwen)).said).not.toContain('This is now');
  });
});

it('of a test channel that was deleted leads hear, and not as of their own channel', async () => {
  await giveTest(north, testConversation);
  await createDayKeeper({ ...deps(), clock: w.deps.clock }).keep(north);
  for (const minutes of [1, 2]) await tellChannelLost(deps(), testConversation, 'ChannelDeleted', later(minutes));
  const told = await w.store.logged<DayEvent>(north, { kind: 'day', types: ['LeadsTold'] }, later(-60), later(60), 10);
  expect(told.map(({ event }) => event)).toMatchObject([{ what: { matter: 'testUnreached', organisation: north } }]);
});

describe('in shadow', () => {
  beforeEach(async () => {
    await giveTest(north, testConversation);
    await set(larkfield, 'shadow');
  });
  it('the practice has the real one, and the hub works on one beside it that acts nowhere', async () => {
    const real = await w.receives();
    await watch();
    const id = shadowIdOf(real);
    expect((await w.state(real)).holder).toBe(larkfield);
    expect(await w.state(id)).toMatchObject({ holder: north, status: 'waiting', origin: { caller: 'shadow', sourceId: real } });
    expect(await waiting()).toMatchObject([{ to: testChannelOf(north), class: 2, what: 'card' }]);
    // No queue, search or board of the living has it.
    expect((await w.store.opens(north, 'econsult')).map((row) => row.id)).toEqual([real]);
    expect((await w.says(amara, 'queue')).said).not.toContain('SHADOW');
  });
  it('comes once, however often it is looked for, and also after another process has read', async () => {
    await w.receives();
    for (const minutes of [1, 1, 2]) await watch(minutes);
    readTo.clear();
    await watch(3);
    expect(await shadowed()).toHaveLength(1);
  });
  it.each<[string, Stage, object]>([
    ['live', 'live', {}],
    ['off', 'off', {}],
    ['limited', 'limited', { kinds: ['clinical'] }],
  ])('is not begun for a practice that is %s', async (_, stage, more) => {
    await set(larkfield, stage, more);
    await w.receives();
    await watch();
    expect(await shadowed()).toEqual([]);
  });
  it('is not begun for what would go to the practice first anyway, nor for other practices', async () => {
    await w.receives({ kind: 'admin' });
    await w.receives({ sourceId: 'b', practiceCode: quayside });
    await watch();
    expect(await shadowed()).toEqual([]);
  });
  it('is pressed as a live one by the hub, with nobody written to and the real one as it was', async () => {
    const real = await w.receives();
    await watch();
    const id = shadowIdOf(real);
    const claimed = await w.press(amara, 'claim', carried(id), { where: testConversation });
    expect(texts(claimed)).toContain('SHADOW');
    expect(texts(claimed)).toContain('Watched in shadow: the practice answers this patient.');
    await w.press(amara, 'escalate', { ...carried(id), reason: 'worried' }, { where: testConversation });
    await w.submit(
      amara,
      'passBack',
      { ...carried(id), reason: 'needsExamination', asked: 'Please see', spokenTo: 'Gwen' },
      { where: testConversation },
    );
    const rows = await waiting();
    expect(new Set(rows.map(({ to }) => to))).toEqual(new Set([testChannelOf(north)]));
    expect((await w.state(real)).status).toBe('waiting');
    expect((await w.happened(real)).slice(1)).toEqual([]);
    // The practice is asked nothing, and cannot press what it was not shown.
    expect((await w.store.opens<QueuePlace>(north, 'econsult')).map((row) => row.status)).toEqual(['waiting']);
  });
  it('shows the patient\u2019s words from the real one, and writes that look down with it', async () => {
    const real = await w.receives();
    await watch();
    const id = shadowIdOf(real);
    await w.press(amara, 'claim', carried(id));
    expect((await w.fetch(amara, 'open', carried(id))).said).toContain('Asha Example');
    expect(await w.store.texts(north, id)).toEqual([]);
    const looks = async () => (await openingsIn(w.store, north, later(-60), later(60), 10)).map((each) => [each.id, each.reason]);
    expect(await looks()).toEqual([[real, 'watched']]);
    w.at(5);
    expect((await w.says(gwen, 'views Larkfield')).said).toContain('Dr Amara Osei: watching in shadow');
    // Whoever gives a reason has it written down as theirs, and nobody can choose that they watch.
    const reasons = { askedForAdvice: true, watched: false };
    for (const [reason, isGiven] of Object.entries(reasons)) {
      const sent = await w.submit(bram, 'open', { ...carried(id), reason });
      expect(sent.said.includes('Asha Example'), reason).toBe(isGiven);
    }
    expect((await looks()).map(([, reason]) => reason)).toEqual(['watched', 'askedForAdvice']);
  });
  it('stops a patient\u2019s name in what is written on it, as on the real one', async () => {
    const real = await w.receives();
    await watch();
    const id = shadowIdOf(real);
    await w.press(amara, 'claim', carried(id));
    const sent = await w.submit(amara, 'complete', {
      ...carried(id),
      outcome: 'answered',
      told: 'message',
      toldAt: 'now',
      followUp: 'Asha Example should be seen',
    });
    expect(sent.said).toContain('This is not patient information');
    expect((await w.state(id)).status).toBe('claimed');
  });
  it('is compared day by day with what the practice did', async () => {
    const [first, second] = [await w.receives(), await w.receives({ sourceId: 'b' })];
    await watch();
    await w.press(amara, 'claim', carried(shadowIdOf(first)));
    await w.press(amara, 'complete', { ...carried(shadowIdOf(first)), outcome: 'answered', told: 'message' });
    await w.press(hugo, 'claim', carried(first), { where: '19:larkfield@thread.tacv2' });
    await w.press(hugo, 'complete', { ...carried(first), outcome: 'answered', told: 'message' }, { where: '19:larkfield@thread.tacv2' });
    const said = texts(await w.says(dalia, 'shadow'));
    expect(said).toContain(
      'Larkfield Surgery: 2 came. The hub looked at 1 in time, passed 0 and answered 1; the practice answered 1. 1 had the same outcome.',
    );
    expect(said).toContain(`SHADOW H-`);
    expect(said).toContain(referenceOf(second));
    expect(texts(await w.says(gwen, 'shadow', '19:larkfield@thread.tacv2'))).not.toContain('came.');
    expect(texts(await w.says(ines, 'shadow', 'a:own'))).not.toContain('came.');
  });
  it('is told of in the hub\u2019s test channel, and in no practice\u2019s, whose staff would read of other practices', async () => {
    await giveTest(larkfield, larkfieldTest);
    await set(quayside, 'shadow');
    await w.receives({ sourceId: 'q', practiceCode: quayside });
    await watch();
    expect(texts(await w.says(dalia, 'shadow', testConversation))).toContain('Quayside Health Centre: 1 came.');
    expect(texts(await w.says(dalia, 'shadow', larkfieldTest))).not.toContain('Quayside');
  });
  it('is begun after midnight for what came just before it, if the practice was in shadow then', async () => {
    w.at(14 * 60 + 59);
    const late = await w.receives({ sourceId: 'late' });
    await set(quayside, 'shadow', { from: '2026-11-26' });
    await w.receives({ sourceId: 'too early', practiceCode: quayside });
    await watch(15 * 60 + 1);
    expect((await shadowed()).map(({ id }) => id)).toEqual([shadowIdOf(late)]);
  });
  it('names the day before, also when the clocks go back that day', async () => {
    const at = (instant: string) => w.at(Math.round((Date.parse(instant) - Date.parse(later(0))) / 60_000));
    // The last hour of a day of 25 hours: 24 hours ago it was that day, too.
    at('2027-10-31T23:30:00.000Z');
    expect(texts(await w.says(dalia, 'Shadow Yesterday', 'a:own'))).toContain('Nothing was watched on Sat 30 Oct.');
    at('2027-03-28T23:30:00.000Z');
    expect(texts(await w.says(dalia, 'shadow yesterday', 'a:own'))).toContain('Nothing was watched on Sun 28 Mar.');
  });
  it('is taken away after its second day, and nobody is told', async () => {
    const real = await w.receives();
    await watch();
    expect(await takeAwayOld(deps(), north, later(20 * 60))).toBe(0);
    expect(await takeAwayOld(deps(), north, later(40 * 60))).toBe(1);
    expect(await shadowed()).toEqual([]);
    expect((await w.state(real)).status).toBe('waiting');
    expect(totalsOf([{ watched: await w.state(shadowIdOf(real)), real: await w.state(real) }])).toMatchObject({
      watched: 1,
      answeredByHub: 0,
    });
  });
  it('is taken away once the real one is taken back by its sender, and once it is another practice\u2019s', async () => {
    const real = await w.receives();
    await watch();
    const taken = {
      ...({ type: 'withdraw', hub: north, id: real, operation: 'taken back', at: later(2), by: sender } as const),
      reason: 'revoked',
    } as const;
    await handleEConsult({ ...w.deps, rules: w.source }, taken);
    await watch(3);
    expect((await w.state(shadowIdOf(real))).status).toBe('completed');
    expect(await shadowed()).toEqual([]);
  });
  it('reads nothing while no practice is in shadow', async () => {
    await set(larkfield, 'live');
    let reads = 0;
    const nothing = async () => {
      reads += 1;
      return [];
    };
    const counting = { ...deps(), store: { ...w.store, logged: nothing, opens: nothing } as never };
    const keep = keepRehearsals(counting, w.deps.clock);
    for (let n = 0; n < 5; n++) await keep(north);
    // One look an hour for what is old.
    expect(reads).toBe(1);
  });
});

describe('practice mode', () => {
  it('makes up some in the test channel of a practice, for whom they are real enough and for nobody else', async () => {
    expect(texts(await w.says(gwen, 'practise', '19:larkfield@thread.tacv2'))).toContain('Type this in a test channel');
    await giveTest(larkfield, larkfieldTest);
    expect(texts(await w.says(ines, 'practise', larkfieldTest))).toContain('where you do not work');
    expect(texts(await w.says(gwen, 'practise', larkfieldTest))).toContain('3 made-up eConsults appear here');
    const rows = await waiting();
    // A red flag among them names nobody.
    expect(rows.map(({ what }) => what)).toEqual(['card', 'card', 'card']);
    expect(new Set(rows.map(({ to }) => to))).toEqual(new Set([testChannelOf(larkfield)]));
    const [{ id } = { id: '' }] = await shadowed();
    expect(await w.state(id)).toMatchObject({ holder: larkfield });
    const claimed = await w.press(hugo, 'claim', carried(id), { where: larkfieldTest });
    expect(texts(claimed)).toContain('TRAINING');
    expect(texts(claimed)).toContain('Made up to learn with: no patient waits.');
    expect((await w.store.opens(north, 'econsult')).length).toBe(0);
  });
  it('makes up no more while enough are open', async () => {
    await giveTest(larkfield, larkfieldTest);
    for (let n = 0; n < 2; n++) await w.says(gwen, 'practise', larkfieldTest);
    expect(texts(await w.says(gwen, 'practise', larkfieldTest))).toContain('6 made-up eConsults are open here already');
    expect(await shadowed()).toHaveLength(6);
  });
  it('is for a hub, too, although its practice goes practice first', async () => {
    await giveTest(north, testConversation);
    await w.says(amara, 'practise', testConversation);
    for (const { id } of await shadowed()) expect((await w.state(id)).holder).toBe(north);
  });
  it('is learned from before the agreement begins', async () => {
    await giveTest(north, testConversation);
    const agreement = { from: '2026-12-20', until: '2027-12-20' };
    const asked = { operation: 'agreement', at: later(0), by: person(dalia) } as const;
    await w.source.change({ ...asked, type: 'setAgreement', practice: larkfield, agreement });
    await w.says(amara, 'practise', testConversation);
    const [{ id } = { id: '' }] = await shadowed();
    const claimed = await w.press(amara, 'claim', carried(id), { where: testConversation });
    expect(texts(claimed)).toContain('Claimed by Dr Amara Osei');
    expect(texts(claimed)).not.toContain('agreement');
  });
  it('is found and named by its own reference', async () => {
    await giveTest(larkfield, larkfieldTest);
    await w.says(gwen, 'practise', larkfieldTest);
    for (const { id } of await shadowed()) {
      expect(referenceOf(id)).toMatch(/^TRAINING L-\w{3}-\w{3}$/);
      expect(rehearsalKind.meant?.(referenceOf(id))).toBe(id);
      expect(verbsOf((await w.says(hugo, `do ${referenceOf(id)}`, 'a:own')).body).map(({ verb }) => verb)).not.toContain('task');
    }
  });
});

describe('trained', () => {
  it.each([
    [40, ''],
    [41, ' The first 40 of 41 are listed.'],
  ])('of %i people says when not all are listed', (count, more) => {
    const all = Array.from({ length: count }, (_, index) => ({ member: { ...hugo, name: `Person ${index}` }, last: {} }));
    const [, words = '', ...rows] = markdownOf(drawTrained(all, network, larkfield));
    expect(words.endsWith(`${count} of ${count} have done nothing.${more}`)).toBe(true);
    expect(rows.filter((row) => row.startsWith('Person'))).toHaveLength(40);
  });
  it('says of each person what they have done lately, and of drills and what is made up that it was that', async () => {
    await giveTest(larkfield, larkfieldTest);
    await w.says(gwen, 'practise', larkfieldTest);
    for (const { id } of await shadowed()) await w.press(hugo, 'claim', carried(id), { where: larkfieldTest });
    const said = async () => texts(await w.says(dalia, 'trained Larkfield'));
    expect(await said()).toContain('Last learned with made-up ones');
    expect(await said()).not.toContain('claimed one');
    expect(await said()).toContain('1 of 2 have done nothing.');
    const real = await w.receives({ practiceCode: larkfield, kind: 'admin' });
    await w.press(gwen, 'claim', carried(real), { where: '19:larkfield@thread.tacv2' });
    expect(await said()).toContain('Everybody has done something.');
    expect(texts(await w.says(ines, 'trained Larkfield', 'a:own'))).not.toContain('Hugo');
    expect(texts(await w.says(gwen, 'trained', '19:larkfield@thread.tacv2'))).toContain('Gwen Tarrant');
  });
});
