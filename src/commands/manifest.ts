// `npm run manifest`: makes the package that is uploaded to Teams, or says everything that is wrong with it and makes none.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { textOfFile, Unreadable } from '../files/text.ts';
import { kinds } from '../kinds.ts';
import { commandsOf } from '../teams/commands.ts';
import { searchCommand } from '../teams/search.ts';
import { commandsOffered } from './manifest/command-list.ts';
import { digestsOf, type PackagedByHost, readPackaged, successionFaults } from './manifest/packaged.ts';
import { packageFaults } from './manifest/rules.ts';
import { type Manifest, manifestSchema } from './manifest/shape.ts';
import { filledIn, type Outputs, readOutputs, valuesFrom } from './manifest/values.ts';

/** What comes from the machine. */
export interface ManifestDesk {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  /** Throws where there is none. */
  readonly readFile: (path: string) => Uint8Array;
  /** Makes the folders on the way. */
  readonly writeFile: (path: string, content: string | Uint8Array) => void;
}

const usage = `npm run manifest                        makes the package for Teams from the settings
npm run manifest -- --outputs FILE      takes bot, tab and host from what "az deployment group show --query properties.outputs" printed
npm run manifest -- --out FILE          writes it there
npm run manifest -- --commands          writes the commands that the bot answers into manifest/manifest.json`;

const folder = fileURLToPath(new URL('../../manifest/', import.meta.url));
const cache = fileURLToPath(new URL('../../node_modules/.cache/ehub-teams-package/', import.meta.url));
const inFolder = (name: string): string => join(folder, name);
const remembered = 'manifest/packaged.json';
const offered = commandsOffered(commandsOf(kinds));
const actions = kinds.all.flatMap((kind) => kind.actions ?? []).map(({ id }) => id);

/** The day in every zip, so that the same content is the same file. */
const zippedAt = new Date(2026, 0, 1);

/** 0: the package is made. 1: faults, said in words, and nothing was written. */
export async function manifestCommand(words: readonly string[], desk: ManifestDesk): Promise<0 | 1> {
  const options = optionsIn(words);
  if (options === undefined) {
    desk.say(usage);
    return 1;
  }
  return options.commands ? writeCommands(desk) : makePackage(desk, options);
}

interface Options {
  readonly outputs?: string;
  readonly out?: string;
  readonly commands?: true;
}
function optionsIn(words: readonly string[], read: Options = {}): Options | undefined {
  const [word, value, ...rest] = words;
  if (word === undefined) return read;
  if (word === '--commands' && value === undefined) return { ...read, commands: true };
  if (value === undefined || value.startsWith('--')) return undefined;
  if (word === '--outputs') return optionsIn(rest, { ...read, outputs: value });
  return word === '--out' ? optionsIn(rest, { ...read, out: value }) : undefined;
}

function makePackage(desk: ManifestDesk, { outputs: outputsFile, out }: Options): 0 | 1 {
  const faults: string[] = [];
  const outputs: Outputs | undefined = outputsFile === undefined ? {} : readOutputs(jsonOf(desk, outputsFile, faults));
  if (outputs === undefined) faults.push(`${outputsFile}: not the outputs of a deployment: names with a type and a value each`);
  const { values, faults: valueFaults } = valuesFrom(desk.env, outputs ?? {});
  const manifest = filledIn(jsonOf(desk, inFolder('manifest.json'), faults), values);
  const picture = (name: string): Uint8Array | undefined => bytesOf(desk, inFolder(name));
  const language = (name: string): unknown => filledIn(jsonOf(desk, inFolder(name), faults), values);
  const found =
    manifest === undefined ? [] : packageFaults({ manifest, language, picture }, { commands: offered, search: searchCommand, actions });
  const before = packagedBefore(desk, faults);
  const read = manifestSchema.safeParse(manifest);
  const made = read.success ? filesOf(read.data, { language, picture }) : {};
  const host = values['hostName'] ?? '';
  const now = read.success ? { ...identityOf(read.data), files: digestsOf(made) } : undefined;
  // What is missing stands in as an example, which is no other id than before.
  const succession = now === undefined || valueFaults.length > 0 ? [] : successionFaults(before, host, now, remembered);
  const all = [...new Set([...valueFaults, ...faults, ...found, ...succession])];
  if (now === undefined || all.length > 0) return refuse(desk, all);
  const path = out ?? join(cache, `ehub-${host}-${now.version}.zip`);
  const dated = Object.fromEntries(Object.entries(made).map(([name, bytes]) => [name, [bytes, { mtime: zippedAt, level: 9 }] as const]));
  desk.writeFile(path, zipSync(dated as unknown as Parameters<typeof zipSync>[0]));
  desk.writeFile(inFolder('packaged.json'), `${JSON.stringify({ ...before, [host]: now }, undefined, 2)}\n`);
  for (const line of madeWords(path, now.version)) desk.say(line);
  return 0;
}

