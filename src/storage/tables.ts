// The engine on Azure Table Storage (or Azurite) through its SDK: one table per hub with one partition.
import { odata, RestError, type TableClient, type TableEntity } from '@azure/data-tables';
import { OutcomeUnknown, StoreAway } from '../app/ports.ts';
import { own } from '../domain/lookup.ts';
import type { Engine, Row, Table, Transacted, Values, Why, Write } from './engine.ts';
import { PARTITION } from './keys.ts';
import { checkKey, checkTransaction } from './limits.ts';
import type { Patience, Trail } from './request-tries.ts';
import { readRow, sendWrites } from './row-requests.ts';

/** Most rows the store returns in one page. */
const PAGE_ROWS_MAX = 1_000;
/** A range read that needs more pages than this is a bug of ours, or a store that never stops: 10 million rows. */
const PAGES_MAX = 10_000;

export interface TablesOptions {
  readonly client: (table: string) => TableClient;
  readonly patience: Patience;
  /** Shared with the policy that watches each try. */
  readonly trails: WeakMap<object, Trail>;
}

type Call<T> = (abortSignal: AbortSignal) => Promise<T>;

/** The engine over clients that are made once per table. */
export function tablesEngine(options: TablesOptions): Engine {
  const clients = new Map<string, TableClient>();
  const clientOf = (name: string): TableClient => {
    const client = clients.get(name) ?? options.client(name);
    clients.set(name, client);
    return client;
  };
  return {
    create: (name) => within(options, 'read', (abortSignal) => clientOf(name).createTable({ abortSignal })),
    table: (name) => new AzureTable(clientOf(name), options),
  };
}

class AzureTable implements Table {
  readonly #client: TableClient;
  readonly #options: TablesOptions;

  constructor(client: TableClient, options: TablesOptions) {
    this.#client = client;
    this.#options = options;
  }

  async get(key: string): Promise<Row | undefined> {
    checkKey(key);
    return within(this.#options, 'read', async (abortSignal) => {
      try {
        return await readRow(this.#client, key, abortSignal);
      } catch (error) {
        if (statusOf(error) === 404 && errorCode(error) === 'ResourceNotFound') return undefined;
        throw error;
      }
    });
  }

  async range(from: string, to: string, limit: number): Promise<readonly Row[]> {
    const filter = odata`PartitionKey eq ${PARTITION} and RowKey ge ${from} and RowKey lt ${to}`;
    const rows: Row[] = [];
    let token: string | undefined;
    for (let page = 0; page < PAGES_MAX && rows.length < limit; page++) {
      const maxPageSize = Math.min(limit - rows.length, PAGE_ROWS_MAX);
      const settings = token === undefined ? { maxPageSize } : { maxPageSize, continuationToken: token };
      const read = await within(this.#options, 'read', (abortSignal) =>
        this.#client.listEntities<Record<string, unknown>>({ queryOptions: { filter }, abortSignal }).byPage(settings).next(),
      );
      const found = read.value;
      if (read.done || found === undefined) break;
      rows.push(...found.map(toRow));
      // An empty page may well carry a token: only a missing token is the end.
      token = found.continuationToken;
      if (token === undefined) break;
    }
    return rows;
  }

  async transact(writes: readonly Write[]): Promise<Transacted> {
    checkTransaction(writes);
    return within(this.#options, 'write', async (abortSignal) => {
      try {
        const answers = await sendWrites(this.#client, writes, abortSignal);
        if (answers.length !== writes.length) throw new OutcomeUnknown('the store answered a transaction incompletely');
        return { kind: 'done', etags: answers.map(({ etag }) => etag) };
      } catch (error) {
        const why = refusal(error);
        const index = writes.length === 1 ? 0 : indexOf(error);
        if (why === undefined || index === undefined || writes[index] === undefined) throw error;
        return { kind: 'refused', index, why };
      }
    });
  }

  async remove(key: string, etag: string): Promise<'removed' | 'changed' | 'missing'> {
    checkKey(key);
    return within(this.#options, 'write', async (abortSignal) => {
      try {
        await this.#client.deleteEntity(PARTITION, key, { etag, abortSignal });
        return 'removed';
      } catch (error) {
        const why = refusal(error);
        if (why === undefined || why === 'exists') throw error;
        return why;
      }
    });
  }
}

