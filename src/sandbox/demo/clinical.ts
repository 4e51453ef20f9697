// Demo eConsults about a health problem of an adult who can wait their turn. Everybody in them is made up.
import { asked, type Sample } from './body.ts';
import { demoPractices } from './people.ts';

const problem = 'The problem';
const health = 'Your health';
const wish = 'What you would like';
const { salternQuay, kestrelRoad, ferrymansLane } = demoPractices;

const heavyPeriods: Sample = {
  name: 'heavy-periods',
  title: 'Heavy periods',
  about: 'Women\u2019s health, clinical, routine: an ordinary one that goes to the hub first.',
  minutesAgo: 12,
  write: (when) => ({
    practice: kestrelRoad,
    kind: 'clinical',
    title: 'Period problems',
    patient: {
      name: 'Folasade Adeyemi',
      dateOfBirth: when.born(46),
      nhsNumber: '999 425 5533',
      identity: 'verified',
      sex: 'female',
      telephone: ['07700 900142'],
      email: ['f.adeyemi@example.com'],
      address: '14 Ropery Steps, Saltern, HB2 4QD',
    },
    answers: [
      asked(
        problem,
        'Please describe the problem.',
        'My periods have been getting heavier since the summer. The first two days I have to change every hour and I wake up at night to change. I also get hot flushes and I am snappy with everyone, which is not like me.',
      ),
      asked(problem, 'How long has this been going on?', 'About five months.'),
      asked(
        problem,
        'Have you tried anything?',
        'Ibuprofen from the chemist, helps the cramps a bit. A friend said to ask about a coil or HRT?',
      ),
      asked(problem, 'Any bleeding between periods or after sex?', 'No'),
      asked(problem, 'Could you be pregnant?', 'No, my husband had a vasectomy.'),
      asked(health, 'Do you feel more tired or breathless than usual?', 'Tired all the time. A bit puffed on the stairs.', 'caution'),
      asked(health, 'Do you take any regular medicines?', 'Amlodipine 5 mg, once a day.'),
      asked(
        wish,
        'What would you like us to do?',
        'A blood test to see if I am anaemic and to talk about what I can take. I would rather speak to a woman.',
      ),
    ],
    contactPreference: 'Telephone, any time after 3 pm',
    senderReference: 'H4T2QK',
  }),
};

const waterworks: Sample = {
  name: 'waterworks',
  title: 'Up four times a night',
  about: 'Men\u2019s health from the website without a login, so nobody has checked who it is (identity unverified); practice first.',
  minutesAgo: 48,
  write: (when) => ({
    practice: ferrymansLane,
    kind: 'clinical',
    title: 'Prostate and waterworks problems',
    patient: {
      name: 'Desmond Clarke',
      dateOfBirth: when.born(67, 31),
      identity: 'unverified',
      sex: 'male',
      telephone: ['01632 960817'],
      address: '3 Capstan Row, Saltern, HB1 7LW',
    },
    answers: [
      asked(
        problem,
        'Please describe the problem.',
        'Up to pass water 4 times a night for getting on a year. Slow to start and it dribbles after. Wife says I should have got in touch long ago.',
      ),
      asked(problem, 'Have you seen blood in your urine?', 'No'),
      asked(problem, 'Are you unable to pass urine at all?', 'No'),
      asked(problem, 'Any pain or burning?', 'No, not really. Aches low in the back but I was a roofer for 40 years.'),
      asked(health, 'Has anyone in your family had prostate cancer?', 'My brother, he was 71.', 'caution'),
      asked(health, 'Do you take any regular medicines?', 'Nothing'),
      asked(wish, 'What would you like us to do?', 'The blood test for it, and somebody to tell me if I need the other examination.'),
    ],
    contactPreference: 'Landline please. No mobile signal at the house.',
    senderReference: 'R9M3XC',
  }),
};

const rash: Sample = {
  name: 'rash-with-photo',
  title: 'Rash with a photo',
  about: 'Skin, clinical, routine; the patient says there are photos, which come by another way.',
  minutesAgo: 26,
  write: (when) => ({
    practice: salternQuay,
    kind: 'clinical',
    title: 'Skin rash',
    patient: {
      name: 'Callum Fraser',
      dateOfBirth: when.born(29, 200),
      nhsNumber: '9996672999',
      identity: 'verified',
      sex: 'male',
      telephone: ['07700 900358'],
      email: ['callum.fraser@example.org'],
      address: 'Flat 6, 88 Old Tannery, Saltern, HB1 2RT',
    },
    answers: [
      asked(
        problem,
        'Please describe the problem.',
        'Itchy rash on both forearms and now my neck. Small red bumps, some joined up and a bit crusty where I have scratched. Started two days after I cleared the ivy off the back wall.',
      ),
      asked(
        problem,
        'Can you send a picture?',
        'I took three and uploaded them (left arm, right arm, neck). The light was not great so the neck looks redder than it is.',
      ),
      asked(problem, 'When you press a glass on it, does it fade?', 'Yes'),
      asked(problem, 'Any swelling of the lips, tongue or face, or trouble breathing?', 'No'),
      asked(problem, 'Any fever or feeling unwell?', 'No, just itchy. It keeps me up.'),
      asked(health, 'Any allergies?', 'Penicillin - came out in hives as a kid.'),
      asked(
        problem,
        'Have you tried anything?',
        'Hydrocortisone 1% twice a day for four days and an antihistamine at night. Not touching it.',
      ),
      asked(wish, 'What would you like us to do?', 'Something stronger for it. Happy to come in, I work from home.'),
    ],
    contactPreference: 'Text message or email',
    senderReference: 'W2ZP7D',
  }),
};

const newTablets: Sample = {
  name: 'new-tablets',
  title: 'Cough since new tablets',
  about: 'Medicines, clinical, routine; the NHS number fails its check digit, which is shown and stops nothing.',
  minutesAgo: 95,
  write: (when) => ({
    practice: kestrelRoad,
    kind: 'clinical',
    title: 'Medicines and side effects',
    patient: {
      name: 'Wilhelmina Achterberg',
      dateOfBirth: when.born(71, 12),
      // A nought was typed as a three, as happens; the check digit shows it.
      nhsNumber: '999 033 9755',
      identity: 'unverified',
      sex: 'female',
      telephone: ['01632 960266', '07700 900671'],
      address: 'Gull Cottage, Marram Lane, Saltern, HB3 9FG',
    },
    answers: [
      asked(
        problem,
        'Which medicine is it about?',
        'Ramipril, the nurse started me on it for my blood pressure a month ago and it was put up last week.',
      ),
      asked(
        problem,
        'What is the problem?',
        'A dry tickly cough that will not go. Worse lying down. No cold, nothing coming up. My sister had the same with hers and they changed it.',
      ),
      asked(problem, 'Any swelling of the face, lips or tongue?', 'No'),
      asked(problem, 'Have you stopped taking it?', 'Not yet. I did not like to without asking.'),
      asked(
        health,
        'What else do you take?',
        'Metformin 500 twice daily, atorvastatin 20 at night, and I buy my own vitamin D. Blood pressure at home this morning 148/84.',
      ),
      asked(wish, 'What would you like us to do?', 'Tell me whether to stop and give me something else instead if so.'),
    ],
    contactPreference: 'Telephone, mornings',
    senderReference: 'C5J8LN',
  }),
};

export const clinicalSamples: readonly Sample[] = [heavyPeriods, rash, waterworks, newTablets];
