// The text of a file that a person saved, whatever they saved it with; or why it cannot be read, in words for them.

/** The message is for the person who named the file, and quotes nothing from it. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}

/** Byte order marks, by which programs say how a file is encoded; the decoder removes them. */
const marks = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const;
/** First bytes of files that hold no text, whatever their name. */
const otherKinds = [
  ['an Excel workbook (.xlsx)', [0x50, 0x4b, 0x03, 0x04]],
  ['an old Excel workbook (.xls)', [0xd0, 0xcf, 0x11, 0xe0]],
] as const;

const begins = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, at) => bytes[at] === byte);

/** UTF-8, or UTF-16 where its mark says so; with a mark or without. Throws `Unreadable`. */
export function textIn(bytes: Uint8Array): string {
  const kind = otherKinds.find(([, mark]) => begins(bytes, mark))?.[0];
  if (kind !== undefined) throw new Unreadable(`it is ${kind}, not text: save it as \u201cCSV UTF-8\u201d`);
  const [marked] = marks.find(([, mark]) => begins(bytes, mark)) ?? [];
  const text = decoded(bytes, marked ?? 'utf-8');
  if (text === undefined)
    throw new Unreadable(
      `it is not written in ${marked === undefined ? 'UTF-8' : `${marked.toUpperCase()}, as its mark says`}: save it as UTF-8`,
    );
  if (text.includes('\u0000')) throw new Unreadable('it is UTF-16 without its mark, or no text at all: save it as UTF-8');
  return text;
}

/** The same, and what is not UTF-8 as Windows-1252: what Excel in the United Kingdom saves as plain \u201cCSV\u201d. Throws `Unreadable`. */
export function sheetTextIn(bytes: Uint8Array): string {
  const isMarked = marks.some(([, mark]) => begins(bytes, mark));
  if (isMarked || decoded(bytes, 'utf-8') !== undefined || otherKinds.some(([, mark]) => begins(bytes, mark))) return textIn(bytes);
  return decoded(bytes, 'windows-1252') ?? '';
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Reads a file and its text. Throws `Unreadable`, naming the path. */
export function textOfFile(path: string, read: (path: string) => Uint8Array, textOf: typeof textIn = textIn): string {
  let bytes: Uint8Array;
  try {
    bytes = read(path);
  } catch {
    throw new Unreadable(`${path} cannot be read: is it there, and may you read it?`);
  }
  try {
    return textOf(bytes);
  } catch (error) {
    throw error instanceof Unreadable ? new Unreadable(`${path} cannot be read: ${error.message}.`) : error;
  }
}
