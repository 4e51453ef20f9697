// Pages to print: black on white for A4, words and tables, with no script, no picture and nothing that must be fetched.
import { oneLine } from './words.ts';

export interface PrintedTable {
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell of each is its head. */
  readonly rows: readonly (readonly string[])[];
}

/** Words as a page reads them: nothing in them is markup. */
export const html = (words: string): string =>
  oneLine(words).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Rows are not torn apart, and the head stands on each page. */
const style = [
  '@page{size:A4;margin:14mm}',
  'body{font:11pt/1.4 system-ui,sans-serif;color:#000;background:#fff;max-width:180mm;margin:0 auto;padding:4mm}',
  'table{border-collapse:collapse;width:100%;margin:0 0 6mm}',
  'caption{text-align:left;font-weight:700;padding:2mm 0}',
  'th,td{border:1px solid #444;padding:4px 6px}',
  'th,td{text-align:left;vertical-align:top}',
  'thead{display:table-header-group}',
  'tr{break-inside:avoid}',
].join('');

const tableOf = ({ caption, columns, rows }: PrintedTable): string => `<table><caption>${html(caption)}</caption>
<thead><tr>${columns.map((each) => `<th scope="col">${html(each)}</th>`).join('')}</tr></thead>
<tbody>
${rows
  .map(
    (row) =>
      `<tr>${row.map((cell, index) => (index === 0 ? `<th scope="row">${html(cell)}</th>` : `<td>${html(cell)}</td>`)).join('')}</tr>`,
  )
  .join('\n')}
</tbody></table>`;

/** Everything in it may come from outside. */
export const printedPage = (title: string, lines: readonly string[], tables: readonly PrintedTable[]): string => `<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>${html(title)}</title>
<style>${style}</style></head>
<body><main>
<h1>${html(title)}</h1>
${lines.map((line) => `<p>${html(line)}</p>`).join('\n')}
${tables.map(tableOf).join('\n')}
</main></body></html>
`;
/** In the dialog that gives the link, and where a link cannot be followed. */
export const printWords = {
  title: 'Print',
  open: 'Open the page to print',
  lasts: 'The page opens in your browser. For ten minutes whoever has the link can read it, so do not pass it on.',
  none: 'Pages cannot be printed here: whoever runs this bot has not set where browsers reach it (EHUB_HOST_NAME).',
  expired: 'This link has expired. Press Print again.',
  wrong: 'This link is not one of ours. Press Print again.',
  refused: 'You may not read this any more. Nothing was shown.',
  away: 'The store cannot be reached just now. Please try again in a minute.',
} as const;
