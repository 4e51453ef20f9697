// What has happened in an organisation's day.

import type { Instant, OrganisationId, Person } from '../terms.ts';
import type { LocalDate } from '../time/hours.ts';
import type { Count, ListingMinutes, Told } from './state.ts';

export type DayEvent = { readonly at: Instant } & (
  | {
      readonly type: 'DayBegan';
      readonly hub: string;
      readonly organisation: OrganisationId;
      readonly date: LocalDate;
      readonly since: Instant;
      readonly closesAt: Instant | undefined;
      readonly quietAfterMinutes: number | undefined;
    }
  /** The hours of the date were changed. */
  | { readonly type: 'ClosingMoved'; readonly closesAt: Instant | undefined }
  /** It closes in `minutes`, and so many still need a decision. */
  | { readonly type: 'ClosingNear'; readonly minutes: ListingMinutes; readonly left: number }
  | { readonly type: 'DayCounted'; readonly count: Count }
  | { readonly type: 'DaySigned'; readonly by: Person }
  /** Nobody had signed by the next opening, and somebody was asked to. */
  | { readonly type: 'SigningAsked' }
  /** The leads, as they were then, were told. */
  | { readonly type: 'LeadsTold'; readonly what: Told; readonly to: readonly Person[] }
  /** The clock looked and nothing was due. */
  | { readonly type: 'DayLooked' }
);
