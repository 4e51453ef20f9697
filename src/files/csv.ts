// Comma-separated values from outside, read by rows with their line numbers; what cannot be read is a value, never thrown.
import { CsvError, parse } from 'csv-parse/sync';

export interface CsvRow {
  /** The line of the file it ends in, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}
/** `unclosed`: a quotation mark is opened and never closed; the line is the last one read. */
export type CsvRead = { readonly rows: readonly CsvRow[] } | { readonly unclosed: number };

export type Separator = ',' | ';' | '\t';

/** Line ends of either kind, quotes doubled inside quotes, rows of any length; empty lines are no rows. */
export function readCsv(text: string, delimiter: Separator = ','): CsvRead {
  try {
    const found: unknown = parse(text, {
      bom: true,
      delimiter,
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
    // With `info` each row comes beside where it was; the package's types only know the rows.
    return {
      rows: (found as { info: { lines: number }; record: string[] }[]).map(({ info, record }) => ({ line: info.lines, fields: record })),
    };
  } catch (error) {
    if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED') return { unclosed: lineEnds(text) + 1 };
    throw error;
  }
}

const lineEnds = (text: string): number => text.trimEnd().match(/\r\n|\n|\r/g)?.length ?? 0;
