// The hub's board: each number is what a plain count gives, and the numbers add up whatever is open.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardOf, claimsOf } from '../../../src/domain/board/counts.ts';
import type { QueuePlace } from '../../../src/domain/econsult/queue-place.ts';
import { queuePlace } from '../../../src/domain/econsult/queue-place.ts';
import { kinds, type PersonId, priorities } from '../../../src/domain/terms.ts';
import { states } from '../../cards/states.ts';
import { later } from '../../given.ts';
import { amara, bram, carys, dalia, gwen, larkfield, millbrook, network, north, quayside, south, stranger } from '../../people.ts';

const now = later(0);
/** Moments around now, the very instant among them. */
const moment = fc.integer({ min: -3, max: 3 }).map((minutes) => later(minutes));
const place: fc.Arbitrary<QueuePlace> = fc
  .record({
    holder: fc.constantFrom<string>('unplaced', north, north, larkfield, millbrook, quayside),
    priority: fc.constantFrom(...priorities),
    clock: fc.tuple(moment, moment, moment).map((all) => [...all].sort()),
    firstLook: moment,
    held: fc.boolean(),
    status: fc.constantFrom('waiting' as const, 'claimed' as const, 'offered' as const),
    kind: fc.constantFrom(...kinds),
    receivedAt: fc.integer({ min: 1, max: 500 }).map((minutes) => later(-minutes)),
    claimant: fc.constantFrom<PersonId>(amara.id, bram.id, gwen.id),
    to: fc.constantFrom(north, larkfield),
  })
  .map(({ clock: [risk = now, due = now, limit = now], claimant, to, ...rest }) => ({
    ...rest,
    risk,
    due,
    limit,
    practice: rest.holder === 'unplaced' ? undefined : larkfield,
    claimant: rest.status === 'claimed' ? claimant : undefined,
    assignee: undefined,
    plan: undefined,
    offeredTo: rest.status === 'offered' ? to : undefined,
  }));
const onShift = { [bram.id]: { at: north, since: later(-30) }, [amara.id]: { at: north, since: later(-60) } };
const some = (of: Partial<QueuePlace>): QueuePlace => ({
  ...{ holder: north, priority: 'routine', risk: later(60), due: later(90), limit: later(600), held: false, status: 'waiting' },
  ...{
    kind: 'clinical',
    practice: larkfield,
    receivedAt: later(-10),
    claimant: undefined,
    assignee: undefined,
    offeredTo: undefined,
    plan: undefined,
  },
  ...of,
});

describe('the board of any number of open ones', () => {
  it('counts each number as a plain count does, and each of them in one place', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 60 }), (places) => {
        const board = boardOf(places, { ...network, onShift }, north, now);
        const count = (test: (each: QueuePlace) => boolean): number => places.filter(test).length;
        const known = (each: QueuePlace): boolean => each.holder !== 'unplaced';
        expect(board).toMatchObject({
          hub: north,
          total: places.length,
          unplaced: count((each) => !known(each)),
          claimed: count(({ holder, status }) => holder === north && status === 'claimed'),
          passedToPractices: count(({ holder, status }) => holder === north && status === 'offered'),
          passedToHub: count((each) => known(each) && each.holder !== north && each.status === 'offered'),
          atPractices: count((each) => known(each) && each.holder !== north && each.status !== 'offered'),
          held: count(({ held }) => held),
        });
        for (const priority of priorities) {
          const of = places.filter((each) => each.priority === priority);
          const waiting = of.filter(({ holder, status }) => holder === north && status === 'waiting');
          expect(board.lines[priority]).toEqual({
            open: of.length,
            waiting: waiting.length,
            oldest: waiting.map(({ receivedAt }) => receivedAt).sort()[0],
            unseen: of.filter(
              ({ status, held, firstLook = now }) => status === 'waiting' && !held && Date.parse(firstLook) < Date.parse(now),
            ).length,
            late: of.filter(({ held, due }) => !held && Date.parse(due) < Date.parse(now)).length,
            atRisk: of.filter(({ held, risk, due }) => !held && Date.parse(risk) <= Date.parse(now) && Date.parse(now) <= Date.parse(due))
              .length,
            pastLimit: of.filter(({ limit }) => Date.parse(limit) < Date.parse(now)).length,
          });
        }
        const { claimed, passedToPractices, passedToHub, atPractices, unplaced, lines, total } = board;
        const waiting = priorities.reduce((sum, priority) => sum + lines[priority].waiting, 0);
        expect(waiting + claimed + passedToPractices + passedToHub + atPractices + unplaced).toBe(total);
        expect(priorities.reduce((sum, priority) => sum + lines[priority].open, 0)).toBe(total);
        for (const [index, { id }] of [amara, bram].entries()) {
          const theirs = (test: (each: QueuePlace) => boolean): number => count((each) => each.claimant === id && test(each));
          const claims = board.onShift[index]?.claims;
          expect(claims).toEqual({
            of: Object.fromEntries(priorities.map((priority) => [priority, theirs((each) => each.priority === priority)])),
            late: theirs(({ held, due, limit }) => (!held && due < now) || limit < now),
            held: theirs(({ held }) => held),
          });
          expect(claims && claimsOf(claims)).toBe(theirs(() => true));
        }
      }),
    );
  });
  it('does not depend on the order they come in', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 20 }), (places) => {
        expect(boardOf([...places].reverse(), network, north, now)).toEqual(boardOf(places, network, north, now));
      }),
    );
  });
  it('counts each state of an eConsult once', () => {
    const places = Object.values(states).flatMap((state) => queuePlace(state) ?? []);
    expect(boardOf(places, network, north, now).total).toBe(places.length);
  });
});

