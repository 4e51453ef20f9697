// A page in Chromium on which the local Teams' renderer draws cards, to be measured and looked at.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';

const chromiumPath = '/usr/bin/chromium';
/** Chromium is not here: what needs it says that it is skipped. */
export const missing = !existsSync(chromiumPath);
const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export interface DrawnPage {
  readonly page: Page;
  readonly browser: Browser;
}

export async function openDrawn(): Promise<DrawnPage> {
  const built = buildSync({
    stdin: {
      contents: `import { drawCard } from './card.ts'; window.drawCard = drawCard;`,
      resolveDir: file('src/sandbox/page'),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
  });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  const styles = ['colours', 'frame', 'card'].map((name) => readFileSync(file(`src/sandbox/page/${name}.css`), 'utf8')).join('\n');
  await page.setContent(
    `<!doctype html><html lang="en"><head><style>${styles} body { display: block; overflow: auto; height: auto; } .card { max-width: none; }</style></head><body></body></html>`,
  );
  await page.addScriptTag({ path: file('node_modules/adaptivecards/dist/adaptivecards.min.js') });
  await page.addScriptTag({ content: built.outputFiles[0]?.text ?? '' });
  return { page, browser };
}

/** Width of a window, and of the card that is drawn in it, in px. */
export interface Width {
  readonly window: number;
  readonly card: number;
}

/** Draws a card alone on the page; its height in px. */
export async function heightOf(page: Page, card: object, { window: width, card: cardWidth }: Width): Promise<number> {
  await page.setViewportSize({ width, height: 1_000 });
  return page.evaluate(
    ([drawn, px]) => {
      const place = document.createElement('div');
      place.style.width = `${px}px`;
      document.body.replaceChildren(place);
      const { element, settle } = (
        globalThis as unknown as { drawCard: (card: object, press: () => Promise<void>) => { element: HTMLElement; settle: () => void } }
      ).drawCard(drawn, async () => {});
      place.append(element);
      settle();
      return element.getBoundingClientRect().height;
    },
    [card, cardWidth] as const,
  );
}
