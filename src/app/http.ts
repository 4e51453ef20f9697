// A web request and its answer as plain values, so that the edges can serve HTTP without knowing the server.

export interface HttpRequest {
  readonly method: string;
  /** The path as requested, without the query. */
  readonly path: string;
  /** Named parts of the route's path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body after inflating; empty when there was none. */
  readonly body: Buffer;
  /** The bytes before inflating, where the sender packed the body and sent no more than the limit. */
  readonly packed?: Buffer;
  readonly remoteAddress: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** An answer that goes on: the server calls `open` with a way to send; what it returns is called when the reader has gone. */
export interface HttpStream {
  readonly headers: Readonly<Record<string, string>>;
  readonly open: (send: (chunk: string) => void) => () => void;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  /** Express 5 path (`/api/things/:id`) or a regular expression where the path holds its special characters. */
  readonly path: string | RegExp;
  /** Largest body accepted after inflating, in bytes; larger ones are answered by `tooLarge` or a bare 413. */
  readonly bodyBytesMax: number;
  readonly handle: (request: HttpRequest) => Promise<HttpAnswer | HttpStream>;
  /** The answer to a body that cannot be read: too large (413), an unknown Content-Encoding (415), or broken compression (400). */
  readonly unreadable?: (status: 413 | 415 | 400, request: Omit<HttpRequest, 'body'>) => HttpAnswer;
}

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});
