// Where cards appear: the bot added to a team, its channel chosen, the bot removed and added again, and clients that refresh either way.
import { afterEach, describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/sandbox/card.ts';
import { amara, demoPractices, gareth, siobhan, tomasz } from '../../src/sandbox/demo/people.ts';
import type { Message } from '../../src/sandbox/teams-state.ts';
import { buttonsFor, channelOfPractice, copiesOf, hubChannel, newTeam, reads, shown, submission, until } from './given.ts';
import { type Stage, startHere } from './here.ts';

let stage: Stage | undefined;
afterEach(async () => {
  const ended = stage;
  stage = undefined;
  await ended?.stop();
  expect(ended?.teams.limits.overruns ?? []).toEqual([]);
});
/** A conversation's state is remembered for two seconds. */
const rememberedMs = 2_100;
const paper = (id: string) => submission(id, { kind: 'admin', topic: 'Appointment' });

async function offeredIn(at: Stage, channel: string): Promise<Message> {
  await at.teams.clients.setBot(gareth.id, channel, true);
  const { teams } = at;
  return until('the choice is offered', () =>
    teams.world.messages(newTeam.channels[0]?.id ?? '').findLast(({ card }) => wordsOf(card).startsWith('Whose channel is this?')),
  );
}

describe('a team the bot is added to', () => {
  it('offers the choice of a channel, refuses whoever does not lead, and what waited for the channel follows', async () => {
    stage = await startHere({ withoutChannel: [demoPractices.salternQuay] });
    const { teams } = stage;
    const { body } = await stage.send(paper('waits-1'));
    const reference = body.reference ?? '';
    expect(reference).not.toBe('');
    const offer = await offeredIn(stage, newTeam.channels[1]?.id ?? '');
    expect(wordsOf(offer.card)).toContain('Saltern Quay Medical Centre (practice A98101)');

    await teams.clients.pressButton(amara.id, offer.id, 'Use this channel', { organisation: demoPractices.salternQuay });
    expect(reads(teams, amara, offer)).toContain(
      'This needs a hub lead or hub administrator of that hub. Ask: Gareth Pritchard. Nothing has changed.',
    );
    expect((await stage.product.network.current()).channels[demoPractices.salternQuay]).toBe(undefined);
    await teams.clients.pressButton(gareth.id, offer.id, 'Use this channel', { organisation: demoPractices.salternQuay });
    expect(reads(teams, gareth, offer)).toContain('This is now the channel of Saltern Quay Medical Centre.');
    await shown(teams, offer.place, reference, 'Waiting at Saltern Quay');
    expect(copiesOf(teams, offer.place, reference)).toHaveLength(1);
    // Teams tells of it twice (an installation and a new member); the choice is offered once.
    const offers = teams.world.messages(offer.place).filter(({ card }) => wordsOf(card).startsWith('Whose channel is this?'));
    expect(offers).toHaveLength(1);

    // Another channel of the team, on second thoughts: what comes from now on appears there.
    const [, requests] = newTeam.channels;
    await teams.clients.say(gareth.id, requests?.id ?? '', '<at>eHub</at> channel');
    const again = await until('the choice is offered', () =>
      teams.world.messages(requests?.id ?? '').find(({ card }) => wordsOf(card).startsWith('Whose channel')),
    );
    await teams.clients.pressButton(gareth.id, again.id, 'Use this channel', { organisation: demoPractices.salternQuay });
    expect(reads(teams, gareth, again)).toContain('Saltern Quay Medical Centre has a channel already, with 1 open. It follows here');
    await teams.clients.pressButton(gareth.id, again.id, 'Use this channel', { organisation: demoPractices.salternQuay });
    const later = await stage.send(paper('waits-2'));
    await shown(teams, requests?.id ?? '', later.body.reference ?? '', 'Waiting at Saltern Quay');
  });

  it('a channel that is another organisation\u2019s cannot be taken', async () => {
    stage = await startHere();
    const { teams } = stage;
    await teams.clients.say(gareth.id, hubChannel, '<at>eHub</at> channel');
    const offer = await until('the choice is offered', () =>
      teams.world.messages(hubChannel).findLast(({ card }) => wordsOf(card).startsWith('Whose channel')),
    );
    await teams.clients.pressButton(gareth.id, offer.id, 'Use this channel', { organisation: demoPractices.salternQuay });
    expect(reads(teams, gareth, offer)).toContain('This channel belongs to Harbour eHub already');
    await teams.clients.pressButton(gareth.id, offer.id, 'Use this channel', { organisation: 'NOSUCH' });
    expect(reads(teams, gareth, offer)).toContain('NOSUCH is not a hub or practice of this network');
  });
});

describe('a team the bot is removed from', () => {
  it('is suspended and reported, nothing for it is dropped, and all of it comes once the bot is back', async () => {
    stage = await startHere();
    const { teams } = stage;
    const channel = channelOfPractice.of(demoPractices.salternQuay);
    const first = await stage.send(paper('removed-0'));
    const before = await shown(teams, channel, first.body.reference ?? '', 'Waiting');
    await teams.clients.pressButton(siobhan.id, before.id, 'Claim');
    await shown(teams, channel, first.body.reference ?? '', 'Claimed by');
    await teams.clients.setBot(gareth.id, channel, false);
    stage.pass(rememberedMs);
    const waiting: string[] = [];
    for (const id of ['removed-1', 'removed-2', 'removed-3']) waiting.push((await stage.send(paper(id))).body.reference ?? '');
    await until('it is reported', async () => (await stage?.troubles())?.includes('channels'));
    expect((await stage.ready()).body).toMatchObject({ ready: true, store: 'reachable', instance: 'running' });
    // Others go on meanwhile.
    const elsewhere = await stage.send(submission('removed-elsewhere'));
    await shown(teams, hubChannel, elsewhere.body.reference ?? '', 'Waiting');
    for (const reference of waiting) expect(copiesOf(teams, channel, reference)).toEqual([]);

    await teams.clients.setBot(gareth.id, channel, true);
    stage.pass(rememberedMs);
    for (const reference of waiting) {
      await shown(teams, channel, reference, 'Waiting at Saltern Quay');
      expect(copiesOf(teams, channel, reference)).toHaveLength(1);
    }
    await until('all is well', async () => (await stage?.troubles())?.length === 0);
  });
});

describe('clients that refresh their own view', () => {
  for (const refreshAfterEdit of ['always', 'unlessYoung'] as const) {
    it(`never mislead anybody when they refresh after edits ${refreshAfterEdit}`, async () => {
      stage = await startHere({ refreshAfterEdit });
      const { teams } = stage;
      const { body } = await stage.send(submission(`refresh-${refreshAfterEdit}`));
      const reference = body.reference ?? '';
      const card = await shown(teams, hubChannel, reference, 'Waiting');
      for (const person of [amara, tomasz]) teams.clients.open(person.id, hubChannel);
      await teams.clients.pressButton(amara.id, card.id, 'Claim');
      expect(buttonsFor(teams, amara, card)).toContain('Complete');
      await shown(teams, hubChannel, reference, 'Claimed by Dr Amara Okafor');
      await teams.clients.idle();
      expect(buttonsFor(teams, tomasz, card)).toEqual(['Open', 'Yes, take it over']);
      if (refreshAfterEdit === 'always') expect(buttonsFor(teams, amara, card)).toContain('Complete');
      // By the stricter reading her client keeps the shared card for a minute; it says whose it is, and "Refresh card" gives her own.
      else expect(reads(teams, amara, card)).toContain('Claimed by Dr Amara Okafor');
      await teams.clients.refresh(amara.id, card.id);
      expect(buttonsFor(teams, amara, card)).toEqual(['Complete', 'Open', 'Pass to practice', 'Release it']);
      stage.pass(61_000);
      await teams.clients.view(amara.id, hubChannel);
      expect(buttonsFor(teams, amara, card)).toContain('Complete');
      await teams.clients.refresh(tomasz.id, card.id);
      expect(buttonsFor(teams, tomasz, card)).toEqual(['Open', 'Yes, take it over']);
    });
  }
});
