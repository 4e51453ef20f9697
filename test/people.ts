// The cast of the tests: made-up people of one hub with three practices and of a second hub next door; and how more of them are made.

import type { EConsultRules } from '../src/domain/econsult/decide.ts';
import type { Clearance, Hub, Network, Post, Practice, StaffMember } from '../src/domain/network/state.ts';
import { type Actor, capabilities, entraOf, type OdsCode, type Pathway, type Person } from '../src/domain/terms.ts';
import { coreHours } from '../src/domain/time/hours.ts';
import { englandHolidays } from './domain/time/days.ts';

export const tenant = '11111111-2222-4333-8444-555555555555';

/** Hub-first for what a clinician answers; its own office gets the administrative ones. */
export const larkfield = 'T90001';
/** Gets everything first itself. */
export const millbrook = 'T90002';
/** Leaves everything to the hub. */
export const quayside = 'T90003';
/** Belongs to the other hub. */
export const overthere = 'T90009';
export const north = 'NORTH';
export const south = 'SOUTH';

/** A hub with core hours. */
export const hubCalled = (id: string, name: string): Hub => ({ id, name, hours: coreHours, telephone: '01632 960000' });
/** A practice with core hours, and who gets its eConsults first. */
export const practiceCalled = (code: OdsCode, name: string, at: string, clinical: Pathway, admin: Pathway): Practice => ({
  code,
  name,
  hub: at,
  recordSystem: 'EMIS',
  hours: coreHours,
  pathway: { clinical, admin, clinicalAdmin: clinical },
});

let made = 0;
/** Object ids in the order people are made, so that they are the same in every run. */
export function member(name: string, posts: readonly Post[], cleared: readonly Clearance[] = []): StaffMember {
  made += 1;
  return { id: `${tenant}.00000000-0000-4000-8000-${String(made).padStart(12, '0')}`, name, posts, cleared };
}
/** May do everything in the records of these practices. */
export const full = (...practices: readonly OdsCode[]): readonly Clearance[] => practices.map((practice) => ({ practice, capabilities }));
const all = full(larkfield, millbrook, quayside);

export const amara = member('Dr Amara Osei', [{ role: 'clinician', at: north }], all);
export const bram = member('Dr Bram Whitlock', [{ role: 'clinician', at: north }], all);
/** A clinician of the hub who is cleared for one practice only. */
export const carys = member('Carys Pell', [{ role: 'clinician', at: north }], full(larkfield));
export const farah = member('Dr Farah Lind', [{ role: 'clinicalLead', at: north }], all);
export const dalia = member('Dalia Moreno', [{ role: 'hubLead', at: north }], all);
export const ewan = member('Ewan Frith', [{ role: 'hubAdministrator', at: north }], all);
export const gwen = member('Gwen Tarrant', [{ role: 'practiceAdministrator', at: larkfield }]);
export const hugo = member('Dr Hugo Baines', [{ role: 'practiceClinician', at: larkfield }]);
export const ines = member('Ines Calloway', [{ role: 'practiceAdministrator', at: millbrook }]);
export const jonas = member('Jonas Reed', [{ role: 'hubLead', at: south }], full(overthere));
/** Signed in to the tenant, but on nobody's staff list. */
export const stranger: Person = { id: `${tenant}.00000000-0000-4000-8000-999999999999`, name: 'Sam Elsewhere' };
/** Not on the staff list yet: whom a lead adds. */
export const newcomer = { name: 'Sam Else', objectId: '9aa1f4cb-4a05-4d78-a7b5-e3f938317932' } as const;
/** Whose eConsult it is, where any patient will do. */
export const patient = { name: 'Wren Ashdown', dateOfBirth: '1979-03-14' } as const;

const byKey = <T>(things: readonly T[], key: (thing: T) => string): Readonly<Record<string, T>> =>
  Object.fromEntries(things.map((thing) => [key(thing), thing]));

export const network: Network = {
  hubs: byKey([hubCalled(north, 'North Hub'), hubCalled(south, 'South Hub')], ({ id }) => id),
  practices: byKey(
    [
      practiceCalled(larkfield, 'Larkfield Surgery', north, 'hubFirst', 'practiceFirst'),
      practiceCalled(millbrook, 'Millbrook Practice', north, 'practiceFirst', 'practiceFirst'),
      practiceCalled(quayside, 'Quayside Health Centre', north, 'hubFirst', 'hubFirst'),
      practiceCalled(overthere, 'Overthere Surgery', south, 'hubFirst', 'hubFirst'),
    ],
    ({ code }) => code,
  ),
  staff: byKey([amara, bram, carys, farah, dalia, ewan, gwen, hugo, ines, jonas], ({ id }) => id),
  channels: {
    [north]: { organisation: north, conversation: '19:north@thread.tacv2', team: '19:team@thread.tacv2', tenantId: tenant },
    [larkfield]: { organisation: larkfield, conversation: '19:larkfield@thread.tacv2', team: '19:team@thread.tacv2', tenantId: tenant },
  },
  onShift: {},
};
export const rules: EConsultRules = { network, holidays: englandHolidays };

export const person = ({ id, name }: Person): Actor & { kind: 'person' } => ({ kind: 'person', id, name });
export const sender: Actor = { kind: 'sender', caller: 'maker' };
export const objectIdOf = ({ id }: Person): string => entraOf(id).objectId;
