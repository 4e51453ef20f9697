// How tasks are found by the message extension: by reference, organisation, kind and status.

import { folded } from '../../domain/names.ts';
import { hubsWithWorkFor } from '../../domain/network/buddies.ts';
import { taskIds } from '../../domain/task/id.ts';
import type { TaskPlace } from '../../domain/task/queue-place.ts';
import { maySeeTask } from '../../domain/task/refusals.ts';
import type { Search } from '../kind.ts';
import { findTask } from './commands.ts';
import { taskSideOf } from './gate.ts';
import { offeredTaskRow, oldestFirst, saidOfTask, seeTasks } from './listed.ts';

export const taskSearch: Search = {
  async find(deps, by, typed) {
    const network = await deps.network.current();
    const named = await findTask(deps, network, by, typed);
    if (named) return { exactly: true, found: [{ hub: named.hub, id: named.id }] };
    const words = folded(typed)
      .split(' ')
      .filter((word) => word !== '');
    // Without a word of its own, a search is for what patients sent.
    if (!words.some((word) => word === 'task' || word === 'tasks')) return { exactly: false, found: [] };
    const wanted = words.filter((word) => word !== 'task' && word !== 'tasks');
    const open = await Promise.all(
      hubsWithWorkFor(network, by).map(async (hub) => (await deps.store.opens<TaskPlace>(hub, 'task')).map((row) => ({ ...row, hub }))),
    );
    const found = open.flat().filter((place) => {
      const said = `${folded(place.id)} ${saidOfTask(place, network)}`;
      return maySeeTask(network, by, place, place.claimant) && wanted.every((word) => said.includes(word));
    });
    return { exactly: false, found: found.sort(oldestFirst).map(({ hub, id, priority, due }) => ({ hub, id, priority, due })) };
  },
  async show(deps, by, which) {
    const rules = await deps.network.now();
    return (await seeTasks(deps, by, which)).map((task) => ({
      ...{ id: task.id, title: taskIds.reference(task.id) },
      row: offeredTaskRow(task, rules, { person: by, here: taskSideOf(rules.network, by, task), shared: true }, deps.clock.now()),
    }));
  },
};
