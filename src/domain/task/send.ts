// Sending a task, sending it once more after it was declined, and handing it on: who may, to whom, by when, and what is said beforehand.
import { chosenFrom } from '../code-list.ts';
import { guarded } from '../free-words.ts';
import { own } from '../lookup.ts';
import { barredBetween } from '../network/crossing.ts';
import { ladderOf } from '../network/ladder.ts';
import { hubOf, type Network, organisationHours } from '../network/state.ts';
import { closesBefore } from '../network/time-before-closing.ts';
import { isRehearsal } from '../reference.ts';
import type { Actor, HubId, Instant, OdsCode, OrganisationId } from '../terms.ts';
import { personOf } from '../terms.ts';
import { addWorkingMinutes, workingMinutesBetween } from '../time/calendar.ts';
import type { HandOnTask, SendTask, SendTaskAgain, TaskDraft } from './command.ts';
import type { LadderStarted, TaskSent } from './event.ts';
import { detailCodes, type TaskKind, type TaskPriority, taskKindList, usualWorkingMinutes } from './reasons-and-outcomes.ts';
import {
  anybodyMayDo,
  type Case,
  closedRefusal,
  happened,
  isStale,
  mayActFor,
  refuse,
  type TaskDecision,
  type TaskRefusal,
  type TaskRules,
  type WhoseTask,
  whoseIs,
} from './refusals.ts';
import { isOpenTask, type TaskFacts, type TaskRequest } from './state.ts';

/** The tasks of one press, by their places: so many, with their appointments, fit into one transaction of the store. */
export const tasksAtOnce = [0, 1, 2, 3] as const;
export const tasksAtOnceMax = tasksAtOnce.length;
/** A task wanted later than this is a reminder to oneself, and belongs in the record system's diary. */
export const wantedWithinMaxDays = 92;
/** The share of the working minutes after which the clock first says that it is nearly due, as for an eConsult. */
const dueSoonShare = 0.75;
/** Digits as people write a number to ring, an extension of three figures at least. */
export const telephoneShape = /^\+?[0-9][0-9 ()-]{1,23}[0-9]$/;
const dayMs = 86_400_000;

/** By when a kind is usually wanted: working minutes of the receiver from now. `undefined`: it is never open. */
export function usuallyWantedBy(
  { network, holidays }: TaskRules,
  to: OrganisationId,
  kind: TaskKind,
  priority: TaskPriority,
  at: Instant,
): Instant | undefined {
  const hours = organisationHours(network, to);
  return hours && addWorkingMinutes(at, usualWorkingMinutes[kind][priority], hours, holidays);
}
/** A time it may be wanted by. */
export const taskMayBeWantedBy = (wantedBy: Instant, at: Instant): boolean =>
  at < wantedBy && Date.parse(wantedBy) - Date.parse(at) <= wantedWithinMaxDays * dayMs;

export function send(command: SendTask, rules: TaskRules): TaskDecision {
  const { hub, id, from, to, practice, about, round, hasPatient, at, by, draft } = command;
  if (by.kind === 'clock') return refuse({ why: 'personNeeded' });
  if (about !== undefined && isRehearsal(about)) return refuse({ why: 'aboutMadeUp' });
  const whose: WhoseTask = {
    ...{ hub, practice, clinical: draft.clinical },
    ...(about === undefined ? {} : { about }),
    ...(hasPatient ? { hasPatient } : {}),
  };
  const refusal = whyNotBetween(rules.network, { hub, practice, from, to, at });
  if (refusal) return refuse(refusal);
  const notTheirs = by.kind === 'person' ? mayActFor(rules.network, by.id, whose, from, at) : undefined;
  if (notTheirs) return refuse(notTheirs);
  const made = requestOf(command, whose, rules);
  if ('refusal' in made) return made;
  const { clinical: _clinical, ...kept } = whose;
  const sent: TaskSent = {
    type: 'TaskSent',
    ...{ at, id, from, to },
    ...kept,
    ...(round === undefined ? {} : { round }),
    sender: senderOf(rules.network, by, from),
    ...made,
  };
  return happened(sent);
}

