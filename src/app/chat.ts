// What the use cases need of a chat system: posting, editing, and being told plainly how it went.

import type { Address, SendClass } from '../domain/terms.ts';
import type { Conversation, Loaded, OutboxRow } from './ports.ts';

/** A message about to be sent. Mentions name people as `<at>Name</at>` in the text. */
export interface Outgoing {
  readonly card?: object;
  readonly text?: string;
  /** What a notification shows; nothing about a patient. */
  readonly summary: string;
  readonly mentions?: readonly { readonly id: string; readonly name: string }[];
}

export type SendResult =
  | { readonly kind: 'sent'; readonly messageId: string }
  /** Not now: try again after this long (the chat's own wish where it gave one). */
  | { readonly kind: 'later'; readonly why: string; readonly afterMs: number | undefined }
  /** No answer came: it may have been stored. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** The conversation cannot be written to until somebody puts that right. */
  | { readonly kind: 'closed'; readonly why: string }
  /** The message to be edited seems to be gone; Teams also says this when it is unwell. */
  | { readonly kind: 'messageGone'; readonly why: string }
  /** It says that it will never take it as it is. */
  | { readonly kind: 'refused'; readonly why: string };

export interface Chat {
  /** A new message: in a channel a new thread, or a reply when `thread` names the message it belongs under. */
  post(conversation: Conversation, message: Outgoing, thread?: string): Promise<SendResult>;
  /** `thread`: the message that it stands under, if it is a reply. */
  edit(conversation: Conversation, messageId: string, message: Outgoing, thread?: string): Promise<SendResult>;
  /** The personal chat with somebody, opened if need be. */
  openPersonal(
    mri: string,
    tenantId: string,
    serviceUrl: string,
  ): Promise<{ readonly kind: 'open'; readonly conversationId: string } | Exclude<SendResult, { kind: 'sent' | 'messageGone' }>>;
}

/** How fast we may write: all of Teams' windows at once. */
export interface Pace {
  /** How long to wait before the next send to this conversation in this class, in ms; 0 means now. */
  waitMs(conversation: string, sendClass: SendClass, nowMs: number): number;
  /** The same, and where it is 0 counts the send. */
  take(conversation: string, sendClass: SendClass, nowMs: number): number;
  /** Teams asked for a pause of this conversation. */
  pause(conversation: string, untilMs: number): void;
}

/** Finds the Teams conversation of an address, or says why there is none yet. A chat is opened, if need be, when `mayOpen`. */
export type Resolve = (
  to: Address,
  how: { readonly sendClass: SendClass; readonly mayOpen: boolean },
) => Promise<
  | { readonly kind: 'found'; readonly key: string; readonly conversation: Conversation }
  | { readonly kind: 'none'; readonly why: 'noChannel' | 'notOpened' | 'personUnknown' }
  /** Our own pace asks for a pause. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** The chat could not be opened. */
  | Exclude<SendResult, { kind: 'sent' | 'messageGone' }>
>;

/** What is to be shown, of what and where; `since`: the moment that asked for it, for a notice that says what was so then. */
export type Showing = Pick<OutboxRow, 'hub' | 'thing' | 'id' | 'to' | 'what'> & Partial<Pick<OutboxRow, 'since'>>;

/** What is said in the same message. */
export interface Alongside {
  readonly showing: Showing;
  readonly thing: Loaded<unknown>;
}

/** Draws a message from the state as it is now, with what goes alongside; `undefined` when there is nothing left to say. */
export type Compose = (showing: Showing, thing: Loaded<unknown>, alongside?: readonly Alongside[]) => Promise<Outgoing | undefined>;
