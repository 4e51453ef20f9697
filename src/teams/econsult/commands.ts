// Typed words about eConsults: lists, one by its reference, taking one, saying that one was seen, and messages that were refused.
import { boardThing } from '../../app/board/board.ts';
import { drawHistory } from '../../cards/econsult/history.ts';
import { refusalWords } from '../../cards/econsult/refusals.ts';
import { drawList, type ListRow, rowOf } from '../../cards/network/channels.ts';
import { plain, when } from '../../cards/words.ts';
import type { EConsultRefusal } from '../../domain/econsult/decide.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import { folded } from '../../domain/names.ts';
import { maySee, mayView } from '../../domain/network/access.ts';
import { holdsPost, type Network, organisationIn } from '../../domain/network/state.ts';
import { idOf, misreadIn, referenceOf } from '../../domain/reference.ts';
import type { Actor, HubId, OrganisationId } from '../../domain/terms.ts';
import { practiceAsked } from '../network/commands.ts';
import { operationOf, type Reading } from '../press.ts';
import { conversationOf, type TeamsActivity } from '../wire.ts';
import { eventsOf, mayBeReadHere, seeEach, wish } from './gate.ts';
import { findIn, mineCard, moreWords, queueCard, rowsShown, viewsCard } from './lists.ts';

export interface CommandDeps extends Reading {
  readonly nudge: () => void;
}

/** Who said what, where. */
export interface Spoken {
  readonly activity: TeamsActivity;
  readonly by: Actor & { kind: 'person' };
  readonly network: Network;
  /** What followed the command's word. */
  readonly rest: string;
}

/** The organisation whose channel this is, or the first one this person works at. */
function hereOr(spoken: Spoken): OrganisationId | undefined {
  return organisationIn(spoken.network, conversationOf(spoken.activity)) ?? own(spoken.network.staff, spoken.by.id)?.posts[0]?.at;
}
const hubHere = (spoken: Spoken): HubId | undefined => {
  const here = hereOr(spoken);
  return here === undefined ? undefined : (own(spoken.network.hubs, here)?.id ?? own(spoken.network.practices, here)?.hub);
};

export async function queue(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const here = hereOr(spoken);
  const hub = hubHere(spoken);
  if (here === undefined || hub === undefined) return drawList('Queue', 'This channel belongs to no hub or practice yet.', []);
  if (!maySee(spoken.network, spoken.by.id, { hub, practice: here }))
    return drawList('Queue', 'You do not work here, so its queue is not shown.', []);
  if (!isReadHere(spoken, { hub, practice: here })) return elsewhere('Queue');
  return queueCard(deps.store, spoken.network, spoken.by.id, hub, here);
}

export async function unplaced(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const hub = hubHere(spoken);
  if (hub === undefined) return drawList('Unplaced', 'This channel belongs to no hub yet.', []);
  if (!isReadHere(spoken, { hub, practice: undefined })) return elsewhere('Unplaced');
  return queueCard(deps.store, spoken.network, spoken.by.id, hub, 'unplaced');
}

/** A practice sees who of the hub opened its patients' requests, and why. */
export async function views(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const here = own(spoken.network.practices, hereOr(spoken) ?? '');
  const it = spoken.rest.trim() === '' ? here : practiceAsked(spoken.network, spoken.by.id, spoken.rest);
  if (typeof it === 'string') return drawList('Views', it, []);
  const posts = own(spoken.network.staff, spoken.by.id)?.posts ?? [];
  const may = it !== undefined && posts.some(({ at, role }) => at === it.code || (at === it.hub && role === 'hubLead'));
  if (it === undefined || !may) return drawList('Views', 'Please write views and a practice you work at, or lead the hub of.', []);
  if (!isReadHere(spoken, { hub: it.hub, practice: it.code })) return elsewhere('Views');
  return viewsCard(deps.store, spoken.network, spoken.by.id, it, deps.clock.now());
}

