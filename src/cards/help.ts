// The help: what is said above the commands that somebody may use, and how each of them is shown there.
import { plain } from './words.ts';

/** One command in the help: how it is written, and what it does. */
export interface HelpLine {
  readonly usage: string;
  readonly says: string;
}

export const helpTitle = 'What you can ask';
export const helpWords = 'Mention me with one of these, or just write it in our chat.';
/** Above the same list, after something that was no command of theirs. */
export const notUnderstoodWords = 'I did not understand that, or it is for other roles. Nothing was done. You can ask:';
export const notOnStaffWords = (name: string): string =>
  `${plain(name)}, you are not on the staff list of this network yet. A hub lead can add you.`;

/** To somebody who may not begin: in a deployment without hubs nobody is known by name yet. */
export const askWhoMayBegin =
  'No hub is set up here yet. The people named in EHUB_FIRST_LEADS can begin: ask whoever installed eHub who they are.';

/** To whatever is asked before there is a hub. */
export const notBegunWords = (mayBegin: boolean): string =>
  mayBegin ? 'No hub is set up here yet, and you may begin. Please write: setup' : askWhoMayBegin;
