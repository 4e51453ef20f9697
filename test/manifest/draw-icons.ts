// Draws the icons of the package anew from their SVG, with Chromium: `node --import tsx test/manifest/draw-icons.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { PNG } from 'pngjs';

const folder = new URL('../../manifest/', import.meta.url);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] });
for (const [name, size] of [
  ['color', 192],
  ['outline', 32],
] as const) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const svg = readFileSync(new URL(`${name}.svg`, folder), 'utf8');
  await page.setContent(`<body style="margin:0">${svg.replace('<svg ', '<svg style="display:block" ')}</body>`);
  const drawn = PNG.sync.read(await page.screenshot({ omitBackground: true }));
  // Where white is half transparent, rounding leaves 254 of 255: Teams wants white itself.
  if (name === 'outline') for (let at = 0; at < drawn.data.length; at += 4) drawn.data.fill(255, at, at + 3);
  writeFileSync(new URL(`${name}.png`, folder), PNG.sync.write(drawn, { deflateLevel: 9 }));
}
await browser.close();
