// What somebody did on paper while Teams was away, entered by a lead afterwards: it counts from when it was done, where that can be so.
import { leadsOf, type Network, staffIn } from '../network/state.ts';
import { type Instant, type Person, personOf } from '../terms.ts';
import type { EConsult } from './state.ts';

export interface OnPaper {
  /** When it was done, as the paper says. */
  readonly at: Instant;
  /** The lead who entered it; whoever did it is the command's own person. */
  readonly enteredBy: Person;
}
export interface PerhapsOnPaper {
  readonly onPaper?: OnPaper;
}

export type OnPaperRefusal =
  /** Only a lead enters what others did on paper. */
  | { readonly why: 'paperNeedsLead'; readonly ask: readonly Person[] }
  /** It has been as it is now since later than the paper says, or that time has not come. */
  | { readonly why: 'paperTimeWrong'; readonly since: Instant };

/**
 * Only a lead of its hub enters what others did. If it came to be as it is now later than the paper says, somebody has acted on it in Teams
 * since: then a person decides, and the same paper entered twice does nothing the second time.
 */
export function onPaperRefusal(
  { at, enteredBy }: OnPaper,
  state: EConsult,
  { network, now }: { readonly network: Network; readonly now: Instant },
): OnPaperRefusal | undefined {
  const leads = ['hubLead' as const, 'clinicalLead' as const].flatMap((role) => staffIn(network, role, state.hub));
  const ask = (leads.length > 0 ? leads : leadsOf(network, state.hub)).map(personOf);
  if (!ask.some(({ id }) => id === enteredBy.id)) return { why: 'paperNeedsLead', ask };
  const since = sinceOf(state);
  return since <= at && at <= now ? undefined : { why: 'paperTimeWrong', since };
}

function sinceOf(state: EConsult): Instant {
  switch (state.status) {
    case 'waiting':
      return state.waitingSince;
    case 'claimed':
      return state.claimedAt;
    case 'offered':
      return state.offer.at;
    case 'completed':
      return state.completedAt;
  }
}
