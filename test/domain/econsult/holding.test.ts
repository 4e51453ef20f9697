// Working on it: whom it may be given to, how long it may wait for the patient, what an answer needs, and how it is opened again.
import { describe, expect, it } from 'vitest';
import { nextLook } from '../../../src/domain/econsult/clock.ts';
import type { EConsultEvent } from '../../../src/domain/econsult/event.ts';
import { queuePlace } from '../../../src/domain/econsult/queue-place.ts';
import { react } from '../../../src/domain/econsult/react.ts';
import { chatOf, personOf } from '../../../src/domain/terms.ts';
import { completed, facts, given, later, stateAfter } from '../../given.ts';
import {
  arrived,
  ashgrove,
  atPractice,
  birchway,
  by,
  claimedBy,
  colleague,
  escalated,
  type everybody,
  hub,
  hubNetwork,
  hubRules,
  inNetwork,
  nadia,
  outsider,
  owen,
  petra,
  practiceColleague,
  press,
  questionTo,
  rhys,
  say,
  sena,
  tomas,
  una,
  underContract,
  vera,
  wren,
} from '../../hub.ts';

const mine = [arrived(), claimedBy(nadia)] as const;
const onShift = (at: string, ...people: readonly { readonly id: string }[]) =>
  Object.fromEntries(people.map(({ id }) => [id, { at, since: later(-60) }]));
/** The staff with one of them changed. */
const staffWith = (who: (typeof everybody)[number], more: Partial<(typeof everybody)[number]>) =>
  inNetwork({ staff: { ...hubNetwork.staff, [who.id]: { ...who, ...more } } });

