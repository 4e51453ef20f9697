// The BaRS door: its headers, its refusals, its answers.
import type { Bundle, FhirResource, MessageHeader, OperationOutcome, ServiceRequest } from 'fhir/r4.d.ts';
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown, StoreAway } from '../../src/app/ports.ts';
import type { IntakeDeps } from '../../src/intake/deps.ts';
import { fhirSchema } from '../../src/intake/fhir-schema.ts';
import { change, consultation, ours, patient, referral } from './fixtures/consultation.ts';
import { correlationId, doors, fhir, requestId } from './given.ts';

const door = '/$process-message';
const send = (body: unknown, headers: Record<string, string | undefined> = {}, at = doors()) =>
  at.send(door, JSON.stringify(body), { ...fhir, ...headers });
const issues = (body: unknown) => (body as OperationOutcome).issue;
const code = (body: unknown) => issues(body)[0]?.details?.coding?.[0]?.code;

const request = (edit: (each: ServiceRequest) => void): Bundle<FhirResource> => change(referral(), 'ServiceRequest', edit);
const header = (edit: (each: MessageHeader) => void): Bundle<FhirResource> => change(referral(), 'MessageHeader', edit);
const category = (workflow: string | undefined, useCase: string | undefined) =>
  request((each) => {
    const set = (name: string, value: string | undefined) =>
      value === undefined ? [] : [{ system: `https://fhir.nhs.uk/CodeSystem/${name}`, code: value }];
    each.category = [{ coding: [...set('message-category-servicerequest', workflow), ...set('usecases-categories-bars', useCase)] }];
  });

describe('a referral', () => {
  test('is answered with a response message that is valid R4 and holds nothing of the patient', async () => {
    const at = doors();
    const answer = await send(referral(), {}, at);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers).toMatchObject({
      'X-Request-ID': requestId,
      'X-Correlation-ID': correlationId,
      'content-type': 'application/fhir+json; charset=utf-8',
    });
    expect((await fhirSchema()).faults(answer.body)).toEqual([]);
    const [first, second] = (answer.body as unknown as Bundle<FhirResource>).entry ?? [];
    expect(first?.resource).toMatchObject({
      resourceType: 'MessageHeader',
      eventCoding: { code: 'servicerequest-response' },
      response: { identifier: '22222222-0000-4000-8000-000000000000', code: 'ok' },
      destination: [{ endpoint: 'https://fhir.nhs.uk/Id/dos-service-id|2' }],
      focus: [{ reference: second?.fullUrl }],
    });
    expect(second?.resource).toMatchObject({ resourceType: 'ServiceRequest', status: 'active', identifier: [{ value: 'K7M-4QX' }] });
    expect(answer.text).not.toMatch(/Quillfeather|9990047111|cough/);
    expect(at.kept[0]?.submission).toMatchObject({ practiceCode: 'A81001', priority: 'routine', promisedBy: '2026-11-26T02:00:00.000Z' });
  });

  test.each([
    ['a1t1', 'urgent'],
    ['a4', 'urgent'],
    ['a5t3', 'routine'],
  ])('use case %s is %s', async (useCase, priority) => {
    const at = doors();
    expect((await send(category('referral', useCase), {}, at)).status).toBe(200);
    expect(at.kept[0]?.submission.priority).toBe(priority);
  });

  test('twice is 409 duplicate, with other words 409 conflict', async () => {
    const at = doors();
    await send(referral(), {}, at);
    const again = await send(referral(), {}, at);
    expect([again.status, code(again.body), issues(again.body)[0]?.code]).toEqual([409, 'REC_CONFLICT', 'duplicate']);
    const other = await send(
      request((each) => Object.assign(each, { reasonCode: [{ text: 'MARKED' }] })),
      {},
      at,
    );
    expect([other.status, issues(other.body)[0]?.code]).toEqual([409, 'conflict']);
    expect(other.text).not.toContain('MARKED');
  });

  test('is taken by the other door too, with our plain answer', async () => {
    const answer = await doors().send('/api/econsults', JSON.stringify(referral()), fhir);
    expect([answer.status, answer.body]).toEqual([201, { reference: 'K7M-4QX', placed: true, duplicate: false }]);
  });
});

