// What clinicians decide on is shown with the rest of it, what is not so is marked in front, and doubts about who it is are noticed.
import type { FhirResource, Patient } from 'fhir/r4.d.ts';
import { describe, expect, test } from 'vitest';
import { drawEConsult } from '../../src/cards/econsult/card.ts';
import { drawOpen } from '../../src/cards/econsult/open.ts';
import { contentHash } from '../../src/intake/hash.ts';
import { elementsOf, stringsOf } from '../cards/elements.ts';
import { later, received, stateAfter } from '../given.ts';
import { amara, network } from '../people.ts';
import { change, consultation } from './fixtures/consultation.ts';
import { doors, fhir } from './given.ts';

const subject = { reference: 'urn:uuid:11111111-0000-4000-8000-000000000001' };
const now = later(45);

async function kept(bundle: object | string) {
  const at = doors();
  const answer = await at.send('/api/econsults', typeof bundle === 'string' ? bundle : JSON.stringify(bundle), fhir);
  const submission = at.kept[0]?.submission;
  if (submission === undefined) throw new Error(answer.text);
  return submission;
}
/** The lines of the dialog as they stand there. */
async function linesOf(...more: FhirResource[]): Promise<string> {
  return readLines(await kept(consultation(...more)));
}
const readLines = ({ text, noticed }: Awaited<ReturnType<typeof kept>>): string =>
  elementsOf(drawOpen(stateAfter(received({ noticed })), [text], { network, seenBy: amara, now }))
    .filter(({ type }) => type === 'RichTextBlock')
    // A longer answer stands under what was asked.
    .map((block) => `${block['spacing'] === 'None' ? '' : '\n'}${(block['inlines'] as { text: string }[]).map((run) => run.text).join('')}`)
    .join('')
    .trimStart();
const patientWith = (edit: (patient: Patient) => void) => kept(change(consultation(), 'Patient', edit));
const sharedCard = (noticed: Awaited<ReturnType<typeof kept>>['noticed']): string => {
  const it = stateAfter(received({ noticed }));
  return stringsOf(drawEConsult(it, { network, at: it.holder, now }).card).join('\n');
};

