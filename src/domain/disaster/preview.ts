// What a disaster would move, what it could not and why, and what that does to whoever takes the work: counted from the queues.
import { own } from '../lookup.ts';
import { takersIn } from '../network/in-force.ts';
import { type Network, workMinutesDefault } from '../network/state.ts';
import type { HubId, OrganisationId } from '../terms.ts';
import { noCounts, type Plan, type Preview, reroutes } from './state.ts';
import { fatesOf, inForceBy, type Moment, type OpenRow } from './where-work-goes.ts';

/** `elsewhere`: what is open in other hubs, of whoever takes the work. */
export function previewOf(plan: Plan, hub: HubId, rows: readonly OpenRow[], moment: Moment, elsewhere: readonly OpenRow[] = []): Preview {
  const { goes, stays } = reroutes(plan) ? fatesOf(rows, inForceBy(plan, hub, '', moment.at), moment) : { goes: [], stays: {} };
  const moves = { ...noCounts };
  const comes = new Map<OrganisationId, OpenRow[]>();
  for (const { row, to } of goes) {
    moves[row.priority] += 1;
    const theirs = comes.get(to);
    if (theirs === undefined) comes.set(to, [row]);
    else theirs.push(row);
  }
  const offered = goes.filter(({ row }) => row.status === 'offered').length;
  const minutes = minutesIn(moment.network, hub);
  const loads = receiversOf(plan, moment.network, hub, comes).map((organisation) => {
    const minutesBefore = minutes([...rows, ...elsewhere].filter(({ holder }) => holder === organisation));
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
  const named = takersIn(plan.routes).map(({ to }) => to);
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
