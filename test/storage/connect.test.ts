// Which accounts may be reached how: nothing about patients travels unencrypted beyond this machine.
import { describe, expect, it } from 'vitest';
import { type Account, connectTables } from '../../src/storage/connect.ts';

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
