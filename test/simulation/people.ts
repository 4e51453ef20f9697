// The small network every simulated world has: one hub, two practices, and a handful of made-up people.

import type { Channel, Network, StaffMember } from '../../src/domain/network/state.ts';
import { capabilities, type Person, type Role } from '../../src/domain/terms.ts';
import type { OpeningHours } from '../../src/domain/time/hours.ts';

export const hub = 'NORTH';
export const tenant = '5d1f0d0e-0000-4000-8000-000000000001';
export const holidays = { nation: 'englandAndWales', days: [], endsOn: '2027-12-31' } as const;

const hours: OpeningHours = { week: { wednesday: [{ from: '08:00', to: '18:30' }], thursday: [{ from: '08:00', to: '18:30' }] } };

const member = (number: number, name: string, posts: readonly [Role, string][], cleared: readonly string[]): StaffMember => ({
  id: `${tenant}.00000000-0000-4000-8000-00000000000${number}`,
  name,
  posts: posts.map(([role, at]) => ({ role, at })),
  cleared: cleared.map((code) => ({ practice: code, capabilities })),
});

export const staff: readonly StaffMember[] = [
  member(1, 'Asha Example', [['clinician', hub]], ['A81001', 'A81002']),
  member(2, 'Bo Sample', [['clinician', hub]], ['A81001', 'A81002']),
  member(3, 'Cyd Specimen', [['clinicalLead', hub]], ['A81001', 'A81002']),
  // Not cleared for the second practice: refused there.
  member(4, 'Dee Pattern', [['clinician', hub]], ['A81001']),
  member(5, 'Eli Model', [['hubLead', hub]], ['A81001', 'A81002']),
  member(6, 'Flo Instance', [['practiceClinician', 'A81002']], []),
  member(8, 'Ida Outline', [['practiceClinician', 'A81001']], []),
  member(7, 'Gus Template', [['practiceClinician', 'A81002']], []),
];
/** Somebody in the channel whom the network does not know. */
export const stranger: Person = { id: `${tenant}.00000000-0000-4000-8000-000000000009`, name: 'Hal Stranger' };

export const lead = staff.find((one) => one.posts[0]?.role === 'hubLead') ?? stranger;

const practice = (code: string, pathway: 'hubFirst' | 'practiceFirst') =>
  ({
    code,
    name: `The ${code} Surgery`,
    hub,
    recordSystem: 'EMIS',
    hours,
    pathway: { clinical: pathway, admin: pathway, clinicalAdmin: pathway },
  }) as const;

export const network: Pick<Network, 'hubs' | 'practices' | 'staff'> = {
  hubs: { [hub]: { id: hub, name: 'North Hub', hours, telephone: '01632 960000' } },
  practices: { A81001: practice('A81001', 'hubFirst'), A81002: practice('A81002', 'practiceFirst') },
  staff: Object.fromEntries(staff.map((one) => [one.id, one])),
};

export const channels: readonly Channel[] = [hub, 'A81001', 'A81002'].map((organisation) => ({
  organisation,
  conversation: `19:${organisation}@thread.tacv2`,
  team: '19:team@thread.tacv2',
  tenantId: tenant,
}));

export const mriOf = (person: string): string => `29:${person.slice(-12)}`;
