// What stands on paper while Teams is away: every open eConsult of a hub by its reference, with nothing of the patient.

import { compare } from '../compare.ts';
import type { QueuePlace } from '../econsult/queue-place.ts';
import { own } from '../lookup.ts';
import type { Network } from '../network/state.ts';
import { mostUrgentFirst } from '../queue-order.ts';
import type { HubId, Instant, Kind, OdsCode, OrganisationId, PersonId, Priority } from '../terms.ts';

export interface PaperLine {
  readonly id: string;
  readonly priority: Priority;
  readonly kind: Kind;
  readonly practice: OdsCode | undefined;
  readonly holder: OrganisationId | 'unplaced';
  readonly status: QueuePlace['status'];
  /** Who has it, by name. */
  readonly has: string | undefined;
  readonly target: Instant;
  readonly limit: Instant;
}
export interface Paper {
  readonly hub: HubId;
  readonly at: Instant;
  /** Whoever to ring. */
  readonly telephone: string;
  /** By who has it, the most urgent first. */
  readonly lines: readonly PaperLine[];
}

export function paperOf(hub: HubId, rows: readonly (QueuePlace & { readonly id: string })[], network: Network, at: Instant): Paper {
  const nameOf = (person: PersonId | undefined): string | undefined =>
    person === undefined ? undefined : own(network.staff, person)?.name;
  const lines = [...rows]
    .sort((a, b) => compare(a.holder, b.holder) || mostUrgentFirst(a, b))
    .map(
      ({ id, priority, kind, practice, holder, status, claimant, due, limit }): PaperLine => ({
        ...{ id, priority, kind, practice, holder, status },
        ...{ has: nameOf(claimant), target: due, limit },
      }),
    );
  return { hub, at, telephone: own(network.hubs, hub)?.telephone ?? '', lines };
}
