// Lets Azurite in this process find rows by their key: it looks through its whole table for each, which with fifty thousand rows takes a second.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

interface Collection {
  findOne(this: Collection, query: Readonly<Record<string, unknown>>): unknown;
  chain(this: Collection): { find(query: object): unknown };
}
interface Store {
  queryTableEntities(...args: readonly unknown[]): Promise<unknown>;
}

/** The stretch of keys that is being asked for; Azurite works it out in one turn of the event loop. */
let stretch: readonly [string, string] | undefined;

/** The first and the last key of a filter as ours are written. */
function stretchOf(filter: unknown, next: unknown): readonly [string, string] | undefined {
  const [, from, to] = (typeof filter === 'string' && /RowKey ge '((?:[^']|'')*)' and RowKey lt '((?:[^']|'')*)'/.exec(filter)) || [];
  if (from === undefined || to === undefined) return undefined;
  const start = typeof next === 'string' ? Buffer.from(next, 'base64').toString('utf8') : from;
  return [start.replaceAll("''", "'"), to.replaceAll("''", "'")];
}

/** For all Azurites in this process from now on. Its answers stay the same: what is found by its index is filtered as before. */
export function findByRowKey(): void {
  const { prototype: collection } = require('lokijs').Collection as { prototype: Collection };
  const { prototype: store } = require('azurite/dist/src/table/persistence/LokiTableMetadataStore').default as { prototype: Store };
  const { findOne, chain } = collection;
  const { queryTableEntities } = store;
  collection.findOne = function byRowKey(query) {
    if (!('RowKey' in query)) return findOne.call(this, query);
    const { RowKey, ...rest } = query;
    return findOne.call(this, { RowKey, ...rest });
  };
  collection.chain = function within() {
    const all = chain.call(this);
    return (stretch === undefined ? all : all.find({ RowKey: { $between: stretch } })) as ReturnType<Collection['chain']>;
  };
  store.queryTableEntities = function inStretch(...args) {
    const [, , , options, , next] = args;
    stretch = stretchOf((options as { readonly filter?: unknown }).filter, next);
    try {
      return queryTableEntities.apply(this, [...args]);
    } finally {
      stretch = undefined;
    }
  };
}
