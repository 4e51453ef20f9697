// Who may answer, open and place: every role, kind, holder and clearance, held to the table in words.
import { describe, expect, it } from 'vitest';
import { mayAnswer, mayDo, mayPlace, mayView } from '../../../src/domain/network/access.ts';
import { loginsOf } from '../../../src/domain/network/logins.ts';
import { type Clearance, loginsMaxDefault, type Network, type Practice, type StaffMember } from '../../../src/domain/network/state.ts';
import { type Capability, capabilities, type Kind, kinds, type Role, roles } from '../../../src/domain/terms.ts';
import {
  amara,
  bram,
  carys,
  dalia,
  ewan,
  farah,
  gwen,
  larkfield,
  millbrook,
  network,
  north,
  quayside,
  south,
  tenant,
} from '../../people.ts';

/** Which kinds a role answers where it works, written down once more and on purpose. */
const answers: Record<Role, { readonly at: 'hub' | 'practice'; readonly kinds: readonly Kind[] }> = {
  clinician: { at: 'hub', kinds: ['clinical', 'admin', 'clinicalAdmin'] },
  dutyClinician: { at: 'hub', kinds: ['clinical', 'admin', 'clinicalAdmin'] },
  clinicalLead: { at: 'hub', kinds: ['clinical', 'admin', 'clinicalAdmin'] },
  hubLead: { at: 'hub', kinds: ['admin'] },
  hubAdministrator: { at: 'hub', kinds: ['admin'] },
  practiceClinician: { at: 'practice', kinds: ['clinical', 'admin', 'clinicalAdmin'] },
  practiceAdministrator: { at: 'practice', kinds: ['admin'] },
};
const places = [north, south, larkfield, millbrook];
/** A Wednesday in the middle of the day: 09:00 in London. */
const now = '2026-11-25T09:00:00.000Z';
const id = `${tenant}.00000000-0000-4000-8000-0000000000ff`;
const someone = (role: Role, at: string, cleared: readonly string[]): StaffMember => ({
  id,
  name: 'Tess Example',
  posts: [{ role, at }],
  cleared: cleared.map((practice) => ({ practice, capabilities })),
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
      const refusal = mayAnswer(withStaff(member), member.id, { hub: north, practice: larkfield, holder, kind }, now);
      const rightRole = at === holder && answers[role].kinds.includes(kind) && answers[role].at === (holder === north ? 'hub' : 'practice');
      const clear = cleared.includes(larkfield) || at === larkfield;
      expect(refusal?.why, where).toBe(rightRole ? (clear ? undefined : 'notCleared') : 'roleLacks');
    }
  });
  it('refused to a role names the roles that may at that holder, and the people there who are cleared', () => {
    const at = { hub: north, practice: larkfield, holder: larkfield, kind: 'admin' } as const;
    expect(mayAnswer(network, ewan.id, at, now)).toMatchObject({ need: ['practiceClinician', 'practiceAdministrator'] });
    const atMillbrook = { hub: north, practice: millbrook, holder: north, kind: 'clinical' } as const;
    const refusal = mayAnswer(network, ewan.id, atMillbrook, now);
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
      const refusal = mayView(withStaff(member), member.id, { hub: north, practice: larkfield, holder, kind }, now);
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
        expect(mayPlace(withStaff(member), id, it, now) === undefined, `${role} at ${at}`).toBe(may);
        expect(mayView(withStaff(member), id, it, now) === undefined, `${role} at ${at}`).toBe(may);
      }
  });
});

it('somebody with several posts may do what any of them allows', () => {
  const both: StaffMember = { ...someone('practiceAdministrator', larkfield, []), posts: [...gwen.posts, ...dalia.posts] };
  const admin = { hub: north, practice: larkfield, kind: 'admin' } as const;
  expect(mayAnswer(withStaff(both), id, { ...admin, holder: larkfield }, now)).toBeUndefined();
  expect(mayAnswer(withStaff(both), id, { ...admin, holder: north }, now)).toBeUndefined();
});
it('somebody on no staff list may do nothing', () => {
  const at = { hub: north, practice: larkfield, holder: north, kind: 'admin' } as const;
  for (const may of [mayAnswer, mayView, mayPlace]) expect(may(network, 'nobody', at, now)).toEqual({ why: 'notStaff' });
});

