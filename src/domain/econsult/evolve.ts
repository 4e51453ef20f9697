// How an eConsult looks after something has happened to it. Every rule was applied when it was decided; here is only bookkeeping.
import { evolveClaim } from './claim.ts';
import { keyOf } from './clock.ts';
import { evolveCompletion } from './complete.ts';
import { evolveContacts } from './contacts.ts';
import { evolveCorrection } from './corrections.ts';
import { evolveEscalation } from './escalation.ts';
import type { EConsultEvent } from './event.ts';
import { evolveHold } from './hold.ts';
import { evolvePassBack } from './pass-back.ts';
import { evolveClosingPlan } from './plan-closing.ts';
import { evolvePriority } from './priority.ts';
import { evolveQuestion } from './question.ts';
import { evolveReceived, received } from './receive.ts';
import { evolveRepair } from './repair.ts';
import { isRepair, type RepairEvent } from './repaired.ts';
import { evolveReroute } from './reroute.ts';
import type { EConsult } from './state.ts';
import { evolveTasks } from './tasks.ts';

/** `version` is the event's own: the card's revision follows the last event that a card shows. */
export function evolve(state: EConsult | undefined, event: EConsultEvent, version: number): EConsult {
  if (event.type === 'Received') return received(event, version);
  if (state === undefined) throw new Error(`an eConsult cannot begin with ${event.type}`);
  // Opening it, or a look of the clock, changes no card.
  if (event.type === 'ClockLooked') return state;
  if (event.type === 'Viewed') {
    if (state.unopened === undefined) return state;
    const { unopened: _unopened, ...opened } = state;
    return opened;
  }
  if (event.type === 'Reminded') {
    // Asked whether they are still working on it, its claimant gets a button to say so; other reminders change no card.
    const revision = event.of === 'claimQuiet' ? version : state.revision;
    const reminded = { ...state, told: [...state.told, keyOf(event.of, event.since)], revision };
    return event.of === 'claimQuiet' && reminded.status === 'claimed' ? { ...reminded, quietAskedAt: event.at } : reminded;
  }
  return { ...(isRepair(event) ? evolveRepair(state, event) : shown(state, event)), revision: version };
}

type Shown = Exclude<Exclude<EConsultEvent, RepairEvent>, { type: 'Received' | 'Viewed' | 'ClockLooked' | 'Reminded' }>;

/** What changes a card; each family of events in the file that decides on it. */
function shown(state: EConsult, event: Shown): EConsult {
  switch (event.type) {
    case 'CopyKeptAside':
    case 'Withdrawn':
      return evolveReceived(state, event);
    case 'Claimed':
    case 'TakenOver':
    case 'Released':
    case 'Assigned':
    case 'HandedOver':
    case 'Kept':
      return evolveClaim(state, event);
    case 'Completed':
    case 'Reopened':
      return evolveCompletion(state, event);
    case 'Held':
    case 'HoldEnded':
    case 'HoldRanOut':
      return evolveHold(state, event);
    case 'ClosingPlanned':
      return evolveClosingPlan(state, event);
    case 'Raised':
    case 'Lowered':
      return evolvePriority(state, event);
    case 'Escalated':
    case 'EscalationClimbed':
    case 'EscalationAcknowledged':
      return evolveEscalation(state, event);
    case 'PassedBack':
    case 'Accepted':
    case 'Declined':
    case 'TakenBack':
    case 'Settled':
    case 'SentToHub':
    case 'Pulled':
      return evolvePassBack(state, event);
    case 'QuestionAsked':
    case 'QuestionAnswered':
      return evolveQuestion(state, event);
    case 'Placed':
    case 'PracticeCorrected':
    case 'Linked':
    case 'WrongPatientReported':
    case 'PatientConfirmed':
      return evolveCorrection(state, event);
    case 'Recurred':
    case 'NotSamePatientSaid':
      return evolveContacts(state, event);
    case 'Rerouted':
    case 'ClaimantAsked':
    case 'BroughtBack':
      return evolveReroute(state, event);
    case 'TaskFollowed':
      return evolveTasks(state, event);
    case 'Warned':
      return { ...state, told: [...state.told, ...event.also, event.warning] };
  }
}
