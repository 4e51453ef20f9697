// The doors for tasks: what is read, who may send, follow and take back which, and what a repeat is answered.

import fc from 'fast-check';
import type { Task as FhirTask } from 'fhir/r4.d.ts';
import { afterAll, describe, expect, test } from 'vitest';
import type { HttpAnswer } from '../../src/app/http.ts';
import { StoreAway } from '../../src/app/ports.ts';
import { followTask, takeTask, takeTaskBack } from '../../src/app/task/from-systems.ts';
import { fhirSchema } from '../../src/intake/fhir-schema.ts';
import { type TaskDoorDeps, taskRoutes } from '../../src/intake/tasks-route.ts';
import { type Ground, ground, now as groundNow } from '../app/task/ground.ts';
import { at } from '../domain/time/days.ts';
import { anyText, anyValue, breakWith, broken, inputs, leaked, tally } from '../hostile.ts';
import { amara, gwen, larkfield, millbrook, north, quayside, south } from '../people.ts';
import { fhirPatient, fhirTask, taskJson, withPatient } from './fixtures/task.ts';
import { caller, fhir, now, requestOf } from './given.ts';

const recordSystem = { ...caller, id: 'record-system', hub: north, practices: [larkfield] };
const other = { ...caller, id: 'other', hub: north, practices: [millbrook], keys: [] };
/** Everything of the patient in the good messages. */
const ofThePatient = /Ashdown|1979-03-14|9990047111|999 004 7111|960777|Hard of hearing/;

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
}
/** The doors before the real use cases, called by `who`. */
function doorsOf(g: Ground, who: typeof caller = recordSystem, more: Partial<TaskDoorDeps> = {}) {
  let ids = 0;
  const moment = () => ({ operation: `${who.id} ${++ids}`, at: groundNow });
  const routes = taskRoutes({
    callers: () => [who],
    now: () => now,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    wait: () => new Promise(() => {}),
    takeTask: (from, asked) => takeTask(g.deps, from, asked, groundNow),
    takeTaskBack: (from, taking) => takeTaskBack(g.deps, from, taking, moment()),
    followTask: (from, id) => followTask(g.deps, from, id),
    ...more,
  });
  const [post, , get] = routes;
  const answered = (answer: Awaited<ReturnType<NonNullable<typeof post>['handle']>> | undefined): Answered => {
    if (answer === undefined || !('status' in answer)) throw new Error('no answer');
    const { status, headers = {}, body }: HttpAnswer = answer;
    return { status, headers, text: String(body), body: JSON.parse(String(body)) as Record<string, unknown> };
  };
  return {
    routes,
    send: async (body: unknown, headers: Record<string, string | undefined> = {}) => {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
      const type = typeof body === 'object' && body !== null && 'resourceType' in body ? fhir : {};
      return answered(await post?.handle(requestOf('/api/tasks', bytes, { ...type, ...headers })));
    },
    follow: async (reference: string, headers: Record<string, string | undefined> = {}) => {
      const request = requestOf(`/api/tasks/${reference}`, Buffer.alloc(0), headers);
      return answered(await get?.handle({ ...request, method: 'GET', params: { reference } }));
    },
  };
}
const referenceIn = ({ body }: Answered): string => String(body['reference']);
const faultsIn = ({ body }: Answered): string[] =>
  ((body['faults'] ?? []) as { path?: string; rule: string }[]).map(({ path, rule }) => `${path}: ${rule}`);
const issuesIn = ({ body }: Answered): string[] =>
  ((body['issue'] ?? []) as { expression?: string[] }[]).flatMap(({ expression }) => expression ?? []);

