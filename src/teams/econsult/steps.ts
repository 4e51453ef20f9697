// `do K7M-4QX`: everything somebody can do with one eConsult, on a card of its own; for clients that show no views of one's own and no dialogs.
import { answerTitles, notFoundWords } from '../../cards/econsult/answers.ts';
import { drawList } from '../../cards/list.ts';
import { elsewhere, isReadHere } from '../here.ts';
import type { CommandDeps, Spoken } from '../kind.ts';
import { asPresses } from './form-cards.ts';
import { viewOf } from './gate.ts';
import { findIn } from './look-up.ts';

export async function steps(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by, activity, rest } = spoken;
  const found = await findIn(deps.store, network, by.id, rest);
  if (found === undefined) return drawList(answerTitles.steps, notFoundWords(rest), []);
  if (!isReadHere(spoken, found.it)) return elsewhere(answerTitles.steps);
  const card = viewOf(found.it, network, { person: by.id, activity, now: deps.clock.now(), refreshFor: [] });
  return card === undefined ? elsewhere(answerTitles.steps) : asPresses(card, true);
}
