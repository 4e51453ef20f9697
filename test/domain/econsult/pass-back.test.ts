// Passing between hub and practice: what the sender must say, what the receiver may answer, and who ends it when it goes to and fro.

import { describe, expect, it } from 'vitest';
import type { PassBack } from '../../../src/domain/econsult/command.ts';
import { decide } from '../../../src/domain/econsult/decide.ts';
import type { EConsultEvent } from '../../../src/domain/econsult/event.ts';
import { crossingsMax } from '../../../src/domain/econsult/pass-back.ts';
import { react } from '../../../src/domain/econsult/react.ts';
import { sharesOf } from '../../../src/domain/econsult/time-per-organisation.ts';
import { receiverNeedsMinutes } from '../../../src/domain/network/time-before-closing.ts';
import { noteCharactersMax } from '../../../src/domain/privacy.ts';
import { channelOf, chatOf, type Person, personOf } from '../../../src/domain/terms.ts';
import { completed, given, later, stateAfter, unplacedFacts } from '../../given.ts';
import {
  accepted,
  arrived,
  ashgrove,
  atPractice,
  by,
  claimedBy,
  colleague,
  declined,
  hub,
  hubNetwork,
  hubRules,
  inNetwork,
  nadia,
  offerOf,
  passedBack,
  petra,
  practiceColleague,
  press,
  questionTo,
  say,
  settledAt,
  toAndFro,
  tomas,
  una,
  underContract,
} from '../../hub.ts';
import { at, neverOpen } from '../time/days.ts';

const usual: Omit<PassBack, 'type' | 'hub' | 'id' | 'operation' | 'at' | 'by' | 'revision'> = {
  reason: 'faceToFace',
  what: say('Please see in person'),
  wantedBy: later(300),
  answers: ashgrove,
  knowingly: false,
};
type Passed = Partial<typeof usual>;
const passBack = (details: Passed = {}, more: { at?: string; revision?: number } = {}) =>
  press(nadia, 'passBack', { ...usual, ...details }, more);
const mine = [arrived(), claimedBy(nadia)] as const;
const offer = { ...offerOf(nadia, hub, ashgrove, later(40)), list: 2 };
const lead = { why: 'settleFirst', ask: [personOf(petra)] } as const;
/** What the last of these asks to be sent besides cards. */
const notices = (...events: readonly EConsultEvent[]) => {
  const last = events.at(-1);
  return last ? react(last, stateAfter(...events)).filter(({ what }) => what !== 'card') : [];
};