test.each<[string, FhirResource, readonly string[]]>([
  [
    'what came of a plan, where its codes say nothing',
    {
      resourceType: 'CarePlan',
      status: 'active',
      intent: 'plan',
      subject,
      activity: [{ outcomeCodeableConcept: [{ coding: [{}, { system: 'https://codes.example' }], text: 'Sore knee since Sunday' }] }],
    },
    ['Sore knee since Sunday'],
  ],
  [
    'both values of a blood pressure with their units',
    {
      resourceType: 'Observation',
      status: 'final',
      subject,
      code: { text: 'Blood pressure' },
      component: [
        { code: { text: 'Systolic' }, valueQuantity: { value: 120, unit: 'mmHg' } },
        { code: { text: 'Diastolic' }, valueQuantity: { value: 80, unit: 'mmHg' } },
      ],
    },
    ['Blood pressure: Systolic: 120 mmHg; Diastolic: 80 mmHg'],
  ],
  [
    'how a medicine is taken, with the medicine',
    {
      resourceType: 'MedicationStatement',
      status: 'active',
      subject,
      medicationCodeableConcept: { text: 'Doxycycline 100 mg' },
      dosage: [{ text: 'one tablet daily for 21 days' }],
    },
    ['Medicine: Doxycycline 100 mg: one tablet daily for 21 days'],
  ],
  [
    'that a finding was entered in error, in front',
    { resourceType: 'Observation', status: 'entered-in-error', subject, code: { text: 'Pregnancy test' }, valueString: 'positive' },
    ['[ENTERED IN ERROR] Pregnancy test: positive'],
  ],
  [
    'that an allergy was refuted, in front',
    {
      resourceType: 'AllergyIntolerance',
      patient: subject,
      verificationStatus: { coding: [{ code: 'refuted' }] },
      code: { text: 'Penicillin' },
    },
    ['[REFUTED] Allergy: Penicillin'],
  ],
  [
    'that a medicine was stopped and a vaccination not given',
    { resourceType: 'Immunization', status: 'not-done', patient: subject, vaccineCode: { text: 'Influenza' }, occurrenceString: 'October' },
    ['[NOT DONE] Vaccination: Influenza', '[NOT DONE] \u00B7 Details: Status: not-done'],
  ],
  [
    'a finding about another person as such',
    {
      resourceType: 'Observation',
      status: 'final',
      subject: { reference: 'Patient/somebody-else' },
      code: { text: 'Weight' },
      valueString: 'high',
    },
    ['[NOT CLEARLY ABOUT THIS PATIENT] Weight: high'],
  ],
  [
    'a code without words, and a modifier in front',
    {
      resourceType: 'Condition',
      subject,
      code: { coding: [{ system: 'http://snomed.info/sct', code: '195967001' }] },
      modifierExtension: [{ url: 'https://x.example/ruled-out', valueBoolean: true }],
    },
    ['[CHANGED BY A MODIFIER] Condition: 195967001', 'Ruled out: Yes'],
  ],
  [
    'who refers, with name and telephone',
    { resourceType: 'Practitioner', name: [{ text: 'Dr Nia Referrer' }], telecom: [{ system: 'phone', value: '0113 496 0009' }] },
    ['Practitioner: Dr Nia Referrer: 0113 496 0009'],
  ],
  [
    'what a request asks for, and that it must not be done',
    {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      subject,
      doNotPerform: true,
      code: { text: 'Chest X-ray please' },
      orderDetail: [{ text: 'two views' }],
      reasonReference: [{ display: 'A cough' }],
      supportingInfo: [{ display: 'Last film' }],
    },
    [
      '[DO NOT PERFORM] What is asked: Chest X-ray please',
      '[DO NOT PERFORM] In detail: two views',
      '[DO NOT PERFORM] Reason: A cough',
      '[DO NOT PERFORM] Supporting information: Last film',
    ],
  ],
  [
    'why somebody wrote and what the message leads to',
    {
      resourceType: 'Communication',
      status: 'completed',
      subject,
      reasonCode: [{ text: 'A question' }],
      payload: [{ contentReference: { display: 'The letter' } }],
    },
    ['Reason: A question', 'Message: The letter'],
  ],
  [
    'what a document is',
    {
      resourceType: 'DocumentReference',
      status: 'current',
      subject,
      description: 'Discharge letter',
      content: [{ attachment: { contentType: 'text/plain', data: Buffer.from('Seen in clinic').toString('base64') } }],
    },
    ['Document: Discharge letter', 'Seen in clinic'],
  ],
  [
    'a family\u2019s history',
    {
      resourceType: 'FamilyMemberHistory',
      status: 'completed',
      patient: subject,
      relationship: { text: 'Mother' },
      condition: [{ code: { text: 'Stroke' } }],
    },
    ['Stroke', 'Mother'],
  ],
  [
    'why somebody was seen',
    { resourceType: 'Encounter', status: 'finished', class: { display: 'emergency' }, subject, reasonCode: [{ text: 'A fall' }] },
    ['Reason: A fall'],
  ],
  [
    'a resource that has only a narrative',
    {
      resourceType: 'Procedure',
      status: 'completed',
      subject,
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Tonsils out &amp; well</p></div>' },
    },
    ['In the sender\u2019s words: Tonsils out & well'],
  ],
])('shows %s', async (_, resource, expected) => {
  const lines = await linesOf(resource);
  for (const each of expected) expect(lines).toContain(each);
});

