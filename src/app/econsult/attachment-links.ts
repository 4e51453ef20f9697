// Links to attachments: for one person and one attachment, for some minutes, signed with a key that all instances share. Nothing of the patient is in them.
import type { ViewReason } from '../../domain/econsult/command.ts';
import { viewList } from '../../domain/econsult/reasons-and-outcomes.ts';
import type { EConsultId, HubId, Instant, PersonId } from '../../domain/terms.ts';
import { readSigned, signedLink } from '../signed-links.ts';

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

const use = 'attachment';

export const linkTo = (key: Buffer, { hub, id, number, person, name, reason }: AttachmentAsked, now: Instant): string =>
  signedLink(key, use, [hub, id, number, person, name, reason ?? ''], now);

/** `wrong`: we did not make it; `expired`: its time is over. */
export function readLink(key: Buffer, link: string, now: Instant): AttachmentAsked | 'wrong' | 'expired' {
  const values = readSigned(key, use, link, now);
  if (values === 'wrong' || values === 'expired') return values;
  const [hub, id, number, person, name, why] = values as readonly [HubId, EConsultId, number, PersonId, string, string];
  return { hub, id, number, person, name, reason: viewList.all.find((each) => each === why) };
}
