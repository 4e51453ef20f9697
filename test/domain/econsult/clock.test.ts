// The clock against a plain oracle over many random eConsults in simulated time; and, in examples, what it reminds of.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { kinds, priorities } from '../../../src/domain/terms.ts';
import { coreHours, type OpeningHours } from '../../../src/domain/time/hours.ts';
import { nadia, press, under } from '../../hub.ts';
import { Expected, inRisingGravity, type Sent } from '../../start/warned.ts';
import { englandHolidays, everyDay, span } from '../time/days.ts';
import { arrival, instant, onTheGrid, sweepMs, Ticking } from './ticking.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const holidays = englandHolidays.days.map(({ date }) => date);
const lunch = [span('09:00', '12:30'), span('14:00', '17:00')];
const hoursOf: Readonly<Record<string, OpeningHours>> = {
  core: coreHours,
  lunch: { week: { monday: lunch, tuesday: lunch, wednesday: [span('09:00', '13:00')], thursday: lunch, friday: lunch } },
  everyDay: everyDay(span('07:00', '22:00')),
  twoDays: { week: { tuesday: [span('10:00', '16:00')], saturday: [span('09:00', '12:00')] } },
};

/** Ordinary days, and those around both clock changes, Easter and Christmas. */
const begins = fc.constantFrom(
  '2026-03-27',
  '2026-03-29',
  '2026-04-02',
  '2026-05-01',
  '2026-06-16',
  '2026-09-05',
  '2026-10-23',
  '2026-10-25',
  '2026-11-25',
  '2026-12-23',
  '2026-12-31',
);
interface Life {
  readonly sent: Sent;
  readonly hours: OpeningHours;
  /** Gaps between what happens, in seconds; and what that is. */
  readonly acts: readonly {
    readonly after: number;
    readonly what: 'claim' | 'release' | 'hold' | 'endHold' | 'complete' | 'keep';
    readonly minutes: number;
  }[];
  /** When nobody looked at the clock. */
  readonly outage: { readonly from: number; readonly to: number };
}
const seconds = (most: number) => fc.integer({ min: 0, max: most }).map((each) => each * 1_000);
const life: fc.Arbitrary<Life> = fc
  .record({
    begins: begins.map((date) => Date.parse(`${date}T00:00:00.000Z`)),
    into: fc.oneof(
      seconds(3 * 86_400),
      fc.integer({ min: 0, max: 144 }).map((each) => each * 30 * minute),
    ),
    queued: fc.oneof({ weight: 4, arbitrary: seconds(180) }, { weight: 1, arbitrary: seconds(6 * 86_400) }),
    promised: fc.option(fc.integer({ min: -60, max: 3_000 }), { freq: 4 }),
    kind: fc.constantFrom(...kinds),
    priority: fc.constantFrom(...priorities),
    hours: fc.constantFrom(...Object.values(hoursOf)),
    acts: fc.array(
      fc.record({
        after: fc.oneof(seconds(1_800), seconds(4 * 3_600), seconds(2 * 86_400)),
        what: fc.constantFrom('claim', 'claim', 'release', 'hold', 'hold', 'endHold', 'keep', 'complete'),
        minutes: fc.integer({ min: 1, max: 600 }),
      }),
      { maxLength: 8 },
    ),
    outageAfter: seconds(86_400),
    outage: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: seconds(3 * 86_400) }),
  })
  .map(({ begins: from, into, queued, promised, kind, priority, hours, acts, outageAfter, outage }) => {
    const submitted = from + into;
    const received = submitted + queued;
    const sent = {
      kind,
      priority,
      submitted,
      received,
      ...(promised === null || promised <= 0 ? {} : { promised: submitted + promised * minute }),
    };
    return { sent, hours, acts, outage: { from: received + outageAfter, to: received + outageAfter + outage } } as Life;
  });

const counts = new Map<string, number>();
const count = (what: string, times = 1) => counts.set(what, (counts.get(what) ?? 0) + times);

