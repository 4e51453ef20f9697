// Typed words about tasks: what waits for us and what we wait for, one by its reference, and sending one.
import type { QueueRow } from '../../app/ports.ts';
import { drawList, drawLive, pageRows, type Said } from '../../cards/list.ts';
import { footOf, pageOf } from '../../cards/queues.ts';
import { sendNowhere, sendWords, taskNotFound, tasksNowhere, tasksWords, taskTitles } from '../../cards/task/answers.ts';
import { taskHelp } from '../../cards/task/help.ts';
import { drawTaskHistory } from '../../cards/task/history.ts';
import { saying } from '../../cards/templates.ts';
import { own } from '../../domain/lookup.ts';
import { folded } from '../../domain/names.ts';
import { hubsWithWorkFor } from '../../domain/network/buddies.ts';
import { hubOf, hubsOf, type Network, organisationIn } from '../../domain/network/state.ts';
import { organisationsMeant } from '../../domain/network/which-practice.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import { taskIds } from '../../domain/task/id.ts';
import type { TaskPlace } from '../../domain/task/queue-place.ts';
import { maySeeTask } from '../../domain/task/refusals.ts';
import type { Task } from '../../domain/task/state.ts';
import type { HubId, OrganisationId, PersonId } from '../../domain/terms.ts';
import { elsewhere, hereOr, mayBeReadHere } from '../here.ts';
import type { Command, CommandDeps, KindDeps, ListName, Reader, Spoken } from '../kind.ts';
import { readerOf } from '../lists.ts';
import type { Press } from '../press.ts';
import { conversationOf } from '../wire.ts';
import { seeTask, taskEventsOf } from './gate.ts';
import { offeredTaskRow, oldestFirst, saidOfTask, seeTasks } from './listed.ts';

/** The organisation whose tasks are meant: of the channel, or where this person works. */
const organisationOf = (network: Network, person: PersonId, here: OrganisationId | undefined): OrganisationId | undefined =>
  here ?? own(network.staff, person)?.posts[0]?.at;

/** Only kinds and organisations narrow it: `tasks tests`, `tasks Tideway`, `tasks late`. */
function isMeant(place: QueueRow<TaskPlace>, words: readonly string[], network: Network, now: string): boolean {
  const said = saidOfTask(place, network);
  return words.every((word) => (word === 'late' ? place.due < now : said.includes(word)));
}

/** What waits for an organisation, then what it waits for; each the oldest first. */
async function tasksOf(
  deps: KindDeps,
  reader: Reader,
  asked: { readonly at: OrganisationId; readonly words: string; readonly page: number },
  said?: Said,
): Promise<object> {
  const { at, words, page } = asked;
  const rules = await deps.network.now();
  const { network } = rules;
  const hub = hubOf(network, at);
  if (hub === undefined) return drawList(taskTitles.tasks, tasksNowhere, []);
  const now = deps.clock.now();
  const wanted = folded(words)
    .split(' ')
    .filter((word) => word !== '');
  const open = (await deps.store.opens<TaskPlace>(hub, 'task')).filter(
    (place) => maySeeTask(network, reader.person, { hub, ...place }, place.claimant) && isMeant(place, wanted, network, now),
  );
  const [ours, theirs] = [
    open.filter(({ holder }) => holder === at),
    open.filter((place) => place.holder !== at && [place.from, place.to].includes(at)),
  ];
  const all = [...[...ours].sort(oldestFirst), ...[...theirs].sort(oldestFirst)];
  const shown = pageOf(page, all.length);
  const tasks = await seeTasks(
    deps,
    reader.person,
    all.slice(shown.from, shown.from + pageRows).map(({ id }) => ({ hub, id })),
  );
  const name = (number: number): string => `tasks|${at}|${number}|${wanted.join('_').slice(0, 40)}`;
  return drawLive(
    taskTitles.tasks,
    tasksWords(ours.length, theirs.length),
    tasks.map((task) => offeredTaskRow(task, rules, { ...reader, here: at }, now)),
    { list: name(shown.page), said, foot: footOf(name, shown) },
  );
}

async function tasks(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by, activity, rest } = spoken;
  const reader = readerOf(network, by, activity, true);
  const at = organisationOf(network, by.id, reader.here);
  return at === undefined ? drawList(taskTitles.tasks, tasksNowhere, []) : tasksOf(deps, reader, { at, words: rest, page: 0 });
}

/** The same list after a press in it, for whoever pressed. */
async function redrawTasks(deps: KindDeps, press: Press, { args }: ListName, said: Said): Promise<object | undefined> {
  const [at = '', page = '0', words = ''] = args;
  const network = await deps.network.current();
  const hub = hubOf(network, at);
  if (hub === undefined || !hubsOf(network, press.by.id).includes(hub)) return undefined;
  const reader = { ...readerOf(network, press.by, press.activity, press.shared === true), here: at };
  return tasksOf(deps, reader, { at, words: words.replaceAll('_', ' '), page: Number.parseInt(page, 10) || 0 }, said);
}

