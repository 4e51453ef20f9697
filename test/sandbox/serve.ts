// A very small web server for routes, so that these tests need nothing but the sandbox itself.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpAnswer, HttpRequest, Route } from '../../src/app/http.ts';

export interface Served {
  readonly url: string;
  /** Adds routes after the address is known. */
  readonly add: (routes: readonly Route[]) => void;
  readonly close: () => Promise<void>;
}

const paramsOf = (pattern: string | RegExp, path: string): Record<string, string> | undefined => {
  if (typeof pattern !== 'string') return pattern.test(path) ? {} : undefined;
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const send = (response: ServerResponse, answer: HttpAnswer): void => {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
};

const handle = async (routes: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const body = await bodyOf(request);
  for (const route of routes) {
    const params = route.method === request.method ? paramsOf(route.path, url.pathname) : undefined;
    if (params === undefined) continue;
    const headers = request.headers as Record<string, string | undefined>;
    const asked: HttpRequest = {
      method: route.method,
      path: url.pathname,
      params,
      query: url.searchParams,
      headers,
      body,
      remoteAddress: '127.0.0.1',
    };
    if (body.length > route.bodyBytesMax) return send(response, route.unreadable?.(413, asked) ?? { status: 413 });
    const answer = await route.handle(asked);
    if ('status' in answer) return send(response, answer);
    response.writeHead(200, answer.headers);
    const closed = answer.open((chunk) => response.write(chunk));
    response.on('close', closed);
    return;
  }
  send(response, { status: 404 });
};

/** Serves on a free loopback port. */
export const serve = async (routes: readonly Route[] = []): Promise<Served> => {
  const all = [...routes];
  const server = createServer((request, response) => {
    handle(all, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    add: (more) => {
      all.push(...more);
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
