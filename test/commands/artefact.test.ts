// What stops a build: a package that may not be shipped, and a bill of materials that is not whole.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { licenceFaults, licencesText } from '../../src/commands/artefact/licences.ts';
import { type Carried, carried, pathsIn } from '../../src/commands/artefact/packages.ts';
import { type Bill, billOf } from '../../src/commands/artefact/sbom.ts';

const good: Carried = { name: 'good', version: '1.0.0', path: 'node_modules/good', licence: 'MIT', texts: ['MIT License'] };
const root = mkdtempSync(join(tmpdir(), 'ehub-packages-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
/** A package as it is installed. */
function installed(name: string, manifest: object, files: Readonly<Record<string, string>> = {}): Carried {
  const folder = join(root, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.2.3', ...manifest }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return carried(root, `node_modules/${name}`);
}

describe('a licence', () => {
  it.each(['MIT', 'ISC', '(ISC AND CC-BY-3.0)', 'MIT OR GPL-3.0-only', '(GPL-3.0-only OR MIT)', 'Apache-2.0'])(
    '%s may be shipped',
    (licence) => {
      expect(licenceFaults([{ ...good, licence }])).toEqual([]);
    },
  );
  it.each([
    'GPL-3.0-only',
    'MIT AND GPL-3.0-only',
    'AGPL-3.0',
    'UNLICENSED',
    'SEE LICENSE IN x',
    'MIT AND (ISC OR GPL-2.0-only)',
    'toString',
    '',
  ])('%j may not', (licence) => {
    expect(licenceFaults([good, { ...good, name: 'bad', licence }])).toEqual([expect.stringMatching(/^bad 1\.0\.0 has the licence /)]);
  });
  it('that is not said, or has no text to pass on, may not either', () => {
    const { licence: _, ...silent } = good;
    expect(licenceFaults([silent, { ...good, texts: [] }])).toEqual([
      expect.stringMatching(/says no licence/),
      expect.stringMatching(/has no licence file/),
    ]);
  });
});

describe('what a package says of itself', () => {
  it('is read with its licence and notice files, whole', () => {
    const read = installed(
      'noticed',
      { license: 'Apache-2.0', homepage: 'https://example.org' },
      { LICENSE: 'Apache\n', 'NOTICE.md': 'By A. Nonymous', 'licensed.js': '' },
    );
    expect(read).toMatchObject({ licence: 'Apache-2.0', source: 'https://example.org', texts: ['Apache', 'By A. Nonymous'] });
    expect(licencesText({ name: 'ours', version: '1', text: 'Ours' }, [read])).toMatch(
      /^ours 1 holds the work of others: 1 packages[\s\S]*Ours[\s\S]*noticed 1\.2\.3, licence Apache-2\.0\nhttps:\/\/example\.org\n\nApache\n\nBy A\. Nonymous/,
    );
  });
  it('with the licence as older packages write it', () => {
    expect(installed('older', { license: { type: 'ISC' } }, { LICENCE: 'x' }).licence).toBe('ISC');
    expect(installed('oldest', { licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] }, { 'LICENSE-MIT': 'x' }).licence).toBe(
      'MIT OR GPL-2.0',
    );
  });
  it('without a file has the standard text with its author only where that is the MIT licence', () => {
    expect(installed('bare', { license: 'MIT', author: 'A. Nonymous <a@example.org>' }).texts).toEqual([
      expect.stringMatching(/^MIT License\n\nCopyright \(c\) A\. Nonymous\n/),
    ]);
    expect(installed('bare-bsd', { license: 'BSD-3-Clause', author: 'A. Nonymous' }).texts).toEqual([]);
    expect(installed('nobody', { license: 'MIT' }).texts).toEqual([]);
  });
});

it('only packages of which something is in the program count', () => {
  const bytes = (bytesInOutput: number) => ({ bytesInOutput });
  const inputs = {
    'node_modules/a/index.js': bytes(10),
    'node_modules/a/node_modules/@b/c/lib/index.js': bytes(1),
    'node_modules/shaken/index.js': bytes(0),
    'src/main.ts': bytes(5),
  };
  const output = { bytes: 16, inputs, imports: [], exports: [] };
  expect(pathsIn({ inputs: {}, outputs: { 'main.js': output } })).toEqual(['node_modules/a', 'node_modules/a/node_modules/@b/c']);
});

describe('the bill of materials', () => {
  const component = (name: string) => ({
    'bom-ref': name,
    name,
    properties: [{ name: 'cdx:npm:package:path', value: `node_modules/${name}` }],
  });
  const whole: Bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { component: { 'bom-ref': 'us' } },
    components: [component('a'), component('b')],
    dependencies: [{ ref: 'us', dependsOn: ['a', 'b'] }, { ref: 'a', dependsOn: ['b'] }, { ref: 'b' }],
  };
  it('keeps what is in the program, and of what depends on what the same', () => {
    const { components, dependencies, metadata } = billOf(whole, ['node_modules/a']);
    expect(components.map((each) => each['bom-ref'])).toEqual(['a']);
    expect(dependencies).toEqual([
      { ref: 'us', dependsOn: ['a'] },
      { ref: 'a', dependsOn: [] },
    ]);
    expect(metadata.properties).toHaveLength(1);
  });
  it('is refused where it does not know what is in the program', () => {
    expect(() => billOf(whole, ['node_modules/a', 'node_modules/c'])).toThrow('does not know node_modules/c');
  });
});
