// Something to send to intake as another product would: what it is, its signature, and what became of it.
import { createHmac } from 'node:crypto';
import type { Instant } from '../domain/terms.ts';
import { textIn, Unreadable } from '../files/text.ts';
import { meaningOf } from './intake-answers.ts';
import { asList, asObject, type Json, parsed } from './json.ts';

/** The door answers within 4.5 s or says that it could not; after this there is nobody there. */
const timeoutMs = 15_000;

/** Where intake is, and the key of the sender. */
export interface Door {
  /** Such as `http://127.0.0.1:3978`, without a slash at its end. */
  readonly url: string;
  readonly keyId: string;
  readonly secret: string;
}

/** What stops before there is an answer; the message is for the person who sends. */
export class Unfit extends Error {
  override name = 'Unfit';
}

/** What goes to which door, as what. */
export interface Parcel {
  readonly path: '/api/econsults' | '/api/tasks' | '/$process-message';
  readonly mediaType: 'application/json' | 'application/fhir+json';
  readonly what: string;
  readonly bytes: Buffer;
}

/** Tells from its content what a file is. With `uuid`, the parcel is a new request: otherwise the bytes are exactly the file's. */
export function parcelOf(bytes: Buffer, uuid?: () => string): Parcel {
  const text = textOf(bytes);
  const content = asObject(parsed(text));
  if (content === undefined) throw new Unfit('The file is not a JSON object: send our JSON, a FHIR R4 Bundle or a BaRS message, as JSON.');
  // JSON goes over the wire as UTF-8 without a mark (RFC 8259); of a file that is so already these are its own bytes.
  const plain = Buffer.from(text);
  const fresh = (make: (id: () => string) => Json): Buffer => (uuid === undefined ? plain : Buffer.from(JSON.stringify(make(uuid))));
  if (content['resourceType'] === undefined) {
    const ours = fresh((id) => ({ ...content, id: id() }));
    return { path: '/api/econsults', mediaType: 'application/json', what: 'an eConsult in our JSON', bytes: ours };
  }
  const bars = isBars(content);
  return {
    path: bars ? '/$process-message' : '/api/econsults',
    mediaType: 'application/fhir+json',
    what: bars ? 'an NHS BaRS message' : 'FHIR',
    bytes: fresh((id) => withFreshIds(content, id)),
  };
}

function textOf(bytes: Buffer): string {
  try {
    return textIn(bytes);
  } catch (error) {
    throw error instanceof Unreadable ? new Unfit(`The file cannot be read: ${error.message}.`) : error;
  }
}

const resourceIn = (entry: unknown): Json | undefined => asObject(asObject(entry)?.['resource']);
const isHeader = (entry: unknown): boolean => resourceIn(entry)?.['resourceType'] === 'MessageHeader';

/** A message whose header names an event of NHS BaRS, in any spelling of the system. */
function isBars(content: Json): boolean {
  if (content['resourceType'] !== 'Bundle' || content['type'] !== 'message') return false;
  const system = asObject(resourceIn(asList(content['entry']).find(isHeader))?.['eventCoding'])?.['system'];
  return typeof system === 'string' && /^https:\/\/fhir\.nhs\.uk\/codesystem\/message-events?-(bars|servicerequest)$/i.test(system);
}

/** A Bundle is told apart by its own id, a message also by that of its header, which nothing else refers to. */
function withFreshIds(content: Json, uuid: () => string): Json {
  const renewed = { ...content, id: uuid() };
  if (content['type'] !== 'message') return renewed;
  const entry = asList(content['entry']).map((each) => {
    if (!isHeader(each)) return each;
    const id = uuid();
    return { ...asObject(each), fullUrl: `urn:uuid:${id}`, resource: { ...resourceIn(each), id } };
  });
  return { ...renewed, entry };
}

/** Signed as the contract of intake says: hex HMAC-SHA256 of the Unix time in seconds, a full stop and the body. */
export function headersFor(parcel: Parcel, door: Pick<Door, 'keyId' | 'secret'>, now: Instant, uuid: () => string): Record<string, string> {
  const stamp = String(Math.floor(Date.parse(now) / 1000));
  return {
    'content-type': parcel.mediaType,
    'x-key-id': door.keyId,
    'x-timestamp': stamp,
    'x-signature': createHmac('sha256', door.secret).update(`${stamp}.`).update(parcel.bytes).digest('hex'),
    ...(parcel.path === '/$process-message' ? { 'x-request-id': uuid(), 'x-correlation-id': uuid() } : {}),
  };
}

/** What the outside world gives. */
export interface SendingGiven {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** The machine's own time: signatures live by it. */
  readonly now: () => Instant;
  readonly uuid: () => string;
}

export interface Outcome {
  /** 2xx: it has been taken in. */
  readonly accepted: boolean;
  /** Status, reference and what it means, for a person. */
  readonly lines: readonly string[];
}

/** Sends it, once. Throws `Unfit` when there is no answer. */
export async function post(parcel: Parcel, door: Door, given: SendingGiven): Promise<Outcome> {
  const init: RequestInit = {
    method: 'POST',
    headers: headersFor(parcel, door, given.now(), given.uuid),
    body: new Uint8Array(parcel.bytes),
    // A redirect would carry the patient's words somewhere nobody named.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  };
  try {
    const { status, text } = await answerTo(given.fetch(`${door.url}${parcel.path}`, init));
    return { accepted: status >= 200 && status < 300, lines: meaningOf(status, text) };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    const why = late ? `There was no whole answer within ${timeoutMs / 1000} seconds` : `Nobody answers at ${door.url}`;
    throw new Unfit(`${why}: is "npm start" running? It may have been taken in; send it again as it is, nothing is taken twice.`);
  }
}

const answerTo = async (coming: Promise<Response>): Promise<{ status: number; text: string }> => {
  const answer = await coming;
  return { status: answer.status, text: await answer.text() };
};
