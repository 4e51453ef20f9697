// Who may do what: role at the organisation, and clearance for the practice whose patient it is.
import type { Facts } from './econsult/state.ts';
import { type Network, type StaffMember, staffIn } from './network/state.ts';
import type { Kind, OdsCode, Person, PersonId, Role } from './terms.ts';
import { personOf } from './terms.ts';

/** What is missing, and who can help instead. */
export type AccessRefusal =
  | { readonly why: 'notStaff' }
  | { readonly why: 'notCleared'; readonly practice: OdsCode; readonly ask: readonly Person[] }
  | { readonly why: 'roleLacks'; readonly need: readonly Role[]; readonly ask: readonly Person[] };

/** Which kinds each role may take on and answer; a clinical question is answered by a clinician. */
const answers: Readonly<Record<Role, readonly Kind[]>> = {
  clinician: ['clinical', 'admin', 'clinicalAdmin'],
  clinicalLead: ['clinical', 'admin', 'clinicalAdmin'],
  hubLead: ['admin'],
  hubAdministrator: ['admin'],
  practiceClinician: ['clinical', 'admin', 'clinicalAdmin'],
  practiceAdministrator: ['admin'],
};
const placing: readonly Role[] = ['hubLead', 'hubAdministrator'];

type WhoseItIs = Pick<Facts, 'hub' | 'practice' | 'holder' | 'kind'>;

/** Whether a person may claim, release and complete this eConsult at the organisation that holds it. `undefined`: yes. */
export function mayAnswer(network: Network, person: PersonId, it: WhoseItIs): AccessRefusal | undefined {
  const member = network.staff[person];
  if (member === undefined) return { why: 'notStaff' };
  const need = (Object.keys(answers) as Role[]).filter((role) => answers[role].includes(it.kind) && existsAt(role, it));
  if (!member.posts.some((post) => post.at === it.holder && need.includes(post.role))) {
    return {
      why: 'roleLacks',
      need,
      ask: need
        .flatMap((role) => staffIn(network, role, it.holder))
        .filter(clearedFor(it.practice))
        .map(personOf),
    };
  }
  return mayRead(network, member, it);
}

/** Whether a person may read everything the sender wrote. `undefined`: yes. */
export function mayView(network: Network, person: PersonId, it: WhoseItIs): AccessRefusal | undefined {
  const member = network.staff[person];
  if (member === undefined) return { why: 'notStaff' };
  return mayRead(network, member, it);
}

/** Whether a person may say whose patient an unplaced eConsult is about. `undefined`: yes. */
export function mayPlace(network: Network, person: PersonId, it: WhoseItIs): AccessRefusal | undefined {
  const member = network.staff[person];
  if (member === undefined) return { why: 'notStaff' };
  if (member.posts.some((post) => post.at === it.hub && placing.includes(post.role))) return undefined;
  return { why: 'roleLacks', need: placing, ask: placing.flatMap((role) => staffIn(network, role, it.hub)).map(personOf) };
}

function mayRead(network: Network, member: StaffMember, it: WhoseItIs): AccessRefusal | undefined {
  // Nobody is cleared for a practice that is not known yet: only those who can place it need to read it.
  if (it.practice === undefined) return mayPlace(network, member.id, it);
  if (clearedFor(it.practice)(member)) return undefined;
  return { why: 'notCleared', practice: it.practice, ask: staffIn(network, 'hubLead', it.hub).map(personOf) };
}

function existsAt(role: Role, it: WhoseItIs): boolean {
  const atPractice = role === 'practiceAdministrator' || role === 'practiceClinician';
  return atPractice === (it.holder !== it.hub);
}

const clearedFor = (practice: OdsCode | undefined) => (member: StaffMember) =>
  practice === undefined || member.cleared.includes(practice) || member.posts.some((post) => post.at === practice);
