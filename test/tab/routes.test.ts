// What the tab answers: to the signed-in person what the bot would tell them, to everybody else words; and its pages' headers.
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { viewAgeMaxMs, workShownMax } from '../../src/tab/routes.ts';
import { amara, bram, dalia, gwen, jonas, larkfield, network, north, stranger } from '../people.ts';
import { carried } from '../teams/given.ts';
import { otherTenant, type Tab, tabDesk, tokenOf } from './given.ts';

let tab: Tab;
beforeEach(async () => {
  tab = await tabDesk();
});
let sent = 0;
const claims = async (who = amara): Promise<string> => {
  const id = await tab.world.receives({ sourceId: `claimed-${++sent}`, priority: 'urgent' });
  await tab.world.press(who, 'claim', carried(id));
  return id;
};
const referenceOf = (id: string): string => `${id.slice(0, 3)}-${id.slice(3)}`;

describe('the board', () => {
  it('shows the hub\u2019s own staff the figures of its card', async () => {
    await tab.world.receives();
    await claims();
    const { status, body } = await tab.asks(dalia, '/api/tab/board');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      title: 'Board of North Hub',
      columns: ['Priority', 'Waiting', 'Not looked at in time', 'At risk', 'Late', 'Past limit'],
      rows: [{ name: 'RED FLAG' }, { name: 'Urgent' }, { name: 'Routine', figures: [{ words: '1' }, {}, {}, {}, {}] }],
    });
    expect(body).toMatchObject({ facts: expect.arrayContaining([{ title: 'Claimed at the hub', value: '1' }]) });
  });

  it('is shown to nobody else, as the command is not', async () => {
    for (const [who, words] of [
      [gwen, 'You hold no post at a hub, so no board is shown here.'],
      [stranger, 'You are not on the staff list of this network yet. A hub lead can add you.'],
    ] as const)
      expect(await tab.asks(who, '/api/tab/board')).toEqual({ status: 403, body: { words } });
  });

  it('is that of the channel\u2019s hub, and of no hub that somebody has no post at, whatever the page says', async () => {
    const [channel] = Object.values(network.channels);
    const path = `/api/tab/board?channel=${encodeURIComponent(channel?.conversation ?? '')}`;
    expect(await tab.asks(amara, path)).toMatchObject({ status: 200, body: { title: 'Board of North Hub' } });
    expect(await tab.asks(jonas, '/api/tab/board')).toMatchObject({ status: 200, body: { title: 'Board of South Hub' } });
    expect(await tab.asks(jonas, path)).toEqual({
      status: 403,
      body: { words: 'You hold no post at North Hub, so no board is shown here.' },
    });
    for (const odd of ['__proto__', 'x'.repeat(10_000), '%00'])
      expect(await tab.asks(amara, `/api/tab/board?channel=${odd}`)).toMatchObject({ status: 200, body: { title: 'Board of North Hub' } });
  });

  it('is read once for everybody who looks at it, until that look is old', async () => {
    const waits = (answer: { readonly body: unknown }): unknown =>
      (answer.body as { rows: { figures: { words: string }[] }[] }).rows[2]?.figures[0]?.words;
    expect(waits(await tab.asks(amara, '/api/tab/board'))).toBe('0');
    await tab.world.receives();
    expect(waits(await tab.asks(bram, '/api/tab/board'))).toBe('0');
    tab.pass(viewAgeMaxMs);
    expect(waits(await tab.asks(bram, '/api/tab/board'))).toBe('1');
  });

  it('that could not be read is read again', async () => {
    tab.world.breakStore();
    expect(await tab.asks(amara, '/api/tab/board')).toMatchObject({ status: 503, body: { words: expect.stringContaining('store') } });
    tab.world.mendStore();
    expect(await tab.asks(amara, '/api/tab/board')).toMatchObject({ status: 200 });
  });
});

