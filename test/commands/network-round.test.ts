// What is written of a network as a file says all of it: read back it is the same, whoever set it; of one hub and of all of them.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { networkSource } from '../../src/app/network/network.ts';
import { networkCommand } from '../../src/commands/network.ts';
import { contentOfHub, readNetworkFile, writeNetworkFile } from '../../src/commands/network-file.ts';
import type { NetworkContent } from '../../src/domain/network/state.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { englandHolidays } from '../domain/time/days.ts';
import { anyNetwork } from './network-round.ts';

const at = '2026-11-25T09:00:00.000Z';
function readBack(file: string): NetworkContent {
  const read = readNetworkFile(file);
  if ('faults' in read) throw new Error(read.faults.join('; '));
  return read.network;
}

it('a network is the same as its file read back, and the file as that network written again', () => {
  fc.assert(
    fc.property(anyNetwork, (network) => {
      const file = writeNetworkFile(network);
      expect(readBack(file)).toEqual(network);
      expect(writeNetworkFile(readBack(file))).toBe(file);
    }),
    { numRuns: 300 },
  );
});

it('is stored, printed hub by hub by the command, and each read back as it was', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyNetwork, async (network) => {
      const engine = memoryEngine();
      await makeTables(engine, 'ehub', Object.keys(network.hubs));
      const store = createStore(engine, { prefix: 'ehub', writer: 'test', missing: () => undefined });
      const source = networkSource(
        { store, nudge: () => {} },
        () => englandHolidays,
        () => 0,
      );
      const asked = { operation: randomUUID(), at, by: { kind: 'sender', caller: 'test' } } as const;
      expect(await source.change({ ...asked, type: 'establish', network })).toMatchObject({ kind: 'done' });
      const print = async (...words: readonly string[]): Promise<string> => {
        const said: string[] = [];
        const desk = { env: {}, say: (line: string) => said.push(line), now: () => at, newId: randomUUID, engine };
        const files = { readFile: () => new Uint8Array(), writeFile: () => undefined };
        expect(await networkCommand(words, { ...desk, ...files })).toBe(0);
        return said.join('\n');
      };
      expect(readBack(await print('--stored'))).toEqual(network);
      for (const hub of Object.keys(network.hubs)) expect(readBack(await print('--from', hub))).toEqual(contentOfHub(network, hub));
    }),
    { numRuns: 40 },
  );
});

it('of a hub that is not there says which there are', async () => {
  const said: string[] = [];
  const desk = { env: {}, say: (line: string) => said.push(line), now: () => at, newId: randomUUID, engine: memoryEngine() };
  expect(await networkCommand(['--from', 'NORTH'], { ...desk, readFile: () => new Uint8Array(), writeFile: () => undefined })).toBe(1);
  expect(said).toEqual(['NORTH is no hub of the stored network. No network is stored yet.']);
});
