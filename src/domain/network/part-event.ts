// What has happened to a part of a hub: the network's events as that part sees them, holding what changed and no more.
import type { HubId, OdsCode, OrganisationId, PersonId } from '../terms.ts';
import type { NetworkEvent } from './event.ts';
import type { Clearance, Hub, Post, Practice } from './hubs-practices-staff.ts';
import type { PackedMember } from './packed-staff.ts';

type Happened = Pick<NetworkEvent, 'at' | 'by'>;
type Of<Type extends NetworkEvent['type']> = Extract<NetworkEvent, { readonly type: Type }>;

/** Set from a file: the hub, and those of its practices that are new or others than they were. */
interface OrganisationsSet {
  readonly type: 'OrganisationsSet';
  readonly hub: Hub;
  readonly practices: Readonly<Record<OdsCode, Practice>>;
  readonly removed: readonly OdsCode[];
}
export type OrganisationsEvent =
  | (Happened & OrganisationsSet)
  | Of<
      | 'ChannelGiven'
      | 'PracticesAdded'
      | 'RecordsSet'
      | 'HoursSet'
      | 'DaySet'
      | 'PathwaySet'
      | 'CutOffSet'
      | 'AllocationSet'
      | 'AgreementSet'
      | 'StageSet'
      | 'PracticeClosed'
      | 'ContactsSet'
      | 'TaskTemplateSet'
      | 'BuddySet'
      | 'WorkMinutesSet'
      | 'InForceSet'
    >;

/** Posts are those at this hub and its practices; `places`: where each stands among all that the person has. */
interface PostsHere {
  readonly person: PersonId;
  readonly name: string;
  readonly posts: readonly Post[];
  readonly places: readonly number[];
}
export type StaffEvent =
  /** Set from a file: those who are new or others than they were. A long list is several events. */
  | (Happened & {
      readonly type: 'StaffSet';
      readonly people: Readonly<Record<PersonId, PackedMember>>;
      readonly removed: readonly PersonId[];
    })
  | (Happened & PostsHere & { readonly type: 'StaffAdded' | 'PostsChanged' })
  | (Happened & { readonly type: 'ClearanceGiven'; readonly person: PersonId; readonly clearance: Clearance; readonly place: number })
  | Of<'ClearanceRemoved' | 'StaffRemoved'>;

export type ShiftsEvent =
  | Of<'WentOnShift'>
  /** `to`: they went on shift at another hub, and have not said that they were leaving. */
  | (Of<'WentOffShift'> & { readonly to?: OrganisationId })
  /** They hold no post any more where they were on shift; of those who have gone, nothing is remembered. */
  | (Happened & { readonly type: 'ShiftsEnded'; readonly people: readonly PersonId[]; readonly gone: readonly PersonId[] });

/** Which hubs there are, once the parts of all of them are written. */
export type RosterEvent = Happened & { readonly type: 'HubsSet'; readonly hubs: readonly HubId[]; readonly digest?: string };

export type PartEvent = OrganisationsEvent | StaffEvent | ShiftsEvent | RosterEvent;

/** What happens to one part of one hub. */
export type Routed = { readonly hub: HubId } & (
  | { readonly part: 'organisations'; readonly event: OrganisationsEvent }
  | { readonly part: 'staff'; readonly event: StaffEvent }
  | { readonly part: 'shifts'; readonly event: ShiftsEvent }
);
