// Links of ours that say what they are for and until when, signed with a key that all instances share: nobody else can make or change one.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../domain/terms.ts';

/** Long enough to look at what was asked for, too short for a link that was copied somewhere. */
export const linkMinutes = 10;
/** A link has about 400. */
const linkCharactersMax = 2_000;

/** Signed for one use alone: a link to an attachment is none to a page. */
const signatureOf = (key: Buffer, use: string, said: string): Buffer => createHmac('sha256', key).update(`${use}|${said}`).digest();

/** What goes behind the address. Everybody can read `values` in it, so nothing of a patient may be among them. */
export function signedLink(key: Buffer, use: string, values: readonly (string | number)[], now: Instant): string {
  const until = new Date(Date.parse(now) + linkMinutes * 60_000).toISOString();
  const said = Buffer.from(JSON.stringify([until, ...values])).toString('base64url');
  return `${said}.${signatureOf(key, use, said).toString('base64url')}`;
}

/** The values as they were signed. `wrong`: we did not make it, or for another use; `expired`: its time is over. */
export function readSigned(key: Buffer, use: string, link: string, now: Instant): readonly (string | number)[] | 'wrong' | 'expired' {
  if (link.length > linkCharactersMax) return 'wrong';
  const [said = '', signature = ''] = link.split('.');
  const [ours, theirs] = [signatureOf(key, use, said), Buffer.from(signature, 'base64url')];
  if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return 'wrong';
  const [until, ...values] = JSON.parse(Buffer.from(said, 'base64url').toString('utf8')) as [Instant, ...(string | number)[]];
  return now >= until ? 'expired' : values;
}
