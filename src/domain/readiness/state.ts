// A practice's checklist as people have filled it in: what is settled, who looks after it, and what shows it.
import type { HubId, Instant, OdsCode, Person } from '../terms.ts';
import type { LocalDate } from '../time/hours.ts';
import type { PeopleItem } from './items.ts';

export const itemStatuses = ['open', 'settled', 'notNeeded'] as const;
export type ItemStatus = (typeof itemStatuses)[number];

export interface Answer {
  readonly status: ItemStatus;
  /** Who looks after it, and is reminded. */
  readonly owner?: Person;
  /** Open: by when it is to be settled. Otherwise: the day on which it was. */
  readonly date?: LocalDate;
  /** The last day on which what was settled holds. */
  readonly until?: LocalDate;
  /** A link to what shows it, its reference, or why it is not needed. Never a document itself. */
  readonly evidence?: string;
  readonly by: Person;
  readonly at: Instant;
  /** When its owner was last reminded of it since it was answered so. */
  readonly reminded?: Instant;
  readonly reminders?: number;
}

/** Whoever is to be reminded of an item. */
export interface Reminder {
  readonly item: PeopleItem;
  readonly to: readonly Person[];
}

export interface Readiness {
  readonly hub: HubId;
  readonly id: string;
  readonly practice: OdsCode;
  readonly answers: Readonly<Partial<Record<PeopleItem, Answer>>>;
  /** Those of the last look, of which the notices are drawn. */
  readonly lastReminders: readonly Reminder[];
  readonly revision: number;
}

export const readinessIds = /^ready\.[A-Z0-9]{3,10}$/;
export const readinessId = (practice: OdsCode): string => `ready.${practice}`;
