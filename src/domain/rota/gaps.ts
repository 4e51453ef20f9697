// Gaps in a rota: stretches of a hub's opening hours for which nobody, or no duty clinician, is planned.

import { own } from '../lookup.ts';
import type { Network } from '../network/state.ts';
import type { HubId, Instant, PersonId, Role } from '../terms.ts';
import { openBetween, type Stretch } from '../time/calendar.ts';
import type { Holidays, LocalDate } from '../time/hours.ts';
import { earlier, later } from '../time/london.ts';
import type { Shift } from './state.ts';
import { mondaysBetween, weekOf } from './week.ts';

export interface RotaGap extends Stretch {
  /** `rota`: the week has none at all. `anybody`: no clinician. `dutyClinician`: clinicians, but none on duty. */
  readonly lacks: 'anybody' | 'dutyClinician' | 'rota';
}

/** Roles that can answer a clinical request at a hub. */
const clinicians: readonly Role[] = ['clinician', 'dutyClinician', 'clinicalLead'];

/** What gaps are looked for in. */
export interface Planned {
  readonly network: Network;
  readonly holidays: Holidays;
  readonly hub: HubId;
  /**
   * The shifts of each week, by its Monday; a missing week has no rota. The week before is needed too, because its last night runs into
   * this one.
   */
  readonly weeks: Readonly<Record<LocalDate, readonly Shift[]>>;
}

/** Every gap between two instants, in order; those that touch and lack the same are one. */
export function gapsIn(planned: Planned, from: Instant, until: Instant): readonly RotaGap[] {
  const hours = own(planned.network.hubs, planned.hub)?.hours;
  if (hours === undefined || from >= until) return [];
  const gaps = mondaysBetween(from, until).flatMap((monday): readonly RotaGap[] => {
    const week = weekOf(monday);
    if (week === undefined) return [];
    const open = openBetween(later(week.from, from), earlier(week.until, until), hours, planned.holidays);
    const [first, last] = [open[0], open.at(-1)];
    if (first === undefined || last === undefined) return [];
    if (own(planned.weeks, monday) === undefined) return [{ from: first.from, to: last.to, lacks: 'rota' }];
    return open.flatMap((stretch) => gapsOf(planned, stretch));
  });
  return gaps.reduce<readonly RotaGap[]>(joined, []);
}

/** The stretch is cut at every start and end of a shift; within each piece the same people are planned. */
function gapsOf({ network, hub, weeks }: Planned, { from, to }: Stretch): readonly RotaGap[] {
  const roles = (id: PersonId): readonly Role[] =>
    own(network.staff, id)
      ?.posts.filter(({ at }) => at === hub)
      .map(({ role }) => role) ?? [];
  const shifts = Object.values(weeks)
    .flat()
    .filter((shift) => shift.at === hub && shift.from < to && from < shift.to)
    .map((shift) => ({ ...shift, roles: roles(shift.person) }))
    .filter((shift) => shift.roles.some((role) => clinicians.includes(role)));
  const cuts = shifts.flatMap((shift) => [shift.from, shift.to]).filter((at) => from < at && at < to);
  const moments = [...new Set([from, ...cuts, to])].sort();
  return moments.slice(0, -1).flatMap((moment, index): readonly RotaGap[] => {
    const here = shifts.filter((shift) => shift.from <= moment && moment < shift.to);
    if (here.some((shift) => shift.roles.includes('dutyClinician'))) return [];
    return [{ from: moment, to: moments[index + 1] ?? to, lacks: here.length === 0 ? 'anybody' : 'dutyClinician' }];
  });
}

function joined(gaps: readonly RotaGap[], gap: RotaGap): readonly RotaGap[] {
  const last = gaps.at(-1);
  if (last === undefined || last.to !== gap.from || last.lacks !== gap.lacks) return [...gaps, gap];
  return [...gaps.slice(0, -1), { ...last, to: gap.to }];
}
