// By when a task can be wanted, as its sender chooses it: in working time of the receiver, in the words of a working day.
import { organisationHours } from '../network/state.ts';
import type { Instant, OrganisationId } from '../terms.ts';
import { addWorkingMinutes, nextClosing } from '../time/calendar.ts';
import type { TaskKind, TaskPriority, WantedChoice } from './reasons-and-outcomes.ts';
import type { TaskRules } from './refusals.ts';
import { usuallyWantedBy } from './send.ts';

/** Working minutes of the receiver; a core-hours day has 630. */
const workingMinutes: Readonly<Record<Exclude<WantedChoice, 'usual' | 'closing'>, number>> = {
  hour: 60,
  hours: 240,
  day: 630,
  days: 1_890,
  week: 3_150,
};

/** The moment that a choice stands for. `undefined`: the receiver is never open. */
export function wantedAt(
  choice: WantedChoice,
  rules: TaskRules,
  to: OrganisationId,
  { kind, priority, at }: { readonly kind: TaskKind; readonly priority: TaskPriority; readonly at: Instant },
): Instant | undefined {
  const hours = organisationHours(rules.network, to);
  if (hours === undefined) return undefined;
  if (choice === 'usual') return usuallyWantedBy(rules, to, kind, priority, at);
  if (choice === 'closing') return nextClosing(at, hours, rules.holidays);
  return addWorkingMinutes(at, workingMinutes[choice], hours, rules.holidays);
}
