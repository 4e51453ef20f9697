// One row's read and writes as HTTP says them to Azure Tables: one write by itself, several as one transaction.
//
// The SDK builds a client anew for each transaction, which costs much of a press's processor time, and cannot delete under an etag. When it
// reads a row it works out types of columns, which we do not need: ours are all text.
import { createDefaultHttpClient, createHttpHeaders, createPipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import { RestError, type TableClient } from '@azure/data-tables';
import type { Row, Values, Write } from './engine.ts';
import { PARTITION } from './keys.ts';

/** What the store answered to one write. */
export interface Answered {
  readonly status: number;
  /** Empty for a delete. */
  readonly etag: string;
}

const http = createDefaultHttpClient();
const apiVersion = '2019-02-02';
/** A single write with a longer body goes as a transaction of one: for a single write Azurite limits bytes, Azure UTF-16 characters. */
const singleBytesMax = 32_768;
const line = '\r\n';
/** Where parts begin and end: always the same, for JSON has no line break in which one could stand. */
const batch = 'batch_9f3b1c52-7d1e-4c55-9a0e-3c2f6b8d4e10';
const changes = 'changeset_1e7a90d4-52c8-4f0b-8b6d-7a4c2f9e3d21';

/** Sends the writes through the client's own policies: identity, retries, patience. Rejects with a `RestError` for whatever is not a success. */
export async function sendWrites(client: TableClient, writes: readonly Write[], abortSignal: AbortSignal): Promise<readonly Answered[]> {
  const base = baseOf(client);
  const parts = writes.map((write) => partOf(`${base}/${client.tableName}`, write));
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && Buffer.byteLength(only.body ?? '') <= singleBytesMax) {
    const { status, headers } = await send(client, only, abortSignal);
    return [{ status, etag: headers.get('etag') ?? '' }];
  }
  const headers = {
    ...{ Accept: 'application/json', DataServiceVersion: '3.0;', MaxDataServiceVersion: '3.0;NetFx', 'Accept-Charset': 'UTF-8' },
    'Content-Type': `multipart/mixed; boundary=${batch}`,
  };
  return answers(await send(client, { method: 'POST', url: `${base}/$batch`, headers, body: bodyOf(parts) }, abortSignal));
}

/** One row as it is, its etag and its columns, all of them text. Rejects as `sendWrites`, with 404 where there is none. */
export async function readRow(client: TableClient, key: string, abortSignal: AbortSignal): Promise<Row> {
  const url = rowUrl(`${baseOf(client)}/${client.tableName}`, key);
  const headers = { Accept: 'application/json;odata=nometadata', DataServiceVersion: '3.0' };
  const response = await send(client, { method: 'GET', url, headers }, abortSignal);
  const { PartitionKey: _partition, RowKey: _key, Timestamp: _written, ...columns } = JSON.parse(response.bodyAsText ?? '') as Values;
  return { key, etag: response.headers.get('etag') ?? '', values: columns };
}

const baseOf = ({ url }: TableClient): string => url.replace(/\/(?=\?|$)/, '').split('?')[0] ?? '';

async function send(client: TableClient, { method, url, headers, body }: Part, abortSignal: AbortSignal): Promise<PipelineResponse> {
  const [, query] = client.url.split('?');
  const request = createPipelineRequest({
    url: query === undefined ? url : `${url}?${query}`,
    method,
    headers: createHttpHeaders({ ...headers, 'x-ms-version': apiVersion }),
    allowInsecureConnection: url.startsWith('http:'),
    abortSignal,
    ...(body === undefined ? {} : { body }),
  });
  const response = await client.pipeline.sendRequest(http, request);
  if (response.status < 200 || response.status >= 300) throw failure(response, response.status, response.bodyAsText ?? '');
  return response;
}

interface Part {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const rowUrl = (table: string, key: string): string =>
  `${table}(PartitionKey='${PARTITION}',RowKey='${encodeURIComponent(key.replaceAll("'", "''"))}')`;

function partOf(table: string, write: Write): Part {
  const version = { DataServiceVersion: '3.0' };
  const headers = { Accept: 'application/json;odata=minimalmetadata', ...version };
  const url = rowUrl(table, write.key);
  if (write.kind === 'delete') return { method: 'DELETE', url, headers: { ...headers, 'If-Match': write.etag ?? '*' } };
  const body = JSON.stringify({ PartitionKey: PARTITION, RowKey: write.key, ...write.values });
  const said = { 'Content-Type': 'application/json', Accept: 'application/json', ...version };
  switch (write.kind) {
    case 'insert':
      return { method: 'POST', url: table, headers: { ...headers, 'Content-Type': 'application/json', Prefer: 'return-no-content' }, body };
    case 'upsert':
      return { method: 'PUT', url, headers: said, body };
    case 'replace':
      return { method: 'PUT', url, headers: { ...said, 'If-Match': write.etag }, body };
  }
}

function bodyOf(parts: readonly Part[]): string {
  const lines = [`--${batch}`, `content-type: multipart/mixed; boundary=${changes}`, ''];
  for (const { method, url, headers, body } of parts) {
    lines.push('', `--${changes}`, 'content-type: application/http', 'content-transfer-encoding: binary', '');
    lines.push(`${method} ${url} HTTP/1.1`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', '', body ?? '');
  }
  return [...lines, `--${changes}--`, `--${batch}--`, ''].join(line);
}

/** A transaction that was refused is a success over the wire with one refusal inside, which names the write: `3:The specified …`. */
function answers(response: PipelineResponse): readonly Answered[] {
  const parts = (response.bodyAsText ?? '').split('--changesetresponse_').slice(1, -1);
  return parts.map((part) => {
    const status = Number(/HTTP\/1\.1 (\d{3})/.exec(part)?.[1]);
    if (!(status >= 200 && status < 300)) throw failure(response, status, /\{.*\}/s.exec(part)?.[0] ?? '');
    return { status, etag: /^etag: (.*?)\r?$/im.exec(part)?.[1] ?? '' };
  });
}

/** As the SDK's own failures are, so that they are judged alike. */
function failure(response: PipelineResponse, statusCode: number, body: string): RestError {
  const { code, message } = errorIn(body);
  return new RestError(message, { statusCode, ...(code === undefined ? {} : { code }), request: response.request, response });
}

function errorIn(body: string): { readonly code: string | undefined; readonly message: string } {
  try {
    const error = (JSON.parse(body) as { 'odata.error'?: { code?: string; message?: { value?: string } } })['odata.error'];
    return { code: error?.code, message: error?.message?.value ?? 'refused' };
  } catch {
    return { code: undefined, message: 'refused' };
  }
}
