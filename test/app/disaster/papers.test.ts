// The paper pack: written once an hour while Teams is the trouble and at no other time, whole, legible, and with nothing of a patient.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepsPapers } from '../../../src/app/disaster/papers.ts';
import { handleEConsult } from '../../../src/app/econsult/econsult.ts';
import { paperPage, paperRows } from '../../../src/cards/disaster/paper.ts';
import type { Paper } from '../../../src/domain/disaster/paper.ts';
import type { EConsultCommand } from '../../../src/domain/econsult/command.ts';
import { readCsv } from '../../../src/files/csv.ts';
import { papersIn } from '../../../src/start/papers.ts';
import { usualSubmission } from '../../given.ts';
import { larkfield, network, north, sender } from '../../people.ts';
import { type Ground, ground, minutesAfter, now } from '../task/ground.ts';

let folder: string;
let g: Ground;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ehub-paper-'));
  g = await ground();
});
afterEach(() => rmSync(folder, { recursive: true }));

const inForce = (type: 'teamsTrouble' | 'practiceDown', minutes = 180) => ({
  ...{ id: 'D-K7M4QX', type, hub: north, closed: type === 'teamsTrouble' ? [] : [larkfield], routes: {} },
  ...{ moves: { kinds: [], priorities: [] }, since: now, until: minutesAfter(now, minutes) },
});
const put = (type: 'teamsTrouble' | 'practiceDown') =>
  g.deps.network.change({
    type: 'setInForce',
    operation: type,
    at: now,
    by: { kind: 'clock' },
    hub: north,
    id: 'D-K7M4QX',
    inForce: inForce(type),
  });
const files = (): readonly string[] => readdirSync(folder).sort();

it('is kept each hour, once, while it lasts; and what is open stands in it by reference, with who has it', async () => {
  let at = now;
  const keep = keepsPapers({ store: g.store, network: g.deps.network, clock: { now: () => at }, keepPaper: papersIn(folder) });
  await g.claimed('K7M4QX');
  await keep(north);
  await put('practiceDown');
  await keep(north);
  expect(files()).toEqual([]);
  await put('teamsTrouble');
  for (const minutes of [0, 1, 31, 95, 200]) {
    at = minutesAfter(now, minutes);
    await keep(north);
  }
  expect(files()).toEqual(
    ['09', '10', '11'].flatMap((hour) => [`${north}-2026-11-25-${hour}.csv`, `${north}-2026-11-25-${hour}.html`]).sort(),
  );
  const read = readCsv(readFileSync(join(folder, `${north}-2026-11-25-10.csv`), 'utf8'));
  const [head, row] = 'rows' in read ? read.rows : [];
  expect(head?.fields.slice(0, 3)).toEqual(['Reference', 'Priority', 'Kind']);
  expect(row?.fields.slice(0, 5)).toEqual(['K7M-4QX', 'Routine', 'Clinical', 'Larkfield Surgery', 'Dr Amara Osei, North Hub']);
  expect(readFileSync(join(folder, `${north}-2026-11-25-09.html`), 'utf8')).toContain('<th scope="row">K7M-4QX</th>');
});

it('is tried again in the next sweep where it could not be written', async () => {
  await put('teamsTrouble');
  let fails = true;
  const kept: Paper[] = [];
  const keep = keepsPapers({
    ...{ store: g.store, network: g.deps.network, clock: { now: () => now } },
    keepPaper: (paper) => (fails ? Promise.reject(new Error('the folder is full')) : Promise.resolve(void kept.push(paper))),
  });
  await expect(keep(north)).rejects.toThrow('full');
  fails = false;
  await keep(north);
  await keep(north);
  expect(kept).toHaveLength(1);
});

it('holds nothing that the sender wrote, and no name runs in a page or a spreadsheet', async () => {
  const submission = { ...usualSubmission, sourceId: 'secret', practiceCode: larkfield, submittedAt: now };
  const receive = { ...{ hub: north, id: 'H3P9RT', operation: 'in', at: now, by: sender }, type: 'receive', caller: 'maker', submission };
  await handleEConsult(g.deps, receive as EConsultCommand);
  await put('teamsTrouble');
  const kept: Paper[] = [];
  await keepsPapers({
    store: g.store,
    network: g.deps.network,
    clock: { now: () => now },
    keepPaper: async (paper) => void kept.push(paper),
  })(north);
  const [paper] = kept;
  if (paper === undefined) throw new Error('no paper was kept');
  expect(Object.keys(paper.lines[0] ?? {}).sort()).toEqual([
    'has',
    'holder',
    'id',
    'kind',
    'limit',
    'practice',
    'priority',
    'status',
    'target',
  ]);
  const practice = network.practices[larkfield];
  if (practice === undefined) throw new Error('no such practice');
  const hostile = {
    ...network,
    practices: { ...network.practices, [larkfield]: { ...practice, name: '=1+1 <script>alert(1)</script> "Q"' } },
  };
  expect(paperPage(paper, hostile)).not.toContain('<script>');
  const read = readCsv(paperRows(paper, hostile));
  expect('rows' in read && read.rows[1]?.fields[3]).toBe('\'=1+1 <script>alert(1)</script> "Q"');
});
