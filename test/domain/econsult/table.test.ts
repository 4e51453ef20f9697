// Every situation × every verb × every role: allowed, nothing to do, or refused and why. Written by hand from what may happen to an eConsult.
import { describe, expect, it } from 'vitest';
import type { EConsultCommand, PersonsCommand } from '../../../src/domain/econsult/command.ts';
import { decide, type EConsultRefusal } from '../../../src/domain/econsult/decide.ts';
import type { EConsultEvent } from '../../../src/domain/econsult/event.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import { type Actor, type Person, roles } from '../../../src/domain/terms.ts';
import { completed, id, later, stateAfter, unplacedFacts } from '../../given.ts';
import {
  arrived,
  ashgrove,
  atPractice,
  birchway,
  by,
  claimedBy,
  colleague,
  escalated,
  everybody,
  hub,
  hubRules,
  nadia,
  outsider,
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
  underContract,
  vera,
  wren,
  yusuf,
} from '../../hub.ts';
import { person } from '../../people.ts';

/** The columns, in the order of the letters below. The last letter, the outsider's, is always `notStaff`, and so is left out. */
const columns: readonly StaffLike[] = [nadia, owen, petra, rhys, sena, tomas, una, vera, wren, yusuf];
type StaffLike = Person & { readonly posts: readonly { readonly role: string }[] };

type Why = EConsultRefusal['why'];
/** What one letter says: `+` it happens, `=` it is so already, anything else the refusal. */
const letters: Readonly<Record<string, Why | 'happens' | 'nothing'>> = {
  '+': 'happens',
  '=': 'nothing',
  r: 'roleLacks',
  n: 'notCleared',
  k: 'capabilityLacks',
  h: 'notOnHold',
  p: 'wrongPatient',
  q: 'nothingToSettle',
  t: 'settledAlready',
  y: 'practiceHasIt',
  z: 'notOnLadder',
  d: 'completed',
};

/** What has happened before somebody (`me`) acts. Each status is here in every form that matters to who may do what. */
const situations = {
  waiting: () => [arrived()],
  waitingAtPractice: () => [atPractice()],
  underContract: () => underContract,
  unplaced: () => [arrived(unplacedFacts)],
  mine: (me) => [arrived(), claimedBy(me)],
  others: () => [arrived(), claimedBy(colleague)],
  mineAtPractice: (me) => [atPractice(), claimedBy(me)],
  othersAtPractice: () => [atPractice(), claimedBy(practiceColleague)],
  mineUnderContract: (me) => [...underContract, claimedBy(me, later(19))],
  offeredToPractice: () => [arrived(), claimedBy(colleague), passedBack(colleague, hub, ashgrove)],
  offeredToHub: () => [atPractice(), claimedBy(practiceColleague), passedBack(practiceColleague, ashgrove, hub)],
  toAndFro: () => toAndFro,
  settled: () => [...toAndFro, settledAt(ashgrove)],
  asked: () => [arrived(), questionTo(colleague, hub, ashgrove)],
  escalated: () => [arrived(), escalated(colleague)],
  held: (me) => [arrived(), claimedBy(me), { type: 'Held', ...by(me, later(15)), reason: 'patientToReply', until: later(200) }],
  wrongPatient: (me) => [arrived(), claimedBy(me), { type: 'WrongPatientReported', ...by(colleague, later(15)) }],
  completed: () => [arrived(), claimedBy(colleague), completed(colleague)],
} satisfies Record<string, (me: Person) => readonly EConsultEvent[]>;
type Situation = keyof typeof situations;
/** A new status must be put into a situation before this compiles again. */
const statusesShown: Readonly<Record<EConsult['status'], Situation>> = {
  waiting: 'waiting',
  claimed: 'mine',
  offered: 'offeredToPractice',
  completed: 'completed',
};

