// Demo eConsults for paperwork: fit notes, results, repeat medicines, referrals and records. Everybody in them is made up.
import { asked, type Sample } from './body.ts';
import { demoPractices } from './people.ts';

const request = 'Your request';
const { salternQuay, kestrelRoad, tideway, ferrymansLane } = demoPractices;

const changeOfName: Sample = {
  name: 'change-of-name',
  title: 'New surname and address',
  about: 'Administrative: the practice that keeps the record gets it first.',
  minutesAgo: 140,
  write: (when) => ({
    practice: salternQuay,
    kind: 'admin',
    topic: 'Other request',
    title: 'Change my details',
    patient: {
      name: 'Priya Raman-Holt',
      dateOfBirth: when.born(33, 45),
      nhsNumber: '999 098 9621',
      identity: 'verified',
      sex: 'female',
      telephone: ['07700 900733'],
      email: ['priya.rh@example.com'],
      address: '9 Lantern Wharf, Saltern, HB1 3YS',
    },
    answers: [
      asked(
        request,
        'What would you like to change?',
        `I got married on ${when.said(-21)}. Name was Priya Raman, now Raman-Holt. We moved at the same time.`,
      ),
      asked(request, 'Your old address', '52 Ballast Hill, Saltern, HB2 6JU'),
      asked(
        request,
        'Is there anything else?',
        'My smear letter went to the old address, could you make sure the next one does not? I have the certificate if you need to see it.',
      ),
    ],
    contactPreference: 'Email',
    senderReference: 'B7Q2WM',
  }),
};

const fitNote: Sample = {
  name: 'fit-note-new',
  title: 'Fit note, first one',
  about: 'Fit note: needs a clinician, so it goes to the hub first.',
  minutesAgo: 33,
  write: (when) => ({
    practice: kestrelRoad,
    kind: 'clinicalAdmin',
    title: 'Fit note (sick note)',
    patient: {
      name: 'Marek Dvo\u0159\u00e1k',
      dateOfBirth: when.born(41, 8),
      nhsNumber: '999 517 5517',
      identity: 'verified',
      sex: 'male',
      telephone: ['07700 900912'],
      address: '18 Windlass Close, Saltern, HB2 1AK',
    },
    answers: [
      asked(request, 'Is this a new fit note or a longer one?', 'New'),
      asked(
        request,
        'Why can you not work?',
        'Slipped off the tail lift at work and did my back. A&E said nothing broken, muscles. Cannot stand straight or lift. I am a delivery driver so it is all lifting.',
      ),
      asked(request, 'Since when?', `${when.said(-8)}. I did the first seven days myself on the form.`),
      asked(request, 'For how long do you need it?', 'Two weeks I think'),
      asked(request, 'Could you work with changes, such as lighter duties?', 'They have no light duties, I asked.'),
      asked('Safety questions', 'Any numbness between the legs, or trouble with bladder or bowels?', 'No'),
      asked('Your health', 'What are you taking for it?', 'Co-codamol from A&E, nearly out, and ibuprofen.'),
    ],
    contactPreference: 'Text message',
    senderReference: 'T4X9KR',
  }),
};

const fitNoteLonger: Sample = {
  name: 'fit-note-longer',
  title: 'Fit note runs out',
  about: 'Fit note to be extended, at the practice that sees everything itself first.',
  minutesAgo: 71,
  write: (when) => ({
    practice: ferrymansLane,
    kind: 'clinicalAdmin',
    title: 'Fit note (sick note)',
    patient: {
      name: 'Bronwen Llewellyn',
      dateOfBirth: when.born(52, 260),
      nhsNumber: '9995720191',
      identity: 'verified',
      sex: 'female',
      telephone: ['07700 900467'],
      email: ['bronwen.l@example.org'],
      address: '5 Ferryman\u2019s Lane, Saltern, HB4 4GU',
    },
    answers: [
      asked(request, 'Is this a new fit note or a longer one?', 'Longer'),
      asked(
        request,
        'Why can you not work?',
        'Work-related stress, as on the last one. I have started the counselling through work (two sessions so far) but I am not ready to be back in the classroom.',
      ),
      asked(request, 'When does your present note end?', when.said(4)),
      asked(
        request,
        'For how long do you need it?',
        'Until half-term, so four weeks. I would like to talk about going back on shorter days after that.',
      ),
      asked('Safety questions', 'Have you had thoughts of harming yourself?', 'No'),
    ],
    contactPreference: 'Telephone after 4 pm',
    senderReference: 'M2F7ZJ',
  }),
};

