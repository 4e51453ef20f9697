// Questions about a task, which stays where it is: either side asks, the other answers, both read it.
import { guarded } from '../free-words.ts';
import type { AnswerAboutTask, AskAboutTask } from './command.ts';
import { type Case, closedRefusal, happened, mayActFor, refuse, type TaskDecision, whoseIs } from './refusals.ts';
import { isOpenTask } from './state.ts';

export function ask({ command, task, rules, by }: Case<AskAboutTask>): TaskDecision {
  if (!isOpenTask(task)) return refuse(closedRefusal(task));
  if (task.question && !task.question.answer) return refuse({ why: 'questionOpen' });
  // The receiver asks more often; somebody who works at both asks for it.
  const sides = [task.to, task.from];
  const refusals = sides.map((side) => mayActFor(rules.network, by.id, whoseIs(task), side, command.at));
  const asks = refusals.indexOf(undefined);
  if (asks === -1) return refuse(refusals.find((each) => each?.why !== 'roleLacks') ?? refusals[0] ?? { why: 'notStaff' });
  const words = guarded(command.words, true, command.at);
  if ('refusal' in words) return words;
  const [from, to] = asks === 0 ? [task.to, task.from] : [task.from, task.to];
  return happened({ type: 'TaskQuestionAsked', at: command.at, by, from, to, text: words.text ?? '' });
}

export function answerTask({ command, task, rules, by }: Case<AnswerAboutTask>): TaskDecision {
  if (!isOpenTask(task)) return refuse(closedRefusal(task));
  const { question } = task;
  if (question === undefined || question.answer) return refuse({ why: 'noQuestion' });
  const refusal = mayActFor(rules.network, by.id, whoseIs(task), question.to, command.at);
  if (refusal) return refuse(refusal);
  // Another question was asked since: an answer of "Yes" to the old one must not stand under the new one.
  if (command.question !== undefined && command.question !== question.at) return refuse({ why: 'questionChanged' });
  const words = guarded(command.words, true, command.at);
  return 'refusal' in words ? words : happened({ type: 'TaskQuestionAnswered', at: command.at, by, text: words.text ?? '' });
}
