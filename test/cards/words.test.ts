// Words: everything that can be refused or said has some, in local time, and nothing from outside is read as more than a name.
import { describe, expect, it } from 'vitest';
import { drawChannelChosen, drawChooseChannel } from '../../src/cards/channels.ts';
import { drawEConsult } from '../../src/cards/econsult/card.ts';
import { factsOf } from '../../src/cards/econsult/facts.ts';
import { drawForm, forms } from '../../src/cards/econsult/forms.ts';
import { drawHistory } from '../../src/cards/econsult/history.ts';
import { noticeWords } from '../../src/cards/econsult/notices.ts';
import { drawOpen } from '../../src/cards/econsult/open.ts';
import { networkRefusalWords, refusalWords } from '../../src/cards/econsult/refusals.ts';
import { practiceCard, staffCard, whoCard } from '../../src/cards/network/lists.ts';
import { drawWords } from '../../src/cards/say.ts';
import {
  brokenWords,
  capabilityWords,
  declineWords,
  escalationWords,
  holdWords,
  lasting,
  lowerWords,
  notSettledWords,
  outcomeWords,
  passBackWords,
  patientPartWords,
  personalWords,
  plain,
  releaseWords,
  reopenWords,
  roleWords,
  storeAwayWords,
  tellingWords,
  timeOf,
  viewWords,
  when,
  within,
} from '../../src/cards/words.ts';
import { lowerReasons, releaseReasons, reopenReasons, viewReasons } from '../../src/domain/econsult/command.ts';
import type { EConsultRefusal } from '../../src/domain/econsult/decide.ts';
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import { declineReasons, escalationReasons, holdReasons, outcomes, passBackReasons, tellings } from '../../src/domain/econsult/state.ts';
import { openTasksOf } from '../../src/domain/econsult/tasks.ts';
import type { Network, Practice } from '../../src/domain/network/state.ts';
import { patientParts } from '../../src/domain/patient.ts';
import { personalKinds } from '../../src/domain/privacy.ts';
import { capabilities, roles } from '../../src/domain/terms.ts';
import { claimed, completed, keptAside, later, received, stateAfter, unplacedFacts, withdrawn } from '../given.ts';
import { amara, bram, dalia, larkfield, network, north, rules, south } from '../people.ts';
import { markdownOf, stringsOf } from './elements.ts';
import { now, text } from './examples.ts';
import { asked, escalated, handedOver, offer, states } from './states.ts';

