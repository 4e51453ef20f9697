// How many things a practice still lacks for going live, as its checklist stands.
import { own } from '../../domain/lookup.ts';
import type { HubId, Instant, OdsCode } from '../../domain/terms.ts';
import { atWall } from '../../domain/time/calendar.ts';
import type { LocalDate } from '../../domain/time/hours.ts';
import type { Store } from '../ports.ts';
import { openOf } from '../readiness/readiness.ts';
import type { NetworkSource } from './network.ts';

/** Of a hub's practice, for a day from which it is to go further: how many items of its checklist are open. Throws as the store does. */
export type ChecklistOpen = (hub: HubId, practice: OdsCode, from: LocalDate) => Promise<number>;

/** Seen from the morning of that day: what will have run out by then is missing. A practice that is not there lacks everything. */
export const checklistIn =
  (store: Pick<Store, 'load'>, network: Pick<NetworkSource, 'current'>): ChecklistOpen =>
  async (hub, code, from) => {
    const now = await network.current();
    const practice = own(now.practices, code);
    const morning: Instant | undefined = atWall(from, '08:00');
    return practice?.hub !== hub || morning === undefined ? Number.POSITIVE_INFINITY : openOf(store, now, practice, morning);
  };
