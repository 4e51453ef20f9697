// How what somebody pressed or filled in becomes a command; anything that is not one of the offered choices is no input at all.

import { z } from 'zod/v4';
import { followUpIds } from '../../cards/econsult/follow-up-fields.ts';
import { templateChosen } from '../../cards/task/form-choices.ts';
import { ago, toldTimes } from '../../cards/told-times.ts';
import type { Asked, EConsultCommand } from '../../domain/econsult/command.ts';
import { notSameReasons } from '../../domain/econsult/command.ts';
import {
  declineList,
  escalationList,
  holdList,
  lowerList,
  outcomeList,
  passBackList,
  releaseList,
  reopenList,
  tellingList,
  viewList,
} from '../../domain/econsult/reasons-and-outcomes.ts';
import type { Words } from '../../domain/free-words.ts';
import { own } from '../../domain/lookup.ts';
import { idOf } from '../../domain/reference.ts';
import { wantedCodes } from '../../domain/task/reasons-and-outcomes.ts';
import { tasksAtOnceMax } from '../../domain/task/send.ts';
import { priorities, roles } from '../../domain/terms.ts';
import { appointmentSchema, whatSchema } from '../task/filled-in.ts';
import { organisationSchema } from '../wire.ts';

/** What a button or form makes of its inputs. */
export type MakeCommand = (asked: Asked, data: Record<string, unknown>) => EConsultCommand | 'inputMissing';

/** Longer than any card allows, so that a client that ignores the limit is told so and not cut off. */
const wordsCharactersMax = 2_000;
const words = z.string().max(wordsCharactersMax);
const instant = z.iso.datetime();

/** Text with what its writer says about it; `undefined` when nothing was written. */
const wordsOf = (text: string | undefined, data: Record<string, unknown>): { readonly words?: Words } =>
  text?.trim() ? { words: { text, checked: data['checked'] === 'true' } } : {};
const needed = (text: string, data: Record<string, unknown>): Words => ({ text, checked: data['checked'] === 'true' });

function from<T>(
  schema: z.ZodType<T>,
  make: (asked: Asked, input: T, data: Record<string, unknown>) => EConsultCommand | 'inputMissing',
): MakeCommand {
  return (asked, data) => {
    const input = schema.safeParse(data);
    return input.success ? make(asked, input.data, data) : 'inputMissing';
  };
}

/** What is asked of the other organisation beside it, and how soon; nothing written: nothing asked. */
const asked = z
  .string()
  .refine((value) => value === '' || value === 'none' || templateChosen(value) !== undefined || whatSchema.safeParse(value).success)
  .optional();
const soon = z.enum(['', ...wantedCodes]).optional();
const followUps = z.object(
  Object.fromEntries(
    Array.from({ length: tasksAtOnceMax }, (_, nth) => followUpIds(nth)).flatMap(({ ask, wanted, slot }): [string, z.ZodType][] => [
      [ask, asked],
      [wanted, soon],
      [slot, appointmentSchema.optional()],
    ]),
  ),
);

/** What came of it, with how the patient was told where the choice says both: `answered:message`. */
const ending = z.string().transform((value, context) => {
  const [first, second] = value.split(':');
  const outcome = outcomeList.offered.find((each) => each === first);
  const told = tellingList.offered.find((each) => each === second);
  if (outcome !== undefined && (told !== undefined || second === undefined)) return { outcome, told };
  context.addIssue({ code: 'custom' });
  return z.NEVER;
});

const toldTime = z.string().refine((value) => Object.hasOwn(toldTimes, value));

/** The verbs of one press on a shared card. */
export const presses: Readonly<Record<string, MakeCommand>> = {
  claim: (asked) => ({ ...asked, type: 'claim' }),
  takeOver: (asked) => ({ ...asked, type: 'takeOver' }),
  accept: (asked) => ({ ...asked, type: 'accept' }),
  takeBack: (asked) => ({ ...asked, type: 'takeBack' }),
  pull: (asked) => ({ ...asked, type: 'pull' }),
  acknowledge: (asked) => ({ ...asked, type: 'acknowledge' }),
  keep: (asked) => ({ ...asked, type: 'keep' }),
  endHold: (asked) => ({ ...asked, type: 'endHold' }),
  confirmPatient: (asked) => ({ ...asked, type: 'confirmPatient' }),
  release: from(z.object({ reason: z.enum(releaseList.offered) }), (asked, { reason }) => ({ ...asked, type: 'release', reason })),
};

const assignee = z.string().transform((value, context) => {
  const [kind, ...rest] = value.split(':');
  const name = rest.join(':');
  const role = roles.find((each) => each === name);
  if (kind === 'role' && role !== undefined) return { role };
  if (kind === 'person' && name.length > 0 && name.length <= 100) return { person: name };
  context.addIssue({ code: 'custom' });
  return z.NEVER;
});

