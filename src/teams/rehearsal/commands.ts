// Typed words about what is no patient's own: what the hub would have done in shadow, and made-up ones to learn with.
import { pairsOf, totalsByPractice } from '../../app/rehearsal/compared.ts';
import { trainedIn } from '../../app/rehearsal/trained.ts';
import { beginTraining } from '../../app/rehearsal/training.ts';
import { drawList } from '../../cards/list.ts';
import { notYours, unknownPractice } from '../../cards/network/answers.ts';
import { mayRead } from '../../cards/network/lists.ts';
import {
  drawCompared,
  noTestChannel,
  practiseBegun,
  practiseEnough,
  practiseHelp,
  practiseNotYours,
  practiseTitle,
  shadowHelp,
  shadowNobody,
  shadowTitle,
} from '../../cards/rehearsal/shadow.ts';
import { drawTrained, trainedHelp, trainedTitle } from '../../cards/rehearsal/trained.ts';
import { own } from '../../domain/lookup.ts';
import { maySee } from '../../domain/network/access.ts';
import { hubOf } from '../../domain/network/state.ts';
import { channelFor } from '../../domain/network/who-is-where.ts';
import { startOfDay } from '../../domain/time/calendar.ts';
import { elsewhere, hereOr, hubHere, isReadHere } from '../here.ts';
import type { Command, CommandDeps, Spoken } from '../kind.ts';
import { practiceAsked } from '../network/practice-asked.ts';
import { operationOf } from '../press.ts';
import { conversationOf } from '../wire.ts';

/** `shadow`: today's; `shadow yesterday`. */
async function shadow(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by, rest, activity } = spoken;
  const test = channelFor(network, conversationOf(activity));
  const hub = test?.isTest ? hubOf(network, test.organisation) : hubHere(spoken);
  if (hub === undefined || !maySee(network, by.id, { hub })) return drawList(shadowTitle, shadowNobody, []);
  // It tells of all practices of the hub, so in a practice's test channel it is not for everybody either.
  const isShown = test?.isTest ? test.organisation === hub : isReadHere(spoken, { hub, practice: undefined });
  if (!isShown) return elsewhere(shadowTitle);
  const now = deps.clock.now();
  const day = /^yesterday\b/i.test(rest.trim()) ? new Date(Date.parse(startOfDay(now)) - 1).toISOString() : now;
  return drawCompared(await pairsOf(deps.store, hub, day), await totalsByPractice(deps.store, network, hub, day), network, day);
}

/** `practise`, in a test channel. */
async function practise(deps: CommandDeps, { network, by, activity }: Spoken): Promise<object> {
  const channel = channelFor(network, conversationOf(activity));
  const hub = channel?.isTest ? hubOf(network, channel.organisation) : undefined;
  if (channel === undefined || hub === undefined) return drawList(practiseTitle, noTestChannel, []);
  const { organisation } = channel;
  const works = own(network.staff, by.id)?.posts.some(({ at }) => at === organisation || at === hub) ?? false;
  if (!works) return drawList(practiseTitle, practiseNotYours, []);
  const asked = { hub, organisation, operation: operationOf(activity), at: deps.clock.now(), by: by.id };
  const begun = await beginTraining({ ...deps, rules: deps.network }, asked);
  return drawList(practiseTitle, begun.kind === 'begun' ? practiseBegun(begun.count) : practiseEnough(begun.open), []);
}

/** `trained Larkfield`; alone: of the organisation whose channel it is, or where they work. */
async function trained(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by, rest } = spoken;
  const asked = rest.trim() === '' ? undefined : practiceAsked(network, by.id, rest);
  if (typeof asked === 'string') return drawList(trainedTitle, asked, []);
  if (asked === undefined && rest.trim() !== '')
    return drawList(trainedTitle, unknownPractice('trained', Object.keys(network.practices)[0]), []);
  const organisation = asked?.code ?? hereOr(spoken);
  const hub = organisation === undefined ? undefined : hubOf(network, organisation);
  if (organisation === undefined || hub === undefined || !mayRead(network, by.id, organisation))
    return drawList(trainedTitle, notYours, []);
  if (!isReadHere(spoken, { hub, practice: organisation === hub ? undefined : organisation })) return elsewhere(trainedTitle);
  return drawTrained(await trainedIn(deps.store, network, { hub, organisation }, deps.clock.now()), network, organisation);
}

export const rehearsalCommands: readonly Command[] = [
  { place: 137, ...practiseHelp, words: ['practise', 'training'], for: 'staff', run: practise },
  { place: 139, ...trainedHelp, words: ['trained'], for: 'staff', run: trained },
  { place: 138, ...shadowHelp, words: ['shadow'], for: 'hub', run: shadow },
];
