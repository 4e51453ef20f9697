// What a sender is told: all that is wrong at once, the media type that was meant, and whose reference leads where.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Bundle, FhirResource, MessageHeader } from 'fhir/r4.d.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signatureOf } from '../../src/intake/caller.ts';
import { intakeRoutes } from '../../src/intake/routes.ts';
import { type Serving, serve } from '../../src/server.ts';
import { change, consultation, ours, patient, referral, response } from './fixtures/consultation.ts';
import { caller, correlationId, doors, fhir, now, requestId, secret } from './given.ts';

const entriesOf = (bundle: Bundle<FhirResource>) => bundle.entry ?? [];
const sendFhir = (body: unknown, at = doors()) => at.send('/api/econsults', JSON.stringify(body), fhir);

describe('a word that every JavaScript object knows is a word like another', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])('%s as a resourceType', async (word) => {
    for (const at of [-1, 0, 1, 2, 3]) {
      const bundle = referral();
      const target = at < 0 ? bundle : entriesOf(bundle)[at]?.resource;
      Object.assign(target ?? {}, { resourceType: word });
      const answer = await doors().send('/$process-message', JSON.stringify(bundle), fhir);
      expect([400, 422]).toContain(answer.status);
      expect(answer.body['resourceType']).toBe('OperationOutcome');
      expect(answer.headers).toMatchObject({ 'X-Request-ID': requestId, 'X-Correlation-ID': correlationId });
    }
  });
  test.each(['__proto__', 'constructor', 'toString'])('%s as a code verifies nobody, ranks nothing and compares nothing', async (word) => {
    const at = doors();
    const odd = change(referral(), 'Patient', (each) => {
      for (const { extension } of each.identifier ?? [])
        for (const { valueCodeableConcept } of extension ?? []) Object.assign(valueCodeableConcept?.coding?.[0] ?? {}, { code: word });
    });
    const more = change(odd, 'ServiceRequest', (each) => {
      each.code = { coding: [{ code: word }] };
    });
    expect((await at.send('/$process-message', JSON.stringify(more), fhir)).status).toBe(200);
    expect(at.kept[0]?.submission).toMatchObject({ identity: 'unverified', priority: 'routine', topic: 'Other request' });
  });
});

describe('all faults at once', () => {
  /** Each breaks one thing and is named by a word of its own. */
  const breaks: readonly { readonly name: string; readonly edit: (bundle: Bundle<FhirResource>) => void; readonly told: RegExp }[] = [
    { name: 'timestamp', edit: (bundle) => Object.assign(bundle, { timestamp: 'soon' }), told: /Bundle\.timestamp: Is not in the form/ },
    { name: 'id', edit: (bundle) => Reflect.deleteProperty(bundle, 'id'), told: /Bundle\.id: Is missing/ },
    {
      name: 'Patient',
      edit: (bundle) => Object.assign(bundle, { entry: entriesOf(bundle).filter(({ resource }) => resource?.resourceType !== 'Patient') }),
      told: /Holds no Patient/,
    },
    {
      name: 'event',
      edit: (bundle) => Object.assign((entriesOf(bundle)[0]?.resource as MessageHeader | undefined)?.eventCoding ?? {}, { code: 'zzz' }),
      told: /Is not an event of BaRS/,
    },
    {
      name: 'header field',
      edit: (bundle) => Object.assign(entriesOf(bundle)[0]?.resource ?? {}, { sender: 'nobody' }),
      told: /MessageHeader|resource\.sender: Must be of type object/,
    },
    {
      name: 'name',
      edit: (bundle) => {
        for (const { resource } of entriesOf(bundle)) if (resource?.resourceType === 'Organization') Object.assign(resource, { name: 7 });
      },
      told: /resource\.name: Must be of type string/,
    },
  ];
  test('of a message, in every combination', async () => {
    for (let set = 1; set < 2 ** breaks.length; set++) {
      const chosen = breaks.filter((_, index) => set & (1 << index));
      const bundle = referral();
      for (const { edit } of chosen) edit(bundle);
      const answer = await doors().send('/$process-message', JSON.stringify(bundle), fhir);
      const names = chosen.map(({ name }) => name).join(', ');
      expect(answer.status, names).toBe(chosen.length === 1 && names === 'Patient' ? 422 : 400);
      expect(
        breaks.filter(({ told }) => told.test(answer.text)).map(({ name }) => name),
        answer.text,
      ).toEqual(chosen.map(({ name }) => name));
    }
  });
  test('of the headers and the body together', async () => {
    const body = JSON.stringify({ ...referral(), timestamp: 'soon' });
    const answer = await doors().send('/$process-message', body, { ...fhir, 'x-request-id': 'no guid', 'x-correlation-id': undefined });
    expect(answer.status).toBe(400);
    for (const told of ['X-Request-ID', 'X-Correlation-ID', 'Bundle.timestamp']) expect(answer.text).toContain(told);
  });
  test('of the referral itself: its use case, its status and why it was sent', async () => {
    const bundle = change(referral(), 'ServiceRequest', (each) => Object.assign(each, { status: 'draft', category: [] }));
    const both = change(bundle, 'MessageHeader', (each) => Object.assign(each, { reason: { text: 'x' } }));
    const answer = await doors().send('/$process-message', JSON.stringify(both), fhir);
    for (const told of ['neither referral', 'no BaRS use case', 'Is not the status', 'Is not new']) expect(answer.text).toContain(told);
  });
  test('of our own JSON', async () => {
    const answer = await doors().send(
      '/api/econsults',
      JSON.stringify({ ...ours(), submittedAt: 'soon', answers: [{ question: 'What?', answer: ' ' }], patient: { sex: 'female' } }),
    );
    expect(answer.status).toBe(400);
    for (const told of ['submittedAt', 'No question is answered', 'Neither name nor nhsNumber']) expect(answer.text).toContain(told);
  });
});

