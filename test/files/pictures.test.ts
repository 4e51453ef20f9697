// Photos drawn anew: the picture and nothing else, upright; whatever a file claims, it costs bounded memory and time.
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRedraw } from '../../src/files/pictures.ts';
import { asSent, claiming, jpegOf, pngOf, seen, wordsIn } from './photos.ts';

const redraw = createRedraw();
let jpeg: Buffer;
beforeAll(async () => {
  jpeg = await jpegOf();
});
/** Red, blue or neither, at a place in tenths of its sides. */
async function colourAt(bytes: Buffer | undefined, across: number, down: number): Promise<string> {
  const { width, height, data } = await seen(bytes ?? Buffer.alloc(0));
  const at = 4 * (Math.floor((height * down) / 10) * width + Math.floor((width * across) / 10));
  const [red = 0, , blue = 0] = Array.from({ length: 4 }, (_, part) => data[at + part]);
  return red > 200 && blue < 60 ? 'red' : blue > 200 && red < 60 ? 'blue' : 'neither';
}

describe('a photo', () => {
  it('keeps its picture, and nothing else of its file', async () => {
    for (const [kind, sent] of [['jpeg', asSent(jpeg)] as const, ['png', wordsIn(pngOf())] as const]) {
      const drawn = await redraw(kind, sent);
      for (const word of ['Exif', 'GPS', 'Asha', 'script', 'behind']) expect(drawn?.includes(word), word).toBe(false);
      expect(await seen(drawn ?? sent)).toMatchObject({ width: 32, height: 16 });
      expect([await colourAt(drawn, 1, 5), await colourAt(drawn, 9, 5)]).toEqual(['red', 'blue']);
    }
  });
  it('stands upright, however the camera was held', async () => {
    const drawn = await redraw('jpeg', asSent(jpeg, 6));
    expect(await seen(drawn ?? jpeg)).toMatchObject({ width: 16, height: 32 });
    expect([await colourAt(drawn, 5, 1), await colourAt(drawn, 5, 9)]).toEqual(['red', 'blue']);
    expect(await colourAt(await redraw('jpeg', asSent(jpeg, 3)), 1, 5)).toBe('blue');
  });
  it('is not drawn where its file claims to be larger than anybody\u2019s photo', async () => {
    for (const kind of ['jpeg', 'png'] as const) {
      const small = kind === 'jpeg' ? jpeg : pngOf();
      expect(await redraw(kind, claiming(small, 60_000, 60_000)), kind).toBeUndefined();
      expect(await redraw(kind, claiming(small, 6001, 4000)), kind).toBeUndefined();
    }
  });
  it('is not drawn where its file is damaged, or no picture', async () => {
    for (const bytes of [jpeg.subarray(0, 60), Buffer.from('GIF89a'), Buffer.alloc(0), Buffer.from([0xff, 0xd8, 0xff])])
      expect(await redraw('jpeg', bytes)).toBeUndefined();
    const png = pngOf();
    for (const bytes of [png.subarray(0, 40), png.subarray(0, -30), jpeg]) expect(await redraw('png', bytes)).toBeUndefined();
  });
  it('whatever is done to its file, is drawn whole or not at all', async () => {
    const touched = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('jpeg', 'png'), touched, async (kind, touches) => {
        const sent = Buffer.from(kind === 'jpeg' ? jpeg : pngOf());
        for (const [at, value] of touches) sent[at % sent.length] = value;
        const drawn = await redraw(kind, sent);
        if (drawn !== undefined) expect((await seen(drawn)).width).toBeGreaterThan(0);
      }),
      { numRuns: 6 },
    );
  });
  it('that takes too long is given up, and the next is drawn', async () => {
    const hasty = createRedraw(0);
    expect(await hasty('jpeg', jpeg)).toBeUndefined();
    expect(await redraw('jpeg', jpeg)).toBeInstanceOf(Buffer);
  });
});
