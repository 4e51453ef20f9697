// Lists of what is open, of whatever kind: a queue, and what is somebody's; page by page, and brought up to date after a press in them.

import { z } from 'zod/v4';
import { unreadableCard } from '../cards/answers.ts';
import { drawList, drawLive, pageRows, type Said } from '../cards/list.ts';
import {
  footOf,
  headOf,
  mineWords,
  noHubHere,
  noOrganisationHere,
  pageOf,
  queueGone,
  queueHelp,
  queueNotYours,
  queueTitle,
  queueTitles,
  queueWords,
} from '../cards/queues.ts';
import { own } from '../domain/lookup.ts';
import { maySee } from '../domain/network/access.ts';
import { hubsFor, hubsWithWorkFor } from '../domain/network/buddies.ts';
import { hubOf, type Network, organisationHere } from '../domain/network/state.ts';
import { staffAt } from '../domain/network/who-is-where.ts';
import { mostUrgentFirst } from '../domain/queue-order.ts';
import type { HubId, OrganisationId, PersonId } from '../domain/terms.ts';
import { elsewhere, hereOr, hubHere, isReadHere } from './here.ts';
import type { Command, CommandDeps, KindDeps, Listed, ListName, OpenPlace, Reader, Spoken, TeamsKinds } from './kind.ts';
import type { Press, Reading } from './press.ts';
import { cardReply, type InvokeReply, messageReply } from './replies.ts';
import { conversationOf, type TeamsActivity } from './wire.ts';

/** Something open of some kind, and how that kind lists it. */
type Open = OpenPlace & { readonly thing: string; readonly listed: Listed };
type ListDeps = Reading & { readonly kinds: TeamsKinds };

/** Everything open in a hub of all kinds that are listed, the most urgent first: one range read for each kind. */
async function opensIn({ kinds, store }: ListDeps, hub: HubId, matters = (_: Listed): boolean => true): Promise<readonly Open[]> {
  const each = kinds.all.flatMap(({ kind, listed }) => (listed === undefined || !matters(listed) ? [] : [{ kind, listed }]));
  const found = await Promise.all(
    each.map(async ({ kind, listed }) => (await store.opens(hub, kind)).map((place) => ({ ...place, hub, thing: kind, listed }))),
  );
  return found.flat().sort(mostUrgentFirst);
}

/** A page of places as rows, each said by its kind. */
async function rowsOf(deps: ListDeps, reader: Reader, places: readonly Open[]) {
  const said = new Map<string, Awaited<ReturnType<Listed['rows']>>[number]['row']>();
  for (const listed of new Set(places.map((each) => each.listed))) {
    const theirs = places.filter((each) => each.listed === listed);
    for (const { id, row } of await listed.rows(deps, reader, theirs)) said.set(id, row);
  }
  return places.flatMap(({ id }) => said.get(id) ?? []);
}

/** Whether something of it can be claimed by whoever reads the list, or on one that all read by somebody who works there: else nobody is offered it. */
function areForReader({ kinds, clock }: ListDeps, network: Network, reader: Reader, places: readonly Open[]): boolean {
  const now = clock.now();
  const people = (at: OrganisationId): readonly PersonId[] => (reader.shared ? staffAt(network, at).map(({ id }) => id) : [reader.person]);
  return places.some((place) =>
    kinds.all.some(({ kind, takes }) => kind === place.thing && takes?.mayBeTaken(network, place, people(place.holder), now)),
  );
}

/** Some of what is open in a hub as rows with their buttons: the most urgent, a page of them. */
export async function rowsAmong(deps: ListDeps, reader: Reader, hub: HubId, ids: ReadonlySet<string>) {
  const places = (await opensIn(deps, hub)).filter(({ id }) => ids.has(id));
  return rowsOf(deps, reader, places.slice(0, pageRows));
}

export interface Queue {
  readonly hub: HubId;
  readonly holder: OrganisationId | 'unplaced';
}
export const queueName = ({ hub, holder }: Queue, page: number): string => `queue|${hub}|${holder}|${page}`;

