// How far a practice has come: which step holds on a date, what may then cross, and what no stage ever takes from anybody.
import { describe, expect, it } from 'vitest';
import { previewOf } from '../../../src/domain/disaster/preview.ts';
import type { Plan } from '../../../src/domain/disaster/state.ts';
import { fatesOf, inForceBy, type OpenRow } from '../../../src/domain/disaster/where-work-goes.ts';
import { decide } from '../../../src/domain/econsult/decide.ts';
import type { EConsultEvent } from '../../../src/domain/econsult/event.ts';
import type { EConsultRules } from '../../../src/domain/econsult/refusals.ts';
import { firstHolder } from '../../../src/domain/network/pathway.ts';
import { isFurther, mayCross, stageAt, stepAt, worksFrom, worksWithHub } from '../../../src/domain/network/stage.ts';
import type { Agreement, Practice, StageStep } from '../../../src/domain/network/state.ts';
import { kinds, personOf, priorities } from '../../../src/domain/terms.ts';
import { id, later, stateAfter } from '../../given.ts';
import {
  arrived,
  ashgrove,
  atPractice,
  birchway,
  claimedBy,
  hub,
  hubNetwork,
  inNetwork,
  nadia,
  offerOf,
  passedBack,
  petra,
  press,
  rhys,
  say,
  settledAt,
  toAndFro,
  tomas,
  underContract,
} from '../../hub.ts';

const limited: StageStep = { from: '2026-11-10', stage: 'limited', kinds: ['admin'] };
const steps: readonly StageStep[] = [{ from: '2026-11-01', stage: 'shadow' }, limited, { from: '2026-11-20', stage: 'live' }];

describe('the stage of a practice', () => {
  it.each([
    ['without any step, as all practices were before there were stages', undefined, '2026-11-25', 'live'],
    ['before its first step', steps, '2026-10-31', 'off'],
    ['from its first day', steps, '2026-11-01', 'shadow'],
    ['to the day before the next', steps, '2026-11-19', 'limited'],
    ['from the last step on', steps, '2030-01-01', 'live'],
    ['off again', [...steps, { from: '2026-11-22', stage: 'off' }], '2026-11-22', 'off'],
    ['off and back on the same day: what was decided last', [...steps, { from: '2026-11-20', stage: 'off' }], '2026-11-20', 'off'],
    ['an earlier date decided later does not end a later one', [...steps, { from: '2026-11-05', stage: 'off' }], '2026-11-21', 'live'],
  ] as const)('%s', (_, stages, date, stage) => {
    expect(stageAt(stages === undefined ? {} : { stages }, date)).toBe(stage);
  });
  it('says what crosses: all kinds of a live one, of a limited one those that are named, else nothing', () => {
    const crossing = (stages: readonly StageStep[]) => kinds.filter((kind) => mayCross({ stages }, kind, '2026-11-25'));
    const at = (step: Partial<StageStep>) => [{ from: '2026-11-01', stage: 'live', ...step } as StageStep];
    expect(crossing(at({}))).toEqual(kinds);
    expect(crossing(at({ stage: 'limited', kinds: ['admin', 'clinical'] }))).toEqual(['clinical', 'admin']);
    expect(crossing(at({ stage: 'limited' }))).toEqual([]);
    expect(crossing(at({ stage: 'shadow' }))).toEqual([]);
    expect(crossing(at({ stage: 'off' }))).toEqual([]);
    expect(['off', 'shadow', 'limited', 'live'].map((stage) => worksWithHub({ stages: at({ stage } as StageStep) }, '2026-11-25'))).toEqual(
      [false, false, true, true],
    );
  });
  it('knows from when it works with the hub, and what is further than what', () => {
    expect(worksFrom({ stages: steps }, '2026-11-05')).toEqual(limited);
    expect(worksFrom({ stages: steps }, '2026-11-20')).toBeUndefined();
    expect(isFurther(stepAt({ stages: steps }, '2026-11-20'), limited)).toBe(true);
    expect(isFurther(limited, { ...limited, kinds: ['clinical'] })).toBe(true);
    expect(isFurther(limited, { ...limited, kinds: ['admin', 'clinical'] })).toBe(false);
    expect(isFurther({ from: '2026-11-01', stage: 'off' }, limited)).toBe(false);
  });
});

const over: Agreement = { from: '2020-01-01', until: '2026-11-24' };
const ended = { agreement: over };
const staged = (stage: StageStep['stage'], some?: StageStep['kinds']) => ({
  stages: [{ from: '2026-11-01', stage, ...(some === undefined ? {} : { kinds: some }) }],
});
const base = hubNetwork.practices[ashgrove] as Practice;
const where = (more: Partial<Practice>): EConsultRules =>
  inNetwork({ practices: { ...hubNetwork.practices, [ashgrove]: { ...base, ...more } } });
const said = (decision: ReturnType<typeof decide>): string =>
  'refusal' in decision ? decision.refusal.why : decision.events.map(({ type }) => type).join('+');

