// Random lives of one task between a hub and three practices, with a moving clock, against a model that shares no code with it.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { nextLookFrom } from '../../../src/domain/task/clock.ts';
import { decideTask } from '../../../src/domain/task/decide.ts';
import type { TaskEvent } from '../../../src/domain/task/event.ts';
import { evolveTask } from '../../../src/domain/task/evolve.ts';
import { isOpenTask } from '../../../src/domain/task/state.ts';
import type { Person } from '../../../src/domain/terms.ts';
import { ashgrove, birchway, colleague, hub, nadia, outsider, practiceColleague, una, xanthe } from '../../hub.ts';
import { ada, ask, cedarhall, everybody, taskRules } from './cast.ts';
import { isClimbing, minuteMs, saidAt, type Timed, threeQuarters } from './clock-model.ts';
import { holds, toldRightly } from './life-always.ts';
import { ableTo, commandOf, draftOf, iso, type Life, type Step, startsClock } from './life-step.ts';
import { after, answerOf, type Choice, type Verb, verbs } from './model.ts';

/** A Wednesday; the evenings before both nights on which the clocks change; Christmas; the Thursday before Easter. */
const beginnings = ['2026-11-25T09:00:00Z', '2026-03-27T17:45:00Z', '2026-10-23T16:30:00Z', '2026-12-24T12:00:00Z', '2026-04-02T16:00:00Z'];
const seen = new Map<string, number>();
const saw = (what: string): void => {
  seen.set(what, (seen.get(what) ?? 0) + 1);
};

class Asked implements fc.Command<object, Life> {
  private readonly step: Step;
  constructor(step: Step) {
    this.step = step;
  }
  check(): boolean {
    return true;
  }
  run(_: object, life: Life): void {
    life.m = { ...life.m, now: life.m.now + this.step.minutes * minuteMs };
    if (this.step.verb === 'tick') looks(life);
    else {
      const step = { ...this.step, verb: this.step.verb };
      const who = step.anyway ? step.who : ableTo(life.m, step);
      if (who !== undefined) acts(life, { ...step, who });
    }
    holds(life);
  }
  toString(): string {
    const { verb, who, minutes, to } = this.step;
    return `${verb} by ${who.name} (${to}) after ${minutes} min`;
  }
}

function acts(life: Life, step: Step & { readonly verb: Verb }): void {
  const { m } = life;
  const choice: Choice = step;
  const expected = answerOf(m, step.verb, step.who, choice, step.old);
  const decision = decideTask(commandOf(step, life), life.task, taskRules);
  const events = 'events' in decision ? decision.events : [];
  expect('refusal' in decision ? decision.refusal.why : events.length > 0 ? 'happens' : 'nothing').toBe(expected);
  if (expected !== 'happens') return;
  saw(step.verb);
  if (step.verb === 'reopen') {
    // By when a reopened one is wanted anew has its own examples; that it is to come is all that is asked here.
    const [event] = events;
    if (event?.type !== 'TaskReopened') throw new Error('not reopened');
    expect(event.wantedBy > iso(m.now)).toBe(true);
    if (m.wantedBy > m.now) expect(event.wantedBy).toBe(iso(m.wantedBy));
    const wantedBy = Date.parse(event.wantedBy);
    life.m = { ...m, ...after(m, step.verb, step.who, choice), sentAt: m.now, wantedBy, dueSoon: threeQuarters(m.to, m.now, wantedBy) };
  } else {
    life.m = { ...m, ...startsClock(m, step, step.to), ...after(m, step.verb, step.who, choice) };
  }
  happen(life, events);
}

/** Keys in the product's `told` are by instants. */
const keyOf = (key: string): string => key.replace(/ (\S+)$/, (_, since: string) => `|${iso(Number(since))}`);
function looks(life: Life): void {
  const { m } = life;
  const decision = decideTask(ask('clock', 'tick', iso(m.now), {}), life.task, taskRules);
  if ('refusal' in decision) throw new Error(decision.refusal.why);
  const said = saidAt(m);
  const climbing = isClimbing(m);
  const { events } = decision;
  const reminded = events.flatMap((event) => (event.type === 'TaskReminded' ? [{ what: event.of as string, keys: event.keys }] : []));
  expect([...reminded].sort(byWhat)).toEqual(said.map(({ what, keys }) => ({ what, keys: keys.map(keyOf) })).sort(byWhat));
  expect(events.some(({ type }) => type === 'TaskClimbed')).toBe(climbing);
  for (const { what } of said) saw(what);
  if (climbing) saw('climbs');
  const told = [...m.told, ...said.flatMap(({ keys }) => keys)];
  expect(new Set(told).size, 'each reminder once').toBe(told.length);
  const asks = said.some(({ what }) => what === 'claimQuiet') ? { quietAsked: m.now } : {};
  life.m = { ...m, told, ...asks, ...(climbing ? { rung: m.rung + 1, rungSince: m.now } : {}) };
  happen(life, events);
  // The sweep must come to an end: once it has looked, nothing is due up to that moment.
  if (isOpenTask(life.task)) expect((nextLookFrom(life.task, taskRules, iso(m.now)) ?? '') > iso(m.now)).toBe(true);
}
const byWhat = (a: { readonly what: string }, b: { readonly what: string }): number => a.what.localeCompare(b.what);

