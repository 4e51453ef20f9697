// The package's own files with faults planted in them, a desk in memory to make the package at, and Microsoft's schemas to hold it to.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Ajv } from 'ajv';
import draft4 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { unzipSync } from 'fflate';
import { PNG } from 'pngjs';
import { manifestCommand } from '../../src/commands/manifest.ts';

const folder = new URL('../../manifest/', import.meta.url);
export const manifestFile = (name: string): Buffer => readFileSync(new URL(name, folder));
export const template = manifestFile('manifest.json').toString('utf8');
export const welsh = manifestFile('cy.json').toString('utf8');

export const settings: Readonly<Record<string, string>> = {
  EHUB_MANIFEST_ID: '3f2b8c1e-6a54-4d0b-9c7e-1d2f3a4b5c6d',
  MicrosoftAppId: '5a1d7e90-2b3c-4f6a-8e11-0c9b8a7d6e5f',
  EHUB_TAB_APP_ID: '7c2e9fb4-1d5a-4c38-9b06-5e4f3d2c1b0a',
  EHUB_HOST_NAME: 'ehub.example.nhs.uk',
  EHUB_DEVELOPER_NAME: 'Harbour Health',
  EHUB_WEBSITE_URL: 'https://www.example.nhs.uk/ehub',
  EHUB_PRIVACY_URL: 'https://www.example.nhs.uk/ehub/privacy',
  EHUB_TERMS_URL: 'https://www.example.nhs.uk/ehub/terms',
};

export interface Given {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly words?: readonly string[];
  /** Files in place of the real ones, by name; `undefined`: there is none. */
  readonly files?: Readonly<Record<string, string | Uint8Array | undefined>>;
}
export interface Made {
  readonly code: 0 | 1;
  /** What was said, line by line. */
  readonly said: readonly string[];
  readonly faults: readonly string[];
  /** What was written, by the name of the file. */
  readonly written: Readonly<Record<string, string | Uint8Array>>;
  /** What is in the zip; empty when none was made. */
  readonly package: Readonly<Record<string, Uint8Array>>;
}

/** Runs `npm run manifest` without a disk. */
export async function makes({ env = settings, words = [], files = {} }: Given = {}): Promise<Made> {
  const said: string[] = [];
  const written: Record<string, string | Uint8Array> = {};
  const code = await manifestCommand(words, {
    env,
    say: (line) => said.push(line),
    readFile: (path) => {
      const name = basename(path);
      if (name in files || name === 'packaged.json') {
        const content = files[name];
        if (content === undefined) throw new Error('ENOENT');
        return Buffer.from(content);
      }
      return manifestFile(name);
    },
    writeFile: (path, content) => {
      written[basename(path)] = content;
    },
  });
  const zip = Object.entries(written).find(([name]) => name.endsWith('.zip'))?.[1];
  return {
    code,
    said,
    faults: said.filter((line) => line.startsWith('  - ')).map((line) => line.slice(4)),
    written,
    package: zip === undefined ? {} : unzipSync(Buffer.from(zip)),
  };
}

/** The template with something in it changed. */
export const changed = (from: string, to: string, text = template): string => {
  if (!text.includes(from)) throw new Error(`the template does not say ${from}`);
  return text.replace(from, to);
};
/** A JSON text with something put at a path, such as `bots[0].scopes`; `undefined` takes it away. A key with dots in it is given as a list of one. */
export function put(path: string | readonly string[], value: unknown, text = template): string {
  const keys = typeof path === 'string' ? path.split(/[.[\]]+/).filter((key) => key !== '') : path;
  const root = JSON.parse(text) as object;
  const last = keys.at(-1) ?? '';
  const holder = keys.slice(0, -1).reduce<object>((at, key) => Reflect.get(at, key), root);
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, value);
  return JSON.stringify(root);
}
/** An icon with one pixel in another colour, as red, green, blue and alpha. */
export function painted(name: string, [x, y]: readonly [number, number], colour: readonly number[]): Buffer {
  const picture = PNG.sync.read(manifestFile(name));
  picture.data.set(colour, (y * picture.width + x) * 4);
  return PNG.sync.write(picture);
}
export const blank = (width: number, height: number): Buffer => PNG.sync.write(new PNG({ width, height }));

const schemas = new URL('../../node_modules/@microsoft/app-manifest/build/json-schemas/teams/', import.meta.url);
/** What Microsoft's schema of that version finds; none: it is valid. Read from the package's JSON alone: its code would ask the network. */
export function schemaFaults(version: string, file: 'MicrosoftTeams' | 'MicrosoftTeams.Localization', value: unknown): readonly string[] {
  const text = readFileSync(new URL(`v${version}/${file}.schema.json`, schemas), 'utf8');
  // An escape of .NET's that no other regular expression has.
  const schema = JSON.parse(text.replaceAll('\\\\a', '\\\\x07')) as object;
  const ajv = new (draft4 as unknown as { new (options: object): Ajv })({ strict: false, allErrors: true, unicodeRegExp: false });
  (formats as unknown as (ajv: Ajv) => void)(ajv);
  const validate = ajv.compile(schema);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
