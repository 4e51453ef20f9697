// A task in a disaster: what waits at a closed receiver goes to whoever takes its work, or its sender is told; and afterwards it comes back.
import type { BringTaskBack, RerouteTask } from './command.ts';
import type { TaskBroughtBack, TaskReceiverClosed, TaskRerouted } from './event.ts';
import { happened, nothing, refuse, type TaskDecision } from './refusals.ts';
import type { Task } from './state.ts';

/**
 * Moves it, if it still waits at the closed receiver and nobody there has it; `to` absent: nobody else can do it. One with an appointment in
 * that receiver's book is not moved either: the appointment is there. Its sender reads so, once, and decides.
 */
export function reroute({ at, by, reroute: asked }: RerouteTask, task: Task): TaskDecision {
  if (by.kind !== 'clock') return refuse({ why: 'clockOnly' });
  const { disaster, from, until } = asked;
  if ((task.status !== 'sent' && task.status !== 'accepted') || task.to !== from) return nothing;
  const to = task.request.slot === undefined ? asked.to : undefined;
  if (to === undefined || to === task.from)
    return task.receiverClosed?.disaster === disaster ? nothing : happened({ type: 'TaskReceiverClosed', at, disaster, until });
  return happened({ type: 'TaskRerouted', at, reroute: { disaster, from, to, until } });
}

/** The disaster is over: what still waits where it was moved goes back, and nobody is said to be closed any more. */
export function bringBack({ at, by, disaster }: BringTaskBack, task: Task): TaskDecision {
  if (by.kind !== 'clock') return refuse({ why: 'clockOnly' });
  const { status, receiverClosed, reroutedBy } = task;
  if (status !== 'sent' && status !== 'accepted') return nothing;
  if (receiverClosed?.disaster === disaster) return happened({ type: 'TaskBroughtBack', at, disaster });
  if (reroutedBy?.disaster !== disaster) return nothing;
  return happened({ type: 'TaskBroughtBack', at, disaster, to: reroutedBy.from });
}

export function evolveTaskReroute(
  task: Task,
  event: TaskRerouted | TaskReceiverClosed | TaskBroughtBack,
  freshAt: (to: string) => Task,
): Task {
  switch (event.type) {
    case 'TaskRerouted': {
      const { reroute: moved } = event;
      // Moved on by a second disaster it still came from where it was first.
      const from = task.reroutedBy?.from ?? moved.from;
      return { ...freshAt(moved.to), ...(moved.to === from ? {} : { reroutedBy: { ...moved, from } }) };
    }
    case 'TaskReceiverClosed':
      return { ...task, receiverClosed: { disaster: event.disaster, until: event.until } };
    case 'TaskBroughtBack': {
      const { receiverClosed: _closed, ...still } = task;
      return event.to === undefined ? still : freshAt(event.to);
    }
  }
}
