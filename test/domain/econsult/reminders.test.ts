// What the clock reminds of, asks again and passes on, in examples: offers, questions, quiet claims, holds and ladders.

import { describe, expect, it } from 'vitest';
import { standing } from '../../../src/domain/econsult/clock.ts';
import type { EConsultCommand } from '../../../src/domain/econsult/command.ts';
import type { EConsultRules } from '../../../src/domain/econsult/decide.ts';
import { theClock } from '../../../src/domain/network/ladder.ts';
import type { Practice } from '../../../src/domain/network/state.ts';
import type { Priority } from '../../../src/domain/terms.ts';
import { ashgrove, hub, hubNetwork, hubRules, inNetwork, nadia, owen, petra, press, rhys, say, tomas, una } from '../../hub.ts';
import { at } from '../time/days.ts';
import { arrival, Ticking } from './ticking.ts';

/** A Wednesday in winter time; Thursday is a working day too. */
const on = (time: string, date = '2026-11-25'): string => at(`${date} ${time}`);
const ms = (time: string, date?: string): number => Date.parse(on(time, date));
const come = (priority: Priority, time = '09:00', rules: EConsultRules = hubRules): Ticking =>
  new Ticking(arrival(ms(time), ms(time), { priority }), rules);
const did = (it: Ticking, ...commands: readonly EConsultCommand[]): Ticking => {
  for (const command of commands) it.do(command);
  return it;
};
const claim = (time: string, who = nadia): EConsultCommand => press(who, 'claim', {}, { at: on(time) });
const passBack = (time: string): EConsultCommand =>
  press(
    nadia,
    'passBack',
    {
      reason: 'faceToFace',
      what: say('Please see'),
      // Before the limit of any priority.
      wantedBy: new Date(ms(time) + 15 * 60_000).toISOString(),
      answers: ashgrove,
      spokenTo: 'Una',
      knowingly: true,
    },
    { at: on(time) },
  );
const reminded = (it: Ticking): readonly string[] => it.of('Reminded').map(({ at: when, of }) => `${when.slice(5, 16)} ${of}`);
/** Long enough for whatever there is to be over. */
const end = ms('09:00', '2026-12-20');

describe('an offer that nobody answers', () => {
  it.each([
    ['routine', '10:00', ['11-25T11:00 offerWaits', '11-25T12:00 offerEscalates']],
    // By the practice’s opening hours: half an hour is left of the day.
    ['routine', '18:00', ['11-26T08:30 offerWaits', '11-26T09:30 offerEscalates']],
    ['urgent', '18:00', ['11-25T18:20 offerWaits', '11-25T18:40 offerEscalates']],
    ['redFlag', '10:00', ['11-25T10:10 offerWaits', '11-25T10:20 offerEscalates']],
  ] as const)('%s, made at %s, is reminded of once and then escalated by the clock', (priority, time, when) => {
    const it = did(come(priority), claim(time), passBack(time));
    it.upTo(end);
    expect(reminded(it)).toEqual(when);
    expect(it.of('Escalated')).toMatchObject([{ by: theClock, reason: 'nobodyReached', telephone: '01632 960000' }]);
    expect(it.of('Escalated')[0]?.ladder.map(({ people }) => people.map(({ id }) => id))).toEqual([[owen.id], [rhys.id], [petra.id]]);
  });
  it('is left alone once it is answered, and a new one is reminded of anew', () => {
    const decline = press(una, 'decline', { reason: 'noCapacity' }, { at: on('11:30') });
    const it = did(come('routine'), claim('09:10'), passBack('10:00'), decline);
    it.upTo(end);
    expect(reminded(it)).toEqual(['11-25T11:00 offerWaits']);
    expect(it.of('Escalated')).toEqual([]);
  });
  it('is not escalated twice: somebody is being asked already', () => {
    const escalate = press(nadia, 'escalate', { reason: 'other', words: say('Worried') }, { at: on('09:20') });
    const it = did(come('redFlag'), claim('09:10'), passBack('09:15'), escalate);
    it.upTo(end);
    expect(it.of('Escalated')).toHaveLength(1);
    expect(reminded(it)).toContain('11-25T09:35 offerEscalates');
  });
});

