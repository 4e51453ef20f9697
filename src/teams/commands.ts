// What people may type to the bot: few words, forgiving, each answered with a card.
import type { NetworkSource } from '../app/network.ts';
import type { Clock, Store } from '../app/ports.ts';
import { loadEConsult } from '../app/things.ts';
import { drawChooseChannel, drawList, type ListRow } from '../cards/channels.ts';
import { kindWords, plain, practiceWords, priorityWords, statusWords, when } from '../cards/words.ts';
import type { EConsult } from '../domain/econsult/state.ts';
import { holdsPost, type Network, organisationIn, organisationName } from '../domain/network/state.ts';
import { idOf, referenceOf } from '../domain/reference.ts';
import type { Actor, HubId, OrganisationId } from '../domain/terms.ts';
import { conversationOf, type TeamsActivity } from './wire.ts';

export interface CommandDeps {
  readonly store: Store;
  readonly network: NetworkSource;
  readonly clock: Clock;
  readonly nudge: () => void;
}

interface Spoken {
  readonly activity: TeamsActivity;
  readonly by: Actor & { kind: 'person' };
  readonly network: Network;
  /** What followed the command's word. */
  readonly rest: string;
}

interface Command {
  readonly words: readonly string[];
  readonly usage: string;
  readonly says: string;
  readonly for: 'staff' | 'leads';
  readonly run: (deps: CommandDeps, spoken: Spoken) => Promise<object>;
}

/** A queue's card shows the first of them; more would not be read. */
const rowsShown = 15;

const commands: readonly Command[] = [
  { words: ['queue', 'waiting', 'q'], usage: 'queue', says: 'What is open here, most urgent first.', for: 'staff', run: queue },
  { words: ['find', 'ref', 'show'], usage: 'find K7M-4QX', says: 'Where one eConsult is and who has it.', for: 'staff', run: find },
  { words: ['unplaced'], usage: 'unplaced', says: 'What came for a practice that is not known here.', for: 'leads', run: unplaced },
  { words: ['buried', 'stuck'], usage: 'buried', says: 'Messages that Teams refused for good, and why.', for: 'leads', run: buried },
  { words: ['retry'], usage: 'retry K7M-4QX', says: 'Tries a buried message again.', for: 'leads', run: retry },
  {
    words: ['channel', 'setup', 'set'],
    usage: 'channel',
    says: 'Makes this channel a hub\u2019s or a practice\u2019s.',
    for: 'leads',
    run: async (_, { network }) => drawChooseChannel(network),
  },
];

/** Answers typed words with a card. Anything not understood gets the help, which shows only what this person may do. */
export async function answerWords(deps: CommandDeps, activity: TeamsActivity, by: Actor & { kind: 'person' }): Promise<object> {
  const network = await deps.network.current();
  const [word = '', ...rest] = plainWords(activity.text ?? '').split(' ');
  const command = commands.find(({ words }) => words.includes(word.toLowerCase()));
  if (command === undefined || !maySay(command, network, by)) return help(network, by, word);
  return command.run(deps, { activity, by, network, rest: rest.join(' ') });
}

