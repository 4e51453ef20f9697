// Every real sample through both doors: each has a defined answer, nothing is accepted by mistake, nothing breaks.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { doors, fhir } from './given.ts';

const folder = fileURLToPath(new URL('../../../shared/samples/fhir/', import.meta.url));
const present = existsSync(folder);
if (!present) console.warn(`SKIPPED: no samples at ${folder}: the table over real messages has not run.`);

const paths = present ? (readdirSync(folder, { recursive: true }) as string[]).filter((path) => path.endsWith('.json')).sort() : [];

interface Expected {
  readonly plain: number;
  readonly bars: number;
  /** What the first fault is about. */
  readonly says?: RegExp;
}
const same = (status: number, says?: RegExp): Expected => ({ plain: status, bars: status, ...(says ? { says } : {}) });

/** Files that do not follow their folder. */
const exceptions: Readonly<Record<string, Expected>> = {
  'bars-messages/REFREQ01-111-to-ED.json': { plain: 201, bars: 200 },
  'bars-messages/REFREQ03-primary-care-to-pharmacy-minor-illness.json': { plain: 201, bars: 200 },
  // Official examples that are not valid R4.
  'bars-api-json/appointment-PATCH-body.json': same(400, /participant/),
  'bars-api-json/booking-POST-success.json': same(400, /FHIR R4/),
  'bars-api-json/servicerequest-PATCH-body.json': same(400, /PatientInstruction/),
  'bars-api-json/servicerequest-POST-success.json': same(400, /PatientInstruction/),
  'bars-api-json/servicerequest-searchset.json': same(400, /resourceType/),
  'bars-api-json/servicerequest-single.json': same(400, /PatientInstruction/),
  'bars-api-json/operationoutcome/REC-500-REC_SERVER_ERROR-too_costly.json': same(400, /codes FHIR R4 allows/),
  // Valid BaRS that is not ours.
  'bars-api-json/booking-request-POST-body.json': same(422, /bookings/),
  'bars-api-json/validation-request.json': same(422, /Validation/),
  'bars-api-json/validation-request-http-response.json': same(422, /Validation/),
  'bars-api-json/validation-response.json': same(422, /answer to a message/),
  'hl7-r4-json/Bundle-bundle-references.json': same(422, /second Patient|Bundle.type/),
};

function expectedOf(path: string): Expected {
  const exception = exceptions[path];
  if (exception) return exception;
  if (/^[^/]*-stu3-json\//.test(path)) return same(400, /STU3|FHIR version|FHIR R4/);
  return same(422, /Must be a Bundle|Bundle\.type|Holds no Patient|BaRS|answer to a message/);
}

/** What names a person in a sample: these never come back in an answer. */
function personal(value: unknown, key = ''): string[] {
  if (typeof value === 'string')
    return ['family', 'given', 'birthDate', 'postalCode', 'line'].includes(key) || /^\d{10}$/.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each) => personal(each, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .flatMap(([inner, each]) => personal(each, inner))
    .filter((word) => word.length > 3);
}

describe.skipIf(!present)('real samples', () => {
  test('there are as many as were looked at', () => expect(paths).toHaveLength(158));

  test.each(paths)('%s', async (path) => {
    const { plain, bars, says } = expectedOf(path);
    const bytes = readFileSync(folder + path);
    for (const [door, status] of [
      ['/api/econsults', plain],
      ['/$process-message', bars],
    ] as const) {
      const at = doors();
      const answer = await at.send(door, bytes, fhir);
      expect(answer.status, answer.text).toBe(status);
      expect(at.kept).toHaveLength(status < 300 ? 1 : 0);
      if (status < 300) continue;
      expect(answer.body['resourceType']).toBe('OperationOutcome');
      if (says) expect(answer.text).toMatch(says);
      for (const word of personal(JSON.parse(bytes.toString()))) expect(answer.text).not.toContain(word);
    }
  });

  test('none is our own JSON', async () => {
    for (const path of paths) expect((await doors().send('/api/econsults', readFileSync(folder + path))).status).toBe(415);
  });

  test('a real referral twice is a duplicate, and with one word changed a conflict', async () => {
    const bytes = readFileSync(`${folder}bars-messages/REFREQ03-primary-care-to-pharmacy-minor-illness.json`);
    const at = doors();
    expect((await at.send('/$process-message', bytes, fhir)).status).toBe(200);
    const again = await at.send('/$process-message', JSON.stringify(JSON.parse(bytes.toString())), fhir);
    expect(again.status).toBe(409);
    expect(again.text).toContain('"code":"duplicate"');
    const changed = await at.send('/$process-message', bytes.toString().replace('2/7 hx', '3/7 hx'), fhir);
    expect(changed.status).toBe(409);
    expect(changed.text).toContain('"code":"conflict"');
  });
});
