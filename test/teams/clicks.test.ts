// Pressing buttons: whoever presses reads what became of it on the card as it now is, whatever they pressed and whatever broke.

import { beforeEach, describe, expect, it } from 'vitest';
import { NotSettled } from '../../src/app/handle.ts';
import { OutcomeUnknown, StoreAway } from '../../src/app/ports.ts';
import { brokenWords, notSettledWords, storeAwayWords } from '../../src/cards/words.ts';
import { kinds } from '../../src/kinds.ts';
import { refreshFor } from '../../src/teams/econsult/press.ts';
import { listVerbs } from '../../src/teams/kind.ts';
import { wordsFor } from '../../src/teams/press.ts';
import { elementsOf, markdownOf, verbsOf } from '../cards/elements.ts';
import { later } from '../given.ts';
import { amara, bram, carys, dalia, ewan, gwen, ines, jonas, larkfield, millbrook, north, objectIdOf, stranger } from '../people.ts';
import { type Answered, carried, channel, type World, world } from './given.ts';

let w: World;
let id: string;
beforeEach(async () => {
  w = await world();
  id = await w.receives();
});

/** The buttons that are shown; those behind the three dots have a test of their own. */
const verbs = ({ body }: Answered) =>
  verbsOf(elementsOf(body).filter(({ type, mode }) => type.startsWith('Action.') && mode !== 'secondary'))
    .map(({ verb }) => verb)
    .filter((verb, index, all) => all.indexOf(verb) === index);
const isCard = ({ body }: Answered): void =>
  expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: { type: 'AdaptiveCard' } });
const isWords = ({ body }: Answered, words: RegExp | string): void =>
  expect(body).toEqual({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: expect.stringMatching(words) });

describe('claiming', () => {
  it('answers with one\u2019s own card, and asks for everybody\u2019s to be drawn', async () => {
    w.at(14);
    const before = w.nudges();
    const answer = await w.press(amara, 'claim', carried(id, 1));
    isCard(answer);
    expect(answer.said).toContain('Claimed by Dr Amara Osei, Wed 25 Nov 09:14');
    expect(verbs(answer)).toEqual(['look', 'complete', 'open', 'passBack', 'release']);
    expect(await w.state(id)).toMatchObject({ status: 'claimed', claimant: { id: amara.id }, claimedAt: '2026-11-25T09:14:00.000Z' });
    expect(w.nudges()).toBe(before + 1);
  });
  it('too late reads who has it and since when, on the card as it now is', async () => {
    w.at(14);
    await w.press(amara, 'claim', carried(id, 1));
    w.at(15);
    const answer = await w.press(bram, 'claim', carried(id, 1));
    isCard(answer);
    expect(answer.said).toContain('Already claimed by Dr Amara Osei at 09:14. Nothing has changed.');
    expect(answer.said).toContain('As of Wed 25 Nov 09:15');
    expect(verbs(answer)).toEqual(['look', 'open', 'takeOver']);
    expect(await w.happened(id)).toEqual(['Received', 'Claimed']);
  });
  it('by everybody at once has one winner, and everybody else reads who', async () => {
    const people = [amara, bram, carys];
    const answers = await Promise.all(people.map((who) => w.press(who, 'claim', carried(id, 1))));
    const it = await w.state(id);
    const winner = it.status === 'claimed' ? it.claimant.name : '';
    const lost = answers.filter(({ said }) => said.includes('Already claimed by'));
    expect(lost).toHaveLength(people.length - 1);
    for (const { said } of lost) expect(said).toContain(`Already claimed by ${winner} at 09:00`);
    expect(await w.happened(id)).toEqual(['Received', 'Claimed']);
  });
  it('the same press delivered twice is one wish, even after it was released', async () => {
    const press = w.pressed(amara, 'claim', carried(id, 1));
    await w.pressAgain(press);
    isCard(await w.pressAgain(press));
    await w.press(amara, 'release', { ...carried(id, 2), reason: 'noTime' });
    await w.pressAgain(press);
    expect(await w.happened(id)).toEqual(['Received', 'Claimed', 'Released']);
  });
  it('on a card that has changed does nothing and shows the new one', async () => {
    await w.press(amara, 'claim', carried(id, 1));
    await w.press(amara, 'release', { ...carried(id, 2), reason: 'noTime' });
    const answer = await w.press(bram, 'claim', carried(id, 1));
    isCard(answer);
    expect(answer.said).toContain('This card had changed since you last saw it');
    expect(answer.said).toContain('"revision":3');
    expect((await w.state(id)).status).toBe('waiting');
    expect((await w.press(bram, 'claim', carried(id, 3))).said).toContain('Claimed by Dr Bram Whitlock');
  });
  it.each([
    ['a stranger', stranger, /^You are not on the staff list/],
    ['another hub\u2019s lead', jonas, /^No eConsult that you may see has the reference/],
  ])('by %s does nothing, says why, and shows nothing', async (_, who, words) => {
    isWords(await w.press(who, 'claim', carried(id, 1)), words);
    expect((await w.state(id)).status).toBe('waiting');
  });
  it('by the wrong role does nothing and says who could', async () => {
    const answer = await w.press(gwen, 'claim', carried(id, 1));
    isCard(answer);
    expect(answer.said).toContain('Ask one of:');
    expect((await w.state(id)).status).toBe('waiting');
  });
  it('is done by whoever Teams says pressed, never by whom the card names', async () => {
    await w.press(bram, 'claim', {
      ...carried(id, 1),
      by: { kind: 'person', id: amara.id, name: amara.name },
      userId: amara.id,
      operation: 'mine',
      at: '2020-01-01',
    });
    expect(await w.state(id)).toMatchObject({ claimant: { id: bram.id, name: bram.name }, claimedAt: '2026-11-25T09:00:00.000Z' });
  });
});