type Verb = PersonsCommand['type'];
type Details<V extends Verb> = Omit<Extract<PersonsCommand, { type: V }>, 'type' | 'hub' | 'id' | 'operation' | 'at' | 'by' | 'revision'>;
const words = { text: 'Please see in person', checked: false };
/** What is asked, apart from who asks: always something that the situation itself has no objection to. */
const asked: { readonly [V in Verb]: (state: EConsult) => Details<V> } = {
  claim: () => ({}),
  takeOver: () => ({}),
  release: () => ({ reason: 'noTime' }),
  assign: ({ holder }) => ({ to: { person: holder === hub ? nadia.id : tomas.id } }),
  handOver: ({ holder }) => ({ to: holder === hub ? colleague.id : practiceColleague.id, words }),
  keep: () => ({}),
  hold: () => ({ reason: 'patientToReply', until: later(100) }),
  endHold: () => ({}),
  planClosing: () => ({ plan: 'finish' }),
  complete: () => ({ outcome: 'answered', told: 'message' }),
  reopen: () => ({ reason: 'patientCameBack' }),
  raise: () => ({ priority: 'redFlag' }),
  lower: () => ({ priority: 'routine', reason: 'spokeToPatient' }),
  escalate: () => ({ reason: 'clinicalWorry' }),
  acknowledge: () => ({}),
  passBack: ({ holder }) => ({
    reason: 'faceToFace',
    what: words,
    wantedBy: later(300),
    answers: holder === hub ? ashgrove : hub,
    knowingly: false,
  }),
  accept: () => ({}),
  decline: () => ({ reason: 'noCapacity' }),
  takeBack: () => ({}),
  ask: () => ({ words }),
  answer: () => ({ words }),
  settle: () => ({ to: ashgrove }),
  sendToHub: () => ({}),
  pull: () => ({}),
  place: () => ({ practice: ashgrove }),
  link: () => ({ to: 'ABCDEF' }),
  notSamePatient: () => ({ to: 'ABCDEF', reason: 'numberMixedUp' }),
  correctPractice: () => ({ practice: birchway }),
  reportWrongPatient: () => ({}),
  confirmPatient: () => ({}),
  view: () => ({ reason: 'safetyCheck' }),
};

const atHub: readonly Situation[] = ['waiting', 'toAndFro', 'asked', 'escalated'];
const atThePractice: readonly Situation[] = ['waitingAtPractice', 'underContract', 'settled'];
const waiting = [...atHub, ...atThePractice];
const mineAtHub: readonly Situation[] = ['mine', 'held', 'wrongPatient'];
const mineThere: readonly Situation[] = ['mineAtPractice', 'mineUnderContract'];
const mine = [...mineAtHub, ...mineThere];
const others: readonly Situation[] = ['others', 'othersAtPractice'];
const offered: readonly Situation[] = ['offeredToPractice', 'offeredToHub'];
/** Whose rights are those of the hub's side, wherever it has got to. */
const heldByHub: readonly Situation[] = [...atHub, ...mineAtHub, 'others', 'offeredToPractice'];
const heldByPractice: readonly Situation[] = [...atThePractice, ...mineThere, 'othersAtPractice', 'offeredToHub'];
const placed = [...heldByHub, ...heldByPractice];

type Row = readonly [cells: string, ...situations: readonly Situation[]];
const completedIsOver: Row = ['completed', 'completed'];
const isOffered: Row = ['offeredAlready', ...offered];

/**
 * Columns: clinician, duty clinician, clinical lead, hub lead, hub administrator | clinician and administrator of the practice | a clinician
 * of the hub not cleared, one cleared to read only, an administrator of another practice. A word stands for all of them. What somebody may
 * not know of is refused before any of this (`mayNotKnow`): there their letter says nothing.
 */
