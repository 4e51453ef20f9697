// Typed words about the network: shifts, staff, a practice, who is cleared, pathways. Staff can read; only leads can try a change.

import { todayAt } from '../../app/econsult/allocation.ts';
import { tryDays, tryPathway } from '../../app/network/pathway-try.ts';
import { drawChooseChannel } from '../../cards/channels.ts';
import { drawList } from '../../cards/list.ts';
import { answerTitles, nothingToTryOn, notYours, tryNeedsLead, tryUsageWords, unknownPractice } from '../../cards/network/answers.ts';
import { stageForm } from '../../cards/network/form-words.ts';
import { networkHelp } from '../../cards/network/help.ts';
import { mayLead, mayRead, pathwayCard, practiceCard, staffCard, stageCard, trialCard, whoCard } from '../../cards/network/lists.ts';
import { severalWords } from '../../cards/network/words.ts';
import { own } from '../../domain/lookup.ts';
import { folded, isPartOfName } from '../../domain/names.ts';
import { organisationHere, type Practice } from '../../domain/network/state.ts';
import { everyOrganisation, organisationsMeant } from '../../domain/network/which-practice.ts';
import { staffConcerning } from '../../domain/network/who-is-where.ts';
import { type Kind, kinds, type Pathway } from '../../domain/terms.ts';
import type { Command, CommandDeps, Spoken } from '../kind.ts';
import { conversationOf } from '../wire.ts';
import { manageCard } from './dialogs.ts';
import { practiceAsked } from './practice-asked.ts';
import { setup } from './setup.ts';

type Answer = Promise<object>;

/** `staff`, `staff okafor`, `staff A98101`. */
export async function staff(deps: CommandDeps, spoken: Spoken): Answer {
  const { network, by, rest } = spoken;
  const here = organisationHere(network, conversationOf(spoken.activity), by.id) ?? own(network.staff, by.id)?.posts[0]?.at;
  const asked = practiceAsked(network, by.id, rest);
  const practice = typeof asked === 'string' ? undefined : asked;
  const at = practice?.code ?? here;
  if (at === undefined || !mayRead(network, by.id, at)) return showNot(answerTitles.staff);
  // What fits several practices may still be the name of somebody here.
  const isPerson = staffConcerning(network, at).some(({ name }) => isPartOfName(name, rest));
  if (typeof asked === 'string' && !isPerson) return drawList(answerTitles.staff, asked, []);
  return staffCard(network, at, practice ? '' : rest, deps.clock.now());
}

/** `practice A98101`: everything that is set for it. */
export async function practice(deps: CommandDeps, spoken: Spoken): Answer {
  return about(spoken, answerTitles.practice, 'practice', async (it) =>
    practiceCard(spoken.network, it, deps.clock.now(), await countFor(deps, spoken, it)),
  );
}

/** `who A98101`: who is cleared for it and who is on shift. */
export async function who(deps: CommandDeps, spoken: Spoken): Answer {
  return about(spoken, answerTitles.who, 'who', async (it) => whoCard(spoken.network, it, deps.clock.now()));
}

/** `pathway A98101`, and for leads `pathway try A98101 practiceFirst clinical`. */
export async function pathway(deps: CommandDeps, spoken: Spoken): Answer {
  const trying = /^try\b\s*(.*)$/i.exec(spoken.rest.trim());
  if (trying) return tryOut(deps, { ...spoken, rest: trying[1] ?? '' });
  return about(spoken, answerTitles.pathway, 'pathway', async (it) =>
    pathwayCard(spoken.network, it, deps.clock.now(), await countFor(deps, spoken, it)),
  );
}

