// Questions between the hub and a practice about an eConsult, which stays where it is: who may ask and who may answer.

import { guarded } from '../free-words.ts';
import { maySpeakFor } from '../network/access.ts';
import type { AnswerQuestion, AskQuestion } from './command.ts';
import type { QuestionEvent } from './event.ts';
import { withCard } from './next-status.ts';
import { otherSide } from './pass-back.ts';
import { type Case, completedRefusal, type EConsultDecision, happened, refuse } from './refusals.ts';
import type { EConsult } from './state.ts';

/** Either organisation asks the other; the eConsult stays where it is. */
export function ask({ command, state, rules, by }: Case<AskQuestion>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.practice === undefined) return refuse({ why: 'unplaced' });
  if (state.question && !state.question.answer) return refuse({ why: 'questionOpen' });
  const sides = [state.holder, otherSide(state, state.holder)].filter((side): side is string => side !== undefined);
  const refusals = sides.map((side) => maySpeakFor(rules.network, by.id, state, side, command.at));
  const from = sides.find((_, index) => refusals[index] === undefined);
  // Give the most useful reason: what they lack at their own organisation, rather than that they do not work at the other.
  if (from === undefined) return refuse(refusals.find((each) => each?.why !== 'roleLacks') ?? refusals[0] ?? { why: 'notStaff' });
  const to = otherSide(state, from);
  const words = guarded(command.words, true, command.at);
  if ('refusal' in words) return words;
  return to === undefined
    ? refuse({ why: 'unplaced' })
    : happened({ type: 'QuestionAsked', at: command.at, by, from, to, text: words.text ?? '' });
}

export function answer({ command, state, rules, by }: Case<AnswerQuestion>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  const { question } = state;
  if (question === undefined || question.answer) return refuse({ why: 'noQuestion' });
  const refusal = maySpeakFor(rules.network, by.id, state, question.to, command.at);
  if (refusal) return refuse(refusal);
  // Another question was asked since: an answer of "Yes" to the old one must not stand under the new one.
  if (command.question !== undefined && command.question !== question.at) return refuse({ why: 'questionChanged' });
  const words = guarded(command.words, true, command.at);
  return 'refusal' in words ? words : happened({ type: 'QuestionAnswered', at: command.at, by, text: words.text ?? '' });
}

/** How an eConsult looks after something was asked about it, or answered. */
export function evolveQuestion(state: EConsult, event: QuestionEvent): EConsult {
  const { at } = event;
  switch (event.type) {
    case 'QuestionAsked': {
      const { from, to, by, text } = event;
      return { ...state, question: { from, to, by, at, text, answer: undefined }, shownIn: withCard(state, to) };
    }
    case 'QuestionAnswered':
      return state.question === undefined
        ? state
        : { ...state, question: { ...state.question, answer: { by: event.by, at, text: event.text } } };
  }
}
