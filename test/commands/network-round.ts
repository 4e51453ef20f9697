// Random networks in which every field that a hub, a practice or a member of staff can have is set sometimes. A field that is added to one of the types and not made here does not compile.
import fc from 'fast-check';
import {
  type Clearance,
  type Contacts,
  contactRoles,
  type Hub,
  type NetworkContent,
  type PathwayChange,
  type Practice,
  practiceStages,
  recordSystems,
  type StaffMember,
  type StageStep,
  type TaskTemplate,
} from '../../src/domain/network/state.ts';
import { capabilities, kinds, pathways, priorities, type Role, roles } from '../../src/domain/terms.ts';
import { type HoursException, type OpeningHours, weekdays } from '../../src/domain/time/hours.ts';

type Made<T> = { readonly [Name in keyof Required<T>]: fc.Arbitrary<T[Name]> };
/** What may be left out is left out half of the time. */
const some = <T>(made: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(made, { nil: undefined, freq: 1 });
/** Left out is not there at all, as in a file. */
const whole = <T extends object>(made: Made<T>): fc.Arbitrary<T> =>
  fc
    .record(made as Record<string, fc.Arbitrary<unknown>>)
    .map((it) => Object.fromEntries(Object.entries(it).filter(([, value]) => value !== undefined)) as T);

const hubIds = ['NORTH', 'SOUTH', 'EAST1'];
const codes = ['A90001', 'A90002', 'A90003', 'A90004', 'A90005', 'A90006'];
const people = Array.from({ length: 8 }, (_, n) => `11111111-2222-4333-8444-555555555555.00000000-0000-4000-8000-00000000000${n}`);
const name = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((it) => it.length <= 100 && it.trim() !== '');
const date = fc
  .integer({ min: 0, max: 1_500 })
  .map((days) => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const dates = fc.tuple(date, date).map((both) => {
  const [from = '', until = ''] = [...both].sort();
  return { from, until };
});
const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const span = fc.tuple(fc.integer({ min: 0, max: 1_400 }), fc.integer({ min: 1, max: 40 })).map(([from, long]) => ({
  from: clock(from),
  to: clock(from + long),
}));
const hours: fc.Arbitrary<OpeningHours> = whole<OpeningHours>({
  week: fc.dictionary(fc.constantFrom(...weekdays), fc.array(span, { maxLength: 2 })),
  exceptions: some(
    fc.uniqueArray(
      whole<HoursException>({ date, open: fc.array(span, { maxLength: 2 }), reason: name, evenOnHoliday: some(fc.boolean()) }),
      {
        maxLength: 3,
        selector: (it) => it.date,
      },
    ),
  ),
});
const time = fc.integer({ min: 0, max: 1_439 }).map(clock);
const contacts: fc.Arbitrary<Contacts> = fc.dictionary(
  fc.constantFrom(...contactRoles),
  fc.constantFrom(
    { name: 'Pia Quill', telephone: '01632 960007' },
    { name: 'Dr Noor', email: 'noor@example.org' },
    { name: 'Both', telephone: '+44 1632 960008', email: 'both@example.org' },
  ),
);
const minutes = fc.integer({ min: 1, max: 120 });
const template: fc.Arbitrary<TaskTemplate> = fc.constantFrom<TaskTemplate>(
  { name: 'Bloods', kind: 'tests', detail: 'bloods', asked: 'Please take bloods.', wanted: 'days' },
  { name: 'Ring them', kind: 'ringPatient', asked: 'Please ring with the answer.', wanted: 'usual' },
);

const hubNamed = (id: string): fc.Arbitrary<Hub> =>
  whole<Hub>({
    id: fc.constant(id),
    name,
    hours,
    telephone: fc.constantFrom('01632 960000', '+44 (0)1632 960001'),
    loginsMax: some(fc.integer({ min: 1, max: 50 })),
    claimsMax: some(fc.integer({ min: 1, max: 200 })),
    cutOff: some(time),
    contacts: some(contacts),
    buddies: some(
      fc.uniqueArray(
        fc.record({ takes: fc.constantFrom(...codes), dates, agreedBy: name }).map(({ takes, dates: { from, until }, agreedBy }) => ({
          ...{ takes, workOf: id, from, until },
          agreedBy,
        })),
        { maxLength: 3, selector: (it) => `${it.takes} ${it.from}` },
      ),
    ),
    drillEveryDays: some(fc.integer({ min: 7, max: 1_095 })),
    workMinutes: some(fc.dictionary(fc.constantFrom(...kinds), minutes)),
    taskTemplates: some(fc.uniqueArray(template, { maxLength: 2, selector: (it) => it.name })),
  });

const pathway = fc.constantFrom(...pathways);
const stage: fc.Arbitrary<StageStep> = fc
  .tuple(
    whole<StageStep>({
      from: date,
      stage: fc.constantFrom(...practiceStages),
      kinds: some(fc.subarray([...kinds], { minLength: 1 })),
      by: some(name),
      despite: some(fc.constantFrom('Agreed with the ICB')),
    }),
    fc.subarray([...kinds], { minLength: 1 }),
  )
  .map(([{ kinds: _kinds, ...step }, chosen]) => (step.stage === 'limited' ? { ...step, kinds: chosen } : step));
const practiceCoded = (code: string, hubs: readonly string[]): fc.Arbitrary<Practice> =>
  whole<Practice>({
    code: fc.constant(code),
    name,
    hub: fc.constantFrom(...hubs),
    pcn: some(fc.constantFrom('U12345', 'U54321')),
    icb: some(fc.constantFrom('QE1', 'QXX')),
    recordSystem: fc.constantFrom(...recordSystems),
    recordAccess: some(fc.constantFrom('shared', 'separate')),
    agreement: some(dates),
    stages: some(fc.array(stage, { minLength: 1, maxLength: 3 })),
    wasWith: some(
      fc.array(fc.record({ hub: fc.constantFrom('HUBX', ...hubs), until: date, finishes: date }), { minLength: 1, maxLength: 2 }),
    ),
    hours,
    pathway: fc.record({ clinical: pathway, admin: pathway, clinicalAdmin: pathway }),
    pathwayChanges: some(
      fc.array(
        whole<PathwayChange>({
          from: date,
          kind: fc.constantFrom(...kinds),
          goes: pathway,
          days: some(fc.subarray([...weekdays], { minLength: 1 })),
          between: some(span),
        }),
        { maxLength: 3 },
      ),
    ),
    cutOff: some(time),
    keepsRoutineDays: some(fc.integer({ min: 1, max: 5 })),
    allocation: some(fc.integer({ min: 0, max: 5_000 })),
    rules: some(
      fc.dictionary(
        fc.constantFrom(...kinds),
        fc.dictionary(
          fc.constantFrom(...priorities.filter((each) => each !== 'redFlag')),
          whole({ firstLookWorkingMinutes: some(minutes), targetWorkingMinutes: some(minutes.map((it) => it + 120)) }),
        ),
      ),
    ),
    contacts: some(contacts),
    closed: some(date),
    successor: some(fc.constantFrom(...codes)),
  });

const practiceRoles: readonly Role[] = ['practiceAdministrator', 'practiceClinician'];
const memberWith = (id: string, hubs: readonly string[], practices: readonly string[]): fc.Arbitrary<StaffMember> =>
  whole<StaffMember>({
    id: fc.constant(id),
    name,
    posts: fc.uniqueArray(
      fc.oneof(
        fc.record({ role: fc.constantFrom(...roles.filter((role) => !practiceRoles.includes(role))), at: fc.constantFrom(...hubs) }),
        fc.record({ role: fc.constantFrom(...practiceRoles), at: fc.constantFrom(...practices) }),
      ),
      { minLength: 1, maxLength: 4, selector: ({ role, at }) => `${role} ${at}` },
    ),
    cleared: fc.uniqueArray(
      whole<Clearance>({
        practice: fc.constantFrom(...practices),
        capabilities: fc.subarray([...capabilities], { minLength: 1 }),
        until: some(date),
      }),
      { maxLength: 4, selector: ({ practice }) => practice },
    ),
  });

const byId = <T>(all: readonly T[], idOf: (it: T) => string): Readonly<Record<string, T>> =>
  Object.fromEntries(all.map((it) => [idOf(it), it]));

/** Of one hub to three, with one practice to six, and up to eight people. */
export const anyNetwork: fc.Arbitrary<NetworkContent> = fc
  .tuple(fc.integer({ min: 1, max: hubIds.length }), fc.integer({ min: 1, max: codes.length }), fc.integer({ min: 0, max: people.length }))
  .chain(([hubs, practices, staff]) => {
    const [ofHubs, ofPractices] = [hubIds.slice(0, hubs), codes.slice(0, practices)];
    return fc.record({
      hubs: fc.tuple(...ofHubs.map(hubNamed)).map((all) => byId(all, ({ id }) => id)),
      practices: fc.tuple(...ofPractices.map((code) => practiceCoded(code, ofHubs))).map((all) => byId(all, ({ code }) => code)),
      staff: fc.tuple(...people.slice(0, staff).map((id) => memberWith(id, ofHubs, ofPractices))).map((all) => byId(all, ({ id }) => id)),
    });
  });