export async function find(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const found = await findIn(deps.store, spoken.network, spoken.by.id, spoken.rest);
  if (found === undefined) return drawList('Find', notFoundWords(spoken.rest), []);
  if (!isReadHere(spoken, found.it)) return elsewhere(referenceOf(found.it.id));
  return drawList(referenceOf(found.it.id), `Received ${when(found.it.receivedAt)}.`, [rowOf(found.it, spoken.network)]);
}

export async function historyOf(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const found = await findIn(deps.store, spoken.network, spoken.by.id, spoken.rest);
  if (found === undefined) return drawList('History', notFoundWords(spoken.rest), []);
  if (!isReadHere(spoken, found.it)) return elsewhere('History');
  const refusal = mayView(spoken.network, spoken.by.id, found.it, deps.clock.now());
  if (refusal) return drawList('History', refusalWords(refusal, spoken.network), []);
  return drawHistory(found.it, await eventsOf(deps.store, found.it), spoken.network);
}

/** A clinician of the hub takes one that waits at a practice; its card is not in the hub's channel. */
export async function pull(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const found = await findIn(deps.store, spoken.network, spoken.by.id, spoken.rest);
  if (found === undefined) return drawList('Pull', notFoundWords(spoken.rest), []);
  const handled = await wish(deps, {
    type: 'pull',
    hub: found.hub,
    id: found.it.id,
    operation: operationOf(spoken.activity),
    at: deps.clock.now(),
    by: spoken.by,
  });
  if (handled.kind === 'refused') return refused('Pull', spoken, found.it, handled.refusal);
  return drawList('Pull', 'It is yours now: its card appears in the hub\u2019s channel.', rowHere(spoken, handled.state));
}

/** Somebody on the ladder says so from anywhere: the card may stand in a practice's channel that they are not in. */
export async function seen(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const asked = spoken.rest.trim() === '' ? await askedOf(deps, spoken) : [];
  if (spoken.rest.trim() === '' && asked.length !== 1) {
    if (asked.length === 0) return drawList('Seen', 'You are not being asked about anything at the moment. Nothing was done.', []);
    // What another practice has is not for everybody in this channel.
    const shown = asked.filter((it) => isReadHere(spoken, it));
    const [example] = shown;
    if (example === undefined) return elsewhere('Seen');
    return drawList(
      'Seen',
      `You are being asked about ${asked.length}: please write which, such as \u201cseen ${referenceOf(example.id)}\u201d. Nothing was done.`,
      shown.slice(0, rowsShown).map((it) => rowOf(it, spoken.network)),
    );
  }
  const found = await findIn(deps.store, spoken.network, spoken.by.id, asked[0]?.id ?? spoken.rest);
  if (found === undefined) return drawList('Seen', notFoundWords(spoken.rest), []);
  const handled = await wish(deps, {
    type: 'acknowledge',
    hub: found.hub,
    id: found.it.id,
    operation: operationOf(spoken.activity),
    at: deps.clock.now(),
    by: spoken.by,
  });
  if (handled.kind === 'refused') return refused('Seen', spoken, found.it, handled.refusal);
  return drawList('Seen', 'Everybody reads on its card that you have seen it.', rowHere(spoken, handled.state));
}

const isReadHere = ({ network, activity }: Spoken, it: Pick<EConsult, 'hub' | 'practice'>): boolean => mayBeReadHere(network, activity, it);
/** Everybody in a channel reads what is answered there, and not all of them may know of it. */
const elsewhere = (title: string): object =>
  drawList(title, 'This is not for everybody in this channel, so it is not shown here. Please ask me in our own chat.', []);
/** What was done is said wherever it was asked for; what it is about is shown only where it may be read. */
const rowHere = (spoken: Spoken, it: EConsult): readonly ListRow[] => (isReadHere(spoken, it) ? [rowOf(it, spoken.network)] : []);
const refused = (title: string, spoken: Spoken, it: EConsult, refusal: EConsultRefusal): object =>
  isReadHere(spoken, it)
    ? drawList(title, refusalWords(refusal, spoken.network), [])
    : drawList(title, 'That was not done. Please ask me in our own chat, where I can say why.', []);

