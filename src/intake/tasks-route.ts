// The doors through which other systems send, follow and take back tasks: POST /api/tasks and GET /api/tasks/{reference}.
import { type HttpAnswer, type HttpRequest, json, type Route } from '../app/http.ts';
import type { TakenBack, TakingBack, TaskAsked, TaskFollowed, TaskReceipt } from '../app/task/from-systems.ts';
import { taskIds } from '../domain/task/id.ts';
import { again, patienceMs, perhaps, type Result, recognised, storeProblem, unreadable } from './at-the-door.ts';
import { bodyBytesMax, readBody } from './body.ts';
import type { Caller } from './caller.ts';
import type { Delivery, IntakeDeps } from './deps.ts';
import { asOutcome, asProblemJson, type Fault, type Problem, type Say } from './faults.ts';
import { readFhirTask } from './fhir-task.ts';
import { fhirJson, mediaMeant, misnamed, ourJson, readMedia, saysFhir } from './media.ts';
import { taskAsFhir, taskAsJson } from './task-answer.ts';
import { publishedTaskSchema, readTaskJson } from './task-json.ts';
import { taskProfile } from './task-profile.ts';
import type { TaskRead } from './task-read.ts';
import { refusalFault, unknownFault } from './task-refusals.ts';

export interface TaskDoorDeps extends Pick<IntakeDeps, 'callers' | 'tokens' | 'now' | 'newId' | 'wait'> {
  /** These throw as `receive` does. */
  readonly takeTask: (caller: Caller, asked: TaskAsked, delivery: Delivery) => Promise<TaskReceipt>;
  readonly takeTaskBack: (caller: Caller, taking: TakingBack, delivery: Delivery) => Promise<TakenBack>;
  readonly followTask: (caller: Caller, id: string) => Promise<TaskFollowed | undefined>;
}

/** Same callers, faults and answers to a repeat as `POST /api/econsults`. */
export function taskRoutes(deps: TaskDoorDeps): Route[] {
  const published = json(200, publishedTaskSchema(), { 'content-type': 'application/schema+json; charset=utf-8' });
  const profile = json(200, taskProfile(), { 'content-type': `${fhirJson}; charset=utf-8` });
  const post = sayAs((request) => request.headers['content-type']);
  const get = sayAs((request) => request.headers['accept']);
  const said = (say: Say, result: Result): HttpAnswer => ('problem' in result ? say(result.problem, deps.newId) : result.answer);
  return [
    {
      method: 'POST',
      path: '/api/tasks',
      bodyBytesMax,
      handle: async (request) => said(post(request), await enter(deps, request)),
      unreadable: (status, request) => said(post(request), early(unreadable(status))),
    },
    { method: 'GET', path: '/api/tasks/schema', bodyBytesMax: 0, handle: async () => published },
    {
      method: 'GET',
      path: '/api/tasks/:reference',
      bodyBytesMax: 0,
      handle: async (request) => said(get(request), await look(deps, request)),
      unreadable: (status, request) => said(get(request), early(unreadable(status))),
    },
    { method: 'GET', path: '/api/tasks/schema/fhir', bodyBytesMax: 0, handle: async () => profile },
  ];
}
type Headed = Pick<HttpRequest, 'headers'>;
const sayAs =
  (header: (request: Headed) => string | undefined) =>
  (request: Headed): Say =>
    wantsFhir(header(request)) ? asOutcome : asProblemJson;
/** `Accept` may list several; FHIR is answered to whoever names it. */
const wantsFhir = (header: string | undefined): boolean => header?.split(',').some(saysFhir) ?? false;

const nothingSent = 'No task was sent, and none changed. Put it right and send it again.';
const stands = 'Nothing was changed.';
/** The same problem, without a word about a patient's request: there is none. */
const early = (problem: Problem): Result => ({ problem: problem.status < 500 ? { ...problem, detail: nothingSent } : problem });
const problemOf = (status: number, title: string, faults: readonly Fault[], detail = nothingSent): Result => ({
  problem: { status, title, detail, faults },
});

async function enter(deps: TaskDoorDeps, request: HttpRequest): Promise<Result> {
  const receivedAt = deps.now();
  const who = await recognised(deps, request, receivedAt);
  if ('problem' in who) return early(who.problem);
  const media = readMedia(request.headers['content-type'], [ourJson, fhirJson]);
  if (media.kind === 'problem') return early(media.problem);
  const read = await readAs(media.type, request.body, receivedAt);
  if (read.kind === 'problem') return early(read.problem);
  const inFhir = media.type === fhirJson;
  const delivery = { operation: `tasks|${deps.newId()}`, receivedAt };
  const acting =
    read.kind === 'task'
      ? deps.takeTask(who.caller, read.asked, delivery).then((receipt) => answerTo(receipt, inFhir))
      : deps.takeTaskBack(who.caller, read.taking, delivery).then((taken) => answerToTaking(taken, inFhir));
  return inTime(deps, acting, perhaps);
}

