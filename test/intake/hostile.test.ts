// Everything from outside is hostile: shapes, sizes and characters, one by one; `fuzz.test.ts` has them at random.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyBytesMax } from '../../src/intake/body.ts';
import { intakeRoutes } from '../../src/intake/routes.ts';
import { shown } from '../../src/intake/text.ts';
import { change, consultation, ours } from './fixtures/consultation.ts';
import { caller, doors, fhir } from './given.ts';

const statuses = [200, 201, 400, 404, 409, 413, 415, 422];

describe('bodies', () => {
  const text = JSON.stringify(ours());
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  test.each<[string, string | Buffer, number, RegExp]>([
    ['nothing', '', 400, /empty/],
    ['half of one', text.slice(0, 50), 400, /well-formed/],
    ['words', 'MARKED', 400, /well-formed/],
    ['no UTF-8', Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]), 400, /UTF-8/],
    ['UTF-16', Buffer.from(text, 'utf16le'), 400, /UTF-8|well-formed/],
    ['a million levels', deep(1_000_000), 400, /levels/],
    ['101 levels', deep(101), 400, /levels/],
    ['half a million values', `[${'0,'.repeat(500_000)}0]`, 400, /values/],
    ['a key twice', text.replace('{"id":"c-1"', '{"id":"MARKED","id":"c-1"'), 400, /same key twice/],
    ['a key twice, once escaped', text.replace('{"id":"c-1"', '{"\\u0069d":"MARKED","id":"c-1"'), 400, /same key twice/],
    ['__proto__', text.replace('{"id"', '{"__proto__":{"kind":"admin"},"id"'), 400, /__proto__/],
    ['constructor', text.replace('"patient":{', '"patient":{"constructor":{"prototype":{}},'), 400, /__proto__/],
    ['a huge number', '{"id":1e999}', 400, /too large/],
    ['too much', Buffer.alloc(bodyBytesMax + 1, ' '), 413, /too large/],
  ])('%s', async (_, body, status, says) => {
    const answer = await doors().send('/api/econsults', body);
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(says);
    expect(answer.text).not.toContain('MARKED');
    const other = await doors().send('/$process-message', body, fhir);
    expect(statuses).toContain(other.status);
    expect(other.body['resourceType']).toBe('OperationOutcome');
  });

  test('a BOM before good JSON is no fault', async () => {
    expect((await doors().send('/api/econsults', `\uFEFF${text}`)).status).toBe(201);
  });

  test.each([
    [undefined, 415],
    ['text/plain', 415],
    ['application/xml', 415],
    ['application/fhir+xml', 415],
    ['application/json; charset=latin1', 415],
    ['application/json; charset=UTF-8', 201],
    ['application/json;charset="utf-8"', 201],
    ['APPLICATION/JSON', 201],
    ['application/fhir+json; fhirVersion=3.0', 415],
    ['application/fhir+json; fhirVersion=4.0', 415],
    ['not a type', 415],
  ])('media type %s', async (type, status) => {
    const answer = await doors().send('/api/econsults', text, { 'content-type': type });
    expect(answer.status).toBe(status);
  });

  const unused = () => Promise.reject(new Error('not to be called'));
  test('what cannot be read at all is refused in the format of its door', () => {
    const routes = intakeRoutes({
      callers: [caller],
      now: () => '',
      newId: () => 'x',
      receive: unused,
      withdraw: unused,
      wait: unused,
    } as never);
    const [plain, , bars] = routes;
    const asked = { method: 'POST', path: '', params: {}, query: new URLSearchParams(), remoteAddress: '' };
    for (const status of [400, 413, 415] as const) {
      const ids = { 'x-request-id': '0b9d2a58-6b0e-4a53-8f56-1b6c4fd0a001' };
      expect(plain?.unreadable?.(status, { ...asked, headers: {} })).toMatchObject({
        status,
        headers: { 'content-type': expect.stringContaining('problem+json') },
      });
      expect(plain?.unreadable?.(status, { ...asked, headers: fhir })).toMatchObject({
        status,
        headers: { 'content-type': expect.stringContaining('fhir+json') },
      });
      expect(bars?.unreadable?.(status, { ...asked, headers: ids })).toMatchObject({
        status,
        headers: { 'X-Request-ID': ids['x-request-id'] },
      });
    }
  });

  test('a crafted attachment costs no time', async () => {
    const data = `${'AAAA  '.repeat(20_000)}!`;
    const before = performance.now();
    const bad = change(consultation(), 'QuestionnaireResponse', (each) =>
      Object.assign(each, {
        item: [{ linkId: 'q', answer: [{ extension: [{ url: 'https://x.example', valueBase64Binary: data }] }, { valueString: 'x' }] }],
      }),
    );
    const answer = await doors().send('/api/econsults', JSON.stringify(bad), fhir);
    expect(answer.status).toBe(400);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});

describe('characters', () => {
  test('that mislead are made visible; the rest stays', () => {
    expect(shown('a\u0000b\u001Bc\u007Fd')).toBe('a\u2400b\u241Bc\u2421d');
    expect(shown('\u202Eevil\u202C \u2066x\u2069')).toBe('[U+202E]evil[U+202C] [U+2066]x[U+2069]');
    expect(shown('one\r\ntwo\rthree\u2028four\tfive')).toBe('one\ntwo\nthree\nfour\tfive');
    expect(shown('\uD800x \u{1F469}\u200D\u2695\uFE0F \u0645\u0631\u062D\u0628\u0627')).toBe(
      '\uFFFDx \u{1F469}\u200D\u2695\uFE0F \u0645\u0631\u062D\u0628\u0627',
    );
    expect(shown('<script>alert(1)</script> **bold** <at>all</at>')).toBe('<script>alert(1)</script> **bold** <at>all</at>');
  });
  test('no text that is shown holds a control or direction character, and none grows empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const safe = shown(text);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there.
        expect(safe).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
        expect(safe).not.toMatch(/\p{Surrogate}/u);
        expect(shown(safe)).toBe(safe);
      }),
    );
  });
  test('in every field of a submission, with the original untouched', async () => {
    const nasty = 'x\u0000\u202Ey';
    const at = doors();
    const body = JSON.stringify({
      ...ours(),
      patient: { name: nasty, address: nasty },
      answers: [{ section: nasty, question: nasty, answer: nasty }],
      contactPreference: nasty,
    });
    expect((await at.send('/api/econsults', body)).status).toBe(201);
    const { original, ...text } = at.kept[0]?.submission.text ?? {};
    expect(JSON.stringify(text)).not.toMatch(/\\u0000|\u202E/);
    expect(Buffer.from(original?.base64 ?? '', 'base64').toString()).toBe(body);
  });
});
