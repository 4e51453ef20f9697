// Whose turn it is: the order of what waits, what is left to a colleague or the patient, and what somebody may not claim.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Queued, turnsOf } from '../../../src/domain/econsult/next.ts';
import { mayAnswer } from '../../../src/domain/network/access.ts';
import { kinds, priorities } from '../../../src/domain/terms.ts';
import { later } from '../../given.ts';
import { amara, bram, carys, dalia, gwen, hugo, larkfield, millbrook, network, north, quayside, stranger } from '../../people.ts';

const now = later(0);
let made = 0;
const place = (of: Partial<Queued> = {}): Queued => ({
  ...{ hub: north, id: `Q${String(++made).padStart(5, '0')}`, holder: north, priority: 'routine', status: 'waiting', kind: 'clinical' },
  ...{ practice: larkfield, risk: later(60), due: later(90), limit: later(600), firstLook: later(60), receivedAt: later(-10), held: false },
  ...{ claimant: undefined, assignee: undefined, offeredTo: undefined, plan: undefined },
  ...of,
});
const idsOf = (places: readonly Queued[]): readonly string[] => places.map(({ id }) => id);

describe('what is free', () => {
  it('is the most urgent first, then what must be answered first, then what came first', () => {
    const [routine, urgent, red] = [
      place(),
      place({ priority: 'urgent', due: later(500) }),
      place({ priority: 'redFlag', due: later(900) }),
    ];
    const [sooner, older] = [place({ due: later(80) }), place({ receivedAt: later(-300) })];
    expect(idsOf(turnsOf([routine, urgent, sooner, red, older], network, amara.id, now).free)).toEqual(
      idsOf([red, urgent, sooner, older, routine]),
    );
  });
  it('is nothing that somebody has, that is offered, or whose practice is not known', () => {
    const others = [
      place({ status: 'claimed', claimant: bram.id }),
      place({ status: 'offered', offeredTo: larkfield }),
      place({ holder: 'unplaced', practice: undefined }),
    ];
    expect(turnsOf(others, network, amara.id, now)).toEqual({ free: [], refused: [], meant: [], held: [] });
  });
  it('is left to the colleague it is meant for, until it was not looked at in time; to them it is free', () => {
    const it = place({ assignee: bram.id, firstLook: later(5) });
    expect(turnsOf([it], network, amara.id, now)).toMatchObject({ free: [], meant: [it] });
    expect(turnsOf([it], network, bram.id, now)).toMatchObject({ free: [it], meant: [] });
    expect(turnsOf([it], network, amara.id, later(6))).toMatchObject({ free: [it], meant: [] });
  });
  it('waits for the patient while it is on hold, until its limit has passed', () => {
    const it = place({ held: true });
    expect(turnsOf([it], network, amara.id, now)).toMatchObject({ free: [], held: [it] });
    expect(turnsOf([it], network, amara.id, later(601))).toMatchObject({ free: [it], held: [] });
  });
  it('is what this person may answer; the rest says why not, and whom to ask', () => {
    const [own, other, admin] = [place(), place({ practice: millbrook }), place({ kind: 'admin' })];
    expect(idsOf(turnsOf([own, other, admin], network, carys.id, now).free)).toEqual(idsOf([own, admin]));
    const { refused } = turnsOf([own, other, admin], network, carys.id, now);
    expect(refused.map(({ place: { id }, refusal }) => [id, refusal.why])).toEqual([[other.id, 'notCleared']]);
    const asked = refused[0]?.refusal;
    expect(asked && 'ask' in asked ? asked.ask.map(({ id }) => id) : []).toContain(amara.id);
    expect(idsOf(turnsOf([own, admin], network, dalia.id, now).free)).toEqual([admin.id]);
    expect(turnsOf([own], network, stranger.id, now).refused[0]?.refusal.why).toBe('notStaff');
  });
});

it('is, of any queue, exactly what may be claimed now, whole and in one order for everybody', () => {
  const moment = fc.integer({ min: -3, max: 3 }).map((minutes) => later(minutes));
  const any: fc.Arbitrary<Queued> = fc
    .record({
      holder: fc.constantFrom(north, larkfield),
      practice: fc.constantFrom(larkfield, millbrook, quayside),
      priority: fc.constantFrom(...priorities),
      kind: fc.constantFrom(...kinds),
      ...{ due: moment, limit: moment, firstLook: moment, receivedAt: moment, held: fc.boolean() },
      assignee: fc.constantFrom(undefined, amara.id, bram.id),
      status: fc.constantFrom('waiting' as const, 'claimed' as const),
    })
    .map((of) => place({ ...of, claimant: of.status === 'claimed' ? bram.id : undefined }));
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), fc.constantFrom(amara, carys, dalia, gwen, hugo), (places, who) => {
      const { free, refused, meant, held } = turnsOf(places, network, who.id, now);
      const waiting = places.filter(({ status }) => status === 'waiting');
      // Each that waits is in exactly one of them.
      expect([...free, ...refused.map((each) => each.place), ...meant, ...held].map(({ id }) => id).sort()).toEqual(
        idsOf(waiting).toSorted(),
      );
      for (const each of waiting) {
        const may = each.holder !== 'unplaced' && mayAnswer(network, who.id, { ...each, holder: each.holder }, now) === undefined;
        const isMeant = each.assignee !== undefined && each.assignee !== who.id && (each.held || (each.firstLook ?? '') >= now);
        const expected = may && !(each.held && each.limit >= now) && !isMeant;
        expect([each.id, free.includes(each)]).toEqual([each.id, expected]);
      }
      // Nobody is served before somebody who is as urgent, must be answered as soon, and came earlier.
      for (const [index, each] of free.entries())
        for (const behind of free.slice(index + 1)) {
          const [a, b] = [priorities.indexOf(each.priority), priorities.indexOf(behind.priority)];
          expect(a > b || (a === b && (each.due < behind.due || (each.due === behind.due && each.receivedAt <= behind.receivedAt)))).toBe(
            true,
          );
        }
      const reversed = turnsOf([...places].reverse(), network, who.id, now);
      expect(idsOf(reversed.free)).toEqual(idsOf(free));
    }),
  );
});
