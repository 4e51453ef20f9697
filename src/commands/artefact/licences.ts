// Which licences what we ship may have, and the file that gives every author the credit that theirs asks for.
import { own } from '../../domain/lookup.ts';
import type { Carried } from './packages.ts';

/** By SPDX identifier, with what it asks of us: none of them asks that what we ship be opened. */
const allowed: Readonly<Record<string, string>> = {
  MIT: 'the notice, which LICENCES.txt has',
  'MIT-0': 'nothing',
  ISC: 'the notice',
  '0BSD': 'nothing',
  'BSD-2-Clause': 'the notice',
  'BSD-3-Clause': 'the notice, and that no author is named to praise us',
  'Apache-2.0': 'the licence and the NOTICE file, where there is one',
  'BlueOak-1.0.0': 'the licence or a link to it',
  Unlicense: 'nothing',
  'CC-BY-3.0': 'that the authors are named: the data of bank holidays, whose licence file names them',
};

/** What stands in the way of shipping these packages, in words; empty: nothing does. */
export const licenceFaults = (packages: readonly Carried[]): readonly string[] =>
  packages.flatMap(({ name, version, licence, texts }) => {
    const who = `${name} ${version}`;
    if (licence === undefined) return [`${who} says no licence: nobody may pass it on`];
    if (!isAllowed(licence)) return [`${who} has the licence ${licence}, which is not in the list of src/commands/artefact/licences.ts`];
    if (texts.length === 0) return [`${who} has no licence file, so its notice cannot be passed on`];
    return [];
  });

/** Expressions such as `(ISC AND CC-BY-3.0)` or `MIT OR GPL-2.0`: of a choice one part must be allowed, else all of them. */
function isAllowed(licence: string): boolean {
  const parts = licence.replaceAll(/[()]/g, '').trim();
  if (parts.includes(' OR '))
    return !licence.includes(' AND ') && parts.split(' OR ').some((each) => own(allowed, each.trim()) !== undefined);
  return parts.split(' AND ').every((each) => own(allowed, each.trim()) !== undefined);
}

const rule = '-'.repeat(80);

/** `LICENCES.txt`: ours first, then each package with its licence, where it comes from and its own words. */
export function licencesText(
  product: { readonly name: string; readonly version: string; readonly text: string },
  packages: readonly Carried[],
): string {
  const each = packages.map(({ name, version, licence, source, texts }) =>
    [rule, `${name} ${version}, licence ${licence ?? 'not said'}${source === undefined ? '' : `\n${source}`}`, ...texts].join('\n\n'),
  );
  return [
    `${product.name} ${product.version} holds the work of others: ${packages.length} packages, each with its own licence.`,
    `${product.name} itself:`,
    product.text.trim(),
    ...each,
    '',
  ].join('\n\n');
}