describe('giving it to somebody', () => {
  it('to a role, or to a person, leaves it open to everybody who may', () => {
    given(arrived())
      .when(press(sena, 'assign', { to: { role: 'dutyClinician' } }), hubRules)
      .then({ type: 'Assigned', ...by(sena, later(40)), to: { role: 'dutyClinician' } });
    given(arrived())
      .when(press(sena, 'assign', { to: { person: owen.id } }), hubRules)
      .then({ type: 'Assigned', ...by(sena, later(40)), to: { person: personOf(owen) } });
    const assigned: EConsultEvent = { type: 'Assigned', ...by(sena, later(20)), to: { person: personOf(owen) } };
    const state = stateAfter(arrived(), assigned);
    expect(state).toMatchObject({ status: 'waiting', assigned: { by: personOf(sena), to: { person: personOf(owen) } } });
    expect(react(assigned, state).filter(({ what }) => what !== 'card')).toEqual([{ to: chatOf(owen.id), class: 0, what: 'assigned' }]);
    expect(given(arrived(), assigned).when(press(nadia, 'claim', {}), hubRules).decision).toHaveProperty('events');
    // Once it is claimed, whose it should have been is past.
    expect(stateAfter(arrived(), assigned, claimedBy(nadia, later(30)))).toMatchObject({ assigned: undefined });
  });
  it('to oneself tells nobody what they know', () => {
    const assigned: EConsultEvent = { type: 'Assigned', ...by(owen, later(20)), to: { person: personOf(owen) } };
    expect(react(assigned, stateAfter(arrived(), assigned)).every(({ what }) => what === 'card')).toBe(true);
  });
  const unable = { why: 'assigneeUnable' } as const;
  it('who is not on the staff, not of the role, not cleared or not able says what is missing', () => {
    const assign = (who: { readonly id: string }) => given(arrived()).when(press(sena, 'assign', { to: { person: who.id } }), hubRules);
    assign(outsider).thenRefused({ ...unable, person: { id: outsider.id, name: 'This person' }, because: { why: 'notStaff' } });
    expect(assign(rhys).decision).toMatchObject({ refusal: { ...unable, person: personOf(rhys), because: { why: 'roleLacks' } } });
    expect(assign(tomas).decision).toMatchObject({ refusal: { ...unable, because: { why: 'roleLacks' } } });
    expect(assign(vera).decision).toMatchObject({ refusal: { ...unable, because: { why: 'notCleared', practice: ashgrove } } });
    expect(assign(wren).decision).toMatchObject({ refusal: { ...unable, because: { why: 'capabilityLacks', capability: 'write' } } });
  });
  it('who is off shift says so, where shifts are kept', () => {
    const kept = inNetwork({ onShift: onShift(hub, colleague) });
    given(...mine)
      .when(press(nadia, 'handOver', { to: owen.id, words: say('Rang twice') }), kept)
      .thenRefused({ ...unable, person: personOf(owen), because: 'offShift' });
    given(arrived())
      .when(press(sena, 'assign', { to: { person: owen.id } }), kept)
      .thenRefused({ ...unable, person: personOf(owen), because: 'offShift' });
    given(...mine)
      .when(press(nadia, 'handOver', { to: colleague.id, words: say('Rang twice') }), kept)
      .then({ type: 'HandedOver', ...by(nadia, later(40)), to: personOf(colleague), text: 'Rang twice' });
    // A practice's shifts say nothing about the hub's people, and a hub without shifts nothing about anybody.
    const elsewhere = inNetwork({ onShift: onShift(ashgrove, una) });
    for (const rules of [elsewhere, hubRules])
      expect(given(...mine).when(press(nadia, 'handOver', { to: owen.id, words: say('Rang') }), rules).decision).toHaveProperty('events');
  });
  it('who has as many open claims as agreed is not given more', () => {
    const full = {
      ...inNetwork({ hubs: { ...hubNetwork.hubs, [hub]: { ...theHub, claimsMax: 3 } } }),
      load: { [owen.id]: 3, [colleague.id]: 2 },
    };
    given(arrived())
      .when(press(sena, 'assign', { to: { person: owen.id } }), full)
      .thenRefused({ ...unable, person: personOf(owen), because: 'loaded' });
    expect(given(arrived()).when(press(sena, 'assign', { to: { person: colleague.id } }), full).decision).toHaveProperty('events');
    // Where the hub has agreed on no number, twelve.
    expect(
      given(arrived()).when(press(sena, 'assign', { to: { person: owen.id } }), { ...hubRules, load: { [owen.id]: 11 } }).decision,
    ).toHaveProperty('events');
    expect(
      given(arrived()).when(press(sena, 'assign', { to: { person: owen.id } }), { ...hubRules, load: { [owen.id]: 12 } }).decision,
    ).toHaveProperty('refusal');
  });
  it('on shift elsewhere is off shift here', () => {
    const kept = inNetwork({ onShift: { ...onShift(hub, colleague), ...onShift(ashgrove, owen) } });
    given(...mine)
      .when(press(nadia, 'handOver', { to: owen.id, words: say('Rang twice') }), kept)
      .thenRefused({ ...unable, person: personOf(owen), because: 'offShift' });
  });
});

const theHub = (() => {
  const found = hubNetwork.hubs[hub];
  if (found === undefined) throw new Error('the hub of these tests');
  return found;
})();

describe('handing over', () => {
  it('needs a line, and leaves it waiting for that person, who is told', () => {
    given(...mine)
      .when(press(nadia, 'handOver', { to: owen.id, words: say(' ') }), hubRules)
      .thenRefused({ why: 'wordsMissing' });
    given(...mine)
      .when(press(nadia, 'handOver', { to: owen.id, words: say('dob 12/3/85') }), hubRules)
      .thenRefused({ why: 'personalWords', found: ['dateOfBirth'] });
    const handed: EConsultEvent = { type: 'HandedOver', ...by(nadia, later(20)), to: personOf(owen), text: 'Rang twice' };
    const state = stateAfter(...mine, handed);
    expect(state).toMatchObject({
      status: 'waiting',
      waitingSince: later(20),
      assigned: { to: { person: personOf(owen) } },
      note: { by: personOf(nadia), at: later(20), text: 'Rang twice' },
    });
    expect(react(handed, state)).toContainEqual({ to: chatOf(owen.id), class: 0, what: 'handedOver' });
  });
  it('to oneself changes nothing', () => {
    given(...mine)
      .when(press(nadia, 'handOver', { to: nadia.id, words: say('Mine') }), hubRules)
      .then();
  });
});

