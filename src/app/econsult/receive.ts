// Receives a submission exactly once, however often the sender repeats it, and keeps different words that come under the same id.
import type { Receive } from '../../domain/econsult/command.ts';
import type { WithdrawalReason } from '../../domain/econsult/state.ts';
import type { Submission } from '../../domain/econsult/submission.ts';
import { own } from '../../domain/lookup.ts';
import { formerHubs } from '../../domain/network/practice-moved.ts';
import { idFrom, referenceOf } from '../../domain/reference.ts';
import type { EConsultId, HubId, Instant, OperationId } from '../../domain/terms.ts';
import { type HandleDeps, handle, NotSettled } from '../handle.ts';
import type { NetworkSource } from '../network/network.ts';
import { StoreAway } from '../store-errors.ts';
import { todayAt } from './allocation.ts';
import { contactBeside } from './contacts.ts';
import { type EConsultHandled, econsults, handleEConsult } from './econsult.ts';
import { econsultKey } from './load.ts';

/** A sending system as far as receiving needs to know it. */
export interface Sender {
  readonly id: string;
  /** Where its submissions for unknown practices wait. */
  readonly hub: HubId;
  /** The practices it may send for. */
  readonly practices: '*' | readonly string[];
}

export type Receipt =
  | { readonly kind: 'accepted'; readonly reference: string; readonly placed: boolean }
  | { readonly kind: 'duplicate'; readonly reference: string; readonly placed: boolean }
  /** Different words under a known id: kept beside the first and shown to staff. */
  | { readonly kind: 'conflict'; readonly reference: string }
  | { readonly kind: 'forbiddenPractice' };

export type WithdrawalReceipt =
  | { readonly kind: 'withdrawn'; readonly reference: string }
  | { readonly kind: 'closed'; readonly reference: string }
  | { readonly kind: 'unknown' };

export interface ReceiveDeps extends HandleDeps {
  readonly network: NetworkSource;
}

/** How many ids are tried: six letters of 24 make 191 million ids a hub, so five never all collide. */
const candidatesMax = 5;

/**
 * Receives one submission; `moment.operation` names this one delivery, so that a lost answer of ours is not taken for a
 * second delivery. Throws `StoreAway` (nothing kept) or `NotSettled` (may have been kept): in both the sender sends again.
 */
export async function receive(
  deps: ReceiveDeps,
  sender: Sender,
  submission: Submission,
  moment: { operation: OperationId; receivedAt: Instant },
): Promise<Receipt> {
  const rules = await deps.network.now();
  const code = submission.practiceCode;
  // A submission with an unknown practice code is kept, unplaced. One for a practice that this sender may not send for is refused.
  const known = code !== undefined && own(rules.network.practices, code) !== undefined;
  if (known && sender.practices !== '*' && !sender.practices.includes(code)) return { kind: 'forbiddenPractice' };
  const practice = code === undefined ? undefined : own(rules.network.practices, code);
  const former = code === undefined ? [] : formerHubs(rules.network, code);
  // Sent again after its practice has moved, it is the one that stays in the old hub's table.
  const before = await Promise.all(former.map((each) => deps.store.sent(each, sender.id, submission.sourceId)));
  const hub = former.find((_, index) => before[index] !== undefined) ?? practice?.hub ?? sender.hub;
  // Not set up yet: nothing is kept, and the sender is to send it again.
  if (own(rules.network.hubs, hub) === undefined) throw new StoreAway('the hub is not set up', 'HubNotSetUp');
  const { text, ...rest } = submission;
  const today = await todayAt(deps.store, rules.network, hub, moment.receivedAt);
  const ruled = { ...rules, ...(today ? { today } : {}) };
  const sent = { caller: sender.id, sourceId: submission.sourceId, contentHash: submission.contentHash };
  for (let candidate = 0; candidate < candidatesMax; candidate++) {
    const id = idFrom(sender.id, submission.sourceId, candidate);
    const command: Receive = {
      type: 'receive',
      hub,
      id,
      operation: moment.operation,
      at: moment.receivedAt,
      by: { kind: 'sender', caller: sender.id },
      caller: sender.id,
      submission: rest,
    };
    const handled = await handle(deps, econsults, econsultKey(hub, id), command, ruled, {
      probablyNew: true,
      sent,
      ...contactBeside(deps.store, { hub, id, at: moment.receivedAt }, submission, ruled),
      text: () => ({ number: 1, content: text }),
    });
    if (handled.kind === 'done') return { kind: 'accepted', reference: referenceOf(id), placed: handled.state.practice !== undefined };
    const { why } = handled.refusal;
    if (why === 'duplicate') return { kind: 'duplicate', reference: referenceOf(id), placed: handled.state?.practice !== undefined };
    if (why === 'differentWords') {
      await keepAside(deps, { hub, id }, sender, submission, moment);
      return { kind: 'conflict', reference: referenceOf(id) };
    }
    if (why !== 'idTaken') throw new Error(`a submission cannot be refused as ${why}`);
  }
  throw new NotSettled('no free reference');
}

async function keepAside(
  deps: ReceiveDeps,
  where: { hub: HubId; id: EConsultId },
  sender: Sender,
  submission: Submission,
  moment: { operation: OperationId; receivedAt: Instant },
): Promise<void> {
  const command = {
    type: 'keepAside',
    ...where,
    operation: `aside|${moment.operation}`,
    at: moment.receivedAt,
    by: { kind: 'sender', caller: sender.id },
    contentHash: submission.contentHash,
  } as const;
  await handle(deps, econsults, econsultKey(where.hub, where.id), command, await deps.network.now(), {
    text: (before) => ({ number: 2 + (before?.asides.length ?? 0), content: submission.text }),
  });
}

/** The sender withdraws a submission. If it is not known, the sender is told so. */
export async function withdraw(
  deps: ReceiveDeps,
  sender: Sender,
  taking: { sourceId: string; reason: WithdrawalReason },
  moment: { operation: OperationId; receivedAt: Instant },
): Promise<WithdrawalReceipt> {
  const { network } = await deps.network.now();
  // The message that takes it back need not say which practice it was for: look in every hub, the sender's own first.
  const hubs = [sender.hub, ...Object.keys(network.hubs).filter((hub) => hub !== sender.hub)];
  for (const hub of hubs) {
    const known = await deps.store.sent(hub, sender.id, taking.sourceId);
    if (known === undefined) continue;
    const handled: EConsultHandled = await handleEConsult(
      { ...deps, rules: deps.network },
      {
        type: 'withdraw',
        hub,
        id: known.id,
        operation: moment.operation,
        at: moment.receivedAt,
        by: { kind: 'sender', caller: sender.id },
        reason: taking.reason,
      },
    );
    if (handled.kind === 'done') return { kind: 'withdrawn', reference: referenceOf(known.id) };
    return { kind: 'closed', reference: referenceOf(known.id) };
  }
  return { kind: 'unknown' };
}
