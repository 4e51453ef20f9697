// An eConsult's card from its state: what everybody in the channel may see, or one person's own view of it.

import { releaseList } from '../../domain/econsult/reasons-and-outcomes.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import { networkFor } from '../../domain/rehearsal/as-rehearsed.ts';
import type { Instant, OrganisationId, PersonId, Priority } from '../../domain/terms.ts';
import { cautionBox } from '../cautions.ts';
import { type Drawn, fill, inert, payloadVersion, type TemplateName } from '../templates.ts';
import { plain, releaseWords, when } from '../words.ts';
import { buttonsOf } from './buttons.ts';
import { isKeptFromWork } from './crossing.ts';
import { cautionsOf, cautionsOnceDone, factsOf, summaryWords } from './facts.ts';
import { type Glance, glanceOf, isAsking } from './glance.ts';

/** Of one card, by Microsoft's documentation of `refresh`; more would make it refuse the card. */
export const refreshUsersMax = 60;

export interface CardView {
  readonly network: Network;
  /** The organisation whose channel the card stands in. */
  readonly at: OrganisationId;
  readonly now: Instant;
  /** Whose own view this is; absent for the card everybody sees. */
  readonly viewer?: PersonId;
  /** Shown at the top for this viewer only: why their press did nothing. */
  readonly notice?: string;
  /** Teams ids of those whose client should fetch their own view; those beyond `refreshUsersMax` fetch it by hand. */
  readonly refreshFor?: readonly string[];
}

const style: Readonly<Record<Priority, string>> = { routine: 'emphasis', urgent: 'warning', redFlag: 'attention' };

/** What is escalated or past its limit looks as urgent as a red flag, whatever its priority: the headline says why. */
function styleOf(it: EConsult, now: Instant): string {
  if (it.status === 'completed') return 'default';
  return isAsking(it) || now >= it.deadlines.limit ? style.redFlag : style[it.priority];
}

/** Draws the card. The base view holds nothing that any member of the channel may not see. */
export function drawEConsult(it: EConsult, given: CardView): Drawn {
  const view = { ...given, network: networkFor(it.id, given.network) };
  const template = templateFor(it, view);
  const summary = summaryWords(it, view.network);
  const card = fill(template, {
    v: payloadVersion,
    hub: it.hub,
    id: it.id,
    revision: it.revision,
    reference: referenceOf(it.id),
    style: styleOf(it, view.now),
    ...(template === 'econsult.elsewhere'
      ? { headline: `Now with ${plain(organisationName(view.network, it.holder))}`, what: '', next: [] }
      : linesOf(glanceOf(it, view.network, view.at, view.now))),
    notice: view.notice ?? '',
    ...cautionBox(it.status === 'completed' ? cautionsOnceDone(it) : cautionsOf(it, view.network, view.now, view, true)),
    facts: factsOf(it, view.network, view.now, view),
    asOf: `As of ${when(view.now)}`,
    fallback: inert(summary),
    refreshFor: (view.refreshFor ?? []).slice(0, refreshUsersMax),
    ...buttonsOf(it, view),
    ...(template === 'econsult.mine' ? choicesFor(it, view) : {}),
    ...(it.status === 'claimed'
      ? {
          // Only where it is held can it be taken over.
          takeOverWords:
            view.at === it.holder && !isKeptFromWork(it, view.network, view.now)
              ? `${plain(it.claimant.name)} has had this since ${when(it.claimedAt)}. If you take it over, they are told.`
              : '',
        }
      : {}),
  });
  return { card, summary };
}

const linesOf = ({ headline, what, next }: Glance) => ({ headline, what, next: next.map((words) => ({ words })) });

function templateFor(it: EConsult, view: CardView): TemplateName {
  // This is neither the hub nor its practice: the card was here before.
  if (view.at !== it.hub && view.at !== it.practice && view.at !== it.holder) return 'econsult.elsewhere';
  switch (it.status) {
    case 'waiting':
      return it.practice === undefined ? 'econsult.unplaced' : 'econsult.waiting';
    case 'claimed':
      return view.viewer === it.claimant.id ? 'econsult.mine' : 'econsult.claimed';
    case 'offered':
      return 'econsult.offered';
    case 'completed':
      return 'econsult.completed';
  }
}

function choicesFor(it: EConsult, { network, now }: CardView) {
  return {
    // It cannot be completed before somebody has confirmed which patient it is about.
    completable: it.wrongPatient === undefined && !isKeptFromWork(it, network, now),
    releaseReasons: releaseList.offered.map((value) => ({ value, title: releaseWords[value] })),
  };
}