async function readAs(type: typeof ourJson | typeof fhirJson, bytes: Buffer, receivedAt: string): Promise<TaskRead> {
  const body = readBody(bytes);
  if (body.kind === 'problem') return body;
  const meant = mediaMeant(body.value);
  if (meant === fhirJson && type !== fhirJson) return misnamed(meant);
  const arrived = { bytes, mediaType: type, receivedAt };
  return type === fhirJson ? readFhirTask(body.value, arrived) : readTaskJson(body.value, arrived);
}

const inTime = (deps: TaskDoorDeps, acting: Promise<Result>, kept: string): Promise<Result> =>
  Promise.race([
    acting.catch(storeProblem),
    deps.wait(patienceMs).then((): Result => ({ problem: again(503, 'Took too long', 'This is still being dealt with.', kept) })),
  ]);

const about = (id: string) => ({ reference: taskIds.reference(id) });
const addressOf = (id: string): Record<string, string> => ({ location: `/api/tasks/${taskIds.reference(id)}` });

function answerTo(receipt: TaskReceipt, inFhir: boolean): Result {
  switch (receipt.kind) {
    case 'accepted':
      return { answer: json(201, { ...about(receipt.id), duplicate: false }, addressOf(receipt.id)) };
    case 'duplicate':
      return { answer: json(200, { ...about(receipt.id), duplicate: true }, addressOf(receipt.id)) };
    case 'conflict':
      return problemOf(
        409,
        'The same id with other content',
        [{ rule: `Other content came under this id before: it is ${taskIds.reference(receipt.id)} here.`, code: 'conflict' }],
        'That task stands, and nothing of this one was kept. To change it, take it back and send another under a new id.',
      );
    case 'forbiddenPractice': {
      const rule = 'You are not registered to speak for this organisation.';
      return problemOf(403, 'Whose it is', [{ path: inFhir ? 'Task.requester' : 'from', rule, code: 'forbidden' }]);
    }
    case 'unknown':
      return problemOf(
        422,
        'This cannot be sent as a task',
        receipt.what.map((what) => unknownFault(what, inFhir)),
      );
    case 'refused':
      return problemOf(
        ['noAgreement', 'practiceMoved', 'notLiveYet'].includes(receipt.refusal.why) ? 403 : 422,
        'This cannot be sent as a task',
        [refusalFault(receipt.refusal, inFhir)],
      );
  }
}

function answerToTaking(taken: TakenBack, inFhir: boolean): Result {
  switch (taken.kind) {
    case 'cancelled':
      return { answer: json(200, { ...about(taken.id), cancelled: true }) };
    case 'closed':
      // Taken back before: what was wanted is so.
      if (taken.how === 'cancelled') return { answer: json(200, { ...about(taken.id), cancelled: true }) };
      return tooLate(`${taskIds.reference(taken.id)} was done already: it can no longer be taken back.`);
    case 'othersNow':
      return tooLate(`${taskIds.reference(taken.id)} was changed and sent again by somebody since: it is theirs to take back.`);
    case 'unknown':
      return problemOf(404, 'Nothing to take back', [{ rule: 'No task of yours is known here by this id.', code: 'not-found' }], stands);
    case 'refused':
      return problemOf(422, 'This cannot be taken back', [refusalFault(taken.refusal, inFhir, true)]);
  }
}
const tooLate = (rule: string): Result =>
  problemOf(409, 'It cannot be taken back', [{ rule, code: 'conflict' }], `${stands} Telephone the hub if that is wrong.`);

async function look(deps: TaskDoorDeps, request: HttpRequest): Promise<Result> {
  const who = await recognised(deps, request, deps.now());
  if ('problem' in who) return early(who.problem);
  const id = taskIds.meant(request.params['reference'] ?? '');
  const inFhir = wantsFhir(request.headers['accept']);
  const found = id === undefined ? Promise.resolve(undefined) : deps.followTask(who.caller, id);
  const looking = found.then((followed): Result => {
    if (followed === undefined)
      return problemOf(404, 'No such task', [{ rule: 'You may read no task of this reference.', code: 'not-found' }], stands);
    const type = inFhir ? fhirJson : ourJson;
    const headers = { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' };
    return { answer: json(200, inFhir ? taskAsFhir(followed) : taskAsJson(followed), headers) };
  });
  return inTime(deps, looking, stands);
}