describe('a claimed one', () => {
  beforeEach(async () => {
    await w.press(amara, 'claim', carried(id, 1));
  });
  it('is taken over by a press that names from whom, and not by one that is late', async () => {
    await w.press(bram, 'takeOver', carried(id, 2));
    expect(await w.state(id)).toMatchObject({ claimant: { id: bram.id } });
    const late = await w.press(carys, 'takeOver', carried(id, 2));
    expect(late.said).toContain('This card had changed');
    expect(late.said).toContain('Dr Bram Whitlock has had this since');
  });
  it.each([
    ['release', {}],
    ['release', { reason: 'whatever' }],
    ['release', { reason: ['noTime'] }],
    ['complete', {}],
    ['complete', { outcome: 'answered' }],
    ['complete', { told: 'message' }],
    ['complete', { outcome: 'cured', told: 'message' }],
    ['complete', { outcome: '', told: '' }],
    ['complete', { outcome: 'answered', told: 'message', toldAt: 'yesterday' }],
    ['complete', { outcome: 'answered', told: 'message', toldAt: 'constructor' }],
    ['complete', { outcome: 'answered', told: 'message', followUp: 7 }],
  ])('is left alone by %s with %j, and says what is missing', async (verb, inputs) => {
    const answer = await w.press(amara, verb, { ...carried(id, 2), ...inputs });
    isCard(answer);
    expect(answer.said).toContain('Something was not filled in, so nothing was done.');
    expect(verbs(answer)).toContain(verb);
    expect(await w.happened(id)).toEqual(['Received', 'Claimed']);
  });
  it('is released with a reason, and completed with an outcome', async () => {
    const released = await w.press(amara, 'release', { ...carried(id, 2), reason: 'noTime' });
    expect(verbs(released)).toEqual(['look', 'claim', 'open']);
    await w.press(bram, 'claim', carried(id, 3));
    const completed = await w.press(bram, 'complete', { ...carried(id, 4), outcome: 'answered', told: 'telephone' });
    expect(completed.said).toContain('Completed by Dr Bram Whitlock');
    expect(verbs(completed)).toEqual(['look', 'open']);
  });
  it('is completed with when the patient was told, and what must still be done', async () => {
    w.at(70);
    await w.press(amara, 'complete', {
      ...carried(id, 2),
      ...{ outcome: 'answered', told: 'telephone', toldAt: 'hour', followUp: ' Blood test on Friday. ' },
    });
    expect(await w.state(id)).toMatchObject({
      completedAt: later(70),
      patientTold: { how: 'telephone', at: later(10) },
      followUp: 'Blood test on Friday.',
    });
  });
  it('is not completed as told before the patient had asked, and says so', async () => {
    const answer = await w.press(amara, 'complete', { ...carried(id, 2), outcome: 'answered', told: 'telephone', toldAt: 'hours' });
    expect(answer.said).toContain('The patient cannot have been told before they asked');
    expect((await w.state(id)).status).toBe('claimed');
  });
  it('keeps a patient\u2019s details off the card, unless their writer says that they are none', async () => {
    const inputs = { ...carried(id, 2), outcome: 'answered', told: 'telephone', followUp: 'Ring 01632 960123' };
    const stopped = await w.press(amara, 'complete', inputs);
    expect(stopped.said).toContain('looks as if it held a telephone number');
    expect(verbs(stopped)).toContain('complete');
    await w.press(amara, 'complete', { ...inputs, checked: 'true' });
    expect(await w.state(id)).toMatchObject({ status: 'completed', followUp: 'Ring 01632 960123' });
  });
  it('cannot be completed in silence', async () => {
    const answer = await w.press(amara, 'complete', { ...carried(id, 2), outcome: 'withdrawn', told: 'notNeeded' });
    expect(answer.said).toContain('Please say how the patient was told');
    expect((await w.state(id)).status).toBe('claimed');
  });
  it('belongs to its claimant: others read who has it', async () => {
    for (const verb of ['release', 'complete']) {
      const answer = await w.press(bram, verb, { ...carried(id, 2), reason: 'noTime', outcome: 'answered', told: 'message' });
      expect(answer.said).toContain('Dr Amara Osei has had this since 09:00');
    }
  });
  it('is fetched anew by its claimant\u2019s client alone, by the id Teams gave the bot', async () => {
    expect(await refreshFor(w.directory, await w.state(id))).toEqual([]);
    await w.directory.savePerson({ id: amara.id, name: amara.name, mri: '29:amara' });
    expect(await refreshFor(w.directory, await w.state(id))).toEqual(['29:amara']);
    const { body } = await w.press(bram, 'look', carried(id));
    expect(body).toMatchObject({ value: { refresh: { userIds: ['29:amara'] } } });
  });
});

