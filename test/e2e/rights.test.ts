// Who may read, claim and place what, what happens to what nobody expected, and what may be typed, through the whole product.
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/sandbox/card.ts';
import { amara, demoHub, demoPractices, gareth, hannah, leila, meiLing, owen, siobhan, tomasz } from '../../src/sandbox/demo/people.ts';
import { desk, idOf } from './desk.ts';
import { dialogWords } from './dialogs.ts';
import { buttonsFor, channelOfPractice, hubChannel, reads, shown, submission, until } from './given.ts';

const { stage, arrived, press, open, eventsOf, lastSaid, chatOf } = desk();

describe('opening', () => {
  it('shows everything the sender wrote, and every view is an event', async () => {
    const { reference, card } = await arrived({
      patient: {
        name: 'Perpetua Lindgren-Okoye',
        dateOfBirth: '1981-04-02',
        nhsNumber: '943 476 5919',
        telephone: ['01632 960777'],
        email: ['p@post.example'],
      },
      requester: { name: 'Casimir Okoye', relation: 'husband' },
      answers: [{ section: 'About it', question: 'What is the matter?', answer: 'My *left* arm\nitches.', flag: 'caution' }],
      contactPreference: 'Telephone after four',
    });
    const words = dialogWords(await open(amara, card, 'workingOnIt'));
    for (const part of [
      'Perpetua Lindgren-Okoye',
      '943 476 5919',
      '01632 960777',
      'p@post.example',
      'Casimir Okoye, husband',
      'About it',
      'What is the matter?',
      'My *left* arm\nitches.',
      '[CAUTION]',
      'Telephone after four',
      'Every opening is recorded',
    ])
      expect(words.replace(/(?<=943) ?476 ?/, ' 476 ')).toContain(part);
    await press(siobhan, card, 'Open').catch(() => undefined);
    await open(leila, card, 'askedForAdvice');
    expect(await eventsOf(reference)).toEqual(['Received', 'Viewed', 'Viewed']);
    expect(buttonsFor(stage().teams, amara, card)).toEqual(['Claim', 'Open']);
    // A view changes nothing that a card shows: it is not edited.
    expect(stage().teams.world.message(card.id)?.version).toBe(1);
  });

  it('whoever is not cleared or has no rights reads why, who can help, and nothing else', async () => {
    const { reference, card } = await arrived({ practice: demoPractices.kestrelRoad });
    for (const title of ['Claim', 'Open']) {
      const answer = await press(tomasz, card, title);
      const words = answer.kind === 'dialog' ? dialogWords(answer) : reads(stage().teams, tomasz, card);
      expect(words).toContain(
        'You are not cleared for Kestrel Road Surgery, so nothing was done. The request is safe where it is. Ask one of: Dr Amara Okafor, Dr Leila Haddad, Dr Robin Crowd 1.',
      );
      expect(words).not.toMatch(/Perpetua|rash/);
    }
    for (const title of ['Claim', 'Open']) {
      const answer = await press(owen, card, title);
      expect(answer.kind === 'card' ? reads(stage().teams, owen, card) : dialogWords(answer)).toContain(
        'You are not on the staff list of this hub',
      );
    }
    await press(meiLing, card, 'Claim');
    expect(reads(stage().teams, meiLing, card)).toMatch(/This needs a hub clinician.* the clinical lead\. .*Ask one of: Dr Amara Okafor/);
    expect(await eventsOf(reference)).toEqual(['Received']);
  });

  it('a practice administrator is refused clinical work in words and does the paperwork', async () => {
    const channel = channelOfPractice.of(demoPractices.salternQuay);
    const paper = await arrived({ kind: 'admin', topic: 'Letter or report' }, channel);
    expect(await press(siobhan, paper.card, 'Claim')).toEqual({ kind: 'card' });
    expect(buttonsFor(stage().teams, siobhan, paper.card)).toContain('Complete');
    const clinicalChannel = channelOfPractice.of(demoPractices.ferrymansLane);
    const clinical = await arrived({ practice: demoPractices.ferrymansLane }, clinicalChannel);
    await press(meiLing, clinical.card, 'Claim');
    expect(reads(stage().teams, meiLing, clinical.card)).toContain(
      'This needs a practice clinician. The request is safe where it is. Ask: Dr Hannah Lindqvist.',
    );
    await press(hannah, clinical.card, 'Claim');
    expect(buttonsFor(stage().teams, hannah, clinical.card)).toContain('Complete');
  });
});

