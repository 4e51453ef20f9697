// `npm run send`: finds out what a file is, signs it as the real door wants it, and says what became of it.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { demoEConsults } from '../../src/sandbox/demo/econsults.ts';
import { demoSamples } from '../../src/sandbox/demo/samples.ts';
import { meaningOf } from '../../src/sandbox/intake-answers.ts';
import { send } from '../../src/sandbox/send.ts';
import { type Parcel, parcelOf, post, Unfit } from '../../src/sandbox/signed-submission.ts';
import { type Doors, doors, now, secret } from '../intake/given.ts';
import { serve } from './serve.ts';

const demo = demoEConsults(now, 'nonce');
const bodyOf = (name: string) => demo.find((each) => each.name === name)?.body ?? {};
const left = { url: 'http://127.0.0.1:3978', keyId: 'key-1', secret };

/** The smallest referral that the real door takes. */
const bars = (system = 'https://fhir.nhs.uk/CodeSystem/message-events-bars', code = 'servicerequest-request') => ({
  resourceType: 'Bundle',
  id: 'bundle-1',
  type: 'message',
  entry: [
    {
      fullUrl: 'urn:uuid:c7c1a0b4-35d2-4f5b-9a63-1f0d6f8e1a01',
      resource: {
        resourceType: 'MessageHeader',
        id: 'c7c1a0b4-35d2-4f5b-9a63-1f0d6f8e1a01',
        eventCoding: { system, code },
        source: { endpoint: 'https://sender.example' },
        reason: { coding: [{ system: 'https://fhir.nhs.uk/CodeSystem/message-reason-bars', code: 'new' }] },
        focus: [{ reference: 'urn:uuid:c7c1a0b4-35d2-4f5b-9a63-1f0d6f8e1a02' }],
      },
    },
    {
      fullUrl: 'urn:uuid:c7c1a0b4-35d2-4f5b-9a63-1f0d6f8e1a02',
      resource: {
        resourceType: 'ServiceRequest',
        status: 'active',
        intent: 'plan',
        category: [
          { coding: [{ system: 'https://fhir.nhs.uk/CodeSystem/message-category-servicerequest', code: 'referral' }] },
          { coding: [{ system: 'https://fhir.nhs.uk/CodeSystem/usecases-categories-bars', code: 'a5' }] },
        ],
        subject: { reference: 'urn:uuid:c7c1a0b4-35d2-4f5b-9a63-1f0d6f8e1a03' },
        note: [{ text: 'A sore throat for a week.' }],
      },
    },
    {
      fullUrl: 'urn:uuid:c7c1a0b4-35d2-4f5b-9a63-1f0d6f8e1a03',
      resource: { resourceType: 'Patient', name: [{ family: 'Made', given: ['Up'] }] },
    },
  ],
});

interface Stage {
  readonly lines: string[];
  readonly asked: { url: string; headers: Headers }[];
  run(args: readonly string[], file?: string | Buffer | object, door?: string): Promise<0 | 1>;
}

function stage(door: Doors = doors()): Stage {
  const lines: string[] = [];
  const asked: Stage['asked'] = [];
  let ids = 0;
  return {
    lines,
    asked,
    run: (args, file, leftBehind = JSON.stringify(left)) =>
      send(args, {
        readFile: async () => {
          if (file === undefined) throw new Error('ENOENT');
          return typeof file === 'string' || Buffer.isBuffer(file) ? Buffer.from(file) : Buffer.from(JSON.stringify(file));
        },
        readDoor: async () => (leftBehind === '' ? undefined : leftBehind),
        fetch: async (url, init) => {
          const headers = new Headers(init.headers);
          asked.push({ url, headers });
          const path = new URL(url).pathname;
          const answer = await door.send(path, Buffer.from(init.body as Uint8Array), Object.fromEntries(headers));
          return new Response(answer.text, { status: answer.status });
        },
        now: () => now,
        uuid: () => `00000000-0000-4000-9000-${String(++ids).padStart(12, '0')}`,
        say: (line) => lines.push(line),
      }),
  };
}

