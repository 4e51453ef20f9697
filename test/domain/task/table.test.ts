// Every situation × every verb × every role, on a new card and on an old one: allowed, nothing to do, or refused and why; as the model in plain words says.
import { describe, expect, it } from 'vitest';
import { decideTask } from '../../../src/domain/task/decide.ts';
import type { TaskEvent } from '../../../src/domain/task/event.ts';
import { maySeeTask } from '../../../src/domain/task/refusals.ts';
import type { Task, TaskStatus } from '../../../src/domain/task/state.ts';
import { type Person, personOf } from '../../../src/domain/terms.ts';
import { later, receivedAt } from '../../given.ts';
import { ashgrove, birchway, by, colleague, hub, outsider, owen, petra, practiceColleague, rhys, rungs, una, xanthe } from '../../hub.ts';
import { ask, cedarhall, everybody, say, taskAfter, taskNetwork, taskRules } from './cast.ts';
import { type Answer, answerOf, type Choice, knows, ladderFor, type Model, type Verb, verbs } from './model.ts';

interface Whose {
  readonly from: string;
  readonly to: string;
  readonly clinical: boolean;
  readonly personal: boolean;
}
const sent = ({ from, to, clinical, personal }: Whose, alone = false): TaskEvent => ({
  type: 'TaskSent',
  ...{ at: receivedAt, hub, id: 'T-K7M4QX', from, to, practice: ashgrove },
  ...(personal ? { about: 'K7M4QX' } : {}),
  sender: { ...personOf(from === hub ? colleague : practiceColleague) },
  dueSoonAt: later(600),
  request: {
    ...{ kind: 'faceToFace', asked: 'Please see in person', priority: alone ? 'urgent' : 'routine', clinical },
    ...{ wantedBy: later(24 * 60), telephone: '01632 960000' },
  },
  ...(alone ? { started: { ladder: rungs([owen], [rhys], [petra]), telephone: '01632 960000' } } : {}),
});
const decline = (from: string): TaskEvent => ({
  type: 'TaskDeclined',
  at: later(10),
  decline: { by: personOf(practiceColleague), at: later(10), from, reason: 'noCapacity', text: undefined },
});
/** Whoever has it in hand, or did it, unless it is the one who acts. */
const somebodyAt = (at: string): Person => (at === hub ? colleague : practiceColleague);

