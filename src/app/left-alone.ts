// Leaves a whole conversation alone after an answer that was about it: for how long, the lanes know.
import type { Attempts } from './attempts.ts';
import type { Resolve } from './chat.ts';
import type { Lanes } from './lanes.ts';
import type { OutboxRow } from './ports.ts';
import { type DispatchDeps, idleMs, type Wait } from './sends.ts';

export type LeftAlone = (row: OutboxRow, kind: 'delayed' | 'unanswered' | 'suspended', answer: Parameters<Lanes['refused']>[1]) => Wait;

export const createLeftAlone =
  ({ report }: Pick<DispatchDeps, 'report'>, lanes: Lanes, attempts: Attempts): LeftAlone =>
  (row, kind, answer) => {
    lanes.refused(row.to, answer);
    attempts.tried(row);
    report({ kind, hub: row.hub, id: row.id, to: row.to, why: answer.why });
    return { ms: lanes.waitMs(row.to, row.class), wholeLane: true };
  };

/** What becomes of a message whose conversation is not found, or could not be opened; `undefined`: there is nobody of that name. */
export function whereNotFound(
  lanes: Lanes,
  leftAlone: LeftAlone,
  row: OutboxRow,
  where: Exclude<Awaited<ReturnType<Resolve>>, { kind: 'found' }>,
): Wait | undefined {
  switch (where.kind) {
    case 'none':
      if (where.why === 'personUnknown') return undefined;
      return { ms: where.why === 'notOpened' ? lanes.waitMs(row.to, row.class) : idleMs, wholeLane: true };
    case 'wait':
      return { ms: where.ms, wholeLane: true };
    case 'closed':
    case 'refused':
      return leftAlone(row, 'suspended', { why: where.why, closed: true });
    case 'later':
      return leftAlone(row, 'delayed', { why: where.why, closed: false, afterMs: where.afterMs });
    case 'unknown':
      return leftAlone(row, 'unanswered', { why: where.why, closed: false });
  }
}