describe('what waits at the hub', () => {
  const isForHub = (of: Partial<QueuePlace>, staff = network.staff): boolean =>
    boardOf([some({ holder: north, status: 'waiting', ...of })], { ...network, staff }, north, now).isForHub;
  const without = Object.fromEntries(
    Object.entries(network.staff).filter(([, { posts }]) => !posts.some(({ at, role }) => at === north && /clinic/i.test(role))),
  );
  it('is for the hub where somebody there may claim it', () => {
    expect(isForHub({ kind: 'clinical' })).toBe(true);
    expect(isForHub({ kind: 'clinical' }, without)).toBe(false);
    expect(isForHub({ kind: 'admin' }, without)).toBe(true);
    expect(isForHub({ kind: 'clinical', status: 'claimed' })).toBe(false);
    expect(isForHub({ kind: 'clinical', holder: larkfield })).toBe(false);
  });
});

describe('how the time of one stands', () => {
  const line = (of: Partial<QueuePlace>) => boardOf([some(of)], network, north, now).lines.routine;
  it.each<[string, Partial<QueuePlace>, { atRisk: number; late: number; pastLimit: number }]>([
    ['before it is at risk', { risk: later(1) }, { atRisk: 0, late: 0, pastLimit: 0 }],
    ['at risk from the minute of it', { risk: now }, { atRisk: 1, late: 0, pastLimit: 0 }],
    ['at the instant of its target: in time', { risk: later(-9), due: now }, { atRisk: 1, late: 0, pastLimit: 0 }],
    ['after its target', { risk: later(-9), due: later(-1) }, { atRisk: 0, late: 1, pastLimit: 0 }],
    ['at the instant of its limit', { risk: later(-9), due: later(-9), limit: now }, { atRisk: 0, late: 1, pastLimit: 0 }],
    ['after its limit', { risk: later(-9), due: later(-9), limit: later(-1) }, { atRisk: 0, late: 1, pastLimit: 1 }],
    ['on hold at risk', { risk: later(-9), held: true }, { atRisk: 0, late: 0, pastLimit: 0 }],
    ['on hold after its target', { risk: later(-9), due: later(-1), held: true }, { atRisk: 0, late: 0, pastLimit: 0 }],
    ['on hold after its limit', { due: later(-9), limit: later(-1), held: true }, { atRisk: 0, late: 0, pastLimit: 1 }],
  ])('%s', (_, of, expected) => {
    expect(line(of)).toMatchObject(expected);
  });
});

describe('that nobody looked at one in time', () => {
  const unseen = (of: Partial<QueuePlace>): number => boardOf([some(of)], network, north, now).lines.routine.unseen;
  it.each<[string, Partial<QueuePlace>, number]>([
    ['before it is time', { firstLook: later(1) }, 0],
    ['at the very instant', { firstLook: now }, 0],
    ['afterwards', { firstLook: later(-1) }, 1],
    ['at a practice', { firstLook: later(-1), holder: larkfield }, 1],
    ['without a practice', { firstLook: later(-1), holder: 'unplaced', practice: undefined }, 1],
    ['once somebody has it', { firstLook: later(-1), status: 'claimed', claimant: amara.id }, 0],
    ['passed on by somebody', { firstLook: later(-1), status: 'offered', offeredTo: larkfield }, 0],
    ['on hold for the patient', { firstLook: later(-1), held: true }, 0],
    ['in a row of an earlier version, at risk', { risk: later(-1) }, 1],
    ['in a row of an earlier version, not yet at risk', {}, 0],
  ])('is counted %s: %#', (_, of, expected) => {
    expect(unseen(of)).toBe(expected);
  });
  it('is so of every state that waits after its first look, and of none that somebody has', () => {
    const afterwards = later(10_000);
    for (const [name, state] of Object.entries(states)) {
      const place = queuePlace(state);
      if (place === undefined) continue;
      const { lines } = boardOf([place], network, north, afterwards);
      const { unseen } = lines[place.priority];
      expect([name, unseen]).toEqual([name, state.status === 'waiting' && !state.hold ? 1 : 0]);
    }
  });
});

describe('who is on shift', () => {
  const none = { of: { routine: 0, urgent: 0, redFlag: 0 }, late: 0, held: 0 };
  const shifts = (more: typeof onShift) => boardOf([], { ...network, onShift: more }, north, now).onShift;
  it('is by name, with the roles held at this hub and since when', () => {
    expect(shifts({ ...onShift, [dalia.id]: { at: north, since: later(-5) } })).toEqual([
      { id: dalia.id, name: dalia.name, since: later(-5), roles: ['hubLead'], claims: none },
      { id: amara.id, name: amara.name, since: later(-60), roles: ['clinician'], claims: none },
      { id: bram.id, name: bram.name, since: later(-30), roles: ['clinician'], claims: none },
    ]);
  });
  it('is nobody who is on shift elsewhere, or has left the staff', () => {
    const elsewhere = { [carys.id]: { at: south, since: now }, [gwen.id]: { at: larkfield, since: now } };
    expect(shifts({ ...elsewhere, [stranger.id]: { at: north, since: now } })).toEqual([]);
  });
});
