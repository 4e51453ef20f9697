// Reads slots as people keep them, a row for each; or every fault of every line at once.
import { folded } from '../domain/names.ts';
import { type Network, organisationsOf } from '../domain/network/state.ts';
import { slotsAtOnceMax } from '../domain/slot/faults.ts';
import type { SlotDetails } from '../domain/slot/state.ts';
import { type TaskKind, taskKinds } from '../domain/task/reasons-and-outcomes.ts';
import type { HubId, OrganisationId } from '../domain/terms.ts';
import { atWall } from '../domain/time/london.ts';
import type { CsvRow } from './csv.ts';
import { dateWritten } from './dates-and-times.ts';
import {
  type Fault,
  isSkipped,
  noDateWords,
  noTimeWords,
  placesWritten,
  quoted,
  skippedWords,
  type Table,
  tableIn,
  timeFrom,
} from './lines.ts';

export const slotColumns = ['date', 'start', 'minutes', 'clinic', 'place', 'book under', 'for', 'tasks', 'until'] as const;
type Column = (typeof slotColumns)[number];
const columnsNeeded: readonly Column[] = ['date', 'start', 'minutes', 'clinic', 'place', 'book under'];

/** Each slot with the line it stands in, and what could not be read of the other lines. */
export interface SlotsRead {
  readonly slots: readonly { readonly line: number; readonly wanted: Omit<SlotDetails, 'offeredBy'> }[];
  readonly faults: readonly Fault[];
}
export interface ReadingSlots {
  readonly network: Network;
  readonly hub: HubId;
  /** Minutes before the start, where a row does not say until when one can be taken. */
  readonly cutOffMinutes: number;
}

/** A heading and a row for each, separated by commas, semicolons or tabs. What is wrong with the table as a whole is told alone. Never throws. */
export function readSlots(text: string, reading: ReadingSlots): SlotsRead | { readonly faults: readonly string[] } {
  const table = tableIn(text, slotColumns, columnsNeeded, 'appointment');
  if ('faults' in table) return table;
  if (table.rows.length > slotsAtOnceMax) return { faults: [`there are ${table.rows.length} rows, and at most ${slotsAtOnceMax} at once`] };
  const read = table.rows.map((row) => lineOf(row, table, reading));
  return {
    slots: read.flatMap((each) => ('wanted' in each ? [each] : [])),
    faults: read.flatMap((each) => ('faults' in each ? each.faults : [])),
  };
}

function lineOf(row: CsvRow, table: Table, reading: ReadingSlots): SlotsRead['slots'][number] | { readonly faults: readonly Fault[] } {
  const { line } = row;
  const written = (column: Column): string => table.written(row, column);
  const date = dateWritten(written('date'));
  const time = timeFrom(written('start'), '23:59');
  const start = date === undefined || time === undefined ? undefined : atWall(date, time);
  const receivers = receiversFrom(written('for'), reading);
  const kinds = kindsFrom(written('tasks'));
  const [minutes, until] = [
    wholeNumber(written('minutes')),
    written('until') === '' ? reading.cutOffMinutes : wholeNumber(written('until')),
  ];
  const words = [
    date === undefined && noDateWords(written('date')),
    time === undefined && noTimeWords(written('start'), 'begin', '09:20'),
    start !== undefined && time !== undefined && isSkipped(start, time) && skippedWords(time),
    minutes === undefined && `${quoted(written('minutes'))} is no number of minutes; write it as 15`,
    until === undefined && `${quoted(written('until'))} is no number of minutes before it starts; write it as 60`,
    typeof receivers === 'string' && receivers !== 'all' && receivers,
    typeof kinds === 'string' && kinds !== 'all' && kinds,
  ].flatMap((each) => (each === false ? [] : [each]));
  if (words.length > 0 || start === undefined || minutes === undefined || until === undefined)
    return { faults: words.map((each) => ({ line, words: each })) };
  const rest = { what: written('clinic'), place: written('place'), bookUnder: written('book under'), cutOffMinutes: until };
  const forWhom = { forOrganisations: isAll(receivers) ? ('all' as const) : receivers, forKinds: isAll(kinds) ? ('all' as const) : kinds };
  return { line, wanted: { start, minutes, ...rest, ...forWhom } };
}

/** A number as people write minutes: `15`, `15 min`. */
function wholeNumber(words: string): number | undefined {
  const found = /^(\d{1,5})(?: ?min(?:ute)?s?\.?)?$/i.exec(words);
  return found === null ? undefined : Number(found[1]);
}

const isAll = <T>(of: readonly T[] | string): of is string => typeof of === 'string';
/** Several with a semicolon or an upright stroke between them. */
const partsOf = (words: string): readonly string[] =>
  words
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
const areAll = (words: string): boolean => ['', 'all', 'everybody', 'any'].includes(folded(words));

/** The organisations written, by code or whole name; `all`; otherwise what is wrong, in words. */
function receiversFrom(words: string, { network, hub }: ReadingSlots): readonly OrganisationId[] | string {
  if (areAll(words)) return 'all';
  const among = organisationsOf(network, hub);
  const meant = partsOf(words).map((part) => ({ part, found: placesWritten(part, among, network) }));
  const wrong = meant.find(({ found }) => found.length !== 1);
  if (wrong === undefined) return [...new Set(meant.flatMap(({ found }) => found))];
  return wrong.found.length === 0
    ? `${quoted(wrong.part)} is not this hub or one of its practices; write its id or code`
    : `${quoted(wrong.part)} is the name of ${wrong.found.join(', ')}; write the id or code instead`;
}

const joined = (words: string): string => folded(words).replaceAll(' ', '');
/** The kinds of task written, as `face to face; tests`; `all`; otherwise what is wrong, in words. */
function kindsFrom(words: string): readonly TaskKind[] | string {
  if (areAll(words)) return 'all';
  const meant = partsOf(words).map((part) => ({ part, kind: taskKinds.find((kind) => joined(kind) === joined(part)) }));
  const wrong = meant.find(({ kind }) => kind === undefined);
  if (wrong === undefined) return [...new Set(meant.flatMap(({ kind }) => kind ?? []))];
  return `${quoted(wrong.part)} is no kind of task; write one of ${taskKinds.join(', ')}`;
}
