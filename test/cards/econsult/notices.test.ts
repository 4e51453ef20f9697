// Notices: each says what is so when it is sent, names whom it is for, and is silent once it is no longer so.

import { describe, expect, it } from 'vitest';
import { noticeWords } from '../../../src/cards/econsult/notices.ts';
import { type NoticeName, noticeNames } from '../../../src/domain/econsult/react.ts';
import type { ClockWarning, EConsult } from '../../../src/domain/econsult/state.ts';
import { theClock } from '../../../src/domain/network/ladder.ts';
import { later } from '../../given.ts';
import { dalia, ewan, network } from '../../people.ts';
import { text } from '../examples.ts';
import { states } from '../states.ts';

const now = later(45);
const warned = (it: EConsult, warning: ClockWarning): EConsult => ({ ...it, told: [warning] });

type Told = {
  readonly [Name in NoticeName]: { readonly so: readonly EConsult[]; readonly over: readonly EConsult[]; readonly says: RegExp };
};
/** When each is sent, when there is nothing to say any more, and what it must tell. The compiler asks for the missing one. */
const told: Told = {
  disasterAsks: { so: [states.claimantAsked], over: [states.waiting, states.claimed, states.completed], says: /Do you go on with it/ },
  unplaced: { so: [states.unplaced, states.unnamed], over: [states.atPractice, states.waiting, states.withdrawn], says: /press Place/ },
  redFlagCame: {
    so: [states.redFlag],
    over: [states.claimed, states.escalated, states.completed],
    says: /RED FLAG K7M-4QX has come from .+\. Please claim it( by \d\d:\d\d| now); (answer due|its limit)/,
  },
  conflictingCopy: { so: [states.doubtful], over: [], says: /Nothing was overwritten/ },
  takenOver: { so: [states.claimed, states.released], over: [], says: /need do nothing more/ },
  withdrawn: { so: [states.takenBack], over: [states.claimed, states.completedSilently, states.waiting], says: /yours to decide/ },
  offered: {
    so: [states.offered, states.offeredAsked],
    over: [states.accepted, states.declined, states.completedByPractice],
    says: /accept it, decline it or ask/,
  },
  accepted: { so: [states.accepted, states.acceptedClaimed], over: [states.offered, states.completedByPractice], says: /theirs now/ },
  declined: { so: [states.declined], over: [states.toSettle, states.offered, states.completed], says: /declined and is back.*says why/ },
  takenBack: {
    so: [states.offerTakenBack, states.declined],
    over: [states.offered, states.completed],
    says: /taken back|Dr Amara Osei took K7M-4QX back/,
  },
  nobodyThere: {
    so: [states.atPractice],
    over: [states.waiting, states.accepted, states.offered, states.completed],
    says: /nobody at Millbrook Practice is set up who may claim this \(clinical\)\. Please press \u201cTake to the hub\u201d/,
  },
  question: {
    so: [states.asked, states.offeredAsked],
    over: [states.offeredAnswered, states.claimed, states.completed],
    says: /press Answer/,
  },
  answered: { so: [states.offeredAnswered], over: [states.asked, states.claimed], says: /was answered/ },
  settled: { so: [states.settled], over: [states.toSettle], says: /Dr Farah Lind settled that Larkfield Surgery has/ },
  assigned: { so: [states.assigned, states.declined], over: [states.claimed, states.completed], says: /claim it in its channel/ },
  handedOver: { so: [states.handedOver], over: [states.claimed, states.completed], says: /handed over to you.*claim it/ },
  raised: {
    so: [states.redFlag, states.doubtful],
    over: [states.waiting, states.completed],
    says: /^(.*: )?(RED FLAG|Urgent) K7M-4QX: its priority was raised; (answer due|its limit) .+\./,
  },
  escalated: {
    so: [states.escalated, states.escalatedSecond, states.escalatedThird, states.escalatedTelephone, states.escalatedNobody],
    over: [states.acknowledged, states.claimed, states.completed],
    says: /I have seen it|ring 01632 960000 now/,
  },
  escalatedToYou: {
    so: [states.escalated, states.escalatedSecond],
    over: [states.acknowledged, states.claimed, states.completed],
    says: /escalated to you by Dr Amara Osei: I am worried about the patient.*write \u201cseen K7M-4QX\u201d/,
  },
  acknowledged: { so: [states.acknowledged], over: [states.escalated, states.claimed], says: /Dalia Moreno has seen/ },
  wrongPatient: { so: [states.wrongPatient], over: [states.claimed, states.completed], says: /confirm whose it is/ },
  warned: {
    so: [warned(states.waiting, 'firstLook'), warned(states.claimed, 'target'), warned(states.offered, 'limitWarning')],
    over: [states.waiting, warned(states.completed, 'limit')],
    says: /K7M-4QX (unclaimed for 45 min|is past its target|is close to its limit)\. .*(Answer due|Its limit) /,
  },
  warnedElsewhere: {
    so: [warned(states.atPractice, 'limitWarning'), warned(states.acceptedClaimed, 'limit')],
    over: [states.atPractice, warned(states.completed, 'limit')],
    says: /K7M-4QX (is close to its limit|reaches its limit before we reopen|is past its limit)\. .*(Answer due|Its limit) .*Please ring (Larkfield Surgery|Millbrook Practice), or write \u201cfind K7M-4QX\u201d/,
  },
  offerWaits: { so: [states.offered], over: [states.accepted, states.completed], says: /accept it, decline it or ask/ },
  questionWaits: { so: [states.asked], over: [states.offeredAnswered, states.claimed, states.completed], says: /please answer it; / },
  questionStillWaits: { so: [states.asked], over: [states.offeredAnswered, states.claimed, states.completed], says: /has not answered/ },
  claimQuiet: {
    so: [states.claimed],
    over: [states.waiting, states.completed],
    says: /K7M-4QX: you have had it for .+ min; .+ Are you still working on this\? Please keep it/,
  },
  claimStillQuiet: {
    so: [states.claimed],
    over: [states.waiting, states.completed],
    says: /K7M-4QX: .+ has had it for .+ and has not said/,
  },
  taskCameBack: {
    so: [states.taskDeclined, states.taskLate],
    over: [states.tasksOpen, states.taskDone, states.completed],
    says: /K7M-4QX was completed, but what was asked because of it is not done: T-AAA-AAA .+(DECLINED|LATE, accepted)/,
  },
  holdRanOut: { so: [states.claimed], over: [states.waiting, states.completed], says: /is over\. It is yours/ },
};
const people = [dalia, ewan];
/** These go to one person's own chat: whom they are for need not be named. */
const personal: readonly NoticeName[] = ['takenOver', 'withdrawn', 'questionStillWaits', 'claimQuiet', 'holdRanOut', 'warnedElsewhere'];

