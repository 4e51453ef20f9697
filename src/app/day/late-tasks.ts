// Once a week the leads of both sides hear what of tasks is late again and again between them.
import { own } from '../../domain/lookup.ts';
import { organisationsOf } from '../../domain/network/state.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import { type HabitEvent, habitEvents, habitsFrom, lateHabits } from '../../domain/task/habits.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import { isFirstOpenOfWeek } from '../../domain/time/week.ts';
import { type DayDeps, tellLeads } from './day.ts';

/** More happenings of tasks in five weeks than any hub has. */
const eventsMax = 200_000;
/** By store and hub, the date on which it was last looked: what is found is written down, and that nothing was found need only be known here. */
const looked = new WeakMap<object, Map<HubId, string>>();

/** Tells them on the first day of a week on which the hub is open; on any other day, or where nothing was late, it does nothing. Errors as `tellLeads`. */
export async function tellLateTasks(deps: DayDeps, hub: HubId, at: Instant): Promise<void> {
  const { network, holidays } = await deps.rules.now();
  const hours = own(network.hubs, hub)?.hours;
  const { date } = onTheWall(at);
  const before = looked.get(deps.store) ?? new Map<HubId, string>();
  if (hours === undefined || before.get(hub) === date || !isFirstOpenOfWeek(at, hours, holidays)) return;
  const logged = await deps.store.logged<HabitEvent>(hub, { kind: 'task', types: habitEvents }, habitsFrom(at), at, eventsMax);
  const habits = lateHabits(logged, at);
  for (const organisation of organisationsOf(network, hub)) {
    const theirs = organisation === hub ? habits : habits.filter(({ from, to }) => from === organisation || to === organisation);
    const isAnybodyThere = organisation === hub || staffAt(network, organisation).length > 0;
    if (theirs.length > 0 && isAnybodyThere) await tellLeads(deps, hub, organisation, { matter: 'lateTasks', habits: theirs }, at);
  }
  looked.set(deps.store, before.set(hub, date));
}
