// Who has done what of their work lately: claimed, passed, accepted, signed, taken part in a drill, or learned with made-up eConsults.
import { own } from '../lookup.ts';
import type { Network, StaffMember } from '../network/state.ts';
import { staffAt } from '../network/who-is-where.ts';
import { rehearsedFor } from '../reference.ts';
import type { Instant, OrganisationId, PersonId } from '../terms.ts';

/** Whoever has not done it for so long may have forgotten how. */
export const trainedDays = 90;

export const skills = ['claimed', 'passed', 'accepted', 'signed', 'drilled', 'learned'] as const;
export type Skill = (typeof skills)[number];

/** What of it is asked of the log, by kind. */
export const trainedEvents = {
  econsult: ['Claimed', 'TakenOver', 'Pulled', 'PassedBack', 'SentToHub', 'Accepted'],
  rehearsal: ['Claimed', 'TakenOver', 'Pulled', 'PassedBack', 'SentToHub', 'Accepted', 'Completed'],
  task: ['TaskAccepted', 'TaskClaimed', 'TaskTakenOver', 'TaskSent'],
  day: ['DaySigned'],
  disaster: ['DisasterSigned'],
} as const;
const skillOf: Readonly<Record<string, Skill>> = {
  ...{ Claimed: 'claimed', TakenOver: 'claimed', Pulled: 'claimed', TaskClaimed: 'claimed', TaskTakenOver: 'claimed' },
  ...{ PassedBack: 'passed', SentToHub: 'passed', TaskSent: 'passed' },
  ...{ Accepted: 'accepted', TaskAccepted: 'accepted' },
  ...{ DaySigned: 'signed', DisasterSigned: 'signed' },
};

export interface Done {
  readonly by: PersonId;
  readonly at: Instant;
  readonly id: string;
  readonly type: string;
}
export interface Trained {
  readonly member: StaffMember;
  /** When they last did it; what is absent they have not. */
  readonly last: Readonly<Partial<Record<Skill, Instant>>>;
}

/** Everybody who works there, those who have done least first. `done`: of the last `trainedDays`, in any order. */
export function trainedAt(network: Network, organisation: OrganisationId, done: readonly Done[]): readonly Trained[] {
  const byPerson = new Map<PersonId, Partial<Record<Skill, Instant>>>();
  for (const each of done) {
    const skill = skillIn(each);
    if (skill === undefined) continue;
    const last = byPerson.get(each.by) ?? {};
    byPerson.set(each.by, (last[skill] ?? '') < each.at ? { ...last, [skill]: each.at } : last);
  }
  return staffAt(network, organisation)
    .filter((member) => member.posts.some(({ at }) => at === organisation))
    .map((member) => ({ member, last: byPerson.get(member.id) ?? {} }))
    .sort((a, b) => Object.keys(a.last).length - Object.keys(b.last).length || a.member.name.localeCompare(b.member.name));
}

/** What was done with something made up counts as that, whatever it was; what is watched in shadow is done as on any day. */
function skillIn({ id, type }: Done): Skill | undefined {
  const why = rehearsedFor(id);
  return why === 'drill' ? 'drilled' : why === 'training' ? 'learned' : own(skillOf, type);
}
