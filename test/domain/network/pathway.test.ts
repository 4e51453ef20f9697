// Who gets an eConsult first: pathways with dated changes, cut-offs, allocations, agreements, fit notes, and what cannot wait.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type First, type FirstReason, firstHolder, firstReasons, pathwayAt, type Today } from '../../../src/domain/network/pathway.ts';
import type { Hub, Network, PathwayChange, Practice } from '../../../src/domain/network/state.ts';
import { capabilities, type Kind, kinds, type Priority, pathways, priorities } from '../../../src/domain/terms.ts';
import type { OpeningHours } from '../../../src/domain/time/hours.ts';
import { amara, bram, carys, farah, larkfield, network, north } from '../../people.ts';
import { englandHolidays } from '../time/days.ts';

/** A Wednesday in winter: London is on UTC. */
const day = '2026-11-25';
const at = (time: string, date = day): string => `${date}T${time}:00.000Z`;
const hours = (from: string, to: string): OpeningHours => ({
  week: { ...Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((each) => [each, [{ from, to }]])) },
});

interface Case {
  readonly practice?: Partial<Practice>;
  readonly hub?: Partial<Hub>;
  readonly staff?: Network['staff'];
  readonly today?: Today;
}
const base = network.practices[larkfield];
const baseHub = network.hubs[north];
if (base === undefined || baseHub === undefined) throw new Error('the network has them');
const hubFirst = { clinical: 'hubFirst', admin: 'hubFirst', clinicalAdmin: 'hubFirst' } as const;

function first(kind: Kind, priority: Priority, time: string, { practice = {}, hub = {}, staff = network.staff, today }: Case = {}): First {
  const changed = { ...base, pathway: hubFirst, ...practice } as Practice;
  const world: Network = {
    ...network,
    hubs: { ...network.hubs, [north]: { ...baseHub, ...hub } as Hub },
    practices: { ...network.practices, [larkfield]: changed },
    staff,
  };
  return firstHolder(changed, { kind, priority }, { network: world, holidays: englandHolidays, at: time, today });
}
const toHub = (because: FirstReason): First => ({ holder: north, because });
const toPractice = (because: FirstReason): First => ({ holder: larkfield, because });

describe('the cut-off', () => {
  const withCutOff: Case = { hub: { cutOff: '16:00' } };
  it.each<[string, Priority, string, Case, First]>([
    ['a minute before', 'routine', at('15:59'), withCutOff, toHub('hubFirst')],
    ['its last millisecond', 'routine', `${day}T15:59:59.999Z`, withCutOff, toHub('hubFirst')],
    ['the minute itself', 'routine', at('16:00'), withCutOff, toPractice('pastCutOff')],
    ['while the practice is open: its closing minute', 'routine', at('18:30'), withCutOff, toPractice('pastCutOff')],
    ['when the practice is shut as well, it waits for the hub', 'routine', at('18:31'), withCutOff, toHub('waitsForHub')],
    ['to the last minute of the day', 'routine', at('23:59'), withCutOff, toHub('waitsForHub')],
    ['after midnight it is work for the new day', 'routine', at('00:00', '2026-11-26'), withCutOff, toHub('hubFirst')],
    ['never for what is urgent', 'urgent', at('16:00'), withCutOff, toHub('hubFirst')],
    ['never for a red flag', 'redFlag', at('16:00'), withCutOff, toHub('hubFirst')],
    [
      'the practice\u2019s own instead of the hub\u2019s: earlier',
      'routine',
      at('14:30'),
      { ...withCutOff, practice: { cutOff: '14:30' } },
      toPractice('pastCutOff'),
    ],
    [
      'the practice\u2019s own instead of the hub\u2019s: later',
      'routine',
      at('16:30'),
      { ...withCutOff, practice: { cutOff: '17:00' } },
      toHub('hubFirst'),
    ],
    ['in summer by the clock on the wall: 15:59', 'routine', '2026-07-01T14:59:00.000Z', withCutOff, toHub('hubFirst')],
    ['in summer by the clock on the wall: 16:00', 'routine', '2026-07-01T15:00:00.000Z', withCutOff, toPractice('pastCutOff')],
  ])('%s (%s)', (_, priority, time, given, expected) => {
    expect(first('clinical', priority, time, given)).toEqual(expected);
  });
});

