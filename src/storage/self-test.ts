// Tries the store as the product uses it: a row of the system table is written, read and removed.
import { StoreAway } from '../app/ports.ts';
import type { StoreSeen } from '../domain/doctor/seen.ts';
import type { HubId } from '../domain/terms.ts';
import type { Engine } from './engine.ts';
import { key, locate, systemTable } from './keys.ts';
import { HalfRestored, NewerStore, schemaOf } from './schema.ts';
import { NETWORK } from './setup.ts';

/** What became of it. `mark` differs for each try. Does not throw. */
export async function tryStore(engine: Engine, prefix: string, hubs: readonly HubId[], mark: string): Promise<StoreSeen> {
  try {
    const table = engine.table(systemTable(prefix));
    const row = { key: key('tried', mark), values: { mark } };
    await table.transact([{ kind: 'upsert', ...row }]);
    const read = await table.get(row.key);
    if (read?.values['mark'] !== mark) return { kind: 'away', because: 'what was written was not there to be read' };
    await table.remove(row.key, read.etag);
    for (const name of [systemTable(prefix), locate(prefix, NETWORK), ...hubs.map((hub) => locate(prefix, hub))])
      await schemaOf(engine, name);
    return { kind: 'wrote' };
  } catch (error) {
    return seenIn(error);
  }
}

function seenIn(error: unknown): StoreSeen {
  if (error instanceof NewerStore || error instanceof HalfRestored) return { kind: 'unreadable', words: error.message };
  const code = error instanceof StoreAway ? error.code : '';
  switch (code) {
    case 'AuthorizationFailure':
      return { kind: 'refused', why: 'network' };
    case 'AuthorizationPermissionMismatch':
    case 'InsufficientAccountPermissions':
      return { kind: 'refused', why: 'role' };
    case 'AuthenticationFailed':
      return { kind: 'refused', why: 'key' };
    case 'CredentialUnavailableError':
    case 'AggregateAuthenticationError':
    case 'AuthenticationRequiredError':
    case 'AuthenticationError':
      return { kind: 'refused', why: 'identity' };
    case 'TableNotFound':
      return { kind: 'refused', why: 'tableMissing' };
    default:
      return { kind: 'away', because: code === '' ? 'no answer' : code };
  }
}