/** The verbs of forms. */
export const submissions: Readonly<Record<string, MakeCommand>> = {
  complete: from(
    z
      .object({
        outcome: ending,
        told: z.enum(['', ...tellingList.offered]).optional(),
        toldAt: toldTime,
        followUp: words.optional(),
      })
      .and(followUps),
    (asked, { outcome: { outcome, told: saidThere }, told: chosen, toldAt, followUp }, data) => {
      const told = chosen || saidThere;
      // Said twice in two ways, nobody knows which of them is so.
      if (!told || told !== (saidThere ?? told)) return 'inputMissing';
      return {
        ...asked,
        type: 'complete',
        outcome,
        told,
        toldAt: ago(asked.at, own(toldTimes, toldAt)?.minutesAgo ?? 0),
        knowingly: data['knowingly'] === 'true',
        othersSeen: data['othersSeen'] === 'true',
        tasksSeen: data['tasksSeen'] === 'true',
        ...(followUp?.trim() ? { followUp: needed(followUp, data) } : {}),
      };
    },
  ),
  passBack: from(
    z
      .object({
        reason: z.enum(passBackList.offered),
        what: words.default(''),
        wantedBy: instant,
        answers: organisationSchema,
        spokenTo: z.string().max(200).optional(),
      })
      .and(followUps),
    (asked, { reason, what, wantedBy, answers, spokenTo }, data) => ({
      ...asked,
      type: 'passBack',
      reason,
      what: needed(what, data),
      wantedBy,
      answers,
      knowingly: data['knowingly'] === 'true',
      ...(spokenTo === undefined ? {} : { spokenTo }),
    }),
  ),
  decline: from(z.object({ reason: z.enum(declineList.offered), words: words.optional() }), (asked, input, data) => ({
    ...asked,
    type: 'decline',
    reason: input.reason,
    ...wordsOf(input.words, data),
  })),
  ask: from(z.object({ words: words.default('') }), (asked, input, data) => ({ ...asked, type: 'ask', words: needed(input.words, data) })),
  answer: from(z.object({ words: words.default(''), rest: instant.optional().catch(undefined) }), (asked, { words, rest }, data) => ({
    ...asked,
    type: 'answer',
    words: needed(words, data),
    ...(rest === undefined ? {} : { question: rest }),
  })),
  settle: from(z.object({ to: organisationSchema, words: words.optional() }), (asked, input, data) => ({
    ...asked,
    type: 'settle',
    to: input.to,
    ...wordsOf(input.words, data),
  })),
  sendToHub: from(z.object({ words: words.optional() }), (asked, input, data) => ({
    ...asked,
    type: 'sendToHub',
    ...wordsOf(input.words, data),
  })),
  assign: from(z.object({ to: assignee }), (asked, { to }) => ({ ...asked, type: 'assign', to })),
  handOver: from(z.object({ to: assignee, words: words.default('') }), (asked, input, data) =>
    'person' in input.to ? { ...asked, type: 'handOver', to: input.to.person, words: needed(input.words, data) } : 'inputMissing',
  ),
  hold: from(z.object({ reason: z.enum(holdList.offered), until: instant }), (asked, { reason, until }) => ({
    ...asked,
    type: 'hold',
    reason,
    until,
  })),
  escalate: from(z.object({ reason: z.enum(escalationList.offered), words: words.optional() }), (asked, input, data) => ({
    ...asked,
    type: 'escalate',
    reason: input.reason,
    ...wordsOf(input.words, data),
  })),
  raise: from(z.object({ priority: z.enum(priorities) }), (asked, { priority }) => ({ ...asked, type: 'raise', priority })),
  lower: from(z.object({ priority: z.enum(priorities), reason: z.enum(lowerList.offered) }), (asked, { priority, reason }) => ({
    ...asked,
    type: 'lower',
    priority,
    reason,
  })),
  reopen: from(z.object({ reason: z.enum(reopenList.offered) }), (asked, { reason }) => ({ ...asked, type: 'reopen', reason })),
  link: from(z.object({ to: z.string().max(20) }), (asked, { to }) => {
    const id = idOf(to);
    return id === undefined ? 'inputMissing' : { ...asked, type: 'link', to: id };
  }),
  notSamePatient: from(z.object({ to: z.string().max(20), reason: z.enum(notSameReasons) }), (asked, { to, reason }) => {
    const id = idOf(to);
    return id === undefined ? 'inputMissing' : { ...asked, type: 'notSamePatient', to: id, reason };
  }),
  correctPractice: from(z.object({ practice: organisationSchema }), (asked, { practice }) => ({
    ...asked,
    type: 'correctPractice',
    practice,
  })),
  reportWrongPatient: (asked) => ({ ...asked, type: 'reportWrongPatient' }),
  place: from(z.object({ practice: organisationSchema }), (asked, { practice }) => ({ ...asked, type: 'place', practice })),
  open: from(z.object({ reason: z.enum(viewList.offered) }), (asked, { reason }) => ({ ...asked, type: 'view', reason })),
};
