// What an eConsult is, status by status. The patient's words are not in it: they are stored apart.

import type { CodeOf } from '../code-list.ts';
import type { Rung } from '../network/ladder.ts';
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
import type { FollowedTask } from './followed-task.ts';
import type { DeclinedOffer, Offer } from './offer.ts';
import { escalationList, holdList, outcomeList, tellingList } from './reasons-and-outcomes.ts';
import type { Rerouted } from './rerouted.ts';
import type { Noticeable } from './submission.ts';

export { type DeclinedOffer, type DeclineReason, declineReasons, type Offer, type PassBackReason, passBackReasons } from './offer.ts';

/** What is known when it is received. Nothing in it identifies a patient, so a shared card may show all of it. */
export interface FactsAtReceipt {
  readonly hub: HubId;
  readonly id: EConsultId;
  /** Who sent it and a hash of its words, to recognise a second delivery. */
  readonly origin: { readonly caller: string; readonly sourceId: string; readonly contentHash: string };
  /** `undefined` while unplaced: the sender named no practice of this hub. */
  readonly practice: OdsCode | undefined;
  /** The code the sender named, kept for the lead who places it; only a well-formed code, never free text. */
  readonly practiceNamed: string | undefined;
  /** The organisation that has it now. */
  readonly holder: OrganisationId;
  /** The organisations whose channels have its card. All of them are kept up to date. */
  readonly shownIn: readonly OrganisationId[];
  readonly kind: Kind;
  readonly priority: Priority;
  readonly topic: Topic;
  readonly ageBand: AgeBand;
  /** Somebody else wrote it for the patient. */
  readonly byProxy: boolean;
  readonly interpreter: boolean;
  readonly identity: Identity;
  /** `invalid`: fails the check digit. Staff are told, but the request is not refused. */
  readonly nhsNumber: 'valid' | 'invalid' | 'absent';
  /** What else the sender says of the patient that must be noticed before anybody acts. */
  readonly noticed: readonly Noticeable[];
  readonly submittedAt: Instant;
  readonly receivedAt: Instant;
  /** Whether its clock started at the sender's time or at receipt, when the sender's could not be believed. */
  readonly clockFrom: 'sender' | 'receipt';
  /** When the sender told the patient they would be answered by, if it did. */
  readonly promisedBy: Instant | undefined;
  /** A time the sender gave that cannot be a promise (see receive.ts): shown, but it moves no deadline. */
  readonly senderWindow?: SenderWindow;
  /** Set at receipt. Handing over never moves them; changing the priority or a hold does. */
  readonly deadlines: Deadlines;
  /** How many answers the sender marked as red or caution. */
  readonly flaggedAnswers: number;
  /** A disaster closed the organisation it would be at, and it has not been brought back. Kept once it is completed. */
  readonly reroutedBy?: Rerouted | undefined;
  /** Nobody has opened it yet. Absent: somebody has, or it was received before this was kept, and then nobody can tell. */
  readonly unopened?: true;
}

/** What is known in every status: what was known at receipt, and what has happened since. A shared card may show all of it. */
export interface Facts extends FactsAtReceipt {
  /** Hashes of different words that came later under the same id. Each is stored as a text of its own. */
  readonly asides: readonly string[];
  /** Set when the sender took it back after somebody had claimed it; its claimant decides what to do. */
  readonly withdrawal: { readonly at: Instant; readonly reason: WithdrawalReason } | undefined;
  /** Milliseconds each organisation has had it, up to `heldSince`. The present holder's time since then comes on top. */
  readonly shares: Readonly<Record<OrganisationId, number>>;
  readonly heldSince: Instant;
  /** Moves between organisations so far. After two, the hub's clinical lead settles who has it. */
  readonly crossings: number;
  readonly settled: { readonly at: Instant; readonly by: Person; readonly to: OrganisationId } | undefined;
  readonly question: Question | undefined;
  readonly escalation: Escalation | undefined;
  /** When it was first claimed, which is the first look. */
  readonly firstClaimedAt: Instant | undefined;
  /** What the clock has said already, so that it is said once: warnings by name, reminders with what they were about. */
  readonly told: readonly string[];
  /** When the clock must next look, by the rules of the last decision; the store keeps it as a timer. */
  readonly nextLook: Instant | undefined;
  /** On hold for the patient: this stops the target, never the limit. */
  readonly hold: { readonly at: Instant; readonly by: Person; readonly reason: HoldReason; readonly until: Instant } | undefined;
  /** Past holds. A target worked out later is moved on by these too. */
  readonly held: readonly PastHold[];
  /** What its holder said before closing would become of it. */
  readonly plan: ClosingPlan | undefined;
  readonly assigned: Assignment | undefined;
  /** The last note somebody wrote for whoever has it next. */
  readonly note: { readonly at: Instant; readonly by: Person; readonly text: string } | undefined;
  /** Why the other organisation declined it, until it goes somewhere else or is completed. Whoever takes it up must read this. */
  readonly declined: DeclinedOffer | undefined;
  /** Other eConsults of the same patient. */
  readonly links: readonly EConsultId[];
  /** Earlier contacts of its patient, as they were when it came; absent: there were none, or nobody could tell. */
  readonly earlier?: readonly Contact[];
  /** Contacts that a person found to be another patient's. */
  readonly notSame?: readonly EConsultId[];
  /** Somebody reported that it is about another patient than it says. It cannot be completed until that is cleared up. */
  readonly wrongPatient: { readonly at: Instant; readonly by: Person } | undefined;
  /** A disaster asked its claimant whether they go on with it. */
  readonly askedBy?: { readonly disaster: string; readonly at: Instant };
  /** Tasks that were sent because of it; absent: none. */
  readonly tasks?: Readonly<Record<string, FollowedTask>>;
  /** The version of the last event that changed its card. Buttons carry it, so that a press on an old card is recognised. */
  readonly revision: number;
}