describe('looking', () => {
  it('shows everyone their own view, and changes nothing', async () => {
    await w.press(amara, 'claim', carried(id, 1));
    expect(verbs(await w.press(amara, 'look', carried(id, 1)))).toEqual(['look', 'complete', 'open', 'passBack', 'release']);
    expect(verbs(await w.press(bram, 'look', carried(id, 1)))).toEqual(['look', 'open', 'takeOver']);
    isWords(await w.press(stranger, 'look', carried(id, 1)), /^You are not on the staff list/);
    expect(await w.happened(id)).toEqual(['Received', 'Claimed']);
  });
  it('shows nobody anything the patient wrote', async () => {
    const { said } = await w.press(amara, 'look', carried(id));
    for (const word of ['Asha', 'Omar', '1980', '999 000', 'cough', 'chest', 'Made-up', 'Bengali', '4321'])
      expect(said).not.toContain(word);
  });
});

describe('a forged press', () => {
  it.each([
    ['without anything', {}],
    ['of another version', { v: 2 }],
    ['with a hub that is no name', { hub: '../system' }],
    ['with a hub every object has', { hub: '__proto__' }],
    ['with an id that is no reference', { id: 'a|b' }],
    ['with a list for an id', { id: ['K7M4QX'] }],
    ['with half a revision', { revision: 1.5 }],
    ['with words for a revision', { revision: 'latest' }],
  ])('%s does nothing and says so', async (name, more) => {
    const data = name === 'without anything' ? {} : { ...carried(id, 1), ...more };
    isWords(await w.press(amara, 'claim', data), /^This card is of a kind I do not know. Nothing was done./);
    expect((await w.state(id)).status).toBe('waiting');
  });
  it.each([
    ['another hub of ours', 'SOUTH', undefined],
    ['a hub that is not ours', 'ELSEWHERE', undefined],
    ['the network\u2019s own table', 'NETWORK', undefined],
    ['the table of leases', 'SYSTEM', undefined],
    ['an eConsult that is not there', north, 'K7M4QX'],
  ])('naming %s finds nothing', async (_, hub, other) => {
    for (const verb of ['claim', 'takeOver', 'look'])
      isWords(await w.press(amara, verb, { ...carried(other ?? id, 1), hub }), /^No eConsult that you may see has the reference/);
    expect(await w.happened(id)).toEqual(['Received']);
  });
  it.each([
    '',
    'receive',
    'withdraw',
    'keepAside',
    'history',
    'view',
    'open',
    'constructor',
    'toString',
    '__proto__',
    'hasOwnProperty',
    'CLAIM',
  ])('of the verb %j does nothing and says so', async (verb) => {
    isWords(await w.press(dalia, verb, { ...carried(id, 1), practice: millbrook }), /not known to me any more. Nothing was done/);
    expect(await w.happened(id)).toEqual(['Received']);
  });
});

