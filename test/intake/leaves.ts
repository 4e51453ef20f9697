// Every simple value of a message, found without the code that reads it, and what of them a person has read at the end of the dialog.

import { drawOpen } from '../../src/cards/econsult/open.ts';
import { monthShort } from '../../src/cards/times.ts';
import type { SubmissionText } from '../../src/domain/econsult/submission.ts';
import { kindLeftOut, type Leaf } from '../../src/intake/left-out.ts';
import { plainText, repeats } from '../../src/intake/narrative.ts';
import { shown } from '../../src/intake/text.ts';
import { elementsOf, markdownOf, runsOf } from '../cards/elements.ts';
import { states } from '../cards/states.ts';
import { later } from '../given.ts';
import { amara, network } from '../people.ts';

export interface Value extends Leaf {
  readonly path: string;
  readonly value: string | number | boolean;
  /** The resource it is in. */
  readonly resource: object;
}

type Holder = Readonly<Record<string, unknown>>;
const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null && !Array.isArray(value);

export function leavesOf(bundle: object): Value[] {
  const leaves: Value[] = [];
  const visit = (
    value: unknown,
    place: { holder: Holder; key: string; under: string; outer: Holder | undefined; path: string; resource: object },
  ): void => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') leaves.push({ ...place, value });
    else if (Array.isArray(value)) for (const [index, each] of value.entries()) visit(each, { ...place, path: `${place.path}[${index}]` });
    else if (isHolder(value))
      for (const [key, field] of Object.entries(value))
        visit(field, {
          holder: value,
          key,
          under: place.key,
          outer: place.holder,
          path: `${place.path}.${key}`,
          resource: 'resourceType' in value ? value : place.resource,
        });
  };
  visit(bundle, { holder: {}, key: '', under: '', outer: undefined, path: 'Bundle', resource: bundle });
  return leaves;
}

/** Whether an address of the message leads to one of its resources. */
export function leadsIn(bundle: object): (reference: unknown) => boolean {
  const addresses = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isHolder(value)) return;
    if (typeof value['fullUrl'] === 'string') addresses.add(value['fullUrl'].toLowerCase());
    if (typeof value['resourceType'] === 'string' && typeof value['id'] === 'string') {
      addresses.add(`${value['resourceType']}/${value['id']}`.toLowerCase());
      addresses.add(`#${value['id']}`.toLowerCase());
    }
    Object.values(value).forEach(visit);
  };
  visit(bundle);
  return (reference) =>
    isHolder(reference) &&
    typeof reference['reference'] === 'string' &&
    addresses.has(reference['reference'].toLowerCase().replace(/\/_history\/.*$/, ''));
}

/** The state that was drawn, every page of the dialog as far as its buttons lead. */
export function pagesOf(text: SubmissionText): readonly object[] {
  const open = (page: number) => drawOpen(states.claimed, [text], { network, seenBy: amara, now: later(45), page });
  const pages: object[] = [open(0)];
  while (elementsOf(pages.at(-1)).some(({ title }) => title === 'Next page')) pages.push(open(pages.length));
  return pages;
}

export const even = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What a person has read after the last page: the runs, and the headings without the signs that keep Markdown out. */
export function wordsRead(text: SubmissionText): string {
  const read = pagesOf(text)
    .flatMap((page) => [...runsOf(page), ...markdownOf(page).map((heading) => heading.replace(/\\(.)/g, '$1'))])
    .join(' ')
    .replaceAll('$\u2060{', '${');
  return even([read, ...(read.match(asSent) ?? []).map(sentAs)].join(' '));
}

/** A date of birth and an NHS number are shown as people read them; behind all else, here, what they were in the message. */
const asSent = /\b\d{2} [A-Z][a-z]{2} \d{4} \(|\b\d{3} \d{3} \d{4}\b/g;
function sentAs(read: string): string {
  const [day = '', month = '', year = ''] = read.split(' ');
  const number = monthShort.indexOf(month) + 1;
  return number === 0 ? read.replaceAll(' ', '') : `${year}-${String(number).padStart(2, '0')}-${day} `;
}

const comparators: ReadonlyMap<unknown, string> = new Map([
  ['<', 'less than'],
  ['<=', 'at most'],
  ['>', 'more than'],
  ['>=', 'at least'],
]);

/** A value as a person is to read it. */
function asRead({ key, value, holder }: Value): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (key === 'comparator' && typeof holder['value'] === 'number') return comparators.get(value) ?? String(value);
  if (key === 'div') return even(shown(plainText(String(value))));
  const words = even(shown(String(value)));
  // An NHS number is shown without the spaces that people write.
  return /^\d{3} \d{3} \d{4}$/.test(words) ? words.replaceAll(' ', '') : words;
}

export interface Count {
  shown: number;
  also: number;
  readonly leftOut: Map<string, number>;
  readonly lost: string[];
}
export const nothing = (): Count => ({ shown: 0, also: 0, leftOut: new Map(), lost: [] });

/** Counts the leaves of a message; `isThere` says whether a person has read a value, and `isBefore` whether that was before "Also sent". */
export function count(bundle: object, into: Count, isThere: (words: string) => boolean, isBefore: (words: string) => boolean): void {
  const inMessage = leadsIn(bundle);
  for (const leaf of leavesOf(bundle)) {
    const { key, value, resource } = leaf;
    const words = asRead(leaf);
    const kind =
      kindLeftOut(leaf, inMessage) ??
      (words === '' ? 'empty' : key === 'div' && repeats(words, resource) ? 'narrative that repeats' : undefined);
    if (kind !== undefined) into.leftOut.set(kind, (into.leftOut.get(kind) ?? 0) + 1);
    else if (!isThere(words)) into.lost.push(`${leaf.path}: ${String(value).slice(0, 80)}`);
    else if (isBefore(words)) into.shown++;
    else into.also++;
  }
}

export const said = (name: string, { shown: known, also, leftOut, lost }: Count): string =>
  `${name}: ${known} shown where looked for, ${also} under “Also sent”, ${lost.length} lost; left out on purpose: ${[...leftOut].map(([kind, number]) => `${kind} ${number}`).join(', ')}`;
