// The pace: whatever is asked of it and whenever, no stretch of time holds more than Teams allows, and what is urgent still has room.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SendClass } from '../../src/domain/terms.ts';
import { conversationWindows, createPace, slackMs, tenantWindow } from '../../src/teams/pace.ts';

/** Microsoft's published limits, written down again here so that a slip in the code's own table is seen. */
const allowed = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
  [3_600_000, 1_800],
] as const;
const allowedBulk = [
  [30_000, 55],
  [3_600_000, 1_630],
] as const;
const allowedTenant = [1_000, 50] as const;

const mostWithin = (times: readonly number[], lengthMs: number): number => {
  let most = 0;
  let from = 0;
  for (const [index, atMs] of times.entries()) {
    while ((times[from] ?? 0) <= atMs - lengthMs) from++;
    most = Math.max(most, index - from + 1);
  }
  return most;
};

const asks = (most: number) =>
  fc.array(
    fc.record({
      // Mostly in a rush, sometimes after a rest that empties a window.
      afterMs: fc.oneof({ arbitrary: fc.nat(200), weight: 20 }, { arbitrary: fc.nat(40_000), weight: 1 }),
      conversation: fc.constantFrom('19:a', '19:a', '19:a', '19:b'),
      sendClass: fc.constantFrom<SendClass>(0, 1, 2, 2),
      /** Whether whoever asks waits for as long as told, or asks again whenever. */
      patient: fc.boolean(),
    }),
    { minLength: 50, maxLength: most },
  );

describe('the pace', () => {
  it('never lets out more than any window allows, whatever is asked and when', () => {
    fc.assert(
      fc.property(asks(600), (wishes) => {
        const pace = createPace();
        const sends: { conversation: string; sendClass: SendClass; atMs: number }[] = [];
        let nowMs = 0;
        for (const { afterMs, conversation, sendClass, patient } of wishes) {
          nowMs += afterMs;
          let waitMs = pace.take(conversation, sendClass, nowMs);
          if (waitMs > 0 && patient) {
            nowMs += waitMs;
            waitMs = pace.take(conversation, sendClass, nowMs);
          }
          if (waitMs === 0) sends.push({ conversation, sendClass, atMs: nowMs });
        }
        for (const one of ['19:a', '19:b']) {
          const all = sends.filter(({ conversation }) => conversation === one);
          const times = all.map(({ atMs }) => atMs);
          const bulk = all.filter(({ sendClass }) => sendClass === 2).map(({ atMs }) => atMs);
          for (const [lengthMs, most] of allowed) expect(mostWithin(times, lengthMs)).toBeLessThanOrEqual(most);
          for (const [lengthMs, most] of allowedBulk) expect(mostWithin(bulk, lengthMs)).toBeLessThanOrEqual(most);
        }
        expect(
          mostWithin(
            sends.map(({ atMs }) => atMs),
            allowedTenant[0],
          ),
        ).toBeLessThanOrEqual(allowedTenant[1]);
      }),
      { numRuns: 60 },
    );
  });

  it('says how long to wait exactly: a moment sooner is too soon, and then it may go', () => {
    fc.assert(
      fc.property(asks(200), (wishes) => {
        const pace = createPace();
        let nowMs = 0;
        for (const { afterMs, conversation, sendClass } of wishes) {
          nowMs += afterMs;
          const waitMs = pace.take(conversation, sendClass, nowMs);
          if (waitMs === 0) continue;
          expect(pace.take(conversation, sendClass, nowMs + waitMs - 1)).toBe(1);
          nowMs += waitMs;
          expect(pace.take(conversation, sendClass, nowMs)).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('lets bulk alone have nine tenths of what is published, over half a minute and over an hour', () => {
    const pace = createPace();
    const times: number[] = [];
    for (let nowMs = 0; nowMs < 3 * 3_600_000; ) {
      const waitMs = pace.take('19:a', 2, nowMs);
      if (waitMs === 0) times.push(nowMs);
      nowMs += waitMs === 0 ? 1 : waitMs;
    }
    expect(times.length).toBeGreaterThanOrEqual(3 * 1_800 * 0.9);
    expect(times.filter((atMs) => atMs < 300_000).length).toBeGreaterThanOrEqual(10 * 60 * 0.9);
  });

  it('lets bulk in many conversations have nine tenths of what is published for the tenant', () => {
    const pace = createPace();
    let sends = 0;
    for (let nowMs = 0; nowMs < 10_000; nowMs += 5) for (let one = 0; one < 60; one++) if (pace.take(`c${one}`, 2, nowMs) === 0) sends++;
    expect(sends).toBeGreaterThanOrEqual(10 * 50 * 0.9);
  });

  it('keeps room for the presses of a busy hour and for what is urgent beside them, while bulk takes all it may', () => {
    const pace = createPace();
    const longestMs = { press: 0, urgent: 0 };
    const next = { press: 0, urgent: 0 };
    // Four hours of bulk without end; ten clinicians claim and complete, and something urgent comes each minute.
    for (let nowMs = 0; nowMs < 4 * 3_600_000; nowMs += 100) {
      for (const [kind, sendClass, everyMs] of [
        ['urgent', 0, 60_000],
        ['press', 1, 33_000],
      ] as const) {
        if (nowMs < next[kind] || pace.take('19:a', sendClass, nowMs) > 0) continue;
        longestMs[kind] = Math.max(longestMs[kind], nowMs - next[kind]);
        next[kind] += everyMs;
      }
      while (pace.take('19:a', 2, nowMs) === 0);
    }
    expect([next.press, next.urgent].every((atMs) => atMs >= 4 * 3_600_000)).toBe(true);
    expect(longestMs.urgent).toBeLessThanOrEqual(2_000);
    expect(longestMs.press).toBeLessThanOrEqual(2_000);
  });

  it('keeps room for what is urgent while bulk takes all it may', () => {
    const pace = createPace();
    let nowMs = 0;
    let urgent = 0;
    let longestMs = 0;
    let nextUrgentMs = 0;
    // An hour of bulk without end, and a red flag every half minute.
    while (nowMs < 3_600_000) {
      if (nowMs >= nextUrgentMs) {
        const waitMs = pace.take('19:a', 0, nowMs);
        if (waitMs === 0) {
          urgent++;
          longestMs = Math.max(longestMs, nowMs - nextUrgentMs);
          nextUrgentMs += 30_000;
        }
      }
      pace.take('19:a', 2, nowMs);
      nowMs += 100;
    }
    expect(urgent).toBe(120);
    expect(longestMs).toBeLessThanOrEqual(2_000);
  });

  it('stops a conversation that Teams asked to pause, and no other', () => {
    const pace = createPace();
    pace.pause('19:a', 5_000);
    pace.pause('19:a', 3_000);
    expect(pace.take('19:a', 0, 1_000)).toBe(4_000);
    expect(pace.take('19:b', 0, 1_000)).toBe(0);
    expect(pace.take('19:a', 0, 5_000)).toBe(0);
  });

  it('is no looser than what is published', () => {
    for (const [lengthMs, most] of allowed) {
      const window = conversationWindows.find((one) => one.lengthMs === lengthMs + slackMs);
      expect(window?.sendsMax).toBeLessThanOrEqual(most);
      expect(window?.bulkMax).toBeLessThan(most);
    }
    expect(tenantWindow.sendsMax).toBeLessThan(allowedTenant[1]);
  });
});
