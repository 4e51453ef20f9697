// Who may do what: role at the organisation, clearance for the practice, capability in its record, agreement in force.

import type { Facts } from '../econsult/state.ts';
import { own } from '../lookup.ts';
import type { Capability, EConsultId, HubId, Instant, Kind, OdsCode, OrganisationId, Person, PersonId, Role } from '../terms.ts';
import { personOf } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import { mayBuddy } from './buddies.ts';
import { type CrossingRefusal, outsideAgreement } from './crossing.ts';
import { loginsOf } from './logins.ts';
import { hubOf, leadsOf, loginsMaxDefault, type Network, type StaffMember, staffIn } from './state.ts';
import { staffAt } from './who-is-where.ts';

/** Why somebody may not do something, and who can help instead. */
export type AccessRefusal =
  | { readonly why: 'notStaff' }
  /**
   * It does not exist, or not for them. Both have the same refusal, so that people from other organisations cannot find out which it is.
   */
  | { readonly why: 'notYours'; readonly id: EConsultId; readonly ask: readonly Person[] }
  | { readonly why: 'notCleared'; readonly practice: OdsCode; readonly ask: readonly Person[] }
  | { readonly why: 'clearanceEnded'; readonly practice: OdsCode; readonly ended: string; readonly ask: readonly Person[] }
  | { readonly why: 'capabilityLacks'; readonly practice: OdsCode; readonly capability: Capability; readonly ask: readonly Person[] }
  | CrossingRefusal
  | { readonly why: 'tooManyLogins'; readonly practice: OdsCode; readonly loginsMax: number; readonly ask: readonly Person[] }
  | { readonly why: 'roleLacks'; readonly need: readonly Role[]; readonly ask: readonly Person[] };

/** Which kinds each role may take on and answer; a clinical question is answered by a clinician. */
const answers: Readonly<Record<Role, readonly Kind[]>> = {
  clinician: ['clinical', 'admin', 'clinicalAdmin'],
  dutyClinician: ['clinical', 'admin', 'clinicalAdmin'],
  clinicalLead: ['clinical', 'admin', 'clinicalAdmin'],
  hubLead: ['admin'],
  hubAdministrator: ['admin'],
  practiceClinician: ['clinical', 'admin', 'clinicalAdmin'],
  practiceAdministrator: ['admin'],
};
const practiceRoles: readonly Role[] = ['practiceAdministrator', 'practiceClinician'];
export const clinicians: readonly Role[] = ['clinician', 'dutyClinician', 'clinicalLead', 'practiceClinician'];
const placing: readonly Role[] = ['hubLead', 'hubAdministrator'];

export type WhoseItIs = Pick<Facts, 'hub' | 'practice' | 'holder' | 'kind'>;

/** The fields that decide who may know of an eConsult; a row of a queue has them too. */
export interface Known {
  readonly hub: HubId;
  readonly practice?: OdsCode | undefined;
  /** Another than these two only where a disaster has moved it there. */
  readonly holder?: OrganisationId | 'unplaced';
  /** Whoever has claimed it. */
  readonly claimant?: Person | PersonId | undefined;
}

/**
 * Whether somebody may know that it exists; asked before anything about it is shown or decided. Staff of its hub, its practice and whoever
 * has it may, and its claimant, who must be able to release it wherever they work now.
 */
export function maySee(network: Network, person: PersonId, it: Known): boolean {
  const member = own(network.staff, person);
  if (member === undefined) return false;
  const has = typeof it.claimant === 'object' ? it.claimant.id : it.claimant;
  return has === person || member.posts.some(({ at }) => at === it.hub || at === it.practice || at === it.holder);
}

/** The refusal for somebody who may not know of it: who in their own organisation can help, and nothing about the eConsult. */
export function unseen(network: Network, person: PersonId, id: EConsultId): AccessRefusal {
  const member = own(network.staff, person);
  if (member === undefined) return { why: 'notStaff' };
  const hubs = new Set(member.posts.flatMap(({ at }) => hubOf(network, at) ?? []));
  const leads = [...hubs].flatMap((hub) => leadsOf(network, hub)).filter((lead) => lead.id !== person);
  return { why: 'notYours', id, ask: distinct(leads).map(personOf) };
}

