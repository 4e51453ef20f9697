// Words for the first days: the quick reference of a role, what changes for a practice, and what is new.

import { changesTitle, drawChanges, type Reader, readers } from '../../cards/guide/changes.ts';
import { drawGuide } from '../../cards/guide/guide.ts';
import { newsFor, newsTitle } from '../../cards/guide/news.ts';
import { drawList, type Said } from '../../cards/list.ts';
import { notYours, unknownPractice } from '../../cards/network/answers.ts';
import { mayRead } from '../../cards/network/lists.ts';
import { printVerb } from '../../cards/readiness/list.ts';
import { own } from '../../domain/lookup.ts';
import type { Network } from '../../domain/network/state.ts';
import { type PersonId, type Role, roles } from '../../domain/terms.ts';
import { elsewhere, hereOr, isReadHere, mayBeReadHere } from '../here.ts';
import type { CommandDeps, ListName, Spoken } from '../kind.ts';
import { practiceAsked } from '../network/practice-asked.ts';
import type { Press, Reading } from '../press.ts';

/** The roles that somebody has, each once, in the order of the list. */
const rolesOf = (network: Network, person: PersonId): readonly Role[] => {
  const posts = own(network.staff, person)?.posts ?? [];
  return roles.filter((role) => posts.some((post) => post.role === role));
};

/** `guide`: what somebody does in their role. */
export async function guide(_: CommandDeps, { network, by }: Spoken): Promise<object> {
  const [role, ...others] = rolesOf(network, by.id);
  return role === undefined ? drawList(newsTitle, notYours, []) : drawGuide(role, others, printVerb);
}

/** `whatsnew`: what concerns somebody in the newest versions. */
export const whatsnew = async (_: CommandDeps, { network, by }: Spoken): Promise<object> =>
  drawList(newsTitle, '', newsFor(rolesOf(network, by.id)));

/** `changes Larkfield`: what its people need to know when it goes live. */
export async function changes(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by, rest } = spoken;
  const practice = rest.trim() === '' ? own(network.practices, hereOr(spoken) ?? '') : practiceAsked(network, by.id, rest);
  if (typeof practice === 'string') return drawList(changesTitle, practice, []);
  if (practice === undefined) return drawList(changesTitle, unknownPractice('changes', Object.keys(network.practices)[0]), []);
  if (!mayRead(network, by.id, practice.code)) return drawList(changesTitle, notYours, []);
  if (!isReadHere(spoken, { hub: practice.hub, practice: practice.code })) return elsewhere(changesTitle);
  const theirs = rolesOf(network, by.id);
  const reader = readers.find((each) => theirs.includes(each)) ?? 'practiceAdministrator';
  return drawChanges(network, { practice, reader, print: printVerb }, deps.clock.now());
}

/** Another part of the note, or the card of another role; `undefined`: it is not theirs. */
export async function redrawGuide(deps: Reading, press: Press, { name, args }: ListName, _: Said): Promise<object | undefined> {
  const network = await deps.network.current();
  if (name === 'guide') {
    const all = rolesOf(network, press.by.id);
    const role = all.find((each) => each === args[0]);
    return (
      role &&
      drawGuide(
        role,
        all.filter((each) => each !== role),
        printVerb,
      )
    );
  }
  const [hub, code = '', asked] = args;
  const practice = own(network.practices, code);
  const reader: Reader | undefined = readers.find((each) => each === asked);
  if (practice?.hub !== hub || practice === undefined || reader === undefined || !mayRead(network, press.by.id, code)) return undefined;
  if (!mayBeReadHere(network, press.activity, { hub: practice.hub, practice: code })) return undefined;
  return drawChanges(network, { practice, reader, print: printVerb }, deps.clock.now());
}
