// What must always hold of a task, whatever has happened to it, and of what is said because of it.
import { expect } from 'vitest';
import type { TaskEvent } from '../../../src/domain/task/event.ts';
import { evolveTask } from '../../../src/domain/task/evolve.ts';
import { placeOfTask } from '../../../src/domain/task/queue-place.ts';
import { reactTask } from '../../../src/domain/task/react.ts';
import { maySeeTask } from '../../../src/domain/task/refusals.ts';
import { isOpenTask, type Task } from '../../../src/domain/task/state.ts';
import { hub, outsider } from '../../hub.ts';
import { everybody, taskNetwork } from './cast.ts';
import { rowsOf } from './clock-model.ts';
import { iso, type Life } from './life-step.ts';
import { knows } from './model.ts';

/** What is said goes to whoever is concerned by it now, and to nobody twice; only a card may be drawn where it was before. */
export function toldRightly(event: TaskEvent, task: Task): void {
  const messages = reactTask(event, task);
  const keys = messages.map(({ to, what, of }) => `${to} ${what} ${of?.id ?? ''}`);
  expect(new Set(keys).size).toBe(keys.length);
  const channels = new Set([hub, task.from, task.to].map((each) => `org.${each}`));
  for (const { to, what } of messages) {
    if (what === 'card') expect([...task.shownIn, ...(task.round ? [task.from] : [])].map((each) => `org.${each}`)).toContain(to);
    // A notice stands in the thread of its card: without one it would never be sent.
    else if (to.startsWith('org.')) {
      expect(channels).toContain(to);
      expect(
        task.shownIn.map((each) => `org.${each}`),
        what,
      ).toContain(to);
    }
  }
  if ('by' in event && event.type !== 'TaskHandedOver') expect(messages.map(({ to }) => to)).not.toContain(`person.${event.by.id}`);
}

/** What must always hold, whatever has happened. */
export function holds({ task, m, events }: Life): void {
  const open = isOpenTask(task);
  expect({
    status: task.status,
    from: task.from,
    to: task.to,
    claimant: task.status === 'inHand' ? task.claimant.id : undefined,
    question: task.question && !task.question.answer ? task.question.to : undefined,
    ladder: task.escalation && (task.escalation.acknowledged ? 'acknowledged' : 'asked'),
    wantedBy: task.request.wantedBy,
    dueSoonAt: task.dueSoonAt,
  }).toEqual({
    status: m.status,
    from: m.from,
    to: m.to,
    claimant: m.claimant,
    question: m.question,
    ladder: m.ladder,
    wantedBy: iso(m.wantedBy),
    dueSoonAt: iso(m.dueSoon),
  });
  // Never without a holder and a timer while open; a declined one is back with its sender; over, nothing is left.
  const holder = placeOfTask(task)?.holder;
  expect(holder).toBe(open ? (task.status === 'declined' ? task.from : task.to) : undefined);
  if (holder !== undefined) expect(task.shownIn).toContain(holder);
  expect(task.nextLook !== undefined).toBe(open);
  // The timer stands at the earliest of what there is to say, so that nothing is late by more than a sweep.
  const next = Math.min(...rowsOf(m).flatMap((row) => row.flatMap(({ at, key }) => (m.told.includes(key) ? [] : [at]))));
  if (open && Number.isFinite(next)) expect(Date.parse(task.nextLook ?? '')).toBeLessThanOrEqual(Math.max(next, m.now));
  for (const who of [...everybody, outsider]) expect(maySeeTask(taskNetwork, who.id, task, m.claimant), who.name).toBe(knows(m, who));
  if (events.length % 8 !== 0) return;
  // What the store gives back after a restart, told once more, is the same task.
  const told: readonly TaskEvent[] = JSON.parse(JSON.stringify(events));
  const again = told.reduce<Task | undefined>((before, event, index) => evolveTask(before, event, index + 1), undefined);
  expect(JSON.parse(JSON.stringify({ ...again, nextLook: task.nextLook }))).toEqual(JSON.parse(JSON.stringify(task)));
}
