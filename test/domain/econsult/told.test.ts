// Every event tells the right channels and people, as urgently as it deserves, and nobody twice or of what they did themselves.
import { describe, expect, it } from 'vitest';
import type { EConsultEvent } from '../../../src/domain/econsult/event.ts';
import type { FollowedTask } from '../../../src/domain/econsult/followed-task.ts';
import { type NoticeName, noticeNames, react } from '../../../src/domain/econsult/react.ts';
import type { Reminder } from '../../../src/domain/econsult/state.ts';
import { type Person, personOf, type SendClass } from '../../../src/domain/terms.ts';
import { completed, facts, keptAside, later, released, stateAfter, takenOver, unplacedFacts, viewed, withdrawn } from '../../given.ts';
import {
  accepted,
  arrived,
  ashgrove,
  atPractice,
  birchway,
  by,
  claimedBy,
  climbed,
  colleague,
  declined,
  escalated,
  everybody,
  hub,
  nadia,
  owen,
  passedBack,
  petra,
  practiceColleague,
  questionTo,
  rhys,
  sena,
  settledAt,
  toAndFro,
  tomas,
  una,
} from '../../hub.ts';

type Type = EConsultEvent['type'];
/** Urgency: `a` an arrival (bulk when routine), `m` moved by a disaster (bulk when routine, else a press), `u` as urgent as the eConsult is (a press when routine), `0` at once, `1` a person\u2019s press. */
type Class = 'a' | 'm' | 'u' | '0' | '1';
/** Who reads what, besides the cards: a channel by its organisation, a person by name. */
type Told = readonly (readonly [what: NoticeName, to: string | Person, how: Class])[];
interface Example {
  readonly before: readonly EConsultEvent[];
  readonly event: EConsultEvent;
  /** Channels whose card is drawn again; and how urgently. */
  readonly cards: readonly [how: Class, ...channels: string[]] | 'none';
  readonly told: Told;
}

