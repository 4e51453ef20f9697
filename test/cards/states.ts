// Made-up eConsults in every state that a card shows, each by what has happened to it.

import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import type { FollowedTask } from '../../src/domain/econsult/followed-task.ts';
import type { EConsult, Offer, Outcome } from '../../src/domain/econsult/state.ts';
import type { Rung } from '../../src/domain/network/ladder.ts';
import { personOf } from '../../src/domain/terms.ts';
import { claimed, completed, facts, keptAside, later, placed, received, released, stateAfter, unplacedFacts, withdrawn } from '../given.ts';
import { amara, bram, dalia, farah, gwen, hugo, larkfield, millbrook, north } from '../people.ts';

const flagged = { priority: 'redFlag', flaggedAnswers: 2, topic: 'Breathing' } as const;
const doubtful = {
  byProxy: true,
  interpreter: true,
  identity: 'notFound',
  nhsNumber: 'invalid',
  clockFrom: 'receipt',
  promisedBy: later(300),
} as const;

export const offer: Offer = {
  from: north,
  to: larkfield,
  by: personOf(amara),
  at: later(20),
  reason: 'faceToFace',
  asked: 'Please examine and let the patient know.',
  wantedBy: later(200),
  answers: larkfield,
  spokenTo: undefined,
};
export const passedBack = (more: Partial<Offer> = {}): EConsultEvent => ({
  type: 'PassedBack',
  at: later(20),
  by: personOf(amara),
  offer: { ...offer, ...more },
});
export const accepted: EConsultEvent = { type: 'Accepted', at: later(32), by: personOf(gwen) };
export const declined: EConsultEvent = {
  type: 'Declined',
  at: later(32),
  by: personOf(gwen),
  reason: 'noCapacity',
  text: 'No doctor in until tomorrow.',
};
export const takenBack: EConsultEvent = { type: 'TakenBack', at: later(32), by: personOf(amara), to: larkfield };
export const asked = (from = larkfield, to = north): EConsultEvent => ({
  type: 'QuestionAsked',
  at: later(24),
  by: personOf(from === north ? amara : gwen),
  from,
  to,
  text: 'Is today needed, or would tomorrow morning do?',
});
export const answered: EConsultEvent = { type: 'QuestionAnswered', at: later(28), by: personOf(amara), text: 'Tomorrow morning will do.' };
export const settled = (to = larkfield): EConsultEvent => ({
  type: 'Settled',
  at: later(36),
  by: personOf(farah),
  to,
  text: 'The practice knows the patient.',
  from: undefined,
});
const full: readonly Rung[] = [
  { role: 'dutyClinician', people: [personOf(bram)] },
  { role: 'hubLead', people: [personOf(dalia)] },
  { role: 'clinicalLead', people: [personOf(farah)] },
];
const [duty, lead, last] = full.map(({ role }) => ({ role, people: [] }) as Rung);
export const emptyDuty = [duty, ...full.slice(1)].filter((rung) => rung !== undefined);
export const emptyLadder = [duty, lead, last].filter((rung) => rung !== undefined);
export const escalated = (ladder: readonly Rung[] = full): EConsultEvent => ({
  type: 'Escalated',
  at: later(26),
  by: personOf(amara),
  reason: 'clinicalWorry',
  text: undefined,
  ladder,
  telephone: '01632 960000',
});
export const climbed: EConsultEvent = { type: 'EscalationClimbed', at: later(30) };
export const acknowledged: EConsultEvent = { type: 'EscalationAcknowledged', at: later(34), by: personOf(dalia) };
export const held: EConsultEvent = { type: 'Held', at: later(25), by: personOf(amara), reason: 'photoAwaited', until: later(120) };
export const handedOver: EConsultEvent = {
  type: 'HandedOver',
  at: later(30),
  by: personOf(amara),
  to: personOf(bram),
  text: 'Photo has come; only the answer is left.',
};
export const wrongPatient: EConsultEvent = { type: 'WrongPatientReported', at: later(27), by: personOf(amara) };
export const linked: EConsultEvent = { type: 'Linked', at: later(29), by: personOf(amara), to: 'AAAAAA' };
/** What the practice was asked because of it, and how that stands. */
export const followed = (status: FollowedTask['status'] = 'sent', more: Partial<FollowedTask> = {}): EConsultEvent => ({
  type: 'TaskFollowed',
  at: later(35),
  by: personOf(gwen),
  task: { id: 'T-AAAAAA', from: north, to: larkfield, kind: 'tests', priority: 'routine', wantedBy: later(240), status, ...more },
});
const mine = [received(), claimed(amara)] as const;
const offered = [...mine, passedBack()] as const;
const inPractice = [received(unplacedFacts), placed(dalia, millbrook, millbrook)] as const;

/** Two earlier ones, the last of another practice. */
export const recurred = (outcome: Outcome = 'noActionNeeded', practice = larkfield): EConsultEvent => ({
  type: 'Recurred',
  at: later(0),
  earlier: [
    { id: 'AAAAAA', at: later(-2 * 24 * 60), practice, holder: practice, closed: { at: later(-24 * 60), outcome } },
    { id: 'CCCCCC', at: later(-6 * 24 * 60), practice: larkfield, holder: north },
  ],
});
const madeUp = received({
  id: 'X-K7M4QX',
  practice: millbrook,
  holder: millbrook,
  shownIn: [millbrook],
  priority: 'urgent',
  topic: 'Breathing',
});
/** Its practice is closed by a disaster. */
const moved = { disaster: 'D-K7M4QX', type: 'practiceDown', from: millbrook, to: facts.hub, at: later(15), until: later(270) } as const;

