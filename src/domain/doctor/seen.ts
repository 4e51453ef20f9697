// What can be seen of an installed system, link by link, before anybody judges it: ids, times and outcomes, no secret and nothing about a patient.
import type { Instant, OrganisationId } from '../terms.ts';

/**
 * How the settings are. `placeholders`: names of settings that still hold an example. `isLinking`: whether there is a key by which a patient's
 * contacts are found again; absent: it is not known.
 */
export type SettingsSeen =
  | { readonly kind: 'faulty'; readonly faults: readonly string[] }
  | { readonly kind: 'read'; readonly placeholders: readonly string[]; readonly isLinking?: boolean };

/**
 * What became of a row written to the store, read and removed. `network`: refused by the account's network rules; `role`: the identity lacks the
 * role; `key`: the key is wrong, or our clock is; `identity`: there is no identity to sign in with; `unreadable`: written by a newer version, or half restored.
 */
export type StoreSeen =
  | { readonly kind: 'wrote' }
  | { readonly kind: 'refused'; readonly why: 'network' | 'role' | 'key' | 'identity' | 'tableMissing' }
  | { readonly kind: 'unreadable'; readonly words: string }
  | { readonly kind: 'away'; readonly because: string };

/** A token for sending to Teams. The local Teams of the sandbox brings its own: `none`. */
export type TokenSeen =
  | { readonly kind: 'none' }
  /** What the token says it is for, where it can be read. */
  | { readonly kind: 'obtained'; readonly appId?: string; readonly tenantId?: string }
  /** `code` such as `AADSTS700016`, or an HTTP status. */
  | { readonly kind: 'refused'; readonly code: string }
  /** The managed identity's own address does not answer: there is none on this machine. */
  | { readonly kind: 'noIdentity' }
  | { readonly kind: 'away'; readonly host: string };

/** The last activity from Teams whose token was good. */
export interface Heard {
  readonly at: Instant;
  /** As whom Teams addressed us, such as `28:<app id>`. */
  readonly recipient: string;
  readonly tenantId?: string;
}
/** The last request at the door that was not let in. */
export interface TurnedAway {
  readonly at: Instant;
  readonly why: 'malformed' | 'channel' | 'serviceUrl' | 'tenant' | 'token';
  /** As it said, before anybody knew whether that is true; only where it looks like one. */
  readonly tenantId?: string;
}

/** Where the bot is, of the organisations looked at. */
export interface InstalledSeen {
  /** Organisations whose channel can be written to. */
  readonly open: readonly OrganisationId[];
  /** Teams does not let us write there. */
  readonly closed: readonly OrganisationId[];
  /** Nobody has said which channel is theirs. */
  readonly without: readonly OrganisationId[];
  /** Leads and hub administrators who have a chat with the bot: they hear there of what goes wrong. */
  readonly chats: number;
  /** Tenants in which those conversations are. */
  readonly tenants: readonly string[];
}

/** By what the bot proves who it is, as far as that can run out. */
export type ProofSeen =
  | { readonly kind: 'nothingEnds' }
  | { readonly kind: 'secret' }
  | { readonly kind: 'certificate'; readonly endsAt: Instant };

export interface UnsentSeen {
  readonly count: number;
  /** More may wait than were looked at. */
  readonly isAll: boolean;
  /** Since when the oldest waits, and the oldest of what is urgent. */
  readonly oldest?: Instant;
  readonly oldestUrgent?: Instant;
}

/** Everything; what is absent could not be looked at, because an earlier link is broken. */
export interface Seen {
  readonly now: Instant;
  readonly settings: SettingsSeen;
  /** The bot's app id, the tenants it answers to, and its own tenant; absent without settings. */
  readonly ours?: { readonly appId: string; readonly tenantId?: string; readonly tenants: readonly string[] };
  readonly store?: StoreSeen;
  readonly token?: TokenSeen;
  readonly heard?: { readonly last: Heard | undefined; readonly turnedAway: TurnedAway | undefined };
  readonly installed?: InstalledSeen;
  /** How far our clock is ahead of another machine's, in ms; absent: none was reached. */
  readonly clockAheadMs?: number;
  readonly proof?: ProofSeen;
  /** Signs of life, by the machine's time. */
  readonly beats?: Readonly<Partial<Record<'dispatch' | 'sweep' | 'heart', Instant>>>;
  readonly unsent?: UnsentSeen;
  readonly buried?: number;
}
