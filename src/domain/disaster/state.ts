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
/** How often it is said again how it stands, unless its leads choose otherwise. */
export const saidEveryMinutesDefault = 60;
export const saidEveryMinutesOffered = [30, 60, 120] as const;
/** So far ahead one can be agreed: a drill is announced a month before. */
export const startsAheadDaysMax = 31;
/** Made-up eConsults in a drill: enough for everybody to claim one or two, and no flood. */
export const madeUpDefault = 6;
export const madeUpMax = 30;
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
  /** It is practised: everything is asked, told and counted, and nothing moves but what is made up for it. */
  readonly drill: boolean;
  /** How many eConsults are made up for a drill; absent: none. */
  readonly madeUp?: number;
  /** The organisations whose work moves, or whose record cannot be opened. */
  readonly closed: readonly OrganisationId[];
  /** With `recordSystemDown`. */
  readonly system?: RecordSystem;
  readonly routes: Readonly<Record<OrganisationId, Goes>>;
  readonly moves: Moves;
  readonly reason: string;
  readonly lastsMinutes: number;
  /** Why also what a stage or an agreement forbids moves; absent: that stays. */
  readonly despite?: string;
  /** Absent: as soon as it is confirmed. */
  readonly startsAt?: Instant;
  /** How often it is said how it stands; absent: `saidEveryMinutesDefault`. */
  readonly saidEveryMinutes?: number;
}

/** Why something stays where it is. */
export const staysBecause = [
  'claimed',
  'notMoved',
  'nowhere',
  'nobodyCleared',
  'noAgreement',
  'notLiveYet',
  'receiverClosed',
  'receiverFull',
  'unplaced',
] as const;
export type StaysBecause = (typeof staysBecause)[number];

export type Counts = Readonly<Record<Priority, number>>;
export const noCounts: Counts = { routine: 0, urgent: 0, redFlag: 0 };
export function countsOf(rows: readonly { readonly priority: Priority }[]): Counts {
  const counts = { ...noCounts };
  for (const { priority } of rows) counts[priority] += 1;
  return counts;
}
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
/** `alone`: why one lead decided it without a second. */
interface Confirmed extends Facts {
  readonly confirmed: { readonly by: Person; readonly at: Instant; readonly alone?: string };
}
/** Confirmed, and begins by itself at its time. */
export interface Agreed extends Confirmed {
  readonly status: 'agreed';
  readonly startsAt: Instant;
}
interface Started extends Confirmed {
  readonly startedAt: Instant;
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
/** By a lead; without `by` its time was over, or a real one began in the same place: `for`. */
export interface Ended {
  readonly at: Instant;
  readonly by?: Person;
  readonly for?: string;
}
/** How a drill went. Times in minutes, rounded; absent: it did not happen. */
export interface DrillResult {
  readonly toConfirm: number;
  readonly madeUp: number;
  readonly moved: number;
  readonly toMove?: number;
  readonly claimed: number;
  readonly toFirstClaim?: number;
  readonly completed: number;
  readonly tookPart: readonly Person[];
}
export interface Running extends Started {
  readonly status: 'running';
}
/** Over, and looked after until nothing that it moved is open elsewhere, but for what people have in hand. */
export interface Ending extends Started {
  readonly status: 'ending';
  readonly ended: Ended;
}
export interface Over extends Started {
  readonly status: 'over';
  readonly ended: Ended;
  readonly closedAt: Instant;
  /** Of a drill. */
  readonly result?: DrillResult;
  /** By organisation, who stands for the list of what was moved. */
  readonly signed?: Readonly<Record<OrganisationId, Signature>>;
}
/** Nothing came of it. */
export interface Dropped extends Facts {
  readonly status: 'dropped';
  readonly dropped: { readonly at: Instant; readonly because: 'lapsed' | 'refused' | 'withdrawn' | 'cannotStart'; readonly by?: Person };
}
export type Disaster = Proposed | Agreed | Running | Ending | Over | Dropped;

export const isLive = (it: Disaster): it is Running | Ending => it.status === 'running' || it.status === 'ending';

/** Before it starts only its own hub knows of it: nothing has happened yet. */
export const hasStarted = (it: Disaster): it is Running | Ending | Over => 'startedAt' in it;

/** Every organisation that it touches: the hub, whoever is closed, whoever takes the work. There its card stands. */
export function shownAt({ hub, plan, preview }: Pick<Disaster, 'hub' | 'plan' | 'preview'>): readonly OrganisationId[] {
  return [...new Set([hub, ...plan.closed, ...preview.loads.map(({ organisation }) => organisation)])];
}
export const channelsOf = (it: Pick<Disaster, 'hub' | 'plan' | 'preview'>): readonly Address[] => shownAt(it).map(channelOf);

/** Whether it sends work elsewhere at all: not where a record system or Teams is the trouble. */
export const reroutes = ({ routes }: Plan): boolean => Object.keys(routes).length > 0;
/** Whether anything moves by it: a drill only says what would, but for what is made up for it. */
export const moves = (plan: Plan): boolean => reroutes(plan) && (!plan.drill || isPlayed(plan));
/** A drill for which eConsults are made up. */
export const isPlayed = ({ drill, madeUp = 0 }: Plan): boolean => drill && madeUp > 0;