const identityOf = ({ id, bots, webApplicationInfo, version }: Manifest) => ({
  id,
  botId: bots[0]?.botId ?? '',
  tabAppId: webApplicationInfo.id,
  version,
});

/** What goes into the zip, all at its top, by the names the manifest gives them. */
function filesOf(
  manifest: Manifest,
  { language, picture }: { readonly language: (name: string) => unknown; readonly picture: (name: string) => Uint8Array | undefined },
): Readonly<Record<string, Uint8Array>> {
  const { color, outline } = manifest.icons;
  const languages = manifest.localizationInfo.additionalLanguages.map(({ file }) => [file, asJson(language(file))] as const);
  const pictures = [color, outline].map((name) => [name, picture(name) ?? new Uint8Array()] as const);
  return Object.fromEntries([['manifest.json', asJson(manifest)] as const, ...languages, ...pictures]);
}
const asJson = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value ?? null, undefined, 2)}\n`);

function refuse(desk: ManifestDesk, faults: readonly string[]): 1 {
  desk.say('No package was made. These need attention:');
  for (const fault of faults) desk.say(`  - ${fault}`);
  return 1;
}

const madeWords = (path: string, version: string): readonly string[] => [
  `Version ${version} is packaged: ${path}`,
  `Upload it in the Teams admin centre (Teams apps, Manage apps, Upload new app), or for a trial in Teams itself (Apps, Manage your apps, Upload an app).`,
  `${remembered} now remembers it: keep that file with your deployment, so that the next package is held to it.`,
];

function packagedBefore(desk: ManifestDesk, faults: string[]): PackagedByHost {
  if (bytesOf(desk, inFolder('packaged.json')) === undefined) return {};
  const before = readPackaged(jsonOf(desk, inFolder('packaged.json'), faults));
  if (before === undefined)
    faults.push(`${remembered} is not as it was written: bring it back, or nothing can be compared with the last package`);
  return before ?? {};
}

/** Puts what the bot answers into the template, which the packaging and a test then hold it to. */
function writeCommands(desk: ManifestDesk): 0 | 1 {
  const faults: string[] = [];
  const template = jsonOf(desk, inFolder('manifest.json'), faults);
  const [bot] = botsIn(template);
  if (bot === undefined || faults.length > 0) return refuse(desk, [...faults, 'manifest.json: bots[0] is missing']);
  Reflect.set(bot, 'commandLists', [{ scopes: ['team', 'personal'], commands: offered }]);
  desk.writeFile(inFolder('manifest.json'), `${JSON.stringify(template, undefined, 2)}\n`);
  desk.say(
    `manifest/manifest.json has the ${offered.length} commands that the bot answers. Look at manifest/cy.json, whose lines go by their order; then npm run fix.`,
  );
  return 0;
}
function botsIn(template: unknown): readonly object[] {
  const bots: unknown = typeof template === 'object' && template !== null ? Reflect.get(template, 'bots') : undefined;
  return Array.isArray(bots) ? bots.filter((bot): bot is object => typeof bot === 'object' && bot !== null) : [];
}

function bytesOf({ readFile }: ManifestDesk, path: string): Uint8Array | undefined {
  try {
    return readFile(path);
  } catch {
    return undefined;
  }
}

/** `undefined` with a fault: it is not there, not text, or not JSON. */
function jsonOf({ readFile }: ManifestDesk, path: string, faults: string[]): unknown {
  try {
    return JSON.parse(textOfFile(path, readFile));
  } catch (error) {
    const words = `${path} is no JSON: look for a comma too many or a quotation mark that is missing`;
    faults.push(error instanceof Unreadable ? error.message : words);
    return undefined;
  }
}
