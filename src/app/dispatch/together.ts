// Messages to one person that are said in one: what the clock finds in one look is one list, not a message for each.
import type { Kinds, Together } from '../kind.ts';
import type { OutboxRow } from '../ports.ts';

/** Listed in one message; further ones make another. A row of such a list is about 500 characters, and a card may have 28 KB. */
export const togetherMax = 40;
/** A list is sent once nothing has been added to it for this long: a sweep writes one eConsult after the other, some milliseconds apart. */
export const gatherMs = 250;
/** But it never waits longer than this: the next sweep is a quarter of a minute later. */
export const gatherMostMs = 10_000;

/** Rows of one address as they are sent: those that belong together side by side, in the place of the first of them; what `isApart` by itself. */
export function together(
  kinds: Kinds,
  rows: readonly OutboxRow[],
  isApart: (row: OutboxRow) => boolean,
): readonly (readonly OutboxRow[])[] {
  const groups = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const list = isApart(row) ? undefined : listOf(kinds, row);
    const name = list === undefined ? row.key : `${row.hub}|${row.thing}|${list.list}`;
    const last = groups.get(name);
    if (last) last.push(row);
    else groups.set(name, [row]);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / togetherMax) }, (_, index) =>
      group.slice(index * togetherMax, (index + 1) * togetherMax),
    ),
  );
}

/** Which list a message goes in, as its kind says. A kind that nobody knows puts nothing together: its rows wait by themselves. */
const listOf = (kinds: Kinds, row: OutboxRow): Together | undefined => kinds.byName(row.thing)?.shown?.together?.(row);

/** How long a list still waits for more, in ms; remembered in this process only: after a restart it waits anew. */
export function createGathering(kinds: Kinds): { restMs(rows: readonly OutboxRow[], nowMs: number): number } {
  const lists = new Map<string, { readonly size: number; readonly sinceMs: number; readonly grownMs: number }>();
  return {
    restMs(rows, nowMs) {
      const [first] = rows;
      const together = first && listOf(kinds, first);
      if (first === undefined || !together?.gathers) return 0;
      const name = `${first.hub}|${first.to}|${first.thing}|${together.list}`;
      const before = lists.get(name);
      const list =
        before === undefined || before.sinceMs + 2 * gatherMostMs < nowMs
          ? { size: rows.length, sinceMs: nowMs, grownMs: nowMs }
          : rows.length > before.size
            ? { ...before, size: rows.length, grownMs: nowMs }
            : before;
      const restMs = Math.min(list.grownMs + gatherMs, list.sinceMs + gatherMostMs) - nowMs;
      if (restMs > 0) lists.set(name, list);
      else lists.delete(name);
      return Math.max(0, restMs);
    },
  };
}