const table: Readonly<Record<Verb, readonly Row[]>> = {
  // Whoever answers this kind at the holder, is cleared for the practice and may write in its record.
  claim: [
    ['+++rr rr nkr', ...atHub],
    ['rrrrr +r rrr', ...atThePractice],
    ['unplaced', 'unplaced'],
    ['nothing', ...mine],
    ['alreadyClaimed', ...others],
    isOffered,
    completedIsOver,
  ],
  takeOver: [
    ['+++rr rr nkr', 'others'],
    ['rrrrr +r rrr', 'othersAtPractice'],
    ['notClaimed', ...waiting, 'unplaced'],
    ['nothing', ...mine],
    isOffered,
    completedIsOver,
  ],
  // Letting go is refused to nobody on the staff who has it.
  release: [['happens', ...mine], ['claimedByOther', ...others], ['notClaimed', ...waiting, 'unplaced'], isOffered, completedIsOver],
  handOver: [['happens', ...mine], ['claimedByOther', ...others], ['notClaimed', ...waiting, 'unplaced'], isOffered, completedIsOver],
  // Whoever works at the holder shares out its work; nothing of the record is seen by that.
  assign: [
    ['+++++ rr ++r', ...atHub],
    ['rrrrr ++ rrr', ...atThePractice],
    ['unplaced', 'unplaced'],
    ['alreadyClaimed', ...mine, ...others],
    isOffered,
    completedIsOver,
  ],
  // Still at it: said by whoever has it and may answer it.
  keep: [
    ['+++rr rr nkr', ...mineAtHub],
    ['rrrrr +r rrr', ...mineThere],
    ['claimedByOther', ...others],
    ['notClaimed', ...waiting, 'unplaced'],
    isOffered,
    completedIsOver,
  ],
  hold: [
    ['+++rr rr nkr', ...mineAtHub],
    ['rrrrr +r rrr', ...mineThere],
    ['claimedByOther', ...others],
    ['notClaimed', ...waiting, 'unplaced'],
    isOffered,
    completedIsOver,
  ],
  endHold: [
    ['+++rr rr nkr', 'held'],
    ['hhhrr rr nkr', 'mine', 'wrongPatient'],
    ['rrrrr hr rrr', ...mineThere],
    ['claimedByOther', ...others],
    ['notClaimed', ...waiting, 'unplaced'],
    isOffered,
    completedIsOver,
  ],
  // Whoever works at the holder and may read it says what becomes of it when they close.
  planClosing: [['+++++ rr n+r', ...heldByHub], ['rrrrr ++ rrr', ...heldByPractice], ['unplaced', 'unplaced'], completedIsOver],
  complete: [
    ['+++rr rr nkr', 'mine', 'held'],
    ['ppprr rr nkr', 'wrongPatient'],
    ['rrrrr +r rrr', ...mineThere],
    ['claimedByOther', ...others],
    ['notClaimed', ...waiting, 'unplaced'],
    isOffered,
    completedIsOver,
  ],
  // The patient comes back to whichever door: whoever may read it opens it.
  reopen: [
    ['+++++ ++ n+n', 'completed'],
    ['notCompleted', ...placed, 'unplaced'],
  ],
  // Raising and escalating need nobody's permission.
  raise: [['happens', ...placed, 'unplaced'], completedIsOver],
  lower: [['+++rr rr n+r', ...heldByHub], ['rrrrr +r rrr', ...heldByPractice], ['roleLacks', 'unplaced'], completedIsOver],
  escalate: [['happens', ...placed.filter((each) => each !== 'escalated'), 'unplaced'], ['alreadyEscalated', 'escalated'], completedIsOver],
  acknowledge: [
    ['z+++z zz zzz', 'escalated'],
    ['notEscalated', ...placed.filter((each) => each !== 'escalated'), 'unplaced'],
    completedIsOver,
  ],
  passBack: [
    ['+++rr rr nkr', ...mineAtHub],
    ['rrrrr +r rrr', ...mineThere],
    ['claimedByOther', ...others],
    ['notClaimed', ...waiting, 'unplaced'],
    isOffered,
    completedIsOver,
  ],
  // Everybody who works where it is offered and may read it.
  accept: [
    ['rrrrr ++ rrr', 'offeredToPractice'],
    ['+++++ rr n+r', 'offeredToHub'],
    ['notOffered', ...waiting, ...mine, ...others, 'unplaced'],
    completedIsOver,
  ],
  decline: [
    ['rrrrr ++ rrr', 'offeredToPractice'],
    ['+++++ rr n+r', 'offeredToHub'],
    ['notOffered', ...waiting, ...mine, ...others, 'unplaced'],
    completedIsOver,
  ],
  // Whoever could claim it on the side that offers: it is theirs still.
  takeBack: [
    ['+++rr rr nkr', 'offeredToPractice'],
    ['rrrrr +r rrr', 'offeredToHub'],
    ['notOffered', ...waiting, ...mine, ...others, 'unplaced'],
    completedIsOver,
  ],
  ask: [
    ['+++++ ++ n+r', ...placed.filter((each) => each !== 'asked')],
    ['questionOpen', 'asked'],
    ['unplaced', 'unplaced'],
    completedIsOver,
  ],
  answer: [['rrrrr ++ rrr', 'asked'], ['noQuestion', ...placed.filter((each) => each !== 'asked'), 'unplaced'], completedIsOver],
  // The clinical lead of the hub alone, after two crossings, once.
  settle: [
    ['rr+rr rr rrr', 'toAndFro'],
    ['rrtrr rr rrr', 'settled'],
    ['rrqrr rr rrr', ...placed.filter((each) => each !== 'toAndFro' && each !== 'settled'), 'unplaced'],
    completedIsOver,
  ],
  // What came to the practice first; what it took on by contract it passes back.
  sendToHub: [
    ['rrrrr ++ rrr', 'waitingAtPractice', 'mineAtPractice'],
    ['rrrrr yy rrr', 'underContract', 'mineUnderContract'],
    ['rrrrr tt rrr', 'settled'],
    ['claimedByOther', ...others],
    ['hubHasIt', ...atHub, ...mineAtHub, 'unplaced'],
    isOffered,
    completedIsOver,
  ],
  pull: [
    ['+++rr rr nkr', 'waitingAtPractice'],
    ['yyyrr rr nkr', 'underContract', 'settled'],
    ['nothing', ...mine],
    ['alreadyClaimed', ...others],
    ['hubHasIt', ...atHub, 'unplaced'],
    isOffered,
    completedIsOver,
  ],
  // Whoever looks after the hub's queue.
  place: [
    ['rrr++ rr rrr', 'unplaced'],
    ['rrr== rr rrr', ...placed],
    ['rrrdd rr rrr', 'completed'],
  ],
  link: [
    ['+++++ ++ n+n', ...placed, 'completed'],
    ['rrr++ rr rrr', 'unplaced'],
  ],
  notSamePatient: [
    ['+++++ ++ n+n', ...placed, 'completed'],
    ['rrr++ rr rrr', 'unplaced'],
  ],
  correctPractice: [['+++++ rr ++r', ...heldByHub], ['rrrrr +r rrr', ...heldByPractice], ['unplaced', 'unplaced'], completedIsOver],
  // Whoever may read it may stop it; whoever may answer for it says that it is cleared up.
  reportWrongPatient: [
    ['+++++ ++ n+n', ...placed.filter((each) => each !== 'wrongPatient')],
    ['===== == n=n', 'wrongPatient'],
    ['rrr++ rr rrr', 'unplaced'],
    completedIsOver,
  ],
  confirmPatient: [
    ['++++r rr n+r', 'wrongPatient'],
    ['====r rr n=r', ...heldByHub.filter((each) => each !== 'wrongPatient')],
    ['rrrrr =r rrr', ...heldByPractice],
    ['rrr=r rr rrr', 'unplaced'],
    completedIsOver,
  ],
  view: [
    ['+++++ ++ n+n', ...placed, 'completed'],
    ['rrr++ rr rrr', 'unplaced'],
  ],
};

