// Putting right what an eConsult is about: its practice, its patient, and its links to other contacts. The history keeps what stood before.

import { own } from '../lookup.ts';
import { clinicians, mayAs, mayPlace, mayView } from '../network/access.ts';
import { isClosedOn } from '../network/closed.ts';
import { firstHolder } from '../network/pathway.ts';
import { isRehearsal } from '../reference.ts';
import type { Role } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import type { ConfirmPatient, CorrectPractice, Link, Place, ReportWrongPatient } from './command.ts';
import type { CorrectionEvent } from './event.ts';
import { movedTo, waiting } from './next-status.ts';
import { type Case, completedRefusal, type EConsultDecision, happened, isStale, nothing, refuse } from './refusals.ts';
import type { EConsult } from './state.ts';

export function place({ command, state, rules, by }: Case<Place>): EConsultDecision {
  const { network } = rules;
  const refusal = mayPlace(network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.practice === command.practice) return nothing;
  if (state.practice !== undefined) return refuse({ why: 'alreadyPlaced' });
  const practice = own(network.practices, command.practice);
  // Each hub's data is stored in its own table, so an eConsult cannot go to a practice of another hub.
  if (practice === undefined || practice.hub !== state.hub || isClosedOn(practice, onTheWall(command.at).date))
    return refuse({ why: 'practiceUnknown', practice: command.practice });
  if (isStale(command, state)) return refuse({ why: 'stale' });
  const first = firstHolder(practice, state, { ...rules, at: command.at });
  return happened({ type: 'Placed', at: command.at, by, practice: practice.code, ...first });
}

/** Who may correct the practice: those who run the hub's queue, and clinicians, because whoever reads it first finds out. */
const correcting: readonly Role[] = ['hubLead', 'hubAdministrator', ...clinicians];

export function correctPractice({ command, state, rules, by }: Case<CorrectPractice>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  if (state.practice === undefined) return refuse({ why: 'unplaced' });
  const refusal = mayAs(rules.network, by.id, state, correcting, state.holder, command.at);
  if (refusal) return refuse(refusal);
  if (state.practice === command.practice) return nothing;
  const practice = own(rules.network.practices, command.practice);
  if (practice === undefined || practice.hub !== state.hub || isClosedOn(practice, onTheWall(command.at).date))
    return refuse({ why: 'practiceUnknown', practice: command.practice });
  if (isStale(command, state)) return refuse({ why: 'stale' });
  return happened({
    type: 'PracticeCorrected',
    at: command.at,
    by,
    from: state.practice,
    to: practice.code,
    ...firstHolder(practice, state, { ...rules, at: command.at }),
  });
}

export function link({ command, state, rules, by }: Case<Link>): EConsultDecision {
  const refusal = mayView(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  // A patient's card must not name a patient who does not exist.
  if (isRehearsal(state.id) || isRehearsal(command.to)) return refuse({ why: 'madeUp' });
  if (command.to === state.id) return refuse({ why: 'sameOne' });
  return state.links.includes(command.to) ? nothing : happened({ type: 'Linked', at: command.at, by, to: command.to });
}

/** Anybody who may read it can report this. Nobody can complete it until it is cleared up. */
export function reportWrongPatient({ command, state, rules, by }: Case<ReportWrongPatient>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  const refusal = mayView(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  return state.wrongPatient ? nothing : happened({ type: 'WrongPatientReported', at: command.at, by });
}

export function confirmPatient({ command, state, rules, by }: Case<ConfirmPatient>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  const refusal =
    mayAs(rules.network, by.id, state, [...clinicians, 'hubLead'], state.holder, command.at) ??
    mayView(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  return state.wrongPatient ? happened({ type: 'PatientConfirmed', at: command.at, by }) : nothing;
}

/** How an eConsult looks after something about it was put right. */
export function evolveCorrection(state: EConsult, event: CorrectionEvent): EConsult {
  const { at } = event;
  switch (event.type) {
    case 'Placed':
      return { ...state, ...movedTo(state, event.holder, at), practice: event.practice };
    case 'PracticeCorrected':
      // Questions, offers, settlements and reroutes were the first practice's and do not bind the new one.
      return {
        ...waiting(state, at),
        ...movedTo(state, event.holder, at),
        practice: event.to,
        question: undefined,
        reroutedBy: undefined,
        assigned: undefined,
        crossings: 0,
        settled: undefined,
      };
    case 'Linked':
      return { ...state, links: [...state.links, event.to] };
    case 'WrongPatientReported':
      return { ...state, wrongPatient: { at, by: event.by } };
    case 'PatientConfirmed':
      return { ...state, wrongPatient: undefined };
  }
}
