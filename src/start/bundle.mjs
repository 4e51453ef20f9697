// Starts the program as one file put together from src/ and its packages: three times as quick as loading 1,700 files one by one.
// It is put together again whenever something in it changed; the files are a cache and nothing but a cache.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/ehub-for-teams');
/** What the program is made of; package-lock.json stands for the packages. */
const madeOf = ['src', 'cards', 'package-lock.json'];
/** A program that runs may still load parts of what it was started from, so the last few stay. */
const programsKept = 3;
/** Loaded only where a file of theirs is asked for by its path, and so left where they are. */
const leftOutside = ['azurite', 'esbuild', 'adaptivecards'];

const filesIn = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesIn(join(path, name)))
    : [path];

function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const path of madeOf.flatMap((name) => filesIn(join(root, name)))) {
    const content = readFileSync(path);
    hash.update(`${relative(root, path)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/** A file of ours finds what lies beside it where its source is, wherever the program has been put. */
const ownPlaces = {
  name: 'own places',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      if (path.includes('node_modules')) return undefined;
      const contents = await readFile(path, 'utf8');
      return { loader: 'ts', contents: contents.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)) };
    });
  },
};

async function build(folder) {
  const esbuild = await import('esbuild');
  const unfinished = `${folder}.${process.pid}`;
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/main.ts'],
    outdir: unfinished,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // Parts stay apart: what only one mode needs is not loaded in the other.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: leftOutside,
    plugins: [ownPlaces],
    // Half the text to read; names stay, for the log's stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    // Packages in CommonJS expect these.
    banner: {
      js: 'import{createRequire as requireOf}from"node:module";const require=requireOf(import.meta.url),__filename=import.meta.filename,__dirname=import.meta.dirname;',
    },
    logLevel: 'warning',
  });
  await esbuild.stop();
  // Whole or not at all: somebody may be starting at the same moment.
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

function forgetOld() {
  const programs = readdirSync(cache).map((name) => ({ path: join(cache, name), madeMs: statSync(join(cache, name)).mtimeMs }));
  for (const { path } of programs.sort((a, b) => b.madeMs - a.madeMs).slice(programsKept)) rmSync(path, { recursive: true, force: true });
}

const program = join(cache, fingerprint());
if (!existsSync(program)) {
  mkdirSync(cache, { recursive: true });
  await build(program);
  forgetOld();
}
await import(pathToFileURL(join(program, 'main.mjs')).href);
