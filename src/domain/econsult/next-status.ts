// What carries over when an eConsult goes from one status, or one organisation, to the next.
import { own } from '../lookup.ts';
import type { Instant, OrganisationId, Person } from '../terms.ts';
import { type Claimed, type Completed, type EConsult, type Facts, untilClaimed, type Waiting } from './state.ts';

/** Nobody has it: it waits at its holder. What was said of nobody's having it is of an earlier wait, and will be said of this one anew. */
export const waiting = (state: EConsult, at: Instant): Waiting => ({
  ...factsOf(state),
  told: state.firstClaimedAt === undefined ? state.told : state.told.filter((each) => !untilClaimed.some((step) => step === each)),
  status: 'waiting',
  waitingSince: at,
  contract: undefined,
});

export const claimed = (state: EConsult, by: Claimed['claimant'], at: Instant): Claimed => ({
  ...factsOf(state),
  firstClaimedAt: state.firstClaimedAt ?? at,
  keptAt: undefined,
  quietAskedAt: undefined,
  status: 'claimed',
  claimant: by,
  claimedAt: at,
  contract: contractOf(state),
  assigned: undefined,
});

/** What every end has in common: nobody is asked, waited for or on a ladder any more. */
export function closed(state: EConsult, at: Instant): Omit<Completed, 'outcome' | 'completedBy' | 'patientTold' | 'followUp'> {
  return {
    ...factsOf(state),
    ...movedTo(state, state.holder, at),
    status: 'completed',
    completedAt: at,
    hold: undefined,
    plan: undefined,
    assigned: undefined,
    // Else one that is opened again would still be on the old ladder, and could not be escalated.
    escalation: undefined,
    question: state.question?.answer ? state.question : undefined,
  };
}

/** The contract under which its holder has it. */
export const contractOf = (state: EConsult) => (state.status === 'completed' ? undefined : state.contract);

/** The last line somebody wrote for whoever has it next. */
export function noteOf(
  state: EConsult,
  event: { readonly by: Person; readonly at: Instant; readonly text: string | undefined },
): Facts['note'] {
  return event.text === undefined ? state.note : { at: event.at, by: event.by, text: event.text };
}

type Moved = Pick<Facts, 'holder' | 'shares' | 'heldSince' | 'shownIn' | 'assigned' | 'plan' | 'declined'>;

/** Ends the present holder's share and begins the next one's; the sum of all shares is always the patient's wait. */
export function movedTo(state: EConsult, holder: OrganisationId, at: Instant): Moved {
  // The clock may start minutes ahead of ours (the sender's time is believed): until then nobody has had it.
  const ms = Math.max(0, Date.parse(at) - Date.parse(state.heldSince));
  const shares = { ...state.shares, [state.holder]: (own(state.shares, state.holder) ?? 0) + ms };
  const heldSince = at > state.heldSince ? at : state.heldSince;
  // Whose it should be next, and what should become of it today, is of the organisation it leaves.
  const { assigned, plan } = holder === state.holder ? state : { assigned: undefined, plan: undefined };
  return { holder, shares, heldSince, shownIn: withCard(state, holder), assigned, plan, declined: undefined };
}

/** Those whose channel has its card, and this one. */
export const withCard = (state: EConsult, organisation: OrganisationId): readonly OrganisationId[] =>
  state.shownIn.includes(organisation) ? state.shownIn : [...state.shownIn, organisation];

/** The facts without what belongs to one status, so that nothing of the old status lingers in the new one. */
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
