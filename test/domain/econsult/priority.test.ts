// More urgent, less urgent, and up the ladder: deadlines never later for being raised, and an escalation that never ends at nobody.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EConsultCommand } from '../../../src/domain/econsult/command.ts';
import { decide } from '../../../src/domain/econsult/decide.ts';
import type { EConsultEvent } from '../../../src/domain/econsult/event.ts';
import { evolve } from '../../../src/domain/econsult/evolve.ts';
import { react } from '../../../src/domain/econsult/react.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import { ladderOf, ladderRoles } from '../../../src/domain/network/ladder.ts';
import { channelOf, chatOf, kinds, type Person, personOf, priorities } from '../../../src/domain/terms.ts';
import { freezeDeadlines } from '../../../src/domain/time/deadlines.ts';
import { facts, given, id, later, stateAfter } from '../../given.ts';
import {
  arrived,
  ashgrove,
  atPractice,
  by,
  claimedBy,
  climbed,
  colleague,
  escalated,
  everybody,
  hub,
  hubNetwork,
  hubRules,
  inNetwork,
  nadia,
  owen,
  petra,
  press,
  rhys,
  rungs,
  say,
  una,
  underContract,
} from '../../hub.ts';
import { englandHolidays, everyDay, span } from '../time/days.ts';

const coreHours = hubNetwork.hubs[hub]?.hours ?? { week: {} };
const frozen = (priority: EConsult['priority'], clockStart: string, hours = coreHours) =>
  freezeDeadlines({ kind: 'clinical', priority, clockStart, hours, holidays: englandHolidays });
const names = ['firstLook', 'targetWarning', 'target', 'limitWarning', 'limit'] as const;

describe('raising', () => {
  const routine = arrived({ priority: 'routine' });
  it('gives it the deadlines of one that comes now, where those are earlier', () => {
    given(routine)
      .when(press(una, 'raise', { priority: 'urgent' }), hubRules)
      .then({
        type: 'Raised',
        ...by(una, later(40)),
        priority: 'urgent',
        deadlines: {
          // The old first look and target come before those counted from now; only the limit is nearer.
          firstLook: facts.deadlines.firstLook,
          targetWarning: facts.deadlines.targetWarning,
          target: facts.deadlines.target,
          limitWarning: '2026-11-25T17:30:00.000Z',
          limit: '2026-11-25T18:30:00.000Z',
        },
      });
  });
  it('follows its practice\u2019s own rules', () => {
    const surgery = hubNetwork.practices[ashgrove];
    if (surgery === undefined) throw new Error('the network has it');
    const own = { clinical: { urgent: { targetWorkingMinutes: 15 } } } as const;
    const theirs = {
      ...hubRules,
      network: { ...hubNetwork, practices: { ...hubNetwork.practices, [ashgrove]: { ...surgery, rules: own } } },
    };
    const raised = (rules: typeof hubRules) => {
      const decision = decide(press(una, 'raise', { priority: 'urgent' }), stateAfter(routine), rules);
      return 'events' in decision && decision.events[0]?.type === 'Raised' ? decision.events[0].deadlines.target : undefined;
    };
    expect(raised(theirs)).toBe(later(55));
    expect(raised(hubRules)).toBe(facts.deadlines.target);
  });
  it('to what it is changes nothing, and down is lowering', () => {
    given(arrived())
      .when(press(una, 'raise', { priority: 'urgent' }), hubRules)
      .then();
    given(arrived())
      .when(press(una, 'raise', { priority: 'routine' }), hubRules)
      .thenRefused({ why: 'priorityNotHigher', priority: 'urgent' });
  });
  it('is seen at once wherever its card is', () => {
    const raised: EConsultEvent = { type: 'Raised', ...by(una, later(40)), priority: 'redFlag', deadlines: facts.deadlines };
    expect(react(raised, stateAfter(...underContract, raised))).toEqual([
      { to: `org.${hub}`, class: 0, what: 'card' },
      { to: `org.${ashgrove}`, class: 0, what: 'card' },
      { to: `org.${ashgrove}`, class: 0, what: 'raised' },
    ]);
  });
});

