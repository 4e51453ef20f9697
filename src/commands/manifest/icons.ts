// The icons as Teams wants them, read pixel by pixel: it refuses a package for a single wrong one.
import { PNG } from 'pngjs';

export const colourPixels = 192;
export const outlinePixels = 32;
const white = 255;

/** Faults of the colour icon: a PNG of 192 by 192 pixels. */
export const colourFaults = (name: string, bytes: Uint8Array): readonly string[] => {
  const drawn = pngIn(bytes);
  return drawn === undefined ? [`${name} is no PNG picture`] : sizeFaults(name, drawn, colourPixels);
};

/** Faults of the outline icon: a PNG of 32 by 32 pixels, each fully transparent or pure white, and not all of them transparent. */
export function outlineFaults(name: string, bytes: Uint8Array): readonly string[] {
  const drawn = pngIn(bytes);
  if (drawn === undefined) return [`${name} is no PNG picture`];
  const { width, height, data } = drawn;
  const pixels = Array.from({ length: width * height }, (_, at) => [...data.subarray(at * 4, at * 4 + 4)]);
  const seen = pixels.map(([red, green, blue, alpha], at) => ({ at, red, green, blue, alpha })).filter(({ alpha }) => alpha !== 0);
  const wrong = seen.filter(({ red, green, blue }) => red !== white || green !== white || blue !== white);
  const [first] = wrong;
  return [
    ...sizeFaults(name, drawn, outlinePixels),
    ...(seen.length === 0 ? [`${name} is empty: no pixel of it is seen`] : []),
    ...(first === undefined
      ? []
      : [
          `${name} has ${wrong.length} ${wrong.length === 1 ? 'pixel that is' : 'pixels that are'} neither transparent nor pure white, the first at column ${first.at % width}, row ${Math.floor(first.at / width)}`,
        ]),
  ];
}

const sizeFaults = (name: string, { width, height }: PNG, size: number): readonly string[] =>
  width === size && height === size ? [] : [`${name} has ${width} × ${height} pixels: it must have ${size} × ${size}`];

function pngIn(bytes: Uint8Array): PNG | undefined {
  try {
    return PNG.sync.read(Buffer.from(bytes));
  } catch {
    return undefined;
  }
}
