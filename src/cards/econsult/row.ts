// One eConsult as a line of a list: what it is, how it stands and by when, and what can be done about it.
import type { EConsult } from '../../domain/econsult/state.ts';
import type { Network } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Instant, OrganisationId, PersonId } from '../../domain/terms.ts';
import type { ListRow, RowButton } from '../list.ts';
import { priorityWords, within } from '../words.ts';
import { buttonsOf } from './buttons.ts';
import { practiceWords, statusWords } from './facts.ts';
import { answerBy, standsAnywhere, timesOf, whatWords } from './glance.ts';

/** One eConsult in a list. `now`: when it is drawn. */
export function rowOf(it: EConsult, network: Network, now: Instant): ListRow {
  return {
    stands: it.status !== 'completed' && (it.priority === 'redFlag' || now >= it.deadlines.limit),
    first: `${referenceOf(it.id)} · ${whatWords(it)} · ${practiceWords(it, network)}`,
    second: it.status === 'completed' ? statusWords(it, network) : `${standsAnywhere(it, network)}. ${timesOf(it, now)}`,
  };
}

/** A button of a row says of which one it is, how urgent it is and by when: read out, "Claim" ten times over says nothing. */
const named = (it: EConsult, now: Instant, title: string): string =>
  [`${title} ${referenceOf(it.id)}`, within(priorityWords[it.priority]), ...(it.status === 'completed' ? [] : [answerBy(it, now)])].join(
    ', ',
  );

export interface RowView {
  readonly network: Network;
  /** The organisation whose card of it is read. */
  readonly at: OrganisationId;
  readonly now: Instant;
  /** Absent: everybody in the channel of that organisation reads it. */
  readonly viewer?: PersonId;
}
/** The next things that its card offers in one press, the likeliest first, and the dialogs of a row; who may is still to be asked. */
export function rowOffers(it: EConsult, view: RowView): { readonly presses: readonly RowButton[]; readonly dialogs: readonly RowButton[] } {
  const { presses, dialogs } = buttonsOf(it, view);
  const button = ({ verb, title }: { readonly verb: string; readonly title: string }): RowButton => ({
    ...{ verb, title },
    named: named(it, view.now, title),
  });
  // Whoever is asked says so first.
  const asked = presses.filter(({ verb }) => verb === 'acknowledge');
  return {
    presses: [...asked, ...presses.filter((each) => !asked.includes(each))].map(button),
    dialogs: [
      ...(isToComplete(it, view) ? [{ verb: 'complete', title: 'Complete' }] : []),
      ...dialogs.filter(({ verb }) => verb === 'open' || verb === 'place'),
    ].map(button),
  };
}

/** The next thing that its claimant would do, once it is clear whose it is. */
const isToComplete = (it: EConsult, { viewer }: RowView): boolean =>
  it.status === 'claimed' && it.claimant.id === viewer && it.wrongPatient === undefined;
