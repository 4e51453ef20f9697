// The checklist to print: one practice's, or all of a hub's.
import type { Practice } from '../../domain/network/state.ts';
import type { Checked } from '../../domain/readiness/checklist.ts';
import { readinessSteps, stepOf } from '../../domain/readiness/items.ts';
import type { Instant } from '../../domain/terms.ts';
import { onPage } from '../page.ts';
import { type PrintedTable, printedPage } from '../printed.ts';
import { when } from '../words.ts';
import { itemWords, stepWords } from './items.ts';
import { readyTitle } from './list.ts';
import { standingWords, standsWords, totalWords } from './words.ts';

/** A practice's, a table for each step. */
export function checklistPage(practice: Practice, checklist: readonly Checked[], now: Instant): string {
  const tables = readinessSteps.map(
    (step): PrintedTable => ({
      caption: stepWords[step],
      columns: ['Item', 'How it stands', 'More'],
      rows: checklist
        .filter(({ item }) => stepOf(item) === step)
        .map((checked) => [itemWords[checked.item].name, standingWords[checked.standing], onPage(standsWords(checked, practice))]),
    }),
  );
  return printedPage(`${readyTitle}: ${practice.name} (${practice.code})`, [`${totalWords(checklist)} As of ${when(now)}.`], tables);
}

/** All practices of a hub, a row for each. */
export function overviewPage(
  hub: string,
  all: readonly { readonly practice: Practice; readonly checklist: readonly Checked[] }[],
  now: Instant,
): string {
  const rows = all.map(({ practice, checklist }) => [`${practice.name} (${practice.code})`, totalWords(checklist)]);
  return printedPage(
    `${readyTitle}: practices of ${hub}`,
    [`As of ${when(now)}.`],
    [{ caption: 'Practices', columns: ['Practice', 'How it stands'], rows }],
  );
}
