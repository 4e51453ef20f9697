// What leads agree for disasters: between buddies, who may take whose work, and how many minutes their hub's work takes.
import { isDeepStrictEqual } from 'node:util';
import { own } from '../lookup.ts';
import { type HubId, kinds } from '../terms.ts';
import { dayNumber } from '../time/hours.ts';
import type { SetBuddy, SetWorkMinutes } from './command.ts';
import type { NetworkEvent } from './event.ts';
import { happened, type NetworkDecision, type NetworkRefusal, type Question, refuse, unchanged } from './refusals.ts';
import { type Buddy, type Hub, hubOf, type Network } from './state.ts';

/** Each practice with each other one of a large hub, and an hour: more must be a mistake. */
export const buddiesMax = 400;
export const workMinutesMax = 60;
/** The longest name that fits on a line of a card. */
export const agreedByMax = 100;

/** Which agreement is meant: whose, with whom, and from when. */
export const buddyId = ({ takes, workOf, from }: Pick<Buddy, 'takes' | 'workOf' | 'from'>): string => `${takes}.${workOf}.${from}`;

/** Agrees one, or one anew; without `buddy` it is ended. */
export function setBuddy({ command, network }: Question<SetBuddy>): NetworkDecision {
  const { at, by, organisation, was, buddy } = command;
  const hub = own(network.hubs, organisation);
  if (hub === undefined) return refuse({ why: 'organisationUnknown', organisation });
  const all = hub.buddies ?? [];
  const old = was === undefined ? undefined : all.find((each) => buddyId(each) === was);
  // Ended twice, or by two leads: it is as they wished.
  if (buddy === undefined) return old === undefined ? unchanged : happened({ type: 'BuddySet', at, by, organisation, was: buddyId(old) });
  const made = { ...buddy, agreedBy: buddy.agreedBy.trim() };
  const fault = buddyFault(made, hub, network);
  if (fault) return refuse(fault);
  if (all.some((each) => isDeepStrictEqual(each, made))) return unchanged;
  if (was !== undefined && old === undefined) return refuse({ why: 'buddyUnknown' });
  if (all.some((each) => each !== old && buddyId(each) === buddyId(made))) return refuse({ why: 'buddyThere' });
  if (old === undefined && all.length >= buddiesMax) return refuse({ why: 'tooManyChanges', changesMax: buddiesMax });
  return happened({ type: 'BuddySet', at, by, organisation, ...(old === undefined ? {} : { was: buddyId(old) }), buddy: made });
}

function buddyFault({ takes, workOf, from, until, agreedBy }: Buddy, { id }: Hub, network: Network): NetworkRefusal | undefined {
  if (hubOf(network, takes) === undefined) return { why: 'organisationUnknown', organisation: takes };
  if (hubOf(network, workOf) !== id) return { why: 'organisationUnknown', organisation: workOf };
  if (takes === workOf) return { why: 'buddyItself' };
  const [first, last] = [dayNumber(from), dayNumber(until)];
  if (first === undefined || last === undefined || last < first) return { why: 'endsBeforeItBegins' };
  return agreedBy === '' || agreedBy.length > agreedByMax ? { why: 'nameWrong', charactersMax: agreedByMax } : undefined;
}

/** The hub's agreements after one was set or ended. */
export const withBuddy = ({ buddies = [] }: Hub, { was, buddy }: NetworkEvent & { readonly type: 'BuddySet' }): readonly Buddy[] => [
  ...buddies.filter((each) => buddyId(each) !== was),
  ...(buddy === undefined ? [] : [buddy]),
];

/** What is left out takes as long as usual. */
export function setWorkMinutes({ command, network }: Question<SetWorkMinutes>): NetworkDecision {
  const { at, by, organisation, workMinutes } = command;
  const hub = own(network.hubs, organisation);
  if (hub === undefined) return refuse({ why: 'organisationUnknown', organisation });
  const wrong = kinds.find((kind) => !isMinutes(own(workMinutes, kind)));
  if (wrong) return refuse({ why: 'workMinutesWrong', kind: wrong, minutesMax: workMinutesMax });
  if (isDeepStrictEqual(hub.workMinutes ?? {}, workMinutes)) return unchanged;
  return happened({ type: 'WorkMinutesSet', at, by, organisation, workMinutes });
}
const isMinutes = (minutes: number | undefined): boolean =>
  minutes === undefined || (Number.isInteger(minutes) && minutes >= 1 && minutes <= workMinutesMax);

/** The hubs whose leads are told of an agreement: the one whose work it is, and the one that takes it. */
export const hubsOfBuddy = (network: Network, hub: HubId, { takes }: Pick<Buddy, 'takes'>): readonly HubId[] => [
  ...new Set([hub, hubOf(network, takes) ?? hub]),
];