describe('a question that nobody answers', () => {
  const ask = (time: string): EConsultCommand => press(nadia, 'ask', { words: say('Seen before?') }, { at: on(time) });
  const answer = (time: string): EConsultCommand => press(tomas, 'answer', { words: say('Yes') }, { at: on(time) });
  it('is reminded of once, and then whoever asked is told', () => {
    const it = did(come('urgent'), ask('10:00'));
    it.upTo(end);
    expect(reminded(it)).toEqual(['11-25T10:20 questionWaits', '11-25T10:40 questionStillWaits']);
  });
  it('answered, is left alone; another one is reminded of anew', () => {
    const it = did(come('urgent'), ask('10:00'), answer('10:30'), ask('11:00'));
    it.upTo(end);
    expect(reminded(it)).toEqual(['11-25T10:20 questionWaits', '11-25T11:20 questionWaits', '11-25T11:40 questionStillWaits']);
  });
});

describe('a claim that has gone quiet', () => {
  it.each([
    ['routine', '09:10', ['11-25T11:10 claimQuiet', '11-25T13:10 claimStillQuiet']],
    ['routine', '17:30', ['11-26T09:00 claimQuiet', '11-26T11:00 claimStillQuiet']],
    ['urgent', '09:10', ['11-25T10:10 claimQuiet', '11-25T11:10 claimStillQuiet']],
    ['redFlag', '09:10', ['11-25T09:40 claimQuiet', '11-25T10:10 claimStillQuiet']],
  ] as const)('%s, claimed at %s: its claimant is asked, then the leads are told, and that is all', (priority, time, when) => {
    const it = did(come(priority), claim(time));
    it.upTo(end);
    expect(reminded(it)).toEqual(when);
  });
  it('starts anew when its claimant says they are still at it, or somebody else takes it', () => {
    const keep = press(nadia, 'keep', {}, { at: on('10:30') });
    const takeOver = press(owen, 'takeOver', {}, { at: on('11:45') });
    const it = did(come('urgent'), claim('09:10'), keep, takeOver);
    it.upTo(end);
    expect(reminded(it)).toEqual([
      '11-25T10:10 claimQuiet',
      '11-25T11:30 claimQuiet',
      '11-25T12:45 claimQuiet',
      '11-25T13:45 claimStillQuiet',
    ]);
  });
  it('after an outage its claimant is asked once, and the leads hear of it only when they have not answered that', () => {
    const it = did(come('urgent'), claim('09:10'));
    // Nobody looked at the clock for five hours: its claimant was never asked.
    it.tick(ms('14:10'));
    expect(reminded(it)).toEqual(['11-25T14:10 claimQuiet']);
    it.upTo(end);
    expect(reminded(it)).toEqual(['11-25T14:10 claimQuiet', '11-25T15:10 claimStillQuiet']);
  });
  it('is not quiet while it waits for the patient, and counts from when that ends', () => {
    const hold = press(nadia, 'hold', { reason: 'patientToReply', until: on('12:00') }, { at: on('09:30') });
    const it = did(come('urgent'), claim('09:10'), hold);
    it.upTo(ms('12:00'));
    expect(reminded(it)).toEqual([]);
    it.upTo(end);
    expect(reminded(it)).toEqual(['11-25T13:00 claimQuiet', '11-25T14:00 claimStillQuiet']);
  });
});

