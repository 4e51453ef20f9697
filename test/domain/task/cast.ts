// A hub with three practices that keep different hours, and one person of every role and every lack, for the tests of what may happen to a task.
import type { Network, StaffMember } from '../../../src/domain/network/state.ts';
import type { TaskCommand } from '../../../src/domain/task/command.ts';
import { decideTask } from '../../../src/domain/task/decide.ts';
import type { TaskEvent } from '../../../src/domain/task/event.ts';
import { evolveTask } from '../../../src/domain/task/evolve.ts';
import type { TaskRules } from '../../../src/domain/task/refusals.ts';
import type { Task } from '../../../src/domain/task/state.ts';
import type { Actor, Person } from '../../../src/domain/terms.ts';
import type { OpeningHours } from '../../../src/domain/time/hours.ts';
import { ashgrove, birchway, hub, everybody as hubAndTwo, hubNetwork } from '../../hub.ts';
import { member, person, practiceCalled } from '../../people.ts';
import { englandHolidays, span } from '../time/days.ts';

/** The third practice: it is open on Saturdays too, and shut at noon. */
export const cedarhall = 'T90103';
export const ada = member('Dr Ada Firth', [{ role: 'practiceClinician', at: cedarhall }]);
export const ben = member('Ben Harrow', [{ role: 'practiceAdministrator', at: cedarhall }]);
export const everybody: readonly StaffMember[] = [...hubAndTwo, ada, ben];

const noonShut = [span('08:30', '12:30'), span('13:30', '17:00')];
const withSaturday: OpeningHours = {
  week: {
    monday: noonShut,
    tuesday: noonShut,
    wednesday: noonShut,
    thursday: noonShut,
    friday: noonShut,
    saturday: [span('09:00', '12:00')],
  },
};
export const taskNetwork: Network = {
  ...hubNetwork,
  practices: {
    ...hubNetwork.practices,
    [cedarhall]: { ...practiceCalled(cedarhall, 'Cedarhall Medical Centre', hub, 'hubFirst', 'hubFirst'), hours: withSaturday },
  },
  staff: Object.fromEntries(everybody.map((each) => [each.id, each])),
};
export const taskRules: TaskRules = { network: taskNetwork, holidays: englandHolidays };
export const practices = [ashgrove, birchway, cedarhall] as const;
export const hoursAt = (organisation: string): OpeningHours => {
  const found = taskNetwork.hubs[organisation] ?? taskNetwork.practices[organisation];
  if (found === undefined) throw new Error(`no hours of ${organisation}`);
  return found.hours;
};

export const taskId = 'T-K7M4QX';
export const clock: Actor = { kind: 'clock' };

/** What has happened, folded with the versions the store would give. */
export function taskAfter(...events: readonly TaskEvent[]): Task {
  const task = events.reduce<Task | undefined>((before, event, index) => evolveTask(before, event, index + 1), undefined);
  if (task === undefined) throw new Error('nothing has happened yet');
  return task;
}
/** Wishes one after the other, each of which must be granted; and what happened by them. */
export function granted(...wishes: readonly ((task: Task | undefined) => TaskCommand)[]): {
  readonly task: Task;
  readonly events: readonly TaskEvent[];
} {
  const events: TaskEvent[] = [];
  for (const wish of wishes) {
    const before = events.length === 0 ? undefined : taskAfter(...events);
    const command = wish(before);
    const decision = decideTask(command, before, taskRules);
    if ('refusal' in decision) throw new Error(`${command.type}: ${JSON.stringify(decision.refusal)}`);
    events.push(...decision.events);
  }
  return { task: taskAfter(...events), events };
}

type DetailsOf<V extends TaskCommand['type']> = Omit<
  Extract<TaskCommand, { type: V }>,
  'type' | 'hub' | 'id' | 'operation' | 'at' | 'by' | 'revision'
>;
/** What somebody, or the clock, asks for at a moment. */
export const ask = <V extends TaskCommand['type']>(
  who: Person | 'clock',
  type: V,
  at: string,
  details: DetailsOf<V>,
  revision?: number,
): TaskCommand =>
  ({
    ...{ hub, id: taskId, operation: `${type}|${at}`, at, by: who === 'clock' ? clock : person(who) },
    ...(revision === undefined ? {} : { revision }),
    type,
    ...details,
  }) as unknown as TaskCommand;
/** Words without anything of a patient in them. */
export const say = (text: string, checked = false) => ({ text, checked });
