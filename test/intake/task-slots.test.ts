// Systems that take an appointment with a task and give it back with it, and our profile of the Task, to which everything sent and given keeps.
import type { ElementDefinition, Task as FhirTask, StructureDefinition } from 'fhir/r4.d.ts';
import { describe, expect, test } from 'vitest';
import { freeForSystem } from '../../src/app/slot/for-systems.ts';
import { publishSlots } from '../../src/app/slot/publish.ts';
import { slotKey } from '../../src/app/slot/slot.ts';
import { followTask, takeTask, takeTaskBack } from '../../src/app/task/from-systems.ts';
import { type Slot, slotIds } from '../../src/domain/slot/state.ts';
import { fhirSchema } from '../../src/intake/fhir-schema.ts';
import { slotRoutes } from '../../src/intake/slots-route.ts';
import { taskRoutes } from '../../src/intake/tasks-route.ts';
import { type Ground, ground, now as groundNow } from '../app/task/ground.ts';
import { at } from '../domain/time/days.ts';
import { amara, larkfield, millbrook, north, person } from '../people.ts';
import { fhirPatient, fhirTask, taskJson, withPatient } from './fixtures/task.ts';
import { caller, fhir, now, requestOf } from './given.ts';

const recordSystem = { ...caller, id: 'record-system', hub: north, practices: [larkfield] };
const start = at('2026-11-26 10:00');
/** North offers Larkfield an appointment; its reference. */
async function offered(g: Ground, forOrganisations: readonly string[] = [larkfield]): Promise<string> {
  const slot = { start, minutes: 20, what: 'Pharmacist', place: 'By telephone', bookUnder: 'PH1', cutOffMinutes: 60 };
  const answer = await publishSlots(g.deps, {
    ...{ hub: north, operation: g.operation(), at: groundNow, by: person(amara), offeredBy: north },
    slots: [{ ...slot, forOrganisations, forKinds: 'all' }],
  });
  if (answer.kind !== 'published' || answer.ids[0] === undefined) throw new Error(JSON.stringify(answer));
  return slotIds.reference(answer.ids[0]);
}
function doors(g: Ground) {
  let ids = 0;
  const routes = taskRoutes({
    callers: () => [recordSystem],
    now: () => now,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    wait: () => new Promise(() => {}),
    takeTask: (from, asked) => takeTask(g.deps, from, asked, groundNow),
    takeTaskBack: (from, taking) => takeTaskBack(g.deps, from, taking, { operation: `back ${++ids}`, at: groundNow }),
    followTask: (from, id) => followTask(g.deps, from, id),
  });
  const ask = async (method: 'GET' | 'POST', path: string, body: unknown, headers: Record<string, string> = {}) => {
    const isOne = /^\/api\/tasks\/T-/.test(path);
    const route = routes.find((each) => each.method === method && each.path === (isOne ? '/api/tasks/:reference' : path));
    const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
    const answer = await route?.handle({ ...requestOf(path, bytes, headers), method, params: { reference: path.split('/')[3] ?? '' } });
    if (answer === undefined || !('status' in answer)) throw new Error('no answer');
    return { status: answer.status, text: String(answer.body), body: JSON.parse(String(answer.body)), headers: answer.headers ?? {} };
  };
  return {
    send: (body: object) => ask('POST', '/api/tasks', body, 'resourceType' in body ? fhir : {}),
    follow: (reference: string, headers: Record<string, string> = {}) => ask('GET', `/api/tasks/${reference}`, undefined, headers),
    profile: async () => (await ask('GET', '/api/tasks/schema/fhir', undefined)).body as StructureDefinition,
  };
}
const slotOf = async (g: Ground, reference: string): Promise<Slot | undefined> =>
  (await g.store.load<Slot>(slotKey(north, slotIds.meant(reference) ?? '')))?.state;
const { wantedBy: _wantedBy, ...timeless } = taskJson();
const input = (code: string, valueString: string) => ({ type: { coding: [{ system: 'urn:x-ehub:task-input', code }] }, valueString });
const { restriction: _restriction, ...timelessFhir } = fhirTask();

