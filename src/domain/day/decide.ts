// Whether an organisation's day may change as asked, when its clock must next look, and what its leads are told at most how often.

import type { ChannelNews } from '../channel-news.ts';
import { own } from '../lookup.ts';
import { buddyId } from '../network/buddy-settings.ts';
import { deskOf, leadsOf, type Network, organisationHours, staffIn } from '../network/state.ts';
import { staffAt } from '../network/who-is-where.ts';
import { type Actor, type Instant, type Person, personOf } from '../terms.ts';
import { nextOpening, onTheWall } from '../time/calendar.ts';
import { dateOf, dayNumber, type Holidays, type LocalDate } from '../time/hours.ts';
import { later } from '../time/london.ts';
import type { Begin, DayCommand, Say, Sign, Tick } from './command.ts';
import type { DayEvent } from './event.ts';
import { type Agreed, type Count, type Day, type Found, type ListingMinutes, listingMinutes, type Told } from './state.ts';

export interface DayRules {
  readonly network: Network;
  readonly holidays: Holidays;
  /** How many still need a decision, looked up for this look of the clock. */
  readonly left: number;
  /** The day's count, looked up once it has closed. */
  readonly count: Count | undefined;
}

export type DayRefusal =
  | { readonly why: 'dayUnknown' }
  | { readonly why: 'personNeeded' }
  | { readonly why: 'clockOnly' }
  | { readonly why: 'notCountedYet'; readonly closesAt: Instant | undefined }
  | { readonly why: 'alreadySigned'; readonly by: Person; readonly at: Instant }
  /** `ask`: who can sign instead. */
  | { readonly why: 'notTheirs'; readonly ask: readonly Person[] };

export type DayDecision = { readonly events: readonly DayEvent[] } | { readonly refusal: DayRefusal };

const nothing: DayDecision = { events: [] };
const refuse = (refusal: DayRefusal): DayDecision => ({ refusal });

export function decideDay(command: DayCommand, day: Day | undefined, rules: DayRules): DayDecision {
  if (command.type !== 'sign' && command.by.kind !== 'clock') return refuse({ why: 'clockOnly' });
  if (command.type === 'begin') return begin(command, day);
  if (day === undefined) return refuse({ why: 'dayUnknown' });
  switch (command.type) {
    case 'tick':
      return { events: tick(command, day, rules) };
    case 'say':
      return say(command, day, rules);
    case 'sign':
      return sign(command, day, rules);
  }
}

function begin(command: Begin, day: Day | undefined): DayDecision {
  const { at, hub, organisation, date, since, closesAt, quietAfterMinutes } = command;
  if (day === undefined) return { events: [{ type: 'DayBegan', at, hub, organisation, date, since, closesAt, quietAfterMinutes }] };
  // A day that has been counted stays counted, even if its hours change afterwards.
  if (day.counted || day.closesAt === closesAt) return nothing;
  return { events: [{ type: 'ClosingMoved', at, closesAt }] };
}

/** Where the store asked for a look, there is always an event, because only an event moves the timer on. */
function tick({ at }: Tick, day: Day, rules: DayRules): readonly DayEvent[] {
  const events: DayEvent[] = [];
  const { closesAt } = day;
  if (closesAt !== undefined && day.counted === undefined) {
    // After an outage that missed both lists only the later one is useful, and after closing neither.
    const minutes = due(day, at).at(-1);
    if (minutes !== undefined && at < closesAt) events.push({ type: 'ClosingNear', at, minutes, left: rules.left });
    if (countedFrom(closesAt) <= at && rules.count !== undefined) events.push({ type: 'DayCounted', at, count: rules.count });
  }
  const asks = signingAt(day, rules);
  if (asks !== undefined && asks <= at) events.push({ type: 'SigningAsked', at });
  if (events.length > 0) return events;
  return day.nextLook !== undefined && day.nextLook <= at ? [{ type: 'DayLooked', at }] : [];
}

/** The lists that are due and have not been shown, the later one last. */
const due = (day: Day, at: Instant): readonly ListingMinutes[] =>
  listingMinutes.filter((minutes) => !wasListed(day, minutes) && before(day.closesAt, minutes) <= at);