describe('sending', () => {
  test('takes our JSON once, says the same of a repeat and refuses other content under the same id', async () => {
    const door = doorsOf(await ground());
    const first = await door.send(taskJson());
    expect(first).toMatchObject({ status: 201, body: { duplicate: false } });
    expect(referenceIn(first)).toMatch(/^T-\w{3}-\w{3}$/);
    expect(first.headers['location']).toBe(`/api/tasks/${referenceIn(first)}`);
    const turned = Object.fromEntries(Object.entries(taskJson()).reverse());
    expect(await door.send(turned)).toMatchObject({ status: 200, body: { reference: referenceIn(first), duplicate: true } });
    for (const changed of [{ asked: 'Something else' }, { to: millbrook }, { spokenTo: 'Dr Osei' }]) {
      const conflict = await door.send(taskJson(changed));
      expect(conflict.status).toBe(409);
      expect(conflict.text).toContain(referenceIn(first));
    }
    expect((await door.follow(referenceIn(first))).body).toMatchObject({ asked: 'Please ring about the result', sends: 1 });
  });
  test('two deliveries at once are one task', async () => {
    const g = await ground();
    const door = doorsOf(g);
    const answers = await Promise.all([door.send(taskJson()), door.send(taskJson()), door.send(taskJson({ asked: 'Other words' }))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201, 409]);
    expect((await g.waiting()).open).toHaveLength(1);
  });
  test('a FHIR Task is the same task as our JSON says', async () => {
    const [json, inFhir] = [doorsOf(await ground()), doorsOf(await ground())];
    const [one, two] = [await json.send(taskJson()), await inFhir.send(fhirTask())];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect((await inFhir.follow(referenceIn(two))).body).toEqual((await json.follow(referenceIn(one))).body);
    expect(await inFhir.send({ ...fhirTask(), meta: { ...fhirTask().meta, lastUpdated: '2026-11-25T10:00:00Z' } })).toMatchObject({
      status: 200,
    });
  });
  test('a patient is kept apart, and told again to that caller alone', async () => {
    const g = await ground();
    const door = doorsOf(g);
    for (const [nth, message] of [taskJson(withPatient), fhirTask({ ...fhirPatient, identifier: [{ value: 'request-8' }] })].entries()) {
      const sent = await door.send(message);
      expect(sent.status).toBe(201);
      const reference = referenceIn(sent);
      const { patient } = (await door.follow(reference)).body;
      expect(patient).toMatchObject({
        name: 'Wren Ashdown',
        dateOfBirth: '1979-03-14',
        nhsNumber: '9990047111',
        telephone: '01632 960777',
      });
      const id = reference.replace(/(...)-(...)$/, '$1$2');
      expect(JSON.stringify(await g.task(id))).not.toMatch(ofThePatient);
      const hub = doorsOf(g, { ...recordSystem, id: 'hub-system', practices: '*' });
      const theirs = await hub.follow(reference, { accept: nth === 0 ? 'application/json' : 'application/fhir+json' });
      expect(theirs.status).toBe(200);
      expect(theirs.text).not.toMatch(ofThePatient);
    }
  });
  test('the usual time is taken where none is said, and asap is urgent', async () => {
    const door = doorsOf(await ground());
    const { restriction: _none, ...rest } = fhirTask({ priority: 'asap' });
    const sent = await door.send(rest);
    expect((await door.follow(referenceIn(sent))).body).toMatchObject({ priority: 'urgent', wantedBy: at('2026-11-25 10:30') });
  });
  test('about an eConsult of a practice it is registered for, and of no other', async () => {
    const g = await ground();
    const id = await g.claimed('K7M4QX');
    const sent = await doorsOf(g).send(taskJson({ econsult: 'k7m-4qx' }));
    expect(sent.status).toBe(201);
    expect(Object.keys((await g.econsult(id))?.tasks ?? {})).toHaveLength(1);
    const stranger = await doorsOf(g, { ...other, keys: caller.keys }).send(taskJson({ from: millbrook, econsult: 'K7M-4QX' }));
    const missing = await doorsOf(g).send(taskJson({ id: 'request-9', econsult: 'K7M-4QY' }));
    expect(faultsIn(stranger)).toEqual(faultsIn(missing));
    expect([stranger.status, missing.status]).toEqual([422, 422]);
  });
  test.each([
    ['an organisation that is not known', { to: 'T90404' }, 422, ['to: Names no organisation that is known here.']],
    [
      'two that are not known',
      { to: 'T90404', from: 'constructor' },
      422,
      [expect.stringContaining('from:'), expect.stringContaining('to:')],
    ],
    ['another practice', { to: quayside }, 422, ['to: Tasks go between a hub and its own practices.']],
    ['another hub', { to: south }, 422, [expect.stringContaining('to:')]],
    ['somebody else\u2019s practice', { from: millbrook }, 403, [expect.stringContaining('from:')]],
    ['the hub, which is not this caller\u2019s', { from: north, to: larkfield }, 403, [expect.stringContaining('from:')]],
    ['a time that is past', { wantedBy: '2026-11-20T12:00:00Z' }, 422, [expect.stringContaining('wantedBy: Is past')]],
    [
      'less time than the receiver is open',
      { wantedBy: '2026-11-25T09:31:00Z' },
      422,
      [expect.stringContaining('wantedBy: The receiver closes before this can be done. They open 2026-11-26T08:00')],
    ],
    ['the same knowingly', { wantedBy: '2026-11-25T09:31:00Z', knowingly: true }, 201, []],
    [
      'an NHS number in its words',
      { asked: 'Ring 999 004 7111' },
      422,
      ['asked: Looks as if it holds an NHS number, and others read it on a card.'],
    ],
    [
      'its patient in its words',
      { ...withPatient, asked: 'Ring Wren Ashdown' },
      422,
      [expect.stringMatching(/^asked: Holds the patient\u2019s/)],
    ],
    ['an eConsult and a patient', { ...withPatient, econsult: 'K7M-4QX' }, 422, ['patient: The eConsult says who it is: leave it out.']],
    ['a choice of another kind', { detail: 'bloods' }, 422, ['detail: Is not one of this kind.']],
    [
      'several faults',
      { kind: 'sing', telephone: 'none', wantedBy: 'soon', extra: 1 },
      400,
      [expect.anything(), expect.anything(), expect.anything(), expect.anything()],
    ],
  ])('with %s', async (_, more, status, faults) => {
    const answer = await doorsOf(await ground()).send(taskJson(more));
    expect([answer.status, faultsIn(answer)]).toEqual([status, faults]);
    if (status >= 400) expect(answer.text).not.toMatch(ofThePatient);
  });
  test.each([
    ['another intent', { intent: 'plan' }, ['Task.intent']],
    ['another status', { status: 'completed' }, ['Task.status']],
    ['no status', { status: undefined }, ['Task.status']],
    ['no code of ours', { code: { text: 'Ring' } }, ['Task.code']],
    ['no words', { description: undefined }, ['Task.description']],
    ['words that nobody would read', { note: [{ text: 'Ashdown' }] }, ['Task.note']],
    ['a focus that is no eConsult', { focus: { reference: 'ServiceRequest/1' } }, ['Task.focus']],
    ['a patient who is not contained', { for: { reference: 'Patient/1' } }, ['Task.for']],
    ['no telephone', { input: undefined }, ['Task.input']],
    [
      'no owner, requester, id',
      { owner: undefined, requester: { display: 'Us' }, identifier: undefined },
      ['Task.identifier', 'Task.requester', 'Task.owner'],
    ],
    ['repetitions', { restriction: { repetitions: 2 } }, ['Task.restriction']],
    [
      'an input of another',
      { input: [...(fhirTask().input ?? []), { type: { text: 'Ashdown' }, valueString: 'x' }] },
      ['Task.input[2].type'],
    ],
  ])('a FHIR Task with %s is refused, every place named', async (_, more, paths) => {
    const answer = await doorsOf(await ground()).send(JSON.parse(JSON.stringify(fhirTask(more))));
    expect([answer.status, issuesIn(answer)]).toEqual([422, paths]);
    expect(answer.body['resourceType']).toBe('OperationOutcome');
    expect(answer.text).not.toMatch(ofThePatient);
  });
});