/** One by its reference, wherever it is. */
export async function findTask(
  deps: Pick<CommandDeps, 'store'>,
  network: Network,
  person: PersonId,
  typed: string,
): Promise<Task | undefined> {
  const id = taskIds.meant(typed);
  if (id === undefined) return undefined;
  for (const hub of hubsWithWorkFor(network, person)) {
    const task = await seeTask(deps, network, person, { hub, id });
    if (task !== undefined) return task;
  }
  return undefined;
}

/** Only in a channel of one of its sides, or in somebody's own chat. */
const mayReadHere = (spoken: Pick<Spoken, 'network' | 'activity'>, task: Task): boolean => {
  const here = organisationIn(spoken.network, conversationOf(spoken.activity), [task.from, task.to]);
  return mayBeReadHere(spoken.network, spoken.activity, {
    hub: task.hub,
    practice: here === task.from || here === task.to ? here : undefined,
  });
};

async function find(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by, activity, rest } = spoken;
  const task = await findTask(deps, network, by.id, rest);
  if (task === undefined) return drawList(taskTitles.find, taskNotFound(rest), []);
  if (!mayReadHere(spoken, task)) return elsewhere(taskTitles.find);
  return drawFound(deps, task, readerOf(network, by, activity, true));
}

const foundList = 'foundtask';
async function drawFound(deps: KindDeps, task: Task, reader: Reader, said?: Said): Promise<object> {
  const row = offeredTaskRow(task, await deps.network.now(), reader, deps.clock.now());
  return drawLive(taskIds.reference(task.id), '', [row], { list: `${foundList}|${task.hub}|${task.id}`, said });
}
async function redrawFound(deps: KindDeps, press: Press, [hub = '', id = '']: readonly string[], said: Said): Promise<object | undefined> {
  const { by, activity, shared = false } = press;
  const network = await deps.network.current();
  const task = hubOf(network, hub) === hub && taskIds.ids.test(id) ? await seeTask(deps, network, by.id, { hub, id }) : undefined;
  if (task === undefined || (shared && !mayReadHere({ network, activity }, task))) return undefined;
  return drawFound(deps, task, readerOf(network, by, activity, shared), said);
}
/** Lists that stand in a conversation, by their names, as they are after a press in them or a form from them. Throws as the store does. */
export const taskLists: readonly string[] = ['tasks', foundList];
export const redrawTaskList = (deps: KindDeps, press: Press, list: ListName, said: Said): Promise<object | undefined> =>
  list.name === foundList ? redrawFound(deps, press, list.args, said) : redrawTasks(deps, press, list, said);

async function history(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by, rest } = spoken;
  const task = await findTask(deps, network, by.id, rest);
  if (task === undefined) return drawList(taskTitles.history, taskNotFound(rest), []);
  return mayReadHere(spoken, task) ? drawTaskHistory(task, await taskEventsOf(deps, task), network) : elsewhere(taskTitles.history);
}

/** `task Tideway`, `task all`, `task`: a button that opens the form, for a dialog cannot be opened by a typed word. */
async function task(_: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by, rest } = spoken;
  const from = organisationOf(network, by.id, hereOr(spoken));
  const hub = from === undefined ? undefined : hubOf(network, from);
  const works = own(network.staff, by.id)?.posts.some(({ at }) => at === from) ?? false;
  if (from === undefined || hub === undefined || !works) return drawList(taskTitles.send, sendNowhere, []);
  const [practice] =
    rest.trim() === ''
      ? []
      : organisationsMeant(
          network,
          rest,
          practicesOf(network, hub).map(({ code }) => code),
        );
  const several = /^\s*(?:all|everybody|everyone|several)\b/i.test(rest) && from === hub;
  return drawSendButtons({ hub, from, practice }, several);
}
function drawSendButtons(
  rest: { readonly hub: HubId; readonly from: OrganisationId; readonly practice: OrganisationId | undefined },
  several: boolean,
): object {
  const buttons = [
    ...(several ? [] : [{ verb: 'send', title: taskTitles.send }]),
    ...(rest.from === rest.hub ? [{ verb: 'sendRound', title: taskTitles.round }] : []),
  ];
  return saying('task', drawList(taskTitles.send, sendWords, [], buttons, JSON.stringify(rest)));
}

/** What staff type about tasks. */
export const taskCommands: readonly Command[] = [
  { place: 15, ...taskHelp.tasks, words: ['tasks'], for: 'staff', run: tasks },
  { place: 122, ...taskHelp.task, words: ['task', 'send'], for: 'staff', run: task },
  { place: 312, ...taskHelp.find, words: ['find', 'ref', 'show'], for: 'staff', run: find },
  { place: 314, ...taskHelp.history, words: ['history'], for: 'staff', run: history },
];
