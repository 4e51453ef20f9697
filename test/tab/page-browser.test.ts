// The tab in a real browser, in a stand-in for Teams' frame that speaks with Microsoft's own script: themes, sign-in, its faults, WCAG 2.2 AA.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../src/app/http.ts';
import { amara, gwen, stranger } from '../people.ts';
import { carried } from '../teams/given.ts';
import { hostName, type Tab, tabAppId, tabDesk, tokenOf } from './given.ts';

/** A busy machine takes seconds for what a quiet one does at once. */
const patience = { timeout: 20_000 };

const chromiumPath = '/usr/bin/chromium';
const missing = !existsSync(chromiumPath);
if (missing) process.stderr.write(`\nSKIPPED: the browser tests of the tab, because ${chromiumPath} is not installed.\n\n`);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const stepMs = 20_000;
/** Set to a folder to look at the pages there. */
const pictures = process.env['TAB_PICTURES'];

/** What Teams' own window does for a page in it, as teams-js asks for it by messages between the two. */
const teamsWindow = `<!doctype html><html lang="en"><title>Teams</title><body style="margin:0"><script>
window.asked = []; window.told = {};
const answers = {
  initialize: () => [window.frame, 'web', JSON.stringify(window.runtime), '2.58.0'],
  getContext: () => [{ theme: window.theme, locale: 'en-gb', channelId: window.channel, userObjectId: 'u', hostName: 'Teams' }],
  'authentication.getAuthToken': () => (window.token ? [true, window.token] : [false, window.fault]),
  'settings.setSettings': () => [true],
};
addEventListener('message', ({ data, source }) => {
  if (!data || !data.func) return;
  window.asked.push([data.func, data.args]);
  const answer = answers[data.func];
  if (data.func === 'registerHandler') window.told[data.args[0]] = source;
  if (answer) source.postMessage({ id: data.id, uuid: data.uuid, uuidAsString: data.uuidAsString, args: answer() }, '*');
});
window.tell = (func, args) => document.querySelector('iframe').contentWindow.postMessage({ func, args }, '*');
</script></body></html>`;

