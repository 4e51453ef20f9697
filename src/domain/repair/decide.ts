// What leads and the clock ask of a repair, and what then has happened: nothing is changed before a lead has confirmed it, and then it goes on to its end.
import { own } from '../lookup.ts';
import { holdsPost, type Network, staffIn } from '../network/state.ts';
import { type Actor, type HubId, type Instant, type OperationId, type Person, type PersonId, personOf } from '../terms.ts';
import { planOrRefusal, type RepairRefusal } from './plan.ts';
import {
  type Account,
  beginsAt,
  finishedBy,
  hubsOfRepair,
  type Preview,
  type Repair,
  type RepairPlan,
  type WaitsFor,
  type Working,
} from './state.ts';

interface Asked {
  readonly hub: HubId;
  readonly id: string;
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Actor;
}
/** What a look has found or done; lists and numbers are added to what is known. */
export interface Sight {
  readonly things?: readonly string[];
  readonly left: number;
  readonly slots?: number;
  readonly shifts?: number;
  readonly appointments?: readonly string[];
  readonly notCleared?: readonly Person[];
  readonly waitsFor?: WaitsFor;
}
export type RepairCommand = Asked &
  (
    | { readonly type: 'propose'; readonly plan: RepairPlan; readonly preview: Preview }
    | { readonly type: 'confirm'; readonly preview: Preview }
    | { readonly type: 'callOff' }
    | { readonly type: 'look'; readonly sight: Sight }
    | { readonly type: 'finish'; readonly account: Pick<Account, 'things'> }
  );
interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}
export type RepairEvent =
  | (Happened<'RepairProposed'> & {
      readonly by: Person;
      readonly hub: HubId;
      readonly id: string;
      readonly plan: RepairPlan;
      readonly preview: Preview;
    })
  | (Happened<'RepairConfirmed'> & { readonly by: Person; readonly preview: Preview; readonly nextLook: Instant })
  | (Happened<'RepairCalledOff'> & { readonly by: Person })
  | (Happened<'RepairLooked'> & { readonly sight: Sight; readonly nextLook: Instant })
  | (Happened<'RepairFinished'> & { readonly account: Pick<Account, 'things'> });

export interface RepairRules {
  readonly network: Network;
}
export type RepairDecision = { readonly events: readonly RepairEvent[] } | { readonly refusal: RepairRefusal };

const refuse = (refusal: RepairRefusal): RepairDecision => ({ refusal });
const happened = (event: RepairEvent): RepairDecision => ({ events: [event] });
const nothing: RepairDecision = { events: [] };

/** How long a look leaves it while work is left, and while it waits for somebody. */
export const lookAgainMs = 5_000;
export const waitsMs = 10 * 60_000;
/** While the hub that a practice leaves finishes what it has: often enough that the card is right, and ended when it has to be. */
export const finishingMs = 60 * 60_000;
const later = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();

function againAfterMs({ waitsFor }: Sight, plan: RepairPlan, at: Instant): number {
  if (waitsFor === undefined) return lookAgainMs;
  if (waitsFor !== 'finishing' || plan.type !== 'move') return waitsMs;
  return Math.max(0, Math.min(finishingMs, Date.parse(finishedBy(plan)) - Date.parse(at)));
}

/** Whose leads decide: the hub's own; but whether a practice comes, the hub that it comes to. */
const hubsDeciding = ({ type }: RepairCommand, hub: HubId, repair: Repair | undefined): readonly HubId[] =>
  repair?.plan.type !== 'move' ? [hub] : type === 'confirm' ? [repair.plan.to] : hubsOfRepair(repair);

/** Who works at the hub and what its practices are is a hub lead's to change, so repairs are too. */
function isRepairLead(network: Network, person: PersonId, hub: HubId): boolean {
  const member = own(network.staff, person);
  return member !== undefined && holdsPost(member, 'hubLead', hub);
}

const leadsOnly = (network: Network, hubs: readonly HubId[]): RepairRefusal => ({
  why: 'leadsOnly',
  ask: hubs.flatMap((hub) => staffIn(network, 'hubLead', hub)).map(personOf),
});

/** Whether somebody leads one of these hubs. `undefined`: yes. */
export const notRepairLead = (network: Network, person: PersonId, hubs: readonly HubId[]): RepairRefusal | undefined =>
  hubs.some((hub) => isRepairLead(network, person, hub)) ? undefined : leadsOnly(network, hubs);

