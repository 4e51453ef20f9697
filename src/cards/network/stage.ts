// What leads read of a practice's stage: how it stands, what comes, and what a change means.
import { stepAt } from '../../domain/network/stage.ts';
import { type Network, organisationName, type Practice, type StageStep } from '../../domain/network/state.ts';
import type { LocalDate } from '../../domain/time/hours.ts';
import { stageWords, stepWords } from '../stage-words.ts';
import { capital, kindWords, plain, within } from '../words.ts';
import { dateWords } from './words.ts';

/** Who decided it, and in spite of what. */
const decided = ({ by, despite }: StageStep): string =>
  `${by === undefined ? '' : ` (${plain(by)})`}${despite === undefined ? '' : `: ${plain(despite)}`}`;

/** How it stands on a date and what comes after: `Now live. From Tue 1 Dec 2026 off (Dalia Moreno): the line is down.` */
export function stagesWords(practice: Practice, date: LocalDate): string {
  const now = stepAt(practice, date);
  return [`Now ${stepWords(now)}${decided(now)}.`, ...aheadWords(practice, date)].join(' ');
}
const aheadWords = (practice: Practice, date: LocalDate): readonly string[] =>
  (practice.stages ?? [])
    .filter(({ from }) => from > date)
    .sort((a, b) => a.from.localeCompare(b.from))
    .map((step) => `From ${dateWords(step.from)} ${stepWords(step)}${decided(step)}.`);

/** What was set before for later days, and holds: whoever sets a practice back today must know that it goes on again by itself. */
export function thenWords(practice: Practice, date: LocalDate): string {
  const ahead = aheadWords(practice, date);
  return ahead.length === 0 ? '' : `Still set for later: ${ahead.join(' ')} `;
}

/** On the board: `not live yet: shadow, live from Tue 1 Dec 2026`. */
export const notLiveLine = (step: StageStep, next: StageStep | undefined): string =>
  `not live yet: ${stepWords(step)}${next === undefined ? '' : `, ${stepWords(next)} from ${dateWords(next.from)}`}`;

/** What of it goes to the hub from then on. */
export function stageMeans({ from, stage, kinds = [] }: StageStep, practice: Practice, network: Network): string {
  const hub = plain(organisationName(network, practice.hub));
  const what = {
    off: `nothing of ${plain(practice.name)} goes to ${hub}`,
    shadow: `everything stays with ${plain(practice.name)}`,
    limited: `${kinds.map((kind) => within(kindWords[kind])).join(' and ')} eConsults of ${plain(practice.name)} go to ${hub}, as its pathway says`,
    live: `eConsults of ${plain(practice.name)} go to ${hub}, as its pathway says`,
  }[stage];
  return `From ${dateWords(from)}: ${what}.`;
}

/** What becomes of what the hub has by then. */
export const heldWords = (held: number): string =>
  held === 0
    ? 'None is open at the hub.'
    : `${held} ${held === 1 ? 'is' : 'are'} open at the hub; ${held === 1 ? 'it stays' : 'they stay'} there until ${held === 1 ? 'it is' : 'they are'} finished or passed back.`;

/** Above the form: how it stands, what the hub has, and what is missing. */
export const stageLines = (practice: Practice, date: LocalDate, held: number, missing: number): readonly string[] => [
  stagesWords(practice, date),
  heldWords(held),
  missing === 0 ? 'Nothing that we know of is missing for going live.' : `Still missing for going live: ${missing}.`,
];
export const stageChoices = (Object.keys(stageWords) as (keyof typeof stageWords)[]).map((value) => ({
  value,
  title: capital(stageWords[value]),
}));
