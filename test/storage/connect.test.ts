// Which accounts may be reached how: nothing about patients travels unencrypted beyond this machine.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { StoreAway } from '../../src/app/ports.ts';
import { type Account, connectTables } from '../../src/storage/connect.ts';
import { usualPatience } from '../../src/storage/request-tries.ts';
import { tablesEngine } from '../../src/storage/tables.ts';
import { connectionStringTo } from './azurite.ts';

const key = 'a2V5';
describe('a storage account', () => {
  it.each<[string, Account]>([
    [
      'Azure by connection string',
      { connectionString: `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${key};EndpointSuffix=core.windows.net` },
    ],
    ['Azurite on this machine', { connectionString: 'UseDevelopmentStorage=true' }],
    [
      'a loopback endpoint',
      { connectionString: `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};TableEndpoint=http://127.0.0.1:10002/a;` },
    ],
    ['Azure by address and identity', { accountUrl: 'https://a.table.core.windows.net' }],
  ])('may be %s', async (_what, account) => {
    expect((await connectTables(account)).table('ehubnorth')).toBeDefined();
  });

  it.each<[string, Account]>([
    [
      'http in a connection string',
      { connectionString: `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};EndpointSuffix=core.windows.net` },
    ],
    [
      'an http endpoint elsewhere',
      { connectionString: `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};TableEndpoint=http://store.example:10002/a;` },
    ],
    ['an http address', { accountUrl: 'http://a.table.core.windows.net' }],
  ])('may not be reached by %s', async (_what, account) => {
    await expect(connectTables(account)).rejects.toThrow('by https');
  });
});

describe('a store that says no', () => {
  it('is away by its own word, and each time is counted', async () => {
    const code = 'AuthorizationPermissionMismatch';
    const server = createServer((_request, response) => {
      response.writeHead(403, { 'content-type': 'application/json', 'x-ms-error-code': code });
      response.end(JSON.stringify({ 'odata.error': { code, message: { lang: 'en-US', value: 'no' } } }));
    });
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
    );
    let refused = 0;
    const engine = await connectTables(
      { connectionString: connectionStringTo(`http://127.0.0.1:${port}`) },
      usualPatience,
      () => refused++,
    );
    for (const asking of [engine.create('ehubnorth'), engine.table('ehubnorth').get('a')])
      await expect(asking).rejects.toMatchObject({ name: 'StoreAway', code });
    expect(refused).toBe(2);
    server.close();
  });
  it('is away, and nothing in doubt, where the identity gets no token', async () => {
    const noToken = async () => Promise.reject(Object.assign(new Error('secret'), { name: 'CredentialUnavailableError' }));
    const client = { createTable: noToken, submitTransaction: noToken, deleteEntity: noToken } as never;
    const engine = tablesEngine({ client: () => client, patience: usualPatience, trails: new WeakMap() });
    for (const asking of [engine.create('ehubnorth'), engine.table('ehubnorth').remove('a', '*')]) {
      const error = await asking.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(StoreAway);
      expect(error).toMatchObject({ code: 'noToken', message: expect.not.stringContaining('secret') });
    }
  });
});
