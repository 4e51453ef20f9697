// How tasks stand in lists, with what can be done about each, and how somebody takes the next one.
import { readAtOnce, someAtATime } from '../../app/at-a-time.ts';
import { handleTask } from '../../app/task/task.ts';
import type { ListRow, RowButton } from '../../cards/list.ts';
import { taskTaken } from '../../cards/task/answers.ts';
import { drawTask } from '../../cards/task/card.ts';
import { taskOffers, taskRow } from '../../cards/task/row.ts';
import { compare } from '../../domain/compare.ts';
import { own } from '../../domain/lookup.ts';
import { folded } from '../../domain/names.ts';
import { type Network, nameSet, organisationIn } from '../../domain/network/state.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import { mostUrgentFirst } from '../../domain/queue-order.ts';
import { decideTask } from '../../domain/task/decide.ts';
import type { TaskPlace } from '../../domain/task/queue-place.ts';
import { mayDoTask, mayReadTask, maySeeTask, type TaskRules, whoseIs } from '../../domain/task/refusals.ts';
import type { Task } from '../../domain/task/state.ts';
import { type Instant, type OrganisationId, type Person, type PersonId, personOf } from '../../domain/terms.ts';
import type { Listed, OpenPlace, Reader, Takes, Which } from '../kind.ts';
import type { Reading } from '../press.ts';
import { conversationOf } from '../wire.ts';
import { seeTask, taskSideOf } from './gate.ts';
import { taskPresses } from './inputs.ts';

type Placed = OpenPlace & TaskPlace;

/** Several that this person may know of, in their order. */
export async function seeTasks(deps: Reading, person: PersonId, which: readonly Which[]): Promise<readonly Task[]> {
  const network = await deps.network.current();
  const seen = await someAtATime(which, readAtOnce, (each) => seeTask(deps, network, person, each));
  return seen.flatMap((task) => task ?? []);
}

/** One of a list, with its buttons for this reader. */
export function offeredTaskRow(task: Task, rules: TaskRules, reader: Reader, now: Instant): ListRow {
  const { network } = rules;
  const row = taskRow(task, network, now);
  const at = reader.shared ? reader.here : (reader.here ?? taskSideOf(network, reader.person, task));
  if (at === undefined) return row;
  const offers = taskOffers(task, { network, at, now, ...(reader.shared ? {} : { viewer: reader.person }) });
  const member = own(network.staff, reader.person);
  const readers = reader.shared ? staffAt(network, at).map(personOf) : member === undefined ? [] : [personOf(member)];
  const isFor = (test: (person: Person) => boolean): boolean => readers.some(test);
  const presses = offers.presses.filter(({ verb }) => isFor((person) => isGranted(task, verb, person, rules, now))).slice(0, 1);
  const dialogs = offers.dialogs.filter(
    ({ verb }: RowButton) => verb !== 'open' || isFor(({ id }) => mayReadTask(network, id, whoseIs(task), now) === undefined),
  );
  const { hub, id, revision } = task;
  return { ...row, buttons: { about: { thing: 'task', hub, id, revision }, presses, dialogs } };
}

/** Whether a press of it by this person would be granted as things are, and would change something. */
function isGranted(task: Task, verb: string, { id, name }: Person, rules: TaskRules, at: Instant): boolean {
  const by = { kind: 'person', id, name } as const;
  const command = own(taskPresses, verb)?.({ hub: task.hub, id: task.id, operation: 'offered', at, by }, {});
  if (command === undefined || command === 'inputMissing') return false;
  const decision = decideTask(command, task, rules);
  return 'events' in decision && decision.events.length > 0;
}

export const taskListed: Listed = {
  mayKnow: (network, person, place: Placed) => maySeeTask(network, person, place, place.claimant),
  isTheirs: ({ claimant }: Placed, person) => claimant === person,
  async rows(deps, reader, which) {
    const [tasks, rules] = [await seeTasks(deps, reader.person, which), await deps.network.now()];
    return tasks.map((task) => ({ id: task.id, row: offeredTaskRow(task, rules, reader, deps.clock.now()) }));
  },
};

const isFree = ({ status }: Placed): boolean => status === 'sent' || status === 'accepted';
/** Whether one of these people may claim it as things are. */
const mayBeClaimed = (network: Network, place: Placed, people: readonly PersonId[], now: Instant): boolean =>
  isFree(place) &&
  people.some((person) => mayDoTask(network, person, { ...place, clinical: place.clinical ?? false }, place.to, now) === undefined);

export const taskTakes: Takes = {
  mayBeTaken: mayBeClaimed,
  async turns(deps, next, { hub, holder }) {
    const rules = await deps.network.now();
    const places = (await deps.store.queue<TaskPlace>(hub, 'task', holder, turnsRead)).map((place) => ({ ...place, hub }));
    const before = places.find(({ claimant, claimedAt }) => claimant === next.by.id && claimedAt === next.at);
    const waiting = places.filter(isFree).sort(mostUrgentFirst);
    const tasks = await seeTasks(deps, next.by.id, waiting.slice(0, turnsTried));
    const free = tasks
      .filter((task) => isGranted(task, 'claim', next.by, rules, next.at))
      .map((task) => ({ hub, id: task.id, priority: task.request.priority, due: task.request.wantedBy }));
    return { free, before: before && { hub, id: before.id }, words: '' };
  },
  async take(deps, next, { hub, id }) {
    const { by, operation, at } = next;
    const handled = await handleTask({ ...deps, rules: deps.network }, { type: 'claim', hub, id, operation: `${operation}|${id}`, at, by });
    if (handled.kind === 'refused') return undefined;
    const task = handled.state;
    return {
      words: taskTaken(task.id),
      row: async (reader) => offeredTaskRow(task, await deps.network.now(), reader, at),
      async card(reader, activity) {
        const network = await deps.network.current();
        const here: OrganisationId | undefined = organisationIn(network, conversationOf(activity), [task.to, task.from]);
        if (reader.shared && (here === undefined || ![task.hub, task.from, task.to].includes(here))) return undefined;
        const side = reader.shared && here !== undefined ? here : taskSideOf(network, by.id, task, activity);
        return drawTask(task, { network, at: side, now: at, ...(reader.shared ? {} : { viewer: by.id }) }).card;
      },
    };
  },
};
/** A queue is read this far for the next one, and so many of it are looked at. */
const turnsRead = 500;
const turnsTried = 24;

/** The oldest first: what has waited longest since it was sent. */
export const oldestFirst = (a: TaskPlace, b: TaskPlace): number => compare(a.sentAt, b.sentAt);

/** All that an open one may be found by, folded. */
export const saidOfTask = ({ kind, status, from, to }: TaskPlace, network: Network): string =>
  folded([kind, status, nameSet(network, from) ?? '', nameSet(network, to) ?? '', from, to].join(' '));
