// The life of a channel, in a Teams that keeps to its rules: replaced, deleted and restored, archived and back, shared, the bot out and in.
import { afterEach, describe, expect, it } from 'vitest';
import type { OrganisationId } from '../../src/domain/terms.ts';
import { wordsOf } from '../../src/sandbox/card.ts';
import { amara, demoHub, demoPractices, gareth } from '../../src/sandbox/demo/people.ts';
import type { Message } from '../../src/sandbox/teams-state.ts';
import { channelOfPractice, copiesOf, hubChannel, newTeam, shown, submission, until } from './given.ts';
import { type Stage, startHere } from './here.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

/** Another instance's directory and network are noticed within this; card rests are shorter. */
const rememberedMs = 6_000;
const salternChannel = channelOfPractice.of(demoPractices.salternQuay);
const [general, requests, shared] = newTeam.channels.map(({ id }) => id) as [string, string, string];
/** One that the practice sees first. */
const paper = (id: string) => submission(id, { kind: 'admin', topic: 'Fit note' });
const urgent = (id: string) => submission(id, { practice: demoPractices.salternQuay, priority: 'urgent' });

async function received(at: Stage, body: object): Promise<string> {
  const { reference = '' } = (await at.send(body)).body;
  expect(reference).not.toBe('');
  return reference;
}
const asked = (at: Stage, place: string): readonly Message[] =>
  at.teams.world.messages(place).filter(({ card }) => wordsOf(card).startsWith('Whose channel is this?'));
/** Somebody who leads makes a channel an organisation's, by the typed word. */
async function give(at: Stage, channel: string, organisation: OrganisationId): Promise<void> {
  const before = asked(at, channel).length;
  await at.teams.clients.say(gareth.id, channel, '<at>eHub</at> channel');
  const offer = await until('the choice is offered', () => asked(at, channel)[before]);
  const press = () => at.teams.clients.pressButton(gareth.id, offer.id, 'Use this channel', { organisation });
  await press();
  // Where something is open in the channel that it has, what follows is said first.
  if (wordsOf(at.teams.clients.card(gareth.id, offer.id)).includes('has a channel already')) await press();
}
/** All that the bot has written to somebody by themselves. */
const chatOf = (at: Stage, person: { readonly id: string }): string => {
  const { world } = at.teams;
  return world
    .messages(world.person(person.id)?.chat ?? '')
    .map(({ text, card }) => `${text ?? ''}${wordsOf(card)}`)
    .join('\n');
};
/** Whatever the bot has posted of its own accord in a channel, as it reads now. */
const posts = (at: Stage, channel: string): readonly string[] =>
  at.teams.world
    .messages(channel)
    .filter(({ from, card }) => from === 'bot' && card !== undefined)
    .map(({ card }) => wordsOf(card));

describe('an organisation given another channel', () => {
  it('has everything open there by urgency, and the old cards say where they went, without a button', async () => {
    stage = await startHere();
    const { teams } = stage;
    const references: string[] = [];
    for (let index = 0; index < 12; index++) references.push(await received(stage, submission(`replaced-${index}`)));
    const pressing = await received(stage, urgent('replaced-urgent'));
    references.push(pressing);
    for (const reference of references) await shown(teams, hubChannel, reference, 'Waiting');
    const old = new Map(references.map((reference) => [reference, copiesOf(teams, hubChannel, reference)[0]?.id ?? '']));
    await teams.clients.setBot(gareth.id, requests, true);
    await give(stage, requests, demoHub);
    stage.pass(rememberedMs);
    for (const reference of references) await shown(teams, requests, reference, 'Waiting');
    const there = posts(stage, requests);
    const firstOf = (words: string): number => there.findIndex((each) => each.includes(words));
    expect(firstOf('13 open at Harbour eHub')).toBeGreaterThan(-1);
    expect(firstOf('13 open at Harbour eHub')).toBeLessThan(firstOf(`${references[0]}\n`));
    for (const [reference, id] of old) {
      await until(`the old card of ${reference} says where it went`, () => {
        stage?.pass(1_000);
        return wordsOf(teams.world.message(id)?.card).includes(`${reference} is now in the channel of Harbour eHub`);
      });
      expect(teams.clients.buttons(amara.id, id)).toEqual([]);
      expect(copiesOf(teams, requests, reference)).toHaveLength(1);
    }
    expect(posts(stage, hubChannel).filter((each) => each.includes('Board of Harbour eHub'))).toEqual([]);
    expect(posts(stage, requests).some((each) => each.includes('Board of Harbour eHub'))).toBe(true);
  });

  it('has it all the same when the one that sends dies half way, and once only', async () => {
    stage = await startHere();
    const { teams } = stage;
    const references: string[] = [];
    for (let index = 0; index < 30; index++) references.push(await received(stage, paper(`half-${index}`)));
    for (const reference of references) await shown(teams, salternChannel, reference, 'Waiting', 30_000);
    await teams.clients.setBot(gareth.id, requests, true);
    await give(stage, requests, demoPractices.salternQuay);
    stage.pass(rememberedMs);
    await until('some are there', () => posts(stage as Stage, requests).length > 4);
    await stage.restart();
    for (const reference of references) {
      await until(`${reference} is there`, () => {
        stage?.pass(500);
        return copiesOf(teams, requests, reference).length > 0;
      });
      expect(copiesOf(teams, requests, reference)).toHaveLength(1);
    }
  });
});

