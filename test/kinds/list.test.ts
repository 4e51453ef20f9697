// The list of all kinds: each is met on every floor, and no id of one has the shape of another's.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayKind } from '../../src/app/day/kind.ts';
import { econsultKind } from '../../src/app/econsult/kind.ts';
import { type Kind, kindsOf, type Named, UnknownKind } from '../../src/app/kind.ts';
import { decided, gathered, inTeams, kinds } from '../../src/kinds.ts';
import { econsultInTeams } from '../../src/teams/econsult/kind.ts';
import { teamsKindsOf } from '../../src/teams/kind.ts';
import { withParcel } from './list.ts';

const all: readonly Named[] = [...withParcel.app.all, ...withParcel.app.gathered];
/** Ids that two of these could both have. */
const taken = (of: readonly Named[], id: string): readonly string[] => of.flatMap(({ kind, ids }) => (ids.test(id) ? [kind] : []));

describe('ids', () => {
  it.each(all.map((each) => [each.kind, each] as const))('of a %s have no other kind\u2019s shape', (kind, { ids }) => {
    expect(ids.source).toMatch(/^\^.*\$$/);
    fc.assert(
      fc.property(fc.stringMatching(ids), (id) => taken(all, id).join() === kind),
      { numRuns: 500 },
    );
  });
  it('are of one kind by what stands in rows today', () => {
    const people = '11111111-aaaa-4bbb-8ccc-000000000001.22222222-aaaa-4bbb-8ccc-000000000002';
    const known = {
      K7M4QX: 'econsult',
      network: 'network',
      'A81001.2026-11-25': 'day',
      '2026-11-23': 'rota',
      board: 'board',
      digest: 'digest',
      [people]: 'shift',
    };
    for (const [id, kind] of Object.entries(known)) expect(kinds.app.byId(id)?.kind).toBe(kind);
    expect(kinds.app.byId('P-1234ABCD')).toBeUndefined();
    expect(kinds.app.nameOf('K7M4QX')).toBe('K7M-4QX');
    expect(kinds.app.nameOf('board')).toBe('the board');
  });
});

describe('the list', () => {
  it('has each kind on every floor', () => {
    expect(inTeams.map(({ kind }) => kind).sort()).toEqual([...decided, ...gathered].map(({ kind }) => kind).sort());
  });
  it('takes no second kind of a name, none that only Teams knows, and no verb twice where cards say no kind', () => {
    const twice: Kind = { ...dayKind, kind: 'econsult' } as Kind;
    expect(() => kindsOf([econsultKind, twice], [])).toThrow('two kinds called econsult');
    expect(() => teamsKindsOf(kindsOf([dayKind], []), [econsultInTeams])).toThrow('nobody else does');
    const like = { ...econsultInTeams, kind: 'day' };
    expect(() => teamsKindsOf(kindsOf([econsultKind, dayKind], []), [econsultInTeams, like])).toThrow('same verb');
  });
  it('throws at a kind that it does not know', () => {
    for (const asked of [kinds.app.of, kinds.app.shown, kinds.drawing]) expect(() => asked('parcel')).toThrow(UnknownKind);
    expect(() => kinds.app.shown('network')).toThrow(UnknownKind);
  });
});

describe('a button', () => {
  it('without a kind is an eConsult\u2019s, as on cards already posted; with one it is that kind\u2019s alone', () => {
    expect(withParcel.pressed('claim', {})).toBe(econsultInTeams.presses);
    expect(withParcel.pressed('claim', { thing: 'econsult' })).toBe(econsultInTeams.presses);
    expect(withParcel.pressed('collect', { thing: 'parcel' })).toBeDefined();
    expect(withParcel.pressed('collect', {})).toBeUndefined();
    expect(withParcel.pressed('claim', { thing: 'parcel' })).toBeUndefined();
    for (const kind of ['constructor', '__proto__', 7, null]) expect(withParcel.pressed('claim', { thing: kind })).toBeUndefined();
    expect(withParcel.asked('toString', {})).toBeUndefined();
  });
});
