// How much of a screen a card takes: a channel of thirty must be read at a glance, on a wide screen and on a telephone.
import { writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawEConsult } from '../../src/cards/econsult/card.ts';
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import { personOf } from '../../src/domain/terms.ts';
import { claimed, completed, later, received, stateAfter } from '../given.ts';
import { amara, larkfield, network } from '../people.ts';
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

/** Of the box below them, where a drill or the like must be noticed: its title and a line; a drill's long reference and headline take one more of a telephone. */
const cautionLines = { wide: 2, narrow: 3 };

it.skipIf(missing)('a completed card has two lines, on a telephone too, which say by whom, what came of it and what it was', async () => {
  const samples = examples.filter(({ template }) => template === 'econsult.completed');
  expect(samples.length).toBeGreaterThan(2);
  for (const { variant } of samples) {
    const card = named('econsult.completed', variant);
    const cautions = JSON.stringify(card).includes('"Caution') ? cautionLines : { wide: 0, narrow: 0 };
    await heightOf(page, card, wide);
    expect(await linesShown(), variant).toBeLessThanOrEqual(2 + cautions.wide);
    for (const width of [narrow, sandbox]) {
      await heightOf(page, card, width);
      expect(await linesShown(), variant).toBeLessThanOrEqual(2 + cautions.narrow);
    }
  }
});
it.skipIf(missing)(
  'long names wrap each of its two lines once on a telephone and never on a wide screen, also after it was reopened',
  async () => {
    const practice = network.practices[larkfield];
    if (practice === undefined) throw new Error('no practice');
    const name = 'St Bartholomew\u2019s and Kingsbridge Medical Centre';
    const long = { ...network, practices: { ...network.practices, [larkfield]: { ...practice, name } } };
    const longest = { ...amara, name: 'Dr Oluwaseun Adeyemi-Featherstonehaugh' };
    const endings: readonly (readonly [readonly EConsultEvent[], number])[] = [
      [[claimed(amara), completed(amara, 'prescribed')], 3],
      [[claimed(longest), completed(longest, 'notReachedOften', 'notReached')], 4],
    ];
    const reopened: EConsultEvent = { type: 'Reopened', at: later(32), by: personOf(amara), reason: 'patientCameBack' };
    for (const [ended, most] of endings) {
      for (const events of [ended, [...ended, reopened, ...ended]]) {
        const it = stateAfter(received({ topic: 'Ongoing condition', identity: 'unverified', interpreter: true }), ...events);
        const { card } = drawEConsult(it, { network: long, at: it.holder, now: later(45) });
        await heightOf(page, card, wide);
        expect(await linesShown()).toBe(2);
        for (const width of [narrow, sandbox]) {
          await heightOf(page, card, width);
          expect(await linesShown()).toBeLessThanOrEqual(most);
        }
      }
    }
  },
);

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
