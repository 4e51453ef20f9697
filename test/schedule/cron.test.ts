// The clockwork under a faked clock: one instance works at a time, whatever fails or stands still, and silence is seen in its age.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Leases as AllLeases } from '../../src/app/ports.ts';
import { type Clockwork, type Every, startClockwork, sweepEvery } from '../../src/schedule/cron.ts';
import { createLeases } from '../../src/storage/lease.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';

type Leases = Pick<AllLeases, 'hold' | 'letGo'>;

const second = 1_000;
const everyMs = sweepEvery.everySeconds * second;
/** What the clockwork leaves to chance: where in its quarter of a minute it was started. */
const begins = Date.parse('2026-11-25T09:14:07.321Z');

let leases: Leases;
beforeEach(async () => {
  vi.useFakeTimers({ now: begins });
  const engine = memoryEngine();
  await makeTables(engine, 'ehub', []);
  leases = createLeases(engine, 'ehub', { now: () => new Date().toISOString() });
});
const started: Instance[] = [];
afterEach(async () => {
  for (const each of started.splice(0)) each.release();
  vi.useRealTimers();
  vi.restoreAllMocks();
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const passSeconds = (seconds: number) => pass(seconds * second);

/** One process: what it did when, and what it was told of. */
class Instance {
  readonly began: number[] = [];
  readonly failures: unknown[] = [];
  atOnce = 0;
  mostAtOnce = 0;
  /** How its work goes; set anew for each test. */
  how: () => Promise<void> = async () => {};
  readonly clockwork: Clockwork;
  #release: () => void = () => {};

  constructor(owner: string, every: Every = sweepEvery, held: Leases = leases) {
    this.clockwork = startClockwork(
      held,
      owner,
      () => this.#work(),
      (error) => this.failures.push(error),
      () => Date.now(),
      every,
    );
    started.push(this);
  }
  /** From now on its work does not end by itself. */
  hang(): void {
    this.how = () => new Promise((resolve) => (this.#release = resolve));
  }
  release(): void {
    this.#release();
  }
  async #work(): Promise<void> {
    this.began.push(Date.now());
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    try {
      await this.how();
    } finally {
      this.atOnce -= 1;
    }
  }
}
/** The same leases, never let go: an instance that uses these dies without a word. */
const neverLetGo = (): Leases => ({ hold: (...how) => leases.hold(...how), letGo: async () => {} });

describe('the times', () => {
  it('are those of the clock on the wall, every quarter of a minute', async () => {
    const one = new Instance('one');
    await passSeconds(60);
    const first = Math.ceil(begins / everyMs) * everyMs;
    expect(one.began).toEqual([0, 1, 2, 3].map((each) => first + each * everyMs));
  });
  it.each([
    [1, 60],
    [20, 3],
    [60, 1],
    [300, 0.2],
    [1_800, 1 / 30],
  ])('every %i s: %f times a minute', async (everySeconds, aMinute) => {
    const one = new Instance('one', { name: 'other', everySeconds, leaseMs: 4_000 });
    await passSeconds(3_600);
    expect(one.began.length).toBe(aMinute * 60);
    expect(one.began.every((at) => at % (everySeconds * second) === 0)).toBe(true);
  });
  it.each([0, -15, 7, 7.5, 90, 420, 3_600, Number.NaN])('no time of the clock is every %f s: it does not start', (everySeconds) => {
    expect(() =>
      startClockwork(
        leases,
        'one',
        async () => {},
        () => {},
        Date.now,
        { ...sweepEvery, everySeconds },
      ),
    ).toThrow();
  });
  it('are kept by a machine that was busy at that very second, late', async () => {
    const one = new Instance('one');
    await passSeconds(8);
    const before = one.began.length;
    // The process stood still for 20 seconds: its timer goes off 12 s after its time.
    vi.setSystemTime(Date.now() + 20 * second);
    await pass(everyMs);
    expect(one.began.length).toBeGreaterThan(before);
    expect(one.began[before]).toBeLessThan(begins + 8 * second + 20 * second + everyMs);
  });
});

describe('of several instances', () => {
  it('only the holder of the lease works, and all are fresh', async () => {
    const three = ['one', 'two', 'three'].map((owner) => new Instance(owner));
    await passSeconds(600);
    const worked = three.filter(({ began }) => began.length > 0);
    expect(worked.map(({ began }) => began.length)).toEqual([40]);
    for (const { clockwork } of three) expect(clockwork.ageMs()).toBeLessThanOrEqual(everyMs);
  });
  it('another takes over within the lease and a turn when the holder has died', async () => {
    const one = new Instance('one', sweepEvery, neverLetGo());
    await passSeconds(30);
    const two = new Instance('two');
    await passSeconds(30);
    expect(two.began).toEqual([]);
    await one.clockwork.stop();
    const last = one.began.at(-1) ?? 0;
    await passSeconds(120);
    expect(one.began.at(-1)).toBe(last);
    const gap = (two.began[0] ?? Number.POSITIVE_INFINITY) - last;
    expect(gap).toBeGreaterThanOrEqual(sweepEvery.leaseMs);
    expect(gap).toBeLessThanOrEqual(sweepEvery.leaseMs + everyMs);
  });
  it('another takes over at its next turn when the holder has stopped', async () => {
    const one = new Instance('one');
    await passSeconds(30);
    const two = new Instance('two');
    await passSeconds(30);
    await one.clockwork.stop();
    await pass(everyMs);
    expect(two.began.length).toBe(1);
  });
  it('two works keep each to their own lease', async () => {
    const one = new Instance('one');
    await passSeconds(30);
    const two = new Instance('two', { ...sweepEvery, name: 'audit' });
    await passSeconds(30);
    expect([one.began.length > 0, two.began.length > 0]).toEqual([true, true]);
  });
});

describe('in one process', () => {
  it('it is never at work twice, however long it takes, and goes on afterwards', async () => {
    const one = new Instance('one');
    one.hang();
    await passSeconds(120);
    expect([one.began.length, one.mostAtOnce]).toEqual([1, 1]);
    one.how = async () => {};
    one.release();
    await passSeconds(60);
    expect([one.began.length, one.mostAtOnce]).toEqual([5, 1]);
    // That it was passed over meanwhile is no fault; its age has shown it.
    expect(one.failures).toEqual([]);
  });
  it('a throw is told of and the next run comes', async () => {
    const one = new Instance('one');
    const wrong = new Error('wrong');
    one.how = async () => {
      throw wrong;
    };
    await passSeconds(60);
    expect(one.began.length).toBe(4);
    expect(one.failures).toEqual([wrong, wrong, wrong, wrong]);
  });
  it('a lease that cannot be asked for is told of, nothing is done, and the next turn asks again', async () => {
    const away = new Error('away');
    let fails = true;
    const failing: Leases = {
      ...neverLetGo(),
      hold: async (...how) => {
        if (fails) throw away;
        return leases.hold(...how);
      },
    };
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    const one = new Instance('one', sweepEvery, failing);
    await passSeconds(60);
    expect([one.began, one.failures]).toEqual([[], [away, away, away, away]]);
    expect(said).not.toHaveBeenCalled();
    expect(one.clockwork.ageMs()).toBe(60 * second);
    fails = false;
    await pass(everyMs);
    expect(one.began.length).toBe(1);
  });
});

describe('its age', () => {
  it('begins when it is started and starts again with every good run', async () => {
    const one = new Instance('one');
    await passSeconds(5);
    expect(one.clockwork.ageMs()).toBe(5 * second);
    await passSeconds(5);
    // The quarter of the minute was 7.679 s after the start.
    expect(one.clockwork.ageMs()).toBe(10 * second - 7_679);
  });
  it('grows while it fails, and while it hangs', async () => {
    const one = new Instance('one');
    one.how = async () => {
      throw new Error('wrong');
    };
    await passSeconds(120);
    expect(one.clockwork.ageMs()).toBe(120 * second);
    one.hang();
    await passSeconds(120);
    expect(one.clockwork.ageMs()).toBe(240 * second);
  });
  it('does not grow while another instance has the lease', async () => {
    await leases.hold('sweep', 'another', 3_600 * second);
    const one = new Instance('one');
    await passSeconds(600);
    expect(one.began).toEqual([]);
    expect(one.clockwork.ageMs()).toBeLessThanOrEqual(everyMs);
  });
  it('is nothing once it was run out of turn', async () => {
    const one = new Instance('one');
    await passSeconds(5);
    one.clockwork.ranWell();
    expect(one.clockwork.ageMs()).toBe(0);
  });
});

describe('stopping', () => {
  it('waits for the work that runs, and lets go of the lease only then', async () => {
    const one = new Instance('one');
    one.hang();
    await passSeconds(15);
    expect(one.atOnce).toBe(1);
    let stopped = false;
    const stopping = one.clockwork.stop().then(() => {
      stopped = true;
    });
    await passSeconds(5);
    expect(stopped).toBe(false);
    expect(await leases.hold('sweep', 'another', second)).toBeUndefined();
    one.release();
    await stopping;
    expect(await leases.hold('sweep', 'another', second)).toBeDefined();
    await passSeconds(60);
    expect(one.began.length).toBe(1);
  });
  it('while the lease is being asked for: no work begins any more, and the lease does not stay behind', async () => {
    let grant = (): void => {};
    const slow: Leases = {
      letGo: (...how) => leases.letGo(...how),
      hold: async (...how) => {
        await new Promise<void>((resolve) => {
          grant = resolve;
        });
        return leases.hold(...how);
      },
    };
    const one = new Instance('one', sweepEvery, slow);
    await passSeconds(15);
    const stopping = one.clockwork.stop();
    await passSeconds(1);
    grant();
    await stopping;
    await passSeconds(60);
    expect(one.began).toEqual([]);
    expect(await leases.hold('sweep', 'another', second)).toBeDefined();
  });
  it('bears a store that is away', async () => {
    const one = new Instance('one', sweepEvery, { ...neverLetGo(), letGo: () => Promise.reject(new Error('away')) });
    await passSeconds(15);
    await expect(one.clockwork.stop()).resolves.toBeUndefined();
  });
});
