// Typed words about eConsults: lists, one by its reference, taking one, saying that one was seen, and messages that were refused.

import { seeEach } from '../../app/econsult/known.ts';
import { opensIn } from '../../app/econsult/rows.ts';
import { drawHistory } from '../../cards/econsult/history.ts';
import { refusalWords } from '../../cards/econsult/refusals.ts';
import { rowOf } from '../../cards/econsult/row.ts';
import { drawList, type ListRow } from '../../cards/list.ts';
import { when } from '../../cards/words.ts';
import type { EConsultRefusal } from '../../domain/econsult/decide.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import { maySee, mayView } from '../../domain/network/access.ts';
import { idOf, misreadIn, referenceOf } from '../../domain/reference.ts';
import type { HubId } from '../../domain/terms.ts';
import { elsewhere, hereOr, hubHere, isReadHere, rowsShown } from '../here.ts';
import type { Command, CommandDeps, Spoken } from '../kind.ts';
import { practiceAsked } from '../network/practice-asked.ts';
import { operationOf } from '../press.ts';
import { eventsOf, wish } from './gate.ts';
import { findIn, mineCard, queueCard, viewsCard } from './lists.ts';

async function queue(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const here = hereOr(spoken);
  const hub = hubHere(spoken);
  if (here === undefined || hub === undefined) return drawList('Queue', 'This channel belongs to no hub or practice yet.', []);
  if (!maySee(spoken.network, spoken.by.id, { hub, practice: here }))
    return drawList('Queue', 'You do not work here, so its queue is not shown.', []);
  if (!isReadHere(spoken, { hub, practice: here })) return elsewhere('Queue');
  return queueCard(deps.store, spoken.network, spoken.by.id, hub, here);
}

async function unplaced(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const hub = hubHere(spoken);
  if (hub === undefined) return drawList('Unplaced', 'This channel belongs to no hub yet.', []);
  if (!isReadHere(spoken, { hub, practice: undefined })) return elsewhere('Unplaced');
  return queueCard(deps.store, spoken.network, spoken.by.id, hub, 'unplaced');
}

/** A practice sees who of the hub opened its patients' requests, and why. */
async function views(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const here = own(spoken.network.practices, hereOr(spoken) ?? '');
  const it = spoken.rest.trim() === '' ? here : practiceAsked(spoken.network, spoken.by.id, spoken.rest);
  if (typeof it === 'string') return drawList('Views', it, []);
  const posts = own(spoken.network.staff, spoken.by.id)?.posts ?? [];
  const may = it !== undefined && posts.some(({ at, role }) => at === it.code || (at === it.hub && role === 'hubLead'));
  if (it === undefined || !may) return drawList('Views', 'Please write views and a practice you work at, or lead the hub of.', []);
  if (!isReadHere(spoken, { hub: it.hub, practice: it.code })) return elsewhere('Views');
  return viewsCard(deps.store, spoken.network, spoken.by.id, it, deps.clock.now());
}

async function find(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const found = await findIn(deps.store, spoken.network, spoken.by.id, spoken.rest);
  if (found === undefined) return drawList('Find', notFoundWords(spoken.rest), []);
  if (!isReadHere(spoken, found.it)) return elsewhere(referenceOf(found.it.id));
  return drawList(referenceOf(found.it.id), `Received ${when(found.it.receivedAt)}.`, [rowOf(found.it, spoken.network)]);
}

async function historyOf(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const found = await findIn(deps.store, spoken.network, spoken.by.id, spoken.rest);
  if (found === undefined) return drawList('History', notFoundWords(spoken.rest), []);
  if (!isReadHere(spoken, found.it)) return elsewhere('History');
  const refusal = mayView(spoken.network, spoken.by.id, found.it, deps.clock.now());
  if (refusal) return drawList('History', refusalWords(refusal, spoken.network), []);
  return drawHistory(found.it, await eventsOf(deps.store, found.it), spoken.network);
}