/** What is open at an organisation, and what is offered to it. */
async function queueList(deps: ListDeps, reader: Reader, queue: Queue, page: number, said?: Said): Promise<object> {
  const { hub, holder } = queue;
  const network = await deps.network.current();
  const hubs = holder === 'unplaced' ? [hub] : hubsFor(network, holder);
  const open = (await Promise.all(hubs.map((each) => opensIn(deps, each)))).flat().sort(mostUrgentFirst);
  const places = open.filter(
    (place) =>
      (place.holder === holder || (holder !== 'unplaced' && place.listed.isOfferedTo?.(place, holder))) &&
      place.listed.mayKnow(network, reader.person, place),
  );
  const shown = pageOf(page, places.length);
  return drawLive(
    queueTitle(network, holder),
    queueWords(shown, deps.clock.now()),
    await rowsOf(deps, reader, places.slice(shown.from, shown.from + pageRows)),
    {
      list: queueName(queue, shown.page),
      said,
      head: headOf(queueName(queue, shown.page), areForReader(deps, network, reader, places)),
      foot: footOf((number) => queueName(queue, number), shown),
    },
  );
}

/** How many wait there to be accepted, of those that this person may know of. One range read for each hub and kind that can be offered. */
export async function waitToBeAccepted(deps: ListDeps, person: PersonId, at: readonly OrganisationId[]): Promise<number> {
  const network = await deps.network.current();
  const hubs = [...new Set(at.flatMap((each) => hubsFor(network, each)))];
  const open = (await Promise.all(hubs.map((hub) => opensIn(deps, hub, ({ isOfferedTo }) => isOfferedTo !== undefined)))).flat();
  const isOffered = (place: Open): boolean => at.some((each) => place.listed.isOfferedTo?.(place, each));
  return open.filter((place) => isOffered(place) && place.listed.mayKnow(network, person, place)).length;
}

const mineName = (page: number): string => `mine|${page}`;

/** What somebody has, and what is meant for them: as far as those who read it here may know of it. */
async function mineList(deps: ListDeps, reader: Reader, page: number, said?: Said): Promise<object> {
  const network = await deps.network.current();
  const open = (await Promise.all(hubsWithWorkFor(network, reader.person).map((hub) => opensIn(deps, hub)))).flat().sort(mostUrgentFirst);
  const theirs = open.filter((place) => place.listed.isTheirs(place, reader.person) && place.listed.mayKnow(network, reader.person, place));
  const places = theirs.filter((place) => !reader.shared || isShownIn(deps, place, reader.here));
  const shown = pageOf(page, places.length);
  const works = new Set<string>(own(network.staff, reader.person)?.posts.map(({ at }) => at));
  return drawLive(
    queueTitles.mine,
    mineWords(shown, theirs.length - places.length, deps.clock.now()),
    await rowsOf(deps, reader, places.slice(shown.from, shown.from + pageRows)),
    {
      ...{ list: mineName(shown.page), said, foot: footOf(mineName, shown) },
      head: headOf(
        mineName(shown.page),
        areForReader(
          deps,
          network,
          { ...reader, shared: false },
          open.filter(({ holder }) => works.has(holder)),
        ),
      ),
    },
  );
}

/** Whether those who read an organisation's channel may know of what stands there: in a hub's they may of all that is the hub's. */
function isShownIn({ kinds }: ListDeps, place: Open, organisation: OrganisationId | undefined): boolean {
  if (organisation === undefined) return false;
  return (
    organisation === place.hub || (kinds.app.of(place.thing).queued?.isShownAt?.(place, organisation) ?? place.holder === organisation)
  );
}

/** Who reads the answer to what somebody said or pressed. An answer to a press is read by them alone, wherever it was. */
export function readerOf(network: Network, by: { readonly id: string }, activity: TeamsActivity, isSaid: boolean): Reader {
  const here = organisationHere(network, conversationOf(activity), by.id);
  return { person: by.id, here, shared: isSaid && activity.conversation.conversationType !== 'personal' };
}
const readerHere = ({ network, by, activity }: Spoken): Reader => readerOf(network, by, activity, true);

