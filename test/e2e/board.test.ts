// The hub's board in its channel: posted once, edited in place through changes, restarts and a storm, and posted anew when somebody deletes it.
import { afterEach, describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/sandbox/card.ts';
import { amara, demoHub, demoPractices, gareth, siobhan } from '../../src/sandbox/demo/people.ts';
import type { Message } from '../../src/sandbox/teams-state.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { channelOfPractice, hubChannel, reads, shown, submission, until } from './given.ts';
import { type Stage, startHere } from './here.ts';
import { calm } from './lifedesk.ts';

let stage: Stage;
afterEach(async () => {
  await stage?.stop();
  expect(stage?.teams.limits.overruns ?? []).toEqual([]);
});

const title = 'Board of Harbour eHub';
const boardsIn = (channel: string): readonly Message[] =>
  stage.teams.world
    .messages(channel)
    .filter(({ from, card, root, id }) => from === 'bot' && root === id && wordsOf(card).startsWith(title));
const posted = (): Promise<Message> => until('the board is there', () => boardsIn(hubChannel).at(-1));
const cardOf = (message: Message | undefined): string => JSON.stringify(message?.card) ?? '';
const says = (message: Message | undefined, fact: string, value: string): boolean =>
  cardOf(message).includes(`"title":"${fact}","value":"${value}"`);

describe('the board', () => {
  it('is posted once in the hub\u2019s channel and nowhere else, and edited in place within thirty seconds of a change', async () => {
    stage = await startHere();
    const first = await posted();
    expect(says(first, 'Open in all', '0')).toBe(true);
    const reference = (await stage.send(submission('board-1'))).body.reference ?? '';
    const card = await shown(stage.teams, hubChannel, reference, 'Waiting');
    await until('it counts it', () => {
      stage.pass(1_000);
      return says(stage.teams.world.message(first.id), 'Open in all', '1');
    });
    await stage.teams.clients.pressButton(amara.id, card.id, 'Claim');
    const claimedMs = stage.clock.ms();
    await until('it says claimed', () => {
      stage.pass(1_000);
      return says(stage.teams.world.message(first.id), 'Claimed at the hub', '1');
    });
    expect(stage.clock.ms() - claimedMs).toBeLessThanOrEqual(32_000);
    expect(boardsIn(hubChannel).map(({ id }) => id)).toEqual([first.id]);
    for (const practice of Object.values(demoPractices)) expect(boardsIn(channelOfPractice.of(practice))).toEqual([]);
  });

  it('is fresh for whoever presses, and drawn anew for everybody at once', async () => {
    stage = await startHere();
    const board = await posted();
    await calm(stage);
    await stage.send(submission('board-2'));
    const version = stage.teams.world.message(board.id)?.version ?? 0;
    await stage.teams.clients.pressButton(amara.id, board.id, 'Refresh');
    expect(reads(stage.teams, amara, board)).toContain('Please pin this message once');
    await until('everybody has it', () => {
      const now = stage.teams.world.message(board.id);
      return (now?.version ?? 0) > version && says(now, 'Open in all', '1');
    });
    expect(boardsIn(hubChannel)).toHaveLength(1);
  });

  it('is answered where somebody of the hub asks for it', async () => {
    stage = await startHere();
    await posted();
    const { clients, world } = stage.teams;
    const asked = await clients.say(gareth.id, hubChannel, '<at>eHub</at> board');
    const answer = await until('the answer', () =>
      world.messages(hubChannel).find(({ root, from }) => root === asked.id && from === 'bot'),
    );
    expect(wordsOf(answer.card)).toContain('This is a copy, as of then');
    const other = await clients.say(siobhan.id, channelOfPractice.of(demoPractices.salternQuay), '<at>eHub</at> board');
    const refused = await until('the answer', () =>
      world.messages(channelOfPractice.of(demoPractices.salternQuay)).find(({ root, from }) => root === other.id && from === 'bot'),
    );
    expect(wordsOf(refused.card)).toContain('I did not understand that');
  });

  it('is the same message after a restart', async () => {
    const engine = memoryEngine();
    stage = await startHere({ engine });
    const board = await posted();
    await calm(stage);
    const version = stage.teams.world.message(board.id)?.version ?? 0;
    await stage.restart();
    await stage.send(submission('board-3'));
    await until('it goes on', () => {
      stage.pass(1_000);
      return says(stage.teams.world.message(board.id), 'Open in all', '1');
    });
    expect(stage.teams.world.message(board.id)?.version ?? 0).toBeGreaterThan(version);
    expect(boardsIn(hubChannel)).toHaveLength(1);
  });

  it('is posted anew when somebody deletes it, and then kept there', async () => {
    stage = await startHere();
    const board = await posted();
    await calm(stage);
    stage.teams.world.remove(board.id);
    const again = await until('it is there again', () => {
      stage.pass(10_000);
      return boardsIn(hubChannel).find(({ id }) => id !== board.id);
    });
    await stage.send(submission('board-4'));
    await until('it is kept', () => {
      stage.pass(1_000);
      return says(stage.teams.world.message(again.id), 'Open in all', '1');
    });
    expect(boardsIn(hubChannel)).toHaveLength(1);
  });

  it('is kept through a storm of arrivals, ahead of what is bulk', async () => {
    stage = await startHere();
    const board = await posted();
    await calm(stage);
    const storm = 150;
    for (let sent = 0; sent < storm; sent += 10)
      await Promise.all(Array.from({ length: 10 }, (_, index) => stage.send(submission(`storm-${sent + index}`))));
    const began = stage.clock.ms();
    await until(
      'it counts them all',
      () => {
        stage.pass(500);
        return says(stage.teams.world.message(board.id), 'Open in all', String(storm));
      },
      20_000,
    );
    const tookMs = stage.clock.ms() - began;
    const waiting = (await stage.product.store.outbox(demoHub, 2, 1_000)).length;
    process.stdout.write(
      `board: ${storm} arrivals counted ${Math.round(tookMs / 1_000)} s later, ${waiting} of their cards still waiting\n`,
    );
    // Every other card of the storm is still to be sent when the board says how many there are.
    expect(waiting).toBeGreaterThan(0);
    expect(tookMs).toBeLessThanOrEqual(45_000);
    expect(boardsIn(hubChannel)).toHaveLength(1);
  });
});
