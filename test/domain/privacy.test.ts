// The guard on free text: notes as people write them pass, details of a patient are caught however they are written, and never repeated.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PersonalKind, personalIn as personalInAt, personalKinds } from '../../src/domain/privacy.ts';

/** As of the year in which all of these are written. */
const personalIn = (text: string): readonly PersonalKind[] => personalInAt(text, '2026-11-30T09:00:00.000Z');

/** Nothing in these names a patient. All made up. */
const notes: readonly string[] = [
  'Please see in person today',
  'Needs bloods and an ECG, then back to us',
  'Back by 14:30 please',
  'Ring between 9.30 and 10.30, or after 4pm',
  'Open 08:00-18:30, closed 12.30-13.30',
  'Slots at 9.10, 9.20, 9.30, 9.40 and 9.50',
  'Slots 09:10 09:20 09:30 09:40',
  '10-14 days of rest',
  'Review in 2-3 weeks, sooner if worse',
  'BP 120/80, pulse 72, sats 98%',
  'BP 120/80 130/85 125/82',
  'BP 118/76 at 9.30, 121/79 at 10.15',
  'Temp 38.4, resp rate 18',
  '2.5 mg twice daily',
  'Amoxicillin 500 mg x 3 for 7 days',
  'Bisoprolol 2.5mg od, ramipril 1.25 mg od, increased to 5 mg',
  'x2 puffs, up to 4 times in 24 hours',
  'Insulin 12-10-14 units',
  'Peak flow 320, 340, 310 and 360',
  'Weight 82.5 kg, height 1.78 m, BMI 26.0',
  'HbA1c 48, eGFR 62, Na 138, K 4.2',
  'WCC 7.2, Hb 128, platelets 250, CRP 12',
  'INR 2.4 on 3/12, next 17/12',
  'Room 12, second floor',
  'Rooms 3-5 in the new building',
  'See K7M-4QX and H3P-9RT',
  'Same as K7M4QX last week',
  'Appointment on 12 Dec at 10am',
  'Appointment 12 Dec 10:30',
  'Appointment 3/12 at 14:00',
  'Booked for Monday 30 November, 11.15',
  'Seen 1st Dec, to come again on the 15th',
  'Fit note from 24/11 to 8/12',
  'Fit note 24 Nov to 8 Dec, 2 weeks',
  'Phone us back on extension 214',
  'Call 111 or 999 if worse',
  'Ext 4021, bleep 2217',
  'Form MED3, template v1.2.3',
  'Code 16100001 used',
  'NICE guideline NG136, section 1.4.20',
  'CKD stage 3a, QOF 2026/27',
  'In 2026 the rules changed',
  'Vaccinated in 2021 and 2023',
  'Aged 40 to 64, third contact in 12 months',
  'Takes 1-2 tablets 4-6 hourly, max 8 in 24 h',
  'Salbutamol 100 micrograms 2 puffs prn',
  'Dose 5 ml 3 times a day for 10/7',
  'Steroid 40 30 20 10 mg, 5 days each',
  'Prednisolone 30mg 5/7',
  'ODS code A81001 or T90001',
  'ask @Gwen or @Hugo',
  'Two tablets @ 8 and two @ 20',
  'Look at the dot on the left arm',
  'Met at reception at nine. Come back tomorrow',
  'Spoke to Dr Baines at 09.14',
  'Please send to the practice, no appointment at the hub.',
  '50/50 whether it helps; 3 out of 10 pain',
  '1, 2, 3, 4, 5, 6, 7, 8, 9, 10',
  'Waiting 3 hours 25 min; limit 18:30 on 26 Nov',
  'May 10 mg be enough?',
  'May 3 or 4 tablets be given',
  'Newborn, 3 days',
  'Follow up 6/52, bloods 3/12',
  '4 Dec 40 min slot',
  'born at 38 weeks',
  'DOB checked, 2 identifiers',
  'Has not smoked since 1/1/2020',
  'Fit note from 24 Nov 2025',
  'Last seen 12 May 2025 by locum',
  'Letter dated 19/11/2025 from cardiology',
];

