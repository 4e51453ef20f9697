// What Teams' service refuses that the published schema lets through, and what this product needs to work: every rule, all faults at once.
import { isHostName } from '../../start/tab-setting.ts';
import { commandFaults, type Offered } from './command-list.ts';
import { colourFaults, outlineFaults } from './icons.ts';
import { languageFaults } from './languages.ts';
import { nameFaults } from './names.ts';
import { type Manifest, manifestSchema, readShape } from './shape.ts';

/** The manifest's and the languages' JSON, filled in, and the pictures' bytes, by name. */
export interface PackageFiles {
  readonly manifest: unknown;
  /** A file of the package; `undefined`: there is none of that name. JSON as its value. */
  readonly language: (name: string) => unknown;
  readonly picture: (name: string) => Uint8Array | undefined;
}
/** What the bot answers. */
export interface Answered {
  readonly commands: readonly Offered[];
  /** The message extension's command. */
  readonly search: { readonly id: string };
  /** Of the message extension, the dialogs it opens. */
  readonly actions: readonly string[];
}

/** The version of the schema: the lowest that has all the package needs. */
const manifestVersion = '1.25';
const schemaUrl = `https://developer.microsoft.com/json-schemas/teams/v${manifestVersion}/MicrosoftTeams.schema.json`;

/** All faults in words; none: the package may be made. */
export function packageFaults(files: PackageFiles, answered: Answered): readonly string[] {
  const placeholders = leftOver(files.manifest).map((text) => `manifest.json: ${text} was not filled in`);
  const read = readShape('manifest.json', manifestSchema, files.manifest);
  if ('faults' in read) return [...placeholders, ...read.faults];
  const manifest = read.value;
  return [
    ...placeholders,
    ...versionFaults(manifest),
    ...nameFaults('manifest.json', manifest),
    ...identityFaults(manifest),
    ...scopeFaults(manifest),
    ...domainFaults(manifest),
    ...answeredFaults(manifest, answered),
    ...fileFaults(manifest, files),
  ];
}

/** What still looks like the place of a value, in any string of a JSON value. */
export function leftOver(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.match(/\{\{.*?\}\}|\$\{.*?\}|<<.*?>>|\[\[.*?\]\]/g) ?? [];
  return typeof value === 'object' && value !== null ? [...new Set(Object.values(value).flatMap(leftOver))] : [];
}

function versionFaults({ $schema, manifestVersion: version }: Manifest): readonly string[] {
  return [
    ...(version === manifestVersion
      ? []
      : [`manifest.json: manifestVersion is ${JSON.stringify(version)}: this package is made for ${manifestVersion}`]),
    ...($schema === schemaUrl
      ? []
      : [`manifest.json: $schema is ${JSON.stringify($schema)}, not that of version ${manifestVersion}: ${schemaUrl}`]),
  ];
}

const nobody = '00000000-0000-0000-0000-000000000000';

function identityFaults({ id, bots, composeExtensions, webApplicationInfo, validDomains }: Manifest): readonly string[] {
  const ids = { id, botId: bots[0]?.botId, 'webApplicationInfo.id': webApplicationInfo.id };
  const [host = ''] = validDomains;
  const uri = `api://${host}/${webApplicationInfo.id}`;
  return [
    ...Object.entries(ids).flatMap(([name, value]) =>
      value === nobody ? [`manifest.json: ${name} is the GUID of nobody (all zeros)`] : [],
    ),
    ...(composeExtensions.every(({ botId }) => botId === bots[0]?.botId)
      ? []
      : ['manifest.json: the message extension has another botId than the bot: nothing would answer it']),
    ...(webApplicationInfo.resource === uri
      ? []
      : [
          `manifest.json: webApplicationInfo.resource is ${webApplicationInfo.resource}, not ${uri}: Teams signs nobody in at the tab unless host and id agree`,
        ]),
  ];
}

