// What has happened to a rota.

import type { Actor, HubId, Instant } from '../terms.ts';
import type { LocalDate } from '../time/hours.ts';
import type { Shift } from './state.ts';

export type RotaEvent = { readonly at: Instant; readonly by: Actor } & (
  | { readonly type: 'RotaSet'; readonly hub: HubId; readonly monday: LocalDate; readonly shifts: readonly Shift[] }
  /** Everything that began or ended up to `at` has been acted upon. */
  | { readonly type: 'Turned' }
);
