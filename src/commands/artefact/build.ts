// `npm run build`: one folder and a zip of it that start with node alone, with what is in them, its licences and its version.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import facts from '../../../package.json' with { type: 'json' };
import { bundle, lyingBeside } from './bundle.ts';
import { licenceFaults, licencesText } from './licences.ts';
import { carried, pathsIn } from './packages.ts';
import { billOf, installedBill } from './sbom.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Entries of a zip carry a time; a fixed one makes the same source the same zip. */
const zipTime = '1980-01-01T12:00:00';
const mebibyte = 1024 * 1024;

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  );

/** The commit, with a mark where files differ from it; `undefined` outside a git checkout. */
function commitOf(): string | undefined {
  const git = (...asked: readonly string[]): string =>
    execFileSync('git', asked, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return `${git('rev-parse', 'HEAD')}${git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '+changes'}`;
  } catch {
    return undefined;
  }
}

/** Pages and pictures beside our code, the sample files, and what the package for Teams is made of; what is the sandbox's stays behind. */
function copyBeside(folder: string): void {
  const ours = filesUnder(join(root, 'src')).map((path) => relative(root, path).replaceAll('\\', '/'));
  for (const path of ours.filter((each) => !each.startsWith('src/sandbox/') && !/\.(?:ts|m?js)$|(?:^|\/)tsconfig[^/]*$/.test(each))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  cpSync(join(root, 'infra/samples'), join(folder, 'samples'), { recursive: true });
  // What was packaged from this checkout says nothing about where the folder will be used.
  cpSync(join(root, 'manifest'), join(folder, 'manifest'), { recursive: true, filter: (path) => !/\.svg$|README\.md$/.test(path) });
  for (const [name, files] of Object.entries(lyingBeside))
    for (const file of files) {
      const to = join(folder, 'node_modules', name, file);
      mkdirSync(dirname(to), { recursive: true });
      cpSync(join(root, 'node_modules', name, file), to);
    }
}

function zip(folder: string): Uint8Array {
  const entries = filesUnder(folder).map(
    (path) => [relative(folder, path).replaceAll('\\', '/'), new Uint8Array(readFileSync(path))] as const,
  );
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: zipTime });
}

/** Builds into `dist` of the repository, or where it is told. Throws, with what is wrong in words; then nothing half done is left. */
export async function build(dist: string): Promise<{ readonly packages: number; readonly bytes: number; readonly zipBytes: number }> {
  const folder = join(dist, 'ehub');
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(dist, 'ehub.zip'), { force: true });
  try {
    const commit = commitOf();
    const metafile = await bundle({ root, outdir: folder, commit });
    const paths = [...new Set([...pathsIn(metafile), ...Object.keys(lyingBeside).map((name) => `node_modules/${name}`)])].sort();
    const packages = paths.map((path) => carried(root, path));
    const faults = licenceFaults(packages);
    if (faults.length > 0) throw new Error(`These packages may not be shipped:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    copyBeside(folder);
    const { name, version, engines } = facts;
    const put = (file: string, text: string): void => writeFileSync(join(folder, file), text);
    const asJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
    put('package.json', asJson({ name, version, private: true, type: 'module', engines, scripts: { start: 'node main.js' } }));
    put('version.json', asJson({ version, commit: commit ?? 'not known' }));
    put('LICENCES.txt', licencesText({ name, version, text: readFileSync(join(root, 'LICENSE'), 'utf8') }, packages));
    put('sbom.json', asJson(billOf(installedBill(root), paths)));
    const zipped = zip(folder);
    writeFileSync(join(dist, 'ehub.zip'), zipped);
    const bytes = filesUnder(folder).reduce((sum, path) => sum + statSync(path).size, 0);
    return { packages: packages.length, bytes, zipBytes: zipped.length };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = process.argv[2] ?? join(root, 'dist');
  const { packages, bytes, zipBytes } = await build(dist);
  const inMebibytes = (count: number): string => (count / mebibyte).toFixed(1);
  process.stdout.write(
    `${join(dist, 'ehub')} has ${inMebibytes(bytes)} MB and ${packages} packages in it; ehub.zip has ${inMebibytes(zipBytes)} MB. Start it with: node main.js\n`,
  );
}
