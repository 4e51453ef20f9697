// The interface to whatever keeps rows. Two engines with the same semantics implement it: Azure Tables and memory.

/** A row's columns; text only, so that nothing is converted on the way. */
export type Values = Readonly<Record<string, string>>;

export interface Row {
  readonly key: string;
  /** Changes with every write of this row. */
  readonly etag: string;
  readonly values: Values;
}

/** Without an etag, a `delete` removes whatever is there: then another write of its transaction must be the guard. */
export type Write =
  | { readonly kind: 'insert'; readonly key: string; readonly values: Values }
  | { readonly kind: 'replace'; readonly key: string; readonly values: Values; readonly etag: string }
  | { readonly kind: 'upsert'; readonly key: string; readonly values: Values }
  | { readonly kind: 'delete'; readonly key: string; readonly etag?: string };

/** `exists`: an insert met a row. `changed`: a replace or delete met another etag. `missing`: a replace or delete met nothing. */
export type Why = 'exists' | 'changed' | 'missing';

/**
 * `etags` in the order of the writes, empty for a delete. `index` is the first write that could not be done; then nothing was.
 * After a lost answer the engine may have tried again and met its own success, so a refusal is never proof of having lost.
 */
export type Transacted =
  | { readonly kind: 'done'; readonly etags: readonly string[] }
  | { readonly kind: 'refused'; readonly index: number; readonly why: Why };

/**
 * One table with one partition. Every method may throw `StoreAway` (nothing was written), the two that write also
 * `OutcomeUnknown` (it may have been). Before anything is sent they throw `LimitPassed` for a write that the store never takes, which is a
 * bug, and `TooMuchAtOnce` for more writes than one transaction holds.
 */
export interface Table {
  get(key: string): Promise<Row | undefined>;
  /** Rows with `from` ≤ key < `to`, in key order, at most `limit`. */
  range(from: string, to: string, limit: number): Promise<readonly Row[]>;
  /** All writes or none. */
  transact(writes: readonly Write[]): Promise<Transacted>;
  /** Removes the row only as it was read. `missing` may be this call's own success whose answer was lost. */
  remove(key: string, etag: string): Promise<'removed' | 'changed' | 'missing'>;
}

export interface Engine {
  /** Makes a table; one that exists already is left as it is. */
  create(name: string): Promise<void>;
  /** Costs nothing: using a table that was never made throws `StoreAway`. */
  table(name: string): Table;
}
