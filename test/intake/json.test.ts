// Our own JSON: what becomes of it, and what is said of faults.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { publishedSchema } from '../../src/intake/json.ts';
import { ours } from './fixtures/consultation.ts';
import { doors } from './given.ts';

const send = (body: unknown, headers = {}) => doors().send('/api/econsults', JSON.stringify(body), headers);
async function kept(body: unknown) {
  const at = doors();
  const answer = await at.send('/api/econsults', JSON.stringify(body));
  expect(answer.status, answer.text).toBe(201);
  const [first] = at.kept;
  if (first === undefined) throw new Error('nothing was kept');
  return first.submission;
}

describe('an eConsult in our JSON', () => {
  test('is taken in, in our words', async () => {
    const { text, contentHash, ...facts } = await kept(ours());
    expect(contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(facts).toEqual({
      sourceId: 'c-1',
      practiceCode: 'A81001',
      kind: 'clinicalAdmin',
      priority: 'routine',
      topic: 'Fit note',
      ageBand: '5 to 11',
      byProxy: true,
      interpreterNeeded: true,
      identity: 'unverified',
      nhsNumber: 'invalid',
      noticed: [],
      flaggedAnswers: 1,
      submittedAt: '2026-11-25T09:10:00.000Z',
      promisedBy: '2026-11-27T23:59:59.999Z',
    });
    expect(text.patient.nhsNumber).toBe('9990047112');
    expect(text.requester).toEqual({ name: 'Petra Thistlewood', relation: 'Mother' });
    expect(text.answers).toEqual([
      { question: 'Form', answer: 'Request a fit note' },
      { section: 'Your request', question: 'Since when?', answer: 'Monday\nmorning' },
      { question: 'Chest pain?', answer: 'No', flag: 'caution' },
      // As the sender said it, whatever becomes of it here.
      ...[
        ['Practice', 'a81001'],
        ['Kind', 'clinicalAdmin'],
        ['Priority', 'routine'],
        ['Identity', 'verified'],
        ['Sent', '2026-11-25T09:10:00+00:00'],
        ['Promised by', '2026-11-27'],
      ].map(([question, answer]) => ({ section: 'Also sent', question, answer })),
    ]);
    expect(Buffer.from(text.original.base64, 'base64').toString()).toBe(JSON.stringify(ours()));
    expect(text.original.mediaType).toBe('application/json');
  });

  test('answers with a reference, and says when it was received before', async () => {
    const at = doors();
    const first = await at.send('/api/econsults', JSON.stringify(ours()));
    expect([first.status, first.body]).toEqual([201, { reference: 'K7M-4QX', placed: true, duplicate: false }]);
    const entries = Object.entries(ours()).reverse();
    const again = await at.send('/api/econsults', JSON.stringify(Object.fromEntries(entries), null, 4));
    expect([again.status, again.body]).toEqual([200, { reference: 'K7M-4QX', placed: true, duplicate: true }]);
    const other = await at.send('/api/econsults', JSON.stringify({ ...ours(), senderReference: 'other' }));
    expect(other.status).toBe(409);
    expect(other.headers['content-type']).toContain('application/problem+json');
    expect(at.kept).toHaveLength(1);
  });

  test('one red answer makes a red flag, a caution raises nothing, and the sender\u2019s priority is a floor', async () => {
    const flagged = (flag: string | undefined, priority: string) => ({
      ...ours(),
      priority,
      answers: [{ question: 'q', answer: 'a', flag }],
    });
    expect((await kept(flagged('red', 'routine'))).priority).toBe('redFlag');
    expect((await kept(flagged('caution', 'routine'))).priority).toBe('routine');
    expect((await kept(flagged(undefined, 'urgent'))).priority).toBe('urgent');
  });

  test('a practice that cannot be an ODS code is kept, unplaced', async () => {
    expect((await kept({ ...ours(), practice: 'the usual one' })).practiceCode).toBeUndefined();
    expect((await kept({ ...ours(), practice: '' })).practiceCode).toBeUndefined();
  });

  test('200,000 characters in one answer are taken whole', async () => {
    const long = '\u0BB5'.repeat(200_000);
    expect((await kept({ ...ours(), answers: [{ question: 'q', answer: long }] })).text.answers[1]?.answer).toBe(long);
  });

  test('all faults at once, by path and rule, without what was sent', async () => {
    const answer = await send({
      id: 'bad id',
      kind: 'MARKED',
      priority: 'MARKED',
      MARKED: 1,
      patient: { name: ['MARKED'], dateOfBirth: 'MARKED', MARKEDTOO: true },
      answers: [{ question: '', answer: 7 }],
    });
    expect(answer.status).toBe(400);
    const faults = answer.body['faults'] as { path?: string; rule: string }[];
    expect(faults.map(({ path }) => path)).toEqual([
      'id',
      'kind',
      'priority',
      'patient.name',
      'patient.dateOfBirth',
      'patient',
      'answers[0].question',
      'answers[0].answer',
      undefined,
    ]);
    expect(answer.text).not.toContain('MARKED');
    expect(answer.text).toContain('Nothing was kept');
  });

  test.each([
    ['no patient', { ...ours(), patient: undefined }, 422],
    ['nobody', { ...ours(), patient: { sex: 'male' } }, 422],
    ['no answers', { ...ours(), answers: undefined }, 422],
    ['an empty list of answers', { ...ours(), answers: [] }, 422],
    ['nothing answered', { ...ours(), answers: [{ question: 'q', answer: '  ' }] }, 422],
    ['a list', [ours()], 400],
    ['nothing', null, 400],
    ['a time without its offset', { ...ours(), submittedAt: '2026-11-25T09:10:00' }, 400],
    ['an id that would not go into a key', { ...ours(), id: 'a/b' }, 400],
  ])('%s is %#: refused', async (_, body, status) => {
    const answer = await send(body);
    expect(answer.status, answer.text).toBe(status);
  });

  test('many faults are counted and not all listed', async () => {
    const answer = await send({ ...ours(), answers: Array.from({ length: 200 }, () => ({ question: '', answer: '' })) });
    expect((answer.body['faults'] as unknown[]).length).toBe(50);
    expect(answer.body['moreFaults']).toBe(150);
  });
});

test('the published schema is JSON Schema that says of our example what the door says', async () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(publishedSchema());
  expect(validate(ours())).toBe(true);
  expect(validate({ ...ours(), more: 1 })).toBe(false);
  expect(validate({ ...ours(), answers: [] })).toBe(false);
  const { body } = await doors().send('/api/econsults/schema', '');
  expect(body).toEqual(JSON.parse(JSON.stringify(publishedSchema())));
});