describe('following', () => {
  test('says how it stands in both formats, and what we answer is FHIR R4', async () => {
    const g = await ground();
    const door = doorsOf(g);
    const reference = referenceIn(await door.send(taskJson(withPatient)));
    const id = reference.replace(/(...)-(...)$/, '$1$2');
    const asFhir = async () => {
      const { body, headers } = await door.follow(reference, { accept: 'application/json;q=0.5, application/fhir+json' });
      expect(headers['content-type']).toBe('application/fhir+json; charset=utf-8');
      expect((await fhirSchema()).faults(body)).toEqual([]);
      return body as unknown as FhirTask;
    };
    expect(await asFhir()).toMatchObject({
      status: 'requested',
      intent: 'order',
      for: { reference: '#patient' },
      requester: { identifier: { value: larkfield } },
      owner: { identifier: { system: 'urn:x-ehub:organisation', value: north } },
      restriction: { period: { end: '2026-11-26T12:00:00.000Z' } },
    });
    await g.wish(amara, 'accept', id);
    expect(await asFhir()).toMatchObject({ status: 'accepted' });
    await g.wish(amara, 'claim', id);
    expect(await asFhir()).toMatchObject({ status: 'in-progress', businessStatus: { coding: [{ code: 'inHand' }] } });
    await g.wish(amara, 'decline', id, { reason: 'noCapacity' });
    expect(await asFhir()).toMatchObject({ status: 'rejected', statusReason: { coding: [{ code: 'noCapacity' }] } });
    expect((await door.follow(reference)).body).toMatchObject({ status: 'declined', declined: { reason: 'noCapacity' } });
  });
  test('what we answer can be sent again: it is the same task anew', async () => {
    const door = doorsOf(await ground());
    const first = referenceIn(await door.send(taskJson(withPatient)));
    const { id: _id, businessStatus: _status, ...answered } = (await door.follow(first, { accept: 'application/fhir+json' })).body;
    const second = await door.send({ ...answered, identifier: [{ value: 'another' }] });
    expect(second.status).toBe(201);
    const [one, two] = [await door.follow(first), await door.follow(referenceIn(second))];
    expect({ ...two.body, reference: first }).toEqual(one.body);
  });
  test('a task of its practice that somebody else sent, and none of another\u2019s', async () => {
    const g = await ground();
    const task = await g.sent();
    expect((await doorsOf(g).follow(task.id)).body).toMatchObject({ from: north, to: larkfield });
    const elsewhere = await doorsOf(g, { ...other, keys: caller.keys }).follow(task.id);
    const missing = await doorsOf(g).follow('T-K7M4QX');
    const nonsense = await doorsOf(g).follow('../x');
    expect([elsewhere.status, missing.status, nonsense.status]).toEqual([404, 404, 404]);
    expect([elsewhere.text, missing.text]).toEqual([nonsense.text, nonsense.text]);
  });
  test('lets nobody look who is not known', async () => {
    const g = await ground();
    const { id } = await g.sent();
    const answer = await doorsOf(g).follow(id, { 'x-signature': '0'.repeat(64), accept: 'application/fhir+json' });
    expect([answer.status, answer.body['resourceType']]).toEqual([401, 'OperationOutcome']);
  });
});

