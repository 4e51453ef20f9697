// Reading a rota: as spreadsheets and people write it, every fault of every line at once, and nothing that makes it throw.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Network } from '../../src/domain/network/state.ts';
import { weeksAheadMax } from '../../src/domain/rota/decide.ts';
import { shiftsMax } from '../../src/domain/rota/faults.ts';
import type { Shift } from '../../src/domain/rota/state.ts';
import { mondayOf } from '../../src/domain/rota/week.ts';
import { onTheWall } from '../../src/domain/time/london.ts';
import { readCsv } from '../../src/files/csv.ts';
import { readRota, rotaCharactersMax } from '../../src/files/rota.ts';
import { at } from '../domain/time/days.ts';
import { amara, bram, carys, dalia, gwen, jonas, larkfield, network, north, south } from '../people.ts';

const now = at('2026-11-22 12:00');
const header = 'date,from,to,person,at';
const read = (rows: readonly string[], hub: string | undefined = north, known: Network = network, first = header) =>
  readRota([first, ...rows].join('\n'), known, now, hub);
const faults = (...asked: Parameters<typeof read>): readonly string[] => {
  const found = read(...asked);
  return 'faults' in found ? found.faults : [];
};
const shift = (who: { readonly id: string }, from: string, to: string, place = north): Shift => ({
  person: who.id,
  at: place,
  from: at(from),
  to: at(to),
});

