// A hub's rota for a week: who may set it, every fault at once, and how far its shifts have come.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRota, type RotaDecision, weeksAheadMax } from '../../../src/domain/rota/decide.ts';
import { evolveRota } from '../../../src/domain/rota/evolve.ts';
import { shiftHoursMax, shiftsMax } from '../../../src/domain/rota/faults.ts';
import { nextTurn, type Rota, type Shift, turning } from '../../../src/domain/rota/state.ts';
import { mondayAfter, mondayOf, mondaysBetween, weekOf } from '../../../src/domain/rota/week.ts';
import type { Actor, Instant, Person } from '../../../src/domain/terms.ts';
import { amara, bram, carys, dalia, ewan, gwen, jonas, larkfield, network, north, person, sender, south, stranger } from '../../people.ts';
import { at } from '../time/days.ts';

const monday = '2026-11-23';
const now = at('2026-11-22 12:00');
const shift = (who: Person, from: string, to: string, place = north): Shift => ({ person: who.id, at: place, from: at(from), to: at(to) });
const early = shift(amara, '2026-11-23 08:00', '2026-11-23 13:00');
const late = shift(bram, '2026-11-23 13:00', '2026-11-23 18:30');
const clock: Actor = { kind: 'clock' };

const set = (shifts: readonly Shift[], by: Actor = person(dalia), when = now, before?: Rota, week = monday): RotaDecision =>
  decideRota({ type: 'setRota', hub: north, monday: week, shifts, operation: 'o', at: when, by }, before, { network });
const why = (decision: RotaDecision): unknown => ('refusal' in decision ? decision.refusal.why : undefined);
function applied(decision: RotaDecision, before?: Rota): Rota {
  if ('refusal' in decision) throw new Error(decision.refusal.why);
  const after = decision.events.reduce<Rota | undefined>((rota, event) => evolveRota(rota, event, (rota?.revision ?? 0) + 1), before);
  if (after === undefined) throw new Error('nothing happened');
  return after;
}
const planned = (shifts: readonly Shift[], when = now, before?: Rota): Rota => applied(set(shifts, person(dalia), when, before), before);
const turned = (rota: Rota, when: Instant): Rota =>
  applied(
    decideRota({ type: 'turn', hub: north, monday, operation: 't', at: when, by: clock, revision: rota.revision }, rota, { network }),
    rota,
  );
const stages = ({ shifts }: Rota) => shifts.map(({ stage }) => stage);

describe('setting a week', () => {
  it.each([
    ['a hub lead', person(dalia), undefined],
    ['a hub administrator', person(ewan), undefined],
    ['a file', sender, undefined],
    ['a clinician', person(amara), 'notAllowed'],
    ['somebody of a practice', person(gwen), 'notAllowed'],
    ['another hub\u2019s lead', person(jonas), 'notAllowed'],
    ['a stranger', person(stranger), 'notAllowed'],
  ])('by %s', (_, by, refused) => {
    expect(why(set([early], by))).toBe(refused);
  });
  it('is one event with its shifts in order, and the same again is none', () => {
    expect(set([late, early])).toEqual({
      events: [{ type: 'RotaSet', at: now, by: person(dalia), hub: north, monday, shifts: [early, late] }],
    });
    const rota = planned([early, late]);
    expect(set([early, late], sender, now, rota)).toEqual({ events: [] });
    expect(set([early, late], sender, now, turned(rota, at('2026-11-23 14:00')))).toEqual({ events: [] });
    expect(why(set([], sender, now, rota))).toBeUndefined();
    expect(planned([], now, rota).shifts).toEqual([]);
  });
  it('tells every fault of every shift at once', () => {
    const wrong: readonly Shift[] = [
      early,
      shift(stranger, '2026-11-23 08:00', '2026-11-23 13:00'),
      shift(amara, '2026-11-24 08:00', '2026-11-24 13:00', larkfield),
      shift(jonas, '2026-11-24 08:00', '2026-11-24 13:00', south),
      shift(bram, '2026-11-24 13:00', '2026-11-24 08:00'),
      shift(carys, '2026-11-24 06:00', `2026-11-24 ${6 + shiftHoursMax}:01`),
      shift(amara, '2026-11-23 12:59', '2026-11-23 20:00'),
      shift(bram, '2026-11-30 08:00', '2026-11-30 13:00'),
      shift(gwen, '2026-11-22 23:59', '2026-11-23 08:00', 'NOWHERE'),
      shift(carys, '2026-11-25 08:00', '2026-11-25 08:00'),
      shift(carys, '2026-11-30 00:00', '2026-11-30 08:00'),
    ];
    expect(set(wrong)).toEqual({
      refusal: {
        why: 'shiftsWrong',
        faults: [
          { index: 1, rule: 'personUnknown' },
          { index: 2, rule: 'noPostThere' },
          { index: 3, rule: 'notOfThisHub' },
          { index: 4, rule: 'endsBeforeItBegins' },
          { index: 5, rule: 'tooLong' },
          { index: 6, rule: 'overlaps' },
          { index: 7, rule: 'outsideWeek' },
          { index: 8, rule: 'notOfThisHub' },
          { index: 8, rule: 'outsideWeek' },
          { index: 9, rule: 'endsBeforeItBegins' },
          { index: 10, rule: 'outsideWeek' },
        ],
      },
    });
  });
  it('takes what is just within the rules: the longest shift, one after another, a night past Sunday', () => {
    const right = [
      shift(amara, '2026-11-23 00:00', `2026-11-23 ${shiftHoursMax}:00`),
      shift(amara, `2026-11-23 ${shiftHoursMax}:00`, '2026-11-23 20:00'),
      shift(bram, '2026-11-29 23:59', '2026-11-30 08:00'),
      shift(gwen, '2026-11-23 08:00', '2026-11-23 13:00', larkfield),
    ];
    expect(why(set(right))).toBeUndefined();
  });
  it('is for a week that is not over, begins on a Monday and is not years away; of so many shifts', () => {
    expect(why(set([], sender, now, undefined, '2026-11-24'))).toBe('weekWrong');
    expect(why(set([], sender, now, undefined, 'soon'))).toBe('weekWrong');
    expect(why(set([], sender, at('2026-11-29 23:59')))).toBeUndefined();
    expect(why(set([], sender, at('2026-11-30 00:00')))).toBe('weekWrong');
    expect(why(set([], sender, now, undefined, mondayAfter(mondayOf('2026-11-22'), weeksAheadMax)))).toBeUndefined();
    expect(why(set([], sender, now, undefined, mondayAfter(mondayOf('2026-11-22'), weeksAheadMax + 2)))).toBe('weekWrong');
    expect(set(Array.from({ length: shiftsMax + 1 }, () => early))).toEqual({ refusal: { why: 'tooManyShifts', shiftsMax } });
  });
});