/** The list at 15 minutes replaces the one at 60. */
const wasListed = (day: Day, minutes: ListingMinutes): boolean => day.listed.some((listing) => listing.minutes <= minutes);
const before = (closesAt: Instant | undefined, minutes: number): Instant =>
  closesAt === undefined ? '9' : new Date(Date.parse(closesAt) - minutes * 60_000).toISOString();

/** When somebody is asked to sign a practice's count: once, at its next opening. A hub's own day is not signed. */
function signingAt(day: Day, rules: DayRules): Instant | undefined {
  if (!isSigned(day) || day.counted === undefined || day.signed || day.askedToSign) return undefined;
  const hours = organisationHours(rules.network, day.organisation);
  // If it was counted at the very moment of opening, after an outage, the count itself asked for the signature: do not ask twice.
  const afterwards = new Date(Date.parse(day.counted.at) + 1).toISOString();
  return hours && nextOpening(afterwards, hours, rules.holidays);
}
const isSigned = (day: Day): boolean => day.organisation !== day.hub;

/** What comes just before closing may be written just after it. Counted at once, it would be in no day's count. */
const settlingMs = 60_000;
/** When a day that closes at `closesAt` can be counted. */
export const countedFrom = (closesAt: Instant): Instant => new Date(Date.parse(closesAt) + settlingMs).toISOString();

/**
 * When the clock must next look, seen from `at`; `undefined`: the day is counted and signed, or was no working day. What was due before
 * `at`, because the hours have changed, is due at `at` and is not late.
 */
export function nextDayLook(day: Day, rules: DayRules, at: Instant): Instant | undefined {
  const due = dayDue(day, rules, at);
  return due && later(due, at);
}

function dayDue(day: Day, rules: DayRules, at: Instant): Instant | undefined {
  const { closesAt } = day;
  if (day.counted !== undefined) return signingAt(day, rules);
  if (closesAt === undefined) return undefined;
  if (closesAt <= at) return countedFrom(closesAt);
  const listings = listingMinutes.filter((minutes) => !wasListed(day, minutes)).map((minutes) => before(closesAt, minutes));
  return [...listings, countedFrom(closesAt)].sort()[0];
}

/** The leads are told only what was not in the last message about the same matter today. */
function say({ at, what }: Say, day: Day, rules: DayRules): DayDecision {
  // Of tasks both sides hear; everything else is the hub's to look after.
  const isTheirs = what.matter === 'lateTasks' && day.organisation !== day.hub;
  const to = (isTheirs ? deskOf(rules.network, day.organisation, day.hub) : leadsOf(rules.network, day.hub)).map(personOf);
  if (what.matter === 'unreached' || what.matter === 'reachedAgain')
    return isChannelNews(what, day, at) ? { events: [{ type: 'LeadsTold', at, what, to }] } : nothing;
  // Its numbers grow in the course of the day, and are said once all the same.
  if (what.matter === 'lateTasks' && day.told.lateTasks !== undefined) return nothing;
  const before = day.told[what.matter]?.what as typeof what | undefined;
  const known = before === undefined ? [] : partsOf(before);
  if (before !== undefined && partsOf(what).every((part) => known.includes(part))) return nothing;
  if (isSoonAgain(day, what, known, at)) return nothing;
  return { events: [{ type: 'LeadsTold', at, what, to }] };
}

/** When Teams is away, faults of a kind come and go by the hundred. A new one of a kind they have heard of is told within this time. */
const foundAgainMs = 60 * 60_000;
/**
 * When the store is so slow that every sweep is late, one summary in this time is enough; each eConsult's own warning is sent all the same.
 */
const caughtUpAgainMs = 15 * 60_000;
/** Teams reports the bot's removal in two messages, which two instances may each receive one of: told once. */
const channelLostAgainMs = 60_000;
function isSoonAgain(day: Day, what: Exclude<Told, ChannelNews>, known: readonly string[], at: Instant): boolean {
  if (what.matter === 'channelLost') {
    const last = day.told.channelLost;
    return last?.what.matter === 'channelLost' && last.what.why === what.why && Date.parse(at) - Date.parse(last.at) < channelLostAgainMs;
  }
  if (what.matter === 'caughtUp') return Date.parse(at) - Date.parse(day.told.caughtUp?.at ?? '0000') < caughtUpAgainMs;
  if (what.matter !== 'found') return false;
  // Each kind by itself: otherwise two kinds that come in turns would each count as new.
  return what.findings.every((found) => {
    // A request that was sent and that nobody has must be told at once.
    if (found.kind === 'countsApart' && !known.includes(nameOf(found))) return false;
    return Date.parse(at) - Date.parse(own(day.foundAt, found.kind) ?? '0000') < foundAgainMs;
  });
}

