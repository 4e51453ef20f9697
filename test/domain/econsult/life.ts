// The model of an eConsult's life in plain words: who may do what, what becomes of it, whose time it is. It shares no code with the product.
import fc from 'fast-check';
import type { EConsultCommand } from '../../../src/domain/econsult/command.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import type { TaskStatus } from '../../../src/domain/task/state.ts';
import { type Person, priorities } from '../../../src/domain/terms.ts';
import { coreHours } from '../../../src/domain/time/hours.ts';
import { id } from '../../given.ts';
import {
  ashgrove,
  birchway,
  colleague,
  everybody,
  hub,
  nadia,
  outsider,
  owen,
  petra,
  practiceColleague,
  rhys,
  sena,
  tomas,
  una,
  vera,
  wren,
  xanthe,
  yusuf,
} from '../../hub.ts';
import { person, sender } from '../../people.ts';
import { openSpans, plus } from '../../start/warned.ts';
import { englandHolidays } from '../time/days.ts';

/** Two crossings, and the decline of the second: after that nothing crosses any more but by the clinical lead. */
export const crossingsEver = 3;

export type Verb = EConsultCommand['type'];
export interface Step {
  readonly verb: Exclude<Verb, 'receive' | 'repair'>;
  readonly who: Person;
  readonly minutes: number;
  /** Pressed on the card before the newest one. */
  readonly old: boolean;
  readonly anyway: boolean;
  /** Which of a few: a practice, a priority, a side, a hash. */
  readonly pick: 0 | 1 | 2;
}

export interface Model {
  now: number;
  readonly start: number;
  status: 'waiting' | 'claimed' | 'offered' | 'over';
  holder: string;
  practice: string | undefined;
  claimant: string | undefined;
  offeredTo: string | undefined;
  contract: boolean;
  crossings: number;
  settled: string | undefined;
  question: string | undefined;
  escalation: 'none' | 'asked' | 'acknowledged';
  /** Those still to be asked, the one being asked first. */
  ladder: readonly string[];
  /** Since when the one being asked is asked. */
  rungSince: number;
  asked: readonly string[];
  onHold: boolean;
  priority: number;
  wrong: boolean;
  withdrawn: boolean;
  links: readonly string[];
  notSame: readonly string[];
  asides: readonly string[];
  limit: number;
  shares: Readonly<Record<string, number>>;
  heldSince: number;
  closedAt: number;
  closedMs: number;
  /** Where a disaster moved it from. */
  rerouted: string | undefined;
  /** Its claimant was asked whether they go on with it. */
  claimantAsked: boolean;
  /** Its tasks, each with how it stands. */
  tasks: Readonly<Record<string, TaskStatus>>;
}

export function modelOf(state: EConsult, now: number): Model {
  const started = Date.parse(state.submittedAt);
  return {
    now: Math.max(now, started),
    start: started,
    status: 'waiting',
    holder: state.holder,
    practice: state.practice,
    claimant: undefined,
    offeredTo: undefined,
    contract: false,
    crossings: 0,
    settled: undefined,
    question: undefined,
    escalation: 'none',
    ladder: [],
    rungSince: 0,
    asked: [],
    onHold: false,
    priority: priorities.indexOf(state.priority),
    wrong: false,
    withdrawn: false,
    links: [],
    notSame: [],
    asides: [],
    limit: Date.parse(state.deadlines.limit),
    shares: {},
    heldSince: started,
    closedAt: 0,
    closedMs: 0,
    rerouted: undefined,
    claimantAsked: false,
    tasks: {},
  };
}

const hubClinicians: readonly Person[] = [nadia, owen, petra, colleague];
const hubOffice: readonly Person[] = [rhys, sena];
const staffOf: Readonly<Record<string, readonly Person[]>> = {
  [hub]: [...hubClinicians, ...hubOffice, vera, wren],
  [ashgrove]: [tomas, una, practiceColleague],
  [birchway]: [xanthe, yusuf],
};
const writers: Readonly<Record<string, readonly Person[]>> = {
  [hub]: hubClinicians,
  [ashgrove]: [tomas, practiceColleague],
  [birchway]: [xanthe],
};
/** Whom the hub or practice gives work to, and whom a claimant hands over to. */
const second: Readonly<Record<string, Person>> = { [hub]: colleague, [ashgrove]: practiceColleague, [birchway]: xanthe };

