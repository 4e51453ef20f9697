// An eConsult and its tasks: completing over an open one is asked about, and what comes back after it was completed is said to its hub once.
import { describe, expect, it } from 'vitest';
import type { EConsultCommand } from '../../../src/domain/econsult/command.ts';
import { decide } from '../../../src/domain/econsult/decide.ts';
import type { EConsultEvent } from '../../../src/domain/econsult/event.ts';
import { evolve } from '../../../src/domain/econsult/evolve.ts';
import type { FollowedTask } from '../../../src/domain/econsult/followed-task.ts';
import { react } from '../../../src/domain/econsult/react.ts';
import { openTasksOf } from '../../../src/domain/econsult/tasks.ts';
import type { Actor } from '../../../src/domain/terms.ts';
import { claimed, complete, completed, given, id, later, received, stateAfter } from '../../given.ts';
import { amara, larkfield, north, rules, stranger } from '../../people.ts';

const task = (status: FollowedTask['status'] = 'sent', more: Partial<FollowedTask> = {}): FollowedTask => ({
  ...{ id: 'T-AAAAAA', from: north, to: larkfield, kind: 'tests', priority: 'routine', wantedBy: later(300), status },
  ...more,
});
const follow = (task: FollowedTask, by: Actor = { kind: 'clock' }): EConsultCommand => ({
  ...{ type: 'followTask', hub: north, id, operation: 'operation-1', at: later(60), by, task },
});
const followed = (task: FollowedTask): EConsultEvent => ({ type: 'TaskFollowed', at: later(25), task });
const mine = [received(), claimed(amara)] as const;
const over = [...mine, completed(amara)] as const;

describe('completing', () => {
  it('over an open task says which, the one wanted first first, and asks', () => {
    const [first, second] = [task('inHand', { id: 'T-BBBBBB', wantedBy: later(100) }), task('declined')];
    given(...mine, followed(second), followed(first))
      .when(complete(amara))
      .thenRefused({ why: 'tasksOpen', tasks: [first, second] });
  });
  it('goes on once that was read', () => {
    const { decision } = given(...mine, followed(task())).when({ ...complete(amara), tasksSeen: true } as EConsultCommand);
    expect(decision).toHaveProperty('events');
  });
  it('does not ask about what is done or cancelled', () => {
    const { decision } = given(...mine, followed(task('done')), followed(task('cancelled', { id: 'T-BBBBBB' }))).when(complete(amara));
    expect(decision).toHaveProperty('events');
  });
  it('writes down what is sent in the same press, and is not asked about that', () => {
    const { decision } = given(...mine).when({ ...complete(amara), tasks: [task(), task('sent', { id: 'T-BBBBBB' })] } as EConsultCommand);
    const events = 'events' in decision ? decision.events : [];
    expect(events.map(({ type }) => type)).toEqual(['Completed', 'TaskFollowed', 'TaskFollowed']);
    const after = events.reduce((state, event, index) => evolve(state, event, index + 3), stateAfter(...mine));
    expect(openTasksOf(after).map((each) => each.id)).toEqual(['T-AAAAAA', 'T-BBBBBB']);
  });
});

describe('what happens to a task', () => {
  it('is written with whoever did it, though they know nothing of the eConsult', () => {
    given(...mine)
      .when(follow(task('accepted'), { kind: 'person', id: stranger.id, name: stranger.name }), rules)
      .then({ type: 'TaskFollowed', at: later(60), by: { id: stranger.id, name: stranger.name }, task: task('accepted') });
  });
  it('changes nothing where it is so already', () => {
    given(...mine, followed(task()))
      .when(follow(task()))
      .then();
  });
  it('needs the eConsult', () => {
    given().when(follow(task())).thenRefused({ why: 'notFound' });
  });
});

describe('after it was completed, its hub hears', () => {
  /** What each of these, one after the other, says of it to the hub. */
  const heard = (...tasks: readonly FollowedTask[]): readonly boolean[] => {
    let state = stateAfter(...over);
    return tasks.map((each) => {
      const decision = decide(follow(each), state, rules);
      const [event] = 'events' in decision ? decision.events : [];
      if (event === undefined) throw new Error('nothing happened');
      state = evolve(state, event, 9);
      return react(event, state).some(({ to, what }) => to === `org.${north}` && what === 'taskCameBack');
    });
  };
  it('that it was declined, and that the one sent again is late', () => {
    expect(heard(task('declined'), task('sent', { wantedBy: later(500) }), task('sent', { wantedBy: later(500), late: true }))).toEqual([
      true,
      false,
      true,
    ]);
  });
  it('that it is late once, whatever happens to it afterwards, and again that it was declined', () => {
    const late = { late: true } as const;
    expect(heard(task('sent', late), task('accepted', late), task('inHand', late), task('declined', late), task('cancelled'))).toEqual([
      ...[true, false, false, true, false],
    ]);
  });
  it('nothing of one that goes well', () => {
    expect(heard(task(), task('accepted'), task('inHand'), task('done'))).toEqual([false, false, false, false]);
  });
});