describe.each([
  ['our JSON', (slot: string, id: string) => ({ ...timeless, id, slot })],
  [
    'a FHIR Task',
    (slot: string, id: string) => ({
      ...timelessFhir,
      identifier: [{ value: id }],
      input: [...(timelessFhir.input ?? []), input('slot', slot)],
    }),
  ],
] as const)('an appointment named in %s', (_, message) => {
  test('is taken with the task, once however often it comes, and given back with it', async () => {
    const g = await ground();
    const door = doors(g);
    const slot = await offered(g);
    const first = await door.send(message(slot, 'one'));
    expect(first.status).toBe(201);
    expect(await slotOf(g, slot)).toMatchObject({
      status: 'taken',
      taken: { for: larkfield, by: { kind: 'sender', caller: 'record-system' } },
    });
    expect(await door.send(message(slot, 'one'))).toMatchObject({ status: 200, body: { duplicate: true } });
    const followed = await door.follow(first.body.reference);
    expect(followed.body).toMatchObject({ wantedBy: start, slot: { start, bookUnder: 'PH1' } });
    const given = (await door.follow(first.body.reference, { accept: 'application/fhir+json' })).body as FhirTask;
    expect(given.input).toContainEqual({ ...input('slot', slot), type: { ...input('slot', slot).type, text: 'Pharmacist, By telephone' } });
    const other = await door.send(message(slot, 'two'));
    expect(other.status).toBe(422);
    expect(other.text).toContain('The appointment was taken for another task.');
    expect((await g.waiting()).open).toHaveLength(1);
    expect((await door.send({ id: 'one', status: 'cancelled' })).status).toBe(200);
    expect((await slotOf(g, slot))?.status).toBe('free');
    expect((await door.send(message(slot, 'three'))).status).toBe(201);
  });
  test.each([
    ['that nobody knows', async () => 'S-KMK-MKM', 'known here'],
    ['that is offered to others', async (g: Ground) => offered(g, [millbrook]), 'not offered to this organisation'],
    ['that is no reference', async () => 'tomorrow', 'no reference of an appointment'],
  ])('%s is refused, and no task is sent', async (__, make, says) => {
    const g = await ground();
    const refused = await doors(g).send(message(await make(g), 'one'));
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(says)]);
    expect((await g.waiting()).open).toEqual([]);
  });
});

describe('what is free', () => {
  const listing = (g: Ground, query: string, headers: Record<string, string> = {}) => {
    const routes = slotRoutes({
      callers: () => [recordSystem],
      now: () => now,
      newId: () => '00000000-0000-4000-8000-000000000001',
      wait: () => new Promise(() => {}),
      takeFeed: async () => ({ kind: 'tooMany' }),
      freeSlots: (from, wanted) => freeForSystem(g.deps, from, wanted, groundNow),
    });
    const route = routes.find(({ method }) => method === 'GET');
    const request = { ...requestOf('/api/slots', Buffer.alloc(0), headers), method: 'GET' as const, query: new URLSearchParams(query) };
    return route
      ?.handle(request)
      .then((answer) => ('status' in answer ? { status: answer.status, body: JSON.parse(String(answer.body)) } : undefined));
  };
  const ours = `offeredBy=${north}&for=${larkfield}`;
  test('is listed by the reference under which it can be taken, and not once it was', async () => {
    const g = await ground();
    const reference = await offered(g);
    const slot = {
      reference,
      start,
      minutes: 20,
      what: 'Pharmacist',
      place: 'By telephone',
      bookUnder: 'PH1',
      takeBefore: at('2026-11-26 09:00'),
    };
    expect(await listing(g, ours.toLowerCase().replace('offeredby', 'offeredBy'))).toEqual({ status: 200, body: { slots: [slot] } });
    expect(await listing(g, `${ours}&kind=tests`)).toMatchObject({ body: { slots: [slot] } });
    await doors(g).send({ ...timeless, id: 'one', slot: reference });
    expect(await listing(g, ours)).toEqual({ status: 200, body: { slots: [] } });
  });
  test.each([
    ['for an organisation it does not speak for', `offeredBy=${north}&for=${millbrook}`, 403],
    ['of one of another hub', `offeredBy=SOUTH&for=${larkfield}`, 422],
    ['of nobody', `for=${larkfield}`, 400],
    ['for work of no kind', `${ours}&kind=tea`, 400],
  ])('is not told %s', async (_, query, status) => {
    const g = await ground();
    await offered(g, [larkfield, millbrook]);
    const answer = await listing(g, query);
    expect(answer?.status).toBe(status);
    expect(JSON.stringify(answer)).not.toContain('Pharmacist');
  });
  test('is not told to strangers', async () => {
    expect((await listing(await ground(), ours, { 'x-signature': '0'.repeat(64) }))?.status).toBe(401);
  });
});