const isOneOf = (people: readonly Person[] | undefined, who: Person): boolean => people?.some((each) => each.id === who.id) ?? false;
const onStaff = (who: Person): boolean => isOneOf(everybody, who);
/** Reads what the patient wrote: of the hub those cleared for the practice, of the practice everybody. Unplaced: those who place it. */
function reads({ practice }: Readonly<Model>, who: Person): boolean {
  if (practice === undefined) return isOneOf(hubOffice, who);
  const hubReaders = [...hubClinicians, ...hubOffice, ...(practice === ashgrove ? [wren] : [])];
  return isOneOf(hubReaders, who) || isOneOf(staffOf[practice], who);
}
const answers = (model: Readonly<Model>, who: Person, at = model.holder): boolean =>
  model.practice !== undefined && isOneOf(writers[at], who);
const speaksFor = (model: Readonly<Model>, who: Person, side: string): boolean => isOneOf(staffOf[side], who) && reads(model, who);
const other = ({ practice }: Readonly<Model>, side: string): string | undefined => (side === hub ? practice : hub);
const clinicianAt = (side: string, who: Person): boolean => isOneOf(side === hub ? [...hubClinicians, vera, wren] : writers[side], who);
const firstAt = (practice: string): string => (practice === birchway ? birchway : hub);

export const practiceOf = (pick: number): string => (pick === 0 ? ashgrove : birchway);
const linkOf = (pick: number): string => ['AAAAAA', 'BBBBBB', 'CCCCCC'][pick] ?? '';
const hashOf = (pick: number): string => `hash-${pick + 1}`;
const sideOf = (model: { readonly practice: string | undefined }, pick: number): string => (pick === 0 ? hub : (model.practice ?? hub));
const taskOf = ({ pick }: Pick<Step, 'pick'>): string => ['T-AAAAAA', 'T-BBBBBB', 'T-CCCCCC'][pick] ?? '';
const courses: readonly TaskStatus[] = ['sent', 'accepted', 'declined', 'sent', 'inHand', 'done'];
/** How one of its tasks stands after this step; at an odd minute as it stood before. */
function standsNow({ tasks }: Readonly<Model>, { pick, minutes }: Step): TaskStatus {
  const stood = tasks[taskOf({ pick })];
  if (stood === undefined) return 'sent';
  return minutes % 2 === 1 ? stood : (courses[courses.indexOf(stood) + 1] ?? 'sent');
}
const hasOpenTask = ({ tasks }: Readonly<Model>): boolean => Object.values(tasks).some((status) => status !== 'done');
const holdMs = 30 * 60_000;

type Change = Partial<Model>;
/** It leaves one organisation for another (or the same), and waits there. */
function moves(model: Readonly<Model>, to: string): Change {
  const share = (model.shares[model.holder] ?? 0) + model.now - model.heldSince;
  return {
    ...waits,
    holder: to,
    shares: { ...model.shares, [model.holder]: share },
    heldSince: model.now,
    contract: false,
    ...(to === model.holder ? {} : { rerouted: undefined }),
  };
}
const waits: Change = { status: 'waiting', claimant: undefined, offeredTo: undefined };
const crosses = (model: Readonly<Model>): Change => ({ crossings: model.crossings + 1 });
const closes = (model: Readonly<Model>): Change => ({
  ...moves(model, model.holder),
  status: 'over',
  closedAt: model.now,
  onHold: false,
  escalation: 'none',
  question: undefined,
});

type Answer = (model: Readonly<Model>, who: Person, step: Step) => Change | false;
const mine = (model: Readonly<Model>, who: Person): boolean => model.status === 'claimed' && model.claimant === who.id;
const open = (model: Readonly<Model>): boolean => model.status !== 'over';
const maysCross = (model: Readonly<Model>): boolean => model.settled === undefined && model.crossings < 2;
/** Those verbs that a card which has changed since is no ground for. */
const needsNewCard: readonly Verb[] = [
  'claim',
  'takeOver',
  'passBack',
  'accept',
  'decline',
  'takeBack',
  'settle',
  'sendToHub',
  'pull',
  'place',
  'correctPractice',
];

/** The organisation that a disaster has closed: whoever has it, or whom it was offered to. */
const closedIn = ({ holder, offeredTo }: Pick<Model, 'holder' | 'offeredTo'>, pick: number): string =>
  pick === 0 && offeredTo !== undefined ? offeredTo : holder;
const disaster = 'D-K7M4QX';

