// What the clock ought to say of a task and when, once more in plain arithmetic: it shares no code with the product, not even the calendar.
import { openSpans, plus } from '../../start/warned.ts';
import { englandHolidays } from '../time/days.ts';
import { hoursAt } from './cast.ts';
import type { Model } from './model.ts';

export const minuteMs = 60_000;
const holidays = englandHolidays.days.map(({ date }) => date);
type Spans = ReturnType<typeof openSpans>;
const spansKept = new Map<string, Spans>();
/** When an organisation is open around an instant; worked out once an hour, because lives are long. */
export function openAt(whose: string, since: number): Spans {
  const key = `${whose}|${Math.floor(since / 3_600_000)}`;
  const spans = spansKept.get(key) ?? openSpans(hoursAt(whose), holidays, since);
  spansKept.set(key, spans);
  return spans;
}

/** One task as its clock sees it; milliseconds. */
export interface Timed extends Model {
  readonly now: number;
  readonly urgent: boolean;
  readonly sentAt: number;
  readonly waitingSince: number;
  readonly claimedAt: number;
  /** When its claimant last said that they are still at it. */
  readonly keptAt?: number | undefined;
  readonly quietAsked?: number | undefined;
  readonly declinedAt: number;
  readonly askedAt: number;
  readonly wantedBy: number;
  readonly dueSoon: number;
  readonly rungSince: number;
  readonly rung: number;
  /** What was said, by what it is and since when it waits. */
  readonly told: readonly string[];
}

/** Minutes of patience: routine in working time, urgent in that of the wall clock. */
const patience = {
  routine: { answer: 120, claim: 240, quiet: 630, back: 120, question: 120, late: 120, rung: 30 },
  urgent: { answer: 20, claim: 30, quiet: 60, back: 20, question: 20, late: 15, rung: 10 },
} as const;

/** So many minutes later: of the opening hours of whoever is waited for, or of the wall clock where it is urgent. */
export function waited(urgent: boolean, whose: string, since: number, minutes: number): number {
  return urgent ? since + minutes * minuteMs : plus(openAt(whose, since), since, minutes * minuteMs);
}
/** Three quarters of the receiver's opening time until then; of all the time where it is shut all along. */
export function threeQuarters(whose: string, from: number, to: number): number {
  const spans = openAt(whose, from);
  const open = spans.reduce((sum, [opens, closes]) => sum + Math.max(0, Math.min(closes, to) - Math.max(opens, from)), 0);
  return open === 0 ? from + (to - from) * 0.75 : plus(spans, from, open * 0.75);
}

export interface Expected {
  readonly what: string;
  readonly key: string;
  readonly at: number;
}
/** Everything that is to be said if nobody acts, whether or not it was said already; those of a row in rising gravity. */
export function rowsOf(m: Timed): readonly (readonly Expected[])[] {
  if (m.status === 'done' || m.status === 'cancelled') return [];
  const min = patience[m.urgent ? 'urgent' : 'routine'];
  const say = (what: string, whose: string, since: number, minutes: number, key = since): Expected => ({
    what,
    key: `${what} ${key}`,
    at: waited(m.urgent, whose, since, minutes),
  });
  const at = (what: string, when: number, key: number): Expected => ({ what, key: `${what} ${key}`, at: when });
  const rows: Expected[][] = [
    [
      ...(m.status === 'declined' ? [] : [at('dueSoon', m.dueSoon, m.dueSoon)]),
      at('late', m.wantedBy, m.wantedBy),
      say('stillLate', m.to, m.wantedBy, min.late),
    ],
  ];
  if (m.status === 'sent')
    rows.push([say('unanswered', m.to, m.sentAt, min.answer), say('stillUnanswered', m.to, m.sentAt, min.answer * 2)]);
  if (m.status === 'accepted') rows.push([say('unclaimed', m.to, m.waitingSince, min.claim)]);
  if (m.status === 'inHand') {
    const since = m.keptAt ?? m.claimedAt;
    const asked = m.quietAsked;
    rows.push([asked === undefined ? say('claimQuiet', m.to, since, min.quiet) : say('claimStillQuiet', m.to, asked, min.quiet, since)]);
  }
  if (m.status === 'declined')
    rows.push([say('declinedWaits', m.from, m.declinedAt, min.back), say('declinedStillWaits', m.from, m.declinedAt, min.back * 2)]);
  if (m.question !== undefined)
    rows.push([
      say('questionWaits', m.question, m.askedAt, min.question),
      say('questionStillWaits', m.question, m.askedAt, min.question * 2),
    ]);
  return rows;
}
/** What a look at this moment says, each row by its gravest; and everything that is thereby said. */
export function saidAt(m: Timed): readonly { readonly what: string; readonly keys: readonly string[] }[] {
  return rowsOf(m).flatMap((row) => {
    const due = row.filter(({ at, key }) => at <= m.now && !m.told.includes(key));
    const gravest = due.at(-1);
    return gravest === undefined ? [] : [{ what: gravest.what, keys: due.map(({ key }) => key) }];
  });
}
/** The one on the ladder who is asked has not answered in time, and another can be. */
export const isClimbing = (m: Timed): boolean =>
  m.status !== 'done' &&
  m.status !== 'cancelled' &&
  m.ladder === 'asked' &&
  m.rung < (m.onLadder?.length ?? 0) &&
  m.now >= m.rungSince + patience[m.urgent ? 'urgent' : 'routine'].rung * minuteMs;
