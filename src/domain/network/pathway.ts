// Where an eConsult goes first: the practice or its hub, and why.

import { own } from '../lookup.ts';
import type { Instant, Kind, OdsCode, OrganisationId, Pathway, Priority } from '../terms.ts';
import { isOpen, onTheWall } from '../time/calendar.ts';
import { type Holidays, type LocalDate, minuteOfDay, type Weekday } from '../time/hours.ts';
import { canDo, clinicians } from './access.ts';
import { mayCross } from './stage.ts';
import { holdsPost, type Network, type PathwayChange, type Practice } from './state.ts';
import { staffAt } from './who-is-where.ts';

/** Why an eConsult went where it went; a card and the trail say it in words. */
export const firstReasons = [
  /** As the practice's pathway says. */
  'hubFirst',
  'practiceFirst',
  /** Administrative requests stay with the practice, which keeps the record. */
  'adminStays',
  /** No sharing agreement is in force, so nobody of the hub may work on it. */
  'noAgreement',
  /** The practice is not live with the hub, or not for this kind. */
  'notLiveYet',
  /** No clinician of the hub may write in this practice's record, so nobody there could sign it. */
  'nobodyMayWrite',
  /** The practice keeps a few routine ones a week, so that its people stay in practice. */
  'keptToPractise',
  /** The practice's daily allocation is used up. */
  'overAllocation',
  /** The hub takes no more routine ones today, and the practice is open. */
  'pastCutOff',
  /** The hub takes no more today and the practice is shut as well: it waits at the hub until that opens. */
  'waitsForHub',
  /** Urgent; the hub is shut and the practice is open. */
  'hubShut',
] as const;
export type FirstReason = (typeof firstReasons)[number];

export interface First {
  readonly holder: OrganisationId;
  readonly because: FirstReason;
}

/** How many eConsults of each practice its hub has taken first on a date; a practice that is not named has no limit. */
export interface Today {
  readonly date: LocalDate;
  readonly received: Readonly<Record<OdsCode, number>>;
  /** Practices that have kept one today to stay in practice. */
  readonly kept?: readonly OdsCode[];
}

/** What is decided with besides the practice itself. */
export interface Moment {
  readonly network: Network;
  readonly holidays: Holidays;
  readonly at: Instant;
  readonly today?: Today | undefined;
}

/**
 * Who holds a new eConsult. The rules, the first that applies:
 * 1. No sharing agreement in force: the practice.
 * 2. The practice is not live, or not for this kind: the practice.
 * 3. The practice's pathway for this kind, at this day and time, says practice first: the practice.
 * 4. A fit note or the like, and no clinician of the hub is cleared to write in that record: the practice.
 * 5. Urgent or red flag: the hub, whatever cut-off and allocation say; only when the hub is shut and the practice open, the practice.
 * 6. Routine, on one of the days on which the practice keeps one to stay in practice: the first of that day, if it is open.
 * 7. Routine, and the practice has had its daily allocation: the practice, open or not. That is the fair share: what one practice sends
 *    beyond its own never delays another's.
 * 8. Routine, from the minute of the cut-off until midnight: the practice if it is open, else the hub, where it waits for the next
 *    opening. From midnight on it is work for the new day.
 * 9. Otherwise the hub.
 */
export function firstHolder(practice: Practice, it: { readonly kind: Kind; readonly priority: Priority }, moment: Moment): First {
  const { network, holidays, at } = moment;
  const hub = own(network.hubs, practice.hub);
  const { date, time } = onTheWall(at);
  const stays = (because: FirstReason): First => ({ holder: practice.code, because });
  const goes = (because: FirstReason): First => ({ holder: practice.hub, because });
  if (!agreementHolds(practice, date)) return stays('noAgreement');
  if (!mayCross(practice, it.kind, date)) return stays('notLiveYet');
  if (pathwayAt(practice, it.kind, at) === 'practiceFirst') return stays(it.kind === 'admin' ? 'adminStays' : 'practiceFirst');
  if (it.kind === 'clinicalAdmin' && !somebodyMaySign(network, practice, date)) return stays('nobodyMayWrite');
  const practiceOpen = isOpen(at, practice.hours, holidays);
  if (it.priority !== 'routine')
    return practiceOpen && hub !== undefined && !isOpen(at, hub.hours, holidays) ? stays('hubShut') : goes('hubFirst');
  if (practiceOpen && keepsOne(practice, date, moment)) return stays('keptToPractise');
  if (overAllocation(practice, date, moment.today)) return stays('overAllocation');
  const cutOff = practice.cutOff ?? hub?.cutOff;
  if (cutOff !== undefined && time >= cutOff) return practiceOpen ? stays('pastCutOff') : goes('waitsForHub');
  return goes('hubFirst');
}