/** What happens, as a change of the model; `false`: refused, or it is so already. */
const happens: Readonly<Record<Step['verb'], Answer>> = {
  claim: (m, who) => m.status === 'waiting' && answers(m, who) && { status: 'claimed', claimantAsked: false, claimant: who.id },
  takeOver: (m, who) => m.status === 'claimed' && !mine(m, who) && answers(m, who) && { claimant: who.id, claimantAsked: false },
  release: (m, who) => mine(m, who) && waits,
  handOver: (m, who) => mine(m, who) && second[m.holder]?.id !== who.id && waits,
  assign: (m, who) => m.status === 'waiting' && m.practice !== undefined && isOneOf(staffOf[m.holder], who) && {},
  hold: (m, who) => mine(m, who) && answers(m, who) && m.now + holdMs < m.limit && { onHold: true },
  keep: (m, who) => mine(m, who) && answers(m, who) && {},
  planClosing: (m, who) => open(m) && m.practice !== undefined && speaksFor(m, who, m.holder) && {},
  endHold: (m, who) => mine(m, who) && m.onHold && { onHold: false },
  complete: (m, who, { pick }) => mine(m, who) && !m.wrong && (pick > 0 || !hasOpenTask(m)) && closes(m),
  // The task itself decides who may; and what is so already is not written again.
  followTask: (m, _, step) => m.tasks[taskOf(step)] !== standsNow(m, step) && { tasks: { ...m.tasks, [taskOf(step)]: standsNow(m, step) } },
  reopen: (m, who) =>
    !open(m) &&
    (reads(m, who) || who.id === petra.id) && {
      ...waits,
      heldSince: m.now,
      closedMs: m.closedMs + m.now - m.closedAt,
    },
  raise: (m, who, { pick }) => open(m) && onStaff(who) && pick > m.priority && { priority: pick },
  lower: (m, who, { pick }) => open(m) && pick < m.priority && clinicianAt(m.holder, who) && reads(m, who) && { priority: pick },
  escalate: (m, who) => {
    if (!open(m) || !onStaff(who) || m.escalation === 'asked') return false;
    // Worried about the patient: clinicians first.
    const ladder = [owen.id, petra.id, rhys.id].filter((each) => each !== who.id);
    return { escalation: 'asked', ladder, asked: ladder, rungSince: m.now };
  },
  acknowledge: (m, who) => open(m) && m.escalation === 'asked' && m.asked.includes(who.id) && { escalation: 'acknowledged' },
  // The clock does it for a disaster: what somebody has claimed stays with them, and nothing counts as a crossing.
  reroute: (m, _, { pick }) => {
    if (!['waiting', 'offered'].includes(m.status) || m.practice === undefined) return false;
    const from = closedIn(m, pick);
    const to = other(m, from);
    if (to === undefined) return false;
    const first = m.rerouted ?? from;
    return { ...moves(m, to), contract: m.contract, rerouted: to === first ? undefined : first };
  },
  askClaimant: (m) => m.status === 'claimed' && !m.claimantAsked && { claimantAsked: true },
  bringBack: (m) =>
    m.status === 'waiting' && m.rerouted !== undefined && { ...moves(m, m.rerouted), contract: m.contract, rerouted: undefined },
  // What the clock warns and reminds of has an oracle of its own.
  tick: () => false,
  passBack: (m, who) =>
    mine(m, who) &&
    answers(m, who) &&
    maysCross(m) && { ...crosses(m), status: 'offered', claimant: undefined, offeredTo: other(m, m.holder) },
  accept: (m, who) => m.offeredTo !== undefined && speaksFor(m, who, m.offeredTo) && { ...moves(m, m.offeredTo), contract: true },
  decline: (m, who) => m.offeredTo !== undefined && speaksFor(m, who, m.offeredTo) && { ...waits, ...crosses(m) },
  takeBack: (m, who) =>
    m.offeredTo !== undefined &&
    answers(m, who) && { status: 'claimed', claimantAsked: false, claimant: who.id, offeredTo: undefined, crossings: m.crossings - 1 },
  ask: (m, who) => {
    if (!open(m) || m.practice === undefined || m.question !== undefined) return false;
    const from = [m.holder, other(m, m.holder) ?? ''].find((side) => speaksFor(m, who, side));
    return from !== undefined && { question: other(m, from) };
  },
  answer: (m, who) => open(m) && m.question !== undefined && speaksFor(m, who, m.question) && { question: undefined },
  settle: (m, who, { pick }) => {
    if (!open(m) || who.id !== petra.id || m.settled !== undefined || m.crossings < 2) return false;
    const to = sideOf(m, pick);
    return m.status === 'claimed' && to === m.holder ? { settled: to } : { ...moves(m, to), settled: to };
  },
  sendToHub: (m, who) =>
    open(m) &&
    m.offeredTo === undefined &&
    (m.claimant === undefined || m.claimant === who.id) &&
    m.holder !== hub &&
    isOneOf(staffOf[m.holder], who) &&
    !m.contract &&
    maysCross(m) && { ...moves(m, hub), ...crosses(m) },
  pull: (m, who) =>
    m.status === 'waiting' &&
    m.holder !== hub &&
    answers(m, who, hub) &&
    !m.contract &&
    maysCross(m) && { ...moves(m, hub), ...crosses(m), status: 'claimed', claimantAsked: false, claimant: who.id },
  place: (m, who, { pick }) =>
    open(m) &&
    m.practice === undefined &&
    isOneOf(hubOffice, who) && { ...moves(m, firstAt(practiceOf(pick))), practice: practiceOf(pick) },
  correctPractice: (m, who, { pick }) =>
    open(m) &&
    m.practice !== undefined &&
    m.practice !== practiceOf(pick) &&
    (clinicianAt(m.holder, who) || (m.holder === hub && isOneOf(hubOffice, who))) && {
      ...moves(m, firstAt(practiceOf(pick))),
      practice: practiceOf(pick),
      question: undefined,
      crossings: 0,
      settled: undefined,
      rerouted: undefined,
    },
  notSamePatient: (m, who, { pick }) => reads(m, who) && !m.notSame.includes(linkOf(pick)) && { notSame: [...m.notSame, linkOf(pick)] },
  link: (m, who, { pick }) => reads(m, who) && !m.links.includes(linkOf(pick)) && { links: [...m.links, linkOf(pick)] },
  reportWrongPatient: (m, who) => open(m) && !m.wrong && reads(m, who) && { wrong: true },
  confirmPatient: (m, who) =>
    open(m) && m.wrong && reads(m, who) && (clinicianAt(m.holder, who) || (m.holder === hub && who.id === rhys.id)) && { wrong: false },
  view: (m, who) => reads(m, who) && {},
  withdraw: (m) => open(m) && !m.withdrawn && { ...(m.status === 'claimed' ? {} : closes(m)), withdrawn: true },
  keepAside: (m, _, { pick }) => pick > 0 && !m.asides.includes(hashOf(pick)) && { asides: [...m.asides, hashOf(pick)] },
};

