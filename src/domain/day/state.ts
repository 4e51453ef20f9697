// What an organisation's day is: what was left before it closed, what its count came to, who signed it, and what its leads were told.

import type { ChannelLost, ChannelNews } from '../channel-news.ts';
import type { RotaGap } from '../rota/gaps.ts';
import type { EConsultId, HubId, Instant, OrganisationId, Person } from '../terms.ts';
import type { LocalDate } from '../time/hours.ts';

/** Minutes on the wall clock before closing at which what cannot be finished is listed: time to finish or hand over, then time to ring. */
export const listingMinutes = [60, 15] as const;
export type ListingMinutes = (typeof listingMinutes)[number];

/** What became of everything received since the last count: `received` is the sum of the other four. */
export interface Count {
  readonly received: number;
  readonly completed: number;
  /** Open, and standing in a queue with somebody to look after it. */
  readonly open: number;
  /** Found to be another practice's patient: counted there as well. */
  readonly movedOn: number;
  /** Neither open nor closed: a fault, which the auditor raises. */
  readonly missing: readonly EConsultId[];
  /** Open from before. */
  readonly carried: number;
  /** The longest time between two arrivals, in its working minutes: what is usual here. */
  readonly longestGapMinutes: number;
}

/** Clinically or technically wrong while nobody noticed: told to the leads of the hub, the same thing once a day. */
export type Told =
  | { readonly matter: 'quiet'; readonly since: Instant; readonly usualMinutes: number }
  | {
      readonly matter: 'caughtUp';
      readonly from: Instant;
      readonly until: Instant;
      readonly looked: number;
      /** References by the gravest warning each was given. */
      readonly warned: Readonly<Record<string, readonly EConsultId[]>>;
    }
  | { readonly matter: 'rotaGaps'; readonly gaps: readonly RotaGap[] }
  | { readonly matter: 'found'; readonly findings: readonly Found[] }
  | { readonly matter: 'calendarEnds'; readonly on: LocalDate }
  | { readonly matter: 'channelLost'; readonly why: ChannelLost; readonly since: Instant }
  | ChannelNews;
export type Matter = Told['matter'];

/** What the auditor could not put right by itself: what kind of fault, and of which eConsult or organisation. */
export interface Found {
  readonly kind: string;
  readonly about: string;
}

export interface Day {
  readonly hub: HubId;
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly date: LocalDate;
  /** Everything received since the count before this one is counted here. */
  readonly since: Instant;
  /** Its last closing of the date; `undefined`: shut all day, and what comes is counted on the next day it opens. */
  readonly closesAt: Instant | undefined;
  /** Nothing for longer than this, in working minutes, is asked about; `undefined`: too little is known of what is usual. */
  readonly quietAfterMinutes: number | undefined;
  readonly listed: readonly { readonly minutes: ListingMinutes; readonly at: Instant; readonly left: number }[];
  /** A list of what was left has been shown, be it before a closing that has since been moved; absent until one has. */
  readonly listShown?: true;
  readonly counted: (Count & { readonly at: Instant }) | undefined;
  readonly signed: { readonly at: Instant; readonly by: Person } | undefined;
  /** Somebody was asked, once, to sign what nobody had signed by the next opening. */
  readonly askedToSign: Instant | undefined;
  /** The last that was told of each matter. */
  readonly told: Readonly<Partial<Record<Matter, { readonly at: Instant; readonly what: Told }>>>;
  /** When the leads last heard of each kind of finding; absent until they have of any. */
  readonly foundAt?: Readonly<Record<string, Instant>>;
  readonly nextLook: Instant | undefined;
  readonly revision: number;
}

/** One thing per organisation and date; ids of eConsults have no full stop. */
export const dayId = (organisation: OrganisationId, date: LocalDate): string => `${organisation}.${date}`;

/** `undefined` for anything that is no day's id. */
export function partsOfDayId(id: string): { readonly organisation: OrganisationId; readonly date: LocalDate } | undefined {
  const found = /^([A-Z0-9]{3,10})\.(\d{4}-\d\d-\d\d)$/.exec(id);
  return found?.[1] && found[2] ? { organisation: found[1], date: found[2] } : undefined;
}

/** How many are accounted for: somebody has them, or they have ended. */
export const accountedFor = ({ completed, open, movedOn }: Count): number => completed + open + movedOn;
