// People in a real browser: a window each at the local Teams, with what they read, press, fill in and have photographed.
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import type { DemoPerson } from '../../src/sandbox/demo/people.ts';
import { submission, until } from './given.ts';
import { type Stage, type StageGiven, startHere } from './here.ts';
import { calm, moveToMorning } from './lifedesk.ts';

const stepMs = 8_000;
export const pictures = join(tmpdir(), 'ehub-screenshots');
const narrow = { width: 390, height: 844 };
const wide = { width: 1280, height: 900 };

export type Filling = readonly (readonly [label: string | RegExp, value: string | number])[];

/** What is filled in to pass one back, where the tests do not mind what: `answers` is the organisation that answers the patient. */
export const contractWith = (answers: string): Filling => [
  ['Why?', 'faceToFace'],
  [/What do you ask of them/, 'Please look at the rash today.'],
  ['By when?', 1],
  ['Who answers the patient?', answers],
];

/** A card that is just drawn anew goes from the page while it is scrolled to: then its successor is looked for. */
export const scrolledTo = (what: Locator): Promise<void> =>
  vi.waitFor(() => what.scrollIntoViewIfNeeded({ timeout: stepMs }), { timeout: stepMs });

/** One stage and one browser for the file, a window for each of these people at their place. To be called inside `describe`. */
export function openWindows(
  places: readonly (readonly [person: DemoPerson, at: string, colours: 'light' | 'dark'])[],
  given: StageGiven = {},
) {
  let stage: Stage;
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  const windows = new Map<DemoPerson, Page>();
  const faults: string[] = [];
  let sent = 0;
  let pressed = 0;
  let taken = 0;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    stage = await startHere({ ...given, inBrowser: true });
    await moveToMorning(stage);
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] });
    for (const [person, at, colorScheme] of places) {
      const context = await browser.newContext({ viewport: wide, colorScheme });
      contexts.push(context);
      // The sandbox's own controls would lie over a narrow page.
      await context.addInitScript(() => localStorage.setItem('sandbox.panel', 'closed'));
      const page = await context.newPage();
      page.setDefaultTimeout(stepMs);
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (line) => {
        if (['error', 'warning'].includes(line.type())) faults.push(line.text());
      });
      await page.goto(`${stage.url}/teams?${new URLSearchParams({ me: person.id, at })}`);
      await page.getByLabel('Start a post').waitFor();
      windows.set(person, page);
    }
  }, 90_000);
  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser?.close();
    await stage?.stop();
  }, 60_000);

  const of = (person: DemoPerson): Page => {
    const page = windows.get(person);
    if (page === undefined) throw new Error(`${person.name} has no window`);
    return page;
  };
  const cardOf = (person: DemoPerson, reference: string): Locator =>
    of(person)
      .locator('.message')
      .filter({ has: of(person).getByText(reference, { exact: true }) });
  const reads = async (person: DemoPerson, reference: string, ...words: readonly (string | RegExp)[]): Promise<void> => {
    await calm(stage);
    const card = cardOf(person, reference);
    const details = card.getByRole('button', { name: 'Details', exact: true, expanded: false });
    for (const each of words) {
      await until(
        `${person.name} reads ${each} on ${reference}`,
        async () => {
          if (await card.getByText(each).first().isVisible()) return true;
          // An edit draws the card anew, with its details folded away.
          if ((await details.count()) > 0)
            await details
              .first()
              .click({ timeout: 1_000 })
              .catch(() => {});
          return card.getByText(each).first().isVisible();
        },
        stepMs,
      );
    }
  };
  /** Sends one and waits until this person sees it. */
  const arrives = async (person: DemoPerson, more: Readonly<Record<string, unknown>> = {}): Promise<string> => {
    sent += 1;
    const submittedAt = new Date(stage.clock.ms() - 60_000).toISOString();
    const reference = (await stage.send(submission(`day-${sent}`, { submittedAt, ...more }))).body.reference ?? '';
    await reads(person, reference, /Waiting at/);
    return reference;
  };
  /** Presses a button of the card, behind the three dots if it is not before them. */
  const press = async (person: DemoPerson, reference: string, title: string): Promise<void> => {
    pressed += 1;
    await calm(stage);
    const card = cardOf(person, reference);
    const button = card.getByRole('button', { name: title, exact: true });
    const dots = card.getByRole('button', { name: 'More options', exact: true });
    const item = of(person).getByRole('menuitem', { name: title, exact: true });
    await until(
      `${title} is there for ${person.name}`,
      async () => {
        if ((await button.count()) > 0) return true;
        if ((await dots.count()) === 0) return false;
        // What the card said before may still be on the screen.
        await dots.click();
        if ((await item.count()) > 0) return true;
        await of(person).keyboard.press('Escape');
        return false;
      },
      stepMs,
    );
    await button.or(item).first().click();
  };
  const fillIn = async (within: Locator, filling: Filling): Promise<void> => {
    for (const [label, value] of filling) {
      const field = within.getByLabel(label).first();
      if (typeof value === 'number') await field.selectOption({ index: value });
      else if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
      else await field.fill(value);
    }
  };
  /** A button that opens a dialog: filled in, photographed if wished, and sent, which closes it. */
  const fill = async (
    person: DemoPerson,
    reference: string,
    title: string,
    submit: string,
    filling: Filling,
    picture?: string,
  ): Promise<void> => {
    await press(person, reference, title);
    const dialog = of(person).getByRole('dialog');
    await dialog.getByRole('button', { name: submit, exact: true }).waitFor();
    await fillIn(dialog, filling);
    if (picture !== undefined) await photograph(person, picture);
    await dialog.getByRole('button', { name: submit, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await calm(stage);
  };
  /** Writes to the bot in their own chat with it. */
  const say = async (person: DemoPerson, said: string): Promise<void> => {
    await of(person).getByRole('button', { name: /^Chat/ }).first().click();
    const field = of(person)
      .getByRole('textbox', { name: /message|post|reply/i })
      .last();
    await field.fill(said);
    await field.press('Enter');
    await calm(stage);
  };
  /** Both wide and as narrow as a telephone. */
  const photograph = async (person: DemoPerson, name: string, reference?: string): Promise<void> => {
    const page = of(person);
    for (const [size, suffix] of [
      [wide, ''],
      [narrow, '-390'],
    ] as const) {
      await page.setViewportSize(size);
      if (reference !== undefined) await scrolledTo(cardOf(person, reference).locator('.card'));
      taken += 1;
      await page.screenshot({ path: join(pictures, `day-${name}${suffix}.png`) });
      // Nothing may have to be scrolled sideways.
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${name}${suffix}`).toBe(true);
    }
    await page.setViewportSize(wide);
  };
  return {
    of,
    cardOf,
    reads,
    arrives,
    press,
    say,
    fillIn,
    fill,
    photograph,
    stage: (): Stage => stage,
    faults,
    words: (): string =>
      `${windows.size} windows, ${sent} eConsults, ${pressed} presses, ${taken} screenshots in ${pictures}, ${stage.teams.limits.overrunCount()} over a limit of Teams`,
  };
}