/** `[text, what is in it]`; numbers are of ranges that are given to nobody, addresses of domains kept for examples. */
const details: readonly (readonly [string, ...PersonalKind[]])[] = [
  ['943 476 5919', 'nhsNumber'],
  ['NHS no. 943-476-5919, see record', 'nhsNumber'],
  ['nhs 943.476.5919', 'nhsNumber'],
  ['her number 9434765919', 'nhsNumber'],
  ['NHS:9434765919.', 'nhsNumber'],
  ['(943) 476 5919', 'nhsNumber'],
  ['943 - 476 - 5919', 'nhsNumber'],
  ['943\u00a0476\u00a05919', 'nhsNumber'],
  ['943\u2009476\u20115919', 'nhsNumber'],
  ['943\u2013476\u20135919', 'nhsNumber'],
  ['94 34 76 59 19', 'nhsNumber'],
  ['94347 65919', 'nhsNumber'],
  ['9 4 3 4 7 6 5 9 1 9', 'nhsNumber'],
  ['\uff19\uff14\uff13\uff14\uff17\uff16\uff15\uff19\uff11\uff19', 'nhsNumber'],
  ['\u0669\u0664\u0663\u0664\u0667\u0666\u0665\u0669\u0661\u0669', 'nhsNumber'],
  ['943\u200b476\u200b5919', 'nhsNumber'],
  ['room 12 943 476 5919', 'nhsNumber'],
  ['943 476 5919 14:30', 'nhsNumber'],
  ['nhs943 476 5919', 'nhsNumber'],
  ['943,476,5919', 'nhsNumber'],
  ['943\u00b7476\u00b75919', 'nhsNumber'],
  ['943:476:5919', 'nhsNumber'],
  ['[943] 476 5919', 'nhsNumber'],
  ['943 476\n5919', 'nhsNumber'],
  ['23 - 04 - 1961', 'dateOfBirth'],
  ['1961 April 23', 'dateOfBirth'],
  ['0033 1 23 45 67 89', 'telephone'],
  ['jane at gmail', 'email'],
  ['jane@example dot org', 'email'],
  // A slip of the finger is still the patient's number.
  ['943 476 5918', 'nhsNumber'],
  ['9434765918', 'nhsNumber'],
  ['12/03/1985', 'dateOfBirth'],
  ['25/03/1985', 'dateOfBirth'],
  ['25.3.1985', 'dateOfBirth'],
  ['12/03/85', 'dateOfBirth'],
  ['1.3.1985', 'dateOfBirth'],
  ['12.3.85', 'dateOfBirth'],
  ['3.12.85', 'dateOfBirth'],
  ['1/3/85', 'dateOfBirth'],
  ['12-03-1985', 'dateOfBirth'],
  ['12 03 1985', 'dateOfBirth'],
  ['1985-03-12', 'dateOfBirth'],
  ['1985/03/12', 'dateOfBirth'],
  ['03/25/1985', 'dateOfBirth'],
  ['12031985', 'dateOfBirth'],
  ['19850312', 'dateOfBirth'],
  ['12 Mar 1985', 'dateOfBirth'],
  ['12 March, 1985', 'dateOfBirth'],
  ['12th of March 1985', 'dateOfBirth'],
  ['12-Mar-1985', 'dateOfBirth'],
  ['12Mar1985', 'dateOfBirth'],
  ['12-MAR-85', 'dateOfBirth'],
  ['12 Mar \u201985', 'dateOfBirth'],
  ['12 Mar 05', 'dateOfBirth'],
  ['March 12, 1985', 'dateOfBirth'],
  ['Mar 12th 1985', 'dateOfBirth'],
  ['Sept 1 2019', 'dateOfBirth'],
  ['DOB 12/3', 'dateOfBirth'],
  ['d.o.b. 12 Mar', 'dateOfBirth'],
  ['born 2019', 'dateOfBirth'],
  ['born in March 85', 'dateOfBirth'],
  ['date of birth: 12 03 85', 'dateOfBirth'],
  ['\uff11\uff12/\uff10\uff13/\uff11\uff19\uff18\uff15', 'dateOfBirth'],
  ['01632 960123', 'telephone'],
  // Its first ten digits would pass as an NHS number.
  ['01632 960060', 'telephone'],
  ['01632960060', 'telephone'],
  ['01632-960-123', 'telephone'],
  ['(01632) 960123', 'telephone'],
  ['020 7946 0958', 'telephone'],
  ['02079460958', 'telephone'],
  ['0161 496 0123', 'telephone'],
  ['07700 900123', 'telephone'],
  ['07700900123', 'telephone'],
  ['0 7 7 0 0 9 0 0 1 2 3', 'telephone'],
  ['07700.900.123', 'telephone'],
  ['7700 900123', 'telephone'],
  ['+44 7700 900123', 'telephone'],
  ['+447700900123', 'telephone'],
  ['+44 (0)20 7946 0958', 'telephone'],
  ['0044 7700 900123', 'telephone'],
  ['44 20 7946 0958', 'telephone'],
  ['+353 20 915 0000', 'telephone'],
  ['ring him after 5 on 07700 900123', 'telephone'],
  ['room 4 07700 900123', 'telephone'],
  ['pat@example.org', 'email'],
  ['Pat.Smith+nhs@mail.example.co.uk', 'email'],
  ['mailto:pat@example.org', 'email'],
  ['pat @ example.org', 'email'],
  ['pat(at)example.org', 'email'],
  ['pat [at] example [dot] org', 'email'],
  ['pat at example dot org', 'email'],
  ['pat at example dot co dot uk', 'email'],
  ['pat at example.com', 'email'],
  ['pat\uff20example.org', 'email'],
  ['p\u00e1t@ex\u00e1mple.org', 'email'],
  ['943 476 5919, 12/03/1985, 07700 900123, pat@example.org', ...personalKinds],
];

