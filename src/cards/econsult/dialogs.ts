// What opens in a dialog: everything the sender wrote, the question whose patient it is, or plain words.
import type { EConsult } from '../../domain/econsult/state.ts';
import type { Answer, SubmissionText } from '../../domain/econsult/submission.ts';
import type { Network } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Instant, Person } from '../../domain/terms.ts';
import { type Card, fill, inert, payloadVersion } from '../templates.ts';
import { plain, when } from '../words.ts';
import { cautionsOf, practiceWords, statusWords } from './facts.ts';

/** A line of the dialog: what the sender says against it, our label in bold, how the sender marked it, and the words as they came, never read as Markdown. */
interface Line {
  readonly mark: string;
  readonly label: string;
  readonly flag: string;
  readonly words: string;
}
interface Part {
  readonly heading: string;
  readonly lines: readonly Line[];
}

/** Of JSON: 60 KB as UTF-16. Teams takes about 100 KB in all, and what is longer has more pages. */
export const pageCharactersMax = 30_000;
/** What a line or a heading costs besides its words: their elements as JSON have 260 and 170 characters. */
const overheadCharacters = 310;
/** Of a sender's own heading; a longer one is repeated whole among the lines under it. */
const headingCharactersMax = 200;

/** Everything the sender wrote, page by page (from 0): nothing is left out. */
export function drawOpen(
  it: EConsult,
  texts: readonly SubmissionText[],
  network: Network,
  seenBy: Person,
  now: Instant,
  page = 0,
  { reason, contacts }: { readonly reason?: string | undefined; readonly contacts?: string | undefined } = {},
): Card {
  const pages = pagesOf(texts.flatMap((text, index) => partsOf(text, index, texts.length)));
  const shown = Math.max(0, Math.min(page, pages.length - 1));
  const parts = pages[shown] ?? [];
  const turning = [
    { title: 'Previous page', page: shown - 1 },
    { title: 'Next page', page: shown + 1 },
  ].filter((turn) => pages[turn.page] !== undefined);
  return fill('econsult.open', {
    reference: referenceOf(it.id),
    practice: practiceWords(it, network),
    status: contacts === undefined ? statusWords(it, network) : `${statusWords(it, network)}. ${contacts}`,
    cautions: cautionsOf(it, network, now, { network, at: it.holder, viewer: seenBy.id }).map((words) => ({ words })),
    parts,
    turning,
    pageWords: pages.length > 1 ? `Page ${shown + 1} of ${pages.length}` : '',
    v: payloadVersion,
    hub: it.hub,
    id: it.id,
    reason: reason ?? '',
    seen: `Opened by ${plain(seenBy.name)}, ${when(now)}. Every opening is recorded and the practice can see it.`,
  });
}

const line = (label: string, words: string | undefined, flag = ''): Line[] =>
  words ? [{ mark: '', label: `${label}: `, flag, words: inert(words) }] : [];

function partsOf(text: SubmissionText, index: number, count: number): Part[] {
  const which = count === 1 ? '' : index === 0 ? ' (first message)' : ` (different message ${index} under the same id)`;
  const { patient, requester } = text;
  const who: Part = {
    heading: `Patient${which}`,
    lines: [
      ...line('Name', patient.name),
      ...line('Date of birth', patient.dateOfBirth),
      ...line('NHS number', patient.nhsNumber),
      ...line('Sex', patient.sex),
      ...line('Telephone', patient.telephone?.join(', ')),
      ...line('E-mail', patient.email?.join(', ')),
      ...line('Address', patient.address),
      ...line(
        'Written by',
        requester && ([requester.name, requester.relation].filter(Boolean).join(', ') || 'somebody else for the patient'),
      ),
      ...line('Their telephone', requester?.telephone),
      // Shown next to each other, because a patient who uses sign language cannot be answered by telephone.
      ...line('Wants to be answered', text.contactPreference),
      ...line('Language or way of communicating', patient.communication?.join('; ')),
      ...line('Interpreter', text.interpreter),
      ...line('Adjustments', text.adjustments?.join('; ')),
      ...line('Sender\u2019s own reference', text.senderReference),
      ...(patient.also ?? []).map(answerLine),
    ],
  };
  return [who, ...sectionsOf(text.answers, which)];
}

