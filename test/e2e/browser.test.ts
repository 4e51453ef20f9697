// The sandbox as a newcomer sees it: `npm start`, two windows as two people, a press seen by both, a restart, and nothing forgotten.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstSamples } from '../../src/sandbox/demo/first-start.ts';
import { amara, siobhan, tomasz } from '../../src/sandbox/demo/people.ts';
import { missing } from '../sandbox/page-windows.ts';
import { noBarriers } from './barriers.ts';
import { hubChannel, until } from './given.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const startWithinMs = 40_000;
const stepMs = 15_000;
/** A press, drawn for its presser. */
const atOnceMs = 3_000;

interface Started {
  readonly child: ChildProcess;
  readonly tookMs: number;
}

async function start(port: number, folder: string): Promise<Started> {
  const beganMs = performance.now();
  const environment = { PATH: process.env['PATH'], PORT: String(port), EHUB_DATA_FOLDER: folder };
  // What `npm start` runs, without npm between us and its process.
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], { cwd: root, env: environment, stdio: 'ignore' });
  await until(
    'it is ready',
    () =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ status }) => status === 200,
        () => false,
      ),
    startWithinMs,
  );
  return { child, tookMs: Math.round(performance.now() - beganMs) };
}
const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

describe.skipIf(missing)('the sandbox in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ehub-browser-'));
  const pictures = join(tmpdir(), 'ehub-screenshots');
  let port = 0;
  let running: Started | undefined;
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    port = await freePort();
    running = await start(port, folder);
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  }, 90_000);
  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser?.close();
    running?.child.kill('SIGTERM');
    if (running) await ended(running.child);
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const open = async (me: string, dark = false): Promise<Page> => {
    if (browser === undefined) throw new Error('the browser is started first');
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: dark ? 'dark' : 'light' });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(stepMs);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => {
      // A server that was stopped breaks its lines; anything else the browser complains of is a fault.
      if (['error', 'warning'].includes(line.type()) && !line.text().includes('ERR_') && !line.text().includes('Failed to load'))
        faults.push(line.text());
    });
    await page.goto(`http://127.0.0.1:${port}/teams?${new URLSearchParams({ me, at: hubChannel })}`);
    return page;
  };
  const newest = (page: Page) => page.locator('.message').last();

  it('a newcomer is led from the first card to the practice and back, in the hub’s channel from the start', {
    timeout: 120_000,
  }, async () => {
    if (browser === undefined) throw new Error('the browser is started first');
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(stepMs);
    await page.goto(`http://127.0.0.1:${port}/`);
    const guide = page.getByRole('region', { name: 'First five minutes' });
    const step = (number: number) => guide.getByText(`First five minutes, ${number} of 7.`).waitFor();
    // Its card begins the thread; who can claim it is named below it, and the board tells of red flags as well.
    const redFlag = page.locator('.message', { hasText: 'Saltern Quay Medical Centre' }).first();
    const press = (name: string) => redFlag.getByRole('button', { name, exact: true }).click();
    await step(1);
    await page.getByRole('heading', { name: 'eConsults' }).waitFor();
    await press('Claim');
    await step(2);
    await press('Open');
    await step(3);
    await page.keyboard.press('Escape');
    await press('Pass to practice');
    const form = page.getByRole('dialog');
    // What is still to be done besides is asked below, in the same words.
    for (const label of [/^Why/, /^By when/, /^Who answers/]) await form.getByLabel(label).first().selectOption({ index: 1 });
    await form.getByLabel(/^What do you ask/).fill('Please see him now.');
    await form.getByLabel(/spoken to/).fill(siobhan.name);
    await form.getByRole('button', { name: 'Send', exact: true }).click();
    await step(4);
    await page.keyboard.press('Escape');
    await guide.getByRole('link', { name: `Be ${siobhan.name}` }).click();
    await step(5);
    await noBarriers(page, 'the first five minutes');
    await press('Accept');
    await step(6);
    await guide.getByRole('link', { name: `Be ${amara.name}` }).click();
    await step(7);
    await guide.getByRole('button', { name: 'Finish' }).click();
    await guide.waitFor({ state: 'hidden' });
    await page.reload();
    await redFlag.waitFor();
    expect(await guide.isVisible()).toBe(false);
  });

  it('a sample is sent from the panel, claimed by one, seen by the other as it happens, and still claimed after a restart', {
    timeout: 150_000,
  }, async () => {
    const mine = await open(amara.id);
    const theirs = await open(tomasz.id, true);
    const panel = mine.getByRole('complementary', { name: 'Sandbox controls' });
    // A newcomer finds some; another one comes below them.
    await mine
      .locator('.message')
      .nth(firstSamples.length - 1)
      .waitFor();
    const before = await mine.locator('.message').count();
    await panel
      .locator('button', { hasText: /period|rash|knee|heavy/i })
      .first()
      .click();
    const sentMs = performance.now();
    for (const page of [mine, theirs]) await page.locator('.message').nth(before).waitFor();
    await newest(mine).getByRole('button', { name: 'Claim', exact: true }).waitFor();
    const cardMs = Math.round(performance.now() - sentMs);
    await newest(theirs).getByRole('button', { name: 'Claim', exact: true }).waitFor();

    const beganMs = performance.now();
    await newest(mine).getByRole('button', { name: 'Claim', exact: true }).click();
    await newest(mine).getByRole('button', { name: 'Complete', exact: true }).waitFor({ timeout: atOnceMs });
    const mineMs = Math.round(performance.now() - beganMs);
    await newest(theirs).getByText(`Claimed by ${amara.name}`).waitFor();
    const theirsMs = Math.round(performance.now() - beganMs);
    expect(await newest(theirs).getByRole('button', { name: 'Complete', exact: true }).count()).toBe(0);
    await newest(theirs).getByRole('button', { name: 'Take over', exact: true }).waitFor();

    await newest(mine).getByRole('button', { name: 'Open', exact: true }).click();
    const dialog = mine.getByRole('dialog');
    await dialog.getByText('Every opening is recorded').waitFor();
    await noBarriers(mine, 'the dialog');
    await mine.screenshot({ path: join(pictures, 'dialog.png') });
    await mine.keyboard.press('Escape');
    await noBarriers(mine, 'light');
    await noBarriers(theirs, 'dark');
    await mine.screenshot({ path: join(pictures, 'light.png') });
    await theirs.screenshot({ path: join(pictures, 'dark.png') });

    running?.child.kill('SIGTERM');
    if (running) await ended(running.child);
    running = await start(port, folder);
    const after = await open(tomasz.id);
    await newest(after).getByText(`Claimed by ${amara.name}`).waitFor();
    // The windows that were open come back by themselves, and she still has what is hers.
    await mine.reload();
    await newest(mine).getByRole('button', { name: 'Complete', exact: true }).waitFor();
    await newest(mine).getByRole('button', { name: 'Complete', exact: true }).click();
    const completing = mine.getByRole('dialog');
    await completing.getByLabel('Outcome').selectOption('answered');
    await completing.getByLabel('How was the patient told?').selectOption('message');
    await completing.getByRole('button', { name: 'Complete it', exact: true }).click();
    await newest(after).getByText(`Completed by ${amara.name}`).waitFor();
    process.stdout.write(
      `browser: restart to ready ${running.tookMs} ms, sample to card ${cardMs} ms, press to own view ${mineMs} ms, to the other window ${theirsMs} ms; screenshots in ${pictures}\n`,
    );
    expect(faults).toEqual([]);
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