describe('waiting for the patient', () => {
  const limit = facts.deadlines.limit;
  const minuteBefore = new Date(Date.parse(limit) - 60_000).toISOString();
  it.each([
    [later(40), 'whenWrong'],
    [later(39), 'whenWrong'],
    [later(41), 'held'],
    [minuteBefore, 'held'],
    [limit, 'whenWrong'],
    ['2027-01-01T00:00:00.000Z', 'whenWrong'],
  ])('until %s is %s: it ends, and before the limit', (until, what) => {
    const asked = given(...mine).when(press(nadia, 'hold', { reason: 'photoAwaited', until }), hubRules);
    if (what === 'whenWrong') asked.thenRefused({ why: 'whenWrong' });
    else asked.then({ type: 'Held', ...by(nadia, later(40)), reason: 'photoAwaited', list: 2, until });
  });
  it('moves the target on by the working minutes it took when its claimant ends it, and never the limit', () => {
    const held: EConsultEvent = { type: 'Held', ...by(nadia, later(20)), reason: 'patientToReply', until: later(90) };
    const state = stateAfter(...mine, held);
    expect(state).toMatchObject({ status: 'claimed', hold: { reason: 'patientToReply', until: later(90) }, deadlines: facts.deadlines });
    const minutesTo = (at: string): number => (Date.parse(at) - Date.parse(later(0))) / 60_000;
    // Held at twenty past, ended at twenty to: twenty minutes.
    const { target, targetWarning } = facts.deadlines;
    const deadlines = { ...facts.deadlines, target: later(minutesTo(target) + 20), targetWarning: later(minutesTo(targetWarning) + 20) };
    const ended: EConsultEvent = { type: 'HoldEnded', ...by(nadia, later(40)), deadlines };
    given(...mine, held)
      .when(press(nadia, 'endHold', {}), hubRules)
      .then(ended);
    expect(stateAfter(...mine, held, ended)).toMatchObject({ hold: undefined, deadlines, keptAt: later(40) });
    given(...mine)
      .when(press(nadia, 'endHold', {}), hubRules)
      .thenRefused({ why: 'notOnHold' });
  });
  it('is not for a claimant whose clearance has ended, who can still let go', () => {
    const ended = staffWith(nadia, { cleared: [{ practice: ashgrove, capabilities: ['view', 'write'], until: '2026-11-24' }] });
    const asked = given(...mine).when(press(nadia, 'hold', { reason: 'photoAwaited', until: later(90) }), ended);
    expect(asked.decision).toMatchObject({ refusal: { why: 'clearanceEnded', ended: '2026-11-24' } });
    expect(given(...mine).when(press(nadia, 'release', { reason: 'cannotAccessRecord' }), ended).decision).toHaveProperty('events');
    const handed = given(...mine).when(press(nadia, 'handOver', { to: owen.id, words: say('My access has ended') }), ended);
    expect(handed.decision).toHaveProperty('events');
  });
});

describe('still at it', () => {
  it('is for its claimant to say, and nobody else', () => {
    given(...mine)
      .when(press(nadia, 'keep', {}), hubRules)
      .then({ type: 'Kept', ...by(nadia, later(40)) });
    expect(stateAfter(...mine, { type: 'Kept', ...by(nadia, later(40)) })).toMatchObject({ keptAt: later(40), claimedAt: later(14) });
    expect(given(...mine).when(press(owen, 'keep', {}), hubRules).decision).toMatchObject({ refusal: { why: 'claimedByOther' } });
  });
});

