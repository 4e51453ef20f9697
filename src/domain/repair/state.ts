// A repair of the network: somebody leaves, or a practice closes, is merged or goes to another hub; what was found before, how far it is, and what became of everything.

import { letteredIds } from '../reference.ts';
import type { PersonLeaves, PracticeCloses, PracticeMoves } from '../replacement.ts';
import type { HubId, Instant, OdsCode, Person, PersonId } from '../terms.ts';
import { endOfDay, startOfDay } from '../time/calendar.ts';
import type { LocalDate } from '../time/hours.ts';

export const repairIds = letteredIds('M');

export interface LeaverPlan {
  readonly type: 'leaver';
  readonly person: Person;
  /** Who gets what they have, where they may; else, and where nobody is named, it goes back to its queue. */
  readonly to?: Person;
}
/** By whom and on which day it was agreed that another practice takes over. */
export interface TakingOver {
  readonly to: OdsCode;
  readonly agreedOn: LocalDate;
  readonly agreedBy: string;
}
export interface ClosePlan {
  readonly type: 'close';
  readonly practice: OdsCode;
  readonly from: LocalDate;
  /** Absent: the hub finishes what is open. */
  readonly over?: TakingOver;
}
/** Its staff work at the other practice from then on, and whoever is cleared for it is cleared for the other, but for `without`. */
export interface MergePlan {
  readonly type: 'merge';
  readonly practice: OdsCode;
  readonly from: LocalDate;
  readonly over: TakingOver;
  readonly without: readonly PersonId[];
}
/** It goes to another hub, off there until that hub's lead takes it further. */
export interface MovePlan {
  readonly type: 'move';
  readonly practice: OdsCode;
  readonly from: LocalDate;
  readonly leaves: HubId;
  readonly to: HubId;
  /** The last day on which the hub that it leaves may finish what it has then; what is left goes home to the practice. */
  readonly finishes: LocalDate;
  readonly agreedOn: LocalDate;
  readonly agreedBy: string;
}
export type RepairPlan = LeaverPlan | ClosePlan | MergePlan | MovePlan;
export type PracticePlan = ClosePlan | MergePlan;

/** What is found before anything is done. */
export const counted = [
  'claimed',
  'meantFor',
  'onLadders',
  'questions',
  'tasksInHand',
  'shifts',
  'checklists',
  'atPractice',
  'atHub',
  'offered',
  'tasks',
  'slotsFree',
  'slotsTaken',
  'staff',
] as const;
export type Counted = (typeof counted)[number];
export interface Preview {
  readonly at: Instant;
  readonly counts: Readonly<Partial<Record<Counted, number>>>;
  /** The hub would have no duty clinician any more. */
  readonly lastDuty?: true;
  /** Who is cleared for the practice and not for the one that takes over; of a move, who will not be cleared for it any more. */
  readonly cleared?: readonly Person[];
}

export const fates = ['handedOver', 'queued', 'moved', 'withHub', 'withPractice', 'closed', 'elsewhere', 'unchanged'] as const;
/** What became of something: `queued`: it waits in its queue; `elsewhere`: somebody else had it by then; `unchanged`: it could not be changed. */
export type Fate = (typeof fates)[number];
/** What became of everything that was open, by id; and of what belongs to the network. */
export interface Account {
  readonly things: Readonly<Partial<Record<Fate, readonly string[]>>>;
  /** Tasks whose appointment was in the closed practice's book. */
  readonly appointments: readonly string[];
  readonly slots: number;
  readonly shifts: number;
  /** Who could not be cleared for the practice that takes over, or given its posts. */
  readonly notCleared: readonly Person[];
}

interface Facts {
  readonly hub: HubId;
  readonly id: string;
  readonly plan: RepairPlan;
  readonly proposed: Said;
  readonly preview: Preview;
  readonly revision: number;
}
export interface Said {
  readonly by: Person;
  readonly at: Instant;
}
/**
 * `otherRepair`: its practice was closed by another one, or whoever was to take over closes too; `disaster`: one in force is about the practice;
 * `room`: the new hub does not take it yet; `finishing`: the old hub still finishes what it has.
 */
export type WaitsFor = 'anotherLead' | 'otherRepair' | 'disaster' | 'room' | 'finishing';
export interface Proposed extends Facts {
  readonly status: 'proposed';
}
export interface Working extends Facts {
  readonly status: 'working';
  readonly confirmed: Said;
  readonly nextLook: Instant;
  /** Everything it is about, found so far; written down before any of it is changed. */
  readonly things: readonly string[];
  readonly left: number;
  readonly slots: number;
  readonly shifts: number;
  readonly appointments: readonly string[];
  readonly notCleared: readonly Person[];
  /** What it waits for. */
  readonly waitsFor?: WaitsFor;
}
export interface Over extends Facts {
  readonly status: 'over';
  readonly confirmed: Said;
  readonly overAt: Instant;
  readonly account: Account;
}
export interface CalledOff extends Facts {
  readonly status: 'calledOff';
  readonly calledOff: Said;
}
export type Repair = Proposed | Working | Over | CalledOff;

export const isOpenRepair = (repair: Repair): repair is Proposed | Working => repair.status === 'proposed' || repair.status === 'working';
/** What it is about: two of the same would be in each other's way. */
export const subjectOf = (plan: RepairPlan): string => (plan.type === 'leaver' ? plan.person.id : plan.practice);
/** Whether one is in another's way: about the same, or one's practice is to take over from the other's, which closes as well. */
export function isInTheWay(one: RepairPlan, other: RepairPlan): boolean {
  const takesOver = (plan: RepairPlan): string | undefined => (plan.type === 'leaver' || plan.type === 'move' ? undefined : plan.over?.to);
  return [takesOver(other), subjectOf(other)].includes(subjectOf(one)) || takesOver(one) === subjectOf(other);
}
export function replacementOf(plan: RepairPlan): PersonLeaves | PracticeCloses | PracticeMoves {
  if (plan.type === 'leaver') return { what: 'personLeaves', from: plan.person, ...(plan.to === undefined ? {} : { to: plan.to }) };
  if (plan.type === 'move') return { what: 'practiceMoves', practice: plan.practice, from: plan.leaves };
  return { what: 'practiceCloses', from: plan.practice, ...(plan.over === undefined ? {} : { to: plan.over.to }) };
}
/** When its work begins. */
export function beginsAt(plan: RepairPlan, now: Instant): Instant {
  if (plan.type === 'leaver') return now;
  const day = startOfDay(`${plan.from}T12:00:00.000Z`);
  return day > now ? day : now;
}
/** When the hub that a practice leaves is to have finished. */
export const finishedBy = ({ finishes }: MovePlan): Instant => endOfDay(`${finishes}T12:00:00.000Z`);
/** The hubs that a repair concerns: its card stands in their channels. */
export const hubsOfRepair = ({ hub, plan }: Pick<Repair, 'hub' | 'plan'>): readonly HubId[] =>
  plan.type === 'move' ? [hub, plan.to] : [hub];
