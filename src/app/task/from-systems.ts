// Tasks that other systems send, follow and take back: each sent exactly once, and only between organisations they speak for.
import type { EConsult } from '../../domain/econsult/state.ts';
import type { Words } from '../../domain/free-words.ts';
import { hubOf, type Network } from '../../domain/network/state.ts';
import { keptOf, type Slot, type SlotId } from '../../domain/slot/state.ts';
import type { TaskAnswer } from '../../domain/task/answer.ts';
import type { TaskDraft } from '../../domain/task/command.ts';
import { taskIds } from '../../domain/task/id.ts';
import type { TaskPatient } from '../../domain/task/patient.ts';
import type { TaskCancelReason } from '../../domain/task/reasons-and-outcomes.ts';
import { usuallyWantedBy } from '../../domain/task/send.ts';
import type { Task, TaskId } from '../../domain/task/state.ts';
import type { Actor, EConsultId, HubId, Instant, OdsCode, OperationId, OrganisationId } from '../../domain/terms.ts';
import { econsultKey } from '../econsult/load.ts';
import type { Rules } from '../rules.ts';
import { slotKey } from '../slot/slot.ts';
import { hubsOfSystem, type System, speaksFor } from '../speaks-for.ts';
import { sendTask } from './send.ts';
import { handleTask, type TaskDeps, taskKey } from './task.ts';
import type { TaskText } from './text.ts';

/** A task as another system asks for it. */
export interface TaskAsked {
  /** Its own id for it: the same again is the same task. */
  readonly sourceId: string;
  readonly contentHash: string;
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly about?: EConsultId;
  /** Without a time it is wanted by when its kind usually is. */
  readonly draft: Omit<TaskDraft, 'wantedBy' | 'hint' | 'slot'> & { readonly wantedBy?: Instant };
  /** An appointment of the receiver's, to be taken with it; without another time it is wanted by its start. */
  readonly slot?: SlotId;
  readonly knowingly: boolean;
  readonly text?: TaskText;
}
export interface TakingBack {
  readonly sourceId: string;
  readonly reason: TaskCancelReason;
  readonly words?: Words;
}
/** This one delivery, and when it came. */
interface Moment {
  readonly operation: OperationId;
  readonly at: Instant;
}

export type TaskReceipt =
  | { readonly kind: 'accepted' | 'duplicate'; readonly id: TaskId }
  /** Other content came under this id before: that stands. */
  | { readonly kind: 'conflict'; readonly id: TaskId }
  | { readonly kind: 'forbiddenPractice' }
  /** What is not known here, or not to this system. */
  | { readonly kind: 'unknown'; readonly what: readonly ('from' | 'to' | 'about')[] }
  | { readonly kind: 'refused'; readonly refusal: TaskAnswer };
export type TakenBack =
  | { readonly kind: 'cancelled'; readonly id: TaskId }
  | { readonly kind: 'closed'; readonly id: TaskId; readonly how: 'done' | 'cancelled' }
  /** Somebody has sent it again since, and it is theirs. */
  | { readonly kind: 'othersNow'; readonly id: TaskId }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly refusal: TaskAnswer };
export interface TaskFollowed {
  readonly task: Task;
  /** Given back to the system that sent it, and to no other: whoever else reads them does so in Teams, where each view is recorded. */
  readonly patient: TaskPatient | undefined;
  readonly network: Network;
}

const by = ({ id }: System): Actor => ({ kind: 'sender', caller: id });
/** Beside its eConsults, which may have the same ids: no id of those has this in it. */
const fence = (sourceId: string): string => `task|${sourceId}`;

