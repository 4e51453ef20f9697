// Typed words about the network: shifts, staff, a practice, who is cleared, pathways. Reading for staff, trying for leads.

import { todayAt } from '../../app/econsult/allocation.ts';
import { tryDays, tryPathway } from '../../app/network/pathway-try.ts';
import { drawList } from '../../cards/network/channels.ts';
import { mayLead, mayRead, pathwayCard, practiceCard, staffCard, trialCard, whoCard } from '../../cards/network/lists.ts';
import { severalWords } from '../../cards/network/words.ts';
import { plain } from '../../cards/words.ts';
import { own } from '../../domain/lookup.ts';
import { folded, isPartOfName } from '../../domain/names.ts';
import { type Network, organisationIn, organisationName, type Practice } from '../../domain/network/state.ts';
import { staffConcerning } from '../../domain/network/where.ts';
import { meantOfTheirs, organisationsOf } from '../../domain/network/which-practice.ts';
import { type Actor, type Kind, kinds, type OrganisationId, type Pathway, type PersonId } from '../../domain/terms.ts';
import type { Reading } from '../press.ts';
import { joinShift, leaveShift } from '../shift/on-and-off.ts';
import { conversationOf, type TeamsActivity } from '../wire.ts';

export type NetworkCommandDeps = Reading;
/** Who said what, where. */
export interface NetworkSpoken {
  readonly activity: TeamsActivity;
  readonly by: Actor & { kind: 'person' };
  readonly network: Network;
  /** What followed the command's word. */
  readonly rest: string;
}
type Answer = Promise<object>;

const operationOf = ({ activity }: NetworkSpoken): string => activity.id ?? `${activity.conversation.id}|shift`;