/** Minutes that each on the ladder has to answer: routine (of the hub's opening hours), urgent, red flag (of the wall clock). */
const rungMinutes = [30, 10, 5];
const holidays = englandHolidays.days.map(({ date }) => date);
function rungEnds({ rungSince, priority }: Readonly<Model>): number {
  const ms = (rungMinutes[priority] ?? 0) * 60_000;
  return priority === 0 ? plus(openSpans(coreHours, holidays, rungSince), rungSince, ms) : rungSince + ms;
}
/** The one being asked has not answered in time, and there is somebody after. */
export const rungIsOver = (m: Readonly<Model>): boolean =>
  open(m) && m.escalation === 'asked' && m.ladder.length > 0 && m.now >= rungEnds(m);

/** Staff of the hub and of the practice it is for; and whoever has claimed it. */
const knowsOf = (m: Readonly<Model>, who: Person): boolean =>
  m.claimant === who.id ||
  everybody.some(({ id: one, posts }) => one === who.id && posts.some(({ at }) => at === hub || at === m.practice));

/** What nobody presses: senders, and the clock for a disaster. */
const byOthers: readonly Verb[] = ['withdraw', 'keepAside', 'reroute', 'askClaimant', 'bringBack'];

export function predict(model: Readonly<Model>, step: Step): Change | undefined {
  if (step.old && needsNewCard.includes(step.verb)) return undefined;
  if (![...byOthers, 'followTask'].includes(step.verb) && !knowsOf(model, step.who)) return undefined;
  return happens[step.verb](model, step.who, step) || undefined;
}

/** The step as somebody takes it who can: whoever is named, or the next in the list; `anyway`: whoever is named, able or not. */
export function ableTo(model: Readonly<Model>, step: Step): Step | undefined {
  if (step.anyway || step.verb === 'tick') return step;
  const from = everybody.findIndex((each) => each.id === step.who.id);
  const inTurn = [...everybody.slice(Math.max(0, from)), ...everybody.slice(0, Math.max(0, from))];
  const who = inTurn.find((each) => predict(model, { ...step, who: each }) !== undefined);
  return who && { ...step, who };
}