describe('when something breaks', () => {
  it.each([
    ['the store is away', new StoreAway('secret words'), storeAwayWords],
    ['the store never says', new OutcomeUnknown('secret words'), brokenWords],
    ['others kept changing it', new NotSettled('secret words'), notSettledWords],
    ['there is a mistake of ours', new TypeError('secret words'), brokenWords],
  ])('because %s, every press is answered in words that give nothing away', async (_, error, words) => {
    w.breakStore(error);
    for (const verb of kinds.pressVerbs.filter((each) => !/^(?:giveChannel|setup.*)$/.test(each))) {
      // A verb that only cards have which say their kind.
      const said =
        kinds.all.some(({ saysNoKind, presses }) => saysNoKind && presses?.verbs.includes(verb)) || listVerbs.some((each) => each === verb);
      const plan = { type: 'hubDown', drill: false, reason: 'No power' };
      const data = {
        ...carried(id, 1),
        ...(said ? {} : { thing: 'disaster', id: 'D-K7M4QX', rest: JSON.stringify(plan) }),
        ...(verb === 'list' ? { list: 'mine|0' } : {}),
        // Only tasks have these, and a card that says no kind is an eConsult’s or a day’s.
        ...(verb.startsWith('plan') ? { thing: 'task', id: 'T-K7M4QX' } : {}),
        ...(verb === 'checklist' ? { thing: 'readiness', id: `ready.${larkfield}` } : {}),
        day: `${larkfield}.2026-11-25`,
        reason: 'noTime',
        outcome: 'answered',
        told: 'message',
      };
      const answer = await w.press(amara, verb, data);
      isWords(answer, words);
      expect(answer.said).not.toContain('secret');
    }
    w.mendStore();
    expect(await w.happened(id)).toEqual(['Received']);
  });
  it('says which it was', () => {
    expect([new StoreAway(), new NotSettled(), new Error('x'), 'x', undefined].map(wordsFor)).toEqual([
      storeAwayWords,
      notSettledWords,
      brokenWords,
      brokenWords,
      brokenWords,
    ]);
  });
});

describe('giving a channel', () => {
  const fresh = '19:fresh@thread.tacv2';
  it('makes it the organisation\u2019s, and what waited for it is sent', async () => {
    const before = w.nudges();
    const answer = await w.press(dalia, 'giveChannel', { v: 1, organisation: millbrook }, { where: fresh });
    expect(markdownOf(answer.body)[0]).toBe('This is now the channel of Millbrook Practice.');
    expect((await w.source.current()).channels[millbrook]).toMatchObject({ conversation: fresh, team: '19:team@thread.tacv2' });
    expect(w.nudges()).toBeGreaterThan(before);
  });
  it.each(['personal', 'groupChat', undefined])(
    'in a chat (%s) is refused in words, whatever team its data names',
    async (conversationType) => {
      const press = w.pressed(dalia, 'giveChannel', { v: 1, organisation: millbrook });
      const conversation = { id: 'a:chat', tenantId: press.activity.conversation.tenantId ?? '', conversationType };
      const answer = await w.pressAgain({ ...press, activity: { ...press.activity, conversation } });
      expect(answer.said).toContain('Only a channel of a team can be a hub\u2019s or a practice\u2019s');
      expect((await w.source.current()).channels[millbrook]).toBeUndefined();
    },
  );
  it('instead of another says that what is open follows', async () => {
    const answer = await w.press(dalia, 'giveChannel', { v: 1, organisation: larkfield, previewed: larkfield }, { where: fresh });
    expect(answer.said).toContain('Everything open follows here now, the most urgent first');
  });
  it('instead of another with things open shows first how many follow, and moves them when it is pressed again', async () => {
    for (let n = 0; n < 2; n++) await w.receives({ sourceId: `follows ${n}` });
    const preview = await w.press(dalia, 'giveChannel', { v: 1, organisation: north }, { where: fresh });
    expect(preview.said).toContain('North Hub has a channel already, with 3 open. All 3 follow here');
    expect(preview.said).toContain('"previewed":"NORTH"');
    expect((await w.source.current()).channels[north]?.conversation).toBe(channel);
    // What was read of one organisation says nothing of another.
    const other = await w.press(dalia, 'giveChannel', { v: 1, organisation: north, previewed: larkfield }, { where: fresh });
    expect(other.said).toContain('again to move them');
    const answer = await w.press(dalia, 'giveChannel', { v: 1, organisation: north, previewed: north }, { where: fresh });
    expect(answer.said).toContain('Everything open follows here now');
    expect((await w.source.current()).channels[north]?.conversation).toBe(fresh);
    expect((await w.press(amara, 'giveChannel', { v: 1, organisation: north }, { where: '19:third@thread.tacv2' })).said).toContain(
      'needs a hub lead',
    );
  });
  it.each([
    ['by a clinician', amara, { organisation: millbrook }, fresh, 'needs a hub lead or hub administrator'],
    ['by a stranger', stranger, { organisation: millbrook }, fresh, 'needs a hub lead or hub administrator'],
    ['to another hub\u2019s practice', ewan, { organisation: 'T90009' }, fresh, 'needs a hub lead or hub administrator'],
    ['to nobody known', dalia, { organisation: 'T99999' }, fresh, 'is not a hub or practice of this network'],
    ['that is another\u2019s already', dalia, { organisation: millbrook }, channel, 'This channel belongs to North Hub already'],
    ['without a choice', dalia, {}, fresh, 'Please choose a hub or practice'],
    ['with a name every object has', dalia, { organisation: '__proto__' }, fresh, 'Please choose a hub or practice'],
    ['with a list', dalia, { organisation: [millbrook] }, fresh, 'Please choose a hub or practice'],
  ])('%s changes nothing and asks again', async (_, who, data, where, words) => {
    const answer = await w.press(who, 'giveChannel', { v: 1, ...data }, { where });
    isCard(answer);
    expect(answer.said).toContain(words);
    expect(verbs(answer)).toEqual(['giveChannel']);
    const { channels } = await w.source.current();
    expect(Object.keys(channels).sort()).toEqual([north, larkfield].sort());
  });
});