describe('a hold that runs out', () => {
  const hold = (time: string, until: string, date?: string): EConsultCommand =>
    press(nadia, 'hold', { reason: 'patientToReply', until: on(until, date) }, { at: on(time) });
  const warned = (it: Ticking) => it.of('Warned').map(({ at: when, warning }) => `${when.slice(5, 16)} ${warning}`);
  it('moves the target on by the working minutes it stood still', () => {
    const it = did(come('urgent'), claim('09:10'), hold('10:00', '12:00'));
    it.upTo(end);
    expect(it.of('HoldRanOut')).toMatchObject([{ at: on('12:00'), deadlines: { target: on('13:00'), targetWarning: on('12:30') } }]);
    expect(warned(it)).toEqual(['11-25T12:30 targetWarning', '11-25T13:00 target', '11-25T17:30 limitWarning', '11-25T18:30 limit']);
  });
  it('held anew before it has, counts from when it first stood still', () => {
    const it = did(come('urgent'), claim('09:10'), hold('10:00', '12:00'), hold('11:30', '12:30'));
    it.upTo(end);
    expect(it.of('HoldEnded')).toMatchObject([{ at: on('11:30'), deadlines: { target: on('12:30') } }]);
    expect(it.of('HoldRanOut')).toMatchObject([{ at: on('12:30'), deadlines: { target: on('13:30'), targetWarning: on('13:00') } }]);
    expect(warned(it).slice(0, 2)).toEqual(['11-25T13:00 targetWarning', '11-25T13:30 target']);
  });
  it('never past the limit, whose own warnings nothing stops', () => {
    const it = did(come('urgent', '15:30'), claim('15:40'), hold('16:00', '18:20'));
    it.upTo(end);
    expect(it.of('HoldRanOut')).toMatchObject([{ deadlines: { target: on('18:30'), targetWarning: on('18:30'), limit: on('18:30') } }]);
    expect(warned(it)).toEqual(['11-25T17:30 limitWarning', '11-25T18:30 limit']);
  });
  it('brings back no target that had passed before', () => {
    const it = did(come('urgent'), claim('09:10'), hold('11:30', '12:00'));
    it.upTo(end);
    expect(it.of('HoldRanOut')).toMatchObject([{ at: on('12:00'), deadlines: { target: on('11:00'), targetWarning: on('10:30') } }]);
    expect(warned(it).filter((each) => each.endsWith('target'))).toEqual(['11-25T11:00 target']);
  });
  it('by the holder\u2019s working minutes, not the night', () => {
    const it = did(come('routine', '16:00'), claim('16:10'), hold('17:30', '08:30', '2026-11-26'));
    it.upTo(end);
    // An hour of Wednesday and half an hour of Thursday, on a target of 18:00: thirty minutes are left of Wednesday.
    expect(it.of('HoldRanOut')).toMatchObject([{ deadlines: { target: on('09:00', '2026-11-26') } }]);
  });
  it('seen late, after the target it moved has passed too, says everything at once and only the gravest', () => {
    const it = did(come('urgent'), claim('09:10'), hold('10:00', '10:30'));
    const events = it.tick(ms('13:00'));
    expect(events.map(({ type }) => type)).toEqual(['HoldRanOut', 'Warned']);
    expect(events[1]).toMatchObject({ warning: 'target', also: ['targetWarning'] });
    expect(it.state.nextLook).toBe(on('14:00'));
  });
});