/** Whether the hub may work on this practice's patients on a date. */
export function agreementHolds({ agreement }: Practice, date: LocalDate): boolean {
  return agreement === undefined || (agreement.from <= date && date <= agreement.until);
}

/**
 * Who gets a kind first at a moment: of the changes that have begun and whose days and times fit, the one with the latest date; of the
 * same date, one for certain days or times before one for always, then the one made last. So a later change for always ends all
 * earlier ones of its kind, and one for Monday mornings leaves the rest of the week as it was.
 */
export function pathwayAt(practice: Pick<Practice, 'pathway' | 'pathwayChanges'>, kind: Kind, at: Instant): Pathway {
  const wall = onTheWall(at);
  let best: PathwayChange | undefined;
  for (const change of practice.pathwayChanges ?? []) {
    if (change.kind !== kind || change.from > wall.date || !fits(change, wall)) continue;
    if (best === undefined || change.from > best.from) best = change;
    else if (change.from === best.from && (isWindow(change) || !isWindow(best))) best = change;
  }
  return best?.goes ?? practice.pathway[kind];
}

export const isWindow = ({ days, between }: PathwayChange): boolean => days !== undefined || between !== undefined;

/** Whether two changes are for the same kind, days and times: the later one made then takes the other's place. */
export const sameWindow = (one: PathwayChange, other: PathwayChange): boolean =>
  one.kind === other.kind &&
  one.between?.from === other.between?.from &&
  one.between?.to === other.between?.to &&
  String([...(one.days ?? [])].sort()) === String([...(other.days ?? [])].sort());

/** The closing minute is not in the window: `08:00` to `12:00` ends with 11:59. */
function fits({ days, between }: PathwayChange, wall: ReturnType<typeof onTheWall>): boolean {
  if (days !== undefined && !days.includes(wall.weekday)) return false;
  if (between === undefined) return true;
  const now = minuteOfDay(wall.time) ?? 0;
  return (minuteOfDay(between.from) ?? 0) <= now && now < (minuteOfDay(between.to) ?? 0);
}

/** The days of a week on which one stays, spread over it, by how many there are to be. */
const keepsOn: Readonly<Record<number, readonly Weekday[]>> = {
  1: ['wednesday'],
  2: ['tuesday', 'thursday'],
  3: ['monday', 'wednesday', 'friday'],
  4: ['monday', 'tuesday', 'thursday', 'friday'],
  5: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
};
/** Without a count of today nothing is kept: the hub would otherwise lose more than was agreed. */
function keepsOne({ keepsRoutineDays = 0, code }: Practice, date: LocalDate, { today, at }: Moment): boolean {
  const isDay = own(keepsOn, String(keepsRoutineDays))?.includes(onTheWall(at).weekday) ?? false;
  return isDay && today?.date === date && !(today.kept ?? []).includes(code);
}

function overAllocation({ allocation, code }: Practice, date: LocalDate, today: Today | undefined): boolean {
  // A count of another day is not used.
  const received = today?.date === date ? own(today.received, code) : undefined;
  return allocation !== undefined && received !== undefined && received >= allocation;
}

function somebodyMaySign(network: Network, practice: Practice, date: LocalDate): boolean {
  return staffAt(network, practice.hub).some(
    (member) => clinicians.some((role) => holdsPost(member, role, practice.hub)) && canDo(member, practice.code, 'write', date),
  );
}
