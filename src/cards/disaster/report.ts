// What was moved and what became of it, for the organisation that reads it: how many, and each by its reference.
import { disasterIds } from '../../domain/disaster/id.ts';
import { type Moved, type MovedFate, movedAt } from '../../domain/disaster/report.ts';
import type { Disaster } from '../../domain/disaster/state.ts';
import type { Network } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { OrganisationId } from '../../domain/terms.ts';
import { drawList } from '../list.ts';
import type { Card } from '../templates.ts';
import { when } from '../words.ts';
import { nameOf, titleWords } from './words.ts';

const fateWords: Readonly<Record<MovedFate, string>> = { open: 'Still open', back: 'Brought back', done: 'Done' };
/** References on one line; a dialog takes some hundred of these. */
const referencesOnLine = 12;
const linesMax = 60;

export function drawReport(
  it: Disaster,
  all: readonly Moved[],
  { network, at }: { readonly network: Network; readonly at: OrganisationId },
): Card {
  const moved = movedAt(all, it.hub, at);
  const count = (fate: MovedFate): number => moved.filter((each) => each.fate === fate).length;
  const words =
    moved.length === 0
      ? 'Nothing was moved from here or to here.'
      : `${moved.length} moved: ${count('done')} done, ${count('back')} brought back, ${count('open')} still open. Each reference can be found with \u201cfind\u201d.`;
  const rows = (['open', 'back', 'done'] as const).flatMap((fate) => {
    const ways = new Map<string, Moved[]>();
    for (const each of moved)
      if (each.fate === fate) ways.set(`${each.from}|${each.to}`, [...(ways.get(`${each.from}|${each.to}`) ?? []), each]);
    return [...ways.values()].flatMap((theirs) => linesOf(fate, theirs, network));
  });
  return drawList(`${disasterIds.reference(it.id)}: ${titleWords(it.plan, network)}`, words, rows.slice(0, linesMax));
}

function linesOf(fate: MovedFate, moved: readonly Moved[], network: Network) {
  const [first] = moved;
  if (first === undefined) return [];
  const way = `${nameOf(network, first.from)} to ${nameOf(network, first.to)}`;
  return Array.from({ length: Math.ceil(moved.length / referencesOnLine) }, (_, line) => {
    const here = moved.slice(line * referencesOnLine, (line + 1) * referencesOnLine);
    return {
      first: `${fateWords[fate]}: ${way}${line === 0 ? ` (${moved.length})` : ''}`,
      second: here.map(({ id, fateAt }) => `${referenceOf(id)}${fateAt === undefined ? '' : ` ${when(fateAt)}`}`).join(', '),
      stands: fate === 'open',
    };
  });
}