describe('lowered after a deadline has passed', () => {
  const lower = (time: string, date?: string): EConsultCommand =>
    press(nadia, 'lower', { priority: 'routine', reason: 'flaggedByMistake' }, { at: on(time, date) });
  const warned = (it: Ticking) => it.of('Warned').map(({ at: when, warning }) => `${when.slice(5, 16)} ${warning}`);
  it('what lies ahead again is warned of when it comes, and the card does not say that it has', () => {
    const it = did(come('redFlag', '17:00'), claim('17:05'), lower('18:40'));
    expect(warned(it)).toEqual(['11-25T17:30 limitWarning', '11-25T18:07 targetWarning', '11-25T18:30 limit']);
    // An hour and a half of two have gone by its own rule as well.
    expect(standing(it.state)).toEqual(['targetWarning']);
    it.upTo(end);
    expect(warned(it).slice(3)).toEqual(['11-26T08:30 target', '11-26T17:30 limitWarning', '11-26T18:30 limit']);
  });
  it('that nobody has looked is said anew, to everybody whom it was said to, once the later first look has passed', () => {
    const it = did(come('redFlag', '09:00'), lower('09:40'));
    const before = ['11-25T09:15 firstLook', '11-25T09:20 unclaimedAdministrator', '11-25T09:25 unclaimedLead'];
    expect(warned(it)).toEqual(before);
    expect(standing(it.state)).toEqual([]);
    it.upTo(ms('10:00'));
    expect(standing(it.state)).toEqual(['firstLook']);
    it.upTo(ms('18:30'));
    const after = ['10:00 firstLook', '10:30 targetWarning', '11:00 target', '14:00 unclaimedAdministrator', '18:00 unclaimedLead'];
    expect(warned(it)).toEqual([...before, ...after.map((each) => `11-25T${each}`)]);
  });
  it('what had passed stays passed, and is not warned of twice', () => {
    const it = did(come('urgent', '09:00'), claim('09:05'), lower('11:10'));
    expect(standing(it.state)).toEqual(['target']);
    it.upTo(end);
    expect(warned(it)).toEqual(['11-25T10:30 targetWarning', '11-25T11:00 target', '11-26T17:30 limitWarning', '11-26T18:30 limit']);
  });
});

describe('a ladder', () => {
  const escalate = (time: string): EConsultCommand => press(nadia, 'escalate', { reason: 'clinicalWorry' }, { at: on(time) });
  const climbs = (it: Ticking) => it.of('EscalationClimbed').map(({ at: when }) => when.slice(11, 16));
  it.each([
    ['routine', ['10:30', '11:00', '11:30']],
    ['urgent', ['10:10', '10:20', '10:30']],
    ['redFlag', ['10:05', '10:10', '10:15']],
  ] as const)('%s, is climbed rung by rung to the telephone, and there it stops', (priority, when) => {
    const it = did(come(priority), claim('09:10'), escalate('10:00'));
    it.upTo(end);
    expect(climbs(it)).toEqual(when);
    expect(it.state.escalation).toMatchObject({ rung: 3, telephone: '01632 960000', acknowledged: undefined });
  });
  it('of a routine one is climbed while the hub is open, of an urgent one at night as well', () => {
    const routine = did(come('routine'), claim('09:10'), escalate('18:15'));
    routine.upTo(end);
    const when = routine.of('EscalationClimbed').map(({ at: each }) => each.slice(5, 16));
    expect(when).toEqual(['11-26T08:15', '11-26T08:45', '11-26T09:15']);
    const urgent = did(come('urgent'), claim('09:10'), escalate('18:25'));
    urgent.upTo(end);
    expect(climbs(urgent)).toEqual(['18:35', '18:45', '18:55']);
  });
  it('is climbed no more once somebody has it', () => {
    const it = did(come('urgent'), claim('09:10'), escalate('10:00'), press(rhys, 'acknowledge', {}, { at: on('10:15') }));
    it.upTo(end);
    expect(climbs(it)).toEqual(['10:10']);
  });
  it('with an empty rung goes past it at once', () => {
    const { [rhys.id]: _, ...staff } = hubNetwork.staff;
    const it = did(come('urgent', '09:00', inNetwork({ staff })), claim('09:10'), escalate('10:00'));
    it.upTo(end);
    expect(climbs(it)).toEqual(['10:10', '10:20']);
  });
});

