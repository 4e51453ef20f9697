// Whether work may go from one organisation to another: by the agreement between hub and practice, and by the practice's stage.
import { own } from '../lookup.ts';
import { type HubId, type Instant, type Kind, type OdsCode, type OrganisationId, type Person, personOf } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import { closedSince } from './closed.ts';
import type { Stage } from './hubs-practices-staff.ts';
import { inForceAt } from './in-force.ts';
import { formerly } from './practice-moved.ts';
import { mayCross, stageAt, worksWithHub } from './stage.ts';
import { type Network, staffIn } from './state.ts';

/** Why nothing crosses between a hub and a practice, and who can change that. */
export type CrossingRefusal =
  | { readonly why: 'noAgreement'; readonly practice: OdsCode; readonly ask: readonly Person[] }
  /** It has gone to another hub; `finishing`: the old one may still work on what it has. */
  | {
      readonly why: 'practiceMoved';
      readonly practice: OdsCode;
      readonly to: HubId;
      readonly finishing: boolean;
      readonly ask: readonly Person[];
    }
  /** The practice is not live with the hub, or not for this kind. */
  | { readonly why: 'notLiveYet'; readonly practice: OdsCode; readonly stage: Stage; readonly ask: readonly Person[] };

/** The agreement under which the hub and a practice work together has not begun, or is over. `undefined`: it is in force. */
export function outsideAgreement(network: Network, hub: HubId, practice: OdsCode, at: Instant): CrossingRefusal | undefined {
  const it = own(network.practices, practice);
  const today = onTheWall(at).date;
  const former = it === undefined ? undefined : formerly(it, hub);
  // It has gone to another hub, with which it agrees anew; the old one finishes what it had.
  if (former !== undefined) return today <= former.finishes ? undefined : { why: 'noAgreement', practice, ask: leadsToAsk(network, hub) };
  const agreement = it?.agreement;
  const isOutside = agreement !== undefined && (today < agreement.from || today > agreement.until);
  if (!isOutside || isLifted(network, hub, practice, at)) return undefined;
  return { why: 'noAgreement', practice, ask: leadsToAsk(network, hub) };
}

/** Nothing new goes to a hub that the practice has left: whoever can help is at its new hub. */
function movedAway(network: Network, hub: HubId, practice: OdsCode, at: Instant): CrossingRefusal | undefined {
  const it = own(network.practices, practice);
  const former = it === undefined ? undefined : formerly(it, hub);
  if (it === undefined || former === undefined) return undefined;
  const finishing = onTheWall(at).date <= former.finishes;
  return { why: 'practiceMoved', practice, to: it.hub, finishing, ask: leadsToAsk(network, it.hub) };
}

/** Why nothing new goes between them, whatever the practice's stage. */
const shutBetween = (network: Network, hub: HubId, practice: OdsCode, at: Instant): CrossingRefusal | undefined =>
  movedAway(network, hub, practice, at) ?? outsideAgreement(network, hub, practice, at);

const leadsToAsk = (network: Network, hub: HubId): readonly Person[] => staffIn(network, 'hubLead', hub).map(personOf);

/** Leads have said, with a reason, that a disaster moves this practice's work whatever its stage and its agreement say. */
const isLifted = (network: Network, hub: HubId, practice: OdsCode, at: Instant): boolean =>
  inForceAt(network, hub, at).some(({ despite, closed }) => despite !== undefined && closed.includes(practice));

interface Ones {
  readonly hub: HubId;
  readonly practice?: OdsCode | undefined;
  readonly kind: Kind;
}

/** Why one of a practice's eConsults cannot go to the hub; `undefined`: it can. Home to its practice it always can. */
export function barredFromHub(network: Network, { hub, practice, kind }: Ones, at: Instant): CrossingRefusal | undefined {
  const home = practice === undefined ? undefined : own(network.practices, practice);
  if (home === undefined) return undefined;
  const shut = shutBetween(network, hub, home.code, at);
  if (shut) return shut;
  const { date } = onTheWall(at);
  if (mayCross(home, kind, date) || isLifted(network, hub, home.code, at)) return undefined;
  return { why: 'notLiveYet', practice: home.code, stage: stageAt(home, date), ask: leadsToAsk(network, hub) };
}

/** Why no task and no appointment can go between the hub and a practice; `undefined`: it can. */
export function barredBetween(network: Network, hub: HubId, practice: OdsCode, at: Instant): CrossingRefusal | undefined {
  const shut = shutBetween(network, hub, practice, at);
  if (shut) return shut;
  const it = own(network.practices, practice);
  const { date } = onTheWall(at);
  if (it === undefined || worksWithHub(it, date)) return undefined;
  return { why: 'notLiveYet', practice, stage: stageAt(it, date), ask: leadsToAsk(network, hub) };
}

/**
 * Why a disaster may not move it there; `undefined`: it may. Whoever takes another practice's work must be live itself, and what leaves its
 * practice needs that practice's stage. The agreements between buddies are asked with who may answer.
 */
export function barredFrom(
  network: Network,
  it: Ones & { readonly holder: OrganisationId },
  to: OrganisationId,
  at: Instant,
): CrossingRefusal | undefined {
  const { hub, practice, holder } = it;
  // Nobody is there any more, at home either.
  if (closedSince(network, to, at) !== undefined) return { why: 'notLiveYet', practice: to, stage: 'off', ask: leadsToAsk(network, hub) };
  if (to === practice || practice === undefined) return undefined;
  if (to === hub) return barredFromHub(network, it, at);
  const { date } = onTheWall(at);
  const taker = own(network.practices, to);
  if (taker !== undefined && stageAt(taker, date) !== 'live')
    return { why: 'notLiveYet', practice: to, stage: stageAt(taker, date), ask: leadsToAsk(network, taker.hub) };
  const bar = holder === practice ? barredFromHub(network, it, at) : undefined;
  return bar?.why === 'notLiveYet' ? bar : undefined;
}
