// What has happened to a disaster; the list of these is its history.
import type { EConsultId, HubId, Instant, OrganisationId, Person } from '../terms.ts';
import type { DrillResult, Dropped, Ended, Plan, Preview, Progress } from './state.ts';

interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}
export interface DisasterProposed extends Happened<'DisasterProposed'> {
  readonly by: Person;
  readonly hub: HubId;
  readonly id: string;
  readonly plan: Plan;
  readonly preview: Preview;
  readonly lapsesAt: Instant;
  /** The other leads who can confirm it. */
  readonly asked: readonly Person[];
}
interface Decided {
  /** Whoever confirmed it. */
  readonly by: Person;
  readonly preview: Preview;
  /** Decided without a second lead; why. */
  readonly alone?: string;
  /** Leads of the hub, who hear of it in their own chats. */
  readonly leads: readonly Person[];
}
/** Confirmed for a later time. */
export interface DisasterAgreed extends Happened<'DisasterAgreed'>, Decided {
  readonly startsAt: Instant;
}
export interface DisasterStarted extends Happened<'DisasterStarted'>, Decided {
  readonly until: Instant;
}
/** So much had changed that it must be read again before it can be confirmed. */
export interface PreviewRenewed extends Happened<'PreviewRenewed'> {
  readonly preview: Preview;
}
export interface DisasterDropped extends Happened<'DisasterDropped'> {
  readonly because: Dropped['dropped']['because'];
  readonly by?: Person;
}
export interface DisasterExtended extends Happened<'DisasterExtended'> {
  readonly by: Person;
  readonly until: Instant;
}
export type DisasterEnded = Happened<'DisasterEnded'> & Ended;
/** What a look found; `news`: what is said because of it. `leads`: who hears of that in their own chats. */
export interface DisasterLooked extends Happened<'DisasterLooked'> {
  readonly progress?: Progress;
  readonly news?: 'howItStands' | 'endsSoon';
  readonly unclaimed?: readonly string[];
  readonly leads?: readonly Person[];
  readonly nextLook: Instant;
}
/** Everything that it moved is closed, back, or in the hands of whoever has it. */
export interface DisasterClosed extends Happened<'DisasterClosed'> {
  readonly progress: Progress;
  readonly result?: DrillResult;
}
/** A lead has entered what was done on paper. */
export interface PaperCheckedIn extends Happened<'PaperCheckedIn'> {
  readonly by: Person;
  readonly entered: readonly EConsultId[];
  readonly agrees: readonly EConsultId[];
  readonly differs: readonly EConsultId[];
}
export interface DisasterSigned extends Happened<'DisasterSigned'> {
  readonly by: Person;
  readonly organisation: OrganisationId;
}
export type DisasterEvent =
  | DisasterProposed
  | DisasterAgreed
  | DisasterStarted
  | PreviewRenewed
  | DisasterDropped
  | DisasterExtended
  | DisasterEnded
  | DisasterLooked
  | PaperCheckedIn
  | DisasterSigned
  | DisasterClosed;
