// Reading the paper as it was filled in: what the pack wrote reads back as it was filled in, and every fault names its line.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paperRows, paperWords } from '../../src/cards/disaster/paper.ts';
import type { Paper, PaperLine } from '../../src/domain/disaster/paper.ts';
import { idFrom, referenceOf } from '../../src/domain/reference.ts';
import { kinds, personOf, priorities } from '../../src/domain/terms.ts';
import { onTheWall } from '../../src/domain/time/london.ts';
import { readCheckIn } from '../../src/files/check-in.ts';
import { readCsv } from '../../src/files/csv.ts';
import { at } from '../domain/time/days.ts';
import { amara, bram, carys, gwen, jonas, larkfield, network, north } from '../people.ts';

const [from, until] = [at('2026-11-25 09:30'), at('2026-11-25 13:00')];
const reading = { network, hub: north, from, until, words: paperWords };
const header = Object.values(paperWords.columns).join(',');
const read = (rows: readonly string[], more: Partial<typeof reading> = {}) =>
  readCheckIn([header, ...rows].join('\n'), { ...reading, ...more });
const faults = (...asked: Parameters<typeof read>): readonly string[] => {
  const found = read(...asked);
  return 'faults' in found ? found.faults : [];
};
const entries = (...asked: Parameters<typeof read>) => {
  const found = read(...asked);
  if ('faults' in found) throw new Error(found.faults.join('\n'));
  return found.entries;
};

describe('a paper as it was filled in', () => {
  const ids = Array.from({ length: 8 }, (_, n) => idFrom('maker', String(n), 0));
  const line = (id: string, n: number): PaperLine => ({
    ...{ id, priority: priorities[n % 3] ?? 'routine', kind: kinds[n % 3] ?? 'clinical', practice: larkfield, holder: north },
    ...{ status: 'waiting', has: n % 2 === 0 ? undefined : 'Dr "Q", Amara', target: from, limit: until },
  });
  const paper: Paper = { hub: north, at: from, telephone: '01632 960000', lines: ids.map(line) };
  const filled = fc.record({
    done: fc.constantFrom(...paperWords.done),
    told: fc.constantFrom(...paperWords.told),
    by: fc.constantFrom(amara, bram, carys, gwen),
    minutes: fc.integer({ min: 0, max: 210 }),
    dated: fc.boolean(),
    loud: fc.boolean(),
  });
  it('reads back as it was filled in, from the pack\u2019s own table, whatever separates its columns', () => {
    fc.assert(
      fc.property(fc.array(fc.option(filled), { minLength: 8, maxLength: 8 }), fc.constantFrom(',', ';', '\t'), (lines, separator) => {
        const written = readCsv(paperRows(paper, network));
        const rows = 'rows' in written ? written.rows.map(({ fields }) => fields) : [];
        const moments = lines.map((each) => new Date(Date.parse(from) + (each?.minutes ?? 0) * 60_000).toISOString());
        const text = rows.map((fields, index) => {
          const each = lines[index - 1];
          if (index === 0 || !each) return fields;
          const { date, time } = onTheWall(moments[index - 1] ?? from);
          const said = each.loud ? each.done.words.toUpperCase() : each.done.words;
          return [...fields.slice(0, -4), said, each.by.name, each.dated ? `${date} ${time}` : time, `By ${each.told.words}`];
        });
        const table = text.map((fields) => fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(separator)).join('\r\n');
        const expected = lines.flatMap((each, index) => {
          if (!each || each.done.means === 'nothing') return [];
          const { means } = each.done;
          const done =
            means === 'claimed' || means === 'passed' ? { what: means } : { what: 'completed', outcome: means, told: each.told.means };
          return [{ line: index + 2, id: ids[index], done, by: personOf(each.by), at: moments[index] }];
        });
        expect(readCheckIn(`\ufeff${table}`, reading)).toEqual({ entries: expected });
      }),
    );
  });
  it('takes a time alone for the only day it can be, and asks for the date where there are two', () => {
    const night = { from: at('2026-11-25 22:00'), until: at('2026-11-26 06:00') };
    const ofClaim = (time: string, span: object) => read([`${referenceOf(ids[0] ?? '')},Claimed,Gwen Tarrant,${time},`], span);
    expect(ofClaim('02:10', night)).toMatchObject({ entries: [{ at: at('2026-11-26 02:10') }] });
    expect(ofClaim('23:50', night)).toMatchObject({ entries: [{ at: at('2026-11-25 23:50') }] });
    const long = { from: at('2026-11-25 22:00'), until: at('2026-11-27 06:00') };
    expect(ofClaim('23:50', long)).toEqual({ faults: ['line 2: \u201c23:50\u201d can be more than one day; write the date, too'] });
    expect(ofClaim('26/11/2026 23:50', long)).toMatchObject({ entries: [{ at: at('2026-11-26 23:50') }] });
  });
  it('leaves out lines in which nothing was done, and one whose minute began the disaster counts', () => {
    const rows = ['K7M-4QX,,,,', 'H3P-9RT,Nothing,,,', 'c4d6fg,claimed,dr amara osei,9.30,'];
    expect(entries(rows, { from: '2026-11-25T09:30:40.000Z' })).toEqual([
      { line: 4, id: 'C4D6FG', done: { what: 'claimed' }, by: personOf(amara), at: at('2026-11-25 09:30') },
    ]);
  });
});

