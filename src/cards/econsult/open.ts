// The dialog that shows everything the sender wrote, and offers what its reader does next.
import type { EConsult } from '../../domain/econsult/state.ts';
import type { SubmissionText } from '../../domain/econsult/submission.ts';
import { mayAnswer } from '../../domain/network/access.ts';
import { barredFromHub } from '../../domain/network/crossing.ts';
import type { Network } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Instant, Person } from '../../domain/terms.ts';
import { type Card, fill, payloadVersion } from '../templates.ts';
import { plain, when } from '../words.ts';
import { passing } from './buttons.ts';
import { cautionsOf, practiceWords, statusWords } from './facts.ts';
import { partsOf } from './open-parts.ts';
import { pagesOf } from './pages.ts';

export interface OpenView {
  readonly network: Network;
  readonly seenBy: Person;
  readonly now: Instant;
  /** From 0. */
  readonly page?: number;
  /** Why it was opened; kept while pages are turned. */
  readonly reason?: string;
  /** The patient's other contacts, in a line. */
  readonly contacts?: string;
  /** What became of what its reader just pressed in it. */
  readonly notice?: string;
  /** Photos and documents that came with it. */
  readonly attachments?: readonly OpenAttachment[];
}

export interface OpenAttachment {
  readonly number: number;
  readonly isPicture: boolean;
  /** Works for some minutes, for its reader. */
  readonly url: string;
}
const attachmentNote = 'These links work for 10 minutes, for you. Each look is recorded.';

/** Everything the sender wrote, page by page: nothing is left out. */
export function drawOpen(it: EConsult, texts: readonly SubmissionText[], view: OpenView): Card {
  const { network, seenBy, now, page = 0 } = view;
  const pages = pagesOf(texts.flatMap((text, index) => partsOf(text, now, whichWords(index, texts.length))));
  const shown = Math.max(0, Math.min(page, pages.length - 1));
  const turning = [
    { title: 'Previous page', page: shown - 1 },
    { title: 'Next page', page: shown + 1 },
  ].filter((turn) => pages[turn.page] !== undefined);
  return fill('econsult.open', {
    reference: referenceOf(it.id),
    practice: practiceWords(it, network),
    status: view.contacts === undefined ? statusWords(it, network) : `${statusWords(it, network)}. ${view.contacts}`,
    notice: view.notice ?? '',
    cautions: cautionsOf(it, network, now, { network, at: it.holder, viewer: seenBy.id }).map((words) => ({ words })),
    parts: (pages[shown] ?? []).map((part) => ({
      heading: part.heading,
      isTable: part.isTable === true,
      lines: part.lines.map(({ goesOn, ...each }) => ({ ...each, above: goesOn === undefined ? 'Small' : 'None' })),
    })),
    attachments: (view.attachments ?? []).map(({ number, isPicture, url }) => ({
      name: `${isPicture ? 'Picture' : 'Document (PDF)'} ${number}`,
      isPicture,
      url,
    })),
    attachmentNote: view.attachments?.length ? attachmentNote : '',
    steps: stepsOf(it, network, seenBy, now),
    turning,
    pageWords: pages.length > 1 ? `Page ${shown + 1} of ${pages.length}` : '',
    v: payloadVersion,
    hub: it.hub,
    id: it.id,
    revision: it.revision,
    page: shown,
    reason: view.reason ?? '',
    seen: `Opened by ${plain(seenBy.name)}, ${when(now)}. Every opening is recorded and the practice can see it.`,
  });
}

const whichWords = (index: number, count: number): string =>
  count === 1 ? '' : index === 0 ? ' (first message)' : ` (different message ${index} under the same id)`;

/** `press`: done at once, and the dialog is drawn anew; the others open their form in it. */
interface OpenStep {
  readonly verb: string;
  readonly title: string;
  readonly press: string;
  readonly style: 'default' | 'positive';
}
const form = (verb: string, title: string, style: OpenStep['style'] = 'default'): OpenStep => ({ verb, title, press: '', style });

/** What its reader does next, without closing it first; nothing is offered that would be refused. */
function stepsOf(it: EConsult, network: Network, { id }: Person, now: Instant): readonly OpenStep[] {
  switch (it.status) {
    case 'waiting':
      return it.practice !== undefined && mayAnswer(network, id, it, now) === undefined
        ? [{ verb: 'open', title: 'Claim', press: 'claim', style: 'positive' }]
        : [];
    case 'claimed': {
      if (it.claimant.id !== id) return [];
      return [
        ...(it.wrongPatient ? [] : [form('complete', 'Complete', 'positive')]),
        ...(it.holder !== it.hub && barredFromHub(network, it, now) ? [] : passing(it)).map(({ verb, title }) => form(verb, title)),
        ...(it.hold ? [] : [form('hold', 'Hold')]),
      ];
    }
    case 'offered':
    case 'completed':
      return [];
  }
}