describe('passing back', () => {
  it('offers it: reason, what is asked, by when, and who answers the patient', () => {
    given(...mine)
      .when(passBack({}, { revision: 2 }), hubRules)
      .then({ type: 'PassedBack', ...by(nadia, later(40)), offer });
  });
  it('says that whoever passes it back answers the patient, unless the receiver is to', () => {
    for (const answers of [hub, 'somebody else'])
      given(...mine)
        .when(passBack({ answers }), hubRules)
        .then({ type: 'PassedBack', ...by(nadia, later(40)), offer: { ...offer, answers: hub } });
  });
  it('stays with its holder until it is accepted, and is on both cards', () => {
    const state = stateAfter(...mine, passedBack(nadia, hub, ashgrove));
    expect(state).toMatchObject({ status: 'offered', holder: hub, shownIn: [hub, ashgrove], crossings: 1 });
    expect(state).not.toHaveProperty('claimant');
    expect(notices(...mine, passedBack(nadia, hub, ashgrove))).toEqual([{ to: channelOf(ashgrove), class: 0, what: 'offered' }]);
  });
  it.each(['', '   '])('without saying what is asked (%j) is refused', (text) => {
    given(...mine)
      .when(passBack({ what: say(text) }), hubRules)
      .thenRefused({ why: 'wordsMissing' });
  });
  it('with a letter instead of a line is refused', () => {
    given(...mine)
      .when(passBack({ what: say('x'.repeat(noteCharactersMax + 1)) }), hubRules)
      .thenRefused({ why: 'wordsTooLong', charactersMax: 300 });
    const decision = given(...mine).when(passBack({ what: say('x'.repeat(noteCharactersMax)) }), hubRules).decision;
    expect(decision).toHaveProperty('events');
  });
  it('with what looks like a patient\u2019s details is refused, until its writer says that it is none', () => {
    const what = 'Order 4512345678 again';
    given(...mine)
      .when(passBack({ what: say(what) }), hubRules)
      .thenRefused({ why: 'personalWords', found: ['nhsNumber'] });
    given(...mine)
      .when(passBack({ what: say(what, true) }), hubRules)
      .then({ type: 'PassedBack', ...by(nadia, later(40)), offer: { ...offer, asked: what } });
  });
  it.each([later(40), later(39)])('wanted by now or before (%s) is refused', (wantedBy) => {
    given(...mine)
      .when(passBack({ wantedBy }), hubRules)
      .thenRefused({ why: 'whenWrong' });
  });
  it('wanted after its limit is refused, and once that has passed any time will do', () => {
    const { limit } = stateAfter(...mine).deadlines;
    const after = new Date(Date.parse(limit) + 60_000).toISOString();
    given(...mine)
      .when(passBack({ wantedBy: after, knowingly: true }), hubRules)
      .thenRefused({ why: 'whenWrong' });
    expect(given(...mine).when(passBack({ wantedBy: limit, knowingly: true }), hubRules).decision).toHaveProperty('events');
    expect(given(...mine).when(passBack({ wantedBy: after, knowingly: true }, { at: limit }), hubRules).decision).toHaveProperty('events');
  });
  it('from a card that has changed is refused', () => {
    given(...mine)
      .when(passBack({}, { revision: 1 }), hubRules)
      .thenRefused({ why: 'stale' });
  });

  it('of a red flag needs the name of whoever was spoken to', () => {
    const red = [arrived({ priority: 'redFlag' }), claimedBy(nadia)];
    for (const details of [{}, { spokenTo: '  ' }])
      given(...red)
        .when(passBack(details), hubRules)
        .thenRefused({ why: 'spokenToMissing' });
    given(...red)
      .when(passBack({ spokenTo: ' Una, reception ' }), hubRules)
      .then({ type: 'PassedBack', ...by(nadia, later(40)), offer: { ...offer, spokenTo: 'Una, reception' } });
    for (const priority of ['routine', 'urgent'] as const)
      expect(given(arrived({ priority }), claimedBy(nadia)).when(passBack(), hubRules).decision).toHaveProperty('events');
  });
});