/** A date of birth stays one, whatever was done on it. */
const bornOn: readonly string[] = [
  'Born on 12/03/1985',
  'Seen: Mr S, 12/03/1985',
  'Bloods for the one born 3 Nov 1985',
  'Letter for 12/03/1985',
];

/** What nobody can tell from a patient's details: stopped, and its writer says that it is none. Known, so that the list does not grow unseen. */
const alike: readonly (readonly [string, PersonalKind])[] = [
  ['Insulin 12-10-14', 'dateOfBirth'],
  ['Quit smoking 1/1/2020', 'dateOfBirth'],
  ['Order 4512345678', 'nhsNumber'],
  ['Our own line is 01632 960000', 'telephone'],
  ['Write to office@example.org', 'email'],
];

describe('notes as they are written', () => {
  it.each(notes)('pass: %s', (note) => {
    expect(personalIn(note)).toEqual([]);
  });
});

describe('what cannot be told from details of a patient', () => {
  it.each(alike)('is stopped: %s', (text, kind) => {
    expect(personalIn(text)).toEqual([kind]);
  });
});

it.each(bornOn)('a birthday: %s', (text) => {
  expect(personalIn(text)).toEqual(['dateOfBirth']);
});

describe('details of a patient', () => {
  it.each(details)('are caught: %s', (text, ...kinds) => {
    expect(personalIn(text)).toEqual(expect.arrayContaining(kinds));
  });
  it.each(details)('are caught among other words: %s', (text, ...kinds) => {
    expect(personalIn(`Please see today (${text}), thank you`)).toEqual(expect.arrayContaining(kinds));
    expect(personalIn(`Call\n${text}\nbefore 5`)).toEqual(expect.arrayContaining(kinds));
  });
  it('of one kind are hardly ever taken for another', () => {
    const wrong = details.filter(([text, ...kinds]) => personalIn(text).some((kind) => !kinds.includes(kind)));
    expect(wrong.map(([text]) => text)).toEqual([]);
  });
});

/** Nine digits and the tenth that makes them good; those whose tenth would be ten are nobody's. */
const goodNumbers = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 })
  .map((nine) => ({ nine, check: (11 - (nine.reduce((sum, digit, index) => sum + digit * (10 - index), 0) % 11)) % 11 }))
  .filter(({ check }) => check !== 10)
  .map(({ nine, check }) => [...nine, check].join(''));
const between = fc.constantFrom('', '', ' ', '-', '.', '/', '\u00a0', '\u2013', ' - ', '\u200b', '_');
const around = fc.constantFrom('', 'for ', 'NHS no. ', 'room 12 ', '(', 'x2 ', '3/12 ', 'see K7M-4QX, ', 'BP 120/80. ', '\n', '\u201c');
const scripts = fc.constantFrom(0x30, 0xff10, 0x660, 0x6f0, 0x966, 0x9e6, 0xae6, 0x1d7ce);

describe('every NHS number', () => {
  it('is caught in any grouping, any digits, inside any words', () => {
    fc.assert(
      fc.property(goodNumbers, fc.array(between, { minLength: 9, maxLength: 9 }), scripts, around, around, (digits, gaps, nought, a, b) => {
        const written = [...digits]
          .map((digit, index) => String.fromCodePoint(nought + Number(digit)) + (index < 9 ? (gaps[index] ?? '') : ''))
          .join('');
        expect(personalIn(`${a}${written} ${b}`)).toContain('nhsNumber');
        expect(personalIn(`${a}${written}, ${b}`)).toContain('nhsNumber');
      }),
      { numRuns: 3_000 },
    );
  });
});

it('says only kinds, each once and in order, whatever it is given', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.stringMatching(/^[0-9 .@/+()at-]{0,400}$/)), (text) => {
      const found = personalIn(text);
      expect(personalKinds.filter((kind) => found.includes(kind))).toEqual(found);
    }),
    { numRuns: 500 },
  );
});
