// Receiving: where a submission goes, which clock it runs by, and what a second delivery changes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Receive } from '../../../src/domain/econsult/command.ts';
import { decideReceive, submittedAgoDaysMax, submittedAheadMinutesMax } from '../../../src/domain/econsult/receive.ts';
import type { EConsultRules } from '../../../src/domain/econsult/refusals.ts';
import type { Submission } from '../../../src/domain/econsult/submission.ts';
import { theClock } from '../../../src/domain/network/ladder.ts';
import { type Kind, type Priority, personOf } from '../../../src/domain/terms.ts';
import { freezeDeadlines } from '../../../src/domain/time/deadlines.ts';
import {
  claimed,
  completed,
  facts,
  given,
  id,
  later,
  received,
  receivedAt,
  stateAfter,
  unplacedFacts,
  usualSubmission,
} from '../../given.ts';
import { amara, dalia, farah, larkfield, millbrook, network, north, overthere, quayside, rules, sender } from '../../people.ts';

const submission: Omit<Submission, 'text'> = {
  ...usualSubmission,
  practiceCode: larkfield,
  submittedAt: later(-10),
};
const receive = (more: Partial<typeof submission> = {}, asked: Partial<Receive> = {}): Receive => ({
  type: 'receive',
  hub: north,
  id,
  operation: 'operation-1',
  at: receivedAt,
  by: sender,
  caller: 'maker',
  submission: { ...submission, ...more },
  ...asked,
});
const without = (name: keyof typeof submission): Receive => {
  const { [name]: _, ...rest } = submission;
  return { ...receive(), submission: rest as typeof submission };
};
/** The facts of what was received; throws when it was refused. */
const factsOf = (command: Receive) => {
  const { decision } = given().when(command);
  if (!('events' in decision)) throw new Error(`refused: ${decision.refusal.why}`);
  const [event] = decision.events;
  if (event?.type !== 'Received') throw new Error('not received');
  return event.facts;
};

describe('a new submission', () => {
  it('is received once, with every fact a card shows and deadlines frozen', () => {
    given()
      .when(receive())
      .then({ ...received({ unopened: true }), because: 'hubFirst' });
  });

  it('carries what the sender said about the patient without changing it', () => {
    const said = {
      kind: 'clinicalAdmin',
      priority: 'redFlag',
      topic: 'Breathing',
      ageBand: 'under 1',
      byProxy: true,
      interpreterNeeded: true,
      identity: 'notFound',
      nhsNumber: 'invalid',
      noticed: ['severalNhsNumbers', 'deceased'],
      flaggedAnswers: 3,
    } as const;
    const { interpreterNeeded, ...same } = said;
    expect(factsOf(receive(said))).toMatchObject({ ...same, interpreter: interpreterNeeded });
  });

  it.each<[Kind, string, string]>([
    ['clinical', larkfield, north],
    ['admin', larkfield, larkfield],
    ['clinicalAdmin', larkfield, north],
    ['clinical', millbrook, millbrook],
    ['admin', millbrook, millbrook],
    ['admin', quayside, north],
  ])('of kind %s for %s goes first to %s, whose channel alone shows it', (kind, practice, holder) => {
    const got = factsOf(receive({ kind, practiceCode: practice }));
    expect(got).toMatchObject({ practice, practiceNamed: undefined, holder, shownIn: [holder] });
  });

  it.each([
    ['a practice nobody knows', receive({ practiceCode: 'T99999' }), 'T99999'],
    ['a practice of another hub', receive({ practiceCode: overthere }), overthere],
    ['no practice at all', without('practiceCode'), undefined],
    ['a name every object has', receive({ practiceCode: 'constructor' }), 'constructor'],
  ])('that names %s is kept unplaced at the hub, remembering what was named', (_, command, named) => {
    expect(factsOf(command)).toMatchObject({ practice: undefined, practiceNamed: named, holder: north, shownIn: [north] });
  });

  it.each(['ELSEWHERE', 'constructor', '__proto__'])('for the hub %s, which is not ours, is refused', (hub) => {
    given().when(receive({}, { hub })).thenRefused({ why: 'hubUnknown' });
  });

  it('counts by the hours of whoever gets it first', () => {
    const half = { week: { wednesday: [{ from: '13:00', to: '17:00' }] } };
    const surgery = network.practices[larkfield];
    if (surgery === undefined) throw new Error('the network has it');
    const shortHours = { ...rules, network: { ...network, practices: { ...network.practices, [larkfield]: { ...surgery, hours: half } } } };
    const firstLook = (kind: Kind) => {
      const decision = decideReceive(receive({ kind }), undefined, shortHours);
      return 'events' in decision && decision.events[0]?.type === 'Received' ? decision.events[0].facts.deadlines.firstLook : undefined;
    };
    // The hub opens at 08:00; the practice only at 13:00, four working hours before which nobody there can look.
    expect(firstLook('clinical')).toBe('2026-11-25T09:50:00.000Z');
    expect(firstLook('admin')).toBe('2026-11-25T17:00:00.000Z');
  });

  it('has the deadlines of its practice\u2019s own rules, for that kind and priority alone', () => {
    const surgery = network.practices[larkfield];
    if (surgery === undefined) throw new Error('the network has it');
    const own = { clinical: { routine: { firstLookWorkingMinutes: 10, targetWorkingMinutes: 30, limit: 'sameCoreDay' } } } as const;
    const theirs = { ...rules, network: { ...network, practices: { ...network.practices, [larkfield]: { ...surgery, rules: own } } } };
    const deadlines = (
      asked: { readonly kind: Kind; readonly priority?: Priority; readonly practiceCode?: string },
      by: EConsultRules = theirs,
    ) => {
      const decision = decideReceive(receive(asked), undefined, by);
      return 'events' in decision && decision.events[0]?.type === 'Received' ? decision.events[0].facts.deadlines : undefined;
    };
    expect(deadlines({ kind: 'clinical' })).toMatchObject({
      ...{ firstLook: '2026-11-25T09:00:00.000Z', target: '2026-11-25T09:20:00.000Z', limit: '2026-11-25T18:30:00.000Z' },
    });
    for (const other of [
      { kind: 'admin' },
      { kind: 'clinical', priority: 'urgent' },
      { kind: 'clinical', practiceCode: millbrook },
    ] as const)
      expect(deadlines(other)).toEqual(deadlines(other, rules));
  });
});

