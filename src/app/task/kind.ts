// The task as a kind: what the store, the sweep, the dispatcher and the auditor are told of it.
import { nextLookFrom } from '../../domain/task/clock.ts';
import type { TaskCommand } from '../../domain/task/command.ts';
import type { TaskEvent } from '../../domain/task/event.ts';
import { taskPeopleFindings } from '../../domain/task/gone.ts';
import { taskIds } from '../../domain/task/id.ts';
import type { TaskPlace } from '../../domain/task/queue-place.ts';
import type { TaskRefusal, TaskRules } from '../../domain/task/refusals.ts';
import { isOpenTask, type Task } from '../../domain/task/state.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import type { Kind } from '../kind.ts';
import type { Logged, Place } from '../ports.ts';
import { handleTask, tasks } from './task.ts';

const isTaskPlace = (place: Place): place is TaskPlace => 'from' in place && 'to' in place;

export const taskKind: Kind<Task, TaskCommand, TaskEvent, TaskRefusal, TaskRules> = {
  ...tasks,
  ids: taskIds.ids,
  reference: taskIds.reference,
  meant: taskIds.meant,
  queued: {
    isShownAt: (place, organisation) => isTaskPlace(place) && [place.from, place.to].includes(organisation),
    looksByHours: true,
  },
  looks: ({ network, ...deps }) => {
    return async (hub, id, { operation, at }) => {
      await handleTask({ ...deps, rules: network }, { type: 'tick', hub, id, operation, at, by: { kind: 'clock' } });
      return { caughtUp: {} };
    };
  },
  shown: {
    drawnFrom: 'itself',
    isWork: true,
    revision: ({ revision }) => revision,
    cards: ({ shownIn, request }) => ({ shownIn, class: request.priority === 'urgent' ? 0 : 2 }),
    // What leads hear of waits for what the same look still finds.
    together: ({ what }) => (what === 'taskReminderToLead' ? { list: 'tasks', gathers: true } : undefined),
    leadsOnly: ({ what }) => (what === 'taskReminderToLead' ? 'nowhere' : undefined),
  },
  audited: {
    mended(task, rules, now) {
      const nextLook = isOpenTask(task) ? (task.nextLook ?? nextLookFrom(task, rules, now)) : undefined;
      return nextLook === task.nextLook ? task : { ...task, nextLook };
    },
    findings: (task, { network }) => taskPeopleFindings(task, network),
    counted: {
      receipt: ({ id, at, event }: Logged<TaskEvent>) =>
        event.type === 'TaskSent' ? { id, practice: event.practice, date: onTheWall(at).date } : undefined,
      isClosed: (task) => !isOpenTask(task),
      cameIn: ({ firstSentAt, practice }) => ({ at: firstSentAt, practice }),
    },
  },
};
