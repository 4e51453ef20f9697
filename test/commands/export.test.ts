// A hub moved by the programs themselves, from memory into a store and out again: equal line by line, sound, and what it takes in time and memory.
//
// `EHUB_MOVED=1500` moves as many eConsults by the programs, each in a process of its own, and says what it measured; Azurite takes longer for each
// row the more there are. `EHUB_MOVED_IN_MEMORY=10000` moves as many from one store in memory to another, by way of a file.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportCommand } from '../../src/commands/export.ts';
import { restoreCommand } from '../../src/commands/restore.ts';
import { verify } from '../../src/commands/verify.ts';
import { createOwnFile, linesOf } from '../../src/commands/whole-files.ts';
import { demoHub } from '../../src/sandbox/demo/people.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { inspect } from '../../src/storage/inspect.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { fill, type Ground, makeGround } from '../bench/ground.ts';
import { startAzurite } from '../storage/azurite.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const count = Number(process.env['EHUB_MOVED'] ?? 300);
const countInMemory = Number(process.env['EHUB_MOVED_IN_MEMORY'] ?? 0);
const minutes = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'ehub-moved-'));
const names = ['system', 'network', demoHub] as const;
const fileOf = (name: string, step: string): string => join(folder, `${name}.${step}.jsonl`);

let ground: Ground;
let azurite: Awaited<ReturnType<typeof startAzurite>>;
let said: string[] = [];
let warned: string[] = [];
const inMemory = () => ({
  env: {},
  say: (line: string) => void said.push(line),
  warn: (line: string) => void warned.push(line),
  now: () => '2026-11-26T09:00:00.000Z',
  createFile: createOwnFile,
  linesOf,
  opened: { engine: ground.engine, prefix: 'bench1' },
});

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly seconds: number;
  /** Peak of its memory, in MB; 0 where the system does not say. */
  readonly peakMb: number;
}

const settings = (): Record<string, string> => ({
  ...{ EHUB_MODE: 'sandbox', EHUB_STORAGE_CONNECTION: azurite.connectionString, EHUB_TABLE_PREFIX: 'moved' },
});

/** Does one of the commands against the store: in this process, which is quick, but where it is measured, and once in any case, as `npm run` does. */
async function run(...words: readonly string[]): Promise<Ran> {
  if (process.env['EHUB_MOVED'] !== undefined || words[0] === 'export') return program(words);
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const desk = { env: settings(), say, warn: say, linesOf };
  const code = words[0] === 'verify' ? await verify(settings(), say) : await restoreCommand(words.slice(1), desk);
  return { code, out: lines.join('\n'), seconds: 0, peakMb: 0 };
}

async function program(words: readonly string[]): Promise<Ran> {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(EHUB_|Microsoft|NODE_ENV)/.test(name)));
  const startedMs = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'src/main.ts'), ...words], {
    cwd: root,
    env: { ...clean, ...settings() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let peakMb = 0;
  for (const from of [child.stdout, child.stderr])
    from.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8');
    });
  const looking = setInterval(() => {
    const status = `/proc/${child.pid}/status`;
    if (!existsSync(status)) return;
    peakMb = Math.max(peakMb, Number(/VmHWM:\s*(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) / 1_024);
  }, 50);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(looking);
  return { code, out, seconds: (performance.now() - startedMs) / 1_000, peakMb };
}
/** The rows of an export and its last line, which tells of them; the first line has the time. */
const rowsOf = (path: string): readonly string[] => readFileSync(path, 'utf8').split('\n').slice(1, -2);
const tell = (what: string, { seconds, peakMb }: Ran): void => {
  if (process.env['EHUB_MOVED'] !== undefined)
    process.stdout.write(`${count} eConsults, ${what}: ${seconds.toFixed(1)} s, ${peakMb.toFixed(0)} MB at most\n`);
};