describe('our profile', () => {
  /** What of a task breaks it, by the cardinalities of its elements. */
  function broken(profile: StructureDefinition, task: FhirTask): readonly string[] {
    const value = (path: string): unknown =>
      path
        .split('.')
        .slice(1)
        .reduce<unknown>((of, name) => (of as Record<string, unknown> | undefined)?.[name], task);
    const slice = (name: string): number =>
      (task.input ?? []).filter(({ type }) => type.coding?.some(({ system, code }) => system === 'urn:x-ehub:task-input' && code === name))
        .length;
    return (profile.differential?.element ?? []).flatMap(({ path, min = 0, max, sliceName }: ElementDefinition) => {
      const there = sliceName === undefined ? (value(path) === undefined ? 0 : 1) : slice(sliceName);
      const isChild = path.split('.').length > 2 && value(path.split('.').slice(0, -1).join('.')) === undefined;
      if (path === 'Task' || (sliceName === undefined && path.startsWith('Task.input.')) || isChild) return [];
      return there < min || (max !== undefined && max !== '*' && there > Number(max)) ? [`${path} ${sliceName ?? ''}: ${there}`] : [];
    });
  }
  test('is valid FHIR R4, and what is sent and given back keeps to it', async () => {
    const g = await ground();
    const door = doors(g);
    const profile = await door.profile();
    const schema = await fhirSchema();
    // The list of versions in the JSON Schema of R4 ends before its own correction, 4.0.1.
    expect(schema.faults({ ...profile, fhirVersion: '4.0.0' })).toEqual([]);
    expect(profile.fhirVersion).toBe('4.0.1');
    expect(profile).toMatchObject({ url: 'urn:x-ehub:profile:task', type: 'Task', derivation: 'constraint' });
    const slot = await offered(g);
    const all = [fhirTask(), fhirTask(fhirPatient), { ...timelessFhir, input: [...(timelessFhir.input ?? []), input('slot', slot)] }];
    for (const [index, task] of all.entries()) {
      const sent = { ...task, identifier: [{ value: `n${index}` }] };
      expect(broken(profile, sent)).toEqual([]);
      expect((await door.send(sent)).status).toBe(201);
    }
    const { reference } = (await door.send({ ...taskJson(withPatient), id: 'json' })).body;
    expect(broken(profile, (await door.follow(reference, { accept: 'application/fhir+json' })).body)).toEqual([]);
  });
  test('forbids and demands what the door refuses', async () => {
    const g = await ground();
    const door = doors(g);
    const profile = await door.profile();
    const { code: _code, ...nothingToDo } = fhirTask();
    const { requester: _requester, ...ofNobody } = fhirTask();
    const { input: _input, ...noTelephone } = fhirTask();
    const wrong: readonly object[] = [
      ...[nothingToDo, ofNobody, noTelephone],
      ...[fhirTask({ location: { display: 'Room 2' } }), fhirTask({ restriction: { repetitions: 2, period: { end: start } } })],
      ...[
        fhirTask({ partOf: [{ display: 'another' }] }),
        fhirTask({ input: [...(fhirTask().input ?? []), input('telephone', '01632 960002')] }),
      ],
    ];
    for (const task of wrong) {
      expect(broken(profile, task as FhirTask)).not.toEqual([]);
      expect((await door.send(task)).status).toBe(422);
    }
  });
});
