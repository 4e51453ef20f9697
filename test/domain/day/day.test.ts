// An organisation's day: listed twice before it closes, counted once, signed by a named person, and its leads told the same thing once.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cannotWait, saidOf, unsaidFirst } from '../../../src/domain/day/before-closing.ts';
import type { DayCommand } from '../../../src/domain/day/command.ts';
import { type DayRules, decideDay, nextDayLook } from '../../../src/domain/day/decide.ts';
import type { DayEvent } from '../../../src/domain/day/event.ts';
import { evolveDay } from '../../../src/domain/day/evolve.ts';
import { reactDay } from '../../../src/domain/day/react.ts';
import { accountedFor, type Count, type Day, dayId, partsOfDayId, type Told } from '../../../src/domain/day/state.ts';
import { byPriorityThenLimit } from '../../../src/domain/queue-order.ts';
import { type Actor, channelOf, chatOf, priorities } from '../../../src/domain/terms.ts';
import { amara, dalia, ewan, gwen, rules as hubRules, hugo, larkfield, network, north, person } from '../../people.ts';
import { at } from '../time/days.ts';

const closesAt = at('2026-11-25 18:30');
/** What was written late has been by then. */
const settled = at('2026-11-25 18:31');
const id = dayId(larkfield, '2026-11-25');
const count: Count = { received: 27, completed: 20, open: 6, movedOn: 1, missing: [], carried: 3, longestGapMinutes: 50 };
const rules = (more: Partial<DayRules> = {}): DayRules => ({ network, holidays: hubRules.holidays, left: 0, count, ...more });
const clock: Actor = { kind: 'clock' };
const began: DayEvent = {
  type: 'DayBegan',
  at: at('2026-11-25 00:00'),
  hub: north,
  organisation: larkfield,
  date: '2026-11-25',
  since: at('2026-11-24 18:30'),
  closesAt,
  quietAfterMinutes: 75,
};
const asked = (when: string, by: Actor = clock) => ({ hub: north, id, operation: `o ${when}`, at: when, by });

/** A day that things happen to. */
class Lived {
  day: Day | undefined;
  readonly events: DayEvent[] = [];
  readonly rules: DayRules;
  constructor(events: readonly DayEvent[] = [began], withRules: DayRules = rules()) {
    this.rules = withRules;
    for (const event of events) this.follow(event);
  }
  follow(event: DayEvent): void {
    this.events.push(event);
    this.day = evolveDay(this.day, event, this.events.length);
    this.day = { ...this.day, nextLook: nextDayLook(this.day, this.rules, event.at) };
  }
  do(command: DayCommand, with_: DayRules = this.rules): readonly DayEvent[] | string {
    const decision = decideDay(command, this.day, with_);
    if ('refusal' in decision) return decision.refusal.why;
    for (const event of decision.events) this.follow(event);
    return decision.events;
  }
  tick(when: string, left = 0): readonly DayEvent[] | string {
    return this.do({ ...asked(when), type: 'tick' }, { ...this.rules, left });
  }
}
const types = (events: readonly DayEvent[] | string): readonly string[] | string =>
  typeof events === 'string' ? events : events.map(({ type }) => type);
const counted: DayEvent = { type: 'DayCounted', at: closesAt, count };