/** They ask for nothing, so they must not alarm anybody. */
const nothingToDo: readonly NoticeName[] = ['takenOver', 'takenBack', 'accepted', 'acknowledged', 'settled'];

describe.each(noticeNames)('%s', (what) => {
  const { so, over, says } = told[what];
  it('says what is so, by its reference, and mentions whom it is for', () => {
    for (const it of so) {
      const notice = noticeWords(what, it, network, people, now);
      expect(notice?.text).toMatch(says);
      expect(notice?.text).toContain('K7M-4QX');
      expect(notice?.summary).toMatch(/^(RED FLAG |Urgent )?K7M-4QX.{10,}/);
      if (!personal.includes(what)) expect(notice?.text).toMatch(/^<at>Dalia Moreno<\/at>, <at>Ewan Frith<\/at>: /);
      expect(noticeWords(what, it, network, [], now)?.text).not.toContain('<at>');
      expect(noticeWords(what, it, network, [], now)?.text).toMatch(says);
    }
  });
  it.skipIf(nothingToDo.includes(what))('begins with RED FLAG where it is one', () => {
    for (const it of so) {
      const notice = noticeWords(what, { ...it, priority: 'redFlag' }, network, people, now);
      expect(notice?.text.replace(/^<at>.*<\/at>: /, '')).toMatch(/^RED FLAG K7M-4QX/);
      expect(notice?.summary).toMatch(/^RED FLAG K7M-4QX/);
    }
  });
  it('is silent once it is no longer so', () => {
    for (const it of over) expect(noticeWords(what, it, network, people, now)).toBeUndefined();
  });
  it('says nothing of the patient, whatever the state, and its summary nothing that anybody wrote', () => {
    const secret = (JSON.stringify(text).match(/[A-Za-z]{5,}/g) ?? []).filter((word) => /asha|cough|chest|omar|bengali/i.test(word));
    expect(secret.length).toBeGreaterThan(3);
    for (const it of Object.values(states)) {
      const notice = noticeWords(what, it, network, people, now);
      for (const word of secret) expect(notice?.text ?? '').not.toContain(word);
      expect(notice?.text ?? '').not.toMatch(/undefined|\[object|40 to 64|Breathing/);
      expect(notice?.summary ?? '').not.toMatch(/undefined|tomorrow|examine|Photo/);
    }
  });
});

it('what the clock does is said in the middle of a sentence as such', () => {
  const { escalation } = states.escalated;
  const it = { ...states.escalated, escalation: escalation && { ...escalation, by: theClock } };
  expect(noticeWords('escalatedToYou', it, network, [], now)?.text).toContain('is escalated to you by the clock:');
});

it('late and looked at by nobody, both are said; once somebody has looked only that it is late', () => {
  const told: readonly ClockWarning[] = ['firstLook', 'target', 'unclaimedAdministrator'];
  const says = (it: EConsult) => noticeWords('warned', { ...it, told }, network, [], now)?.text;
  expect(says(states.waiting)).toMatch(
    /^K7M-4QX is past its target, and still unclaimed for 45 min\. Please claim it now\. (Answer due|Its limit is) /,
  );
  expect(says(states.claimed)).toMatch(/^K7M-4QX is past its target\. Dr Amara Osei has it\./);
  expect(noticeWords('warned', { ...states.claimed, told: ['firstLook'] }, network, [], now)).toBeUndefined();
});

it('a limit says whether it has come, and a red flag is named as one', () => {
  const it = warned(states.redFlag, 'limit');
  const says = (at: string) => noticeWords('warned', it, network, [], at)?.text;
  expect(says(it.deadlines.limit)).toMatch(/^RED FLAG K7M-4QX is past its limit\. .* Its limit was /);
  expect(says(now)).toMatch(/^RED FLAG K7M-4QX reaches its limit before we reopen\./);
});

it('what nobody has placed yet cannot be claimed, and its warning does not ask for that', () => {
  const { text: said } = noticeWords('warned', warned(states.unplaced, 'target'), network, [], now) ?? { text: '' };
  expect(said).toContain('pressed Place on its card');
  expect(said).not.toContain('please claim it');
});

it('an escalation that nobody answers ends with a number to ring, and says who is not there', () => {
  expect(noticeWords('escalated', states.escalatedTelephone, network, [], now)?.text).toMatch(
    /^K7M-4QX: nobody on the ladder has answered.*ring 01632 960000/,
  );
  expect(noticeWords('escalated', states.escalatedEmptyRung, network, people, now)?.text).toContain('Nobody is set up as duty clinician.');
  expect(noticeWords('escalated', states.escalatedNobody, network, [], now)?.text).toContain(
    'Nobody is set up as duty clinician or hub lead or clinical lead.',
  );
});
