// The paper held against what stands, its entry remembered once, and the list of what was moved signed by each organisation.
import { describe, expect, it } from 'vitest';
import { type Checked, checked, type PaperDone, type PaperEntry } from '../../../src/domain/disaster/check-in.ts';
import type { DisasterCommand } from '../../../src/domain/disaster/command.ts';
import { decideDisaster } from '../../../src/domain/disaster/decide.ts';
import type { DisasterEvent } from '../../../src/domain/disaster/event.ts';
import { evolveDisaster } from '../../../src/domain/disaster/evolve.ts';
import { wasLate } from '../../../src/domain/disaster/report.ts';
import type { Disaster, Plan } from '../../../src/domain/disaster/state.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import { type Person, personOf } from '../../../src/domain/terms.ts';
import { states as cardStates } from '../../cards/states.ts';
import { claimed, completed, later, received, stateAfter } from '../../given.ts';
import { amara, bram, dalia, ewan, farah, gwen, hugo, ines, jonas, larkfield, millbrook, north, person, rules } from '../../people.ts';
import { closed, disasterAfter, each, ended, id, looked, plan, proposed, started } from './given.ts';

const paperPlan: Plan = { ...plan, type: 'teamsTrouble', closed: [], routes: {} };
const trouble = disasterAfter({ ...proposed, plan: paperPlan }, started, looked, ended);
const asked = (minutes: number, by: Person) => ({ hub: north, id, operation: `op-${minutes}`, at: later(minutes), by: person(by) });
const decided = (command: DisasterCommand, it: Disaster): readonly DisasterEvent[] | string => {
  const decision = decideDisaster(command, it, rules);
  return 'refusal' in decision ? decision.refusal.why : decision.events;
};
const once = (it: Disaster, command: DisasterCommand): Disaster => {
  const events = decided(command, it);
  if (typeof events === 'string') throw new Error(events);
  return events.reduce((state, event, index) => evolveDisaster(state, event, 20 + index), it);
};