describe('what came back after somebody had it', () => {
  const release = (time: string): EConsultCommand => press(nadia, 'release', { reason: 'noTime' }, { at: on(time) });
  const unclaimed = (it: Ticking) =>
    it.of('Warned').flatMap(({ at: when, warning }) => (/^firstLook|^unclaimed/.test(warning) ? [`${when.slice(5, 16)} ${warning}`] : []));
  it.each([
    ['redFlag', '09:10', ['11-25T09:25 firstLook', '11-25T09:30 unclaimedAdministrator', '11-25T09:35 unclaimedLead']],
    ['urgent', '18:10', ['11-25T18:40 firstLook', '11-25T18:50 unclaimedAdministrator', '11-25T19:00 unclaimedLead']],
    ['routine', '18:00', ['11-26T08:30 firstLook', '11-26T12:30 unclaimedAdministrator', '11-26T16:30 unclaimedLead']],
  ] as const)('%s, released at %s, is asked about step by step from then on', (priority, time, when) => {
    const it = did(come(priority), claim('09:05'), release(time));
    it.upTo(end);
    expect(unclaimed(it)).toEqual(when);
  });
  it('is asked about anew each time it comes back, and no more once somebody has it', () => {
    const it = did(
      come('urgent'),
      claim('09:05'),
      release('09:10'),
      claim('09:45', owen),
      press(owen, 'release', { reason: 'noTime' }, { at: on('09:50') }),
    );
    it.upTo(ms('10:20'));
    expect(unclaimed(it)).toEqual(['11-25T09:40 firstLook', '11-25T10:20 firstLook']);
    expect(standing(it.state)).toEqual(['firstLook']);
    it.do(claim('10:21'));
    expect(standing(it.state)).toEqual([]);
    it.upTo(ms('10:50'));
    expect(unclaimed(it)).toHaveLength(2);
  });
  it('is asked about when it was declined, accepted, handed over or opened again, as after a release', () => {
    const passed = [claim('09:05'), passBack('09:10')] as const;
    const decline = press(una, 'decline', { reason: 'noCapacity' }, { at: on('09:12') });
    const accept = press(una, 'accept', {}, { at: on('09:12') });
    const handOver = press(nadia, 'handOver', { to: owen.id, words: say('Rang twice') }, { at: on('09:12') });
    const close = press(nadia, 'complete', { outcome: 'answered', told: 'telephone' }, { at: on('09:10') });
    const reopen = press(nadia, 'reopen', { reason: 'notDone' }, { at: on('09:12') });
    for (const commands of [
      [...passed, decline],
      [...passed, accept],
      [claim('09:05'), handOver],
      [claim('09:05'), close, reopen],
    ]) {
      const it = did(come('urgent'), ...commands);
      it.upTo(end);
      expect(unclaimed(it)).toEqual(['11-25T09:42 firstLook', '11-25T09:52 unclaimedAdministrator', '11-25T10:02 unclaimedLead']);
    }
  });
  it('past its limit is still asked about: that the limit was said is nothing to whoever is to claim it', () => {
    const it = did(come('urgent'), claim('09:05'), release('19:00'));
    it.upTo(ms('19:30'));
    expect(it.of('Warned').map(({ warning }) => warning)).toContain('limit');
    expect(standing(it.state)).toEqual(['limit', 'firstLook']);
  });
});

describe('time that was waited for the patient', () => {
  const hold = (from: string, until: string): EConsultCommand =>
    press(nadia, 'hold', { reason: 'patientToReply', until: on(until) }, { at: on(from) });
  const raise = (time: string): EConsultCommand => press(nadia, 'raise', { priority: 'redFlag' }, { at: on(time) });
  const lower = (time: string): EConsultCommand =>
    press(nadia, 'lower', { priority: 'routine', reason: 'flaggedByMistake' }, { at: on(time) });
  it.each([
    ['before it was raised', [hold('09:10', '09:40'), raise('09:50'), lower('09:55')]],
    ['while it was raised', [raise('09:06'), hold('09:10', '09:40'), lower('09:55')]],
    ['from before it was raised until after it was lowered', [hold('09:10', '09:40'), raise('09:20'), lower('09:30')]],
    ['in two parts', [hold('09:10', '09:20'), raise('09:22'), hold('09:25', '09:45'), lower('09:55')]],
  ] as const)('%s is not lost when it is lowered again', (_name, commands) => {
    const it = did(come('routine'), claim('09:05'), ...commands);
    it.upTo(ms('10:00'));
    const never = did(come('routine'), claim('09:05'), hold('09:10', '09:40'));
    never.upTo(ms('10:00'));
    expect(it.state.deadlines).toEqual(never.state.deadlines);
    expect(it.state.deadlines.target).toBe(on('11:30'));
  });
});

