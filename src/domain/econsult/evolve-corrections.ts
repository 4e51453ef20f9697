// How an eConsult looks after something about it was put right: a second copy, a withdrawal, its practice, its patient, a link.

import type { EConsultEvent } from './event.ts';
import { closed, movedTo, waiting } from './next-status.ts';
import type { EConsult } from './state.ts';

export type Mending = Extract<
  EConsultEvent,
  { type: 'CopyKeptAside' | 'Withdrawn' | 'Placed' | 'PracticeCorrected' | 'Linked' | 'WrongPatientReported' | 'PatientConfirmed' }
>;

export function mended(state: EConsult, event: Mending): EConsult {
  const { at } = event;
  switch (event.type) {
    case 'CopyKeptAside':
      return { ...state, asides: [...state.asides, event.contentHash] };
    case 'Withdrawn': {
      const withdrawal = { at, reason: event.reason };
      // With a claimant it is theirs to decide; offered or waiting it is nobody's, and over.
      if (state.status === 'claimed' || state.status === 'completed') return { ...state, withdrawal };
      return {
        ...closed(state, at),
        withdrawal,
        outcome: 'withdrawn',
        completedBy: undefined,
        patientTold: undefined,
        followUp: undefined,
      };
    }
    case 'Placed':
      return { ...state, ...movedTo(state, event.holder, at), practice: event.practice };
    case 'PracticeCorrected':
      // Another practice is another party: what was asked of, passed to or settled with the first one does not bind it.
      return {
        ...waiting(state, at),
        ...movedTo(state, event.holder, at),
        practice: event.to,
        question: undefined,
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