const testResults: Sample = {
  name: 'test-results',
  title: 'Thyroid blood test',
  about: 'Test results; the sender has promised the patient an answer by a date, which the card carries.',
  minutesAgo: 180,
  write: (when) => ({
    practice: salternQuay,
    kind: 'clinicalAdmin',
    title: 'Discuss recent tests',
    promisedBy: when.date(1),
    patient: {
      name: 'Ngozi Bellingham',
      dateOfBirth: when.born(37, 90),
      nhsNumber: '999 479 0315',
      identity: 'verified',
      sex: 'female',
      telephone: ['07700 900621'],
      email: ['ngozi.bellingham@example.com'],
      address: '120 Chandlery Street, Saltern, HB1 9TT',
    },
    answers: [
      asked(request, 'Which test is it about?', `Thyroid bloods, taken at the surgery on ${when.said(-6)}.`),
      asked(
        request,
        'What would you like to know?',
        'The app says "abnormal, no further action". How can it be both? TSH 6.1. I have put on a stone this year and I am cold all the time, so I would like someone to explain it to me.',
      ),
      asked(request, 'Any new symptoms since the test?', 'No, the same.'),
      asked('Your health', 'Are you pregnant or trying for a baby?', 'Trying since spring', 'caution'),
    ],
    contactPreference: 'Telephone or video',
    senderReference: 'J5H8VP',
  }),
};

const repeatMedicines: Sample = {
  name: 'repeat-medicines',
  title: 'Inhaler before a journey',
  about: 'Repeat medicines asked for early.',
  minutesAgo: 20,
  write: (when) => ({
    practice: tideway,
    kind: 'clinicalAdmin',
    title: 'Repeat prescription query',
    patient: {
      name: 'Ifeanyi Walcott',
      dateOfBirth: when.born(19, 150),
      nhsNumber: '9994230697',
      identity: 'verified',
      sex: 'male',
      telephone: ['07700 900280'],
      address: '31 Estuary View, Tideway, HB5 7QX',
    },
    answers: [
      asked(request, 'Which medicines do you need?', 'Blue inhaler (salbutamol) x2 and the brown one (Clenil 100) x1'),
      asked(
        request,
        'Why is it early?',
        `Flying to my gran in Port of Spain on ${when.said(5)} for six weeks. The repeat is not due until after.`,
      ),
      asked(
        'Your health',
        'How many times in the last week have you used the blue inhaler?',
        'Maybe 4 or 5, more when I play football',
        'caution',
      ),
      asked('Your health', 'Have you been woken at night by your asthma?', 'Once'),
      asked(request, 'Where should it go?', 'The chemist in the health centre please'),
    ],
    contactPreference: 'Text message',
    senderReference: 'G9L3DW',
  }),
};

const referralLetter: Sample = {
  name: 'referral-letter',
  title: 'Where is my referral?',
  about: 'Administrative, referral letter: for the practice\u2019s administrator.',
  minutesAgo: 205,
  write: (when) => ({
    practice: tideway,
    kind: 'admin',
    title: 'Referral query',
    patient: {
      name: 'Eleanor Whitcombe',
      dateOfBirth: when.born(60, 15),
      nhsNumber: '999 494 3456',
      identity: 'verified',
      sex: 'female',
      telephone: ['01632 960409'],
      email: ['e.whitcombe@example.net'],
      address: 'The Old Lock House, Towpath, Tideway, HB5 3CD',
    },
    answers: [
      asked(
        request,
        'Which referral is it about?',
        `Dermatology, for the patch on my temple. Dr said on ${when.said(-40)} that she would write that day.`,
      ),
      asked(
        request,
        'What would you like us to do?',
        'The hospital say they have nothing in my name. Please check whether the letter went, send it again if not, and let me have a copy. I am away from next Friday and do not want to miss the post.',
      ),
      asked(request, 'Has anything changed since you were seen?', 'Not that I can see. Same size.'),
    ],
    contactPreference: 'Email, and post the copy',
    senderReference: 'D8S5NQ',
  }),
};

export const paperworkSamples: readonly Sample[] = [changeOfName, fitNote, fitNoteLonger, testResults, repeatMedicines, referralLetter];
