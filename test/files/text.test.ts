// The text of a file: read whatever it was saved by, or a fault that names the encoding.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sheetTextIn, textIn, textOfFile, Unreadable } from '../../src/files/text.ts';

const name = 'Siobh\u00e1n Doyle, \u2019\u20ac';
const big = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();

describe('a text', () => {
  it.each([
    ['UTF-8', Buffer.from(name)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${name}`)],
    ['UTF-16, little end first', Buffer.from(`\ufeff${name}`, 'utf16le')],
    ['UTF-16, big end first', big(`\ufeff${name}`)],
  ])('is read from %s, of any file', (_, bytes) => {
    expect([textIn(bytes), sheetTextIn(bytes)]).toEqual([name, name]);
  });
  it('in Windows-1252 is read of a spreadsheet; of anything else the fault names the encoding', () => {
    const bytes = Buffer.from('Siobh\u00e1n \u00a3', 'latin1');
    expect(sheetTextIn(bytes)).toBe('Siobh\u00e1n \u00a3');
    expect(() => textIn(bytes)).toThrow('it is not written in UTF-8: save it as UTF-8');
  });
  it.each([
    ['no text', Buffer.from('{}', 'utf16le'), /UTF-16 without its mark/],
    ['a workbook', Buffer.from([0x50, 0x4b, 3, 4, 0xff]), /Excel workbook \(\.xlsx\)/],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), /old Excel workbook/],
    ['half a character', Buffer.from([0xff, 0xfe, 0x41]), /UTF-16LE, as its mark says/],
  ])('is not in %s, and the fault says so', (_, bytes, words) => {
    expect(() => textIn(bytes)).toThrow(words);
    expect(() => sheetTextIn(bytes)).toThrow(words);
  });
  it('comes out as it was, whatever it says and however it is saved', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\u0000') && !text.startsWith('\ufeff'));
        for (const bytes of [Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le'), big(`\ufeff${text}`)])
          expect(textIn(bytes)).toBe(text);
      }),
    );
  });
  it('of a file that cannot be read names the file', () => {
    const missing = (): Uint8Array => {
      throw new Error('ENOENT');
    };
    expect(() => textOfFile('a.csv', missing)).toThrow(new Unreadable('a.csv cannot be read: is it there, and may you read it?'));
    expect(() => textOfFile('a.csv', () => Buffer.from([0xe1]))).toThrow(
      'a.csv cannot be read: it is not written in UTF-8: save it as UTF-8.',
    );
  });
});
