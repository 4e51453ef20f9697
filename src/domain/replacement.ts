// Who stands where somebody stood who leaves, a practice that closes, or a hub that a practice leaves: the same for everything that is open.
import type { HubId, OdsCode, Person } from './terms.ts';

/** `to` absent: what they have goes back to its queue. */
export interface PersonLeaves {
  readonly what: 'personLeaves';
  readonly from: Person;
  readonly to?: Person;
}
/** `to` absent: the hub goes on with what is open until it is finished. */
export interface PracticeCloses {
  readonly what: 'practiceCloses';
  readonly from: OdsCode;
  readonly to?: OdsCode;
}
/** What the hub that it leaves has not finished goes home to the practice. */
export interface PracticeMoves {
  readonly what: 'practiceMoves';
  readonly practice: OdsCode;
  readonly from: HubId;
}
export interface RepairAsked {
  readonly type: 'repair';
  readonly repair: string;
  /** The lead who confirmed it. */
  readonly lead: Person;
  readonly change: PersonLeaves | PracticeCloses | PracticeMoves;
}
