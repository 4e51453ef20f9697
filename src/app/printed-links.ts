// Links to pages that are printed: for one person and one page.
import type { HubId, Instant, PersonId } from '../domain/terms.ts';
import { readSigned, signedLink } from './signed-links.ts';

/** Which page, of which hub and which of its organisations, for whom. */
export interface PrintAsked {
  readonly page: string;
  readonly hub: HubId;
  readonly about: string;
  readonly person: PersonId;
}
const use = 'print';

export const printLinkTo = (key: Buffer, { page, hub, about, person }: PrintAsked, now: Instant): string =>
  signedLink(key, use, [page, hub, about, person], now);

/** `wrong`: we did not make it; `expired`: its time is over. */
export function readPrintLink(key: Buffer, link: string, now: Instant): PrintAsked | 'wrong' | 'expired' {
  const values = readSigned(key, use, link, now);
  if (values === 'wrong' || values === 'expired') return values;
  const [page, hub, about, person] = values as readonly [string, HubId, string, PersonId];
  return { page, hub, about, person };
}