beforeAll(async () => {
  azurite = await startAzurite();
  ground = await makeGround(memoryEngine(), 'memory');
  const ids = await fill(ground, 'moved', count);
  for (const [index, id] of ids.entries()) if (index % 3 === 0) await ground.claim(id);
}, 10 * minutes);
afterAll(async () => {
  await azurite.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a hub', () => {
  it(
    'is exported, restored and exported again: the same rows, and as sound as before',
    async () => {
      for (const name of names) expect(await exportCommand([name, '--out', fileOf(name, 'first')], inMemory()), said.join('\n')).toBe(0);
      const before = await inspect(ground.engine, 'bench1', demoHub);
      expect(before.findings).toEqual([]);
      expect(before.things).toBeGreaterThan(count);

      const restored = await run('restore', ...names.map((name) => fileOf(name, 'first')));
      tell('restored', restored);
      expect(restored).toMatchObject({
        code: 0,
        out: expect.stringContaining(`${before.things} things, ${before.events} events, 0 findings`),
      });

      const exported = await run('export', demoHub, '--out', fileOf(demoHub, 'again'));
      tell('exported', exported);
      expect(exported.code, exported.out).toBe(0);
      expect(rowsOf(fileOf(demoHub, 'again'))).toEqual(rowsOf(fileOf(demoHub, 'first')));

      const verified = await run('verify');
      tell('verified', verified);
      expect(verified).toMatchObject({
        code: 0,
        out: expect.stringContaining(`${demoHub}: ${before.things} things, ${before.events} events, 0 findings`),
      });
      // Memory holds a page and a few transactions, not the hub: 300 take as much as 10,000 give or take what Node needs for itself.
      for (const { peakMb } of [restored, exported]) expect(peakMb).toBeLessThan(400);
    },
    20 * minutes,
  );

  it('is not restored over itself, and says so in a sentence', async () => {
    const again = await run('restore', fileOf(demoHub, 'first'));
    expect(again.code).toBe(1);
    expect(again.out).toContain(`The table moved${demoHub.toLowerCase()} holds rows already`);
  });
});

describe.runIf(countInMemory > 0)('a large hub', () => {
  it(
    'from memory to a file, to memory again',
    async () => {
      const large = await makeGround(memoryEngine(), 'memory');
      const ids = await fill(large, 'large', countInMemory);
      for (const [index, id] of ids.entries()) if (index % 3 === 0) await large.claim(id);
      const path = fileOf(demoHub, 'large');
      const before = await inspect(large.engine, 'bench2', demoHub);
      let peakBytes = 0;
      const looking = setInterval(() => {
        peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
      }, 20);
      const times: string[] = [];
      const timed = async (what: string, doing: () => Promise<unknown>): Promise<void> => {
        const startMs = performance.now();
        peakBytes = process.memoryUsage.rss();
        const from = peakBytes;
        expect(await doing()).toBe(0);
        times.push(
          `${what} ${((performance.now() - startMs) / 1_000).toFixed(1)} s, at most ${((peakBytes - from) / 1_048_576).toFixed(0)} MB more`,
        );
      };
      await timed('exported in', () =>
        exportCommand([demoHub, '--out', path], { ...inMemory(), opened: { engine: large.engine, prefix: 'bench2' } }),
      );
      const to = memoryEngine();
      await timed('restored (the store in memory included) in', () =>
        restoreCommand([path], { ...inMemory(), opened: { engine: to, prefix: 'to' } }),
      );
      clearInterval(looking);
      expect(await inspect(to, 'to', demoHub)).toEqual(before);
      const allOf = async (engine: Engine, table: string) =>
        (await engine.table(table).range('', '~', 10_000_000)).map(({ key, values }) => JSON.stringify([key, values]));
      expect(await allOf(to, `to${demoHub.toLowerCase()}`)).toEqual(await allOf(large.engine, `bench2${demoHub.toLowerCase()}`));
      const mb = statSync(path).size / 1_048_576;
      process.stdout.write(
        `${countInMemory} eConsults, ${rowsOf(path).length} rows, ${mb.toFixed(0)} MB: ${times.join('; ')}; ${before.events} events, 0 findings, equal\n`,
      );
    },
    20 * minutes,
  );
});