/** A clinician of the hub takes one that waits at a practice; its card is not in the hub's channel. */
async function pull(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const found = await findIn(deps.store, spoken.network, spoken.by.id, spoken.rest);
  if (found === undefined) return drawList('Pull', notFoundWords(spoken.rest), []);
  return press(deps, spoken, found, { type: 'pull', title: 'Pull', done: 'It is yours now: its card appears in the hub\u2019s channel.' });
}

/** Somebody on the ladder says so from anywhere: the card may stand in a practice's channel that they are not in. */
async function seen(deps: CommandDeps, spoken: Spoken): Promise<object> {
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
  return press(deps, spoken, found, { type: 'acknowledge', title: 'Seen', done: 'Everybody reads on its card that you have seen it.' });
}

/** Does what a button without a form would do, for somebody who typed it. */
async function press(
  deps: CommandDeps,
  spoken: Spoken,
  { hub, it }: { readonly hub: HubId; readonly it: EConsult },
  { type, title, done }: { readonly type: 'pull' | 'acknowledge'; readonly title: string; readonly done: string },
): Promise<object> {
  const operation = operationOf(spoken.activity);
  const handled = await wish(deps, { type, hub, id: it.id, operation, at: deps.clock.now(), by: spoken.by });
  return handled.kind === 'refused' ? refused(title, spoken, it, handled.refusal) : drawList(title, done, rowHere(spoken, handled.state));
}

/** What was done is said wherever it was asked for; what it is about is shown only where it may be read. */
const rowHere = (spoken: Spoken, it: EConsult): readonly ListRow[] => (isReadHere(spoken, it) ? [rowOf(it, spoken.network)] : []);
const refused = (title: string, spoken: Spoken, it: EConsult, refusal: EConsultRefusal): object =>
  isReadHere(spoken, it)
    ? drawList(title, refusalWords(refusal, spoken.network), [])
    : drawList(title, 'That was not done. Please ask me in our own chat, where I can say why.', []);

/** What this person has been asked to look at and nobody has seen yet, at the hubs they work for. */
async function askedOf(deps: CommandDeps, { network, by }: Spoken): Promise<readonly EConsult[]> {
  const hubs = (own(network.staff, by.id)?.posts ?? []).flatMap(({ at }) => own(network.hubs, at)?.id ?? []);
  const open = await Promise.all([...new Set(hubs)].map(async (hub) => (await opensIn(deps.store, hub)).map((row) => ({ ...row, hub }))));
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

const mine = (deps: CommandDeps, spoken: Spoken): Promise<object> =>
  mineCard(deps.store, spoken.network, spoken.by.id, (place) => isReadHere(spoken, place));

/** What staff type about eConsults. */
export const econsultCommands: readonly Command[] = [
  { place: 10, usage: 'queue', words: ['queue', 'waiting', 'q'], says: 'What is open here, most urgent first.', for: 'staff', run: queue },
  { place: 20, usage: 'mine', words: ['mine', 'my'], says: 'What you have, and what is meant for you.', for: 'staff', run: mine },
  {
    place: 30,
    usage: 'find K7M-4QX',
    words: ['find', 'ref', 'show'],
    says: 'Where one eConsult is and who has it.',
    for: 'staff',
    run: find,
  },
  {
    place: 40,
    usage: 'history K7M-4QX',
    words: ['history'],
    says: 'Everything that has happened to one eConsult.',
    for: 'staff',
    run: historyOf,
  },
  {
    place: 50,
    usage: 'pull K7M-4QX',
    words: ['pull', 'take'],
    says: 'Takes one that waits at a practice to the hub, for you.',
    for: 'hub',
    run: pull,
  },
  {
    place: 60,
    usage: 'seen K7M-4QX',
    words: ['seen', 'ack'],
    says: 'Says that you have seen an escalation that you were asked about; also without the reference if it is the only one.',
    for: 'hub',
    run: seen,
  },
  {
    place: 150,
    usage: 'views PRACTICE',
    words: ['views'],
    says: 'Who from outside opened a practice\u2019s eConsults, and why.',
    for: 'staff',
    run: views,
  },
  {
    place: 180,
    usage: 'unplaced',
    words: ['unplaced'],
    says: 'What came for a practice that is not known here.',
    for: 'leads',
    run: unplaced,
  },
];
