// Short messages beside the cards: who must look, and why. Drawn when they are sent; nothing is said that is no longer so.

import { isStranded } from '../../domain/econsult/pass-back.ts';
import type { NoticeName } from '../../domain/econsult/react.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { cameBack, openTasksOf } from '../../domain/econsult/tasks.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Instant } from '../../domain/terms.ts';
import { addressed, type Named, type Notice, names, type Say, xml } from '../notice-parts.ts';
import { capital, timeOf, within } from '../words.ts';
import { type ClockNotice, clockWords, namedFirst } from './clock-notices.ts';
import { nobodyMayWords } from './facts.ts';
import { followedWords } from './tasks.ts';
import { redFlagWords, urgingWords } from './urgent-notices.ts';

/** `undefined` when there is nothing to say any more. Text is XML, as Teams reads messages with mentions. */
export function noticeWords(what: NoticeName, it: EConsult, network: Network, people: readonly Named[], now: Instant): Notice | undefined {
  const reference = referenceOf(it.id);
  const which = namedFirst(it);
  const who =
    people.length === 0 ? 'No hub lead is set up, so whoever reads this:' : `${people.map(({ name }) => `<at>${name}</at>`).join(', ')}:`;
  if (isMoving(what)) return movingWords(what, it, { network, now, to: names(people) });
  switch (what) {
    case 'unplaced': {
      if (it.practice !== undefined || it.status === 'completed') return undefined;
      const named = it.practiceNamed === undefined ? 'no practice' : `practice ${xml(it.practiceNamed)}, which is not in this network`;
      return {
        text: `${who} ${which} came with ${named}. It is safe and its clock is running, but nobody can claim it until you press Place on its card.`,
        summary: `${which} needs a practice`,
      };
    }
    case 'redFlagCame':
      return redFlagWords(it, network, people, now);
    case 'conflictingCopy':
      return {
        text: `${who} ${which}: different words came under the same id. Nothing was overwritten: Open shows both. Please check which is meant.`,
        summary: `${which}: a different message came under the same id`,
      };
    case 'takenOver': {
      const by =
        it.status === 'claimed' ? `${xml(it.claimant.name)} took ${reference} over from you at ${timeOf(it.claimedAt)}` : undefined;
      const text = `${by ?? `${reference} was taken over from you`}. You need do nothing more about it.`;
      return { text, summary: `${reference} was taken over from you` };
    }
    case 'withdrawn':
      if (it.status !== 'claimed' || it.withdrawal === undefined) return undefined;
      return {
        text: `${which} was taken back by its sender. You have it at ${xml(organisationName(network, it.holder))}, and it is yours to decide: complete it as withdrawn, or carry on.`,
        summary: `${which} was taken back by its sender`,
      };
    case 'warned':
      return warnedNotice(it, network, people, now);
    case 'warnedElsewhere':
    case 'offerWaits':
    case 'questionWaits':
    case 'questionStillWaits':
    case 'claimQuiet':
    case 'claimStillQuiet':
    case 'holdRanOut': {
      const words = clockWords(what, it, network, now);
      return words && addressed(people, words);
    }
  }
}

/** Who can claim it is asked to; who cannot is asked to find somebody. */
function warnedNotice(it: EConsult, network: Network, people: readonly Named[], now: Instant): Notice | undefined {
  const finders = people.filter(({ finds }) => finds);
  const able = people.filter(({ finds }) => !finds);
  const words = clockWords('warned', it, network, now, able.length === 0 && finders.length > 0);
  if (words === undefined || able.length === 0 || finders.length === 0) return words && addressed(people, words);
  const said = addressed(able, words);
  return { ...said, text: `${said.text} ${names(finders)}please find somebody who can claim it.` };
}

type Moving = Exclude<NoticeName, 'unplaced' | 'redFlagCame' | 'conflictingCopy' | 'takenOver' | 'withdrawn' | ClockNotice>;
const isMoving = (what: NoticeName): what is Moving => !(what in others);
const others: Readonly<Record<Exclude<NoticeName, Moving>, true>> = {
  ...{ unplaced: true, redFlagCame: true, conflictingCopy: true, takenOver: true, withdrawn: true, warned: true, warnedElsewhere: true },
  ...{ offerWaits: true, questionWaits: true, questionStillWaits: true, claimQuiet: true, claimStillQuiet: true, holdRanOut: true },
};
interface Around {
  readonly network: Network;
  readonly now: Instant;
  /** The names that it begins with. */
  readonly to: string;
}