describe('the clock', () => {
  const aheadMs = submittedAheadMinutesMax * 60_000;
  const agoMs = submittedAgoDaysMax * 86_400_000;
  const shifted = (ms: number) => new Date(Date.parse(receivedAt) + ms).toISOString();

  it('believes seven days back and five minutes ahead', () => {
    expect([submittedAgoDaysMax, submittedAheadMinutesMax]).toEqual([7, 5]);
  });

  it.each([
    ['exactly seven days ago', shifted(-agoMs), 'sender'],
    ['a millisecond longer ago', shifted(-agoMs - 1), 'receipt'],
    ['exactly five minutes ahead', shifted(aheadMs), 'sender'],
    ['a millisecond further ahead', shifted(aheadMs + 1), 'receipt'],
    ['at receipt', receivedAt, 'sender'],
    ['in 1970', '1970-01-01T00:00:00.000Z', 'receipt'],
  ] as const)('of a sender who says it was sent %s', (_, submittedAt, clockFrom) => {
    const got = factsOf(receive({ submittedAt }));
    expect(got.clockFrom).toBe(clockFrom);
    expect(got.submittedAt).toBe(clockFrom === 'sender' ? submittedAt : receivedAt);
    const hours = network.hubs[north]?.hours ?? { week: {} };
    const expected = freezeDeadlines({
      kind: 'clinical',
      priority: 'routine',
      clockStart: got.submittedAt,
      hours,
      holidays: rules.holidays,
    });
    expect(got.deadlines).toEqual(expected);
  });

  it('starts at receipt when the sender says nothing', () => {
    expect(factsOf(without('submittedAt'))).toMatchObject({ submittedAt: receivedAt, clockFrom: 'receipt' });
  });

  it('keeps what was promised to the patient: earlier than the limit it is the limit, later it changes nothing', () => {
    expect(factsOf(receive({ promisedBy: later(60) }))).toMatchObject({
      promisedBy: later(60),
      deadlines: { limit: later(60), target: later(60) },
    });
    const late = '2026-12-24T12:00:00.000Z';
    expect(factsOf(receive({ promisedBy: late }))).toMatchObject({ promisedBy: late, deadlines: facts.deadlines });
  });
});

