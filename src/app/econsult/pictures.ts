// Pictures without anything but the picture: where it was taken, thumbnails, comments and whatever hangs behind its end are left out.

/** Larger ones are refused: a browser would need more than 200 MB for one. */
const pixelsMax = 50_000_000;

/** Segments of a JPEG that the picture is made of: tables, frame, restart interval, and JFIF's and Adobe's own for the colours. */
const isPartOfJpeg = (marker: number): boolean =>
  (marker >= 0xc0 && marker <= 0xcf) || marker === 0xdb || marker === 0xdd || marker === 0xe0 || marker === 0xee;
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** `undefined`: it is no JPEG from its beginning to its end, or too large. */
export function harmlessJpeg(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let at = 2;
  let hasFrame = false;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length || end < at + 4) return undefined;
    if (isFrame(marker)) {
      if (end < at + 9 || bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7) > pixelsMax) return undefined;
      hasFrame = true;
    }
    if (marker === 0xda) {
      const scans = endOfScans(bytes, at);
      return hasFrame && scans !== undefined ? Buffer.concat([...kept, scans]) : undefined;
    }
    if (isPartOfJpeg(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return undefined;
}

/** From the first scan to the end of the picture, whatever comes behind it; a progressive one has tables between its scans. */
function endOfScans(bytes: Buffer, from: number): Buffer | undefined {
  const end = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]));
  return end > from ? bytes.subarray(from, end + 2) : undefined;
}

const pngChunks: readonly string[] = ['IHDR', 'PLTE', 'tRNS', 'gAMA', 'sRGB', 'IDAT', 'IEND'];

/** `undefined`: it is no PNG from its beginning to its end, or too large. */
export function harmlessPng(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const name = bytes.subarray(at + 4, at + 8).toString('latin1');
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length || (at === 8) !== (name === 'IHDR')) return undefined;
    if (name === 'IHDR' && bytes.readUInt32BE(at + 8) * bytes.readUInt32BE(at + 12) > pixelsMax) return undefined;
    if (pngChunks.includes(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return undefined;
}
