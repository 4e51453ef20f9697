// A start that fails says why in a sentence, and leaves nothing running.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ehub-fails-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the program until it ends: its exit code and what it said. */
function start(env: Record<string, string>): Promise<{ readonly code: number | null; readonly said: string }> {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(EHUB_|Microsoft|NODE_ENV|PORT)/.test(name)));
  const program = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: { ...clean, PORT: '0', EHUB_DATA_FOLDER: folder, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  program.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  return new Promise((resolve) => program.once('exit', (code) => resolve({ code, said })));
}

/** Whether the store that a start left its note of still runs. */
function storeRuns(): boolean {
  const note = join(folder, 'azurite.json');
  if (!existsSync(note)) return false;
  try {
    process.kill((JSON.parse(readFileSync(note, 'utf8')) as { pid: number }).pid, 0);
    return true;
  } catch {
    return false;
  }
}

it('where the port is taken: one sentence, and its store is ended', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
  });
  const { code, said } = await start({ PORT: String(port) });
  other.close();
  expect(code).toBe(1);
  expect(said).toBe(
    `eHub for Teams did not start.\nPort ${port} on 127.0.0.1 is taken: is it running already? Stop that, or set PORT to another number.\n`,
  );
  expect(existsSync(join(folder, 'azurite.json'))).toBe(true);
  expect(storeRuns()).toBe(false);
}, 60_000);

it('where files are missing or spoilt: each by its setting, at once, and nothing was started', async () => {
  const spoilt = join(folder, 'holidays.json');
  writeFileSync(spoilt, '{');
  const missing = join(folder, 'nowhere.json');
  const { code, said } = await start({ EHUB_NETWORK_FILE: missing, EHUB_CALLERS_FILE: missing, EHUB_HOLIDAYS_FILE: spoilt });
  expect(code).toBe(1);
  expect(said.split('\n').slice(1)).toEqual([
    'These settings need attention:',
    `  - EHUB_CALLERS_FILE: ${missing} cannot be read: is it there, and may you read it?`,
    `  - EHUB_NETWORK_FILE: ${missing} cannot be read: is it there, and may you read it?`,
    '  - EHUB_HOLIDAYS_FILE: One-off holidays must be JSON. None were read; the holidays in use stay as they are.',
    '',
  ]);
  expect(storeRuns()).toBe(false);
}, 60_000);
