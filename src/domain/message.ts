// What is to be shown and where: names of messages, never their words; they are drawn when they are sent.
import type { Address, SendClass } from './terms.ts';

/** `card` is the thing's card at its newest state; anything else is a notice sent once. */
export interface Message<Notice extends string = string> {
  readonly to: Address;
  readonly class: SendClass;
  readonly what: 'card' | Notice;
  /** Said as things are when it is sent: several that could not be sent in time are one. Set by `handle`, as the kind says. */
  readonly merges?: true;
}
