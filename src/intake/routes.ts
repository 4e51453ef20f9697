// The doors through which eConsults come in, and what each says back.
import { type HttpAnswer, type HttpRequest, json, type Route } from '../app/http.ts';
import { again, patienceMs, perhaps, type Result, recognised, storeProblem, unreadable } from './at-the-door.ts';
import { headerProblem, responseMessage, withIds } from './bars.ts';
import { bodyBytesMax, readBody } from './body.ts';
import type { Caller } from './caller.ts';
import type { IntakeDeps } from './deps.ts';
import { asOutcome, asProblemJson, type Problem, refuse, refuseFor, type Say } from './faults.ts';
import { type FhirRead, readFhir } from './fhir.ts';
import { publishedSchema, readJson } from './json.ts';
import { fhirJson, mediaMeant, misnamed, ourJson, readMedia, saysFhir } from './media.ts';

interface Door {
  readonly accepted: readonly string[];
  readonly bars: boolean;
  /** The format in which this request is told of faults. */
  readonly say: (request: Pick<HttpRequest, 'headers'>) => Say;
}

const plain: Door = {
  accepted: [ourJson, fhirJson],
  bars: false,
  say: (request) => (saysFhir(request.headers['content-type']) ? asOutcome : asProblemJson),
};
const bars: Door = { accepted: [fhirJson], bars: true, say: () => asOutcome };

/** `POST /api/econsults`, `GET /api/econsults/schema`, `POST /$process-message`. */
export function intakeRoutes(deps: IntakeDeps): Route[] {
  const underWay = new Set<string>();
  const published = json(200, publishedSchema(), { 'content-type': 'application/schema+json; charset=utf-8' });
  const at = (path: Route['path'], door: Door): Route => {
    const finish = (answer: HttpAnswer, request: Pick<HttpRequest, 'headers'>): HttpAnswer =>
      door.bars ? withIds(answer, request) : answer;
    const say = (problem: Problem, request: Pick<HttpRequest, 'headers'>): HttpAnswer => door.say(request)(problem, deps.newId);
    return {
      method: 'POST',
      path,
      bodyBytesMax,
      handle: async (request) => {
        const result = await enter(deps, door, request, underWay);
        return finish('problem' in result ? say(result.problem, request) : result.answer, request);
      },
      unreadable: (status, request) => finish(say(unreadable(status), request), request),
    };
  };
  return [
    at('/api/econsults', plain),
    { method: 'GET', path: '/api/econsults/schema', bodyBytesMax: 0, handle: async () => published },
    at(/^\/\$process-message\/?$/, bars),
  ];
}

/** Checks the caller first, then the media type, then the body, so that strangers learn nothing. */
async function enter(deps: IntakeDeps, door: Door, request: HttpRequest, underWay: Set<string>): Promise<Result> {
  const receivedAt = deps.now();
  const who = await recognised(deps, request, receivedAt);
  if ('problem' in who) return who;
  const media = readMedia(request.headers['content-type'], door.accepted);
  if (media.kind === 'problem') return media;
  const wrongHeader = door.bars ? headerProblem(request) : undefined;
  const read = await readAs(media.type, request.body, receivedAt, door);
  const problem = bothOf(wrongHeader, read.kind === 'problem' ? read.problem : undefined);
  if (problem) return { problem };
  if (read.kind === 'problem') return read;
  return inTime(deps, door, who.caller, read, receivedAt, underWay);
}

async function readAs(type: typeof ourJson | typeof fhirJson, bytes: Buffer, receivedAt: string, door: Door): Promise<FhirRead> {
  const body = readBody(bytes);
  if (body.kind === 'problem') return body;
  const meant = mediaMeant(body.value);
  if (meant !== undefined && meant !== type && door.accepted.includes(meant)) return misnamed(meant);
  const arrived = { bytes, mediaType: type, receivedAt };
  return type === fhirJson ? readFhir(body.value, arrived, door.bars) : readJson(body.value, arrived);
}

/** Two problems as one: what is worse gives the status, and every fault is named. */
const bothOf = (one: Problem | undefined, other: Problem | undefined): Problem | undefined => {
  if (one === undefined || other === undefined) return one ?? other;
  return { ...(other.status < one.status ? other : one), faults: [...one.faults, ...other.faults] };
};

type Good = Exclude<FhirRead, { kind: 'problem' }>;