describe('lowering', () => {
  it('gives back the time it would have had, by the hours of whoever had it first', () => {
    given(arrived({ priority: 'redFlag', deadlines: frozen('redFlag', later(-10)) }))
      .when(press(nadia, 'lower', { priority: 'routine', reason: 'assessedFromRecord' }), hubRules)
      .then({
        type: 'Lowered',
        ...by(nadia, later(40)),
        priority: 'routine',
        reason: 'assessedFromRecord',
        deadlines: frozen('routine', later(-10)),
      });
    // It came to the hub; that the practice works other hours moves nothing.
    const surgery = hubNetwork.practices[ashgrove];
    const odd = surgery
      ? inNetwork({ practices: { ...hubNetwork.practices, [ashgrove]: { ...surgery, hours: everyDay(span('13:00', '14:00')) } } })
      : hubRules;
    const decision = given(...underContract).when(press(una, 'lower', { priority: 'routine', reason: 'spokeToPatient' }), odd).decision;
    expect(decision).toMatchObject({ refusal: { why: 'roleLacks' } });
    const clinician = everybody.find(({ name }) => name === 'Dr Tomas Gale') ?? una;
    expect(
      given(...underContract).when(press(clinician, 'lower', { priority: 'routine', reason: 'spokeToPatient' }), odd).decision,
    ).toMatchObject({ events: [{ deadlines: frozen('routine', later(-10)) }] });
  });
  it('to what it is changes nothing, and up is raising', () => {
    given(arrived())
      .when(press(nadia, 'lower', { priority: 'urgent', reason: 'flaggedByMistake' }), hubRules)
      .then();
    given(arrived())
      .when(press(nadia, 'lower', { priority: 'redFlag', reason: 'flaggedByMistake' }), hubRules)
      .thenRefused({ why: 'priorityNotLower', priority: 'urgent' });
  });
});

it('raised at any time, no deadline is later; raised by mistake and lowered again, every deadline is as it was', () => {
  const event = (state: EConsult, command: Parameters<typeof decide>[0]) => {
    const decision = decide(command, state, hubRules);
    return 'events' in decision ? decision.events[0] : undefined;
  };
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.constantFrom('urgent' as const, 'redFlag' as const),
      fc.integer({ min: 0, max: 10_000 }),
      fc.option(fc.integer({ min: 1, max: 5_000 }), { nil: undefined }),
      (kind, priority, minutes, promised) => {
        const promisedBy = promised === undefined ? undefined : later(promised);
        const first = freezeDeadlines({
          kind,
          priority: 'routine',
          clockStart: later(-10),
          hours: coreHours,
          holidays: englandHolidays,
          ...(promisedBy === undefined ? {} : { promisedBy }),
        });
        const state = stateAfter(arrived({ kind, priority: 'routine', deadlines: first, promisedBy }));
        const raised = event(state, press(una, 'raise', { priority }, { at: later(minutes) }));
        if (raised?.type !== 'Raised') throw new Error('not raised');
        for (const name of names) expect(raised.deadlines[name] <= first[name], name).toBe(true);
        const after = evolve(state, raised, 2);
        const lowered = event(
          after,
          press(nadia, 'lower', { priority: 'routine', reason: 'flaggedByMistake' }, { at: later(minutes + 1) }),
        );
        if (lowered?.type !== 'Lowered') throw new Error('not lowered');
        expect(lowered.deadlines).toEqual(first);
      },
    ),
    { numRuns: 200 },
  );
});

