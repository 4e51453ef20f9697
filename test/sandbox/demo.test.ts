// The demo data: fits what takes it, names nobody real, and shows what it is there to show.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNetworkFile } from '../../src/commands/network-file.ts';
import type { Submission } from '../../src/domain/econsult/submission.ts';
import { mayAnswer, mayDo, mayPlace, mayView } from '../../src/domain/network/access.ts';
import { firstHolder } from '../../src/domain/network/pathway.ts';
import { contactRoles, emptyNetwork, type Network, staffIn } from '../../src/domain/network/state.ts';
import { callersSchema } from '../../src/intake/caller.ts';
import { ageBand } from '../../src/intake/person.ts';
import { demoUnknownPractice } from '../../src/sandbox/demo/awkward.ts';
import { whenFrom } from '../../src/sandbox/demo/body.ts';
import { demoCaller } from '../../src/sandbox/demo/callers.ts';
import { demoEConsults } from '../../src/sandbox/demo/econsults.ts';
import { demoChannels, demoNetwork } from '../../src/sandbox/demo/network.ts';
import {
  amara,
  demoHub,
  demoPractices,
  hannah,
  leila,
  noor,
  owen,
  personIdOf,
  ravinder,
  siobhan,
  tomasz,
} from '../../src/sandbox/demo/people.ts';
import { demoSamples, sendDemoSample } from '../../src/sandbox/demo/samples.ts';
import { demoPeople, demoTeams, demoTenantId } from '../../src/sandbox/demo/teams.ts';
import { createRoster } from '../../src/sandbox/roster.ts';
import { type Doors, doors, now, secret } from '../intake/given.ts';

const network: Network = { ...emptyNetwork, ...demoNetwork() };
const all = demoEConsults(now, 'nonce-1');

async function through(door: Doors, sent = all): Promise<ReadonlyMap<string, Submission>> {
  for (const { mediaType, body } of sent) {
    const answer = await door.send('/api/econsults', JSON.stringify(body), { 'content-type': mediaType });
    expect([answer.status, answer.body['faults'] ?? answer.body['issue']]).toEqual([201, undefined]);
  }
  return new Map(sent.map(({ name }, index) => [name, door.kept[index]?.submission] as const).flatMap(([n, s]) => (s ? [[n, s]] : [])));
}

describe('the network', () => {
  test('passes the checks of a network file, with four practices, three record systems and a half-day', () => {
    const { hubs, practices, staff } = demoNetwork();
    const lists = { hubs: Object.values(hubs), practices: Object.values(practices), staff: Object.values(staff) };
    expect(readNetworkFile(JSON.stringify(lists))).toEqual({ network: demoNetwork() });
    expect(lists.practices.map(({ recordSystem }) => recordSystem)).toEqual(['EMIS', 'EMIS', 'SystmOne', 'Vision']);
    expect(hubs[demoHub]?.hours.week.saturday).toEqual([{ from: '09:00', to: '13:00' }]);
    expect(lists.practices.filter(({ hours }) => hours.week.thursday?.at(-1)?.to === '12:30')).toHaveLength(1);
    const stays = lists.practices.filter(({ pathway }) => Object.values(pathway).every((each) => each === 'practiceFirst'));
    expect(stays.map(({ code }) => code)).toEqual([demoPractices.ferrymansLane]);
  });

  test('Tomasz is not cleared for Kestrel Road and can be told whom to ask; Owen is nobody', () => {
    const it = { hub: demoHub, practice: demoPractices.kestrelRoad, holder: demoHub, kind: 'clinical' } as const;
    expect(mayAnswer(network, personIdOf(amara), it, now)).toBeUndefined();
    expect(mayAnswer(network, personIdOf(tomasz), it, now)).toMatchObject({
      why: 'notCleared',
      ask: [{ name: amara.name }, { name: leila.name }],
    });
    expect(mayAnswer(network, personIdOf(owen), it, now)).toEqual({ why: 'notStaff' });
    expect(mayView(network, personIdOf(siobhan), it, now)).toMatchObject({ why: 'notCleared' });
  });

  test('the Vision site needs a log-in of its own, and there Tomasz may not prescribe; there is a duty clinician', () => {
    const { ferrymansLane } = demoPractices;
    expect(network.practices[ferrymansLane]).toMatchObject({ recordSystem: 'Vision', recordAccess: 'separate' });
    const it = { hub: demoHub, practice: ferrymansLane, holder: demoHub, kind: 'clinical' } as const;
    expect(mayDo(network, personIdOf(tomasz), it, 'prescribe', now)).toMatchObject({ why: 'capabilityLacks', capability: 'prescribe' });
    expect(mayDo(network, personIdOf(tomasz), it, 'write', now)).toBeUndefined();
    expect(staffIn(network, 'dutyClinician', demoHub).map(({ name }) => name)).toEqual([amara.name]);
    expect(Object.keys(network.hubs[demoHub]?.contacts ?? {})).toEqual([...contactRoles]);
  });

  const register = fileURLToPath(new URL('../../../shared/samples/reference/ods-epraccur-2019.csv', import.meta.url));
  if (!existsSync(register)) console.warn(`SKIPPED: no list of real practices at ${register}`);
  test.skipIf(!existsSync(register))('its codes and names are no real practice\u2019s', () => {
    const real = readFileSync(register, 'latin1').toUpperCase();
    const made = [...Object.values(demoPractices), demoUnknownPractice];
    for (const code of made) expect([code, /^[A-HJ-NPY]\d{5}$/.test(code), real.includes(`"${code}"`)]).toEqual([code, true, false]);
    for (const { name } of Object.values(network.practices))
      expect([name, real.includes(`"${name.toUpperCase()}"`)]).toEqual([name, false]);
  });
});

