// The rota at work: set through the one door, turned by the clock, and looked ahead in for gaps.

import { own } from '../../domain/lookup.ts';
import type { Network } from '../../domain/network/state.ts';
import type { RotaCommand, SetRota } from '../../domain/rota/command.ts';
import { decideRota, type RotaRefusal, type RotaRules } from '../../domain/rota/decide.ts';
import type { RotaEvent } from '../../domain/rota/event.ts';
import { evolveRota } from '../../domain/rota/evolve.ts';
import { gapsIn, type RotaGap } from '../../domain/rota/gaps.ts';
import { inOrder, nextTurn, type Rota, type RotaShift, type Shift, turning } from '../../domain/rota/state.ts';
import { mondayAfter, mondayOf, mondaysBetween, weekOf } from '../../domain/rota/week.ts';
import { type Actor, chatOf, type HubId, type Instant } from '../../domain/terms.ts';
import { endOfDay } from '../../domain/time/calendar.ts';
import type { Holidays, LocalDate } from '../../domain/time/hours.ts';
import { onTheWall, toInstant, toMs } from '../../domain/time/london.ts';
import { type Aggregate, type HandleDeps, type Handled, handle } from '../handle.ts';
import type { Look } from '../kind.ts';
import type { NetworkSource } from '../network/network.ts';
import type { Store, ThingKey, Timer } from '../ports.ts';

/** Sorts after every eConsult, because patients wait for those. It is still looked at in every sweep. */
const harm = '9';
/** How far ahead gaps are looked for and shifts are shown: far enough to find somebody. */
export const rotaAheadDays = 7;
const dayMs = 86_400_000;

export const rotas: Aggregate<Rota, RotaCommand, RotaEvent, RotaRefusal, RotaRules> = {
  kind: 'rota',
  decide: decideRota,
  evolve: evolveRota,
  react: () => [],
  queue: () => undefined,
  timer: timerOf,
};

function timerOf(rota: Rota | undefined): Timer | undefined {
  const at = rota && nextTurn(rota);
  return at === undefined ? undefined : { at, harm };
}

/** A hub's rota of the week that begins on this Monday. */
export const rotaKey = (hub: HubId, monday: LocalDate): ThingKey => ({ hub, kind: 'rota', id: monday });

/** Sets a week's shifts. Errors as `handle`. */
export async function setRota(
  deps: HandleDeps & { readonly network: NetworkSource },
  command: SetRota,
): Promise<Handled<Rota, RotaEvent, RotaRefusal>> {
  const network = await deps.network.current();
  // Only a hub of ours has a table to look in.
  if (own(network.hubs, command.hub)?.id !== command.hub)
    return { kind: 'refused', refusal: { why: 'organisationUnknown', organisation: command.hub }, state: undefined };
  return handle(deps, rotas, rotaKey(command.hub, command.monday), command, { network });
}

export interface TurnDeps extends HandleDeps {
  readonly network: NetworkSource;
}

/**
 * Puts people on shift and off it as their shifts begin and end. Each step can be taken twice: a crash between two of them, or before it is
 * written down that all were taken, does no harm.
 */
export function lookAtRota(deps: TurnDeps): Look {
  return async (hub, monday, { operation, at }) => {
    const rota = (await deps.store.load<Rota>(rotaKey(hub, monday)))?.state;
    if (rota === undefined) throw new Error('a rota that is due is not there');
    const { begin, end } = turning(rota, at);
    const others = end.length === 0 ? [] : await neighbours(deps.store, hub, monday);
    const running = [...rota.shifts, ...others].filter((shift) => shift.from <= at && at < shift.to);
    for (const shift of end) {
      const goesOn = running.some((other) => other.person === shift.person && other.at === shift.at);
      if (!goesOn) await turnOff(deps, { hub, rota, shift, at });
    }
    for (const shift of begin) await turnOn(deps, { hub, rota, shift, at });
    // If the rota was set again meanwhile this is refused, and the next sweep looks again.
    await handle(
      deps,
      rotas,
      rotaKey(hub, monday),
      { type: 'turn', hub, monday, operation, at, by: clock, revision: rota.revision },
      { network: await deps.network.current() },
    );
    return {};
  };
}

const clock: Actor = { kind: 'clock' };

interface Step {
  readonly hub: HubId;
  readonly rota: Rota;
  readonly shift: RotaShift;
  readonly at: Instant;
}
/** Names this step of this turn. Includes the rota's revision: a shift that was removed and added again must apply again. */
const stepOf = ({ hub, rota, shift, at }: Step, way: 'on' | 'off') => ({
  operation: `shift|${hub}|${rota.monday}|${rota.revision}|${shift.from}|${shift.person}|${way}`,
  at,
  by: clock,
});

