// The network of the demo: one hub, four practices with different record systems, hours and pathways, and their staff. All made up.

import type { Channel, Contacts, Hub, NetworkContent, Practice, StaffMember, TaskTemplate } from '../../domain/network/state.ts';
import type { Kind, Pathway } from '../../domain/terms.ts';
import type { ClockTime, OpeningHours, Span, Weekday } from '../../domain/time/hours.ts';
import { demoHub, demoPractices, demoTenantId, everybody, personIdOf } from './people.ts';
import { demoTeamsOf } from './teams.ts';

const { salternQuay, kestrelRoad, tideway, ferrymansLane } = demoPractices;

const span = (from: ClockTime, to: ClockTime): Span => ({ from, to });
const mondayToFriday = (...spans: readonly Span[]): Partial<Record<Weekday, readonly Span[]>> => ({
  monday: spans,
  tuesday: spans,
  wednesday: spans,
  thursday: spans,
  friday: spans,
});

// Telephone numbers from the range that Ofcom keeps free for drama (01632 960000 to 960999) ring nobody; example.org takes no mail.
const hubContacts: Contacts = {
  recordSystemSupplier: { name: 'Record systems desk', telephone: '01632 960141' },
  siro: { name: 'Ingrid Solberg', email: 'siro@example.org' },
  caldicottGuardian: { name: 'Dr Leila Haddad', telephone: '01632 960142' },
  dataProtectionOfficer: { name: 'Piers Achterberg', email: 'dpo@example.org' },
  clinicalGovernanceLead: { name: 'Dr Leila Haddad', telephone: '01632 960142' },
};
const contactsOf = (place: string, guardian: string, telephone: string): Contacts => ({
  recordSystemSupplier: { name: 'Supplier\u2019s help desk', telephone: '01632 960150' },
  caldicottGuardian: { name: guardian, telephone, email: `guardian.${place}@example.org` },
  dataProtectionOfficer: { name: 'Piers Achterberg', email: 'dpo@example.org' },
});

/** What the hub asks of its practices again and again, by name. */
const commonTasks: readonly TaskTemplate[] = [
  {
    name: 'Blood pressure with the nurse',
    ...{ kind: 'faceToFace', detail: 'nurse' },
    asked: 'Please check the blood pressure on both arms and record the higher one.',
    wanted: 'week',
  },
  {
    name: 'Bloods before a review',
    ...{ kind: 'tests', detail: 'bloods' },
    asked: 'Please take full blood count, kidney and liver function, and HbA1c.',
    wanted: 'days',
  },
  {
    name: 'Fit note to print',
    ...{ kind: 'fitNote', detail: 'print' },
    asked: 'The fit note is in the record: please print it and say when it can be collected.',
    wanted: 'day',
  },
  {
    name: 'Patient without internet',
    ...{ kind: 'ringPatient', detail: 'noInternet' },
    asked: 'Please ring with the answer that is in the record: our message cannot be read.',
    wanted: 'closing',
  },
];

const hub: Hub = {
  id: demoHub,
  name: 'Harbour eHub',
  hours: { week: { ...mondayToFriday(span('08:00', '20:00')), saturday: [span('09:00', '13:00')] } },
  telephone: '01632 960140',
  loginsMax: 4,
  contacts: hubContacts,
  taskTemplates: commonTasks,
};

/** Clinical work and fit notes to the hub, paperwork to the practice that holds the records. */
const paperworkStays: Record<Kind, Pathway> = { clinical: 'hubFirst', clinicalAdmin: 'hubFirst', admin: 'practiceFirst' };
const everythingToHub: Record<Kind, Pathway> = { clinical: 'hubFirst', clinicalAdmin: 'hubFirst', admin: 'hubFirst' };
const everythingStays: Record<Kind, Pathway> = { clinical: 'practiceFirst', clinicalAdmin: 'practiceFirst', admin: 'practiceFirst' };

const coreHours: OpeningHours = { week: mondayToFriday(span('08:00', '18:30')) };
/** Shut on Thursday afternoons. */
const halfDay: OpeningHours = { week: { ...coreHours.week, thursday: [span('08:00', '12:30')] } };
/** Shut over lunch, open late on Tuesdays. */
const lunchAndLate: OpeningHours = {
  week: { ...mondayToFriday(span('08:30', '13:00'), span('14:00', '18:00')), tuesday: [span('08:30', '13:00'), span('14:00', '20:00')] },
};

const practices: readonly Practice[] = [
  {
    code: salternQuay,
    name: 'Saltern Quay Medical Centre',
    hub: demoHub,
    recordSystem: 'EMIS',
    recordAccess: 'shared',
    hours: coreHours,
    pathway: paperworkStays,
    contacts: contactsOf('saltern-quay', 'Dr Noor Velasquez', '01632 960151'),
  },
  // Two rooms and no administrator of its own: the hub does its paperwork too.
  {
    code: kestrelRoad,
    name: 'Kestrel Road Surgery',
    hub: demoHub,
    recordSystem: 'EMIS',
    recordAccess: 'shared',
    hours: halfDay,
    pathway: everythingToHub,
    contacts: contactsOf('kestrel-road', 'Dr Euan Strachan', '01632 960152'),
  },
  {
    code: tideway,
    name: 'Tideway Health Centre',
    hub: demoHub,
    recordSystem: 'SystmOne',
    recordAccess: 'shared',
    hours: lunchAndLate,
    pathway: paperworkStays,
    contacts: contactsOf('tideway', 'Dr Farida Nasser', '01632 960153'),
  },
  // Sees its own patients first and turns to the hub when it must.
  {
    code: ferrymansLane,
    name: 'Ferryman\u2019s Lane Practice',
    hub: demoHub,
    recordSystem: 'Vision',
    // Nothing is shared with the hub’s own system: each clinician keeps a log-in of this site.
    recordAccess: 'separate',
    hours: coreHours,
    pathway: everythingStays,
    contacts: contactsOf('ferrymans-lane', 'Dr Hannah Lindqvist', '01632 960154'),
  },
];

const staff: readonly StaffMember[] = everybody
  .filter(({ posts }) => posts.length > 0)
  .map((person) => ({ id: personIdOf(person), name: person.name, posts: person.posts, cleared: person.cleared }));

/** What `Establish` takes; made anew for each caller, so that nobody changes another's. */
export const demoNetwork = (): NetworkContent => ({
  hubs: { [hub.id]: hub },
  practices: Object.fromEntries(practices.map((practice) => [practice.code, practice])),
  staff: Object.fromEntries(staff.map((member) => [member.id, member])),
});

/** Which channel is whose, for `GiveChannel`: the second of each team, so that General stays for talk. */
export const demoChannels: readonly Channel[] = demoTeamsOf.flatMap(({ organisation, team }) => {
  const [general, eConsults] = team.channels;
  if (general === undefined || eConsults === undefined) return [];
  return [{ organisation, conversation: eConsults.id, team: general.id, tenantId: demoTenantId }];
});
