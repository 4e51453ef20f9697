// Why a change of the network can be refused, and who may change what.
import { own } from '../lookup.ts';
import type { PersonalKind } from '../privacy.ts';
import type { Actor, HubId, Instant, Kind, OdsCode, OrganisationId, Person, PersonId } from '../terms.ts';
import { personOf } from '../terms.ts';
import type { NetworkEvent } from './event.ts';
import type { PartName } from './parts.ts';
import { holdsPost, hubOf, type Network, staffIn } from './state.ts';

export type Leading = 'hubLead' | 'hubLead or hubAdministrator';

export type NetworkRefusal =
  | { readonly why: 'organisationUnknown'; readonly organisation: OrganisationId }
  | { readonly why: 'practiceUnknown'; readonly practice: OdsCode }
  /** What is open at these hubs would not be looked after any more. */
  | { readonly why: 'hubsLeftOut'; readonly hubs: readonly HubId[] }
  /** `mayShare`: both are practices of one hub, so that it can be wanted all the same. */
  | { readonly why: 'channelTaken'; readonly organisation: OrganisationId; readonly mayShare: boolean }
  /** It is a personal or group chat: the rest of the organisation would not see its cards. */
  | { readonly why: 'noTeamChannel' }
  /** `ask`: who of that hub can do it instead. */
  | { readonly why: 'notAllowed'; readonly need: Leading; readonly ask: readonly Person[] }
  /** Only a person can go on shift. */
  | { readonly why: 'personNeeded' }
  /** Only a disaster that was started by two leads is in force. */
  | { readonly why: 'clockOnly' }
  /** Only the clock puts other people on or off shift, by the rota. */
  | { readonly why: 'onlyOneself' }
  | { readonly why: 'personUnknown'; readonly person: PersonId }
  | { readonly why: 'personIdWrong' }
  | { readonly why: 'nameWrong'; readonly charactersMax: number }
  | { readonly why: 'alreadyStaff'; readonly person: Person }
  | { readonly why: 'postsMissing' }
  /** A practice's role at a hub, or the other way round. */
  | { readonly why: 'postMisplaced'; readonly organisation: OrganisationId }
  /** The hub would be left without a lead, who alone can put things right. */
  | { readonly why: 'lastLead'; readonly hub: HubId }
  | { readonly why: 'ownPractice'; readonly practice: OdsCode }
  | { readonly why: 'capabilitiesMissing' }
  | { readonly why: 'tooManyLogins'; readonly practice: OdsCode; readonly loginsMax: number }
  | { readonly why: 'dateWrong' }
  | { readonly why: 'hoursWrong'; readonly faults: readonly string[] }
  | { readonly why: 'reasonWrong'; readonly charactersMax: number }
  | { readonly why: 'timeWrong' }
  | { readonly why: 'tooManyChanges'; readonly changesMax: number }
  | { readonly why: 'allocationWrong'; readonly allocationMax: number }
  /** It closes, or the one that is to take over does. */
  | { readonly why: 'practiceCloses'; readonly practice: OdsCode; readonly from: string }
  /** Nobody takes over from itself, nor a practice of another hub. */
  | { readonly why: 'successorWrong' }
  /** Of a limited stage: no kind was chosen. */
  | { readonly why: 'kindsMissing' }
  /** It can be decided all the same, by whoever says why. */
  | { readonly why: 'checklistOpen'; readonly missing: number }
  | { readonly why: 'contactWrong' }
  | { readonly why: 'templateWrong'; readonly nameMax: number; readonly charactersMax: number }
  | { readonly why: 'templatePersonal'; readonly found: readonly PersonalKind[] }
  | { readonly why: 'templateNameTaken'; readonly name: string }
  | { readonly why: 'tooManyTemplates'; readonly templatesMax: number }
  /** It was taken away, or is called otherwise now. */
  | { readonly why: 'templateUnknown' }
  /** Nobody is their own buddy. */
  | { readonly why: 'buddyItself' }
  | { readonly why: 'endsBeforeItBegins' }
  /** The same two have one from the same day. */
  | { readonly why: 'buddyThere' }
  | { readonly why: 'buddyUnknown' }
  | { readonly why: 'workMinutesWrong'; readonly kind: Kind; readonly minutesMax: number }
  /** A hub's part has a row of its own in the store, and a row has an end. */
  | {
      readonly why: 'hubFull';
      readonly hub: HubId;
      readonly part: PartName;
      readonly characters: number;
      readonly charactersMax: number;
    }
  /** Nobody named in the settings, and no lead of a hub. */
  | { readonly why: 'mayNotBegin'; readonly hasHubs: boolean }
  /** It is a hub or practice already, or its name means something else. */
  | { readonly why: 'codeTaken'; readonly organisation: OrganisationId; readonly hub: HubId | undefined }
  | { readonly why: 'codeWrong'; readonly code: string }
  | { readonly why: 'telephoneWrong' }
  | { readonly why: 'practicesMissing' }
  | { readonly why: 'tooManyPractices'; readonly practicesMax: number }
  /** Of the colleague somebody should be like: nothing is held there any more. */
  | { readonly why: 'nothingLike'; readonly person: Person }
  | { readonly why: 'likeThemselves' }
  | { readonly why: 'noPostThere'; readonly organisation: OrganisationId; readonly posts: readonly OrganisationId[] };

export type NetworkDecision = { readonly events: readonly NetworkEvent[] } | { readonly refusal: NetworkRefusal };

/** What is decided on: the command, and the network as it is. */
export interface Question<Command extends { readonly at: Instant; readonly by: Actor }> {
  readonly command: Command;
  readonly network: Network;
}

export const unchanged: NetworkDecision = { events: [] };
export const refuse = (refusal: NetworkRefusal): NetworkDecision => ({ refusal });
export const happened = (event: NetworkEvent): NetworkDecision => ({ events: [event] });

/**
 * Whether somebody may change what belongs to an organisation: the hub lead of its hub, and for some things the hub administrator. Files
 * and the sandbox always may, because whoever can run those has all keys anyway. `undefined`: yes.
 */
export function mayChange(network: Network, by: Actor, organisation: OrganisationId, need: Leading): NetworkRefusal | undefined {
  const hub = hubOf(network, organisation);
  if (hub === undefined) return { why: 'organisationUnknown', organisation };
  if (by.kind !== 'person') return undefined;
  const member = own(network.staff, by.id);
  const roles = need === 'hubLead' ? (['hubLead'] as const) : (['hubLead', 'hubAdministrator'] as const);
  if (member !== undefined && roles.some((role) => holdsPost(member, role, hub))) return undefined;
  return { why: 'notAllowed', need, ask: staffIn(network, 'hubLead', hub).map(personOf) };
}

export const practiceOf = (network: Network, code: OdsCode) => own(network.practices, code);