describe('hours that have changed since', () => {
  it('a look that was asked for and finds nothing due moves on', () => {
    const it = come('routine', '17:00');
    expect(it.state.nextLook).toBe(on('18:00'));
    // The hub closes early from today on: what is routine waits for its next opening.
    const early = {
      week: Object.fromEntries(Object.keys(hubNetwork.hubs[hub]?.hours.week ?? {}).map((day) => [day, [{ from: '08:00', to: '17:30' }]])),
    };
    it.rules = inNetwork({ hubs: { [hub]: { id: hub, name: 'North Hub', hours: early, telephone: '01632 960000' } } });
    expect(it.tick(ms('18:00'))).toEqual([{ type: 'ClockLooked', at: on('18:00') }]);
    expect(it.state.nextLook).toBe(on('08:00', '2026-11-26'));
  });
  it('a holder that has left the network is warned of by the hub\u2019s hours, and never not at all', () => {
    const it = come('routine');
    it.rules = inNetwork({ hubs: {}, practices: {} });
    expect(it.tick(ms('10:00'))).toMatchObject([{ type: 'Warned', warning: 'firstLook' }]);
  });
});

it('another practice\u2019s patient is not warned of twice', () => {
  const it = come('urgent');
  it.upTo(ms('09:45'));
  it.do(press(nadia, 'correctPractice', { practice: 'T90102' }, { at: on('09:46') }));
  it.upTo(end);
  expect(it.of('Warned').filter(({ warning }) => warning === 'firstLook')).toHaveLength(1);
});

describe('what a practice has', () => {
  const leads = [{ id: rhys.id, name: rhys.name }];
  const surgery = hubNetwork.practices[ashgrove] as Practice;
  const pathway = { clinical: 'practiceFirst', admin: 'practiceFirst', clinicalAdmin: 'practiceFirst' } as const;
  const rules = inNetwork({ ...hubNetwork, practices: { ...hubNetwork.practices, [ashgrove]: { ...surgery, pathway } } });
  const theirs = (): Ticking => come('urgent', '09:00', rules);
  it('is told to the leads of its hub from their step on, and near its limit: they do not read its channel', () => {
    const it = theirs();
    expect(it.state.holder).toBe(ashgrove);
    it.upTo(end);
    const told = it.of('Warned').map(({ warning, leads: to }) => [warning, to]);
    expect(told).toEqual([
      ['firstLook', undefined],
      ['unclaimedAdministrator', undefined],
      ['unclaimedLead', leads],
      ['targetWarning', undefined],
      ['target', undefined],
      ['limitWarning', leads],
      ['limit', leads],
    ]);
  });
  it('and has gone quiet as well', () => {
    const it = did(theirs(), claim('09:10', tomas));
    it.upTo(ms('12:00'));
    expect(it.of('Reminded').map(({ of, leads: to }) => [of, to])).toEqual([
      ['claimQuiet', undefined],
      ['claimStillQuiet', leads],
    ]);
  });
  it('what the hub has itself its leads are named of in its own channel', () => {
    const it = come('urgent');
    it.upTo(end);
    expect(it.of('Warned').flatMap(({ leads: to }) => to ?? [])).toEqual([]);
  });
});
