// A bot process made of the product's own parts: store, network, dispatcher and loop, over lines that may fail.

import type { Compose } from '../../src/app/chat.ts';
import { rememberingDirectory } from '../../src/app/directory.ts';
import { createDispatcher } from '../../src/app/dispatch/dispatch.ts';
import { createHandedOver } from '../../src/app/dispatch/handed-over.ts';
import { kindsOf } from '../../src/app/kind.ts';
import { keepLease, type LeaseKeeper, lookMs } from '../../src/app/lease.ts';
import { type Loop, startLoop } from '../../src/app/loop.ts';
import { type NetworkSource, networkSource } from '../../src/app/network/network.ts';
import type { Directory, Store } from '../../src/app/ports.ts';
import { roundKind } from '../../src/app/round/round.ts';
import { type Looks, looksOf } from '../../src/app/sweep/sweep.ts';
import { taskKind } from '../../src/app/task/kind.ts';
import { kinds } from '../../src/kinds.ts';
import { loopAgeMaxMs } from '../../src/start/all-is-well.ts';
import { readEveryMs } from '../../src/start/holding.ts';
import { createDirectory } from '../../src/storage/directory.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { createLeases } from '../../src/storage/lease.ts';
import { createStore } from '../../src/storage/store.ts';
import { createCompose } from '../../src/teams/compose.ts';
import { createPace } from '../../src/teams/pace.ts';
import { createResolve } from '../../src/teams/resolve.ts';
import { faultyEngine } from './faultyEngine.ts';
import { holidays, hub } from './people.ts';
import { Process } from './process.ts';
import type { FakeTeams, Told } from './teams.ts';
import type { World } from './world.ts';

/** In the middle of a change of keys, so that a row is written under each. */
export const contactKeys = ['b', 'a'].map((id) => ({ id, secret: id.repeat(32) }));
export const prefix = 'ehub';

/** Every kind that is decided about, tasks and rounds among them. */
const named = new Set<string>(kinds.app.all.map(({ kind }) => kind));
const withTasks = kindsOf([...kinds.app.all, ...[taskKind, roundKind].filter(({ kind }) => !named.has(kind))], kinds.app.gathered);
const looking = ['task', 'slot', 'round', 'disaster', 'wave', 'repair'];
/** How tasks, slots, rounds, disasters, waves and repairs look at the clock in a process. */
export const looksOfTasks = ({ store, nudge, network }: Bot): Looks =>
  new Map([...looksOf(withTasks, { store, nudge, network })].filter(([kind]) => looking.includes(kind)));

export interface Bot {
  readonly process: Process;
  readonly store: Store;
  readonly directory: Directory;
  readonly network: NetworkSource;
  readonly nudge: () => void;
}

/** `drawForReal`: cards are drawn by the product, which is slow; otherwise only their revision is told. */
export function startBot(world: World, engine: Engine, teams: FakeTeams, name: string, drawForReal: boolean): Bot {
  const process = new Process(world, name);
  const line = faultyEngine(world, process, engine);
  const clock = { now: () => world.time.now() };
  const monotonicMs = () => world.time.nowMs;
  let loop: Loop | undefined;
  const nudge = () => loop?.nudge();
  const handedOver = createHandedOver(monotonicMs);
  const store = createStore(line, {
    handedOver,
    prefix,
    writer: name,
    contactKeys,
    missing: (_hub, key) => world.violated(`${key} was missing`),
  });
  const directory = rememberingDirectory(createDirectory(line, prefix), monotonicMs);
  const network = networkSource({ store, nudge }, () => holidays, monotonicMs);
  const chat = teams.chatOf(process);
  const keeper = world.leaseless ? undefined : leaseOf(world, line, process, () => loop);
  const ours = (): boolean => keeper?.isOurs() ?? true;
  const pace = createPace();
  const dispatcher = createDispatcher({
    kinds: withTasks,
    store,
    directory,
    chat,
    pace,
    resolve: createResolve({ directory, network, chat, pace, clock, monotonicMs, serviceUrlDefault: 'https://smba.example/' }),
    compose: tellingCompose(createCompose({ kinds, store, directory, network, clock }), drawForReal),
    clock,
    monotonicMs,
    report: (event) => world.count(event.kind === 'sent' ? event.how : event.kind),
    stillOurs: ours,
    handedOver,
    // Every process writes here, and mostly one sends.
    readEveryMs: () => readEveryMs[(keeper?.isWatched() ?? true) ? 'watched' : 'alone'].busy,
  });
  loop = startLoop(
    {
      sleep: (ms, wake) => process.sleep(ms, wake),
      monotonicMs,
      failed: () => world.count('passFailed'),
    },
    async () => {
      if (ours()) return dispatcher.pass([hub]);
      await dispatcher.handOver();
      return lookMs;
    },
  );
  return { process, store, directory, network, nudge };
}

/** What is sent also says what it shows, so that the fake Teams need not read cards. */
function tellingCompose(compose: Compose, drawForReal: boolean): Compose {
  return async (showing, thing) => {
    const { what } = showing;
    // What is drawn from many shows no revision of its own.
    const { id, revision = 0 } = thing.state as { id: string; revision?: number };
    const isDrawn = drawForReal && kinds.app.byId(id) !== undefined;
    const outgoing =
      (what === 'card' && !drawForReal) || (!isDrawn && /^([TRSDMW]-|book)/.test(id))
        ? { card: {}, summary: id }
        : await compose(showing, thing);
    if (outgoing === undefined) return undefined;
    const told: Told = { ...outgoing, about: { econsult: id, what, revision } };
    return told;
  };
}

/** As the product does it. */
function leaseOf(world: World, line: Engine, process: Process, loop: () => Loop | undefined): LeaseKeeper {
  return keepLease({
    leases: createLeases(line, prefix, { now: () => world.time.now() }),
    owner: process.name,
    monotonicMs: () => world.time.nowMs,
    sleep: (ms, wake) => process.sleep(ms, wake),
    mayHold: () => (loop()?.ageMs() ?? 0) <= loopAgeMaxMs,
    changed: () => loop()?.nudge(),
    failed: () => world.count('leaseFailed'),
  });
}
