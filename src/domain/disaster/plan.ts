// What is wrong with a plan before anybody is asked: unknown places, no end, no agreement, or another disaster in the same place.
import { guarded, type WordsRefusal } from '../free-words.ts';
import { own } from '../lookup.ts';
import { mayBuddy } from '../network/buddies.ts';
import { type DisasterType, drillsAt, type Goes, inForceAt, takersIn } from '../network/in-force.ts';
import { hubOf, type Network, type RecordSystem } from '../network/state.ts';
import { practicesOf } from '../network/who-is-where.ts';
import { type HubId, type Instant, kinds, type OrganisationId, priorities } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import type { PlanFault } from './refusals.ts';
import {
  lastsMinutesDefault,
  lastsMinutesMax,
  lastsMinutesMin,
  madeUpDefault,
  madeUpMax,
  type Plan,
  reasonCharactersMax,
  saidEveryMinutesOffered,
  startsAheadDaysMax,
} from './state.ts';

/** What a lead names; the rest follows from the network. */
export interface Named {
  readonly type: DisasterType;
  readonly drill: boolean;
  /** A practice, or absent for the hub. */
  readonly place?: OrganisationId;
  readonly system?: RecordSystem;
  readonly reason: string;
  readonly lastsMinutes?: number;
  /** Why also what a stage or an agreement forbids moves. */
  readonly despite?: string;
  /** A buddy instead of the usual receiver. */
  readonly to?: OrganisationId;
  /** So many at most may be open with that receiver; what is beyond goes to `restTo`, and else stays. */
  readonly atMost?: number;
  readonly restTo?: OrganisationId;
  readonly madeUp?: number;
  readonly startsAt?: Instant;
  readonly saidEveryMinutes?: number;
  readonly moves?: Plan['moves'];
}

/**
 * The plan that follows: a practice that is down or short of staff gives its work to the hub, the hub gives each eConsult to its own practice;
 * a buddy takes it where one is named. A record system that is down, or Teams, moves nothing. All of it moves but where the hub or a practice
 * is only short of staff: then what is routine does.
 */
export function planFrom(named: Named, network: Network, hub: HubId): Plan {
  const { type, drill, reason, system } = named;
  const place = type === 'hubDown' ? hub : (named.place ?? hub);
  const closed =
    type === 'recordSystemDown'
      ? practicesOf(network, hub).flatMap(({ code, recordSystem }) => (recordSystem === system ? [code] : []))
      : type === 'teamsTrouble'
        ? []
        : [place];
  const moving = type === 'hubDown' || type === 'practiceDown' || type === 'staffShortage';
  return {
    type,
    drill,
    closed,
    ...(type === 'recordSystemDown' && system !== undefined ? { system } : {}),
    routes: moving ? { [place]: goesBy(named, place, hub) } : {},
    moves: named.moves ?? { kinds, priorities: type === 'staffShortage' ? ['routine'] : priorities },
    reason: reason.trim(),
    lastsMinutes: named.lastsMinutes ?? lastsMinutesDefault,
    ...(moving && named.despite !== undefined && named.despite.trim() !== '' ? { despite: named.despite.trim() } : {}),
    ...(drill ? { madeUp: named.madeUp ?? (type === 'teamsTrouble' ? 0 : madeUpDefault) } : {}),
    ...(named.startsAt === undefined ? {} : { startsAt: named.startsAt }),
    ...(named.saidEveryMinutes === undefined ? {} : { saidEveryMinutes: named.saidEveryMinutes }),
  };
}

/** Who takes it: who is named, or the hub for its practices; of the hub's own work each practice takes its own. */
function goesBy({ to, atMost, restTo }: Named, place: OrganisationId, hub: HubId): Goes {
  if (to === undefined && place === hub) return 'itsPractice';
  return [{ to: to ?? hub, ...(atMost === undefined ? {} : { atMost }) }, ...(restTo === undefined ? [] : [{ to: restTo }])];
}

/** What is wrong with it when it is first planned: a start that has passed by the time it is confirmed is a start at once. */
const faultsAtFirst = (plan: Plan, hub: HubId, network: Network, at: Instant): readonly PlanFault[] => [
  ...faultsIn(plan, hub, network, at),
  ...(plan.startsAt !== undefined && plan.startsAt <= at ? [{ why: 'startsPast' } as const] : []),
];