describe('escalating', () => {
  /** Claimed, so that until minute 74 the clock has nothing to say but about the ladder. */
  const claimed = [arrived(), claimedBy(colleague), escalated(nadia)] as const;
  const tickAt = (minutes: number): EConsultCommand => ({
    hub,
    id,
    operation: 'o',
    at: later(minutes),
    by: { kind: 'clock' },
    type: 'tick',
  });
  const full = rungs([owen], [rhys], [petra]);
  const ask = (state: EConsult) => react(climbed(), state).filter(({ to }) => to.startsWith('person.'));

  it('freezes the ladder and its telephone, and asks its first rung in person', () => {
    given(arrived())
      .when(press(nadia, 'escalate', { reason: 'clinicalWorry' }), hubRules)
      .then({
        ...escalated(
          nadia,
          [full[0], full[2], full[1]].filter((rung) => rung !== undefined),
          later(40),
        ),
      });
    const state = stateAfter(arrived(), escalated(nadia));
    expect(state.escalation).toMatchObject({ rung: 0, telephone: '01632 960000', acknowledged: undefined });
    expect(react(escalated(nadia), state)).toEqual([
      { to: `org.${hub}`, class: 0, what: 'card' },
      { to: `org.${hub}`, class: 0, what: 'escalated' },
      { to: chatOf(owen.id), class: 0, what: 'escalatedToYou' },
    ]);
  });
  it('of what a practice has gets a card in the hub\u2019s channel, where those who are asked can see it, until it is over', () => {
    const state = stateAfter(atPractice(), escalated(una));
    expect(state.shownIn).toEqual([ashgrove, hub]);
    const channels = [ashgrove, hub].map((at) => channelOf(at));
    const told = (event: EConsultEvent, it: EConsult, what: string) =>
      react(event, it).flatMap((message) => (message.what === what ? [message.to] : []));
    expect(told(escalated(una), state, 'card')).toEqual(channels);
    expect(told(escalated(una), state, 'escalated')).toEqual(channels);
    const seen: EConsultEvent = { type: 'EscalationAcknowledged', ...by(rhys, later(20)) };
    const after = stateAfter(atPractice(), escalated(una), seen);
    expect(told(seen, after, 'acknowledged')).toEqual(channels);
    expect(told(seen, after, 'card')).toEqual(channels);
  });
  it('climbs by the clock from rung to rung, and at its end only the telephone is left', () => {
    const history = [arrived(), escalated(nadia)] as const;
    const asked = [[owen], [rhys], [petra], []].map((people) => people.map(({ id }) => chatOf(id)));
    for (const climbs of [0, 1, 2, 3]) {
      const state = stateAfter(...history, ...Array.from({ length: climbs }, () => climbed()));
      expect(ask(state).map(({ to }) => to)).toEqual(asked[climbs]);
      expect(state.escalation?.rung).toBe(climbs);
    }
    const end = stateAfter(...history, climbed(), climbed(), climbed());
    expect(end.escalation).toMatchObject({ rung: 3, telephone: '01632 960000' });
    // Asked since minute 15, and on each rung for ten minutes: it is urgent.
    for (const [minutes, before] of [
      [25, []],
      [35, [climbed()]],
      [45, [climbed(), climbed(later(35))]],
    ] as const) {
      const it = given(...claimed, ...before);
      it.when(tickAt(minutes - 1 / 60_000), hubRules).then();
      it.when(tickAt(minutes), hubRules).then(climbed(later(minutes)));
    }
    given(...claimed, climbed(), climbed(later(35)), climbed(later(45)))
      .when(tickAt(70), hubRules)
      .then();
  });
  it.each<[string, readonly (readonly Person[])[], readonly number[]]>([
    ['the first is empty', [[], [rhys], [petra]], [1, 2, 3]],
    ['the middle one is empty', [[owen], [], [petra]], [0, 2, 3]],
    ['the last is empty', [[owen], [rhys], []], [0, 1, 3]],
    ['only one has anybody', [[], [rhys], []], [1, 3]],
    ['nobody is on it', [[], [], []], [3]],
  ])('passes over empty rungs without waiting when %s', (_, people, stops) => {
    const history = [arrived(), escalated(nadia, rungs(...people))] as const;
    for (const [climbs, rung] of stops.entries())
      expect(stateAfter(...history, ...Array.from({ length: climbs }, () => climbed())).escalation?.rung).toBe(rung);
  });
  it('is acknowledged by anybody on the ladder, once, and then climbs no further', () => {
    const history = [arrived(), escalated(nadia)] as const;
    // Asked or not yet: petra is on the last rung.
    given(...history)
      .when(press(petra, 'acknowledge', {}), hubRules)
      .then({ type: 'EscalationAcknowledged', ...by(petra, later(40)) });
    given(...history)
      .when(press(colleague, 'acknowledge', {}), hubRules)
      .thenRefused({ why: 'notOnLadder', ask: [personOf(owen), personOf(rhys), personOf(petra)] });
    const seen: EConsultEvent = { type: 'EscalationAcknowledged', ...by(petra, later(20)) };
    given(...history, seen)
      .when(press(owen, 'acknowledge', {}), hubRules)
      .then();
    given(...claimed, seen)
      .when(tickAt(70), hubRules)
      .then();
    const { [owen.id]: _, ...left } = hubNetwork.staff;
    given(...history)
      .when(press(owen, 'acknowledge', {}), inNetwork({ staff: left }))
      .thenRefused({ why: 'notStaff' });
  });
  it('happens once at a time, and again when somebody has acknowledged the last', () => {
    given(arrived(), escalated(nadia))
      .when(press(una, 'escalate', { reason: 'overdue' }), hubRules)
      .thenRefused({ why: 'alreadyEscalated', by: personOf(nadia), at: later(15) });
    const seen: EConsultEvent = { type: 'EscalationAcknowledged', ...by(petra, later(20)) };
    expect(given(arrived(), escalated(nadia), seen).when(press(una, 'escalate', { reason: 'overdue' }), hubRules).decision).toHaveProperty(
      'events',
    );
  });
  it('for another reason needs it in words, without a patient\u2019s details', () => {
    given(arrived())
      .when(press(nadia, 'escalate', { reason: 'other' }), hubRules)
      .thenRefused({ why: 'wordsMissing' });
    given(arrived())
      .when(press(nadia, 'escalate', { reason: 'other', words: say('DOB 12/03/85') }), hubRules)
      .thenRefused({ why: 'personalWords', found: ['dateOfBirth'] });
  });
  it('survives being claimed, passed and placed', () => {
    expect(stateAfter(arrived(), escalated(nadia), claimedBy(nadia, later(20))).escalation).toMatchObject({ rung: 0 });
  });
});