describe('the allocation', () => {
  const taken = (count: number, date = day): Case => ({ practice: { allocation: 3 }, today: { date, received: { [larkfield]: count } } });
  it.each<[string, Priority, Case, First]>([
    ['the last of it', 'routine', taken(2), toHub('hubFirst')],
    ['one more', 'routine', taken(3), toPractice('overAllocation')],
    ['one more that is urgent', 'urgent', taken(3), toHub('hubFirst')],
    ['one more that is a red flag', 'redFlag', taken(99), toHub('hubFirst')],
    ['a count of yesterday', 'routine', taken(3, '2026-11-24'), toHub('hubFirst')],
    ['no count at all', 'routine', { practice: { allocation: 3 } }, toHub('hubFirst')],
    ['a count of others only', 'routine', { practice: { allocation: 0 }, today: { date: day, received: {} } }, toHub('hubFirst')],
    [
      'none allowed',
      'routine',
      { practice: { allocation: 0 }, today: { date: day, received: { [larkfield]: 0 } } },
      toPractice('overAllocation'),
    ],
    ['a count without an allocation', 'routine', { today: { date: day, received: { [larkfield]: 999 } } }, toHub('hubFirst')],
  ])('%s (%s)', (_, priority, given, expected) => {
    expect(first('clinical', priority, at('10:00'), given)).toEqual(expected);
  });
  it('holds when the practice is shut too: what one sends beyond its own never delays another\u2019s', () => {
    expect(first('clinical', 'routine', at('19:00'), { ...taken(3), hub: { hours: hours('08:00', '20:00'), cutOff: '18:00' } })).toEqual(
      toPractice('overAllocation'),
    );
  });
});

describe('a practice that keeps a few to stay in practice', () => {
  /** A Wednesday: with three days a week one of them is today. */
  const keeps = (more: Case = {}): Case => ({
    ...more,
    practice: { keepsRoutineDays: 3 },
    today: { date: day, received: {}, ...more.today },
  });
  it.each<[string, Priority, string, Case, First]>([
    ['the first routine one of the day', 'routine', at('10:00'), keeps(), toPractice('keptToPractise')],
    ['no second one', 'routine', at('10:00'), keeps({ today: { date: day, received: {}, kept: [larkfield] } }), toHub('hubFirst')],
    ['never what is urgent', 'urgent', at('10:00'), keeps(), toHub('hubFirst')],
    ['not while it is closed', 'routine', at('19:00'), keeps(), toHub('hubFirst')],
    ['not on other days', 'routine', at('10:00', '2026-11-26'), keeps({ today: { date: '2026-11-26', received: {} } }), toHub('hubFirst')],
    ['not without a count of today', 'routine', at('10:00'), keeps({ today: { date: '2026-11-24', received: {} } }), toHub('hubFirst')],
  ])('%s', (_, priority, time, world, expected) => {
    expect(first('clinical', priority, time, world)).toEqual(expected);
  });
  it('on as many days of a week as were agreed', () => {
    const week = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'];
    for (const keepsRoutineDays of [1, 2, 3, 4, 5]) {
      const kept = week.filter(
        (date) =>
          first('clinical', 'routine', at('10:00', date), { practice: { keepsRoutineDays }, today: { date, received: {} } }).because ===
          'keptToPractise',
      );
      expect(kept).toHaveLength(keepsRoutineDays);
    }
  });
});