describe('a receiver who closes before it can be done', () => {
  const thursday = '2026-11-26T08:00:00.000Z';
  it('needs half an hour of its own working time', () => {
    expect(receiverNeedsMinutes).toBe(30);
  });
  /** Wednesday unless it says otherwise; the practice works Monday to Friday 08:00 to 18:30. `opens`: what the sender reads. */
  it.each<[string, string, string, string | 'sent']>([
    ['open all day', '2026-11-25 10:00', '2026-11-25 12:00', 'sent'],
    ['at the minute it opens', '2026-11-25 08:00', '2026-11-25 08:30', 'sent'],
    ['a minute before it opens', '2026-11-25 07:59', '2026-11-25 12:00', '2026-11-25T08:00:00.000Z'],
    ['with exactly half an hour left today', '2026-11-25 18:00', '2026-11-25 18:30', 'sent'],
    ['with half an hour, but wanted a minute earlier', '2026-11-25 18:00', '2026-11-25 18:29', thursday],
    ['with twenty-nine minutes left, wanted tonight', '2026-11-25 18:01', '2026-11-25 20:00', thursday],
    ['with twenty-nine minutes left, wanted when the thirtieth has passed', '2026-11-25 18:01', '2026-11-26 08:01', 'sent'],
    ['with twenty-nine minutes left, wanted a minute before', '2026-11-25 18:01', '2026-11-26 08:00', thursday],
    ['in its closing minute, wanted tomorrow', '2026-11-25 18:30', '2026-11-26 12:00', 'sent'],
    ['a minute after closing, though wanted tomorrow', '2026-11-25 18:31', '2026-11-26 12:00', thursday],
    ['on Saturday', '2026-11-28 10:00', '2026-11-30 12:00', '2026-11-30T08:00:00.000Z'],
    ['late before Christmas, a weekend and a bank holiday', '2026-12-24 18:10', '2026-12-28 12:00', '2026-12-29T08:00:00.000Z'],
    ['on a bank holiday', '2026-12-28 10:00', '2026-12-29 12:00', '2026-12-29T08:00:00.000Z'],
  ])('%s', (_, now, wanted, opens) => {
    const asked = given(...mine).when(passBack({ wantedBy: at(wanted) }, { at: at(now) }), hubRules);
    if (opens === 'sent') expect(asked.decision).toHaveProperty('events');
    else asked.thenRefused({ why: 'receiverCloses', receiver: ashgrove, opens });
    // Whoever has read so may send it all the same.
    const knowingly = given(...mine).when(passBack({ wantedBy: at(wanted), knowingly: true }, { at: at(now) }), hubRules);
    expect(knowingly.decision).toHaveProperty('events');
  });
  it('is asked about when it is the hub, too', () => {
    const theirs = [atPractice(), claimedBy(tomas)];
    const toHub = { ...usual, answers: hub, wantedBy: at('2026-11-25 22:00') };
    given(...theirs)
      .when(press(tomas, 'passBack', toHub, { at: at('2026-11-25 20:00') }), hubRules)
      .thenRefused({ why: 'receiverCloses', receiver: hub, opens: thursday });
  });
  it('that never opens says that it never does', () => {
    const surgery = hubNetwork.practices[ashgrove];
    const shut = surgery ? inNetwork({ practices: { ...hubNetwork.practices, [ashgrove]: { ...surgery, hours: neverOpen } } }) : hubRules;
    given(...mine)
      .when(passBack(), shut)
      .thenRefused({ why: 'receiverCloses', receiver: ashgrove, opens: undefined });
  });
});