describe('where a new one goes', () => {
  it.each([
    ['off', staged('off'), 'practice', 'notLiveYet'],
    ['shadow', staged('shadow'), 'practice', 'notLiveYet'],
    ['limited, another kind', staged('limited', ['admin']), 'practice', 'notLiveYet'],
    ['limited, this kind', staged('limited', ['clinical']), 'hub', 'hubFirst'],
    ['live', staged('live'), 'hub', 'hubFirst'],
    ['live, with no agreement in force', { ...staged('live'), ...ended }, 'practice', 'noAgreement'],
  ] as const)('%s', (_, more, holder, because) => {
    const rules = where(more);
    for (const priority of priorities)
      expect(firstHolder({ ...base, ...more }, { kind: 'clinical', priority }, { ...rules, at: later(0) })).toEqual({
        holder: holder === 'hub' ? hub : ashgrove,
        because,
      });
  });
});

const offered = (to: string): readonly EConsultEvent[] => {
  const from = to === hub ? ashgrove : hub;
  const who = to === hub ? tomas : nadia;
  return [
    to === hub ? atPractice() : arrived(),
    claimedBy(who),
    { type: 'PassedBack', at: later(16), by: personOf(who), offer: offerOf(who, from, to, later(16)) },
  ];
};
const back = { reason: 'faceToFace', what: say('Please see in person'), wantedBy: later(300), answers: ashgrove, knowingly: true } as const;
const forbidding = [
  ['off', staged('off'), 'notLiveYet'],
  ['shadow', staged('shadow'), 'notLiveYet'],
  ['limited to another kind', staged('limited', ['admin']), 'notLiveYet'],
  ['no agreement in force', ended, 'noAgreement'],
] as const;

describe.each(forbidding)('with a practice that is %s', (_, more, why) => {
  const rules = where(more);
  const at = later(30);
  it('nothing goes to the hub: not sent, pulled, passed, accepted or settled', () => {
    expect(said(decide(press(tomas, 'sendToHub', { words: say('') }, { at }), stateAfter(atPractice()), rules))).toBe(why);
    expect(said(decide(press(nadia, 'pull', {}, { at }), stateAfter(atPractice()), rules))).toBe(why);
    const theirs = stateAfter(...underContract, claimedBy(tomas, later(20)));
    expect(said(decide(press(tomas, 'passBack', { ...back, answers: hub }, { at }), theirs, rules))).toBe(why);
    expect(said(decide(press(nadia, 'accept', {}, { at }), stateAfter(...offered(hub)), rules))).toBe(why);
    const twice = stateAfter(...toAndFro, settledAt(ashgrove));
    expect(twice.holder).toBe(ashgrove);
    const { settled: _settled, ...open } = twice;
    expect(
      said(decide(press(petra, 'settle', { to: hub, words: say('') }, { at }), { ...open, settled: undefined } as typeof twice, rules)),
    ).toBe(why);
  });
  it('what the hub holds goes home, is let go of, and can be accepted and declined there', () => {
    const held = stateAfter(arrived(), claimedBy(nadia));
    expect(said(decide(press(nadia, 'passBack', back, { at }), held, rules))).toBe('PassedBack');
    expect(said(decide(press(nadia, 'release', { reason: 'noTime' }, { at }), held, rules))).toBe('Released');
    expect(said(decide(press(tomas, 'accept', {}, { at }), stateAfter(...offered(ashgrove)), rules))).toBe('Accepted');
    expect(
      said(decide(press(tomas, 'decline', { reason: 'noCapacity', words: say('') }, { at }), stateAfter(...offered(ashgrove)), rules)),
    ).toBe('Declined');
    expect(said(decide(press(petra, 'settle', { to: ashgrove, words: say('') }, { at }), stateAfter(...toAndFro), rules))).toBe('Settled');
  });
  it('what a disaster had moved away from the hub goes home to its practice, and is not brought back', () => {
    const reroute = { disaster: 'D-K7M4QX', type: 'hubDown', from: hub, to: ashgrove, at: later(5), until: later(20) } as const;
    const away = stateAfter(arrived(), { type: 'Rerouted', at: later(5), reroute });
    const command = { ...press(nadia, 'claim', {}, { at }), type: 'bringBack', disaster: 'D-K7M4QX', by: { kind: 'clock' } } as const;
    const decision = decide(command, away, rules);
    expect(decision).toEqual({ events: [{ type: 'BroughtBack', at, disaster: 'D-K7M4QX', to: ashgrove }] });
    const home = stateAfter(
      arrived(),
      { type: 'Rerouted', at: later(5), reroute },
      { type: 'BroughtBack', at, disaster: 'D-K7M4QX', to: ashgrove },
    );
    expect([home.holder, home.reroutedBy]).toEqual([ashgrove, undefined]);
    expect(decide(command, away, inNetwork({}))).toMatchObject({ events: [{ to: hub }] });
  });
});

