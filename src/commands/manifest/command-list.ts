// The commands that Teams offers beside the box where people write: taken from what the bot answers, so that none is offered that it does not know.
import type { Command } from '../../teams/kind.ts';
import { commandsMax } from './shape.ts';

export interface Offered {
  readonly title: string;
  readonly description: string;
}

const help: Offered = { title: 'help', description: 'What else you can ask: only what you may do.' };

/** The word alone: what stands for a reference or a practice would be sent as it is. */
const wordOf = (usage: string): string =>
  usage
    .split(' ')
    .filter((word) => word === word.toLowerCase())
    .join(' ');

/** The first of those that are not for leads alone, in the order of the help, and the help, which shows the others to whoever may use them. */
export function commandsOffered(commands: readonly Pick<Command, 'place' | 'usage' | 'says' | 'for'>[]): readonly Offered[] {
  const offered = commands.filter((command) => command.for !== 'leads').sort((a, b) => a.place - b.place);
  return [...offered.slice(0, commandsMax - 1).map(({ usage, says }) => ({ title: wordOf(usage), description: says })), help];
}

/** What a list in the manifest has that the bot does not answer, lacks, or says differently. */
export function commandFaults(where: string, listed: readonly Offered[], offered: readonly Offered[]): readonly string[] {
  const unknown = listed.filter(({ title }) => !offered.some((each) => each.title === title));
  const missing = offered.filter(({ title }) => !listed.some((each) => each.title === title));
  const different = offered.filter((each) =>
    listed.some(({ title, description }) => title === each.title && description !== each.description),
  );
  const inOrder = unknown.length + missing.length > 0 || listed.every(({ title }, at) => title === offered[at]?.title);
  return [
    ...unknown.map(({ title }) => `${where}: "${title}" is a command that the bot does not know`),
    ...missing.map(({ title }) => `${where}: "${title}", which the bot answers, is missing`),
    ...different.map(({ title, description }) => `${where}: "${title}" is described otherwise than in the bot\u2019s help: ${description}`),
    ...(inOrder ? [] : [`${where}: the commands are in another order than in the bot\u2019s help`]),
  ];
}
