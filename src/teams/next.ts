// "Claim the most urgent": one press or one word takes, of whatever kind, the first that nobody has and that this person may have.

import { drawList, type Said } from '../cards/list.ts';
import { nextNotHere, nextNowhere, nothingWaits, othersQuicker, queueGone, queueHelp, queueTitles, toAccept } from '../cards/queues.ts';
import { own } from '../domain/lookup.ts';
import { hubsFor } from '../domain/network/buddies.ts';
import { hubOf, type Network } from '../domain/network/state.ts';
import { mostUrgentFirst } from '../domain/queue-order.ts';
import type { HubId, OrganisationId, PersonId } from '../domain/terms.ts';
import type { Command, CommandDeps, Found, KindDeps, Next, Spoken, Taken, TeamsKind } from './kind.ts';
import { listNamed, queueNamed, readerOf, redrawn, waitToBeAccepted } from './lists.ts';
import { operationOf, type Press } from './press.ts';
import { cardReply, type InvokeReply, messageReply } from './replies.ts';

/**
 * How many are tried in one press when others are quicker. As many as press at once in the largest hub: each loses at most once to each of
 * the others. A try costs two to four calls to the store: twelve who press at once have their answers within half of the three seconds that
 * Teams waits, on Azurite and a busy machine.
 */
export const triesMax = 24;

interface Queue {
  readonly hub: HubId;
  readonly holder: OrganisationId;
}
interface Turn {
  readonly kind: TeamsKind;
  readonly found: Found;
}
type Took = { readonly taken: Taken } | { readonly words: string };

/** The queues of the organisations where somebody works: that of the channel they are in, or else all of them, or those of one hub. */
function queuesOf(network: Network, person: PersonId, here: OrganisationId | undefined, ofHub?: HubId): readonly Queue[] {
  const works = [...new Set((own(network.staff, person)?.posts ?? []).map(({ at }) => at))];
  return works.flatMap((holder) => {
    const hub = hubOf(network, holder);
    if (hub === undefined || (here !== undefined && holder !== here) || (ofHub !== undefined && hub !== ofHub)) return [];
    // What a disaster has moved here stays in its own hub's table.
    return hubsFor(network, holder).map((each) => ({ hub: each, holder }));
  });
}

/** Takes the first that can be had. Nobody gets one that somebody else has: that is decided where it is claimed. Throws as the store does. */
async function takeNext(deps: KindDeps, next: Next, queues: readonly Queue[]): Promise<Took> {
  const turns: Turn[] = [];
  const words: string[] = [];
  for (const kind of deps.kinds.all) {
    for (const queue of kind.takes === undefined ? [] : queues) {
      const of = await kind.takes?.turns(deps, next, queue);
      if (of === undefined) continue;
      if (of.before) return (await taken(deps, next, { kind, found: of.before })) ?? { words: othersQuicker };
      turns.push(...of.free.map((found) => ({ kind, found })));
      if (of.words !== '') words.push(of.words);
    }
  }
  // Of one queue its kind's own order is kept.
  const inOrder = queues.length > 1 || new Set(turns.map(({ kind }) => kind)).size > 1 ? [...turns].sort(byUrgency) : turns;
  for (const turn of inOrder.slice(0, triesMax)) {
    const took = await taken(deps, next, turn);
    if (took !== undefined) return took;
  }
  if (turns.length > 0) return { words: othersQuicker };
  const at = [...new Set(queues.map(({ holder }) => holder))];
  const offered = await waitToBeAccepted(deps, next.by.id, at);
  const none = words.length > 0 ? words.join(' ') : nothingWaits(await deps.network.current(), at);
  return { words: offered > 0 ? `${none} ${toAccept(offered)}` : none };
}
const byUrgency = (a: Turn, b: Turn): number => mostUrgentFirst(urgencyOf(a), urgencyOf(b));
const urgencyOf = ({ found: { id, priority = 'routine', due = '' } }: Turn) => ({ id, priority, due });

async function taken(deps: KindDeps, next: Next, { kind, found }: Turn): Promise<{ readonly taken: Taken } | undefined> {
  const it = await kind.takes?.take(deps, next, found);
  return it === undefined ? undefined : { taken: it };
}

/** `next`: the card of what is theirs now, or in words why there is none. */
async function next(deps: CommandDeps, { network, by, activity }: Spoken): Promise<object> {
  const reader = readerOf(network, by, activity, true);
  const queues = queuesOf(network, by.id, reader.here);
  if (queues.length === 0) return drawList(queueTitles.next, reader.here === undefined ? nextNowhere : nextNotHere, []);
  const took = await takeNext(deps, { by, operation: operationOf(activity), at: deps.clock.now() }, queues);
  if ('words' in took) return drawList(queueTitles.next, took.words, []);
  return (await took.taken.card(reader, activity)) ?? drawList(queueTitles.next, took.taken.words, []);
}
export const nextCommands: readonly Command[] = [{ place: 5, ...queueHelp.next, words: ['next'], for: 'staff', run: next }];

/** The same by a button of a list, which is then drawn anew with what is theirs above it. Throws as the store does. */
export async function pressNext(deps: KindDeps, press: Press): Promise<InvokeReply> {
  const network = await deps.network.current();
  const reader = readerOf(network, press.by, press.activity, false);
  const list = listNamed(press);
  const queue = list && queueNamed(network, press, list);
  if (list?.name === 'queue' && queue === undefined) return messageReply(queueGone);
  // Of a list about a hub: at the hub itself for its own staff, at their practices for others. Of one's own work: wherever one works.
  const [about] = list === undefined || queue !== undefined || list.name === 'mine' ? [] : list.args;
  const isHub = about !== undefined && hubOf(network, about) === about;
  const here = queue?.holder ?? (list === undefined ? reader.here : isHub ? undefined : about);
  const all = queuesOf(network, press.by.id, here, isHub ? about : undefined);
  const atHub = isHub ? all.filter(({ hub, holder }) => hub === holder) : [];
  const queues = atHub.length > 0 ? atHub : all;
  const answer = async (said: Said): Promise<InvokeReply> => (await redrawn(deps, press, said)) ?? messageReply(said.words);
  if (queues.length === 0) return answer({ words: nextNotHere });
  const took = await takeNext(deps, { by: press.by, operation: operationOf(press.activity), at: deps.clock.now() }, queues);
  if ('words' in took) return answer({ words: took.words });
  const drawn = await redrawn(deps, press, { words: took.taken.words, row: await took.taken.row(reader) });
  if (drawn !== undefined) return drawn;
  const card = await took.taken.card(reader, press.activity);
  return card === undefined ? messageReply(took.taken.words) : cardReply(card);
}