describe('refused, as an OperationOutcome that is valid R4', () => {
  test.each<[string, unknown, number, string, string]>([
    ['a validation request', category('validation', undefined), 422, 'REC_UNPROCESSABLE_ENTITY', 'not-supported'],
    ['use case a6', category('referral', 'a6'), 422, 'REC_UNPROCESSABLE_ENTITY', 'not-supported'],
    ['no use case', category('referral', undefined), 400, 'REC_BAD_REQUEST', 'invariant'],
    ['no category', category(undefined, undefined), 400, 'REC_BAD_REQUEST', 'invariant'],
    [
      'a booking',
      header((each) => Object.assign(each.eventCoding ?? {}, { code: 'booking-request' })),
      422,
      'REC_UNPROCESSABLE_ENTITY',
      'not-supported',
    ],
    ['an unknown event', header((each) => Object.assign(each.eventCoding ?? {}, { code: 'MARKED' })), 400, 'REC_BAD_REQUEST', 'invariant'],
    [
      'another standard\u2019s event',
      header((each) => Object.assign(each.eventCoding ?? {}, { system: 'https://x.example' })),
      422,
      'REC_UNPROCESSABLE_ENTITY',
      'not-supported',
    ],
    [
      'a response',
      header((each) => Object.assign(each, { response: { identifier: 'x', code: 'ok' } })),
      422,
      'REC_UNPROCESSABLE_ENTITY',
      'not-supported',
    ],
    [
      'an update',
      header((each) =>
        Object.assign(each, { reason: { coding: [{ system: 'https://fhir.nhs.uk/CodeSystem/message-reason-bars', code: 'update' }] } }),
      ),
      422,
      'REC_UNPROCESSABLE_ENTITY',
      'not-supported',
    ],
    ['no reason', header((each) => Object.assign(each, { reason: undefined })), 400, 'REC_BAD_REQUEST', 'invariant'],
    [
      'a focus that leads nowhere',
      header((each) => Object.assign(each, { focus: [{ reference: 'urn:uuid:MARKED' }] })),
      422,
      'REC_UNPROCESSABLE_ENTITY',
      'required',
    ],
    ['a draft', request((each) => Object.assign(each, { status: 'draft' })), 422, 'REC_UNPROCESSABLE_ENTITY', 'not-supported'],
    ['no header first', { ...referral(), entry: referral().entry?.reverse() }, 400, 'REC_BAD_REQUEST', 'invariant'],
    ['a collection', consultation(), 422, 'REC_UNPROCESSABLE_ENTITY', 'not-supported'],
    ['a patient', patient(), 422, 'REC_UNPROCESSABLE_ENTITY', 'not-supported'],
    ['our own JSON', ours(), 400, 'REC_BAD_REQUEST', 'structure'],
    [
      'a referral without words',
      request((each) => Object.assign(each, { reasonCode: undefined, patientInstruction: 'Rest' })),
      422,
      'REC_UNPROCESSABLE_ENTITY',
      'required',
    ],
  ])('%s', async (_, body, status, barsCode, issue) => {
    const at = doors();
    const answer = await send(body, {}, at);
    expect([answer.status, code(answer.body), issues(answer.body)[0]?.code], answer.text).toEqual([status, barsCode, issue]);
    expect((await fhirSchema()).faults(answer.body)).toEqual([]);
    expect(answer.headers).toMatchObject({ 'X-Request-ID': requestId, 'X-Correlation-ID': correlationId });
    expect(answer.text).not.toMatch(/MARKED|Quillfeather/);
    expect(at.kept).toEqual([]);
  });

  test('headers that are missing or no GUIDs, both at once; what is no GUID is not mirrored', async () => {
    const answer = await send(referral(), { 'x-request-id': undefined, 'x-correlation-id': 'MARKED' });
    expect([answer.status, code(answer.body)]).toEqual([400, 'REC_BAD_REQUEST']);
    expect(issues(answer.body).map(({ code: each }) => each)).toEqual(['required', 'value']);
    expect(JSON.stringify(answer)).not.toContain('MARKED');
  });

  test('another version of BaRS', async () => {
    expect((await send(referral(), { 'content-type': 'application/fhir+json; version=1.1.0' })).status).toBe(200);
    expect((await send(referral(), { 'content-type': 'application/fhir+json; version=2.0.0' })).status).toBe(422);
  });
});

