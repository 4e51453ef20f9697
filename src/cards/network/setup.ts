// The card of setting up: each step with how it stands, why it matters and its button, and the next one above them all.
import { own } from '../../domain/lookup.ts';
import { openPracticesOf } from '../../domain/network/closed.ts';
import { missingIn, type Step, type StepName, stepsOfHub, stepsOfPractice } from '../../domain/network/setup-steps.ts';
import { type Network, organisationName, type Practice } from '../../domain/network/state.ts';
import type { HubId, Instant, OdsCode } from '../../domain/terms.ts';
import { drawLive, type ListRow, type RowButtons, type Said } from '../list.ts';
import type { Card } from '../templates.ts';
import { oneLine, plain } from '../words.ts';
import {
  allDoneWords,
  beginWords,
  lackWords,
  nextWords,
  setupButtons,
  setupTitles,
  standsWords,
  stateWords,
  stepWords,
} from './setup-words.ts';

/** The verbs that open a step's forms, the first one first; one in `presses` is done at once. */
const verbsOf: Readonly<Record<StepName, readonly string[]>> = {
  hub: ['setHours'],
  hubChannel: ['setupChannel'],
  practices: ['addPractices'],
  hubPeople: ['addStaff', 'makeLike'],
  clearances: ['clearFor', 'makeLike'],
  hubContacts: ['setContacts'],
  records: ['setRecords'],
  agreement: ['setAgreement'],
  hours: ['setHours'],
  pathway: ['setPathway'],
  cutOff: ['setCutOff'],
  allocation: ['setAllocation'],
  practiceContacts: ['setContacts'],
  practicePeople: ['addStaff', 'makeLike'],
  practiceChannel: ['setupChannel'],
  stage: ['setStage'],
};
const presses = ['setupChannel', 'setupFor'];
/** More practices are not shown beside the one that is gone on with: they are reached by `setup PRACTICE`. */
const othersShown = 8;

export interface SetupShown {
  readonly hub: HubId;
  /** The practice that is gone on with; absent: the first with something missing. */
  readonly practice?: OdsCode | undefined;
  readonly now: Instant;
  /** It is read in a channel of a team that is nobody's yet, so it can become somebody's. */
  readonly isFreeChannel: boolean;
  readonly said?: Said | undefined;
}

/** To whoever may begin: the first step alone. `list`: what it is called when it is brought up to date. */
export const drawBegin = (list: string, said?: Said): Card =>
  drawLive(setupTitles.begin, beginWords, [], { list, said, next: buttonsFor('', '', ['addHub'], setupTitles.begin) });

export function drawSetup(network: Network, shown: SetupShown): Card {
  const { hub, now, said } = shown;
  const practices = openPracticesOf(network, hub, now);
  const ofHub = stepsOfHub(network, hub, now);
  const each = practices.map((practice) => ({ practice, steps: stepsOfPractice(network, practice.code, now) }));
  const current = each.find(({ practice }) => practice.code === shown.practice) ?? each.find(({ steps }) => missingIn(steps).length > 0);
  const all = [...ofHub, ...each.flatMap(({ steps }) => steps)].filter(({ state }) => state !== 'usual');
  const next = missingIn([...ofHub, ...(current?.steps ?? []), ...all])[0];
  const rows = [
    ...ofHub.map((step) => stepRow(network, step, shown)),
    ...(current === undefined
      ? []
      : [headRow(current.practice, current.steps), ...current.steps.map((step) => stepRow(network, step, shown))]),
    ...each
      .filter((one) => one !== current)
      .slice(0, othersShown)
      .map(({ practice, steps }) => ({
        ...headRow(practice, steps),
        buttons: buttonsFor(hub, practice.code, ['setupFor'], practice.name),
      })),
  ];
  const words =
    next === undefined
      ? allDoneWords
      : nextWords(
          all.length - missingIn(all).length,
          all.length,
          stepWords[next.name].title,
          next.of === hub ? '' : plain(organisationName(network, next.of)),
          stepWords[next.name].why,
        );
  return drawLive(setupTitles.hub(own(network.hubs, hub)?.name ?? hub), words, rows, {
    list: ['setup', hub, ...(shown.practice === undefined ? [] : [shown.practice])].join('|'),
    said,
    ...(next === undefined ? {} : { next: buttonsOf(next, hub, shown, 1) }),
  });
}

function headRow({ name }: Practice, steps: readonly Step[]): ListRow {
  const missing = missingIn(steps);
  const titles = missing.map((step) => stepWords[step.name].title).join(', ');
  return { first: setupTitles.practice(name, missing.length), second: titles === '' ? '\u00a0' : `${titles}.`, stands: missing.length > 0 };
}

function stepRow(network: Network, step: Step, shown: SetupShown): ListRow {
  const { title, why } = stepWords[step.name];
  const isMissing = step.state === 'missing';
  const second = isMissing
    ? [...step.lacks.map((lack) => lackWords(lack, network, shown.isFreeChannel)), why]
    : [standsWords(step, network, shown.now), step.state === 'usual' ? why : ''];
  return {
    first: `${stateWords[step.state]} \u00b7 ${title}`,
    second: second.filter((words) => words !== '').join(' '),
    stands: isMissing,
    buttons: buttonsOf(step, shown.hub, shown, 2),
  };
}

/** A channel can only be given where one is, and one that stands is changed by writing `channel` in another. */
function buttonsOf({ name, of, state, lacks }: Step, hub: HubId, { isFreeChannel }: SetupShown, most: number): RowButtons | undefined {
  const isChannel = name === 'hubChannel' || name === 'practiceChannel';
  if (isChannel && (state === 'done' || !isFreeChannel)) return undefined;
  const [lack] = lacks;
  // Before there is a practice nobody can be cleared.
  if (name === 'clearances' && lack?.what === 'practices') return undefined;
  // The only practice that somebody must be cleared for comes chosen.
  const only = lack?.what === 'cleared' && lack.practices.length === 1 ? lack.practices[0] : undefined;
  return buttonsFor(hub, only ?? of, verbsOf[name].slice(0, most), stepWords[name].title);
}

function buttonsFor(hub: HubId, id: string, verbs: readonly string[], about: string): RowButtons {
  const button = (verb: string) => {
    const title = own(setupButtons, verb) ?? '';
    return { verb, title, named: oneLine(`${title}: ${about}`) };
  };
  return {
    about: { thing: 'network', hub, id, revision: 0 },
    presses: verbs.filter((verb) => presses.includes(verb)).map(button),
    dialogs: verbs.filter((verb) => !presses.includes(verb)).map(button),
  };
}
