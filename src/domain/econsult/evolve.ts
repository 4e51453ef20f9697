// How an eConsult looks after something has happened to it. Plain bookkeeping: every rule has been applied already.
import type { EConsultEvent } from './event.ts';
import type { Claimed, EConsult, Facts, Waiting } from './state.ts';

/** `version` is the event's own: the card's revision follows the last event that a card shows. */
export function evolve(state: EConsult | undefined, event: EConsultEvent, version: number): EConsult {
  if (event.type === 'Received') {
    return { ...event.facts, status: 'waiting', waitingSince: event.at, asides: [], withdrawal: undefined, revision: version };
  }
  if (state === undefined) throw new Error(`an eConsult cannot begin with ${event.type}`);
  switch (event.type) {
    case 'Viewed':
      return state;
    case 'CopyKeptAside':
      return { ...state, asides: [...state.asides, event.contentHash], revision: version };
    case 'Withdrawn': {
      const withdrawal = { at: event.at, reason: event.reason };
      if (state.status !== 'waiting') return { ...state, withdrawal, revision: version };
      return {
        ...factsOf(state),
        status: 'completed',
        withdrawal,
        revision: version,
        completedAt: event.at,
        outcome: 'withdrawn',
        completedBy: undefined,
        patientTold: undefined,
      };
    }
    case 'Placed':
      return {
        ...state,
        practice: event.practice,
        holder: event.holder,
        revision: version,
        shownIn: state.shownIn.includes(event.holder) ? state.shownIn : [...state.shownIn, event.holder],
      };
    case 'Claimed':
    case 'TakenOver':
      return { ...factsOf(state), status: 'claimed', claimant: event.by, claimedAt: event.at, revision: version } satisfies Claimed;
    case 'Released':
      return { ...factsOf(state), status: 'waiting', waitingSince: event.at, revision: version } satisfies Waiting;
    case 'Completed':
      return {
        ...factsOf(state),
        status: 'completed',
        revision: version,
        completedAt: event.at,
        outcome: event.outcome,
        completedBy: event.by,
        patientTold: event.told === 'notNeeded' ? undefined : { how: event.told, by: event.by, at: event.at },
      };
  }
}

/** The facts without what belongs to one status, so that nothing of the old status lingers in the new one. */
function factsOf(state: EConsult): Facts {
  return {
    hub: state.hub,
    id: state.id,
    origin: state.origin,
    practice: state.practice,
    practiceNamed: state.practiceNamed,
    holder: state.holder,
    shownIn: state.shownIn,
    kind: state.kind,
    priority: state.priority,
    topic: state.topic,
    ageBand: state.ageBand,
    byProxy: state.byProxy,
    interpreter: state.interpreter,
    identity: state.identity,
    nhsNumber: state.nhsNumber,
    submittedAt: state.submittedAt,
    receivedAt: state.receivedAt,
    clockFrom: state.clockFrom,
    promisedBy: state.promisedBy,
    deadlines: state.deadlines,
    flaggedAnswers: state.flaggedAnswers,
    asides: state.asides,
    withdrawal: state.withdrawal,
    revision: state.revision,
  };
}
