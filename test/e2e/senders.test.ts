// What senders of NHS messages and of withdrawals see, and what becomes of it in Teams.
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Bundle, FhirResource } from 'fhir/r4.d.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/sandbox/card.ts';
import { amara, demoHub, demoPractices } from '../../src/sandbox/demo/people.ts';
import { headersFor } from '../../src/sandbox/signed-submission.ts';
import { change, consultation, practice, referral } from '../intake/fixtures/consultation.ts';
import { filledIn, formIn } from './dialogs.ts';
import { type Answer, channelOfPractice, hubChannel, send, senderKey, shown, submission, until } from './given.ts';
import { type Stage, startHere } from './here.ts';

const folder = fileURLToPath(new URL('../../../shared/samples/fhir/bars-messages/', import.meta.url));
const samples = existsSync(folder) ? readdirSync(folder) : [];
if (samples.length === 0) process.stderr.write(`\nSKIPPED: no BaRS samples at ${folder}: none was sent end to end.\n\n`);

let stage: Stage;
beforeAll(async () => {
  stage = await startHere();
});
afterAll(() => stage?.stop());
afterEach(() => expect(stage.teams.limits.overruns).toEqual([]));

const bars = (bundle: object): Promise<Answer> => send(stage.url, bundle, '/$process-message', 'application/fhir+json');
const forSaltern = (bundle: Bundle<FhirResource>, id: string) => ({
  ...change(bundle, 'Organization', (each) => Object.assign(each, practice(demoPractices.salternQuay))),
  id,
});
/** Our reference, which the answer carries as an identifier. */
const referenceIn = (text: string): string => /[A-Z0-9]{3}-[A-Z0-9]{3}(?=")/.exec(text)?.[0] ?? '';
const givenId = (answer: Answer): string | undefined => {
  const { entry } = answer.body as unknown as Bundle<FhirResource>;
  return entry?.find(({ resource }) => resource?.resourceType === 'ServiceRequest')?.resource?.id;
};
const revokedOf = (first: Answer, id: string) => ({
  ...change(forSaltern(referral(), id), 'ServiceRequest', (each) => Object.assign(each, { status: 'revoked', id: givenId(first) })),
  id,
});

describe('BaRS', () => {
  it.each(samples)('the sample %s is taken in, shown, and known when it comes again', async (file) => {
    const message = JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as object;
    const beganMs = performance.now();
    const first = await bars(message);
    expect(first.status, first.text).toBe(200);
    const reference = referenceIn(first.text);
    expect(reference).not.toBe('');
    await shown(stage.teams, hubChannel, reference, 'Unplaced', 2_000);
    process.stdout.write(`BaRS sample to card in ${Math.round(performance.now() - beganMs)} ms\n`);
    const again = await bars(message);
    expect([again.status, again.text.includes('duplicate'), again.text.includes(reference)]).toEqual([409, true, true]);
  });

  it('a withdrawal closes what nobody has claimed, and leaves to its claimant what somebody has', async () => {
    const free = await bars(forSaltern(referral(), 'free'));
    const freeReference = referenceIn(free.text);
    await shown(stage.teams, hubChannel, freeReference, 'Waiting');
    expect((await bars(revokedOf(free, 'free-revoked'))).status).toBe(200);
    const closed = await shown(stage.teams, hubChannel, freeReference, 'Withdrawn by the sender');
    expect(wordsOf(closed.card)).not.toContain('Claim');
    expect((await bars(revokedOf(free, 'free-again'))).status).toBe(409);

    const held = await bars(forSaltern(referral(), 'held'));
    const reference = referenceIn(held.text);
    const card = await shown(stage.teams, hubChannel, reference, 'Waiting');
    await stage.teams.clients.pressButton(amara.id, card.id, 'Claim');
    await shown(stage.teams, hubChannel, reference, 'Claimed by');
    stage.pass(5_100);
    expect((await bars(revokedOf(held, 'held-revoked'))).status).toBe(200);
    await shown(stage.teams, hubChannel, reference, 'The sender took this back');
    const chat = stage.teams.world.person(amara.id)?.chat ?? '';
    const told = await until('she is told', () => stage.teams.world.messages(chat).find(({ text }) => text?.includes(reference)));
    expect(told.text).toContain('it is yours to decide');
    await stage.teams.clients.view(amara.id, hubChannel);
    const form = formIn(await stage.teams.clients.pressButton(amara.id, card.id, 'Complete'));
    await stage.teams.clients.submitDialog(amara.id, card.id, filledIn(form, { outcome: 'withdrawn', told: 'notNeeded' }));
    stage.pass(5_100);
    await shown(stage.teams, hubChannel, reference, /Completed by Dr Amara Okafor, .*: withdrawn/);
    expect((await bars({ ...revokedOf({ ...held, body: {} }, 'nobody-knows'), id: 'nobody-knows' })).status).toBe(404);
  });
});

it('a FHIR Bundle becomes the same card as our JSON', async () => {
  const { status, body } = await stage.send(forSaltern(consultation(), 'fhir-1'), true);
  expect(status).toBe(201);
  expect(body.placed).toBe(true);
  await shown(stage.teams, hubChannel, body.reference ?? '', 'Waiting at Harbour eHub');
});

it('all faults at once, nothing kept, and the schema is published', async () => {
  const { status, text, headers } = await stage.send({ ...submission('bad'), kind: 'odd', answers: [], extra: 1 });
  expect(status).toBe(400);
  expect(headers.get('content-type')).toContain('application/problem+json');
  for (const path of ['kind', 'answers']) expect(text).toContain(path);
  expect((await stage.send(submission('bad'))).status).toBe(201);
  expect((await fetch(`${stage.url}/api/econsults/schema`)).status).toBe(200);
  expect((await fetch(`${stage.url}/api/econsults`, { method: 'POST', body: '{}' })).status).toBe(401);
});

it('a task of another system becomes a card at its receiver, can be followed, and is taken back', async () => {
  const asked = { id: 'task-1', from: demoHub, to: demoPractices.salternQuay, kind: 'fitNote', asked: 'Please print the fit note' };
  const body = { ...asked, telephone: '01632 960140', knowingly: true };
  const sent = await send(stage.url, body, '/api/tasks');
  expect([sent.status, sent.body.duplicate]).toEqual([201, false]);
  expect(await send(stage.url, body, '/api/tasks')).toMatchObject({ status: 200, body: { ...sent.body, duplicate: true } });
  await shown(stage.teams, channelOfPractice.of(demoPractices.salternQuay), sent.body.reference ?? '', 'Please print the fit note');
  const parcel = { path: '/api/tasks', mediaType: 'application/json', what: 'a look', bytes: Buffer.alloc(0) } as const;
  const headers = { ...headersFor(parcel, senderKey, new Date().toISOString(), randomUUID), accept: 'application/fhir+json' };
  const followed = await fetch(`${stage.url}/api/tasks/${sent.body.reference}`, { headers });
  expect([followed.status, await followed.json()]).toMatchObject([200, { resourceType: 'Task', status: 'requested' }]);
  expect((await fetch(`${stage.url}/api/tasks/${sent.body.reference}`)).status).toBe(401);
  expect((await fetch(`${stage.url}/api/tasks/schema`)).status).toBe(200);
  expect((await send(stage.url, { id: 'task-1', status: 'cancelled' }, '/api/tasks')).status).toBe(200);
});