export const states = {
  waiting: stateAfter(received()),
  redFlag: stateAfter(received(flagged)),
  doubtful: stateAfter(
    received({ ...doubtful, priority: 'urgent', kind: 'clinicalAdmin', topic: 'Fit note', flaggedAnswers: 1 }),
    keptAside(),
  ),
  released: stateAfter(...mine, released(amara)),
  releasedTakenBack: stateAfter(...mine, withdrawn(), released(amara)),
  unplaced: stateAfter(received(unplacedFacts)),
  unnamed: stateAfter(received({ ...unplacedFacts, practiceNamed: undefined })),
  atPractice: stateAfter(...inPractice),
  sentToHub: stateAfter(...inPractice, { type: 'SentToHub', at: later(15), by: personOf(gwen), text: 'Ours are full today.' }),
  pulled: stateAfter(...inPractice, { type: 'Pulled', at: later(15), by: personOf(amara) }),
  rerouted: stateAfter(...inPractice, { type: 'Rerouted', at: later(15), reroute: moved }),
  madeUp: stateAfter(madeUp, { type: 'Rerouted', at: later(15), reroute: moved }),
  madeUpDone: stateAfter(
    madeUp,
    { type: 'Rerouted', at: later(15), reroute: moved },
    claimed(amara, later(16)),
    completed(amara, 'answered', 'telephone'),
  ),
  madeUpOver: stateAfter(madeUp, withdrawn()),
  claimantAsked: stateAfter(...mine, { type: 'ClaimantAsked', at: later(15), disaster: moved.disaster }),
  claimed: stateAfter(...mine),
  takenBack: stateAfter(...mine, withdrawn()),
  held: stateAfter(...mine, held),
  handedOver: stateAfter(...mine, handedOver),
  assigned: stateAfter(received(), { type: 'Assigned', at: later(12), by: personOf(dalia), to: { role: 'clinician' } }),
  linked: stateAfter(...mine, linked),
  recurred: stateAfter(received(), recurred()),
  recurredElsewhere: stateAfter(received(), recurred('noActionNeeded', millbrook)),
  wrongPatient: stateAfter(...mine, wrongPatient),
  asked: stateAfter(...mine, asked()),
  offered: stateAfter(...offered),
  offeredRedFlag: stateAfter(received(flagged), claimed(amara), passedBack({ spokenTo: 'Gwen at the front desk' })),
  offeredAsked: stateAfter(...offered, asked()),
  offeredAnswered: stateAfter(...offered, asked(), answered),
  accepted: stateAfter(...offered, accepted),
  acceptedClaimed: stateAfter(...offered, accepted, claimed(hugo, later(34))),
  declined: stateAfter(...offered, declined),
  offerTakenBack: stateAfter(...offered, takenBack),
  offeredToMillbrook: stateAfter(received({ practice: millbrook }), claimed(amara), passedBack({ to: millbrook, answers: millbrook })),
  toSettle: stateAfter(...offered, declined, claimed(amara, later(34))),
  settled: stateAfter(...offered, declined, settled()),
  escalated: stateAfter(...mine, escalated()),
  escalatedSecond: stateAfter(...mine, escalated(), climbed),
  escalatedThird: stateAfter(...mine, escalated(), climbed, climbed),
  escalatedTelephone: stateAfter(...mine, escalated(), climbed, climbed, climbed),
  escalatedEmptyRung: stateAfter(...mine, escalated(emptyDuty)),
  escalatedNobody: stateAfter(received(flagged), escalated(emptyLadder)),
  acknowledged: stateAfter(...mine, escalated(), acknowledged),
  everything: stateAfter(
    received({ ...doubtful, ...flagged }),
    claimed(amara),
    asked(),
    held,
    escalated(),
    wrongPatient,
    linked,
    withdrawn(),
  ),
  completed: stateAfter(received(flagged), claimed(amara), completed(amara, 'prescribed', 'telephone')),
  completedByPractice: stateAfter(...offered, accepted, claimed(hugo, later(34)), {
    type: 'Completed',
    at: later(43),
    by: personOf(hugo),
    outcome: 'appointmentBooked',
    told: 'telephone',
    toldAt: later(40),
    followUp: 'Ring with the result on Friday.',
  }),
  completedSilently: stateAfter(...mine, withdrawn(), completed(amara, 'withdrawn', 'notNeeded')),
  withdrawn: stateAfter(received(), withdrawn()),
  tasksOpen: stateAfter(...mine, followed(), followed('inHand', { id: 'T-BBBBBB', kind: 'fitNote' })),
  taskDone: stateAfter(received(), claimed(amara), completed(amara), followed('done')),
  taskDeclined: stateAfter(received(), claimed(amara), completed(amara), followed('declined')),
  taskLate: stateAfter(received(), claimed(amara), completed(amara), followed('accepted', { late: true })),
} satisfies Record<string, EConsult>;