/** What was typed, without the mention of the bot and without what Teams puts between words. */
export function plainWords(text: string): string {
  return text
    .replace(/<at>[^<]*<\/at>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|\u00a0/gi, ' ')
    .replace(/&amp;/gi, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

function maySay(command: Command, network: Network, by: Actor & { kind: 'person' }): boolean {
  const member = network.staff[by.id];
  if (member === undefined) return false;
  return command.for === 'staff' || member.posts.some(({ role }) => role === 'hubLead' || role === 'hubAdministrator');
}

function help(network: Network, by: Actor & { kind: 'person' }, word: string): object {
  if (network.staff[by.id] === undefined) {
    return drawList('eHub', `${plain(by.name)}, you are not on the staff list of this network yet. A hub lead can add you.`, []);
  }
  const rows = commands.filter((command) => maySay(command, network, by)).map(({ usage, says }) => ({ first: usage, second: says }));
  const known = word === '' || word.toLowerCase() === 'help' || word === '?';
  return drawList(
    'What you can ask',
    known ? 'Mention me with one of these, or just write it in our chat.' : 'I did not understand that. Nothing was done. You can ask:',
    rows,
  );
}

/** The organisation whose channel this is, or the first one this person works at. */
function hereOr(spoken: Spoken): OrganisationId | undefined {
  return organisationIn(spoken.network, conversationOf(spoken.activity)) ?? spoken.network.staff[spoken.by.id]?.posts[0]?.at;
}
const hubHere = (spoken: Spoken): HubId | undefined => {
  const here = hereOr(spoken);
  return here === undefined ? undefined : (spoken.network.hubs[here]?.id ?? spoken.network.practices[here]?.hub);
};

async function queue(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const here = hereOr(spoken);
  const hub = hubHere(spoken);
  if (here === undefined || hub === undefined) return drawList('Queue', 'This channel belongs to no hub or practice yet.', []);
  return listOf(deps, spoken.network, hub, here, `Open at ${plain(organisationName(spoken.network, here))}`);
}

async function unplaced(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const hub = hubHere(spoken);
  if (hub === undefined) return drawList('Unplaced', 'This channel belongs to no hub yet.', []);
  return listOf(deps, spoken.network, hub, 'unplaced', 'Unplaced: press Place on their cards');
}

async function listOf(
  deps: CommandDeps,
  network: Network,
  hub: HubId,
  holder: OrganisationId | 'unplaced',
  title: string,
): Promise<object> {
  const places = await deps.store.queue(hub, holder, rowsShown + 1);
  const found = await Promise.all(places.slice(0, rowsShown).map(({ id }) => loadEConsult(deps.store, network, hub, id)));
  const rows = found.filter((it): it is EConsult => it !== undefined).map((it) => rowOf(it, network));
  const more = places.length > rowsShown ? ` The first ${rowsShown} are shown; there are more.` : '';
  return drawList(title, rows.length === 0 ? 'Nothing is open.' : `Most urgent first, then by target.${more}`, rows);
}

function rowOf(it: EConsult, network: Network): ListRow {
  return {
    first: `${referenceOf(it.id)} · ${priorityWords[it.priority]} · ${kindWords[it.kind]} · ${practiceWords(it, network)}`,
    second: `${statusWords(it, network)}${it.status === 'completed' ? '' : `. Target ${when(it.deadlines.target)}`}`,
  };
}

async function find(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const id = idOf(spoken.rest);
  if (id === undefined) return drawList('Find', 'A reference looks like K7M-4QX. Please write: find K7M-4QX', []);
  for (const hub of Object.keys(spoken.network.hubs)) {
    const it = await loadEConsult(deps.store, spoken.network, hub, id);
    if (it !== undefined) return drawList(referenceOf(id), `Received ${when(it.receivedAt)}.`, [rowOf(it, spoken.network)]);
  }
  return drawList('Find', `No eConsult has the reference ${referenceOf(id)}.`, []);
}

async function buried(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const hub = hubHere(spoken);
  const rows = hub === undefined ? [] : await deps.store.buried(hub);
  const words =
    rows.length === 0
      ? 'Nothing is buried.'
      : 'Teams refused these for good. The eConsults are safe; write \u201cretry\u201d and the reference once the cause is gone.';
  return drawList(
    'Buried messages',
    words,
    rows.slice(0, rowsShown).map((row) => ({ first: referenceOf(row.id), second: `${plain(row.why)}, ${when(row.at)}` })),
  );
}

async function retry(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const id = idOf(spoken.rest);
  const hub = hubHere(spoken);
  const member = spoken.network.staff[spoken.by.id];
  if (id === undefined || hub === undefined || member === undefined)
    return drawList('Retry', 'A reference looks like K7M-4QX. Please write: retry K7M-4QX', []);
  if (!holdsPost(member, 'hubLead', hub) && !holdsPost(member, 'hubAdministrator', hub))
    return drawList('Retry', 'This needs a hub lead or hub administrator of this hub.', []);
  const count = await deps.store.unbury(hub, id);
  if (count > 0) deps.nudge();
  return drawList(
    'Retry',
    count === 0
      ? `Nothing of ${referenceOf(id)} is buried.`
      : `${count === 1 ? 'One message' : `${count} messages`} of ${referenceOf(id)} will be tried again now.`,
    [],
  );
}
