// Typed words about shifts: coming on, by the place where there are several, and leaving.
import { drawList } from '../../cards/list.ts';
import { plain } from '../../cards/words.ts';
import { own } from '../../domain/lookup.ts';
import { type Network, organisationIn, organisationName } from '../../domain/network/state.ts';
import { everyOrganisation, meantOfTheirs } from '../../domain/network/which-practice.ts';
import type { OrganisationId } from '../../domain/terms.ts';
import type { Command, CommandDeps, Spoken } from '../kind.ts';
import { conversationOf } from '../wire.ts';
import { joinShift, leaveShift } from './on-and-off.ts';

type Answer = Promise<object>;

const operationOf = ({ activity }: Spoken): string => activity.id ?? `${activity.conversation.id}|shift`;

/** `on shift`, or `on shift NORTH` for who works in several places. */
export async function onShift(deps: CommandDeps, spoken: Spoken): Answer {
  const { network, by, rest } = spoken;
  const places = [...new Set((own(network.staff, by.id)?.posts ?? []).map(({ at }) => at))];
  const here = organisationIn(network, conversationOf(spoken.activity));
  if (rest.trim() === '') {
    const organisation = here !== undefined && places.includes(here) ? here : places.length === 1 ? places[0] : undefined;
    if (organisation !== undefined) return joinShift(deps, by, organisation, operationOf(spoken));
    return whichPlace(network, 'You work in several places. Please say which, for example:', places);
  }
  const [organisation, ...others] = meantOfTheirs(network, rest, everyOrganisation(network), places);
  if (organisation === undefined)
    return whichPlace(network, 'I know no hub or practice by that, and nothing has changed. You can write:', places);
  if (others.length > 0)
    return whichPlace(network, 'Several of your places fit that, and nothing has changed. Please say which:', [organisation, ...others]);
  return joinShift(deps, by, organisation, operationOf(spoken));
}

const whichPlace = (network: Network, words: string, places: readonly OrganisationId[]): object =>
  drawList(
    'On shift',
    words,
    places.map((at) => ({ first: `on shift ${at}`, second: plain(organisationName(network, at)) })),
  );

/** `off shift`: always granted; whoever leaves with claims open is asked what becomes of each. */
export const offShift = (deps: CommandDeps, spoken: Spoken): Answer => leaveShift(deps, spoken.by, operationOf(spoken));

/** What staff type about their shifts. */
export const shiftCommands: readonly Command[] = [
  { place: 90, usage: 'on shift', words: ['on'], says: 'You are here: work can be given to you.', for: 'staff', run: onShift },
  { place: 100, usage: 'off shift', words: ['off'], says: 'You are leaving.', for: 'staff', run: offShift },
];