describe('a rota', () => {
  it('is a row for each shift, read into weeks and hubs', () => {
    const rows = [
      '2026-11-23,08:00,13:00,Dr Amara Osei,NORTH',
      '23/11/2026,13:00,18:30,dr bram  whitlock,north',
      `30/11/2026,8:00,12:00,${carys.id},`,
      '2026-11-29,20:00,08:00,Dr Amara Osei,',
      `2026-11-23,08:00,24:00,Gwen Tarrant,${larkfield.toLowerCase()}`,
      '2026-11-24,08:00,13:00,Jonas Reed,',
    ];
    expect(readRota([header, ...rows].join('\r\n'), network, now)).toEqual({
      weeks: [
        {
          hub: north,
          monday: '2026-11-23',
          shifts: [
            shift(amara, '2026-11-23 08:00', '2026-11-23 13:00'),
            shift(bram, '2026-11-23 13:00', '2026-11-23 18:30'),
            shift(amara, '2026-11-29 20:00', '2026-11-30 08:00'),
            shift(gwen, '2026-11-23 08:00', '2026-11-24 00:00', larkfield),
          ],
        },
        { hub: north, monday: '2026-11-30', shifts: [shift(carys, '2026-11-30 08:00', '2026-11-30 12:00')] },
        { hub: south, monday: '2026-11-23', shifts: [shift(jonas, '2026-11-24 08:00', '2026-11-24 13:00', south)] },
      ],
      over: [],
    });
  });
  it('is the same pasted from a spreadsheet, with other columns, their order changed, empty lines and quotes', () => {
    const plain = read(['2026-11-23,08:00,13:00,Dr Amara Osei,NORTH']);
    expect(plain).toMatchObject({ weeks: [{ shifts: [shift(amara, '2026-11-23 08:00', '2026-11-23 13:00')] }] });
    expect(read(['Dr Amara Osei\t23/11/2026\tspare\t8:00\t13:00'], north, network, 'Person\tDATE\tnotes\tfrom\tTo')).toEqual(plain);
    expect(read(['', ',,,,', '"2026-11-23","08:00","13:00","Dr Amara Osei","NORTH"', ''], north, network, `\uFEFF${header}`)).toEqual(
      plain,
    );
  });
  it('reads the same however dates, times, names, places and separators are spelt', () => {
    const known = { ...network, staff: { ...network.staff, [amara.id]: { ...amara, name: 'Dr Siobh\u00e1n O\u2019Dea-Osei' } } };
    const plain = [shift(amara, '2026-12-07 08:30', '2026-12-07 18:30')];
    const dates = ['2026-12-07', '07/12/2026', '7.12.2026', '07-12-26', '7-Dec-2026', '07 December 2026', '2026-12-07 00:00:00'];
    const [froms, tos] = [
      ['08:30', '8:30', '08:30:00', '0830', '8.30', '8:30 AM'],
      ['18:30', '18:30:00', '1830', '18.30', '6:30 pm'],
    ];
    const names = [
      'Dr Siobh\u00e1n O\u2019Dea-Osei',
      "dr siobha\u0301n o'dea-osei",
      'DR. SIOBHAN ODEA\u2011OSEI',
      '\u200bDr  Siobh\u00e1n O\u00b4Dea Osei',
      amara.id,
    ];
    const places = ['NORTH', 'north', 'North Hub', 'NORTH  HUB', ''];
    const layouts = [',', ';', '\t'].flatMap((between) => [
      { between, before: '' },
      { between, before: '\ufeff' },
      { between, before: `sep=${between}\r\n` },
    ]);
    const of = <T>(all: readonly T[]) => fc.constantFrom(...all);
    fc.assert(
      fc.property(
        of(dates),
        of(froms),
        of(tos),
        of(names),
        of(places),
        of(layouts),
        fc.boolean(),
        (date, from, to, name, place, layout, capital) => {
          const heading = capital ? header.toUpperCase() : header;
          const lines = [heading.split(','), [date, from, to, name, place]].map((fields) => fields.join(layout.between));
          const found = readRota(`${layout.before}${lines.join('\r\n')}`, known, now, north);
          expect(found).toMatchObject({ weeks: [{ shifts: plain }] });
        },
      ),
      { numRuns: 500 },
    );
  });
  it('names what it cannot read: an American date, what a spreadsheet stores, a separator, a place of two, an hour that is skipped', () => {
    const one = (row: string, known: Network = network): readonly string[] => faults([row], north, known);
    expect(one('12/31/2026,08:00,12:00,Dr Amara Osei,')[0]).toContain(
      '31/2026\u201d is no date; write it as 2026-11-23 or 23/11/2026, the day before the month',
    );
    expect(one('46363,0.354166,12:00,Dr Amara Osei,')).toEqual([
      'line 2: \u201c46363\u201d is how a spreadsheet stores a date: show the column as a date, such as 23/11/2026',
      'line 2: \u201c0.354166\u201d is how a spreadsheet stores a time: show the column as a time, such as 08:00',
    ]);
    expect(one('2026-11-23,08:30:15,12:00,Dr Amara Osei,')[0]).toContain('is no time to begin at');
    expect(faults(['x'], north, network, 'date|from|to|person|at')[0]).toMatch(/not told apart by commas, semicolons or tabs$/);
    const namesakes = {
      ...network,
      practices: Object.fromEntries(Object.entries(network.practices).map(([code, it]) => [code, { ...it, name: 'St Mary\u2019s' }])),
    };
    expect(one("2026-11-23,08:00,12:00,Gwen Tarrant,st mary's", namesakes)[0]).toMatch(
      /is the name of T90001, T90002, T90003; write the id or code instead/,
    );
    expect(one('2027-03-28,01:30,09:00,Dr Amara Osei,')).toEqual([
      expect.stringMatching(/\u201c01:30\u201d does not exist on that night: the clocks go forward from 01:00 to 02:00/),
    ]);
    expect(one('2027-03-27,20:00,01:15,Dr Amara Osei,')).toEqual([expect.stringMatching(/\u201c01:15\u201d does not exist/)]);
    expect(one('2027-03-28,02:00,09:00,Dr Amara Osei,')).toEqual([]);
  });
  it('tells every fault of every line at once', () => {
    const two = {
      ...network,
      staff: {
        ...network.staff,
        twin: { ...bram, id: 'twin' },
        roving: { ...bram, id: 'roving', name: 'Rover', posts: [...bram.posts, ...gwen.posts] },
      },
    };
    expect(
      faults(
        [
          '31/02/2026,8am,24:30,Nobody Known,NORTH',
          '2026-11-23,24:00,08:00,,',
          '2026-11-23,08:00,08:00,Dr Amara Osei,NORTH',
          '2026-11-23,08:00,07:00,Dr Amara Osei,NORTH',
          '2026-11-24,08:00,12:00,Dr Bram Whitlock,NORTH',
          '2026-11-24,08:00,12:00,Rover,',
          '2026-11-24,08:00,12:00,Jonas Reed,SOUTH',
          '2026-11-24,08:00,12:00,Dr Amara Osei,SOUTH',
          '2026-11-24,08:00,12:00,Dr Amara Osei,__proto__',
          `2026-11-24,08:00,12:00,Dr Amara Osei,${larkfield}`,
          '2026-11-25,08:00,12:00,Dr Amara Osei,',
          '2026-11-25,11:59,13:00,Dr Amara Osei,',
          '2026-11-24,08:00',
          '2062-11-24,08:00,12:00,Dr Amara Osei,',
        ],
        north,
        two,
      ),
    ).toEqual([
      'line 2: \u201c31/02/2026\u201d is no date; write it as 2026-11-23 or 23/11/2026',
      'line 2: \u201c8am\u201d is no time to begin at; write it as 08:00',
      'line 2: \u201c24:30\u201d is no time to end at; write it as 18:30',
      'line 2: no member of staff is called \u201cNobody Known\u201d',
      'line 3: \u201c24:00\u201d is no time to begin at; write it as 08:00',
      'line 3: no person is named',
      'line 4: the shift begins and ends at the same time',
      'line 5: a shift lasts at most 16 hours',
      'line 6: 2 members of staff are called \u201cDr Bram Whitlock\u201d; write the person\u2019s id instead',
      'line 7: \u201cRover\u201d works at NORTH, T90001; write which under \u201cat\u201d',
      'line 8: \u201cJonas Reed\u201d holds no post at this hub or one of its practices',
      'line 9: \u201cSOUTH\u201d is not this hub or one of its practices',
      'line 10: \u201c__proto__\u201d is no hub or practice; write its id or code',
      'line 11: this person holds no post there',
      'line 13: the same person has another shift at that time',
      'line 14: \u201c\u201d is no time to end at; write it as 18:30',
      'line 14: no person is named',
      'line 15: the week of 2062-11-20 is more than a year ahead',
    ]);
    expect(weeksAheadMax).toBe(53);
  });
  it('leaves out the weeks that are over, unless all are', () => {
    const past = '2026-11-15,08:00,12:00,Dr Amara Osei,';
    expect(read([past, '2026-11-16,08:00,12:00,Dr Amara Osei,'])).toMatchObject({
      weeks: [{ monday: '2026-11-16' }],
      over: ['2026-11-09'],
    });
    expect(faults([past])).toEqual(['line 2: every week in it is over']);
  });
  it('is told when it runs on into a shift of the next week', () => {
    expect(faults(['2026-11-29,20:00,08:00,Dr Amara Osei,', '2026-11-30,07:00,12:00,Dr Amara Osei,'])).toEqual([
      'line 3: the same person has another shift at that time',
    ]);
  });
  it('is told when it is none at all, too long, or breaks off', () => {
    expect(faults([], north, network, '')).toEqual([
      'line 1: the first line must name the columns date,from,to,person,at; missing: date, from, to, person',
    ]);
    expect(faults(['a,b'], north, network, 'date,from,who')).toEqual([
      'line 1: the first line must name the columns date,from,to,person,at; missing: to, person',
    ]);
    expect(faults([])).toEqual(['line 1: there is no shift below it']);
    expect(faults(['2026-11-23,"08:00,13:00', 'and more'])).toEqual(['line 3: a quotation mark is opened before and never closed']);
    expect(faults(['x'.repeat(rotaCharactersMax)])).toHaveLength(1);
    expect(faults(Array.from({ length: 300 }, () => 'x'))).toHaveLength(101);
    const day = (n: number) => `2026-11-23,00:00,00:01,Person ${n},NORTH`;
    const staff = Object.fromEntries(
      Array.from({ length: shiftsMax + 1 }, (_, n) => [`p${n}`, { ...amara, id: `p${n}`, name: `Person ${n}` }]),
    );
    const many = { ...network, staff };
    const rows = Array.from({ length: shiftsMax + 1 }, (_, n) => day(n));
    expect(faults(rows, north, many)).toEqual([`line 2: the week of 2026-11-23 has more than ${shiftsMax} shifts`]);
    expect(faults(rows.slice(1), north, many)).toEqual([]);
  });
  it('comes back as it was written, whatever the shifts, also over clock changes', () => {
    const start = Date.parse('2026-11-23T00:00:00.000Z');
    const clocked = (ms: number) => onTheWall(new Date(ms).toISOString());
    // The hours that are skipped or doubled cannot be said in wall-clock time.
    const sayable = (ms: number): boolean =>
      !['2027-03-28', '2026-10-25', '2027-10-31'].includes(clocked(ms).date) || clocked(ms).time >= '03:00';
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.integer({ min: 0, max: 60_000 }), length: fc.integer({ min: 1, max: 960 }), tabbed: fc.boolean() }), {
          maxLength: 9,
          minLength: 1,
        }),
        fc.boolean(),
        (drawn, tabbed) => {
          let free = start;
          const shifts: Shift[] = [];
          for (const { gap, length } of drawn) {
            const [from, to] = [free + gap * 60_000, free + (gap + length) * 60_000];
            free = to;
            if (sayable(from) && sayable(to) && from < start + 360 * 86_400_000)
              shifts.push({ person: amara.id, at: north, from: new Date(from).toISOString(), to: new Date(to).toISOString() });
          }
          fc.pre(shifts.length > 0);
          const rows = shifts.map(({ from, to }) =>
            [clocked(Date.parse(from)).date, clocked(Date.parse(from)).time, clocked(Date.parse(to)).time, amara.name, north].join(
              tabbed ? '\t' : ',',
            ),
          );
          const found = read(rows, north, network, tabbed ? header.replaceAll(',', '\t') : header);
          if ('faults' in found) expect.fail(found.faults.join('\n'));
          expect(found.weeks.flatMap((week) => week.shifts)).toEqual(shifts);
          for (const { monday, shifts: some } of found.weeks)
            for (const one of some) expect(mondayOf(clocked(Date.parse(one.from)).date)).toBe(monday);
        },
      ),
    );
  });
  it('of any characters is read or has faults in words', () => {
    const bits = fc.constantFrom(
      header,
      '\n',
      '\r\n',
      ',',
      '"',
      '\t',
      '2026-11-23',
      '08:00',
      '13:00',
      'Dr Amara Osei',
      'NORTH',
      '__proto__',
      'constructor',
      '\u202e',
      '${x}',
      '\u0000',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.oneof(bits, fc.string({ maxLength: 5 })), { maxLength: 60 }).map((parts) => `${header}\n${parts.join('')}`),
        ),
        (text) => {
          const found = readRota(text, network, now, north);
          if ('faults' in found) {
            expect(found.faults.length).toBeGreaterThan(0);
            for (const fault of found.faults) expect(fault).toMatch(/^line \d+: [^\n\r\u202e]+$|^and \d+ more$/);
          } else expect(found.weeks.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500 },
    );
  });
  it('names whom it means only among those of the hub', () => {
    const second = { ...network, staff: { ...network.staff, other: { ...jonas, id: 'other', name: dalia.name } } };
    expect(faults(['2026-11-23,08:00,12:00,Dalia Moreno,'], north, second)).toEqual([]);
    expect(readRota(`${header}\n2026-11-23,08:00,12:00,Dalia Moreno,`, second, now)).toMatchObject({
      faults: [expect.stringContaining('2 members')],
    });
  });
});

describe('comma-separated values', () => {
  it('keep their lines, through quotes, empty lines and line ends of either kind', () => {
    expect(readCsv('\uFEFFa,b\r\n\r\nc,"d ""e"""\nf,"g\nh"\rx"y,z')).toEqual({
      rows: [
        { line: 1, fields: ['a', 'b'] },
        { line: 3, fields: ['c', 'd "e"'] },
        { line: 5, fields: ['f', 'g\nh'] },
        { line: 6, fields: ['x"y', 'z'] },
      ],
    });
    expect(readCsv('')).toEqual({ rows: [] });
    expect(readCsv('a\n"b\n')).toEqual({ unclosed: 2 });
  });
});
