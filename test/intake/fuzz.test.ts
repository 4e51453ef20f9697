// Good messages broken at random, in their bodies, bytes, headers and signatures: each is answered, none harms what is already here.
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { receive } from '../../src/app/econsult/receive.ts';
import { idOf } from '../../src/domain/reference.ts';
import { signatureOf } from '../../src/intake/caller.ts';
import { anyText, anyValue, breakWith, broken, inputs, leaked, tally } from '../hostile.ts';
import { dalia, north } from '../people.ts';
import { carried, type World, world } from '../teams/given.ts';
import { consultation, ours, referral } from './fixtures/consultation.ts';
import { caller, type Doors, doors, fhir, now, type Sent, secret } from './given.ts';

const statuses = [200, 201, 400, 401, 404, 409, 413, 415, 422];
const MARK = 'ZZMARKEDPATIENTZZ';
/** What is of the patient in the good messages, and in what is put into them. */
const ofThePatient = /ZZMARKEDPATIENTZZ|Quillfeather|Thistlewood|9990047111/;

const counts = tally();
afterAll(() => counts.say());

const patientWords: fc.Arbitrary<unknown> = fc.constantFrom(
  MARK,
  [MARK],
  { [MARK]: MARK },
  { resourceType: MARK },
  { resourceType: 'Patient', [MARK]: 1 },
  { reference: `#${MARK}` },
  `Patient/${MARK}`,
);
const breaks = fc.array(breakWith(fc.oneof(patientWords, anyValue), fc.oneof(fc.constant(MARK), anyText)), { minLength: 1, maxLength: 4 });

interface Place {
  readonly w: World;
  readonly at: Doors;
  /** Ids of eConsults that came in whole. */
  readonly good: readonly string[];
}

/** The doors of a network that keeps in memory what is sent, with the good messages in it already. */
async function place(): Promise<Place> {
  const w = await world();
  const { store, nudges: _, source: network } = w;
  const at = doors({
    callers: [{ ...caller, hub: north }],
    receive: (from, submission, delivery) =>
      receive({ store, network, nudge: () => {} }, { id: from.id, hub: from.hub, practices: from.practices }, submission, delivery),
  });
  const good = [await w.receives(), await w.receives({ sourceId: 'another', priority: 'redFlag' })];
  return { w, at, good };
}

/** Worlds are made anew after so many inputs, or what is in them would make the last inputs slow. */
const inputsOfOneWorld = 100;
function places() {
  let used = 0;
  let here: Promise<Place> | undefined;
  return (): Promise<Place> => {
    if (used++ % inputsOfOneWorld === 0) here = undefined;
    here ??= place();
    return here;
  };
}

/** What holds of every answer: in our own words, in the format of its door, and without anything of the patient where it is a refusal. */
function check({ status, text, headers }: Sent): void {
  expect(statuses).toContain(status);
  expect(text).not.toMatch(leaked);
  expect(text.length).toBeGreaterThan(20);
  if (status < 300) return;
  expect(text).not.toMatch(ofThePatient);
  expect(headers['content-type']).toMatch(/^application\/(?:problem|fhir)\+json/);
}

/** Nothing of what is here already has changed; and what was taken in can be read by whoever leads the hub. */
async function checkPlace({ w, good }: Place, before: readonly unknown[], { body, status }: Sent): Promise<void> {
  expect(await Promise.all(good.map((id) => w.state(id)))).toEqual(before);
  const reference = /"([A-Z0-9]{3}-[A-Z0-9]{3})"/.exec(JSON.stringify(body))?.[1];
  if (status !== 200 && status !== 201) return;
  const id = idOf(reference ?? '');
  if (id === undefined) throw new Error('taken in without a reference');
  expect((await w.press(dalia, 'look', carried(id))).said).not.toMatch(leaked);
  const { said } = await w.fetch(dalia, 'open', carried(id));
  expect(said).not.toMatch(leaked);
  expect(said).toContain('"task"');
}

const sendTo = async (
  here: Place,
  path: string,
  body: string | Buffer,
  headers: Record<string, string | undefined> = {},
): Promise<Sent> => {
  const before = await Promise.all(here.good.map((id) => here.w.state(id)));
  const answer = await here.at.send(path, body, headers);
  check(answer);
  await checkPlace(here, before, answer);
  return answer;
};

