// What is said of shadow and practice mode: the daily comparison, and what is made up to learn with.

import type { EConsult } from '../../domain/econsult/state.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import { type ComparedTotals, compare, type Doing } from '../../domain/rehearsal/compare.ts';
import type { Instant, OdsCode } from '../../domain/terms.ts';
import { drawList, firstWords, type ListRow } from '../list.ts';
import type { Card } from '../templates.ts';
import { dayOf, outcomeWords, plain, priorityWords, within } from '../words.ts';

export const shadowHelp = { usage: 'shadow', says: 'What the hub would have done with eConsults of practices in shadow.' } as const;
export const practiseHelp = { usage: 'practise', says: 'Makes up some eConsults to learn with, in a test channel.' } as const;
export const shadowTitle = 'In shadow';
export const practiseTitle = 'Learn with made-up eConsults';
export const noTestChannel =
  'Type this in a test channel. A lead makes one: type "channel" in a channel of your team and choose a test channel.';
export const practiseNotYours = 'This is the test channel of an organisation where you do not work.';
export const practiseBegun = (count: number): string =>
  count === 0
    ? 'The hub has no practice yet, so there is nobody whose eConsults could be made up. Nothing was done.'
    : `${count} made-up eConsults appear here in a moment. Press as you would: no patient waits, and nothing of it is counted. They go away on the second night.`;
export const practiseEnough = (open: number): string =>
  `${open} made-up eConsults are open here already: finish some of them first. Nothing was done.`;
export const shadowNobody = 'Only those who work at the hub can read this.';

const took = (minutes: number): string => (minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`);
function doingWords({ claimedAfter, answeredAfter, outcome, passed }: Doing): string {
  if (passed && outcome === undefined) return 'passed to the practice';
  if (answeredAfter !== undefined && outcome !== undefined) return `${within(outcomeWords[outcome])} after ${took(answeredAfter)}`;
  return claimedAfter === undefined ? 'nobody has it yet' : `claimed after ${took(claimedAfter)}, not answered yet`;
}

/** More rows would not be read. */
const rowsMax = 15;
export function drawCompared(
  pairs: readonly { readonly watched: EConsult; readonly real: EConsult }[],
  totals: readonly ({ readonly practice: OdsCode } & ComparedTotals)[],
  network: Network,
  day: Instant,
): Card {
  const named = (practice: OdsCode): string => plain(organisationName(network, practice));
  const rows = pairs.slice(0, rowsMax).map(({ watched, real }): ListRow => {
    const { hub, practice } = compare(watched, real);
    return {
      first: `${referenceOf(watched.id)} \u00b7 ${priorityWords[watched.priority]} \u00b7 ${watched.topic} \u00b7 ${named(real.practice ?? '')}`,
      second: `Hub: ${doingWords(hub)}. Practice (${referenceOf(real.id)}): ${doingWords(practice)}.`,
    };
  });
  const words =
    pairs.length === 0
      ? `Nothing was watched on ${dayOf(day)}. A practice must be in shadow, and its hub must have a test channel.`
      : `${totals.map((each) => `${named(each.practice)}: ${totalWords(each)}`).join(' ')}${firstWords(pairs.length, rowsMax)}`;
  return drawList(shadowTitle, words, rows);
}

/** `4 came. The hub looked at 3 in time, would have passed 1, and answered 2; the practice answered 4. 2 had the same outcome.` */
export const totalWords = (totals: ComparedTotals): string =>
  `${totals.watched} came. The hub looked at ${totals.claimedInTime} in time, passed ${totals.passed} and answered ${totals.answeredByHub}; the practice answered ${totals.answeredByPractice}. ${totals.sameOutcome} had the same outcome.`;

/** What the leads read of the day before. */
export const shadowSeenWords = (
  practices: readonly ({ readonly practice: OdsCode } & ComparedTotals)[],
  nameIn: (organisation: string) => string,
): { readonly text: string; readonly summary: string } => ({
  text: `yesterday in shadow. ${practices.map((each) => `${nameIn(each.practice)}: ${totalWords(each)}`).join(' ')} Type "shadow yesterday" to see each.`,
  summary: 'How yesterday went in shadow',
});