describe('a capability', () => {
  const it0 = { hub: north, practice: larkfield, holder: north, kind: 'clinical' } as const;
  const withClearance = (more: Partial<Clearance>, practice: Partial<Practice> = {}): Network => {
    const member = { ...someone('clinician', north, []), cleared: [{ practice: larkfield, capabilities, ...more }] };
    const there = network.practices[larkfield];
    if (there === undefined) throw new Error('the network has it');
    return { ...withStaff(member), practices: { ...network.practices, [larkfield]: { ...there, ...practice } } };
  };
  const may = (capability: Capability, more: Partial<Clearance>, at = now, practice: Partial<Practice> = {}) =>
    mayDo(withClearance(more, practice), id, it0, capability, at);

  it('is held by exactly those it was given to, and the refusal names colleagues who have it', () => {
    for (const given of capabilities)
      for (const needed of capabilities) {
        const refusal = may(needed, { capabilities: [given] });
        expect(refusal?.why, `${needed} with ${given}`).toBe(given === needed ? undefined : 'capabilityLacks');
        if (refusal)
          expect(refusal).toMatchObject({
            capability: needed,
            ask: [{ name: amara.name }, { name: bram.name }, { name: carys.name }, { name: farah.name }],
          });
      }
  });
  it('to answer is to write', () => {
    expect(mayAnswer(withClearance({ capabilities: ['view', 'prescribe', 'book'] }), id, it0, now)?.why).toBe('capabilityLacks');
    expect(mayAnswer(withClearance({ capabilities: ['write'] }), id, it0, now)).toBeUndefined();
  });
  it.each<[string, string, boolean]>([
    ['the whole of its last day, to the last millisecond in winter', '2026-11-25T23:59:59.999Z', true],
    ['not a millisecond of the next', '2026-11-26T00:00:00.000Z', false],
  ])('holds %s', (_, at, holds) => {
    expect(may('write', { until: '2026-11-25' }, at)).toEqual(
      holds ? undefined : expect.objectContaining({ why: 'clearanceEnded', ended: '2026-11-25', practice: larkfield }),
    );
  });
  it('ends at midnight in London, which in summer is eleven at night elsewhere', () => {
    expect(may('write', { until: '2026-07-01' }, '2026-07-01T22:59:59.999Z')).toBeUndefined();
    expect(may('write', { until: '2026-07-01' }, '2026-07-01T23:00:00.000Z')?.why).toBe('clearanceEnded');
  });
  it('of somebody whose clearance has ended is not offered to others', () => {
    const ended = withClearance({ until: '2026-11-24' });
    const refusal = mayAnswer(ended, ewan.id, it0, now);
    expect(refusal?.why === 'roleLacks' && refusal.ask.map((each) => each.id)).not.toContain(id);
  });
  it.each<[string, string, boolean]>([
    ['the day before it begins', '2026-11-24T23:59:59.999Z', false],
    ['from its first instant', '2026-11-25T00:00:00.000Z', true],
    ['to its last', '2026-12-01T23:59:59.999Z', true],
    ['the day after', '2026-12-02T00:00:00.000Z', false],
  ])('needs the agreement in force: %s', (_, at, holds) => {
    const agreement = { from: '2026-11-25', until: '2026-12-01' };
    for (const capability of capabilities)
      expect(may(capability, {}, at, { agreement })).toEqual(
        holds ? undefined : expect.objectContaining({ why: 'noAgreement', ask: [{ id: dalia.id, name: dalia.name }] }),
      );
  });
  it('of the practice\u2019s own people needs neither clearance nor agreement', () => {
    const over = withClearance({}, { agreement: { from: '2020-01-01', until: '2020-12-31' } });
    for (const capability of capabilities) expect(mayDo(over, gwen.id, it0, capability, now)).toBeUndefined();
  });
});

describe('separate log-ins', () => {
  const codes = Array.from({ length: loginsMaxDefault + 2 }, (_, n) => `L9000${n}`);
  const [template] = Object.values(network.practices);
  const sites = Object.fromEntries(codes.map((code) => [code, { ...template, code, recordAccess: 'separate' } as Practice]));
  const member = someone('clinician', north, [quayside, ...codes]);
  const at = (loginsMax?: number): Network => {
    const hub = network.hubs[north];
    if (hub === undefined) throw new Error('the network has it');
    const base = withStaff(member);
    return {
      ...base,
      hubs: { ...base.hubs, [north]: { ...hub, ...(loginsMax === undefined ? {} : { loginsMax }) } },
      practices: { ...base.practices, ...sites },
    };
  };
  const refusedAt = (net: Network, capability: Capability): readonly string[] =>
    [quayside, ...codes].filter(
      (practice) => mayDo(net, id, { hub: north, practice, holder: north, kind: 'clinical' }, capability, now)?.why === 'tooManyLogins',
    );

  it('count only sites that need one, in the order they were given', () => {
    expect(loginsOf(at(), member)).toEqual(codes);
  });
  it.each([
    [undefined, loginsMaxDefault],
    [1, 1],
    [3, 3],
    [99, codes.length],
  ])('up to the number agreed (%s) are used; beyond it only reading', (agreed, used) => {
    expect(refusedAt(at(agreed), 'write')).toEqual(codes.slice(used));
    expect(refusedAt(at(agreed), 'view')).toEqual([]);
  });
});
