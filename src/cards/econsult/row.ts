// One eConsult as a line of a list.
import type { EConsult } from '../../domain/econsult/state.ts';
import type { Network } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { ListRow } from '../list.ts';
import { kindWords, priorityWords, when } from '../words.ts';
import { practiceWords, statusWords } from './facts.ts';

/** One eConsult in a list. */
export function rowOf(it: EConsult, network: Network): ListRow {
  return {
    first: `${referenceOf(it.id)} · ${priorityWords[it.priority]} · ${kindWords[it.kind]} · ${practiceWords(it, network)}`,
    second: `${statusWords(it, network)}${it.status === 'completed' ? '' : `. Target ${when(it.deadlines.target, it.receivedAt)}`}`,
  };
}
