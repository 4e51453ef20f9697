// Whether an organisation's day may change as asked, and when its clock must next be looked at.

import { own } from '../lookup.ts';
import { deskOf, leadsOf, type Network, organisationHours, staffIn } from '../network/state.ts';
import { staffAt } from '../network/where.ts';
import { type Actor, type Instant, type Person, personOf } from '../terms.ts';
import { nextOpening, onTheWall } from '../time/calendar.ts';
import { dateOf, dayNumber, type Holidays, type LocalDate } from '../time/hours.ts';
import { later } from '../time/london.ts';
import type { Begin, DayCommand, Say, Sign, Tick } from './command.ts';
import type { DayEvent } from './event.ts';
import { type ChannelNews, type Count, type Day, type Found, type ListingMinutes, listingMinutes, type Told } from './state.ts';

export interface DayRules {
  readonly network: Network;
  readonly holidays: Holidays;
  /** How many cannot simply be left, looked up for this look at the clock. */
  readonly left: number;
  /** What the day comes to, looked up once it has closed. */
  readonly count: Count | undefined;
}

export type DayRefusal =
  | { readonly why: 'dayUnknown' }
  | { readonly why: 'personNeeded' }
  | { readonly why: 'clockOnly' }
  | { readonly why: 'notCountedYet'; readonly closesAt: Instant | undefined }
  | { readonly why: 'alreadySigned'; readonly by: Person; readonly at: Instant }
  /** `ask`: who looks after its work. */
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
  // What has been counted stays counted, however the hours are changed afterwards.
  if (day.counted || day.closesAt === closesAt) return nothing;
  return { events: [{ type: 'ClosingMoved', at, closesAt }] };
}

/** A look that the store had asked for is never without an event: that is what moves the next one on. */
function tick({ at }: Tick, day: Day, rules: DayRules): readonly DayEvent[] {
  const events: DayEvent[] = [];
  const { closesAt } = day;
  if (closesAt !== undefined && day.counted === undefined) {
    // Of both listings missed in an outage only the later one is of use, and after closing neither.
    const minutes = due(day, at).at(-1);
    if (minutes !== undefined && at < closesAt) events.push({ type: 'ClosingNear', at, minutes, left: rules.left });
    if (countedFrom(closesAt) <= at && rules.count !== undefined) events.push({ type: 'DayCounted', at, count: rules.count });
  }
  const asks = signingAt(day, rules);
  if (asks !== undefined && asks <= at) events.push({ type: 'SigningAsked', at });
  if (events.length > 0) return events;
  return day.nextLook !== undefined && day.nextLook <= at ? [{ type: 'DayLooked', at }] : [];
}

/** Listings that are due and have not been made, the later one last. */
const due = (day: Day, at: Instant): readonly ListingMinutes[] =>
  listingMinutes.filter((minutes) => !wasListed(day, minutes) && before(day.closesAt, minutes) <= at);
/** The one at 15 minutes makes the one at 60 needless. */
const wasListed = (day: Day, minutes: ListingMinutes): boolean => day.listed.some((listing) => listing.minutes <= minutes);
const before = (closesAt: Instant | undefined, minutes: number): Instant =>
  closesAt === undefined ? '9' : new Date(Date.parse(closesAt) - minutes * 60_000).toISOString();

/** A practice's count that nobody has signed is asked for once, when it opens again; a hub's own day is nobody's to sign. */
function signingAt(day: Day, rules: DayRules): Instant | undefined {
  if (!isSigned(day) || day.counted === undefined || day.signed || day.askedToSign) return undefined;
  const hours = organisationHours(rules.network, day.organisation);
  // Counted at the very opening, after an outage, it was asked for with the count: not once more at that instant.
  const afterwards = new Date(Date.parse(day.counted.at) + 1).toISOString();
  return hours && nextOpening(afterwards, hours, rules.holidays);
}
const isSigned = (day: Day): boolean => day.organisation !== day.hub;

/** What came a moment before closing may be written a moment after it: counted at once it would be in no day's count. */
const settlingMs = 60_000;
/** When a day that closes then may be counted. */
export const countedFrom = (closesAt: Instant): Instant => new Date(Date.parse(closesAt) + settlingMs).toISOString();

