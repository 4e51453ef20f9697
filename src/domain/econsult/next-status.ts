// How an eConsult looks when it goes to its next status or organisation: what it keeps and what is dropped.
import { own } from '../lookup.ts';
import type { Instant, OrganisationId, Person } from '../terms.ts';
import { type Claimed, type Completed, type EConsult, type Facts, untilClaimed, type Waiting } from './state.ts';

/**
 * It waits at its holder and nobody has it. Warnings that nobody had it were about an earlier wait; they will be given again for this one.
 */
export const waiting = (state: EConsult, at: Instant): Waiting => ({
  ...factsOf(state),
  told: state.firstClaimedAt === undefined ? state.told : state.told.filter((each) => !untilClaimed.some((step) => step === each)),
  status: 'waiting',
  waitingSince: at,
  contract: undefined,
});

export const claimed = (state: EConsult, by: Claimed['claimant'], at: Instant): Claimed => ({
  // Whoever had it before was asked by a disaster, this one not.
  ...withoutAsked(factsOf(state)),
  firstClaimedAt: state.firstClaimedAt ?? at,
  keptAt: undefined,
  quietAskedAt: undefined,
  status: 'claimed',
  claimant: by,
  claimedAt: at,
  contract: contractOf(state),
  assigned: undefined,
});

const withoutAsked = ({ askedBy: _asked, ...facts }: Facts): Facts => facts;

/** It is over, whatever the outcome: nobody is asked, on hold or on a ladder any more. */
export function closed(state: EConsult, at: Instant): Omit<Completed, 'outcome' | 'completedBy' | 'patientTold' | 'followUp'> {
  return {
    ...factsOf(state),
    ...movedTo(state, state.holder, at),
    status: 'completed',
    completedAt: at,
    hold: undefined,
    plan: undefined,
    assigned: undefined,
    // Otherwise a reopened one would still be on its old ladder and could not be escalated.
    escalation: undefined,
    question: state.question?.answer ? state.question : undefined,
  };
}

/** The offer its holder accepted it by. */
export const contractOf = (state: EConsult) => (state.status === 'completed' ? undefined : state.contract);

/** The last note somebody wrote for whoever has it next. */
export function noteOf(
  state: EConsult,
  event: { readonly by: Person; readonly at: Instant; readonly text: string | undefined },
): Facts['note'] {
  return event.text === undefined ? state.note : { at: event.at, by: event.by, text: event.text };
}

const nowhere = { assigned: undefined, plan: undefined, reroutedBy: undefined } as const;
type Moved = Pick<Facts, 'holder' | 'shares' | 'heldSince' | 'shownIn' | 'assigned' | 'plan' | 'declined' | 'reroutedBy'>;

/**
 * Adds the time until now to the present holder's share, and starts the next one's. All shares together are always the patient's whole
 * wait.
 */
export function movedTo(state: EConsult, holder: OrganisationId, at: Instant): Moved {
  // The patient's clock may start some minutes after our time (the sender's time is believed): until then nobody has had it.
  const ms = Math.max(0, Date.parse(at) - Date.parse(state.heldSince));
  const shares = { ...state.shares, [state.holder]: (own(state.shares, state.holder) ?? 0) + ms };
  const heldSince = at > state.heldSince ? at : state.heldSince;
  // An assignment or a closing plan was made for the organisation it leaves; and where people put it, no disaster brings it back from.
  const { assigned, plan, reroutedBy } = holder === state.holder ? state : nowhere;
  return { holder, shares, heldSince, shownIn: withCard(state, holder), assigned, plan, reroutedBy, declined: undefined };
}

/** The organisations whose channels have its card, with this one added. */
export const withCard = (state: EConsult, organisation: OrganisationId): readonly OrganisationId[] =>
  state.shownIn.includes(organisation) ? state.shownIn : [...state.shownIn, organisation];

/** The facts without the fields of its present status, so that none of them is left in the next one. */
export function factsOf(state: EConsult): Facts {
  switch (state.status) {
    case 'waiting': {
      const { status: _status, waitingSince: _since, contract: _contract, ...facts } = state;
      return facts;
    }
    case 'claimed': {
      const {
        status: _status,
        claimant: _claimant,
        claimedAt: _at,
        keptAt: _kept,
        quietAskedAt: _asked,
        contract: _contract,
        ...facts
      } = state;
      return facts;
    }
    case 'offered': {
      const { status: _status, offer: _offer, contract: _contract, ...facts } = state;
      return facts;
    }
    case 'completed': {
      const {
        status: _status,
        completedAt: _at,
        outcome: _outcome,
        completedBy: _by,
        patientTold: _told,
        followUp: _followUp,
        ...facts
      } = state;
      return facts;
    }
  }
}
