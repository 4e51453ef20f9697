// What the doctor found, in words: what is so, and where it is not well what that means for patients' requests and what to do.
import { type Finding, type Found, type Link, linkOf, type Verdict, verdictOf } from '../../domain/doctor/finding.ts';
import { ofPlaces } from './words-places.ts';
import { ofProof } from './words-proof.ts';
import { ofStore } from './words-store.ts';
import { ofWork } from './words-work.ts';
import type { FindingWords, WordsFor, Writing } from './writing.ts';

export const linkWords: Readonly<Record<Link, string>> = {
  settings: 'Settings',
  store: 'Store',
  token: 'Token for Teams',
  ids: 'Ids',
  activity: 'Reached from Teams',
  teamsChannel: 'Teams channel',
  installed: 'Installed',
  clock: 'Clock',
  proof: 'Secrets and certificates',
  sending: 'Sending',
  sweep: 'Watching the clock',
  audit: 'Last clean audit',
  unsent: 'Waiting to be sent',
  buried: 'Refused by Teams',
};
export const verdictWords: Readonly<Record<Verdict, string>> = {
  well: 'Well',
  notWell: 'Not well',
  cannotTell: 'Cannot be told from here',
};

const words: WordsFor<Found> = { ...ofStore, ...ofProof, ...ofPlaces, ...ofWork };

export function wordsOf(finding: Finding, writing: Writing): FindingWords {
  if (finding.found === 'unseen') return unseenWords[finding.link];
  // The compiler cannot see that what stands under a finding's name takes that finding.
  return (words[finding.found] as (finding: Finding, writing: Writing) => FindingWords)(finding, writing);
}

/** Names of all that can be found and has words. */
export const foundNames = Object.keys(words);

const earlier = 'An earlier link is broken.';
const unseenWords: Readonly<Record<Link, FindingWords>> = {
  settings: { says: earlier },
  store: { says: earlier, todo: 'Put the settings right first.' },
  token: { says: earlier, todo: 'Put the settings right first.' },
  ids: {
    says: 'There is nothing to compare with yet: no token, and nobody has written to eHub.',
    todo: 'Write \u201chelp\u201d to eHub in Teams, then look again.',
  },
  activity: { says: earlier, todo: 'Put the store right first: the last activity stands there.' },
  teamsChannel: {
    says: 'Nothing has come from Teams yet, so whether the bot\u2019s Teams channel is on cannot be seen.',
    todo: 'In the Azure portal open the Azure Bot, then Channels: Microsoft Teams must be there and healthy.',
  },
  installed: { says: earlier, todo: 'Put the store right first: where eHub is installed stands there.' },
  clock: {
    says: 'No other machine\u2019s time could be asked for.',
    todo: 'Compare this machine\u2019s clock with another one: it may be five seconds out at most.',
  },
  proof: { says: earlier, todo: 'Put the settings right first.' },
  sending: { says: earlier, todo: 'Put the store right first.' },
  sweep: { says: earlier, todo: 'Put the store right first.' },
  audit: { says: earlier, todo: 'Put the store right first.' },
  unsent: { says: earlier, todo: 'Put the store right first.' },
  buried: { says: earlier, todo: 'Put the store right first.' },
};

/** Comes first where it is no installed system that is examined: whoever reads "well" below must not take it for theirs. */
export const notInstalledWords = (hasOwnStore: boolean): string =>
  `This is not an installed system. What follows is about the sandbox on this machine${hasOwnStore ? ', with the store that the settings name' : ''}. An installed eHub is examined where it runs: in a shell on its site by \u201cnode main.js doctor\u201d, or by a lead who writes \u201cdoctor\u201d to it in Teams.`;

/** A link with its verdict as a word and everything that is to be said of it. */
export interface LinkLine {
  readonly name: string;
  readonly verdict: Verdict;
  readonly word: string;
  readonly words: string;
}
export function lineOf(finding: Finding, writing: Writing): LinkLine {
  const verdict = verdictOf(finding);
  const { says, means, todo } = wordsOf(finding, writing);
  return {
    ...{ name: linkWords[linkOf(finding)], verdict, word: verdictWords[verdict] },
    words: [says, means, todo].filter((each) => each !== undefined).join(' '),
  };
}

/** The names of the links that are not well, as the end of a sentence. */
export function summaryOf(findings: readonly Finding[]): string {
  const names = findings.filter((each) => verdictOf(each) === 'notWell').map((each) => linkWords[linkOf(each)].toLowerCase());
  const untold = findings.filter((each) => verdictOf(each) === 'cannotTell').length;
  const rest = untold === 0 ? '' : ` ${untold === 1 ? 'One link' : `${untold} links`} cannot be told from here.`;
  if (names.length === 0) return `Nothing is found that is not well.${rest}`;
  return `${names.length === 1 ? 'One link is' : `${names.length} links are`} not well: ${names.join(', ')}. Begin with the first: later ones often follow from it.${rest}`;
}