describe('a line of the paper', () => {
  const claim: PaperDone = { what: 'claimed' };
  const answer: PaperDone = { what: 'completed', outcome: 'answered', told: 'message' };
  const entry = (done: PaperDone, by: Person): PaperEntry => ({ line: 2, id: 'K7M4QX', done, by: personOf(by), at: later(60) });
  const whyOf = (found: Checked): string => (typeof found === 'string' ? found : found.why);
  const states: Readonly<Record<string, EConsult | undefined>> = {
    none: undefined,
    waiting: stateAfter(received()),
    amaras: stateAfter(received(), claimed(amara)),
    done: stateAfter(received(), claimed(amara), completed(amara)),
    otherwise: stateAfter(received(), claimed(amara), completed(amara, 'prescribed')),
    offered: cardStates.offered,
  };
  it.each([
    // state, claimed on paper by Amara and by Bram, answered by Amara and by Bram, passed on
    ['none', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
    ['waiting', 'enter', 'enter', 'enter', 'enter', 'passedOnPaper'],
    ['amaras', 'agrees', 'claimedByOther', 'enter', 'claimedByOther', 'passedOnPaper'],
    ['done', 'agrees', 'completedOtherwise', 'agrees', 'completedOtherwise', 'passedOnPaper'],
    ['otherwise', 'agrees', 'completedOtherwise', 'completedOtherwise', 'completedOtherwise', 'passedOnPaper'],
    ['offered', 'offered', 'offered', 'offered', 'offered', 'agrees'],
  ])('%s', (state, ...expected) => {
    const lines = [entry(claim, amara), entry(claim, bram), entry(answer, amara), entry(answer, bram), entry({ what: 'passed' }, amara)];
    expect(lines.map((line) => whyOf(checked(line, states[state])))).toEqual(expected);
  });
});

describe('what was entered', () => {
  const enter = (
    minutes: number,
    entered: readonly string[],
    agrees: readonly string[],
    differs: readonly string[],
    by = dalia,
  ): DisasterCommand => ({
    ...asked(minutes, by),
    ...{ type: 'checkIn', entered, agrees, differs },
  });
  it('is remembered with who entered it, and the same paper again says nothing', () => {
    const first = once(trouble, enter(110, ['AAAAAA', 'CCCCCC'], ['DDDDDD'], ['EEEEEE']));
    expect(first).toMatchObject({ paper: { by: personOf(dalia), at: later(110), entered: 2, differs: ['EEEEEE'] }, revision: 20 });
    expect(decided(enter(111, [], ['AAAAAA', 'CCCCCC', 'DDDDDD'], ['EEEEEE']), first)).toEqual([]);
    const other = once(first, enter(112, ['FFFFFF'], [], ['GGGGGG']));
    expect(other).toMatchObject({ paper: { entered: 3, differs: ['EEEEEE', 'GGGGGG'] } });
    const put = once(other, enter(113, [], ['EEEEEE'], []));
    expect(put).toMatchObject({ paper: { entered: 3, differs: ['GGGGGG'] } });
  });
  it('is a lead\u2019s to enter, and only where there was a paper', () => {
    for (const who of [amara, ewan, gwen, jonas]) expect(decided(enter(110, ['AAAAAA'], [], [], who), trouble)).toBe('leadsOnly');
    expect(decided(enter(110, ['AAAAAA'], [], [], farah), trouble)).toHaveLength(1);
    const drill = disasterAfter({ ...proposed, plan: { ...paperPlan, drill: true } }, started);
    for (const it of [each.running, each.over, each.proposed, drill]) expect(decided(enter(110, ['AAAAAA'], [], []), it)).toBe('noPaper');
  });
});

describe('the list of what was moved', () => {
  const sign = (by: Person, organisation: string, minutes = 210): DisasterCommand => ({
    ...asked(minutes, by),
    type: 'sign',
    organisation,
  });
  it('is signed by the hub\u2019s leads and administrator, and by each practice\u2019s own', () => {
    for (const who of [dalia, farah, ewan])
      expect(decided(sign(who, north), each.over)).toEqual([
        { type: 'DisasterSigned', at: later(210), by: personOf(who), organisation: north },
      ]);
    expect(decided(sign(ines, millbrook), each.over)).toHaveLength(1);
    for (const [who, at] of [
      [amara, north],
      [ines, north],
      [dalia, millbrook],
      [jonas, north],
    ] as const)
      expect(decided(sign(who, at), each.over)).toBe('notTheirsToSign');
  });
  it('is signed once for each, only when it is closed, and only where it touched', () => {
    const signed = once(once(each.over, sign(dalia, north)), sign(ines, millbrook, 220));
    expect(signed).toMatchObject({ signed: { [north]: { by: personOf(dalia) }, [millbrook]: { by: personOf(ines), at: later(220) } } });
    expect(decided(sign(dalia, north), signed)).toEqual([]);
    expect(decided(sign(farah, north), signed)).toBe('signedAlready');
    expect(decided(sign(gwen, larkfield), each.over)).toBe('notClosedYet');
    const drill = disasterAfter({ ...proposed, plan: { ...plan, drill: true } }, started, ended, closed);
    const paperOnly = disasterAfter({ ...proposed, plan: paperPlan }, started, ended, closed);
    for (const it of [each.running, each.ending, each.lapsed, drill, paperOnly])
      expect(decided(sign(dalia, north), it)).toBe('notClosedYet');
    expect([hugo, gwen].map((who) => decided(sign(who, millbrook), each.over))).toEqual(['notTheirsToSign', 'notTheirsToSign']);
  });
  it('marks as late what passed its target or its limit, on hold only the limit', () => {
    const row = (due: number, limit: number, held = false) => ({ due: later(due), limit: later(limit), held });
    const late = [row(59, 90), row(60, 90), row(90, 59), row(10, 90, true), row(10, 59, true)].map((each) => wasLate(each, later(60)));
    expect(late).toEqual([true, false, true, false, true]);
  });
});