/** What is said when it moves between organisations or people, or up the ladder. */
function movingWords(what: Moving, it: EConsult, { network, now, to }: Around): Notice | undefined {
  const reference = referenceOf(it.id);
  const which = namedFirst(it);
  const practice = practiceXml(it, network);
  const say = (words: string, summary: string): Notice => ({
    text: to === '' ? capital(words) : `${to}${words}`,
    summary: `${which} ${summary}`,
  });
  switch (what) {
    case 'offered':
    case 'accepted':
    case 'declined':
    case 'takenBack':
    case 'nobodyThere':
      return offerWords(what, it, { network, now }, say);
    case 'question':
      return it.question && !it.question.answer
        ? say(`${which} has a question for you: please press Answer on its card.`, 'has a question for you')
        : undefined;
    case 'answered':
      return it.question?.answer
        ? say(`${which}: your question was answered; its card says what.`, 'has an answer to your question')
        : undefined;
    case 'taskCameBack': {
      const back = openTasksOf(it).filter((task) => cameBack(task, it));
      return back.length === 0
        ? undefined
        : say(
            `${which} was completed, but what was asked because of it is not done: ${xml(back.map((task) => followedWords(task, network)).join('; '))}. Send it again, or do it another way.`,
            'was completed, but a task is not done',
          );
    }
    case 'disasterAsks':
      return it.status === 'claimed' && it.askedBy
        ? say(
            `${which} (${practice}) is yours, and ${xml(organisationName(network, it.holder))} is closed by a disaster. Do you go on with it? If you do, keep it. If you cannot, release it: it then goes at once to where it can be answered.`,
            'is yours: do you go on with it?',
          )
        : undefined;
    case 'settled':
      return it.settled
        ? say(`${xml(it.settled.by.name)} settled that ${xml(organisationName(network, it.settled.to))} has ${reference}.`, 'was settled')
        : undefined;
    case 'assigned':
      return it.status === 'waiting'
        ? say(`${which} (${practice}) is meant for you: please claim it in its channel.`, 'is meant for you')
        : undefined;
    case 'handedOver':
      return it.status === 'waiting'
        ? say(`${which} (${practice}) was handed over to you: its card says what to know. Please claim it.`, 'was handed over to you')
        : undefined;
    case 'raised':
    case 'escalated':
    case 'escalatedToYou':
    case 'acknowledged':
    case 'wrongPatient':
      return urgingWords(what, it, say, { to, now });
  }
}

type OfOffer = Extract<NoticeName, 'offered' | 'accepted' | 'declined' | 'takenBack' | 'nobodyThere'>;

/** What becomes of an offer. */
function offerWords(what: OfOffer, it: EConsult, { network, now }: Pick<Around, 'network' | 'now'>, say: Say): Notice | undefined {
  const reference = referenceOf(it.id);
  const which = namedFirst(it);
  const practice = practiceXml(it, network);
  switch (what) {
    case 'offered':
      return it.status === 'offered'
        ? say(
            `${which} is passed to you by ${xml(it.offer.by.name)}. Please accept it, decline it or ask: until you accept, nobody here has it.`,
            'was passed to you: please answer',
          )
        : undefined;
    case 'accepted':
      if (isStranded(it, network, now))
        return say(
          `${which} (${practice}) was accepted, but ${xml(within(nobodyMayWords(it.kind, it.holder, network)))} Please take it to the hub by its card there, or ring them.`,
          'was accepted, but nobody there may claim it',
        );
      return it.status !== 'offered' && it.status !== 'completed' && it.contract
        ? say(`${reference} (${practice}) was accepted. It is theirs now; you need do nothing more about it.`, 'was accepted')
        : undefined;
    case 'declined':
      return it.status === 'waiting' && it.assigned
        ? say(
            `${which} (${practice}) was declined and is back: its card says why. It is meant for you; please claim it.`,
            'was declined and is back',
          )
        : undefined;
    case 'takenBack':
      if (it.status === 'completed' || it.status === 'offered') return undefined;
      return it.status === 'claimed'
        ? say(`${xml(it.claimant.name)} took ${reference} back. You need do nothing more about it.`, 'was taken back')
        : say(`${reference} was taken back. You need do nothing more about it.`, 'was taken back');
    case 'nobodyThere':
      return it.holder !== it.hub && isStranded(it, network, now)
        ? say(
            `${which}: ${xml(within(nobodyMayWords(it.kind, it.holder, network)))} Please press \u201cTake to the hub\u201d on its card.`,
            'waits where nobody may claim it',
          )
        : undefined;
  }
}

const practiceXml = ({ practice }: EConsult, network: Network): string =>
  xml(practice === undefined ? 'a practice not known yet' : organisationName(network, practice));