export function sendAgain({ command, task, rules, by }: Case<SendTaskAgain>): TaskDecision {
  if (!isOpenTask(task)) return refuse(closedRefusal(task));
  if (task.status !== 'declined') return refuse({ why: 'notDeclined' });
  const { hub, practice, from } = task;
  const { to, at, draft } = command;
  const refusal = mayActFor(rules.network, by.id, whoseIs(task), from, at) ?? whyNotBetween(rules.network, { hub, practice, from, to, at });
  if (refusal) return refuse(refusal);
  const made = requestOf(command, { ...whoseIs(task), clinical: draft.clinical }, rules);
  if ('refusal' in made) return made;
  if (isStale(command, task)) return refuse({ why: 'stale' });
  return happened({ type: 'TaskSentAgain', at, to, sender: senderOf(rules.network, command.by, from), ...made });
}

/** The hub was asked, and sends it on to a practice. The sender stays who they were, and reads where it went. */
export function handOn({ command, task, rules, by }: Case<HandOnTask>): TaskDecision {
  if (!isOpenTask(task)) return refuse(closedRefusal(task));
  const { hub, practice } = task;
  const { to, at } = command;
  if (task.status === 'declined') return refuse({ why: 'declinedAlready', by: task.decline.by, at: task.decline.at });
  if (task.to !== hub) return refuse({ why: 'handOnHere' });
  const refusal =
    mayActFor(rules.network, by.id, whoseIs(task), hub, at) ?? whyNotBetween(rules.network, { hub, practice, from: hub, to, at });
  if (refusal) return refuse(refusal);
  // Whoever asked would be asked by themselves: it goes back to them by being declined.
  if (to === task.from) return refuse({ why: 'notBetweenThese', from: hub, to });
  const words = guarded(command.words, false, at);
  if ('refusal' in words) return words;
  if (!command.knowingly && !anybodyMayDo(rules.network, whoseIs(task), to, at)) return refuse({ why: 'receiverCannot', receiver: to });
  if (isStale(command, task)) return refuse({ why: 'stale' });
  return happened({ type: 'TaskHandedOn', at, by, from: hub, to, text: words.text });
}

/** Why a task cannot go between these two; `undefined`: it can. Practices are not asked by one another, but by way of their hub. */
function whyNotBetween(
  network: Network,
  { hub, practice, from, to, at }: { hub: HubId; practice: OdsCode; from: OrganisationId; to: OrganisationId; at: Instant },
): TaskRefusal | undefined {
  const unknown = [from, to, practice].find((each) => hubOf(network, each) !== hub);
  if (unknown !== undefined) return { why: 'organisationUnknown', organisation: unknown };
  if (from === to || (from !== hub && to !== hub) || own(network.practices, practice) === undefined)
    return { why: 'notBetweenThese', from, to };
  const other = from === hub ? to : from;
  return barredBetween(network, hub, other, at) ?? barredBetween(network, hub, practice, at);
}