describe('turning', () => {
  const rota = planned([early, late]);
  it('is due at every start and end, in order', () => {
    const moments: (string | undefined)[] = [];
    let it = rota;
    for (let next = nextTurn(it); next !== undefined && moments.length < 9; next = nextTurn(it)) {
      moments.push(next);
      it = turned(it, next);
    }
    expect(moments).toEqual([early.from, early.to, late.to]);
    expect(stages(it)).toEqual(['over', 'over']);
  });
  it('begins and ends what is due, and only ends what came and went unseen', () => {
    expect(turning(rota, at('2026-11-23 07:59'))).toEqual({ begin: [], end: [] });
    expect(turning(rota, early.from).begin).toMatchObject([early]);
    const begun = turned(rota, early.from);
    expect(turning(begun, early.to)).toMatchObject({ begin: [late], end: [early] });
    expect(turning(rota, late.to)).toMatchObject({ begin: [], end: [early, late] });
    expect(turning(turned(rota, late.to), late.to)).toEqual({ begin: [], end: [] });
    expect(stages(turned(rota, late.to))).toEqual(['over', 'over']);
  });
  it('is written down only for what was looked at, and never goes back', () => {
    const turn = (revision: number, before?: Rota) =>
      decideRota({ type: 'turn', hub: north, monday, operation: 't', at: early.from, by: clock, revision }, before, { network });
    expect(turn(rota.revision + 1, rota)).toEqual({ refusal: { why: 'changedMeanwhile' } });
    expect(turn(1)).toEqual({ refusal: { why: 'changedMeanwhile' } });
    const over = turned(rota, late.to);
    expect(turn(over.revision, over)).toEqual({ events: [] });
    expect(evolveRota(over, { type: 'Turned', at: now, by: clock }, 9).shifts).toEqual(over.shifts);
  });
});

describe('setting a week that has begun', () => {
  const half = at('2026-11-23 10:00');
  const begun = turned(planned([early, late]), early.from);
  it('goes on with a shift whose times are changed, and puts nobody on twice', () => {
    const longer = { ...early, to: at('2026-11-23 14:00') };
    const after = planned([longer, late], half, begun);
    expect(after.shifts).toMatchObject([
      { ...longer, stage: 'begun' },
      { ...late, stage: 'planned' },
    ]);
    expect(nextTurn(after)).toBe(late.from);
  });
  it('ends now what is no longer planned, or only later, or elsewhere', () => {
    expect(planned([late], half, begun).shifts).toMatchObject([
      { ...early, to: half, stage: 'begun' },
      { ...late, stage: 'planned' },
    ]);
    const postponed = { ...early, from: at('2026-11-23 11:00') };
    const after = planned([postponed], half, begun);
    expect(turning(after, half)).toMatchObject({ begin: [], end: [{ ...early, to: half }] });
    expect(turning(turned(after, half), postponed.from).begin).toMatchObject([postponed]);
  });
  it('puts on who is new to a shift that runs, and nobody for one that is past', () => {
    const past = shift(carys, '2026-11-23 08:00', '2026-11-23 09:00');
    const running = shift(carys, '2026-11-23 09:00', '2026-11-23 11:00');
    const after = planned([early, late, past, running], half, begun);
    expect(turning(after, half)).toMatchObject({ begin: [running], end: [] });
    // From when it was set: what is due since the morning is taken for a clock that nobody has looked at.
    expect(nextTurn(after)).toBe(half);
    expect(nextTurn(turned(after, half))).toBe(running.to);
  });
  it('a longer shift after its end begins again', () => {
    const over = turned(begun, early.to);
    const longer = { ...early, to: at('2026-11-23 18:00') };
    expect(turning(planned([longer, late], at('2026-11-23 15:00'), over), at('2026-11-23 15:00')).begin).toMatchObject([longer]);
  });
});

describe('weeks', () => {
  it('begin on the Monday at or before a date, at its midnight on the wall', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (day) => {
        const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
        const start = mondayOf(date);
        expect(new Date(`${start}T00:00:00.000Z`).getUTCDay()).toBe(1);
        expect(start <= date && date < mondayAfter(start, 1)).toBe(true);
      }),
    );
    expect(weekOf('2026-03-23')).toEqual({ from: at('2026-03-23 00:00'), until: at('2026-03-30 00:00 BST') });
    expect(weekOf('2026-03-24')).toBeUndefined();
    expect(mondaysBetween(at('2026-11-29 23:59'), at('2026-12-07 00:00'))).toEqual(['2026-11-23', '2026-11-30', '2026-12-07']);
  });
});