describe('what is offered', () => {
  const offered = [...mine, passedBack(nadia, hub, ashgrove)] as const;

  it('accepted, is the practice\u2019s under that contract, and whoever offered it is told', () => {
    given(...offered)
      .when(press(una, 'accept', {}, { revision: 3 }), hubRules)
      .then({ type: 'Accepted', ...by(una, later(40)) });
    const state = stateAfter(...offered, accepted(una));
    expect(state).toMatchObject({ status: 'waiting', holder: ashgrove, crossings: 1, contract: offerOf(nadia, hub, ashgrove, later(16)) });
    expect(notices(...offered, accepted(una))).toEqual([
      { to: chatOf(nadia.id), class: 1, what: 'accepted' },
      // Said only where nobody at the practice may claim it.
      { to: channelOf(hub), class: 0, what: 'nobodyThere' },
    ]);
    // Ten minutes before we had it, and eighteen until it was accepted.
    expect(sharesOf(state, later(130))).toEqual([
      { organisation: hub, ms: 28 * 60_000 },
      { organisation: ashgrove, ms: 112 * 60_000 },
    ]);
  });
  it('keeps its contract through claim, release and hand-over', () => {
    const contract = offerOf(nadia, hub, ashgrove, later(16));
    const claimed = [...offered, accepted(una), claimedBy(tomas, later(19))] as const;
    expect(stateAfter(...claimed)).toMatchObject({ status: 'claimed', contract });
    expect(stateAfter(...claimed, { type: 'Released', ...by(tomas, later(20)), reason: 'noTime' })).toMatchObject({ contract });
    const handed: EConsultEvent = { type: 'HandedOver', ...by(tomas, later(20)), to: personOf(practiceColleague), text: 'Rang twice' };
    expect(stateAfter(...claimed, handed)).toMatchObject({
      status: 'waiting',
      contract,
      assigned: { to: { person: personOf(practiceColleague) } },
      note: { by: personOf(tomas), text: 'Rang twice' },
    });
  });
  it('declined, is back with whoever offered it, who is told why by the card', () => {
    given(...offered)
      .when(press(una, 'decline', { reason: 'noCapacity', words: say('Nobody in until Friday') }, { revision: 3 }), hubRules)
      .then({ type: 'Declined', ...by(una, later(40)), reason: 'noCapacity', list: 2, text: 'Nobody in until Friday' });
    const state = stateAfter(...offered, declined(una, later(18), 'Nobody in until Friday'));
    expect(state).toMatchObject({
      status: 'waiting',
      holder: hub,
      crossings: 2,
      assigned: { to: { person: personOf(nadia) } },
      declined: { by: personOf(una), at: later(18), from: ashgrove, reason: 'noCapacity', text: 'Nobody in until Friday' },
      heldSince: later(-10),
    });
    expect(notices(...offered, declined(una))).toEqual([{ to: chatOf(nadia.id), class: 0, what: 'declined' }]);
  });
  it('why it was declined stands for whoever takes it up, until it goes anywhere else or is over', () => {
    const back = [...offered, declined(una, later(18), 'Nobody in until Friday'), claimedBy(nadia, later(20))] as const;
    expect(stateAfter(...back).declined).toMatchObject({ reason: 'noCapacity', text: 'Nobody in until Friday' });
    expect(stateAfter(...back, completed(nadia)).declined).toBeUndefined();
    expect(stateAfter(...back, settledAt(ashgrove, nadia)).declined).toBeUndefined();
    expect(stateAfter(...back, { type: 'Released', ...by(nadia, later(22)), reason: 'noTime' }).declined).toBeDefined();
  });
  it('declined for another reason needs it in words', () => {
    given(...offered)
      .when(press(una, 'decline', { reason: 'other' }), hubRules)
      .thenRefused({ why: 'wordsMissing' });
    given(...offered)
      .when(press(una, 'decline', { reason: 'other', words: say('call 07700 900123') }), hubRules)
      .thenRefused({ why: 'personalWords', found: ['telephone'] });
  });
  it('asked about, stays offered; the answer goes back and nothing moves', () => {
    given(...offered)
      .when(press(una, 'ask', { words: say('Which knee?') }), hubRules)
      .then({ type: 'QuestionAsked', ...by(una, later(40)), from: ashgrove, to: hub, text: 'Which knee?' });
    const question = questionTo(una, ashgrove, hub, later(17));
    const answer: EConsultEvent = { type: 'QuestionAnswered', ...by(colleague, later(18)), text: 'The left' };
    given(...offered, question)
      .when(press(colleague, 'answer', { words: say('The left') }), hubRules)
      .then({ ...answer, at: later(40) });
    expect(stateAfter(...offered, question, answer)).toMatchObject({ status: 'offered', holder: hub, crossings: 1, heldSince: later(-10) });
    expect(notices(...offered, question)).toEqual([{ to: channelOf(hub), class: 0, what: 'question' }]);
    expect(notices(...offered, question, answer)).toEqual([
      { to: channelOf(ashgrove), class: 0, what: 'answered' },
      { to: chatOf(una.id), class: 1, what: 'answered' },
    ]);
    // One question at a time: the next only when this one is answered.
    given(...offered, question)
      .when(press(nadia, 'ask', { words: say('Free today?') }), hubRules)
      .thenRefused({ why: 'questionOpen' });
    expect(given(...offered, question, answer).when(press(nadia, 'ask', { words: say('Free today?') }), hubRules).decision).toHaveProperty(
      'events',
    );
  });
  it.each(['accept', 'decline'] as const)('is not to %s from a card that has changed', (verb) => {
    const command = verb === 'accept' ? press(una, verb, {}, { revision: 2 }) : press(una, verb, { reason: 'noCapacity' }, { revision: 2 });
    given(...offered)
      .when(command, hubRules)
      .thenRefused({ why: 'stale' });
  });
  it('is over for both when the sender takes it back: nobody has it who could decide', () => {
    const state = stateAfter(...offered, { type: 'Withdrawn', at: later(20), reason: 'revoked' });
    expect(state).toMatchObject({ status: 'completed', outcome: 'withdrawn', completedBy: undefined, shownIn: [hub, ashgrove] });
  });
});

