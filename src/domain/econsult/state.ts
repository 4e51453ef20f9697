// What an eConsult is, status by status, without the patient's words (those are kept apart, written once).

import type {
  AgeBand,
  EConsultId,
  HubId,
  Identity,
  Instant,
  Kind,
  OdsCode,
  OrganisationId,
  Person,
  Priority,
  Role,
  Topic,
} from '../terms.ts';
import type { Deadlines, WarningKind } from '../time/deadlines.ts';
import type { DeclinedOffer, Offer } from './offer.ts';
import type { Noticeable } from './submission.ts';

export { type DeclinedOffer, type DeclineReason, declineReasons, type Offer, type PassBackReason, passBackReasons } from './offer.ts';

/** What is known when it comes in. Nothing here identifies a patient: a shared card may show any of it. */
export interface FactsAtReceipt {
  readonly hub: HubId;
  readonly id: EConsultId;
  /** Where it came from and a hash of what was said, so that a second delivery is recognised. */
  readonly origin: { readonly caller: string; readonly sourceId: string; readonly contentHash: string };
  /** `undefined` while unplaced: the sender named no practice we know. */
  readonly practice: OdsCode | undefined;
  /** The code the sender named, kept for the lead who places it; only a well-formed code, never free text. */
  readonly practiceNamed: string | undefined;
  /** The organisation that has it now. */
  readonly holder: OrganisationId;
  /** Every organisation whose channel has its card, so that none is left showing what is no longer so. */
  readonly shownIn: readonly OrganisationId[];
  readonly kind: Kind;
  readonly priority: Priority;
  readonly topic: Topic;
  readonly ageBand: AgeBand;
  /** Somebody else wrote it for the patient. */
  readonly byProxy: boolean;
  readonly interpreter: boolean;
  readonly identity: Identity;
  /** `invalid` fails the check digit: shown to staff, never a reason to turn a patient away. */
  readonly nhsNumber: 'valid' | 'invalid' | 'absent';
  /** What else the sender says of the patient that must be noticed before anybody acts. */
  readonly noticed: readonly Noticeable[];
  readonly submittedAt: Instant;
  readonly receivedAt: Instant;
  /** Whose time the clock started at: the sender's where it can be believed, else ours at receipt. */
  readonly clockFrom: 'sender' | 'receipt';
  /** What the sender promised the patient, if it said. */
  readonly promisedBy: Instant | undefined;
  /** The time the sender wrote where a promise would stand and that can be none: it is shown and moves no deadline. */
  readonly senderWindow?: SenderWindow;
  /** Frozen at receipt and never moved. */
  readonly deadlines: Deadlines;
  /** How many answers the sender marked as red or caution. */
  readonly flaggedAnswers: number;
}

/** Facts that every status carries: those of its receipt, and what has come since. A shared card may show any of it. */
export interface Facts extends FactsAtReceipt {
  /** Hashes of different words that came later under the same id; each is kept as a further text. */
  readonly asides: readonly string[];
  /** Set when the sender took it back after somebody had claimed it: the claimant decides. */
  readonly withdrawal: { readonly at: Instant; readonly reason: WithdrawalReason } | undefined;
  /** Wall-clock milliseconds each organisation has had it, from the clock start up to `heldSince`; who has it now goes on from there. */
  readonly shares: Readonly<Record<OrganisationId, number>>;
  readonly heldSince: Instant;
  /** Moves between organisations so far; after two, the hub's clinical lead settles who has it. */
  readonly crossings: number;
  readonly settled: { readonly at: Instant; readonly by: Person; readonly to: OrganisationId } | undefined;
  readonly question: Question | undefined;
  readonly escalation: Escalation | undefined;
  /** When somebody first had it: the first look. */
  readonly firstClaimedAt: Instant | undefined;
  /** What the clock has said already, each at most once: warnings by name, reminders with what they were about. */
  readonly told: readonly string[];
  /** When the clock must next be looked at, by the rules of the last decision; stands in the store as its timer. */
  readonly nextLook: Instant | undefined;
  /** Waiting for the patient: stops the target, never the limit. */
  readonly hold: { readonly at: Instant; readonly by: Person; readonly reason: HoldReason; readonly until: Instant } | undefined;
  /** Each wait for the patient that is over: whatever target it gets later moves on by these too. */
  readonly held: readonly PastHold[];
  /** What its holder said would become of it before they closed. */
  readonly plan: ClosingPlan | undefined;
  readonly assigned: Assignment | undefined;
  /** The last thing somebody wrote for the next one. */
  readonly note: { readonly at: Instant; readonly by: Person; readonly text: string } | undefined;
  /** Why it came back, until it goes anywhere else or is over: whoever takes it up must read it. */
  readonly declined: DeclinedOffer | undefined;
  /** Other contacts of the same patient, by reference. */
  readonly links: readonly EConsultId[];
  /** Somebody found that it is about another patient than it says: nobody acts on it before that is cleared up. */
  readonly wrongPatient: { readonly at: Instant; readonly by: Person } | undefined;
  /** The version of the last event that changed what a card shows; buttons carry it, so a stale card is recognised. */
  readonly revision: number;
}

export interface SenderWindow {
  readonly from?: Instant;
  readonly until: Instant;
}

