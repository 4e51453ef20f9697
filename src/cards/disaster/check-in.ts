// The form into which a lead pastes the paper as it was filled in, and what each line of it came to.
import type { Differs, PaperDone, PaperEntry } from '../../domain/disaster/check-in.ts';
import type { Disaster } from '../../domain/disaster/state.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Instant } from '../../domain/terms.ts';
import { refusalWords } from '../econsult/refusals.ts';
import type { Field } from '../fields.ts';
import { fillForm, type Problem } from '../form.ts';
import { drawList } from '../list.ts';
import { type Card, saying } from '../templates.ts';
import { outcomeWords, plain, when, within } from '../words.ts';
import { paperWords } from './paper.ts';

export const checkInTitle = 'Enter the paper';
/** About a hundred lines: what was pasted comes back with its faults, and a card may have 24 KB. */
export const pastedCharactersMax = 14_900;
const { done, byWhom, when: doneWhen, told } = paperWords.columns;
const how = [
  `Open the table of the paper pack, fill in \u201c${done}\u201d, \u201c${byWhom}\u201d, \u201c${doneWhen}\u201d and \u201c${told}\u201d as on the paper, and paste it here with its heading. Lines where nothing was done can be left out.`,
  'What agrees with the cards is entered, with the name of whoever did it and the time on the paper. What does not is shown to you line by line.',
];
export const checkInUsage =
  'Write \u201ccheckin\u201d and the reference of the disaster, such as checkin D-K7M-4QX. It is on its card in the hub\u2019s channel.';
export const pasteMissing = 'Please paste the table, with its heading. Nothing was entered.';
export const unusablePaper = 'The table cannot be read like this. Nothing was entered.';

/** Faults shown at once, beside what was pasted, and of one fault so much that they all fit. */
const faultsShownMax = 20;
const faultCharactersMax = 300;
export function drawCheckInForm(
  { hub, id }: Pick<Disaster, 'hub' | 'id'>,
  faults: readonly string[] = [],
  problem: string | Problem = '',
  given: Readonly<Record<string, unknown>> = {},
): Card {
  const left = faults.length - faultsShownMax;
  const lines =
    faults.length === 0
      ? how
      : [
          ...faults.slice(0, faultsShownMax).map((fault) => plain(fault.slice(0, faultCharactersMax))),
          ...(left > 0 ? [`And ${left} more.`] : []),
        ];
  const pasted: Field = {
    kind: 'words',
    id: 'paper',
    label: 'The table',
    required: true,
    error: 'Please paste the table',
    max: pastedCharactersMax,
  };
  const form = { verb: 'checkIn', title: checkInTitle, submit: 'Enter it', lines, fields: [pasted] };
  return saying('disaster', fillForm(form, { hub, id, revision: 0, rest: '' }, problem, given));
}

/** More would not fit on a card; what is left comes again with the same paper. */
const shownMax = 20;
/** What each line came to, those that somebody must look at first. */
export function drawCheckedIn(
  lines: readonly { readonly entry: PaperEntry; readonly came: 'entered' | 'agrees' | Differs }[],
  network: Network,
  now: Instant,
): Card {
  const differ = lines.flatMap(({ entry, came }) => (typeof came === 'string' ? [] : [{ entry, came }]));
  const referencesOf = (which: 'entered' | 'agrees'): string =>
    lines.flatMap(({ entry, came }) => (came === which ? [referenceOf(entry.id)] : [])).join(', ');
  const count = (which: 'entered' | 'agrees'): number => lines.filter(({ came }) => came === which).length;
  const words = `${count('entered')} entered, ${count('agrees')} stood so already, ${differ.length} to be looked at.`;
  const rows = differ.slice(0, shownMax).map(({ entry, came }) => ({
    first: `${referenceOf(entry.id)}, line ${entry.line}: ${doneWords(entry.done)}, ${plain(entry.by.name)}, ${when(entry.at, now)}`,
    second: differsWords(came, entry, network),
    stands: true,
  }));
  const left = differ.length - rows.length;
  return drawList(
    checkInTitle,
    left > 0 ? `${words} ${left} of those are not shown: look at these first, then enter the same paper again.` : words,
    [
      ...rows,
      ...(['entered', 'agrees'] as const).flatMap((which) =>
        count(which) === 0 ? [] : [{ first: which === 'entered' ? 'Entered' : 'Stood so already', second: referencesOf(which) }],
      ),
    ],
  );
}

function doneWords(it: PaperDone): string {
  switch (it.what) {
    case 'claimed':
      return 'claimed';
    case 'passed':
      return 'passed on';
    case 'completed':
      return within(outcomeWords[it.outcome]);
  }
}

/** Why a line was not entered, and what to do about it. */
export function differsWords(it: Differs, { by }: Pick<PaperEntry, 'by'>, network: Network): string {
  switch (it.why) {
    case 'unknown':
      return 'No eConsult of this hub has that reference. Compare it with the paper, then enter that line again.';
    case 'claimedByOther':
      return `${plain(it.by.name)} has had it since ${when(it.at)}. Ask them who goes on; the other can take it over on its card.`;
    case 'offered':
      return `It was passed to ${plain(organisationName(network, it.to))} ${when(it.at)} and waits for their answer. Ring them and say what was done.`;
    case 'completedOtherwise':
      return `${it.by === undefined ? 'Its sender withdrew it' : `${plain(it.by.name)} completed it`} ${when(it.at)}: ${within(outcomeWords[it.outcome])}. Find out what the patient was told. If the paper is right, reopen it on its card.`;
    case 'passedOnPaper':
      return 'Whoever passed it on must say what is asked and by when: they claim it and pass it to the practice on its card.';
    case 'refused': {
      const words = refusalWords(it.refusal, network);
      // Other refusals speak to whoever did it, and not to the lead who reads this.
      return it.refusal.why === 'paperTimeWrong'
        ? words
        : `In Teams ${plain(by.name)} would read: \u201c${words}\u201d Please settle it with them.`;
    }
  }
}