/** With `priority` put into what was received. */
const examples = (priority: 'routine' | 'urgent'): Readonly<Record<Type, Example>> => {
  const here = arrived({ priority });
  const there = atPractice({ priority });
  const mine = [here, claimedBy(nadia)];
  const offered = [...mine, passedBack(nadia, hub, ashgrove)];
  const fro = [here, ...toAndFro.slice(1)];
  const placed: EConsultEvent = { type: 'Placed', ...by(sena, later(5)), practice: birchway, holder: birchway };
  const both = [hub, ashgrove];
  const reroute = { disaster: 'D-K7M4QX', type: 'practiceDown', from: ashgrove, to: hub, at: later(20), until: later(260) } as const;
  const plain = (event: EConsultEvent, before: readonly EConsultEvent[] = mine): Example => ({
    before,
    event,
    cards: ['1', hub],
    told: [],
  });
  return {
    Received: { before: [], event: arrived({ ...unplacedFacts, priority }), cards: ['a', hub], told: [['unplaced', hub, 'a']] },
    Placed: { before: [arrived({ ...unplacedFacts, priority })], event: placed, cards: ['a', hub, birchway], told: [] },
    CopyKeptAside: { before: offered, event: keptAside(), cards: ['1', ...both], told: [['conflictingCopy', hub, '1']] },
    Withdrawn: { before: mine, event: withdrawn(), cards: ['1', hub], told: [['withdrawn', nadia, '1']] },
    // Cards alone: the disaster itself is announced once, not with each of a thousand.
    Rerouted: { before: [there], event: { type: 'Rerouted', at: later(20), reroute }, cards: ['m', ashgrove, hub], told: [] },
    BroughtBack: {
      before: [there, { type: 'Rerouted', at: later(20), reroute }],
      event: { type: 'BroughtBack', at: later(30), disaster: reroute.disaster, to: ashgrove },
      cards: ['m', ashgrove, hub],
      told: [],
    },
    PersonReplaced: {
      before: mine,
      event: { type: 'PersonReplaced', ...by(rhys, later(20)), repair: 'M-K7M4QX', from: nadia, to: colleague, claim: true },
      cards: ['m', hub],
      told: [['handedOver', colleague, 'u']],
    },
    PracticeReplaced: {
      before: [there],
      event: {
        ...{ type: 'PracticeReplaced', ...by(rhys, later(20)), repair: 'M-K7M4QX', from: ashgrove, practice: birchway },
        ...{ holder: birchway, instead: birchway },
      },
      cards: ['m', ashgrove, birchway],
      told: [],
    },
    ClaimantAsked: {
      before: mine,
      event: { type: 'ClaimantAsked', at: later(20), disaster: reroute.disaster },
      cards: ['1', hub],
      told: [['disasterAsks', nadia, 'u']],
    },
    Claimed: plain(claimedBy(nadia), [here]),
    TakenOver: { before: mine, event: takenOver(owen, nadia), cards: ['1', hub], told: [['takenOver', nadia, '1']] },
    Released: plain(released(nadia)),
    Completed: plain(completed(nadia)),
    Viewed: { before: mine, event: viewed(owen), cards: 'none', told: [] },
    PassedBack: { before: mine, event: passedBack(nadia, hub, ashgrove), cards: ['u', ...both], told: [['offered', ashgrove, 'u']] },
    Accepted: {
      before: offered,
      event: accepted(una),
      cards: ['1', ...both],
      told: [
        ['accepted', nadia, '1'],
        ['nobodyThere', hub, 'u'],
      ],
    },
    Declined: { before: offered, event: declined(una), cards: ['1', ...both], told: [['declined', nadia, 'u']] },
    TakenBack: {
      before: offered,
      event: { type: 'TakenBack', ...by(nadia, later(20)), to: ashgrove },
      cards: ['1', ...both],
      told: [['takenBack', ashgrove, 'u']],
    },
    QuestionAsked: {
      before: [here],
      event: questionTo(nadia, hub, ashgrove),
      // The other side has not had its card yet: with the question it gets it.
      cards: ['1', ...both],
      told: [['question', ashgrove, 'u']],
    },
    QuestionAnswered: {
      before: [here, questionTo(nadia, hub, ashgrove)],
      event: { type: 'QuestionAnswered', ...by(una, later(20)), text: 'Yes' },
      cards: ['1', ...both],
      told: [
        ['answered', hub, 'u'],
        ['answered', nadia, '1'],
      ],
    },
    Settled: {
      before: [...fro, claimedBy(nadia, later(20))],
      event: settledAt(ashgrove, nadia),
      cards: ['u', ...both],
      told: [
        ['settled', hub, 'u'],
        ['settled', ashgrove, 'u'],
        ['settled', nadia, 'u'],
        ['nobodyThere', hub, 'u'],
      ],
    },
    SentToHub: {
      before: [there],
      event: { type: 'SentToHub', ...by(una, later(20)), text: undefined },
      cards: ['u', ashgrove, hub],
      told: [],
    },
    Pulled: { before: [there], event: { type: 'Pulled', ...by(nadia, later(20)) }, cards: ['1', ashgrove, hub], told: [] },
    Assigned: {
      before: [here],
      event: { type: 'Assigned', ...by(sena, later(20)), to: { person: personOf(owen) } },
      cards: ['1', hub],
      told: [['assigned', owen, 'u']],
    },
    HandedOver: {
      before: mine,
      event: { type: 'HandedOver', ...by(nadia, later(20)), to: personOf(owen), text: 'Rang twice' },
      cards: ['1', hub],
      told: [['handedOver', owen, 'u']],
    },
    Raised: {
      before: [here],
      // Raised, it is urgent whatever it was.
      event: { type: 'Raised', ...by(una, later(20)), priority: 'redFlag', deadlines: facts.deadlines },
      cards: ['0', hub],
      told: [['raised', hub, '0']],
    },
    Lowered: plain({ type: 'Lowered', ...by(nadia, later(20)), priority: 'routine', reason: 'spokeToPatient', deadlines: facts.deadlines }),
    Held: plain({ type: 'Held', ...by(nadia, later(20)), reason: 'patientToReply', until: later(90) }),
    HoldEnded: plain({ type: 'HoldEnded', ...by(nadia, later(20)), deadlines: facts.deadlines }),
    HoldRanOut: {
      before: mine,
      event: { type: 'HoldRanOut', at: later(20), deadlines: facts.deadlines },
      cards: ['1', hub],
      told: [['holdRanOut', nadia, 'u']],
    },
    ClosingPlanned: plain({ type: 'ClosingPlanned', ...by(nadia, later(20)), plan: 'finish', told: undefined, opens: undefined }),
    Kept: plain({ type: 'Kept', ...by(nadia, later(20)) }),
    ClockLooked: { before: mine, event: { type: 'ClockLooked', at: later(20) }, cards: 'none', told: [] },
    Warned: {
      before: mine,
      event: { type: 'Warned', at: later(20), warning: 'target', also: ['targetWarning'] },
      cards: ['u', hub],
      told: [['warned', hub, 'u']],
    },
    Reminded: {
      before: mine,
      event: { type: 'Reminded', at: later(90), of: 'claimQuiet', since: later(14) },
      // Its claimant gets a button to say that they are still at it.
      cards: ['1', hub],
      told: [['claimQuiet', nadia, 'u']],
    },
    Escalated: {
      before: mine,
      event: escalated(nadia),
      cards: ['0', hub],
      told: [
        ['escalated', hub, '0'],
        ['escalatedToYou', owen, '0'],
      ],
    },
    EscalationClimbed: {
      before: [...mine, escalated(nadia)],
      event: climbed(),
      cards: ['0', hub],
      told: [
        ['escalated', hub, '0'],
        ['escalatedToYou', rhys, '0'],
      ],
    },
    EscalationAcknowledged: {
      before: [...mine, escalated(nadia)],
      event: { type: 'EscalationAcknowledged', ...by(petra, later(20)) },
      cards: ['1', hub],
      told: [['acknowledged', hub, '1']],
    },
    Reopened: {
      before: [...mine, completed(nadia)],
      event: { type: 'Reopened', ...by(una, later(40)), reason: 'notDone' },
      cards: ['u', hub],
      told: [],
    },
    Linked: plain({ type: 'Linked', ...by(nadia, later(20)), to: 'H3P9RT' }),
    NotSamePatientSaid: plain({ type: 'NotSamePatientSaid', ...by(nadia, later(20)), to: 'H3P9RT', reason: 'numberMixedUp' }),
    Recurred: { before: [here], event: { type: 'Recurred', at: later(0), earlier: [] }, cards: 'none', told: [] },
    PracticeCorrected: {
      before: offered,
      event: { type: 'PracticeCorrected', ...by(nadia, later(20)), from: ashgrove, to: birchway, holder: birchway },
      cards: ['u', ...both, birchway],
      told: [],
    },
    WrongPatientReported: {
      before: mine,
      event: { type: 'WrongPatientReported', ...by(colleague, later(20)) },
      cards: ['1', hub],
      told: [['wrongPatient', hub, 'u']],
    },
    PatientConfirmed: plain({ type: 'PatientConfirmed', ...by(rhys, later(20)) }),
    TaskFollowed: plain({ type: 'TaskFollowed', ...by(una, later(20)), task: followed('declined') }),
  };
};