/** Before closing: somebody stands for its being finished all the same, or it waits for the next opening and the patient knows. */
export const closingPlans = ['finish', 'nextOpening'] as const;
export interface ClosingPlan {
  readonly at: Instant;
  readonly by: Person;
  readonly plan: (typeof closingPlans)[number];
  /** How the patient was told that it waits. */
  readonly told: Telling | undefined;
  /** The next opening: from then on the plan is yesterday's. */
  readonly opens: Instant | undefined;
}

/** It waited for the patient from one moment to another, in the working hours of whoever had it then. */
export type PastHold = { readonly from: Instant; readonly until: Instant; readonly holder: OrganisationId };

/** Between the two organisations, without moving it. */
export interface Question {
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly by: Person;
  readonly at: Instant;
  readonly text: string;
  readonly answer: { readonly by: Person; readonly at: Instant; readonly text: string } | undefined;
}

export const escalationReasons = ['clinicalWorry', 'overdue', 'nobodyReached', 'tooMuch', 'other'] as const;
export type EscalationReason = (typeof escalationReasons)[number];
/** Who is asked, in order; frozen when the escalation starts, so that a later change of the rota does not lose it. */
export interface Rung {
  readonly role: Role;
  /** Empty: the card says so in words, and the next rung is asked at once. */
  readonly people: readonly Person[];
}
export interface Escalation {
  readonly by: Person;
  readonly at: Instant;
  readonly reason: EscalationReason;
  readonly text: string | undefined;
  readonly ladder: readonly Rung[];
  /** The rung being asked; `ladder.length` when all have been and only the telephone is left. */
  readonly rung: number;
  /** Since when this rung is asked. */
  readonly rungSince: Instant;
  /** The rungs asked before it, in order, and when; absent until it has climbed. */
  readonly climbed?: readonly { readonly rung: number; readonly at: Instant }[];
  readonly telephone: string;
  readonly acknowledged: { readonly by: Person; readonly at: Instant } | undefined;
}

/**
 * After the first look has passed, whoever looks after the hub's work is told, then its lead: it never ends at nobody. One that comes back
 * after somebody had it goes through the same steps again, from the moment it came back.
 */
export const unclaimedSteps = ['unclaimedAdministrator', 'unclaimedLead'] as const;
/** What is said while nobody has it, and of each wait anew. */
export const untilClaimed = ['firstLook', ...unclaimedSteps] as const;
/** What the clock warns of. */
export type ClockWarning = WarningKind | (typeof unclaimedSteps)[number];

/** What the clock reminds of: each once for the same offer, question or claim. */
export const reminders = ['offerWaits', 'offerEscalates', 'questionWaits', 'questionStillWaits', 'claimQuiet', 'claimStillQuiet'] as const;
export type Reminder = (typeof reminders)[number];

export const holdReasons = ['patientToReply', 'patientToAttend', 'resultAwaited', 'photoAwaited'] as const;
export type HoldReason = (typeof holdReasons)[number];

/** Whose it should be next; anybody who may can still claim it. */
export interface Assignment {
  readonly by: Person;
  readonly at: Instant;
  readonly to: { readonly role: Role } | { readonly person: Person };
}

export const withdrawalReasons = ['revoked', 'enteredInError'] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];

export interface Waiting extends Facts {
  readonly status: 'waiting';
  readonly waitingSince: Instant;
  /** The contract it was accepted under, while the accepting organisation has it. */
  readonly contract: Offer | undefined;
}

export interface Claimed extends Facts {
  readonly status: 'claimed';
  readonly claimant: Person;
  readonly claimedAt: Instant;
  /** When its claimant last said that they are still at it, or it last stopped waiting for the patient. */
  readonly keptAt: Instant | undefined;
  /** When the clock asked whether they still are; `undefined`: it has not since then. */
  readonly quietAskedAt: Instant | undefined;
  readonly contract: Offer | undefined;
}

/** Passed to the other organisation and not yet accepted: its holder is still the one that offers. */
export interface Offered extends Facts {
  readonly status: 'offered';
  readonly offer: Offer;
  /** The contract under which whoever offers it has it: theirs again should it come back. */
  readonly contract: Offer | undefined;
}

export const outcomes = ['answered', 'prescribed', 'appointmentBooked', 'referred', 'adminDone', 'noActionNeeded', 'withdrawn'] as const;
export type Outcome = (typeof outcomes)[number];
/** How the patient was told; `notNeeded` only where there is nothing to tell. */
export const tellings = ['message', 'telephone', 'inPerson', 'letter', 'notNeeded'] as const;
export type Telling = (typeof tellings)[number];

export interface Completed extends Facts {
  readonly status: 'completed';
  readonly completedAt: Instant;
  readonly outcome: Outcome;
  /** Who completed it; absent when the sender took it back before anybody had claimed it. */
  readonly completedBy: Person | undefined;
  readonly patientTold: { readonly how: Telling; readonly by: Person; readonly at: Instant } | undefined;
  /** What must still be done, in a line. */
  readonly followUp: string | undefined;
}

export type EConsult = Waiting | Claimed | Offered | Completed;
export type Open = Exclude<EConsult, Completed>;
