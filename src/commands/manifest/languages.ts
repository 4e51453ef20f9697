// The package's other languages: every string that a person reads in Teams has its translation, and each is within the same limits.
import * as z from 'zod/v4';
import { own } from '../../domain/lookup.ts';
import { nameFaults } from './names.ts';
import { type Manifest, manifestSchema, readShape } from './shape.ts';

const required = ['name.short', 'name.full', 'description.short', 'description.full'] as const;
const languageSchema = z.record(z.string(), z.string().min(1));

/** What is read by people, by its path; the words of commands are what the bot understands, so they are not translated. */
function readByPeople({ staticTabs, bots, composeExtensions }: Manifest): readonly string[] {
  return [
    ...required,
    ...staticTabs.map((_, at) => `staticTabs[${at}].name`),
    ...bots.flatMap(({ commandLists }, bot) =>
      commandLists.flatMap(({ commands }, list) =>
        commands.map((_, at) => `bots[${bot}].commandLists[${list}].commands[${at}].description`),
      ),
    ),
    ...composeExtensions.flatMap(({ commands }, extension) =>
      commands.flatMap((command, at) => {
        const parameters = command.type === 'query' ? command.parameters : [];
        const path = `composeExtensions[${extension}].commands[${at}]`;
        const theirs = parameters.flatMap((_, each) => [`${path}.parameters[${each}].title`, `${path}.parameters[${each}].description`]);
        return [`${path}.title`, `${path}.description`, ...theirs];
      }),
    ),
  ];
}

/** All faults of one language's file. */
export function languageFaults(file: string, value: unknown, manifest: Manifest): readonly string[] {
  const read = readShape(file, languageSchema, value);
  if ('faults' in read) return read.faults;
  const { $schema, ...strings } = read.value;
  const schema = `https://developer.microsoft.com/json-schemas/teams/v${manifest.manifestVersion}/MicrosoftTeams.Localization.schema.json`;
  const wanted = readByPeople(manifest);
  const missing = wanted.filter((path) => own(strings, path) === undefined);
  const unknown = Object.keys(strings).filter((path) => !wanted.includes(path));
  const translated = translatedFrom(manifest, strings, wanted);
  const limits = readShape(file, manifestSchema, translated);
  return [
    ...($schema === schema ? [] : [`${file}: $schema is ${JSON.stringify($schema ?? null)}, not ${schema}, as the manifest\u2019s`]),
    ...missing.map((path) => `${file}: ${path} has no translation`),
    ...unknown.map((path) => `${file}: ${path} is no string of the manifest that is translated`),
    ...('faults' in limits ? limits.faults : nameFaults(file, limits.value)),
  ];
}

/** The manifest with its strings in that language, to be held to the same rules. */
function translatedFrom(manifest: Manifest, strings: Readonly<Record<string, string>>, wanted: readonly string[]): unknown {
  const translated: unknown = structuredClone(manifest);
  for (const path of wanted) {
    const words = own(strings, path);
    if (words !== undefined)
      put(
        translated,
        path.split(/[.[\]]+/).filter((part) => part !== ''),
        words,
      );
  }
  return translated;
}

/** Paths are ours, from `readByPeople`, so each part of them is there. */
function put(value: unknown, [first = '', ...rest]: readonly string[], words: string): void {
  if (typeof value !== 'object' || value === null) return;
  if (rest.length === 0) Reflect.set(value, first, words);
  else put(Reflect.get(value, first), rest, words);
}