const followed = (status: FollowedTask['status'], late?: true): FollowedTask => ({
  id: 'T-K7M4QX',
  from: hub,
  to: ashgrove,
  kind: 'tests',
  priority: 'routine',
  wantedBy: later(60),
  status,
  ...(late ? { late } : {}),
});
/** Of a completed one its hub hears, because it looks finished to everybody. */
const cameBack = (status: 'declined' | 'accepted', late?: true): Example => ({
  before: [arrived(), claimedBy(nadia), completed(nadia)],
  event: { type: 'TaskFollowed', at: later(90), task: followed(status, late) },
  cards: ['1', hub],
  told: [['taskCameBack', hub, '1']],
});

/** What else the clock reminds of: it changes no card. */
const reminded = (priority: 'routine' | 'urgent'): readonly Example[] => {
  const mine = [arrived({ priority }), claimedBy(nadia)];
  const of = (reminder: Reminder, told: Told, before: readonly EConsultEvent[] = [...mine, passedBack(nadia, hub, ashgrove)]): Example => ({
    before,
    event: { type: 'Reminded', at: later(90), of: reminder, since: later(15) },
    cards: 'none',
    told,
  });
  const question = [...mine, questionTo(nadia, hub, ashgrove)];
  return [
    of('offerWaits', [['offerWaits', ashgrove, 'u']]),
    // The escalation that comes with it says so.
    of('offerEscalates', []),
    of('questionWaits', [['questionWaits', ashgrove, 'u']], question),
    of('questionStillWaits', [['questionStillWaits', nadia, 'u']], question),
    of('claimStillQuiet', [['claimStillQuiet', hub, 'u']], mine),
    // At a practice, whose channel they may not read, the leads of its hub are told themselves.
    ...(['unclaimedLead', 'limit'] as const).map(
      (warning): Example => ({
        before: [atPractice({ priority })],
        event: { type: 'Warned', at: later(90), warning, also: [], leads: [personOf(rhys), personOf(petra)] },
        cards: ['u', ashgrove],
        told: [
          ['warned', ashgrove, warning === 'limit' ? '0' : 'u'],
          ['warnedElsewhere', rhys, warning === 'limit' ? '0' : 'u'],
          ['warnedElsewhere', petra, warning === 'limit' ? '0' : 'u'],
        ],
      }),
    ),
    {
      before: [atPractice({ priority }), claimedBy(una)],
      event: { type: 'Reminded', at: later(90), of: 'claimStillQuiet', since: later(15), leads: [personOf(rhys)] },
      cards: 'none',
      told: [
        ['claimStillQuiet', ashgrove, 'u'],
        ['claimStillQuiet', rhys, 'u'],
      ],
    },
    // Near the limit it is urgent whatever it was.
    ...(['limitWarning', 'limit'] as const).map(
      (warning): Example => ({
        before: mine,
        event: { type: 'Warned', at: later(90), warning, also: [] },
        cards: ['u', hub],
        told: [['warned', hub, '0']],
      }),
    ),
  ];
};

