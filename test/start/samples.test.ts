// The sample files that are shipped: each is taken as it is, all three fit each other, and nobody can start with the sample's secret.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { networkFileSchema, readNetworkFile } from '../../src/commands/network-file.ts';
import { callersFileSchema, callersSchema } from '../../src/intake/caller.ts';
import { readOneOffs } from '../../src/schedule/holidays.ts';

const sample = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../infra/samples/${name}.sample.json`, import.meta.url)), 'utf8');

it('the network is one', () => {
  const read = readNetworkFile(sample('network'));
  expect('faults' in read ? read.faults : []).toEqual([]);
});

it('the callers are known to it, and their secret is refused until it is replaced', () => {
  const read = readNetworkFile(sample('network'));
  const text = sample('callers');
  expect(callersSchema.safeParse(JSON.parse(text)).error?.issues.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^is the sample\u2019s, which everybody knows: make one of your own/),
  ]);
  const callers = callersSchema.parse(JSON.parse(text.replaceAll('replace-this-by', 'made-up')));
  const { hubs, practices } = 'network' in read ? read.network : { hubs: {}, practices: {} };
  for (const { hub, practices: may } of callers) {
    expect(Object.keys(hubs)).toContain(hub);
    if (may !== '*') expect(Object.keys(practices)).toEqual(expect.arrayContaining(may));
  }
  expect(callers.some(({ appId }) => appId !== undefined)).toBe(true);
});

it('the holidays can be used', () => {
  expect(readOneOffs(sample('holidays'))).toHaveLength(2);
});

it.each([
  ['network', networkFileSchema(), ['hubs', 'practices', 'staff']],
  [
    'callers',
    { properties: (callersFileSchema() as { items: { properties: object } }).items.properties },
    ['id', 'name', 'hub', 'practices', 'keys', 'appId'],
  ],
])('the schema of the %s says what each part means', (_name, schema, parts) => {
  const { properties } = schema as { properties: Readonly<Record<string, { readonly description?: string }>> };
  for (const part of parts) expect(properties[part]?.description, part).toMatch(/^[A-Z]/);
});