/** Sends one. Errors as `handle`; whoever gets one sends the same again. */
export async function takeTask(deps: TaskDeps, system: System, asked: TaskAsked, at: Instant): Promise<TaskReceipt> {
  const rules = await deps.rules.now();
  const { network } = rules;
  const { sourceId, contentHash, from, to, about, draft, knowingly, text } = asked;
  const hub = hubOf(network, from);
  if (hub !== undefined && !speaksFor(network, system, from)) return { kind: 'forbiddenPractice' };
  const practice = hub && (await practiceOf(deps, network, system, { hub, from, to, about }));
  const unknown = [
    ...(hub === undefined ? (['from'] as const) : []),
    ...(hubOf(network, to) === undefined ? (['to'] as const) : []),
    ...(hub !== undefined && about !== undefined && practice === undefined ? (['about'] as const) : []),
  ];
  if (hub === undefined || practice === undefined || unknown.length > 0) return { kind: 'unknown', what: unknown };
  const before = await known(deps, hub, system, asked);
  if (before) return before;
  const slot = asked.slot === undefined ? undefined : (await deps.store.load<Slot>(slotKey(hub, asked.slot)))?.state;
  if (asked.slot !== undefined && slot === undefined)
    return { kind: 'refused', refusal: { why: 'slotRefused', refusal: { why: 'slotUnknown' } } };
  const wantedBy = draft.wantedBy ?? slot?.start ?? usual(rules, asked, at);
  if (wantedBy === undefined) return { kind: 'refused', refusal: { why: 'whenWrong' } };
  const handled = await sendTask(
    deps,
    {
      // Made of the id alone, so that two deliveries at once are one wish.
      ...{ hub, operation: `task|${system.id}|${sourceId}`, at, by: by(system), from, to, practice, knowingly },
      ...(about === undefined ? {} : { about }),
      ...(text === undefined ? {} : { hasPatient: true }),
      draft: { ...draft, wantedBy, ...(slot === undefined ? {} : { slot: keptOf(slot) }) },
    },
    text,
    { caller: system.id, sourceId: fence(sourceId), contentHash },
  );
  if (handled.kind === 'refused') return handled;
  if (!handled.repeated) return { kind: 'accepted', id: handled.state.id };
  return (await known(deps, hub, system, asked)) ?? { kind: 'duplicate', id: handled.state.id };
}

async function known({ store }: TaskDeps, hub: HubId, { id }: System, asked: TaskAsked): Promise<TaskReceipt | undefined> {
  const before = await store.sent(hub, id, fence(asked.sourceId));
  return before && { kind: before.contentHash === asked.contentHash ? 'duplicate' : 'conflict', id: before.id };
}

/** Whose patient it is about: of its eConsult, if the system speaks for that practice; else the one of the two that is no hub. */
async function practiceOf(
  { store }: TaskDeps,
  network: Network,
  system: System,
  {
    hub,
    from,
    to,
    about,
  }: { readonly hub: HubId; readonly from: OrganisationId; readonly to: OrganisationId; readonly about: EConsultId | undefined },
): Promise<OdsCode | undefined> {
  if (about === undefined) return from === hub ? to : from;
  const practice = (await store.load<EConsult>(econsultKey(hub, about)))?.state.practice;
  return practice !== undefined && speaksFor(network, system, practice) ? practice : undefined;
}

const usual = (rules: Rules, { to, draft: { kind, priority } }: TaskAsked, at: Instant): Instant | undefined =>
  usuallyWantedBy(rules, to, kind, priority, at);

/** Takes one back that this system sent. It is named by the system's own id, or by its reference here. */
export async function takeTaskBack(deps: TaskDeps, system: System, taking: TakingBack, { operation, at }: Moment): Promise<TakenBack> {
  const { network } = await deps.rules.now();
  const named = taskIds.meant(taking.sourceId);
  for (const hub of hubsOfSystem(network, system)) {
    const sent = await deps.store.sent(hub, system.id, fence(taking.sourceId));
    const id = sent?.id ?? named;
    if (id === undefined) continue;
    const { reason, words } = taking;
    const asked = { hub, id, operation, at, by: by(system), reason };
    const handled = await handleTask(deps, { type: 'cancel', ...asked, ...(words === undefined ? {} : { words }) });
    if (handled.kind === 'done') return { kind: 'cancelled', id };
    const { refusal } = handled;
    if (refusal.why === 'closed') return { kind: 'closed', id, how: refusal.how };
    if (refusal.why !== 'notFound') return { kind: 'refused', refusal };
    if (sent !== undefined) return { kind: 'othersNow', id };
  }
  return { kind: 'unknown' };
}

/** One that this system sent, or that concerns an organisation it speaks for. `undefined`: there is none, or it is not for it to know. */
export async function followTask(deps: TaskDeps, system: System, id: TaskId): Promise<TaskFollowed | undefined> {
  const { network } = await deps.rules.now();
  for (const hub of hubsOfSystem(network, system)) {
    const task = (await deps.store.load<Task>(taskKey(hub, id)))?.state;
    if (task === undefined) continue;
    const isTheirs = task.sender.id === '' && task.sender.name === system.id;
    if (!isTheirs && ![task.from, task.to, task.practice].some((each) => speaksFor(network, system, each))) continue;
    const [text] = isTheirs && task.hasPatient ? await deps.store.texts<TaskText>(hub, id) : [];
    return { task, patient: text?.patient, network };
  }
  return undefined;
}
