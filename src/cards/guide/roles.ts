// The quick reference: what somebody in each role does, in the order of their day, on one card.
import type { Role } from '../../domain/terms.ts';
import type { ListRow } from '../list.ts';

const row = (first: string, second: string): ListRow => ({ first, second });

const onShift = row('You begin', 'Type "on shift". You are sent what waits and who else is here.');
const take = row('You take one', 'Press Claim on its card, or type "next" for the most urgent that you may take. It is yours alone then.');
const read = row('You read it', 'Press Open. Flagged answers come first. Every look is written down.');
const finish = row(
  'You finish it',
  'Press Complete: choose the outcome, and say who told the patient, how and when. Ask for tasks in the same form.',
);
const escalate = row(
  'You are worried',
  'Press Escalate on any card. The next person on the ladder is asked until somebody says "I have seen it".',
);
const leave = row('You leave', 'Type "off shift". For each one that you still have you choose: keep it, release it or hand it over.');
const lookUp = row('You look for one', 'Type "find" and its reference, or "mine" for your own.');

const hubClinician: readonly ListRow[] = [
  onShift,
  take,
  read,
  finish,
  row(
    'It is not for the hub',
    'Press Pass to the practice: a reason, what you ask, by when. It stays in sight until they accept. Ring first for a red flag.',
  ),
  row('You wait for the patient', 'Press Hold and say for what. The target stops, the limit does not.'),
  escalate,
  leave,
  lookUp,
];

const hubDesk: readonly ListRow[] = [
  row('You see how it stands', 'Type "board": what waits, what is late, who is on shift.'),
  row('One has no practice', 'Type "unplaced" and say whose patient it is.'),
  row('You change who may do what', 'Type "manage" and the practice: people, hours, pathways, agreements, contacts.'),
  row('You bring a practice in', 'Type "ready" for its checklist, and "changes" for what its people need to know.'),
  row('Somebody leaves', 'Type "leaver" and the name: what they hold is handed over. "close" and "merge" do the same for a practice.'),
  row('Something is down', 'Type "disaster". You see what would move, and a second lead confirms.'),
  row('Something was not shown', 'Type "undelivered", or "doctor" to see where it breaks.'),
  escalate,
];

export const roleGuide: Readonly<Record<Role, readonly ListRow[]>> = {
  clinician: hubClinician,
  dutyClinician: [
    row(
      'You are asked first',
      'A red flag that nobody looks at, and what others escalate, comes to you by name. Press "I have seen it", then claim it or find somebody.',
    ),
    ...hubClinician,
  ],
  clinicalLead: [
    row('You settle', 'What has crossed twice comes to you: press Settle and say who answers it. It is said once, and it holds.'),
    ...hubClinician,
  ],
  hubLead: hubDesk,
  hubAdministrator: hubDesk,
  practiceClinician: [
    onShift,
    take,
    read,
    finish,
    row(
      'The hub passes one to you',
      'Press Accept, Decline with a reason, or Ask. If nobody answers, your administrators are reminded, then the hub\u2019s lead.',
    ),
    row('It is for the hub', 'Press Send to the hub and say why.'),
    escalate,
    leave,
    lookUp,
  ],
  practiceAdministrator: [
    row('You see what waits', 'Type "queue". What the hub has passed to you comes first.'),
    row('The hub passes one to you', 'Press Accept, Decline with a reason, or Ask. The patient\u2019s clock goes on meanwhile.'),
    row('You get a task', 'Press Accept, then Done when it is. Type "tasks" for all that are open.'),
    row('You offer appointments', 'Type "slots": the hub takes one with a task, and you see which.'),
    row('The day ends', 'Press Sign on the day\u2019s card once its numbers are right.'),
    row('You look somebody up', 'Type "who" for those who may work on your patients, and "views" for who has looked at what.'),
    escalate,
  ],
};

export const guideTitle = (role: string): string => `Quick reference: ${role}`;
export const guideWords = 'Nothing is lost if you press the wrong thing: each card says what was done and by whom.';
export const guideHelp = { usage: 'guide', says: 'What you do in your role, on one card.' } as const;