describe('its clock', () => {
  it('lists at 60 and 15 minutes before closing, counts at closing, and asks once for a signature when it opens again', () => {
    const it = new Lived();
    const looks: [string, readonly string[] | string][] = [];
    for (let next = it.day?.nextLook; next !== undefined; next = it.day?.nextLook) looks.push([next, types(it.tick(next, 2))]);
    expect(looks).toEqual([
      [at('2026-11-25 17:30'), ['ClosingNear']],
      [at('2026-11-25 18:15'), ['ClosingNear']],
      [settled, ['DayCounted']],
      [at('2026-11-26 08:00'), ['SigningAsked']],
    ]);
  });
  it('whenever it is looked at, lists at most twice and never after closing, counts exactly once, and always moves on', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 3 * 1_440 }), { maxLength: 30 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 0, max: 5 }), (looks, left) => {
        const it = new Lived();
        for (const minute of looks.sort((a, b) => a - b)) {
          const now = new Date(Date.parse(began.at) + minute * 60_000).toISOString();
          const due = it.day?.nextLook !== undefined && it.day.nextLook <= now;
          const events = it.tick(now, left);
          expect(events.length > 0).toBe(due);
          expect((it.day?.nextLook ?? '9') > now).toBe(true);
        }
        const all = (type: DayEvent['type']) => it.events.filter((event) => event.type === type);
        expect(all('ClosingNear').length).toBeLessThanOrEqual(2);
        for (const { at: listed } of all('ClosingNear')) expect(listed < closesAt).toBe(true);
        expect(all('DayCounted').length).toBe(it.events.some(({ at: when }) => when >= settled) ? 1 : 0);
        expect(all('SigningAsked').length).toBeLessThanOrEqual(1);
      }),
    );
  });
  it('is due from now when its hours turn out to have ended long ago', () => {
    const it = new Lived([began, { type: 'ClosingMoved', at: at('2026-11-25 16:00'), closesAt: at('2026-11-25 13:00') }]);
    expect(it.day?.nextLook).toBe(at('2026-11-25 16:00'));
    expect(types(it.tick(at('2026-11-25 16:00')))).toEqual(['DayCounted']);
  });
  it('lists from now what was to be listed before its hours were changed', () => {
    const it = new Lived([began, { type: 'ClosingMoved', at: at('2026-11-25 15:30'), closesAt: at('2026-11-25 16:00') }]);
    expect(it.day?.nextLook).toBe(at('2026-11-25 15:30'));
    expect(types(it.tick(at('2026-11-25 15:30'), 2))).toEqual(['ClosingNear']);
    expect(it.day?.nextLook).toBe(at('2026-11-25 15:45'));
  });
  it('counted at the very moment of an opening still moves on', () => {
    const it = new Lived();
    const opening = at('2026-11-27 08:00');
    expect(types(it.tick(opening))).toEqual(['DayCounted']);
    expect(it.day?.nextLook).toBe(at('2026-11-30 08:00'));
  });
  it('of two listings missed says the later one only, and after closing neither', () => {
    const late = new Lived();
    expect(late.tick(at('2026-11-25 18:20'), 4)).toMatchObject([{ type: 'ClosingNear', minutes: 15, left: 4 }]);
    expect(types(new Lived().tick(at('2026-11-25 19:00'), 4))).toEqual(['DayCounted']);
  });
  it('looked at in vain it still moves on', () => {
    const it = new Lived();
    it.tick(at('2026-11-25 17:30'));
    expect(it.tick(at('2026-11-25 17:31'))).toEqual([]);
  });
  it('is that of its hours: moved before it is counted, never after', () => {
    const it = new Lived();
    const begin = { type: 'begin', organisation: larkfield, date: '2026-11-25', since: began.at, quietAfterMinutes: undefined } as const;
    const early = at('2026-11-25 13:00');
    expect(it.do({ ...asked(at('2026-11-25 10:00')), ...begin, closesAt })).toEqual([]);
    expect(types(it.do({ ...asked(at('2026-11-25 10:00')), ...begin, closesAt: early }))).toEqual(['ClosingMoved']);
    expect(it.day).toMatchObject({ nextLook: at('2026-11-25 12:00'), since: at('2026-11-24 18:30') });
    expect(types(it.tick(early))).toEqual(['DayLooked']);
    it.tick(at('2026-11-25 13:01'));
    expect(it.do({ ...asked(at('2026-11-25 14:00')), ...begin, closesAt })).toEqual([]);
  });
  it('a day it is shut all through has nothing to look at', () => {
    expect(new Lived([{ ...began, closesAt: undefined }]).day?.nextLook).toBeUndefined();
  });
  it('belongs to the clock alone', () => {
    const it = new Lived();
    expect(it.do({ ...asked(closesAt, person(gwen)), type: 'tick' })).toBe('clockOnly');
    expect(it.do({ ...asked(closesAt, person(gwen)), type: 'say', what: { matter: 'calendarEnds', on: '2026-12-31' } })).toBe('clockOnly');
    expect(decideDay({ ...asked(closesAt), type: 'tick' }, undefined, rules())).toEqual({ refusal: { why: 'dayUnknown' } });
  });
});

