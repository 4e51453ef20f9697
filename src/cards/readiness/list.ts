// The checklist as lists: one practice's, step by step, and how all practices of a hub stand.
import type { Practice } from '../../domain/network/state.ts';
import { type Checked, openItems } from '../../domain/readiness/checklist.ts';
import {
  isProductItem,
  type ReadinessItem,
  type ReadinessStep,
  readinessItems,
  readinessSteps,
  stepOf,
} from '../../domain/readiness/items.ts';
import { readinessId } from '../../domain/readiness/state.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import { drawLive, type ListPress, type ListRow, type Said } from '../list.ts';
import { type Card, inert, saying } from '../templates.ts';
import { plain, when } from '../words.ts';
import { itemWords, stepWords } from './items.ts';
import { standingWords, standsWords, totalWords } from './words.ts';

export const readyHelp = { usage: 'ready PRACTICE', says: 'What a practice still needs before it goes live.' } as const;
export const readyTitle = 'Ready to go live';
export const noPracticeYet = 'There is no practice here yet.';

/** Its dialog's verb: each item has one of its own, for a row's button says which thing it is about and no more. */
export const itemVerb = (item: ReadinessItem): string => `ready-${item}`;
export const itemOfVerb = (verb: string): ReadinessItem | undefined => readinessItems.find((item) => itemVerb(item) === verb);
export const itemVerbs: readonly string[] = readinessItems.filter((item) => !isProductItem(item)).map(itemVerb);
export const checklistVerb = 'checklist';
export const printVerb = 'printReady';
const printTitle = 'Print';

/** How such a list is called by its buttons. */
export const checklistName = ({ hub, code }: Pick<Practice, 'hub' | 'code'>, step: number): string => `ready|${hub}|${code}|${step}`;
export const overviewName = (hub: HubId, page: number): string => `readyhub|${hub}|${page}`;

export interface Shown {
  readonly practice: Practice;
  readonly checklist: readonly Checked[];
  /** Counted from 0. */
  readonly step: number;
  /** Whoever reads it may answer. */
  readonly answers: boolean;
  readonly said?: Said | undefined;
}

/** One step of a practice's checklist, and the way to the others. */
export function drawChecklist({ practice, checklist, step, answers, said }: Shown, now: Instant): Card {
  const at = Math.min(Math.max(0, step), readinessSteps.length - 1);
  const shown = readinessSteps[at] ?? 'record';
  const rows = checklist.filter(({ item }) => stepOf(item) === shown).map((checked) => rowOf(practice, checked, answers));
  const words = `${totalWords(checklist)} Step ${at + 1} of ${readinessSteps.length}: ${stepWords[shown].toLowerCase()}. As of ${when(now)}.`;
  return saying(
    'readiness',
    drawLive(`${readyTitle}: ${plain(practice.name)}`, words, rows, {
      list: checklistName(practice, at),
      said,
      head: readinessSteps.flatMap((each, index) => (index === at ? [] : toStep(practice, checklist, each, index))),
      foot: [{ verb: 'list', title: 'Refresh', style: 'default', list: checklistName(practice, at) }],
      buttons: [{ verb: printVerb, title: printTitle }],
      rest: `ready|${practice.code}`,
    }),
  );
}

function toStep(practice: Practice, checklist: readonly Checked[], step: ReadinessStep, index: number): readonly ListPress[] {
  const open = openItems(checklist).filter(({ item }) => stepOf(item) === step).length;
  const title = `${stepWords[step]} (${open === 0 ? 'done' : `${open} open`})`;
  return [{ verb: 'list', title, style: 'default', list: checklistName(practice, index) }];
}

function rowOf(practice: Practice, checked: Checked, answers: boolean): ListRow {
  const { item, standing } = checked;
  const { name } = itemWords[item];
  const about = { thing: 'readiness', hub: practice.hub, id: readinessId(practice.code), revision: 0 };
  const button = { verb: itemVerb(item), title: 'Answer', named: inert(`Answer: ${name}, ${practice.name}`) };
  return {
    first: `${standingWords[standing]} \u00b7 ${name}`,
    second: standsWords(checked, practice),
    stands: standing === 'ranOut',
    ...(answers && !isProductItem(item) ? { buttons: { about, presses: [], dialogs: [button] } } : {}),
  };
}

export interface Overview {
  readonly hub: HubId;
  readonly page: number;
  readonly from: number;
  readonly count: number;
  readonly rows: readonly { readonly practice: Practice; readonly checklist: readonly Checked[] }[];
  readonly foot: readonly ListPress[];
  readonly said?: Said | undefined;
}
/** How all practices of a hub stand, a page of them. */
export function drawOverview({ hub, page, count, rows, foot, said }: Overview, name: (id: string) => string, now: Instant): Card {
  const listed = rows.map(({ practice, checklist }): ListRow => {
    const about = { thing: 'readiness', hub, id: readinessId(practice.code), revision: 0 };
    return {
      first: plain(practice.name),
      second: totalWords(checklist),
      stands: checklist.some(({ standing }) => standing === 'ranOut'),
      buttons: { about, presses: [{ verb: checklistVerb, title: 'Open', named: inert(`Open: ${practice.name}`) }], dialogs: [] },
    };
  });
  const words = count === 0 ? noPracticeYet : `What each practice still needs before it goes live. As of ${when(now)}.`;
  const card = drawLive(`${readyTitle}: practices of ${plain(name(hub))}`, words, listed, {
    ...{ list: overviewName(hub, page), said, foot },
    buttons: count === 0 ? [] : [{ verb: printVerb, title: printTitle }],
    rest: `ready|${hub}`,
  });
  return saying('readiness', card);
}
