// A small made-up thing to decide about, and the changes it goes through, for the tests of the store.
import type { Aggregate, Wish } from '../../src/app/handle.ts';
import type { Change, Loaded, ThingKey } from '../../src/app/ports.ts';
import type { QueuePlace } from '../../src/domain/econsult/queue-place.ts';
import type { SubmissionText } from '../../src/domain/econsult/submission.ts';
import { channelOf } from '../../src/domain/terms.ts';

export const hub = 'NORTH';
export const at = '2026-11-25T09:14:00.000Z';
export const due = '2026-11-25T10:00:00.000Z';
export const timer = { at: due, harm: '1|2026-11-25T18:30:00.000Z' };
export const place: QueuePlace = {
  holder: 'NORTH',
  priority: 'urgent',
  due,
  risk: due,
  limit: due,
  held: false,
  status: 'waiting',
  kind: 'clinical',
  practice: 'A81001',
  receivedAt: at,
  claimant: undefined,
  assignee: undefined,
  offeredTo: undefined,
  plan: undefined,
};

export interface Thing {
  readonly claimant?: string;
  readonly note?: string;
}
export type Happened = { readonly kind: 'received' } | { readonly kind: 'claimed'; readonly by: string };

export const thing = (id: string): ThingKey => ({ hub, kind: 'econsult', id });

/** What intake writes: everything a decision can write at once. */
export const received = (id: string, more: Partial<Change<Thing, Happened>> = {}): Change<Thing, Happened> => ({
  thing: thing(id),
  before: undefined,
  after: {},
  operation: `intake.${id}`,
  at,
  events: [{ kind: 'received' }],
  messages: [{ to: channelOf('NORTH'), class: 1, what: 'card' }],
  queue: { before: undefined, after: place },
  timer: { before: undefined, after: timer },
  text: { number: 1, content: text('I have had a cough for a week.') },
  sent: { caller: 'maker', sourceId: `source-${id}`, contentHash: 'abc' },
  ...more,
});

export const claimed = (id: string, before: Loaded<Thing>, by: string, operation: string): Change<Thing, Happened> => ({
  thing: thing(id),
  before,
  after: { claimant: by },
  operation,
  at: '2026-11-25T09:20:00.000Z',
  events: [{ kind: 'claimed', by }],
  messages: [{ to: channelOf('NORTH'), class: 1, what: 'card' }],
  queue: { before: place, after: undefined },
  timer: { before: timer, after: { ...timer, at: '2026-11-25T11:00:00.000Z' } },
});

export interface ClaimIt extends Wish {
  readonly by: string;
}
export interface Taken {
  readonly why: 'taken';
  readonly by: string;
}
/** The same claim as a wish, for those that go through the one door. */
export const claims: Aggregate<Thing, ClaimIt, Happened, Taken, undefined> = {
  kind: 'econsult',
  decide: ({ by }, state) =>
    state?.claimant === undefined ? { events: [{ kind: 'claimed', by }] } : { refusal: { why: 'taken', by: state.claimant } },
  evolve: (state, event) => (event.kind === 'claimed' ? { ...state, claimant: event.by } : {}),
  react: () => [{ to: channelOf('NORTH'), class: 1, what: 'card' }],
  queue: (state) => (state === undefined || state.claimant !== undefined ? undefined : place),
  timer: (state) => (state?.claimant === undefined ? timer : { ...timer, at: '2026-11-25T11:00:00.000Z' }),
};

export const text = (words: string, original: Buffer = Buffer.from(JSON.stringify({ words }))): SubmissionText => ({
  patient: { name: 'Asha Example', dateOfBirth: '1980-02-03' },
  answers: [{ question: 'What is the matter?', answer: words }],
  original: { mediaType: 'application/json', base64: original.toString('base64') },
});
