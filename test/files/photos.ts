// Photos for tests: small ones, and what hangs in the files of real ones.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { crc32 } from 'node:zlib';
import decodeJpeg, { init as initDecoder } from '@jsquash/jpeg/decode.js';
import encodeJpeg, { init as initEncoder } from '@jsquash/jpeg/encode.js';
import { PNG } from 'pngjs';

const { resolve } = createRequire(import.meta.url);
const codec = (path: string) => ({ wasmBinary: readFileSync(resolve(path)) });
await initDecoder(codec('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'));
await initEncoder(codec('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'));

/** Red on its left half, blue on its right. */
const halves = (width: number, height: number): Uint8ClampedArray<ArrayBuffer> =>
  new Uint8ClampedArray(width * height * 4).map((_, at) => {
    const isLeft = Math.floor(at / 4) % width < width / 2;
    return [isLeft ? 255 : 0, 0, isLeft ? 0 : 255, 255][at % 4] ?? 0;
  });

/** A JPEG of nothing but its picture. */
export const jpegOf = async (width = 32, height = 16): Promise<Buffer> =>
  Buffer.from(await encodeJpeg({ data: halves(width, height), width, height, colorSpace: 'srgb' } as ImageData));

/** What a browser would show of it. */
export const seen = async (file: Buffer): Promise<{ readonly width: number; readonly height: number; readonly data: ArrayLike<number> }> =>
  file[0] === 0xff ? decodeJpeg(new Uint8Array(file).buffer) : PNG.sync.read(file);

export function pngOf(width = 32, height = 16): Buffer {
  const png = new PNG({ width, height });
  png.data = Buffer.from(halves(width, height));
  return PNG.sync.write(png);
}

const segment = (marker: number, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]), body]);
/** Exif with one entry, how the camera was held: 6 is a quarter turn to the right. */
const turned = (orientation: number): Buffer =>
  segment(
    0xe1,
    Buffer.concat([
      Buffer.from('Exif\0\0MM\0*\0\0\0\u0008\0\u0001', 'latin1'),
      Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]),
      Buffer.from('GPS 51.5 N, Asha Example'),
    ]),
  );

/** As a telephone writes one: how it was held, where, a comment, and something behind its end. */
export const asSent = (jpeg: Buffer, orientation = 1): Buffer =>
  Buffer.concat([
    jpeg.subarray(0, 2),
    turned(orientation),
    segment(0xfe, Buffer.from('<script>alert(1)</script>')),
    jpeg.subarray(2),
    Buffer.from('<html>behind the end</html>'),
  ]);

const chunk = (name: string, body: string): Buffer => {
  const checked = Buffer.from(name + body, 'latin1');
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(checked));
  return Buffer.concat([length, checked, sum]);
};
/** With words between its first chunk and its second, and something behind its end. */
export const wordsIn = (png: Buffer): Buffer =>
  Buffer.concat([png.subarray(0, 33), chunk('tEXt', 'Comment\0Asha'), png.subarray(33), Buffer.from('<html>behind the end</html>')]);

/** The same file that claims to be of another size. */
export function claiming(file: Buffer, width: number, height: number): Buffer {
  const claimed = Buffer.from(file);
  const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
  if (file[0] === 0xff) {
    claimed.writeUInt16BE(height, frame + 5);
    claimed.writeUInt16BE(width, frame + 7);
  } else {
    claimed.writeUInt32BE(width, 16);
    claimed.writeUInt32BE(height, 20);
    claimed.writeUInt32BE(crc32(claimed.subarray(12, 29)), 29);
  }
  return claimed;
}
