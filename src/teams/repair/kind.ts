// The repair in Teams: its card in the hub's channel, its dialogs, and the typed words that begin one or list them.
import { repairKind } from '../../app/repair/kind.ts';
import { openRepairs } from '../../app/repair/repair.ts';
import { drawList } from '../../cards/list.ts';
import { drawOffered, drawRepair, drawRepairs } from '../../cards/repair/card.ts';
import { repairRefusalWords } from '../../cards/repair/refusals.ts';
import {
  hubNotMeant,
  nobodyMeant,
  noHubForRepairs,
  practiceNotMeant,
  repairAskedWords,
  repairHelp,
  repairOverWords,
  repairTitles,
  severalMeant,
} from '../../cards/repair/words.ts';
import { plain } from '../../cards/words.ts';
import { own } from '../../domain/lookup.ts';
import { meantBy } from '../../domain/names.ts';
import { type Network, organisationName, organisationsOf } from '../../domain/network/state.ts';
import { organisationsMeant } from '../../domain/network/which-practice.ts';
import { practicesOf, staffAt } from '../../domain/network/who-is-where.ts';
import { notRepairLead } from '../../domain/repair/decide.ts';
import type { Repair } from '../../domain/repair/state.ts';
import type { HubId, OrganisationId } from '../../domain/terms.ts';
import { hubHere } from '../here.ts';
import type { CommandDeps, Spoken, TeamsKind } from '../kind.ts';
import { answerRepairDialog, repairDialogVerbs } from './dialogs.ts';

/** The hub that is meant, or why nothing is done. */
function hubFor(spoken: Spoken): HubId | { readonly words: string } {
  const { network, by } = spoken;
  const hub = hubHere(spoken);
  if (hub === undefined || own(network.hubs, hub) === undefined) return { words: noHubForRepairs };
  const notTheirs = notRepairLead(network, by.id, [hub]);
  return notTheirs ? { words: repairRefusalWords(notTheirs) } : hub;
}
const says = (title: string, words: string): object => drawList(title, words, []);

/** `leaver okafor`. */
async function leaver(_: CommandDeps, spoken: Spoken): Promise<object> {
  const hub = hubFor(spoken);
  if (typeof hub === 'object') return says(repairTitles.leaver, hub.words);
  const { network, rest } = spoken;
  const people = [...new Set(organisationsOf(network, hub).flatMap((at) => staffAt(network, at)))];
  const [person, ...others] = rest.trim() === '' ? [] : meantBy(people, rest);
  if (person === undefined) return says(repairTitles.leaver, nobodyMeant);
  if (others.length > 0) return says(repairTitles.leaver, severalMeant([person, ...others].map(({ name }) => name)));
  return drawOffered('leaver', `${plain(person.name)}.`, { hub, of: person.id });
}

/** `close T90001`, `merge T90001 into T90002`, `move T90001 to South Hub`. */
const practiceGoes =
  (type: 'close' | 'merge' | 'move') =>
  async (_: CommandDeps, spoken: Spoken): Promise<object> => {
    const hub = hubFor(spoken);
    if (typeof hub === 'object') return says(repairTitles[type], hub.words);
    const { network, rest } = spoken;
    const among = practicesOf(network, hub).map(({ code }) => code);
    const [first = '', second = ''] = type === 'close' ? [rest] : rest.split(type === 'merge' ? /\binto\b/i : /\bto\b/i);
    const others = type === 'move' ? Object.keys(network.hubs).filter((each) => each !== hub) : among;
    const [of, to] = [onlyOne(network, first, among), onlyOne(network, second, others)];
    if (of === undefined || (type === 'merge' && to === undefined)) return says(repairTitles[type], practiceNotMeant);
    if (type === 'move' && to === undefined) return says(repairTitles[type], hubNotMeant);
    return drawOffered(type, `${plain(organisationName(network, of))}.`, { hub, of, ...(to === undefined ? {} : { to }) });
  };

/** `undefined`: none is meant, or several are. */
function onlyOne(network: Network, typed: string, among: readonly OrganisationId[]): OrganisationId | undefined {
  const meant = typed.trim() === '' ? [] : organisationsMeant(network, typed.trim(), among);
  return meant.length === 1 ? meant[0] : undefined;
}

async function listed(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const hub = hubFor(spoken);
  if (typeof hub === 'object') return says(repairTitles.list, hub.words);
  return drawRepairs(await openRepairs(deps, hub), spoken.network);
}

export const repairInTeams: TeamsKind<Repair> = {
  kind: repairKind.kind,
  dialogs: { verbs: repairDialogVerbs, answer: answerRepairDialog },
  commands: [
    { place: 175, ...repairHelp.leaver, words: ['leaver'], for: 'leads', run: leaver },
    { place: 176, ...repairHelp.close, words: ['close'], for: 'leads', run: practiceGoes('close') },
    { place: 177, ...repairHelp.merge, words: ['merge'], for: 'leads', run: practiceGoes('merge') },
    { place: 178, ...repairHelp.move, words: ['move'], for: 'leads', run: practiceGoes('move') },
    { place: 179, ...repairHelp.repairs, words: ['repairs'], for: 'leads', run: listed },
  ],
  draw: async ({ network, clock }, { what }, { state: repair }) => {
    const now = await network.current();
    if (what === 'card') return drawRepair(repair, now, clock.now());
    // Once somebody has decided there is nothing to ask any more.
    if (what === 'repairAsked') return repair.status === 'proposed' ? repairAskedWords(repair, now) : undefined;
    return what === 'repairOver' && repair.status === 'over' ? repairOverWords(repair) : undefined;
  },
};
