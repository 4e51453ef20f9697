// Who may answer, open and place: every role, kind, holder and clearance, held to the table in words.
import { describe, expect, it } from 'vitest';
import { mayAnswer, mayPlace, mayView } from '../../src/domain/access.ts';
import type { Network, StaffMember } from '../../src/domain/network/state.ts';
import { type Kind, kinds, type Role, roles } from '../../src/domain/terms.ts';
import { dalia, ewan, gwen, larkfield, millbrook, network, north, south, tenant } from '../people.ts';

/** Which kinds a role answers where it works, written down once more and on purpose. */
const answers: Record<Role, { readonly at: 'hub' | 'practice'; readonly kinds: readonly Kind[] }> = {
  clinician: { at: 'hub', kinds: ['clinical', 'admin', 'clinicalAdmin'] },
  clinicalLead: { at: 'hub', kinds: ['clinical', 'admin', 'clinicalAdmin'] },
  hubLead: { at: 'hub', kinds: ['admin'] },
  hubAdministrator: { at: 'hub', kinds: ['admin'] },
  practiceClinician: { at: 'practice', kinds: ['clinical', 'admin', 'clinicalAdmin'] },
  practiceAdministrator: { at: 'practice', kinds: ['admin'] },
};
const places = [north, south, larkfield, millbrook];
const id = `${tenant}.00000000-0000-4000-8000-0000000000ff`;
const someone = (role: Role, at: string, cleared: readonly string[]): StaffMember => ({
  id,
  name: 'Tess Example',
  posts: [{ role, at }],
  cleared,
});
const withStaff = (member: StaffMember): Network => ({ ...network, staff: { ...network.staff, [member.id]: member } });

const cases = roles.flatMap((role) =>
  places.flatMap((at) =>
    kinds.flatMap((kind) =>
      [north, larkfield].flatMap((holder) => [[], [larkfield], [millbrook]].map((cleared) => ({ role, at, kind, holder, cleared }))),
    ),
  ),
);

describe('answering', () => {
  it(`is open in exactly those of ${cases.length} circumstances that the table allows`, () => {
    for (const { role, at, kind, holder, cleared } of cases) {
      const where = `${role} at ${at}, cleared for ${cleared.join() || 'none'}: ${kind} of ${larkfield} held by ${holder}`;
      const member = someone(role, at, cleared);
      const refusal = mayAnswer(withStaff(member), member.id, { hub: north, practice: larkfield, holder, kind });
      const rightRole = at === holder && answers[role].kinds.includes(kind) && answers[role].at === (holder === north ? 'hub' : 'practice');
      const clear = cleared.includes(larkfield) || at === larkfield;
      expect(refusal?.why, where).toBe(rightRole ? (clear ? undefined : 'notCleared') : 'roleLacks');
    }
  });
  it('refused to a role names the roles that may at that holder, and the people there who are cleared', () => {
    const at = { hub: north, practice: larkfield, holder: larkfield, kind: 'admin' } as const;
    expect(mayAnswer(network, ewan.id, at)).toMatchObject({ need: ['practiceClinician', 'practiceAdministrator'] });
    const atMillbrook = { hub: north, practice: millbrook, holder: north, kind: 'clinical' } as const;
    const refusal = mayAnswer(network, ewan.id, atMillbrook);
    // Carys is a clinician of the hub, but not cleared for Millbrook: sending somebody to her would be no help.
    expect(refusal?.why === 'roleLacks' && refusal.ask.map(({ name }) => name)).toEqual([
      'Dr Amara Osei',
      'Dr Bram Whitlock',
      'Dr Farah Lind',
    ]);
  });
});

describe('opening', () => {
  it('of a placed one needs clearance for its practice or a post there, whatever the role', () => {
    for (const { role, at, cleared, kind, holder } of cases) {
      const member = someone(role, at, cleared);
      const refusal = mayView(withStaff(member), member.id, { hub: north, practice: larkfield, holder, kind });
      expect(refusal?.why).toBe(cleared.includes(larkfield) || at === larkfield ? undefined : 'notCleared');
    }
  });
});

describe('placing, and opening an unplaced one', () => {
  it('is for the leads and administrators of that hub', () => {
    for (const role of roles)
      for (const at of places) {
        const member = someone(role, at, [larkfield, millbrook]);
        const it = { hub: north, practice: undefined, holder: north, kind: 'clinical' } as const;
        const may = at === north && (role === 'hubLead' || role === 'hubAdministrator');
        expect(mayPlace(withStaff(member), id, it) === undefined, `${role} at ${at}`).toBe(may);
        expect(mayView(withStaff(member), id, it) === undefined, `${role} at ${at}`).toBe(may);
      }
  });
});

it('somebody with several posts may do what any of them allows', () => {
  const both: StaffMember = { ...someone('practiceAdministrator', larkfield, []), posts: [...gwen.posts, ...dalia.posts] };
  const admin = { hub: north, practice: larkfield, kind: 'admin' } as const;
  expect(mayAnswer(withStaff(both), id, { ...admin, holder: larkfield })).toBeUndefined();
  expect(mayAnswer(withStaff(both), id, { ...admin, holder: north })).toBeUndefined();
});
it('somebody on no staff list may do nothing', () => {
  const at = { hub: north, practice: larkfield, holder: north, kind: 'admin' } as const;
  for (const may of [mayAnswer, mayView, mayPlace]) expect(may(network, 'nobody', at)).toEqual({ why: 'notStaff' });
});
