// The walk of setting up by somebody new: from an empty store to a practice that is ready, broken off twice, in a browser.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyTeam } from '../../src/sandbox/demo/empty.ts';
import { amara, gareth, leila, owen, siobhan } from '../../src/sandbox/demo/people.ts';
import { missing } from '../sandbox/page-windows.ts';
import { noBarriers } from './barriers.ts';
import { until } from './given.ts';
import { pictures } from './windows.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stepMs = 15_000;
const [, hubChannel, practiceChannel, , testChannel] = emptyTeam.channels;
const narrow = { width: 390, height: 844 };
const wide = { width: 1280, height: 900 };
/** When this was written: 61, and 34 s with the pictures and a restart, beside other work; a busy machine takes its time. */
const pressesMax = 65;
const secondsMax = 150;
const shadowPressesMax = 25;
/** Of Saltern Quay. */
const sample = 'chest-pain';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

describe.skipIf(missing)('setting up from nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ehub-setup-'));
  let port = 0;
  let bot: ChildProcess | undefined;
  let browser: Browser | undefined;
  let page: Page;
  let presses = 0;
  const faults: string[] = [];

  async function startBot(): Promise<void> {
    const env = { PATH: process.env['PATH'], PORT: String(port), EHUB_DATA_FOLDER: folder, EHUB_EMPTY: 'yes' };
    bot = spawn(process.execPath, ['src/start/bundle.mjs'], { cwd: root, env, stdio: 'ignore' });
    const isReady = () =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ status }) => status === 200,
        () => false,
      );
    await until('it is ready', isReady, 60_000, 50);
  }
  async function endBot(): Promise<void> {
    const ended = new Promise((resolve) => bot?.once('exit', resolve));
    bot?.kill('SIGTERM');
    await ended;
  }
  async function open(me: { id: string }, at: string | undefined, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    if (browser === undefined) throw new Error('the browser is started first');
    const context = await browser.newContext({ viewport: wide, colorScheme });
    await context.addInitScript(() => localStorage.setItem('sandbox.panel', 'closed'));
    const opened = await context.newPage();
    opened.setDefaultTimeout(stepMs);
    opened.on('pageerror', (error) => faults.push(error.message));
    await opened.goto(`http://127.0.0.1:${port}/teams?${new URLSearchParams({ me: me.id, at: at ?? '' })}`);
    await opened.getByLabel('Start a post').waitFor();
    return opened;
  }

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    port = await freePort();
    await startBot();
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] });
    page = await open(gareth, hubChannel?.id);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await endBot();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  /** Once the channel is the hub’s its board stands below. */
  const card = (): Locator => page.locator('.message', { hasText: /Set up (a hub|East eHub)/ }).last();
  const dialog = (): Locator => page.getByRole('dialog');
  /** Writes to the bot; its name and Enter count as one press. */
  async function say(words: string): Promise<void> {
    presses += 1;
    const before = await page.locator('.message').count();
    await page.getByLabel('Start a post').fill(`@eHub ${words}`);
    await page.getByLabel('Start a post').press('Enter');
    await page
      .locator('.message')
      .nth(before + 1)
      .waitFor();
  }
  async function press(title: string | RegExp): Promise<void> {
    presses += 1;
    await card().getByRole('button', { name: title }).first().click();
  }
  /** A button of one row, by what is read out of it. */
  async function pressIn(named: string): Promise<void> {
    presses += 1;
    await card().locator(`button[title="${named}"]`).last().click();
  }
  const reads = (words: string | RegExp): Promise<void> => card().getByText(words).first().waitFor();
  async function fillIn(filling: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(filling)) {
      presses += 1;
      const field = dialog().getByLabel(label).first();
      if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
      else await field.fill(value);
    }
  }
  async function choosePerson(name: string): Promise<void> {
    // The name's beginning, and the person among those that are found.
    presses += 2;
    await dialog().getByRole('combobox', { name: /Who/ }).first().fill(name);
  }
  async function send(title: string): Promise<void> {
    presses += 1;
    await dialog().getByRole('button', { name: title, exact: true }).click();
  }
  const closed = (): Promise<void> => dialog().waitFor({ state: 'detached' });
  async function photograph(name: string, isDark = false): Promise<void> {
    for (const [size, suffix] of [
      [wide, ''],
      [narrow, '-390'],
    ] as const) {
      await page.setViewportSize(size);
      await page.screenshot({ path: join(pictures, `setup-${name}${suffix}.png`) });
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${name}${suffix}`).toBe(true);
    }
    await page.setViewportSize(wide);
    if (!isDark) return;
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: join(pictures, `setup-${name}-dark.png`) });
    await page.emulateMedia({ colorScheme: 'light' });
  }

  it('goes step by step to a practice that is ready, however often it is broken off', { timeout: 240_000 }, async () => {
    const beganMs = performance.now();
    await page.getByText('No hub is set up yet. As Gareth Pritchard, write to eHub here: setup').first().waitFor();
    // Whoever else asks reads whom to ask.
    const others = await open(owen, hubChannel?.id, 'dark');
    await others.getByLabel('Start a post').fill('@eHub setup');
    await others.getByLabel('Start a post').press('Enter');
    await others.getByText(/The people named in EHUB_FIRST_LEADS can begin/).waitFor();
    await others.context().close();

    await say('setup');
    await reads(/you become its first lead/);
    await press('Begin the hub');
    await fillIn({ 'A short code': 'east', Name: 'East eHub', 'Telephone number': '01632 960140' });
    await photograph('hub-dialog');
    await send('Save');
    await closed();
    await reads(/Next: The hub’s channel/);
    await photograph('hub', true);
    await noBarriers(page, 'the card of setting up');
    await press('It is this channel');
    await reads(/Next: Practices/);

    // Broken off half-way: the dialog is closed with something in it.
    await press('Add practices');
    await fillIn({ 'A code, a part of a name': 'saltern' });
    await page.keyboard.press('Escape');
    await closed();
    await reads(/Next: Practices/);
    await press('Add practices');
    await fillIn({ 'A code, a part of a name': 'saltern' });
    await send('Find');
    await dialog()
      .getByText(/Saltern Marsh Surgery \(G98707\): CLOSED since/)
      .waitFor();
    await photograph('practices-dialog', true);
    await dialog()
      .getByLabel(/Saltern Quay/)
      .check();
    presses += 1;
    await fillIn({ 'What its records': 'EMIS', 'How the hub gets': 'shared' });
    await send('Save');
    await closed();
    await reads(/Next: People of the hub/);

    await press('Add somebody');
    await choosePerson(amara.name);
    await fillIn({ 'Name as it is': amara.name, Role: 'clinician', Where: 'EAST' });
    await photograph('person-dialog');
    await send('Save');
    await closed();
    await reads(/Next: Clearances/);
    await press('Clear somebody');
    await fillIn({ Who: `b4f36372-b8ba-402b-93e6-bd6371e2152c.${amara.id}` });
    await send('Save');
    await closed();
    await reads(/Next: Contacts of the hub/);

    // Broken off by the bot itself: it ends, and goes on from the store.
    await endBot();
    await startBot();
    await page.reload();
    await page.getByLabel('Start a post').waitFor();
    await say('setup');
    await reads(/Next: Contacts of the hub/);

    await press('Like a colleague…');
    await choosePerson(leila.name);
    await fillIn({ 'Name as it is': leila.name, 'Like whom': `b4f36372-b8ba-402b-93e6-bd6371e2152c.${amara.id}` });
    await send('Next');
    await dialog()
      .getByText(/Like Dr Amara Okafor they get: .*clinician, East eHub/i)
      .waitFor();
    await photograph('like-dialog');
    await send('Save');
    await closed();
    const contacts = {
      'Record-system': 'Help desk, 01632 960141',
      Caldicott: 'Leila, 01632 960142',
      'Data protection': 'Piers, dpo@example.org',
    };
    await press(/^Contacts/);
    await fillIn({ ...contacts, 'Senior information': 'Ingrid, 01632 960143', 'Clinical governance': 'Leila, 01632 960142' });
    await send('Save');
    await closed();
    await reads(/Next: Sharing agreement/);
    await press(/^Agreement/);
    await fillIn({ 'First day': '2026-01-01', 'Last day': '2099-01-01' });
    await send('Save');
    await closed();
    await reads(/Next: Contacts of the practice/);
    await pressIn('Opening hours: Opening hours');
    await fillIn({ Thursday: '08:00-12:30' });
    await send('Save');
    await closed();
    await reads(/Thu 08:00–12:30/);
    await pressIn('Contacts: Contacts of the practice');
    await fillIn(contacts);
    await send('Save');
    await closed();
    await reads(/Next: People of the practice/);
    await pressIn('Add somebody: People of the practice');
    await choosePerson(siobhan.name);
    await fillIn({ 'Name as it is': siobhan.name, Role: 'practiceAdministrator' });
    await send('Save');
    await closed();
    await reads(/Next: The practice’s channel/);
    await photograph('nearly', true);

    await page.goto(`http://127.0.0.1:${port}/teams?${new URLSearchParams({ me: gareth.id, at: practiceChannel?.id ?? '' })}`);
    await page.getByLabel('Start a post').waitFor();
    await say('setup');
    await press('It is this channel');
    await reads(/Everything needed is set up/);
    await photograph('ready');
    await noBarriers(page, 'the card of a hub that is set up');
    const seconds = Math.round((performance.now() - beganMs) / 1_000);
    process.stdout.write(`setup: ${presses} presses and fields, ${seconds} s; screenshots in ${pictures}\n`);
    expect(presses).toBeLessThanOrEqual(pressesMax);
    expect(seconds).toBeLessThanOrEqual(secondsMax);
    expect(faults).toEqual([]);
  });

  it('goes on to a practice that is watched in shadow, with its checklist to read and to print', { timeout: 240_000 }, async () => {
    const beganMs = performance.now();
    presses = 0;
    const message = (words: string | RegExp): Locator => page.locator('.message', { hasText: words }).last();
    const goTo = async (me: { id: string }, at: string | undefined): Promise<void> => {
      await page.goto(`http://127.0.0.1:${port}/teams?${new URLSearchParams({ me: me.id, at: at ?? '' })}`);
      await page.getByLabel('Start a post').waitFor();
    };
    await goTo(gareth, testChannel?.id);
    await say('channel');
    presses += 2;
    await message('Whose channel is this?').getByRole('combobox').selectOption('EAST.test');
    await message('Whose channel is this?').getByRole('button', { name: 'Use this channel' }).click();
    await page.getByText('This is now the test channel of East eHub.').waitFor();

    await goTo(gareth, hubChannel?.id);
    await say('ready Saltern Quay');
    const checklist = (): Locator => message(/Ready to go live: Saltern Quay/i);
    await checklist()
      .getByText(/of 32 done/)
      .waitFor();
    presses += 1;
    await checklist()
      .getByRole('button', { name: /^The policies/ })
      .click();
    await checklist().getByText('Still to do · Indemnity').waitFor();
    await photograph('checklist', true);
    await noBarriers(page, 'the checklist');
    presses += 1;
    await checklist().locator('button[title^="Answer: Indemnity"]').click();
    await fillIn({ 'What shows it': 'MDU 2026/117', 'Last day it holds': '2099-01-01' });
    await photograph('checklist-dialog', true);
    await send('Save');
    await closed();
    await checklist()
      .getByText(/Shown by: MDU 2026\/117/)
      .waitFor();
    // The sandbox's clock is ahead of ours at night.
    const since = await checklist()
      .getByText(/^Since \w+ \d+ \w+ \d+ until/)
      .textContent();
    const today = new Date(`${/\d+ \w+ \d{4}/.exec(since ?? '')?.[0]} UTC`).toISOString().slice(0, 10);
    presses += 1;
    await checklist().getByRole('button', { name: 'Print' }).click();
    await dialog().waitFor();
    await photograph('print-dialog');
    const [printed] = await Promise.all([
      page.context().waitForEvent('page'),
      dialog()
        .getByRole('link', { name: /Open the page/ })
        .or(dialog().getByRole('button', { name: /Open the page/ }))
        .click(),
    ]);
    await printed.getByRole('heading', { name: /Ready to go live: Saltern Quay/i }).waitFor();
    await printed.screenshot({ path: join(pictures, 'setup-checklist-printed.png'), fullPage: true });
    await noBarriers(printed, 'the printed checklist');
    await printed.close();
    await page.keyboard.press('Escape');
    await say('changes Saltern Quay');
    await message(/What changes for you/).waitFor();
    await photograph('changes');
    await say('guide');
    await message(/Quick reference: hub lead/).waitFor();
    await photograph('guide');

    await say('stage Saltern Quay');
    presses += 1;
    await message(/Stage of Saltern Quay/i)
      .getByRole('button', { name: 'Stage of a practice' })
      .click();
    await fillIn({ 'How far it goes': 'shadow', 'From which date': today });
    await send('Save');
    await dialog()
      .getByText(/still missing on its checklist/)
      .waitFor();
    await photograph('stage-dialog', true);
    await fillIn({ 'If something is still missing': 'We begin by watching' });
    await send('Save');
    await dialog()
      .getByText(/everything stays with Saltern Quay/i)
      .waitFor();
    await page.keyboard.press('Escape');

    const sent = spawn(process.execPath, ['--import', 'tsx', 'src/sandbox/send.ts', sample], {
      cwd: root,
      env: { PATH: process.env['PATH'], EHUB_DATA_FOLDER: folder },
      stdio: 'ignore',
    });
    expect(await new Promise((resolve) => sent.once('exit', resolve))).toBe(0);
    await goTo(amara, testChannel?.id);
    const shadow = message('SHADOW');
    await shadow.waitFor({ timeout: 40_000 });
    await photograph('shadow', true);
    await shadow.getByRole('button', { name: 'Claim' }).click();
    await message(/Watched in shadow: the practice answers this patient/).waitFor();
    await goTo(siobhan, practiceChannel?.id);
    await page.locator('.message', { hasNotText: 'SHADOW' }).filter({ hasText: 'Claim by' }).first().waitFor();
    await goTo(gareth, hubChannel?.id);
    await say('shadow');
    await message(/In shadow/)
      .getByText(/1 came/)
      .waitFor();
    await photograph('shadow-compared');
    const seconds = Math.round((performance.now() - beganMs) / 1_000);
    process.stdout.write(`shadow: ${presses} presses and fields, ${seconds} s\n`);
    expect(presses).toBeLessThanOrEqual(shadowPressesMax);
    expect(faults).toEqual([]);
  });
});