describe('what a file is', () => {
  test.each<[string, object, Parcel['path'], Parcel['mediaType']]>([
    ['our JSON', bodyOf('rash-with-photo'), '/api/econsults', 'application/json'],
    ['a FHIR collection', bodyOf('heavy-periods-fhir'), '/api/econsults', 'application/fhir+json'],
    ['a BaRS message', bars(), '/$process-message', 'application/fhir+json'],
    [
      'a BaRS message in other spelling',
      bars('https://fhir.nhs.uk/codesystem/Message-Events-BaRS'),
      '/$process-message',
      'application/fhir+json',
    ],
    ['a BaRS booking, for the door to refuse', bars(undefined, 'booking-request'), '/$process-message', 'application/fhir+json'],
    ['another message', bars('https://sender.example/events'), '/api/econsults', 'application/fhir+json'],
    ['a lone resource, for the door to refuse', { resourceType: 'Patient' }, '/api/econsults', 'application/fhir+json'],
    ['a message without entries', { resourceType: 'Bundle', type: 'message', entry: [null, 3] }, '/api/econsults', 'application/fhir+json'],
  ])('%s', (_, content, path, mediaType) => {
    const bytes = Buffer.from(`\uFEFF${JSON.stringify(content)}`);
    const plain = Buffer.from(JSON.stringify(content));
    for (const saved of [bytes, plain, Buffer.from(`\uFEFF${JSON.stringify(content)}`, 'utf16le')])
      expect(parcelOf(saved)).toMatchObject({ path, mediaType, bytes: plain });
  });

  test.each(['', 'not JSON', '[1, 2]', '"text"', 'null'])('%j is nothing to send', (content) => {
    expect(() => parcelOf(Buffer.from(content))).toThrow(Unfit);
  });
});

describe('sending to the real door', () => {
  test.each([
    ['our JSON', bodyOf('rash-with-photo')],
    ['FHIR', bodyOf('heavy-periods-fhir')],
    ['a BaRS message', bars()],
  ])('%s is accepted, told again as a duplicate, and new with --new-id', async (_, file) => {
    const door = doors();
    const on = stage(door);
    expect(await on.run(['file.json'], file)).toBe(0);
    expect(on.lines.join('\n')).toMatch(/^Sending .+ to http:\/\/127\.0\.0\.1:3978\/.+\n20[01] Accepted: K7M-4QX\n/);
    await on.run(['file.json'], file);
    expect(on.lines.join('\n')).toMatch(/--new-id/);
    expect(door.kept).toHaveLength(1);
    expect(await on.run(['file.json', '--new-id'], file)).toBe(0);
    expect(door.kept).toHaveLength(2);
  });

  test('a BaRS message gets fresh header ids each time, and with --new-id a fresh header too', async () => {
    const on = stage();
    await on.run(['file.json'], bars());
    await on.run(['file.json'], bars());
    const ids = on.asked.flatMap(({ headers }) => [headers.get('x-request-id'), headers.get('x-correlation-id')]);
    expect(new Set(ids).size).toBe(4);
    const renewed = JSON.parse(String(parcelOf(Buffer.from(JSON.stringify(bars())), () => 'fresh').bytes));
    expect(renewed).toMatchObject({ id: 'fresh', entry: [{ fullUrl: 'urn:uuid:fresh', resource: { id: 'fresh' } }, {}, {}] });
    expect(renewed.entry[2]).toEqual(bars().entry[2]);
  });

  test('an unknown practice is said to be unplaced', async () => {
    const on = stage();
    expect(await on.run(['file.json'], bodyOf('unknown-practice'))).toBe(0);
    expect(on.lines.at(-1)).toContain('waits unplaced');
  });

  test('a refusal is told with every fault, and exits with 1', async () => {
    const on = stage();
    expect(await on.run(['file.json'], { id: 'x', kind: 'clinical', patient: { name: 'A' } })).toBe(1);
    expect(on.lines.slice(1).join('\n')).toMatch(/^422 .+\nIt is well-formed and not .+\n {2}- answers: .+\nNothing was kept/);
    expect(await on.run(['file.json'], { resourceType: 'Patient' })).toBe(1);
    expect(await on.run(['file.json'], bars(undefined, 'booking-request'))).toBe(1);
    expect(on.lines.at(-1)).toContain('bookings and responses are not received here');
  });

  test('a wrong secret is not recognised; key and url may be given', async () => {
    const on = stage();
    const args = ['file.json', '--key-id', 'key-1', '--secret', 'y'.repeat(40), '--url', 'https://hub.example/'];
    expect(await on.run(args, bodyOf('rash-with-photo'), '')).toBe(1);
    expect(on.asked[0]?.url).toBe('https://hub.example/api/econsults');
    expect(on.lines[1]).toBe('401 Not recognised');
    args[4] = secret;
    expect(await on.run(args, bodyOf('rash-with-photo'), '')).toBe(0);
  });
});

describe('a sample by its name', () => {
  test('is sent as new each time', async () => {
    const door = doors();
    const on = stage(door);
    for (let n = 0; n < 2; n++) expect(await on.run(['chest-pain'])).toBe(0);
    expect(on.lines.join('\n')).toContain('201 Accepted');
    expect(door.kept).toHaveLength(2);
  });
});

