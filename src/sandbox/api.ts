// What the sandbox's page and its server say to each other: the local Teams as one person sees it.

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

/** `GET /teams/api/view?me=…`: everything on the left. */
export interface View {
  readonly me: SandboxPerson;
  readonly people: readonly SandboxPerson[];
  readonly channels: readonly SandboxChannel[];
  readonly chatId: string;
  /** The bot's clock now and how far it is moved from the machine's, in minutes. */
  readonly clock: { readonly now: string; readonly movedMinutes: number };
  readonly faults: Faults;
}

export interface Faults {
  /** Every Connector call answers 429 with Retry-After of this many seconds; 0 is off. */
  readonly throttleSeconds: number;
  /** Every Connector call answers this status; 0 is off. */
  readonly failStatus: 0 | 403 | 404 | 412 | 502 | 503;
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
  readonly verb: string;
  readonly data: Record<string, unknown>;
}
export type PressAnswer =
  | { readonly kind: 'card' }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'dialog'; readonly dialog: Dialog }
  | { readonly kind: 'closed' }
  | { readonly kind: 'error'; readonly text: string };

export interface Dialog {
  readonly title: string;
  readonly card: object;
  readonly height: string | number;
  readonly width: string | number;
}

/** Server-sent events on `GET /teams/api/events?me=…`: a hint of what to fetch again. */
export type Happening =
  | { readonly kind: 'conversation'; readonly id: string }
  | { readonly kind: 'view' }
  | { readonly kind: 'toast'; readonly from: string; readonly text: string; readonly conversation: string };
