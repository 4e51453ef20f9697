// Typed words about shifts: coming on, by the place where there are several, and leaving.
import { drawList } from '../../cards/list.ts';
import { onShiftTitle, placeRow, shiftHelp, whichPlaceWords } from '../../cards/shift/words.ts';
import { own } from '../../domain/lookup.ts';
import { type Network, organisationHere } from '../../domain/network/state.ts';
import { everyOrganisation, meantOfTheirs } from '../../domain/network/which-practice.ts';
import type { OrganisationId } from '../../domain/terms.ts';
import type { Command, CommandDeps, Spoken } from '../kind.ts';
import { readerOf } from '../lists.ts';
import { conversationOf } from '../wire.ts';
import { joinShift, leaveShift } from './on-and-off.ts';

type Answer = Promise<object>;

const operationOf = ({ activity }: Spoken): string => activity.id ?? `${activity.conversation.id}|shift`;

/** `on shift`, or `on shift NORTH` for who works in several places. */
export async function onShift(deps: CommandDeps, spoken: Spoken): Answer {
  const { network, by, rest } = spoken;
  const places = [...new Set((own(network.staff, by.id)?.posts ?? []).map(({ at }) => at))];
  const here = organisationHere(network, conversationOf(spoken.activity), by.id);
  const reader = readerOf(network, by, spoken.activity, true);
  if (rest.trim() === '') {
    const organisation = here !== undefined && places.includes(here) ? here : places.length === 1 ? places[0] : undefined;
    if (organisation !== undefined) return joinShift(deps, by, organisation, operationOf(spoken), reader);
    return whichPlace(network, whichPlaceWords.several, places);
  }
  const [organisation, ...others] = meantOfTheirs(network, rest, everyOrganisation(network), places);
  if (organisation === undefined) return whichPlace(network, whichPlaceWords.unknown, places);
  if (others.length > 0) return whichPlace(network, whichPlaceWords.severalFit, [organisation, ...others]);
  return joinShift(deps, by, organisation, operationOf(spoken), reader);
}

const whichPlace = (network: Network, words: string, places: readonly OrganisationId[]): object =>
  drawList(
    onShiftTitle,
    words,
    places.map((at) => placeRow(network, at)),
  );

/** `off shift`: always granted; whoever leaves with claims open is asked what becomes of each. */
export const offShift = (deps: CommandDeps, spoken: Spoken): Answer => leaveShift(deps, spoken.by, operationOf(spoken));

/** What staff type about their shifts. */
export const shiftCommands: readonly Command[] = [
  { place: 90, ...shiftHelp.on, words: ['on'], for: 'staff', run: onShift },
  { place: 100, ...shiftHelp.off, words: ['off'], for: 'staff', run: offShift },
];
