// For the auditor: what a disaster should have moved or brought back and did not; and nothing before it has had the time to.
import { describe, expect, it } from 'vitest';
import { disasterFindings, leftBehindMinutes } from '../../../src/domain/econsult/left-behind.ts';
import type { Waiting } from '../../../src/domain/econsult/state.ts';
import type { InForce } from '../../../src/domain/network/in-force.ts';
import { kinds, priorities } from '../../../src/domain/terms.ts';
import { later, received, stateAfter } from '../../given.ts';
import { hugo, larkfield, network, north, rules } from '../../people.ts';

const down: InForce = {
  ...{ id: 'D-K7M4QX', type: 'hubDown', hub: north, closed: [north], routes: { [north]: 'itsPractice' } },
  ...{ moves: { kinds, priorities }, since: later(0), until: later(240) },
};
const one = { ...stateAfter(received()), holder: north, practice: larkfield, waitingSince: later(-30) } as Waiting;
const found = (state: Waiting, inForce: readonly InForce[], minutes: number, more = {}) =>
  disasterFindings(state, { ...rules, network: { ...network, inForce, ...more } }, later(minutes));

describe('what waits where a disaster has closed', () => {
  it('is found once the disaster has had its time to move it, and never without one', () => {
    const finding = { kind: 'waitsInClosed', id: one.id, organisation: north, disaster: down.id };
    expect(found(one, [down], leftBehindMinutes)).toEqual([]);
    expect(found(one, [down], leftBehindMinutes + 1)).toEqual([finding]);
    expect(found({ ...one, waitingSince: later(10) }, [down], leftBehindMinutes + 1)).toEqual([]);
    expect(found(one, [], 60)).toEqual([]);
    expect(found(one, [{ ...down, drill: true }], 60)).toEqual([]);
  });
  it('is not where nobody else could answer it', () => {
    const staff = { ...network.staff, [hugo.id]: { ...hugo, posts: [] } };
    expect(found(one, [down], 60, { staff })).toEqual([]);
  });
});

it('what is still where a disaster had moved it is found after that has ended', () => {
  const reroutedBy = { disaster: down.id, type: down.type, from: north, to: larkfield, at: later(1), until: later(240) };
  const moved: Waiting = { ...one, holder: larkfield, reroutedBy };
  expect(found(moved, [{ ...down, until: later(600) }], 300)).toEqual([]);
  expect(found(moved, [], 240 + leftBehindMinutes)).toEqual([]);
  expect(found(moved, [], 241 + leftBehindMinutes)).toEqual([
    { kind: 'notBroughtBack', id: one.id, organisation: larkfield, disaster: down.id },
  ]);
});
