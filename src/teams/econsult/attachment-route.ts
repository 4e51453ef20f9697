// The link behind a photo or document in the Open dialog: looked at by whom it was made for, while they may, each time recorded.
import { type AttachmentAsked, linkTo, readLink } from '../../app/econsult/attachment-links.ts';
import { attachmentsIn } from '../../app/econsult/attachments.ts';
import { fileAnswer, wordsAnswer } from '../../app/guarded-answers.ts';
import type { HttpAnswer, Route } from '../../app/http.ts';
import { StoreAway } from '../../app/ports.ts';
import { attachmentWords } from '../../cards/econsult/answers.ts';
import { viewList } from '../../domain/econsult/reasons-and-outcomes.ts';
import type { SubmissionText } from '../../domain/econsult/submission.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Redraw } from '../../files/pictures.ts';
import type { ClickDeps, LinkAsked, Reading } from '../press.ts';
import { wish } from './gate.ts';

export interface LinkDeps extends Reading, Pick<ClickDeps, 'nudge'> {
  readonly newId: () => string;
  readonly linkKey: () => Promise<Buffer>;
}
/** What shows them: a picture is drawn anew first. */
export interface ShowDeps extends LinkDeps {
  readonly redraw: Redraw;
}

const path = '/api/attachments/';
const mediaTypes = { jpeg: 'image/jpeg', png: 'image/png', pdf: 'application/pdf' } as const;
const endings = { jpeg: 'jpg', png: 'png', pdf: 'pdf' } as const;

/** Makes the links that the dialog shows; `publicUrl` is where people's own machines reach us. */
export const attachmentLinks =
  ({ linkKey, clock }: Pick<LinkDeps, 'linkKey' | 'clock'>, publicUrl: string) =>
  async (asked: LinkAsked): Promise<string> => {
    const reason = viewList.all.find((each) => each === asked.reason);
    return `${publicUrl}${path}${linkTo(await linkKey(), { ...asked, reason }, clock.now())}`;
  };

export function attachmentRoute(deps: ShowDeps): Route {
  return {
    method: 'GET',
    path: `${path}:link`,
    bodyBytesMax: 0,
    async handle({ params }) {
      try {
        const asked = readLink(await deps.linkKey(), params['link'] ?? '', deps.clock.now());
        if (asked === 'wrong') return wordsAnswer(404, attachmentWords.wrong);
        return asked === 'expired' ? wordsAnswer(410, attachmentWords.expired) : await show(deps, asked);
      } catch (error) {
        if (error instanceof StoreAway) return wordsAnswer(503, attachmentWords.away);
        throw error;
      }
    },
  };
}

/** The look is recorded before anything is shown, and refused to whoever may not look any more. */
async function show(deps: ShowDeps, { hub, id, number, person, name, reason }: AttachmentAsked): Promise<HttpAnswer> {
  const by = { kind: 'person', id: person, name } as const;
  const asked = { hub, id, operation: deps.newId(), at: deps.clock.now(), by };
  const handled = await wish(deps, { ...asked, type: 'view', ...(reason === undefined ? {} : { reason }), attachment: number });
  if (handled.kind === 'refused') return wordsAnswer(403, attachmentWords.refused);
  const attachment = attachmentsIn(await deps.store.texts<SubmissionText>(hub, id)).find((each) => each.number === number);
  if (attachment === undefined) return wordsAnswer(404, attachmentWords.damaged);
  const { kind, bytes } = attachment;
  const body = kind === 'pdf' ? bytes : await deps.redraw(kind, bytes);
  if (body === undefined) return wordsAnswer(404, attachmentWords.damaged);
  return fileAnswer(body, mediaTypes[kind], `${referenceOf(id)}-${number}.${endings[kind]}`, kind !== 'pdf');
}