/** The organisation whose card a person sees; `here`: the organisation whose channel they are in, if any. `undefined`: they see none. */
export function sideOf(
  network: Network,
  person: PersonId,
  it: Omit<Known, 'holder'> & Pick<Facts, 'holder' | 'shownIn'>,
  here: OrganisationId | undefined,
): OrganisationId | undefined {
  const works = (at: OrganisationId | undefined): boolean => own(network.staff, person)?.posts.some((post) => post.at === at) ?? false;
  if (maySee(network, person, it)) return here ?? [it.holder, it.hub, it.practice].find(works) ?? it.holder;
  // Their channel had its card once, which now says that it is elsewhere; so they may be told that.
  return it.shownIn.find(works);
}

/** Whether a person may claim, release and complete this eConsult at the organisation that holds it. `undefined`: yes. */
export function mayAnswer(network: Network, person: PersonId, it: WhoseItIs, at: Instant): AccessRefusal | undefined {
  return mayTakeOn(network, person, it, at) ?? mayDo(network, person, it, 'write', at);
}

/** The same without the practice's record: whether a person's role at the organisation that holds it answers this kind. `undefined`: yes. */
export function mayTakeOn(network: Network, person: PersonId, it: WhoseItIs, at: Instant): AccessRefusal | undefined {
  const need = (Object.keys(answers) as Role[]).filter(
    (role) => answers[role].includes(it.kind) && belongsAt(role, Object.hasOwn(network.hubs, it.holder)),
  );
  return inRole(network, person, it, need, it.holder, at);
}

/** Whether anybody at an organisation may claim this kind there: in the right role, cleared, with the agreement in force. */
export function anybodyMayAnswer(network: Network, it: WhoseItIs, organisation: OrganisationId, at: Instant): boolean {
  const { practice } = it;
  if (practice === undefined) return false;
  const today = onTheWall(at).date;
  const hub = organisation === it.hub;
  if (hub ? outsideAgreement(network, it.hub, practice, at) : !mayBuddy(network, it.hub, { organisation, practice }, today)) return false;
  return staffAt(network, organisation).some(
    (member) =>
      member.posts.some((post) => post.at === organisation && answers[post.role].includes(it.kind)) &&
      canDo(member, practice, 'write', today),
  );
}

/** Whether a person may act for one side of a pass-back: accept, decline, ask, answer. `undefined`: yes. */
export function maySpeakFor(
  network: Network,
  person: PersonId,
  it: WhoseItIs,
  organisation: OrganisationId,
  at: Instant,
): AccessRefusal | undefined {
  return worksAt(network, person, it, organisation, at) ?? mayDo(network, person, it, 'view', at);
}

/** Whether a person holds any post of the hub's, or any of a practice's, at the organisation. `undefined`: yes. */
export function worksAt(
  network: Network,
  person: PersonId,
  it: WhoseItIs,
  organisation: OrganisationId,
  at: Instant,
): AccessRefusal | undefined {
  const need = (Object.keys(answers) as Role[]).filter((role) => belongsAt(role, Object.hasOwn(network.hubs, organisation)));
  return inRole(network, person, it, need, organisation, at);
}

/** Whether a person holds one of the roles at the organisation. `undefined`: yes. */
export function mayAs(
  network: Network,
  person: PersonId,
  it: WhoseItIs,
  need: readonly Role[],
  organisation: OrganisationId,
  at: Instant,
): AccessRefusal | undefined {
  return inRole(network, person, it, need, organisation, at);
}

/** Whether a person may read everything the sender wrote. `undefined`: yes. */
export function mayView(network: Network, person: PersonId, it: WhoseItIs, at: Instant): AccessRefusal | undefined {
  return mayDo(network, person, it, 'view', at);
}

/** Whether somebody from the hub or another practice looks at it: they must give a reason. */
export function needsReason(network: Network, person: PersonId, it: WhoseItIs): boolean {
  return it.practice !== undefined && !own(network.staff, person)?.posts.some((post) => post.at === it.practice);
}

