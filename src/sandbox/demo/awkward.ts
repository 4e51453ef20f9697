// Demo eConsults that try the product: an unknown practice, a very long text, and a text that tries to be more than text.
import { asked, type Sample } from './body.ts';
import { demoPractices } from './people.ts';

const problem = 'The problem';
const wish = 'What you would like';

/** Shaped like a practice's code, and no practice of the demo. */
export const demoUnknownPractice = 'H98909';

const unplaced: Sample = {
  name: 'unknown-practice',
  title: 'Unknown practice',
  about: 'The practice code is not known here: it is kept, unplaced, for the hub lead to place.',
  minutesAgo: 30,
  write: (when) => ({
    practice: demoUnknownPractice,
    kind: 'clinical',
    title: 'Back ache',
    patient: {
      name: 'Hamish Abernethy',
      dateOfBirth: when.born(48, 5),
      nhsNumber: '9992916915',
      identity: 'notFound',
      sex: 'male',
      telephone: ['07700 900430'],
      address: '1 Beacon Terrace, Saltern, HB3 1ZZ',
    },
    answers: [
      asked(
        problem,
        'Please describe the problem.',
        'Moved down here for work last month and my back has gone again. I am with the surgery by the quay, at least I think the forms went through. Sciatica, left side, same as two years ago.',
      ),
      asked('Safety questions', 'Any numbness between the legs, or trouble with bladder or bowels?', 'No'),
      asked(wish, 'What would you like us to do?', 'Physio, and naproxen like before if that is allowed.'),
    ],
    contactPreference: 'Telephone',
    senderReference: 'Z4N8QG',
  }),
};

const diaryDays = 150;
const mornings = [
  'Woke with it, behind both eyes.',
  'Clear until about eleven, then the band round the head.',
  'Bad night, up at four, tea and two paracetamol.',
  'Not too bad first thing. Walked the dog to the breakwater and back.',
  'Neck stiff on the left again, could not look over my shoulder to reverse.',
];
const afternoons = [
  'Worse after the screen, better after lying down in the dark for half an hour.',
  'Had to leave the choir early because of the lights.',
  'Nothing to report after lunch, which is something.',
  'The chemist says I am taking too many tablets and that they can cause it. I count eleven this week.',
];
const evenings = ['Bed at nine.', 'Slept in the chair.', 'Rang my sister, she thinks it is my glasses.'];
const turn = (list: readonly string[], day: number): string => list[day % list.length] ?? '';

/** A real habit: patients who have been asked for a diary paste in all of it. About 25,000 characters. */
const diary = (said: (days: number) => string): string =>
  Array.from({ length: diaryDays }, (_, day) => {
    const score = 2 + ((day * 7) % 6);
    return `${said(day - diaryDays)}: ${turn(mornings, day)} ${turn(afternoons, day)} ${turn(evenings, day)} ${score}/10.`;
  }).join('\n');

const headacheDiary: Sample = {
  name: 'headache-diary',
  title: 'A very long headache diary',
  about: 'About 25,000 characters in one answer; all of it must be readable.',
  minutesAgo: 240,
  write: (when) => ({
    practice: demoPractices.ferrymansLane,
    kind: 'clinical',
    title: 'Headaches',
    patient: {
      name: 'Cordelia Ashworth-Nkemelu',
      dateOfBirth: when.born(59, 180),
      nhsNumber: '999 881 3573',
      identity: 'verified',
      sex: 'female',
      telephone: ['01632 960955'],
      email: ['cordelia.an@example.org'],
      address: 'Samphire House, Creek Road, Saltern, HB4 8EE',
    },
    answers: [
      asked(
        problem,
        'Please describe the problem.',
        `The doctor asked me to keep a diary of my headaches, so here it is, every day of it.\n\n${diary(when.said)}`,
      ),
      asked('Safety questions', 'Was any of these headaches sudden and the worst of your life?', 'No'),
      asked('Safety questions', 'Any pain in the jaw when chewing, or changes in your sight?', 'No'),
      asked(wish, 'What would you like us to do?', 'Read it, please, and then ring me.'),
    ],
    contactPreference: 'Telephone',
    senderReference: 'L6P3XF',
  }),
};

const hostile: Sample = {
  name: 'hostile-text',
  title: 'Text that tries to be more',
  about: 'Markdown, HTML, mentions, template expressions and reversed text: all must be shown as plain words.',
  minutesAgo: 1,
  write: (when) => ({
    practice: demoPractices.salternQuay,
    kind: 'clinical',
    topic: 'General advice',
    title: '**General advice** <img src=x onerror=alert(1)>',
    patient: {
      name: 'Robin <at>Everyone</at> [Sharp](https://example.com)',
      dateOfBirth: when.born(27, 40),
      nhsNumber: '999 498 5604',
      identity: 'verified',
      sex: 'prefers not to say',
      telephone: ['07700 900999'],
      email: ['robin.sharp+${id}@example.com'],
      address: '1 <b>Bold</b> Street\nSaltern\nHB1 1AA',
    },
    answers: [
      asked(
        problem,
        '# Please describe the problem. ${question}',
        'Sore throat for **three** days. [Click here for my photos](https://example.com/not-a-photo) ![pixel](https://example.com/pixel.png)\n# Claimed by Dr Nobody\n- [x] done\n> Status: Completed',
      ),
      asked(
        problem,
        'Anything else?',
        '<script>alert("hello")</script><style>*{display:none}</style> <a href="javascript:alert(1)">reply</a> &lt;b&gt; &amp;amp;',
      ),
      asked(problem, 'Who should know?', '@everyone @General <at id="0">eHub</at> <at>Dr Amara Okafor</at> please claim'),
      asked(
        problem,
        'Expressions',
        '${$root.patient.name} {{DATE(2026-01-01T00:00:00Z, LONG)}} {{TIME(2026-01-01T00:00:00Z)}} $' +
          '{if(true, "a", "b")} __proto__ constructor',
      ),
      // A right-to-left override makes "gpj.exe" read as "exe.jpg"; the last two are invisible.
      asked(problem, 'File name of the photo', 'throat-\u202Egpj.exe\u202C \u200B\u2066'),
      asked(
        wish,
        'What would you like us to do?',
        'Advice about a sore throat, please. I test websites for a living and could not resist.',
      ),
    ],
    contactPreference: '[Telephone](tel:07700900999)',
    adjustments: ['**None** <br> really'],
    senderReference: 'Q1_*_`R`',
  }),
};

export const awkwardSamples: readonly Sample[] = [unplaced, headacheDiary, hostile];
