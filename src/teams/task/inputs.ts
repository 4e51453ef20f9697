// How what somebody pressed or filled in about a task becomes a command; anything that is not one of the offered choices is no input at all.
import { z } from 'zod/v4';
import { ago, toldTimes } from '../../cards/told-times.ts';
import type { Words } from '../../domain/free-words.ts';
import { own } from '../../domain/lookup.ts';
import type { PersonsTaskCommand } from '../../domain/task/command.ts';
import {
  taskCancelList,
  taskDeclineList,
  taskOutcomeList,
  taskReleaseList,
  taskReopenList,
  taskTellingList,
} from '../../domain/task/reasons-and-outcomes.ts';
import type { Asked } from '../press.ts';
import { organisationSchema } from '../wire.ts';

type Made = PersonsTaskCommand | 'inputMissing';
type Make = (asked: Asked, data: Record<string, unknown>) => Made;

/** Longer than any card allows, so that a client that ignores the limit is told so and not cut off. */
const wordsCharactersMax = 2_000;
export const wordsSchema = z.string().max(wordsCharactersMax);
export const saidIn = (text: string, data: Record<string, unknown>): Words => ({ text, checked: data['checked'] === 'true' });
const wordsOf = (text: string | undefined, data: Record<string, unknown>): { readonly words?: Words } =>
  text?.trim() ? { words: saidIn(text, data) } : {};

function from<T>(schema: z.ZodType<T>, make: (asked: Asked, input: T, data: Record<string, unknown>) => Made): Make {
  return (asked, data) => {
    const input = schema.safeParse(data);
    return input.success ? make(asked, input.data, data) : 'inputMissing';
  };
}

/** The verbs of one press. */
export const taskPresses: Readonly<Record<string, Make>> = {
  accept: (asked) => ({ ...asked, type: 'accept' }),
  claim: (asked) => ({ ...asked, type: 'claim' }),
  keep: (asked) => ({ ...asked, type: 'keep' }),
  acknowledge: (asked) => ({ ...asked, type: 'acknowledge' }),
  planToday: (asked) => ({ ...asked, type: 'plan', plan: 'today' }),
  planNext: (asked) => ({ ...asked, type: 'plan', plan: 'nextOpening' }),
};

/** The verbs of forms, but for those that send. */
export const taskSubmissions: Readonly<Record<string, Make>> = {
  takeOver: (asked) => ({ ...asked, type: 'takeOver' }),
  release: from(z.object({ reason: z.enum(taskReleaseList.offered) }), (asked, { reason }) => ({ ...asked, type: 'release', reason })),
  decline: from(z.object({ reason: z.enum(taskDeclineList.offered), words: wordsSchema.optional() }), (asked, { reason, words }, data) => ({
    ...asked,
    type: 'decline',
    reason,
    ...wordsOf(words, data),
  })),
  ask: from(z.object({ words: wordsSchema.default('') }), (asked, { words }, data) => ({
    ...asked,
    type: 'ask',
    words: saidIn(words, data),
  })),
  answer: from(
    z.object({ words: wordsSchema.default(''), rest: z.iso.datetime().optional().catch(undefined) }),
    (asked, { words, rest }, data) => ({
      ...asked,
      type: 'answer',
      words: saidIn(words, data),
      ...(rest === undefined ? {} : { question: rest }),
    }),
  ),
  handOver: from(z.object({ to: z.string().min(1).max(100), words: wordsSchema.optional() }), (asked, { to, words }, data) => ({
    ...asked,
    type: 'handOver',
    to,
    ...wordsOf(words, data),
  })),
  handOn: from(z.object({ to: organisationSchema, words: wordsSchema.optional() }), (asked, { to, words }, data) => ({
    ...asked,
    type: 'handOn',
    to,
    knowingly: data['knowingly'] === 'true',
    ...wordsOf(words, data),
  })),
  finish: from(
    z.object({
      outcome: z.enum(taskOutcomeList.offered),
      told: z.enum(taskTellingList.offered),
      toldAt: z.string().refine((value) => Object.hasOwn(toldTimes, value)),
      words: wordsSchema.optional(),
    }),
    (asked, { outcome, told, toldAt, words }, data) => ({
      ...asked,
      type: 'finish',
      outcome,
      told,
      toldAt: ago(asked.at, own(toldTimes, toldAt)?.minutesAgo ?? 0),
      ...wordsOf(words, data),
    }),
  ),
  cancel: from(z.object({ reason: z.enum(taskCancelList.offered), words: wordsSchema.optional() }), (asked, { reason, words }, data) => ({
    ...asked,
    type: 'cancel',
    reason,
    ...wordsOf(words, data),
  })),
  reopen: from(z.object({ reason: z.enum(taskReopenList.offered) }), (asked, { reason }) => ({ ...asked, type: 'reopen', reason })),
};
