// Tasks before closing: which cannot simply be left, what can be said of one, who hears of it, and how long it holds.
import { describe, expect, it } from 'vitest';
import { isTaskPlanned, taskCannotWait } from '../../../src/domain/task/before-closing.ts';
import { decideTask } from '../../../src/domain/task/decide.ts';
import type { TaskEvent } from '../../../src/domain/task/event.ts';
import { evolveTask } from '../../../src/domain/task/evolve.ts';
import { placeOfTask, type TaskPlace } from '../../../src/domain/task/queue-place.ts';
import { reactTask } from '../../../src/domain/task/react.ts';
import type { Task } from '../../../src/domain/task/state.ts';
import { channelOf } from '../../../src/domain/terms.ts';
import { amara, gwen, larkfield, millbrook, network, north, person } from '../../people.ts';
import { at, englandHolidays } from '../time/days.ts';

const rules = { network, holidays: englandHolidays };
const now = at('2026-11-25 17:30');
const closes = at('2026-11-25 18:30');
const opens = at('2026-11-26 08:00');
const asked = (who = gwen, when = now) => ({ hub: north, id: 'T-K7M4QX', operation: `wish ${when}`, at: when, by: person(who) });
const draft = {
  ...({ kind: 'tests', asked: { text: 'Bloods, please', checked: false }, priority: 'routine', clinical: false } as const),
  ...{ wantedBy: at('2026-11-26 12:00'), telephone: '01632 960000' },
};
function done(command: object, before?: Task): readonly [Task, readonly TaskEvent[]] {
  const decision = decideTask(command as never, before, rules);
  if ('refusal' in decision) throw new Error(decision.refusal.why);
  const { events } = decision;
  const after = events.reduce<Task | undefined>(
    (task, event, index) => evolveTask(task, event, (before?.revision ?? 0) + index + 1),
    before,
  );
  if (after === undefined) throw new Error('nothing');
  return [after, events];
}
const [sent] = done({ ...asked(amara), type: 'send', from: north, to: larkfield, practice: larkfield, draft, knowingly: true });
const plan = (which: 'today' | 'nextOpening', task = sent) => done({ ...asked(), type: 'plan', plan: which }, task);

describe('what cannot wait', () => {
  const place = (more: Partial<TaskPlace>): TaskPlace => ({ ...(placeOfTask(sent) as TaskPlace), ...more });
  it.each([
    ['wanted before closing', { due: closes }, true],
    ['wanted within an hour of the next opening', { due: at('2026-11-26 09:00') }, true],
    ['wanted later', { due: at('2026-11-26 09:01') }, false],
    ['urgent, however late it is wanted', { due: at('2026-11-30 09:00'), priority: 'urgent' }, true],
    ['of somebody else', { holder: millbrook, to: millbrook, due: closes }, false],
    ['declined and back with it', { holder: larkfield, from: larkfield, to: north, status: 'declined', due: closes }, false],
  ] as const)('%s: %#', (_, more, cannot) => {
    expect(taskCannotWait(place(more), larkfield, closes, opens)).toBe(cannot);
  });
  it('never opens again: nothing can wait for that', () => {
    expect(taskCannotWait(place({ due: at('2027-01-30 09:00') }), larkfield, closes, undefined)).toBe(true);
  });
});

describe('what is said of one', () => {
  it('holds until the next opening, and the sender hears of what waits for that alone', () => {
    const [later, events] = plan('nextOpening');
    expect(later.plan).toMatchObject({ plan: 'nextOpening', opens, by: { name: gwen.name } });
    expect([isTaskPlanned(later.plan, closes), isTaskPlanned(later.plan, opens), isTaskPlanned(undefined, closes)]).toEqual([
      true,
      false,
      false,
    ]);
    const to = (all: readonly TaskEvent[], task: Task) =>
      all.flatMap((event) => reactTask(event, task)).filter(({ what }) => what === 'taskPlanned');
    expect(to(events, later)).toEqual([{ to: channelOf(north), class: 1, what: 'taskPlanned' }]);
    const [today, others] = plan('today', later);
    expect(placeOfTask(today)?.plan).toEqual({ plan: 'today', opens });
    expect(to(others, today)).toEqual([]);
  });
  it('stays while others there take it on, and goes with whoever said it', () => {
    const [planned] = plan('today');
    const [accepted] = done({ ...asked(), type: 'accept' }, planned);
    const [claimed] = done({ ...asked(), type: 'claim' }, accepted);
    const [released] = done({ ...asked(), type: 'release', reason: 'noTime' }, claimed);
    expect([accepted.plan, claimed.plan, released.plan]).toEqual([planned.plan, planned.plan, planned.plan]);
    const [back] = done({ ...asked(), type: 'decline', reason: 'noCapacity' }, released);
    const [again] = done({ ...asked(amara), type: 'sendAgain', to: millbrook, draft, knowingly: true }, back);
    expect([back.plan, again.plan]).toEqual([undefined, undefined]);
  });
});
