// What a kind of thing must bring to Teams: its buttons, dialogs, typed commands and search, and how it is drawn. The engines know no more of it.
// Beside `src/app/kind.ts`, and written with methods for the same reason.
import type { Alongside, Outgoing, Showing } from '../app/chat.ts';
import { type Kinds, UnknownKind } from '../app/kind.ts';
import type { Directory, Loaded, QueueRow } from '../app/ports.ts';
import type { HelpLine } from '../cards/help.ts';
import type { ListRow, Said } from '../cards/list.ts';
import type { Finding } from '../domain/doctor/finding.ts';
import { own } from '../domain/lookup.ts';
import type { Network } from '../domain/network/state.ts';
import type { Actor, HubId, Instant, OperationId, OrganisationId, PersonId, Priority } from '../domain/terms.ts';
import type { ClickDeps, Press, Reading } from './press.ts';
import type { InvokeReply } from './replies.ts';
import type { TeamsActivity } from './wire.ts';

export interface TeamsKind<State = unknown> {
  readonly kind: string;
  readonly presses?: Presses;
  readonly dialogs?: Dialogs;
  /**
   * Its buttons do not say of which kind they are, as those posted before there were others: a verb without a kind is looked for here, so no two
   * such kinds have the same one. For the first kinds only; all others mark their cards with `saying` (`src/cards/templates.ts`).
   */
  readonly saysNoKind?: true;
  readonly commands?: readonly Command[];
  /** What people write instead of one of its commands, as that command; anything else as it is. */
  asCommand?(typed: string): string;
  /** What is said when the bot was added to a team, by whom Teams says it was; `undefined`: nothing, and whose channel it is is asked. */
  arrives?(deps: KindDeps, by: Press['by'] | undefined, activity: TeamsActivity): Promise<object | undefined>;
  readonly search?: Search;
  /** What the message extension offers of it beside searching. */
  readonly actions?: readonly ExtensionAction[];
  /** How those that stand in queues are listed; absent: no list has them. */
  readonly listed?: Listed;
  /** What of it waits to be taken by somebody who asks for the next one; absent: nothing. */
  readonly takes?: Takes;
  /** Lists of its own that are brought up to date after a press in them, by the names that their buttons carry. */
  readonly lists?: readonly string[];
  /** One of those, as it is now for whoever pressed; `undefined`: it is not theirs, or over. Throws as the store does. */
  redraw?(deps: KindDeps, press: Press, list: ListName, said: Said): Promise<object | undefined>;
  /** A line for each of these that is there, in their order, the same for all readers: who may read them is decided where the list stands. */
  gists?(deps: Reading, hub: HubId, ids: readonly string[]): Promise<readonly ListRow[]>;
  /** Draws its card (`what` is `card`) or a notice as things are now; `undefined`: there is nothing to say any more. Absent: nothing of it is shown. */
  draw?(deps: DrawDeps, showing: Showing, thing: Loaded<State>, alongside: readonly AlongsideOf<State>[]): Promise<Outgoing | undefined>;
}
/** What is said in the same message: always of the same kind. */
export interface AlongsideOf<State> extends Alongside {
  readonly thing: Loaded<State>;
}

