// How the network looks after something has happened to it.

import { own } from '../lookup.ts';
import type { OrganisationId, PersonId } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import { dateOf, dayNumber, type LocalDate, type OpeningHours } from '../time/hours.ts';
import { withBuddy } from './buddy-settings.ts';
import { closedFrom } from './closed.ts';
import type { NetworkEvent } from './event.ts';
import { disastersIn, withInForce } from './in-force.ts';
import { isWindow, sameWindow } from './pathway.ts';
import { afterMove } from './practice-moved.ts';
import { rememberedLeaving } from './shifts.ts';
import { withStep } from './stage-settings.ts';
import {
  type Channel,
  type Clearance,
  channelNameFor,
  emptyNetwork,
  type Hub,
  type Network,
  type PathwayChange,
  type Practice,
  type StaffMember,
} from './state.ts';
import { withTemplate } from './task-templates.ts';

/** Exceptions in the opening hours are forgotten after this time: nothing is open that long. */
const exceptionsKeptDays = 400;

export function evolveNetwork(before: Network | undefined, event: NetworkEvent): Network {
  const network = before ?? emptyNetwork;
  switch (event.type) {
    case 'NetworkEstablished':
      return established(network, event);
    case 'HubAdded':
    case 'PracticesAdded':
    case 'RecordsSet':
    case 'PracticeMoved':
      return grown(network, event);
    case 'ChannelGiven':
      return { ...network, channels: withChannel(network, event.channel) };
    case 'StaffAdded':
      return withMember(network, { id: event.person, name: event.name, posts: event.posts, cleared: [] });
    case 'PostsChanged':
      return stillOnShift(changed(network, event.person, (member) => ({ ...member, posts: event.posts })));
    case 'ClearanceGiven':
      return changed(network, event.person, (member) => ({ ...member, cleared: withClearance(member, event.clearance) }));
    case 'ClearanceRemoved':
      return changed(network, event.person, (member) => ({
        ...member,
        cleared: member.cleared.filter(({ practice }) => practice !== event.practice),
      }));
    case 'StaffRemoved':
      return stillOnShift({ ...network, staff: without(network.staff, event.person) });
    case 'HoursSet':
      return organisation(network, event.organisation, ({ hours }) => ({ hours: { ...hours, week: event.week } }));
    case 'DaySet':
      return organisation(network, event.organisation, ({ hours }) => ({ hours: withDay(hours, event) }));
    case 'PathwaySet':
      return practice(network, event.practice, (it) => ({ ...it, pathwayChanges: withChange(it, event.change, onTheWall(event.at).date) }));
    case 'CutOffSet':
      return organisation(network, event.organisation, () => ({ cutOff: event.cutOff }));
    case 'AllocationSet':
      return practice(network, event.practice, (it) => trimmed({ ...it, allocation: event.allocation }));
    case 'AgreementSet':
      return practice(network, event.practice, (it) => ({ ...it, agreement: event.agreement }));
    case 'StageSet':
      return practice(network, event.practice, (it) => ({ ...it, stages: withStep(it.stages, event.step, onTheWall(event.at).date) }));
    case 'PracticeClosed':
      return practice(network, event.practice, (it) => closedFrom(it, event));
    case 'ContactsSet':
      return organisation(network, event.organisation, () => ({ contacts: event.contacts }));
    case 'InForceSet':
      return inForceSet(network, event);
    case 'TaskTemplateSet':
    case 'BuddySet':
    case 'WorkMinutesSet':
      return hubChanged(network, event.organisation, (hub) => hubSetting(hub, event));
    case 'WentOnShift':
      return { ...network, onShift: { ...network.onShift, [event.person]: { at: event.organisation, since: event.at } } };
    case 'WentOffShift':
      return wentOffShift(network, event);
  }
}

function grown(network: Network, event: NetworkEvent & { type: 'HubAdded' | 'PracticesAdded' | 'RecordsSet' | 'PracticeMoved' }): Network {
  switch (event.type) {
    case 'HubAdded':
      return withHub(network, event);
    case 'PracticesAdded': {
      const more = Object.fromEntries(event.practices.map((it) => [it.code, it]));
      return { ...network, practices: { ...network.practices, ...more } };
    }
    case 'RecordsSet': {
      const { practice: code, recordSystem, recordAccess } = event;
      return practice(network, code, (it) => ({ ...it, recordSystem, recordAccess }));
    }
    case 'PracticeMoved':
      return afterMove(network, event);
  }
}

function withHub(network: Network, { hub, lead }: NetworkEvent & { type: 'HubAdded' }): Network {
  const more = { ...network, hubs: { ...network.hubs, [hub.id]: hub } };
  if (lead === undefined) return more;
  const { person, name, posts } = lead;
  return withMember(more, { id: person, name, cleared: [], ...own(network.staff, person), posts });
}

function inForceSet(
  { inForce, lastDrills, ...network }: Network,
  { at, hub, id, inForce: it }: NetworkEvent & { type: 'InForceSet' },
): Network {
  const before = disastersIn({ ...(inForce ? { inForce } : {}), ...(lastDrills ? { lastDrills } : {}) });
  return { ...network, ...withInForce(before, hub, id, { at, ...(it === undefined ? {} : { it }) }) };
}

/** It keeps its place in the list, because log-ins are counted in the order they were given. */
function withClearance(member: StaffMember, clearance: Clearance): readonly Clearance[] {
  const known = member.cleared.some(({ practice }) => practice === clearance.practice);
  const cleared = member.cleared.map((each) => (each.practice === clearance.practice ? clearance : each));
  return known ? cleared : [...cleared, clearance];
}