describe('every line that is written', () => {
  const asked = questionTo(nadia, hub, ashgrove);
  const cases = [
    ['a question', [arrived()], nadia, 'ask', true],
    ['an answer', [arrived(), asked], una, 'answer', true],
    ['a line to the hub', [atPractice()], una, 'sendToHub', false],
    ['a line of who settles', [...toAndFro], petra, 'settle', false],
  ] as const;
  it.each(cases)('%s, holds no patient\u2019s details and is a line', (_, history, who, verb, needed) => {
    const write = (text: string) => {
      const command = verb === 'settle' ? press(who, verb, { to: ashgrove, words: say(text) }) : press(who, verb, { words: say(text) });
      return given(...history).when(command, hubRules);
    };
    write('NHS no. 943 476 5919').thenRefused({ why: 'personalWords', found: ['nhsNumber'] });
    write('x'.repeat(noteCharactersMax + 1)).thenRefused({ why: 'wordsTooLong', charactersMax: noteCharactersMax });
    if (needed) write('  ').thenRefused({ why: 'wordsMissing' });
    else expect(write('  ').decision).toMatchObject({ events: [{ text: undefined }] });
    expect(write(' Can she come at 3? ').decision).toMatchObject({ events: [{ text: 'Can she come at 3?' }] });
  });
});

describe('after two crossings', () => {
  it('nothing is passed, sent or pulled any more: the clinical lead is asked', () => {
    expect(crossingsMax).toBe(2);
    given(...toAndFro, claimedBy(nadia, later(20)))
      .when(passBack(), hubRules)
      .thenRefused(lead);
    // A practice-first one that the hub has declined has crossed exactly twice.
    const twice = [atPractice(), claimedBy(tomas), passedBack(tomas, ashgrove, hub), declined(nadia)] as const;
    expect(stateAfter(...twice)).toMatchObject({ crossings: 2, holder: ashgrove, status: 'waiting' });
    for (const command of [press(nadia, 'pull', {}), press(una, 'sendToHub', {})])
      given(...twice)
        .when(command, hubRules)
        .thenRefused(lead);
    // Accepted by the practice, passed back by it and declined by the hub: three, and there it ends.
    const thrice = [
      ...underContract,
      claimedBy(tomas, later(19)),
      passedBack(tomas, ashgrove, hub, later(20)),
      declined(nadia, later(21)),
    ] as const;
    expect(stateAfter(...thrice)).toMatchObject({ crossings: 3, holder: ashgrove });
    given(...thrice)
      .when(press(una, 'sendToHub', {}), hubRules)
      .thenRefused(lead);
    given(...thrice)
      .when(press(nadia, 'pull', {}), hubRules)
      .thenRefused(lead);
  });
  it('the clinical lead settles it, and both sides are told', () => {
    const words = say('Ashgrove sees her today');
    given(...toAndFro)
      .when(press(petra, 'settle', { to: ashgrove, words }, { revision: 4 }), hubRules)
      .then({ type: 'Settled', ...by(petra, later(40)), to: ashgrove, text: 'Ashgrove sees her today', from: undefined });
    const settled = [...toAndFro, settledAt(ashgrove)] as const;
    const inWords: EConsultEvent = {
      type: 'Settled',
      ...by(petra, later(24)),
      to: ashgrove,
      text: 'Ashgrove sees her today',
      from: undefined,
    };
    expect(stateAfter(...toAndFro, inWords).note).toEqual({ by: personOf(petra), at: later(24), text: 'Ashgrove sees her today' });
    expect(stateAfter(...toAndFro, claimedBy(nadia, later(20)), { ...inWords, to: hub }).note?.text).toBe('Ashgrove sees her today');
    expect(stateAfter(...settled)).toMatchObject({
      status: 'waiting',
      holder: ashgrove,
      // It was the offering clinician\u2019s to take up again; that was of the hub.
      assigned: undefined,
      settled: { by: personOf(petra), to: ashgrove, at: later(24) },
    });
    expect(notices(...settled)).toEqual([
      { to: channelOf(hub), class: 0, what: 'settled' },
      { to: channelOf(ashgrove), class: 0, what: 'settled' },
      { to: channelOf(hub), class: 0, what: 'nobodyThere' },
    ]);
  });
  it('whoever has claimed it is told when it goes, and keeps it when it stays', () => {
    const claimed = [...toAndFro, claimedBy(nadia, later(20))] as const;
    given(...claimed)
      .when(press(petra, 'settle', { to: ashgrove }), hubRules)
      .then({ type: 'Settled', ...by(petra, later(40)), to: ashgrove, text: undefined, from: personOf(nadia) });
    expect(notices(...claimed, settledAt(ashgrove, nadia))).toContainEqual({ to: chatOf(nadia.id), class: 0, what: 'settled' });
    given(...claimed)
      .when(press(petra, 'settle', { to: hub }), hubRules)
      .then({ type: 'Settled', ...by(petra, later(40)), to: hub, text: undefined, from: undefined });
    expect(stateAfter(...claimed, settledAt(hub))).toMatchObject({ status: 'claimed', claimant: personOf(nadia), settled: { to: hub } });
  });
  it('once is once: it stays there until it is answered', () => {
    const settled = [...toAndFro, settledAt(ashgrove)] as const;
    const already = { why: 'settledAlready', by: personOf(petra), at: later(24), to: ashgrove } as const;
    given(...settled)
      .when(press(petra, 'settle', { to: hub }), hubRules)
      .thenRefused(already);
    given(...settled, claimedBy(tomas, later(26)))
      .when(press(tomas, 'passBack', { ...usual, answers: hub }), hubRules)
      .thenRefused(already);
    given(...settled)
      .when(press(una, 'sendToHub', {}), hubRules)
      .thenRefused(already);
    given(...settled)
      .when(press(nadia, 'pull', {}), hubRules)
      .thenRefused({ why: 'practiceHasIt' });
  });
  it('it is settled between these two and nobody else', () => {
    given(...toAndFro)
      .when(press(petra, 'settle', { to: 'T90102' }), hubRules)
      .thenRefused({ why: 'practiceUnknown', practice: 'T90102' });
    given(...toAndFro)
      .when(press(petra, 'settle', { to: ashgrove }, { revision: 3 }), hubRules)
      .thenRefused({ why: 'stale' });
    given(arrived(), claimedBy(colleague), passedBack(colleague, hub, ashgrove))
      .when(press(petra, 'settle', { to: ashgrove }), hubRules)
      .thenRefused({ why: 'nothingToSettle' });
  });
});