let ids = 0;
const withId = (message: object): object => ({ ...message, id: `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}` });

const formats = [
  ['our JSON', '/api/econsults', ours, {}],
  ['a FHIR collection', '/api/econsults', consultation, fhir],
  ['a BaRS referral', '/$process-message', referral, fhir],
] as const;

test.each(formats)(
  '%s, broken anywhere',
  async (door, path, make, headers) => {
    const next = places();
    await fc.assert(
      fc.asyncProperty(breaks, async (changes) => {
        const body = JSON.stringify(broken(withId(make()), changes)) ?? '';
        counts.count(door, String((await sendTo(await next(), path, body, headers)).status));
      }),
      inputs(1_200),
    );
    // The property says something only if both kinds of answer were met.
    const answers = [...counts.of(door).keys()].map(Number);
    expect(answers.some((status) => status < 300)).toBe(true);
    expect(answers.some((status) => status >= 400)).toBe(true);
  },
  120_000,
);

test.each(formats)(
  '%s, with bytes changed, left out and put in',
  async (door, path, make, headers) => {
    const next = places();
    const good = Buffer.from(JSON.stringify(make()));
    const edit = fc.record({ at: fc.nat(good.length - 1), left: fc.nat(3), put: fc.uint8Array({ maxLength: 4 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 5 }), async (edits) => {
        let bytes: Buffer = good;
        for (const { at, left, put } of edits) bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + left)]);
        counts.count(`${door}, bytes`, String((await sendTo(await next(), path, bytes, headers)).status));
      }),
      inputs(500),
    );
  },
  120_000,
);

/** What can stand in a header: Node lets through one byte per character, without controls. */
const headerText = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 60 }),
  fc.constantFrom(
    '',
    'Bearer',
    'Bearer a.b.c',
    'Basic eDp5',
    'constructor',
    '__proto__',
    '0',
    '-1',
    '1e9',
    'NaN',
    'x'.repeat(8_000),
    ' utf-16',
    '*/*',
  ),
);
const headerNames = [
  'content-type',
  'x-key-id',
  'x-timestamp',
  'x-signature',
  'x-request-id',
  'x-correlation-id',
  'authorization',
] as const;
const types = fc
  .tuple(
    fc.constantFrom(
      'application/json',
      'application/fhir+json',
      'APPLICATION/JSON',
      'text/plain',
      'application/fhir+xml',
      'multipart/form-data',
      '',
    ),
    headerText,
  )
  .map(([type, more]) => `${type};${more}`);
const oneHeader = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...headerNames), fc.oneof(headerText, fc.constant(undefined))) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('content-type'), types) },
);

test('headers of every kind, and signatures of something else', async () => {
  const next = places();
  const door = 'headers and signatures';
  const signing = fc.constantFrom('as it should be', 'another body', 'another secret', 'another time', 'upper case');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...formats),
      fc.array(oneHeader, { maxLength: 3 }),
      signing,
      async ([, path, make, usual], changed, how) => {
        const body = JSON.stringify(withId(make()));
        const stamp = String(Date.parse(now) / 1000 - (how === 'another time' ? 301 : 0));
        const right = signatureOf(
          how === 'another secret' ? `${secret}!` : secret,
          stamp,
          Buffer.from(how === 'another body' ? `${body} ` : body),
        );
        const signature = how === 'upper case' ? right.toUpperCase() : right;
        const headers = { ...usual, 'x-timestamp': stamp, 'x-signature': signature, ...Object.fromEntries(changed) };
        const here = await next();
        const { status, text } = await sendTo(here, path, body, headers);
        counts.count(door, String(status));
        if (how.startsWith('another')) {
          expect(status).toBe(401);
          expect(text).not.toMatch(/header|GUID|Content-Type|charset/);
        }
      },
    ),
    inputs(2_000),
  );
  expect([...counts.of(door).keys()]).toEqual(expect.arrayContaining(['200', '201', '400', '401', '415']));
}, 120_000);
