// What the doctor says of the work itself: sending, watching the clock, the audit, what waits and what was refused.
import type { Found } from '../../domain/doctor/finding.ts';
import { when } from '../words.ts';
import type { WordsFor } from './writing.ts';

type About = Extract<
  Found,
  `sending${string}` | `sweep${string}` | `audit${string}` | 'nothingWaits' | `waits${string}` | 'nothingBuried' | 'buried'
>;

const lookForInstances = 'See that at least one instance runs and is ready, and look for \u201cbroken\u201d in its log.';
const ago = (at: string | undefined): string => (at === undefined ? 'never yet' : `last ${when(at)}`);

export const ofWork: WordsFor<About> = {
  sendingFresh: (finding) => ({ says: `Cards are being sent; last looked at ${when(finding.at)}.` }),
  sendingStopped: (finding) => ({
    says: `No instance sends to Teams (${ago(finding.at)}).`,
    means: 'Requests are received and kept, but nobody sees a card for them.',
    todo: lookForInstances,
  }),
  sweepFresh: (finding) => ({ says: `Deadlines are being watched; last looked at ${when(finding.at)}.` }),
  sweepStopped: (finding) => ({
    says: `No instance looks at the clock (${ago(finding.at)}).`,
    means: 'Nobody is warned before a request is late, and what nobody answers is not escalated.',
    todo: lookForInstances,
  }),
  auditClean: (finding) => ({ says: `The auditor found every hub in order, last ${when(finding.at)}.` }),
  auditNotClean: (finding) => ({
    says: `The auditor has not found every hub in order for a quarter of an hour (${ago(finding.at)}).`,
    means: 'A request may have no card, no deadline or nobody who holds it.',
    todo: 'Look for \u201cauditRaised\u201d and \u201cauditFailed\u201d in the log: each names what it is about.',
  }),
  nothingWaits: () => ({ says: 'Nothing waits to be sent.' }),
  waitsBriefly: (finding) => ({ says: `${countOf(finding)} to be sent, the oldest since ${when(finding.since)}.` }),
  waitsLong: (finding) => ({
    says: `${countOf(finding)} to be sent, the oldest since ${when(finding.since)}.`,
    means: 'What has come since then may not be seen in its channel.',
    todo: 'If sending, token and installed are well, Teams is slow or throttles us, and it goes by itself; otherwise put those right. Work from \u201cqueue\u201d meanwhile: it needs no card.',
  }),
  nothingBuried: () => ({ says: 'Teams has refused nothing for good.' }),
  buried: (finding) => ({
    says: `Teams has refused ${finding.count === 1 ? 'a message' : `${finding.count} messages`} for good.`,
    means: 'Somebody may not know what they should. The requests themselves are safe.',
    todo: 'A hub lead writes \u201cundelivered\u201d to eHub to see which, and \u201cretry\u201d with the reference once the reason is gone.',
  }),
};

const countOf = ({ count, isAll }: { readonly count: number; readonly isAll: boolean }): string =>
  isAll && count === 1 ? 'One message waits' : `${isAll ? '' : 'At least '}${count} messages wait`;
