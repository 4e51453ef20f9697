// The NHS's list of practices (epraccur.csv), in its older layout and its present one, as it is read from a file.
import type { ListedPractice, PracticeList } from '../domain/network/practice-list.ts';
import { readCsv } from './csv.ts';

/** Columns of the list, from 0, the same in both layouts (NHS "epraccur" file specification): code, name, day closed, whether it is open. */
const codeColumn = 0;
const nameColumn = 1;
/** "High Level Health Geography": the integrated care board (`QE1`); before there were boards, an area team, whose codes began with Q as well. */
const boardColumn = 3;
const closedColumn = 11;
const statusColumn = 12;
const columnsMin = 13;
/** Behind the 27 columns of the list: the primary care network, for whoever puts it there; the NHS keeps it in a list of its own. */
const networkColumn = 27;

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

/** The list by ODS code. Rows that are no practice (a heading, too short, no code) are left out; of a file that breaks off within quotes there is none. */
export function readPractices(csv: string): PracticeList {
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
      ...codeIn('icb', row[boardColumn]),
      ...codeIn('pcn', row[networkColumn]),
    });
  }
  return found;
}

const codeIn = <Name extends 'icb' | 'pcn'>(name: Name, written: string | undefined): { readonly [Each in Name]?: string } => {
  const code = written?.trim().toUpperCase() ?? '';
  return (/^[A-Z0-9]{3,10}$/.test(code) ? { [name]: code } : {}) as { readonly [Each in Name]?: string };
};

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
