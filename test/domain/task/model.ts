// The model of a task in plain words: who may do what with it and why not, and what becomes of it. It shares no code with the product.
import type { PersonsTaskCommand } from '../../../src/domain/task/command.ts';
import type { TaskRefusal } from '../../../src/domain/task/refusals.ts';
import type { Person } from '../../../src/domain/terms.ts';
import {
  ashgrove,
  birchway,
  colleague,
  hub,
  nadia,
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
import { ada, ben, cedarhall, everybody } from './cast.ts';

export type Verb = PersonsTaskCommand['type'];
/** It happens, it is so already, or why it is refused. */
export type Answer = 'happens' | 'nothing' | TaskRefusal['why'];

/** One task as the model has it. */
export interface Model {
  readonly status: 'sent' | 'accepted' | 'inHand' | 'declined' | 'done' | 'cancelled';
  readonly from: string;
  readonly to: string;
  /** Whose patient, or whose matter. */
  readonly practice: string;
  readonly clinical: boolean;
  /** It is about a patient. */
  readonly personal: boolean;
  readonly claimant?: string | undefined;
  readonly acceptedBy?: string | undefined;
  /** To whom a question is put that has no answer yet. */
  readonly question?: string | undefined;
  readonly ladder?: 'asked' | 'acknowledged' | undefined;
  /** Who stands on it: not whoever sent it. */
  readonly onLadder?: readonly string[] | undefined;
}

const clinicians: Readonly<Record<string, readonly Person[]>> = {
  [hub]: [nadia, owen, petra, colleague, vera, wren],
  [ashgrove]: [tomas, practiceColleague],
  [birchway]: [xanthe],
  [cedarhall]: [ada],
};
const office: Readonly<Record<string, readonly Person[]>> = {
  [hub]: [rhys, sena],
  [ashgrove]: [una],
  [birchway]: [yusuf],
  [cedarhall]: [ben],
};
/** Of the hub, who may do what in whose records; in their own practice everybody may do everything. */
const reads: Readonly<Record<string, readonly Person[]>> = {
  [ashgrove]: [nadia, owen, petra, colleague, rhys, sena, wren],
  [birchway]: [nadia, owen, petra, colleague, rhys, sena],
  [cedarhall]: [],
};
const isOneOf = (people: readonly Person[] | undefined, who: Person): boolean => people?.some(({ id }) => id === who.id) ?? false;
const works = (who: Person, at: string): boolean => isOneOf(clinicians[at], who) || isOneOf(office[at], who);

/** Staff of the hub, the sender and the receiver; and whoever has it in hand. */
export const knows = (m: Model, who: Person): boolean =>
  [hub, m.from, m.to].some((at) => works(who, at)) || (m.claimant === who.id && everybody.some(({ id }) => id === who.id));

type Why = TaskRefusal['why'] | undefined;
function inRecord(m: Model, who: Person, doing: 'view' | 'write'): Why {
  if (!m.personal || works(who, m.practice)) return undefined;
  if (!isOneOf(reads[m.practice], who)) return 'notCleared';
  return doing === 'write' && who.id === wren.id ? 'capabilityLacks' : undefined;
}
/** Speaks for an organisation. */
const speaks = (m: Model, who: Person, at: string): Why => (works(who, at) ? inRecord(m, who, 'view') : 'roleLacks');
/** Does the work there: what is clinical only a clinician. */
const does = (m: Model, who: Person, at: string): Why => {
  const able = isOneOf(clinicians[at], who) || (!m.clinical && isOneOf(office[at], who));
  return able ? inRecord(m, who, 'write') : 'roleLacks';
};

const isOver = ({ status }: Model): boolean => status === 'done' || status === 'cancelled';
const away = (m: Model): Why => (isOver(m) ? 'closed' : m.status === 'declined' ? 'declinedAlready' : undefined);
const open = (m: Model): Why => (isOver(m) ? 'closed' : undefined);
const first = (...why: readonly Why[]): Answer => why.find((each) => each !== undefined) ?? 'happens';
const notMine = (m: Model, who: Person): Why => {
  const gone = away(m);
  if (gone !== undefined) return gone;
  return m.status !== 'inHand' ? 'notClaimed' : m.claimant === who.id ? undefined : 'claimedByOther';
};
const othersHand = (m: Model, who: Person): Why => (m.status === 'inHand' && m.claimant !== who.id ? 'claimedByOther' : undefined);

export interface Choice {
  /** Where it is sent again or handed on to. */
  readonly to: string;
  /** To whom it is handed over. */
  readonly person: Person;
}
/** Why a task cannot go from one to the other. */
export const between = (from: string, to: string): Why => (from === to || (from !== hub && to !== hub) ? 'notBetweenThese' : undefined);

const answers: Readonly<Record<Verb, (m: Model, who: Person, choice: Choice) => Answer>> = {
  accept: (m, who) => {
    const not = away(m) ?? speaks(m, who, m.to);
    if (not !== undefined) return not;
    if (m.status === 'sent') return 'happens';
    return m.acceptedBy === who.id ? 'nothing' : 'alreadyAccepted';
  },
  claim: (m, who) => {
    const gone = away(m);
    if (gone !== undefined) return gone;
    if (m.status === 'inHand') return m.claimant === who.id ? 'nothing' : 'alreadyClaimed';
    return first(does(m, who, m.to));
  },
  takeOver: (m, who) => {
    const not = away(m) ?? (m.status === 'inHand' ? undefined : 'notClaimed');
    if (not !== undefined) return not;
    return m.claimant === who.id ? 'nothing' : first(does(m, who, m.to));
  },
  release: (m, who) => first(notMine(m, who)),
  keep: (m, who) => first(notMine(m, who)),
  handOver: (m, who, { person }) => {
    const not = notMine(m, who);
    if (not !== undefined) return not;
    if (person.id === who.id) return 'nothing';
    return does(m, person, m.to) === undefined ? 'happens' : 'handedToUnable';
  },
  decline: (m, who) => first(away(m), othersHand(m, who), speaks(m, who, m.to)),
  plan: (m, who) => first(away(m), speaks(m, who, m.to)),
  finish: (m, who) => first(away(m), othersHand(m, who), does(m, who, m.to)),
  handOn: (m, who, { to }) =>
    // Back to whoever asked is not handing on: that is declining.
    first(
      away(m),
      m.to === hub ? undefined : 'handOnHere',
      speaks(m, who, hub),
      between(hub, to),
      to === m.from ? 'notBetweenThese' : undefined,
    ),
  ask: (m, who) => {
    const not = open(m) ?? (m.question === undefined ? undefined : 'questionOpen');
    if (not !== undefined) return not;
    const each = [speaks(m, who, m.to), speaks(m, who, m.from)];
    return each.includes(undefined) ? 'happens' : (each.find((why) => why !== 'roleLacks') ?? 'roleLacks');
  },
  answer: (m, who) => first(open(m), m.question === undefined ? 'noQuestion' : speaks(m, who, m.question)),
  sendAgain: (m, who, { to }) =>
    first(open(m), m.status === 'declined' ? undefined : 'notDeclined', speaks(m, who, m.from), between(m.from, to)),
  cancel: (m, who) => first(open(m), speaks(m, who, m.from)),
  reopen: (m, who) => (isOver(m) ? (speaks(m, who, m.from) === undefined ? 'happens' : first(speaks(m, who, m.to))) : 'notClosed'),
  view: (m, who) => first(inRecord(m, who, 'view')),
  acknowledge: (m, who) => {
    const not = open(m) ?? (m.ladder === undefined ? 'notEscalated' : undefined);
    if (not !== undefined) return not;
    if (m.ladder === 'acknowledged') return 'nothing';
    return m.onLadder?.includes(who.id) ? 'happens' : 'notOnLadder';
  },
};
export const verbs = Object.keys(answers) as readonly Verb[];
/** A card that has changed since is no ground for these. */
const needsNewCard: readonly Verb[] = ['accept', 'claim', 'takeOver', 'decline', 'finish', 'handOn', 'sendAgain', 'cancel'];

/** What somebody hears who asks for this, pressed on the newest card or on the one before. */
export function answerOf(m: Model, verb: Verb, who: Person, choice: Choice, old: boolean): Answer {
  if (!everybody.some(({ id }) => id === who.id)) return 'notStaff';
  if (!knows(m, who)) return 'notYours';
  const answer = answers[verb](m, who, choice);
  return answer === 'happens' && old && needsNewCard.includes(verb) ? 'stale' : answer;
}

/** The ladder that starts when an urgent one goes out for which nobody was spoken to. */
export const ladderFor = (who: Person): readonly string[] => [owen, rhys, petra].map(({ id }) => id).filter((each) => each !== who.id);

/** What becomes of it once it happens. `asks`: for whom a question is asked. */
export function after(m: Model, verb: Verb, who: Person, { to, person }: Choice): Partial<Model> {
  const over = { claimant: undefined, acceptedBy: undefined, question: undefined, ladder: undefined };
  switch (verb) {
    case 'accept':
      return { status: 'accepted', acceptedBy: who.id };
    case 'claim':
    case 'takeOver':
      return { status: 'inHand', claimant: who.id, acceptedBy: m.acceptedBy ?? who.id };
    case 'handOver':
      return { claimant: person.id };
    case 'release':
      return { status: 'accepted', claimant: undefined };
    case 'decline':
      return { ...over, status: 'declined' };
    case 'finish':
      return { ...over, status: 'done' };
    case 'cancel':
      return { ...over, status: 'cancelled' };
    case 'reopen':
      return { status: 'sent' };
    case 'handOn':
      return { status: 'sent', to, claimant: undefined, acceptedBy: undefined };
    case 'sendAgain':
      // A question between the sender and whoever had it before goes nowhere any more.
      return { status: 'sent', to, question: to === m.to ? m.question : undefined };
    case 'ask':
      return { question: speaks(m, who, m.to) === undefined ? m.from : m.to };
    case 'answer':
      return { question: undefined };
    case 'acknowledge':
      return { ladder: 'acknowledged' };
    case 'keep':
    case 'plan':
    case 'view':
      return {};
  }
}