describe('signing', () => {
  const sign = (it: Lived, who: typeof gwen, when = at('2026-11-25 18:40')) => it.do({ ...asked(when, person(who)), type: 'sign' });
  it('is for whoever works at the practice, once it is counted', () => {
    expect(sign(new Lived(), gwen)).toBe('notCountedYet');
    const it = new Lived([began, counted]);
    expect(sign(it, amara)).toBe('notTheirs');
    expect(sign(it, gwen)).toMatchObject([{ type: 'DaySigned', by: { name: gwen.name } }]);
    expect(sign(it, gwen)).toEqual([]);
    expect(sign(it, hugo)).toBe('alreadySigned');
    expect(it.do({ ...asked(closesAt), type: 'sign' })).toBe('personNeeded');
  });
  it('is for the hub\u2019s leads and administrators where nobody works at the practice, and names them', () => {
    const { [gwen.id]: _gwen, [hugo.id]: _hugo, ...staff } = network.staff;
    const alone = () => new Lived([began, counted], rules({ network: { ...network, staff } }));
    for (const who of [dalia, ewan]) expect(types(sign(alone(), who))).toEqual(['DaySigned']);
    const { day, rules: of } = alone();
    expect(decideDay({ ...asked(settled, person(amara)), type: 'sign' }, day, of)).toMatchObject({
      refusal: { why: 'notTheirs', ask: [{ name: dalia.name }] },
    });
    expect(sign(new Lived([began, counted]), dalia)).toBe('notTheirs');
  });
  it('names the clinicians of a practice without an administrator', () => {
    const { [gwen.id]: _gwen, ...staff } = network.staff;
    const { day, rules: of } = new Lived([began, counted], rules({ network: { ...network, staff } }));
    expect(decideDay({ ...asked(settled, person(amara)), type: 'sign' }, day, of)).toMatchObject({
      refusal: { ask: [{ name: hugo.name }] },
    });
  });
  it('ends the asking for it', () => {
    const it = new Lived([began, counted]);
    expect(it.day?.nextLook).toBe(at('2026-11-26 08:00'));
    sign(it, gwen);
    expect(it.day?.nextLook).toBeUndefined();
    expect(it.tick(at('2026-11-26 08:00'))).toEqual([]);
  });
  it('of a hub\u2019s own day is asked of nobody: it is the sum of its practices', () => {
    expect(new Lived([{ ...began, organisation: north }, counted]).day?.nextLook).toBeUndefined();
  });
});

