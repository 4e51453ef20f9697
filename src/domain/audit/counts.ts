// Whether what came in for a practice on a day is all either open or closed, so that nothing has been lost.

import type { EConsultId, OdsCode } from '../terms.ts';
import type { Finding } from './findings.ts';

/**
 * One receipt, counted for the practice it was received for even if it has moved since, so that a day that was signed yesterday does not
 * change today.
 */
export interface Receipt {
  readonly id: EConsultId;
  /** `undefined`: the sender named no practice we know. */
  readonly practice: OdsCode | undefined;
  /** The date in London. */
  readonly date: string;
}
export type Whereabouts = 'open' | 'closed' | 'lost';

/** `received` = `open` + `closed` + what is in `lost`. */
export interface DayCount {
  readonly practice: OdsCode | undefined;
  readonly date: string;
  readonly received: number;
  readonly open: number;
  readonly closed: number;
  readonly lost: readonly EConsultId[];
}

/** Per practice and day, in the order of the receipts. */
export function countDays(receipts: Iterable<Receipt>, whereIs: (id: EConsultId) => Whereabouts): readonly DayCount[] {
  const counts = new Map<string, { open: number; closed: number; lost: EConsultId[]; of: Receipt }>();
  for (const receipt of receipts) {
    const name = `${receipt.date}|${receipt.practice ?? ''}`;
    const count = counts.get(name) ?? { open: 0, closed: 0, lost: [], of: receipt };
    counts.set(name, count);
    const where = whereIs(receipt.id);
    if (where === 'lost') count.lost.push(receipt.id);
    else count[where] += 1;
  }
  return [...counts.values()].map(({ open, closed, lost, of: { practice, date } }) => ({
    practice,
    date,
    received: open + closed + lost.length,
    open,
    closed,
    lost,
  }));
}

/** A finding for each practice and day whose counts do not add up; `unlogged` are open eConsults without a receipt. */
export function countFindings(counts: readonly DayCount[], unlogged: readonly Receipt[]): readonly Finding[] {
  const apart = new Map<string, { practice: OdsCode | undefined; date: string; lost: readonly EConsultId[]; unlogged: EConsultId[] }>();
  for (const { practice, date, lost } of counts)
    if (lost.length > 0) apart.set(`${date}|${practice ?? ''}`, { practice, date, lost, unlogged: [] });
  for (const { practice, date, id } of unlogged) {
    const name = `${date}|${practice ?? ''}`;
    const there = apart.get(name) ?? { practice, date, lost: [], unlogged: [] };
    apart.set(name, there);
    there.unlogged.push(id);
  }
  return [...apart.values()].map((each) => ({ kind: 'countsApart', ...each }));
}