/** Lives it beside the oracle; how it went. */
function lived({ sent, hours, acts, outage }: Life) {
  const nextSweep = (ms: number): number => {
    const sweep = onTheGrid(ms);
    return sweep >= outage.from && sweep < outage.to ? onTheGrid(outage.to) : sweep;
  };
  const { kind, priority, submitted, received, promised } = sent;
  const promise = promised === undefined ? {} : { promisedBy: instant(promised) };
  const real = new Ticking(arrival(submitted, received, { kind, priority, ...promise }), under(hours), nextSweep);
  const oracle = new Expected(sent, hours, coreHours, holidays, nextSweep);
  let now = received;
  let completed: number | undefined;
  let firstClaim: number | undefined;
  for (const { after, what, minutes } of acts) {
    now += after;
    const more = { at: instant(now) };
    // What is due by then has been done first, so that what is asked fits.
    real.upTo(now - 1);
    const { status, hold } = real.state;
    if (what === 'claim' && status === 'waiting') {
      oracle.claim(now);
      real.do(press(nadia, 'claim', {}, more));
      firstClaim ??= now;
    } else if (status !== 'claimed') continue;
    else if (what === 'release') {
      oracle.release(now);
      real.do(press(nadia, 'release', { reason: 'noTime' }, more));
      count('release');
    } else if (what === 'keep') real.do(press(nadia, 'keep', {}, more));
    else if (what === 'hold' && !hold && now + minutes * minute < oracle.limit) {
      oracle.hold(now, now + minutes * minute);
      real.do(press(nadia, 'hold', { reason: 'patientToReply', until: instant(now + minutes * minute) }, more));
      count('hold');
    } else if (what === 'endHold' && hold) {
      oracle.endHold(now);
      real.do(press(nadia, 'endHold', {}, more));
    } else if (what === 'complete') {
      oracle.complete(now);
      real.do(press(nadia, 'complete', { outcome: 'answered', told: 'telephone', knowingly: true }, more));
      completed = now;
      break;
    }
  }
  const end = Math.max(now, oracle.limit, outage.to) + 20 * day;
  real.upTo(end);
  oracle.upTo(end);
  return { real, oracle, completed, firstClaim };
}

describe('every warning', () => {
  it('is said when a plain oracle says, and only then', () => {
    fc.assert(
      fc.property(life, (each) => {
        const { real, oracle, completed, firstClaim } = lived(each);
        const said = real.of('Warned').map((event) => ({ at: Date.parse(event.at), warning: event.warning, also: event.also }));
        expect(said).toEqual(oracle.said.map(({ dueAt: _, wait: __, ...rest }) => rest));

        const ofWait = (warning: string, wait: number) => (/^firstLook|^unclaimed/.test(warning) ? `${wait} ${warning}` : warning);
        const all = oracle.said.flatMap(({ warning, also, wait }) => [...also, warning].map((each) => ofWait(each, wait)));
        expect(new Set(all).size, 'at most once').toBe(all.length);
        const { from, to } = each.outage;
        for (const { at: saidAt, dueAt, warning, wait, also } of oracle.said) {
          expect(completed === undefined || saidAt < completed, 'none after it is answered').toBe(true);
          expect(saidAt - Math.max(dueAt, dueAt < to && saidAt >= from ? to : 0), 'not late').toBeLessThan(sweepMs);
          if (warning === 'firstLook' || warning.startsWith('unclaimed')) {
            expect(wait > 0 || firstClaim === undefined || saidAt < firstClaim, 'only while nobody has it').toBe(true);
            if (wait > 0) count('came back and nobody has it');
          }
          count(`${warning}`);
          if (also.length > 0) count('also');
          if (dueAt === each.sent.received) count('at receipt');
        }
        if (completed !== undefined) count('completed');
        expect(real.state.nextLook === undefined || real.state.status !== 'completed').toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
  it('said late is said once: two looks at the same clock are one', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: 0, max: 5 * 1_440 }), ({ sent, hours }, minutes) => {
        const real = new Ticking(arrival(sent.submitted, sent.received, { kind: sent.kind, priority: sent.priority }), under(hours));
        const looked = sent.received + minutes * minute;
        const first = real.tick(looked);
        expect(first.filter(({ type }) => type === 'Warned').length).toBeLessThanOrEqual(1);
        const before = real.state;
        expect(real.tick(looked)).toEqual([]);
        expect(real.state).toBe(before);
      }),
    );
  });
  afterAll(() => {
    // An oracle that is never asked proves nothing.
    for (const what of [...inRisingGravity, 'also', 'at receipt', 'hold', 'release', 'came back and nobody has it', 'completed'])
      expect(counts.get(what) ?? 0, what).toBeGreaterThan(20);
  });
});