describe('the ladder', () => {
  const second = { ...owen, id: `${owen.id}9`, name: 'Dr Second Duty' };
  const staff = { ...hubNetwork.staff, [second.id]: second };
  const shift = (at: string, ...people: readonly Person[]) => Object.fromEntries(people.map(({ id }) => [id, { at, since: later(-60) }]));
  const duty = (rules: ReturnType<typeof inNetwork>, who: Person = nadia) => ladderOf(rules.network, hub, who, 'usual')[0]?.people;

  it('is the duty clinician, the hub lead and the clinical lead', () => {
    expect(ladderRoles).toEqual(['dutyClinician', 'hubLead', 'clinicalLead']);
    expect(ladderOf(hubNetwork, hub, nadia, 'usual')).toEqual(rungs([owen], [rhys], [petra]));
  });
  it('asks the duty clinicians who are on shift at the hub, or all of them when none is', () => {
    expect(duty(inNetwork({ staff }))).toEqual([personOf(owen), personOf(second)]);
    expect(duty(inNetwork({ staff, onShift: shift(hub, second) }))).toEqual([personOf(second)]);
    expect(duty(inNetwork({ staff, onShift: shift(ashgrove, second) }))).toEqual([personOf(owen), personOf(second)]);
  });
  it('asks the leads whether they are on shift or not', () => {
    const another = { ...rhys, id: `${rhys.id}9`, name: 'Second Lead' };
    const rules = inNetwork({ staff: { ...hubNetwork.staff, [another.id]: another }, onShift: shift(hub, another) });
    expect(ladderOf(rules.network, hub, nadia, 'usual')[1]?.people).toEqual([personOf(rhys), personOf(another)]);
  });
  it('does not ask whoever escalates: they would be asking themselves', () => {
    expect(ladderOf(hubNetwork, hub, owen, 'usual')).toEqual(rungs([], [rhys], [petra]).slice(1));
  });
  it('of somebody on shift who escalates goes on to the next rung: others of the same post are at home', () => {
    const rules = inNetwork({ staff, onShift: shift(hub, owen) });
    expect(ladderOf(rules.network, hub, owen, 'usual').map(({ role }) => role)).toEqual(['hubLead', 'clinicalLead']);
  });
  it('says that nobody is there only of a post that nobody holds', () => {
    const { [rhys.id]: _, ...without } = hubNetwork.staff;
    const ladder = ladderOf(inNetwork({ staff: without }).network, hub, owen, 'usual');
    expect(ladder).toEqual(rungs([], [], [petra]).slice(1));
    expect(stateAfter(arrived(), escalated(owen, ladder)).escalation?.rung).toBe(1);
  });
  it('asks clinicians before those who arrange the work when somebody is worried about the patient', () => {
    const worried = ladderOf(hubNetwork, hub, nadia, 'clinical');
    expect(worried.map(({ people }) => people)).toEqual([[personOf(owen)], [personOf(petra)], [personOf(rhys)]]);
    given(arrived())
      .when(press(nadia, 'escalate', { reason: 'clinicalWorry' }), hubRules)
      .then({
        type: 'Escalated',
        ...by(nadia, later(40)),
        reason: 'clinicalWorry',
        text: undefined,
        ladder: worried,
        telephone: '01632 960000',
      });
  });
  it('asks nobody twice who holds two posts on it', () => {
    const both = { ...owen, posts: [...owen.posts, { role: 'hubLead' as const, at: hub }] };
    const { [rhys.id]: _, ...without } = hubNetwork.staff;
    const ladder = ladderOf(inNetwork({ staff: { ...without, [owen.id]: both } }).network, hub, nadia, 'usual');
    expect(ladder.map(({ role }) => role)).toEqual(['dutyClinician', 'clinicalLead']);
  });
});

it('priorities are in the order of their urgency', () => {
  expect(priorities).toEqual(['routine', 'urgent', 'redFlag']);
});
