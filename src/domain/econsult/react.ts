// What must be shown, and where, once something has happened: names of messages, never their words.
import { type Address, channelOf, chatOf, type SendClass } from '../terms.ts';
import type { EConsultEvent } from './event.ts';
import type { EConsult } from './state.ts';

export type NoticeName = 'unplaced' | 'takenOver' | 'conflictingCopy' | 'withdrawn';

/** Something to be shown: `card` is the eConsult's card at its newest state; anything else is a notice sent once. */
export interface Message {
  readonly to: Address;
  readonly class: SendClass;
  readonly what: 'card' | NoticeName;
}

export function react(event: EConsultEvent, state: EConsult): readonly Message[] {
  switch (event.type) {
    case 'Viewed':
      return [];
    case 'Received': {
      const arrival = arrivalClass(state);
      const card: Message = { to: channelOf(state.holder), class: arrival, what: 'card' };
      return state.practice === undefined ? [card, { to: channelOf(state.hub), class: arrival, what: 'unplaced' }] : [card];
    }
    case 'Placed':
      // A practice's channel has not seen it yet: for it this is an arrival.
      return cards(state, arrivalClass(state));
    case 'CopyKeptAside':
      return [...cards(state, 1), { to: channelOf(state.holder), class: 1, what: 'conflictingCopy' }];
    case 'Withdrawn':
      return state.status === 'claimed'
        ? [...cards(state, 1), { to: chatOf(state.claimant.id), class: 1, what: 'withdrawn' }]
        : cards(state, 1);
    case 'TakenOver':
      return [...cards(state, 1), { to: chatOf(event.from.id), class: 1, what: 'takenOver' }];
    case 'Claimed':
    case 'Released':
    case 'Completed':
      return cards(state, 1);
  }
}

/** Routine arrivals are bulk: on a Monday they come by the hundred, and a red flag must still get through at once. */
const arrivalClass = (state: EConsult): SendClass => (state.priority === 'routine' ? 2 : 0);

function cards(state: EConsult, sendClass: SendClass): readonly Message[] {
  return state.shownIn.map((organisation) => ({ to: channelOf(organisation), class: sendClass, what: 'card' as const }));
}
