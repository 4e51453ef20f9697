// A web proxy before the store that loses requests and answers on command, so that the real SDK meets real broken lines.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What becomes of one request: `loseRequest` breaks the line before the store sees it; `loseAnswer` breaks it once the store
 * has answered; `hang` forwards nothing and never answers; `hangAfter` lets the store act and never answers; a number
 * is answered in the store's place; `busy` is Azure's own 503; `throttled` is a 429 without Retry-After; `actThen503` acts, then says 503;
 * `emptyPage` answers a query with no rows and a token to go on with, as Azure may.
 */
export type Fault =
  | 'pass'
  | 'loseRequest'
  | 'loseAnswer'
  | 'hang'
  | 'hangAfter'
  | 'busy'
  | 'throttled'
  | 'actThen503'
  | 'emptyPage'
  | 500
  | 503;

export interface FaultyProxy {
  readonly address: string;
  /** Asked for each request, with its number since the start. */
  plan: (method: string, path: string) => Fault;
  /** Requests seen so far. */
  seen: number;
  close(): Promise<void>;
}

const token = 'x-ms-continuation-';
const busy = '{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"The server is busy."}}}';

/** A proxy on loopback before the store at `target`, faultless until given a plan. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const { hostname, port } = new URL(target);
  const forward = (incoming: IncomingMessage, body: Buffer): Promise<{ answer: IncomingMessage; body: Buffer }> =>
    new Promise((resolve, reject) => {
      const headers = { ...incoming.headers, connection: 'close' };
      const outgoing = request({ hostname, port, method: incoming.method, path: incoming.url, headers }, (answer) => {
        collect(answer).then((answered) => resolve({ answer, body: answered }), reject);
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    proxy.seen++;
    const fault = proxy.plan(incoming.method ?? '', incoming.url ?? '');
    if (fault === 'loseRequest') return void incoming.socket.destroy();
    const body = await collect(incoming);
    if (fault === 'hang') return;
    if (fault === 'busy') return void response.writeHead(503, { 'content-type': 'application/json' }).end(busy);
    if (fault === 'throttled') return void response.writeHead(429).end();
    if (fault === 'emptyPage') {
      const headers = { 'content-type': 'application/json', [`${token}NextPartitionKey`]: 'p', [`${token}NextRowKey`]: '!' };
      return void response.writeHead(200, headers).end('{"value":[]}');
    }
    if (typeof fault === 'number') return void response.writeHead(fault).end();
    const answered = await forward(incoming, body);
    if (fault === 'loseAnswer') return void incoming.socket.destroy();
    if (fault === 'hangAfter') return;
    if (fault === 'actThen503') return void response.writeHead(503).end();
    response.writeHead(answered.answer.statusCode ?? 500, answered.answer.headers).end(answered.body);
  };

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: FaultyProxy = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    plan: () => 'pass',
    seen: 0,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return proxy;
}

async function collect(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
