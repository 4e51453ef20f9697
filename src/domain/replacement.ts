// Who stands where somebody stood who leaves, or a practice that closes: the same for everything that is open.
import type { OdsCode, Person } from './terms.ts';

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
export interface RepairAsked {
  readonly type: 'repair';
  readonly repair: string;
  /** The lead who confirmed it. */
  readonly lead: Person;
  readonly change: PersonLeaves | PracticeCloses;
}
