// `npm start` as it is: the program put together into one file starts, serves its page and takes an eConsult in.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { patient } from '../people.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ehub-start-'));
let program: ChildProcess;
let ended: Promise<number | null>;
let url = '';

beforeAll(async () => {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(EHUB_|Microsoft|NODE_ENV)/.test(name)));
  program = spawn(process.execPath, ['src/start/bundle.mjs'], {
    cwd: root,
    env: { ...clean, PORT: '0', EHUB_DATA_FOLDER: folder, EHUB_TAB_APP_ID: randomUUID(), EHUB_HOST_NAME: 'ehub.example.org' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  ended = new Promise((resolve) => program.once('exit', resolve));
  url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const found = /(http:\/\/\S+)\/teams\s[\s\S]*Ready in/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    program.stdout?.on('data', hear);
    program.stderr?.on('data', hear);
    program.once('exit', () => reject(new Error(`it did not start: ${said}`)));
  });
}, 90_000);

afterAll(async () => {
  program.kill('SIGTERM');
  expect(await ended).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

it('is ready and serves the page with everything it loads', async () => {
  const sizes = await Promise.all(
    ['/readyz', '/teams', '/teams/page.js', '/teams/line.js', '/teams/page.css', '/teams/adaptivecards.js'].map(async (path) => {
      const answer = await fetch(`${url}${path}`);
      return { path, status: answer.status, empty: (await answer.text()) === '' };
    }),
  );
  expect(sizes.filter(({ status, empty }) => status !== 200 || empty)).toEqual([]);
});

it('serves the tab with Microsoft\u2019s script, packed, to Teams\u2019 frame, and nothing of it to nobody', async () => {
  const page = await fetch(`${url}/tab`);
  expect(await page.text()).toContain('api://ehub.example.org/');
  expect(page.headers.get('content-security-policy')).toContain('frame-ancestors https://teams.microsoft.com');
  const script = await fetch(`${url}/tab/teams.js`);
  expect([script.headers.get('content-encoding'), (await script.text()).length > 100_000]).toEqual(['gzip', true]);
  expect((await fetch(`${url}/api/tab/mine`)).status).toBe(401);
});

it.each([
  [
    'our JSON',
    'application/json',
    {
      id: 'start-1',
      kind: 'clinical',
      topic: 'Skin',
      submittedAt: '2026-11-25T09:00:00.000Z',
      patient,
      answers: [{ question: 'What is the matter?', answer: 'A rash.' }],
    },
    201,
  ],
  // Reads the FHIR schema, which lies in a package and is found by its path.
  ['FHIR that is not a consultation', 'application/fhir+json', { resourceType: 'Patient', id: 'start-2' }, 422],
])('answers a sender of %s', async (_what, mediaType, content, status) => {
  const { keyId, secret } = JSON.parse(readFileSync(join(folder, 'sandbox.json'), 'utf8')) as { keyId: string; secret: string };
  const body = JSON.stringify(content);
  const stamp = String(Math.floor(Date.now() / 1_000));
  const answer = await fetch(`${url}/api/econsults`, {
    method: 'POST',
    headers: {
      'content-type': mediaType,
      'x-key-id': keyId,
      'x-timestamp': stamp,
      'x-signature': createHmac('sha256', secret).update(`${stamp}.${body}`).digest('hex'),
    },
    body,
  });
  expect({ status: answer.status, text: await answer.text() }).toMatchObject({ status });
});

it('its clock plays, and jumps as in an outage', async () => {
  type Shown = { now: string; moved: string; ahead: { nextWorkingMorning: string } };
  const move = async (how: object): Promise<Shown> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(how) };
    return (await (await fetch(`${url}/teams/api/clock`, init)).json()) as Shown;
  };
  const { now, moved, ahead } = await move({ minutes: 60 });
  expect(moved).toBe('arrived');
  expect(Date.parse(now)).toBeGreaterThan(Date.now() + 59 * 60_000);
  const morning = await move({ to: 'nextWorkingMorning', outage: true });
  expect(morning.now.slice(0, 16)).toBe(ahead.nextWorkingMorning.slice(0, 16));
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

it('a second start in the same folder is refused in words, and leaves the first its store', async () => {
  const second = spawn(process.execPath, ['src/start/bundle.mjs'], {
    cwd: root,
    env: { PATH: process.env['PATH'], PORT: '0', EHUB_DATA_FOLDER: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  second.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const code = await new Promise((resolve) => second.once('exit', resolve));
  expect(said).toBe(
    `eHub for Teams did not start.\nA sandbox runs in ${folder} already. Stop that one, or set EHUB_DATA_FOLDER to another folder.\n`,
  );
  expect(code).toBe(1);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});