describe('a practice that sees its own first', () => {
  it('sends one on to the hub, with a line if it likes', () => {
    given(atPractice())
      .when(press(una, 'sendToHub', { words: say('Needs a prescriber') }, { revision: 1 }), hubRules)
      .then({ type: 'SentToHub', ...by(una, later(40)), text: 'Needs a prescriber' });
    const assigned: EConsultEvent = { type: 'Assigned', ...by(una, later(5)), to: { person: personOf(tomas) } };
    const sent: EConsultEvent = { type: 'SentToHub', ...by(una, later(20)), text: 'Needs a prescriber' };
    const state = stateAfter(atPractice(), assigned, sent);
    expect(state).toMatchObject({
      status: 'waiting',
      holder: hub,
      crossings: 1,
      note: { text: 'Needs a prescriber' },
      assigned: undefined,
      shownIn: [ashgrove, hub],
      shares: { [ashgrove]: 30 * 60_000 },
    });
    // For the hub it is an arrival, urgent at that.
    expect(react(sent, state)).toEqual([
      { to: channelOf(ashgrove), class: 0, what: 'card' },
      { to: channelOf(hub), class: 0, what: 'card' },
    ]);
    given(atPractice())
      .when(press(una, 'sendToHub', {}, { revision: 0 }), hubRules)
      .thenRefused({ why: 'stale' });
  });
  it('sends on what its own clinician has claimed only by that clinician', () => {
    const theirs = [atPractice(), claimedBy(tomas)];
    given(...theirs)
      .when(press(una, 'sendToHub', {}), hubRules)
      .thenRefused({ why: 'claimedByOther', by: personOf(tomas), at: later(14) });
    expect(given(...theirs).when(press(tomas, 'sendToHub', {}), hubRules).decision).toHaveProperty('events');
  });
  it('has one pulled by a clinician of the hub, whose it is at once', () => {
    given(atPractice())
      .when(press(nadia, 'pull', {}, { revision: 1 }), hubRules)
      .then({ type: 'Pulled', ...by(nadia, later(40)) });
    expect(stateAfter(atPractice(), { type: 'Pulled', ...by(nadia, later(20)) })).toMatchObject({
      status: 'claimed',
      claimant: personOf(nadia),
      claimedAt: later(20),
      holder: hub,
      crossings: 1,
      contract: undefined,
      shares: { [ashgrove]: 30 * 60_000 },
    });
    given(atPractice())
      .when(press(nadia, 'pull', {}, { revision: 0 }), hubRules)
      .thenRefused({ why: 'stale' });
  });
  it('passes back what it took on by contract, and does not just send it on', () => {
    given(...underContract)
      .when(press(una, 'sendToHub', {}), hubRules)
      .thenRefused({ why: 'practiceHasIt' });
    const decision = given(...underContract, claimedBy(tomas, later(19))).when(
      press(tomas, 'passBack', { ...usual, answers: hub }),
      hubRules,
    ).decision;
    expect(decision).toMatchObject({ events: [{ type: 'PassedBack', offer: { from: ashgrove, to: hub, answers: hub } }] });
  });
});

