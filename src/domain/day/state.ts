// What an organisation's day is: what was open before it closed, its count, who signed it, and what its leads were told.

import type { ChannelLost, ChannelNews, TestChannelNews } from '../channel-news.ts';
import type { AgreementEnd } from '../network/agreements-running-out.ts';
import type { Buddy } from '../network/state.ts';
import type { ComparedTotals } from '../rehearsal/compare.ts';
import type { DrillDue } from '../rehearsal/register.ts';
import type { RotaGap } from '../rota/gaps.ts';
import type { DayTasks } from '../task/counts.ts';
import type { LateHabit } from '../task/habits.ts';
import type { EConsultId, HubId, Instant, Kind, OdsCode, OrganisationId, Person } from '../terms.ts';
import type { LocalDate } from '../time/hours.ts';

/**
 * Minutes before closing at which what still needs a decision is listed: at 60 there is time to finish or hand over, at 15 to telephone.
 */
export const listingMinutes = [60, 15] as const;
export type ListingMinutes = (typeof listingMinutes)[number];

/** What became of everything received since the last count. `received` is the sum of `completed`, `open`, `movedOn` and `missing`. */
export interface Count {
  readonly received: number;
  readonly completed: number;
  /** Open, and in a queue. */
  readonly open: number;
  /** Found to belong to another practice, which counts it too. */
  readonly movedOn: number;
  /** Neither open nor closed: a fault that the auditor raises. */
  readonly missing: readonly EConsultId[];
  /** Still open from before the last count. */
  readonly carried: number;
  /** How what is open stood at closing, of today's and of what is carried; absent in a count that an earlier version made. */
  readonly standing?: { readonly today: OpenStanding; readonly carried: OpenStanding };
  /** Its tasks; absent in a count that an earlier version made. */
  readonly tasks?: DayTasks;
  /** The longest time between two arrivals, in working minutes: how long it is usually quiet here. */
  readonly longestGapMinutes: number;
}

export interface OpenStanding {
  /** Past its target, if it is not on hold, or past its limit. */
  readonly pastTarget: number;
  /** The practice has it, it could not simply be left, and nobody has said what is to become of it. */
  readonly undecided: number;
}

/** Something is clinically or technically wrong and may go unnoticed: the hub's leads are told, the same thing once a day. */
export type Told =
  | { readonly matter: 'quiet'; readonly since: Instant; readonly usualMinutes: number }
  | {
      readonly matter: 'caughtUp';
      readonly from: Instant;
      readonly until: Instant;
      readonly looked: number;
      /** References by the gravest warning each of them was given. */
      readonly warned: Readonly<Record<string, readonly EConsultId[]>>;
    }
  | { readonly matter: 'rotaGaps'; readonly gaps: readonly RotaGap[] }
  | { readonly matter: 'found'; readonly findings: readonly Found[] }
  | { readonly matter: 'calendarEnds'; readonly on: LocalDate }
  | { readonly matter: 'lateTasks'; readonly habits: readonly LateHabit[] }
  | { readonly matter: 'agreementsEnd'; readonly ends: readonly AgreementEnd[] }
  | { readonly matter: 'drillsDue'; readonly due: readonly DrillDue[] }
  /** Of the day before, by practice in shadow. */
  | { readonly matter: 'shadowSeen'; readonly practices: readonly ({ readonly practice: OdsCode } & ComparedTotals)[] }
  /** What is agreed for disasters was changed. */
  | { readonly matter: 'agreed'; readonly by: Person; readonly hub: HubId; readonly what: Agreed }
  /** The paper pack could not be sent by e-mail since then; it is in its folder, where one is set. */
  | { readonly matter: 'paperNotSent'; readonly since: Instant; readonly inFolder: boolean }
  | { readonly matter: 'channelLost'; readonly why: ChannelLost; readonly since: Instant }
  | TestChannelNews
  | ChannelNews;
export type Matter = Told['matter'];

/** An agreement between buddies that was made, changed or ended; or the minutes that work takes. */
export type Agreed = { readonly buddy: Buddy; readonly ended: boolean } | { readonly workMinutes: Readonly<Partial<Record<Kind, number>>> };

/** What the auditor could not put right: the kind of fault, and which eConsult or organisation it is about. */
export interface Found {
  readonly kind: string;
  readonly about: string;
}

export interface Day {
  readonly hub: HubId;
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly date: LocalDate;
  /** From here on everything received is in this day's count. */
  readonly since: Instant;
  /** When it closes for the last time on this date; `undefined`: shut all day, and what comes is counted on the next day it opens. */
  readonly closesAt: Instant | undefined;
  /**
   * If nothing comes for longer than this, in working minutes, the practice is asked about; `undefined`: we do not know yet how long it is
   * usually quiet.
   */
  readonly quietAfterMinutes: number | undefined;
  readonly listed: readonly { readonly minutes: ListingMinutes; readonly at: Instant; readonly left: number }[];
  /** A list has been shown today, perhaps before a closing that has moved since; absent until one has. */
  readonly listShown?: true;
  readonly counted: (Count & { readonly at: Instant }) | undefined;
  readonly signed: { readonly at: Instant; readonly by: Person } | undefined;
  /** When somebody was asked to sign what was unsigned at the next opening; this happens once. */
  readonly askedToSign: Instant | undefined;
  /** The last message to the leads about each matter. */
  readonly told: Readonly<Partial<Record<Matter, { readonly at: Instant; readonly what: Told }>>>;
  /** When the leads last heard of each kind of fault. */
  readonly foundAt?: Readonly<Record<string, Instant>>;
  readonly nextLook: Instant | undefined;
  readonly revision: number;
}

/** The id of an organisation's day. It has a full stop, which no eConsult's id has. */
export const dayId = (organisation: OrganisationId, date: LocalDate): string => `${organisation}.${date}`;

/** The parts of a day's id; `undefined` if it is not one. */
export function partsOfDayId(id: string): { readonly organisation: OrganisationId; readonly date: LocalDate } | undefined {
  const found = /^([A-Z0-9]{3,10})\.(\d{4}-\d\d-\d\d)$/.exec(id);
  return found?.[1] && found[2] ? { organisation: found[1], date: found[2] } : undefined;
}

/** How many are accounted for: open with somebody, completed, or with another practice. */
export const accountedFor = ({ completed, open, movedOn }: Count): number => completed + open + movedOn;