describe('taking back', () => {
  const cancelled = { id: 'request-7', status: 'cancelled', reason: 'patientChangedMind' };
  test('in either format, however it was sent; the same again is so already', async () => {
    for (const taking of [cancelled, fhirTask({ status: 'cancelled' }), fhirTask({ status: 'entered-in-error' })]) {
      const g = await ground();
      const door = doorsOf(g);
      const reference = referenceIn(await door.send(taskJson()));
      for (const _ of [1, 2]) expect(await door.send(taking)).toMatchObject({ status: 200, body: { reference, cancelled: true } });
      expect((await door.follow(reference)).body).toMatchObject({ status: 'cancelled' });
      expect(await door.send(taskJson())).toMatchObject({ status: 200, body: { duplicate: true } });
    }
  });
  test('by its reference here', async () => {
    const door = doorsOf(await ground());
    const reference = referenceIn(await door.send(taskJson()));
    expect((await door.send({ id: reference, status: 'cancelled' })).status).toBe(200);
  });
  test('none that is not known, another\u2019s, done, or sent again by a person since', async () => {
    const g = await ground();
    const door = doorsOf(g);
    expect((await door.send(cancelled)).status).toBe(404);
    const theirs = await g.sent();
    expect((await door.send({ id: theirs.id, status: 'cancelled' })).status).toBe(404);
    const id = referenceIn(await door.send(taskJson())).replace(/(...)-(...)$/, '$1$2');
    expect((await doorsOf(g, { ...other, keys: caller.keys, practices: [larkfield] }).send(cancelled)).status).toBe(404);
    await g.wish(amara, 'decline', id, { reason: 'noCapacity' });
    const draft = {
      kind: 'question',
      asked: { text: 'Please ring', checked: false },
      priority: 'routine',
      clinical: false,
      wantedBy: at('2026-11-26 12:00'),
      telephone: '01632 960000',
    };
    expect(await g.wish(gwen, 'sendAgain', id, { to: north, draft, knowingly: true })).toMatchObject({ kind: 'done' });
    const othersNow = await door.send(cancelled);
    expect([othersNow.status, faultsIn(othersNow)[0]]).toEqual([409, expect.stringContaining('sent again by somebody')]);
    await g.wish(amara, 'finish', id, { outcome: 'answered', told: 'notNeeded' });
    expect((await door.send(cancelled)).status).toBe(409);
  });
  test('with a reason that needs words, or words that name somebody', async () => {
    const door = doorsOf(await ground());
    await door.send(taskJson());
    const wordless = await door.send({ ...cancelled, reason: 'other' });
    expect([wordless.status, faultsIn(wordless)]).toEqual([422, ['words: Is missing.']]);
    const named = await door.send({ ...cancelled, words: '999 004 7111' });
    expect([named.status, named.text.includes('7111')]).toEqual([422, false]);
  });
});