/** Whether a person may say whose patient an unplaced eConsult is about. `undefined`: yes. */
export function mayPlace(network: Network, person: PersonId, it: WhoseItIs, at: Instant): AccessRefusal | undefined {
  return inRole(network, person, it, placing, it.hub, at);
}

/** Whether a person may do this in the practice's record: cleared, able, not ended, and the agreement in force. `undefined`: yes. */
export function mayDo(network: Network, person: PersonId, it: WhoseItIs, capability: Capability, at: Instant): AccessRefusal | undefined {
  const member = own(network.staff, person);
  if (member === undefined) return { why: 'notStaff' };
  const { practice } = it;
  // Nobody can be cleared for a practice that is not known yet; only those who can place it need to read it.
  if (practice === undefined) return mayPlace(network, person, it, at);
  if (member.posts.some((post) => post.at === practice)) return undefined;
  const today = onTheWall(at).date;
  const ask = () => othersWho(network, it, capability, today);
  const clearance = member.cleared.find((each) => each.practice === practice);
  if (clearance === undefined) return { why: 'notCleared', practice, ask: ask() };
  if (clearance.until !== undefined && clearance.until < today)
    return { why: 'clearanceEnded', practice, ended: clearance.until, ask: ask() };
  if (!clearance.capabilities.includes(capability)) return { why: 'capabilityLacks', practice, capability, ask: ask() };
  const outside = outsideAgreement(network, it.hub, practice, at);
  if (outside) return outside;
  return capability === 'view' ? undefined : withinLogins(network, member, it, practice, ask);
}

/** Each practice with a separate log-in counts; with more than agreed, people share them or write them down. */
function withinLogins(
  network: Network,
  member: StaffMember,
  it: WhoseItIs,
  practice: OdsCode,
  ask: () => readonly Person[],
): AccessRefusal | undefined {
  if (own(network.practices, practice)?.recordAccess !== 'separate') return undefined;
  const loginsMax = own(network.hubs, it.hub)?.loginsMax ?? loginsMaxDefault;
  return loginsOf(network, member).indexOf(practice) < loginsMax ? undefined : { why: 'tooManyLogins', practice, loginsMax, ask: ask() };
}

function inRole(
  network: Network,
  person: PersonId,
  it: WhoseItIs,
  need: readonly Role[],
  at: OrganisationId,
  now: Instant,
): AccessRefusal | undefined {
  const member = own(network.staff, person);
  if (member === undefined) return { why: 'notStaff' };
  if (member.posts.some((post) => post.at === at && need.includes(post.role))) return undefined;
  const today = onTheWall(now).date;
  const able = need
    .flatMap((role) => staffIn(network, role, at))
    .filter((each) => it.practice === undefined || canDo(each, it.practice, 'view', today));
  return { why: 'roleLacks', need, ask: distinct(able).map(personOf) };
}

const belongsAt = (role: Role, hub: boolean): boolean => practiceRoles.includes(role) !== hub;

/** Whether a person belongs to the practice or is cleared there for this on a date. */
export function canDo(member: StaffMember, practice: OdsCode, capability: Capability, today: string): boolean {
  return (
    member.posts.some((post) => post.at === practice) ||
    member.cleared.some(
      (each) => each.practice === practice && each.capabilities.includes(capability) && (each.until === undefined || each.until >= today),
    )
  );
}

/** Who can help instead: colleagues at its holder who may do it, otherwise those who can change who may. */
function othersWho(network: Network, it: WhoseItIs, capability: Capability, today: string): readonly Person[] {
  const { practice } = it;
  const able = staffAt(network, it.holder).filter(
    (member) =>
      practice !== undefined &&
      member.posts.some((post) => post.at === it.holder && clinicians.includes(post.role)) &&
      canDo(member, practice, capability, today),
  );
  return (able.length > 0 ? able : staffIn(network, 'hubLead', it.hub)).map(personOf);
}

const distinct = (members: readonly StaffMember[]): readonly StaffMember[] => [
  ...new Map(members.map((member) => [member.id, member])).values(),
];