describe('a reference leads where R4 says', () => {
  const base = 'https://example.org/fhir/';
  /** A consultation on a server, its resources without ids of their own. */
  const served = (subject: string, answersAt: string | undefined = `${base}QuestionnaireResponse/q1`): Bundle<FhirResource> => {
    const { id: _, generalPractitioner: __, ...who } = patient();
    const { source: ___, ...answers } = { ...response(), subject: { reference: subject } };
    return {
      ...consultation(),
      entry: [
        { fullUrl: `${base}Patient/p1`, resource: who },
        { ...(answersAt === undefined ? {} : { fullUrl: answersAt }), resource: answers },
      ],
    };
  };
  test.each([
    ['relative, on the server of the entry it stands in', 'Patient/p1', undefined, 201],
    ['relative, of an entry that is on no server', 'Patient/p1', 'urn:uuid:11111111-0000-4000-8000-000000000002', 201],
    ['relative, of a version', 'Patient/p1/_history/2', undefined, 201],
    ['absolute', `${base}Patient/p1`, undefined, 201],
    ['to another id', 'Patient/p2', undefined, 422],
    ['to an id in another case', 'Patient/P1', undefined, 422],
    ['to the same id on another server', 'https://elsewhere.example/fhir/Patient/p1', undefined, 422],
    ['relative, of an entry on another server', 'Patient/p1', 'https://elsewhere.example/fhir/QuestionnaireResponse/q1', 422],
  ])('%s', async (_, subject, at, status) => {
    expect((await sendFhir(served(subject, at))).status).toBe(status);
  });
  test('and to the same id on another server also where the patient has that id', async () => {
    const bundle = change(consultation(), 'QuestionnaireResponse', (each) => {
      each.subject = { reference: 'https://elsewhere.example/fhir/Patient/p1' };
    });
    expect((await sendFhir(bundle)).status).toBe(422);
  });
});

describe('the time a sender gives', () => {
  const at = '2026-11-25T09:00:00+00:00';
  test.each([
    ['starts, ends and was written at one moment', { start: at, end: at }, undefined],
    ['ends years ago', { start: '2024-01-01T09:00:00Z', end: '2024-01-03T09:00:00Z' }, undefined],
    ['ends tomorrow', { start: at, end: '2026-11-26T09:00:00Z' }, '2026-11-26T09:00:00.000Z'],
  ])('is handed on with its start when it %s', async (_, period, promise) => {
    const kept = doors();
    const bundle = change(referral(), 'ServiceRequest', (each) => Object.assign(each, { occurrencePeriod: period, authoredOn: at }));
    expect((await kept.send('/$process-message', JSON.stringify(bundle), fhir)).status).toBe(200);
    const { promisedBy = '', promisedFrom = '', submittedAt = '' } = kept.kept[0]?.submission ?? {};
    expect(promisedBy > promisedFrom && promisedBy > submittedAt).toBe(promise !== undefined);
    if (promise) expect(promisedBy).toBe(promise);
  });
});