it('an unplaced one has no other side', () => {
  given(arrived(unplacedFacts))
    .when(press(nadia, 'ask', { words: say('Whose is it?') }), hubRules)
    .thenRefused({ why: 'unplaced' });
});

it('taken back while it was given to somebody, it is nobody\u2019s to do any more', () => {
  const assigned: EConsultEvent = { type: 'Assigned', ...by(petra, later(5)), to: { person: personOf(nadia) } };
  expect(stateAfter(arrived(), assigned, { type: 'Withdrawn', at: later(20), reason: 'revoked' })).toMatchObject({
    status: 'completed',
    assigned: undefined,
  });
});

it('the time it is closed is nobody\u2019s, and everything else somebody\u2019s', () => {
  const closed = [
    ...underContract,
    claimedBy(practiceColleague, later(20)),
    completed(practiceColleague, 'answered', 'message', later(60)),
  ];
  const split = [
    { organisation: hub, ms: 28 * 60_000 },
    { organisation: ashgrove, ms: 42 * 60_000 },
  ];
  expect(sharesOf(stateAfter(...closed), later(500))).toEqual(split);
  const again = stateAfter(...closed, { type: 'Reopened', ...by(una, later(500)), reason: 'patientCameBack' });
  expect(sharesOf(again, later(510))).toEqual([split[0], { organisation: ashgrove, ms: 52 * 60_000 }]);
});

it('a sender whose clock is ahead of ours gives nobody less than nothing', () => {
  const early = [arrived({ submittedAt: later(4) })] as const;
  expect(sharesOf(stateAfter(...early), later(1))).toEqual([{ organisation: hub, ms: 0 }]);
  const moved = [...early, { type: 'Placed', ...by(petra, later(1)), practice: 'T90102', holder: 'T90102' }] as const;
  expect(sharesOf(stateAfter(...moved), later(10))).toEqual([
    { organisation: hub, ms: 0 },
    { organisation: 'T90102', ms: 6 * 60_000 },
  ]);
});

