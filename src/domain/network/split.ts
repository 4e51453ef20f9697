// A whole network taken apart into its hubs' parts.
import { own } from '../lookup.ts';
import type { HubId, OrganisationId, PersonId } from '../terms.ts';
import { disastersIn } from './in-force.ts';
import { packedShifts, type Shifts } from './packed-shifts.ts';
import { type PackedMember, type PackedStaff, packed, partOf } from './packed-staff.ts';
import type { HubParts, Organisations, Parts } from './parts.ts';
import { hubOf, type Network, type NetworkContent, type StaffMember } from './state.ts';

type Places = Pick<Network, 'hubs' | 'practices'>;

/** The hubs that know of a person: where they hold posts, or are cleared for a practice. */
export function hubsKnowing(places: Places, { posts, cleared }: StaffMember): ReadonlySet<HubId> {
  const all = [...posts.map(({ at }) => at), ...cleared.map(({ practice }) => practice)];
  return new Set(all.flatMap((id) => hubOf(places, id) ?? []));
}

/** What each hub's staff list holds of the content. */
export function staffByHub(content: NetworkContent): ReadonlyMap<HubId, PackedStaff> {
  const people = new Map<HubId, Map<PersonId, PackedMember>>(Object.keys(content.hubs).map((hub) => [hub, new Map()]));
  for (const member of Object.values(content.staff)) {
    for (const hub of hubsKnowing(content, member)) {
      people.get(hub)?.set(member.id, packed(partOf(member, (id) => hubOf(content, id) === hub)));
    }
  }
  return new Map([...people].map(([hub, theirs]) => [hub, { people: Object.fromEntries(theirs) }]));
}

/** What each hub and its practices are in the content; without channels, which no content has. */
export function organisationsByHub({ hubs, practices }: Places): ReadonlyMap<HubId, Pick<Organisations, 'hub' | 'practices'>> {
  const theirs = groupedBy(practices, ({ hub }) => hub);
  return new Map(Object.values(hubs).map((hub) => [hub.id, { hub, practices: theirs.get(hub.id) ?? {} }]));
}

/** Puts everything where it belongs; what belongs to nobody (the channel of a practice that has left) is put with the first hub. */
export function split(network: Network): Parts {
  const hubs = Object.keys(network.hubs);
  const [first] = hubs;
  const hubFor = (id: OrganisationId | undefined): HubId | undefined => (id === undefined ? undefined : hubOf(network, id)) ?? first;
  const [organisations, staff] = [organisationsByHub(network), staffByHub(network)];
  const channels = groupedBy(network.channels, ({ organisation }) => hubFor(organisation));
  const onShift = groupedBy(network.onShift, ({ at }) => hubFor(at));
  const leftAt = groupedBy(network.leftAt ?? {}, (_, person) => hubFor(own(network.staff, person)?.posts[0]?.at));
  const parts = hubs.map((hub): [HubId, HubParts] => {
    const theirs = organisations.get(hub);
    const shifts: Shifts = { onShift: onShift.get(hub) ?? {}, leftAt: leftAt.get(hub) ?? {} };
    return [
      hub,
      {
        organisations: theirs && {
          ...theirs,
          channels: channels.get(hub) ?? {},
          ...disastersIn({
            inForce: network.inForce?.filter((it) => it.hub === hub) ?? [],
            lastDrills: Object.fromEntries(
              Object.entries(network.lastDrills ?? {}).filter(([organisation]) => hubFor(organisation) === hub),
            ),
          }),
        },
        staff: staff.get(hub),
        shifts: packedShifts(shifts),
      },
    ];
  });
  const { lastImport } = network;
  return { roster: { hubs, ...(lastImport === undefined ? {} : { lastImport }) }, hubs: new Map(parts) };
}

function groupedBy<T>(
  all: Readonly<Record<string, T>>,
  hubFor: (it: T, key: string) => HubId | undefined,
): ReadonlyMap<HubId, Readonly<Record<string, T>>> {
  const groups = new Map<HubId, Map<string, T>>();
  for (const [key, it] of Object.entries(all)) {
    const hub = hubFor(it, key);
    if (hub === undefined) continue;
    groups.set(hub, (groups.get(hub) ?? new Map<string, T>()).set(key, it));
  }
  return new Map([...groups].map(([hub, group]) => [hub, Object.fromEntries(group)]));
}
