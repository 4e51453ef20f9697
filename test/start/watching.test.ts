// Callers, holidays and the network are read anew as at a start: what is right is used at once, what is at fault changes nothing.
import { beforeEach, expect, it } from 'vitest';
import { writeNetworkFile } from '../../src/commands/network-file.ts';
import { createLog } from '../../src/log.ts';
import { demoNetwork } from '../../src/sandbox/demo/network.ts';
import { createHolidays } from '../../src/start/holidays.ts';
import type { Machine } from '../../src/start/machine.ts';
import { callersInUse, practicesInUse, watching } from '../../src/start/watching.ts';

const paths = { callers: 'callers.json', network: 'network.json', holidays: 'holidays.json', practices: 'practices.csv' };
const secret = 'a-secret-of-more-than-32-characters-made-up';
const caller = (key: string) => ({ id: 'maker', name: 'A maker', hub: 'HUB01', practices: '*' as const, keys: [{ id: key, secret }] });
const listed = (code: string): string => `${code},SALTERN QUAY,Y63,QE1,,,,,,,,,A`;
const nowMs = Date.parse('2026-11-25T09:00:00.000Z');

let files: Record<string, string>;
let written: number;
let lines: string[];
let wakes: (() => void)[];
let taken: string[];
beforeEach(() => {
  files = {
    'practices.csv': listed('A98101'),
    'callers.json': JSON.stringify([caller('k1')]),
    'network.json': writeNetworkFile(demoNetwork()),
    'holidays.json': '[]',
  };
  [written, lines, wakes, taken] = [0, [], [], []];
});
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

async function begun() {
  const log = createLog('info', (line) => lines.push(line));
  const machine = {
    log,
    monotonicMs: () => 0,
    newId: () => 'new',
    sleep: () => new Promise<void>((resolve) => wakes.push(resolve)),
    readFile: (path: string) => Buffer.from(files[path] ?? ''),
    stampOf: (path: string) => `${written} ${files[path]}`,
  } as unknown as Machine;
  const callers = callersInUse([caller('k1')]);
  const holidays = await createHolidays({ nation: 'englandAndWales', nowMs: () => nowMs, log, text: '[]' });
  const takeNetwork = async ({ content, operation }: { content: { hubs: object }; operation: string }) => {
    taken.push(`${operation} ${Object.keys(content.hubs).join()}`);
    return { took: true };
  };
  const practices = practicesInUse(undefined);
  watching({ files: paths }, machine, { callers, holidays, practices, product: { takeNetwork } });
  await turn();
  return { callers, holidays, practices };
}
async function write(path: string, text: string): Promise<void> {
  files[path] = text;
  wakes.shift()?.();
  for (let turns = 0; turns < 5; turns++) await turn();
}
const said = (event: string): readonly string[] =>
  lines.map((line) => JSON.parse(line)).flatMap(({ msg, words }) => (msg === event ? [words] : []));

it('a key that was changed is the only one from then on', async () => {
  const { callers } = await begun();
  await write('callers.json', JSON.stringify([caller('k2')]));
  expect(callers.current()).toEqual([caller('k2')]);
  expect(said('fileRead')).toEqual(['callers.json was read anew and is in use.']);
});

it.each([
  ['no JSON', '[{', /is not JSON/],
  [
    'a short secret',
    JSON.stringify([{ ...caller('k2'), keys: [{ id: 'k2', secret: 'short-secret' }] }]),
    /EHUB_CALLERS_FILE at \[0\]\.keys\[0\]\.secret/,
  ],
  [
    'the sample\u2019s secret',
    JSON.stringify([{ ...caller('k2'), keys: [{ id: 'k2', secret: `replace-this-${secret}` }] }]),
    /is the sample/,
  ],
])('with %s the callers stay, and no secret is said', async (_what, text, words) => {
  const { callers } = await begun();
  await write('callers.json', text);
  expect(callers.current()).toEqual([caller('k1')]);
  expect(said('fileRefused')).toEqual([expect.stringMatching(words)]);
  expect(lines.join()).not.toMatch(/a-secret|short-secret/);
});

it('practices are chosen from the list as it is now, and one that is none is not used', async () => {
  const { practices } = await begun();
  await write('practices.csv', listed('B98202'));
  expect([...(practices.current()?.keys() ?? [])]).toEqual(['B98202']);
  await write('practices.csv', 'not a list');
  expect(practices.current()?.size).toBe(1);
  expect(said('fileRefused')).toEqual([expect.stringMatching(/EHUB_PRACTICE_LIST: .* has no practices in it/)]);
});

it('holidays are those of the file', async () => {
  const { holidays } = await begun();
  await write('holidays.json', '[{"nation":"englandAndWales","date":"2027-06-07","name":"A jubilee"}]');
  expect(holidays.current().days).toContainEqual({ date: '2027-06-07', name: 'A jubilee' });
  await write('holidays.json', '{}');
  expect(holidays.current().days).toContainEqual({ date: '2027-06-07', name: 'A jubilee' });
  expect(said('fileRefused')).toEqual([expect.stringMatching(/must be a list/)]);
});

it('the network is taken in as at a start, and one that is at fault is not even tried', async () => {
  await begun();
  await write('network.json', `${writeNetworkFile(demoNetwork())}\n`);
  expect(taken).toEqual(['file|new HUB01']);
  await write('network.json', '{"hubs":[],"practices":[],"staff":[],"more":1}');
  expect(taken).toHaveLength(1);
  expect(said('fileRefused')).toEqual([expect.stringMatching(/EHUB_NETWORK_FILE at hubs: .*; EHUB_NETWORK_FILE at /)]);
});
