// What people may type to the bot: few words, forgiving, each answered with a card.
import { botName } from '../cards/answers.ts';
import { helpTitle, notBegunWords, notOnStaffWords, notUnderstoodWords } from '../cards/help.ts';
import { helpWordsFor } from '../cards/help-for.ts';
import { drawList } from '../cards/list.ts';
import { own } from '../domain/lookup.ts';
import { folded } from '../domain/names.ts';
import { isBegun } from '../domain/network/begin.ts';
import type { Network } from '../domain/network/state.ts';
import type { Actor } from '../domain/terms.ts';
import { buriedCommands } from './buried.ts';
import { doctorCommands } from './doctor.ts';
import type { Command, CommandDeps, TeamsKinds } from './kind.ts';
import { listCommands } from './lists.ts';
import { nextCommands } from './next.ts';
import type { TeamsActivity } from './wire.ts';

/** Answers typed words with a card. Anything not understood gets the help, which shows only what this person may do. */
export async function answerWords(deps: CommandDeps, activity: TeamsActivity, by: Actor & { kind: 'person' }): Promise<object> {
  const network = await deps.network.current();
  // Marks, accents and case say nothing in a command; whoever is polite asks for the same.
  const plainly = folded(plainWords(activity.text ?? '')).split(' ');
  const typed = plainly.filter((each) => each !== 'please').join(' ');
  const [word = '', ...rest] = deps.kinds.all.reduce((said, kind) => kind.asCommand?.(said) ?? said, typed).split(' ');
  // "on" and "off" are said with "shift"; the word may be left out.
  const said = rest.join(' ').replace(/^shift\b\s*/, '');
  const command = commandMeant(deps.kinds, word, said);
  const begins = command?.begins === true && !isBegun(network);
  if (command === undefined || !(begins || maySay(command, network, by))) return help(deps, network, by, word);
  return command.run(deps, { activity, by, network, rest: said });
}

/** Commands that belong to no kind. */
const ofNoKind: readonly Command[] = [...nextCommands, ...listCommands, ...buriedCommands, ...doctorCommands];

/** What every hub can be asked, whatever kinds there are, and what each kind answers, in the order of the help. */
export const commandsOf = (kinds: TeamsKinds): readonly Command[] => [...kinds.commands, ...ofNoKind].sort((a, b) => a.place - b.place);

/** Of several kinds that have the word, the one that knows what is typed after it. */
function commandMeant(kinds: TeamsKinds, word: string, said: string): Command | undefined {
  const named = kinds.commands.filter(({ words }) => words.includes(word));
  const meant = named.find(({ kind }) => kinds.app.byName(kind)?.meant?.(said) !== undefined);
  return meant ?? named[0] ?? ofNoKind.find(({ words }) => words.includes(word));
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

function help({ kinds, setup, clock }: CommandDeps, network: Network, by: Actor & { kind: 'person' }, word: string): object {
  const member = own(network.staff, by.id);
  if (member === undefined) {
    return drawList(botName, isBegun(network) ? notOnStaffWords(by.name) : notBegunWords(setup?.firstLeads.includes(by.id) ?? false), []);
  }
  const rows = commandsOf(kinds)
    .filter((command) => maySay(command, network, by))
    .map(({ usage, says }) => ({ first: usage, second: says }));
  const known = word === '' || word === 'help';
  return drawList(helpTitle, known ? helpWordsFor(network, member, clock.now()) : notUnderstoodWords, rows);
}
