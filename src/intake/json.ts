// Our own JSON: its schema as published, and from it to a submission.
import * as z from 'zod/v4';
import type { Answer, PatientDetails, Submission, SubmissionText } from '../domain/econsult/submission.ts';
import { identities, kinds, type Priority, priorities, topics } from '../domain/terms.ts';
import { type Fault, refuse } from './faults.ts';
import { contentHash } from './hash.ts';
import { ageBand, instantOf, nhsNumberStatus, odsCode, plainNhsNumber, windowEdge } from './person.ts';
import { type Arrived, original, type Read } from './read.ts';
import { line, present, shown, some } from './text.ts';
import { aboutOf, aboutUnknown } from './topics.ts';

/** The longest answer: a patient may write very much, and the body's own limit bounds it. */
const answerCharactersMax = 500_000;
const questionCharactersMax = 5_000;
const lineCharactersMax = 500;
/** The longest questionnaire in use asks a few hundred questions. */
const answersMax = 2_000;
const listMax = 20;

const oneLine = z.string().min(1).max(lineCharactersMax);
const moment = z.iso.datetime({ offset: true });

const answer = z.strictObject({
  section: oneLine.optional().describe('The heading the question stood under.'),
  question: z.string().min(1).max(questionCharactersMax),
  answer: z.string().max(answerCharactersMax).describe('In the patient\u2019s own words; empty if not answered.'),
  flag: z.enum(['red', 'caution']).optional().describe('How you marked this answer. One red answer makes the eConsult a red flag.'),
});

const patient = z.strictObject({
  name: oneLine.optional(),
  dateOfBirth: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
    .optional()
    .describe('YYYY-MM-DD, or as much of it as is known.'),
  nhsNumber: z.string().max(20).optional().describe('A wrong one is flagged, not refused.'),
  identity: z.enum(identities).optional().describe('Whether you matched the patient to a national record; unverified if left out.'),
  sex: oneLine.optional(),
  telephone: z.array(oneLine).max(listMax).optional(),
  email: z.array(oneLine).max(listMax).optional(),
  address: z.string().min(1).max(questionCharactersMax).optional(),
});

const signing =
  'X-Signature is the hex HMAC-SHA256 of X-Timestamp, a full stop and the bytes of the body; with a Content-Encoding, either the bytes as sent or what they unpack to.';

export const econsultSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/)
      .describe('Yours, one for each submission. The same id again with the same words is a duplicate and changes nothing.'),
    practice: z
      .string()
      .max(20)
      .optional()
      .describe('ODS code of the practice the patient is registered with. Unknown or missing: kept for the hub to place.'),
    kind: z.enum(kinds),
    priority: z
      .enum(priorities)
      .default('routine')
      .describe('Your own triage. The hub may raise it and does not lower it without a clinician.'),
    topic: z.enum(topics).optional(),
    title: oneLine.optional().describe('The form the patient used. Chooses the topic where none is given.'),
    submittedAt: moment.optional().describe('When the patient pressed send.'),
    promisedBy: z
      .union([moment, z.iso.date()])
      .optional()
      .describe('By when you told the patient they would hear: after submittedAt. A bare date lasts to the end of that day in London.'),
    patient,
    requester: z
      .strictObject({ name: oneLine.optional(), relation: oneLine.optional(), telephone: oneLine.optional() })
      .optional()
      .describe('Who wrote it, when not the patient.'),
    answers: z.array(answer).min(1).max(answersMax),
    contactPreference: oneLine.optional(),
    interpreter: oneLine.optional().describe('The language, when an interpreter is needed.'),
    adjustments: z.array(oneLine).max(listMax).optional().describe('Reasonable adjustments and communication needs.'),
    senderReference: oneLine.optional().describe('Your own human reference, needed to answer in your product.'),
  })
  .meta({ title: 'eConsult', description: `One online consultation, as POST /api/econsults takes it. ${signing}` });
type EConsultJson = z.infer<typeof econsultSchema>;

/** The schema as JSON Schema 2020-12, for senders. */
export const publishedSchema = (): object => z.toJSONSchema(econsultSchema, { io: 'input' });

export function readJson(body: unknown, arrived: Arrived): Read {
  const parsed = econsultSchema.safeParse(body);
  const incomplete = incompleteIn(body);
  if (!parsed.success) return { kind: 'problem', problem: refuseFaults(parsed.error.issues, incomplete) };
  if (incomplete.length > 0) return { kind: 'problem', problem: refuse(422, notOne, incomplete) };
  return { kind: 'submission', submission: submissionOf(parsed.data, contentHash(body), arrived) };
}

/** What an online consultation lacks whose answers and patient keep to the schema; whether the rest of it does is another matter. */
function incompleteIn(body: unknown): Fault[] {
  const of = typeof body === 'object' && body !== null ? (body as { readonly answers?: unknown; readonly patient?: unknown }) : {};
  const answers = econsultSchema.shape.answers.safeParse(of.answers);
  const who = econsultSchema.shape.patient.safeParse(of.patient);
  const faults: Fault[] = [];
  if (answers.success && !answers.data.some((each) => each.answer.trim() !== ''))
    faults.push({ path: 'answers', rule: 'No question is answered.', code: 'required' });
  if (who.success && who.data.name === undefined && who.data.nhsNumber === undefined)
    faults.push({ path: 'patient', rule: 'Neither name nor nhsNumber is given: nobody could tell who it is.', code: 'required' });
  return faults;
}

