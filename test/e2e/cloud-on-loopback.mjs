// Loaded before the artefact by a test: what it asks of Microsoft's cloud goes to one server on this machine instead, which sees whom was meant.
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { urlToHttpOptions } from 'node:url';

const instead = new URL(process.env.CLOUD_ON_LOOPBACK);

function request(...said) {
  const url = typeof said[0] === 'string' || said[0] instanceof URL ? urlToHttpOptions(new URL(said.shift())) : {};
  const options = typeof said[0] === 'object' ? said.shift() : {};
  const { agent: _agent, agents: _agents, ...asked } = { ...url, ...options };
  const meant = (asked.hostname ?? asked.host ?? '').replace(/:\d+$/, '');
  const headers = { ...asked.headers, 'x-meant-for': meant };
  return http.request(
    { ...asked, protocol: 'http:', host: instead.hostname, hostname: instead.hostname, port: instead.port, headers, agent: undefined },
    ...said,
  );
}
https.request = request;
https.get = (...said) => request(...said).end();
syncBuiltinESMExports();

const fetchThere = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.protocol !== 'https:') return fetchThere(input, init);
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
  headers.set('x-meant-for', url.hostname);
  return fetchThere(new URL(`${url.pathname}${url.search}`, instead), { ...init, headers });
};
