// How the tests run: real servers where a part can be real, time always an argument, and a process per file only where the file needs one.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** These start nothing that outlives a file and replace no module, so that files share a process: loading the SDKs once per file took a third of the whole run. */
const sharing = [
  'domain',
  'cards',
  'files',
  'app',
  'intake',
  'teams',
  'storage',
  'commands',
  'start',
  'sandbox',
  'doctor',
  'kinds',
  'manifest',
  'infra',
].map((folder) => `test/${folder}/**/*.test.ts`);
/** It replaces a module (`vi.mock`), which would not reach files that loaded it before. */
const apart = ['test/cards/golden.test.ts'];

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    reporters: ['default', fileURLToPath(new URL('tally.ts', import.meta.url))],
    projects: [
      { extends: true, test: { name: 'shared process', include: sharing, exclude: apart, isolate: false } },
      { extends: true, test: { name: 'own process', include: ['test/**/*.test.ts'], exclude: sharing, isolate: true } },
      { extends: true, test: { name: 'with a replaced module', include: apart, isolate: true } },
    ],
  },
});