/** Why it cannot be proposed; `undefined`: it can. Its reason stands on shared cards. */
export function whyNotPlanned(plan: Plan, hub: HubId, network: Network, at: Instant): PlanFault | WordsRefusal | undefined {
  const [fault] = faultsAtFirst(plan, hub, network, at);
  if (fault) return fault;
  const said = [plan.reason, ...(plan.despite === undefined ? [] : [plan.despite])];
  for (const text of said) {
    const words = guarded({ text, checked: false }, true, at);
    if ('refusal' in words) return words.refusal;
  }
  return undefined;
}

/** Everything that is wrong with it; empty: nothing. */
export function faultsIn(plan: Plan, hub: HubId, network: Network, at: Instant): readonly PlanFault[] {
  const { type, closed, reason, lastsMinutes, routes, startsAt, saidEveryMinutes, madeUp = 0, despite = '' } = plan;
  const faults: PlanFault[] = [];
  const today = onTheWall(at).date;
  if (closed.length === 0 && type !== 'teamsTrouble') faults.push({ why: 'nothingClosed' });
  for (const organisation of closed)
    if (hubOf(network, organisation) !== hub) faults.push({ why: 'organisationUnknown', organisation });
    else if (type === 'practiceDown' && organisation === hub) faults.push({ why: 'practiceNeeded' });
  if (reason === '' || [reason, despite].some(({ length }) => length > reasonCharactersMax))
    faults.push({ why: 'reasonWrong', charactersMax: reasonCharactersMax });
  if (!Number.isInteger(lastsMinutes) || lastsMinutes < lastsMinutesMin || lastsMinutes > lastsMinutesMax)
    faults.push({ why: 'lastsWrong', minutesMin: lastsMinutesMin, minutesMax: lastsMinutesMax });
  if (startsAt !== undefined && Date.parse(startsAt) > Date.parse(at) + startsAheadDaysMax * 86_400_000)
    faults.push({ why: 'startsTooFar', daysMax: startsAheadDaysMax });
  if (!Number.isInteger(madeUp) || madeUp < 0 || madeUp > madeUpMax) faults.push({ why: 'madeUpWrong', max: madeUpMax });
  if (saidEveryMinutes !== undefined && !saidEveryMinutesOffered.some((each) => each === saidEveryMinutes))
    faults.push({ why: 'saidEveryWrong' });
  for (const [from, goes] of Object.entries(routes)) {
    const takers = goes === 'itsPractice' ? [] : goes;
    const twice = takers.find(({ to }, index) => takers.findIndex((each) => each.to === to) < index);
    if (twice) faults.push({ why: 'takerTwice', organisation: twice.to });
    for (const { to, atMost } of takers) {
      const known = own(network.hubs, to) ?? own(network.practices, to);
      if (known === undefined) faults.push({ why: 'organisationUnknown', organisation: to });
      else if (closed.includes(to)) faults.push({ why: 'receiverClosedToo', organisation: to });
      else if (to !== hub && !mayBuddy(network, hub, { organisation: to, practice: from }, today))
        faults.push({ why: 'noBuddyAgreement', organisation: to, workOf: from });
      if (atMost !== undefined && !(Number.isInteger(atMost) && atMost > 0)) faults.push({ why: 'atMostWrong' });
    }
  }
  return [...faults, ...overlaps(plan, hub, network, at)];
}

/** Two disasters that move work away from the same place, or one that sends it where another has taken it from. */
function overlaps({ drill, routes, closed }: Plan, hub: HubId, network: Network, at: Instant): readonly PlanFault[] {
  // A drill moves nothing of a patient, so it is in no real one's way; but what two of them make up in one place nobody could tell apart.
  if (drill)
    return drillsAt(network, hub, at).flatMap(({ id, closed: theirs }) =>
      closed.filter((each) => theirs.includes(each)).map((organisation) => ({ why: 'overlaps', id, organisation, drill }) as const),
    );
  return inForceAt(network, hub, at).flatMap(({ id, routes: theirs }): readonly PlanFault[] => {
    const both = Object.keys(routes).filter((from) => own(theirs, from) !== undefined);
    const there = takersIn(routes).flatMap(({ to }) => (own(theirs, to) === undefined ? [] : [to]));
    return [...both, ...there].map((organisation) => ({ why: 'overlaps', id, organisation }));
  });
}