describe('completing', () => {
  const complete = { outcome: 'answered', told: 'telephone' } as const;
  it.each([
    ['prescribed', 'prescribe'],
    ['appointmentBooked', 'book'],
  ] as const)('as %s needs somebody who may %s there', (outcome, capability) => {
    const others = (['view', 'write', 'prescribe', 'book'] as const).filter((each) => each !== capability);
    const lacks = staffWith(nadia, { cleared: [{ practice: ashgrove, capabilities: others }] });
    const asked = given(...mine).when(press(nadia, 'complete', { ...complete, outcome }), lacks);
    expect(asked.decision).toMatchObject({ refusal: { why: 'capabilityLacks', capability, practice: ashgrove } });
    expect(given(...mine).when(press(nadia, 'complete', { ...complete, outcome }), hubRules).decision).toHaveProperty('events');
    // Everything else needs no more than to write.
    expect(given(...mine).when(press(nadia, 'complete', complete), lacks).decision).toHaveProperty('events');
  });
  it('says when the patient was told: not before they asked, and not in the future', () => {
    const done = (toldAt: string) => given(...mine).when(press(nadia, 'complete', { ...complete, toldAt }), hubRules);
    const happened = { type: 'Completed', ...by(nadia, later(40)), ...complete, list: 2, toldList: 2, followUp: undefined } as const;
    done(later(35)).then({ ...happened, toldAt: later(35) });
    done(later(40)).then({ ...happened, toldAt: later(40) });
    done(later(-10)).then({ ...happened, toldAt: later(-10) });
    done(later(41)).thenRefused({ why: 'toldAtWrong' });
    done(later(-11)).thenRefused({ why: 'toldAtWrong' });
    const state = stateAfter(...mine, { ...happened, toldAt: later(35) });
    expect(state).toMatchObject({ patientTold: { how: 'telephone', by: personOf(nadia), at: later(35) }, completedAt: later(40) });
  });
  it('carries what must still be done, in a line without a patient\u2019s details', () => {
    given(...mine)
      .when(press(nadia, 'complete', { ...complete, followUp: say(' Bloods in 2 weeks ') }), hubRules)
      .then({
        type: 'Completed',
        ...by(nadia, later(40)),
        ...complete,
        list: 2,
        toldList: 2,
        toldAt: later(40),
        followUp: 'Bloods in 2 weeks',
      });
    given(...mine)
      .when(press(nadia, 'complete', { ...complete, followUp: say('mail pat@example.org') }), hubRules)
      .thenRefused({ why: 'personalWords', found: ['email'] });
  });
  it('waits until it is cleared up whose it is', () => {
    const wrong: EConsultEvent = { type: 'WrongPatientReported', ...by(colleague, later(20)) };
    given(...mine, wrong)
      .when(press(nadia, 'complete', complete), hubRules)
      .thenRefused({ why: 'wrongPatient', by: personOf(colleague), at: later(20) });
    const cleared: EConsultEvent = { type: 'PatientConfirmed', ...by(rhys, later(30)) };
    expect(given(...mine, wrong, cleared).when(press(nadia, 'complete', complete), hubRules).decision).toHaveProperty('events');
  });
});

describe('opening it again', () => {
  const done = [...mine, completed(nadia)] as const;
  const reopened: EConsultEvent = { type: 'Reopened', ...by(una, later(40)), reason: 'patientCameBack' };
  it('puts it back into its holder\u2019s queue, with its clock where it was', () => {
    given(...done)
      .when(press(una, 'reopen', { reason: 'patientCameBack' }), hubRules)
      .then(reopened);
    const state = stateAfter(...done, reopened);
    expect(state).toMatchObject({ status: 'waiting', holder: hub, waitingSince: later(40), deadlines: facts.deadlines });
    expect(state).not.toHaveProperty('outcome');
    for (const left of ['completedAt', 'completedBy', 'patientTold', 'followUp']) expect(state).not.toHaveProperty(left);
    expect(queuePlace(state)).toMatchObject({ holder: hub, due: facts.deadlines.target });
    expect(nextLook(state, hubRules)).toBeDefined();
    // Urgent again for those who thought it was done.
    expect(react(reopened, state).map((each) => each.class)).toEqual([0]);
  });
  it('leaves no old ladder, hold, assignment or open question standing', () => {
    const before = [arrived(), questionTo(colleague, hub, ashgrove), escalated(colleague), claimedBy(nadia)] as const;
    const held: EConsultEvent = { type: 'Held', ...by(nadia, later(15)), reason: 'patientToReply', until: later(20) };
    const state = stateAfter(...before, held, completed(nadia), reopened);
    expect(state).toMatchObject({ escalation: undefined, question: undefined, hold: undefined, assigned: undefined });
    expect(
      given(...before, held, completed(nadia), reopened).when(press(nadia, 'escalate', { reason: 'overdue' }), hubRules).decision,
    ).toHaveProperty('events');
    const answered: EConsultEvent = { type: 'QuestionAnswered', ...by(una, later(16)), text: 'Yes' };
    expect(stateAfter(...before, answered, completed(nadia)).question?.answer?.text).toBe('Yes');
  });
  it('is for whoever may read it, and for the hub\u2019s leads even uncleared', () => {
    for (const who of [rhys, petra])
      expect(given(...done).when(press(who, 'reopen', { reason: 'notDone' }), staffWith(who, { cleared: [] })).decision).toHaveProperty(
        'events',
      );
    const uncleared = given(...done).when(press(nadia, 'reopen', { reason: 'notDone' }), staffWith(nadia, { cleared: [] }));
    expect(uncleared.decision).toMatchObject({ refusal: { why: 'notCleared' } });
  });
});

