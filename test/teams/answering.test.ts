// Answers to typed words: all of them, in order, at the conversation's pace and never before a pause that Teams asked for is over.
import { beforeEach, expect, it } from 'vitest';
import type { Chat, SendResult } from '../../src/app/chat.ts';
import { type Answer, answersMax, answerWithinMs, createAnswers } from '../../src/teams/answering.ts';
import { createPace } from '../../src/teams/pace.ts';
import { amara } from '../people.ts';
import { VirtualTime } from '../simulation/time.ts';
import { activityOf } from './given.ts';

interface Said {
  readonly atMs: number;
  readonly words: string;
}
let time: VirtualTime;
let said: Said[];
let tried: number[];
let unanswered: string[];
let teams: (atMs: number) => SendResult | undefined;
let answer: Answer;
let pace: ReturnType<typeof createPace>;

beforeEach(() => {
  time = new VirtualTime();
  said = [];
  tried = [];
  unanswered = [];
  teams = () => undefined;
  pace = createPace();
  const chat = {
    post: async (_: unknown, { summary }: { summary: string }): Promise<SendResult> => {
      const atMs = time.nowMs;
      tried.push(atMs);
      await new Promise<void>((resolve) => time.after(100, resolve));
      const bad = teams(atMs);
      if (bad !== undefined) return bad;
      said.push({ atMs, words: summary });
      return { kind: 'sent', messageId: 'm' };
    },
    edit: async (_: unknown, messageId: string, { summary }: { summary: string }): Promise<SendResult> => {
      tried.push(time.nowMs);
      await new Promise<void>((resolve) => time.after(100, resolve));
      const bad = teams(time.nowMs);
      if (bad === undefined) said.push({ atMs: time.nowMs, words: `${messageId}: ${summary}` });
      return bad ?? { kind: 'sent', messageId };
    },
  } as unknown as Chat;
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => time.after(ms, resolve));
  answer = createAnswers({ chat, pace, monotonicMs: () => time.nowMs, sleep, unanswered: (why) => unanswered.push(why) });
});
const ask = (words: string): void => answer(activityOf(amara, words, undefined, { type: 'message' }), { summary: words, text: words });
const pass = (ms: number): Promise<void> => time.run(time.nowMs + ms, () => false);
const twelve = Array.from({ length: 12 }, (_, index) => `answer ${index}`);

it.each([
  ['that throttles for a minute and says for how long', 60_000, { kind: 'later', why: '429', afterMs: 7_000 }],
  ['that throttles for a minute and does not say', 60_000, { kind: 'later', why: '429', afterMs: undefined }],
  ['that says for half a minute that it is not there', 30_000, { kind: 'closed', why: '404 ConversationNotFound' }],
] as const)('twelve people who type in a channel %s all get their answer, in order', async (_, lengthMs, bad) => {
  teams = (atMs) => (atMs < lengthMs ? bad : undefined);
  for (const words of twelve) ask(words);
  await pass(lengthMs + 30_000);
  expect(said.map(({ words }) => words)).toEqual(twelve);
  expect(unanswered).toEqual([]);
});

it('nothing is said before a pause that Teams asked for is over, whoever it told', async () => {
  pace.pause('19:north@thread.tacv2', 20_000);
  ask('late');
  await pass(60_000);
  expect(tried.every((atMs) => atMs >= 20_000)).toBe(true);
  teams = (atMs) => (atMs < 61_000 ? { kind: 'later', why: '429', afterMs: 90_000 } : undefined);
  ask('later');
  await pass(120_000);
  expect(tried).toHaveLength(3);
  expect((tried[2] ?? 0) - (tried[1] ?? 0)).toBeGreaterThanOrEqual(90_000);
});

it('answers count in the pace: never more than Teams allows in a conversation', async () => {
  for (let index = 0; index < answersMax; index++) ask(`answer ${index}`);
  await pass(10 * 60_000);
  expect(said).toHaveLength(answersMax);
  for (const [lengthMs, most] of [
    [1_000, 7],
    [2_000, 8],
    [30_000, 60],
  ] as const)
    for (const atMs of tried) expect(tried.filter((each) => each > atMs - lengthMs && each <= atMs).length).toBeLessThanOrEqual(most);
});

it('beyond what can be kept people are told, once, behind those that wait', async () => {
  teams = (atMs) => (atMs < 10_000 ? { kind: 'later', why: '429', afterMs: 10_000 } : undefined);
  for (let index = 0; index < answersMax + 7; index++) ask(`answer ${index}`);
  await pass(10 * 60_000);
  expect(said).toHaveLength(answersMax + 1);
  expect(said.at(-1)?.words).toBe(
    '7 more messages were written to me here than I can answer at once. Whoever has no answer: please write again.',
  );
});

it('one that was not heard of is said once more, and one that can never be said is reported', async () => {
  let silences = 1;
  teams = () => (silences-- > 0 ? { kind: 'unknown', why: '502' } : undefined);
  ask('once more');
  await pass(10_000);
  expect(said.map(({ words }) => words)).toEqual(['once more']);
  teams = () => ({ kind: 'closed', why: '403 BotNotInConversationRoster' });
  ask('never');
  await pass(answerWithinMs + 60_000);
  expect(unanswered).toEqual(['tooLate']);
});

it('what is brought up to date waits its turn like an answer, as it is when its turn comes, and once however often it changed', async () => {
  pace.pause('19:north@thread.tacv2', 20_000);
  let count = 0;
  ask('first');
  for (count = 1; count <= 30; count++) answer.edit(activityOf(amara, 'x'), 'list', async () => ({ summary: `as of change ${count - 1}` }));
  ask('last');
  await pass(30_000);
  expect(said.map(({ words }) => words)).toEqual(['first', 'list: as of change 30', 'last']);
  expect(tried.every((atMs) => atMs >= 20_000)).toBe(true);
});

it('what cannot be brought up to date is left as it was: nobody is without an answer', async () => {
  teams = () => ({ kind: 'messageGone', why: '404' });
  answer.edit(activityOf(amara, 'x'), 'gone', async () => ({ summary: 'list' }));
  answer.edit(activityOf(amara, 'x'), 'over', async () => undefined);
  answer.edit(activityOf(amara, 'x'), 'broken', () => Promise.reject(new Error('store')));
  await pass(30_000);
  expect([said, unanswered]).toEqual([[], []]);
  expect(tried).toHaveLength(1);
});
