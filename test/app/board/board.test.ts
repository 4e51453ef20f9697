// Keeping the boards: seldom by the machine however much changes, at once by a press, silent when nothing changed, and never silent for long.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  askForBoard,
  type BoardKeeper,
  createBoardKeeper,
  hubsAtATime,
  lookEveryMs,
  redrawAfterMs,
  viewHub,
} from '../../../src/app/board/board.ts';
import type { QueueRow, Store } from '../../../src/app/ports.ts';
import type { Message } from '../../../src/domain/message.ts';
import type { Network } from '../../../src/domain/network/state.ts';
import { channelOf, type HubId } from '../../../src/domain/terms.ts';
import { network, north, rules, south } from '../../people.ts';
import { VirtualTime } from '../../simulation/time.ts';

interface Asked {
  readonly hub: HubId;
  readonly atMs: number;
  readonly message: Message;
}

let time: VirtualTime;
let asked: Asked[];
let reads: HubId[];
let failures: unknown[];
let open: QueueRow[];
let current: Network;
let broken: Error | undefined;
/** Rows that nobody has drawn yet. */
let pending: Set<HubId>;
/** Whether Teams takes what is sent. */
let sending: boolean;
let keeper: BoardKeeper;
let clockMovedMs: number;

const row = (id: string): QueueRow => ({
  ...{ id, holder: north, priority: 'routine', due: '2026-11-25T23:00:00.000Z', risk: '2026-11-25T22:00:00.000Z' },
  ...{ limit: '2026-11-26T18:30:00.000Z', held: false, status: 'waiting', kind: 'clinical', practice: 'T90001' },
  ...{ receivedAt: '2026-11-25T08:00:00.000Z', claimant: undefined, assignee: undefined, offeredTo: undefined, plan: undefined },
});
let arrivals = 0;
const arrives = (): void => {
  arrivals += 1;
  open = [...open, row(`E${String(arrivals).padStart(5, '0')}`)];
};
const deps = () => ({
  store: {
    opens: async (hub: HubId) => {
      reads.push(hub);
      if (broken) throw broken;
      return open;
    },
    show: async (hub: HubId, _thing: unknown, message: Message) => {
      asked.push({ hub, atMs: time.nowMs, message });
      pending.add(hub);
    },
  } as unknown as Store,
  network: { current: async () => current, now: async () => ({ ...rules, network: current }), change: () => Promise.reject(new Error()) },
  clock: { now: () => new Date(Date.parse(time.now()) + clockMovedMs).toISOString() },
  nudge: () => {},
});
const hubs = [north, south];

beforeEach(() => {
  time = new VirtualTime();
  [asked, reads, failures, open] = [[], [], [], []];
  current = network;
  broken = undefined;
  pending = new Set();
  sending = true;
  clockMovedMs = 0;
  keeper = createBoardKeeper({ ...deps(), failed: (_, error) => failures.push(error) });
});

/** As the dispatcher's loop has it: a pass each second, and what was asked for is drawn. */
async function loop(ms: number, each: () => void = () => {}): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1_000) {
    await time.run(time.nowMs + 1_000, () => false);
    each();
    await keeper.pass(hubs);
    if (!sending) continue;
    for (const hub of pending) {
      pending.delete(hub);
      await keeper.view(hub);
    }
  }
}
const gaps = (): readonly number[] => asked.slice(1).map(({ atMs }, index) => atMs - (asked[index]?.atMs ?? 0));

