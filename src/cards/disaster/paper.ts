// The paper pack as people read it: a page to print, with room to write, and the same as rows for a spreadsheet.
import type { PaperWords } from '../../domain/disaster/check-in.ts';
import type { Paper, PaperLine } from '../../domain/disaster/paper.ts';
import { outcomeList } from '../../domain/econsult/reasons-and-outcomes.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import { html } from '../printed.ts';
import { kindWords, oneLine, outcomeWords, priorityWords, when } from '../words.ts';

const columns = ['Reference', 'Priority', 'Kind', 'Practice', 'With', 'Answer by', 'Limit'] as const;
/** What is filled in by hand, under these columns, and in which words it is read again. */
export const paperWords: PaperWords = {
  columns: { reference: columns[0], done: 'Done', byWhom: 'By whom', when: 'When', told: 'Patient told' },
  done: [
    { words: 'Claimed', means: 'claimed' },
    { words: 'Passed on', means: 'passed' },
    { words: 'Nothing', means: 'nothing' },
    // What its sender withdrew is said by the sender, not on paper.
    ...outcomeList.offered.flatMap((means) => (means === 'withdrawn' ? [] : [{ words: outcomeWords[means], means }])),
  ],
  told: [
    { words: 'Message', means: 'message' },
    { words: 'Telephone', means: 'telephone' },
    { words: 'In person', means: 'inPerson' },
    { words: 'Letter', means: 'letter' },
    { words: 'Not reached', means: 'notReached' },
  ],
};
const { done, byWhom, when: doneWhen, told } = paperWords.columns;
const written = [done, byWhom, doneWhen, told] as const;
const listed = (all: readonly { readonly words: string }[]): string => all.map(({ words }) => words).join(' \u00b7 ');

function cellsOf(line: PaperLine, network: Network): readonly string[] {
  const name = (organisation: string | undefined): string =>
    organisation === undefined || organisation === 'unplaced' ? 'No practice yet' : oneLine(organisationName(network, organisation));
  const has = line.has === undefined ? name(line.holder) : `${oneLine(line.has)}, ${name(line.holder)}`;
  return [
    ...[referenceOf(line.id), priorityWords[line.priority], kindWords[line.kind], name(line.practice)],
    ...[line.status === 'offered' ? `${has} (passed on, not accepted)` : has, when(line.target), when(line.limit)],
  ];
}

/** Black on white, rows that are not torn apart, the head on each page. */
const style = [
  '@page{size:A4 landscape;margin:12mm}',
  'body{font:11pt/1.35 system-ui,sans-serif;color:#000;background:#fff}',
  'table{border-collapse:collapse}',
  'table{width:100%}',
  'th,td{border:1px solid #444;padding:4px 6px;text-align:left;vertical-align:top}',
  'thead{display:table-header-group}',
  'tr{break-inside:avoid}',
  'td:nth-last-child(-n+4){min-width:24mm}',
].join('');

/** A page for A4 across: no script, no picture, nothing that must be fetched. */
export function paperPage({ hub, at, telephone, lines }: Paper, network: Network): string {
  const title = `Open eConsults of ${oneLine(organisationName(network, hub))}`;
  const head = [...columns, ...written].map((each) => `<th scope="col">${html(each)}</th>`).join('');
  const rows = lines
    .map(
      (line) =>
        `<tr>${cellsOf(line, network)
          .map((cell, index) => (index === 0 ? `<th scope="row">${html(cell)}</th>` : `<td>${html(cell)}</td>`))
          .join('')}${'<td></td>'.repeat(written.length)}</tr>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${html(title)}</title>
<style>${style}</style></head>
<body><main>
<h1>${html(title)}</h1>
<p>As of ${html(when(at))}. ${lines.length} open, by who has them and how urgent they are. What the patients wrote is not on this paper: read it in the system that it was sent from. Ring ${html(telephone)} when you cannot reach somebody.</p>
<p><b>${html(done)}</b>: ${html(listed(paperWords.done))}.<br><b>${html(told)}</b>: ${html(listed(paperWords.told))}.</p>
<table><caption>Write down what you did, in these words; a lead enters it when Teams is back.</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows}
</tbody></table>
</main></body></html>
`;
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe. */
const cell = (words: string): string => `"${(/^[=+\-@\t\r]/.test(words) ? `'${words}` : words).replaceAll('"', '""')}"`;
export const paperRows = ({ lines }: Paper, network: Network): string =>
  [[...columns, ...written], ...lines.map((line) => [...cellsOf(line, network), ...written.map(() => '')])]
    .map((row) => row.map(cell).join(','))
    .join('\r\n');
/** The rows as a file, with a byte order mark, so that Excel reads names with accents. */
export const paperTable = (paper: Paper, network: Network): string => `\ufeff${paperRows(paper, network)}\r\n`;

/** One of each an hour and hub. */
export const paperFileName = ({ hub, at }: Pick<Paper, 'hub' | 'at'>): string => `${hub}-${at.slice(0, 13).replace('T', '-')}`;

/** What stands in the e-mail that brings it. */
export const paperMailWords = ({ hub, at, lines }: Paper, network: Network): { readonly subject: string; readonly text: string } => ({
  subject: `Paper pack of ${oneLine(organisationName(network, hub))}, ${when(at)}`,
  text: `${lines.length} open, as of ${when(at)}. Print the page that is attached and work from it; write down what you did. The table is the same for a spreadsheet. A lead enters it when Teams is back. Nothing in either is about patients.\n`,
});
