// How an eConsult looks after something has happened between the hub and a practice.

import type { PassingEvent } from './event-pass-back.ts';
import { claimed, contractOf, factsOf, movedTo, noteOf, waiting, withCard } from './next-status.ts';
import type { EConsult, Offered } from './state.ts';

export function passed(state: EConsult, event: PassingEvent): EConsult {
  const { at } = event;
  switch (event.type) {
    case 'PassedBack':
      return {
        ...factsOf(state),
        status: 'offered',
        offer: event.offer,
        contract: contractOf(state),
        declined: undefined,
        crossings: state.crossings + 1,
        shownIn: withCard(state, event.offer.to),
      } satisfies Offered;
    case 'Accepted':
      return state.status === 'offered' ? { ...waiting(state, at), ...movedTo(state, state.offer.to, at), contract: state.offer } : state;
    case 'Declined': {
      if (state.status !== 'offered') return state;
      const { by, reason, text } = event;
      const back = { by, at, to: { person: state.offer.by } };
      const declined = { at, by, from: state.offer.to, reason, text };
      return { ...waiting(state, at), contract: contractOf(state), crossings: state.crossings + 1, assigned: back, declined };
    }
    case 'TakenBack':
      // It has not crossed: nobody there had taken it on.
      return { ...claimed(state, event.by, at), crossings: state.crossings - 1 };
    case 'Settled': {
      const settled = { at, by: event.by, to: event.to };
      // Who has it keeps it when it stays where it is.
      if (state.status === 'claimed' && event.to === state.holder) return { ...state, settled, note: noteOf(state, event) };
      return { ...waiting(state, at), ...movedTo(state, event.to, at), settled, note: noteOf(state, event) };
    }
    case 'SentToHub':
      return { ...waiting(state, at), ...movedTo(state, state.hub, at), crossings: state.crossings + 1, note: noteOf(state, event) };
    case 'Pulled':
      return { ...claimed(state, event.by, at), ...movedTo(state, state.hub, at), crossings: state.crossings + 1 };
    case 'QuestionAsked': {
      const { from, to, by, text } = event;
      return { ...state, question: { from, to, by, at, text, answer: undefined }, shownIn: withCard(state, to) };
    }
    case 'QuestionAnswered':
      return state.question === undefined
        ? state
        : { ...state, question: { ...state.question, answer: { by: event.by, at, text: event.text } } };
  }
}
