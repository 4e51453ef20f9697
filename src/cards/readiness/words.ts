// How a practice's checklist stands, in words: each item, the whole of it, what was refused, and what owners are reminded of.
import type { Practice } from '../../domain/network/state.ts';
import { type Checked, openItems, type Standing } from '../../domain/readiness/checklist.ts';
import type { ReadinessRefusal } from '../../domain/readiness/decide.ts';
import { isProductItem, type PeopleItem, type ReadinessItem } from '../../domain/readiness/items.ts';
import { kinds } from '../../domain/terms.ts';
import { dateWords, pathwayWords } from '../network/words.ts';
import { askOneOfWords } from '../whom-to-ask.ts';
import { kindWords, personalWords, plain, shortened } from '../words.ts';
import { itemWords, setWhere } from './items.ts';

export const standingWords: Readonly<Record<Standing, string>> = {
  ready: 'Done',
  notNeeded: 'Not needed',
  open: 'Still to do',
  ranOut: 'Has run out',
};

const accessWords = (access: Practice['recordAccess']): string =>
  access === undefined ? 'not said how' : access === 'shared' ? 'from the hub\u2019s own system' : 'a log-in for each site';
const set: Readonly<Partial<Record<ReadinessItem, (practice: Practice) => string>>> = {
  recordAccess: ({ recordSystem, recordAccess }) => `${plain(recordSystem)}, ${accessWords(recordAccess)}`,
  pathwayAgreed: ({ pathway }) => kinds.map((kind) => `${kindWords[kind].toLowerCase()} ${pathwayWords[pathway[kind]]}`).join(', '),
  fitNotes: ({ pathway }) => pathwayWords[pathway.clinicalAdmin],
  allocation: ({ allocation }) => (allocation === undefined ? 'no limit' : `${allocation} a day`),
  cutOff: ({ cutOff }) => cutOff ?? 'the hub\u2019s own',
  dataSharing: ({ agreement }) =>
    agreement === undefined ? 'without an end' : `${dateWords(agreement.from)} to ${dateWords(agreement.until)}`,
};
/** What of an item is set here, for whoever answers it to agree with; empty: nothing is. */
export function setHereWords(item: ReadinessItem, practice: Practice): string {
  const words = set[item]?.(practice);
  return words === undefined ? '' : `Set here: ${words}.`;
}

/** What stands under an item's name. */
export function standsWords({ item, standing, answer }: Checked, practice: Practice): string {
  const setHere = setHereWords(item, practice);
  if (isProductItem(item)) return standing === 'ready' ? 'As set here.' : `${itemWords[item].asks} ${setWhere(item, plain(practice.code))}`;
  const owner = answer?.owner === undefined ? '' : `Looked after by ${plain(answer.owner.name)}.`;
  const shown = answer?.evidence === undefined ? '' : `${standing === 'notNeeded' ? 'Because' : 'Shown by'}: ${plain(answer.evidence)}.`;
  const until = answer?.until === undefined ? '' : ` until ${dateWords(answer.until)}`;
  const parts: Readonly<Record<Standing, readonly string[]>> = {
    open: [itemWords[item].asks, setHere, owner, answer?.date === undefined ? '' : `To be done by ${dateWords(answer.date)}.`],
    ready: [`Since ${dateWords(answer?.date ?? '')}${until}.`, shown, setHere, owner],
    notNeeded: [shown, owner],
    ranOut: [`It ran out on ${dateWords(answer?.until ?? '')}.`, shown, owner],
  };
  return parts[standing].filter((part) => part !== '').join(' ');
}

const namesShown = 4;
/** `24 of 32 done. Still to do: Indemnity, Drill and 6 more.` */
export function totalWords(checklist: readonly Checked[]): string {
  const open = openItems(checklist);
  const done = `${checklist.length - open.length} of ${checklist.length} done.`;
  if (open.length === 0) return `${done} Nothing is missing.`;
  const named = (standing: Standing): string =>
    shortened(
      open.filter((each) => each.standing === standing).map(({ item }) => itemWords[item].name),
      namesShown,
    );
  const [ranOut, todo] = [named('ranOut'), named('open')];
  const alone = open.filter(({ item, answer }) => !isProductItem(item) && answer?.owner === undefined).length;
  const unowned = alone === 0 ? '' : `Nobody looks after ${alone} of these.`;
  return [done, ranOut === '' ? '' : `Has run out: ${ranOut}.`, todo === '' ? '' : `Still to do: ${todo}.`, unowned]
    .filter((each) => each !== '')
    .join(' ');
}

export function readinessRefusalWords(refusal: ReadinessRefusal): string {
  switch (refusal.why) {
    case 'notTheirs':
      return `Only the practice and its hub\u2019s leads and administrators fill in its checklist.${askOneOfWords(refusal.ask)}`;
    case 'practiceUnknown':
      return 'This practice is not in the network any more. Nothing was changed.';
    case 'itemUnknown':
      return 'The checklist no longer asks this. Type "ready" again.';
    case 'productAnswers':
      return 'This is answered from what is set here. Change it there.';
    case 'ownerElsewhere':
      return 'Choose somebody who works at the practice or at its hub.';
    case 'evidenceMissing':
      return 'Say what shows it: a link, or its reference.';
    case 'reasonMissing':
      return 'Say why it is not needed.';
    case 'dateWrong':
      return 'Choose a day that is not ahead, or say that it is still to do.';
    case 'hasRunOut':
      return 'This day is past: it would have run out already.';
    case 'personalWords':
      return `This looks like a patient\u2019s detail (${refusal.found.map((each) => personalWords[each]).join(', ')}). Leave it out.`;
    case 'wordsTooLong':
      return `Keep it to ${refusal.charactersMax} characters.`;
    case 'wordsMissing':
    case 'clockOnly':
    case 'personNeeded':
      return 'Nothing was changed.';
  }
}

/** What an owner is reminded of: the items by practice. */
export function reminderWords(due: readonly { readonly practice: string; readonly items: readonly PeopleItem[] }[]): string {
  const each = due.map(
    ({ practice, items }) =>
      `${practice}: ${shortened(
        items.map((item) => itemWords[item].name),
        namesShown,
      )}`,
  );
  return `please see to ${each.join('; ')}. ${due.length === 1 ? 'It is' : 'They are'} due, or will run out soon. Type "ready" to answer.`;
}
export const reminderSummary = 'A checklist waits for you';
