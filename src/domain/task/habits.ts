// What is late again and again between two organisations, in numbers: worked out from what was sent and what was said to be late.
import { compare } from '../compare.ts';
import type { Instant, OrganisationId } from '../terms.ts';
import { keyOf } from './clock.ts';
import type { TaskHandedOn, TaskReminded, TaskSent, TaskSentAgain } from './event.ts';
import type { TaskKind } from './reasons-and-outcomes.ts';
import type { TaskId } from './state.ts';

/** Days that are looked at: four weeks have every weekday as often as every other. */
export const habitDays = 28;
/** Once or twice in that time is an accident. */
export const habitMin = 3;
const dayMs = 86_400_000;

/** Tasks of one kind that one organisation asked of another in those days. */
export interface LateHabit {
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly kind: TaskKind;
  readonly sent: number;
  readonly late: number;
  /** Of the late ones, those of the last seven days. */
  readonly lately: number;
}
export type HabitEvent = TaskSent | TaskSentAgain | TaskHandedOn | TaskReminded;
export const habitEvents: readonly HabitEvent['type'][] = ['TaskSent', 'TaskSentAgain', 'TaskHandedOn', 'TaskReminded'];
/** From when on the log must be read: a task may have been sent a week before it was late. */
export const habitsFrom = (now: Instant): Instant => ago(now, habitDays + 7);
const ago = (now: Instant, days: number): Instant => new Date(Date.parse(now) - days * dayMs).toISOString();

interface Between {
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly kind: TaskKind;
}
const lateKey = keyOf('late', '');
/** However late it was noticed: what is said more gravely says this too. */
const saysLate = ({ keys }: TaskReminded): boolean => keys.some((key) => key.startsWith(lateKey));

/** The worst first; of what was late in the last week, or nothing has changed since it was last said. `events` in the order they happened. */
export function lateHabits(events: readonly { readonly id: TaskId; readonly event: HabitEvent }[], now: Instant): readonly LateHabit[] {
  const whose = new Map<TaskId, Between>();
  const all = new Map<string, { of: Between; sent: Set<TaskId>; late: Map<TaskId, Instant> }>();
  const counted = (of: Between) => {
    const name = JSON.stringify([of.from, of.to, of.kind]);
    const there = all.get(name) ?? { of, sent: new Set<TaskId>(), late: new Map<TaskId, Instant>() };
    all.set(name, there);
    return there;
  };
  for (const { id, event } of events) {
    const before = whose.get(id);
    const of = event.type === 'TaskReminded' ? before : after(before, event);
    if (of === undefined) continue;
    whose.set(id, of);
    if (event.at < ago(now, habitDays)) continue;
    // One that was sent before these days and is late in them counts as one of them.
    counted(of).sent.add(id);
    if (event.type === 'TaskReminded' && saysLate(event)) counted(of).late.set(id, event.at);
  }
  return [...all.values()]
    .map(({ of, sent, late }) => ({
      ...of,
      sent: sent.size,
      late: late.size,
      lately: [...late.values()].filter((at) => at >= ago(now, 7)).length,
    }))
    .filter(({ late, lately }) => late >= habitMin && lately > 0)
    .sort((a, b) => b.late - a.late || compare(JSON.stringify(a), JSON.stringify(b)));
}

function after(before: Between | undefined, event: Exclude<HabitEvent, TaskReminded>): Between | undefined {
  if (event.type === 'TaskSent') return { from: event.from, to: event.to, kind: event.request.kind };
  if (before === undefined) return undefined;
  return { ...before, to: event.to, ...(event.type === 'TaskSentAgain' ? { kind: event.request.kind } : {}) };
}