describe('by the machine', () => {
  it('is asked for in the hub\u2019s channel, as a card, ahead of what is bulk; and only where there is a channel', async () => {
    await loop(1_000);
    expect(asked).toEqual([{ hub: north, atMs: 1_000, message: { to: channelOf(north), class: 1, what: 'card' } }]);
  });
  it('is asked for at most every thirty seconds however much changes', async () => {
    await loop(10 * 60_000, arrives);
    expect(Math.min(...gaps())).toBe(lookEveryMs);
    expect(asked).toHaveLength(20);
    expect(lookEveryMs).toBe(30_000);
  });
  it('reads what is open as seldom', async () => {
    await loop(60_000);
    // One by a look and one by the drawing, each of eConsults and of tasks; then one look each half minute, of eConsults alone.
    expect(reads).toHaveLength(5);
  });
  it('is silent when nothing changed, but never for five minutes', async () => {
    await loop(60 * 60_000);
    expect(Math.max(...gaps())).toBeLessThanOrEqual(5 * 60_000 - lookEveryMs);
    expect(Math.min(...gaps())).toBeGreaterThanOrEqual(redrawAfterMs);
    expect(asked).toHaveLength(15);
  });
  it('is asked for within thirty seconds of a change', async () => {
    await loop(65_000);
    arrives();
    const changedMs = time.nowMs;
    await loop(30_000);
    expect(asked).toHaveLength(2);
    expect((asked[1]?.atMs ?? 0) - changedMs).toBeLessThanOrEqual(lookEveryMs);
  });
  it('is asked for when what was drawn is no longer so, even if it was so when it was asked for', async () => {
    sending = false;
    await loop(1_000);
    arrives();
    sending = true;
    await loop(1_000);
    open = [];
    await loop(30_000);
    expect(asked).toHaveLength(2);
  });
  it('is not asked for again while it waits to be sent', async () => {
    sending = false;
    await loop(3 * 60_000, arrives);
    expect(asked).toHaveLength(1);
    await loop(2 * 60_000);
    expect(asked).toHaveLength(2);
  });
  it('is asked for at once when the clock was moved, on or back', async () => {
    await loop(60_000);
    clockMovedMs = 3 * 86_400_000;
    await loop(1_000);
    expect(asked).toHaveLength(2);
    clockMovedMs = 0;
    await loop(1_000);
    expect(asked).toHaveLength(3);
  });
  it('is asked for once more after a restart, and after another instance has sent', async () => {
    await loop(1_000);
    keeper.forget();
    await loop(1_000);
    expect(asked).toHaveLength(2);
    keeper = createBoardKeeper({ ...deps(), failed: () => {} });
    await loop(60_000);
    expect(asked).toHaveLength(3);
  });
  it('waits no longer than its turn when there are many hubs', async () => {
    const many = Array.from({ length: 42 }, (_, index) => `H${index}`);
    const channels = Object.fromEntries(many.map((hub) => [hub, { organisation: hub, conversation: hub, team: '', tenantId: '' }]));
    current = { ...network, channels };
    sending = false;
    for (let pass = 1; pass <= Math.ceil(many.length / hubsAtATime); pass += 1) {
      await keeper.pass(many);
      expect(asked).toHaveLength(Math.min(many.length, pass * hubsAtATime));
    }
    expect(asked.map(({ hub }) => hub)).toEqual(many);
    await keeper.pass(many);
    expect(asked).toHaveLength(many.length);
  });
});

it('with more hubs than there are turns in thirty seconds, none is left out', async () => {
  const many = Array.from({ length: 200 }, (_, index) => `H${index}`);
  current = {
    ...network,
    channels: Object.fromEntries(many.map((hub) => [hub, { organisation: hub, conversation: hub, team: '', tenantId: '' }])),
  };
  for (let passes = 0; passes < many.length / hubsAtATime; passes += 1) {
    await time.run(time.nowMs + 1_000, () => false);
    await keeper.pass(many);
  }
  expect(new Set(asked.map(({ hub }) => hub)).size).toBe(many.length);
});

describe('by a press', () => {
  it('is asked for at once, and the machine\u2019s own turn stays where it was', async () => {
    await loop(10_000);
    await askForBoard(deps(), north);
    expect(asked.at(-1)).toEqual({ hub: north, atMs: 10_000, message: { to: channelOf(north), class: 1, what: 'card' } });
    await loop(60_000);
    expect(asked).toHaveLength(2);
    const view = await viewHub(deps(), north);
    expect(view).toMatchObject({ at: time.now(), board: { hub: north, total: 0 } });
  });
});

describe('when the store is away', () => {
  it('says so, stops nothing, and looks again at its next turn', async () => {
    broken = new Error('away');
    await loop(31_000);
    expect(failures).toEqual([broken, broken]);
    broken = undefined;
    await loop(30_000);
    expect(asked).toHaveLength(1);
  });
  it('a network that cannot be read is no board\u2019s fault', async () => {
    const away = { ...deps(), network: { ...deps().network, current: () => Promise.reject(new Error('away')) } };
    await createBoardKeeper({ ...away, failed: (_, error) => failures.push(error) }).pass(hubs);
    expect(failures).toEqual([]);
  });
});
