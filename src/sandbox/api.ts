// What the sandbox's page and its server say to each other: the local Teams as one person sees it.
import type { AheadName } from './times-ahead.ts';

/** A person who can be "me" in a window. */
export interface SandboxPerson {
  /** Entra object id. */
  readonly id: string;
  readonly name: string;
  /** In words, such as "Clinician, North Hub". */
  readonly title: string;
  /** Where they are a member; others are not shown to them. */
  readonly channels: readonly string[];
}

export interface SandboxChannel {
  readonly id: string;
  readonly team: string;
  readonly name: string;
  /** Whether the bot has been added to the channel's team. */
  readonly botAdded: boolean;
  /** Nobody can write there. */
  readonly closed?: 'deleted' | 'archived';
  readonly unread: number;
}

export interface ShownMessage {
  readonly id: string;
  readonly from: { readonly name: string; readonly bot: boolean; readonly me: boolean };
  readonly at: string;
  readonly editedAt: string | undefined;
  /** HTML-free text with mentions as `<at>Name</at>`. */
  readonly text: string | undefined;
  /** The card as this person sees it now (their own view where refresh gave one). */
  readonly card: object | undefined;
  /** Grows with every change of this message as this person sees it. */
  readonly revision: number;
  /** What a toast on a lock screen would read. */
  readonly summary: string | undefined;
}

export interface ShownThread {
  readonly root: ShownMessage;
  readonly replies: readonly ShownMessage[];
}

/** `GET /teams/api/view?me=…`: everything on the left. Without `me`, as the first person. */
export interface View {
  readonly me: SandboxPerson;
  readonly people: readonly SandboxPerson[];
  readonly channels: readonly SandboxChannel[];
  readonly chatId: string;
  /** The bot's clock now and how far it is moved from the machine's, in minutes. */
  readonly clock: ClockShown;
  readonly faults: Faults;
  /** Unread messages in the personal chat. */
  readonly chatUnread: number;
  /** As it is mentioned: `<at>name</at>`. */
  readonly botName: string;
  /** Calls of the bot that went over a documented limit since the start: 0 unless it paces badly. */
  readonly overruns: number;
  /** Of a sandbox that started empty: what to do first, until something was said. */
  readonly hint?: string;
  /** It started empty: nobody is led through a first eConsult. */
  readonly empty?: true;
}

export interface ClockShown {
  readonly now: string;
  readonly movedMinutes: number;
  /** Where it is on its way to while it plays. */
  readonly playingTo: string | undefined;
  /** Times ahead worth going to; one that the calendar does not reach is missing. */
  readonly ahead: Readonly<Record<AheadName, string | undefined>>;
}

export interface Faults {
  /** Every Connector call answers 429 with Retry-After of this many seconds; 0 is off. */
  readonly throttleSeconds: number;
  /** Retry-After is a date by Teams' own clock, instead of seconds. */
  readonly throttleByDate: boolean;
  /** Every Connector call answers this status; 0 is off. */
  readonly failStatus: 0 | 403 | 404 | 412 | 502 | 503;
  /** The one conversation whose calls answer `failStatus`; empty: all of them. */
  readonly failIn: string;
  /** The Connector stores the message, then drops the connection without an answer. */
  readonly loseAnswers: boolean;
  /** Added to every Connector call, in ms. */
  readonly delayMs: number;
}

/** `POST /teams/api/press`: somebody pressed a button of a card. The bot's answer, as the client shows it. */
export interface Press {
  readonly me: string;
  readonly conversation: string;
  readonly message: string;
  /** Empty for an Action.Submit. */
  readonly verb: string;
  /** The action's data with the card's inputs merged into it, as a client does. */
  readonly data: Record<string, unknown>;
  /** Default `Action.Execute`; data with `msteams.type` `task/fetch` is always an Action.Submit that opens a dialog. */
  readonly type?: 'Action.Execute' | 'Action.Submit';
}
export type PressAnswer =
  | { readonly kind: 'card' }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'dialog'; readonly dialog: Dialog }
  | { readonly kind: 'closed' }
  | { readonly kind: 'error'; readonly text: string };

