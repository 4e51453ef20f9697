// How much of a screen a card takes: a channel of thirty must be read at a glance, on a wide screen and on a telephone.
import { writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { heightOf, missing, openDrawn } from './drawn-page.ts';
import { examples } from './examples.ts';

/** Width of a window, and of the card that Teams draws in it, in px. */
const wide = { window: 1_400, card: 900 };
const narrow = { window: 390, card: 340 };
/** The same telephone in the local Teams, whose messages have a wider edge. */
const sandbox = { window: 390, card: 335 };
/** The most a card may take of it, in px. */
const waitingMost = { wide: 190, narrow: 260 };

let browser: Browser;
let page: Page;
beforeAll(async () => {
  if (!missing) ({ page, browser } = await openDrawn());
}, 60_000);
afterAll(() => browser?.close());

const named = (template: string, variant = ''): object => {
  const example = examples.find((each) => each.template === template && each.variant === variant);
  if (example === undefined) throw new Error(`no example ${template} ${variant}`);
  return example.draw();
};

it.skipIf(missing)('a card that waits takes little of a screen', async () => {
  for (const variant of ['', 'red-flag', 'sent-to-hub']) {
    expect(await heightOf(page, named('econsult.waiting', variant), wide), variant).toBeLessThanOrEqual(waitingMost.wide);
    expect(await heightOf(page, named('econsult.waiting', variant), narrow), variant).toBeLessThanOrEqual(waitingMost.narrow);
    expect(await heightOf(page, named('econsult.waiting', variant), sandbox), variant).toBeLessThanOrEqual(waitingMost.narrow);
  }
});

/** Lines of words at different heights on the card last drawn, without its buttons. */
const linesShown = (): Promise<number> =>
  page.evaluate(() => {
    const tops = [...document.querySelectorAll('.ac-textBlock')].flatMap((block) => {
      const range = document.createRange();
      range.selectNodeContents(block);
      // The block itself is as high as all of its lines.
      const lines = [...range.getClientRects()].filter(({ height }) => height < 30);
      return lines.map(({ top, height }) => Math.round((top + height / 2) / 20));
    });
    return new Set(tops).size;
  });

it.skipIf(missing)('a completed card has two lines, which say by whom, what came of it and what it was', async () => {
  const completed = examples.filter(({ template }) => template === 'econsult.completed');
  expect(completed.length).toBeGreaterThan(2);
  for (const { variant } of completed) {
    await heightOf(page, named('econsult.completed', variant), wide);
    // A caution stands below them, where there is one.
    const cautions = JSON.stringify(named('econsult.completed', variant)).includes('"Caution') ? 3 : 0;
    expect(await linesShown(), variant).toBeLessThanOrEqual(2 + cautions);
  }
});

const seen = process.env['LOOK_AT_CARDS'];
it.skipIf(missing || seen === undefined)('all are drawn for a person to look at', async () => lookAt(seen ?? ''), 120_000);

/** Height of one picture, in px. */
const sheetPx = 1_800;

/** Every card on one page, for a person to look at. */
async function lookAt(folder: string): Promise<void> {
  for (const [name, { window: width, card: px }] of Object.entries({ wide, narrow })) {
    for (const theme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: theme as 'light' | 'dark' });
      await page.setViewportSize({ width, height: 1_000 });
      await page.evaluate(
        ([all, cardWidth, scheme]) => {
          document.documentElement.dataset['theme'] = scheme;
          const draw = (
            globalThis as unknown as {
              drawCard: (card: object, press: () => Promise<void>) => { element: HTMLElement; settle: () => void };
            }
          ).drawCard;
          document.body.replaceChildren(
            ...all.flatMap(({ name: title, card }) => {
              const place = document.createElement('div');
              place.style.cssText = `width:${cardWidth}px;margin:12px;border:1px solid #8888;`;
              const { element } = draw(card, async () => {});
              place.append(element);
              const words = document.createElement('small');
              words.textContent = title;
              return [words, place];
            }),
          );
        },
        [examples.map((each) => ({ name: `${each.template} ${each.variant}`, card: each.draw() })), px, theme] as const,
      );
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      for (let from = 0; from < height; from += sheetPx) {
        const clip = { x: 0, y: from, width: px + 40, height: Math.min(sheetPx, height - from) };
        writeFileSync(`${folder}/${name}-${theme}-${from / sheetPx}.png`, await page.screenshot({ fullPage: true, clip }));
      }
    }
  }
}
