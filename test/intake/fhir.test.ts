// FHIR R4 Bundles: what is read from them, and what is refused.
import type { Bundle, FhirResource, QuestionnaireResponse } from 'fhir/r4.d.ts';
import { describe, expect, test } from 'vitest';
import type { SubmissionText } from '../../src/domain/econsult/submission.ts';
import { change, consultation, patient, practice, response } from './fixtures/consultation.ts';
import { doors, fhir } from './given.ts';

const send = (bundle: unknown) => doors().send('/api/econsults', JSON.stringify(bundle), fhir);
async function kept(bundle: Bundle<FhirResource>) {
  const at = doors();
  const answer = await at.send('/api/econsults', JSON.stringify(bundle), fhir);
  expect(answer.status, answer.text).toBe(201);
  const [first] = at.kept;
  if (first === undefined) throw new Error('nothing was kept');
  return first.submission;
}
/** The patient's own answers, without what else was sent. */
const ownOf = ({ answers }: SubmissionText) =>
  answers.filter(({ section }) => section !== 'Also sent' && section !== 'People and organisations');
const patientUrl = 'urn:uuid:11111111-0000-4000-8000-000000000001';

describe('an online consultation as a collection', () => {
  test('is taken in, in our words', async () => {
    const { text, contentHash, ...facts } = await kept(consultation());
    expect(contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(facts).toEqual({
      sourceId: 'consultation-1',
      practiceCode: 'A81001',
      kind: 'clinical',
      topic: 'Skin',
      priority: 'routine',
      // Forty-two tomorrow.
      ageBand: '40 to 64',
      byProxy: false,
      interpreterNeeded: false,
      identity: 'verified',
      nhsNumber: 'valid',
      noticed: [],
      flaggedAnswers: 0,
      submittedAt: '2026-11-25T08:10:30.123Z',
    });
    expect(text.patient).toEqual({
      also: [
        { question: 'Identifier \u203A NHS number verification status', answer: 'number-present-and-verified' },
        { question: 'General practitioner', answer: 'Larch Row Surgery (organisation)' },
      ],
      name: 'Ms Wilhelmina Quillfeather',
      dateOfBirth: '1984-11-26',
      nhsNumber: '9990047111',
      sex: 'female',
      telephone: ['07700 900123', '0113 496 0002'],
      email: ['wq@example.org'],
      address: '7 Larch Row, Otterby, ZZ1 1ZZ',
    });
    expect(text.senderReference).toBe('5K2PQR');
    expect(JSON.parse(Buffer.from(text.original.base64, 'base64').toString())).toEqual(consultation());
  });

  test('shows every answer, of every type and depth, in order and under its headings', async () => {
    const answers = ownOf((await kept(consultation())).text);
    expect(answers.map(({ section, question, answer }) => [section, question, answer])).toEqual([
      ['About the problem', 'What is it about?', 'An itchy rash on both hands.'],
      ['About the problem \u203A In detail', 'Is it spreading?', 'Yes'],
      ['About the problem \u203A In detail', 'How fast?', 'Since Sunday'],
      ['About the problem \u203A In detail', 'Where?', 'Hands\nw'],
      [undefined, 'Temperature', 'more than 38.5 degrees C'],
      [undefined, 'Weight', '70.25'],
      [undefined, 'Days', '0'],
      [undefined, 'Since', '2026-11-22'],
      [undefined, 'Last dose', 'Tue 24 Nov 2026 20:00 (sent as 2026-11-24T20:00:00Z)'],
      [undefined, 'Call after', '17:30:00'],
      [undefined, 'Page read', 'https://www.nhs.uk/conditions/rash'],
      [undefined, 'Picture', 'Attachment: Left hand (image/jpeg, 3 bytes). It is kept with the original.'],
      [undefined, 'Seen by', 'Pharmacist'],
      [undefined, 'Smoker?', 'No'],
      [undefined, 'Anything else?', 'No answer given'],
    ]);
  });

  test('takes questions from the form where the response has only links', async () => {
    const form: FhirResource = {
      resourceType: 'Questionnaire',
      url: 'https://sender.example/Questionnaire/skin-rash',
      status: 'active',
      title: 'Ask for a fit note',
      item: [{ linkId: 'q', type: 'string', text: 'What do you need?' }],
    };
    const bundle = change(consultation(form), 'QuestionnaireResponse', (each) => {
      each.item = [{ linkId: 'q', answer: [{ valueString: 'A fit note' }] }];
    });
    const { kind, topic, text } = await kept(bundle);
    expect([kind, topic]).toEqual(['clinicalAdmin', 'Fit note']);
    expect(text.answers[0]).toEqual({ section: 'Ask for a fit note', question: 'What do you need?', answer: 'A fit note' });
  });

  test.each<[string, (each: QuestionnaireResponse) => void, Record<string, unknown>]>([
    [
      'a relative filled it in',
      (each) => Object.assign(each, { source: { reference: 'urn:uuid:11111111-0000-4000-8000-000000000004' } }),
      { byProxy: true },
    ],
    [
      'a red answer',
      (each) => Object.assign(each.item?.[1] ?? {}, { extension: [{ url: 'https://x.example/answer-flag', valueCode: 'red' }] }),
      { priority: 'redFlag', flaggedAnswers: 1 },
    ],
    [
      'an amber answer',
      (each) => Object.assign(each.item?.[1] ?? {}, { extension: [{ url: 'https://x.example/answer-flag', valueCode: 'amber' }] }),
      { priority: 'routine', flaggedAnswers: 1 },
    ],
    [
      'a form of an unknown name',
      (each) => Object.assign(each, { questionnaire: 'https://x.example/Questionnaire/zzz' }),
      { kind: 'clinical', topic: 'Other request' },
    ],
    [
      'an administrative code chosen',
      (each) => Object.assign(each, { item: [{ linkId: 'i', answer: [{ valueCoding: { code: 'GEC_ADM_AD_ISSUE_SICKNOTE' } }] }] }),
      { kind: 'clinicalAdmin', topic: 'Fit note' },
    ],
  ])('%s', async (_, edit, expected) => {
    const mother: FhirResource = {
      resourceType: 'RelatedPerson',
      patient: { reference: patientUrl },
      name: [{ text: 'Ida Quillfeather' }],
      relationship: [{ text: 'Mother' }],
      telecom: [{ system: 'phone', value: '07700 900999' }],
    };
    const submission = await kept(change(consultation(mother), 'QuestionnaireResponse', edit));
    expect(submission).toMatchObject(expected);
    if (submission.byProxy)
      expect(submission.text.requester).toEqual({ name: 'Ida Quillfeather', relation: 'Mother', telephone: '07700 900999' });
  });

  test.each([
    ['routine', 'routine'],
    ['urgent', 'urgent'],
    ['asap', 'urgent'],
    ['stat', 'redFlag'],
  ] as const)('priority %s is %s', async (priority, expected) => {
    const request: FhirResource = {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      priority,
      subject: { reference: patientUrl },
    };
    expect((await kept(consultation(request))).priority).toBe(expected);
  });

  test('carries needs: interpreter, adjustments, how to be contacted', async () => {
    const flag: FhirResource = {
      resourceType: 'Flag',
      status: 'active',
      category: [{ coding: [{ code: 'RA' }] }],
      code: { text: 'Needs a hearing loop' },
      subject: { reference: patientUrl },
    };
    const bundle = change(consultation(flag), 'Patient', (each) => {
      each.extension = [
        { url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired', valueBoolean: true },
        {
          url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ContactPreference',
          extension: [{ url: 'PreferredContactMethod', valueCodeableConcept: { text: 'Text message' } }],
        },
      ];
      each.communication = [{ language: { text: 'English' } }, { language: { text: 'Polish' }, preferred: true }];
    });
    const { interpreterNeeded, text } = await kept(bundle);
    expect(interpreterNeeded).toBe(true);
    expect(text).toMatchObject({ interpreter: 'Polish', contactPreference: 'Text message', adjustments: ['Needs a hearing loop'] });
  });

  test('new addresses of entries and new time stamps are the same words; another word is not', async () => {
    const first = await kept(consultation());
    const resent = JSON.parse(
      JSON.stringify({ ...consultation(), timestamp: '2026-11-25T10:00:00Z', meta: { lastUpdated: '2026-11-25T10:00:00Z' } }).replaceAll(
        '11111111-',
        '33333333-',
      ),
    );
    expect((await kept(resent)).contentHash).toBe(first.contentHash);
    const other = change(consultation(), 'QuestionnaireResponse', (each) =>
      Object.assign(each.item?.[4] ?? {}, { answer: [{ valueDate: '2026-11-21' }] }),
    );
    expect((await kept(other)).contentHash).not.toBe(first.contentHash);
  });
});

describe('which practice', () => {
  const by = (edit: (each: ReturnType<typeof patient>) => void, ...more: FhirResource[]) =>
    kept(change(consultation(...more), 'Patient', edit)).then((each) => each.practiceCode);
  const fourth = 'urn:uuid:11111111-0000-4000-8000-000000000004';

  test.each([
    'https://fhir.nhs.uk/Id/ods-organization-code',
    'https://fhir.nhs.uk/id/ods-organization-code',
    'HTTP://FHIR.NHS.UK/ID/ODS-ORGANIZATION-CODE/',
    'https://fhir.hl7.org.uk/Id/ODS-code',
  ])('the system may be spelt %s', async (system) => {
    const code = await by((each) => Object.assign(each, { generalPractitioner: [{ reference: fourth }] }), practice(' b82002 ', system));
    expect(code).toBe('B82002');
  });
  test('not by another system', async () => {
    expect(
      await by(
        (each) => Object.assign(each, { generalPractitioner: [{ reference: fourth }] }),
        practice('B82002', 'https://x.example/ods-organization-code'),
      ),
    ).toBeUndefined();
  });
  test('by an identifier without a resource', async () => {
    expect(
      await by((each) =>
        Object.assign(each, {
          generalPractitioner: [{ identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'Y01234' } }],
        }),
      ),
    ).toBe('Y01234');
  });
  test('by a doctor\u2019s role', async () => {
    const role: FhirResource = {
      resourceType: 'PractitionerRole',
      organization: { reference: 'urn:uuid:11111111-0000-4000-8000-000000000003' },
    };
    expect(await by((each) => Object.assign(each, { generalPractitioner: [{ reference: fourth }] }), role)).toBe('A81001');
  });
  test('else by the managing organisation, and only then', async () => {
    expect(
      await by(
        (each) => Object.assign(each, { generalPractitioner: undefined, managingOrganization: { reference: fourth } }),
        practice('B82002'),
      ),
    ).toBe('B82002');
    expect(await by((each) => Object.assign(each, { managingOrganization: { reference: fourth } }), practice('B82002'))).toBe('A81001');
  });
  test('two practices name none', async () => {
    const both = [{ reference: 'urn:uuid:11111111-0000-4000-8000-000000000003' }, { reference: fourth }];
    expect(await by((each) => Object.assign(each, { generalPractitioner: both }), practice('B82002'))).toBeUndefined();
  });
  test('nobody else in the message names it: kept, without a practice', async () => {
    expect(await by((each) => Object.assign(each, { generalPractitioner: undefined }))).toBeUndefined();
    expect(await by((each) => Object.assign(each, { generalPractitioner: [{ reference: 'urn:uuid:nowhere' }] }))).toBeUndefined();
  });
});

describe('refused', () => {
  const without = (type: string): unknown => ({
    ...consultation(),
    entry: consultation().entry?.filter(({ resource }) => resource?.resourceType !== type),
  });
  const { id: _, ...anonymous } = consultation();
  const twice = consultation();
  Object.assign(twice.entry?.[2] ?? {}, { fullUrl: patientUrl });
  const edited = (edit: (each: QuestionnaireResponse) => void) => change(consultation(), 'QuestionnaireResponse', edit);
  test.each<[string, unknown, number, RegExp]>([
    ['no patient', without('Patient'), 422, /no Patient/],
    ['two patients', consultation(patient()), 422, /second Patient/],
    [
      'a contained second patient',
      change(consultation(), 'Organization', (each) => Object.assign(each, { contained: [patient()] })),
      422,
      /second Patient/,
    ],
    ['no words', without('QuestionnaireResponse'), 422, /no words/],
    ['an unfinished form', edited((each) => Object.assign(each, { status: 'in-progress' })), 422, /status/],
    ['nothing answered', edited((each) => Object.assign(each, { item: [{ linkId: 'q', text: 'What?' }] })), 422, /no words/],
    ['about somebody else', edited((each) => Object.assign(each, { subject: { reference: 'Patient/other' } })), 422, /one Patient/],
    ['about nobody that can be found', edited((each) => Object.assign(each, { subject: { display: 'MARKED' } })), 422, /one Patient/],
    [
      'a patient without a name',
      change(consultation(), 'Patient', (each) => Object.assign(each, { name: undefined, identifier: undefined })),
      422,
      /neither a name/,
    ],
    ['no id', anonymous, 400, /Bundle\.id/],
    ['an address twice', twice, 400, /fullUrl/],
    ['a searchset', { ...consultation(), type: 'searchset' }, 422, /Bundle\.type/],
    [
      'a number for a name',
      change(consultation(), 'Patient', (each) => Object.assign(each, { name: [{ family: 7 }] })),
      400,
      /name\[0\]\.family/,
    ],
    [
      'two values in one answer is not what fails: an unknown code is',
      change(consultation(), 'Patient', (each) => Object.assign(each, { gender: 'MARKED' })),
      400,
      /gender/,
    ],
    [
      'an STU3 profile',
      { ...consultation(), meta: { profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/X-1'] } },
      400,
      /another FHIR version/,
    ],
    [
      'a Care Connect extension',
      change(consultation(), 'Patient', (each) =>
        Object.assign(each, {
          extension: [{ url: 'https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-X-1', valueString: 'MARKED' }],
        }),
      ),
      400,
      /another FHIR version/,
    ],
    [
      'a Care Connect profile',
      change(consultation(), 'Patient', (each) =>
        Object.assign(each, { meta: { profile: ['https://fhir.hl7.org.uk/StructureDefinition/CareConnect-Patient-1'] } }),
      ),
      400,
      /another FHIR version/,
    ],
    [
      'an R5 profile',
      { ...consultation(), meta: { profile: ['http://hl7.org/fhir/5.0/StructureDefinition/Bundle'] } },
      400,
      /another FHIR version/,
    ],
    ['no resource at all', { MARKED: 'MARKED' }, 400, /resourceType/],
    ['a type nobody knows', { resourceType: 'MARKED' }, 400, /resourceType/],
    ['501 entries', consultation(...Array.from({ length: 498 }, () => practice())), 400, /500 entries/],
  ])('%s', async (_name, bundle, status, says) => {
    const answer = await send(bundle);
    expect(answer.status, answer.text).toBe(status);
    expect(answer.text).toMatch(says);
    expect(answer.text).not.toMatch(/MARKED|Quillfeather|9990047111|Larch/);
    expect(answer.body['resourceType']).toBe('OperationOutcome');
  });

  test('all faults at once', async () => {
    const bad = change(consultation(), 'Patient', (each) => Object.assign(each, { gender: 'x', birthDate: 'yesterday', name: 'me' }));
    const { body } = await send(bad);
    expect((body['issue'] as { expression: string[] }[]).flatMap(({ expression }) => expression).sort()).toEqual([
      'Bundle.entry[0].resource.birthDate',
      'Bundle.entry[0].resource.gender',
      'Bundle.entry[0].resource.name',
    ]);
  });
});

test('a number that fails its check digit is a flag, and not verified whatever is said of it', async () => {
  const submission = await kept(
    change(consultation(), 'Patient', (each) => Object.assign(each.identifier?.[0] ?? {}, { value: '9990047112' })),
  );
  expect(submission).toMatchObject({ nhsNumber: 'invalid', identity: 'unverified' });
});

test('an unfinished form beside a request without words is no request', async () => {
  const request: FhirResource = { resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: { reference: patientUrl } };
  const unfinished = change(consultation(request), 'QuestionnaireResponse', (each) => Object.assign(each, { status: 'in-progress' }));
  expect((await send(unfinished)).status).toBe(422);
});

describe('taking back', () => {
  const revoked = change(consultation(), 'QuestionnaireResponse', (each) => Object.assign(each, { status: 'entered-in-error' }));
  test('a known one', async () => {
    const at = doors();
    await at.send('/api/econsults', JSON.stringify(consultation()), fhir);
    const answer = await at.send('/api/econsults', JSON.stringify(revoked), fhir);
    expect([answer.status, answer.body]).toEqual([200, { reference: 'K7M-4QX', withdrawn: true }]);
    expect(at.withdrawn).toEqual([{ sourceId: 'consultation-1', reason: 'enteredInError' }]);
  });
  test('an unknown one is never a new eConsult', async () => {
    const at = doors();
    expect((await at.send('/api/econsults', JSON.stringify(revoked), fhir)).status).toBe(404);
    expect(at.kept).toEqual([]);
  });
});

test('text of a no-break space, as word processors write it, gets through', async () => {
  const words = 'Two\u00A0weeks';
  const submission = await kept(
    change(consultation(), 'QuestionnaireResponse', (each) =>
      Object.assign(each, { item: [{ linkId: 'q', text: 'When?', answer: [{ valueString: words }] }] }),
    ),
  );
  expect(submission.text.answers[0]?.answer).toBe(words);
});

test('other places for words: a message, a care plan, a reason', async () => {
  const about = { reference: patientUrl };
  const message: FhirResource = {
    resourceType: 'Communication',
    status: 'completed',
    subject: about,
    payload: [{ contentString: 'My ankle hurts' }],
  };
  const plan: FhirResource = {
    resourceType: 'CarePlan',
    status: 'completed',
    intent: 'plan',
    subject: about,
    activity: [{ outcomeCodeableConcept: [{ text: 'Q: a\\nQ: b' }] }],
  };
  const request: FhirResource = {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    subject: about,
    reasonCode: [{ text: 'Ankle' }],
    note: [{ text: 'Please call' }],
  };
  for (const [resource, expected] of [
    [message, ['My ankle hurts']],
    [plan, ['Q: a\nQ: b']],
    [request, ['Ankle', 'Please call']],
  ] as const) {
    const bundle = consultation(resource);
    bundle.entry?.splice(1, 1);
    expect(ownOf((await kept(bundle)).text).map(({ answer }) => answer)).toEqual(expected);
  }
  expect(response().status).toBe('completed');
});
