// Which packages are in the artefact, told from what esbuild put into it, each with its licence and the text that has to go with it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import * as z from 'zod/v4';
import { own } from '../../domain/lookup.ts';

export interface Carried {
  readonly name: string;
  readonly version: string;
  /** Its folder from the repository, such as `node_modules/express`: of one package there may be two versions. */
  readonly path: string;
  /** An SPDX identifier or expression; absent: it says none. */
  readonly licence?: string;
  /** Where it comes from, for whoever reads the list. */
  readonly source?: string;
  /** Its licence and notice files, whole; where it has none, the standard text with its author where its licence is MIT. */
  readonly texts: readonly string[];
}

const person = z.union([z.string(), z.object({ name: z.string() })]);
const manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
  author: person.optional(),
  homepage: z.string().optional(),
  repository: z.union([z.string(), z.object({ url: z.string() })]).optional(),
});

/** Packages whose package.json says no licence, with the one that their licence file gives them. */
const saidInTheirFile: Readonly<Record<string, string>> = { jspath: 'MIT' };

/** Folders of the packages of which at least one byte went into the artefact. */
export function pathsIn(metafile: Metafile): readonly string[] {
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([input, { bytesInOutput }]) => (bytesInOutput > 0 ? [input] : [])),
  );
  const folders = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/** What a package says of itself. Throws where its package.json cannot be read: then it is no package. */
export function carried(root: string, path: string): Carried {
  const folder = join(root, path);
  const said = manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const licence = licenceOf(said);
  const repository = typeof said.repository === 'object' ? said.repository.url : said.repository;
  const source = said.homepage ?? repository?.replace(/^git\+/, '');
  return {
    name: said.name,
    version: said.version,
    path,
    ...(licence === undefined ? {} : { licence }),
    ...(source === undefined ? {} : { source }),
    texts: textsIn(folder, licence, said),
  };
}

function licenceOf(said: z.infer<typeof manifest>): string | undefined {
  if (said.license !== undefined) return typeof said.license === 'string' ? said.license : said.license.type;
  return said.licenses?.map(({ type }) => type).join(' OR ') ?? own(saidInTheirFile, said.name);
}

function textsIn(folder: string, licence: string | undefined, said: z.infer<typeof manifest>): readonly string[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^(?:licen[cs]e|copying|notice)(?:[-.].*)?$/i.test(name)) : [];
  const texts = names.sort().map((name) => readFileSync(join(folder, name), 'utf8').trim());
  if (texts.length > 0 || licence !== 'MIT') return texts;
  const author = typeof said.author === 'object' ? said.author.name : said.author;
  return author === undefined ? [] : [mitText(author)];
}

/** The licence as the Open Source Initiative publishes it. */
const mitText = (author: string): string => `MIT License

Copyright (c) ${author.replace(/\s*[<(].*$/, '')}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
