// given(what happened).when(what is asked).then(what follows), compared exactly: every field, in order, nothing more.
import { deepStrictEqual } from 'node:assert/strict';
import type { EConsultCommand, ViewReason } from '../src/domain/econsult/command.ts';
import { decide, type EConsultRefusal, type EConsultRules } from '../src/domain/econsult/decide.ts';
import type { EConsultEvent, Received } from '../src/domain/econsult/event.ts';
import { evolve } from '../src/domain/econsult/evolve.ts';
import type { EConsult, Outcome, Telling } from '../src/domain/econsult/state.ts';
import type { Submission } from '../src/domain/econsult/submission.ts';
import { type Person, personOf } from '../src/domain/terms.ts';
import { larkfield, north, person, rules } from './people.ts';

/** Wednesday morning in winter time, inside core hours. */
export const receivedAt = '2026-11-25T09:00:00.000Z';
export const later = (minutes: number): string => new Date(Date.parse(receivedAt) + minutes * 60_000).toISOString();
export const id = 'K7M4QX';

/** What has happened, folded through `evolve` with the versions the store would give. */
export const stateAfter = (...events: readonly EConsultEvent[]): EConsult => {
  const state = events.reduce<EConsult | undefined>((before, event, index) => evolve(before, event, index + 1), undefined);
  if (state === undefined) throw new Error('nothing has happened yet');
  return state;
};

export function given(...events: readonly EConsultEvent[]) {
  const state = events.length === 0 ? undefined : stateAfter(...events);
  return {
    when(command: EConsultCommand, under: EConsultRules = rules) {
      const decision = decide(command, state, under);
      return {
        decision,
        /** Exactly these events, in this order; none: it is so already and nothing happens. */
        // biome-ignore lint/suspicious/noThenProperty: it reads as a sentence, and nobody awaits it.
        then: (...expected: readonly EConsultEvent[]): void => deepStrictEqual(decision, { events: expected }),
        thenRefused: (refusal: EConsultRefusal): void => deepStrictEqual(decision, { refusal }),
      };
    },
  };
}

/** What a sender sends, but for whose patient it is, when it was and the words. */
export const usualSubmission: Omit<Submission, 'practiceCode' | 'submittedAt' | 'text'> = {
  sourceId: 'source-1',
  contentHash: 'hash-1',
  kind: 'clinical',
  priority: 'routine',
  topic: 'General advice',
  ageBand: '40 to 64',
  byProxy: false,
  interpreterNeeded: false,
  identity: 'verified',
  nhsNumber: 'valid',
  noticed: [],
  flaggedAnswers: 0,
};
export const facts: Received['facts'] = {
  hub: north,
  id,
  origin: { caller: 'maker', sourceId: 'source-1', contentHash: 'hash-1' },
  practice: larkfield,
  practiceNamed: undefined,
  holder: north,
  shownIn: [north],
  kind: 'clinical',
  priority: 'routine',
  topic: 'General advice',
  ageBand: '40 to 64',
  byProxy: false,
  interpreter: false,
  identity: 'verified',
  nhsNumber: 'valid',
  noticed: [],
  submittedAt: later(-10),
  receivedAt,
  clockFrom: 'sender',
  promisedBy: undefined,
  deadlines: {
    firstLook: '2026-11-25T09:50:00.000Z',
    targetWarning: '2026-11-25T10:20:00.000Z',
    target: '2026-11-25T10:50:00.000Z',
    limitWarning: '2026-11-26T17:30:00.000Z',
    limit: '2026-11-26T18:30:00.000Z',
  },
  flaggedAnswers: 0,
};
/** What every eConsult begins with, whatever was sent. */
export const beginning = {
  asides: [],
  withdrawal: undefined,
  shares: {},
  heldSince: facts.submittedAt,
  crossings: 0,
  settled: undefined,
  question: undefined,
  escalation: undefined,
  firstClaimedAt: undefined,
  told: [],
  nextLook: undefined,
  hold: undefined,
  held: [],
  plan: undefined,
  assigned: undefined,
  note: undefined,
  declined: undefined,
  links: [],
  wrongPatient: undefined,
} as const;
export const unplacedFacts = { practice: undefined, practiceNamed: 'T99999', holder: north, shownIn: [north] } as const;

export const received = (more: Partial<Received['facts']> = {}): Received => ({
  type: 'Received',
  at: receivedAt,
  facts: { ...facts, ...more },
});
export const claimed = (by: Person, at = later(14)): EConsultEvent => ({ type: 'Claimed', at, by: personOf(by) });
export const takenOver = (by: Person, from: Person, at = later(20)): EConsultEvent => ({
  type: 'TakenOver',
  at,
  by: personOf(by),
  from: personOf(from),
});
export const released = (by: Person, at = later(25)): EConsultEvent => ({ type: 'Released', at, by: personOf(by), reason: 'noTime' });
export const completed = (by: Person, outcome: Outcome = 'answered', told: Telling = 'message', at = later(30)): EConsultEvent => ({
  type: 'Completed',
  at,
  by: personOf(by),
  outcome,
  told,
  toldAt: at,
  followUp: undefined,
});
export const withdrawn = (at = later(22)): EConsultEvent => ({ type: 'Withdrawn', at, reason: 'revoked' });
export const placed = (by: Person, practice: string, holder: string, at = later(5)): EConsultEvent => ({
  type: 'Placed',
  at,
  by: personOf(by),
  practice,
  holder,
});
export const keptAside = (contentHash = 'hash-2', at = later(3)): EConsultEvent => ({ type: 'CopyKeptAside', at, contentHash });
export const viewed = (by: Person, at = later(2), reason?: ViewReason): EConsultEvent => ({ type: 'Viewed', at, by: personOf(by), reason });

interface More {
  readonly knowingly?: boolean;
  readonly revision?: number;
  readonly at?: string;
}
const asked = (by: Person, more: More) => ({ hub: north, id, operation: 'operation-1', at: later(40), by: person(by), ...more });

export const claim = (by: Person, more: More = {}): EConsultCommand => ({ ...asked(by, more), type: 'claim' });
export const takeOver = (by: Person, more: More = {}): EConsultCommand => ({ ...asked(by, more), type: 'takeOver' });
export const release = (by: Person, more: More = {}): EConsultCommand => ({ ...asked(by, more), type: 'release', reason: 'noTime' });
export const complete = (by: Person, outcome: Outcome = 'answered', told: Telling = 'message', more: More = {}): EConsultCommand => ({
  ...asked(by, more),
  type: 'complete',
  outcome,
  told,
});
export const place = (by: Person, practice: string, more: More = {}): EConsultCommand => ({ ...asked(by, more), type: 'place', practice });
/** From outside a reason is needed. */
export const view = (by: Person, reason: ViewReason | 'none' = 'safetyCheck'): EConsultCommand => ({
  ...asked(by, {}),
  type: 'view',
  ...(reason === 'none' ? {} : { reason }),
});