describe('at the door', () => {
  test('nobody is let in who is not known, and nothing but our JSON and FHIR', async () => {
    const { send } = doorsOf(await ground());
    expect((await send(taskJson(), { 'x-signature': '0'.repeat(64) })).status).toBe(401);
    expect((await send(taskJson(), { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send(fhirTask(), { 'content-type': 'application/json' })).status).toBe(415);
    for (const body of ['{', '', '[]', 'null', '{"__proto__": 1}', '{"id":"a","id":"b"}']) expect((await send(body)).status).toBe(400);
  });
  test('says so when the store is away or takes too long, and not that anything is certain', async () => {
    const g = await ground();
    const away = await doorsOf(g, recordSystem, { takeTask: async () => Promise.reject(new StoreAway('secret')) }).send(taskJson());
    expect([away.status, away.text.includes('secret')]).toEqual([503, false]);
    const slow = doorsOf(g, recordSystem, { followTask: () => new Promise(() => {}), wait: async () => {} });
    expect((await slow.follow('T-K7M4QX')).status).toBe(503);
  });
  test('publishes its schema, to which the made-up task keeps', async () => {
    const [, schema] = doorsOf(await ground()).routes;
    const answer = await schema?.handle({ ...requestOf('/api/tasks/schema', Buffer.alloc(0), {}), method: 'GET' });
    expect(answer && 'status' in answer ? String(answer.body) : '').toContain('wantedBy');
  });
});

const counts = tally();
afterAll(() => counts.say());
test.each([
  ['our JSON', () => taskJson(withPatient)],
  ['a FHIR Task', () => fhirTask(fhirPatient)],
] as const)(
  '%s, broken anywhere, is answered in our own words',
  async (name, make) => {
    const mark = 'ZZMARKEDPATIENTZZ';
    const patientWords = fc.constantFrom<unknown>(mark, [mark], { [mark]: mark }, { resourceType: mark }, { reference: `#${mark}` });
    const breaks = fc.array(breakWith(fc.oneof(patientWords, anyValue), fc.oneof(fc.constant(mark), anyText)), {
      minLength: 1,
      maxLength: 3,
    });
    const g = await ground();
    const door = doorsOf(g);
    const headers = name === 'our JSON' ? { 'content-type': 'application/json' } : fhir;
    let nth = 0;
    await fc.assert(
      fc.asyncProperty(breaks, async (changes) => {
        const id = `fuzz-${++nth}`;
        const whole = name === 'our JSON' ? { ...make(), id } : { ...make(), identifier: [{ value: id }] };
        const answer = await door.send(JSON.stringify(broken(whole, changes)) ?? '', headers);
        counts.count(name, String(answer.status));
        expect([200, 201, 400, 403, 404, 409, 415, 422]).toContain(answer.status);
        expect(answer.text).not.toMatch(leaked);
        if (answer.status < 300) expect((await door.follow(referenceIn(answer), { accept: 'application/fhir+json' })).status).toBe(200);
        else {
          expect(answer.text).not.toMatch(ofThePatient);
          expect(answer.text).not.toContain(mark);
        }
      }),
      inputs(400),
    );
    const answers = [...counts.of(name).keys()].map(Number);
    expect(answers.some((status) => status < 300) && answers.some((status) => status >= 400)).toBe(true);
  },
  120_000,
);