/** What this person has been asked to look at and nobody has seen yet, at the hubs they work for. */
async function askedOf(deps: CommandDeps, { network, by }: Spoken): Promise<readonly EConsult[]> {
  const hubs = (own(network.staff, by.id)?.posts ?? []).flatMap(({ at }) => own(network.hubs, at)?.id ?? []);
  const open = await Promise.all([...new Set(hubs)].map(async (hub) => (await deps.store.opens(hub)).map((row) => ({ ...row, hub }))));
  const found = await seeEach(
    deps.store,
    network,
    by.id,
    open.flat().filter(({ escalated }) => escalated),
  );
  return found.filter(({ status, escalation }) => {
    const asked =
      status !== 'completed' && escalation && !escalation.acknowledged
        ? escalation.ladder.slice(0, escalation.rung + 1).flatMap(({ people }) => people)
        : [];
    return asked.some(({ id }) => id === by.id);
  });
}

/** "I have seen it" as people write it, before any reference: the same as the command's own word. */
export const seenWords = (said: string): string =>
  said.replace(/^(?:i(?: have|['\u2019\u2018]?ve)? )?seen(?: (?:it|this|that))?\b[.!:,]?/i, 'seen').trim();

function notFoundWords(typed: string): string {
  const id = idOf(typed);
  if (id !== undefined) return `No eConsult of yours has the reference ${referenceOf(id)}.`;
  const misread = misreadIn(typed);
  return misread.length === 0
    ? 'A reference looks like K7M-4QX: please write it after the command.'
    : `No reference has ${misread.join(' or ')} in it: please look at it again. A reference looks like K7M-4QX.`;
}

export async function buried(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const hub = hubHere(spoken);
  if (hub !== undefined && !isReadHere(spoken, { hub, practice: undefined })) return elsewhere('Buried messages');
  const rows = hub === undefined ? [] : await deps.store.buried(hub);
  const words =
    rows.length === 0
      ? 'Nothing is buried.'
      : `Teams refused these for good. The eConsults are safe; write \u201cretry\u201d and the reference once the cause is gone.${moreWords(rows.length, 'they follow once these are gone')}`;
  return drawList(
    'Buried messages',
    words,
    rows.slice(0, rowsShown).map((row) => ({ first: nameOf(row.id), second: `${plain(row.why)}, ${when(row.at)}` })),
  );
}

const nameOf = (id: string): string => (id === boardThing.id ? 'the board' : referenceOf(id));

export async function retry(deps: CommandDeps, spoken: Spoken): Promise<object> {
  // A board that cannot be drawn is buried under its own name.
  const id = folded(spoken.rest) === boardThing.id ? boardThing.id : idOf(spoken.rest);
  const hub = hubHere(spoken);
  const member = own(spoken.network.staff, spoken.by.id);
  if (id === undefined || hub === undefined || member === undefined)
    return drawList('Retry', 'A reference looks like K7M-4QX. Please write: retry K7M-4QX', []);
  if (!holdsPost(member, 'hubLead', hub) && !holdsPost(member, 'hubAdministrator', hub))
    return drawList('Retry', 'This needs a hub lead or hub administrator of this hub.', []);
  const count = await deps.store.unbury(hub, id);
  if (count > 0) deps.nudge();
  return drawList(
    'Retry',
    count === 0
      ? `Nothing of ${nameOf(id)} is buried.`
      : `${count === 1 ? 'One message' : `${count} messages`} of ${nameOf(id)} will be tried again now.`,
    [],
  );
}

export const mine = (deps: CommandDeps, spoken: Spoken): Promise<object> =>
  mineCard(deps.store, spoken.network, spoken.by.id, (place) => isReadHere(spoken, place));