describe('the local Teams', () => {
  const roster = createRoster({ tenantId: demoTenantId, botAppId: 'bot', people: demoPeople, teams: demoTeams });
  const seenBy = (id: string): string[] =>
    demoChannels.filter((channel) => roster.isMember(id, roster.place(channel.conversation) ?? raise())).map((each) => each.organisation);
  const raise = (): never => {
    throw new Error('a channel that is in no team');
  };

  test('has one channel for each organisation, in a team that has the bot', () => {
    expect(demoChannels.map(({ organisation }) => organisation).sort()).toEqual([...Object.values(demoPractices), demoHub].sort());
    expect(new Set(demoTeams.flatMap(({ channels }) => channels.map(({ id }) => id))).size).toBe(10);
    for (const { conversation, team, tenantId } of demoChannels) {
      const place = roster.place(conversation);
      expect(place).toMatchObject({ kind: 'channel', team: { id: team, botAdded: true } });
      expect(conversation).toMatch(/^19:[0-9a-f]{32}@thread\.tacv2$/);
      expect(tenantId).toBe(demoTenantId);
    }
  });

  test('everybody in a team is somebody, and whoever holds a post sees its channel', () => {
    const ids = demoPeople.map(({ id }) => id);
    expect(new Set(ids).size).toBe(10);
    for (const { members } of demoTeams) for (const id of members) expect(ids).toContain(id);
    for (const member of Object.values(network.staff))
      for (const { at } of member.posts) expect(seenBy(member.id.slice(demoTenantId.length + 1))).toContain(at);
  });

  test('practice staff see their own practice\u2019s channel and nobody else\u2019s', () => {
    for (const { id } of [siobhan, noor]) expect(seenBy(id)).toEqual([demoPractices.salternQuay]);
    expect(seenBy(ravinder.id)).toEqual([demoPractices.tideway]);
    expect(seenBy(hannah.id)).toEqual([demoPractices.ferrymansLane]);
  });
});

test('the caller is one that intake takes', () => {
  expect(callersSchema.safeParse([demoCaller('key-1', secret)]).success).toBe(true);
});