describe('the file', () => {
  it('is for its owner alone, is warned of, and is never written over', async () => {
    const path = fileOf(demoHub, 'owner');
    [said, warned] = [[], []];
    expect(await exportCommand([demoHub, '--out', path], inMemory())).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(warned.join('\n')).toMatch(/^The file holds patients\u2019 names, numbers and words\./);
    expect(said.at(-1)).toMatch(/rows in .*owner\.jsonl, SHA-256 [0-9a-f]{64}$/);
    expect(await exportCommand([demoHub, '--out', path], inMemory())).toBe(1);
    expect(said.at(-1)).toContain('cannot be written (EEXIST)');
  });

  it.each([
    ['that is not there', 'missing', undefined, /cannot be read \(ENOENT\)/],
    ['that is no export', 'none', '{"hubs": []}\n', /cannot be restored: it does not begin as an export does/],
    ['that was cut off', 'cut', 'first half', /cannot be restored: its end is missing/],
  ])('%s is refused, and nothing is changed', async (_, name, content, words) => {
    const path = fileOf(name, 'spoilt');
    const whole = readFileSync(fileOf(demoHub, 'first'), 'utf8');
    if (content !== undefined) writeFileSync(path, content === 'first half' ? whole.slice(0, Math.floor(whole.length / 2)) : content);
    said = [];
    expect(await restoreCommand([path], { ...inMemory(), opened: { engine: memoryEngine(), prefix: 'other' } })).toBe(1);
    expect(said.join('\n')).toMatch(words);
  });

  it('of a hub that is not there: which there are', async () => {
    said = [];
    expect(await exportCommand(['NOWHERE'], inMemory())).toBe(1);
    expect(said).toEqual([`There is no hub NOWHERE. Stored are: system, network, ${demoHub}.`]);
  });

  it.each([[[]], [['--out']], [['all', '--out', 'x']], [['A', 'B']]])('%j is answered with the usage', async (words) => {
    said = [];
    expect(await exportCommand(words, inMemory())).toBe(1);
    expect(said.join('\n')).toContain('npm run export -- HUB');
  });
});

describe('which store is meant', () => {
  const nowhere = join(folder, 'no-sandbox-here');
  const bare = (env: Readonly<Record<string, string>>) => {
    const { opened: _, ...rest } = inMemory();
    return { ...rest, env: { EHUB_DATA_FOLDER: nowhere, ...env } };
  };
  it.each([
    ['none is named', [], {}, /^No store is named: set EHUB_STORAGE_ACCOUNT_URL .* add --sandbox\. Nothing was done\.$/],
    ['it is named, but empty', [], { EHUB_STORAGE_ACCOUNT_URL: '' }, /^No store is named/],
    ['the sandbox\u2019s and another', ['--sandbox'], { EHUB_STORAGE_ACCOUNT_URL: 'https://made-up.invalid' }, /^--sandbox and a store/],
  ])('must be said: %s', async (_, words, env, like) => {
    said = [];
    expect(await exportCommand(['all', ...words], bare(env))).toBe(1);
    expect(await restoreCommand([fileOf(demoHub, 'first'), ...words], bare(env))).toBe(1);
    expect(said).toEqual([expect.stringMatching(like), expect.stringMatching(like)]);
    expect(existsSync(nowhere)).toBe(false);
  });

  it.each([
    ['without tables', () => Promise.resolve()],
    ['with empty tables', (engine: Engine) => makeTables(engine, 'other', [])],
  ])('is refused without a hub in it, and no file is written: %s', async (_, make) => {
    said = [];
    const engine = memoryEngine();
    await make(engine);
    const none = () => Promise.reject(new Error('no file is to be written'));
    expect(await exportCommand(['all'], { ...inMemory(), createFile: none, opened: { engine, prefix: 'other' } })).toBe(1);
    expect(said).toEqual([expect.stringMatching(/^There is no hub in the tables that begin with other, .* EHUB_TABLE_PREFIX/)]);
  });

  it('is not whole while the list of hubs names one of which nothing is there', async () => {
    const engine = memoryEngine();
    const into = { ...inMemory(), opened: { engine, prefix: 'again' } };
    const path = (name: string) => fileOf(name, 'first');
    said = [];
    expect(await restoreCommand([path('system'), path('network')], into)).toBe(1);
    expect(said.at(-1)).toBe(
      `The list of hubs names ${demoHub}, of which nothing is here. Restore their files too before eHub is started.`,
    );
    expect(await restoreCommand([path(demoHub)], into), said.join('\n')).toBe(0);
  });
});
