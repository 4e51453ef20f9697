// The task in Teams: its buttons, dialogs, words, search and messages, by which the engines reach it.
import { taskKind } from '../../app/task/kind.ts';
import { taskRow } from '../../cards/task/row.ts';
import type { Task } from '../../domain/task/state.ts';
import type { TeamsKind } from '../kind.ts';
import { redrawTaskList, taskCommands, taskLists } from './commands.ts';
import { answerTaskDialog, taskDialogVerbs } from './dialogs.ts';
import { drawTaskMessage } from './draw.ts';
import { askFromExtension, sendAction } from './extension.ts';
import { loadTasks } from './gate.ts';
import { taskListed, taskTakes } from './listed.ts';
import { answerTaskPress, taskPressVerbs } from './press.ts';
import { taskSearch } from './search.ts';

export const taskInTeams: TeamsKind<Task> = {
  kind: taskKind.kind,
  presses: { verbs: taskPressVerbs, answer: answerTaskPress },
  dialogs: { verbs: taskDialogVerbs, answer: answerTaskDialog },
  commands: taskCommands,
  search: taskSearch,
  actions: [{ id: sendAction, open: askFromExtension }],
  listed: taskListed,
  takes: taskTakes,
  lists: taskLists,
  redraw: redrawTaskList,
  async gists({ store, network, clock }, hub, ids) {
    const now = await network.current();
    return (await loadTasks(store, now, hub, ids)).map((task) => taskRow(task, now, clock.now()));
  },
  draw: drawTaskMessage,
};