const verbs = Object.keys(table) as Verb[];
const names = Object.keys(situations) as Situation[];

function pressed(verb: Verb, who: Person, situation: Situation): string {
  const state = stateAfter(...situations[situation](who));
  const command = {
    ...asked[verb](state),
    type: verb,
    hub,
    id,
    operation: 'operation-1',
    at: later(40),
    by: person(who),
  } as EConsultCommand;
  const decision = decide(command, state, hubRules);
  if ('refusal' in decision) return decision.refusal.why;
  return decision.events.length > 0 ? 'happens' : 'nothing';
}

/** Whoever may not know of it is refused whatever the row says: another practice unless they have it, each practice before it is placed. */
const mayNotKnow = (who: StaffLike, situation: Situation): boolean =>
  who === yusuf ? !mine.includes(situation) : situation === 'unplaced' && (who === tomas || who === una);

/** One row as the letters spell it, the outsider last. */
function expected(cells: string, situation?: Situation): readonly string[] {
  const word = !cells.includes(' ');
  const told = word ? columns.map(() => cells) : [...cells.replaceAll(' ', '')].map((letter) => letters[letter] ?? `? ${letter}`);
  const known = told.map((why, index) => {
    const who = columns[index];
    return who && situation && mayNotKnow(who, situation) ? 'notYours' : why;
  });
  return [...known, 'notStaff'];
}

