// Demo eConsults written for somebody else, or by somebody who needs more to be understood. Everybody in them is made up.
import { asked, type Sample } from './body.ts';
import { demoPractices } from './people.ts';

const problem = 'The problem';
const health = 'Your health';
const safety = 'Safety questions';
const wish = 'What you would like';
const { salternQuay, kestrelRoad, tideway } = demoPractices;

const childByProxy: Sample = {
  name: 'child-earache',
  title: 'Three-year-old with earache',
  about: 'By proxy: a mother for her three-year-old.',
  minutesAgo: 17,
  write: (when) => ({
    practice: salternQuay,
    kind: 'clinical',
    title: 'My child is unwell',
    patient: {
      name: 'Teddy Nakamura-Price',
      dateOfBirth: when.born(3, 64),
      nhsNumber: '999 541 6115',
      identity: 'verified',
      sex: 'male',
      address: '6 Spindrift Gardens, Saltern, HB1 6HG',
    },
    requester: { name: 'Yuki Nakamura-Price', relation: 'Mother', telephone: '07700 900156' },
    answers: [
      asked(
        problem,
        'Please describe the problem.',
        'Teddy has been pulling at his right ear since yesterday and was up most of the night crying. Temperature 38.4 at 6 this morning, down to 37.6 after Calpol. There is some yellowy stuff on his pillow from that ear.',
      ),
      asked(
        safety,
        'Is your child drinking and passing urine?',
        'Yes, drinking squash and had a wet nappy at 7 (he still wears one at night). Off his food.',
      ),
      asked(
        safety,
        'Is there a rash that does not fade under a glass, a stiff neck, or is your child hard to wake?',
        'No. He is grumpy but he is watching cartoons.',
      ),
      asked(safety, 'Is the area behind the ear red or swollen?', 'No'),
      asked(health, 'Any long-term conditions or allergies?', 'Mild eczema. No allergies. Jabs up to date.'),
      asked(
        wish,
        'What would you like us to do?',
        'Can he have antibiotics or do we wait? Nursery will not take him with a temperature and I am on shift tomorrow.',
      ),
    ],
    contactPreference: 'Telephone his mother',
    senderReference: 'F3W6YC',
  }),
};

const carer: Sample = {
  name: 'carer-for-father',
  title: 'Daughter for her father',
  about: 'By proxy: a carer for a parent of 84 with dementia; frail, so marked with care.',
  minutesAgo: 39,
  write: (when) => ({
    practice: tideway,
    kind: 'clinical',
    topic: 'Ongoing condition',
    title: 'Request on behalf of somebody I care for',
    patient: {
      name: 'Aldous Fitzgerald',
      dateOfBirth: when.born(84, 330),
      nhsNumber: '9996299082',
      identity: 'verified',
      sex: 'male',
      telephone: ['01632 960733'],
      address: 'Flat 2, Harbourmaster Court, Tideway, HB5 2MN',
    },
    requester: {
      name: 'Grace Fitzgerald',
      relation: 'Daughter and carer, lasting power of attorney for health',
      telephone: '07700 900348',
    },
    answers: [
      asked(
        problem,
        'Please describe the problem.',
        'Dad has vascular dementia. Over the last three days he has been more muddled than usual, up in the night looking for Mum (she died in 2019), and not eating much. The carers say his urine smells strong. He is normally steady on his frame, yesterday he nearly went over twice.',
      ),
      asked(safety, 'Did this come on suddenly?', 'Since the weekend', 'caution'),
      asked(safety, 'Has there been a fall or a knock to the head?', 'Not that we know of'),
      asked(safety, 'Any fever?', '37.2 this morning'),
      asked(health, 'What medicines does he take?', 'Apixaban, bisoprolol, memantine, laxative. All in the blister pack from the chemist.'),
      asked(
        wish,
        'What would you like us to do?',
        'Could somebody come and look at him, he cannot manage the surgery stairs. I can drop a sample in. Please ring me, not Dad, he will say he is fine.',
      ),
    ],
    contactPreference: 'Telephone his daughter, not the patient',
    adjustments: ['Has dementia: speak to his daughter', 'Home visits: cannot use stairs'],
    senderReference: 'V7K2HB',
  }),
};

