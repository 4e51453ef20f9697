// A line of HTTP through this process, before the bot or before the store, where a test may step in before a request arrives and after its answer.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Passing {
  readonly method: string;
  /** With the query, decoded where it can be. */
  readonly path: string;
  readonly body: string;
}
/** `break` cuts the line: the request, or its answer, is lost. */
export type Step = 'pass' | 'break';

export interface Line {
  readonly address: string;
  /** Where requests go now; `undefined`: nobody is there, and the answer is 502. */
  target: () => string | undefined;
  before: (passing: Passing) => Step;
  after: (passing: Passing) => Step;
  /** Requests that have come in and are not answered yet. */
  busy: number;
  close(): Promise<void>;
}

export async function startLine(target: () => string | undefined): Promise<Line> {
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await collect(incoming);
    const passing = { method: incoming.method ?? '', path: decoded(incoming.url ?? ''), body: body.toString('latin1') };
    if (line.before(passing) === 'break') return void incoming.socket.destroy();
    const there = line.target();
    if (there === undefined) return void response.writeHead(502).end();
    const answered = await forward(incoming, body, there).catch(() => undefined);
    if (answered === undefined) return void response.writeHead(502).end();
    if (line.after(passing) === 'break') return void incoming.socket.destroy();
    response.writeHead(answered.head.statusCode ?? 502, answered.head.headers).end(answered.body);
  };
  const server = createServer((incoming, response) => {
    line.busy += 1;
    handle(incoming, response)
      .catch(() => incoming.socket.destroy())
      .finally(() => {
        line.busy -= 1;
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const line: Line = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target,
    before: () => 'pass',
    after: () => 'pass',
    busy: 0,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return line;
}

function forward(incoming: IncomingMessage, body: Buffer, target: string): Promise<{ head: IncomingMessage; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(target);
    const headers = { ...incoming.headers, connection: 'close' };
    const outgoing = request({ hostname, port, method: incoming.method, path: incoming.url, headers }, (head) => {
      collect(head).then((answered) => resolve({ head, body: answered }), reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function collect(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
