// Every card there is, drawn from made-up eConsults: one example per template, state and view.

import { drawBoard } from '../../src/cards/board/board.ts';
import { channelPreviewWords, drawChannelChosen, drawChooseChannel } from '../../src/cards/channels.ts';
import { drawDay, nothingLeft } from '../../src/cards/day/day.ts';
import { drawDigest } from '../../src/cards/digest.ts';
import { type CardView, drawEConsult } from '../../src/cards/econsult/card.ts';
import { drawAsked } from '../../src/cards/econsult/escalated-to-you.ts';
import { drawForm } from '../../src/cards/econsult/forms.ts';
import { drawHistory } from '../../src/cards/econsult/history.ts';
import { drawHeard } from '../../src/cards/econsult/leads-list.ts';
import { drawNoticeButtons, drawNoticeNow } from '../../src/cards/econsult/notice-buttons.ts';
import { drawOpen } from '../../src/cards/econsult/open.ts';
import { refusalWords } from '../../src/cards/econsult/refusals.ts';
import { rowOf } from '../../src/cards/econsult/row.ts';
import { closingFields, drawEach, leavingFields } from '../../src/cards/econsult/several.ts';
import { formKeptWords } from '../../src/cards/faults.ts';
import type { Asking, Field } from '../../src/cards/fields.ts';
import type { Problem } from '../../src/cards/form.ts';
import { drawList, drawLive, type ListRow, pageRows } from '../../src/cards/list.ts';
import { practiceCard, staffCard } from '../../src/cards/network/lists.ts';
import { printWords } from '../../src/cards/printed.ts';
import { footOf, headOf, pageOf, queueTitle, queueWords } from '../../src/cards/queues.ts';
import { drawOldCopy, drawPrint, drawWords } from '../../src/cards/say.ts';
import { drawPack } from '../../src/cards/shift/shift.ts';
import type { Card, TemplateName } from '../../src/cards/templates.ts';
import { evolveDay } from '../../src/domain/day/evolve.ts';
import type { Day } from '../../src/domain/day/state.ts';
import { evolve } from '../../src/domain/econsult/evolve.ts';
import type { NoticeName } from '../../src/domain/econsult/react.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import type { SubmissionText } from '../../src/domain/econsult/submission.ts';
import type { Practice } from '../../src/domain/network/state.ts';
import type { OrganisationId, Person } from '../../src/domain/terms.ts';
import { personOf } from '../../src/domain/terms.ts';
import { offeredRow } from '../../src/teams/econsult/listed.ts';
import { claimed, later, received, receivedAt } from '../given.ts';
import { amara, bram, gwen, hugo, larkfield, millbrook, network, north, rules } from '../people.ts';
import { boards, largest } from './board/boards.ts';
import { disasterCards } from './disaster/drawn.ts';
import { repairCards } from './repair/drawn.ts';
import { slotCards } from './slot/drawn.ts';
import { declined, passedBack, settled, states } from './states.ts';
import { closingRows, slotsToTake, taskExamples } from './task-examples.ts';
import { waveCards } from './wave/drawn.ts';

export const now = later(45);
export const text: SubmissionText = {
  patient: {
    name: 'Asha Example',
    dateOfBirth: '1980-02-03',
    nhsNumber: '999 000 0000',
    sex: 'female',
    telephone: ['01632 960001', '01632 960002'],
    email: ['asha@example.org'],
    address: '1 Made-up Street, Nowhere',
  },
  requester: { name: 'Omar Example', relation: 'son', telephone: '01632 960003' },
  answers: [
    { section: 'About the cough', question: 'How long have you had it?', answer: 'A week.\nIt is worse at night.' },
    { section: 'About the cough', question: 'Do you have pain in your chest?', answer: 'Yes, when I breathe in', flag: 'red' },
    { section: 'About you', question: 'Do you smoke?', answer: 'Sometimes', flag: 'caution' },
    { question: 'Anything else?', answer: '' },
  ],
  contactPreference: 'By telephone, after 17:00',
  interpreter: 'Bengali',
  adjustments: ['Large print', 'Step-free access'],
  senderReference: 'PIN 4321',
  original: { mediaType: 'application/json', base64: 'e30=' },
};
export const copy: SubmissionText = {
  patient: {},
  requester: {},
  answers: [{ question: 'How long have you had it?', answer: 'Two weeks.' }],
  original: { mediaType: 'application/json', base64: 'e30=' },
};

