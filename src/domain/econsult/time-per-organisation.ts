// How long each organisation has had an eConsult: one wait of one patient, split among those who had it.
import type { Instant, OrganisationId } from '../terms.ts';
import type { EConsult } from './state.ts';

export interface Share {
  readonly organisation: OrganisationId;
  /** Wall-clock milliseconds. */
  readonly ms: number;
}

/** Each organisation's share so far, in the order they first had it; together exactly the time from the clock start to `now` or the end. */
export function sharesOf(it: EConsult, now: Instant): readonly Share[] {
  const shares = new Map<OrganisationId, number>(Object.entries(it.shares));
  if (it.status !== 'completed') {
    const running = Math.max(0, Date.parse(now) - Date.parse(it.heldSince));
    shares.set(it.holder, (shares.get(it.holder) ?? 0) + running);
  }
  return [...shares].map(([organisation, ms]) => ({ organisation, ms }));
}