const interpreter: Sample = {
  name: 'interpreter',
  title: 'Stomach pain, in Bengali',
  about: 'An interpreter is needed; the patient wrote partly in Bengali.',
  minutesAgo: 55,
  write: (when) => ({
    practice: tideway,
    kind: 'clinical',
    title: 'Stomach ache',
    patient: {
      name: 'Rahima Begum',
      dateOfBirth: when.born(55, 101),
      nhsNumber: '999 072 3265',
      identity: 'verified',
      sex: 'female',
      telephone: ['07700 900594'],
      address: '63 Herring Gate, Tideway, HB5 4LF',
    },
    answers: [
      asked(
        problem,
        'Please describe the problem.',
        '\u0996\u09be\u0993\u09df\u09be\u09b0 \u09aa\u09b0 \u09aa\u09c7\u099f\u09c7 \u09ac\u09cd\u09af\u09a5\u09be \u09b9\u09df\u0964 My grandson help me write. Pain top of stomach after eating, right side, go to the back. Two months. Oily food more bad.',
      ),
      asked(safety, 'Have your skin or eyes turned yellow?', 'No'),
      asked(safety, 'Do you have black stools, or have you been sick with blood?', 'No'),
      asked(health, 'Do you take any regular medicines?', 'Diabetes tablet, cholesterol tablet. Omeprazole from shop, little help.'),
      asked(
        wish,
        'What would you like us to do?',
        'Please speak with me by interpreter, a lady if can. My grandson is in school in the day.',
      ),
    ],
    contactPreference: 'Telephone with an interpreter',
    interpreter: 'Bengali (Sylheti), female interpreter preferred',
    senderReference: 'Y5C9RM',
  }),
};

const signLanguage: Sample = {
  name: 'sign-language',
  title: 'Migraines, BSL user',
  about: 'Reasonable adjustments: deaf, uses British Sign Language, must never be telephoned.',
  minutesAgo: 62,
  write: (when) => ({
    practice: kestrelRoad,
    kind: 'clinical',
    title: 'Headaches and migraine',
    patient: {
      name: 'Saoirse Kavanagh',
      dateOfBirth: when.born(35, 222),
      nhsNumber: '999 571 3179',
      identity: 'verified',
      sex: 'female',
      email: ['saoirse.k@example.com'],
      telephone: ['07700 900077 (text only)'],
      address: '27 Kestrel Road, Saltern, HB2 5VV',
    },
    answers: [
      asked(
        problem,
        'Please describe the problem.',
        'Migraines went from once a month to once a week since I changed jobs (screens all day, watching interpreters on video). I see zigzag lines for 20 minutes, then pain on the left, then sick. Sumatriptan 50 used to work, now half the time it does not.',
      ),
      asked(safety, 'Was any of these headaches sudden and the worst of your life?', 'No'),
      asked(safety, 'Any weakness, numbness or trouble speaking or signing with it?', 'No, only the zigzags'),
      asked(health, 'Do you take the combined contraceptive pill?', 'No, mini pill'),
      asked(
        wish,
        'What would you like us to do?',
        'Something to prevent them. Book a BSL interpreter (a registered one, not my mum) or use video relay. Last time somebody rang me three times and then closed my request because I did not answer. I am DEAF.',
      ),
    ],
    contactPreference: 'Text message or email. Never telephone.',
    interpreter: 'British Sign Language',
    adjustments: ['Deaf: do not telephone', 'BSL interpreter for every appointment', 'Twice the usual appointment time'],
    senderReference: 'X2B6TL',
  }),
};

export const needsSamples: readonly Sample[] = [childByProxy, carer, interpreter, signLanguage];
