// The button under a notice: whoever reads that something is wanted of them can do it there.
import { releaseReasons } from '../../domain/econsult/command.ts';
import type { NoticeName } from '../../domain/econsult/react.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import type { Network } from '../../domain/network/state.ts';
import type { Instant, OrganisationId, PersonId } from '../../domain/terms.ts';
import { type Card, fill, inert, payloadVersion } from '../templates.ts';
import { releaseWords } from '../words.ts';
import { buttonsOf } from './buttons.ts';
import { refreshUsersMax } from './card.ts';
import { summaryWords } from './facts.ts';
import { gistOf, standsAnywhere } from './glance.ts';

/** What the readers of each notice are asked to do, by the verbs of the card's own buttons; none: nothing is asked of them. */
const asked: Readonly<Record<NoticeName, readonly string[]>> = {
  unplaced: ['place'],
  redFlagCame: ['claim', 'open'],
  takenOver: [],
  conflictingCopy: ['open'],
  withdrawn: ['open'],
  offered: ['accept', 'decline', 'ask', 'open'],
  accepted: ['pull'],
  declined: ['claim', 'open'],
  takenBack: [],
  nobodyThere: ['pull'],
  question: ['answer'],
  answered: ['open'],
  settled: [],
  assigned: ['claim', 'open'],
  handedOver: ['claim', 'open'],
  raised: ['claim', 'open'],
  escalated: ['acknowledge', 'open'],
  // A card of its own, about all that somebody is asked.
  escalatedToYou: [],
  acknowledged: [],
  wrongPatient: ['confirmPatient', 'open'],
  warned: ['claim', 'accept', 'takeBack', 'place', 'pull', 'open'],
  warnedElsewhere: [],
  offerWaits: ['accept', 'decline', 'ask', 'open'],
  questionWaits: ['answer'],
  questionStillWaits: ['escalate'],
  claimQuiet: ['keep', 'release', 'handOver', 'open'],
  claimStillQuiet: [],
  holdRanOut: ['open', 'hold'],
  taskCameBack: ['open', 'history'],
  disasterAsks: ['keep', 'release', 'open'],
};

interface ReadAt {
  readonly network: Network;
  /** The organisation whose people read it. */
  readonly at: OrganisationId;
  readonly now: Instant;
  /** Whose own chat it stands in, or whose own view it is; absent in a channel. */
  readonly viewer?: PersonId;
  /** Whose clients fetch their own view of it when they show it: a message is not edited once what it asks for is done. */
  readonly refreshFor?: readonly string[];
}

/** Whether its readers are asked for anything, as long as that is still to be done. */
export const asksAnything = (what: NoticeName): boolean => asked[what].length > 0;

/** `undefined`: nothing that is asked for can be done any more, or nothing is asked. What may be done is decided when it is pressed. */
export function drawNoticeButtons(what: NoticeName, it: EConsult, read: ReadAt): Card | undefined {
  const wanted = asked[what];
  const { presses, dialogs, more } = buttonsOf(it, read);
  const pressed = presses.filter(({ verb }) => wanted.includes(verb));
  const opened = [...dialogs, ...more].filter(({ verb }) => wanted.includes(verb));
  const releasable = wanted.includes('release') && it.status === 'claimed' && it.claimant.id === read.viewer;
  // Reading alone is not what it asks for, unless nothing else is.
  if (!releasable && pressed.length === 0 && opened.every(({ verb }) => verb === 'open') && wanted.some((verb) => verb !== 'open'))
    return undefined;
  if (pressed.length === 0 && opened.length === 0) return undefined;
  const done = { presses: pressed, dialogs: opened, releasable };
  return fill('notice', { ...shared(what, it, read), ...done, stands: '' });
}

/** The same for somebody who looks later: with its buttons while they can be pressed, then with how it stands in their place. */
export function drawNoticeNow(what: NoticeName, it: EConsult, read: ReadAt): Card {
  const over = { presses: [], dialogs: [], releasable: false };
  return (
    drawNoticeButtons(what, it, read) ?? fill('notice', { ...shared(what, it, read), ...over, stands: standsAnywhere(it, read.network) })
  );
}

const shared = (what: NoticeName, it: EConsult, { network, refreshFor = [] }: ReadAt) => ({
  v: payloadVersion,
  hub: it.hub,
  id: it.id,
  revision: it.revision,
  notice: what,
  refreshFor: refreshFor.slice(0, refreshUsersMax),
  gist: gistOf(it, network),
  fallback: inert(summaryWords(it, network)),
  releaseReasons: releaseReasons.map((value) => ({ value, title: releaseWords[value] })),
});
