// What a repair of the network does to an eConsult, as what has then happened: somebody has left, or a practice has closed or gone to another hub.
import type { Instant, OdsCode, OrganisationId, Person } from '../terms.ts';

interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
  /** Empty: it was opened again after the repair. */
  readonly repair: string;
  readonly by: Person;
}
/** Whatever it kept in somebody's name is in nobody's now, or in that of whoever took over. */
export interface PersonReplaced extends Happened<'PersonReplaced'> {
  readonly from: Person;
  readonly to?: Person;
  /** It was claimed by them. */
  readonly claim?: true;
}
export interface PracticeReplaced extends Happened<'PracticeReplaced'> {
  /** The practice that has closed, or with `moved` the hub that it has left. */
  readonly from: OrganisationId;
  readonly moved?: true;
  /** Whose patient it is now; the same where nobody took the practice over. */
  readonly practice: OdsCode;
  readonly holder: OrganisationId;
  /** Whoever stands where the practice stood, in an offer or a question. */
  readonly instead: OrganisationId;
  /** Its claimant may go on with it. */
  readonly keeps?: true;
}
export type RepairEvent = PersonReplaced | PracticeReplaced;
export const isRepair = (event: { readonly type: string }): event is RepairEvent =>
  event.type === 'PersonReplaced' || event.type === 'PracticeReplaced';
