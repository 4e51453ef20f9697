// What has happened to the network.

import type { Actor, HubId, Instant, Kind, OdsCode, OrganisationId, PersonId } from '../terms.ts';
import type { ClockTime, HoursException, LocalDate, OpeningHours } from '../time/hours.ts';
import type { InForce } from './in-force.ts';
import type {
  Agreement,
  Buddy,
  Channel,
  Clearance,
  Contacts,
  Hub,
  NetworkContent,
  PathwayChange,
  Post,
  Practice,
  StageStep,
  TaskTemplate,
} from './state.ts';

interface Happened {
  readonly at: Instant;
  readonly by: Actor;
}

export type NetworkEvent = Happened &
  (
    | { readonly type: 'NetworkEstablished'; readonly network: NetworkContent; readonly digest?: string }
    /** `posts`: all that its first lead then holds; without `lead` nobody leads it yet. */
    | {
        readonly type: 'HubAdded';
        readonly hub: Hub;
        readonly lead?: { readonly person: PersonId; readonly name: string; readonly posts: readonly Post[] };
      }
    | { readonly type: 'PracticesAdded'; readonly hub: HubId; readonly practices: readonly Practice[] }
    | {
        readonly type: 'RecordsSet';
        readonly practice: OdsCode;
        readonly recordSystem: Practice['recordSystem'];
        readonly recordAccess: NonNullable<Practice['recordAccess']>;
      }
    | { readonly type: 'ChannelGiven'; readonly channel: Channel }
    | { readonly type: 'StaffAdded'; readonly person: PersonId; readonly name: string; readonly posts: readonly Post[] }
    | { readonly type: 'PostsChanged'; readonly person: PersonId; readonly posts: readonly Post[] }
    | { readonly type: 'ClearanceGiven'; readonly person: PersonId; readonly clearance: Clearance }
    | { readonly type: 'ClearanceRemoved'; readonly person: PersonId; readonly practice: OdsCode }
    | { readonly type: 'StaffRemoved'; readonly person: PersonId }
    | { readonly type: 'HoursSet'; readonly organisation: OrganisationId; readonly week: OpeningHours['week'] }
    | {
        readonly type: 'DaySet';
        readonly organisation: OrganisationId;
        readonly date: LocalDate;
        /** Absent: the usual hours again. */
        readonly exception?: HoursException;
      }
    | { readonly type: 'PathwaySet'; readonly practice: OdsCode; readonly change: PathwayChange }
    | { readonly type: 'CutOffSet'; readonly organisation: OrganisationId; readonly cutOff?: ClockTime }
    | { readonly type: 'AllocationSet'; readonly practice: OdsCode; readonly allocation?: number }
    | { readonly type: 'AgreementSet'; readonly practice: OdsCode; readonly agreement: Agreement }
    | { readonly type: 'StageSet'; readonly practice: OdsCode; readonly step: StageStep }
    | { readonly type: 'PracticeClosed'; readonly practice: OdsCode; readonly from: LocalDate; readonly successor?: OdsCode }
    | {
        readonly type: 'PracticeMoved';
        readonly practice: OdsCode;
        readonly from: HubId;
        readonly to: HubId;
        readonly finishes: LocalDate;
      }
    | { readonly type: 'ContactsSet'; readonly organisation: OrganisationId; readonly contacts: Contacts }
    | { readonly type: 'InForceSet'; readonly hub: HubId; readonly id: string; readonly inForce?: InForce }
    | {
        readonly type: 'TaskTemplateSet';
        readonly organisation: HubId;
        /** The name of the one it replaces; without `template` that one was taken away. */
        readonly was?: string;
        readonly template?: TaskTemplate;
      }
    | { readonly type: 'BuddySet'; readonly organisation: HubId; readonly was?: string; readonly buddy?: Buddy }
    | { readonly type: 'WorkMinutesSet'; readonly organisation: HubId; readonly workMinutes: Readonly<Partial<Record<Kind, number>>> }
    | { readonly type: 'WentOnShift'; readonly person: PersonId; readonly organisation: OrganisationId }
    | { readonly type: 'WentOffShift'; readonly person: PersonId }
  );