/** Runs a call against its overall deadline and says, when it fails, whether the store may have acted. */
async function within<T>(options: TablesOptions, kind: 'read' | 'write', call: Call<T>): Promise<T> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), options.patience.overallMs);
  const trail: Trail = { unsure: false };
  options.trails.set(abort.signal, trail);
  try {
    return await call(abort.signal);
  } catch (error) {
    throw judged(error, kind, trail);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The failure as the port names it. The SDK's error is not kept as the cause: it carries the whole request, a patient's
 * words included, and would take them into a log.
 */
function judged(error: unknown, kind: 'read' | 'write', trail: Trail): Error {
  if (error instanceof OutcomeUnknown) return error;
  // Nothing was sent: the identity of the process got no token to send it with.
  if (error instanceof Error && noTokenErrors.has(error.name))
    return new StoreAway('the store needs a token, and there is none', 'noToken');
  const status = statusOf(error);
  const code = errorCode(error);
  const because = `${status ?? ''} ${code}`.trim() || 'no answer';
  // An answer the SDK could not read is no answer; running out of time while nobody listened is no doubt.
  const unread = status === undefined && code === '' && !(error instanceof Error && error.name === 'AbortError');
  if (kind === 'write' && (trail.unsure || unread)) return new OutcomeUnknown(`the store gave no answer we can rely on (${because})`);
  // The store understood us and will always say no: a bug of ours, not an outage.
  if (status === 400 || status === 413) return new Error(`the store calls a request of ours wrong (${because})`);
  return new StoreAway(`${own(causes, code) ?? 'the store cannot be reached or refused to work'} (${because})`, code);
}

/** What `@azure/identity` throws, by name: its classes are loaded only where an identity is used. */
const noTokenErrors: ReadonlySet<string> = new Set([
  'CredentialUnavailableError',
  'AggregateAuthenticationError',
  'AuthenticationError',
  'AuthenticationRequiredError',
]);

/** Refusals whose cause the store tells: whoever starts the program reads what to do. */
const causes: Readonly<Record<string, string>> = {
  TableNotFound: 'a table is not there: it has to be made first',
  AuthorizationFailure: 'the storage account\u2019s network rules keep us out: allow this network, or see to its private endpoint',
  AuthorizationPermissionMismatch:
    'this identity may not work on the tables: it needs the role Storage Table Data Contributor, and a role that was just given can take 30 minutes',
};

const ours: ReadonlySet<string> = new Set(['partitionKey', 'rowKey', 'etag', 'timestamp', 'odata.metadata']);

function toRow(entity: TableEntity<Record<string, unknown>> | Record<string, unknown>): Row {
  const columns = Object.entries(entity).filter((each): each is [string, string] => !ours.has(each[0]) && typeof each[1] === 'string');
  return { key: String(entity['rowKey']), etag: String(entity['etag']), values: Object.fromEntries(columns) satisfies Values };
}

function refusal(error: unknown): Why | undefined {
  switch (statusOf(error)) {
    case 409:
      return errorCode(error) === 'EntityAlreadyExists' ? 'exists' : undefined;
    case 412:
      return 'changed';
    case 404:
      return errorCode(error) === 'ResourceNotFound' ? 'missing' : undefined;
    default:
      return undefined;
  }
}

const statusOf = (error: unknown): number | undefined => (error instanceof RestError ? error.statusCode : undefined);

/** The store's own code, such as `EntityAlreadyExists`, or the line's, such as `ECONNRESET`. */
function errorCode(error: unknown): string {
  // Without an identity to sign in with nothing was ever sent; such an error has no code but its name.
  if (error instanceof Error && /^(?:CredentialUnavailable|AggregateAuthentication|Authentication(?:Required)?)Error$/.test(error.name))
    return error.name;
  if (!(error instanceof RestError)) return '';
  const details = error.details as { odataError?: { code?: unknown } } | undefined;
  const code = details?.odataError?.code ?? error.code;
  return typeof code === 'string' ? code : '';
}

/** A failed transaction names the write that failed: `3:The specified entity already exists.` */
function indexOf(error: unknown): number | undefined {
  const found = error instanceof Error ? /^(\d+):/.exec(error.message) : null;
  return found?.[1] === undefined ? undefined : Number(found[1]);
}