describe('what comes to nobody we know', () => {
  it('an unknown practice is kept, the lead is told, places it, and it goes where that practice\u2019s pathway says', async () => {
    const { reference, card } = await arrived({ practice: 'Z99999' });
    const notice = await until('the lead is told', () =>
      stage()
        .teams.world.messages(hubChannel)
        .find(({ root, text }) => root === card.id && text?.includes(reference)),
    );
    expect(notice.text).toContain('<at>Gareth Pritchard</at>: ');
    expect(notice.text).toContain('came with practice Z99999, which is not in this network');
    expect(notice.mentions).toEqual([gareth.id]);
    expect(buttonsFor(stage().teams, amara, card)).toEqual(['Place', 'Open']);
    await stage().teams.clients.press(amara.id, card.id, 'claim', { v: 1, hub: demoHub, id: idOf(reference) });
    expect(reads(stage().teams, amara, card)).toContain('This cannot be claimed yet');

    const asked = await press(gareth, card, 'Place');
    expect(dialogWords(asked)).toContain('The sender named Z99999');
    const inputs = { verb: 'place', v: 1, hub: demoHub, id: idOf(reference), revision: 1, practice: demoPractices.ferrymansLane };
    expect(dialogWords(await stage().teams.clients.submitDialog(amara.id, card.id, inputs))).toContain(
      'This needs a hub lead or a hub administrator',
    );
    expect(await stage().teams.clients.submitDialog(gareth.id, card.id, inputs)).toEqual({ kind: 'closed' });
    const there = await shown(stage().teams, channelOfPractice.of(demoPractices.ferrymansLane), reference, 'Waiting at Ferryman');
    await shown(stage().teams, hubChannel, reference, 'Waiting at Ferryman');
    expect(buttonsFor(stage().teams, amara, card)).toEqual(['Take to the hub', 'Open', 'Ask']);
    expect(buttonsFor(stage().teams, hannah, there)).toEqual(['Claim', 'Open', 'Pass to the hub']);
  });
});

describe('what senders do later', () => {
  it('a second delivery is a duplicate, and other words under the same id are kept beside the first and shown', async () => {
    const { reference, card, id } = await arrived();
    const same = await stage().send(submission('other'));
    expect(same.status).toBe(201);
    const first = submission(id, { submittedAt: '2026-01-05T09:00:00.000Z' });
    const conflict = await stage().send({ ...first, answers: [{ question: 'What is the matter?', answer: 'Now the right arm too.' }] });
    expect(conflict.status).toBe(409);
    expect(conflict.text).toContain(reference);
    await until('the lead is told', () =>
      stage()
        .teams.world.messages(hubChannel)
        .some(({ root, text }) => root === card.id && text?.includes('different words came under the same id')),
    );
    await shown(stage().teams, hubChannel, reference, 'Different words came later under the same id');
    const words = dialogWords(await open(amara, card, 'workingOnIt'));
    expect(words).toContain('A rash on my left arm since Sunday.');
    expect(words).toContain('Now the right arm too.');

    const exact = submission('story-exact');
    const once = await stage().send(exact);
    const twice = await stage().send(exact);
    expect([once.status, twice.status]).toEqual([201, 200]);
    expect(twice.body).toEqual({ reference: once.body.reference, placed: true, duplicate: true });
    expect(await eventsOf(once.body.reference ?? '')).toEqual(['Received']);
  });
});

describe('what may be typed', () => {
  it('help, queue and find, by a mention in a channel and plainly in a chat, each in its place', async () => {
    const { reference } = await arrived({ priority: 'redFlag' });
    const { world, clients } = stage().teams;
    stage().pass(30_000);
    const asked = await clients.say(amara.id, hubChannel, `<at>eHub</at> find ${reference}`);
    const answer = await until('find is answered', () =>
      world.messages(hubChannel).find(({ root, from }) => root === asked.id && from === 'bot'),
    );
    expect(wordsOf(answer.card)).toMatch(new RegExp(`${reference} · RED FLAG · Skin · 40 to 64 · Saltern Quay Medical Centre`));
    const queue = await clients.say(amara.id, hubChannel, '@eHub queue');
    const queued = await until('queue is answered', () =>
      world.messages(hubChannel).find(({ root, from }) => root === queue.id && from === 'bot'),
    );
    expect(wordsOf(queued.card).split('\n')[0]).toBe('Open at Harbour eHub');
    expect(wordsOf(queued.card).split('\n')[3]).toContain('RED FLAG');

    await clients.say(gareth.id, chatOf(gareth), 'help');
    await until('help is answered', () => lastSaid(chatOf(gareth)).includes('What you can ask'));
    expect(lastSaid(chatOf(gareth))).toContain('unplaced');
    await clients.say(amara.id, chatOf(amara), 'hallo?');
    await until('help is answered', () => lastSaid(chatOf(amara)).includes('I did not understand that'));
    expect(lastSaid(chatOf(amara))).not.toContain('buried');
    await clients.say(amara.id, chatOf(amara), `find ${reference.toLowerCase().replace('-', ' ')}`);
    await until('find is answered', () => lastSaid(chatOf(amara)).includes(`${reference} · RED FLAG`));
    await clients.say(owen.id, chatOf(owen), 'queue');
    await until('the stranger is answered', () => lastSaid(chatOf(owen)).includes('you are not on the staff list'));
    // In a channel the bot hears only what mentions it.
    const before = world.messages(hubChannel).length;
    expect(await clients.say(amara.id, hubChannel, 'queue')).toEqual({ id: expect.any(String) });
    await stage().ready();
    expect(world.messages(hubChannel)).toHaveLength(before + 1);
  });
});