async function queue(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const holder = hereOr(spoken);
  const hub = hubHere(spoken);
  if (holder === undefined || hub === undefined) return drawList(queueTitles.queue, noOrganisationHere, []);
  if (!maySee(spoken.network, spoken.by.id, { hub, practice: holder })) return drawList(queueTitles.queue, queueNotYours, []);
  if (!isReadHere(spoken, { hub, practice: holder })) return elsewhere(queueTitles.queue);
  return queueList(deps, readerHere(spoken), { hub, holder }, 0);
}

async function unplaced(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const hub = hubHere(spoken);
  if (hub === undefined) return drawList(queueTitles.unplaced, noHubHere, []);
  if (!isReadHere(spoken, { hub, practice: undefined })) return elsewhere(queueTitles.unplaced);
  return queueList(deps, readerHere(spoken), { hub, holder: 'unplaced' }, 0);
}

const mine = (deps: CommandDeps, spoken: Spoken): Promise<object> => mineList(deps, readerHere(spoken), 0);

/** What staff type about lists of what is open. */
export const listCommands: readonly Command[] = [
  { place: 10, ...queueHelp.queue, words: ['queue', 'waiting', 'q'], for: 'staff', run: queue },
  { place: 20, ...queueHelp.mine, words: ['mine', 'my'], for: 'staff', run: mine },
  { place: 180, ...queueHelp.unplaced, words: ['unplaced'], for: 'leads', run: unplaced },
];

/** What a list is called by its buttons: short names and ids, so that it can name nothing else. */
const nameSchema = z.string().regex(/^[a-z]{3,12}(?:\|[A-Za-z0-9.-]{1,30}){0,4}$/);
export function listNamed({ data }: Press): ListName | undefined {
  const name = nameSchema.safeParse(data['list']);
  if (!name.success) return undefined;
  const [first = '', ...args] = name.data.split('|');
  return { name: first, args };
}
/** A queue by its name; `undefined`: it is not called so, or nobody may know of it who does not work at its hub or practice. */
export function queueNamed(network: Network, { by }: Press, { name, args: [hub = '', holder = '', page = '0'] }: ListName) {
  if (name !== 'queue' || (holder !== 'unplaced' && hubOf(network, holder) !== hub)) return undefined;
  const practice = holder === 'unplaced' ? undefined : holder;
  return hubOf(network, hub) === hub && maySee(network, by.id, { hub, practice }) ? { hub, holder, page: Number(page) || 0 } : undefined;
}

/** The list a button stands in, as it is after the press, for whoever pressed; `undefined`: it stands in none, or in none of theirs. */
export async function redrawn(deps: KindDeps, press: Press, said: Said): Promise<InvokeReply | undefined> {
  const card = await listNow(deps, press, said);
  return card === undefined ? undefined : cardReply(card);
}

/** The same as a card. Throws as the store does. */
export async function listNow(deps: KindDeps, press: Press, said: Said): Promise<object | undefined> {
  const list = listNamed(press);
  if (list === undefined) return undefined;
  const network = await deps.network.current();
  const reader = readerOf(network, press.by, press.activity, press.shared === true);
  const named = queueNamed(network, press, list);
  if (named !== undefined) return queueList(deps, reader, named, named.page, said);
  if (list.name === 'mine') return mineList(deps, reader, Number(list.args[0]) || 0, said);
  return deps.kinds.all.find(({ lists }) => lists?.includes(list.name))?.redraw?.(deps, press, list, said);
}

/** Another page of a list, or the same once more. Throws as the store does. */
export async function turnPage(deps: KindDeps, press: Press): Promise<InvokeReply> {
  if (listNamed(press) === undefined) return messageReply(unreadableCard);
  return (await redrawn(deps, press, { words: '' })) ?? messageReply(queueGone);
}