describe('a cancellation', () => {
  const revoked = () => ({ ...request((each) => Object.assign(each, { status: 'revoked' })), id: 'the-cancellation' });
  test('finds the referral by the id our answer gave its ServiceRequest', async () => {
    const at = doors();
    const first = await send(referral(), {}, at);
    const given = (first.body as unknown as Bundle<FhirResource>).entry?.[1]?.resource?.id;
    const answer = await send(
      change(revoked(), 'ServiceRequest', (each) => Object.assign(each, { id: given })),
      {},
      at,
    );
    expect(answer.status, answer.text).toBe(200);
    expect((answer.body as unknown as Bundle<FhirResource>).entry?.[1]?.resource).toMatchObject({ status: 'revoked' });
    expect(at.withdrawn).toEqual([{ sourceId: '22222222-0000-4000-8000-000000000000', reason: 'revoked' }]);
  });
  test('of an unknown one is 404 and takes nothing in', async () => {
    const at = doors();
    const answer = await send(revoked(), {}, at);
    expect([answer.status, code(answer.body)]).toEqual([404, 'REC_NOT_FOUND']);
    expect(at.kept).toEqual([]);
  });
  test('of a closed one is 409', async () => {
    const answer = await send(revoked(), {}, doors({ withdraw: async () => ({ kind: 'closed', reference: 'K7M-4QX' }) }));
    expect([answer.status, issues(answer.body)[0]?.code]).toEqual([409, 'conflict']);
  });
});

describe('when something is in the way', () => {
  const never = () => new Promise<never>(() => {});
  const failing =
    (error: Error): IntakeDeps['receive'] =>
    async () => {
      throw error;
    };
  test.each([
    ['nothing was kept', failing(new StoreAway('MARKED')), /Nothing was kept/],
    ['perhaps', failing(new OutcomeUnknown('MARKED')), /may have been kept/],
  ])('the store is away: 503 and %s', async (_, receive, says) => {
    for (const path of [door, '/api/econsults']) {
      const answer = await doors({ receive }).send(path, JSON.stringify(referral()), fhir);
      expect(answer.status).toBe(503);
      expect(answer.text).toMatch(says);
      expect(answer.text).not.toContain('MARKED');
      expect(answer.headers['retry-after']).toBe('10');
    }
  });
  test('too slow is 408, and its second delivery meanwhile 425', async () => {
    let ring: () => void = () => {};
    const at = doors({ receive: never, wait: () => new Promise<void>((resolve) => (ring = resolve)) });
    const slow = send(referral(), {}, at);
    // The first is under way as soon as it waits for the store.
    await expect.poll(() => ring.toString().length).not.toBe((() => {}).toString().length);
    const second = await send(referral(), {}, at);
    expect([second.status, code(second.body)]).toEqual([425, 'REC_TOO_EARLY']);
    ring();
    const answer = await slow;
    expect([answer.status, code(answer.body)]).toEqual([408, 'REC_TIMEOUT']);
  });
  test('a bug is not dressed up as an answer', async () => {
    await expect(send(referral(), {}, doors({ receive: failing(new TypeError('bug')) }))).rejects.toThrow('bug');
  });
  test('a practice that is not this caller\u2019s is 403', async () => {
    const answer = await send(referral(), {}, doors({ receive: async () => ({ kind: 'forbiddenPractice' }) }));
    expect([answer.status, code(answer.body)]).toEqual([403, 'REC_FORBIDDEN']);
  });
});