/** What two practices have, in one message to a lead. */
const heard = () =>
  drawHeard(
    [
      { what: 'warnedElsewhere', it: { ...states.atPractice, told: ['limitWarning'] } },
      { what: 'claimStillQuiet', it: { ...states.acceptedClaimed, id: 'C7M4QX' } },
    ],
    network,
    now,
  )?.card as Card;

export interface Example {
  readonly template: TemplateName;
  /** Besides the template's own name; empty for the plain one, which is also the Designer's sample. */
  readonly variant: string;
  readonly draw: () => Card;
  /** What it is a card of and whose view it is, where it is an eConsult's. */
  readonly of?: { readonly it: EConsult; readonly viewer: Person | undefined; readonly at: OrganisationId };
}

const view = (at: OrganisationId, more: Partial<CardView> = {}): CardView => ({ network, at, now, ...more });
function econsult(template: TemplateName, variant: string, it: EConsult, viewer?: Person, at = it.holder, notice?: string): Example {
  const more = {
    ...(viewer ? { viewer: viewer.id } : {}),
    ...(notice === undefined ? {} : { notice }),
    ...(it.status === 'claimed' ? { refreshFor: ['29:amara'] } : {}),
  };
  return { template, variant, draw: () => drawEConsult(it, view(at, more)).card, of: { it, viewer, at } };
}
const plain = (template: TemplateName, variant: string, draw: () => Card): Example => ({ template, variant, draw });

const taken = refusalWords({ why: 'alreadyClaimed', by: personOf(amara), at: later(14) }, network);
const stale = refusalWords({ why: 'stale' }, network);
const personal = refusalWords({ why: 'personalWords', found: ['nhsNumber'] }, network);
const told = [claimed(amara), passedBack(), declined, settled()].map((event) => ({ at: event.at, event }));

const at = larkfield;
const atWork = { ...rules, network: { ...network, onShift: { [bram.id]: { at: north, since: receivedAt } } } };
/** What somebody asks in a form about it. */
/** What stands under a notice, where something is asked. */
function underNotice(what: NoticeName, it: EConsult, viewer?: Person): Card {
  const card = drawNoticeButtons(what, it, { network, at: north, now, ...(viewer === undefined ? {} : { viewer: viewer.id }) });
  if (card === undefined) throw new Error(`nothing is asked by ${what}`);
  return card;
}
const asking = (it: EConsult, by: Person = amara): Asking => ({ it, rules, at: now, by: by.id });
function form(verb: string, it: EConsult, variant = verb, problem: string | Problem = '', given = {}, stopped = false): Example {
  return plain('form', variant, () => {
    const drawn = drawForm(verb, asking(it), problem, given, stopped);
    if (drawn === undefined) throw new Error(`no form ${verb}`);
    return drawn.card;
  });
}

const began = evolveDay(
  undefined,
  {
    type: 'DayBegan',
    at: receivedAt,
    hub: north,
    organisation: larkfield,
    date: '2026-11-25',
    since: '2026-11-24T18:30:00.000Z',
    closesAt: '2026-11-25T18:30:00.000Z',
    quietAfterMinutes: 75,
  },
  1,
);
const standing = { today: { pastTarget: 4, undecided: 2 }, carried: { pastTarget: 3, undecided: 1 } };
const count = {
  at: later(570),
  received: 27,
  completed: 20,
  open: 6,
  movedOn: 1,
  missing: [],
  carried: 3,
  longestGapMinutes: 50,
  standing,
};
const planned = evolve(
  states.atPractice,
  { type: 'ClosingPlanned', at: later(500), by: personOf(gwen), plan: 'nextOpening', told: 'telephone', opens: later(23 * 60) },
  9,
);
const day = (variant: string, more: Partial<Day>, left = nothingLeft, at = later(510), notice = ''): Example =>
  plain('day', variant, () => drawDay({ ...began, ...more }, left, network, at, notice).card);
const buttons = new Map(
  [states.redFlag, planned].flatMap((it) => {
    const row = offeredRow(it, { rules, reader: { person: '', here: it.holder, shared: true }, now });
    return row.buttons === undefined ? [] : [[it.id, row.buttons] as const];
  }),
);
const aboutEach = (fields: readonly Field[], verb: string): Card => drawEach(verb, [], fields, { hub: north, rest: began.id });
const board = (name: keyof typeof boards, kept: boolean): Card => drawBoard(boards[name].view, boards[name].network, kept).card;

