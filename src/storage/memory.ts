// The engine in memory: semantics and limits of Azure Tables, for simulation, benches and quick tests.
import { StoreAway } from '../app/ports.ts';
import type { Engine, Row, Table, Transacted, Values, Why, Write } from './engine.ts';
import { checkKey, checkTransaction } from './limits.ts';
import { SortedKeys } from './sorted.ts';

/** A store in memory, empty at first. */
export function memoryEngine(): Engine {
  const tables = new Map<string, MemoryTable>();
  const existing = (name: string): MemoryTable => {
    const table = tables.get(name);
    if (table === undefined) throw new StoreAway(`there is no table ${name}: it has to be made first`, 'TableNotFound');
    return table;
  };
  return {
    create: async (name) => {
      if (!tables.has(name)) tables.set(name, new MemoryTable());
    },
    table: (name) => ({
      get: async (key) => existing(name).get(key),
      range: async (from, to, limit) => existing(name).range(from, to, limit),
      transact: async (writes) => existing(name).transact(writes),
      remove: async (key, etag) => existing(name).remove(key, etag),
    }),
  };
}

type Sync<T> = { [K in keyof T]: T[K] extends (...args: infer A) => Promise<infer R> ? (...args: A) => R : never };

/** Every method runs to its end in one turn of the event loop, which is what makes a transaction atomic. */
class MemoryTable implements Sync<Table> {
  readonly #rows = new Map<string, Row>();
  readonly #keys = new SortedKeys();
  #writes = 0;

  get(key: string): Row | undefined {
    checkKey(key);
    return this.#rows.get(key);
  }

  range(from: string, to: string, limit: number): readonly Row[] {
    return this.#keys.range(from, to, limit).flatMap((key) => this.#rows.get(key) ?? []);
  }

  transact(writes: readonly Write[]): Transacted {
    checkTransaction(writes);
    for (const [index, write] of writes.entries()) {
      const why = refusal(write, this.#rows.get(write.key));
      if (why !== undefined) return { kind: 'refused', index, why };
    }
    return { kind: 'done', etags: writes.map((write) => this.#apply(write)) };
  }

  remove(key: string, etag: string): 'removed' | 'changed' | 'missing' {
    checkKey(key);
    const row = this.#rows.get(key);
    if (row === undefined) return 'missing';
    if (row.etag !== etag) return 'changed';
    this.#apply({ kind: 'delete', key });
    return 'removed';
  }

  #apply(write: Write): string {
    if (write.kind === 'delete') {
      this.#rows.delete(write.key);
      this.#keys.delete(write.key);
      return '';
    }
    if (!this.#rows.has(write.key)) this.#keys.add(write.key);
    const row = { key: write.key, etag: `W/"${++this.#writes}"`, values: copied(write.values) };
    this.#rows.set(write.key, row);
    return row.etag;
  }
}

function refusal(write: Write, row: Row | undefined): Why | undefined {
  switch (write.kind) {
    case 'insert':
      return row === undefined ? undefined : 'exists';
    case 'upsert':
      return undefined;
    case 'delete':
    case 'replace':
      if (row === undefined) return 'missing';
      return write.etag === undefined || row.etag === write.etag ? undefined : 'changed';
  }
}

// The caller may change its object afterwards; what is stored must stay as it was.
const copied = (values: Values): Values => Object.freeze({ ...values });
