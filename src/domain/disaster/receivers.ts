// Who could take an organisation's work in a disaster, and how well placed each is: by agreement, clearance, opening hours, shifts and work waiting.
import { own } from '../lookup.ts';
import { anybodyMayAnswer } from '../network/access.ts';
import { isClosed } from '../network/in-force.ts';
import { stageAt } from '../network/stage.ts';
import { hubOf, organisationHours } from '../network/state.ts';
import { onShiftAt, practicesOf } from '../network/who-is-where.ts';
import { type HubId, kinds, type OrganisationId } from '../terms.ts';
import { isOpen, onTheWall } from '../time/calendar.ts';
import { minutesIn } from './preview.ts';
import type { Moment, OpenRow } from './where-work-goes.ts';

export interface Receiver {
  readonly organisation: OrganisationId;
  /** Somebody there may answer clinical requests of all the practices whose work would come; `some`: of some, or not clinical ones. */
  readonly cleared: 'all' | 'some' | 'none';
  readonly isOpen: boolean;
  /** Closed by a disaster itself. */
  readonly isClosed: boolean;
  readonly onShift: number;
  readonly minutesWaiting: number;
}

/**
 * Whoever may take the work of a hub or a practice: its hub, and buddies by an agreement that is in force; the best placed first. `place`
 * undefined: of whichever it will be. `rows`: what is open there, of every hub that is asked.
 */
export function receiversFor(place: OrganisationId | undefined, hub: HubId, rows: readonly OpenRow[], moment: Moment): readonly Receiver[] {
  const { network, at } = moment;
  const today = onTheWall(at).date;
  const buddies = (own(network.hubs, hub)?.buddies ?? [])
    .filter(({ workOf, from, until }) => (place === undefined || workOf === place || workOf === hub) && from <= today && today <= until)
    // One that is not live itself takes nobody's work.
    .filter(({ takes }) => stageAt(own(network.practices, takes) ?? {}, today) === 'live')
    .map(({ takes }) => takes);
  const all = [...new Set([...(place === hub ? [] : [hub]), ...buddies])].filter((each) => each !== place);
  return all.map((organisation) => receiver(organisation, place, hub, rows, moment)).sort(bestFirst);
}

function receiver(
  organisation: OrganisationId,
  place: OrganisationId | undefined,
  hub: HubId,
  rows: readonly OpenRow[],
  moment: Moment,
): Receiver {
  const { network, holidays, at } = moment;
  const practices = place === undefined || place === hub ? practicesOf(network, hub).map(({ code }) => code) : [place];
  const able = practices.flatMap((practice) =>
    kinds.map((kind) => anybodyMayAnswer(network, { hub, practice, holder: organisation, kind }, organisation, at)),
  );
  const hours = organisationHours(network, organisation);
  return {
    organisation,
    cleared: able.every((each) => each) ? 'all' : able.some((each) => each) ? 'some' : 'none',
    isOpen: hours === undefined || isOpen(at, hours, holidays),
    isClosed: isClosed(network, hubOf(network, organisation) ?? hub, organisation, at),
    onShift: onShiftAt(network, organisation).length,
    minutesWaiting: minutesIn(network, hub)(rows.filter(({ holder }) => holder === organisation)),
  };
}

/** Those who can, before those who cannot; then whoever has least to do for each person on shift. */
const bestFirst = (a: Receiver, b: Receiver): number =>
  Number(a.isClosed) - Number(b.isClosed) ||
  clearedOrder.indexOf(a.cleared) - clearedOrder.indexOf(b.cleared) ||
  Number(b.isOpen) - Number(a.isOpen) ||
  perPerson(a) - perPerson(b);
const clearedOrder: readonly Receiver['cleared'][] = ['all', 'some', 'none'];
const perPerson = ({ minutesWaiting, onShift }: Receiver): number => minutesWaiting / Math.max(1, onShift);