const by = { id: amara.id, name: amara.name };
const at = later(14);
/** One of each: the compiler asks for the missing one when a refusal is added. */
const refusals: { readonly [Why in EConsultRefusal['why']]: EConsultRefusal & { readonly why: Why } } = {
  alreadyClaimed: { why: 'alreadyClaimed', by, at },
  claimedByOther: { why: 'claimedByOther', by, at },
  completed: { why: 'completed', at, by, outcome: 'answered' },
  notClaimed: { why: 'notClaimed' },
  paperNeedsLead: { why: 'paperNeedsLead', ask: [by] },
  paperTimeWrong: { why: 'paperTimeWrong', since: at },
  stale: { why: 'stale' },
  questionChanged: { why: 'questionChanged' },
  receiverCannot: { why: 'receiverCannot', receiver: larkfield, kind: 'clinical' },
  unplaced: { why: 'unplaced' },
  alreadyPlaced: { why: 'alreadyPlaced' },
  practiceUnknown: { why: 'practiceUnknown', practice: 'T99999' },
  notTold: { why: 'notTold' },
  notOpened: { why: 'notOpened' },
  notOfferedNow: { why: 'notOfferedNow' },
  notWithdrawn: { why: 'notWithdrawn' },
  notStaff: { why: 'notStaff' },
  notYours: { why: 'notYours', id: 'K7M4QX', ask: [by] },
  notCleared: { why: 'notCleared', practice: larkfield, ask: [by] },
  roleLacks: { why: 'roleLacks', need: ['clinician', 'clinicalLead'], ask: [] },
  notFound: { why: 'notFound' },
  personNeeded: { why: 'personNeeded' },
  duplicate: { why: 'duplicate' },
  differentWords: { why: 'differentWords' },
  idTaken: { why: 'idTaken' },
  hubUnknown: { why: 'hubUnknown' },
  clearanceEnded: { why: 'clearanceEnded', practice: larkfield, ended: '2026-11-24', ask: [by] },
  capabilityLacks: { why: 'capabilityLacks', practice: larkfield, capability: 'prescribe', ask: [by] },
  practiceMoved: { why: 'practiceMoved', practice: larkfield, to: south, finishing: true, ask: [by] },
  notLiveYet: { why: 'notLiveYet', practice: larkfield, stage: 'shadow', ask: [by] },
  noAgreement: { why: 'noAgreement', practice: larkfield, ask: [by] },
  tooManyLogins: { why: 'tooManyLogins', practice: larkfield, loginsMax: 4, ask: [by] },
  clockOnly: { why: 'clockOnly' },
  offeredAlready: { why: 'offeredAlready', to: larkfield, at },
  notOffered: { why: 'notOffered' },
  toldAtWrong: { why: 'toldAtWrong' },
  notCompleted: { why: 'notCompleted' },
  madeUp: { why: 'madeUp' },
  personalWords: { why: 'personalWords', found: ['nhsNumber', 'telephone'] },
  patientWords: { why: 'patientWords', field: 'what', found: ['surname', 'telephone'] },
  wordsMissing: { why: 'wordsMissing' },
  wordsTooLong: { why: 'wordsTooLong', charactersMax: 300 },
  whenWrong: { why: 'whenWrong' },
  spokenToMissing: { why: 'spokenToMissing' },
  receiverCloses: { why: 'receiverCloses', receiver: larkfield, opens: '2026-11-26T08:00:00.000Z' },
  settleFirst: { why: 'settleFirst', ask: [by] },
  settledAlready: { why: 'settledAlready', by, at, to: larkfield },
  nothingToSettle: { why: 'nothingToSettle' },
  questionOpen: { why: 'questionOpen' },
  noQuestion: { why: 'noQuestion' },
  hubHasIt: { why: 'hubHasIt' },
  practiceHasIt: { why: 'practiceHasIt' },
  assigneeUnable: { why: 'assigneeUnable', person: by, because: 'offShift' },
  priorityNotHigher: { why: 'priorityNotHigher', priority: 'redFlag' },
  priorityNotLower: { why: 'priorityNotLower', priority: 'routine' },
  mustNotWait: { why: 'mustNotWait', priority: 'urgent' },
  notOnHold: { why: 'notOnHold' },
  notEscalated: { why: 'notEscalated' },
  alreadyEscalated: { why: 'alreadyEscalated', by, at },
  notOnLadder: { why: 'notOnLadder', ask: [by] },
  sameOne: { why: 'sameOne' },
  othersOfPatient: { why: 'othersOfPatient', known: ['AAAAAA'], elsewhere: 1 },
  reasonNeeded: { why: 'reasonNeeded' },
  wrongPatient: { why: 'wrongPatient', by, at },
  practiceClosed: { why: 'practiceClosed', practice: larkfield, since: '2026-11-25' },
  receiverDown: { why: 'receiverDown', receiver: larkfield, until: at },
  recordDown: { why: 'recordDown', until: at },
  tasksOpen: { why: 'tasksOpen', tasks: openTasksOf(states.tasksOpen).slice(0, 1) },
};
/** Those a person can meet by pressing or typing; the others are for senders, who get words of their own. */
const forPeople = Object.values(refusals).filter(({ why }) => !['duplicate', 'differentWords', 'idTaken', 'hubUnknown'].includes(why));
const sentences = (words: string): number => words.split(/[.:;](?:\s|$)/).filter((part) => part.trim() !== '').length;