/** Buttons that are done with one press; the answer is shown to whoever pressed, alone. Throws as the store does. */
export interface Presses {
  readonly verbs: readonly string[];
  answer(deps: KindDeps, press: Press): Promise<InvokeReply>;
}
/** Buttons that open a dialog (`fetch`), and what is filled in there (`submit`). Throws as the store does. */
export interface Dialogs {
  readonly verbs: readonly string[];
  answer(deps: KindDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply>;
}

/** Who said what, where. */
export interface Spoken {
  readonly activity: TeamsActivity;
  readonly by: Actor & { kind: 'person' };
  readonly network: Network;
  /** What followed the command's word. */
  readonly rest: string;
}
export interface Command extends HelpLine {
  /** Where it stands in the help: the lowest first. */
  readonly place: number;
  /** The words it is called by. Where several kinds have one, the kind that knows what is typed after it (`meant`) is called, or else the first. */
  readonly words: readonly string[];
  /** `hub`: whoever holds a post at a hub. `begins`: where no hub has a lead yet everybody may say it, and reads who may begin. */
  readonly for: 'staff' | 'hub' | 'leads';
  readonly begins?: true;
  run(deps: CommandDeps, spoken: Spoken): Promise<object>;
}

/** Who reads a list. */
export interface Reader {
  readonly person: PersonId;
  /** The organisation whose channel they read it in, if any. */
  readonly here: OrganisationId | undefined;
  /** Everybody in that channel reads it, so it says and offers the same to all of them. */
  readonly shared: boolean;
}
/** Which list a button belongs to: `queue|NORTH|T90001|0` has the name `queue`. */
export interface ListName {
  readonly name: string;
  readonly args: readonly string[];
}
/** Something open, by its row in a queue. */
export type OpenPlace = QueueRow & { readonly hub: HubId };
export type Which = Pick<OpenPlace, 'hub' | 'id'>;

export interface Listed {
  /** Whether this person may know of what stands there. */
  mayKnow(network: Network, person: PersonId, place: OpenPlace): boolean;
  /** Somebody has it, or it is meant for them. */
  isTheirs(place: OpenPlace, person: PersonId): boolean;
  /** This organisation has not got it, but has to answer an offer of it. */
  isOfferedTo?(place: OpenPlace, organisation: OrganisationId): boolean;
  /**
   * What each is, by when, and what this reader would do next; where it is shared, only what would not be refused to everybody there. Those
   * that are not there, or not for them, are left out.
   */
  rows(deps: Reading, reader: Reader, which: readonly Which[]): Promise<readonly { readonly id: string; readonly row: ListRow }[]>;
}

/** What somebody wants who asks for the next one. */
export interface Next {
  readonly by: Press['by'];
  readonly operation: OperationId;
  readonly at: Instant;
}
export interface Takes {
  /** It waits to be taken, and one of these people may take it. */
  mayBeTaken(network: Network, place: OpenPlace, people: readonly PersonId[], now: Instant): boolean;
  /** What this person may take of a queue, the most urgent first. */
  turns(deps: Reading, next: Next, queue: { readonly hub: HubId; readonly holder: OrganisationId }): Promise<TurnsOf>;
  /** `undefined`: somebody else was quicker, or it may not be theirs any more. */
  take(deps: ClickDeps, next: Next, which: Which): Promise<Taken | undefined>;
}
export interface TurnsOf {
  readonly free: readonly Found[];
  /** What this very wish took already: it was delivered twice. */
  readonly before: Found | undefined;
  /** Something waits, and why this person may take none of it; empty: nothing waits. */
  readonly words: string;
}
export interface Taken {
  /** That it is theirs. */
  readonly words: string;
  /** As a row of a list. */
  row(reader: Reader): Promise<ListRow>;
  /** Its card; `undefined`: it is not to be read there. */
  card(reader: Reader, activity: TeamsActivity): Promise<object | undefined>;
}

/** A command of the message extension that opens a dialog; what is filled in there comes back like any other dialog's. */
export interface ExtensionAction {
  /** As the manifest calls it. */
  readonly id: string;
  open(deps: KindDeps, press: Press): Promise<InvokeReply>;
}

/** The message extension. */
export interface Search {
  /** What this person may know of and is looking for, the most urgent first; `exactly`: they wrote the name of one, so nothing else is meant. */
  find(deps: Reading, by: PersonId, words: string): Promise<{ readonly exactly: boolean; readonly found: readonly Found[] }>;
  /** Those of these that this person may know of at this moment, in their order. */
  show(deps: Reading, by: PersonId, which: readonly Found[]): Promise<readonly Result[]>;
}
export interface Found {
  readonly hub: HubId;
  readonly id: string;
  readonly priority?: Priority;
  readonly due?: string;
}
export interface Result {
  readonly id: string;
  readonly title: string;
  readonly row: ListRow;
}

/** What the engines hand to a kind besides what they are asked. */
export type KindDeps = ClickDeps & {
  readonly kinds: TeamsKinds;
  /** Told of what is sent from a dialog, so that the list it was opened from is brought up to date; absent: none is. */
  readonly filledIn?: (press: Press) => void;
};
export interface CommandDeps extends KindDeps {
  /** How the installed system is, link by link, of these hubs; absent: nobody looks. */
  readonly examine?: ((hubs: readonly HubId[]) => Promise<readonly Finding[]>) | undefined;
}
export interface DrawDeps extends Reading {
  readonly directory: Directory;
  readonly kinds: TeamsKinds;
}

/** Buttons of lists, which are about no one kind: another page, or the most urgent one. */
export const listVerbs = ['list', 'next'] as const;

/** All kinds there are, as Teams sees them. */
export interface TeamsKinds {
  readonly app: Kinds;
  readonly all: readonly TeamsKind[];
  /** In the order of the help. */
  readonly commands: readonly (Command & { readonly kind: string })[];
  readonly pressVerbs: readonly string[];
  readonly dialogVerbs: readonly string[];
  /** Of the message extension, by its id; `undefined`: there is none of that id. */
  action(id: string): ExtensionAction | undefined;
  /** Whose button this is; `undefined`: nobody's any more. */
  pressed(verb: string, data: Readonly<Record<string, unknown>>): Presses | undefined;
  asked(verb: string, data: Readonly<Record<string, unknown>>): Dialogs | undefined;
  /** Throws `UnknownKind`, also for one of which nothing is shown. */
  drawing(kind: string): NonNullable<TeamsKind['draw']>;
}

/** Throws at two kinds of one name, at one that the application does not know, and at a verb that two kinds have whose cards say no kind. */
export function teamsKindsOf(app: Kinds, all: readonly TeamsKind[]): TeamsKinds {
  const byName = new Map(all.map((each) => [each.kind, each]));
  if (byName.size !== all.length) throw new Error('two kinds in Teams have the same name');
  for (const { kind } of all) if (app.byName(kind) === undefined) throw new Error(`Teams knows a kind that nobody else does: ${kind}`);
  const unmarked = all.filter(({ saysNoKind }) => saysNoKind);
  const presses = ownersOf(unmarked, ({ presses }) => presses);
  const dialogs = ownersOf(unmarked, ({ dialogs }) => dialogs);
  /** A card that says its kind is that kind's, whatever verb others have; one that does not was drawn by the kind that has the verb. */
  function owner<P extends { readonly verbs: readonly string[] }>(
    verb: string,
    { thing }: Readonly<Record<string, unknown>>,
    others: Readonly<Record<string, P>>,
    of: (kind: TeamsKind) => P | undefined,
  ): P | undefined {
    if (thing === undefined) return own(others, verb);
    const named = typeof thing === 'string' ? byName.get(thing) : undefined;
    const part = named && of(named);
    return part?.verbs.includes(verb) ? part : undefined;
  }
  return {
    app,
    all,
    commands: all.flatMap(({ kind, commands = [] }) => commands.map((command) => ({ ...command, kind }))).sort((a, b) => a.place - b.place),
    pressVerbs: [...new Set([...all.flatMap(({ presses }) => presses?.verbs ?? []), ...listVerbs])],
    dialogVerbs: [...new Set(all.flatMap(({ dialogs }) => dialogs?.verbs ?? []))],
    action: (id) => all.flatMap(({ actions = [] }) => actions).find((each) => each.id === id),
    pressed: (verb, data) => owner(verb, data, presses, ({ presses }) => presses),
    asked: (verb, data) => owner(verb, data, dialogs, ({ dialogs }) => dialogs),
    drawing(kind) {
      const drawn = byName.get(kind);
      if (drawn?.draw === undefined) throw new UnknownKind(`nothing draws a ${kind.slice(0, 30)}`);
      return drawn.draw.bind(drawn);
    },
  };
}

function ownersOf<P extends { readonly verbs: readonly string[] }>(
  kinds: readonly TeamsKind[],
  of: (kind: TeamsKind) => P | undefined,
): Readonly<Record<string, P>> {
  const owners = kinds.flatMap((kind) => {
    const part = of(kind);
    return part === undefined ? [] : part.verbs.map((verb) => [verb, part] as const);
  });
  if (new Set(owners.map(([verb]) => verb)).size !== owners.length) throw new Error('two kinds whose cards say no kind have the same verb');
  return Object.fromEntries(owners);
}
