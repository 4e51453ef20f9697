// Fills practice names into a network file from the NHS's list of practices (epraccur.csv), in its older layout and its present one.
import { isSameName } from '../domain/names.ts';
import { readCsv } from '../files/csv.ts';

/** Columns of the list, from 0, the same in both layouts (NHS "epraccur" file specification): code, name, day closed, whether it is open. */
const codeColumn = 0;
const nameColumn = 1;
const closedColumn = 11;
const statusColumn = 12;
const columnsMin = 13;

/** Letters in the older layout, words in the present one. */
const statuses = new Map([
  ['A', 'active'],
  ['ACTIVE', 'active'],
  ['C', 'closed'],
  ['INACTIVE', 'closed'],
  ['CLOSED', 'closed'],
  ['D', 'dormant'],
  ['DORMANT', 'dormant'],
  ['P', 'proposed'],
  ['PROPOSED', 'proposed'],
]);

export interface ListedPractice {
  readonly name: string;
  /** `active`, `closed`, `dormant` or `proposed`; a word that is none of the list's as it is written. */
  readonly status: string;
  /** `YYYY-MM-DD`, where the list says when it closed. */
  readonly closedOn?: string;
}

/** The list by ODS code. Rows that are no practice (a heading, too short, no code) are left out; of a file that breaks off within quotes there is none. */
export function readPractices(csv: string): ReadonlyMap<string, ListedPractice> {
  const found = new Map<string, ListedPractice>();
  const read = readCsv(csv);
  for (const { fields: row } of 'rows' in read ? read.rows : []) {
    const [code, name] = [row[codeColumn]?.trim(), row[nameColumn]?.trim()];
    if (row.length < columnsMin || !code || !name || !/^(?=.*\d)[A-Z0-9]{3,10}$/.test(code)) continue;
    const written = row[statusColumn]?.trim() ?? '';
    const closed = /^(\d{4})(\d\d)(\d\d)$/.exec(row[closedColumn]?.trim() ?? '');
    found.set(code, {
      name: titleCase(name),
      status: statuses.get(written.toUpperCase()) ?? written,
      ...(closed === null ? {} : { closedOn: `${closed[1]}-${closed[2]}-${closed[3]}` }),
    });
  }
  return found;
}

/** Written as they are: nobody says "Nhs". */
const letters = new Set([
  'NHS',
  'GP',
  'GPS',
  'UK',
  'PCN',
  'CIC',
  'PMS',
  'APMS',
  'GMS',
  'II',
  'III',
  'IV',
  'USA',
  'RAF',
  'HMP',
  'YOI',
  'LLP',
]);
const small = new Set(['AND', 'OF', 'THE', 'AT', 'ON', 'IN', 'UPON', 'UNDER', 'BY', 'FOR', 'TO', 'LE', 'DE', 'LA', 'CUM', 'WITH', 'NEXT']);
const shortWords = new Set([
  'DR',
  'DRS',
  'ST',
  'MR',
  'MRS',
  'MS',
  'CTR',
  'RD',
  'PK',
  'LTD',
  'MC',
  'GRP',
  'PL',
  'SQ',
  'LN',
  'HLTH',
  'PRTNRS',
  'CTRE',
]);

/** `THE HEALTH CENTRE` as `The Health Centre`: a card should not shout. A name that is written in small letters already stays. */
export function titleCase(name: string): string {
  if (/[a-z]/.test(name)) return name;
  return name
    .replace(/\s+/g, ' ')
    .split(' ')
    .map((word, index) => (small.has(word) && index > 0 ? word.toLowerCase() : wordCase(word)))
    .join(' ');
}

function wordCase(word: string): string {
  const bare = word.replace(/[^A-Z]/g, '');
  // Initials (`J.`, `JK`): no vowel, and no word we know.
  if (letters.has(bare) || (bare.length <= 3 && !shortWords.has(bare) && !/[AEIOUY]/.test(bare))) return word;
  return word
    .toLowerCase()
    .replace(/(^|[^a-z'\u2019])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase())
    .replace(
      /^(\W*)(O|D)(['\u2019])([a-z])(?=[a-z])/,
      (_, before: string, first: string, mark: string, letter: string) => before + first + mark + letter.toUpperCase(),
    )
    .replace(/^(\W*)Mc([a-z])(?=[a-z]{2})/, (_, before: string, letter: string) => `${before}Mc${letter.toUpperCase()}`);
}

export interface Named {
  /** The file with the names filled in, laid out as JSON. */
  readonly json: string;
  /** What was done and what should be looked at, a line each. */
  readonly lines: readonly string[];
  readonly filled: number;
}

/**
 * Gives every practice of a network file that has no name yet (none, an empty one, or its code) the name of the list. Names that somebody
 * has written stay, and are told about when the list has another. `undefined`: the file is not JSON with a list of practices.
 */
export function fillInNames(json: string, listed: ReadonlyMap<string, ListedPractice>): Named | undefined {
  const file = parsed(json);
  if (file === undefined) return undefined;
  const lines: string[] = [];
  let filled = 0;
  const practices = file.practices.map((practice) => {
    if (typeof practice !== 'object' || practice === null) return practice;
    const { code, name } = practice as { code?: unknown; name?: unknown };
    const found = typeof code === 'string' ? listed.get(code) : undefined;
    if (found === undefined) {
      lines.push(`? ${String(code)}: not in the list`);
      return practice;
    }
    if (found.status !== 'active') lines.push(`! ${String(code)}: ${statusWords(found)}`);
    const has = typeof name === 'string' && name.trim() !== '' && name !== code;
    if (has && !isSameName(name, found.name)) lines.push(`= ${String(code)}: stays ${name}; the list says ${found.name}`);
    if (has) return practice;
    filled += 1;
    lines.push(`+ ${String(code)}: ${found.name}`);
    return { ...practice, name: found.name };
  });
  return { json: `${JSON.stringify({ ...file, practices }, undefined, 2)}\n`, lines, filled };
}

function statusWords({ status, closedOn }: ListedPractice): string {
  if (status === 'closed') return `CLOSED in the list${closedOn === undefined ? '' : ` since ${closedOn}`}`;
  return `not active in the list (${status === '' ? 'it does not say what it is' : status})`;
}

function parsed(json: string): { readonly practices: readonly unknown[] } | undefined {
  try {
    const value = JSON.parse(json) as { practices?: unknown } | null;
    return value !== null && Array.isArray(value?.practices) ? (value as { practices: readonly unknown[] }) : undefined;
  } catch {
    return undefined;
  }
}
