// What the clock does to an open eConsult: which warnings, reminders and next steps are due when, and what follows when they are.

import { compare } from '../compare.ts';
import { leadsOf, organisationHours } from '../network/state.ts';
import { type Instant, type OrganisationId, type Person, personOf } from '../terms.ts';
import { addWorkingMinutes } from '../time/calendar.ts';
import { defaultRules, type Warning, warningsOf } from '../time/deadlines.ts';
import { escalatedByTheClock } from './escalation.ts';
import type { EConsultEvent } from './event.ts';
import { afterHold, holdOver } from './hold.ts';
import type { EConsultRules } from './refusals.ts';
import { reminderMinutes } from './reminder-minutes.ts';
import { type ClockWarning, type EConsult, type Open, type Reminder, reminders, untilClaimed, type Waiting } from './state.ts';

/** In rising gravity: when several are due at once, only the last is said. */
export const gravity: readonly ClockWarning[] = [
  'firstLook',
  'targetWarning',
  'unclaimedAdministrator',
  'target',
  'unclaimedLead',
  'limitWarning',
  'limit',
];

type Step = ClockWarning | Reminder | 'climb' | 'holdEnds';
export interface Due {
  readonly at: Instant;
  readonly step: Step;
  /** The start of the offer, question or claim it is about. */
  readonly since?: Instant;
}

/** Everything the clock will do if nobody acts, earliest first. */
export function duesOf(state: EConsult, rules: EConsultRules): readonly Due[] {
  if (state.status === 'completed') return [];
  const open = [...warningDues(state, rules), ...reminderDues(state, rules)];
  const { escalation, hold } = state;
  if (hold) open.push({ at: hold.until, step: 'holdEnds' });
  if (escalation && !escalation.acknowledged && escalation.rung < escalation.ladder.length) {
    open.push({ at: after(state, rules, state.hub, escalation.rungSince, reminderMinutes[state.priority].rung), step: 'climb' });
  }
  return open.sort((a, b) => compare(a.at, b.at));
}

/** When something will next be due; `undefined`: nothing more. */
export const nextLook = (state: EConsult, rules: EConsultRules): Instant | undefined => duesOf(state, rules)[0]?.at;

/** When nothing is due any more, the clock still looks after this time, so that every open eConsult has a timer. */
const lookAgainMinutes = 24 * 60;

/**
 * When the clock must next look, seen from `at`; `undefined` once it is completed. What was due before `at` (it was reopened, or the hours
 * have changed) is due at `at`: it is not late, and must not be reported as the result of an outage.
 */
export function nextLookFrom(state: EConsult, rules: EConsultRules, at: Instant): Instant | undefined {
  if (state.status === 'completed') return undefined;
  const next = nextLook(state, rules) ?? wall(at, lookAgainMinutes);
  return next > at ? next : at;
}

/**
 * What has happened because time has passed; afterwards nothing is due up to `at`. Where the store had asked for a look and nothing was
 * due, `ClockLooked` is returned, because only an event moves the timer on.
 */
export function tick(state: Open, at: Instant, rules: EConsultRules): readonly EConsultEvent[] {
  const events: EConsultEvent[] = [];
  let now = state;
  if (state.hold && state.hold.until <= at) {
    const ranOut = { type: 'HoldRanOut', at, deadlines: afterHold(state, at, rules) } as const;
    events.push(ranOut);
    // Before anything else: the target moves, so warnings may be due or not.
    now = holdOver(state, ranOut);
  }
  const due = duesOf(now, rules).filter((each) => each.at <= at);
  const warnings = gravity.filter((warning) => due.some(({ step }) => step === warning));
  const warning = warnings.at(-1);
  if (warning !== undefined) {
    const tells = warnings.some((each) => leadsHearOf.includes(each)) ? leadsElsewhere(now, rules) : {};
    events.push({ type: 'Warned', at, warning, also: warnings.slice(0, -1), ...tells });
  }
  for (const { step, since } of due) {
    const of = reminders.find((each) => each === step);
    if (of !== undefined && since !== undefined)
      events.push({ type: 'Reminded', at, of, since, ...(of === 'claimStillQuiet' ? leadsElsewhere(now, rules) : {}) });
  }
  if (due.some(({ step }) => step === 'climb')) events.push({ type: 'EscalationClimbed', at });
  const silent = due.find(({ step }) => step === 'offerEscalates');
  if (silent && !(state.escalation && !state.escalation.acknowledged)) events.push(escalatedByTheClock(rules.network, state.hub, at));
  if (events.length > 0 || state.nextLook === undefined) return events;
  // If the hours have changed, the stored timer may also be too late.
  const next = nextLookFrom(state, rules, at);
  return state.nextLook <= at || (next !== undefined && next < state.nextLook) ? [{ type: 'ClockLooked', at }] : [];
}

/** The warnings that the leads of the hub hear of, whichever organisation has it. */
export const leadsHearOf: readonly ClockWarning[] = ['unclaimedLead', 'limitWarning', 'limit'];

/**
 * At the hub, leads are named in its channel's thread. In a practice's channel they may not be able to read that, so they get a message of
 * their own.
 */