describe('a paper that cannot be read', () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    [
      'K7M-4QX,Prescribed it,Dr Amara Osei,10:00,Message',
      /line 2: under \u201cDone\u201d stands \u201cPrescribed it\u201d; write one of: Claimed, /,
    ],
    ['K7M-4QX,,Dr Amara Osei,10:00,', /under \u201cDone\u201d stands \u201c\u201d/],
    ['K7M-4QX,Answered with advice,Dr Amara Osei,10:00,', /under \u201cPatient told\u201d stands \u201c\u201d; write one of: Message, /],
    ['K7M-4QX,Claimed,,10:00,', /no person is named/],
    ['K7M-4QX,Claimed,Dr Nobody,10:00,', /no member of staff is called \u201cDr Nobody\u201d/],
    [`K7M-4QX,Claimed,${jonas.name},10:00,`, /holds no post at this hub/],
    ['K7M-4QX,Claimed,Dr Amara Osei,soon,', /\u201csoon\u201d is no time/],
    ['K7M-4QX,Claimed,Dr Amara Osei,31/02/2026 10:00,', /is no time/],
    ['K7M-4QX,Claimed,Dr Amara Osei,13:01,', /not while the paper was in use: 2026-11-25 09:30 to 2026-11-25 13:00/],
    ['K7M-4QX,Claimed,Dr Amara Osei,09:29,', /not while the paper was in use/],
    ['K7M-4QX,Claimed,Dr Amara Osei,24/11/2026 10:00,', /not while the paper was in use/],
    ['K7M-4QO,Claimed,Dr Amara Osei,10:00,', /\u201cK7M-4QO\u201d is no reference: O never stands in one/],
    ['K7M,Claimed,Dr Amara Osei,10:00,', /\u201cK7M\u201d is no reference/],
  ];
  it.each(wrong)('%s', (row, fault) => expect(faults([row]).join('\n')).toMatch(fault));
  it('tells all faults of all lines, and of a reference that is there twice', () => {
    const found = faults(['K7M-4QX,Claimed,Dr Amara Osei,10:00,', 'K7M-4QO,Flown,Nobody,late,', 'k7m4qx,Claimed,Dr Bram Whitlock,10:05,']);
    expect(found).toHaveLength(5);
    expect(found.at(-1)).toBe('line 4: K7M-4QX is there twice');
  });
  it('needs its heading, and never throws', () => {
    expect(readCheckIn('Reference,Done\nK7M-4QX,Claimed', reading)).toEqual({
      faults: [
        expect.stringMatching(/must name the columns reference,done,by whom,when,patient told; missing: by whom, when, patient told/),
      ],
    });
    const bits = fc.constantFrom(
      ',',
      ',',
      '\n',
      '"',
      ';',
      'K7M-4QX',
      'Claimed',
      'Letter',
      amara.name,
      '10:00',
      '25/11/2026 10:00',
      '__proto__',
    );
    const anything = fc.array(fc.oneof(bits, fc.string({ maxLength: 5 })), { maxLength: 60 });
    fc.assert(
      fc.property(anything, fc.boolean(), (parts, headed) => void readCheckIn(`${headed ? `${header}\n` : ''}${parts.join('')}`, reading)),
    );
  });
});