/** Consecutive answers of one section under its heading, in the sender's order. */
function sectionsOf(answers: readonly Answer[], which: string): Part[] {
  const parts: { heading: string; lines: Line[] }[] = [];
  let current: string | undefined;
  for (const answer of answers) {
    const section = answer.section ?? 'What was asked and answered';
    if (section !== current || parts.length === 0) {
      const short = [...section].slice(0, headingCharactersMax).join('');
      const whole = short === section ? [] : line('Heading', section);
      parts.push({ heading: `${plain(short)}${whole.length > 0 ? '…' : ''}${which}`, lines: whole });
    }
    current = section;
    parts.at(-1)?.lines.push(answerLine(answer));
  }
  return parts;
}

const answerLine = ({ mark, question, flag, answer }: Answer): Line => ({
  mark: mark === undefined ? '' : `[${inert(mark)}] `,
  label: `${inert(question)}: `,
  flag: flag === undefined ? '' : flag === 'red' ? '[RED FLAG] ' : '[CAUTION] ',
  words: inert(answer || '(no answer)'),
});

/** Parts laid out on pages, in order and without losing a character: a line longer than a page goes on where it stopped. */
export function pagesOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const pages: { heading: string; lines: Line[] }[][] = [[]];
  let left = pageCharactersMax;
  for (const part of parts) {
    let open: { heading: string; lines: Line[] } | undefined;
    for (const each of part.lines.flatMap(piecesOf)) {
      const cost = overheadCharacters + jsonCharacters(each.mark + each.label + each.flag + each.words);
      const headingCost = overheadCharacters + jsonCharacters(part.heading);
      if (cost + (open === undefined ? headingCost : 0) > left && left < pageCharactersMax) {
        pages.push([]);
        left = pageCharactersMax;
      }
      const page = pages.at(-1);
      if (open === undefined || !page?.includes(open)) {
        open = { heading: open === undefined ? part.heading : `${part.heading} (continued)`, lines: [] };
        page?.push(open);
        left -= headingCost;
      }
      open.lines.push(each);
      left -= cost;
    }
  }
  return pages;
}

/** Half a page each for a long label and long words, so that any line fits on a page of its own under its heading. */
const pieceCharactersMax = pageCharactersMax / 2 - 5 * overheadCharacters;

/** A line that is cut into pieces repeats its mark ("ENTERED IN ERROR") in front of each. */
function piecesOf({ mark, label, flag, words }: Line): readonly Line[] {
  const labels = cut(label);
  const [first = '', ...rest] = cut(words);
  return [
    ...labels.slice(0, -1).map((piece) => ({ mark, label: piece, flag: '', words: '' })),
    { mark, label: labels.at(-1) ?? '', flag, words: first },
    ...rest.map((piece) => ({ mark, label: '… ', flag: '', words: piece })),
  ];
}

/** Cuts between whole characters: half an emoji would be shown as a wrong character. */
function cut(text: string): readonly string[] {
  if (jsonCharacters(text) <= pieceCharactersMax) return [text];
  const pieces: string[] = [];
  let from = 0;
  let at = 0;
  let cost = 0;
  for (const character of text) {
    const more = jsonCharacters(character);
    if (cost + more > pieceCharactersMax) {
      pieces.push(text.slice(from, at));
      from = at;
      cost = 0;
    }
    cost += more;
    at += character.length;
  }
  return [...pieces, text.slice(from)];
}

/** As JSON, where a line end is two characters and a control character six. */
const jsonCharacters = (text: string): number => JSON.stringify(text).length - 2;