interface Situation {
  readonly events: readonly TaskEvent[];
  readonly model: Partial<Model> & Pick<Model, 'status'>;
}
type Made = (whose: Whose, me: Person) => Situation;
/** What has happened before somebody (`me`) acts. */
const situations = {
  sent: (whose) => ({ events: [sent(whose)], model: { status: 'sent' } }),
  accepted: (whose) => ({
    events: [sent(whose), { type: 'TaskAccepted', ...by(somebodyAt(whose.to), later(5)) }],
    model: { status: 'accepted', acceptedBy: somebodyAt(whose.to).id },
  }),
  acceptedByMe: (whose, me) => ({
    events: [sent(whose), { type: 'TaskAccepted', ...by(me, later(5)) }],
    model: { status: 'accepted', acceptedBy: me.id },
  }),
  mine: (whose, me) => ({
    events: [sent(whose), { type: 'TaskClaimed', ...by(me, later(5)) }],
    model: { status: 'inHand', acceptedBy: me.id, claimant: me.id },
  }),
  others: (whose) => ({
    events: [sent(whose), { type: 'TaskClaimed', ...by(somebodyAt(whose.to), later(5)) }],
    model: { status: 'inHand', acceptedBy: somebodyAt(whose.to).id, claimant: somebodyAt(whose.to).id },
  }),
  declined: (whose) => ({ events: [sent(whose), decline(whose.to)], model: { status: 'declined' } }),
  done: (whose) => ({
    events: [
      sent(whose),
      {
        type: 'TaskFinished',
        ...by(somebodyAt(whose.to), later(10)),
        outcome: 'seen',
        told: 'inPerson',
        toldAt: later(9),
        text: undefined,
      },
    ],
    model: { status: 'done' },
  }),
  cancelled: (whose) => ({
    events: [sent(whose), { type: 'TaskCancelled', ...by(somebodyAt(whose.from), later(10)), reason: 'doneOtherwise', text: undefined }],
    model: { status: 'cancelled' },
  }),
  askedOfSender: (whose) => ({
    events: [
      sent(whose),
      { type: 'TaskQuestionAsked', ...by(somebodyAt(whose.to), later(5)), from: whose.to, to: whose.from, text: 'Is today needed?' },
    ],
    model: { status: 'sent', question: whose.from },
  }),
  askedOfReceiver: (whose) => ({
    events: [
      sent(whose),
      { type: 'TaskQuestionAsked', ...by(somebodyAt(whose.from), later(5)), from: whose.from, to: whose.to, text: 'Have you room?' },
    ],
    model: { status: 'sent', question: whose.to },
  }),
  onLadder: (whose) => ({ events: [sent(whose, true)], model: { status: 'sent', ladder: 'asked', onLadder: ladderFor(colleague) } }),
  acknowledged: (whose) => ({
    events: [sent(whose, true), { type: 'TaskAcknowledged', ...by(owen, later(5)) }],
    model: { status: 'sent', ladder: 'acknowledged', onLadder: ladderFor(colleague) },
  }),
} satisfies Record<string, Made>;
/** A new status must be put into a situation before this compiles again. */
const statusesShown: Readonly<Record<TaskStatus, keyof typeof situations>> = {
  sent: 'sent',
  accepted: 'accepted',
  inHand: 'mine',
  declined: 'declined',
  done: 'done',
  cancelled: 'cancelled',
};

const draft = ({ request: { clinical } }: Task) => ({
  ...({ kind: 'faceToFace', asked: say('Please see in person'), priority: 'routine', clinical } as const),
  ...{ wantedBy: later(2 * 24 * 60), telephone: '01632 960000' },
});
/** What is asked, apart from who asks: always something that the situation itself has no objection to. */
const asked: Readonly<Record<Verb, (task: Task, choice: Choice) => object>> = {
  accept: () => ({}),
  claim: () => ({}),
  takeOver: () => ({}),
  keep: () => ({}),
  view: () => ({}),
  acknowledge: () => ({}),
  plan: () => ({ plan: 'nextOpening' }),
  release: () => ({ reason: 'noTime' }),
  handOver: (_, { person }) => ({ to: person.id, words: say('Half done') }),
  decline: () => ({ reason: 'noCapacity' }),
  finish: () => ({ outcome: 'seen', told: 'inPerson', toldAt: later(20) }),
  handOn: (_, { to }) => ({ to, knowingly: true }),
  ask: () => ({ words: say('Is today needed?') }),
  answer: () => ({ words: say('Tomorrow will do') }),
  sendAgain: (task, { to }) => ({ to, draft: draft(task), knowingly: true }),
  cancel: () => ({ reason: 'noLongerNeeded' }),
  reopen: () => ({ reason: 'patientCameBack' }),
};

const seen = new Map<Answer, number>();
const people = [...everybody, outsider];
const whoseAll: readonly Whose[] = [
  [hub, ashgrove],
  [ashgrove, hub],
].flatMap(([from = '', to = '']) =>
  [true, false].flatMap((clinical) => [true, false].map((personal) => ({ from, to, clinical, personal }))),
);

