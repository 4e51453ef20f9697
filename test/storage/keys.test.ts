// Keys: any text may stand in one, different texts never share one, order is kept; and columns and tables by the same rules.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLUMN_CHARS, fromColumns, gathered, spread, toColumns } from '../../src/storage/columns.ts';
import { instantPart, key, keyPart, keysUnder, locate, partsOf, rank, systemTable } from '../../src/storage/keys.ts';
import { checkKey, STRING_CHARS_MAX } from '../../src/storage/limits.ts';

// Any UTF-16 at all, halves of surrogate pairs included, short and long.
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 }).map((codes) => String.fromCharCode(...codes));
const nearlyKey = fc.string({ unit: fc.constantFrom('a', 'A', '0', '~', '|', '-', '.', '/', '!', '}', ' '), maxLength: 120 });
const text = fc.oneof(anyText, nearlyKey);

describe('a part of a key', () => {
  it('is legal, without the separator, and short', () => {
    fc.assert(
      fc.property(text, (any) => {
        const part = keyPart(any);
        expect(part).toMatch(/^[A-Za-z0-9_.:@~-]{1,88}$/);
      }),
    );
  });

  it('differs for different texts', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(keyPart(one) === keyPart(other)).toBe(one === other);
      }),
      { numRuns: 2_000 },
    );
    const likely = [
      '',
      '~',
      '~007e',
      '\u0007e',
      '\u007e0',
      'a|b',
      'a~007cb',
      'a',
      'A',
      '\ud800',
      '\udc00',
      '\ufffd',
      'x'.repeat(88),
      'x'.repeat(89),
      'x'.repeat(90),
    ];
    expect(new Set(likely.map(keyPart)).size).toBe(likely.length);
  });

  it('can be read back, unless it was too long', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        fc.pre(![one, other].some((each) => keyPart(each).includes('~-')));
        expect(partsOf(key('open', one, other))).toEqual(['open', one, other]);
      }),
    );
    const long = 'x'.repeat(89);
    expect(partsOf(key('open', long))).toEqual(['open', keyPart(long)]);
  });

  it('leaves what we name ourselves as it is', () => {
    for (const plain of ['K7M4QX', 'org.A81001', `person.${'a'.repeat(36)}.${'b'.repeat(36)}`, 'econsult'])
      expect(keyPart(plain)).toBe(plain);
    expect(key('due', '2026-11-25T10:00:00.000Z', 'econsult', 'K7M4QX')).toBe('due|2026-11-25T10:00:00.000Z|econsult|K7M4QX');
  });

  it('stays within the limit in the longest key of ours', () => {
    fc.assert(
      fc.property(text, text, (to, id) => {
        checkKey(key('outbox', '0', to, id, '000001.conflictingCopy'));
        checkKey(key('open', to, '0', '2026-11-25T10:00:00.000Z', id));
      }),
    );
  });
});

it('a range holds exactly the keys that begin with its parts', () => {
  fc.assert(
    fc.property(text, text, text, (one, other, id) => {
      const [from, to] = keysUnder('open', one);
      const its = key('open', one, id);
      const others = key('open', other, id);
      expect(its >= from && its < to).toBe(true);
      expect(others >= from && others < to).toBe(one === other);
    }),
    { numRuns: 1_000 },
  );
});

it('priorities rank the most urgent first', () => {
  expect([rank('redFlag'), rank('urgent'), rank('routine')]).toEqual(['0', '1', '2']);
});

it('only an instant with milliseconds in UTC may stand in a key', () => {
  expect(instantPart('2026-11-25T10:00:00.000Z')).toBe('2026-11-25T10:00:00.000Z');
  for (const wrong of ['2026-11-25T10:00:00Z', '2026-11-25T10:00:00.000+01:00', '', '2026-11-25', 'x2026-11-25T10:00:00.000Z']) {
    expect(() => instantPart(wrong)).toThrow(RangeError);
  }
});

describe('where a hub lives', () => {
  it('is a table of its own', () => {
    expect(locate('ehub', 'NORTH')).toBe('ehubnorth');
    expect(locate('ehub', 'network')).toBe('ehubnetwork');
    expect(systemTable('ehub')).toBe('ehubsystem');
  });
  it.each(['system', 'SYSTEM', 'a-b', 'a/b', 'x'.repeat(60), 'é'])('refuses the hub id %s', (hub) => {
    expect(() => locate('ehub', hub)).toThrow(RangeError);
  });
});

describe('columns', () => {
  it('give back any text, no column too long, no character cut in half', () => {
    const pieces = fc.array(fc.constantFrom('👩', 'a', '\u4e2d', 'x'.repeat(15_999), '👩🏽‍⚕️'.repeat(2_000)), { maxLength: 12 });
    fc.assert(
      fc.property(pieces, (parts) => {
        const whole = parts.join('');
        const values = spread('body', whole);
        for (const value of Object.values(values)) {
          expect(value.length).toBeLessThanOrEqual(STRING_CHARS_MAX);
          expect(Buffer.from(value).toString() === value).toBe(true);
        }
        expect(gathered('body', values) === whole).toBe(true);
      }),
    );
    expect(Object.keys(spread('body', 'x'.repeat(COLUMN_CHARS + 1)))).toEqual(['body', 'body1']);
  });

  it('give back any value JSON can say, without a raw line separator', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(fromColumns('body', toColumns('body', value)))).toBe(JSON.stringify(value));
      }),
    );
    const values = toColumns('body', { words: 'one\u2028two\u2029\\u2028', __proto__: null });
    expect(values['body']).not.toMatch(/[\u2028\u2029]/);
    expect(fromColumns('body', values)).toEqual({ words: 'one\u2028two\u2029\\u2028' });
  });

  it('never quote what they hold when it is damaged', () => {
    expect(() => fromColumns('body', { body: '{"patient":"Asha' })).toThrow(/^a row holds damaged JSON$/);
  });
});
