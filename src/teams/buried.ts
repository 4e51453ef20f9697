// What Teams refused for good, of whatever kind: which, why, and trying one of them again.
import {
  buriedHelp,
  buriedRow,
  buriedTitle,
  buriedWords,
  retriedWords,
  retryNeedsLead,
  retryTitle,
  retryUsageWords,
} from '../cards/buried.ts';
import { drawList, rowsShown } from '../cards/list.ts';
import { own } from '../domain/lookup.ts';
import { holdsPost } from '../domain/network/state.ts';
import { elsewhere, hubHere, isReadHere } from './here.ts';
import type { Command, CommandDeps, Spoken } from './kind.ts';

async function buried(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const hub = hubHere(spoken);
  if (hub !== undefined && !isReadHere(spoken, { hub, practice: undefined })) return elsewhere(buriedTitle);
  const rows = hub === undefined ? [] : await deps.store.buried(hub);
  return drawList(
    buriedTitle,
    buriedWords(rows.length),
    rows.slice(0, rowsShown).map((row) => buriedRow(deps.kinds.app.nameOf(row.id), row.why, row.at)),
  );
}

async function retry(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { nameOf } = deps.kinds.app;
  const id = meantBy(deps, spoken.rest);
  const hub = hubHere(spoken);
  const member = own(spoken.network.staff, spoken.by.id);
  if (id === undefined || hub === undefined || member === undefined) return drawList(retryTitle, retryUsageWords, []);
  if (!holdsPost(member, 'hubLead', hub) && !holdsPost(member, 'hubAdministrator', hub)) return drawList(retryTitle, retryNeedsLead, []);
  const count = await deps.store.unbury(hub, id);
  if (count > 0) deps.nudge();
  return drawList(retryTitle, retriedWords(nameOf(id), count), []);
}

/** The id of whatever kind is meant. */
function meantBy({ kinds }: CommandDeps, typed: string): string | undefined {
  const { all, gathered } = kinds.app;
  return [...all, ...gathered].map((kind) => kind.meant?.(typed)).find((id) => id !== undefined);
}

export const buriedCommands: readonly Command[] = [
  { place: 190, ...buriedHelp.buried, words: ['undelivered', 'buried', 'stuck'], for: 'leads', run: buried },
  { place: 200, ...buriedHelp.retry, words: ['retry'], for: 'leads', run: retry },
];
