// Every warning of a simulated Monday, of 2,030 eConsults, is said exactly when a plain oracle says, and none later than one sweep.
import { expect, it } from 'vitest';
import { econsultKey } from '../../src/app/econsult/load.ts';
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import { type Priority, priorities } from '../../src/domain/terms.ts';
import { sweepMs } from '../domain/econsult/ticking.ts';
import type { Warned } from '../start/warned.ts';
import { hub, Monday } from './monday.ts';

const seed = Number(process.env['MONDAY_SEED'] ?? 1);
const warnings: readonly Warned[] = [
  'firstLook',
  'unclaimedAdministrator',
  'unclaimedLead',
  'targetWarning',
  'target',
  'limitWarning',
  'limit',
];

it('a Monday of fifteen practices: every warning as the oracle says, none late by more than one sweep', { timeout: 60_000 }, async () => {
  const beganMs = performance.now();
  const { items, store, reports, done } = await Monday.live(seed);
  expect(items).toHaveLength(2_030);
  const table = new Map<string, number>();
  const count = (what: string) => table.set(what, (table.get(what) ?? 0) + 1);
  const latestMs: Record<Priority, number> = { routine: 0, urgent: 0, redFlag: 0 };
  let closed = 0;
  for (const { id, priority, shut, expected } of items) {
    const events = (await store.events<EConsultEvent>(econsultKey(hub, id))).map(({ event }) => event);
    const said = events.filter((event) => event.type === 'Warned').map(({ at, warning, also }) => ({ at: Date.parse(at), warning, also }));
    expect(said, id).toEqual(expected?.said.map(({ at, warning, also }) => ({ at, warning, also })));
    for (const { at, warning, dueAt, also } of expected?.said ?? []) {
      count(`${warning} ${priority}`);
      for (const lesser of also) count(`${lesser} not said`);
      latestMs[priority] = Math.max(latestMs[priority], at - dueAt);
    }
    const rang = events.filter((event) => event.type === 'Escalated');
    if (priority === 'redFlag' && shut) closed += 1;
    // Nobody passes on or asks anything here: whoever is called is called because nobody was there.
    expect(rang.length, `${id} up the ladder`).toBe(priority === 'redFlag' && shut ? 1 : 0);
  }
  expect(reports.filter(({ kind }) => kind === 'failed')).toEqual([]);
  for (const priority of priorities) expect(latestMs[priority]).toBeLessThan(sweepMs);

  const cell = (text: string | number) => String(text).padStart(9);
  const lines = warnings.map(
    (warning) =>
      `${warning.padEnd(24)}${priorities.map((priority) => cell(table.get(`${warning} ${priority}`) ?? 0)).join('')}${cell(table.get(`${warning} not said`) ?? 0)}`,
  );
  const of = (priority: Priority) => items.filter((item) => item.priority === priority).length;
  process.stdout.write(
    [
      `a Monday: ${items.length} eConsults, ${done.claimed} claims, ${done.completed} completed, ${done.held} held, ${done.released} released, ${done.sweeps} sweeps, ${((performance.now() - beganMs) / 1_000).toFixed(1)} s`,
      `${''.padEnd(24)}${priorities.map(cell).join('')}${cell('graver')}`,
      `${'received'.padEnd(24)}${priorities.map((priority) => cell(of(priority))).join('')}`,
      ...lines,
      `${'latest, seconds'.padEnd(24)}${priorities.map((priority) => cell(latestMs[priority] / 1_000)).join('')}`,
      `red flags that came while their holder was closed, and went up the ladder at once: ${closed}\n`,
    ].join('\n'),
  );
  // A day on which nothing went wrong would show nothing.
  for (const warning of warnings)
    expect(
      priorities.some((priority) => (table.get(`${warning} ${priority}`) ?? 0) > 0),
      warning,
    ).toBe(true);
  expect(closed).toBeGreaterThan(0);
});
