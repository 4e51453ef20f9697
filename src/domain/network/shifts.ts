// Going on shift and off it: each for oneself.
import type { GoOffShift, GoOnShift } from './command.ts';
import { happened, type NetworkDecision, type Question, refuse, unchanged } from './verdict.ts';

export function goOnShift({ command, network }: Question<GoOnShift>): NetworkDecision {
  const { at, by, organisation } = command;
  if (by.kind !== 'person') return refuse({ why: 'personNeeded' });
  const member = network.staff[by.id];
  if (member === undefined) return refuse({ why: 'personUnknown', person: by.id });
  const posts = [...new Set(member.posts.map((post) => post.at))];
  if (!posts.includes(organisation)) return refuse({ why: 'noPostThere', organisation, posts });
  if (network.onShift[by.id]?.at === organisation) return unchanged;
  return happened({ type: 'WentOnShift', at, by, person: by.id, organisation });
}

/** Always allowed, also to somebody who has left the staff: nobody is kept at work by a list. */
export function goOffShift({ command, network }: Question<GoOffShift>): NetworkDecision {
  const { at, by } = command;
  if (by.kind !== 'person') return refuse({ why: 'personNeeded' });
  return network.onShift[by.id] === undefined ? unchanged : happened({ type: 'WentOffShift', at, by, person: by.id });
}