describe('about the patient', () => {
  const second = { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' };
  test('two NHS numbers are both shown and noticed, and neither counts as verified', async () => {
    const submission = await patientWith((each) => each.identifier?.push(second));
    expect(submission).toMatchObject({ noticed: ['severalNhsNumbers'], identity: 'unverified' });
    expect(readLines(submission)).toMatch(/NHS number: 999 004 7111[\s\S]*9990000018 \(NHS number\)/);
    expect(sharedCard(submission.noticed)).toContain('more than one NHS number');
  });
  test('an old NHS number is shown as an old one and is no doubt', async () => {
    const submission = await patientWith((each) => each.identifier?.unshift({ ...second, use: 'old' }));
    expect(submission).toMatchObject({ noticed: [], identity: 'verified' });
    expect(readLines(submission)).toContain('[OLD] 9990000018');
  });
  test.each([
    [{ deceasedBoolean: true }, 'Recorded as having died: Yes'],
    [{ deceasedDateTime: '2026-11-20' }, 'Recorded as having died: 2026-11-20'],
  ])('a death is shown in the dialog, and on the card in careful words: %j', async (died, line) => {
    const submission = await patientWith((each) => Object.assign(each, died));
    expect(submission.noticed).toEqual(['deceased']);
    expect(readLines(submission)).toContain(line);
    expect(sharedCard(submission.noticed)).toMatch(/may have died\. Check before you contact anybody/);
    expect((await patientWith((each) => Object.assign(each, { deceasedBoolean: false }))).noticed).toEqual([]);
  });
  test('a record that was replaced by another is noticed', async () => {
    const submission = await patientWith((each) => Object.assign(each, { active: false }));
    expect(submission.noticed).toEqual(['recordNotInUse']);
  });
  test('contacts are shown whole', async () => {
    const submission = await patientWith((each) =>
      Object.assign(each, {
        contact: [
          { relationship: [{ text: 'Mother' }], name: { text: 'Ida Example' }, telecom: [{ system: 'phone', value: '07700 900999' }] },
        ],
      }),
    );
    expect(readLines(submission)).toMatch(/Contact: .*Ida Example.*Mother.*07700 900999/);
  });
  test('sign language stands beside the wish to be telephoned, and the card says that there is a need', async () => {
    const submission = await patientWith((each) =>
      Object.assign(each, {
        communication: [{ language: { text: 'British Sign Language' }, preferred: true }],
        extension: [{ url: 'https://x.example/ContactPreference', valueString: 'by telephone' }],
      }),
    );
    expect(submission.noticed).toEqual(['communication']);
    expect(readLines(submission)).toContain(
      'Wants to be answered: by telephone\nLanguage or way of communicating: British Sign Language (Preferred: Yes)',
    );
    expect(sharedCard(submission.noticed)).toContain('A communication need was sent');
    expect(sharedCard(submission.noticed)).not.toContain('Sign');
    expect(
      (await patientWith((each) => Object.assign(each, { communication: [{ language: { coding: [{ code: 'en-GB' }] } }] }))).noticed,
    ).toEqual([]);
  });
});

describe('numbers', () => {
  const weighing = (digits: string): string => JSON.stringify(consultation()).replace('"valueDecimal":70.25', `"valueDecimal":${digits}`);
  test.each(['9007199254740993', '1.10', '0.30000000000000000004', '-1e2'])('are shown as sent: %s', async (digits) => {
    expect(readLines(await kept(weighing(digits)))).toContain(`Weight: ${digits}`);
  });
  test.each(['9007199254740993', '20241231235959001'])('that are a whole finding are shown as sent: %s', async (digits) => {
    const finding = { resourceType: 'Observation', status: 'final', code: { text: 'Counted' }, subject, valueInteger: 1 } as const;
    const body = JSON.stringify(consultation(finding)).replace('"valueInteger":1', `"valueInteger":${digits}`);
    expect(readLines(await kept(body))).toContain(`Counted: ${digits}`);
  });
  test('that no number can hold are refused', async () => {
    await expect(kept(weighing('1e999'))).rejects.toThrow(/too large for any measure/);
  });
  test('that differ in their last digit are different words, and the same amount written otherwise is not', async () => {
    const hashOf = async (digits: string) => (await kept(weighing(digits))).contentHash;
    expect(await hashOf('9007199254740993')).not.toBe(await hashOf('9007199254740992'));
    expect(await hashOf('1.10')).toBe(await hashOf('1.1'));
    expect(contentHash({ n: 100 })).not.toBe(contentHash({ n: 10 }));
  });
});
