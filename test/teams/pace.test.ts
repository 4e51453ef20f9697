// The pace: whatever is asked of it and whenever, no stretch of time holds more than Teams allows, and what is urgent still has room.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SendClass } from '../../src/domain/terms.ts';
import { conversationWindows, createPace, tenantWindow } from '../../src/teams/pace.ts';

/** Microsoft's published limits, written down again here so that a slip in the code's own table is seen. */
const allowed = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
  [3_600_000, 1_800],
] as const;
const allowedBulk = [
  [30_000, 45],
  [3_600_000, 1_200],
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

  it('keeps room for what is urgent while bulk takes all it may', () => {
    const pace = createPace();
    let nowMs = 0;
    let urgent = 0;
    let longestMs = 0;
    let nextUrgentMs = 0;
    // An hour of bulk without end, and a red flag every ten seconds.
    while (nowMs < 3_600_000) {
      if (nowMs >= nextUrgentMs) {
        const waitMs = pace.take('19:a', 0, nowMs);
        if (waitMs === 0) {
          urgent++;
          longestMs = Math.max(longestMs, nowMs - nextUrgentMs);
          nextUrgentMs += 10_000;
        }
      }
      pace.take('19:a', 2, nowMs);
      nowMs += 100;
    }
    expect(urgent).toBe(360);
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

  it('is no looser than what is published, with room left in the tenant for everything that is not a send', () => {
    for (const [lengthMs, most] of allowed) {
      const window = conversationWindows.find((one) => one.lengthMs === lengthMs);
      expect(window?.sendsMax).toBeLessThanOrEqual(most);
      expect(window?.bulkMax).toBeLessThan(most);
    }
    expect(tenantWindow.sendsMax).toBeLessThanOrEqual(allowedTenant[1] * 0.8);
  });
});