describe('what the hub holds', () => {
  it('is claimed and finished there whatever the stage of its practice has become', () => {
    for (const [, more] of forbidding.slice(0, 3))
      expect(said(decide(press(nadia, 'claim', {}, { at: later(30) }), stateAfter(arrived()), where(more)))).toBe('Claimed');
    expect(said(decide(press(nadia, 'claim', {}, { at: later(30) }), stateAfter(arrived()), where(ended)))).toBe('noAgreement');
  });
  it('goes home unclaimed once its agreement is over: by whoever would have answered it, or a lead; however often it has moved', () => {
    const rules = where(ended);
    const pass = (who: typeof nadia, state: ReturnType<typeof stateAfter>) =>
      said(decide(press(who, 'passBack', back, { at: later(30) }), state, rules));
    expect(pass(nadia, stateAfter(arrived()))).toBe('PassedBack');
    expect(pass(rhys, stateAfter(arrived()))).toBe('PassedBack');
    expect(pass(petra, stateAfter(...toAndFro))).toBe('PassedBack');
    expect(pass(petra, stateAfter(...toAndFro, settledAt(hub)))).toBe('PassedBack');
    // Of somebody else's only a lead does.
    expect(pass(petra, stateAfter(arrived(), claimedBy(nadia)))).toBe('PassedBack');
    const mine = stateAfter(arrived(), claimedBy(petra));
    expect(pass(nadia, mine)).toBe('claimedByOther');
    // While it is in force nobody passes on what they have not claimed.
    expect(said(decide(press(nadia, 'passBack', back, { at: later(30) }), stateAfter(arrived()), where({})))).toBe('notClaimed');
    expect(passedBack(nadia, hub, ashgrove).type).toBe('PassedBack');
  });
});

describe('a disaster', () => {
  const plan: Plan = {
    ...{
      type: 'practiceDown',
      drill: false,
      closed: [ashgrove],
      routes: { [ashgrove]: [{ to: hub }] },
      reason: 'Flood',
      lastsMinutes: 240,
    },
    moves: { kinds, priorities },
  };
  const row = (more: Partial<OpenRow> = {}): OpenRow =>
    ({
      ...{ id, holder: ashgrove, practice: ashgrove, kind: 'clinical', priority: 'urgent', status: 'waiting' },
      ...{ receivedAt: later(0), due: later(100), limit: later(200) },
      ...more,
    }) as unknown as OpenRow;
  const counted = (more: Partial<Practice>, asked: Plan = plan) => previewOf(asked, hub, [row()], { ...where(more), at: later(30) });
  it.each(forbidding)('leaves with the practice what its stage or its agreement forbids, and says so: %s', (_, more, why) => {
    expect(counted(more)).toMatchObject({ moves: { urgent: 0 }, stays: { [why]: 1 } });
  });
  it.each(forbidding)('moves it where two leads have agreed why: %s', (_, more) => {
    expect(counted(more, { ...plan, despite: 'Nobody is there' })).toMatchObject({ moves: { urgent: 1 }, stays: {} });
  });
  it('gives nothing of a hub that is down to a practice that has closed', () => {
    const down: Plan = { ...plan, type: 'hubDown', closed: [hub], routes: { [hub]: 'itsPractice' }, despite: 'Nobody is there' };
    const goes = (more: Partial<Practice>) => previewOf(down, hub, [row({ holder: hub })], { ...where(more), at: later(30) });
    expect(goes({})).toMatchObject({ moves: { urgent: 1 } });
    expect(goes({ closed: '2026-11-25' })).toMatchObject({ moves: { urgent: 0 }, stays: { notLiveYet: 1 } });
    expect(goes({ closed: '2026-11-26' })).toMatchObject({ moves: { urgent: 1 } });
  });
  it('gives nothing to a practice that is not live itself, whatever its leads say', () => {
    const buddies = [{ takes: birchway, workOf: ashgrove, from: '2026-01-01', until: '2027-01-01', agreedBy: 'Both' }];
    const toBuddy: Plan = { ...plan, routes: { [ashgrove]: [{ to: birchway }] }, despite: 'Nobody is there' };
    const cleared = { ...tomas, posts: [{ role: 'practiceClinician', at: birchway } as const], cleared: nadia.cleared };
    const at = (stage: StageStep['stage']) => {
      const { practices, hubs } = hubNetwork;
      const north = hubs[hub];
      if (north === undefined) throw new Error('the network has it');
      const network = {
        ...hubNetwork,
        hubs: { ...hubs, [hub]: { ...north, buddies } },
        practices: { ...practices, [birchway]: { ...(practices[birchway] as Practice), ...staged(stage) } },
        staff: { ...hubNetwork.staff, [cleared.id]: cleared },
      };
      return fatesOf([row()], inForceBy(toBuddy, hub, 'D-K7M4QX', later(30)), { ...inNetwork({}), network, at: later(30) });
    };
    expect(at('live').goes).toHaveLength(1);
    for (const stage of ['off', 'shadow', 'limited'] as const) expect(at(stage)).toMatchObject({ goes: [], stays: { notLiveYet: 1 } });
  });
});
