// A name that was made safe for a card reads on a page as it is written.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { onPage } from '../../src/cards/page.ts';
import { oneLine, plain } from '../../src/cards/words.ts';

it.each(['N*rth_Hub (new) [1]', '1. Larkfield', '- Mill', 'a\\*b', '\\\\', 'www.example.org', 'https://example.org', 'Siân O\u2019Neill'])(
  '%s',
  (name) => expect(onPage(plain(name))).toBe(name),
);

it('whatever it is made of, but for what a card cannot show at all', () => {
  // Angle brackets are blanks on a card, and what could be an entity is broken up there.
  const name = fc.string({ maxLength: 40 }).filter((text) => !/[<>&\u2060]/.test(text));
  fc.assert(fc.property(name, (text) => onPage(plain(text)) === oneLine(text)));
});
