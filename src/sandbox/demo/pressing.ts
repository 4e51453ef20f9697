// Demo eConsults that cannot wait: two red flags and an urgent one. Everybody in them is made up.
import { asked, type Sample } from './body.ts';
import { demoPractices } from './people.ts';

const problem = 'The problem';
const safety = 'Safety questions';
const wish = 'What you would like';
const { salternQuay, kestrelRoad, tideway } = demoPractices;

const chestPain: Sample = {
  name: 'chest-pain',
  title: 'Chest pain',
  about: 'Red flag: two answers are marked red though the form says routine. Its own short clock starts.',
  minutesAgo: 3,
  write: (when) => ({
    practice: salternQuay,
    kind: 'clinical',
    // The form's own priority is routine on purpose: a red answer alone must raise it.
    priority: 'routine',
    topic: 'Pain or injury',
    title: 'Indigestion and heartburn',
    patient: {
      name: 'Raymond Osei',
      dateOfBirth: when.born(58, 77),
      nhsNumber: '999 238 5847',
      identity: 'verified',
      sex: 'male',
      telephone: ['07700 900519'],
      address: '41 Bollard Street, Saltern, HB1 5NN',
    },
    answers: [
      asked(
        problem,
        'Please describe the problem.',
        'Thought it was indigestion from last nights curry but the gaviscon isnt doing anything. Its a tight feeling across the middle of my chest, comes on when I go up the stairs and eases off when I sit. Third time since yesterday. Bit of an ache down the left arm but I sleep on that side.',
      ),
      asked(
        safety,
        'Do you have pain or tightness in the chest?',
        'Yes, on and off since yesterday teatime. Not right this minute.',
        'red',
      ),
      asked(safety, 'Does the pain spread to the arm, neck or jaw?', 'Left arm a bit', 'red'),
      asked(safety, 'Are you short of breath or sweating?', 'Sweaty with it this morning', 'caution'),
      asked(
        'Your health',
        'Do you have any of these: diabetes, high blood pressure, high cholesterol?',
        'High blood pressure. I smoke 10 a day.',
      ),
      asked('Your health', 'Has anyone in your family had heart disease before 60?', 'Dad had a heart attack at 56'),
      asked(
        wish,
        'What would you like us to do?',
        'Something for the stomach. I am driving to Leeds for work this afternoon so a call before 12 if you can.',
      ),
    ],
    contactPreference: 'Telephone',
    senderReference: 'N3V6TB',
  }),
};

const suicidalThoughts: Sample = {
  name: 'suicidal-thoughts',
  title: 'Thoughts of suicide',
  about: 'Red flag, mental health: sent as urgent with an answer marked red.',
  minutesAgo: 6,
  write: (when) => ({
    practice: tideway,
    kind: 'clinical',
    priority: 'urgent',
    title: 'Depression and low mood',
    patient: {
      name: 'Jodie Marchetti',
      dateOfBirth: when.born(24, 300),
      nhsNumber: '9992652586',
      identity: 'verified',
      sex: 'female',
      telephone: ['07700 900885'],
      email: ['jodie.m@example.net'],
      address: '2b Lime Kiln Yard, Tideway, HB5 1EA',
    },
    answers: [
      asked(
        problem,
        'How have you been feeling?',
        'Not great since I lost my job in the summer. I dont really see the point of anything. I stopped answering my friends. I know this is a form and nobody might read it for ages but I didnt know how to say it on the phone.',
      ),
      asked(
        safety,
        'Over the last two weeks, how often have you had thoughts that you would be better off dead, or of hurting yourself?',
        'Nearly every day',
        'red',
      ),
      asked(safety, 'Do you have a plan?', 'I have thought about how. I would not do it today, my sister is here until tonight.', 'red'),
      asked(safety, 'Is somebody with you now?', 'My sister until about 8'),
      asked(
        'Your health',
        'Have you had treatment for your mental health before?',
        'Sertraline two years ago. It helped, I came off it when I felt ok.',
      ),
      asked('Your health', 'How are you sleeping?', '3 or 4 hours'),
      asked(wish, 'What would you like us to do?', 'For someone to ring me. Please not from a withheld number because I wont pick up.'),
    ],
    contactPreference: 'Telephone, not from a withheld number',
    senderReference: 'K8D4FS',
  }),
};

const hotLeg: Sample = {
  name: 'hot-leg',
  title: 'Red, hot leg',
  about: 'Urgent, skin: needs an answer today.',
  minutesAgo: 9,
  write: (when) => ({
    practice: kestrelRoad,
    kind: 'clinical',
    priority: 'urgent',
    title: 'Skin infection',
    patient: {
      name: 'Anwar Siddique',
      dateOfBirth: when.born(63, 190),
      nhsNumber: '999 380 1089',
      identity: 'verified',
      sex: 'male',
      telephone: ['07700 900204'],
      address: '77 Cordwainer Road, Saltern, HB2 8PB',
    },
    answers: [
      asked(
        problem,
        'Please describe the problem.',
        'My right shin is red, hot and swollen. It was the size of a fifty pence on Sunday after I caught it on the dishwasher, this morning it is past the pen line my daughter drew and nearly at the knee.',
      ),
      asked(problem, 'Is it spreading?', 'Yes, about a hand\u2019s width since last night.', 'caution'),
      asked(safety, 'Do you have a fever, or feel shivery or confused?', 'Shivery in the night. 37.9 on the thermometer.', 'caution'),
      asked(safety, 'Is the calf painful when you walk?', 'Sore all over the shin. The calf itself is all right.'),
      asked(
        'Your health',
        'Do you have diabetes or a condition that affects your immune system?',
        'Type 2 diabetes. On gliclazide and metformin.',
        'caution',
      ),
      asked('Your health', 'Any allergies?', 'None that I know of.'),
      asked(wish, 'What would you like us to do?', 'See it today if possible. I can be there in ten minutes.'),
    ],
    contactPreference: 'Telephone',
    senderReference: 'P6Y9GH',
  }),
};

export const pressingSamples: readonly Sample[] = [chestPain, suicidalThoughts, hotLeg];
