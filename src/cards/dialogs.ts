// What opens in a dialog: everything the sender wrote, the question whose patient it is, or plain words.
import type { EConsult } from '../domain/econsult/state.ts';
import type { Answer, SubmissionText } from '../domain/econsult/submission.ts';
import type { Network } from '../domain/network/state.ts';
import { referenceOf } from '../domain/reference.ts';
import type { Instant, Person } from '../domain/terms.ts';
import { payloadVersion } from './draw.ts';
import { type Card, fill, inert } from './templates.ts';
import { cautionsOf, plain, practiceWords, statusWords, when } from './words.ts';

/** A line of the dialog: our label in bold, how the sender marked it, and the words as they came, never read as Markdown. */
interface Line {
  readonly label: string;
  readonly flag: string;
  readonly words: string;
}
interface Part {
  readonly heading: string;
  readonly lines: readonly Line[];
}

/** Teams takes about 100 KB of UTF-16 in all; a page of a dialog stays well below it, and what is longer has more pages. */
export const pageCharactersMax = 20_000;
/** What a line of a card costs besides its words. */
const lineOverheadCharacters = 100;

/** Everything the sender wrote, page by page (from 0): nothing is left out. */
export function drawOpen(it: EConsult, texts: readonly SubmissionText[], network: Network, seenBy: Person, now: Instant, page = 0): Card {
  const pages = pagesOf(texts.flatMap((text, index) => partsOf(text, index, texts.length)));
  const parts = pages[page] ?? pages[0] ?? [];
  const turning = [
    { title: 'Previous page', page: page - 1 },
    { title: 'Next page', page: page + 1 },
  ].filter((turn) => pages[turn.page] !== undefined);
  return fill('econsult.open', {
    reference: referenceOf(it.id),
    practice: practiceWords(it, network),
    status: statusWords(it, network),
    cautions: cautionsOf(it).map((words) => ({ words })),
    parts,
    turning,
    pageWords: pages.length > 1 ? `Page ${page + 1} of ${pages.length}` : '',
    v: payloadVersion,
    hub: it.hub,
    id: it.id,
    seen: `Opened by ${plain(seenBy.name)}, ${when(now)}. Every opening is recorded and the practice can see it.`,
  });
}

export function drawPlace(it: EConsult, network: Network, problem = ''): Card {
  const practices = Object.values(network.practices)
    .filter((practice) => practice.hub === it.hub)
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((practice) => ({ title: inert(`${practice.name} (${practice.code})`), value: practice.code }));
  const named =
    it.practiceNamed === undefined
      ? 'The sender named no practice.'
      : `The sender named ${plain(it.practiceNamed)}, which is not a practice of this network.`;
  return fill('econsult.place', {
    reference: referenceOf(it.id),
    words: `${named} Open shows what was sent. It goes where that practice's pathway says, and its clock has been running since it was sent.`,
    problem,
    practices,
    v: payloadVersion,
    hub: it.hub,
    id: it.id,
    revision: it.revision,
  });
}

export const drawWords = (title: string, words: string): Card => fill('say', { title, words });

const line = (label: string, words: string | undefined, flag = ''): Line[] =>
  words ? [{ label: `${label}: `, flag, words: inert(words) }] : [];

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
      ...line('Wants to be answered', text.contactPreference),
      ...line('Interpreter', text.interpreter),
      ...line('Adjustments', text.adjustments?.join('; ')),
      ...line('Sender\u2019s own reference', text.senderReference),
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
    if (section !== current || parts.length === 0) parts.push({ heading: inert(`${plain(section)}${which}`), lines: [] });
    current = section;
    const flag = answer.flag === undefined ? '' : answer.flag === 'red' ? '[RED FLAG] ' : '[CAUTION] ';
    parts.at(-1)?.lines.push({ label: `${inert(answer.question)}: `, flag, words: inert(answer.answer || '(no answer)') });
  }
  return parts;
}

/** Parts cut into pages, in order and without losing a character: a long answer goes on where it stopped. */
export function pagesOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const pages: { heading: string; lines: Line[] }[][] = [[]];
  let left = pageCharactersMax;
  const turn = () => {
    pages.push([]);
    left = pageCharactersMax;
  };
  for (const part of parts) {
    let open: { heading: string; lines: Line[] } | undefined;
    const put = (each: Line) => {
      if (open === undefined || !pages.at(-1)?.includes(open)) {
        open = { heading: open === undefined ? part.heading : `${part.heading} (continued)`, lines: [] };
        pages.at(-1)?.push(open);
      }
      open.lines.push(each);
      left -= each.label.length + each.words.length + lineOverheadCharacters;
    };
    for (const each of part.lines) {
      let rest = each;
      if (left < lineOverheadCharacters * 2 + rest.label.length) turn();
      while (rest.label.length + rest.words.length + lineOverheadCharacters > left) {
        const room = Math.max(lineOverheadCharacters, left - rest.label.length - lineOverheadCharacters);
        put({ ...rest, words: rest.words.slice(0, room) });
        rest = { label: '… ', flag: '', words: rest.words.slice(room) };
        turn();
      }
      put(rest);
    }
  }
  return pages;
}
