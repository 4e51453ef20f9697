// What has happened to a slot.
import type { Actor, HubId, Instant, OrganisationId } from '../terms.ts';
import type { SlotDetails, SlotId } from './state.ts';

export type SlotEvent = { readonly at: Instant } & (
  | { readonly type: 'SlotPublished'; readonly hub: HubId; readonly id: SlotId; readonly by: Actor; readonly details: SlotDetails }
  | { readonly type: 'SlotTaken'; readonly by: Actor; readonly task: string; readonly for: OrganisationId }
  | { readonly type: 'SlotGivenBack'; readonly by: Actor; readonly task: string }
  | { readonly type: 'SlotWithdrawn'; readonly by: Actor; readonly reason: string }
  /** Nobody had taken it by its cut-off, or it was given back after that. */
  | { readonly type: 'SlotLapsed' }
  /** Its time came while it was taken. */
  | { readonly type: 'SlotUsed' }
  /** Its time came after it had lapsed. */
  | { readonly type: 'SlotPassed' }
  /** The clock looked at what is left beside one that was taken. */
  | { readonly type: 'SlotLooked' }
);
