// Lists and the board in a real browser, by mouse and by keyboard alone: the most urgent is claimed with one press, and a list goes to its end.
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { amara, demoPractices, gareth, tomasz } from '../../src/sandbox/demo/people.ts';
import { missing } from '../sandbox/page-windows.ts';
import { noBarriers } from './barriers.ts';
import { hubChannel, submission, until } from './given.ts';
import { calm } from './lifedesk.ts';
import { openWindows, scrolledTo } from './windows.ts';

const { salternQuay } = demoPractices;
const pictures = join(tmpdir(), 'ehub-screenshots');
const sizes = { '1400': { width: 1_400, height: 1_000 }, '390': { width: 390, height: 844 } };

describe.skipIf(missing)('lists that work', () => {
  const { of, stage, faults } = openWindows([
    [amara, hubChannel, 'light'],
    [tomasz, hubChannel, 'dark'],
    [gareth, hubChannel, 'dark'],
  ]);
  const references: string[] = [];
  /** Wide and as narrow as a telephone, in light and dark. */
  const photograph = async (page: Page, what: Locator, name: string): Promise<void> => {
    mkdirSync(pictures, { recursive: true });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const [size, viewport] of Object.entries(sizes)) {
        await page.setViewportSize(viewport);
        await scrolledTo(what);
        await page.screenshot({ path: join(pictures, `lists-${name}-${colorScheme}-${size}.png`) });
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${name} ${size}`).toBe(true);
      }
      await noBarriers(page, `${name}, ${colorScheme}`);
    }
    await page.setViewportSize(sizes['1400']);
  };
  const chatWithBot = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: /^Chat/ }).first().click();
  };
  const write = async (page: Page, words: string): Promise<void> => {
    const field = page.getByRole('textbox', { name: /message|post|reply/i }).last();
    await field.fill(words);
    await field.press('Enter');
  };
  const board = (page: Page): Locator => page.locator('.message').filter({ hasText: 'Board of Harbour eHub' }).first();

  it('a Monday: one press on the board, one word in the chat, each another one', { timeout: 240_000 }, async () => {
    for (let n = 0; n < 23; n++) {
      const priority = n === 20 ? 'redFlag' : n % 6 === 0 ? 'urgent' : 'routine';
      const submittedAt = new Date(stage().clock.ms() - 60_000).toISOString();
      references.push(
        (await stage().send(submission(`lists-${n}`, { submittedAt, priority, practice: salternQuay }))).body.reference ?? '',
      );
    }
    await calm(stage());
    const red = references[20] ?? '';
    const page = of(amara);
    await board(page).getByText('Act now').waitFor();
    await photograph(page, board(page), 'board');
    await board(page).getByRole('button', { name: 'Claim the most urgent', exact: true }).click();
    await board(page).getByText(`${red} is yours.`).waitFor();
    await photograph(page, board(page), 'board-claimed');
    // By one word, in the other's own chat: the next most urgent, whose card is the answer.
    const other = of(tomasz);
    await chatWithBot(other);
    await write(other, 'next');
    const answer = other.locator('.message').filter({ hasText: 'Claimed by Tomasz Wieczorek' }).last();
    await answer.waitFor();
    await photograph(other, answer, 'next-in-the-chat');
    expect(await answer.textContent()).not.toContain(red);
  });

  it('a queue goes to its end by keyboard alone, and what is claimed there is yours', { timeout: 240_000 }, async () => {
    const page = of(amara);
    await chatWithBot(page);
    await write(page, 'queue');
    const list = page.locator('.message').filter({ hasText: 'Open at Harbour eHub' }).last();
    await list.getByText('1 to 10 of 23.').waitFor();
    await photograph(page, list, 'queue');
    const claim = list.getByRole('button', { name: /^Claim \w{3}-\w{3}, (urgent|routine), answer by / }).first();
    const name = (await claim.getAttribute('aria-label')) ?? '';
    const reference = /\w{3}-\w{3}/.exec(name)?.[0] ?? '';
    await claim.focus();
    await page.keyboard.press('Enter');
    await list.getByText(`${reference} is yours.`).waitFor();
    await photograph(page, list, 'queue-claimed');
    for (const words of ['11 to 20 of 23.', '21 to 23 of 23.']) {
      await list.getByRole('button', { name: 'Next', exact: true }).focus();
      await page.keyboard.press('Enter');
      await list.getByText(words).waitFor();
    }
    expect(await list.getByRole('button', { name: 'Next', exact: true }).count()).toBe(0);
    await list.getByRole('button', { name: 'Previous', exact: true }).focus();
    await page.keyboard.press('Enter');
    await list.getByText('11 to 20 of 23.').waitFor();
    // Opened from its row: the dialog is about that one, and closing it goes back to the same button.
    const open = list.getByRole('button', { name: /^Open \w{3}-\w{3}/ }).nth(3);
    const opened = (await open.getAttribute('aria-label')) ?? '';
    await open.focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog')
      .getByText(/\w{3}-\w{3}/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await until(
      'the focus is back',
      async () => (await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')) === opened,
    );
    await write(page, 'mine');
    const mine = page.locator('.message').filter({ hasText: 'My work' }).last();
    await mine.getByText(reference).first().waitFor();
    await photograph(page, mine, 'mine');
    await write(page, 'on shift');
    const shift = page.locator('.message').filter({ hasText: 'Your shift' }).last();
    await shift
      .getByRole('button', { name: /^Claim / })
      .first()
      .waitFor();
    await photograph(page, shift, 'shift');
  });

  it('somebody who may claim none of it reads why, and whom to ask', { timeout: 120_000 }, async () => {
    const page = of(gareth);
    await chatWithBot(page);
    await write(page, 'next');
    const answer = page.locator('.message').filter({ hasText: 'none that you may claim' }).last();
    await answer.waitFor();
    await photograph(page, answer, 'none');
    expect(faults).toEqual([]);
  });
});