describe.skipIf(missing)('the tab in Teams', () => {
  let browser: Browser;
  let context: BrowserContext;
  let tab: Tab;
  let faults: string[];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    tab = await tabDesk();
    faults = [];
  });
  afterEach(async () => {
    await context?.close();
    expect(faults).toEqual([]);
  });

  interface Opened {
    readonly page: Page;
    readonly frame: Frame;
  }
  interface Opening {
    readonly path?: string;
    readonly who?: Parameters<typeof tokenOf>[0];
    readonly theme?: string;
    readonly channel?: string;
    readonly fault?: string;
    /** Where in Teams the page stands; a page hears it once, when it begins. */
    readonly frame?: 'content' | 'settings';
    readonly options?: Parameters<Browser['newContext']>[0];
  }

  async function newPage(options: Opening['options']): Promise<Page> {
    context = await browser.newContext({ viewport: { width: 1000, height: 1000 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(stepMs);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => {
      if (['error', 'warning'].includes(line.type()) && !/ERR_|status of (?:401|403|503)/.test(line.text())) faults.push(line.text());
    });
    await page.route(`https://${hostName}/**`, async (route) => {
      const asked = route.request();
      const url = new URL(asked.url());
      const answer = await tab.get(`${url.pathname}${url.search}`, asked.headers() as HttpRequest['headers'] as Record<string, string>);
      await route.fulfill({ status: answer.status, headers: { ...answer.headers }, body: answer.body ?? '' });
    });
    return page;
  }

  async function opened({
    path = '/tab',
    who = amara,
    theme = 'default',
    channel,
    fault,
    frame: place = 'content',
    options,
  }: Opening = {}): Promise<Opened> {
    const page = await newPage(options);
    await page.route('https://teams.microsoft.com/**', (route) => route.fulfill({ contentType: 'text/html', body: teamsWindow }));
    await page.goto('https://teams.microsoft.com/');
    const given = {
      theme,
      channel,
      fault,
      frame: place,
      token: fault === undefined ? await tokenOf(who) : '',
      src: `https://${hostName}${path}`,
    };
    await page.evaluate(({ src, ...teams }) => {
      const runtime = { apiVersion: 4, hostVersionsInfo: {}, isLegacyTeams: false, supports: { pages: { config: {}, appButton: {} } } };
      Object.assign(window, teams, { runtime });
      const frame = document.createElement('iframe');
      Object.assign(frame, { src, title: 'eHub' });
      frame.style.cssText = 'border:0;width:100vw;height:100vh;display:block';
      document.body.append(frame);
    }, given);
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    if (frame === null) throw new Error('no frame');
    return { page, frame };
  }
  const shown = async (frame: Frame): Promise<string> => ((await frame.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');
  async function breaches(frame: Frame): Promise<unknown[]> {
    await frame.evaluate(axe);
    return frame.evaluate(async (rules) => {
      const found = await (window as unknown as { axe: typeof import('axe-core') }).axe.run(document, { runOnly: rules });
      return found.violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 200))]);
    }, wcag);
  }
  async function work(): Promise<void> {
    await tab.world.receives({ sourceId: 'w', priority: 'redFlag' });
    for (const sourceId of ['a', 'b']) {
      const id = await tab.world.receives({ sourceId, priority: sourceId === 'a' ? 'urgent' : 'routine' });
      await tab.world.press(amara, 'claim', carried(id));
    }
    tab.world.at(300);
  }

  it.each(['default', 'dark', 'contrast'])('in the theme %s shows what is mine and the board, and meets WCAG 2.2 AA', async (theme) => {
    await work();
    const { page, frame } = await opened({ theme });
    await frame.getByRole('heading', { name: 'Board of North Hub' }).waitFor();
    expect(await frame.locator('h2:visible').allInnerTexts()).toEqual(['My work', 'Board of North Hub']);
    expect(await frame.locator('#lines li').count()).toBe(2);
    expect(await frame.getByRole('row').count()).toBe(4);
    expect(await frame.locator('html').getAttribute('data-theme')).toBe(theme);
    if (pictures) await page.screenshot({ path: `${pictures}/${theme}.png` });
    expect(await breaches(frame)).toEqual([]);
  });

  it('follows Teams to another theme, and the system to forced colours and a telephone\u2019s width', async () => {
    await work();
    const { page, frame } = await opened({ options: { forcedColors: 'active', viewport: { width: 320, height: 900 } } });
    await frame.getByRole('heading', { name: 'Board of North Hub' }).waitFor();
    await page.evaluate(() => (window as unknown as { tell: (func: string, args: unknown[]) => void }).tell('themeChange', ['dark']));
    await frame.locator('html[data-theme=dark]').waitFor();
    expect(await frame.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    // Every column is seen without scrolling: the late ones are on the right.
    expect(await frame.locator('.scrolls').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    if (pictures) await page.screenshot({ path: `${pictures}/forced-narrow.png`, fullPage: true });
    expect(await breaches(frame)).toEqual([]);
  });

  it('in a channel begins with the board of the channel\u2019s hub', async () => {
    const { frame } = await opened({ path: '/tab/channel', channel: '19:north@thread.tacv2' });
    await frame.getByRole('heading', { name: 'My work' }).waitFor();
    expect(await frame.locator('h2:visible').allInnerTexts()).toEqual(['Board of North Hub', 'My work']);
  });

  it('is brought up to date by its button, which says so aloud', async () => {
    const { frame } = await opened();
    await frame.getByText('Nothing is yours at the moment.').waitFor();
    const id = await tab.world.receives({ priority: 'urgent' });
    await tab.world.press(amara, 'claim', carried(id));
    await frame.getByRole('button', { name: 'Refresh' }).click();
    await frame.locator('#lines li').waitFor();
    expect(await frame.getByRole('status').textContent()).toContain('Brought up to date. As of');
  });

  it('says in words what it does not show: to a practice no board, to a stranger nothing', async () => {
    const practice = await opened({ who: gwen });
    await practice.frame.getByText('You hold no post at a hub, so no board is shown here.').waitFor();
    expect(await practice.frame.getByRole('table').isVisible()).toBe(false);
    expect(await breaches(practice.frame)).toEqual([]);
    await context.close();
    const nobody = await opened({ who: stranger });
    await nobody.frame.getByText('You are not on the staff list').waitFor();
    expect(await nobody.frame.locator('section:visible').count()).toBe(0);
  });

  it('that gets no token prints what Teams said and all that must agree', async () => {
    const { page, frame } = await opened({ fault: 'App resource defined in manifest and iframe origin do not match' });
    await frame.getByRole('alert').getByText('Teams could not sign you in').waitFor();
    const words = await shown(frame);
    for (const each of [
      'iframe origin do not match',
      `opened at${hostName}`,
      `(EHUB_HOST_NAME)${hostName}`,
      `api://${hostName}/${tabAppId}`,
    ])
      expect(words).toContain(each);
    expect(await frame.locator('section:visible').count()).toBe(0);
    if (pictures) await page.screenshot({ path: `${pictures}/no-token.png` });
    expect(await breaches(frame)).toEqual([]);
  });

  it('whose token is refused, or whose server is away, says why and hides what may not be shown', async () => {
    await work();
    const { page, frame } = await opened();
    await frame.locator('#lines li').first().waitFor();
    tab.world.breakStore();
    await frame.getByRole('button', { name: 'Refresh' }).click();
    await frame.getByText('The store cannot be reached just now').first().waitFor();
    expect(await frame.locator('#lines li').first().isVisible()).toBe(false);
    tab.world.mendStore();
    const other = await tokenOf(amara, { scp: 'User.Read' });
    await page.evaluate((token) => Object.assign(window, { token }), other);
    await frame.getByRole('button', { name: 'Refresh' }).click();
    await frame.getByText('lacks the scope access_as_user').waitFor();
    expect(await frame.locator('section:visible').count()).toBe(0);
  });

  it('outside Teams says where it belongs', async () => {
    const page = await newPage({});
    await page.goto(`https://${hostName}/tab`);
    await page.getByRole('alert').getByText('Please open this in Microsoft Teams').waitFor();
    expect(await page.getByText('What happened').isVisible()).toBe(true);
  });

  it('is framed by no other page', async () => {
    const page = await newPage({});
    faults = [];
    await page.route('https://elsewhere.example.com/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="https://${hostName}/tab"></iframe>` }),
    );
    await page.goto('https://elsewhere.example.com/');
    await expect.poll(() => faults.join(' '), patience).toMatch(/frame-ancestors/);
    faults = [];
  });

  it('is added to a channel by Save alone', async () => {
    const { page, frame } = await opened({ path: '/tab/configure', frame: 'settings' });
    await frame.getByText('There is nothing to choose: press Save.').waitFor();
    const asked = (): Promise<[string, unknown[]][]> => page.evaluate(() => (window as unknown as { asked: [string, unknown[]][] }).asked);
    await expect.poll(async () => (await asked()).map(([func]) => func), patience).toContain('settings.setValidityState');
    await page.evaluate(() => (window as unknown as { tell: (func: string, args: unknown[]) => void }).tell('settings.save', [{}]));
    await expect.poll(async () => (await asked()).map(([func]) => func), patience).toContain('settings.save.success');
    const set = (await asked()).find(([func]) => func === 'settings.setSettings');
    expect(set?.[1]).toEqual([
      {
        entityId: 'board',
        suggestedDisplayName: 'eHub',
        contentUrl: `https://${hostName}/tab/channel`,
        websiteUrl: `https://${hostName}/tab/channel`,
      },
    ]);
    expect(await breaches(frame)).toEqual([]);
  });
});
