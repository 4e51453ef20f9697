// The HTTP server: routes of the edges as they are, bodies inflated and limited, a graceful end.
import { createServer, type Server } from 'node:http';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import type { HttpAnswer, HttpRequest, HttpStream, Route } from './app/http.ts';

export interface Serving {
  readonly url: string;
  readonly port: number;
  /** Takes no new requests, lets running ones end, and closes what idles. */
  stop(): Promise<void>;
}

/** A sender with a slow line may take this long for its 2 MiB. */
const requestTimeoutMs = 30_000;
const headersTimeoutMs = 10_000;
/** Longer than the idle time of Azure's front ends (4 minutes would outlive most), so that they close first. */
const keepAliveMs = 65_000;
/** Running requests get this long to end when we stop: an answer to Teams takes 3 s at most. */
export const stopAfterMs = 8_000;
/** So often it is looked whether they have. */
const idleAgainMs = 50;

/**
 * Listens, then serves the routes made for the address it got; until they are there it serves `early`, and answers 503 to everything else.
 * Rejects when the port is taken. `broken` hears of errors that no route caught.
 */
export async function serve(
  routesFor: (url: string) => Promise<readonly Route[]>,
  host: string,
  port: number,
  broken: (path: string, error: unknown) => void,
  early: readonly Route[] = [],
): Promise<Serving> {
  // Streams never end by themselves: they are ended when we stop.
  const streams = new Set<Response>();
  let app = appOf(early, streams, broken, (response) => response.status(503).set('retry-after', '1').end());
  const server = createServer((request, response) => app(request, response));
  server.requestTimeout = requestTimeoutMs;
  server.headersTimeout = headersTimeoutMs;
  server.keepAliveTimeout = keepAliveMs;
  await listening(server, host, port);
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
  try {
    app = appOf(await routesFor(url), streams, broken, (response) => response.status(404).end());
  } catch (error) {
    await stopped(server, streams);
    throw error;
  }
  return { url, port: bound, stop: () => stopped(server, streams) };
}

function appOf(
  routes: readonly Route[],
  streams: Set<Response>,
  broken: (path: string, error: unknown) => void,
  otherwise: (response: Response) => void,
): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.use((request, _response, next) => {
    request.url = plainlyWritten(request.url);
    next();
  });
  for (const route of routes) mount(app, route, streams, broken);
  app.use((_request, response) => otherwise(response));
  return app;
}

/** Letters, digits and `$-._~` may be written as they are or as `%24`: some clients write them so, and mean the same path (RFC 3986, 2.3). */
const plainlyWritten = (url: string): string =>
  url.replace(/^[^?#]*/, (path) =>
    path.replace(/%[0-7][0-9a-f]/gi, (code) => {
      const letter = String.fromCharCode(Number.parseInt(code.slice(1), 16));
      return /[A-Za-z0-9$._~-]/.test(letter) ? letter : code;
    }),
  );

/** The bytes of a body as they come, packed; read beside what unpacks them. `undefined` once there are more than `bytesMax`. */
function packedOf(request: Request, bytesMax: number): () => Buffer | undefined {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity') return () => undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= bytesMax) chunks.push(chunk);
    else chunks.length = 0;
  });
  return () => (bytes > bytesMax ? undefined : Buffer.concat(chunks));
}

function mount(app: express.Express, route: Route, streams: Set<Response>, broken: (path: string, error: unknown) => void): void {
  const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete' | 'patch';
  const read = express.raw({ type: () => true, limit: route.bodyBytesMax, inflate: true });
  const packed = new WeakMap<Request, () => Buffer | undefined>();
  const keepPacked: RequestHandler = (request, _response, next) => {
    packed.set(request, packedOf(request, route.bodyBytesMax));
    next();
  };
  const answer = async (request: Request, response: Response): Promise<void> => {
    try {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const asSent = packed.get(request)?.();
      send(streams, response, await route.handle({ ...described(request), body, ...(asSent ? { packed: asSent } : {}) }));
    } catch (error) {
      broken(String(route.path), error);
      if (!response.headersSent) response.status(500).end();
    }
  };
  const unreadable: ErrorRequestHandler = (error, request, response, _next) => {
    const status = error?.type === 'entity.too.large' ? 413 : error?.type === 'encoding.unsupported' ? 415 : 400;
    if (response.headersSent) return;
    send(streams, response, route.unreadable?.(status, described(request)) ?? { status });
  };
  app[method](route.path, keepPacked, read, answer);
  app.use(unreadable);
}

function described(request: Request): Omit<HttpRequest, 'body'> {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value] as const);
  const params = Object.entries(request.params).filter((each): each is [string, string] => typeof each[1] === 'string');
  const url = new URL(request.originalUrl, 'http://localhost');
  return {
    method: request.method,
    path: url.pathname,
    params: Object.fromEntries(params),
    query: url.searchParams,
    headers: Object.fromEntries(headers),
    remoteAddress: request.socket.remoteAddress ?? '',
  };
}

function send(streams: Set<Response>, response: Response, answer: HttpAnswer | HttpStream): void {
  if ('open' in answer) {
    response.writeHead(200, answer.headers);
    response.flushHeaders();
    const close = answer.open((chunk) => response.write(chunk));
    streams.add(response);
    response.on('close', () => {
      streams.delete(response);
      close();
    });
    return;
  }
  response.status(answer.status);
  response.set('x-content-type-options', 'nosniff');
  response.set('cache-control', 'no-store');
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.set(name, value);
  if (answer.body === undefined) response.end();
  else response.end(answer.body);
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(listenWords(error.code, host, port))));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function listenWords(code: string | undefined, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken: is it running already? Stop that, or set PORT to another number.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user: set PORT to a number above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `EHUB_HOST is ${host}, which is no address of this machine.`;
    default:
      return `It cannot listen on port ${port} of ${host} (${code ?? 'no reason given'}).`;
  }
}

function stopped(server: Server, streams: ReadonlySet<Response>): Promise<void> {
  for (const response of streams) response.end();
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), stopAfterMs);
    // One whose last request ends only now is kept alive by its client, and nothing else would close it before it is forced.
    const idle = setInterval(() => server.closeIdleConnections(), idleAgainMs);
    server.close(() => {
      clearTimeout(force);
      clearInterval(idle);
      resolve();
    });
    server.closeIdleConnections();
  });
}
