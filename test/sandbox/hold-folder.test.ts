// A folder is held by one sandbox: whoever comes second reads so, and what a crash or another program left behind holds nothing.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { holdFolder } from '../../src/sandbox/hold-folder.ts';

let folder: string;
const note = (): string => join(folder, 'running.json');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ehub-held-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('refuses a second until the first lets go', async () => {
  const first = await holdFolder(folder, randomUUID);
  await expect(holdFolder(folder, randomUUID)).rejects.toThrow(`A sandbox runs in ${folder} already.`);
  first.release();
  (await holdFolder(folder, randomUUID)).release();
});

it('is held by nobody after a crash, nor by a spoilt note', async () => {
  const crashed = await holdFolder(folder, randomUUID);
  const left = readFileSync(note());
  crashed.release();
  for (const content of [left, '{', '{"id":7,"port":"x"}']) {
    writeFileSync(note(), content);
    (await holdFolder(folder, randomUUID)).release();
  }
});

it('is not held by another program that has the port by now', async () => {
  const other: Server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
  });
  writeFileSync(note(), JSON.stringify({ id: randomUUID(), port }));
  (await holdFolder(folder, randomUUID)).release();
  other.close();
});
