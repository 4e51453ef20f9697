// What its holder says before closing: that it will still be finished today, or that it waits for the next opening and the patient knows.
import { maySpeakFor } from '../network/access.ts';
import { opensAfterClosing } from '../network/time-before-closing.ts';
import type { PlanClosing } from './command.ts';
import type { ClosingPlanned } from './event.ts';
import { type Case, completedRefusal, type EConsultDecision, happened, refuse } from './refusals.ts';
import type { EConsult } from './state.ts';

/** Anybody who works for its holder may say so. No deadline moves by it. */
export function planClosing({ command, state, rules, by }: Case<PlanClosing>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.practice === undefined) return refuse({ why: 'unplaced' });
  const refusal = maySpeakFor(rules.network, by.id, state, state.holder, command.at);
  if (refusal) return refuse(refusal);
  const { plan, told } = command;
  const opens = opensAfterClosing(rules, state.holder, command.at);
  if (plan === 'finish') return happened({ type: 'ClosingPlanned', at: command.at, by, plan, told: undefined, opens });
  // The contract wants urgent requests and red flags answered the same day, so they must be finished, handed over or escalated.
  if (state.priority !== 'routine') return refuse({ why: 'mustNotWait', priority: state.priority });
  if (told === undefined || told === 'notNeeded' || told === 'notReached') return refuse({ why: 'notTold' });
  return happened({ type: 'ClosingPlanned', at: command.at, by, plan, told, opens });
}

/** How an eConsult looks once its holder has said what will become of it. */
export function evolveClosingPlan(state: EConsult, { at, by, plan, told, opens }: ClosingPlanned): EConsult {
  return { ...state, plan: { at, by, plan, told, opens } };
}
