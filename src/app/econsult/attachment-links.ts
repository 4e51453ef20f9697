// Links to attachments: for one person and one attachment, for some minutes, signed with a key that all instances share. Nothing of the patient is in them.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ViewReason } from '../../domain/econsult/command.ts';
import { viewList } from '../../domain/econsult/lists.ts';
import type { EConsultId, HubId, Instant, PersonId } from '../../domain/terms.ts';

/** Which attachment, for whom. */
export interface AttachmentAsked {
  readonly hub: HubId;
  readonly id: EConsultId;
  readonly number: number;
  readonly person: PersonId;
  readonly name: string;
  /** Why they opened the eConsult, if they had to say. */
  readonly reason: ViewReason | undefined;
}

/** Long enough to look at what came while the dialog is open, too short for a link that was copied somewhere. */
export const linkMinutes = 10;
/** A link has about 400. */
const linkCharactersMax = 2_000;

const signatureOf = (key: Buffer, said: string): Buffer => createHmac('sha256', key).update(`attachment|${said}`).digest();

export function linkTo(key: Buffer, asked: AttachmentAsked, now: Instant): string {
  const until = new Date(Date.parse(now) + linkMinutes * 60_000).toISOString();
  const { hub, id, number, person, name, reason } = asked;
  const said = Buffer.from(JSON.stringify([hub, id, number, person, name, reason ?? '', until])).toString('base64url');
  return `${said}.${signatureOf(key, said).toString('base64url')}`;
}

/** `wrong`: we did not make it; `expired`: its time is over. */
export function readLink(key: Buffer, link: string, now: Instant): AttachmentAsked | 'wrong' | 'expired' {
  if (link.length > linkCharactersMax) return 'wrong';
  const [said = '', signature = ''] = link.split('.');
  const [ours, theirs] = [signatureOf(key, said), Buffer.from(signature, 'base64url')];
  if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return 'wrong';
  const [hub, id, number, person, name, why, until] = JSON.parse(Buffer.from(said, 'base64url').toString('utf8')) as [
    ...[HubId, EConsultId, number, PersonId, string, string, Instant],
  ];
  if (now >= until) return 'expired';
  return { hub, id, number, person, name, reason: viewList.all.find((each) => each === why) };
}