it('nobody\u2019s object id is ever shown on a card', async () => {
  await w.press(amara, 'claim', carried(id, 1));
  for (const who of [amara, bram]) expect((await w.press(who, 'look', carried(id))).said).not.toContain(objectIdOf(amara));
});

describe('the message to somebody who is asked to look at what was escalated', () => {
  const chat = 'a:chat';
  it('has its own button, for its card may stand in a channel that they are not in; pressed, it says so', async () => {
    const there = await w.receives({ sourceId: 'theirs', practiceCode: millbrook });
    await w.submit(ines, 'escalate', { ...carried(there), reason: 'overdue' });
    const answer = await w.press(dalia, 'acknowledge', { ...carried(there, 1), asked: there }, { where: chat });
    isCard(answer);
    expect(answer.said).toContain('Dalia Moreno has seen it');
    expect(verbs(answer)).toEqual([]);
    expect(await w.happened(there)).toEqual(['Received', 'Escalated', 'EscalationAcknowledged']);
  });
  it('about several says of each how it is; what cannot be answered any more is said', async () => {
    const other = await w.receives({ sourceId: 'other' });
    for (const each of [id, other]) await w.submit(amara, 'escalate', { ...carried(each), reason: 'overdue' });
    const asked = `${id},${other}`;
    const answer = await w.press(dalia, 'acknowledge', { ...carried(id), asked }, { where: chat });
    expect(answer.said.match(/has seen it/g)).toHaveLength(1);
    expect(verbs(answer)).toEqual(['acknowledge']);
    const refused = await w.press(amara, 'acknowledge', { ...carried(other), asked }, { where: chat });
    expect(refused.said).toContain('Only those who are asked can say they have it.');
  });
  it('shows nobody what they may not know of, whatever the card says', async () => {
    await w.submit(amara, 'escalate', { ...carried(id), reason: 'overdue' });
    const there = await w.receives({ sourceId: 'theirs', practiceCode: millbrook });
    const answer = await w.press(gwen, 'acknowledge', { ...carried(id), asked: there }, { where: chat });
    expect(answer.said).not.toContain('Millbrook');
  });
});

it('whoever escalated it is not offered to answer themselves', async () => {
  await w.submit(amara, 'escalate', { ...carried(id), reason: 'clinicalWorry' });
  expect(verbs(await w.press(amara, 'look', carried(id)))).not.toContain('acknowledge');
  expect(verbs(await w.press(dalia, 'look', carried(id)))).toContain('acknowledge');
  await w.directory.savePerson({ id: amara.id, name: amara.name, mri: '29:amara' });
  expect(await refreshFor(w.directory, await w.state(id))).toEqual(['29:amara']);
});