describe('a dated change', () => {
  const change = (from: string, more: Partial<PathwayChange> = {}): PathwayChange => ({
    from,
    kind: 'clinical',
    goes: 'practiceFirst',
    ...more,
  });
  const goes = (changes: readonly PathwayChange[], time: string, kind: Kind = 'clinical') =>
    pathwayAt({ pathway: hubFirst, pathwayChanges: changes }, kind, time);

  it.each([
    ['in winter', '2026-11-26', '2026-11-25T23:59:59.999Z', '2026-11-26T00:00:00.000Z'],
    ['in summer', '2026-07-02', '2026-07-01T22:59:59.999Z', '2026-07-01T23:00:00.000Z'],
    ['on the day the clocks go forward', '2027-03-28', '2027-03-27T23:59:59.999Z', '2027-03-28T00:00:00.000Z'],
    ['on the day after the clocks went forward', '2027-03-29', '2027-03-28T22:59:59.999Z', '2027-03-28T23:00:00.000Z'],
    ['on the day the clocks go back', '2026-10-25', '2026-10-24T22:59:59.999Z', '2026-10-24T23:00:00.000Z'],
    ['on the day after the clocks went back', '2026-10-26', '2026-10-25T23:59:59.999Z', '2026-10-26T00:00:00.000Z'],
  ])('begins at midnight in London %s', (_, from, before, after) => {
    expect([goes([change(from)], before), goes([change(from)], after)]).toEqual(['hubFirst', 'practiceFirst']);
  });
  it('is for its own kind alone', () => {
    for (const kind of kinds) expect(goes([change(day)], at('10:00'), kind)).toBe(kind === 'clinical' ? 'practiceFirst' : 'hubFirst');
  });
  it.each<[string, readonly PathwayChange[], string, string]>([
    ['the later of two', [change('2026-11-01'), change('2026-11-20', { goes: 'hubFirst' })], at('10:00'), 'hubFirst'],
    [
      'the later, whatever the order they were made in',
      [change('2026-11-20', { goes: 'hubFirst' }), change('2026-11-01')],
      at('10:00'),
      'hubFirst',
    ],
    ['not one that has not begun', [change('2026-11-01'), change('2026-11-26', { goes: 'hubFirst' })], at('10:00'), 'practiceFirst'],
    ['one for Wednesdays on a Wednesday', [change('2026-11-01', { days: ['wednesday'] })], at('10:00'), 'practiceFirst'],
    ['not one for Wednesdays on a Thursday', [change('2026-11-01', { days: ['wednesday'] })], at('10:00', '2026-11-26'), 'hubFirst'],
    [
      'one for mornings in its first minute',
      [change('2026-11-01', { between: { from: '08:00', to: '12:00' } })],
      at('08:00'),
      'practiceFirst',
    ],
    [
      'one for mornings in its last minute',
      [change('2026-11-01', { between: { from: '08:00', to: '12:00' } })],
      at('11:59'),
      'practiceFirst',
    ],
    ['not one for mornings at noon', [change('2026-11-01', { between: { from: '08:00', to: '12:00' } })], at('12:00'), 'hubFirst'],
    ['until midnight', [change('2026-11-01', { between: { from: '18:00', to: '24:00' } })], at('23:59'), 'practiceFirst'],
    [
      'one for always ends an earlier one for mornings',
      [change('2026-11-01', { between: { from: '08:00', to: '12:00' } }), change('2026-11-02', { goes: 'hubFirst' })],
      at('10:00'),
      'hubFirst',
    ],
    [
      'of the same date, one for mornings goes before one for always',
      [change('2026-11-01', { between: { from: '08:00', to: '12:00' } }), change('2026-11-01', { goes: 'hubFirst' })],
      at('10:00'),
      'practiceFirst',
    ],
  ])('that holds is %s', (_, changes, time, expected) => {
    expect(goes(changes, time)).toBe(expected);
  });
  it('moves new eConsults', () => {
    expect(first('clinical', 'redFlag', at('10:00'), { practice: { pathwayChanges: [change(day)] } })).toEqual(toPractice('practiceFirst'));
  });
});