/** A channel belongs to one organisation, or to practices that share it; an organisation that has left the network loses it. */
function withChannel({ channels }: Network, channel: Channel): Network['channels'] {
  const others = Object.entries(channels).filter(
    ([, { conversation, isShared }]) => channel.isShared || isShared || conversation !== channel.conversation,
  );
  return { ...Object.fromEntries(others), [channelNameFor(channel)]: channel };
}

function established(network: Network, event: NetworkEvent & { type: 'NetworkEstablished' }): Network {
  const { hubs, practices, staff } = event.network;
  const { channels, onShift, leftAt } = network;
  const digest = event.digest ?? network.lastImport;
  const kept = {
    ...(leftAt === undefined ? {} : { leftAt }),
    ...(digest === undefined ? {} : { lastImport: digest }),
    ...disastersIn(network),
  };
  return stillOnShift({ hubs, practices, staff, channels, onShift, ...kept });
}

/** Only what people said themselves is remembered: if a shift is made longer after its end, the clock puts its person back on. */
function wentOffShift(network: Network, { at, by, person }: NetworkEvent & { type: 'WentOffShift' }): Network {
  const off = { ...network, onShift: without(network.onShift, person) };
  return by.kind === 'person' ? { ...off, leftAt: { ...rememberedLeaving(network.leftAt ?? {}, at), [person]: at } } : off;
}

/** Nobody stays on shift where they hold no post any more, and nothing is remembered of people who have left. */
function stillOnShift(network: Network): Network {
  const there = Object.entries(network.onShift).filter(([id, { at }]) => own(network.staff, id)?.posts.some((post) => post.at === at));
  const left = Object.entries(network.leftAt ?? {}).filter(([id]) => own(network.staff, id) !== undefined);
  const { leftAt: _, ...rest } = network;
  return { ...rest, onShift: Object.fromEntries(there), ...(left.length === 0 ? {} : { leftAt: Object.fromEntries(left) }) };
}

const withMember = (network: Network, member: StaffMember): Network => ({
  ...network,
  staff: { ...network.staff, [member.id]: member },
});

function changed(network: Network, person: PersonId, change: (member: StaffMember) => StaffMember): Network {
  const member = own(network.staff, person);
  return member === undefined ? network : withMember(network, change(member));
}

function practice(network: Network, code: string, change: (it: Practice) => Practice): Network {
  const it = own(network.practices, code);
  return it === undefined ? network : { ...network, practices: { ...network.practices, [code]: change(it) } };
}

type Setting = { [Name in 'hours' | 'cutOff' | 'contacts']?: Hub[Name] | undefined };

/** The same change for a hub or a practice, whichever has this id. */
function organisation(network: Network, id: OrganisationId, change: (it: Hub | Practice) => Setting): Network {
  const hub = own(network.hubs, id);
  if (hub === undefined) return practice(network, id, (it) => trimmed({ ...it, ...change(it) }));
  return { ...network, hubs: { ...network.hubs, [id]: trimmed({ ...hub, ...change(hub) }) } };
}

type HubSetting = { [Name in 'taskTemplates' | 'buddies' | 'workMinutes']?: Hub[Name] | undefined };

function hubSetting(hub: Hub, event: NetworkEvent & { type: 'TaskTemplateSet' | 'BuddySet' | 'WorkMinutesSet' }): HubSetting {
  switch (event.type) {
    case 'TaskTemplateSet':
      return { taskTemplates: someOf(withTemplate(hub, event)) };
    case 'BuddySet':
      return { buddies: someOf(withBuddy(hub, event)) };
    case 'WorkMinutesSet':
      return { workMinutes: Object.keys(event.workMinutes).length === 0 ? undefined : event.workMinutes };
  }
}

function hubChanged(network: Network, id: string, change: (hub: Hub) => HubSetting): Network {
  const hub = own(network.hubs, id);
  return hub === undefined ? network : { ...network, hubs: { ...network.hubs, [hub.id]: trimmed<Hub>({ ...hub, ...change(hub) }) } };
}
const someOf = <T>(all: readonly T[]): readonly T[] | undefined => (all.length === 0 ? undefined : all);

/** What is not set is left out, as a file leaves it out. */
function trimmed<T extends object>(it: { [Name in keyof T]: T[Name] | undefined }): T {
  return Object.fromEntries(Object.entries(it).filter(([, value]) => value !== undefined)) as T;
}

const without = <T>(all: Readonly<Record<string, T>>, id: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).filter(([each]) => each !== id));

function withDay(hours: OpeningHours, { at, date, exception }: NetworkEvent & { type: 'DaySet' }): OpeningHours {
  const oldest = dateOf((dayNumber(onTheWall(at).date) ?? 0) - exceptionsKeptDays);
  const others = (hours.exceptions ?? []).filter((each) => each.date !== date && each.date >= oldest);
  const exceptions = [...others, ...(exception ? [exception] : [])].sort((a, b) => a.date.localeCompare(b.date));
  return exceptions.length === 0 ? { week: hours.week } : { ...hours, exceptions };
}

/** Adds a change, replacing the one for the same times, and forgets changes that a later one without times has ended. */
function withChange(it: Practice, change: PathwayChange, today: LocalDate): readonly PathwayChange[] {
  const others = (it.pathwayChanges ?? []).filter((each) => each.from !== change.from || !sameWindow(each, change));
  const all = [...others, change];
  const ended = (each: PathwayChange): boolean =>
    all.some((later) => later.kind === each.kind && !isWindow(later) && later.from <= today && later.from > each.from);
  return all.filter((each) => !ended(each));
}