const notOne = 'This is not a complete online consultation';

function refuseFaults(issues: readonly z.core.$ZodIssue[], incomplete: readonly Fault[]) {
  const faults = [...issues.map(faultOf), ...incomplete];
  const missing = issues.every(({ path, code }) => path.length === 1 && (path[0] === 'patient' || path[0] === 'answers') && absent(code));
  const malformed = 'The body does not keep to the schema at /api/econsults/schema';
  return missing ? refuse(422, notOne, faults) : refuse(400, malformed, faults);
}
const absent = (code: string): boolean => code === 'invalid_type' || code === 'too_small';

/** Zod's own messages may quote what was sent, so every rule is said in words of ours. */
export function faultOf(issue: z.core.$ZodIssue): Fault {
  const path = issue.path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
  return present<Fault>({ path: path === '' ? undefined : path, rule: ruleOf(issue), code: 'invalid' });
}

function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Must be given, as ${issue.expected === 'array' || issue.expected === 'object' ? 'an' : 'a'} ${issue.expected}.`;
    case 'unrecognized_keys':
      return `Has ${issue.keys.length} key${issue.keys.length === 1 ? '' : 's'} that the schema does not know.`;
    case 'invalid_value':
      return `Must be one of: ${issue.values.map(String).join(', ')}.`;
    case 'too_big':
      return `Is longer than ${String(issue.maximum)}.`;
    case 'too_small':
      return `Is shorter than ${String(issue.minimum)}.`;
    case 'invalid_format':
      return `Is not in the form ${issue.format === 'regex' ? String(issue.pattern) : `of an ISO 8601 ${issue.format}`}.`;
    default:
      return 'Is not in the form the schema gives.';
  }
}

function submissionOf(sent: EConsultJson, hash: string, arrived: Arrived): Submission {
  const about = aboutOf([], sent.title === undefined ? [] : [sent.title]) ?? aboutUnknown;
  const nhsNumber = nhsNumberStatus(sent.patient.nhsNumber);
  const identity = sent.patient.identity ?? 'unverified';
  return present<Submission>({
    sourceId: sent.id,
    contentHash: hash,
    practiceCode: odsCode(sent.practice),
    kind: sent.kind,
    priority: withFlags(sent.priority, sent.answers),
    topic: sent.topic ?? about.topic,
    ageBand: ageBand(sent.patient.dateOfBirth, arrived.receivedAt),
    byProxy: sent.requester !== undefined,
    interpreterNeeded: sent.interpreter !== undefined,
    // A number that cannot be right was not verified, whatever is said of it.
    identity: identity === 'verified' && nhsNumber === 'invalid' ? 'unverified' : identity,
    nhsNumber,
    noticed: [],
    flaggedAnswers: sent.answers.filter(({ flag }) => flag !== undefined).length,
    submittedAt: instantOf(sent.submittedAt),
    promisedBy: windowEdge(sent.promisedBy, 'last'),
    text: textOf(sent, arrived),
  });
}

/** The sender's priority as a floor: one answer marked red makes a red flag, one marked as caution is shown and raises nothing. */
export const withFlags = (priority: Priority, answers: readonly { readonly flag?: Answer['flag'] | undefined }[]): Priority =>
  answers.some(({ flag }) => flag === 'red') ? 'redFlag' : priority;

function textOf(sent: EConsultJson, arrived: Arrived): SubmissionText {
  const lines = (list: readonly string[] | undefined) => some((list ?? []).flatMap((each) => line(each) ?? []));
  const title = line(sent.title);
  return present<SubmissionText>({
    patient: present<PatientDetails>({
      name: line(sent.patient.name),
      dateOfBirth: sent.patient.dateOfBirth,
      nhsNumber: line(sent.patient.nhsNumber && plainNhsNumber(sent.patient.nhsNumber)),
      sex: line(sent.patient.sex),
      telephone: lines(sent.patient.telephone),
      email: lines(sent.patient.email),
      address: sent.patient.address && shown(sent.patient.address),
    }),
    requester:
      sent.requester &&
      present<NonNullable<SubmissionText['requester']>>({
        name: line(sent.requester.name),
        relation: line(sent.requester.relation),
        telephone: line(sent.requester.telephone),
      }),
    answers: [
      ...(title === undefined ? [] : [{ question: 'Form', answer: title }]),
      ...sent.answers.map(({ section, question, answer: text, flag }) =>
        present<Answer>({ section: line(section), question: shown(question), answer: shown(text), flag }),
      ),
      ...asSent(sent),
    ],
    contactPreference: line(sent.contactPreference),
    interpreter: line(sent.interpreter),
    adjustments: lines(sent.adjustments),
    senderReference: line(sent.senderReference),
    original: original(arrived),
  });
}

/** What the card shows as we understood it, in the sender's own words: staff may have changed it since, or it could not be relied on. */
const asSent = (sent: EConsultJson): Answer[] =>
  (
    [
      ['Practice', sent.practice],
      ['Kind', sent.kind],
      ['Priority', sent.priority],
      ['Topic', sent.topic],
      ['Identity', sent.patient.identity],
      ['Sent', sent.submittedAt],
      ['Promised by', sent.promisedBy],
    ] as const
  ).flatMap(([question, words]) => (words === undefined || words === '' ? [] : [{ section: 'Also sent', question, answer: shown(words) }]));