function happen(life: Life, events: readonly TaskEvent[]): void {
  for (const event of events) {
    const before = life.task;
    life.version += 1;
    life.events.push(event);
    life.task = evolveTask(before, event, life.version);
    if (before.request.wantedBy !== life.task.request.wantedBy) expect(['TaskSentAgain', 'TaskReopened']).toContain(event.type);
    toldRightly(event, life.task);
  }
  const look = nextLookFrom(life.task, taskRules, iso(life.m.now));
  life.task = { ...life.task, nextLook: look };
}

const stepOf = (verb: fc.Arbitrary<Step['verb']>): fc.Arbitrary<Step> =>
  fc.record({
    verb,
    who: fc.constantFrom<Person>(...everybody, outsider),
    minutes: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 45 }),
      fc.integer({ min: 45, max: 900 }),
      fc.integer({ min: 900, max: 5000 }),
    ),
    old: fc.integer({ min: 0, max: 9 }).map((each) => each === 0),
    anyway: fc.integer({ min: 0, max: 4 }).map((each) => each === 0),
    to: fc.constantFrom<string>(hub, ashgrove, birchway, cedarhall),
    person: fc.constantFrom<Person>(colleague, practiceColleague, xanthe, ada, una),
    hours: fc.integer({ min: 1, max: 120 }),
    urgent: fc.boolean(),
    spokenTo: fc.boolean(),
  });
const goingOn = verbs.filter((verb) => verb !== 'finish' && verb !== 'cancel');
const steps = [
  ...Array.from({ length: 6 }, () => stepOf(fc.constantFrom(...goingOn))),
  ...Array.from({ length: 3 }, () => stepOf(fc.constant('tick'))),
  ...Array.from({ length: 2 }, () => stepOf(fc.constantFrom('decline', 'sendAgain', 'accept', 'claim', 'handOn'))),
  stepOf(fc.constantFrom('finish', 'cancel', 'reopen', 'reopen')),
  stepOf(fc.constantFrom('claim', 'handOver', 'handOver')),
];
/** The same lives each time, so that everything is sure to be seen once; then others. */
const runs: readonly { readonly seed?: number; readonly numRuns: number }[] = [{ seed: 1, numRuns: 50 }, { numRuns: 40 }];

const lives = [
  ['the hub asks a practice about a patient', { from: hub, to: ashgrove, practice: ashgrove, clinical: true, personal: true }, nadia],
  ['a practice asks the hub', { from: birchway, to: hub, practice: birchway, clinical: false, personal: false }, xanthe],
  [
    'the hub asks several practices, and one with other hours,',
    { from: hub, to: cedarhall, practice: cedarhall, clinical: false, personal: false, round: 'R-AAAAAA' },
    nadia,
  ],
] as const;

describe.each(lives)('every life in which %s', (_, whose, sender) => {
  it.each(runs)('goes as the model says, and never breaks what must always hold (%o)', (run) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        stepOf(fc.constant('sendAgain')),
        fc.commands(
          steps.map((each) => each.map((step) => new Asked(step))),
          { maxCommands: 80, size: 'max' },
        ),
        (beginning, first, commands) => {
          fc.modelRun(() => ({ model: {}, real: begun(Date.parse(beginning), { ...first, who: sender }, whose) }), commands);
        },
      ),
      run,
    );
  });
});

function begun(now: number, first: Step, whose: (typeof lives)[number][1]): Life {
  const empty = { waitingSince: 0, claimedAt: 0, declinedAt: 0, askedAt: 0, rungSince: 0, rung: 0, told: [] };
  const asked: Timed = { ...whose, ...empty, status: 'sent', now, urgent: false, sentAt: now, wantedBy: 0, dueSoon: 0 };
  const m = { ...asked, ...startsClock(asked, first, whose.to) };
  const { from, to, practice, personal } = whose;
  const about = personal ? { about: 'K7M4QX' } : {};
  const decision = decideTask(
    ask(first.who, 'send', iso(now), {
      from,
      to,
      practice,
      ...about,
      ...('round' in whose ? { round: whose.round } : {}),
      draft: draftOf(first, m),
      knowingly: true,
    }),
    undefined,
    taskRules,
  );
  const [event] = 'events' in decision ? decision.events : [];
  if (event === undefined) throw new Error(JSON.stringify(decision));
  const task = evolveTask(undefined, event, 1);
  const life: Life = { task: { ...task, nextLook: nextLookFrom(task, taskRules, iso(now)) }, version: 1, events: [event], m };
  return life;
}

afterAll(() => {
  const all = [
    ...verbs,
    ...['unanswered', 'stillUnanswered', 'unclaimed', 'claimQuiet', 'claimStillQuiet', 'declinedWaits', 'declinedStillWaits'],
    ...['questionWaits', 'questionStillWaits', 'dueSoon', 'late', 'stillLate', 'climbs'],
  ];
  expect([...seen.keys()].sort()).toEqual([...all].sort());
});