async function tryOut(deps: CommandDeps, spoken: Spoken): Answer {
  const { network, by } = spoken;
  const found = /^(.+?)\s+(hub|practice)[ -]?first\b\s*(.*)$/i.exec(spoken.rest);
  const it = practiceAsked(network, by.id, found?.[1] ?? '');
  if (typeof it === 'string') return drawList(answerTitles.pathwayTry, it, []);
  const kind = kindNamed(found?.[3] ?? '');
  if (it === undefined || kind === undefined) return drawList(answerTitles.pathwayTry, tryUsageWords, []);
  if (!mayLead(network, by.id, it.code)) return drawList(answerTitles.pathwayTry, tryNeedsLead, []);
  const goes: Pathway = found?.[2]?.toLowerCase() === 'hub' ? 'hubFirst' : 'practiceFirst';
  const proposals = kind.map((each) => ({ kind: each, goes }));
  const trial = await tryPathway(deps.store, await deps.network.now(), it.code, proposals, deps.clock.now());
  return trial === undefined ? drawList(answerTitles.pathwayTry, nothingToTryOn(tryDays), []) : trialCard(network, trial);
}

/** One kind, or all when none is named; `undefined` when the word is no kind. */
function kindNamed(words: string): readonly Kind[] | undefined {
  const word = folded(words).replaceAll(' ', '');
  if (word === '' || word === 'all') return kinds;
  const found = kinds.find((kind) => folded(kind) === word) ?? (word === 'fitnote' ? 'clinicalAdmin' : undefined);
  return found && [found];
}

async function about(spoken: Spoken, title: string, word: string, draw: (it: Practice) => Answer): Answer {
  const { network, by } = spoken;
  const here = organisationHere(network, conversationOf(spoken.activity), by.id);
  // The channel's own organisation is meant by its code: a hub's must not be looked for in the names of practices.
  const it = spoken.rest.trim() === '' ? own(network.practices, here ?? '') : practiceAsked(network, by.id, spoken.rest);
  if (typeof it === 'string') return drawList(title, it, []);
  if (it !== undefined) return mayRead(network, by.id, it.code) ? draw(it) : showNot(title);
  const [example] = Object.keys(network.practices);
  return drawList(title, unknownPractice(word, example), []);
}

const showNot = (title: string): object => drawList(title, notYours, []);

const countFor = ({ store, clock }: CommandDeps, { network }: Spoken, it: Practice) => todayAt(store, network, it.hub, clock.now());

/** What was written behind it says which hub or practice the forms are about. */
async function manage(_: CommandDeps, { network, by, rest }: Spoken): Promise<object> {
  const theirs = everyOrganisation(network).filter((id) => mayLead(network, by.id, id));
  const [meant = rest, ...others] = organisationsMeant(network, rest, theirs);
  if (others.length > 0) return drawList(answerTitles.manage, severalWords(network, [meant, ...others], rest), []);
  return manageCard(network, by.id, meant.trim());
}
async function chooseChannel({ clock }: CommandDeps, { network }: Spoken): Promise<object> {
  return drawChooseChannel(network, clock.now());
}

/** `stage A98101`: how far it has come, and the form that changes that. */
async function stage(deps: CommandDeps, spoken: Spoken): Answer {
  return about(spoken, stageForm.title, 'stage', async (it) => stageCard(spoken.network, it, spoken.by.id, deps.clock.now()));
}

/** What staff type about the network. */
export const networkCommands: readonly Command[] = [
  { place: 110, ...networkHelp.who, words: ['who'], for: 'staff', run: who },
  { place: 120, ...networkHelp.practice, words: ['practice'], for: 'staff', run: practice },
  { place: 130, ...networkHelp.pathway, words: ['pathway'], for: 'staff', run: pathway },
  { place: 140, ...networkHelp.staff, words: ['staff'], for: 'staff', run: staff },
  { place: 160, ...networkHelp.pathwayTry, words: [], for: 'leads', run: pathway },
  { place: 170, ...networkHelp.manage, words: ['manage', 'edit'], for: 'leads', run: manage },
  { place: 172, ...networkHelp.stage, words: ['stage'], for: 'leads', run: stage },
  { place: 210, ...networkHelp.channel, words: ['channel', 'set'], for: 'leads', run: chooseChannel },
  { place: 215, ...networkHelp.setup, words: ['setup'], for: 'leads', begins: true, run: setup },
];
