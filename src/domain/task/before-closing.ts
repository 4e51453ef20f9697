// Which tasks need a decision before their receiver closes, what can be decided, and whether it still holds.
import { opensAfterClosing } from '../network/time-before-closing.ts';
import type { Instant, OrganisationId } from '../terms.ts';
import type { PlanTask } from './command.ts';
import { notHere } from './hand.ts';
import type { TaskPlace } from './queue-place.ts';
import { type Case, happened, mayActFor, refuse, type TaskDecision, whoseIs } from './refusals.ts';
import type { TaskPlan } from './state.ts';

/** What would have to be done within this time after the next opening needs its decision the evening before. */
const afterOpeningMs = 60 * 60_000;

/** Whether one that an organisation is to do cannot simply be left when it closes. `opens` absent: it never opens again. */
export function taskCannotWait(
  { holder, to, status, priority, due }: TaskPlace,
  organisation: OrganisationId,
  closes: Instant,
  opens: Instant | undefined,
): boolean {
  // One that came back is its sender's own to send again: nobody else waits for that.
  if (holder !== organisation || to !== organisation || status === 'declined') return false;
  if (priority === 'urgent' || opens === undefined) return true;
  return due <= closes || due <= new Date(Date.parse(opens) + afterOpeningMs).toISOString();
}
/** Whether what was said holds for the coming closing. */
export const isTaskPlanned = (plan: Pick<TaskPlan, 'opens'> | undefined, now: Instant): boolean =>
  plan !== undefined && (plan.opens === undefined || now < plan.opens);

/** Anybody who works for its receiver may say so. No time moves by it. */
export function planTask({ command, task, rules, by }: Case<PlanTask>): TaskDecision {
  const away = notHere(task);
  if (away) return refuse(away);
  const { at, plan } = command;
  const refusal = mayActFor(rules.network, by.id, whoseIs(task), task.to, at);
  if (refusal) return refuse(refusal);
  return happened({ type: 'TaskPlanned', at, by, plan, opens: opensAfterClosing(rules, task.to, at) });
}
