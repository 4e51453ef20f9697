// What arrived, as rows: plain JSON where it fits in one row, packed over several where it does not.
//
// A body may be 2 MiB. Its words and its original in base64 would be about 5 MB, and one transaction carries 4 MiB, yet
// an eConsult and its text must be written together. So a long text is packed: the words as JSON, then the original's
// bytes as they came, compressed by Brotli with a window of 4 MiB. Gzip's window of 32 KiB cannot see that the words
// occur in the original as well; with Brotli they cost almost nothing, and even random characters or bytes fit.
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import type { Arrived } from '../app/ports.ts';
import { fromJson, gathered, isHighSurrogate, spread, toJson } from './columns.ts';
import type { Row, Values, Write } from './engine.ts';
import { key } from './keys.ts';

/** Characters of text in one row: 960 kB as UTF-16, under the 1 MiB an entity may have. */
const ROW_CHARS = 480_000;
/** A guard against a row that was tampered with: our own largest is far below, in bytes. */
const UNPACKED_BYTES_MAX = 64 * 1_048_576;
/** Brotli quality, of 11: most of the gain at a fraction of the time, because a sender is waiting. */
const BROTLI_QUALITY = 4;
/** 2^22 bytes: two copies of a 2 MiB body see each other. */
const BROTLI_WINDOW_BITS = 22;
/** The length of the JSON in front of the original's bytes, as 32 bits. */
const LENGTH_BYTES = 4;

type Form = 'plain' | 'packed';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** The rows of one text: `text|<id>|<number>|<part>`. */
export async function textWrites(id: string, number: number, content: Arrived): Promise<readonly Write[]> {
  const json = toJson(content);
  const form: Form = json.length <= ROW_CHARS ? 'plain' : 'packed';
  const body = form === 'plain' ? json : await packed(content);
  const parts = cut(body);
  return parts.map((part, index) => ({
    kind: 'insert',
    key: key('text', id, digits(number, 4), digits(index, 2)),
    values: { ...spread('text', part), form, number: String(number), parts: String(parts.length) },
  }));
}

/** The texts in these rows (in key order), in the order of their numbers. Throws when a part is missing. */
export async function readTexts<Text extends Arrived>(rows: readonly Row[]): Promise<readonly Text[]> {
  const texts: Text[] = [];
  for (const values of byNumber(rows)) {
    const [first] = values;
    if (first === undefined || values.length !== Number(first['parts'])) throw new Error('a part of a text is missing');
    const body = values.map((part) => gathered('text', part)).join('');
    texts.push(first['form'] === 'packed' ? await unpacked<Text>(body) : fromJson<Text>(body));
  }
  return texts;
}

function byNumber(rows: readonly Row[]): readonly (readonly Values[])[] {
  const groups = new Map<string, Values[]>();
  for (const { values } of rows) {
    const number = values['number'] ?? '';
    groups.set(number, [...(groups.get(number) ?? []), values]);
  }
  return [...groups.values()];
}

async function packed(content: Arrived): Promise<string> {
  const { base64 } = content.original;
  const bytes = Buffer.from(base64, 'base64');
  // Only what comes back letter for letter may leave the JSON.
  const apart = bytes.toString('base64') === base64;
  const words = apart ? { ...content, original: { ...content.original, base64: '' } } : content;
  const head = Buffer.from(JSON.stringify(words));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(head.length);
  const whole = Buffer.concat(apart ? [length, head, bytes] : [length, head]);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: whole.length,
  };
  return (await compress(whole, { params })).toString('base64');
}

async function unpacked<Text extends Arrived>(body: string): Promise<Text> {
  const whole = await decompress(Buffer.from(body, 'base64'), { maxOutputLength: UNPACKED_BYTES_MAX });
  const end = LENGTH_BYTES + whole.readUInt32BE(0);
  const content = fromJson<Text>(whole.subarray(LENGTH_BYTES, end).toString());
  if (end === whole.length) return content;
  return { ...content, original: { ...content.original, base64: whole.subarray(end).toString('base64') } };
}

function cut(body: string): readonly string[] {
  const parts: string[] = [];
  for (let from = 0; from < body.length; ) {
    let to = Math.min(from + ROW_CHARS, body.length);
    if (to < body.length && isHighSurrogate(body.charCodeAt(to - 1))) to--;
    parts.push(body.slice(from, to));
    from = to;
  }
  return parts;
}

const digits = (number: number, count: number): string => String(number).padStart(count, '0');
