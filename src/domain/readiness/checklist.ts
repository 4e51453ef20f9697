// A practice's checklist as it stands: what people have said and what the product finds, item by item.
import type { Network, Practice } from '../network/state.ts';
import type { Instant } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import { isSetHere } from './facts.ts';
import { isProductItem, type ReadinessItem, readinessItems } from './items.ts';
import type { Answer, Readiness } from './state.ts';

/** `ranOut`: it was settled, and does not hold any more. */
export type Standing = 'ready' | 'notNeeded' | 'open' | 'ranOut';
export interface Checked {
  readonly item: ReadinessItem;
  readonly standing: Standing;
  /** What people have said of it; never of what the product answers. */
  readonly answer?: Answer;
}

/** All items in their order. `readiness` absent: nobody has answered anything. */
export function checklistOf(network: Network, practice: Practice, readiness: Readiness | undefined, now: Instant): readonly Checked[] {
  const today = onTheWall(now).date;
  return readinessItems.map((item): Checked => {
    if (isProductItem(item)) return { item, standing: isSetHere(item, network, practice, now) ? 'ready' : 'open' };
    const answer = readiness?.answers[item];
    if (answer === undefined) return { item, standing: 'open' };
    const ranOut = answer.status === 'settled' && answer.until !== undefined && answer.until < today;
    return { item, answer, standing: ranOut ? 'ranOut' : answer.status === 'settled' ? 'ready' : answer.status };
  });
}

const isOpen = ({ standing }: Checked): boolean => standing === 'open' || standing === 'ranOut';
export const openItems = (checklist: readonly Checked[]): readonly Checked[] => checklist.filter(isOpen);