describe('a time that the sender wrote where a promise would stand', () => {
  const day = 24 * 60;
  const ordinary = factsOf(receive()).deadlines;
  it.each([
    ['it ends when it starts', { promisedFrom: later(120), promisedBy: later(120) }],
    ['it starts and ends with the submission', { submittedAt: later(-10), promisedFrom: later(-10), promisedBy: later(-10) }],
    ['it ends before it starts', { promisedFrom: later(121), promisedBy: later(120) }],
    ['it ends with the submission', { submittedAt: later(-10), promisedBy: later(-10) }],
    ['it ends before the submission', { submittedAt: later(-10), promisedFrom: later(-60), promisedBy: later(-20) }],
    ['it is more than seven days past', { submittedAt: later(-9 * day), promisedBy: later(-7 * day - 1) }],
    ['it is years past', { submittedAt: later(-10), promisedFrom: '2024-03-01T09:00:00.000Z', promisedBy: '2024-03-02T09:00:00.000Z' }],
  ])('is shown and limits nothing when %s', (_, sent) => {
    const got = factsOf(receive(sent));
    const { promisedFrom: from, promisedBy: until } = sent as { promisedFrom?: string; promisedBy: string };
    expect(got.promisedBy).toBeUndefined();
    expect(got.senderWindow).toEqual(from === undefined ? { until } : { from, until });
    if (got.clockFrom === 'sender') expect(got.deadlines).toEqual(ordinary);
    expect(got.deadlines.limit > receivedAt).toBe(true);
  });

  it('is a promise when it ends after the start and the submission and is no more than seven days past', () => {
    for (const sent of [
      { promisedFrom: later(30), promisedBy: later(60) },
      { submittedAt: later(-60), promisedBy: later(-59) },
      { submittedAt: later(-8 * day), promisedBy: later(-7 * day) },
    ])
      expect(factsOf(receive(sent))).toMatchObject({ promisedBy: sent.promisedBy, deadlines: { limit: sent.promisedBy } });
  });

  it('limits by one rule and no other, whatever the times are', () => {
    const minutes = fc.integer({ min: -12 * day, max: 2 * day });
    fc.assert(
      fc.property(fc.option(minutes, { nil: undefined }), fc.option(minutes, { nil: undefined }), minutes, (from, submitted, until) => {
        const { submittedAt: _, ...bare } = submission;
        const got = factsOf({
          ...receive(),
          submission: {
            ...bare,
            ...(submitted === undefined ? {} : { submittedAt: later(submitted) }),
            ...(from === undefined ? {} : { promisedFrom: later(from) }),
            promisedBy: later(until),
          },
        });
        // In minutes and not in instants, so that it is not the same comparison again.
        const counts = !(from !== undefined && from >= until) && !(submitted !== undefined && submitted >= until) && until >= -7 * day;
        expect([got.promisedBy, got.senderWindow?.until]).toEqual(counts ? [later(until), undefined] : [undefined, later(until)]);
        // Only a promise may bring the limit before the submission's own day is over.
        if (!counts) expect(got.deadlines.limit > got.submittedAt).toBe(true);
      }),
    );
  });
});

describe('a second delivery', () => {
  const histories = [
    ['waiting', [received()]],
    ['unplaced', [received(unplacedFacts)]],
    ['claimed', [received(), claimed(amara)]],
    ['completed', [received(), claimed(amara), completed(amara)]],
  ] as const;

  it.each(histories)('of the same words to one that is %s is a duplicate', (_, history) => {
    given(...history)
      .when(receive())
      .thenRefused({ why: 'duplicate' });
  });
  it.each(histories)('with different words to one that is %s says so', (_, history) => {
    given(...history)
      .when(receive({ contentHash: 'hash-2' }))
      .thenRefused({ why: 'differentWords' });
  });
  it.each(histories)('of something else whose letters are the same as one that is %s asks for another id', (_, history) => {
    given(...history)
      .when(receive({ sourceId: 'source-2' }))
      .thenRefused({ why: 'idTaken' });
    given(...history)
      .when(receive({}, { caller: 'another' }))
      .thenRefused({ why: 'idTaken' });
  });
});

describe('a red flag that comes while its holder is closed', () => {
  const saturday = '2026-11-28T10:00:00.000Z';
  const sent = (at: string, more: Partial<typeof submission> = {}) =>
    given().when(receive({ priority: 'redFlag', submittedAt: at, ...more }, { at })).decision;
  const escalations = (decision: ReturnType<typeof sent>) =>
    'events' in decision ? decision.events.filter((event) => event.type === 'Escalated') : [];
  it('also goes up the ladder at once, whose last rung is the out-of-hours telephone number', () => {
    const decision = sent(saturday);
    expect('events' in decision && decision.events.map(({ type }) => type)).toEqual(['Received', 'Escalated']);
    expect(escalations(decision)).toEqual([
      {
        type: 'Escalated',
        at: saturday,
        by: theClock,
        reason: 'nobodyReached',
        text: undefined,
        ladder: [
          { role: 'dutyClinician', people: [] },
          { role: 'hubLead', people: [personOf(dalia)] },
          { role: 'clinicalLead', people: [personOf(farah)] },
        ],
        telephone: '01632 960000',
      },
    ]);
    const state = 'events' in decision ? stateAfter(...decision.events) : undefined;
    expect(state).toMatchObject({ status: 'waiting', escalation: { rung: 1, rungSince: saturday, acknowledged: undefined } });
  });
  it.each([
    ['the hub is open', '2026-11-25T09:00:00.000Z', {}, 0],
    ['it is the closing minute, which still counts', '2026-11-25T18:30:30.000Z', {}, 0],
    ['the closing minute is over', '2026-11-25T18:31:00.000Z', {}, 1],
    ['it is a bank holiday', '2026-12-28T10:00:00.000Z', {}, 1],
    ['the practice that gets it first is closed', saturday, { practiceCode: millbrook }, 1],
    ['nobody knows the practice and the hub is closed', saturday, { practiceCode: 'T99999' }, 1],
    ['it is only urgent', saturday, { priority: 'urgent' }, 0],
    ['it is routine', saturday, { priority: 'routine' }, 0],
  ] as const)('when %s', (_, at, more, times) => {
    expect(escalations(sent(at, more))).toHaveLength(times);
  });
});