const classOf = (how: Class, priority: 'routine' | 'urgent'): SendClass => {
  const whenRoutine: Readonly<Record<Class, SendClass>> = { a: 2, m: 2, u: 1, '0': 0, '1': 1 };
  const whenUrgent: Readonly<Record<Class, SendClass>> = { a: 0, m: 1, u: 0, '0': 0, '1': 1 };
  return (priority === 'urgent' ? whenUrgent : whenRoutine)[how];
};
const nameOf = (event: EConsultEvent): string =>
  event.type === 'Reminded' ? `Reminded: ${event.of}` : event.type === 'Warned' ? `Warned: ${event.warning}` : event.type;
const addressOf = (to: string | Person): string => (typeof to === 'string' ? `org.${to}` : `person.${to.id}`);
const sorted = (messages: readonly object[]) => messages.map((each) => JSON.stringify(each)).sort();
/** Only of a red flag does anybody hear by name that it has come. */
const redFlagCame: Example = { before: [], event: arrived({ priority: 'redFlag' }), cards: ['a', hub], told: [['redFlagCame', hub, '0']] };
const cases = (['routine', 'urgent'] as const).flatMap((priority) =>
  [...Object.entries(examples(priority)), ...reminded(priority).map((each) => [nameOf(each.event), each] as const)].map(
    ([type, example]) => ({ type, priority, example }),
  ),
);
cases.push({ type: 'Received as a red flag', priority: 'urgent', example: redFlagCame });
cases.push({ type: 'TaskFollowed: one of a completed eConsult was declined', priority: 'routine', example: cameBack('declined') });
cases.push({ type: 'TaskFollowed: one of a completed eConsult is late', priority: 'routine', example: cameBack('accepted', true) });

describe('what is told', () => {
  it.each(cases)('when $type, $priority', ({ priority, example: { before, event, cards, told } }) => {
    const [how = '1', ...channels] = cards === 'none' ? [] : cards;
    const expected = [
      ...channels.map((channel) => ({ to: addressOf(channel), class: classOf(how as Class, priority), what: 'card' })),
      ...told.map(([what, to, urgency]) => ({ to: addressOf(to), class: classOf(urgency, priority), what })),
    ];
    const messages = react(event, stateAfter(...before, event));
    expect(sorted(messages)).toEqual(sorted(expected));
    // Nobody twice, and nobody of their own doing: unless on a ladder, where being asked matters more than being spared.
    expect(new Set(messages.map(({ to, what }) => `${to} ${what}`)).size).toBe(messages.length);
    if ('by' in event) expect(messages.map(({ to }) => to)).not.toContain(`person.${event.by.id}`);
  });
  it('uses every notice there is', () => {
    const used = new Set(cases.flatMap(({ example }) => example.told.map(([what]) => what)));
    expect([...used].sort()).toEqual([...noticeNames].sort());
  });
});

describe('nobody is told of what they did themselves', () => {
  const self = (event: EConsultEvent, ...before: readonly EConsultEvent[]) =>
    react(event, stateAfter(...before, event)).filter(({ to }) => everybody.some(({ id }) => to === `person.${id}`));
  it.each<[string, EConsultEvent, ...EConsultEvent[]]>([
    ['who accepts what they offered', accepted(tomas), arrived(), claimedBy(tomas), passedBack(tomas, hub, ashgrove)],
    ['who declines what they offered', declined(tomas), arrived(), claimedBy(tomas), passedBack(tomas, hub, ashgrove)],
    [
      'who answers what they asked',
      { type: 'QuestionAnswered', ...by(una, later(20)), text: 'Yes' },
      arrived(),
      questionTo(una, hub, ashgrove),
    ],
    ['who settles what they had claimed', settledAt(ashgrove, petra), ...toAndFro, claimedBy(petra, later(20))],
    ['who completes it', completed(practiceColleague), atPractice(), claimedBy(practiceColleague)],
  ])('%s', (_, event, ...before) => {
    expect(self(event, ...before)).toEqual([]);
  });
});