describe('what is mine', () => {
  it('is what the command says in somebody\u2019s own chat, without any card\u2019s signs', async () => {
    const id = await claims();
    const { status, body } = await tab.asks(amara, '/api/tab/mine');
    expect(status).toBe(200);
    expect(body).toMatchObject({ title: 'My work', rows: [{ first: expect.stringContaining(referenceOf(id)) }] });
    const said = (await tab.world.says(amara, 'mine', 'a:amara')).said;
    const [{ first, second }] = (body as { rows: [{ first: string; second: string }] }).rows;
    for (const line of [first, second]) expect(said).toContain(line);
    expect(JSON.stringify(body)).not.toMatch(/\\\\[\\\\*_.-]|\u2060/);
  });

  it('is nobody else\u2019s, and nothing of any patient', async () => {
    const id = await claims();
    for (const who of [bram, gwen, dalia]) {
      const { status, body } = await tab.asks(who, '/api/tab/mine');
      expect({ status, body }).toMatchObject({ status: 200, body: { words: 'Nothing is yours at the moment.', rows: [] } });
      expect(JSON.stringify(body)).not.toContain(referenceOf(id));
    }
    expect(JSON.stringify((await tab.asks(amara, '/api/tab/mine')).body)).not.toMatch(/\d{3} ?\d{3} ?\d{4}|born|sore|cough/i);
  });

  it('is for people of the staff list alone', async () => {
    await claims();
    expect(await tab.asks(stranger, '/api/tab/mine')).toEqual({
      status: 403,
      body: { words: 'You are not on the staff list of this network yet. A hub lead can add you.' },
    });
  });

  it('is shown to its end or says how many more there are', async () => {
    for (let i = 0; i < workShownMax + 2; i++) await claims();
    const { body } = await tab.asks(amara, '/api/tab/mine');
    const { rows, words } = body as { rows: unknown[]; words: string };
    expect(rows).toHaveLength(workShownMax);
    expect(words).toContain('There are 2 more');
  });
});

describe('without a good token', () => {
  it.each(['/api/tab/board', '/api/tab/mine'])('%s shows nothing and says why', async (path) => {
    await claims();
    for (const [more, why] of [
      [{ aud: otherTenant }, 'audience'],
      [{ scp: 'User.Read' }, 'scope'],
      [{ exp: 1 }, 'time'],
    ] as const)
      expect(await tab.asks(amara, path, more)).toEqual({ status: 401, body: { why, words: expect.any(String) } });
    const bare = await tab.get(path);
    expect(bare).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    expect(Object.keys(JSON.parse(String(bare.body)))).toEqual(['why', 'words']);
  });

  it('and without keys to check it by, it is said that nobody can be recognised now', async () => {
    const keyless = await tabDesk({
      tab: {
        appId: 'x',
        hostName: 'x.example.org',
        tenants: [String(amara.id).slice(0, 36)],
        keysOf: () => () => Promise.reject(new TypeError('down')),
      },
    });
    expect(await keyless.asks(amara, '/api/tab/mine')).toMatchObject({ status: 503, body: { words: expect.stringContaining('sign-in') } });
  });
});

describe('the pages', () => {
  it.each(['/tab', '/tab/channel', '/tab/configure'])(
    '%s may be framed by Teams alone, runs our scripts alone and sets no cookie',
    async (path) => {
      const { status, headers = {}, body } = await tab.get(path);
      expect(status).toBe(200);
      const policy = headers['content-security-policy'] ?? '';
      expect(policy).toContain('frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft');
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toMatch(/unsafe|\*(?!\.teams\.microsoft\.com|\.cloud\.microsoft)/);
      expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toEqual(expect.arrayContaining(['x-frame-options']));
      expect(Object.keys(headers)).not.toContain('set-cookie');
      expect(String(body)).not.toMatch(/<script>|\son\w+=|style=/);
    },
  );

  it('serve Microsoft\u2019s script whole, packed for those who take it so', async () => {
    const whole = await tab.get('/tab/teams.js');
    const packed = await tab.get('/tab/teams.js', { 'accept-encoding': 'gzip, br' });
    expect(String(whole.body)).toContain('microsoftTeams');
    expect(packed.headers?.['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.body as Buffer).equals(whole.body as Buffer)).toBe(true);
  });

  it('without a tab\u2019s settings say so, and so does what they would ask', async () => {
    const none = await tabDesk({ tab: undefined });
    expect(String((await none.get('/tab')).body)).toContain('EHUB_TAB_APP_ID');
    const answer = await none.get('/api/tab/mine', { authorization: `Bearer ${await tokenOf(amara)}` });
    expect(answer).toMatchObject({ status: 503, body: expect.stringContaining('EHUB_HOST_NAME') });
  });
});

it('names of the network stand on the page as they are', async () => {
  const odd = await tabDesk();
  await odd.world.source.change({
    type: 'establish',
    operation: 'renamed',
    at: odd.world.deps.clock.now(),
    by: { kind: 'sender', caller: 'file' },
    network: {
      ...network,
      hubs: { ...network.hubs, [north]: { ...(network.hubs[north] as (typeof network.hubs)[string]), name: 'N*rth_Hub (new) [1]' } },
      practices: {
        ...network.practices,
        [larkfield]: { ...(network.practices[larkfield] as (typeof network.practices)[string]), name: '1. Larkfield #2' },
      },
    },
  });
  const id = await odd.world.receives({ priority: 'urgent' });
  await odd.world.press(amara, 'claim', carried(id));
  expect(JSON.stringify((await odd.asks(amara, '/api/tab/board')).body)).toContain('Board of N*rth_Hub (new) [1]');
  expect(JSON.stringify((await odd.asks(amara, '/api/tab/mine')).body)).toContain('1. Larkfield #2');
});