describe('what the leads are told', () => {
  const say = (it: Lived, what: Told, when: string) => it.do({ ...asked(when), type: 'say', what });
  const quiet = (since: string): Told => ({ matter: 'quiet', since, usualMinutes: 50 });
  it('is told to each of them in their own chat, the same thing once a day', () => {
    const it = new Lived();
    const [event] = say(it, quiet(at('2026-11-25 09:00')), at('2026-11-25 11:00')) as readonly DayEvent[];
    if (event === undefined || it.day === undefined) throw new Error('nothing was told');
    expect(reactDay(event, it.day)).toEqual([{ to: chatOf(dalia.id), class: 1, what: 'quiet' }]);
    expect(say(it, quiet(at('2026-11-25 09:00')), at('2026-11-25 11:05'))).toEqual([]);
    expect(say(it, quiet(at('2026-11-25 09:05')), at('2026-11-25 12:00'))).toEqual([]);
  });
  it('another finding or another outage is another thing', () => {
    const it = new Lived();
    const found = (about: string): Told => ({ matter: 'found', findings: [{ kind: 'claimantGone', about }] });
    expect(types(say(it, found('K7M-4QX'), at('2026-11-25 11:00')))).toEqual(['LeadsTold']);
    expect(say(it, found('K7M-4QX'), at('2026-11-25 11:05'))).toEqual([]);
    // One more of a kind told of already waits for the hour; another kind does not.
    expect(say(it, found('K7M-4QY'), at('2026-11-25 11:10'))).toEqual([]);
    const holderGone: Told = { matter: 'found', findings: [{ kind: 'holderGone', about: 'K7M-4QZ' }] };
    expect(types(say(it, holderGone, at('2026-11-25 11:15')))).toEqual(['LeadsTold']);
    expect(types(say(it, found('K7M-4QY'), at('2026-11-25 12:15')))).toEqual(['LeadsTold']);
    // What is still so is nothing new, also when less of it is left.
    const gaps = (...ends: readonly string[]): Told => ({
      matter: 'rotaGaps',
      gaps: ends.map((date) => ({ from: at(`${date} 08:00`), to: at(`${date} 12:00`), lacks: 'anybody' })),
    });
    expect(types(say(it, gaps('2026-11-25', '2026-11-26'), at('2026-11-25 08:00')))).toEqual(['LeadsTold']);
    expect(say(it, gaps('2026-11-26'), at('2026-11-25 10:05'))).toEqual([]);
    expect(types(say(it, gaps('2026-11-26', '2026-11-27'), at('2026-11-25 10:10')))).toEqual(['LeadsTold']);
    // Two messages of Teams, heard by two instances, are one loss; lost once more, it is another.
    const lost = (since: string): Told => ({ matter: 'channelLost', why: 'BotRemoved', since });
    expect(types(say(it, lost(at('2026-11-25 10:20')), at('2026-11-25 10:20')))).toEqual(['LeadsTold']);
    expect(say(it, lost(new Date(Date.parse(at('2026-11-25 10:20')) + 40).toISOString()), at('2026-11-25 10:20'))).toEqual([]);
    expect(types(say(it, lost(at('2026-11-25 10:40')), at('2026-11-25 10:40')))).toEqual(['LeadsTold']);
    const caughtUp = (from: string): Told => ({ matter: 'caughtUp', from, until: at('2026-11-25 11:00'), looked: 3, warned: {} });
    expect(types(say(it, caughtUp(at('2026-11-25 09:00')), at('2026-11-25 11:00')))).toEqual(['LeadsTold']);
    expect(say(it, caughtUp(at('2026-11-25 09:00')), at('2026-11-25 11:01'))).toEqual([]);
    expect(say(it, caughtUp(at('2026-11-25 11:10')), at('2026-11-25 11:14'))).toEqual([]);
    expect(types(say(it, caughtUp(at('2026-11-25 12:00')), at('2026-11-25 12:30')))).toEqual(['LeadsTold']);
  });
});