describe('a refusal', () => {
  it.each(forPeople)('$why says what happened, and what it means or what to do next', (refusal) => {
    const words = refusalWords(refusal, network);
    expect(words).toMatch(/^[A-Z].*\.$/);
    expect(sentences(words)).toBeGreaterThanOrEqual(2);
    expect(words).not.toMatch(/undefined|\[object|null/);
  });
  it('says who and since when, whom to ask, and how many', () => {
    expect(refusalWords(refusals.alreadyClaimed, network)).toBe('Already claimed by Dr Amara Osei at 09:14. Nothing has changed.');
    expect(refusalWords(refusals.notCleared, network)).toContain('Larkfield Surgery');
    expect(refusalWords(refusals.notCleared, network)).toContain('Ask: Dr Amara Osei.');
    expect(refusalWords(refusals.roleLacks, network)).toContain('a hub clinician or the clinical lead');
    expect(refusalWords(refusals.roleLacks, network)).toContain('Nobody is set up who can');
    const many = { ...refusals.roleLacks, ask: [amara, bram, dalia, amara].map(({ id, name }) => ({ id, name })) };
    expect(refusalWords(many, network)).toContain('Ask one of: Dr Amara Osei, Dr Bram Whitlock, Dalia Moreno.');
    expect(refusalWords({ why: 'completed', at, by: undefined, outcome: 'withdrawn' }, network)).toContain('The sender withdrew this');
  });
  it('of the network says what it means too', () => {
    const all = [
      { why: 'organisationUnknown', organisation: 'T99999' },
      { why: 'channelTaken', organisation: larkfield, mayShare: true },
      { why: 'noTeamChannel' },
      { why: 'notAllowed', need: 'hubLead or hubAdministrator', ask: [by] },
    ] as const;
    for (const refusal of all) expect(networkRefusalWords(refusal, network)).toMatch(/^[A-Z].*Nothing has changed\.$/);
  });
  it('that is our own fault says whether anything was recorded, and what to do', () => {
    expect(storeAwayWords).toMatch(/nothing was done.*press again/);
    expect(notSettledWords).toMatch(/may or may not have been recorded.*look at it again/);
    expect(brokenWords).toMatch(/nothing was lost.*press again/);
  });
});

it.each([
  ['outcome', outcomes, outcomeWords],
  ['way of telling', tellings, tellingWords],
  ['reason to release', releaseReasons, releaseWords],
  ['reason to pass', passBackReasons, passBackWords],
  ['reason to decline', declineReasons, declineWords],
  ['reason to escalate', escalationReasons, escalationWords],
  ['reason to hold', holdReasons, holdWords],
  ['reason to lower', lowerReasons, lowerWords],
  ['reason to reopen', reopenReasons, reopenWords],
  ['reason to view', viewReasons, viewWords],
  ['role', roles, roleWords],
  ['capability', capabilities, capabilityWords],
  ['kind of detail', personalKinds, personalWords],
  ['part of a patient', patientParts, patientPartWords],
] as const)('every %s has words of its own', (_, list, words) => {
  const said = (list as readonly string[]).map((each) => (words as Record<string, string>)[each]);
  expect(said.every((each) => each !== undefined && /\S/.test(each))).toBe(true);
  expect(new Set(said).size).toBe(list.length);
});

it.each([
  ['I am worried about the patient', 'I am worried about the patient'],
  ['It is late', 'it is late'],
  ['Image of the skin', 'image of the skin'],
])('the label %s is said as %s within a sentence', (label, words) => {
  expect(within(label)).toBe(words);
});

it.each([
  [-1, '0 min'],
  [0, '0 min'],
  [59_999, '0 min'],
  [14 * 60_000, '14 min'],
  [60 * 60_000, '1 h'],
  [112 * 60_000, '1 h 52 min'],
  [24 * 3_600_000, '1 d'],
  [51 * 3_600_000, '2 d 3 h'],
])('%i ms last %s', (ms, words) => {
  expect(lasting(ms)).toBe(words);
});

describe('times', () => {
  it.each([
    ['2026-11-25T09:14:00.000Z', 'Wed 25 Nov 09:14', '09:14'],
    ['2026-07-01T09:14:00.000Z', 'Wed 1 Jul 10:14', '10:14'],
    // The clocks go forward at 01:00 UTC on 29 March 2026, and back at 01:00 UTC on 25 October.
    ['2026-03-29T00:59:00.000Z', 'Sun 29 Mar 00:59', '00:59'],
    ['2026-03-29T01:00:00.000Z', 'Sun 29 Mar 02:00', '02:00'],
    ['2026-10-25T00:59:00.000Z', 'Sun 25 Oct 01:59', '01:59'],
    ['2026-10-25T01:00:00.000Z', 'Sun 25 Oct 01:00', '01:00'],
    ['2026-07-01T23:30:00.000Z', 'Thu 2 Jul 00:30', '00:30'],
    ['2026-09-01T12:00:00.000Z', 'Tue 1 Sep 13:00', '13:00'],
    ['2026-12-31T00:00:00.000Z', 'Thu 31 Dec 00:00', '00:00'],
  ])('%s is %s in London', (instant, dated, bare) => {
    expect([when(instant), timeOf(instant)]).toEqual([dated, bare]);
  });
  it('on a card are local, and say when they are not the sender\u2019s', () => {
    const summer = stateAfter(received({ submittedAt: '2026-07-01T08:30:00.000Z' }));
    expect(factsOf(summer, network, now)).toContainEqual({ title: 'Sent', value: 'Wed 1 Jul 09:30' });
    expect(factsOf(states.doubtful, network, now)).toContainEqual({
      title: 'Sent',
      value: 'Wed 25 Nov 08:50 (time of receipt: the sender gave none we can rely on)',
    });
  });
  it('that the sender wrote and that promise nothing are the sender\u2019s window', () => {
    const until = '2024-03-02T09:00:00.000Z';
    const shown = factsOf(stateAfter(received({ senderWindow: { until } })), network, now);
    expect(shown).toContainEqual({
      title: 'Sender\u2019s window',
      value: 'until Sat 2 Mar 2024 09:00 (as the sender wrote it; it changes no time limit here)',
    });
    expect(shown.map(({ title }) => title)).not.toContain('Promised by');
    const both = factsOf(stateAfter(received({ senderWindow: { from: '2024-03-01T09:00:00.000Z', until } })), network, now);
    expect(both.find(({ title }) => title === 'Sender\u2019s window')?.value).toMatch(/^Fri 1 Mar 2024 09:00 to Sat 2 Mar 2024 09:00 /);
  });
});

const hostile = [
  ['a link', '[Press here](https://example.org/evil)'],
  ['a bare link', 'https://example.org/evil'],
  ['a bare link without a scheme', 'www.example.org'],
  ['a picture', '![x](https://example.org/x.png)'],
  ['a mention', '<at>Everyone</at>'],
  ['HTML', '<img src=x onerror=alert(1)><b>bold</b>'],
  ['entities', '&lt;at&gt;Everyone&lt;/at&gt; &#60;b&#62;'],
  ['emphasis', '**URGENT** _now_ ~~not~~ `code`'],
  ['a heading', '# Heading'],
  ['a list', '- one'],
  ['a numbered list', '1. one'],
  ['more lines', 'Dr A\n# Heading\r\n- list\u2028next'],
  ['a placeholder', '${id} ${$root.hub} ${if(true, 1, 2)}'],
  ['a date function', '{{DATE(2026-11-25T09:14:00Z)}}'],
  ['a name read backwards', 'Dr \u202etahP\u202c \u2066x\u2069 \u200fy'],
  ['a table', '| a | b |'],
  ['backslashes', '\\[x\\](y)\\'],
  ['control characters', 'a\u0000b\u0007c'],
] as const;
/** Of Markdown, HTML and templates, outside what a backslash has made harmless. */
const active = /[[\]<>*_`~#{}|!]|\$\{|&#?\w+;|(?:https?:\/\/)|www\./;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

function networkNamed(name: string): Network {
  const named = <T extends { readonly name: string }>(things: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(things).map(([key, thing]) => [key, { ...thing, name }]));
  return { ...network, hubs: named(network.hubs), practices: named(network.practices), staff: named(network.staff) };
}

describe.each(hostile)('a person, practice or hub named as %s', (_, name) => {
  const somebody = { id: amara.id, name };
  const names = networkNamed(name);
  const histories: readonly (readonly EConsultEvent[])[] = [
    [received()],
    [received(unplacedFacts)],
    [received(), claimed(somebody)],
    [received(), claimed(somebody), withdrawn()],
    [received(), claimed(somebody), completed(somebody)],
    [
      received(),
      claimed(somebody),
      { type: 'PassedBack', at, by: somebody, offer: { ...offer, by: somebody, asked: name, spokenTo: name } },
      { type: 'Declined', at, by: somebody, reason: 'other', text: name },
    ],
    [
      received(),
      claimed(somebody),
      { type: 'PassedBack', at, by: somebody, offer: { ...offer, by: somebody, asked: name } },
      { ...asked(), by: somebody, text: name } as EConsultEvent,
      { type: 'QuestionAnswered', at, by: somebody, text: name },
    ],
    [
      received(),
      claimed(somebody),
      {
        ...escalated([{ role: 'hubLead', people: [somebody] }]),
        by: somebody,
        reason: 'other',
        text: name,
        telephone: name,
      } as EConsultEvent,
      { type: 'WrongPatientReported', at, by: somebody },
      { ...handedOver, by: somebody, to: somebody, text: name } as EConsultEvent,
    ],
  ];
  const drawn = histories.flatMap((events) =>
    [undefined, amara.id, bram.id].flatMap((viewer) =>
      [north, larkfield].map((where) =>
        drawEConsult(stateAfter(...events), { network: names, at: where, now, ...(viewer ? { viewer } : {}) }),
      ),
    ),
  );
  const words = Object.values(refusals).map((refusal) => {
    const made = { ...refusal, ...('by' in refusal ? { by: somebody } : {}), ...('ask' in refusal ? { ask: [somebody] } : {}) };
    return refusalWords(made as EConsultRefusal, names);
  });
  const cards = [
    ...drawn.map(({ card }) => card),
    ...words.map((each) => drawWords('That did not work', each)),
    ...words.map((notice) => drawEConsult(states.waiting, { network: names, at: north, now, viewer: bram.id, notice }).card),
    ...Object.keys(forms).flatMap((verb) =>
      histories.map(
        (events) => drawForm(verb, { it: stateAfter(...events), rules: { ...rules, network: names }, at: now, by: bram.id })?.card,
      ),
    ),
    ...histories.map((events) =>
      drawHistory(
        stateAfter(...events),
        events.map((event) => ({ at: event.at, event })),
        names,
      ),
    ),
    practiceCard(names, names.practices[larkfield] as Practice, now, undefined),
    staffCard(names, north, '', now),
    whoCard(names, names.practices[larkfield] as Practice, now),
    drawChooseChannel(names, now),
    drawChannelChosen(names, larkfield),
    drawOpen(states.claimed, [text], { network: names, seenBy: somebody, now }),
  ];
  const summaries = drawn.map(({ summary }) => summary);

  it('stays a name in everything that is read as Markdown', () => {
    for (const read of cards.flatMap(markdownOf)) {
      expect(read).not.toMatch(unseen);
      const bare = read.replace(/\\./g, '');
      expect(bare.replace(/A week\.\nIt/, '')).not.toMatch(active);
      expect(bare).not.toMatch(/^\s*(?:[-+]|\d+\.)\s/);
    }
  });
  it('hides nothing and fills nothing in, wherever it stands', () => {
    for (const string of cards.flatMap(stringsOf)) expect(string).not.toMatch(/\$\{[^}]*\}/);
    for (const summary of summaries) expect(summary).not.toMatch(unseen);
  });
  it('stays text in a message, which Teams reads as XML', () => {
    const it = stateAfter(received(), claimed(somebody), withdrawn(), keptAside());
    for (const what of ['takenOver', 'withdrawn', 'conflictingCopy'] as const) {
      const notice = noticeWords(what, it, names, [], now);
      expect(notice?.text).toMatch(/\S/);
      expect(notice?.text).not.toMatch(/<|>|&(?!amp;|lt;|gt;)/);
      expect(notice?.text).not.toMatch(unseen);
    }
  });
});

it('an ordinary name reads as it is written', () => {
  for (const name of ['Dr Amara Osei', 'Siobh\u00e1n O\u2019Brien-Smith', 'Smith & Jones Surgery', 'St. Mary\u2019s, Quay', 'Łukasz Żak'])
    expect(plain(name)).toBe(name);
});

it('a completed card has no cautions about what to do first; that other words came stays, and Open says all', () => {
  const before = 'Patient not found by the sender: confirm who it is before acting.';
  const came = 'Different words came later under the same id. Open shows both; nothing was overwritten.';
  const done = stateAfter(received({ identity: 'notFound', interpreter: true }), keptAside(), claimed(amara), completed(amara));
  const card = JSON.stringify(drawEConsult(done, { network, at: done.holder, now }).card);
  expect(card).toContain(came);
  for (const gone of [before, 'Interpreter needed.']) expect(card).not.toContain(gone);
  const opened = JSON.stringify(drawOpen(done, [text], { network, seenBy: amara, now }));
  for (const said of [came, before, 'Interpreter needed.']) expect(opened).toContain(said);
});
