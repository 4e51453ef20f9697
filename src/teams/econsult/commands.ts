// Typed words about eConsults: lists, one by its reference, taking one, saying that one was seen, and messages that were refused.

import { seeEach } from '../../app/econsult/known.ts';
import { opensIn } from '../../app/econsult/rows.ts';
import {
  answerTitles,
  notAskedWords,
  notFoundWords,
  pulledWords,
  receivedWords,
  refusedHereWords,
  seenDoneWords,
  viewsUsageWords,
  whichSeenWords,
} from '../../cards/econsult/answers.ts';
import { econsultHelp } from '../../cards/econsult/help.ts';
import { drawHistory } from '../../cards/econsult/history.ts';
import { refusalWords } from '../../cards/econsult/refusals.ts';
import { drawList, drawLive, type ListRow, pageRows, type Said } from '../../cards/list.ts';
import type { EConsultRefusal } from '../../domain/econsult/decide.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import { mayView } from '../../domain/network/access.ts';
import { hubOf } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { HubId } from '../../domain/terms.ts';
import { elsewhere, hereOr, isReadHere, mayBeReadHere } from '../here.ts';
import type { Command, CommandDeps, KindDeps, ListName, Reader, Spoken } from '../kind.ts';
import { readerOf } from '../lists.ts';
import { practiceAsked } from '../network/practice-asked.ts';
import { operationOf, type Press } from '../press.ts';
import { eventsOf, see, wish } from './gate.ts';
import { offeredRow } from './listed.ts';
import { findIn, viewsCard } from './look-up.ts';
import { steps } from './steps.ts';

/** A practice sees who of the hub opened its patients' requests, and why. */
async function views(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const here = own(spoken.network.practices, hereOr(spoken) ?? '');
  const it = spoken.rest.trim() === '' ? here : practiceAsked(spoken.network, spoken.by.id, spoken.rest);
  if (typeof it === 'string') return drawList(answerTitles.views, it, []);
  const posts = own(spoken.network.staff, spoken.by.id)?.posts ?? [];
  const may = it !== undefined && posts.some(({ at, role }) => at === it.code || (at === it.hub && role === 'hubLead'));
  if (it === undefined || !may) return drawList(answerTitles.views, viewsUsageWords, []);
  if (!isReadHere(spoken, { hub: it.hub, practice: it.code })) return elsewhere(answerTitles.views);
  return viewsCard(deps.store, spoken.network, spoken.by.id, it, deps.clock.now());
}

async function find(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const found = await findIn(deps.store, spoken.network, spoken.by.id, spoken.rest);
  if (found === undefined) return notFound(answerTitles.find, spoken);
  if (!isReadHere(spoken, found.it)) return elsewhere(referenceOf(found.it.id));
  return drawFound(deps, found.it, readerOf(spoken.network, spoken.by, spoken.activity, true));
}

/** What a list of one that was found is called. */
export const foundList = 'found';
async function drawFound(deps: KindDeps, it: EConsult, reader: Reader, said?: Said): Promise<object> {
  const row = offeredRow(it, { rules: await deps.network.now(), reader, now: deps.clock.now() });
  return drawLive(referenceOf(it.id), receivedWords(it.receivedAt), [row], { list: `${foundList}|${it.hub}|${it.id}`, said });
}
/** The same after a press or a form; nothing where it may not be read any more. Throws as the store does. */
export async function redrawFound(deps: KindDeps, press: Press, { args: [hub = '', id = ''] }: ListName, said: Said) {
  const network = await deps.network.current();
  const it = hubOf(network, hub) === hub ? await see(deps, network, press.by.id, { hub, id }) : undefined;
  const shared = press.shared === true;
  if (it === undefined || (shared && !mayBeReadHere(network, press.activity, it))) return undefined;
  return drawFound(deps, it, readerOf(network, press.by, press.activity, shared), said);
}

async function historyOf(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const found = await findIn(deps.store, spoken.network, spoken.by.id, spoken.rest);
  if (found === undefined) return notFound(answerTitles.history, spoken);
  if (!isReadHere(spoken, found.it)) return elsewhere(answerTitles.history);
  const refusal = mayView(spoken.network, spoken.by.id, found.it, deps.clock.now());
  if (refusal) return drawList(answerTitles.history, refusalWords(refusal, spoken.network), []);
  return drawHistory(found.it, await eventsOf(deps.store, found.it), spoken.network);
}

/** A clinician of the hub takes one that waits at a practice; its card is not in the hub's channel. */
async function pull(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const found = await findIn(deps.store, spoken.network, spoken.by.id, spoken.rest);
  if (found === undefined) return notFound(answerTitles.pull, spoken);
  return press(deps, spoken, found, { type: 'pull', title: answerTitles.pull, done: pulledWords });
}

/** Somebody on the ladder says so from anywhere: the card may stand in a practice's channel that they are not in. */
async function seen(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const asked = spoken.rest.trim() === '' ? await askedOf(deps, spoken) : [];
  if (spoken.rest.trim() === '' && asked.length !== 1) {
    if (asked.length === 0) return drawList(answerTitles.seen, notAskedWords, []);
    // What another practice has is not for everybody in this channel.
    const shown = asked.filter((it) => isReadHere(spoken, it));
    const [example] = shown;
    if (example === undefined) return elsewhere(answerTitles.seen);
    const rows = await rowsHere(deps, spoken, shown.slice(0, pageRows));
    return drawLive(answerTitles.seen, whichSeenWords(asked.length, example.id), rows, { list: '' });
  }
  const found = await findIn(deps.store, spoken.network, spoken.by.id, asked[0]?.id ?? spoken.rest);
  if (found === undefined) return notFound(answerTitles.seen, spoken);
  return press(deps, spoken, found, { type: 'acknowledge', title: answerTitles.seen, done: seenDoneWords });
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
  if (handled.kind === 'refused') return refused(title, spoken, it, handled.refusal);
  return drawLive(title, done, await rowsHere(deps, spoken, [handled.state]), { list: '' });
}

/** What was done is said wherever it was asked for; what it is about is shown only where it may be read. */
async function rowsHere(deps: CommandDeps, spoken: Spoken, items: readonly EConsult[]): Promise<readonly ListRow[]> {
  const seen = {
    rules: await deps.network.now(),
    reader: readerOf(spoken.network, spoken.by, spoken.activity, true),
    now: deps.clock.now(),
  };
  return items.filter((it) => isReadHere(spoken, it)).map((it) => offeredRow(it, seen));
}
const refused = (title: string, spoken: Spoken, it: EConsult, refusal: EConsultRefusal): object =>
  drawList(title, isReadHere(spoken, it) ? refusalWords(refusal, spoken.network) : refusedHereWords, []);

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

const notFound = (title: string, { rest }: Spoken): object => drawList(title, notFoundWords(rest), []);

/** What staff type about eConsults. */
export const econsultCommands: readonly Command[] = [
  { place: 30, ...econsultHelp.find, words: ['find', 'ref', 'show'], for: 'staff', run: find },
  { place: 105, ...econsultHelp.steps, words: ['do', 'steps'], for: 'staff', run: steps },
  { place: 40, ...econsultHelp.history, words: ['history'], for: 'staff', run: historyOf },
  { place: 124, ...econsultHelp.pull, words: ['pull', 'take'], for: 'hub', run: pull },
  { place: 60, ...econsultHelp.seen, words: ['seen', 'ack'], for: 'hub', run: seen },
  { place: 150, ...econsultHelp.views, words: ['views'], for: 'staff', run: views },
];