function leadsElsewhere({ hub, holder }: Open, { network }: EConsultRules): { readonly leads?: readonly Person[] } {
  return holder === hub ? {} : { leads: leadsOf(network, hub).map(personOf) };
}

function warningDues(state: Open, rules: EConsultRules): Due[] {
  // If its holder has left the network the hub's hours are used; if the hub is gone too, no hours at all, so that every warning comes at
  // once rather than never.
  const hours = organisationHours(rules.network, state.holder) ?? organisationHours(rules.network, state.hub) ?? { week: {} };
  const { priority, receivedAt, deadlines, told } = state;
  const warnings = warningsOf(deadlines, { priority, receivedAt, hours, holidays: rules.holidays });
  const dues: Due[] = warnings.flatMap(({ kind, at }) => {
    if (told.includes(kind)) return [];
    if (kind === 'firstLook') return [];
    // A hold stops the target, never the limit.
    if (state.hold && (kind === 'target' || kind === 'targetWarning')) return [];
    return [{ step: kind, at }];
  });
  if (state.status === 'waiting') {
    const firstLook = lookBy(state, warnings, rules);
    untilClaimed.forEach((step, index) => {
      if (!told.includes(step))
        dues.push({ step, at: after(state, rules, state.holder, firstLook, reminderMinutes[priority].unclaimed * index) });
    });
  }
  return dues;
}

/** It has been claimed before and waits again. */
export const waitsAnew = (state: EConsult): state is Waiting => state.status === 'waiting' && state.firstClaimedAt !== undefined;

/**
 * When somebody should have claimed it: the first look frozen at receipt. Once it waits again: the usual time to a first look, from when it
 * came back.
 */
function lookBy(state: Waiting, warnings: readonly Warning[], rules: EConsultRules): Instant {
  const { kind, priority, waitingSince, holder } = state;
  if (waitsAnew(state)) return after(state, rules, holder, waitingSince, defaultRules[kind][priority].firstLookWorkingMinutes);
  return warnings.find((warning) => warning.kind === 'firstLook')?.at ?? waitingSince;
}

function reminderDues(state: Open, rules: EConsultRules): Due[] {
  const minutes = reminderMinutes[state.priority];
  const dues: Due[] = [];
  const twice = (first: Reminder, second: Reminder, asked: OrganisationId, since: Instant, each: number): void => {
    for (const [step, times] of [
      [first, 1],
      [second, 2],
    ] as const) {
      if (!state.told.includes(keyOf(step, since))) dues.push({ step, since, at: after(state, rules, asked, since, each * times) });
    }
  };
  if (state.status === 'offered') twice('offerWaits', 'offerEscalates', state.offer.to, state.offer.at, minutes.offer);
  if (state.question && !state.question.answer)
    twice('questionWaits', 'questionStillWaits', state.question.to, state.question.at, minutes.question);
  if (state.status === 'claimed' && !state.hold) {
    const { keptAt, claimedAt, quietAskedAt, holder } = state;
    const since = keptAt ?? claimedAt;
    const step = quietAskedAt === undefined ? 'claimQuiet' : 'claimStillQuiet';
    // The second reminder counts from when the claimant was asked. After an outage they are asked first and get the usual time to answer.
    if (!state.told.includes(keyOf(step, since)))
      dues.push({ step, since, at: after(state, rules, holder, quietAskedAt ?? since, minutes.claim) });
  }
  return dues;
}

/** The entry in `told` for a reminder: each offer, question or claim is reminded of once, and the next one again. */
export const keyOf = (step: Reminder, since: Instant): string => `${step}|${since}`;

function after(state: Open, rules: EConsultRules, asked: OrganisationId, since: Instant, minutes: number): Instant {
  const hours = state.priority === 'routine' ? organisationHours(rules.network, asked) : undefined;
  return (hours && addWorkingMinutes(since, minutes, hours, rules.holidays)) ?? wall(since, minutes);
}

const wall = (since: Instant, minutes: number): Instant => new Date(Date.parse(since) + minutes * 60_000).toISOString();

/** Two kinds of warning are shown side by side: that it is late, and that nobody has claimed it. Near the limit they become one. */
const untilAnswered: readonly ClockWarning[] = ['targetWarning', 'target', 'limitWarning', 'limit'];
const untilLookedAt: readonly ClockWarning[] = [...untilClaimed, 'limitWarning', 'limit'];

/**
 * The warnings that its card shows: of each kind the gravest given so far. Once somebody has claimed it, the kind about nobody having it is
 * not shown.
 */
export function standing(state: EConsult): readonly ClockWarning[] {
  // One that came back after its limit still needs somebody to claim it, so the limit's own warning does not replace that.
  const unclaimed = waitsAnew(state) ? untilClaimed : untilLookedAt;
  const kinds = state.status === 'waiting' ? [untilAnswered, unclaimed] : [untilAnswered];
  const gravest = kinds.map((kind) => kind.filter((warning) => state.told.includes(warning)).at(-1));
  return [...new Set(gravest.filter((warning) => warning !== undefined))];
}
