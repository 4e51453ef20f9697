// Opens the page in a real browser as somebody, and counts anything the browser complains about as a fault.
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { hubChannel } from './page-people.ts';
import { type Stub, startStub } from './page-stub.ts';

const chromiumPath = '/usr/bin/chromium';
export const missing = !existsSync(chromiumPath);
if (missing) process.stderr.write(`\nSKIPPED: the browser tests of the sandbox's page, because ${chromiumPath} is not installed.\n\n`);
const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const args = [...quiet, '--disable-component-update', '--disable-sync'];
/** A step of a person, on a machine that has other things to do. */
const stepMs = 15_000;
/** Until a window is on the line that all share. */
const lineWithinMs = 15_000;

export interface Windows {
  /** The stand-in server of this test. */
  readonly stub: () => Stub;
  /** A new window (with its own storage) at a conversation as a person, once its messages are there. */
  readonly open: (at?: string, me?: string, options?: Parameters<Browser['newContext']>[0]) => Promise<Page>;
}

/** One browser for the file; for each test a new server and new windows, and no fault at its end. To be called inside `describe`. */
export function windows(): Windows {
  let browser: Browser | undefined;
  let stub: Stub | undefined;
  let contexts: BrowserContext[] = [];
  let faults: string[] = [];
  const given = <T>(one: T | undefined): T => {
    if (one === undefined) throw new Error('asked for before the test began');
    return one;
  };
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    stub = await startStub();
    contexts = [];
    faults = [];
  });
  afterEach(async () => {
    for (const context of contexts) await context.close();
    await stub?.close();
    expect(faults).toEqual([]);
  });
  const open: Windows['open'] = async (at = hubChannel, me = 'p-1', options = {}) => {
    const context = await given(browser).newContext({ viewport: { width: 1280, height: 900 }, ...options });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(stepMs);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => {
      // Broken lines are part of some tests; anything else, such as a breach of the content policy, is a fault.
      if (['error', 'warning'].includes(line.type()) && !line.text().includes('ERR_')) faults.push(line.text());
    });
    await page.goto(`${given(stub).url}/teams?${new URLSearchParams({ me, at })}`);
    await page.locator('.message').first().waitFor();
    await expect.poll(() => given(stub).hears(me), { timeout: lineWithinMs }).toBe(true);
    return page;
  };
  return { stub: () => given(stub), open };
}

export const card = (page: Page, reference: string): Locator =>
  page.locator('.message').filter({ has: page.getByRole('heading', { name: `eConsult ${reference}` }) });
export const button = (page: Page, reference: string, name: string): Locator =>
  card(page, reference).getByRole('button', { name, exact: true });