describe('putting right what it is about', () => {
  it('links it to another contact of the patient, once, also when it is over, and never to itself', () => {
    const linked: EConsultEvent = { type: 'Linked', ...by(nadia, later(40)), to: 'H3P9RT' };
    given(arrived())
      .when(press(nadia, 'link', { to: 'H3P9RT' }), hubRules)
      .then(linked);
    given(arrived(), linked)
      .when(press(owen, 'link', { to: 'H3P9RT' }), hubRules)
      .then();
    given(...mine, completed(nadia))
      .when(press(nadia, 'link', { to: 'H3P9RT' }), hubRules)
      .then(linked);
    given(arrived())
      .when(press(nadia, 'link', { to: 'K7M4QX' }), hubRules)
      .thenRefused({ why: 'sameOne' });
    expect(stateAfter(arrived(), linked).links).toEqual(['H3P9RT']);
  });
  it('moves to the right practice with its trail and its shares, and begins anew between these two', () => {
    const corrected: EConsultEvent = { type: 'PracticeCorrected', ...by(tomas, later(30)), from: ashgrove, to: birchway, holder: birchway };
    const asked = questionTo(una, ashgrove, hub, later(19));
    const escalation = escalated(colleague);
    const state = stateAfter(...underContract, asked, escalation, corrected);
    expect(state).toMatchObject({
      status: 'waiting',
      practice: birchway,
      holder: birchway,
      // Every channel that has its card is told where it went.
      shownIn: [hub, ashgrove, birchway],
      shares: { [hub]: 28 * 60_000, [ashgrove]: 12 * 60_000 },
      heldSince: later(30),
      contract: undefined,
      question: undefined,
      crossings: 0,
      settled: undefined,
      escalation: { rung: 0 },
      deadlines: facts.deadlines,
    });
    // Whom it was given to at the hub need not be cleared for the right practice.
    const assigned: EConsultEvent = { type: 'Assigned', ...by(sena, later(20)), to: { person: personOf(owen) } };
    const stays: EConsultEvent = { type: 'PracticeCorrected', ...by(nadia, later(30)), from: ashgrove, to: birchway, holder: hub };
    expect(stateAfter(arrived(), assigned, stays)).toMatchObject({ holder: hub, practice: birchway, assigned: undefined });
    expect(react(corrected, state).map(({ to }) => to)).toEqual([`org.${hub}`, `org.${ashgrove}`, `org.${birchway}`]);
  });
});

describe('opening what was sent', () => {
  it('needs a reason from everybody outside the patient\u2019s practice, but not from whoever works on it', () => {
    given(arrived())
      .when(press(nadia, 'view', {}), hubRules)
      .thenRefused({ why: 'reasonNeeded' });
    given(arrived())
      .when(press(nadia, 'view', { reason: 'askedForAdvice' }), hubRules)
      .then({ type: 'Viewed', ...by(nadia, later(40)), reason: 'askedForAdvice' });
    given(...mine)
      .when(press(nadia, 'view', {}), hubRules)
      .then({ type: 'Viewed', ...by(nadia, later(40)), reason: 'workingOnIt' });
    given(...mine)
      .when(press(owen, 'view', {}), hubRules)
      .thenRefused({ why: 'reasonNeeded' });
    for (const who of [una, practiceColleague])
      given(atPractice())
        .when(press(who, 'view', {}), hubRules)
        .then({ type: 'Viewed', ...by(who, later(40)), reason: undefined });
  });
});