describe('what only some may do', () => {
  it('paperwork stays where the pathway says, and is called that', () => {
    expect(first('admin', 'routine', at('10:00'), { practice: { pathway: { ...hubFirst, admin: 'practiceFirst' } } })).toEqual(
      toPractice('adminStays'),
    );
    expect(first('admin', 'routine', at('10:00'))).toEqual(toHub('hubFirst'));
  });
  const clinicians = [amara, bram, carys, farah];
  const only = (more: Partial<(typeof amara)['cleared'][number]>): Network['staff'] =>
    Object.fromEntries(
      Object.values(network.staff).map((each) => [
        each.id,
        clinicians.includes(each) ? { ...each, cleared: each === amara ? [{ practice: larkfield, capabilities, ...more }] : [] } : each,
      ]),
    );
  it.each<[string, Network['staff'], First]>([
    ['one clinician who may write is enough', only({ capabilities: ['view', 'write'] }), toHub('hubFirst')],
    ['not one who may only read and prescribe', only({ capabilities: ['view', 'prescribe', 'book'] }), toPractice('nobodyMayWrite')],
    ['on the last day of a clearance', only({ until: day }), toHub('hubFirst')],
    ['not the day after', only({ until: '2026-11-24' }), toPractice('nobodyMayWrite')],
    [
      'not by the hub\u2019s office, whatever it may write',
      Object.fromEntries(
        Object.values(network.staff)
          .filter((each) => !clinicians.includes(each))
          .map((each) => [each.id, each]),
      ),
      toPractice('nobodyMayWrite'),
    ],
  ])('a fit note goes to the hub when somebody there could sign it: %s', (_, staff, expected) => {
    expect(first('clinicalAdmin', 'routine', at('10:00'), { staff })).toEqual(expected);
    // A clinical question is asked of the hub all the same: its lead sees to who answers.
    expect(first('clinical', 'routine', at('10:00'), { staff })).toEqual(toHub('hubFirst'));
  });
  it.each([
    ['2026-11-24', true],
    ['2026-11-25', true],
    ['2026-11-26', false],
  ])('outside its agreement (from %s) a practice keeps everything, red flags too', (from, holds) => {
    const given: Case = { practice: { agreement: { from, until: day } } };
    for (const priority of priorities)
      expect(first('clinical', priority, at('10:00'), given)).toEqual(holds ? toHub('hubFirst') : toPractice('noAgreement'));
  });
});

describe('what cannot wait', () => {
  it.each<[string, string, string, First]>([
    ['hub open, practice shut', '08:00', '20:00', toHub('hubFirst')],
    ['both shut', '08:00', '18:00', toHub('hubFirst')],
  ])('at 19:00 with %s', (_, from, to, expected) => {
    for (const priority of ['urgent', 'redFlag'] as const)
      expect(first('clinical', priority, at('19:00'), { hub: { hours: hours(from, to) } })).toEqual(expected);
  });
  it('goes to an open practice when the hub is shut; what is routine waits', () => {
    const given: Case = { hub: { hours: hours('09:00', '17:00') } };
    expect(first('clinical', 'urgent', at('17:30'), given)).toEqual(toPractice('hubShut'));
    expect(first('clinical', 'routine', at('17:30'), given)).toEqual(toHub('hubFirst'));
  });
});

it('whatever is set, urgent ones are never turned away by cut-off or allocation, and every answer is the hub or the practice with a reason', () => {
  const times = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-12-31') }).map((ms) => new Date(ms).toISOString());
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.constantFrom(...priorities),
      times,
      fc.option(clock),
      fc.option(fc.nat(5)),
      fc.nat(6),
      fc.constantFrom(...pathways),
      (kind, priority, time, cutOff, allocation, count, goes) => {
        const practice = {
          pathway: { clinical: goes, admin: goes, clinicalAdmin: goes },
          ...(cutOff === null ? {} : { cutOff }),
          ...(allocation === null ? {} : { allocation }),
        };
        const { holder, because } = first(kind, priority, time, {
          practice,
          today: { date: time.slice(0, 10), received: { [larkfield]: count } },
        });
        expect([north, larkfield]).toContain(holder);
        expect(firstReasons).toContain(because);
        if (priority !== 'routine') expect(['overAllocation', 'pastCutOff', 'waitsForHub']).not.toContain(because);
        if (goes === 'practiceFirst') expect(holder).toBe(larkfield);
      },
    ),
  );
});