/** If a channel opens and closes every minute, the leads are told this often unless something urgent is new; in between they know that it is unreliable. */
const unreachedAgainMs = 10 * 60_000;
/**
 * That a channel takes nothing is told once until it is told that it is well; that it is well only to those who heard that it was not.
 * Urgent work that nobody has been told of is told at once: leads who rang about one, or read that all is well again, do not know of the next.
 */
function isChannelNews(what: ChannelNews, { told }: Day, at: Instant): boolean {
  const [closed, open] = [told.unreached?.at ?? '', told.reachedAgain?.at ?? ''];
  if (what.matter === 'reachedAgain') return closed > open;
  const before = told.unreached?.what.matter === 'unreached' ? told.unreached.what.urgent : [];
  if (what.urgent.some((id) => !before.includes(id))) return true;
  return closed === '' || (open >= closed && Date.parse(at) - Date.parse(closed) >= unreachedAgainMs);
}

/**
 * The parts by which a message counts as new. That a practice is quiet is told once, however long it lasts; a gap in the rota that has
 * begun is still the same gap.
 */
function partsOf(what: Exclude<Told, ChannelNews>): readonly string[] {
  switch (what.matter) {
    case 'quiet':
    case 'lateTasks':
    case 'drillsDue':
    case 'shadowSeen':
    case 'agreementsEnd':
    case 'calendarEnds':
    case 'testUnreached':
      return [what.matter];
    case 'agreed':
      return [`${what.hub} ${agreedPart(what.what)}`];
    case 'paperNotSent':
      return [what.since];
    case 'caughtUp':
      return [what.from];
    case 'channelLost':
      return [`${what.why} ${what.since}`];
    case 'rotaGaps':
      return what.gaps.flatMap(({ from, to, lacks }) => datesOf(from, to).map((date) => `${date} ${lacks}`));
    case 'found':
      return what.findings.map(nameOf);
  }
}

const agreedPart = (what: Agreed): string =>
  'buddy' in what ? `${buddyId(what.buddy)} ${what.buddy.until} ${what.buddy.agreedBy} ${what.ended}` : JSON.stringify(what.workMinutes);

const nameOf = ({ kind, about }: Found): string => `${kind} ${about}`;

/** The dates that a gap touches. As further days come into view a gap may get longer, and must not count as new. */
function datesOf(from: Instant, to: Instant): readonly LocalDate[] {
  // A gap until midnight does not touch the next day.
  const lastMoment = new Date(Date.parse(to) - 1).toISOString();
  const [first, last] = [dayNumber(onTheWall(from).date) ?? 0, dayNumber(onTheWall(lastMoment).date) ?? 0];
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, index) => dateOf(first + index));
}

function sign({ at, by }: Sign, day: Day, { network }: DayRules): DayDecision {
  if (by.kind !== 'person') return refuse({ why: 'personNeeded' });
  const refusal = maySign(network, by, day);
  if (refusal) return refuse(refusal);
  if (day.counted === undefined) return refuse({ why: 'notCountedYet', closesAt: day.closesAt });
  if (day.signed) return day.signed.by.id === by.id ? nothing : refuse({ why: 'alreadySigned', ...day.signed });
  return { events: [{ type: 'DaySigned', at, by: personOf(by) }] };
}

/** Anybody who works at the practice may sign its day; if nobody works there, those who lead or administer its hub. */
function maySign(network: Network, by: Actor & { kind: 'person' }, { organisation, hub }: Day): DayRefusal | undefined {
  const ofPractice = staffAt(network, organisation);
  const instead = [...staffIn(network, 'hubLead', hub), ...staffIn(network, 'hubAdministrator', hub)];
  if ((ofPractice.length > 0 ? ofPractice : instead).some(({ id }) => id === by.id)) return undefined;
  return { why: 'notTheirs', ask: deskOf(network, organisation, hub).map(personOf) };
}
