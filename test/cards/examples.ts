// Every card there is, drawn from made-up eConsults: one example per template, state and view.
import { drawChannelChosen, drawChooseChannel, drawList } from '../../src/cards/channels.ts';
import { drawOpen, drawPlace, drawWords } from '../../src/cards/dialogs.ts';
import { type CardView, drawEConsult } from '../../src/cards/draw.ts';
import type { Card, TemplateName } from '../../src/cards/templates.ts';
import { refusalWords } from '../../src/cards/words.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import type { SubmissionText } from '../../src/domain/econsult/submission.ts';
import type { OrganisationId, Person } from '../../src/domain/terms.ts';
import { personOf } from '../../src/domain/terms.ts';
import { claimed, completed, keptAside, later, placed, received, released, stateAfter, unplacedFacts, withdrawn } from '../given.ts';
import { amara, bram, dalia, millbrook, network, north } from '../people.ts';

export const now = later(45);
const flagged = { priority: 'redFlag', flaggedAnswers: 2, topic: 'Breathing' } as const;
const doubtful = {
  byProxy: true,
  interpreter: true,
  identity: 'notFound',
  nhsNumber: 'invalid',
  clockFrom: 'receipt',
  promisedBy: later(300),
} as const;

export const states = {
  waiting: stateAfter(received()),
  redFlag: stateAfter(received(flagged)),
  doubtful: stateAfter(
    received({ ...doubtful, priority: 'urgent', kind: 'clinicalAdmin', topic: 'Fit note', flaggedAnswers: 1 }),
    keptAside(),
  ),
  released: stateAfter(received(), claimed(amara), released(amara)),
  releasedTakenBack: stateAfter(received(), claimed(amara), withdrawn(), released(amara)),
  unplaced: stateAfter(received(unplacedFacts)),
  unnamed: stateAfter(received({ ...unplacedFacts, practiceNamed: undefined })),
  atPractice: stateAfter(received(unplacedFacts), placed(dalia, millbrook, millbrook)),
  claimed: stateAfter(received(), claimed(amara)),
  takenBack: stateAfter(received(), claimed(amara), withdrawn()),
  completed: stateAfter(received(flagged), claimed(amara), completed(amara, 'prescribed', 'telephone')),
  completedSilently: stateAfter(received(), claimed(amara), withdrawn(), completed(amara, 'withdrawn', 'notNeeded')),
  withdrawn: stateAfter(received(), withdrawn()),
} satisfies Record<string, EConsult>;

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

export const examples: readonly Example[] = [
  econsult('econsult.waiting', '', states.waiting),
  econsult('econsult.waiting', 'red-flag', states.redFlag),
  econsult('econsult.waiting', 'doubtful', states.doubtful),
  econsult('econsult.waiting', 'released', states.released),
  econsult('econsult.waiting', 'at-practice', states.atPractice),
  econsult('econsult.waiting', 'taken-back', states.releasedTakenBack),
  econsult('econsult.waiting', 'told-stale', states.waiting, bram, north, stale),
  econsult('econsult.unplaced', '', states.unplaced),
  econsult('econsult.unplaced', 'unnamed', states.unnamed),
  econsult('econsult.elsewhere', '', states.atPractice, undefined, north),
  econsult('econsult.claimed', '', states.claimed),
  econsult('econsult.claimed', 'told-taken', states.claimed, bram, north, taken),
  econsult('econsult.claimed', 'taken-back', states.takenBack),
  econsult('econsult.mine', '', states.claimed, amara),
  econsult('econsult.mine', 'taken-back', states.takenBack, amara),
  econsult('econsult.completed', '', states.completed),
  econsult('econsult.completed', 'silently', states.completedSilently),
  econsult('econsult.completed', 'withdrawn', states.withdrawn),
  plain('econsult.open', '', () => drawOpen(states.claimed, [text], network, amara, now)),
  plain('econsult.open', 'two-copies', () => drawOpen(states.doubtful, [text, copy], network, amara, now)),
  plain('econsult.place', '', () => drawPlace(states.unplaced, network)),
  plain('econsult.place', 'problem', () => drawPlace(states.unnamed, network, 'Please choose a practice.')),
  plain('channel.choose', '', () => drawChooseChannel(network)),
  plain('channel.choose', 'problem', () => drawChooseChannel(network, 'Please choose a hub or practice. Nothing has changed.')),
  plain('channel.chosen', '', () => drawChannelChosen(network, millbrook)),
  plain('list', '', () =>
    drawList('What you can ask', 'Mention me with one of these.', [{ first: 'queue', second: 'What is open here.' }]),
  ),
  plain('list', 'empty', () => drawList('Queue', 'Nothing is open.', [])),
  plain('say', '', () => drawWords('That did not work', stale)),
];
