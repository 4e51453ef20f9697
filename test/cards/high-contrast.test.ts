// In high contrast the system's colours replace ours: what is said by colour must still be read, and what can be pressed be seen.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { heightOf, missing, openDrawn } from './drawn-page.ts';
import { examples } from './examples.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  if (missing) return;
  ({ page, browser } = await openDrawn());
  await page.emulateMedia({ forcedColors: 'active' });
}, 60_000);
afterAll(() => browser?.close());

interface Seen {
  /** Words whose colour is too near to what is behind them, with the contrast. */
  readonly pale: readonly string[];
  /** Buttons and fields without an edge of another colour; a box to tick is drawn by the system. */
  readonly edgeless: readonly string[];
}

/** What cannot be seen of the card that is drawn; contrast as WCAG 2.2 defines it. */
const unseen = (): Promise<Seen> =>
  page.evaluate(() => {
    const numbers = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour: string): number => {
      const [red = 0, green = 0, blue = 0] = numbers(colour).map((value) => {
        const part = value / 255;
        return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one: string, other: string): number => {
      const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
      return (light + 0.05) / (dark + 0.05);
    };
    const behind = (element: Element): string => {
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if ((numbers(backgroundColor)[3] ?? 1) > 0) return backgroundColor;
      }
      return 'rgb(255, 255, 255)';
    };
    const shown = (element: Element): boolean => element.getBoundingClientRect().height > 0;
    const pale: string[] = [];
    for (const block of document.querySelectorAll('.ac-textBlock, .ac-textRun, button')) {
      const ratio = contrast(getComputedStyle(block).color, behind(block));
      if (shown(block) && block.textContent?.trim() && ratio < 4.5) pale.push(`${block.textContent.slice(0, 40)} ${ratio.toFixed(1)}`);
    }
    const edgeless: string[] = [];
    for (const each of document.querySelectorAll('button, input:not([type=checkbox]):not([type=radio]), select, textarea')) {
      const { borderTopWidth, borderTopColor } = getComputedStyle(each);
      const isSeen = Number.parseFloat(borderTopWidth) >= 1 && contrast(borderTopColor, behind(each.parentElement ?? each)) >= 3;
      if (shown(each) && !isSeen) edgeless.push(`${each.tagName} ${each.textContent?.slice(0, 40) ?? ''}`);
    }
    return { pale, edgeless };
  });

/** One of each template, and everything that has a caution. */
const looked = examples.filter(({ variant, draw }) => variant === '' || JSON.stringify(draw()).includes('"Caution'));

it.skipIf(missing)('every card can be read and pressed', { timeout: 120_000 }, async () => {
  const faults: string[] = [];
  expect(looked.length).toBeGreaterThan(30);
  for (const { template, variant, draw } of looked) {
    await heightOf(page, draw(), { window: 900, card: 620 });
    const { pale, edgeless } = await unseen();
    for (const each of [...pale, ...edgeless]) faults.push(`${template} ${variant}: ${each}`);
  }
  expect(faults).toEqual([]);
});
it.skipIf(missing)('a caution says in a word that it is one', async () => {
  for (const { template, variant, draw } of examples) {
    const card = JSON.stringify(draw());
    if (/"style":"(warning|attention)"/.test(card) && card.includes('Caution'))
      expect(/"text":"Cautions?"/.test(card), `${template} ${variant}`).toBe(true);
  }
});
