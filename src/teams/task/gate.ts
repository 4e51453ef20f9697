// The one way to a task for a person in Teams: nothing of it is loaded, changed or drawn for somebody who may not know of it.
import { readAtOnce, someAtATime } from '../../app/at-a-time.ts';
import { handleTask, type TaskHandled, taskKey } from '../../app/task/task.ts';
import { drawTask } from '../../cards/task/card.ts';
import { taskRefusalWords } from '../../cards/task/refusals.ts';
import { own } from '../../domain/lookup.ts';
import { unseen } from '../../domain/network/access.ts';
import { type Network, organisationIn } from '../../domain/network/state.ts';
import type { TaskCommand } from '../../domain/task/command.ts';
import type { TaskEvent } from '../../domain/task/event.ts';
import { claimantOf, maySeeTask } from '../../domain/task/refusals.ts';
import { isOpenTask, type Task } from '../../domain/task/state.ts';
import type { HubId, OrganisationId, PersonId } from '../../domain/terms.ts';
import type { ClickDeps, Press, Reading } from '../press.ts';
import { cardReply, type InvokeReply, messageReply } from '../replies.ts';
import { conversationOf, type TeamsActivity } from '../wire.ts';

interface Which {
  readonly hub: HubId;
  readonly id: string;
}

/** A task that this person may know of, or `undefined`: what to say then is `unseenTaskWords`, whether it is there or not. */
export async function seeTask(
  deps: Pick<Reading, 'store'>,
  network: Network,
  person: PersonId,
  { hub, id }: Which,
): Promise<Task | undefined> {
  if (own(network.hubs, hub) === undefined) return undefined;
  const task = (await deps.store.load<Task>(taskKey(hub, id)))?.state;
  return task !== undefined && maySeeTask(network, person, task, claimantOf(task)?.id) ? task : undefined;
}
/** Those of one hub that a list of an organisation's own shows: who may read it is decided where it is sent. */
export async function loadTasks(store: Reading['store'], network: Network, hub: HubId, ids: readonly string[]): Promise<readonly Task[]> {
  if (own(network.hubs, hub) === undefined) return [];
  const loaded = await someAtATime(ids, readAtOnce, (id) => store.load<Task>(taskKey(hub, id)));
  return loaded.flatMap((each) => each?.state ?? []);
}
export const unseenTaskWords = (network: Network, person: PersonId, id: string): string =>
  taskRefusalWords(unseen(network, person, id), network);

/** What a person asks for; whoever may not know of it is refused first of all, by `decideTask`. Errors as `handle`. */
export const wishTask = (deps: ClickDeps, command: TaskCommand): Promise<TaskHandled> =>
  handleTask({ ...deps, rules: deps.network }, command);

export const taskEventsOf = (deps: Pick<Reading, 'store'>, { hub, id }: Task) => deps.store.events<TaskEvent>(taskKey(hub, id));

/** The organisation whose card a person sees: that of the channel they are in, or else the one of its sides where they work. */
export function taskSideOf(network: Network, person: PersonId, task: Task, activity?: TeamsActivity): OrganisationId {
  const here = activity && organisationIn(network, conversationOf(activity), [task.to, task.from]);
  const works = (at: OrganisationId): boolean => own(network.staff, person)?.posts.some((post) => post.at === at) ?? false;
  return here ?? [task.to, task.from, task.hub].find(works) ?? task.to;
}

/** Whose clients fetch their own view of the card by themselves: its claimant's. */
export async function taskRefreshFor({ directory }: Pick<ClickDeps, 'directory'>, task: Task): Promise<readonly string[]> {
  const claimant = isOpenTask(task) ? claimantOf(task) : undefined;
  const person = claimant && (await directory.person(claimant.id));
  return person === undefined ? [] : [person.mri];
}

/** The card as it now is for whoever pressed. */
export async function taskView(deps: ClickDeps, { by, activity }: Press, task: Task, notice = ''): Promise<InvokeReply> {
  const network = await deps.network.current();
  // Whoever handed it to others may have no part in it any more.
  if (!maySeeTask(network, by.id, task, claimantOf(task)?.id))
    return messageReply(notice === '' ? unseenTaskWords(network, by.id, task.id) : notice);
  const view = { network, at: taskSideOf(network, by.id, task, activity), now: deps.clock.now(), viewer: by.id };
  return cardReply(drawTask(task, { ...view, notice, refreshFor: await taskRefreshFor(deps, task) }).card);
}