const offered = (it: EConsult, who: Person, shared: boolean, of = network): ListRow =>
  offeredRow(it, { rules: { ...rules, network: of }, reader: { person: who.id, here: north, shared }, now });
const inQueue = [states.redFlag, states.waiting, states.claimed, states.held, states.offered, states.declined, states.unplaced];
const queue = (who: Person, shared: boolean): Card => {
  const page = pageOf(1, 24);
  const rows = inQueue.map((it, n) => offered({ ...it, id: `K7M4Q${'XYZABCD'[n]}` }, who, shared));
  const name = (number: number): string => `queue|NORTH|NORTH|${number}`;
  return drawLive(queueTitle(network, north), queueWords(page, now), rows, {
    list: name(1),
    head: headOf(name(1), true),
    foot: footOf(name, page),
  });
};
/** A page of the longest rows there can be: names as long as the network takes them, and as much to do about each as there is. */
const largestQueue = (): Card => {
  const name = 'Very Long Name of a Practice '.repeat(4).slice(0, 100);
  const long = { ...network, practices: { ...network.practices, [larkfield]: { ...(network.practices[larkfield] as Practice), name } } };
  const it = { ...states.declined, holder: north, practice: larkfield };
  const rows = Array.from({ length: pageRows }, () => offered(it, amara, false, long));
  const page = pageOf(1, 1_000);
  const list = (number: number): string => `queue|ABCDEFGHIJ|ABCDEFGHIJ|${number}`;
  const row = rows[0];
  return drawLive(name, queueWords(page, now), rows, {
    list: list(99),
    said: { words: `${name} ${name}`, row },
    ...{ head: headOf(list(99), true), foot: footOf(list, page) },
  });
};
const pack = {
  waits: true,
  standing: { words: 'RED FLAG, act now: 1 not looked at in time.', stands: true },
  ...{ organisation: north, mine: [offered(states.claimed, amara, false)], mineCount: 1, elsewhere: 0 },
  ...{ atRisk: [offered(states.redFlag, amara, false)], atRiskCount: 1, unusual: [], gaps: [] },
};

