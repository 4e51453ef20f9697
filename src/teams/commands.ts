// What people may type to the bot: few words, forgiving, each answered with a card.
import { drawChooseChannel, drawList } from '../cards/network/channels.ts';
import { mayLead } from '../cards/network/lists.ts';
import { severalWords } from '../cards/network/words.ts';
import { plain } from '../cards/words.ts';
import { own } from '../domain/lookup.ts';
import { folded } from '../domain/names.ts';
import type { Network } from '../domain/network/state.ts';
import { everyOrganisation, organisationsMeant } from '../domain/network/which-practice.ts';
import type { Actor } from '../domain/terms.ts';
import { board } from './board/board.ts';
import {
  buried,
  type CommandDeps,
  find,
  historyOf,
  mine,
  pull,
  queue,
  retry,
  type Spoken,
  seen,
  seenWords,
  unplaced,
  views,
} from './econsult/commands.ts';
import { offShift, onShift, pathway, practice, staff, who } from './network/commands.ts';
import { manageCard } from './network/dialogs.ts';
import { rota } from './rota/commands.ts';
import type { TeamsActivity } from './wire.ts';

export interface Command {
  readonly words: readonly string[];
  readonly usage: string;
  readonly says: string;
  /** `hub`: whoever holds a post at a hub. */
  readonly for: 'staff' | 'hub' | 'leads';
  readonly run: (deps: CommandDeps, spoken: Spoken) => Promise<object>;
}

const commands: readonly Command[] = [
  command('queue', ['queue', 'waiting', 'q'], 'What is open here, most urgent first.', queue),
  command('mine', ['mine', 'my'], 'What you have, and what is meant for you.', mine),
  command('find K7M-4QX', ['find', 'ref', 'show'], 'Where one eConsult is and who has it.', find),
  command('history K7M-4QX', ['history'], 'Everything that has happened to one eConsult.', historyOf),
  command('pull K7M-4QX', ['pull', 'take'], 'Takes one that waits at a practice to the hub, for you.', pull, 'hub'),
  command(
    'seen K7M-4QX',
    ['seen', 'ack'],
    'Says that you have seen an escalation that you were asked about; also without the reference if it is the only one.',
    seen,
    'hub',
  ),
  command('rota', ['rota'], 'Who is planned for the coming days, and where nobody is.', rota, 'hub'),
  command('board', ['board'], 'How the whole hub stands: what waits, what is late, who is on shift.', board, 'hub'),
  command('on shift', ['on'], 'You are here: work can be given to you.', onShift),
  command('off shift', ['off'], 'You are leaving.', offShift),
  command('who PRACTICE', ['who'], 'Who is cleared for a practice, those on shift first.', who),
  command('practice PRACTICE', ['practice'], 'Hours, pathway, agreement and contacts of a practice.', practice),
  command('pathway PRACTICE', ['pathway'], 'Who gets which kind first.', pathway),
  command('staff', ['staff'], 'Who works here, and what they are cleared for.', staff),
  command('views PRACTICE', ['views'], 'Who from outside opened a practice\u2019s eConsults, and why.', views),
  command('pathway try PRACTICE practiceFirst', [], 'What a change would have moved in the last days.', pathway, 'leads'),
  command('manage PRACTICE', ['manage', 'edit'], 'Changes staff, clearances, hours, pathways, agreements and contacts.', manage, 'leads'),
  command('unplaced', ['unplaced'], 'What came for a practice that is not known here.', unplaced, 'leads'),
  command('buried', ['buried', 'stuck'], 'Messages that Teams refused for good, and why.', buried, 'leads'),
  command('retry K7M-4QX', ['retry'], 'Tries a buried message again.', retry, 'leads'),
  command('channel', ['channel', 'setup', 'set'], 'Makes this channel a hub\u2019s or a practice\u2019s.', chooseChannel, 'leads'),
];

function command(usage: string, words: readonly string[], says: string, run: Command['run'], who: Command['for'] = 'staff'): Command {
  return { usage, words, says, run, for: who };
}

/** What was written behind it says which hub or practice the forms are about. */
async function manage(_: CommandDeps, { network, by, rest }: Spoken): Promise<object> {
  const theirs = everyOrganisation(network).filter((id) => mayLead(network, by.id, id));
  const [meant = rest, ...others] = organisationsMeant(network, rest, theirs);
  if (others.length > 0) return drawList('Manage', severalWords(network, [meant, ...others], rest), []);
  return manageCard(network, by.id, meant.trim());
}
async function chooseChannel(_: CommandDeps, { network }: Spoken): Promise<object> {
  return drawChooseChannel(network);
}

/** Answers typed words with a card. Anything not understood gets the help, which shows only what this person may do. */
export async function answerWords(deps: CommandDeps, activity: TeamsActivity, by: Actor & { kind: 'person' }): Promise<object> {
  const network = await deps.network.current();
  // Marks, accents and case say nothing in a command; whoever is polite asks for the same.
  const plainly = folded(plainWords(activity.text ?? '')).split(' ');
  const [word = '', ...rest] = seenWords(plainly.filter((each) => each !== 'please').join(' ')).split(' ');
  const command = commands.find(({ words }) => words.includes(word));
  if (command === undefined || !maySay(command, network, by)) return help(network, by, word);
  // "on" and "off" are said with "shift"; the word may be left out.
  const said = rest.join(' ').replace(/^shift\b\s*/, '');
  return command.run(deps, { activity, by, network, rest: said });
}

/** Characters that Teams writes as names; every other entity is a number. */
const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

/** What was typed, without the mention of the bot, and without the tags and entities of the HTML that Teams makes of formatted words. */
export function plainWords(text: string): string {
  return (
    text
      .replace(/<at\b[^>]*>.*?<\/at>/gis, ' ')
      .replace(/<\/?(?:br|p|div|li|ul|ol|tr|td|blockquote|h[1-6])\b[^>]*>/gi, ' ')
      // Bold and the like may begin within a word.
      .replace(/<\/?[a-z][^>]*>/gi, '')
      .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal?: string, hex?: string, name?: string) =>
        name === undefined
          ? characterOf(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal))
          : (entities.get(name.toLowerCase()) ?? whole),
      )
      .replace(/\s+/g, ' ')
      .trim()
  );
}

const characterOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : ' ');

function maySay(command: Command, network: Network, by: Actor & { kind: 'person' }): boolean {
  const member = own(network.staff, by.id);
  if (member === undefined) return false;
  switch (command.for) {
    case 'staff':
      return true;
    case 'hub':
      return member.posts.some(({ at }) => own(network.hubs, at) !== undefined);
    case 'leads':
      return member.posts.some(({ role }) => role === 'hubLead' || role === 'hubAdministrator');
  }
}

function help(network: Network, by: Actor & { kind: 'person' }, word: string): object {
  if (own(network.staff, by.id) === undefined) {
    return drawList('eHub', `${plain(by.name)}, you are not on the staff list of this network yet. A hub lead can add you.`, []);
  }
  const rows = commands.filter((command) => maySay(command, network, by)).map(({ usage, says }) => ({ first: usage, second: says }));
  const known = word === '' || word === 'help';
  return drawList(
    'What you can ask',
    known
      ? 'Mention me with one of these, or just write it in our chat.'
      : 'I did not understand that, or it is for other roles. Nothing was done. You can ask:',
    rows,
  );
}