interface Made {
  readonly request: TaskRequest;
  readonly dueSoonAt: Instant;
  readonly started?: LadderStarted;
}
/** What is asked, as it is kept, or why it cannot be asked like that. */
function requestOf(
  { to, draft, at, by, knowingly }: SendTask | SendTaskAgain,
  whose: WhoseTask,
  rules: TaskRules,
): Made | { readonly refusal: TaskRefusal } {
  const fault = faultIn(draft, to, rules, at);
  if (fault) return { refusal: fault };
  const asked = guarded(draft.asked, true, at);
  if ('refusal' in asked) return asked;
  // Ticking "This is not patient information" holds for everything written in the form.
  const spoken = guarded({ text: draft.spokenTo ?? '', checked: draft.asked.checked }, false, at);
  if ('refusal' in spoken) return spoken;
  if (!knowingly && !anybodyMayDo(rules.network, whose, to, at)) return { refusal: { why: 'receiverCannot', receiver: to } };
  const closes = knowingly ? undefined : closesBefore(rules, to, at, draft.wantedBy);
  // A routine task may wait for the receiver's next opening, if that comes before it is wanted.
  if (closes && !(draft.priority === 'routine' && opensInTime(rules, to, at, draft.wantedBy)))
    return { refusal: { why: 'receiverCloses', receiver: to, opens: closes.opens } };
  const { kind, detail, priority, clinical, wantedBy, telephone, slot } = draft;
  const hint = draft.hint === undefined ? undefined : own(rules.network.staff, draft.hint);
  const request: TaskRequest = {
    ...{ kind, asked: asked.text ?? '', priority, clinical, wantedBy, telephone: telephone.trim() },
    ...chosenFrom(taskKindList),
    ...(detail === undefined ? {} : { detail }),
    ...(spoken.text === undefined ? {} : { spokenTo: spoken.text }),
    ...(hint === undefined ? {} : { hint: personOf(hint) }),
    ...(slot === undefined ? {} : { slot }),
  };
  const alone = priority === 'urgent' && spoken.text === undefined;
  return { request, dueSoonAt: dueSoonFrom(rules, to, at, wantedBy), ...(alone ? { started: ladderFor(rules, whose.hub, by) } : {}) };
}

/** Whether the receiver still has the time it needs after it opens next. */
const opensInTime = (rules: TaskRules, to: OrganisationId, at: Instant, wantedBy: Instant): boolean => {
  const opens = closesBefore(rules, to, at, wantedBy)?.opens;
  return opens !== undefined && opens < wantedBy && closesBefore(rules, to, opens, wantedBy) === undefined;
};

function faultIn(draft: TaskDraft, to: OrganisationId, { network }: TaskRules, at: Instant): TaskRefusal | undefined {
  const codes: readonly string[] = detailCodes[draft.kind];
  if (draft.detail !== undefined && !codes.includes(draft.detail)) return { why: 'notOfThisKind' };
  if (!taskMayBeWantedBy(draft.wantedBy, at)) return { why: 'whenWrong' };
  if (!telephoneShape.test(draft.telephone.trim())) return { why: 'telephoneWrong' };
  const hint = draft.hint === undefined ? undefined : own(network.staff, draft.hint);
  const isElsewhere = draft.hint !== undefined && !hint?.posts.some((post) => post.at === to);
  return isElsewhere ? { why: 'hintElsewhere', receiver: to } : undefined;
}

/** When three quarters of the receiver's working minutes have passed; of the minutes of the day where it does not open before. */
export function dueSoonFrom({ network, holidays }: TaskRules, to: OrganisationId, at: Instant, wantedBy: Instant): Instant {
  const hours = organisationHours(network, to);
  const minutes = hours && workingMinutesBetween(at, wantedBy, hours, holidays);
  const worked = hours && minutes ? addWorkingMinutes(at, minutes * dueSoonShare, hours, holidays) : undefined;
  return worked ?? new Date(Date.parse(at) + (Date.parse(wantedBy) - Date.parse(at)) * dueSoonShare).toISOString();
}

function ladderFor({ network }: TaskRules, hub: HubId, by: Actor): LadderStarted {
  const asks = by.kind === 'person' ? personOf(by) : { id: '', name: '' };
  return { ladder: ladderOf(network, hub, asks, 'usual'), telephone: own(network.hubs, hub)?.telephone ?? '' };
}

/** Whoever sends, with the role they hold there; another system by the name it is registered under. */
function senderOf(network: Network, by: Actor, from: OrganisationId): TaskFacts['sender'] {
  if (by.kind !== 'person') return { id: '', name: by.kind === 'sender' ? by.caller : '' };
  const role = own(network.staff, by.id)?.posts.find((post) => post.at === from)?.role;
  return { ...personOf(by), ...(role === undefined ? {} : { role }) };
}