describe('how often', () => {
  it('that a channel takes nothing is told once, but of each urgent one that waits for it at once, also just after it was well', () => {
    const it = new Lived();
    const since = at('2026-11-25 11:00');
    const unreached = (...urgent: readonly string[]): Told => ({
      ...{ matter: 'unreached', organisation: larkfield, since, closed: true },
      ...{ urgent, waiting: urgent.length + 1 },
    });
    const well: Told = { matter: 'reachedAgain', organisation: larkfield, since };
    const told: readonly (readonly [string, Told])[] = [
      ['11:01', unreached('K7M4QX')],
      ['11:02', unreached('K7M4QX')],
      ['11:03', unreached('K7M4QX', 'B7M4QX')],
      ['11:04', unreached('B7M4QX')],
      ['11:05', well],
      ['11:06', unreached()],
      ['11:07', unreached('C7M4QX')],
      ['11:08', well],
      ['11:09', unreached()],
      ['11:18', unreached()],
    ];
    const often = told.map(([time, what]) => it.do({ ...asked(at(`2026-11-25 ${time}`)), type: 'say', what }).length);
    expect(often).toEqual([1, 0, 1, 0, 1, 0, 1, 1, 0, 1]);
  });
  it('whatever the auditor finds, and in whatever turns, nobody hears of one kind for the sake of itself more than once an hour', () => {
    const finding = fc.record({
      kind: fc.constantFrom('cardStuck', 'buried', 'claimantGone'),
      about: fc.integer({ min: 0, max: 200 }).map(String),
    });
    const passes = fc.array(fc.array(finding, { minLength: 1, maxLength: 5 }), { maxLength: 40 });
    fc.assert(
      fc.property(passes, (all) => {
        const it = new Lived();
        const last = new Map<string, number>();
        all.forEach((findings, pass) => {
          const minute = pass * 5;
          const events = it.do({
            ...asked(new Date(Date.parse(began.at) + minute * 60_000).toISOString()),
            type: 'say',
            what: { matter: 'found', findings },
          });
          if (events.length === 0) return;
          expect(findings.some(({ kind }) => minute - (last.get(kind) ?? -60) >= 60)).toBe(true);
          for (const { kind } of findings) last.set(kind, minute);
        });
      }),
    );
  });
  it('what is not accounted for is told at once, each time it is something else, and not again because other things come and go', () => {
    const it = new Lived();
    const found = (...abouts: readonly string[]): Told => ({
      matter: 'found',
      findings: abouts.map((about) => ({ kind: about.startsWith('A') ? 'countsApart' : 'cardStuck', about })),
    });
    const told = [['A1'], ['A1', 'B1'], ['A1', 'B2'], ['A1'], ['A1', 'A2'], ['A1', 'A2', 'B3']].map((abouts, pass) =>
      it.do({ ...asked(at(`2026-11-25 11:${10 + pass * 5}`)), type: 'say', what: found(...abouts) }),
    );
    expect(told.map(({ length }) => length)).toEqual([1, 1, 0, 0, 1, 0]);
  });
  it('where there is no lead the hub\u2019s channel hears of it: it is never told to nobody', () => {
    const nobody = { ...network, staff: {} };
    const it = new Lived([began], rules({ network: nobody }));
    const what: Told = { matter: 'found', findings: [{ kind: 'buried', about: 'K7M-4QX' }] };
    const [event] = it.do({ ...asked(at('2026-11-25 11:00')), type: 'say', what }) as readonly DayEvent[];
    if (event === undefined || it.day === undefined) throw new Error('nothing was told');
    expect(reactDay(event, it.day)).toEqual([
      { to: channelOf(north), class: 1, what: 'card' },
      { to: channelOf(north), class: 1, what: 'found' },
    ]);
  });
});

describe('what is shown', () => {
  const shown = (event: DayEvent, before: readonly DayEvent[] = [began]) => {
    const { day } = new Lived([...before, event]);
    if (day === undefined) throw new Error('no day');
    return reactDay(event, day).map(({ to, what }) => `${to} ${what}`);
  };
  const channel = channelOf(larkfield);
  const near = (left: number): DayEvent => ({ type: 'ClosingNear', at: at('2026-11-25 17:30'), minutes: 60, left });
  it('is nothing while nothing is left, and a list with a word to the desk when something is', () => {
    expect(shown(near(0))).toEqual([]);
    expect(shown(near(2))).toEqual([`${channel} card`, `${channel} closing`]);
    expect(shown({ ...near(0), minutes: 15 } as DayEvent, [began, near(2)])).toEqual([`${channel} card`]);
  });
  it('follows the hours: a list that names another closing is put right, however often they are moved', () => {
    const moved = (to: string | undefined): DayEvent => ({
      type: 'ClosingMoved',
      at: at('2026-11-25 17:40'),
      closesAt: to && at(`2026-11-25 ${to}`),
    });
    expect(shown(moved('20:00'))).toEqual([]);
    expect(shown(moved('20:00'), [began, near(0)])).toEqual([]);
    expect(shown(moved('20:00'), [began, near(2)])).toEqual([`${channel} card`]);
    expect(shown(moved(undefined), [began, near(2), moved('20:00')])).toEqual([`${channel} card`]);
    expect(shown(counted, [{ ...began, organisation: north }, near(2), moved('20:00')])).toEqual([`${channelOf(north)} card`]);
  });
  it('is the count for the practice to sign, and of a hub\u2019s day only the end of its list', () => {
    expect(shown(counted)).toEqual([`${channel} card`, `${channel} endOfDay`]);
    expect(shown(counted, [{ ...began, organisation: north }])).toEqual([]);
  });
});