/** `POST /teams/api/dialog`: a dialog was submitted; answered by a `PressAnswer`. `data` is the action's data and the inputs. */
export interface DialogSubmit {
  readonly me: string;
  readonly conversation: string;
  /** The message whose button opened the dialog; absent where an action of the app did, which `command` names. */
  readonly message?: string;
  readonly command?: string;
  readonly data: Record<string, unknown>;
}

/** `POST /teams/api/action`: one of the app's actions was chosen beside the box to write in; answered by a `PressAnswer`. */
export interface Act {
  readonly me: string;
  readonly conversation: string;
  readonly command: string;
}
/** As the manifest calls them, by their ids. */
export const appActions: Readonly<Record<string, string>> = { task: 'Send a task' };

/**
 * `POST /teams/api/say`: somebody typed. `thread`: the root message answered, absent for a new post. The bot is mentioned by
 * `<at>name</at>` or a plain `@name` in the text; in a channel it hears nothing else. In a personal chat it hears everything.
 */
export interface Say {
  readonly me: string;
  readonly conversation: string;
  readonly thread?: string;
  readonly text: string;
}
/** `error`: in a client's words, when the bot did not answer. */
export interface SayAnswer {
  readonly id: string;
  readonly error?: string;
}

/** `POST /teams/api/refresh`: "Refresh card" in a message's menu; answered by a `PressAnswer`. */
export interface Refresh {
  readonly me: string;
  readonly conversation: string;
  readonly message: string;
}

/** `POST /teams/api/search`: the bot's search from the box to write in; empty words ask for what it shows first. Answered by a `SearchAnswer`. */
export interface Search {
  readonly me: string;
  readonly conversation: string;
  readonly words: string;
  /** How many of the results are shown already. */
  readonly skip: number;
}
/** How many results a client asks for at a time. */
export const resultsAtATime = 15;
export interface SearchResult {
  readonly title: string;
  readonly text: string;
  /** What Teams would put into the message. */
  readonly card: object | undefined;
}
/** `message`: the bot's words instead of results. `error`: in a client's words, when the bot did not answer. */
export type SearchAnswer =
  | { readonly kind: 'results'; readonly results: readonly SearchResult[] }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string };

/** `POST /teams/api/bot`: adds the bot to the channel's team or removes it; answered by `{}`. */
export interface AddBot {
  readonly me: string;
  readonly channel: string;
  readonly add: boolean;
}

/** `POST /teams/api/life`: what happens to a channel, its team or the bot's app in it; answered by `{}`. */
export const lives = ['deleteChannel', 'restoreChannel', 'archiveTeam', 'unarchiveTeam', 'renameTeam', 'upgradeApp'] as const;
export type Life = (typeof lives)[number];
export interface HappenTo {
  readonly me: string;
  readonly channel: string;
  readonly what: Life;
}

/**
 * `POST /teams/api/clock`: moves the clock on (never back), by minutes or to a time ahead; answered by a `ClockMoved` once it is there.
 * It plays: everything due on the way happens when it is due. `outage`: it jumps, and nothing runs meanwhile.
 */
export type MoveClock = ({ readonly minutes: number } | { readonly to: AheadName }) & { readonly outage?: boolean };
/** `stopped`: on the way, because it was too far to play in one go. */
export type ClockMoved = ClockShown & { readonly moved: 'arrived' | 'stopped' };

/** `POST /teams/api/sample`: sends a sample eConsult. `POST /teams/api/faults` takes `Faults` and answers them. */
export interface Sample {
  readonly name: string;
}
/** `GET /teams/api/samples`: what there is to send, as a list of these. */
export interface SampleListed {
  readonly name: string;
  readonly title: string;
  readonly about?: string;
}
export interface SampleAnswer {
  /** What became of it, in words. One that was not accepted is answered by an `ApiError`. */
  readonly text: string;
}

/** Any answer of the page's API that is not a 200 has this body: words to show. */
export interface ApiError {
  readonly error: string;
}

export interface Dialog {
  readonly title: string;
  readonly card: object;
  readonly height: string | number;
  readonly width: string | number;
}

/** Server-sent events on `GET /teams/api/events?me=…`: a hint of what to fetch again. */
/** As it comes down the line: several people's windows may share one. */
export type Told = Happening & { readonly for: string };

export type Happening =
  | { readonly kind: 'conversation'; readonly id: string }
  | { readonly kind: 'view' }
  | { readonly kind: 'toast'; readonly from: string; readonly text: string; readonly conversation: string };
