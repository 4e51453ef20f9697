// A wave: what may be planned, when it goes, what is missed, and what the numbers are counted from.
import { describe, expect, it } from 'vitest';
import { type Person, personOf } from '../../../src/domain/terms.ts';
import { decideWave, evolveWave, goesFrom, type WaveCommand, type WaveEvent } from '../../../src/domain/wave/decide.ts';
import { type Came, numbersOf } from '../../../src/domain/wave/numbers.ts';
import { askAgainDays, missedBy, type Numbers, usualLimits, type Wave, type WavePlan } from '../../../src/domain/wave/wave.ts';
import { later } from '../../given.ts';
import { amara, dalia, ewan, farah, gwen, hugo, larkfield, millbrook, network, north, overthere, person } from '../../people.ts';

const plan: WavePlan = { name: 'First wave', practices: [larkfield, millbrook], from: '2026-12-01', stage: 'live', limits: usualLimits };
const good: Numbers = { at: later(0), days: 14, received: 50, claimedInTime: 95, passedBack: 5, lost: 0, minutesSaved: 400, trained: 100 };
const id = 'W-K7M4QX';
const clock = { kind: 'clock' } as const;
const asked = (minutes: number, by: Person | typeof clock = dalia) => ({
  ...{ hub: north, id, operation: `o${minutes}`, at: later(minutes) },
  by: 'kind' in by ? by : person(by),
});
const why = (text = '') => ({ text, checked: false });
const decided = (command: WaveCommand, wave?: Wave) => decideWave(command, wave, { network });
const waveAfter = (...events: readonly WaveEvent[]): Wave =>
  events.reduce<Wave | undefined>((wave, event, index) => evolveWave(wave, event, index + 1), undefined) as Wave;
const refusal = (command: WaveCommand, wave?: Wave): string => {
  const decision = decided(command, wave);
  return 'refusal' in decision ? decision.refusal.why : decision.events.map(({ type }) => type).join();
};
const planned: WaveEvent = { type: 'WavePlanned', at: later(0), by: personOf(dalia), hub: north, id, plan };
const wave = waveAfter(planned);
const go = (numbers: Numbers, missing = 0, text = '', by: Person = dalia): WaveCommand => ({
  ...asked(5, by),
  type: 'go',
  numbers,
  missing,
  why: why(text),
});

describe('a wave', () => {
  it('is planned by a hub lead, for practices of the hub, from a day ahead', () => {
    expect(decided({ ...asked(0), type: 'plan', plan })).toEqual({ events: [planned] });
    for (const who of [amara, ewan, farah, gwen]) expect(refusal({ ...asked(0, who), type: 'plan', plan })).toBe('leadsOnly');
    const wrong: readonly [Partial<WavePlan>, string][] = [
      [{ name: ' ' }, 'wordsMissing'],
      [{ name: 'x'.repeat(61) }, 'nameWrong'],
      [{ name: 'ring 07700 900123' }, 'personalWords'],
      [{ practices: [] }, 'practicesWrong'],
      [{ practices: [overthere] }, 'practicesWrong'],
      [{ from: '2026-11-24' }, 'dateWrong'],
      [{ stage: 'limited' }, 'kindsMissing'],
      [{ limits: { ...usualLimits, trained: 101 } }, 'limitsWrong'],
    ];
    const closes = {
      ...network,
      practices: { ...network.practices, [larkfield]: { ...network.practices[larkfield], closed: '2026-12-31' } },
    };
    const ofClosed = decideWave({ ...asked(0), type: 'plan', plan }, undefined, { network: closes as typeof network });
    expect(ofClosed).toMatchObject({ refusal: { why: 'practicesWrong' } });
    for (const [more, what] of wrong) expect(refusal({ ...asked(0), type: 'plan', plan: { ...plan, ...more } })).toBe(what);
    expect(refusal({ ...asked(0), type: 'plan', plan }, wave)).toBe('idTaken');
  });
  it('goes only when a lead says so, plainly where nothing is missed, and else with a reason that is kept', () => {
    expect(refusal(go(good), wave)).toBe('WaveGo');
    expect(refusal(go(good, 0, '', amara), wave)).toBe('leadsOnly');
    expect(decided(go({ ...good, lost: 1 }), wave)).toEqual({ refusal: { why: 'reasonNeeded', missed: ['lost'], missing: 0 } });
    expect(decided(go(good, 3), wave)).toEqual({ refusal: { why: 'reasonNeeded', missed: [], missing: 3 } });
    expect(decided(go({ ...good, passedBack: 30 }, 0, 'A backlog of one day'), wave)).toMatchObject({
      events: [{ type: 'WaveGo', why: 'A backlog of one day', missed: ['passedBack'] }],
    });
  });
  it('goes with no reason where nothing could be measured yet, as the first one cannot', () => {
    const nothing: Numbers = { at: later(0), days: 14, received: 0, lost: 0, minutesSaved: 0 };
    expect(refusal(go(nothing), wave)).toBe('WaveGo');
    expect(refusal(go({ ...nothing, trained: 79 }), wave)).toBe('reasonNeeded');
    expect(refusal(go(nothing, 1), wave)).toBe('reasonNeeded');
  });
  it('that was decided is decided once; the clock sets it and ends there', () => {
    const going = waveAfter(planned, { type: 'WaveGo', at: later(5), by: personOf(dalia), numbers: good, missed: [] });
    expect(decided(go(good), going)).toEqual({ events: [] });
    expect(refusal({ ...asked(6), type: 'notYet', why: why() }, going)).toBe('decidedAlready');
    expect(refusal({ ...asked(6), type: 'set', left: [] }, going)).toBe('clockOnly');
    expect(refusal({ ...asked(6, clock), type: 'set', left: [] }, going)).toBe('WaveSet');
    expect(refusal({ ...asked(6, clock), type: 'set', left: [] }, wave)).toBe('');
    const gone = waveAfter(
      planned,
      { type: 'WaveGo', at: later(5), by: personOf(dalia), numbers: good, missed: [] },
      { type: 'WaveSet', at: later(6), left: [millbrook] },
    );
    expect(gone).toMatchObject({ status: 'gone', left: [millbrook] });
    expect(refusal({ ...asked(7, clock), type: 'measure', numbers: good }, gone)).toBe('');
  });
  it('"Not yet" is kept, and asked again in a week; so is what was measured', () => {
    const notYet = decided({ ...asked(5), type: 'notYet', why: why('Two people are away') }, wave);
    const [event] = 'events' in notYet ? notYet.events : [];
    const next = later(5 + askAgainDays * 24 * 60);
    expect(event).toMatchObject({ type: 'WaveNotYet', why: 'Two people are away', nextLook: next });
    expect(event && waveAfter(planned, event)).toMatchObject({ status: 'planned', nextLook: next, notYet: { why: 'Two people are away' } });
    expect(wave).toMatchObject({ nextLook: later(0) });
  });
  it('goes from its day, or from today if that is later', () => {
    expect(goesFrom(wave, later(5))).toBe('2026-12-01');
    expect(goesFrom(wave, '2026-12-03T10:00:00.000Z')).toBe('2026-12-03');
  });
});

