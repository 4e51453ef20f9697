// What was moved and what became of it, for the organisation that reads it: how many, and each by its reference.
import { disasterIds } from '../../domain/disaster/id.ts';
import { type Moved, type MovedFate, movedAt } from '../../domain/disaster/report.ts';
import { isSignable } from '../../domain/disaster/sign.ts';
import { type Disaster, shownAt } from '../../domain/disaster/state.ts';
import { own } from '../../domain/lookup.ts';
import type { Network } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { OrganisationId } from '../../domain/terms.ts';
import { fillForm } from '../form.ts';
import { drawList } from '../list.ts';
import { type Card, saying } from '../templates.ts';
import { plain, when } from '../words.ts';
import { despiteLines, nameOf, namesOf, titleWords } from './words.ts';

const fateWords: Readonly<Record<MovedFate, string>> = { open: 'Still open', back: 'Brought back', done: 'Done' };
/** References on one line; a dialog takes some hundred of these. */
const referencesOnLine = 12;
const linesMax = 60;

interface Reading {
  readonly network: Network;
  /** The organisation for which it is read. */
  readonly at: OrganisationId;
}
export function drawReport(it: Disaster, all: readonly Moved[], reading: Reading): Card {
  const { title, words, rows } = reportOf(it, all, reading);
  return drawList(title, [words, ...despiteLines(it.plan), ...signedLines(it, reading.network)].join(' '), rows);
}

export const signTitle = 'Sign what was moved';
/** The same list, with the button by which somebody stands for it. */
export function drawSignForm(it: Disaster, all: readonly Moved[], reading: Reading, problem = ''): Card {
  const { words, rows } = reportOf(it, all, reading);
  const stands = `You sign for ${nameOf(reading.network, reading.at)}: the list is as you know it, and what is open is in somebody\u2019s hands.`;
  const lines = [words, ...despiteLines(it.plan), stands, ...rows.map(({ first, second }) => `${first}: ${second}`)];
  const form = { verb: 'sign', title: signTitle, submit: 'Sign', lines, fields: [] };
  return saying('disaster', fillForm(form, { hub: it.hub, id: it.id, revision: 0, rest: '' }, problem, {}));
}

/** Who has signed for which organisation, and who has not. */
export function signedLines(it: Disaster, network: Network): readonly string[] {
  const touched = shownAt(it).filter((each) => isSignable(it, each));
  if (it.status !== 'over' || touched.length === 0) return [];
  const signed = touched.flatMap((each) => {
    const by = own(it.signed ?? {}, each);
    return by === undefined ? [] : [`${nameOf(network, each)} by ${plain(by.by.name)}, ${when(by.at)}`];
  });
  const unsigned = touched.filter((each) => own(it.signed ?? {}, each) === undefined);
  return [
    ...(signed.length === 0 ? [] : [`Signed: ${signed.join('; ')}.`]),
    ...(unsigned.length === 0 ? [] : [`Not signed yet: ${namesOf(network, unsigned)}.`]),
  ];
}

function reportOf(it: Disaster, all: readonly Moved[], { network, at }: Reading) {
  const moved = movedAt(all, it.hub, at);
  const count = (fate: MovedFate): number => moved.filter((each) => each.fate === fate).length;
  const late = moved.filter((each) => each.late).length;
  const words =
    moved.length === 0
      ? 'Nothing was moved from here or to here.'
      : `${moved.length} moved: ${count('done')} done, ${count('back')} brought back, ${count('open')} still open${late === 0 ? '' : `; ${late} late`}. Each reference can be found with \u201cfind\u201d.`;
  const rows = (['open', 'back', 'done'] as const).flatMap((fate) => {
    const ways = new Map<string, Moved[]>();
    for (const each of moved)
      if (each.fate === fate) ways.set(`${each.from}|${each.to}`, [...(ways.get(`${each.from}|${each.to}`) ?? []), each]);
    return [...ways.values()].flatMap((theirs) => linesOf(fate, theirs, network));
  });
  return { title: `${disasterIds.reference(it.id)}: ${titleWords(it.plan, network)}`, words, rows: rows.slice(0, linesMax) };
}

function linesOf(fate: MovedFate, moved: readonly Moved[], network: Network) {
  const [first] = moved;
  if (first === undefined) return [];
  const way = `${nameOf(network, first.from)} to ${nameOf(network, first.to)}`;
  return Array.from({ length: Math.ceil(moved.length / referencesOnLine) }, (_, line) => {
    const here = moved.slice(line * referencesOnLine, (line + 1) * referencesOnLine);
    return {
      first: `${fateWords[fate]}: ${way}${line === 0 ? ` (${moved.length})` : ''}`,
      second: here
        .map(({ id, fateAt, late }) => `${referenceOf(id)}${fateAt === undefined ? '' : ` ${when(fateAt)}`}${late ? ' LATE' : ''}`)
        .join(', '),
      stands: fate === 'open',
    };
  });
}