export function decideRepair(command: RepairCommand, repair: Repair | undefined, { network }: RepairRules): RepairDecision {
  const { by, hub, at } = command;
  if (command.type === 'look' || command.type === 'finish') {
    if (by.kind !== 'clock') return refuse({ why: 'clockOnly' });
    if (repair === undefined) return refuse({ why: 'repairUnknown' });
    if (repair.status !== 'working') return nothing;
    // Another look has found more meanwhile: it is over with the next one.
    if (command.type === 'finish' && !listsAll(command.account, repair)) return nothing;
    if (command.type === 'finish') return happened({ type: 'RepairFinished', at, account: command.account });
    const { sight } = command;
    return happened({ type: 'RepairLooked', at, sight, nextLook: later(at, againAfterMs(sight, repair.plan, at)) });
  }
  const leading = hubsDeciding(command, hub, repair);
  if (by.kind !== 'person') return refuse(leadsOnly(network, leading));
  const notTheirs = notRepairLead(network, by.id, leading);
  if (notTheirs) return refuse(notTheirs);
  const who = personOf(by);
  if (command.type === 'propose') {
    if (repair !== undefined) return refuse({ why: 'idTaken' });
    const plan = planOrRefusal(command.plan, hub, network, at);
    if ('why' in plan) return refuse(plan);
    return happened({ type: 'RepairProposed', at, by: who, hub, id: command.id, plan, preview: command.preview });
  }
  if (repair === undefined) return refuse({ why: 'repairUnknown' });
  if (repair.status === 'calledOff') return command.type === 'callOff' ? nothing : refuse({ why: 'calledOffAlready', ...repair.calledOff });
  if (command.type === 'callOff')
    return repair.status === 'proposed' || isUntouched(repair, network)
      ? happened({ type: 'RepairCalledOff', at, by: who })
      : refuse({ why: 'begunAlready', ...repair.confirmed });
  // Confirmed twice, or by two leads at once: it goes on, as they wished.
  if (repair.status !== 'proposed') return nothing;
  const plan = planOrRefusal(repair.plan, hub, network, at);
  if ('why' in plan) return refuse(plan);
  return happened({ type: 'RepairConfirmed', at, by: who, preview: command.preview, nextLook: beginsAt(plan, at) });
}

/** Whether it can still be called off: it is not confirmed, or waits with nothing changed yet. One that closes has said so in the network at once. */
export function isUntouched(repair: Repair, network: Network): boolean {
  if (repair.status !== 'working') return repair.status === 'proposed';
  const { plan, hub, things, waitsFor } = repair;
  if (things.length > 0) return false;
  return waitsFor === 'otherRepair' || (plan.type === 'move' && own(network.practices, plan.practice)?.hub === hub);
}

function listsAll({ things }: Pick<Account, 'things'>, repair: Working): boolean {
  const listed = new Set(Object.values(things).flat());
  return repair.things.every((id) => listed.has(id));
}

export function evolveRepair(repair: Repair | undefined, event: RepairEvent, revision: number): Repair {
  const { at } = event;
  if (event.type === 'RepairProposed') {
    const { hub, id, by, plan, preview } = event;
    return { status: 'proposed', hub, id, plan, preview, proposed: { by, at }, revision };
  }
  if (repair === undefined) throw new Error(`a repair cannot begin with ${event.type}`);
  switch (event.type) {
    case 'RepairConfirmed': {
      if (repair.status !== 'proposed') return repair;
      const { by, preview, nextLook } = event;
      const begun = { things: [], left: 0, slots: 0, shifts: 0, appointments: [], notCleared: [] };
      return { ...repair, ...begun, status: 'working', confirmed: { by, at }, preview, nextLook, revision };
    }
    case 'RepairCalledOff':
      if (repair.status !== 'proposed' && repair.status !== 'working') return repair;
      return { ...factsOf(repair), status: 'calledOff', calledOff: { by: event.by, at }, revision };
    case 'RepairLooked':
      return repair.status === 'working' ? { ...seen(repair, event.sight), nextLook: event.nextLook, revision } : repair;
    case 'RepairFinished': {
      if (repair.status !== 'working') return repair;
      const { hub, id, plan, proposed, preview, confirmed, slots, shifts, appointments, notCleared } = repair;
      const account = { ...event.account, slots, shifts, appointments, notCleared };
      return { status: 'over', hub, id, plan, proposed, preview, confirmed, overAt: at, account, revision };
    }
  }
}

const factsOf = ({ hub, id, plan, proposed, preview }: Repair) => ({ hub, id, plan, proposed, preview });

function seen({ waitsFor: _was, ...repair }: Working, sight: Sight): Working {
  const { things = [], left, slots = 0, shifts = 0, appointments = [], notCleared = [], waitsFor } = sight;
  const others = notCleared.filter(({ id }) => !repair.notCleared.some((each) => each.id === id));
  return {
    ...repair,
    left,
    things: [...new Set([...repair.things, ...things])],
    slots: repair.slots + slots,
    shifts: repair.shifts + shifts,
    appointments: [...new Set([...repair.appointments, ...appointments])],
    notCleared: [...repair.notCleared, ...others],
    ...(waitsFor === undefined ? {} : { waitsFor }),
  };
}
