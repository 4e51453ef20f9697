// What a disaster is, from the proposal of one lead to the list that is handed back.
import type { DisasterType, Goes, Moves } from '../network/in-force.ts';
import type { RecordSystem } from '../network/state.ts';
import {
  type Address,
  channelOf,
  type EConsultId,
  type HubId,
  type Instant,
  type OrganisationId,
  type Person,
  type Priority,
} from '../terms.ts';

/** It ends by itself after so long, unless its leads say otherwise. */
export const lastsMinutesDefault = 240;
export const lastsMinutesMax = 24 * 60;
export const lastsMinutesMin = 15;
/** A proposal that nobody has answered by then is off: what it counted is no longer so. */
export const proposalMinutes = 15;
/** How often it is said again how it stands. */
export const saidEveryMinutes = 60;
/** How long before its end that is announced. */
export const endsSoonMinutes = 30;
/** What is urgent and nobody has claimed so long after it was moved is named, one by one. */
export const unclaimedMinutes = 10;
/** After its end it is looked after for late arrivals and what is let go of. */
export const watchedMinutes = 60;
/** The longest reason that fits on a line of a card. */
export const reasonCharactersMax = 200;

/** What is to happen, as one lead proposes it. */
export interface Plan {
  readonly type: DisasterType;
  /** It is practised: everything is asked, told and counted, and nothing moves. */
  readonly drill: boolean;
  /** The organisations whose work moves, or whose record cannot be opened. */
  readonly closed: readonly OrganisationId[];
  /** With `recordSystemDown`. */
  readonly system?: RecordSystem;
  readonly routes: Readonly<Record<OrganisationId, Goes>>;
  readonly moves: Moves;
  readonly reason: string;
  readonly lastsMinutes: number;
}

/** Why something stays where it is. */
export const staysBecause = ['claimed', 'notMoved', 'nowhere', 'nobodyCleared', 'receiverClosed', 'unplaced'] as const;
export type StaysBecause = (typeof staysBecause)[number];

export type Counts = Readonly<Record<Priority, number>>;
export const noCounts: Counts = { routine: 0, urgent: 0, redFlag: 0 };
export const totalOf = ({ routine, urgent, redFlag }: Counts): number => routine + urgent + redFlag;

/** What it would do, counted at a moment. */
export interface Preview {
  readonly at: Instant;
  readonly moves: Counts;
  /** Of those that move, the ones that had been offered there and need not be accepted any more. */
  readonly offered: number;
  readonly stays: Readonly<Partial<Record<StaysBecause, number>>>;
  /** Minutes of work that wait at each receiver. */
  readonly loads: readonly {
    readonly organisation: OrganisationId;
    readonly comes: number;
    readonly minutesBefore: number;
    readonly minutesAfter: number;
  }[];
}

/** How far it has come, as the last look found it. */
export interface Progress {
  readonly at: Instant;
  /** Moved so far, what came since it began included. */
  readonly moved: number;
  /** Still to be moved, and what stays and why. */
  readonly left: number;
  readonly stays: Readonly<Partial<Record<StaysBecause, number>>>;
  /** Moved and still open: waiting, and in somebody's hands. */
  readonly waiting: Counts;
  readonly inHand: number;
  /** Brought back to where it came from. */
  readonly back: number;
}
export const noProgress = (at: Instant): Progress => ({ at, moved: 0, left: 0, stays: {}, waiting: noCounts, inHand: 0, back: 0 });

interface Facts {
  readonly hub: HubId;
  readonly id: string;
  readonly plan: Plan;
  readonly proposed: { readonly by: Person; readonly at: Instant };
  readonly preview: Preview;
  /** The version of the last event that changed its card. */
  readonly revision: number;
}
export interface Proposed extends Facts {
  readonly status: 'proposed';
  readonly lapsesAt: Instant;
}
/** What was entered of the paper so far. */
export interface Entered {
  readonly at: Instant;
  readonly by: Person;
  /** How many were entered, and which lines a person must still look at. */
  readonly entered: number;
  readonly differs: readonly EConsultId[];
}
export interface Signature {
  readonly by: Person;
  readonly at: Instant;
}
interface Started extends Facts {
  /** `alone`: why one lead started it without a second. */
  readonly confirmed: { readonly by: Person; readonly at: Instant; readonly alone?: string };
  readonly until: Instant;
  readonly extended: readonly { readonly by: Person; readonly at: Instant; readonly until: Instant }[];
  readonly progress: Progress;
  /** Urgent ones that were named because nobody had claimed them. */
  readonly named: readonly string[];
  /** When it was last said how it stands. */
  readonly saidAt: Instant;
  readonly endsSoonSaid?: true;
  readonly paper?: Entered;
  readonly nextLook: Instant;
}
export interface Running extends Started {
  readonly status: 'running';
}
/** Over, and looked after until nothing that it moved is open elsewhere, but for what people have in hand. */
export interface Ending extends Started {
  readonly status: 'ending';
  readonly ended: { readonly at: Instant; readonly by?: Person };
}
export interface Over extends Started {
  readonly status: 'over';
  readonly ended: { readonly at: Instant; readonly by?: Person };
  readonly closedAt: Instant;
  /** By organisation, who stands for the list of what was moved. */
  readonly signed?: Readonly<Record<OrganisationId, Signature>>;
}
/** Nothing came of it. */
export interface Dropped extends Facts {
  readonly status: 'dropped';
  readonly dropped: { readonly at: Instant; readonly because: 'lapsed' | 'refused' | 'withdrawn'; readonly by?: Person };
}
export type Disaster = Proposed | Running | Ending | Over | Dropped;

export const isLive = (it: Disaster): it is Running | Ending => it.status === 'running' || it.status === 'ending';

/** Every organisation that it touches: the hub, whoever is closed, whoever takes the work. There its card stands. */
export function shownAt({ hub, plan, preview }: Pick<Disaster, 'hub' | 'plan' | 'preview'>): readonly OrganisationId[] {
  return [...new Set([hub, ...plan.closed, ...preview.loads.map(({ organisation }) => organisation)])];
}
export const channelsOf = (it: Pick<Disaster, 'hub' | 'plan' | 'preview'>): readonly Address[] => shownAt(it).map(channelOf);

/** Whether it sends work elsewhere at all: not where a record system or Teams is the trouble. */
export const reroutes = ({ routes }: Plan): boolean => Object.keys(routes).length > 0;
/** Whether anything moves by it: a drill only says what would. */
export const moves = (plan: Plan): boolean => !plan.drill && reroutes(plan);