function scopeFaults({ bots, supportsChannelFeatures }: Manifest): readonly string[] {
  const needed = ['team', 'personal'] as const;
  return bots.flatMap(({ scopes, commandLists }) => [
    ...needed.filter((scope) => !scopes.includes(scope)).map((scope) => `manifest.json: the bot lacks the scope "${scope}"`),
    ...needed
      .filter((scope) => !commandLists.some((list) => list.scopes.includes(scope)))
      .map((scope) => `manifest.json: no list of commands is for the scope "${scope}"`),
    ...(scopes.includes('team') && supportsChannelFeatures === undefined
      ? ['manifest.json: supportsChannelFeatures is missing: Teams refuses the scope "team" without "tier1"']
      : []),
  ]);
}

/** Others can have a page there as well, or the address is gone tomorrow. */
const hosting = [
  'azurewebsites.net',
  'azurecontainerapps.io',
  'azurestaticapps.net',
  'cloudapp.azure.com',
  'azurefd.net',
  'github.io',
  'herokuapp.com',
];
const tunnels =
  /(?:^|\.)(?:ngrok(?:-free)?\.(?:io|app|dev)|devtunnels\.ms|trycloudflare\.com|loca\.lt|localhost\.run|serveo\.net|localhost)$/;

/** What is wrong with a host as a valid domain; `undefined`: nothing. */
export function domainFault(domain: string): string | undefined {
  if (/^\w+:\/\//.test(domain)) return 'is an address: write the host alone';
  if (tunnels.test(domain)) return 'is this machine or a tunnel to one';
  if (hosting.includes(domain.replace(/^\*\./, ''))) return 'is a whole hosting service, where anybody may have a page';
  return isHostName(domain) ? undefined : 'is no host alone, in small letters, such as ehub.example.nhs.uk';
}

function domainFaults({ validDomains, staticTabs, configurableTabs }: Manifest): readonly string[] {
  const pages = [...staticTabs.map(({ contentUrl }) => contentUrl), ...configurableTabs.map(({ configurationUrl }) => configurationUrl)];
  return [
    ...validDomains.flatMap((domain) => {
      const fault = domainFault(domain);
      return fault === undefined ? [] : [`manifest.json: validDomains: ${JSON.stringify(domain)} ${fault}`];
    }),
    ...pages
      .filter((page) => !validDomains.includes(new URL(page).host))
      .map((page) => `manifest.json: ${page} is at none of validDomains, so Teams would not open it`),
  ];
}

function answeredFaults({ bots, composeExtensions }: Manifest, { commands, search, actions }: Answered): readonly string[] {
  const lists = bots.flatMap(({ commandLists }) => commandLists);
  const offered = composeExtensions.flatMap((extension) => extension.commands);
  return [
    ...lists.flatMap((list, at) => commandFaults(`manifest.json: commandLists[${at}]`, list.commands, commands)),
    ...offered
      .filter(({ id, type }) => (type === 'query' ? id !== search.id : !actions.includes(id)))
      .map(({ id, type }) => {
        const answered = type === 'query' ? `it is "${search.id}"` : `those are ${actions.map((each) => `"${each}"`).join(', ')}`;
        return `manifest.json: the message extension\u2019s command "${id}" is none that the bot answers: ${answered}`;
      }),
  ];
}

function fileFaults(manifest: Manifest, files: PackageFiles): readonly string[] {
  const { color, outline } = manifest.icons;
  const pictures = [
    [color, colourFaults],
    [outline, outlineFaults],
  ] as const;
  return [
    ...pictures.flatMap(([name, faultsOf]) => {
      const bytes = files.picture(name);
      return bytes === undefined ? [`${name}, which manifest.json names, is not there`] : faultsOf(name, bytes);
    }),
    ...manifest.localizationInfo.additionalLanguages.flatMap(({ file }) => {
      const value = files.language(file);
      if (value === undefined) return [`${file}, which manifest.json names, is not there or is no JSON`];
      return [...leftOver(value).map((text) => `${file}: ${text} was not filled in`), ...languageFaults(file, value, manifest)];
    }),
  ];
}
