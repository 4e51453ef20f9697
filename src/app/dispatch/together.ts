// Joins messages to one person: what the clock finds in one look is one list instead of a message for each.

import { heardTogether, type NoticeName } from '../../domain/econsult/react.ts';
import { isChannel } from '../../domain/terms.ts';
import type { OutboxRow } from '../ports.ts';

/** Listed in one message; further ones make another. A row of such a list is about 500 characters, and a card may have 28 KB. */
export const togetherMax = 40;
/** A list is sent once nothing has been added to it for this long: a sweep writes one eConsult after the other, some milliseconds apart. */
export const gatherMs = 250;
/** But it never waits longer than this: the next sweep is a quarter of a minute later. */
export const gatherMostMs = 10_000;

/** Rows of one address as they are sent: those that belong together side by side, in the place of the first of them; what `isApart` by itself. */
export function together(rows: readonly OutboxRow[], isApart: (row: OutboxRow) => boolean): readonly (readonly OutboxRow[])[] {
  const groups = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const kind = isApart(row) ? undefined : kindOf(row);
    const name = kind === undefined ? row.key : `${row.hub}|${kind}`;
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

/** What leads hear of waits for what the same look still finds; somebody who is asked for help is asked at once, about all that is there. */
function kindOf({ thing, to, what }: OutboxRow): 'heard' | 'asked' | undefined {
  if (thing !== 'econsult' || isChannel(to)) return undefined;
  if (heardTogether.includes(what as NoticeName)) return 'heard';
  return what === 'escalatedToYou' ? 'asked' : undefined;
}

/** How long a list still waits for more, in ms; remembered in this process only: after a restart it waits anew. */
export function createGathering(): { restMs(rows: readonly OutboxRow[], nowMs: number): number } {
  const lists = new Map<string, { readonly size: number; readonly sinceMs: number; readonly grownMs: number }>();
  return {
    restMs(rows, nowMs) {
      const [first] = rows;
      if (first === undefined || kindOf(first) !== 'heard') return 0;
      const name = `${first.hub}|${first.to}`;
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
