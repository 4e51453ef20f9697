// What somebody chose, in the words it had when they chose it: lists change, and a record must go on saying what was said; and when, if on paper.
import type { CompletedEvent } from '../../domain/econsult/event.ts';
import type { PerhapsOnPaper } from '../../domain/econsult/on-paper.ts';
import type { Completed, Outcome } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import { outcomeWords, plain, when } from '../words.ts';

/** Words that a code had up to and with a version of its list. */
interface Former {
  readonly until: number;
  readonly words: string;
}
/** Only codes whose words have changed; add to it whenever words of a list do, and never take from it. */
const formerOutcomes: Readonly<Partial<Record<Outcome, readonly Former[]>>> = { answered: [{ until: 1, words: 'Answered' }] };

/** The outcome as it was worded in the version it was chosen from; the sender's withdrawal is none of a list. */
export const outcomeSaid = ({ outcome, list = 1 }: Pick<Completed | CompletedEvent, 'outcome' | 'list'>): string =>
  own(formerOutcomes, outcome)?.find(({ until }) => list <= until)?.words ?? outcomeWords[outcome];

/** When something was done on paper, and who entered it; empty where it was not. */
export const onPaperWords = ({ onPaper }: PerhapsOnPaper): string =>
  onPaper === undefined ? '' : ` on paper, ${when(onPaper.at)} (${plain(onPaper.enteredBy.name)} entered it)`;