describe('what cannot be left', () => {
  const closes = closesAt;
  const opens = at('2026-11-26 08:00');
  const place = { priority: 'routine', due: at('2026-11-26 10:00'), limit: at('2026-11-26 18:30'), held: false } as const;
  it.each([
    ['a routine one for tomorrow', {}, false],
    ['one whose target comes before closing', { due: closes }, true],
    ['one whose target comes before closing, waiting for the patient', { due: closes, held: true }, false],
    ['one whose limit comes in the first hour after opening', { limit: at('2026-11-26 09:00') }, true],
    ['one whose limit comes a minute later', { limit: at('2026-11-26 09:01') }, false],
    ['an urgent one', { priority: 'urgent' }, true],
    ['a red flag, waiting for the patient', { priority: 'redFlag', held: true }, true],
  ] as const)('%s: %o', (_, more, left) => {
    expect(cannotWait({ ...place, ...more }, closes, opens)).toBe(left);
  });
  it('is everything when it never opens again', () => {
    expect(cannotWait(place, closes, undefined)).toBe(true);
  });
  it('is dealt with by urgency, then by limit', () => {
    const all = priorities.flatMap((priority) => ['b', 'a'].map((limit) => ({ ...place, priority, limit })));
    expect(all.sort(byPriorityThenLimit).map(({ priority, limit }) => `${priority} ${limit}`)).toEqual([
      'redFlag a',
      'redFlag b',
      'urgent a',
      'urgent b',
      'routine a',
      'routine b',
    ]);
  });
  it('is first what nobody has said anything of: what was said before an earlier closing, or by who has only offered it, is nothing said', () => {
    const now = at('2026-11-25 17:30');
    const said = (plan: 'finish' | 'nextOpening', until: string) => ({ plan, opens: at(until) });
    const all = [
      { ...place, id: 'said', priority: 'urgent', plan: said('finish', '2026-11-26 08:00'), offeredTo: undefined },
      { ...place, id: 'for ever', priority: 'urgent', plan: { plan: 'nextOpening', opens: undefined }, offeredTo: undefined },
      { ...place, id: 'yesterday', plan: said('finish', '2026-11-25 08:00'), offeredTo: undefined },
      { ...place, id: 'offered', plan: said('nextOpening', '2026-11-26 08:00'), offeredTo: larkfield },
      { ...place, id: 'not', plan: undefined, offeredTo: undefined },
    ] as const;
    expect([...all].sort(unsaidFirst(larkfield, now)).map(({ id }) => id)).toEqual(['yesterday', 'offered', 'not', 'said', 'for ever']);
    expect(saidOf(larkfield, all, now)).toEqual({ unsaid: 3, finishing: 1 });
    // Who has offered it has said something of it all the same.
    expect(saidOf(north, all, now)).toEqual({ unsaid: 2, finishing: 1 });
  });
});

it('is named by organisation and date, and nothing else is a day', () => {
  expect(partsOfDayId(id)).toEqual({ organisation: larkfield, date: '2026-11-25' });
  for (const other of ['K7M4QX', '', `${id}|x`, 'T90001.2026-1-1', '../T90001.2026-11-25']) expect(partsOfDayId(other)).toBeUndefined();
  expect(accountedFor(count)).toBe(27);
});
