// The key that links are signed with: made by whichever instance needs it first, and then the same for all of them.
import { createHash } from 'node:crypto';
import { fromColumns, toColumns } from './columns.ts';
import type { Engine } from './engine.ts';
import { key, systemTable } from './keys.ts';

interface KeyBody {
  readonly hex: string;
}

/** `newId` gives ids that nobody can guess: three of them are more than the key can hold. Throws as the store does. */
export function createLinkKey(engine: Engine, prefix: string, newId: () => string): () => Promise<Buffer> {
  const table = engine.table(systemTable(prefix));
  const rowKey = key('link', 'key');
  let known: Buffer | undefined;
  const find = async (): Promise<Buffer | undefined> => {
    const row = await table.get(rowKey);
    known = row && Buffer.from(fromColumns<KeyBody>('body', row.values).hex, 'hex');
    return known;
  };
  return async () => {
    const there = known ?? (await find());
    if (there !== undefined) return there;
    const hex = createHash('sha256').update([newId(), newId(), newId()].join()).digest('hex');
    await table.transact([{ kind: 'insert', key: rowKey, values: toColumns('body', { hex } satisfies KeyBody) }]);
    // Another instance may have been quicker, and an answer may have been lost: what stands there counts.
    const made = await find();
    if (made === undefined) throw new Error('the key of links was written and is not there');
    return made;
  };
}
