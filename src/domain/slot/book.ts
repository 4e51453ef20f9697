// An organisation's appointment book: what was offered and used day by day, and whom it was last told that nothing is left for.
import { own } from '../lookup.ts';
import type { Message as AnyMessage } from '../message.ts';
import type { Actor, HubId, Instant, OperationId, OrganisationId } from '../terms.ts';
import { channelOf } from '../terms.ts';
import { dateOf, dayNumber, type LocalDate } from '../time/hours.ts';
import { onTheWall } from '../time/london.ts';
import type { SlotDetails } from './state.ts';

/** Days that are counted: four weeks hold every weekday as often as every other. */
export const countedDays = 28;

/** The slots of one date whose time has come. */
export interface BookDay {
  readonly date: LocalDate;
  /** All that were offered then. */
  readonly offered: number;
  /** Of those, what every other organisation could take; and besides, by receiver, what was for some only. */
  readonly toAll: number;
  readonly to: Readonly<Record<OrganisationId, number>>;
  readonly used: Readonly<Record<OrganisationId, number>>;
}
export interface Book {
  readonly hub: HubId;
  readonly id: string;
  readonly organisation: OrganisationId;
  /** In order, the last `countedDays` of them. */
  readonly days: readonly BookDay[];
  /** On which date its channel was last told that nothing is left for a receiver. */
  readonly told: Readonly<Record<OrganisationId, LocalDate>>;
  /** Of the last time it was told. */
  readonly ranOut: { readonly at: Instant; readonly for: readonly OrganisationId[] } | undefined;
  readonly revision: number;
}

export const bookIds = /^book\.[A-Z0-9]{3,10}$/;
export const bookId = (organisation: OrganisationId): string => `book.${organisation}`;

/** A slot whose time has come. */
export interface Ended {
  readonly start: Instant;
  readonly forOrganisations: SlotDetails['forOrganisations'];
  readonly usedFor: OrganisationId | undefined;
}
/** What a look of the clock found about one of its slots. */
export interface BookCommand {
  readonly type: 'note';
  readonly hub: HubId;
  readonly organisation: OrganisationId;
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Actor;
  readonly ended?: Ended;
  /** For whom nothing is left. */
  readonly ranOut: readonly OrganisationId[];
}
export type BookEvent = { readonly at: Instant; readonly hub: HubId; readonly organisation: OrganisationId } & (
  | ({ readonly type: 'SlotEnded' } & Ended)
  | { readonly type: 'StockRanOut'; readonly for: readonly OrganisationId[] }
);
export type BookRefusal = { readonly why: 'clockOnly' };

/** Whoever looks at a slot only brings a note that says something, so a book that is not there yet begins with it. */
export function decideBook(
  { at, by, hub, organisation, ended, ranOut }: BookCommand,
  book: Book | undefined,
): { readonly events: readonly BookEvent[] } | { readonly refusal: BookRefusal } {
  if (by.kind !== 'clock') return { refusal: { why: 'clockOnly' } };
  const about = { at, hub, organisation };
  const today = onTheWall(at).date;
  const fresh = ranOut.filter((each) => own(book?.told, each) !== today);
  return {
    events: [
      ...(ended === undefined ? [] : [{ type: 'SlotEnded', ...about, ...ended } as const]),
      ...(fresh.length === 0 ? [] : [{ type: 'StockRanOut', ...about, for: fresh } as const]),
    ],
  };
}

export function evolveBook(before: Book | undefined, event: BookEvent, version: number): Book {
  const { hub, organisation, at } = event;
  const book = before ?? { hub, id: bookId(organisation), organisation, days: [], told: {}, ranOut: undefined, revision: version };
  switch (event.type) {
    case 'SlotEnded':
      return { ...book, days: counted(book.days, event), revision: version };
    case 'StockRanOut': {
      const today = onTheWall(at).date;
      const told = { ...book.told, ...Object.fromEntries(event.for.map((each) => [each, today])) };
      return { ...book, told, ranOut: { at, for: event.for }, revision: version };
    }
  }
}

function counted(days: readonly BookDay[], { start, forOrganisations, usedFor }: Ended): readonly BookDay[] {
  const { date } = onTheWall(start);
  const day = days.find((each) => each.date === date) ?? { date, offered: 0, toAll: 0, to: {}, used: {} };
  const grown: BookDay = {
    date,
    offered: day.offered + 1,
    toAll: day.toAll + (forOrganisations === 'all' ? 1 : 0),
    to: forOrganisations === 'all' ? day.to : forOrganisations.reduce(oneMore, day.to),
    used: usedFor === undefined ? day.used : oneMore(day.used, usedFor),
  };
  const all = [...days.filter((each) => each.date !== date), grown].sort((a, b) => (a.date < b.date ? -1 : 1));
  const newest = all.at(-1)?.date ?? date;
  return all.filter((each) => each.date >= firstCounted(newest));
}
const oneMore = (counts: Readonly<Record<string, number>>, of: string): Readonly<Record<string, number>> => ({
  ...counts,
  [of]: countOf(counts, of) + 1,
});
/** The first date that is counted where this is the last. */
const firstCounted = (last: LocalDate): LocalDate => dateOf((dayNumber(last) ?? Number.NaN) - countedDays + 1);

export interface BookCounts {
  readonly offered: number;
  readonly used: number;
}
/** How many were offered in the last four weeks, and how many used: of all, or of what was offered to one organisation. */
export function countsOf(book: Book | undefined, now: Instant, receiver?: OrganisationId): BookCounts {
  const first = firstCounted(onTheWall(now).date);
  const days = (book?.days ?? []).filter(({ date }) => date >= first);
  const sum = (of: (day: BookDay) => number): number => days.reduce((total, day) => total + of(day), 0);
  if (receiver === undefined) return { offered: sum(({ offered }) => offered), used: sum(({ used }) => total(used)) };
  return {
    offered: sum(({ toAll, to }) => toAll + countOf(to, receiver)),
    used: sum(({ used }) => countOf(used, receiver)),
  };
}
const countOf = (counts: Readonly<Record<string, number>>, of: string): number => own(counts, of) ?? 0;
const total = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

export const bookNoticeNames = ['stock'] as const;
export type BookNotice = (typeof bookNoticeNames)[number];

/** Nobody waits for it, so it goes after everything that somebody does. */
export function reactBook(event: BookEvent, { organisation }: Book): readonly AnyMessage<BookNotice>[] {
  return event.type === 'StockRanOut' ? [{ to: channelOf(organisation), class: 2, what: 'stock' }] : [];
}
