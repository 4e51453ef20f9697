// What becomes of a message that could not be sent: it is tried again by itself, or its whole conversation is left alone for a while.

import type { Resolve, SendResult } from '../chat.ts';
import type { OutboxRow } from '../ports.ts';
import type { Attempts } from './attempts.ts';
import type { Lanes } from './lanes.ts';
import type { DispatchDeps, Sending, Wait } from './sends.ts';
import { idleMs, isRefusedForGood } from './waiting-times.ts';

/** Why nothing is taken there: the organisation has never been given a channel. */
export const noChannel = 'noChannel';

export interface NotSent {
  /** Its conversation is not found, or could not be opened; `undefined`: there is nobody of that name. */
  nowhere(row: OutboxRow, where: Exclude<Awaited<ReturnType<Resolve>>, { kind: 'found' }>): Wait | undefined;
  /** Teams did not take it; `undefined`: nor ever will. Throws as the directory does. */
  notTaken(sending: Pick<Sending, 'row' | 'where'>, result: Exclude<SendResult, { kind: 'sent' }>): Promise<Wait | undefined>;
}

export function createNotSent(deps: DispatchDeps, lanes: Lanes, attempts: Attempts): NotSent {
  /** After an answer that was about the whole conversation: for how long, the lanes know. */
  function leftAlone(row: OutboxRow, kind: 'delayed' | 'unanswered' | 'suspended', answer: Parameters<Lanes['refused']>[1]): Wait {
    lanes.refused(row.to, answer);
    attempts.tried(row);
    deps.report({ kind, hub: row.hub, id: row.id, to: row.to, why: answer.why });
    return { ms: lanes.waitMs(row.to, row.class), wholeLane: true };
  }

  return {
    nowhere(row, where) {
      switch (where.kind) {
        case 'none':
          if (where.why === 'personUnknown') return undefined;
          if (where.why === 'notOpened') return { ms: lanes.waitMs(row.to, row.class), wholeLane: true };
          // It may be given one at any moment, so it is looked for every second; until then its leads are to know that nobody reads there.
          lanes.refused(row.to, { why: noChannel, closed: false, afterMs: 0 });
          return { ms: idleMs, wholeLane: true };
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
    },
    async notTaken({ row, where }, result) {
      switch (result.kind) {
        case 'later':
          if (result.afterMs !== undefined) deps.pace.pause(where.conversation.id, deps.monotonicMs() + result.afterMs);
          else attempts.failed(row, 'delayed', result.why);
          return leftAlone(row, 'delayed', { why: result.why, closed: false, afterMs: result.afterMs });
        case 'unknown':
          attempts.failed(row, 'unanswered', result.why);
          return leftAlone(row, 'unanswered', { why: result.why, closed: false });
        case 'messageGone':
          return attempts.failed(row, 'messageGone', result.why);
        case 'closed': {
          const wait = leftAlone(row, 'suspended', { why: result.why, closed: true });
          const since = lanes.trouble(row.to)?.since ?? deps.clock.now();
          await deps.directory.saveConversation(where.key, { ...where.conversation, status: 'suspended', reason: result.why, since });
          return wait;
        }
        case 'refused': {
          const { wait, refusals } = attempts.failedBy(row, 'refused', result.why);
          return isRefusedForGood(refusals, deps.monotonicMs()) ? undefined : wait;
        }
      }
    },
  };
}