describe('the limits', () => {
  it('are missed on the wrong side of each, and not by what could not be measured', () => {
    expect(missedBy(usualLimits, good)).toEqual([]);
    expect(missedBy(usualLimits, { ...good, claimedInTime: 90, passedBack: 15, trained: 80 })).toEqual([]);
    expect(missedBy(usualLimits, { ...good, claimedInTime: 89, passedBack: 16, trained: 79, lost: 1 })).toEqual([
      'claimedInTime',
      'passedBack',
      'lost',
      'trained',
    ]);
    const { claimedInTime: _claimed, passedBack: _passed, trained: _trained, ...unknown } = good;
    expect(missedBy(usualLimits, unknown)).toEqual([]);
    expect(missedBy(usualLimits, { ...unknown, lost: 1 })).toEqual(['lost']);
  });
});

describe('the numbers', () => {
  const came = (each: string, more: Partial<Came> = {}): Came => ({
    id: each,
    kind: 'clinical',
    holder: north,
    firstLook: later(60),
    ...more,
  });
  const none = { at: later(120), claimed: [], passedBack: [], completed: [], open: new Set<string>(), acted: new Set<string>() };
  it('are counted from what came in and what became of it', () => {
    const all = [
      came('A'),
      came('B'),
      came('C', { kind: 'admin' }),
      came('D', { firstLook: later(500) }),
      came('E', { holder: larkfield }),
    ];
    const numbers = numbersOf(network, north, [larkfield], all, {
      ...none,
      claimed: [
        { id: 'A', at: later(60) },
        { id: 'B', at: later(61) },
        { id: 'B', at: later(90) },
        { id: 'E', at: later(10) },
      ],
      passedBack: ['B', 'B'],
      completed: [
        { id: 'A', by: amara.id },
        { id: 'E', by: hugo.id },
        { id: 'Z', by: amara.id },
      ],
      open: new Set(['B', 'D']),
      acted: new Set([hugo.id, amara.id]),
    });
    // In time: A and E of A, B, C and E; D is not due yet. Passed back: B of the four at the hub. C is nowhere.
    expect(numbers).toEqual({
      at: later(120),
      days: 14,
      received: 5,
      claimedInTime: 50,
      passedBack: 25,
      lost: 1,
      minutesSaved: 10,
      trained: 50,
    });
  });
  it('leave out what there is nothing to measure by', () => {
    expect(numbersOf(network, north, [], [], none)).toEqual({ at: later(120), days: 14, received: 0, lost: 0, minutesSaved: 0 });
  });
});