describe('what stops before anything is sent', () => {
  const file = bodyOf('rash-with-photo');
  test.each<[string, string[], object | undefined, string, RegExp]>([
    ['no sandbox', ['f'], file, '', /is "npm start" running\?/],
    ['a broken key file', ['f'], file, '{"url": 3}', /stop "npm start" and start it again/],
    ['a key file that is not JSON', ['f'], file, '{', /stop "npm start" and start it again/],
    ['two files', ['f', 'g'], file, 'x', /Name one sample or file/],
    ['an unknown option', ['f', '--fast'], file, 'x', /--fast[\s\S]+npm run send/],
    ['half a key', ['f', '--key-id', 'k'], file, 'x', /together/],
    ['a url of another kind', ['f', '--url', 'file:///etc'], file, JSON.stringify(left), /http:\/\/ or https:/],
    ['a file that is not there', ['missing.json'], undefined, JSON.stringify(left), /missing\.json cannot be read/],
  ])('%s', async (_, args, content, door, words) => {
    const on = stage();
    expect(await on.run(args, content, door)).toBe(1);
    expect(on.lines.join('\n')).toMatch(words);
    expect(on.asked).toEqual([]);
  });

  test('nothing named lists the samples', async () => {
    const on = stage();
    expect(await on.run([])).toBe(0);
    for (const { name, title } of demoSamples) expect(on.lines.join('\n')).toMatch(new RegExp(`^ +${name} +${title}`, 'm'));
    expect(on.asked).toEqual([]);
  });

  test('--help is no failure', async () => {
    const on = stage();
    expect(await on.run(['--help'])).toBe(0);
    expect(on.lines.join('\n')).toContain('--new-id');
  });
});

describe('no answer', () => {
  const parcel: Parcel = { path: '/api/econsults', mediaType: 'application/json', what: 'x', bytes: Buffer.from('{}') };
  const failing = (error: Error) => ({ fetch: () => Promise.reject(error), now: () => now, uuid: () => 'u' });

  test('is said in words, with what to do', async () => {
    await expect(post(parcel, left, failing(new TypeError('fetch failed')))).rejects.toThrow(
      /^Nobody answers at .+ is "npm start" running/,
    );
    await expect(post(parcel, left, failing(new DOMException('late', 'TimeoutError')))).rejects.toThrow(/^There was no whole answer/);
  });

  test('every request can be given up and follows no redirect', async () => {
    let init: RequestInit = {};
    const fetch = async (_: string, given: RequestInit) => {
      init = given;
      return new Response('{}', { status: 201 });
    };
    await post(parcel, left, { ...failing(new Error('x')), fetch });
    expect(init.signal).toBeInstanceOf(AbortSignal);
    expect(init.redirect).toBe('error');
  });
});

test('an answer cannot command the terminal, nor flood it', () => {
  const faults = Array.from({ length: 40 }, (_, index) => ({ path: `a[${index}]`, rule: `\u001b[2Jwrong\u0007${'x'.repeat(5_000)}` }));
  const lines = meaningOf(400, JSON.stringify({ title: 'Bad\u001b]0;', detail: 'Nothing was kept.', faults }));
  expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  expect(lines).toHaveLength(16);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(1_000);
  expect(meaningOf(200, 'hello')[0]).toContain('holds no reference');
  expect(meaningOf(502, '<html>')[1]).toContain('no answer that an eHub gives');
});

const samples = fileURLToPath(new URL('../../../shared/samples/fhir/bars-messages/', import.meta.url));
if (!existsSync(samples)) console.warn(`SKIPPED: no BaRS samples at ${samples}`);
test.skipIf(!existsSync(samples))('the national BaRS samples go to the BaRS door as they are', async () => {
  for (const name of ['REFREQ01-111-to-ED.json', 'REFREQ03-primary-care-to-pharmacy-minor-illness.json']) {
    const on = stage();
    expect([name, await on.run([name], readFileSync(join(samples, name)))]).toEqual([name, 0]);
    expect(on.asked[0]?.url).toBe(`${left.url}/$process-message`);
  }
});

test('the command itself: reads what the sandbox left, from the folder the person is in, over HTTP', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ehub-send-'));
  const door = doors({ at: new Date().toISOString() });
  const served = await serve([
    {
      method: 'POST',
      path: '/api/econsults',
      bodyBytesMax: 1_000_000,
      handle: async ({ path, body, headers }) => {
        const answer = await door.send(path, body, { ...headers });
        return { status: answer.status, body: answer.text };
      },
    },
  ]);
  try {
    await writeFile(join(folder, 'sandbox.json'), JSON.stringify({ ...left, url: served.url, appId: 'something else' }));
    await writeFile(join(folder, 'one.json'), JSON.stringify(bodyOf('rash-with-photo')));
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/sandbox/send.ts', 'one.json'], {
      cwd: root,
      env: { ...process.env, INIT_CWD: folder, EHUB_DATA_FOLDER: folder },
    });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      out += chunk;
    });
    const code = await new Promise((done) => child.on('close', done));
    expect(out).toContain('201 Accepted: K7M-4QX');
    expect(code).toBe(0);
  } finally {
    await served.close();
    await rm(folder, { recursive: true });
  }
});