describe('an offer taken back', () => {
  const offered = [arrived(), claimedBy(nadia), passedBack(nadia, hub, ashgrove)] as const;
  const taken = (who: Person, to: string): EConsultEvent => ({ type: 'TakenBack', ...by(who, later(40)), to });
  it('is again with whoever takes it back: it has not crossed, and the other side is told', () => {
    given(...offered)
      .when(press(nadia, 'takeBack', {}, { revision: 3 }), hubRules)
      .then(taken(nadia, ashgrove));
    const state = stateAfter(...offered, taken(nadia, ashgrove));
    expect(state).toMatchObject({ status: 'claimed', claimant: personOf(nadia), holder: hub, crossings: 0, claimedAt: later(40) });
    expect(notices(...offered, taken(nadia, ashgrove))).toEqual([{ to: channelOf(ashgrove), class: 0, what: 'takenBack' }]);
  });
  it('from practice to hub is the practice\u2019s again, under the contract that it had', () => {
    const theirs = [...underContract, claimedBy(tomas, later(19)), passedBack(tomas, ashgrove, hub, later(20))] as const;
    given(...theirs)
      .when(press(tomas, 'takeBack', {}), hubRules)
      .then(taken(tomas, hub));
    expect(stateAfter(...theirs, taken(tomas, hub))).toMatchObject({
      status: 'claimed',
      claimant: personOf(tomas),
      holder: ashgrove,
      crossings: 1,
      contract: { to: ashgrove },
    });
  });
  it('can be taken back by a colleague who could have claimed it, and by nobody else', () => {
    given(...offered)
      .when(press(colleague, 'takeBack', {}), hubRules)
      .then(taken(colleague, ashgrove));
    expect(decide(press(tomas, 'takeBack', {}), stateAfter(...offered), hubRules)).toMatchObject({ refusal: { why: 'roleLacks' } });
  });
  it('cannot be once it is accepted, or pressed on an old card', () => {
    given(...offered, accepted(una))
      .when(press(nadia, 'takeBack', {}), hubRules)
      .thenRefused({ why: 'notOffered' });
    given(...offered)
      .when(press(nadia, 'takeBack', {}, { revision: 2 }), hubRules)
      .thenRefused({ why: 'stale' });
  });
});

describe('an answer', () => {
  const first = [arrived(), questionTo(nadia, hub, ashgrove, later(15))] as const;
  const second: readonly EConsultEvent[] = [
    ...first,
    { type: 'QuestionAnswered', ...by(una, later(17)), text: 'Yes' },
    questionTo(nadia, hub, ashgrove, later(18)),
  ];
  it('is for the question that was read: another one asked since is not answered by it', () => {
    const answer = (question: string) => press(tomas, 'answer', { words: say('Yes'), question });
    given(...second)
      .when(answer(later(15)), hubRules)
      .thenRefused({ why: 'questionChanged' });
    given(...second)
      .when(answer(later(18)), hubRules)
      .then({ type: 'QuestionAnswered', ...by(tomas, later(40)), text: 'Yes' });
  });
});

describe('a practice where nobody may claim it', () => {
  const { [tomas.id]: _, [practiceColleague.id]: __, ...office } = hubNetwork.staff;
  const without = inNetwork({ staff: office });
  const ask = { ...usual, answers: ashgrove };
  it('is not passed to by somebody who has not read so', () => {
    given(arrived(), claimedBy(nadia))
      .when(press(nadia, 'passBack', { ...ask, knowingly: false }), without)
      .thenRefused({ why: 'receiverCannot', receiver: ashgrove, kind: 'clinical' });
    expect(decide(press(nadia, 'passBack', { ...ask, knowingly: true }), stateAfter(arrived(), claimedBy(nadia)), without)).toHaveProperty(
      'events',
    );
  });
  it('has what its own office may answer passed to it like any other', () => {
    const admin = [arrived({ kind: 'admin' }), claimedBy(nadia)] as const;
    expect(decide(press(nadia, 'passBack', { ...ask, knowingly: false }), stateAfter(...admin), without)).toHaveProperty('events');
  });
  it.each([
    ['under contract', underContract],
    ['given to it by the clinical lead', [...toAndFro, settledAt(ashgrove)]],
  ] as const)('lets go of it, %s: its office sends it on, the hub takes it', (_name, events) => {
    const state = stateAfter(...events);
    expect(decide(press(una, 'sendToHub', {}), state, without)).toHaveProperty('events');
    expect(decide(press(nadia, 'pull', {}), state, without)).toHaveProperty('events');
    expect(decide(press(nadia, 'pull', {}), state, hubRules)).toHaveProperty('refusal');
  });
});
