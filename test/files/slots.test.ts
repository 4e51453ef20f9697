// Reading a table of appointments: as spreadsheets and people write it, every fault with its line, and nothing that makes it throw.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slotsAtOnceMax } from '../../src/domain/slot/faults.ts';
import { readSlots, slotColumns } from '../../src/files/slots.ts';
import { at } from '../domain/time/days.ts';
import { larkfield, millbrook, network, north } from '../people.ts';

const heading = slotColumns.join(',');
const read = (rows: readonly string[], first = heading) =>
  readSlots([first, ...rows].join('\n'), { network, hub: north, cutOffMinutes: 60 });
const slots = (...asked: Parameters<typeof read>) => {
  const found = read(...asked);
  return 'slots' in found ? found.slots : [];
};
const faults = (...asked: Parameters<typeof read>): readonly string[] =>
  read(...asked).faults.map((fault) => (typeof fault === 'string' ? fault : `${fault.line}: ${fault.words}`));
const usual = {
  ...{ start: at('2026-11-26 09:20'), minutes: 15, what: 'Nurse clinic', place: 'Room 2', bookUnder: 'NC2' },
  ...{ forOrganisations: 'all', forKinds: 'all', cutOffMinutes: 60 },
} as const;

describe('a table of appointments', () => {
  it('is a row for each, with what is left out as usual', () => {
    expect(
      slots([
        '2026-11-26,09:20,15,Nurse clinic,Room 2,NC2,,,',
        `26/11/2026,9.40,20 min,Bloods,"Room 3, first floor",B1,${larkfield};millbrook practice,face to face|tests,0`,
      ]),
    ).toEqual([
      { line: 2, wanted: usual },
      {
        line: 3,
        wanted: {
          ...{
            start: at('2026-11-26 09:40'),
            minutes: 20,
            what: 'Bloods',
            place: 'Room 3, first floor',
            bookUnder: 'B1',
            cutOffMinutes: 0,
          },
          ...{ forOrganisations: [larkfield, millbrook], forKinds: ['faceToFace', 'tests'] },
        },
      },
    ]);
  });
  it('is the same with fewer columns, in another order, from a spreadsheet, or with everybody written out', () => {
    const few = slots(['Room 2\tNC2\tNurse clinic\t26/11/2026\t09:20\t15'], 'Place\tBook under\tClinic\tDATE\tStart\tMinutes');
    expect(few).toEqual([{ line: 2, wanted: usual }]);
    expect(
      slots(['2026-11-26;09:20;15;Nurse clinic;Room 2;NC2;everybody;all'], 'date;start;minutes;clinic;place;book under;for;tasks')[0]
        ?.wanted,
    ).toEqual(usual);
  });
  it('by summer time is at that time of the wall', () => {
    expect(slots(['2027-06-01,09:20,15,Nurse clinic,Room 2,NC2'])[0]?.wanted.start).toBe(at('2027-06-01 09:20 BST'));
  });
});

describe('faults', () => {
  it('are each told with the line and what to write', () => {
    expect(
      faults([
        '11/26/2026,09:20,15,a,b,c',
        '46352,0.389,15,a,b,c',
        '2027-03-28,01:30,15,a,b,c',
        '2026-11-26,24:00,a quarter,a,b,c',
        '2026-11-26,09:20,15,a,b,c,Overthere Surgery,bloods,soon',
      ]),
    ).toEqual([
      '2: \u201c11/26/2026\u201d is no date; write it as 2026-11-23 or 23/11/2026, the day before the month',
      '3: \u201c46352\u201d is how a spreadsheet stores a date: show the column as a date, such as 23/11/2026',
      '3: \u201c0.389\u201d is how a spreadsheet stores a time: show the column as a time, such as 09:20',
      expect.stringMatching(/^4: \u201c01:30\u201d does not exist on that night/),
      '5: \u201c24:00\u201d is no time to begin at; write it as 09:20',
      '5: \u201ca quarter\u201d is no number of minutes; write it as 15',
      '6: \u201csoon\u201d is no number of minutes before it starts; write it as 60',
      '6: \u201cOverthere Surgery\u201d is not this hub or one of its practices; write its id or code',
      expect.stringMatching(/^6: \u201cbloods\u201d is no kind of task; write one of faceToFace, homeVisit/),
    ]);
  });
  it('of the table as a whole are told alone', () => {
    expect(faults([])).toEqual(['line 1: there is no appointment below it']);
    expect(faults(['1,2'], 'a,b')[0]).toMatch(
      /^line 1: the first line must name the columns .*; missing: date, start, minutes, clinic, place, book under$/,
    );
    expect(faults(['2026-11-26,09:20,15,"a,b,c'])).toEqual(['line 2: a quotation mark is opened before and never closed']);
    const many = Array.from({ length: slotsAtOnceMax + 1 }, () => '2026-11-26,09:20,15,a,b,c');
    expect(faults(many)).toEqual([`there are ${slotsAtOnceMax + 1} rows, and at most ${slotsAtOnceMax} at once`]);
  });
  it('never throw, whatever is pasted; and each line is either read or told of', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('2026-11-26', '09:20', '15', larkfield, 'tests', '__proto__', 'constructor', '"', ';'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 6 }), (rows) => {
        const found = read(rows.map((row) => row.join(',')));
        if (!('slots' in found)) return;
        const lines = new Set([...found.slots.map(({ line }) => line), ...found.faults.map(({ line }) => line)]);
        const both = found.slots.filter(({ line }) => found.faults.some((fault) => fault.line === line));
        expect(both).toEqual([]);
        expect(lines.size).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
