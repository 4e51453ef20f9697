// The local page's colours, as its style sheet claims: what is written can be read at rest and under the pointer, in light and dark.
import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';

/** WCAG 2.2, success criterion 1.4.3. */
const contrastMin = 4.5;
const css = readFileSync('src/sandbox/page/colours.css', 'utf8');
const [light = '', dark = ''] = css.split(':root[data-theme="dark"]');
const named = (block: string): Map<string, string> =>
  new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', colour = '']) => [name, colour]));
const themes = { light: named(light), dark: new Map([...named(light), ...named(dark)]) };

const texts = ['text', 'text-2', 'text-3', 'brand-text', 'bad'];
const grounds = ['frame', 'list', 'canvas', 'ground', 'raised', 'hover', 'chosen', 'mine'];
const pairs = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ...['brand', 'brand-hover'].map((ground) => ['on-brand', ground] as const),
  ['notice-text', 'notice'] as const,
];

const { Color, getContrast } = (axe as unknown as { commons: { color: AxeColours } }).commons.color;
interface AxeColours {
  readonly Color: new () => { parseString(words: string): void };
  readonly getContrast: (ground: unknown, text: unknown) => number;
}
const colour = (words: string) => {
  const parsed = new Color();
  parsed.parseString(words);
  return parsed;
};

describe.each(Object.entries(themes))('in %s', (_theme, colours) => {
  it.each(pairs)('%s can be read on %s', (text, ground) => {
    const [over, under] = [colours.get(text), colours.get(ground)];
    if (over === undefined || under === undefined) throw new Error(`no colour is named ${text} or ${ground}`);
    expect(getContrast(colour(under), colour(over))).toBeGreaterThanOrEqual(contrastMin);
  });
});
