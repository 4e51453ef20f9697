// What people did on paper, held against what stands: what agrees, what can be entered as it is, and what a person must look at.
import type { EConsultRefusal } from '../econsult/refusals.ts';
import type { Completed, EConsult, Outcome, Telling } from '../econsult/state.ts';
import type { EConsultId, Instant, OrganisationId, Person } from '../terms.ts';
import type { CheckIn } from './command.ts';
import { type DisasterDecision, happened, nothing, refuse } from './refusals.ts';
import { type Disaster, type Entered, hasStarted } from './state.ts';

/** What a line of the paper says was done. */
export type PaperDone =
  | { readonly what: 'claimed' }
  | { readonly what: 'completed'; readonly outcome: Outcome; readonly told: Telling }
  /** To another organisation: what was asked of it is not on the paper, so nobody can enter it for them. */
  | { readonly what: 'passed' };

export interface PaperEntry {
  readonly line: number;
  readonly id: EConsultId;
  readonly done: PaperDone;
  /** Who did it, and when. */
  readonly by: Person;
  readonly at: Instant;
}

/** Why a line is shown to a person. */
export type Differs =
  | { readonly why: 'unknown' }
  | { readonly why: 'claimedByOther'; readonly by: Person; readonly at: Instant }
  | { readonly why: 'offered'; readonly to: OrganisationId; readonly at: Instant }
  | { readonly why: 'completedOtherwise'; readonly by: Person | undefined; readonly at: Instant; readonly outcome: Outcome }
  | { readonly why: 'passedOnPaper' }
  | { readonly why: 'refused'; readonly refusal: EConsultRefusal };
export type Checked = 'agrees' | 'enter' | Differs;

/** How a line stands to the eConsult as it is now. */
export function checked({ done, by }: PaperEntry, it: EConsult | undefined): Checked {
  if (it === undefined) return { why: 'unknown' };
  if (done.what === 'passed') return it.status === 'offered' ? 'agrees' : { why: 'passedOnPaper' };
  switch (it.status) {
    case 'waiting':
      return 'enter';
    case 'claimed':
      if (it.claimant.id !== by.id) return { why: 'claimedByOther', by: it.claimant, at: it.claimedAt };
      return done.what === 'claimed' ? 'agrees' : 'enter';
    case 'offered':
      return { why: 'offered', to: it.offer.to, at: it.offer.at };
    case 'completed':
      return isSame(done, by, it) ? 'agrees' : { why: 'completedOtherwise', by: it.completedBy, at: it.completedAt, outcome: it.outcome };
  }
}

/** A claim that the same person has completed since is as the paper says; two people who completed the same one may both have told the patient. */
const isSame = (done: PaperDone, by: Person, it: Completed): boolean =>
  it.completedBy?.id === by.id && (done.what === 'claimed' || (done.what === 'completed' && done.outcome === it.outcome));

/** Remembers what a lead has entered; the same paper again says nothing new. */
export function checkIn({ at, entered, agrees, differs }: CheckIn, it: Disaster, by: Person): DisasterDecision {
  if (!hasPaper(it)) return refuse({ why: 'noPaper' });
  const isNew =
    entered.length > 0 || differs.some((id) => !it.paper?.differs.includes(id)) || agrees.some((id) => it.paper?.differs.includes(id));
  return isNew ? happened({ type: 'PaperCheckedIn', at, by, entered, agrees, differs }) : nothing;
}

/** Only while Teams is the trouble is there a paper pack, and none in a drill. */
export const hasPaper = (it: Disaster): it is Extract<Disaster, { readonly status: 'running' | 'ending' | 'over' }> =>
  hasStarted(it) && it.plan.type === 'teamsTrouble' && !it.plan.drill;

/** Of several sheets, what each line came to last. */
export function withPaper(
  before: Entered | undefined,
  { at, by, entered, agrees, differs }: Pick<CheckIn, 'at' | 'entered' | 'agrees' | 'differs'> & { readonly by: Person },
): Entered {
  const settled = [...entered, ...agrees];
  const still = (before?.differs ?? []).filter((id) => !settled.includes(id) && !differs.includes(id));
  return { at, by, entered: (before?.entered ?? 0) + entered.length, differs: [...still, ...differs] };
}

/** What can be written on the paper, as its readers and its writers must agree on it. */
export interface PaperWords {
  readonly columns: {
    readonly reference: string;
    readonly done: string;
    readonly byWhom: string;
    readonly when: string;
    readonly told: string;
  };
  readonly done: readonly { readonly words: string; readonly means: 'nothing' | 'claimed' | 'passed' | Outcome }[];
  readonly told: readonly { readonly words: string; readonly means: Telling }[];
}