describe('the eConsults', () => {
  test('are twenty and one in FHIR, each accepted by the real door, twice the same and with another nonce another', async () => {
    const door = doors();
    await through(door);
    expect(all).toHaveLength(21);
    expect(new Set(door.kept.map(({ submission }) => submission.sourceId)).size).toBe(21);
    for (const { mediaType, body } of all)
      expect((await door.send('/api/econsults', JSON.stringify(body), { 'content-type': mediaType })).status).toBe(200);
    await through(door, demoEConsults(now, 'nonce-2'));
    expect(door.kept).toHaveLength(42);
  });

  // What each is there to show; the rest of it may change freely.
  test.each<[string, Partial<Submission>]>([
    ['heavy-periods', { kind: 'clinical', priority: 'routine', topic: 'Women\u2019s health', identity: 'verified', nhsNumber: 'valid' }],
    [
      'heavy-periods-fhir',
      { kind: 'clinical', priority: 'routine', topic: 'Women\u2019s health', identity: 'verified', nhsNumber: 'valid' },
    ],
    ['waterworks', { topic: 'Men\u2019s health', identity: 'unverified', nhsNumber: 'absent' }],
    ['rash-with-photo', { kind: 'clinical', topic: 'Skin', ageBand: '18 to 39' }],
    ['new-tablets', { topic: 'Medicines', nhsNumber: 'invalid', identity: 'unverified' }],
    ['chest-pain', { priority: 'redFlag', topic: 'Pain or injury', flaggedAnswers: 3 }],
    ['suicidal-thoughts', { priority: 'redFlag', topic: 'Mental health' }],
    ['hot-leg', { priority: 'urgent', topic: 'Skin' }],
    ['change-of-name', { kind: 'admin', topic: 'Other request' }],
    ['fit-note-new', { kind: 'clinicalAdmin', topic: 'Fit note' }],
    ['fit-note-longer', { kind: 'clinicalAdmin', topic: 'Fit note' }],
    ['test-results', { kind: 'clinicalAdmin', topic: 'Test results', promisedBy: '2026-11-26T23:59:59.999Z' }],
    ['repeat-medicines', { kind: 'clinicalAdmin', topic: 'Medicines' }],
    ['referral-letter', { kind: 'admin', topic: 'Referral' }],
    ['child-earache', { ageBand: '1 to 4', byProxy: true, topic: 'Child health' }],
    ['carer-for-father', { ageBand: '80 or over', byProxy: true }],
    ['interpreter', { interpreterNeeded: true, topic: 'Stomach or bowels' }],
    ['sign-language', { interpreterNeeded: true, topic: 'Pain or injury' }],
    ['unknown-practice', { practiceCode: demoUnknownPractice, identity: 'notFound' }],
    ['headache-diary', { kind: 'clinical' }],
    ['hostile-text', { topic: 'General advice', identity: 'verified' }],
  ])('%s', async (name, shows) => {
    const submissions = await through(
      doors(),
      all.filter((each) => each.name === name),
    );
    expect(submissions.get(name)).toMatchObject(shows);
    expect(demoSamples.find((each) => each.name === name)?.about).toMatch(/^[A-Z].{20,200}\.$/);
  });

  test('each has somebody who may take it where it goes first', async () => {
    for (const [name, submission] of await through(doors())) {
      const practice = network.practices[submission.practiceCode ?? ''];
      const holder = practice
        ? firstHolder(practice, submission, { network, holidays: { nation: 'englandAndWales', days: [], endsOn: '2027-12-31' }, at: now })
            .holder
        : demoHub;
      const it = { hub: demoHub, practice: practice?.code, holder, kind: submission.kind };
      const may = practice ? mayAnswer : mayPlace;
      const able = Object.keys(network.staff).filter((id) => may(network, id, it, now) === undefined);
      expect([name, able.length > 0]).toEqual([name, true]);
    }
  });

  test('the same words come out of FHIR as out of our JSON', async () => {
    const submissions = await through(doors());
    const [ours, fhir] = ['heavy-periods', 'heavy-periods-fhir'].map((name) => submissions.get(name));
    // What surrounds the patient's words is each format's own.
    const around = [undefined, 'Also sent', 'People and organisations'];
    const said = (it?: Submission) => it?.text.answers.filter(({ section }) => !around.includes(section)).map(({ answer }) => answer);
    expect(said(fhir)).toEqual(said(ours));
    expect(said(ours)).toHaveLength(8);
    for (const key of ['name', 'dateOfBirth', 'nhsNumber', 'sex', 'email', 'address'] as const)
      expect(fhir?.text.patient[key]).toEqual(ours?.text.patient[key]);
    // FHIR says which telephone it is.
    expect(fhir?.text.patient.telephone).toEqual(ours?.text.patient.telephone?.map((number) => `${number} (mobile)`));
    expect([fhir?.practiceCode, fhir?.ageBand, fhir?.submittedAt]).toEqual([ours?.practiceCode, ours?.ageBand, ours?.submittedAt]);
  });

  test('the long one is long, and the photo one speaks of photos', async () => {
    const submissions = await through(doors());
    const longest = (name: string) => Math.max(...(submissions.get(name)?.text.answers ?? []).map(({ answer }) => answer.length));
    expect(longest('headache-diary')).toBeGreaterThan(20_000);
    expect(JSON.stringify(submissions.get('rash-with-photo')?.text.answers)).toContain('uploaded');
  });

  test('every NHS number is of the test range, and every telephone number and address leads nowhere', () => {
    const text = JSON.stringify([all, demoNetwork()]);
    const numbers = all.flatMap(({ body }) => JSON.stringify(body).match(/"nhsNumber":"([^"]+)"/)?.[1] ?? []);
    expect(numbers).toHaveLength(19);
    for (const number of numbers) expect(number).toMatch(/^999 ?\d{3} ?\d{4}$/);
    expect(new Set(numbers.map((number) => number.replaceAll(' ', ''))).size).toBe(19);
    // Ofcom's numbers for drama: mobiles 07700 900000 to 900999, and 01632 960000 to 960999, which no area has.
    for (const found of text.match(/\b0\d{3,4} ?\d{5,7}\b/g) ?? []) expect(found).toMatch(/^(07700 ?900|01632 ?960)\d{3}$/);
    for (const [, host] of text.matchAll(/[\w.}]@([\w.-]+)/g)) expect(host).toMatch(/^example\.(com|org|net)$/);
    for (const [postcode] of text.matchAll(/\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b/g)) expect(postcode).toMatch(/^HB/);
  });

  test('whenever it is sent: accepted, submitted shortly before, and everybody as old as they were', () => {
    const days = fc.date({ min: new Date('2024-01-01T00:00:00Z'), max: new Date('2040-12-31T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 364 }), (day, years, since) => {
        const at = day.toISOString();
        const born = whenFrom(at).born(years, since);
        const band = ageBand(born, at);
        expect(band).toBe(ageBand('1950-06-15', `${1950 + years}-09-15T12:00:00.000Z`));
        for (const { body } of demoEConsults(at, 'n')) {
          if (!('submittedAt' in body)) continue;
          const minutes = (day.getTime() - Date.parse(String(body.submittedAt))) / 60_000;
          expect(minutes > 0 && minutes <= 240).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a nonce that would not make an id is refused', () => {
    expect(() => demoEConsults(now, 'a b')).toThrow(RangeError);
    expect(() => demoEConsults(now, '')).toThrow(RangeError);
    for (const { body } of demoEConsults(now, 'x'.repeat(40))) expect(String('id' in body && body.id).length).toBeLessThanOrEqual(64);
  });
});

describe('a sample sent from the panel', () => {
  const given = (door: Doors, nonce: string) => ({
    url: 'http://127.0.0.1:1',
    keyId: 'key-1',
    secret,
    // The sandbox's clock has been moved on by a day; signatures still live by the machine's.
    now: '2026-11-26T09:14:00.000Z',
    machineMs: Date.parse(now),
    nonce,
    uuid: randomUUID,
    fetch: async (url: string, init: RequestInit) => {
      const headers = Object.fromEntries(new Headers(init.headers));
      const answer = await door.send(new URL(url).pathname, Buffer.from(init.body as Uint8Array), headers);
      return new Response(answer.text, { status: answer.status });
    },
  });

  test('is told in words; twice makes two', async () => {
    const door = doors();
    expect((await sendDemoSample('chest-pain', given(door, 'a'))).text).toMatch(/^201 Accepted: K7M-4QX /);
    await sendDemoSample('chest-pain', given(door, 'b'));
    await sendDemoSample('heavy-periods-fhir', given(door, 'c'));
    expect(door.kept.map(({ submission }) => submission.sourceId)).toEqual(['chest-pain.a', 'chest-pain.b', 'fhir.heavy-periods.c']);
  });

  test('that is not accepted, or not there, rejects with words', async () => {
    await expect(sendDemoSample('nothing', given(doors(), 'a'))).rejects.toThrow('There is no such sample.');
    await expect(sendDemoSample('chest-pain', { ...given(doors(), 'a'), secret: 'x'.repeat(40) })).rejects.toThrow(/^401 Not recognised/);
  });
});
