// Going on shift and off it: each for oneself, or the clock for whoever the rota has.
import { own } from '../lookup.ts';
import type { Instant, OrganisationId, PersonId } from '../terms.ts';
import type { GoOffShift, GoOnShift } from './command.ts';
import { happened, type NetworkDecision, type NetworkRefusal, type Question, refuse, unchanged } from './refusals.ts';
import type { Network } from './state.ts';

/** A shift lasts sixteen hours at most and may be looked at late; beyond this nothing that is planned can have begun before somebody left. */
const leavingKeptHours = 48;

/** Who has said that they were leaving, as far as it still matters at a moment. */
export function rememberedLeaving(leftAt: Readonly<Record<PersonId, Instant>>, at: Instant): Readonly<Record<PersonId, Instant>> {
  const since = new Date(Date.parse(at) - leavingKeptHours * 3_600_000).toISOString();
  return Object.fromEntries(Object.entries(leftAt).filter(([, left]) => left >= since));
}

export function goOnShift({ command, network }: Question<GoOnShift>): NetworkDecision {
  const { at, by, organisation, planned } = command;
  const whose = personOf(command);
  if (typeof whose !== 'string') return refuse(whose);
  const refusal = noPost(network, whose, organisation);
  if (refusal) return refuse(refusal);
  if (own(network.onShift, whose)?.at === organisation) return unchanged;
  const left = own(network.leftAt, whose);
  if (planned !== undefined && left !== undefined && left >= planned.from) return unchanged;
  return happened({ type: 'WentOnShift', at, by, person: whose, organisation });
}

/** Always allowed, even to somebody who is no longer on the staff. */
export function goOffShift({ command, network }: Question<GoOffShift>): NetworkDecision {
  const { at, by, planned } = command;
  const whose = personOf(command);
  if (typeof whose !== 'string') return refuse(whose);
  const there = own(network.onShift, whose);
  // Somebody who came on shift by themselves at the planned end or later stays on, however late the clock looks at that end.
  if (planned !== undefined && (there?.at !== planned.organisation || there.since >= planned.to)) return unchanged;
  return there === undefined ? unchanged : happened({ type: 'WentOffShift', at, by, person: whose });
}

/** Whose shift it is about: the one who asks, or by the clock the one planned. */
function personOf({ by, planned }: GoOnShift | GoOffShift): PersonId | NetworkRefusal {
  if (planned !== undefined) return by.kind === 'clock' ? planned.person : { why: 'onlyOneself' };
  return by.kind === 'person' ? by.id : { why: 'personNeeded' };
}

function noPost(network: Network, person: PersonId, organisation: OrganisationId): NetworkRefusal | undefined {
  const member = own(network.staff, person);
  if (member === undefined) return { why: 'personUnknown', person };
  const posts = [...new Set(member.posts.map((post) => post.at))];
  return posts.includes(organisation) ? undefined : { why: 'noPostThere', organisation, posts };
}
