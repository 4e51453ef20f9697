// The planned shifts of somebody who leaves: counted, and taken out of the rota.
import { isSettable } from '../../domain/rota/decide.ts';
import type { Rota } from '../../domain/rota/state.ts';
import { mondayAfter, mondayOf } from '../../domain/rota/week.ts';
import type { HubId, Instant, PersonId } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import type { Store } from '../ports.ts';
import { rotaKey, setRota } from '../rota/rota.ts';
import type { RepairDeps } from './deps.ts';

/** Nobody plans further ahead than a quarter. */
const weeksAhead = 13;

async function weeksWith(store: Pick<Store, 'load'>, hub: HubId, person: PersonId, at: Instant): Promise<readonly Rota[]> {
  const monday = mondayOf(onTheWall(at).date);
  const mondays = Array.from({ length: weeksAhead + 1 }, (_, week) => mondayAfter(monday, week));
  const rotas = await Promise.all(mondays.map((each) => store.load<Rota>(rotaKey(hub, each))));
  return rotas.flatMap((rota) => (rota?.state.shifts.some((shift) => shift.person === person && shift.to > at) ? [rota.state] : []));
}

/** How many of theirs are not over. Throws as the store does. */
export async function plannedShifts(store: Pick<Store, 'load'>, hub: HubId, person: PersonId, at: Instant): Promise<number> {
  const rotas = await weeksWith(store, hub, person, at);
  return rotas.flatMap(({ shifts }) => shifts).filter((shift) => shift.person === person && shift.to > at).length;
}

/** Takes theirs out of each week; how many. A week that the rota would refuse now stays, and the shift is a gap there. Errors as `handle`. */
export async function endShifts(
  deps: RepairDeps,
  hub: HubId,
  person: PersonId,
  asked: { readonly at: Instant; readonly operation: string },
): Promise<number> {
  let ended = 0;
  for (const { monday, shifts } of await weeksWith(deps.store, hub, person, asked.at)) {
    if (!isSettable(monday, asked.at)) continue;
    const kept = shifts.filter((shift) => shift.person !== person);
    const command = { ...asked, operation: `${asked.operation}|rota|${monday}`, by: { kind: 'clock' } } as const;
    const set = await setRota(deps, { ...command, type: 'setRota', hub, monday, shifts: kept });
    if (set.kind === 'done') ended += shifts.length - kept.length;
  }
  return ended;
}