describe('the table', () => {
  it('has every verb in every situation exactly once', () => {
    const faults = verbs.flatMap((verb) => {
      const told = table[verb].flatMap(([, ...where]) => where);
      return names.filter((name) => told.filter((each) => each === name).length !== 1).map((name) => `${verb} × ${name}`);
    });
    expect(faults).toEqual([]);
    expect(Object.keys(asked).sort()).toEqual([...verbs].sort());
  });
  it('has a column for every role, and only for people of the staff', () => {
    const shown = new Set(columns.flatMap(({ posts }) => posts.map(({ role }) => role)));
    expect([...shown].sort()).toEqual([...roles].sort());
    expect(columns.every((each) => everybody.some(({ id: one }) => one === each.id))).toBe(true);
    for (const rows of Object.values(table)) for (const [cells] of rows) expect(expected(cells)).toHaveLength(columns.length + 1);
  });
  it('has every status', () => {
    for (const [status, name] of Object.entries(statusesShown)) expect(stateAfter(...situations[name](nadia)).status).toBe(status);
  });
});

describe.each(verbs)('%s', (verb) => {
  for (const [cells, ...where] of table[verb])
    it.each(where)(`${cells} when it is %s`, (situation) => {
      const told = [...columns, outsider].map((who) => pressed(verb, who, situation));
      const named = (each: readonly string[]) => each.map((why, index) => `${[...columns, outsider][index]?.name}: ${why}`);
      expect(named(told)).toEqual(named(expected(cells, situation)));
    });
});

describe('what a sender or the clock asks', () => {
  const bySender: Actor = { kind: 'sender', caller: 'maker' };
  const byClock: Actor = { kind: 'clock' };
  const ask = (command: object, actor: Actor, situation: Situation): string => {
    const state = stateAfter(...situations[situation](nadia));
    const decision = decide({ ...command, hub, id, operation: 'o', at: later(40), by: actor } as EConsultCommand, state, hubRules);
    if ('refusal' in decision) return decision.refusal.why;
    return decision.events.map(({ type }) => type).join() || 'nothing';
  };
  it.each(names)('is decided the same whoever has it, when it is %s', (name) => {
    const over = name === 'completed';
    expect(ask({ type: 'withdraw', reason: 'revoked' }, bySender, name)).toBe(over ? 'completed' : 'Withdrawn');
    expect(ask({ type: 'keepAside', contentHash: 'hash-2' }, bySender, name)).toBe('CopyKeptAside');
    // Forty minutes on, only a ladder (ten minutes a rung) and an offer or a question (twenty each, then forty) have run out.
    const due: Readonly<Partial<Record<Situation, string>>> = {
      escalated: 'EscalationClimbed',
      offeredToPractice: 'Reminded',
      offeredToHub: 'Reminded',
      asked: 'Reminded',
    };
    expect(ask({ type: 'tick' }, byClock, name)).toBe(due[name] ?? 'nothing');
    expect(ask({ type: 'tick' }, person(petra), name)).toBe('clockOnly');
  });
  it.each(verbs)('is never %s', (verb) => {
    const details = asked[verb](stateAfter(...situations.waiting()));
    for (const actor of [bySender, byClock]) expect(ask({ ...details, type: verb }, actor, 'waiting')).toBe('personNeeded');
  });
});
