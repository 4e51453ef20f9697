// What can be asked of a repair: who leaves and who gets their work, which practice closes, is merged or moves, and who agreed to it.
import { guarded, type WordsRefusal } from '../free-words.ts';
import { own } from '../lookup.ts';
import { isDateAhead } from '../network/dates-and-reasons.ts';
import { inForceAt, takersIn } from '../network/in-force.ts';
import { holdsPost, type Network, organisationsOf, staffIn } from '../network/state.ts';
import { type HubId, type Instant, type OdsCode, type Person, type PersonId, personOf } from '../terms.ts';
import { dayNumber } from '../time/hours.ts';
import type { MovePlan, PracticePlan, RepairPlan, TakingOver } from './state.ts';

export type RepairRefusal =
  | WordsRefusal
  | { readonly why: 'idTaken' }
  | { readonly why: 'repairUnknown' }
  | { readonly why: 'clockOnly' }
  /** `ask`: who can. */
  | { readonly why: 'leadsOnly'; readonly ask: readonly Person[] }
  | { readonly why: 'personUnknown' }
  /** The hub would be left without a lead. */
  | { readonly why: 'lastLead' }
  /** Whoever is to get their work is the same person, or works somewhere else. */
  | { readonly why: 'receiverWrong' }
  | { readonly why: 'practiceWrong' }
  | { readonly why: 'closedAlready'; readonly from: string }
  | { readonly why: 'dateWrong' }
  | { readonly why: 'successorWrong' }
  | { readonly why: 'agreementMissing' }
  /** A practice moves to another hub than its own, and that is known. */
  | { readonly why: 'hubWrong' }
  /** How long the hub that it leaves may go on. */
  | { readonly why: 'finishesWrong'; readonly daysMax: number }
  | { readonly why: 'disasterOn' }
  /** Another repair is about the same person or practice. */
  | { readonly why: 'underWay'; readonly id: string }
  | { readonly why: 'begunAlready'; readonly by: Person; readonly at: Instant }
  | { readonly why: 'calledOffAlready'; readonly by: Person; readonly at: Instant };

/** Asked when it is proposed, and again when it is confirmed: the network may have changed in between. */
export function planOrRefusal(plan: RepairPlan, hub: HubId, network: Network, at: Instant): RepairPlan | RepairRefusal {
  if (plan.type === 'move') return moveOr(plan, hub, network, at);
  return plan.type === 'leaver' ? leaverOr(plan, hub, network) : practiceOr(plan, hub, network, at);
}

/** Longer than any eConsult takes; after that its own practice finishes it. */
export const finishesDaysMax = 92;

function moveOr(plan: MovePlan, hub: HubId, network: Network, at: Instant): RepairPlan | RepairRefusal {
  const { practice: code, to, from, finishes, agreedOn, agreedBy } = plan;
  const practice = own(network.practices, code);
  if (practice?.hub !== hub || plan.leaves !== hub) return { why: 'practiceWrong' };
  if (practice.closed !== undefined) return { why: 'closedAlready', from: practice.closed };
  if (to === hub || own(network.hubs, to) === undefined) return { why: 'hubWrong' };
  if (!isDateAhead(from, at)) return { why: 'dateWrong' };
  const days = (dayNumber(finishes) ?? Number.NaN) - (dayNumber(from) ?? 0);
  if (!(days >= 0 && days <= finishesDaysMax)) return { why: 'finishesWrong', daysMax: finishesDaysMax };
  if (isInDisaster(network, hub, code, at)) return { why: 'disasterOn' };
  const over = agreedOr({ to: code, agreedOn, agreedBy }, at);
  return 'why' in over ? over : { ...plan, agreedBy: over.agreedBy };
}

/** A disaster in force closes the practice, sends its work elsewhere or has it take others'. */
export const isInDisaster = (network: Network, hub: HubId, practice: OdsCode, at: Instant): boolean =>
  inForceAt(network, hub, at).some(
    ({ closed, routes }) => closed.includes(practice) || closed.includes(hub) || takersIn(routes).some(({ to }) => to === practice),
  );

function leaverOr(plan: RepairPlan & { type: 'leaver' }, hub: HubId, network: Network): RepairPlan | RepairRefusal {
  const places = organisationsOf(network, hub);
  const here = (id: PersonId) => {
    const member = own(network.staff, id);
    const isHere =
      member?.posts.some((post) => places.includes(post.at)) || member?.cleared.some(({ practice }) => places.includes(practice));
    return isHere ? member : undefined;
  };
  const member = here(plan.person.id);
  if (member === undefined) return { why: 'personUnknown' };
  if (holdsPost(member, 'hubLead', hub) && staffIn(network, 'hubLead', hub).length === 1) return { why: 'lastLead' };
  if (plan.to === undefined) return { type: 'leaver', person: personOf(member) };
  const to = here(plan.to.id);
  if (to === undefined || to.id === member.id) return { why: 'receiverWrong' };
  return { type: 'leaver', person: personOf(member), to: personOf(to) };
}

function practiceOr(plan: PracticePlan, hub: HubId, network: Network, at: Instant): RepairPlan | RepairRefusal {
  const practice = own(network.practices, plan.practice);
  if (practice?.hub !== hub) return { why: 'practiceWrong' };
  if (practice.closed !== undefined) return { why: 'closedAlready', from: practice.closed };
  if (!isDateAhead(plan.from, at)) return { why: 'dateWrong' };
  if (plan.over === undefined) return plan;
  const to = own(network.practices, plan.over.to);
  if (to?.hub !== hub || to.code === practice.code) return { why: 'successorWrong' };
  if (to.closed !== undefined) return { why: 'closedAlready', from: to.closed };
  const over = agreedOr(plan.over, at);
  return 'why' in over ? over : { ...plan, over };
}

function agreedOr(over: TakingOver, at: Instant): TakingOver | RepairRefusal {
  const words = guarded({ text: over.agreedBy, checked: false }, true, at);
  if ('refusal' in words) return words.refusal.why === 'wordsMissing' ? { why: 'agreementMissing' } : words.refusal;
  const agreedBy = words.text ?? '';
  if (agreedBy.length > agreedByMax || dayNumber(over.agreedOn) === undefined) return { why: 'agreementMissing' };
  return { ...over, agreedBy };
}
export const agreedByMax = 100;
