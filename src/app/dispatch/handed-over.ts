// What this process has just written, handed to its own dispatcher, so that it need not read from the store what it still has in its hands.
import type { Loaded, OutboxRow, ThingKey } from '../ports.ts';

/** What one transaction wrote, as it would be read now. */
export interface Written {
  readonly rows: readonly OutboxRow[];
  /** `made`: it did not exist before. `loaded` as the store would give it. */
  readonly things: readonly {
    readonly thing: ThingKey;
    readonly version: number;
    readonly made: boolean;
    readonly loaded: () => Loaded<unknown>;
  }[];
}

export interface HandedOver {
  /** Whoever writes tells of it here. */
  wrote(written: Written): void;
  /** Something may have been written that was not told of: it has to be read. */
  unsure(): void;
}

/** The dispatcher's side of it. */
export interface HandedOverHere extends HandedOver {
  /** What must be shown since the last time; `readToo`: there may be more that was not told of. */
  take(): { readonly rows: readonly OutboxRow[]; readonly readToo: boolean };
  /** A thing as this process wrote it, if that is as new as `version` and only a moment old. */
  thing(key: ThingKey, version: number): { readonly loaded: Loaded<unknown>; readonly made: boolean } | undefined;
  /** Another instance sends: what was handed over is of no use here. */
  forget(): void;
}

/** A state is drawn without reading it for so long after it was written; until then another instance has hardly written a newer one. */
export const freshMs = 1_000;
/** Rows and things kept at most: with more the rows are read from the store, as they are where nobody hands anything over. */
const keptMax = 2_000;

export function createHandedOver(monotonicMs: () => number): HandedOverHere {
  let rows: OutboxRow[] = [];
  let readToo = false;
  const things = new Map<string, Written['things'][number] & { readonly wroteMs: number }>();
  return {
    wrote(written) {
      if (rows.length + written.rows.length > keptMax) readToo = true;
      else rows.push(...written.rows);
      for (const each of written.things) {
        const name = nameOf(each.thing);
        // Answers may arrive in another order than the writes were made.
        if ((things.get(name)?.version ?? 0) >= each.version) continue;
        if (things.size >= keptMax) things.clear();
        things.set(name, { ...each, wroteMs: monotonicMs() });
      }
    },
    unsure() {
      readToo = true;
    },
    take() {
      const taken = { rows, readToo };
      rows = [];
      readToo = false;
      return taken;
    },
    thing(key, version) {
      const known = things.get(nameOf(key));
      if (known === undefined) return undefined;
      if (monotonicMs() - known.wroteMs > freshMs || known.version < version) {
        things.delete(nameOf(key));
        return undefined;
      }
      return { loaded: known.loaded(), made: known.made };
    },
    forget() {
      rows = [];
      readToo = false;
      things.clear();
    },
  };
}

const nameOf = ({ hub, kind, id }: ThingKey): string => `${hub}|${kind}|${id}`;
