// What the clock does to an open task: who is reminded of what, when, and that each is said once.

import { compare } from '../compare.ts';
import { deskOf, leadsOf, type Network, organisationHours } from '../network/state.ts';
import { type Instant, type OrganisationId, type Person, personOf } from '../terms.ts';
import { addWorkingMinutes } from '../time/calendar.ts';
import { type TaskEvent, type TaskReminder, taskReminders } from './event.ts';
import type { TaskPriority } from './reasons-and-outcomes.ts';
import type { TaskRules } from './refusals.ts';
import { isOpenTask, type OpenTask, type Task } from './state.ts';

/**
 * How many minutes the clock waits for an answer before it reminds: working minutes of whoever is asked for routine ones, minutes of the day
 * for urgent ones, as for an eConsult. `late`: from when it was wanted until the leads hear of it.
 */
const patience: Readonly<
  Record<TaskPriority, Readonly<Record<'answer' | 'claim' | 'quiet' | 'back' | 'question' | 'rung' | 'late', number>>>
> = {
  routine: { answer: 120, claim: 240, quiet: 630, back: 120, question: 120, rung: 30, late: 120 },
  urgent: { answer: 20, claim: 30, quiet: 60, back: 20, question: 20, rung: 10, late: 15 },
};

interface Due {
  readonly at: Instant;
  readonly step: TaskReminder | 'climb';
  /** Stands in `told` once it was said. */
  readonly key: string;
}
export const keyOf = (step: TaskReminder, since: Instant): string => `${step}|${since}`;

/** Everything the clock will do if nobody acts, earliest first. */
export function taskDuesOf(task: Task, rules: TaskRules): readonly Due[] {
  if (!isOpenTask(task)) return [];
  const dues = [...waits(task, rules), ...wanted(task, rules), ...asked(task, rules)].filter(({ key }) => !task.told.includes(key));
  const { escalation } = task;
  if (escalation && !escalation.acknowledged && escalation.rung < escalation.ladder.length) {
    const at = wall(escalation.rungSince, patience[task.request.priority].rung);
    dues.push({ at, step: 'climb', key: '' });
  }
  return dues.sort((a, b) => compare(a.at, b.at));
}

/** When nothing is due any more, the clock still looks after this time, so that every open task has a timer. */
const lookAgainMinutes = 24 * 60;
/** When the clock must next look, seen from `at`; `undefined` once it is over. */
export function nextLookFrom(task: Task, rules: TaskRules, at: Instant): Instant | undefined {
  if (!isOpenTask(task)) return undefined;
  const next = taskDuesOf(task, rules)[0]?.at ?? wall(at, lookAgainMinutes);
  return next > at ? next : at;
}

/** What has happened because time has passed; afterwards nothing is due up to `at`. */
export function tickTask(task: OpenTask, at: Instant, rules: TaskRules): readonly TaskEvent[] {
  const due = taskDuesOf(task, rules).filter((each) => each.at <= at);
  const events: TaskEvent[] = taskReminders.flatMap((row) => {
    const said = row.flatMap((step) => due.filter((each) => each.step === step));
    const of = row.findLast((step) => said.some((each) => each.step === step));
    if (of === undefined) return [];
    const leads = leadsHearOf.includes(of) ? { leads: leadsOfBoth(task, rules.network) } : {};
    return [{ type: 'TaskReminded', at, of, keys: said.map(({ key }) => key), ...leads }];
  });
  if (due.some(({ step }) => step === 'climb')) events.push({ type: 'TaskClimbed', at });
  if (events.length > 0 || task.nextLook === undefined) return events;
  const next = nextLookFrom(task, rules, at);
  return task.nextLook <= at || (next !== undefined && next < task.nextLook) ? [{ type: 'TaskClockLooked', at }] : [];
}

/** What the leads of both sides hear of, each in their own chat. */
export const leadsHearOf: readonly TaskReminder[] = ['stillUnanswered', 'claimStillQuiet', 'declinedStillWaits', 'stillLate'];

/** A practice has no post of a lead: those at its desk stand for one. Of more than these the others hear nothing. */
const deskPeopleMax = 6;
export function leadsOfBoth({ hub, from, to }: Pick<Task, 'hub' | 'from' | 'to'>, network: Network): readonly Person[] {
  const each = [hub, from, to].flatMap((at) =>
    (at === hub ? leadsOf(network, hub) : deskOf(network, at, hub).slice(0, deskPeopleMax)).map(personOf),
  );
  return [...new Map(each.map((person) => [person.id, person])).values()];
}

/** Somebody is to answer, take it up, say that they are still at it, or send it again. */
function waits(task: OpenTask, rules: TaskRules): Due[] {
  const minutes = patience[task.request.priority];
  const step = (name: TaskReminder, who: OrganisationId, since: Instant, wait: number): Due => ({
    at: after(task, rules, who, since, wait),
    step: name,
    key: keyOf(name, since),
  });
  const { from, to } = task;
  switch (task.status) {
    case 'sent':
      return [step('unanswered', to, task.sentAt, minutes.answer), step('stillUnanswered', to, task.sentAt, minutes.answer * 2)];
    case 'accepted':
      return [step('unclaimed', to, task.waitingSince, minutes.claim)];
    case 'declined':
      return [
        step('declinedWaits', from, task.decline.at, minutes.back),
        step('declinedStillWaits', from, task.decline.at, minutes.back * 2),
      ];
    case 'inHand': {
      const since = task.keptAt ?? task.claimedAt;
      const name = task.quietAskedAt === undefined ? 'claimQuiet' : 'claimStillQuiet';
      // The second reminder counts from when the claimant was asked.
      return [{ ...step(name, to, task.quietAskedAt ?? since, minutes.quiet), key: keyOf(name, since) }];
    }
  }
}

/** By when it is wanted. Back with its sender nobody works on it, but it is late all the same. */
function wanted(task: OpenTask, rules: TaskRules): Due[] {
  const { dueSoonAt, to, request } = task;
  const { wantedBy, priority } = request;
  const late = after(task, rules, to, wantedBy, patience[priority].late);
  // Sent again it may be wanted by the same time, but whoever has it now was not told yet.
  const soon = task.status === 'declined' ? [] : [{ at: dueSoonAt, step: 'dueSoon' as const, key: keyOf('dueSoon', dueSoonAt) }];
  return [
    ...soon,
    { at: wantedBy, step: 'late', key: keyOf('late', wantedBy) },
    { at: late, step: 'stillLate', key: keyOf('stillLate', wantedBy) },
  ];
}

function asked(task: OpenTask, rules: TaskRules): Due[] {
  const { question, request } = task;
  if (question === undefined || question.answer) return [];
  const { at, to } = question;
  const wait = patience[request.priority].question;
  return (['questionWaits', 'questionStillWaits'] as const).map((step, index) => ({
    at: after(task, rules, to, at, wait * (index + 1)),
    step,
    key: keyOf(step, at),
  }));
}

function after(task: OpenTask, rules: TaskRules, who: OrganisationId, since: Instant, minutes: number): Instant {
  const hours = task.request.priority === 'routine' ? organisationHours(rules.network, who) : undefined;
  return (hours && addWorkingMinutes(since, minutes, hours, rules.holidays)) ?? wall(since, minutes);
}
const wall = (since: Instant, minutes: number): Instant => new Date(Date.parse(since) + minutes * 60_000).toISOString();

/** Whether it was to be done by now. */
export const isLateTask = (task: Task, now: Instant): boolean => isOpenTask(task) && task.request.wantedBy < now;