describe('a channel that is closed', () => {
  it.each([
    ['deleted, then restored', 'deleteChannel', 'restoreChannel', 'was deleted'],
    ['in a team that is archived and comes back', 'archiveTeam', 'unarchiveTeam', 'was archived'],
  ] as const)(
    '%s: leads hear at once, what waited comes within seconds, and old cards are edited, not doubled',
    async (_, close, open, words) => {
      stage = await startHere();
      const { teams, product } = stage;
      await product.sweepNow();
      const before = await received(stage, paper(`${close}-0`));
      const card = await shown(teams, salternChannel, before, 'Waiting');
      await teams.clients.happen(gareth.id, salternChannel, close);
      await until('the lead hears of it', () => chatOf(stage as Stage, gareth).includes(words));
      stage.pass(rememberedMs);
      const meanwhile = await received(stage, paper(`${close}-1`));
      stage.pass(10 * 60_000);
      await until('all is not well', async () => (await stage?.troubles())?.includes('channels'));
      expect(copiesOf(teams, salternChannel, meanwhile)).toEqual([]);
      await teams.clients.happen(gareth.id, salternChannel, open);
      stage.pass(rememberedMs);
      await shown(teams, salternChannel, meanwhile, 'Waiting', 3_000);
      expect(copiesOf(teams, salternChannel, before).map(({ id }) => id)).toEqual([card.id]);
      expect(copiesOf(teams, salternChannel, meanwhile)).toHaveLength(1);
      expect(chatOf(stage, gareth).split(words)).toHaveLength(2);
    },
  );

  it('because the bot was taken out of a shared channel closes only that one, and both go on once it is back', async () => {
    stage = await startHere();
    const { teams, product } = stage;
    await product.sweepNow();
    await teams.clients.setBot(gareth.id, requests, true);
    await teams.clients.setBot(gareth.id, shared, true);
    await give(stage, requests, demoPractices.salternQuay);
    await give(stage, shared, demoHub);
    stage.pass(rememberedMs);
    await teams.clients.setBot(gareth.id, shared, false);
    stage.pass(rememberedMs);
    const atPractice = await received(stage, paper('shared-practice'));
    const atHub = await received(stage, submission('shared-hub'));
    await shown(teams, requests, atPractice, 'Waiting');
    await until('the lead hears of it', () => chatOf(stage as Stage, gareth).includes('taken out of the channel of Harbour eHub'));
    expect(copiesOf(teams, shared, atHub)).toEqual([]);
    await teams.clients.setBot(gareth.id, shared, true);
    stage.pass(rememberedMs);
    await shown(teams, shared, atHub, 'Waiting');
    expect(copiesOf(teams, shared, atHub)).toHaveLength(1);
  });

  it('for good is replaced by another one, and nothing waits for what was wrong with the old one', async () => {
    stage = await startHere();
    const { teams, product } = stage;
    await product.sweepNow();
    await teams.clients.setBot(gareth.id, requests, true);
    await teams.clients.say(gareth.id, requests, '<at>eHub</at> help');
    await teams.clients.happen(gareth.id, salternChannel, 'deleteChannel');
    const reference = await received(stage, paper('for-good'));
    stage.pass(2 * 60_000);
    await until('all is not well', async () => (await stage?.troubles())?.includes('channels'));
    await give(stage, requests, demoPractices.salternQuay);
    stage.pass(rememberedMs);
    await shown(teams, requests, reference, 'Waiting', 3_000);
    expect(copiesOf(teams, requests, reference)).toHaveLength(1);
  });
});

describe('whose channel it is', () => {
  it('is asked once in a new team, and never where it is known: after an upgrade, a new name, or the bot out and in', async () => {
    stage = await startHere();
    const { teams } = stage;
    await teams.clients.setBot(gareth.id, requests, true);
    await until('it is asked', () => asked(stage as Stage, general).length === 1);
    await teams.clients.happen(gareth.id, requests, 'upgradeApp');
    await give(stage, requests, demoPractices.salternQuay);
    const count = (): number => asked(stage as Stage, general).length + asked(stage as Stage, requests).length;
    const known = count();
    for (const what of ['upgradeApp', 'renameTeam', 'upgradeApp'] as const) await teams.clients.happen(gareth.id, requests, what);
    await teams.clients.setBot(gareth.id, requests, false);
    await teams.clients.setBot(gareth.id, requests, true);
    stage.pass(rememberedMs);
    const reference = await received(stage, paper('known'));
    await shown(teams, requests, reference, 'Waiting');
    expect(count()).toBe(known);
  });

  it('is refused in words in somebody\u2019s own chat', async () => {
    stage = await startHere();
    const { teams } = stage;
    const chat = teams.world.person(gareth.id)?.chat ?? '';
    await teams.clients.say(gareth.id, chat, 'channel');
    const offer = await until('the choice is offered', () => asked(stage as Stage, chat)[0]);
    await teams.clients.pressButton(gareth.id, offer.id, 'Use this channel', { organisation: demoPractices.salternQuay });
    expect(wordsOf(teams.clients.card(gareth.id, offer.id))).toContain('Only a channel of a team can be');
    expect((await stage.product.network.current()).channels[demoPractices.salternQuay]?.conversation).toBe(salternChannel);
  });
});
