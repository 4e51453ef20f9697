// What Teams refused for good, of whatever kind: which, why, and trying one of them again.
import { drawList } from '../cards/list.ts';
import { plain, when } from '../cards/words.ts';
import { own } from '../domain/lookup.ts';
import { holdsPost } from '../domain/network/state.ts';
import { elsewhere, hubHere, isReadHere, moreWords, rowsShown } from './here.ts';
import type { Command, CommandDeps, Spoken } from './kind.ts';

async function buried(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const hub = hubHere(spoken);
  if (hub !== undefined && !isReadHere(spoken, { hub, practice: undefined })) return elsewhere('Buried messages');
  const rows = hub === undefined ? [] : await deps.store.buried(hub);
  const words =
    rows.length === 0
      ? 'Nothing is buried.'
      : `Teams refused these for good. The eConsults are safe; write \u201cretry\u201d and the reference once the cause is gone.${moreWords(rows.length, 'they follow once these are gone')}`;
  return drawList(
    'Buried messages',
    words,
    rows.slice(0, rowsShown).map((row) => ({ first: deps.kinds.app.nameOf(row.id), second: `${plain(row.why)}, ${when(row.at)}` })),
  );
}

async function retry(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { nameOf } = deps.kinds.app;
  const id = meantBy(deps, spoken.rest);
  const hub = hubHere(spoken);
  const member = own(spoken.network.staff, spoken.by.id);
  if (id === undefined || hub === undefined || member === undefined)
    return drawList('Retry', 'A reference looks like K7M-4QX. Please write: retry K7M-4QX', []);
  if (!holdsPost(member, 'hubLead', hub) && !holdsPost(member, 'hubAdministrator', hub))
    return drawList('Retry', 'This needs a hub lead or hub administrator of this hub.', []);
  const count = await deps.store.unbury(hub, id);
  if (count > 0) deps.nudge();
  return drawList(
    'Retry',
    count === 0
      ? `Nothing of ${nameOf(id)} is buried.`
      : `${count === 1 ? 'One message' : `${count} messages`} of ${nameOf(id)} will be tried again now.`,
    [],
  );
}

/** The id of whatever kind is meant. */
function meantBy({ kinds }: CommandDeps, typed: string): string | undefined {
  const { all, gathered } = kinds.app;
  return [...all, ...gathered].map((kind) => kind.meant?.(typed)).find((id) => id !== undefined);
}

export const buriedCommands: readonly Command[] = [
  {
    place: 190,
    usage: 'buried',
    words: ['buried', 'stuck'],
    says: 'Messages that Teams refused for good, and why.',
    for: 'leads',
    run: buried,
  },
  { place: 200, usage: 'retry K7M-4QX', words: ['retry'], says: 'Tries a buried message again.', for: 'leads', run: retry },
];
