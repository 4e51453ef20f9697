// What has happened to a practice's checklist.
import type { HubId, Instant, OdsCode, Person } from '../terms.ts';
import type { PeopleItem } from './items.ts';
import type { Answer, Reminder } from './state.ts';

export type ReadinessEvent = { readonly at: Instant } & (
  | {
      readonly type: 'ItemAnswered';
      readonly hub: HubId;
      readonly id: string;
      readonly practice: OdsCode;
      readonly item: PeopleItem;
      readonly by: Person;
      readonly answer: Pick<Answer, 'status' | 'owner' | 'date' | 'until' | 'evidence'>;
    }
  /** Owners, or the leads where an item has none, were told of what is due or has run out. */
  | { readonly type: 'OwnersReminded'; readonly reminders: readonly Reminder[] }
);
