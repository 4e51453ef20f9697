// The network in this process's memory: read once, then only the parts whose versions have moved.

import { type Joined, join } from '../../domain/network/join.ts';
import type { HubShifts } from '../../domain/network/packed-shifts.ts';
import type { PackedStaff } from '../../domain/network/packed-staff.ts';
import { type HubParts, noParts, type Organisations, type PartName, partNames, type Roster } from '../../domain/network/parts.ts';
import type { HubId, OperationId } from '../../domain/terms.ts';
import { readAtOnce, someAtATime } from '../at-a-time.ts';
import { type Loaded, operationsKept, type Store, type ThingKey } from '../ports.ts';
import { partKey, rosterKey } from './parts.ts';

/** A part as it is stored, and the wishes already granted to it. */
type Stored = Pick<Loaded<unknown>, 'version' | 'operations'>;

/** What a decision has made of a part. */
export interface PartDone {
  readonly hub: HubId;
  readonly part: PartName;
  readonly state: HubParts[PartName];
  readonly version: number;
  readonly operation: OperationId;
}

export interface NetworkCopy {
  readonly joined: () => Joined;
  /** Reads what has changed at these hubs, at all of them where none are named. Two that ask at once may both read: the newer version stays. */
  readonly refresh: (hubs?: readonly HubId[]) => Promise<void>;
  readonly adopt: (parts: readonly PartDone[]) => void;
  readonly adoptRoster: (roster: Roster, version: number) => void;
  readonly rosterVersion: () => number;
  /** Whether some part remembers having been granted this wish. */
  readonly remembers: (operation: OperationId) => boolean;
}

export function networkCopy(store: Store): NetworkCopy {
  let roster: { readonly state: Roster; readonly version: number } = { state: noParts.roster, version: 0 };
  const stored = new Map<HubId, Map<PartName, Stored>>();
  const hubs = new Map<HubId, HubParts>();
  let joined = join(noParts);

  const known = (hub: HubId, part: PartName): Stored | undefined => stored.get(hub)?.get(part);
  const put = (hub: HubId, part: PartName, state: HubParts[PartName], is: Stored): void => {
    if (is.version <= (known(hub, part)?.version ?? 0)) return;
    const theirs = stored.get(hub) ?? new Map<PartName, Stored>();
    stored.set(hub, theirs.set(part, is));
    hubs.set(hub, { ...hubs.get(hub), [part]: state });
  };
  const joinAgain = (): void => {
    joined = join({ roster: roster.state, hubs: new Map(hubs) }, joined);
  };
  const refreshRoster = async (): Promise<void> => {
    const version = (await store.versions(rosterKey.hub)).get(rosterKey.id) ?? 0;
    if (version <= roster.version) return;
    const loaded = await store.load<Roster>(rosterKey);
    if (loaded !== undefined && loaded.version > roster.version) roster = loaded;
  };
  const refreshHub = async (hub: HubId): Promise<void> => {
    const versions = await store.versions(hub);
    const moved = partNames.filter((part) => (versions.get(partKey(hub, part).id) ?? 0) > (known(hub, part)?.version ?? 0));
    const loaded = await Promise.all(moved.map((part) => loadPart(store, partKey(hub, part), part)));
    for (const [index, part] of moved.entries()) {
      const is = loaded[index];
      if (is !== undefined) put(hub, part, is.state, is);
    }
  };
  return {
    joined: () => joined,
    async refresh(named) {
      const before = named ?? roster.state.hubs;
      await Promise.all([named ?? refreshRoster(), someAtATime(before, readAtOnce, refreshHub)]);
      const added = named === undefined ? roster.state.hubs.filter((hub) => !before.includes(hub)) : [];
      await someAtATime(added, readAtOnce, refreshHub);
      joinAgain();
    },
    adopt(parts) {
      for (const { hub, part, state, version, operation } of parts) {
        const operations = [...(known(hub, part)?.operations ?? []), operation].slice(-operationsKept);
        put(hub, part, state, { version, operations });
      }
      joinAgain();
    },
    adoptRoster(state, version) {
      if (version > roster.version) roster = { state, version };
      joinAgain();
    },
    rosterVersion: () => roster.version,
    remembers: (operation) =>
      [...stored.values()].some((parts) => [...parts.values()].some(({ operations }) => operations.includes(operation))),
  };
}

/** Which hubs are stored, without anything of them. */
export const hubsStored = async (store: Store): Promise<readonly HubId[]> => (await store.load<Roster>(rosterKey))?.state.hubs ?? [];

function loadPart(store: Store, key: ThingKey, part: PartName): Promise<Loaded<HubParts[PartName]> | undefined> {
  switch (part) {
    case 'organisations':
      return store.load<Organisations>(key);
    case 'staff':
      return store.load<PackedStaff>(key);
    case 'shifts':
      return store.load<HubShifts>(key);
  }
}
