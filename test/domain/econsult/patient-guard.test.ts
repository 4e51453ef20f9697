// What is looked for of a patient as senders give it: with what each is for in brackets, contacts and practices beside it.
import { describe, expect, it } from 'vitest';
import { marksOfTexts } from '../../../src/domain/econsult/patient-guard.ts';
import type { SubmissionText } from '../../../src/domain/econsult/submission.ts';
import { patientIn } from '../../../src/domain/patient.ts';

const text: SubmissionText = {
  patient: {
    name: 'Mrs Juliana (Jules) Jonesby (usual)',
    dateOfBirth: '1959-05-04',
    nhsNumber: '9990000018',
    telephone: ['07700 900142 (mobile)', '01632 960975 (home)'],
    email: ['jj@example.org (home)'],
    address: '22 Brightside Crescent, Overtown, HB10 4YU (home)',
    also: [
      { question: 'Name', answer: 'Juliana Oldham (maiden)' },
      { question: 'Identifier', answer: 'RXX 1234567 (hospital number)' },
      { question: 'Contact', answer: 'Jack Grayson (emergency contact) 07700 900199' },
      { question: 'General practitioner', answer: 'Saltern Quay Medical Centre, 01632 960111' },
    ],
  },
  requester: { name: 'Pippa Dosset', relation: 'A member of staff', telephone: '01632 960222' },
  answers: [],
  original: { mediaType: 'application/json', base64: '' },
};
const around = { staff: [], organisations: [] };
const found = (note: string, ...texts: readonly SubmissionText[]) =>
  patientIn(note, marksOfTexts(texts.length > 0 ? texts : [text]), around);

describe('what a sender gives of the patient', () => {
  it.each([
    ['Mrs Jonesby', ['surname']],
    ['jules rang', ['firstName']],
    ['Oldham in the record', ['surname']],
    ['rxx1234567', ['number']],
    ['jj@example.org', ['email']],
    ['jj at example dot org', ['email']],
    ['22 Brightside Cres', ['address']],
    ['01632 960975', ['telephone']],
    ['07700 900199', ['telephone']],
  ])('is looked for: %s', (note, parts) => {
    expect(found(note)).toEqual(expect.arrayContaining(parts));
  });
  it.each(['Seen as usual', 'home visit', 'Pippa Dosset at the pharmacy', 'ring 01632 960111', 'Overtown clinic', '01632 960222'])(
    'is not what others are called or reached by: %s',
    (note) => expect(found(note)).toEqual([]),
  );
  it('is that of every copy that came under one id', () => {
    const other = { ...text, patient: { name: 'Marek Zielonka' } };
    expect(found('Zielonka rang', text, other)).toEqual(['surname']);
    expect(found('Jonesby rang', text, other)).toEqual(['surname']);
  });
  it('is that of somebody who wrote for them, too', () => {
    const byMother = { ...text, requester: { name: 'Pippa Dosset', relation: 'Mother', telephone: '01632 960222' } };
    expect(found('Dosset will bring her', byMother)).toEqual(['surname']);
    expect(found('ring 01632 960222', byMother)).toEqual(['telephone']);
  });
});
