// One eConsult's life as its sender, the staff and their colleagues see it, over HTTP with signed tokens through the whole product.
import { describe, expect, it } from 'vitest';
import { amara, demoHub, demoPractices, leila, tomasz } from '../../src/sandbox/demo/people.ts';
import { desk, idOf } from './desk.ts';
import { dialogWords, filledIn, formIn } from './dialogs.ts';
import { buttonsFor, channelOfPractice, copiesOf, crowd, hubChannel, moreFor, reads, shown, until } from './given.ts';
import { moveToMorning } from './lifedesk.ts';

const { stage, arrived, press, fill, eventsOf, passRest, lastSaid, chatOf } = desk();
const at = /at \d\d:\d\d/;

describe('from the sender to the answer', () => {
  it('is sent, shown in the right channel within two seconds, claimed, released, claimed again and completed', async () => {
    const beganMs = performance.now();
    const { reference, card } = await arrived();
    process.stdout.write(`story: from sending to the card in ${Math.round(performance.now() - beganMs)} ms\n`);
    expect(copiesOf(stage().teams, channelOfPractice.of(demoPractices.salternQuay), reference)).toEqual([]);
    expect(buttonsFor(stage().teams, amara, card)).toEqual(['Claim', 'Open']);
    const rare = [
      'Assign',
      'Escalate',
      'Raise priority',
      'Ask',
      'Send a task',
      'Link to another',
      'Other practice\u2019s patient',
      'Wrong patient',
      'History',
    ];
    expect(moreFor(stage().teams, amara, card)).toEqual(rare);

    expect(await press(amara, card, 'Claim')).toEqual({ kind: 'card' });
    // At once for the one who pressed, before the card is edited for everybody.
    expect(buttonsFor(stage().teams, amara, card)).toEqual(['Complete', 'Open', 'Pass to practice', 'Release it']);
    await shown(stage().teams, hubChannel, reference, 'Claimed by Dr Amara Okafor');
    expect(reads(stage().teams, tomasz, card)).toContain('Claimed by Dr Amara Okafor');
    expect(buttonsFor(stage().teams, tomasz, card)).toEqual(['Open', 'Yes, take it over']);
    // After the edit her client shows the base card until it refreshes by itself, which opening the channel does.
    await stage().teams.clients.view(amara.id, hubChannel);
    expect(buttonsFor(stage().teams, amara, card)).toEqual(['Complete', 'Open', 'Pass to practice', 'Release it']);

    passRest();
    expect(await press(amara, card, 'Release it', { reason: 'noTime' })).toEqual({ kind: 'card' });
    await shown(stage().teams, hubChannel, reference, 'Waiting at Harbour eHub');
    expect(buttonsFor(stage().teams, tomasz, card)).toEqual(['Claim', 'Open']);

    passRest();
    await press(tomasz, card, 'Claim');
    await shown(stage().teams, hubChannel, reference, 'Claimed by Tomasz Wieczorek');
    await stage().teams.clients.view(tomasz.id, hubChannel);
    await fill(tomasz, card, 'Complete', { outcome: 'answered', told: 'telephone' });
    passRest();
    await shown(stage().teams, hubChannel, reference, /Completed by Tomasz Wieczorek, .*: answered/);
    expect(buttonsFor(stage().teams, amara, card)).toEqual(['Open']);
    expect(copiesOf(stage().teams, hubChannel, reference)).toHaveLength(1);
    expect(await eventsOf(reference)).toEqual(['Received', 'Claimed', 'Released', 'Claimed', 'Completed']);
  });

  it('a release without a reason and a completion without its answers do nothing and say so', async () => {
    const { card } = await arrived();
    await press(amara, card, 'Claim');
    expect(await press(amara, card, 'Release it')).toEqual({ kind: 'card' });
    expect(reads(stage().teams, amara, card)).toContain('Something was not filled in, so nothing was done');
    const { data } = formIn(await press(amara, card, 'Complete'));
    const silent = { ...data, outcome: 'answered', told: 'notNeeded', toldAt: 'now' };
    expect(dialogWords(await stage().teams.clients.submitDialog(amara.id, card.id, silent))).toContain(
      'Please say how the patient was told',
    );
  });

  it(`${crowd.length} people press Claim at once: one has it, and everybody else reads who and when`, async () => {
    const { reference, card } = await arrived();
    const answers = await Promise.all(crowd.map((person) => press(person, card, 'Claim')));
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['card']));
    const told = crowd.map((person) => reads(stage().teams, person, card));
    const winners = crowd.filter((_, index) => !told[index]?.includes('Already claimed'));
    expect(winners).toHaveLength(1);
    const [winner] = winners;
    const losers = told.filter((words) => words.includes(`Already claimed by ${winner?.name} at `) && at.test(words));
    expect(losers).toHaveLength(crowd.length - 1);
    await shown(stage().teams, hubChannel, reference, `Claimed by ${winner?.name}`);
    expect(await eventsOf(reference)).toEqual(['Received', 'Claimed']);
    process.stdout.write(`race: ${crowd.length} pressed, ${winners.length} won, ${losers.length} read who has it, 0 told otherwise\n`);
  });

  it('the same press delivered twice, one after the other and at once, changes nothing', async () => {
    for (const together of [false, true]) {
      const { reference, card } = await arrived();
      expect(await press(amara, card, 'Claim', {}, { deliveries: 3, together })).toEqual({ kind: 'card' });
      expect(buttonsFor(stage().teams, amara, card)).toContain('Release it');
      expect(reads(stage().teams, amara, card)).not.toContain('Already claimed');
      await shown(stage().teams, hubChannel, reference, 'Claimed by');
      await stage().teams.clients.view(amara.id, hubChannel);
      const done = filledIn(formIn(await press(amara, card, 'Complete')), { outcome: 'answered', told: 'message' });
      const answer = await stage().teams.clients.submitDialog(amara.id, card.id, done, { deliveries: 2, together });
      expect(answer).toEqual({ kind: 'closed' });
      expect(await eventsOf(reference)).toEqual(['Received', 'Claimed', 'Completed']);
      passRest();
    }
  });

  it('done from a list that was asked for, the list is as things are now, for everybody who reads it', async () => {
    const { reference, card } = await arrived();
    await press(amara, card, 'Claim');
    const { clients, world } = stage().teams;
    await clients.say(amara.id, hubChannel, `<at>${world.bot.name}</at> mine`);
    const list = await until('the list is there', () =>
      world.messages(hubChannel).find((message) => reads(stage().teams, tomasz, message).includes('My work')),
    );
    expect(reads(stage().teams, tomasz, list)).toContain(reference);
    const [row] = clients.buttons(amara.id, list.id).filter(({ data }) => data['id'] === idOf(reference) && data['list'] === 'mine|0');
    const done = filledIn(formIn(await clients.press(amara.id, list.id, 'complete', { ...row?.data, verb: 'complete' })), {
      outcome: 'answered',
      told: 'message',
    });
    expect(await clients.submitDialog(amara.id, list.id, done)).toEqual({ kind: 'closed' });
    await until('the list is up to date', () => !reads(stage().teams, tomasz, world.message(list.id) ?? list).includes(reference));
    expect(world.message(list.id)?.version).toBeGreaterThan(list.version);
    passRest();
  });

  it('a notice says to those it mentions who has it by now, when they next look at the channel', async () => {
    // While the hub is closed it says something else.
    await moveToMorning(stage());
    // Teams has told us who she is.
    await press(amara, (await arrived()).card, 'Claim');
    const { reference, card } = await arrived({ priority: 'redFlag' });
    const { clients, world } = stage().teams;
    const notice = await until('the notice', () =>
      world.messages(hubChannel).find(({ text }) => text?.includes(`RED FLAG ${reference} has come`)),
    );
    await clients.view(amara.id, hubChannel);
    expect(buttonsFor(stage().teams, amara, notice)).toEqual(['Claim', 'Open']);
    await press(tomasz, card, 'Claim');
    await shown(stage().teams, hubChannel, reference, 'Claimed by Tomasz Wieczorek');
    // A client keeps its own view for a minute.
    stage().pass(61_000);
    await clients.view(amara.id, hubChannel);
    expect(reads(stage().teams, amara, notice)).toContain('Claimed by Tomasz Wieczorek');
    expect(buttonsFor(stage().teams, amara, notice)).toEqual([]);
  });

  it('a stale card answers with the fresh one', async () => {
    const { reference, card } = await arrived();
    const claim = stage()
      .teams.clients.buttons(amara.id, card.id)
      .find(({ verb }) => verb === 'claim');
    await press(tomasz, card, 'Claim');
    await press(tomasz, card, 'Release it', { reason: 'knowsPatient' });
    // She presses what her client still shows from before both.
    expect(await stage().teams.clients.press(amara.id, card.id, 'claim', claim?.data ?? {})).toEqual({ kind: 'card' });
    expect(reads(stage().teams, amara, card)).toContain('This card had changed since you last saw it');
    expect(buttonsFor(stage().teams, amara, card)).toEqual(['Claim', 'Open']);
    expect(await eventsOf(reference)).toEqual(['Received', 'Claimed', 'Released']);
    await press(amara, card, 'Claim');
    expect(buttonsFor(stage().teams, amara, card)).toContain('Release it');
  });

  it('is taken over with a confirmation, and the one who had it is told in their own chat', async () => {
    const { reference, card } = await arrived();
    await press(amara, card, 'Claim');
    await shown(stage().teams, hubChannel, reference, 'Claimed by Dr Amara Okafor');
    expect(reads(stage().teams, leila, card)).toMatch(/Dr Amara Okafor has had this since .* If you take it over, they are told\./);
    await press(leila, card, 'Yes, take it over');
    expect(buttonsFor(stage().teams, leila, card)).toContain('Complete');
    const said = await until('she is told', () => lastSaid(chatOf(amara)).includes(reference) && lastSaid(chatOf(amara)));
    expect(said).toMatch(/^Dr Leila Haddad took .* over from you at \d\d:\d\d\. You need do nothing more about it\.$/);
    // Hers no more: what she still had on screen does nothing and says whose it is.
    expect(
      await stage().teams.clients.press(amara.id, card.id, 'release', { v: 1, hub: demoHub, id: idOf(reference), reason: 'noTime' }),
    ).toEqual({ kind: 'card' });
    expect(reads(stage().teams, amara, card)).toContain('Dr Leila Haddad has had this since');
    expect(await eventsOf(reference)).toEqual(['Received', 'Claimed', 'TakenOver']);
  });
});
