// The page for everyone: WCAG 2.2 AA by axe in light and dark, and a phone's width.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { dialogCard, hubChannel, leadChannel } from './page-people.ts';
import { button, card, missing, windows } from './page-windows.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe.skipIf(missing)('the page for everyone', () => {
  const { stub, open } = windows();

  it('on a phone shows one thing at a time and nothing is cut off', async () => {
    const page = await open(hubChannel, 'p-1', { viewport: { width: 390, height: 844 } });
    expect(await page.getByRole('link', { name: 'Leads' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.getByRole('link', { name: /^Leads/ }).click();
    await page.getByText('41 received').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it('meets WCAG 2.2 AA in the conversation, the menus, a dialog and on a phone', async () => {
      const page = await open(hubChannel, 'p-1', { colorScheme });
      stub().answers.push(
        { kind: 'message', text: 'Already claimed.' },
        { kind: 'error', text: 'Unable to reach app.' },
        { kind: 'dialog', dialog: { title: 'eConsult', card: dialogCard, height: 'small', width: 500 } },
      );
      await button(page, 'K7M-4QX', 'Claim').click();
      await card(page, 'K7M-4QX').getByText('Already claimed.').waitFor();
      await button(page, 'R2W-8HB', 'Claim').click();
      await card(page, 'R2W-8HB').getByText('Unable to reach app.').waitFor();
      await button(page, 'K7M-4QX', 'Ask the practice').click();
      await button(page, 'K7M-4QX', 'Send question').click();
      await page.getByRole('button', { name: /I am/ }).click();
      const found = [...(await axe(page))];
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Search eConsults' }).click();
      await page.getByRole('button', { name: /^K7M-4QX · Urgent/ }).waitFor();
      found.push(...(await axe(page)));
      await page.keyboard.press('Escape');
      await button(page, 'K7M-4QX', 'Open').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Complete' }).click();
      found.push(...(await axe(page)));
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 390, height: 844 });
      stub().say({ kind: 'toast', from: 'eHub', text: 'New eConsult', conversation: leadChannel });
      await page.locator('.toast').waitFor();
      await page.getByRole('button', { name: 'Activity' }).click();
      found.push(...(await axe(page)));
      expect(found).toEqual([]);
    });
  });
});

/** Every breach that axe finds: the rule, the element, and what to do. The policy forbids added scripts, so it is evaluated. */
async function axe(page: Page): Promise<string[]> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
  await page.evaluate(readFileSync(axePath, 'utf8'));
  return page.evaluate(async (tags) => {
    const run = (window as unknown as { axe: typeof import('axe-core') }).axe;
    const result = await run.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return result.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    );
  }, rules);
}
