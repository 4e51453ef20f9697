// Looks eConsults up: what somebody has, one by its reference, and search; straight from the store, only what this person may see.

import { type Placed, seeEach, workOf } from '../../app/econsult/known.ts';
import { type OpenRow, openingsIn, queueOf } from '../../app/econsult/rows.ts';
import type { Store } from '../../app/ports.ts';
import { viewRow, viewsTitle, viewsWords } from '../../cards/econsult/opened-from-outside.ts';
import { drawList, rowsShown } from '../../cards/list.ts';
import { kindWords, priorityWords } from '../../cards/words.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import { folded } from '../../domain/names.ts';
import { maySee } from '../../domain/network/access.ts';
import { holdersIn, hubsWithWorkFor } from '../../domain/network/buddies.ts';
import { type Network, organisationName, type Practice } from '../../domain/network/state.ts';
import { mostUrgentFirst } from '../../domain/queue-order.ts';
import { idOf, referenceOf } from '../../domain/reference.ts';
import type { HubId, Instant, PersonId } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import { see } from './gate.ts';

/** A queue is read this far for a list or a search: a hub's Monday has about 700, and the store gives 1,000 rows at a time. */
const rowsSearched = 2_000;

/** What is left with somebody who leaves: what they have claimed, and what is meant for them and nobody has; the most urgent first. */
export async function leftWith(store: Store, network: Network, person: PersonId) {
  const places = await workOf(store, network, person);
  return {
    claims: places.filter(({ claimant }) => claimant === person),
    meant: places.filter(({ claimant, assignee }) => claimant === undefined && assignee === person),
  };
}

/** One by its reference, wherever it is. */
export async function findIn(
  store: Store,
  network: Network,
  person: PersonId,
  typed: string,
): Promise<{ readonly hub: HubId; readonly it: EConsult } | undefined> {
  const id = idOf(typed);
  if (id === undefined) return undefined;
  for (const hub of hubsWithWorkFor(network, person)) {
    const it = await see({ store }, network, person, { hub, id });
    if (it !== undefined) return { hub, it };
  }
  return undefined;
}

/**
 * Open eConsults by practice (name or code), status, priority, kind, `today` (received) and `late` (past its target), in any
 * order of words and in any usual spelling; without words, what is most urgent. Any one is found by its reference with `findIn`.
 */
export async function search(store: Store, network: Network, person: PersonId, words: string, now: Instant): Promise<readonly Placed[]> {
  const wanted = folded(words)
    .split(' ')
    .filter((word) => word !== '');
  return placesIn(store, network, person, (place) => {
    const said = wanted.length === 0 ? '' : saidOf(place, network);
    return wanted.every((word) => matches(place, said, word, now));
  });
}

export type { Placed };

/** Every open one that this person may know of and that is wanted, most urgent first, then by target. */
async function placesIn(store: Store, network: Network, person: PersonId, wanted: (place: OpenRow) => boolean): Promise<readonly Placed[]> {
  const found: Placed[] = [];
  for (const hub of hubsWithWorkFor(network, person)) {
    for (const holder of [...holdersIn(network, hub), 'unplaced'] as const) {
      const places = await queueOf(store, hub, holder, rowsSearched);
      found.push(...places.map((place) => ({ ...place, hub })).filter((place) => maySee(network, person, place) && wanted(place)));
    }
  }
  return found.sort(mostUrgentFirst);
}

/** So far back practices are shown who opened what; older openings are in each one's history. */
const viewsDays = 14;
const viewsRead = 500;

/** Who from outside a practice opened its patients' eConsults, when and why: for the practice itself and the hub's leads. */
export async function viewsCard(
  store: Store,
  network: Network,
  person: PersonId,
  { hub, code: practice }: Pick<Practice, 'hub' | 'code'>,
  now: Instant,
): Promise<object> {
  const from = new Date(Date.parse(now) - viewsDays * 86_400_000).toISOString();
  const views = [...(await openingsIn(store, hub, from, now, viewsRead))]
    .reverse()
    .filter(({ by }) => !own(network.staff, by.id)?.posts.some(({ at }) => at === practice));
  const opened = [...new Set(views.map(({ id }) => id))].map((id) => ({ hub, id }));
  const theirs = new Set((await seeEach(store, network, person, opened)).filter((it) => it.practice === practice).map(({ id }) => id));
  const rows = views.filter(({ id }) => theirs.has(id)).map(({ id, at, by, reason }) => viewRow(id, at, by, reason));
  return drawList(viewsTitle(network, practice), viewsWords(rows.length, viewsDays), rows.slice(0, rowsShown));
}

/** All that a search may find it by, folded. */
function saidOf(place: OpenRow, network: Network): string {
  const practice = place.practice === undefined ? 'unplaced' : `${place.practice} ${organisationName(network, place.practice)}`;
  const { status, priority, kind, id } = place;
  return folded([practice, status, priority, priorityWords[priority], kindWords[kind], referenceOf(id), id].join(' '));
}

function matches(place: OpenRow, said: string, word: string, now: Instant): boolean {
  if (word === 'today') return onTheWall(place.receivedAt).date === onTheWall(now).date;
  if (word === 'late' || word === 'overdue') return place.due < now;
  return said.includes(word);
}
