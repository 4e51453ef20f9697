// The checklist as people ask for it: a practice's, step by step, or how all practices of a hub stand.
import { readAtOnce, someAtATime } from '../../app/at-a-time.ts';
import { checklistFor } from '../../app/readiness/readiness.ts';
import { drawList, pageRows, type Said } from '../../cards/list.ts';
import { notYours, unknownPractice } from '../../cards/network/answers.ts';
import { mayRead } from '../../cards/network/lists.ts';
import { footOf, noHubHere, pageOf } from '../../cards/queues.ts';
import { drawChecklist, drawOverview, overviewName, readyTitle } from '../../cards/readiness/list.ts';
import { own } from '../../domain/lookup.ts';
import { maySee } from '../../domain/network/access.ts';
import { type Network, organisationName, type Practice } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import { mayAnswerItems } from '../../domain/readiness/decide.ts';
import type { HubId, PersonId } from '../../domain/terms.ts';
import { elsewhere, hereOr, hubHere, isReadHere, mayBeReadHere } from '../here.ts';
import type { CommandDeps, ListName, Spoken } from '../kind.ts';
import { practiceAsked } from '../network/practice-asked.ts';
import type { Press, Reading } from '../press.ts';

/** `ready Larkfield`; alone: the practice's whose channel it is or where they work, for a hub all of its practices. */
export async function ready(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by, rest } = spoken;
  const asked = rest.trim() === '' ? own(network.practices, hereOr(spoken) ?? '') : practiceAsked(network, by.id, rest);
  if (typeof asked === 'string') return drawList(readyTitle, asked, []);
  if (asked === undefined && rest.trim() !== '')
    return drawList(readyTitle, unknownPractice('ready', Object.keys(network.practices)[0]), []);
  const hub = asked?.hub ?? hubHere(spoken);
  if (hub === undefined) return drawList(readyTitle, noHubHere, []);
  const isTheirs = asked === undefined ? maySee(network, by.id, { hub }) : mayRead(network, by.id, asked.code);
  if (!isTheirs) return drawList(readyTitle, notYours, []);
  if (!isReadHere(spoken, { hub, practice: asked?.code })) return elsewhere(readyTitle);
  const shared = spoken.activity.conversation.conversationType !== 'personal';
  return asked === undefined
    ? overview(deps, network, hub, 0)
    : checklist(deps, network, asked, { step: 0, reader: shared ? undefined : by.id });
}

/** `reader` absent: everybody in a channel reads it, and those of them who may not answer are told so in words. */
interface Read {
  readonly step: number;
  readonly reader: PersonId | undefined;
  readonly said?: Said | undefined;
}
export async function checklist(deps: Reading, network: Network, practice: Practice, { step, reader, said }: Read): Promise<object> {
  const now = deps.clock.now();
  const answers = reader === undefined || mayAnswerItems(network, { id: reader }, practice.code);
  return drawChecklist({ practice, checklist: await checklistFor(deps.store, network, practice, now), step, answers, said }, now);
}

async function overview(deps: Reading, network: Network, hub: HubId, page: number, said?: Said): Promise<object> {
  const now = deps.clock.now();
  const all = [...practicesOf(network, hub)].sort((a, b) => a.name.localeCompare(b.name));
  const shown = pageOf(page, all.length);
  const rows = await checklistsOf(deps, network, all.slice(shown.from, shown.from + pageRows));
  const foot = footOf((number) => overviewName(hub, number), shown);
  return drawOverview({ ...shown, hub, rows, foot, said }, (id) => organisationName(network, id), now);
}

/** Each with its checklist, in their order. Throws as the store does. */
export const checklistsOf = (deps: Reading, network: Network, practices: readonly Practice[]) =>
  someAtATime(practices, readAtOnce, async (practice) => ({
    practice,
    checklist: await checklistFor(deps.store, network, practice, deps.clock.now()),
  }));

/** After a press in such a list, for whoever pressed, or for all who read it; `undefined`: it is not theirs. */
export async function redrawReady(deps: Reading, press: Press, { name, args }: ListName, said: Said): Promise<object | undefined> {
  const [hub = '', third = '', step] = args;
  const network = await deps.network.current();
  if (own(network.hubs, hub) === undefined) return undefined;
  if (name === 'readyhub')
    return maySee(network, press.by.id, { hub }) ? overview(deps, network, hub, Number(third) || 0, said) : undefined;
  const practice = own(network.practices, third);
  if (practice?.hub !== hub || !mayRead(network, press.by.id, practice.code)) return undefined;
  const isRead = !press.shared || mayBeReadHere(network, press.activity, { hub, practice: practice.code });
  if (!isRead) return undefined;
  return checklist(deps, network, practice, { step: Number(step) || 0, reader: press.shared ? undefined : press.by.id, said });
}