describe.each(Object.keys(situations) as (keyof typeof situations)[])('%s', (name) => {
  it.each(whoseAll)('from $from to $to, clinical $clinical, about a patient $personal', (whose) => {
    for (const who of people) {
      const { events, model: so } = situations[name](whose, who);
      const task = taskAfter(...events);
      const m: Model = { practice: ashgrove, ...whose, ...so };
      expect(task.status).toBe(m.status);
      expect(maySeeTask(taskNetwork, who.id, task, m.claimant), `${who.name} sees`).toBe(knows(m, who));
      for (const verb of verbs)
        for (const to of verb === 'handOn' || verb === 'sendAgain' ? [hub, ashgrove, birchway] : [birchway])
          for (const person of verb === 'handOver' ? [colleague, practiceColleague, una, xanthe] : [colleague])
            for (const old of [false, true]) {
              const choice = { to, person };
              const command = ask(who, verb, later(40), asked[verb](task, choice) as never, task.revision - (old ? 1 : 0));
              const decision = decideTask(command, task, taskRules);
              const answer: Answer = 'refusal' in decision ? decision.refusal.why : decision.events.length > 0 ? 'happens' : 'nothing';
              expect(answer, `${who.name}: ${verb} ${to} ${person.name}${old ? ' on an old card' : ''}`).toBe(
                answerOf(m, verb, who, choice, old),
              );
              seen.set(answer, (seen.get(answer) ?? 0) + 1);
            }
    }
  });
});

describe('sending', () => {
  it.each(whoseAll)('from $from to $to, clinical $clinical, about a patient $personal, is for whoever speaks for its sender', (whose) => {
    for (const who of people)
      for (const to of [hub, ashgrove, birchway, cedarhall]) {
        const m: Model = { practice: ashgrove, ...whose, to, status: 'sent' };
        const { clinical, personal, from } = whose;
        const command = ask(who, 'send', later(40), {
          ...{ from, to, practice: ashgrove, knowingly: true, draft: draft(taskAfter(sent({ ...whose, clinical }))) },
          ...(personal ? { about: 'K7M4QX' } : {}),
        });
        const decision = decideTask(command, undefined, taskRules);
        const isStaff = everybody.some(({ id }) => id === who.id);
        // As somebody who would send it again; where it may go is said before who may send.
        const again = answerOf({ ...m, status: 'declined', to: hub }, 'sendAgain', who, { to, person: who }, false);
        const wrong = from === to || (from !== hub && to !== hub);
        const works = answerOf({ ...m, status: 'sent', personal: false }, 'cancel', who, { to, person: who }, false) === 'happens';
        const expected = wrong ? 'notBetweenThese' : !isStaff ? 'notStaff' : works ? again : 'roleLacks';
        expect('refusal' in decision ? decision.refusal.why : 'happens', `${who.name} to ${to}`).toBe(expected);
      }
  });
  it('and its look at the clock is for nobody, and nobody’s verbs are for the clock', () => {
    const task = taskAfter(sent({ from: hub, to: ashgrove, clinical: false, personal: false }));
    for (const who of people)
      expect(decideTask(ask(who, 'tick', later(40), {}), task, taskRules)).toEqual({ refusal: { why: 'clockOnly' } });
    for (const verb of verbs)
      expect(decideTask(ask('clock', verb, later(40), asked[verb](task, { to: birchway, person: una }) as never), task, taskRules)).toEqual(
        {
          refusal: { why: 'personNeeded' },
        },
      );
  });
});

it('shows every status, and comes upon everything that may be answered by who somebody is', () => {
  for (const [status, name] of Object.entries(statusesShown))
    expect(taskAfter(...situations[name]({ from: hub, to: ashgrove, clinical: true, personal: true }, una).events).status).toBe(status);
  const expected: readonly Answer[] = [
    ...(['happens', 'nothing', 'notStaff', 'notYours', 'roleLacks', 'notCleared', 'capabilityLacks', 'closed', 'declinedAlready'] as const),
    ...(['alreadyAccepted', 'alreadyClaimed', 'claimedByOther', 'notClaimed', 'notDeclined', 'notClosed', 'handOnHere', 'stale'] as const),
    ...(['questionOpen', 'noQuestion', 'notEscalated', 'notOnLadder', 'notBetweenThese', 'handedToUnable'] as const),
  ];
  expect([...seen.keys()].sort()).toEqual([...expected].sort());
});