/** The command of a step, as somebody at this moment would give it. */
export function commandOf(step: Step, state: EConsult, model: Readonly<Model>): EConsultCommand {
  const { verb, who, old, pick } = step;
  const at = new Date(model.now).toISOString();
  const soon = new Date(model.now + holdMs).toISOString();
  // At once lies before the limit wherever that is still to come; what is wanted after it is refused.
  const inTime = new Date(model.now + 1).toISOString();
  const words = { text: 'Please see in person', checked: false };
  const base = { hub, id, operation: 'operation', at, by: person(who), revision: state.revision - (old ? 1 : 0) };
  switch (verb) {
    case 'withdraw':
      return { ...base, by: sender, type: verb, reason: 'revoked' };
    case 'keepAside':
      return { ...base, by: sender, type: verb, contentHash: hashOf(pick) };
    case 'tick':
      return { ...base, by: { kind: 'clock' }, type: verb };
    case 'reroute': {
      const from = closedIn(model, pick);
      const until = new Date(model.now + 365 * 86_400_000).toISOString();
      const reroute = { disaster, type: 'practiceDown', from, to: other(model, from) ?? '', until } as const;
      return { ...base, by: { kind: 'clock' }, type: verb, reroute };
    }
    case 'askClaimant':
      return { ...base, by: { kind: 'clock' }, type: verb, disaster, quiet: false };
    case 'bringBack':
      return { ...base, by: { kind: 'clock' }, type: verb, disaster };
    case 'release':
      return { ...base, type: verb, reason: 'noTime' };
    case 'assign':
      return { ...base, type: verb, to: pick === 0 ? { role: 'clinician' } : { person: second[state.holder]?.id ?? '' } };
    case 'handOver':
      return { ...base, type: verb, to: second[state.holder]?.id ?? '', words };
    case 'planClosing':
      return { ...base, type: verb, plan: 'finish' };
    case 'hold':
      return { ...base, type: verb, reason: 'patientToReply', until: soon };
    case 'complete':
      return { ...base, type: verb, outcome: 'answered', told: 'telephone', tasksSeen: pick > 0 };
    case 'followTask': {
      const status = standsNow(model, step);
      const task = {
        id: taskOf(step),
        from: hub,
        to: ashgrove,
        kind: 'tests',
        priority: 'routine',
        wantedBy: '2026-12-01T12:00:00.000Z',
      } as const;
      return { ...base, type: verb, task: { ...task, status } };
    }
    case 'reopen':
      return { ...base, type: verb, reason: 'patientCameBack' };
    case 'raise':
      return { ...base, type: verb, priority: priorities[pick] ?? 'routine' };
    case 'lower':
      return { ...base, type: verb, priority: priorities[pick] ?? 'routine', reason: 'spokeToPatient' };
    case 'escalate':
      return { ...base, type: verb, reason: 'clinicalWorry' };
    case 'passBack':
      return { ...base, type: verb, reason: 'faceToFace', what: words, wantedBy: inTime, answers: hub, spokenTo: 'Una', knowingly: true };
    case 'decline':
      return { ...base, type: verb, reason: 'noCapacity' };
    case 'ask':
    case 'answer':
      return { ...base, type: verb, words };
    case 'settle':
      return { ...base, type: verb, to: sideOf(state, pick) };
    case 'place':
    case 'correctPractice':
      return { ...base, type: verb, practice: practiceOf(pick) };
    case 'link':
      return { ...base, type: verb, to: linkOf(pick) };
    case 'notSamePatient':
      return { ...base, type: verb, to: linkOf(pick), reason: 'numberMixedUp' };
    case 'view':
      return { ...base, type: verb, reason: 'safetyCheck' };
    default:
      return { ...base, type: verb };
  }
}

/** Every verb alike but those that end it. */
const verbs = (Object.keys(happens) as Step['verb'][]).filter((verb) => verb !== 'withdraw' && verb !== 'complete');
const stepOf = (verb: fc.Arbitrary<Step['verb']>): fc.Arbitrary<Step> =>
  fc.record({
    verb,
    who: fc.constantFrom(...everybody, outsider),
    minutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 20, max: 400 })),
    old: fc.integer({ min: 0, max: 9 }).map((each) => each === 0),
    anyway: fc.integer({ min: 0, max: 4 }).map((each) => each === 0),
    pick: fc.constantFrom(0, 1, 2),
  });
/** Somebody does something, some minutes later: often what moves it, seldom what ends it. */
export const steps: readonly fc.Arbitrary<Step>[] = [
  ...Array.from({ length: 16 }, () => stepOf(fc.constantFrom(...verbs))),
  ...Array.from({ length: 4 }, () => stepOf(fc.constantFrom('passBack', 'accept', 'decline', 'takeBack', 'sendToHub', 'pull', 'settle'))),
  stepOf(fc.constantFrom('hold', 'endHold', 'takeOver', 'handOver')),
  ...Array.from({ length: 2 }, () => stepOf(fc.constantFrom('escalate', 'tick', 'tick'))),
  stepOf(fc.constantFrom('withdraw', 'complete')),
];
