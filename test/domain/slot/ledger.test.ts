// What an organisation's book counts, and how often it says that nothing is left.
import { describe, expect, it } from 'vitest';
import {
  type Book,
  type BookCommand,
  bookId,
  bookIds,
  countedDays,
  countsOf,
  decideBook,
  evolveBook,
  reactBook,
} from '../../../src/domain/slot/book.ts';
import { amara, larkfield, millbrook, north, person } from '../../people.ts';
import { at } from '../time/days.ts';

const note = (when: string, more: Partial<BookCommand>): BookCommand => ({
  ...{ type: 'note', hub: north, organisation: north, operation: 'o', at: when, by: { kind: 'clock' }, ranOut: [] },
  ...more,
});
function noted(book: Book | undefined, command: BookCommand): Book {
  const decision = decideBook(command, book);
  if ('refusal' in decision) throw new Error(decision.refusal.why);
  const after = decision.events.reduce<Book | undefined>((state, event) => evolveBook(state, event, (state?.revision ?? 0) + 1), book);
  if (after === undefined) throw new Error('nothing happened');
  return after;
}
const ended = (day: string, forOrganisations: 'all' | readonly string[], usedFor?: string): BookCommand =>
  note(at(`${day} 10:00`), { ended: { start: at(`${day} 09:40`), forOrganisations, usedFor } });

describe('the counts', () => {
  const book = [
    ended('2026-11-02', 'all', larkfield),
    ended('2026-11-03', 'all'),
    ended('2026-11-03', [larkfield], larkfield),
    ended('2026-11-03', [millbrook]),
  ].reduce<Book | undefined>((state, command) => noted(state, command), undefined);
  const now = at('2026-11-03 12:00');

  it('are of all, and of what each could take', () => {
    expect(countsOf(book, now)).toEqual({ offered: 4, used: 2 });
    expect(countsOf(book, now, larkfield)).toEqual({ offered: 3, used: 2 });
    expect(countsOf(book, now, millbrook)).toEqual({ offered: 3, used: 0 });
    expect(countsOf(book, now, 'constructor')).toEqual({ offered: 2, used: 0 });
    expect(countsOf(undefined, now)).toEqual({ offered: 0, used: 0 });
  });
  it(`are of the last ${countedDays} days: today is one of them`, () => {
    expect(countsOf(book, at('2026-11-29 12:00'), larkfield)).toEqual({ offered: 3, used: 2 });
    expect(countsOf(book, at('2026-11-30 12:00'), larkfield)).toEqual({ offered: 2, used: 1 });
    expect(countsOf(book, at('2026-12-01 12:00'))).toEqual({ offered: 0, used: 0 });
  });
  it('keep no more days than that', () => {
    const months = Array.from({ length: 60 }, (_, index) => new Date(Date.UTC(2026, 8, 1 + index)).toISOString().slice(0, 10));
    const kept = months.reduce<Book | undefined>((state, day) => noted(state, ended(day, 'all')), undefined);
    expect(kept?.days.map(({ date }) => date)).toEqual(months.slice(-countedDays));
  });
  it('are made by the clock alone', () => {
    expect(decideBook({ ...ended('2026-11-03', 'all'), by: person(amara) }, undefined)).toEqual({ refusal: { why: 'clockOnly' } });
  });
});

describe('that nothing is left', () => {
  const first = noted(undefined, note(at('2026-11-03 09:00'), { ranOut: [larkfield] }));
  it('is said once a day for each, in the channel of whoever offers', () => {
    expect(reactBook({ type: 'StockRanOut', at: '', hub: north, organisation: north, for: [larkfield] }, first)).toEqual([
      { to: 'org.NORTH', class: 2, what: 'stock' },
    ]);
    const again = (when: string, ranOut: readonly string[]) => decideBook(note(when, { ranOut }), first);
    expect(again(at('2026-11-03 17:00'), [larkfield])).toEqual({ events: [] });
    expect(again(at('2026-11-03 17:00'), [larkfield, millbrook])).toMatchObject({ events: [{ type: 'StockRanOut', for: [millbrook] }] });
    expect(again(at('2026-11-04 00:00'), [larkfield])).toMatchObject({ events: [{ for: [larkfield] }] });
  });
  it('says nothing of a slot that was only counted', () => {
    expect(
      reactBook(
        { type: 'SlotEnded', at: '', hub: north, organisation: north, start: '', forOrganisations: 'all', usedFor: undefined },
        first,
      ),
    ).toEqual([]);
  });
});

it('a book has an id of its own shape', () => {
  expect(bookIds.test(bookId(larkfield))).toBe(true);
});