export const examples: readonly Example[] = [
  ...taskExamples,
  day('', {}, { items: [states.redFlag, planned], buttons, more: 4, unsaid: 5, finishing: 0, sayable: true }),
  day(
    'tasks',
    {},
    { ...nothingLeft, taskRows: closingRows, tasksLeft: 3, tasksUnsaid: 2, tasks: { toDo: 4, waitedFor: 1, back: 0, late: 1 } },
  ),
  day('nothing-left', {}),
  day('closed', { organisation: north, counted: count }),
  day('counted', { counted: count }),
  day('counted-tasks', { counted: { ...count, tasks: { received: 4, done: 1, toDo: 3, late: 2, undecided: 1 } } }),
  day('signed', { counted: count, signed: { at: later(580), by: personOf(gwen) } }),
  day('missing', { counted: { ...count, completed: 19, missing: ['K7M4QX'] } }, undefined, undefined, 'Gwen Tarrant signed this at 18:40.'),
  plain('form', 'closing', () =>
    aboutEach(
      closingFields([{ ...states.redFlag, id: 'B7M4QX' }, { ...states.atPractice, id: 'C7M4QX' }, states.offered], larkfield, rules, now),
      'closing',
    ),
  ),
  plain('form', 'leaving', () => aboutEach(leavingFields([states.claimed], amara.id, atWork, now), 'leaving')),
  econsult('econsult.waiting', '', states.waiting),
  econsult('econsult.waiting', 'red-flag', states.redFlag),
  econsult('econsult.waiting', 'doubtful', states.doubtful),
  econsult('econsult.waiting', 'released', states.released),
  econsult('econsult.waiting', 'at-practice', states.atPractice),
  econsult('econsult.waiting', 'at-practice-to-hub', states.atPractice, undefined, north),
  econsult('econsult.waiting', 'sent-to-hub', states.sentToHub),
  econsult('econsult.waiting', 'taken-back', states.releasedTakenBack),
  econsult('econsult.waiting', 'assigned', states.assigned),
  econsult('econsult.waiting', 'handed-over', states.handedOver),
  econsult('econsult.waiting', 'accepted', states.accepted),
  econsult('econsult.waiting', 'accepted-to-hub', states.accepted, undefined, north),
  econsult('econsult.waiting', 'declined', states.declined),
  econsult('econsult.waiting', 'declined-to-practice', states.declined, undefined, at),
  econsult('econsult.waiting', 'settled', states.settled),
  econsult('econsult.waiting', 'escalated-nobody', states.escalatedNobody),
  econsult('econsult.waiting', 'told-stale', states.waiting, bram, north, stale),
  econsult('econsult.unplaced', '', states.unplaced),
  econsult('econsult.unplaced', 'unnamed', states.unnamed),
  econsult('econsult.elsewhere', '', states.atPractice, undefined, at),
  econsult('econsult.offered', '', states.offered),
  econsult('econsult.offered', 'to-practice', states.offered, undefined, at),
  econsult('econsult.offered', 'red-flag', states.offeredRedFlag, undefined, at),
  econsult('econsult.offered', 'asked', states.offeredAsked),
  econsult('econsult.offered', 'asked-to-practice', states.offeredAsked, undefined, at),
  econsult('econsult.offered', 'answered', states.offeredAnswered),
  econsult('econsult.offered', 'answered-to-practice', states.offeredAnswered, undefined, at),
  econsult('econsult.offered', 'nobody-there', states.offeredToMillbrook, undefined, millbrook),
  econsult('econsult.claimed', '', states.claimed),
  econsult('econsult.claimed', 'offer-taken-back', states.offerTakenBack, undefined, at),
  econsult('econsult.claimed', 'told-taken', states.claimed, bram, north, taken),
  econsult('econsult.claimed', 'taken-back', states.takenBack),
  econsult('econsult.claimed', 'held', states.held),
  econsult('econsult.claimed', 'asked-to-practice', states.asked, undefined, at),
  econsult('econsult.claimed', 'at-practice-to-hub', states.acceptedClaimed, undefined, north),
  econsult('econsult.claimed', 'escalated', states.escalated),
  econsult('econsult.claimed', 'escalated-second', states.escalatedSecond),
  econsult('econsult.claimed', 'escalated-third', states.escalatedThird),
  econsult('econsult.claimed', 'escalated-telephone', states.escalatedTelephone),
  econsult('econsult.claimed', 'escalated-empty-rung', states.escalatedEmptyRung),
  econsult('econsult.claimed', 'acknowledged', states.acknowledged),
  econsult('econsult.claimed', 'everything', states.everything),
  econsult('econsult.mine', '', states.claimed, amara),
  econsult('econsult.mine', 'taken-back', states.takenBack, amara),
  econsult('econsult.mine', 'held', states.held, amara),
  econsult('econsult.mine', 'asked', states.asked, amara),
  econsult('econsult.mine', 'linked', states.linked, amara),
  econsult('econsult.waiting', 'recurred', states.recurred),
  form('notSamePatient', states.recurred),
  econsult('econsult.mine', 'wrong-patient', states.wrongPatient, amara),
  econsult('econsult.mine', 'pulled', states.pulled, amara),
  econsult('econsult.mine', 'to-settle', states.toSettle, amara),
  econsult('econsult.mine', 'at-practice', states.acceptedClaimed, hugo),
  econsult('econsult.mine', 'everything', states.everything, amara),
  econsult('econsult.completed', '', states.completed),
  econsult('econsult.completed', 'by-practice', states.completedByPractice),
  econsult('econsult.completed', 'silently', states.completedSilently),
  econsult('econsult.completed', 'withdrawn', states.withdrawn),
  econsult('econsult.waiting', 'made-up', states.madeUp),
  econsult('econsult.completed', 'made-up', states.madeUpDone),
  econsult('econsult.completed', 'made-up-over', states.madeUpOver, undefined, millbrook),
  form('complete', states.madeUp, 'complete-made-up'),
  form('passBack', states.claimed, ''),
  form('passBack', { ...states.redFlag, holder: larkfield }, 'passBack-red-flag'),
  form('ask', states.claimed, 'ask-again', personal, { words: 'NHS number 943 476 5919' }, true),
  ...['decline', 'ask', 'settle'].map((verb) => form(verb, states.offered)),
  form('complete', states.claimed),
  plain('form', 'complete-slots', () => {
    const drawn = drawForm('complete', { ...asking(states.claimed), slots: slotsToTake });
    if (drawn === undefined) throw new Error('no form');
    return drawn.card;
  }),
  form(
    'complete',
    { ...states.claimed, priority: 'redFlag', unopened: true },
    'complete-unopened',
    { words: formKeptWords, at: { followUp: personal, knowingly: refusalWords({ why: 'notOpened' }, network) }, stopped: true },
    { outcome: 'answered', told: 'telephone', toldAt: 'now', followUp: 'Ring 01632 960123' },
    true,
  ),
  form('answer', states.asked),
  form('sendToHub', states.atPractice),
  ...['assign', 'handOver', 'hold', 'escalate', 'raise', 'link', 'correctPractice', 'reportWrongPatient', 'open'].map((verb) =>
    form(verb, states.claimed),
  ),
  form('raise', states.redFlag, 'nothing-to-choose'),
  form('lower', states.redFlag),
  form('reopen', states.completed),
  plain('econsult.open', '', () => drawOpen(states.claimed, [text], { network, seenBy: amara, now })),
  plain('econsult.open', 'two-copies', () => drawOpen(states.doubtful, [text, copy], { network, seenBy: amara, now })),
  form('place', states.unplaced),
  form('place', states.unnamed, 'place-again', 'Please choose a practice.'),
  plain('channel.choose', '', () => drawChooseChannel(network, now)),
  plain('channel.choose', 'problem', () => drawChooseChannel(network, now, 'Please choose a hub or practice. Nothing has changed.')),
  plain('channel.choose', 'preview', () => drawChooseChannel(network, now, channelPreviewWords(network, larkfield, 12), larkfield)),
  plain('channel.chosen', '', () => drawChannelChosen(network, millbrook)),
  plain('channel.chosen', 'instead', () => drawChannelChosen(network, larkfield, true)),
  plain('list', 'digest', () => {
    const first = [states.waiting, states.claimed].flatMap((it) => (it === undefined ? [] : [rowOf(it, network, now)]));
    return drawDigest({ redFlag: 1, urgent: 2, routine: 21 }, first, network, north).card;
  }),
  plain('say', 'moved', () => drawOldCopy(network, larkfield, 'K7M-4QX').card),
  plain('say', 'moved-board', () => drawOldCopy(network, north, undefined).card),
  plain('list', '', () =>
    drawList(
      'What you can ask',
      'Mention me with one of these.',
      [{ first: 'queue', second: 'What is open here.' }],
      [{ verb: 'setHours', title: 'Opening hours' }],
    ),
  ),
  plain('list', 'empty', () => drawList('Queue', 'Nothing is open.', [])),
  plain('list', 'history', () => drawHistory(states.settled, [{ at: receivedAt, event: received() }, ...told], network)),
  plain('list', 'practice', () => practiceCard(network, network.practices[larkfield] as Practice, now, undefined)),
  plain('list', 'staff', () => staffCard(network, north, '', now)),
  plain('list', 'queue', () => queue(amara, false)),
  plain('list', 'queue-in-channel', () => queue(amara, true)),
  plain('list', 'queue-largest', () => largestQueue()),
  plain('list', 'shift', () => drawPack(pack, network, amara.id, { words: 'K7M-4QX is yours.' })),
  plain('board', 'claimed', () => {
    const row = offered(states.claimed, amara, false);
    return drawBoard(boards.busy.view, boards.busy.network, true, { words: 'K7M-4QX is yours.', row }).card;
  }),
  plain('board', '', () => board('busy', true)),
  plain('board', 'copy', () => board('busy', false)),
  plain('board', 'quiet', () => board('quiet', true)),
  plain('board', 'holiday', () => board('holiday', true)),
  plain('board', 'largest', () => drawBoard(largest().view, largest().network, true).card),
  plain('notice', '', () => underNotice('warned', { ...states.waiting, told: ['firstLook'] })),
  plain('notice', 'dealt-with', () =>
    drawNoticeNow('warned', states.claimed, { network, at: north, now, viewer: bram.id, refreshFor: ['29:bram'] }),
  ),
  plain('notice', 'quiet', () => underNotice('claimQuiet', { ...states.claimed, quietAskedAt: now } as EConsult, amara)),
  plain('asked', '', () => drawAsked([states.escalated], network).card),
  plain('asked', 'several', () => drawAsked([states.escalated, { ...states.acknowledged, id: 'C7M4QX' }], network, stale).card),
  plain('list', 'heard', () => heard()),
  plain('say', '', () => drawWords('That did not work', stale)),
  plain('print', '', () => drawPrint(printWords.title, printWords.lasts, printWords.open, 'https://ehub.example.org/api/print/abc.def')),
  ...slotCards.map(({ template, variant, draw }) => plain(template, variant, draw)),
  ...[...disasterCards, ...waveCards, ...repairCards].map(({ template, variant, draw }) => plain(template, variant, draw)),
];