/** `on shift`, or `on shift NORTH` for who works in several places. */
export async function onShift(deps: NetworkCommandDeps, spoken: NetworkSpoken): Answer {
  const { network, by, rest } = spoken;
  const places = [...new Set((own(network.staff, by.id)?.posts ?? []).map(({ at }) => at))];
  const here = organisationIn(network, conversationOf(spoken.activity));
  if (rest.trim() === '') {
    const organisation = here !== undefined && places.includes(here) ? here : places.length === 1 ? places[0] : undefined;
    if (organisation !== undefined) return joinShift(deps, by, organisation, operationOf(spoken));
    return whichPlace(network, 'You work in several places. Please say which, for example:', places);
  }
  const [organisation, ...others] = meantOfTheirs(network, rest, organisationsOf(network), places);
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
export const offShift = (deps: NetworkCommandDeps, spoken: NetworkSpoken): Answer => leaveShift(deps, spoken.by, operationOf(spoken));

/** `staff`, `staff okafor`, `staff A98101`. */
export async function staff(deps: NetworkCommandDeps, spoken: NetworkSpoken): Answer {
  const { network, by, rest } = spoken;
  const here = organisationIn(network, conversationOf(spoken.activity)) ?? own(network.staff, by.id)?.posts[0]?.at;
  const asked = practiceAsked(network, by.id, rest);
  const practice = typeof asked === 'string' ? undefined : asked;
  const at = practice?.code ?? here;
  if (at === undefined || !mayRead(network, by.id, at)) return notYours('Staff');
  // What fits several practices may still be the name of somebody here.
  const isPerson = staffConcerning(network, at).some(({ name }) => isPartOfName(name, rest));
  if (typeof asked === 'string' && !isPerson) return drawList('Staff', asked, []);
  return staffCard(network, at, practice ? '' : rest, deps.clock.now());
}

/** `practice A98101`: everything that is set for it. */
export async function practice(deps: NetworkCommandDeps, spoken: NetworkSpoken): Answer {
  return about(spoken, 'Practice', 'practice', async (it) =>
    practiceCard(spoken.network, it, deps.clock.now(), await countFor(deps, spoken, it)),
  );
}

/** `who A98101`: who is cleared for it and who is on shift. */
export async function who(deps: NetworkCommandDeps, spoken: NetworkSpoken): Answer {
  return about(spoken, 'Who', 'who', async (it) => whoCard(spoken.network, it, deps.clock.now()));
}

/** `pathway A98101`, and for leads `pathway try A98101 practiceFirst clinical`. */
export async function pathway(deps: NetworkCommandDeps, spoken: NetworkSpoken): Answer {
  const trying = /^try\b\s*(.*)$/i.exec(spoken.rest.trim());
  if (trying) return tryOut(deps, { ...spoken, rest: trying[1] ?? '' });
  return about(spoken, 'Pathway', 'pathway', async (it) =>
    pathwayCard(spoken.network, it, deps.clock.now(), await countFor(deps, spoken, it)),
  );
}

const tryUsage = 'Please write, for example: pathway try A98101 practiceFirst clinical. Without a kind it is tried for all three.';

async function tryOut(deps: NetworkCommandDeps, spoken: NetworkSpoken): Answer {
  const { network, by } = spoken;
  const found = /^(.+?)\s+(hub|practice)[ -]?first\b\s*(.*)$/i.exec(spoken.rest);
  const it = practiceAsked(network, by.id, found?.[1] ?? '');
  if (typeof it === 'string') return drawList('Trying a pathway', it, []);
  const kind = kindNamed(found?.[3] ?? '');
  if (it === undefined || kind === undefined) return drawList('Trying a pathway', tryUsage, []);
  if (!mayLead(network, by.id, it.code))
    return drawList('Trying a pathway', 'This needs a hub lead or hub administrator of that hub. Nothing was done.', []);
  const goes: Pathway = found?.[2]?.toLowerCase() === 'hub' ? 'hubFirst' : 'practiceFirst';
  const proposals = kind.map((each) => ({ kind: each, goes }));
  const trial = await tryPathway(deps.store, await deps.network.now(), it.code, proposals, deps.clock.now());
  return trial === undefined
    ? drawList('Trying a pathway', `Nothing is known of the last ${tryDays} days.`, [])
    : trialCard(network, trial);
}

/** One kind, or all when none is named; `undefined` when the word is no kind. */
function kindNamed(words: string): readonly Kind[] | undefined {
  const word = folded(words).replaceAll(' ', '');
  if (word === '' || word === 'all') return kinds;
  const found = kinds.find((kind) => folded(kind) === word) ?? (word === 'fitnote' ? 'clinicalAdmin' : undefined);
  return found && [found];
}

async function about(spoken: NetworkSpoken, title: string, word: string, draw: (it: Practice) => Answer): Answer {
  const { network, by } = spoken;
  const here = organisationIn(network, conversationOf(spoken.activity));
  // The channel's own organisation is meant by its code: a hub's must not be looked for in the names of practices.
  const it = spoken.rest.trim() === '' ? own(network.practices, here ?? '') : practiceAsked(network, by.id, spoken.rest);
  if (typeof it === 'string') return drawList(title, it, []);
  if (it !== undefined) return mayRead(network, by.id, it.code) ? draw(it) : notYours(title);
  const [example] = Object.keys(network.practices);
  return drawList(
    title,
    `I know no practice by that. Please write its code or part of its name, for example: ${word} ${example ?? 'A81001'}`,
    [],
  );
}

const notYours = (title: string): object =>
  drawList(title, 'This belongs to a hub or practice where you hold no post, so it is not shown. Nothing was done.', []);

const countFor = ({ store, clock }: NetworkCommandDeps, { network }: NetworkSpoken, it: Practice) =>
  todayAt(store, network, it.hub, clock.now());

/**
 * The practice meant by a code or a part of a name, those that this person may read before all others (see `meantOfTheirs`); a sentence
 * where it does not say which of several; `undefined` where none is meant.
 */
export function practiceAsked(network: Network, by: PersonId, typed: string): Practice | string | undefined {
  const all = Object.keys(network.practices);
  const theirs = all.filter((code) => mayRead(network, by, code));
  const [code, ...others] = meantOfTheirs(network, typed, all, theirs);
  if (code !== undefined && others.length > 0) return severalWords(network, [code, ...others], typed);
  return code === undefined ? undefined : own(network.practices, code);
}
