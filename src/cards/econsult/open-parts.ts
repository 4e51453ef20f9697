// Everything a sender wrote, in the order in which a clinician reads it: who, what to know before anything, what is flagged, then the rest.
import type { Answer, SubmissionText } from '../../domain/econsult/submission.ts';
import type { Instant } from '../../domain/terms.ts';
import { dateOfBirthWords, nhsNumberWords, paragraphsOf, withLineBreaks } from '../readable.ts';
import { inert } from '../templates.ts';
import { plain } from '../words.ts';
import type { Line, Part } from './pages.ts';

/** Of a sender's own heading; a longer one is repeated whole among the lines under it. */
const headingCharactersMax = 200;
/** Longer words begin on a line of their own under what was asked. */
const besideCharactersMax = 100;
/** The heading under which intake puts what no reader of ours knows. */
const alsoSent = 'Also sent';
const unnamedSection = 'What was asked and answered';

/** What must be known before anybody acts, wherever in the message it stands. */
const safeguarding =
  /safeguard|child protection|protection plan|looked.after child|child in need|domestic (?:abuse|violence)|vulnerable (?:adult|child)|at risk of (?:harm|abuse)/i;
const isSafeguarding = ({ section, question }: Answer): boolean => safeguarding.test(question) || safeguarding.test(section ?? '');

export function partsOf(text: SubmissionText, now: Instant, which: string): readonly Part[] {
  const first = text.answers.filter(isSafeguarding);
  const flagged = text.answers.filter((each) => each.flag !== undefined && !first.includes(each));
  const others = text.answers.filter((each) => !first.includes(each) && !flagged.includes(each));
  const red = (each: Answer): number => (each.flag === 'red' ? 0 : 1);
  const parts: readonly Part[] = [
    { heading: `Patient${which}`, lines: identityLines(text, now) },
    { heading: `Safeguarding and communication${which}`, lines: [...first.flatMap(movedLines), ...communicationLines(text)] },
    { heading: `Flagged answers${which}`, lines: [...flagged].sort((a, b) => red(a) - red(b)).flatMap(movedLines) },
    { heading: `Contact${which}`, lines: contactLines(text) },
    ...sectionsOf(others, which),
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}

const line = (label: string, words: string | undefined): Line[] => (words ? linesOf({ question: label, answer: words }) : []);

function identityLines({ patient }: SubmissionText, now: Instant): readonly Line[] {
  return [
    ...line('Name', patient.name),
    ...line('Date of birth', patient.dateOfBirth && dateOfBirthWords(patient.dateOfBirth, now)),
    ...line('NHS number', patient.nhsNumber && nhsNumberWords(patient.nhsNumber)),
    ...line('Sex', patient.sex),
    ...(patient.also ?? []).flatMap(linesOf),
  ];
}

/** Beside each other, because a patient who uses sign language cannot be answered by telephone. */
const communicationLines = ({ patient, ...text }: SubmissionText): readonly Line[] => [
  ...line('Wants to be answered', text.contactPreference),
  ...line('Language or way of communicating', patient.communication?.join('; ')),
  ...line('Interpreter', text.interpreter),
  ...line('Adjustments', text.adjustments?.join('; ')),
];

const contactLines = ({ patient, requester, senderReference }: SubmissionText): readonly Line[] => [
  ...line('Telephone', patient.telephone?.join(', ')),
  ...line('E-mail', patient.email?.join(', ')),
  ...line('Address', patient.address),
  ...line('Written by', requester && ([requester.name, requester.relation].filter(Boolean).join(', ') || 'somebody else for the patient')),
  ...line('Their telephone', requester?.telephone),
  ...line('Sender\u2019s own reference', senderReference),
];

/** Consecutive answers of one section under its heading, in the sender's order. */
function sectionsOf(answers: readonly Answer[], which: string): readonly Part[] {
  const parts: (Part & { readonly lines: Line[] })[] = [];
  let current: string | undefined;
  for (const answer of answers) {
    const section = answer.section ?? unnamedSection;
    if (section !== current || parts.length === 0) {
      const short = [...section].slice(0, headingCharactersMax).join('');
      const whole = short === section ? [] : line('Heading', section);
      const heading = `${plain(short)}${whole.length > 0 ? '…' : ''}${which}`;
      parts.push({ heading, lines: [...whole], ...(section === alsoSent ? { isTable: true } : {}) });
    }
    current = section;
    parts.at(-1)?.lines.push(...(section === alsoSent ? [rowOf(answer)] : linesOf(answer)));
  }
  return parts;
}

/** Moved to the front, it says from under which heading. */
const movedLines = (answer: Answer): readonly Line[] =>
  linesOf(answer.section === undefined ? answer : { ...answer, question: `${answer.section} · ${answer.question}` });

const marksOf = ({ mark, flag }: Answer): Pick<Line, 'mark' | 'flag'> => ({
  mark: mark === undefined ? '' : `[${inert(mark)}] `,
  flag: flag === undefined ? '' : flag === 'red' ? '[RED FLAG] ' : '[CAUTION] ',
});

/** A short answer beside what was asked; a longer one under it, paragraph by paragraph. */
function linesOf(answer: Answer): Line[] {
  const marks = marksOf(answer);
  const asked = inert(answer.question);
  // A question that ends with its own mark needs no second one.
  const label = `${asked}${/[.?!:]$/.test(asked) ? '' : ':'} `;
  const [first = '(no answer)', ...rest] = paragraphsOf(answer.answer).map(inert);
  if (rest.length === 0 && first.length <= besideCharactersMax) return [{ ...marks, label, words: first }];
  return [
    { ...marks, label, words: '' },
    ...[first, ...rest].map((words) => ({ mark: '', label: '', flag: '', words, goesOn: marks.mark })),
  ];
}

const rowOf = (answer: Answer): Line => ({
  ...marksOf(answer),
  label: inert(answer.question),
  words: inert(withLineBreaks(answer.answer) || '(no answer)'),
});
