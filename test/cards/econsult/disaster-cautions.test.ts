// What a card says of an eConsult that a disaster has moved: who of its holder can complete it, where not everybody there can.
import { expect, it } from 'vitest';
import { cautionsOf } from '../../../src/cards/econsult/facts.ts';
import type { Network, StaffMember } from '../../../src/domain/network/state.ts';
import { later } from '../../given.ts';
import { full, member, network, north } from '../../people.ts';
import { states } from '../states.ts';

const moved = states.rerouted;
const clinician = (name: string, ...cleared: readonly string[]): StaffMember =>
  member(name, [{ role: 'clinician', at: north }], full(...cleared));
const viewer = (name: string): StaffMember => ({
  ...clinician(name),
  cleared: [{ practice: moved.practice ?? '', capabilities: ['view'] }],
});
const said = (...staff: readonly StaffMember[]): string | undefined => {
  const at: Network = { ...network, staff: Object.fromEntries(staff.map((each) => [each.id, each])) };
  return cautionsOf(moved, at, later(30)).find((words) => words.includes('can write in the record'));
};
const able = ['Dr Ada One', 'Dr Ben Two', 'Dr Cy Three', 'Dr Di Four'].map((name) => clinician(name, moved.practice ?? ''));

it('names at most three who can, and says what the others can do', () => {
  expect(said(...able, viewer('Dr Eve Five'))).toBe(
    'Dr Ada One, Dr Ben Two, Dr Cy Three and 1 more can write in the record of Millbrook Practice. Others can advise the patient, but not complete it.',
  );
  expect(said(...able.slice(0, 1), clinician('Dr Fay Six'))).toMatch(/^Dr Ada One can write in the record of Millbrook Practice\. /);
});

it('says nothing of it where everybody can, or where nobody can, which is said as such', () => {
  expect(said(...able)).toBeUndefined();
  expect(said(viewer('Dr Eve Five'))).toBeUndefined();
  const nobody: Network = { ...network, staff: {} };
  expect(cautionsOf(moved, nobody, later(30)).join(' ')).toContain('Nobody at North Hub is set up');
});

it('says nothing of it of one that nobody has moved', () => {
  expect(cautionsOf(states.waiting, network, later(30)).join(' ')).not.toContain('can write in the record');
});
