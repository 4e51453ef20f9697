// Files that are written anew while it runs: taken in once, refused with every fault, and the old one kept.
import { beforeEach, describe, expect, it } from 'vitest';
import { StoreAway } from '../../src/app/ports.ts';
import { createLog } from '../../src/log.ts';
import { lookEveryMs, type Taken, watchFiles } from '../../src/start/watched-files.ts';

let stamps: Record<string, string | undefined>;
let taken: string[];
let answer: () => Promise<Taken>;
let lines: { readonly level: number; readonly msg: string; readonly setting?: string; readonly words?: string }[];
let wakes: (() => void)[];
let slept: number[];
beforeEach(() => {
  stamps = { 'callers.json': '1', 'network.json': '1' };
  [taken, lines, wakes, slept] = [[], [], [], []];
  answer = async () => ({ took: true });
});
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** Half a minute passes, and everything is looked at. */
const look = async (): Promise<void> => {
  await turn();
  wakes.shift()?.();
  await turn();
};
function watch() {
  const file = (name: string, path: string) => ({
    name,
    path,
    take: async () => {
      taken.push(name);
      return answer();
    },
  });
  return watchFiles(
    {
      log: createLog('info', (line) => lines.push(JSON.parse(line))),
      monotonicMs: () => 0,
      sleep: (ms) => {
        slept.push(ms);
        return new Promise((resolve) => wakes.push(resolve));
      },
      stampOf: (path) => stamps[path],
    },
    [file('EHUB_CALLERS_FILE', 'callers.json'), file('EHUB_NETWORK_FILE', 'network.json')],
  );
}

describe('a file', () => {
  it('that stays as it is, is not read again', async () => {
    watch();
    await look();
    await look();
    expect([taken, lines, slept[0]]).toEqual([[], [], lookEveryMs]);
  });
  it('that was written anew is taken in once, with a sentence', async () => {
    watch();
    stamps['callers.json'] = '2';
    await look();
    await look();
    expect(taken).toEqual(['EHUB_CALLERS_FILE']);
    expect(lines).toEqual([
      expect.objectContaining({ msg: 'fileRead', setting: 'EHUB_CALLERS_FILE', words: 'callers.json was read anew and is in use.' }),
    ]);
  });
  it('that says the same is said to', async () => {
    watch();
    stamps['network.json'] = '2';
    answer = async () => ({ took: false });
    await look();
    expect(lines.map(({ words }) => words)).toEqual(['network.json was written anew and says what is in use already.']);
  });
  it('that is at fault is refused with all its faults, and tried again only when it changes', async () => {
    watch();
    stamps['network.json'] = '2';
    answer = async () => ({ faults: ['hubs: none', 'staff[0].name: too long'] });
    await look();
    await look();
    expect(taken).toHaveLength(1);
    expect(lines).toEqual([
      expect.objectContaining({
        msg: 'fileRefused',
        words: 'network.json needs attention, and what was read before stays in use: hubs: none; staff[0].name: too long',
      }),
    ]);
    stamps['network.json'] = '3';
    answer = async () => ({ took: true });
    await look();
    expect(lines.at(-1)?.msg).toBe('fileRead');
  });
  it('with thousands of faults does not fill the log', async () => {
    watch();
    stamps['network.json'] = '2';
    answer = async () => ({ faults: Array.from({ length: 2_000 }, (_, index) => `staff[${index}].name: missing`) });
    await look();
    expect(lines[0]?.words).toMatch(/staff\[49\]\.name: missing; and 1950 more$/);
  });
  it('that vanishes is said to be gone, and what it said stays in use', async () => {
    watch();
    stamps['callers.json'] = undefined;
    answer = async () => ({ faults: ['EHUB_CALLERS_FILE: callers.json cannot be read: is it there, and may you read it?'] });
    await look();
    expect(lines.map(({ msg }) => msg)).toEqual(['fileRefused']);
  });
  it('that could not be taken in because the store is away is tried again', async () => {
    watch();
    stamps['network.json'] = '2';
    answer = async () => Promise.reject(new StoreAway('away'));
    await look();
    answer = async () => ({ took: true });
    await look();
    expect(taken).toHaveLength(2);
    expect(lines.map(({ msg }) => msg)).toEqual(['fileNotTaken', 'fileRead']);
    expect(lines[0]?.words).toMatch(/^The store is away/);
  });
  it('does not keep the other from being looked at', async () => {
    watch();
    stamps = { 'callers.json': '2', 'network.json': '2' };
    answer = async () => Promise.reject(new Error('a bug'));
    await look();
    expect(taken).toEqual(['EHUB_CALLERS_FILE', 'EHUB_NETWORK_FILE']);
  });
});