describe('a message under another name', () => {
  test('FHIR called our JSON is told its media type, and the other way about', async () => {
    const wrong = await doors().send('/api/econsults', JSON.stringify(consultation()));
    expect([wrong.status, wrong.text]).toEqual([415, expect.stringContaining('application/fhir+json')]);
    expect(wrong.text).not.toContain('schema');
    const other = await doors().send('/api/econsults', JSON.stringify(ours()), fhir);
    expect([other.status, other.text]).toEqual([415, expect.stringContaining('application/json')]);
    const bars = await doors().send('/$process-message', JSON.stringify(referral()), { 'content-type': 'application/json' });
    expect([bars.status, bars.text]).toEqual([415, expect.stringContaining('application/fhir+json')]);
  });
});

describe('over the wire', () => {
  let serving: Serving;
  let received = 0;
  beforeAll(async () => {
    const routes = intakeRoutes({
      callers: () => [{ ...caller, keys: [...caller.keys, { id: 'key-2', secret: `${secret} two` }] }],
      now: () => now,
      newId: () => requestId,
      receive: async () => {
        received += 1;
        return { kind: 'accepted', reference: 'K7M-4QX', placed: true };
      },
      withdraw: async () => ({ kind: 'unknown' }),
      wait: () => new Promise(() => {}),
    });
    serving = await serve(
      async () => routes,
      '127.0.0.1',
      0,
      () => {},
    );
  });
  afterAll(() => serving.stop());
  const stamp = String(Date.parse(now) / 1000);
  const post = (
    path: string,
    body: Buffer,
    signed: Buffer,
    more: Record<string, string> = {},
    key: readonly [string, string] = ['key-1', secret],
  ) =>
    fetch(`${serving.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-key-id': key[0],
        'x-timestamp': stamp,
        'x-signature': signatureOf(key[1], stamp, signed),
        'x-request-id': requestId,
        'x-correlation-id': correlationId,
        ...more,
      },
      body: new Uint8Array(body),
    });

  test.each(['/$process-message', '/%24process-message', '/%24process%2Dmessage', '/$process-message/', '/%24%70rocess-message?x=%24'])(
    '%s is one door',
    async (path) => {
      const body = Buffer.from(JSON.stringify(referral()));
      expect((await post(path, body, body, fhir)).status).toBe(200);
    },
  );
  test('another path is none, however it is written', async () => {
    const body = Buffer.from(JSON.stringify(referral()));
    for (const path of ['/%2524process-message', '/%24process%2Fmessage', '/x%2F..%2F$process-message', '/%'])
      expect([400, 404]).toContain((await post(path, body, body, fhir)).status);
  });

  const plain = Buffer.from(JSON.stringify(ours()));
  const packed = gzipSync(plain);
  const gzip = { 'content-encoding': 'gzip' };
  test.each([
    ['as sent', packed, ['key-1', secret] as const],
    ['as unpacked', plain, ['key-1', secret] as const],
    ['as sent, with the other key', packed, ['key-2', `${secret} two`] as const],
  ])('a packed body may be signed %s', async (_, signed, key) => {
    expect((await post('/api/econsults', packed, signed, gzip, key)).status).toBe(201);
  });
  test('signed over anything else it is nobody\u2019s', async () => {
    const before = received;
    for (const signed of [
      Buffer.alloc(0),
      packed.subarray(1),
      Buffer.concat([packed, plain]),
      gzipSync(plain, { level: 1 }).subarray(0, 20),
    ])
      expect((await post('/api/econsults', packed, signed, gzip)).status).toBe(401);
    expect((await post('/api/econsults', plain, packed)).status).toBe(401);
    expect((await post('/api/econsults', packed, packed, gzip, ['key-2', secret])).status).toBe(401);
    expect(received).toBe(before);
  });
  test('what unpacks to too much is refused before anything is believed', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
    expect((await post('/api/econsults', bomb, bomb, gzip)).status).toBe(413);
  });
  test('the published schema says which bytes are signed', async () => {
    expect(await (await fetch(`${serving.url}/api/econsults/schema`)).text()).toMatch(/either the bytes as sent or what they unpack to/);
  });
  test('one byte changed anywhere is not believed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(packed);
        changed[at] = (changed[at] ?? 0) ^ by;
        // A few bytes of the wrapping say nothing of the content: then what was signed as unpacked is still what came.
        expect([400, 401]).toContain((await post('/api/econsults', changed, packed, gzip)).status);
      }),
      { numRuns: 60 },
    );
  });
});
