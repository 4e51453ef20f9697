// A message that must be sent: where to and its name. Its words are written when it is sent, from the state as it is then.
import type { Address, SendClass } from './terms.ts';

/** `card`: show the newest state on the thing's card. Anything else is a notice that is sent once. */
export interface Message<Notice extends string = string> {
  readonly to: Address;
  readonly class: SendClass;
  readonly what: 'card' | Notice;
  /** Another thing that must be shown because of this one, such as a card that lists it; absent: the thing itself. */
  readonly of?: { readonly kind: string; readonly id: string };
  /** Said as things are when it is sent: several that could not be sent in time are one. Set by `handle`, as the kind says. */
  readonly merges?: true;
}
