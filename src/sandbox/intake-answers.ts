// What an answer of intake means, in plain lines for the person who sent something.
import { asList, asObject, type Json, parsed } from './json.ts';

/** Enough to see what is wrong; a long list scrolls the reason out of sight. */
const faultsShownMax = 12;
const lineCharactersMax = 400;

const objectIn = (value: unknown): Json => asObject(value) ?? {};
const objectsIn = (value: unknown): readonly Json[] => asList(value).map(objectIn);
/** Without control characters, which a terminal would obey. */
const wordsIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.replace(/\p{Cc}+/gu, ' ').slice(0, lineCharactersMax) : undefined;

const referenceSystem = 'urn:ehub-for-teams:reference';

/** Our reference, from our JSON or from the ServiceRequest of a BaRS response message. */
function referenceIn(answer: Json): string | undefined {
  const identifiers = objectsIn(answer['entry']).flatMap(({ resource }) => objectsIn(objectIn(resource)['identifier']));
  return wordsIn(answer['reference']) ?? wordsIn(identifiers.find(({ system }) => system === referenceSystem)?.['value']);
}

/** What to make of a status that is not 2xx. */
const meanings: Readonly<Record<number, string>> = {
  400: 'It cannot be read as what it says it is.',
  401: 'The key was not recognised, or this machine\u2019s clock is more than five minutes off.',
  403: 'This sender may not send for the patient\u2019s practice.',
  404: 'There is nothing of that kind here, or it takes back something that was never received.',
  408: 'It took too long and may have been kept: send it again as it is.',
  409: 'It was received before under the same id. To send it as a new request, add --new-id.',
  413: 'It is too large.',
  415: 'It is not in a format that is accepted.',
  422: 'It is well-formed and not an online consultation that is taken in here.',
  425: 'An earlier delivery is still being dealt with: wait a little and send it again as it is.',
  503: 'The store cannot be reached: wait a little and send it again as it is.',
};
const otherMeaning = 'This is no answer that an eHub gives a sender; its log may say more.';

/** `status` and `body` of the answer as lines to print: the status, the reference, and what it means. */
export function meaningOf(status: number, body: string): string[] {
  const answer = objectIn(parsed(body));
  return status >= 200 && status < 300 ? accepted(status, answer) : refused(status, answer);
}

function accepted(status: number, answer: Json): string[] {
  const reference = referenceIn(answer);
  if (reference === undefined) return [`${status} Accepted, but the answer holds no reference: is this an eHub?`];
  if (answer['withdrawn'] === true) return [`${status} Taken back: ${reference}`, 'Its card shows that the sender has withdrawn it.'];
  if (answer['duplicate'] === true)
    return [`${status} Received before: ${reference}`, 'Nothing has changed. To send it as a new request, add --new-id.'];
  const unplaced = 'Its practice is not known here: it waits unplaced at the hub, whose lead or administrator can place it.';
  if (answer['placed'] === false) return [`${status} Accepted: ${reference}`, unplaced];
  return [`${status} Accepted: ${reference}`, 'It is kept. Its card appears in the channel of the organisation that has it now.'];
}

function refused(status: number, answer: Json): string[] {
  const issues = objectsIn(answer['issue']);
  const title = wordsIn(answer['title']) ?? wordsIn(objectIn(issues[0]?.['details'])['text']) ?? 'Not accepted';
  const faults = [
    ...objectsIn(answer['faults']).map(({ path, rule }) => [wordsIn(path), wordsIn(rule)].filter((part) => part !== undefined).join(': ')),
    ...issues.map(({ diagnostics }) => wordsIn(diagnostics) ?? ''),
  ].filter((line) => line !== '');
  const more = faults.length - faultsShownMax;
  return [
    `${status} ${title}`,
    meanings[status] ?? otherMeaning,
    ...faults.slice(0, faultsShownMax).map((line) => `  - ${line}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...[wordsIn(answer['detail'])].filter((line) => line !== undefined),
  ];
}