async function turnOn(deps: TurnDeps, step: Step): Promise<void> {
  const { person, at: organisation, from } = step.shift;
  // Somebody who has lost the post since the rota was set is refused and stays off; the gap is shown.
  const handled = await deps.network.change({ type: 'goOnShift', organisation, planned: { person, from }, ...stepOf(step, 'on') });
  if (handled.kind === 'refused' || (handled.events.length === 0 && !handled.repeated)) return;
  if (own(handled.state.onShift, person)?.at === organisation) await tell(deps.store, step, 'shiftBegan');
}

async function turnOff(deps: TurnDeps, step: Step): Promise<void> {
  const { person, at: organisation, to } = step.shift;
  const handled = await deps.network.change({ type: 'goOffShift', planned: { person, organisation, to }, ...stepOf(step, 'off') });
  if (handled.kind === 'refused' || (handled.events.length === 0 && !handled.repeated)) return;
  if (own(handled.state.onShift, person) === undefined) await tell(deps.store, step, 'shiftEnded');
}

/** Only who was put on or off by this step is told: nobody is told what they did themselves. */
const tell = (store: Store, { hub, shift: { person }, at }: Step, what: 'shiftBegan' | 'shiftEnded'): Promise<void> =>
  store.show(hub, { kind: 'shift', id: person }, { to: chatOf(person), class: 1, what }, at);

/** A night runs on into the next week, and a shift there may carry it further. */
async function neighbours(store: Store, hub: HubId, monday: LocalDate): Promise<readonly RotaShift[]> {
  const weeks = await weeksOf(store, hub, [mondayAfter(monday, -1), mondayAfter(monday, 1)]);
  return Object.values(weeks).flat();
}

async function weeksOf(
  store: Store,
  hub: HubId,
  mondays: readonly LocalDate[],
): Promise<Readonly<Record<LocalDate, readonly RotaShift[]>>> {
  const found = await Promise.all(mondays.map((monday) => store.load<Rota>(rotaKey(hub, monday))));
  return Object.fromEntries(found.flatMap((rota) => (rota === undefined ? [] : [[rota.state.monday, rota.state.shifts]])));
}

/** What is planned for a hub in the coming days: shifts that run or begin then, in order, and the gaps between them. */
export async function rotaAhead(
  store: Store,
  network: Network,
  holidays: Holidays,
  hub: HubId,
  now: Instant,
): Promise<{ readonly shifts: readonly RotaShift[]; readonly gaps: readonly RotaGap[] }> {
  // To the end of the last day, so that a gap does not end at the minute somebody looks.
  const until = endOfDay(toInstant(toMs(now) + (rotaAheadDays - 1) * dayMs));
  const weeks = await weeksOf(store, hub, [mondayAfter(mondayOf(onTheWall(now).date), -1), ...mondaysBetween(now, until)]);
  const shifts = Object.values(weeks).flat();
  return {
    shifts: shifts.filter(({ from, to }) => now < to && from < until).sort(inOrder),
    gaps: gapsIn({ network, holidays, hub, weeks }, now, until),
  };
}

/** The gaps in each of the weeks given, from now on: of a rota that has just been set, or is only about to be. */
export async function gapsWith(
  store: Store,
  network: Network,
  holidays: Holidays,
  hub: HubId,
  weeks: Readonly<Record<LocalDate, readonly Shift[]>>,
  now: Instant,
): Promise<Readonly<Record<LocalDate, readonly RotaGap[]>>> {
  const mondays = Object.keys(weeks).sort();
  const stored = await weeksOf(
    store,
    hub,
    mondays.map((monday) => mondayAfter(monday, -1)),
  );
  const gaps = mondays.flatMap((monday) => {
    const week = weekOf(monday);
    if (week === undefined) return [];
    const planned = { network, holidays, hub, weeks: { ...stored, ...weeks } };
    return [[monday, gapsIn(planned, now > week.from ? now : week.from, week.until)] as const];
  });
  return Object.fromEntries(gaps);
}

/** Where the coming days of a hub's rota have nobody, or no duty clinician, in its opening hours. */
export async function gapsAhead(store: Store, network: Network, holidays: Holidays, hub: HubId, now: Instant): Promise<readonly RotaGap[]> {
  return (await rotaAhead(store, network, holidays, hub, now)).gaps;
}

/** Whether a hub keeps its rota here: one was set for this week or for one beside it. */
export async function keepsRota(store: Store, hub: HubId, now: Instant): Promise<boolean> {
  const monday = mondayOf(onTheWall(now).date);
  return Object.keys(await weeksOf(store, hub, [mondayAfter(monday, -1), monday, mondayAfter(monday, 1)])).length > 0;
}
