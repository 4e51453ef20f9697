// The doctor in the sandbox, asked by a lead: whoever tries the product out is not alarmed about a Teams that is well.
import { expect, it } from 'vitest';
import { wordsOf } from '../../src/sandbox/card.ts';
import { gareth } from '../../src/sandbox/demo/people.ts';
import { desk } from './desk.ts';
import { until } from './given.ts';

const { stage, chatOf } = desk();

it('a token for Teams is given', async () => {
  await stage().teams.clients.say(gareth.id, chatOf(gareth), 'doctor');
  const answer = await until('the answer', () =>
    stage()
      .teams.world.messages(chatOf(gareth))
      .map(({ card }) => wordsOf(card))
      .find((words) => words.startsWith('Doctor')),
  );
  expect(answer).toContain('Well: Token for Teams');
});
