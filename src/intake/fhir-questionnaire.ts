// A QuestionnaireResponse as a list of questions and answers, however deep its groups.
import type {
  Extension,
  QuestionnaireItem,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
  QuestionnaireResponseItemAnswer,
} from 'fhir/r4.d.ts';
import type { Answer } from '../domain/econsult/submission.ts';
import type { Contents, Found } from './fhir-bundle.ts';
import { joined } from './fhir-data-types.ts';
import { extensionsEnding } from './fhir-names.ts';
import type { Reader } from './fhir-reader.ts';
import { line, present, shown } from './text.ts';

/** The most answers of one request; a message with more is meant to do harm. */
export const answersMax = 10_000;

/** Shown for a question without an answer, so that nobody reads it as "no". */
const notAnswered = 'No answer given';

/** The form itself, when it came along: inside the response or as another entry. */
export function formOf(response: Found<QuestionnaireResponse>, contents: Contents) {
  const canonical = response.resource.questionnaire?.replace(/\|.*$/, '');
  if (canonical === undefined) return undefined;
  const forms = contents.of('Questionnaire');
  return (
    canonical.startsWith('#')
      ? forms.find(({ inside, resource }) => inside === response.resource && `#${resource.id}` === canonical)
      : forms.find(
          ({ resource, fullUrl }) => resource.url === canonical || fullUrl === canonical || `Questionnaire/${resource.id}` === canonical,
        )
  )?.resource;
}

/** Every question with its answer, in the sender's order; `section` is the headings above it. */
export function answersOf(response: Found<QuestionnaireResponse>, contents: Contents, reader: Reader): Answer[] {
  const questions = new Map<string, string>();
  learn(formOf(response, contents)?.item, questions);
  return items(response.resource.item, [], questions, reader);
}

/** What the form asks, by link, for responses that carry only links. */
function learn(form: readonly QuestionnaireItem[] | undefined, questions: Map<string, string>): void {
  for (const { linkId, text, item } of form ?? []) {
    if (text !== undefined) questions.set(linkId, text);
    learn(item, questions);
  }
}

function items(
  list: readonly QuestionnaireResponseItem[] | undefined,
  headings: readonly string[],
  questions: ReadonlyMap<string, string>,
  reader: Reader,
): Answer[] {
  return (list ?? []).flatMap((item) => {
    const text = reader.field(item, 'text') ?? questions.get(item.linkId);
    const given = item.answer ?? [];
    const inner = [...(item.item ?? []), ...given.flatMap((each) => each.item ?? [])];
    if (given.length === 0 && inner.length > 0) return items(inner, [...headings, ...heading(text, item.linkId)], questions, reader);
    const values = given.flatMap((each) => valueKeys(each).flatMap((key) => reader.field(each, key) ?? []));
    const own = present<Answer>({
      section: line(joined(headings, ' \u203A ')),
      question: shown(text ?? item.linkId),
      answer: shown(values.length > 0 ? values.join('\n') : notAnswered),
      flag: flagOf([...(item.extension ?? []), ...given.flatMap((each) => each.extension ?? [])]),
    });
    // What hangs on an answer is asked because of it: it stays under the same heading, right after.
    return [own, ...items(inner, headings, questions, reader)];
  });
}

/** `valueString`, or whatever type it is of. */
const valueKeys = (answer: QuestionnaireResponseItemAnswer) =>
  (Object.keys(answer) as (keyof QuestionnaireResponseItemAnswer)[]).filter((key) => key.startsWith('value'));

/** A question's link id is used as its heading only if a person could read it. */
const heading = (text: string | undefined, linkId: string): string[] =>
  text !== undefined ? [text] : /^[A-Za-z][A-Za-z]{2,}[A-Za-z0-9]{0,30}$/.test(linkId) ? [linkId] : [];

/** FHIR has no mark for a worrying answer, so senders add an extension whose address ends in `answer-flag`, `red` or `caution`. */
function flagOf(extensions: readonly Extension[]): Answer['flag'] {
  const codes = extensionsEnding(extensions, '/answer-flag').map(({ valueCode, valueString }) => (valueCode ?? valueString)?.toLowerCase());
  if (codes.includes('red')) return 'red';
  return codes.includes('caution') || codes.includes('amber') ? 'caution' : undefined;
}

/** Whether anything at all was answered. */
export const answered = (answers: readonly Answer[]): boolean =>
  answers.some(({ answer }) => answer !== notAnswered && answer.trim() !== '');

/** Codes of the answers that were chosen from a list: some forms say in one of them what the whole request is about. */
export const codesChosen = (list: readonly QuestionnaireResponseItem[] | undefined): string[] =>
  (list ?? []).flatMap(({ answer, item }) => [
    ...(answer ?? []).flatMap((each) => [
      ...(each.valueCoding?.code === undefined ? [] : [each.valueCoding.code]),
      ...codesChosen(each.item),
    ]),
    ...codesChosen(item),
  ]);
