// The doctor at work: as a command beside a store, without a secret in what it prints; and as a typed word, for leads and where they may read it.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { notInstalledWords } from '../../src/cards/doctor/words.ts';
import { doctorCommand, notInstalled } from '../../src/commands/doctor.ts';
import { judge } from '../../src/domain/doctor/judge.ts';
import { createBeats } from '../../src/storage/beats.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { createHeard, heardWrites } from '../../src/storage/last-activity.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { schemaKey } from '../../src/storage/schema.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { answerWords } from '../../src/teams/commands.ts';
import { type CallStage, callStage } from '../calls/stage.ts';
import { amara, dalia, ewan, gwen, jonas, north, person, south } from '../people.ts';
import { activityOf, channel, prefix, world } from '../teams/given.ts';
import { ago, appId, now, otherId, tenantId, well } from './seen.ts';

const secret = 'made-up-secret-7Q~w0rdThatNobodyMayRead';

describe('npm run doctor', () => {
  let server: Server;
  let url = '';
  let answer: { status: number; body: object };
  let dateAheadMs = 0;
  const token = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      response.sendDate = false;
      response.setHeader('date', new Date(Date.parse(now) + dateAheadMs).toUTCString());
      response.writeHead(request.url === '/token' ? answer.status : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  function answers(said: typeof answer, aheadMs = 0): void {
    [answer, dateAheadMs] = [said, aheadMs];
  }

  const env = (more: Record<string, string> = {}): Record<string, string> => ({
    ...{ EHUB_MODE: 'sandbox', MicrosoftAppId: appId, MicrosoftAppPassword: secret, EHUB_TENANTS: tenantId, EHUB_TABLE_PREFIX: prefix },
    ...{
      EHUB_CONNECTOR_METADATA_URL: `${url}/metadata`,
      EHUB_CONNECTOR_ISSUER: 'https://issuer.example.org',
      EHUB_CONNECTOR_TOKEN_URL: `${url}/token`,
    },
    ...more,
  });
  async function examined(engine: Engine, more: Record<string, string> = {}) {
    const lines: string[] = [];
    let ids = 0;
    const desk = {
      env: env(more),
      say: (line: string) => void lines.push(line),
      readFile: () => Buffer.from(''),
      newId: () => `id-${++ids}`,
    };
    const code = await doctorCommand({ ...desk, nowMs: () => Date.parse(now), engine });
    return { code, lines, said: lines.join('\n') };
  }
  /** A network that runs well. */
  async function running(): Promise<Engine> {
    const w = await world();
    const beats = createBeats(w.engine, prefix, () => ago(0.5));
    for (const name of ['dispatch', 'sweep', 'heart'] as const) await beats.beat(name);
    const activity = { at: ago(3), recipient: `28:${appId}`, tenantId };
    await w.engine.table(`${prefix}system`).transact(heardWrites({ activity }));
    for (const organisation of ['T90002', 'T90003', 'T90009', south]) {
      const given = { organisation, conversation: `19:${organisation}@thread.tacv2`, team: '19:t@thread.tacv2', tenantId };
      await w.source.change({
        type: 'giveChannel',
        operation: organisation,
        at: now,
        by: { kind: 'sender', caller: 'test' },
        channel: given,
      });
    }
    answers({ status: 200, body: { access_token: token({ appid: appId, tid: tenantId }) } });
    return w.engine;
  }

  it('prints a line for each link with its verdict as a word, and ends well where all is', async () => {
    const { code, lines, said } = await examined(await running());
    expect(
      lines.filter((line) => !line.startsWith('Well: ')),
      said,
    ).toEqual([notInstalledWords(false), 'Nothing is found that is not well.']);
    expect([code, lines.length]).toEqual([0, 16]);
  });

  it('of the sandbox says first that it is no installed system, and whose store was looked at', async () => {
    const own = await examined(await running());
    expect(own.lines[0]).toMatch(/^This is not an installed system\. What follows is about the sandbox on this machine\. /);
    const other = await examined(await running(), { EHUB_STORAGE_ACCOUNT_URL: 'https://ehubnorth.table.core.windows.net' });
    expect(other.lines[0]).toMatch(/^This is not an installed system\. .* with the store that the settings name\. /);
    expect(notInstalled({ mode: 'teams', storage: { accountUrl: 'https://ehubnorth.table.core.windows.net' } })).toBeUndefined();
  });

  it.each<[string, (engine: Engine) => Promise<void> | void, RegExp]>([
    [
      'a token for another app',
      () => answers({ status: 200, body: { access_token: token({ appid: otherId, tid: tenantId }) } }),
      /^Not well: Ids\. The token is for the app 0bad/m,
    ],
    [
      'a secret that has run out',
      () => answers({ status: 401, body: { error_description: `AADSTS7000222: ${secret} expired` } }),
      /^Not well: Token for Teams\. .*AADSTS7000222/m,
    ],
    ['a clock that is wrong', () => answers(answer, 90_000), /^Not well: Clock\. This machine\u2019s clock is (?:90|91) seconds behind/m],
    [
      'a bot of another id in Teams',
      async (engine) =>
        void (await engine.table(`${prefix}system`).transact(heardWrites({ activity: { at: ago(1), recipient: `28:${otherId}` } }))),
      /^Not well: Ids\. In Teams the app 0bad/m,
    ],
    [
      'a store of a newer version',
      async (engine) =>
        void (await engine.table(`${prefix}system`).transact([{ kind: 'upsert', key: schemaKey, values: { version: '9' } }])),
      /^Not well: Store\. The table testsystem was written by a newer version/m,
    ],
    [
      'an auditor that is not content',
      async (engine) => createBeats(engine, prefix, () => ago(40)).beat('heart'),
      /^Not well: Last clean audit\. /m,
    ],
  ])('finds %s, and ends with 1', async (_, spoil, like) => {
    const engine = await running();
    await spoil(engine);
    const { code, said } = await examined(engine);
    expect(said).toMatch(like);
    expect(code).toBe(1);
    expect(said).not.toContain(secret);
  });

  it('where nothing is installed yet: says so of each, and what to do first', async () => {
    const engine = memoryEngine();
    await makeTables(engine, prefix, []);
    const { code, said } = await examined(engine);
    expect(code).toBe(1);
    expect(said).toMatch(/^Not well: Reached from Teams\. Nothing has come from Teams yet\./m);
    expect(said).toMatch(/^Cannot be told from here: Teams channel\./m);
    expect(said).toMatch(/^Not well: Installed\. eHub is installed nowhere/m);
  });

  it('where a setting is at fault: names it without its value, and where an example was left: names that', async () => {
    const faulty = await examined(memoryEngine(), { EHUB_HEARTBEAT_URL: `ftp://${secret}` });
    expect(faulty.said).toMatch(/^Not well: Settings\. EHUB_HEARTBEAT_URL is no https address/m);
    const example = await examined(await running(), { MicrosoftAppPassword: '<your secret>' });
    expect(example.said).toMatch(/^Not well: Settings\. Still an example: MicrosoftAppPassword\./m);
    expect([faulty.code, example.code]).toEqual([1, 1]);
    expect(faulty.said + example.said).not.toMatch(new RegExp(`${secret}|<your secret>`));
  });
});

describe('the typed word', () => {
  const asked = async (
    who: typeof dalia,
    where: string,
  ): Promise<{ readonly said: string; readonly hubs: readonly string[] | undefined }> => {
    const w = await world();
    let hubs: readonly string[] | undefined;
    const examine = async (of: readonly string[]) => {
      hubs = of;
      return judge({
        ...well,
        store: { kind: 'refused', why: 'role' },
        installed: { open: ['NORTH'], closed: [], without: ['T90002'], chats: 1, tenants: [] },
      });
    };
    const card = await answerWords({ ...w.deps, examine }, activityOf(who, 'op', where, { type: 'message', text: 'doctor' }), person(who));
    return { said: JSON.stringify(card), hubs };
  };
  it('shows a lead each link of their own hub, in their own chat and in the hub\u2019s channel', async () => {
    for (const where of ['a:chat', channel]) {
      for (const who of [dalia, ewan]) {
        const { said, hubs } = await asked(who, where);
        expect(hubs).toEqual([north]);
        expect(said).toContain('2 links are not well: store, installed');
        expect(said).toContain('Not well: Store');
        expect(said).toContain('can take 30 minutes');
        expect(said).toContain('No channel is known of Millbrook Practice');
        // Well within what Teams takes of a card.
        expect(said.length).toBeLessThan(12_000);
      }
    }
  });
  it('looks at the hub of the one who asks', async () => expect((await asked(jonas, 'a:chat')).hubs).toEqual([south]));
  it.each([
    ['a clinician', amara, 'a:chat'],
    ['a practice', gwen, 'a:chat'],
    ['a clinician in the hub\u2019s channel', amara, channel],
    ['a lead in another hub\u2019s channel', jonas, channel],
    ['a lead in a practice\u2019s channel', dalia, '19:larkfield@thread.tacv2'],
    ['a lead in a channel of nobody', dalia, '19:nobody@thread.tacv2'],
  ])('is not for %s', async (_, who, where) => {
    const { said, hubs } = await asked(who, where);
    expect(hubs).toBeUndefined();
    expect(said).toMatch(/is for other roles|not for everybody in this channel/);
  });
});

describe('what came last', () => {
  let stage: CallStage | undefined;
  afterEach(() => stage?.stop());
  it('is written down with the next sign of life, and costs no call of its own', async () => {
    const engine = memoryEngine();
    stage = await callStage(engine);
    const id = await stage.arrive();
    await stage.atRest();
    await stage.pass(70_000);
    stage.take();
    await stage.press('claim', id);
    await stage.pass(70_000);
    const calls = stage.take();
    expect(calls.filter((call) => call.includes('heard'))).toEqual(['transact beat heard']);
    expect((await createHeard(engine, 'ehub').last()).last).toMatchObject({ recipient: expect.stringMatching(/^28:/) });
    // An idle hub writes none again.
    await stage.pass(120_000);
    expect(stage.take().filter((call) => call.includes('heard'))).toEqual([]);
  });
});