/** One at a time for each id at the BaRS door, which has its own answer for "still at it", and never longer than a sender waits. */
async function inTime(
  deps: IntakeDeps,
  door: Door,
  caller: Caller,
  read: Good,
  receivedAt: string,
  underWay: Set<string>,
): Promise<Result> {
  const key = `${caller.id} ${read.kind === 'submission' ? read.submission.sourceId : read.sourceIds[0]}`;
  if (door.bars && underWay.has(key))
    return { problem: again(425, 'Still at work', 'An earlier delivery of this message is still being dealt with.', perhaps) };
  underWay.add(key);
  const acting = act(deps, door, caller, read, receivedAt)
    .catch(storeProblem)
    .finally(() => underWay.delete(key));
  const late = deps.wait(patienceMs).then(
    (): Result => ({
      problem: again(door.bars ? 408 : 503, 'Took too long', 'The message is still being dealt with.', perhaps),
    }),
  );
  return Promise.race([acting, late]);
}

async function act(deps: IntakeDeps, door: Door, caller: Caller, read: Good, receivedAt: string): Promise<Result> {
  const delivery = { operation: `intake|${deps.newId()}`, receivedAt };
  if (read.kind === 'withdrawal') return takeBack(deps, door, caller, read, delivery);
  const { submission } = read;
  const receipt = await deps.receive(caller, submission, delivery);
  switch (receipt.kind) {
    case 'accepted': {
      const { reference, placed } = receipt;
      return reply(
        deps,
        door,
        read,
        { status: 201, body: { reference, placed, duplicate: false } },
        { reference, sourceId: submission.sourceId, status: 'active' },
      );
    }
    case 'duplicate': {
      const { reference, placed } = receipt;
      if (!door.bars) return { answer: json(200, { reference, placed, duplicate: true }) };
      return {
        problem: known(
          'duplicate',
          'Already received',
          `This message was received before and is ${reference} here.`,
          'It is safe: do not send it again.',
        ),
      };
    }
    case 'conflict': {
      const kept = `The new words were kept beside the first and are shown to staff under ${receipt.reference}. Do not send them again; give a new request a new id.`;
      return { problem: known('conflict', 'The same id with different words', 'Other words were received under this id before.', kept) };
    }
    case 'forbiddenPractice':
      return {
        problem: refuseFor(
          403,
          'Not your practice',
          'forbidden',
          'You are not registered to send for the patient\u2019s practice.',
          'Ask the hub to register it.',
        ),
      };
  }
}

const known = (code: 'duplicate' | 'conflict', title: string, rule: string, detail: string): Problem => ({
  status: 409,
  title,
  detail,
  faults: [{ rule, code }],
});

function reply(
  deps: IntakeDeps,
  door: Door,
  read: Good,
  simple: { status: number; body: object },
  about: { reference: string; sourceId: string; status: 'active' | 'revoked' | 'entered-in-error' },
): Result {
  const contents = 'contents' in read ? read.contents : undefined;
  if (!door.bars || contents === undefined) return { answer: json(simple.status, simple.body) };
  const message = responseMessage({ ...about, contents, now: deps.now(), newId: deps.newId });
  return { answer: json(200, message, { 'content-type': 'application/fhir+json; charset=utf-8' }) };
}

async function takeBack(
  deps: IntakeDeps,
  door: Door,
  caller: Caller,
  read: Good & { kind: 'withdrawal' },
  delivery: { operation: string; receivedAt: string },
): Promise<Result> {
  const title = 'Nothing to take back';
  for (const sourceId of read.sourceIds) {
    const receipt = await deps.withdraw(caller, { sourceId, reason: read.reason }, delivery);
    if (receipt.kind === 'unknown') continue;
    const { reference } = receipt;
    if (receipt.kind === 'closed')
      return {
        problem: known(
          'conflict',
          title,
          `${reference} is closed already: it can no longer be taken back.`,
          'Nothing was changed. Telephone the hub if that is wrong.',
        ),
      };
    const status = read.reason === 'revoked' ? 'revoked' : 'entered-in-error';
    return reply(deps, door, read, { status: 200, body: { reference, withdrawn: true } }, { reference, sourceId, status });
  }
  const rule = 'No request of yours is known here by any of the ids in this message.';
  return { problem: refuse(404, title, [{ rule, code: 'not-found' }], 'If there is one, telephone the hub.') };
}