export interface SenderWindow {
  readonly from?: Instant;
  readonly until: Instant;
}

/** What can be said before closing: it will be finished today, or it waits for the next opening and the patient knows. */
export const closingPlans = ['finish', 'nextOpening'] as const;
export interface ClosingPlan {
  readonly at: Instant;
  readonly by: Person;
  readonly plan: (typeof closingPlans)[number];
  /** With `nextOpening`: how the patient was told. */
  readonly told: Telling | undefined;
  /** The next opening; from then on the plan is out of date. */
  readonly opens: Instant | undefined;
}

/** A past hold; its working minutes are counted in the hours of whoever had it then. */
export type PastHold = { readonly from: Instant; readonly until: Instant; readonly holder: OrganisationId };

export interface Question {
  readonly from: OrganisationId;
  readonly to: OrganisationId;
  readonly by: Person;
  readonly at: Instant;
  readonly text: string;
  readonly answer: { readonly by: Person; readonly at: Instant; readonly text: string } | undefined;
}

export const escalationReasons = escalationList.all;
export type EscalationReason = CodeOf<typeof escalationList>;
export interface Escalation {
  readonly by: Person;
  readonly at: Instant;
  readonly reason: EscalationReason;
  readonly text: string | undefined;
  readonly ladder: readonly Rung[];
  /** The rung that is asked now; `ladder.length` when only the telephone number is left. */
  readonly rung: number;
  /** When this rung was first asked. */
  readonly rungSince: Instant;
  /** The rungs asked before, in order, and when each was first asked. */
  readonly climbed?: readonly { readonly rung: number; readonly at: Instant }[];
  readonly telephone: string;
  readonly acknowledged: { readonly by: Person; readonly at: Instant } | undefined;
}

/**
 * Who is told when the first look has passed and nobody has claimed it: the hub's administrator, then its lead. When one comes back to
 * wait, the steps begin again from then.
 */
export const unclaimedSteps = ['unclaimedAdministrator', 'unclaimedLead'] as const;
/** The warnings that nobody has claimed it; given again for each time it waits. */
export const untilClaimed = ['firstLook', ...unclaimedSteps] as const;
/** What the clock warns of. */
export type ClockWarning = WarningKind | (typeof unclaimedSteps)[number];

/** What the clock reminds of, each once for the same offer, question or claim. */
export const reminders = ['offerWaits', 'offerEscalates', 'questionWaits', 'questionStillWaits', 'claimQuiet', 'claimStillQuiet'] as const;
export type Reminder = (typeof reminders)[number];

export const holdReasons = holdList.all;
export type HoldReason = CodeOf<typeof holdList>;

/** Who should claim it next; anybody else who may still can. */
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
  /** The offer it was accepted by, while the organisation that accepted it has it. */
  readonly contract: Offer | undefined;
}

export interface Claimed extends Facts {
  readonly status: 'claimed';
  readonly claimant: Person;
  readonly claimedAt: Instant;
  /** When its claimant last said that they are still working on it, or its last hold ended. */
  readonly keptAt: Instant | undefined;
  /** When the clock asked its claimant whether they are still working on it; `undefined`: not since `keptAt` or the claim. */
  readonly quietAskedAt: Instant | undefined;
  readonly contract: Offer | undefined;
}

/** Offered to the other organisation, which has not accepted yet. Its holder is still the one that offers. */
export interface Offered extends Facts {
  readonly status: 'offered';
  readonly offer: Offer;
  /** The offer by which its holder has it; it holds again if this one is declined or taken back. */
  readonly contract: Offer | undefined;
}

/** Every outcome there has ever been, and every way of telling the patient. What is offered now is in `lists.ts`. */
export const outcomes = outcomeList.all;
export type Outcome = CodeOf<typeof outcomeList>;
export const tellings = tellingList.all;
export type Telling = CodeOf<typeof tellingList>;

/** Another contact of the same patient, as it was when it was looked at. */
export interface Contact {
  readonly id: EConsultId;
  readonly at: Instant;
  /** Whose patient; `undefined`: not placed yet. */
  readonly practice: OdsCode | undefined;
  /** Who had it, and who closed it where it is closed. */
  readonly holder: OrganisationId;
  readonly closed?: { readonly at: Instant; readonly outcome: Outcome };
}

export interface Completed extends Facts {
  readonly status: 'completed';
  readonly completedAt: Instant;
  readonly outcome: Outcome;
  /** The version of the list of outcomes it was chosen from; absent: the first. */
  readonly list?: number;
  /** Who completed it; `undefined` if the sender withdrew it before anybody had claimed it. */
  readonly completedBy: Person | undefined;
  readonly patientTold: { readonly how: Telling; readonly by: Person; readonly at: Instant } | undefined;
  /** What must still be done. */
  readonly followUp: string | undefined;
}

export type EConsult = Waiting | Claimed | Offered | Completed;
export type Open = Exclude<EConsult, Completed>;