/**
 * When the clock must next be looked at, seen from a moment; `undefined`: the day is over and signed, or was no working day. What was due
 * before that moment, because hours have changed, is due at it: nobody has been late with that.
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

/** Nothing is told twice in a day: only what is not among what was told last. */
function say({ at, what }: Say, day: Day, rules: DayRules): DayDecision {
  const to = leadsOf(rules.network, day.hub).map(personOf);
  if (what.matter === 'unreached' || what.matter === 'reachedAgain')
    return isChannelNews(what, day, at) ? { events: [{ type: 'LeadsTold', at, what, to }] } : nothing;
  const before = day.told[what.matter]?.what as typeof what | undefined;
  const known = before === undefined ? [] : partsOf(before);
  if (before !== undefined && partsOf(what).every((part) => known.includes(part))) return nothing;
  if (isSoonAgain(day, what, known, at)) return nothing;
  return { events: [{ type: 'LeadsTold', at, what, to }] };
}

/** Faults of kinds told of already come and go by the hundred in an outage of Teams: a new one of them is told within the hour. */
const foundAgainMs = 60 * 60_000;
/** While the store is so slow that every sweep comes late, one summary in this time is enough: each eConsult's own warning is given all the same. */
const caughtUpAgainMs = 15 * 60_000;
/** Teams says in two messages, of which two instances may each hear one, that the bot was taken out. */
const channelLostAgainMs = 60_000;
function isSoonAgain(day: Day, what: Exclude<Told, ChannelNews>, known: readonly string[], at: Instant): boolean {
  if (what.matter === 'channelLost') {
    const last = day.told.channelLost;
    return last?.what.matter === 'channelLost' && last.what.why === what.why && Date.parse(at) - Date.parse(last.at) < channelLostAgainMs;
  }
  if (what.matter === 'caughtUp') return Date.parse(at) - Date.parse(day.told.caughtUp?.at ?? '0000') < caughtUpAgainMs;
  if (what.matter !== 'found') return false;
  // Of each kind by itself: two that come in turns would each be new to the other.
  return what.findings.every((found) => {
    // What somebody sent and nobody has waits for no hour.
    if (found.kind === 'countsApart' && !known.includes(nameOf(found))) return false;
    return Date.parse(at) - Date.parse(own(day.foundAt, found.kind) ?? '0000') < foundAgainMs;
  });
}

/** A channel that opens and closes by the minute is told of this often: in between its leads know that it is not well. */
const unreachedAgainMs = 10 * 60_000;
/** That a channel takes nothing is told once until it is told that it is well; that it is well only to those who heard that it was not. */
function isChannelNews({ matter }: ChannelNews, { told }: Day, at: Instant): boolean {
  const [closed, open] = [told.unreached?.at ?? '', told.reachedAgain?.at ?? ''];
  if (matter === 'reachedAgain') return closed > open;
  return closed === '' || (open >= closed && Date.parse(at) - Date.parse(closed) >= unreachedAgainMs);
}

/** What makes it another thing to be told: that a practice is quiet is said once, however long it goes on; a gap that has begun is the same gap. */
function partsOf(what: Exclude<Told, ChannelNews>): readonly string[] {
  switch (what.matter) {
    case 'quiet':
    case 'calendarEnds':
      return [what.matter];
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

const nameOf = ({ kind, about }: Found): string => `${kind} ${about}`;

/** The dates that a stretch touches: a gap that runs on as days come into sight is no other gap. */
function datesOf(from: Instant, to: Instant): readonly LocalDate[] {
  // Until midnight is not yet the next day.
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

/** Whoever works at the practice may stand for its day; where nobody does, whoever leads or administers its hub. */
function maySign(network: Network, by: Actor & { kind: 'person' }, { organisation, hub }: Day): DayRefusal | undefined {
  const ofPractice = staffAt(network, organisation);
  const instead = [...staffIn(network, 'hubLead', hub), ...staffIn(network, 'hubAdministrator', hub)];
  if ((ofPractice.length > 0 ? ofPractice : instead).some(({ id }) => id === by.id)) return undefined;
  return { why: 'notTheirs', ask: deskOf(network, organisation, hub).map(personOf) };
}
