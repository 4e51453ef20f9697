// What a disaster would move, what it could not and why, and what that does to whoever takes the work: counted from the queues.
import type { QueuePlace } from '../econsult/queue-place.ts';
import { own } from '../lookup.ts';
import { anybodyMayAnswer } from '../network/access.ts';
import { type InForce, isMoved, wayOf } from '../network/in-force.ts';
import { type Network, organisationHours, workMinutesDefault } from '../network/state.ts';
import type { HubId, Instant, OrganisationId } from '../terms.ts';
import { isOpen } from '../time/calendar.ts';
import type { Holidays } from '../time/hours.ts';
import { noCounts, type Plan, type Preview, reroutes, type StaysBecause } from './state.ts';

/** An open eConsult by its row. */
export type OpenRow = QueuePlace & { readonly id: string };
/** By what is counted and decided: the network and the holidays at a moment. */
export interface Moment {
  readonly network: Network;
  readonly holidays: Holidays;
  readonly at: Instant;
}
/** What becomes of one: it goes somewhere, or stays for a reason; `undefined`: it is none of this disaster's matter. */
export type Fate = { readonly from: OrganisationId; readonly to: OrganisationId } | { readonly stays: StaysBecause } | undefined;

/** What the disaster does with an open one of its hub. */
export function fateOf(row: OpenRow, disaster: InForce, { network, holidays, at }: Moment): Fate {
  const { hub, closed } = disaster;
  if (row.holder === 'unplaced') return disaster.type === 'hubDown' ? { stays: 'unplaced' } : undefined;
  const from = row.status === 'offered' && row.offeredTo !== undefined && closed.includes(row.offeredTo) ? row.offeredTo : row.holder;
  if (!closed.includes(from)) return undefined;
  if (row.status === 'claimed') return { stays: 'claimed' };
  const it = { hub, practice: row.practice, holder: from, kind: row.kind, priority: row.priority };
  if (own(disaster.routes, from) === undefined) return { stays: 'nowhere' };
  const to = wayOf(it, disaster);
  if (to === undefined) return { stays: isMoved(row, disaster.moves) ? 'nowhere' : 'notMoved' };
  if (!anybodyMayAnswer(network, it, to, at)) return { stays: 'nobodyCleared' };
  const hours = organisationHours(network, to);
  // Nobody would see a routine one there any sooner; what is urgent goes all the same, and up the ladder.
  if (row.priority === 'routine' && hours !== undefined && !isOpen(at, hours, holidays)) return { stays: 'receiverClosed' };
  return { from, to };
}

/** The plan as it would be in force from a moment on. */
export const inForceBy = (plan: Plan, hub: HubId, id: string, at: Instant): InForce => ({
  id,
  type: plan.type,
  hub,
  closed: plan.closed,
  routes: plan.routes,
  moves: plan.moves,
  since: at,
  until: new Date(Date.parse(at) + plan.lastsMinutes * 60_000).toISOString(),
});

export function previewOf(plan: Plan, hub: HubId, rows: readonly OpenRow[], moment: Moment): Preview {
  const disaster = inForceBy(plan, hub, '', moment.at);
  const moves = { ...noCounts };
  const stays: Partial<Record<StaysBecause, number>> = {};
  const comes = new Map<OrganisationId, OpenRow[]>();
  let offered = 0;
  for (const row of reroutes(plan) ? rows : []) {
    const fate = fateOf(row, disaster, moment);
    if (fate === undefined) continue;
    if ('stays' in fate) stays[fate.stays] = (stays[fate.stays] ?? 0) + 1;
    else {
      moves[row.priority] += 1;
      if (row.status === 'offered') offered += 1;
      const theirs = comes.get(fate.to);
      if (theirs === undefined) comes.set(fate.to, [row]);
      else theirs.push(row);
    }
  }
  const minutes = minutesIn(moment.network, hub);
  const loads = receiversOf(plan, moment.network, hub, comes).map((organisation) => {
    const minutesBefore = minutes(rows.filter(({ holder }) => holder === organisation));
    const theirs = comes.get(organisation) ?? [];
    return { organisation, comes: theirs.length, minutesBefore, minutesAfter: minutesBefore + minutes(theirs) };
  });
  return { at: moment.at, moves, offered, stays, loads };
}

/** Everybody who takes work by the plan, whether anything comes now or not. */
function receiversOf(
  plan: Plan,
  { practices }: Network,
  hub: HubId,
  comes: ReadonlyMap<OrganisationId, unknown>,
): readonly OrganisationId[] {
  const goes = Object.values(plan.routes);
  const named = goes.flatMap((way) => (way === 'itsPractice' ? [] : [way.to]));
  const all = goes.includes('itsPractice')
    ? Object.values(practices).flatMap(({ code, hub: theirs }) => (theirs === hub && !plan.closed.includes(code) ? [code] : []))
    : [];
  return [...new Set([...named, ...all, ...comes.keys()])];
}

/** Minutes of work, by what the hub says one of each kind takes. */
export const minutesIn =
  ({ hubs }: Network, hub: HubId) =>
  (rows: readonly Pick<OpenRow, 'kind'>[]): number => {
    const set = own(hubs, hub)?.workMinutes ?? {};
    return rows.reduce((sum, { kind }) => sum + (own(set, kind) ?? workMinutesDefault[kind]), 0);
  };

/** What a preview may differ by before it must be read again: a few come and go in the time it takes to read it. */
export const previewMayDiffer = { ones: 5, share: 0.2 } as const;
/** Whether so much has changed that whoever confirms agreed to something else. */
export function hasChanged(seen: number, now: number): boolean {
  const most = Math.max(previewMayDiffer.ones, Math.ceil(seen * previewMayDiffer.share));
  return Math.abs(now - seen) > most;
}
