// Short messages beside the cards: who must look, and why. Drawn when they are sent; nothing is said that is no longer so.

import { isStranded } from '../../domain/econsult/pass-back.ts';
import type { NoticeName } from '../../domain/econsult/react.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Instant } from '../../domain/terms.ts';
import { becauseWords, byWords, capital, emptyRungWords, nobodyAnsweredWords, oneLine, priorityWords, timeOf, within } from '../words.ts';
import { type ClockNotice, clockWords, dueWords, namedFirst } from './clock-notices.ts';
import { nobodyMayWords, practiceWords } from './facts.ts';

export interface Notice {
  readonly text: string;
  readonly summary: string;
}
/** Whom a notice is for, by name; `finds`: they may not claim it themselves, and are asked to find somebody who may. */
export interface Named {
  readonly name: string;
  readonly finds?: boolean;
}

/** `undefined` when there is nothing to say any more. Text is XML, as Teams reads messages with mentions. */
export function noticeWords(what: NoticeName, it: EConsult, network: Network, people: readonly Named[], now: Instant): Notice | undefined {
  const reference = referenceOf(it.id);
  const who =
    people.length === 0 ? 'No hub lead is set up, so whoever reads this:' : `${people.map(({ name }) => `<at>${name}</at>`).join(', ')}:`;
  if (isMoving(what)) return movingWords(what, it, { network, now, to: names(people) });
  switch (what) {
    case 'unplaced': {
      if (it.practice !== undefined || it.status === 'completed') return undefined;
      const named = it.practiceNamed === undefined ? 'no practice' : `practice ${xml(it.practiceNamed)}, which is not in this network`;
      return {
        text: `${who} ${reference} came with ${named}. It is safe and its clock is running, but nobody can claim it until you press Place on its card.`,
        summary: `${reference} needs a practice`,
      };
    }
    case 'redFlagCame':
      return redFlagWords(it, network, people, now);
    case 'conflictingCopy':
      return {
        text: `${who} different words came under the same id as ${reference}. Nothing was overwritten: Open shows both. Please check which is meant.`,
        summary: `${reference}: a different message came under the same id`,
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
        text: `The sender took back ${reference}, which you have at ${xml(organisationName(network, it.holder))}. It is yours to decide: complete it as withdrawn, or carry on.`,
        summary: `${reference} was taken back by its sender`,
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

/** Said once somebody is there to hear it; when nobody is, it has gone up the ladder at once, which says so. */
function redFlagWords(it: EConsult, network: Network, people: readonly Named[], now: Instant): Notice | undefined {
  if (it.status !== 'waiting' || (it.escalation && !it.escalation.acknowledged)) return undefined;
  const which = namedFirst(it);
  const ask = people.length > 0 && people.every(({ finds }) => finds) ? 'find somebody who can claim it' : 'claim it';
  const by = now < it.deadlines.firstLook ? ` by ${timeOf(it.deadlines.firstLook)}` : ' now';
  const where = oneLine(practiceWords(it, network));
  return addressed(people, {
    text: `${which} has come from ${where}. Please ${ask}${by}; ${dueWords(it, now)}.`,
    summary: `${which}: please claim it`,
  });
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

/** Words after the names of those they are for, as Teams reads messages with mentions. */
export const addressed = (people: readonly Named[], words: Notice): Notice => ({
  text: people.length === 0 ? xml(capital(words.text)) : `${names(people)}${xml(words.text)}`,
  summary: words.summary,
});

const names = (people: readonly Named[]): string =>
  people.length === 0 ? '' : `${people.map(({ name }) => `<at>${name}</at>`).join(', ')}: `;

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
  const practice = practiceXml(it, network);
  const say = (words: string, summary: string): Notice => ({
    text: to === '' ? capital(words) : `${to}${words}`,
    summary: `${reference} ${summary}`,
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
        ? say(`there is a question about ${reference}: please press Answer on its card.`, 'has a question for you')
        : undefined;
    case 'answered':
      return it.question?.answer
        ? say(`your question about ${reference} was answered: its card says what.`, 'has an answer to your question')
        : undefined;
    case 'settled':
      return it.settled
        ? say(`${xml(it.settled.by.name)} settled that ${xml(organisationName(network, it.settled.to))} has ${reference}.`, 'was settled')
        : undefined;
    case 'assigned':
      return it.status === 'waiting'
        ? say(`${reference} (${practice}) is meant for you: please claim it in its channel.`, 'is meant for you')
        : undefined;
    case 'handedOver':
      return it.status === 'waiting'
        ? say(`${reference} (${practice}) was handed over to you: its card says what to know. Please claim it.`, 'was handed over to you')
        : undefined;
    case 'raised':
    case 'escalated':
    case 'escalatedToYou':
    case 'acknowledged':
    case 'wrongPatient':
      return urgingWords(what, it, say, to);
  }
}

type OfOffer = Extract<NoticeName, 'offered' | 'accepted' | 'declined' | 'takenBack' | 'nobodyThere'>;

/** What becomes of an offer. */
function offerWords(what: OfOffer, it: EConsult, { network, now }: Pick<Around, 'network' | 'now'>, say: Say): Notice | undefined {
  const reference = referenceOf(it.id);
  const practice = practiceXml(it, network);
  switch (what) {
    case 'offered':
      return it.status === 'offered'
        ? say(
            `${xml(it.offer.by.name)} passes ${reference} to you. Please accept it, decline it or ask: until you accept, nobody here has it.`,
            'was passed to you: please answer',
          )
        : undefined;
    case 'accepted':
      if (isStranded(it, network, now))
        return say(
          `${reference} (${practice}) was accepted, but ${xml(within(nobodyMayWords(it.kind, it.holder, network)))} Please take it to the hub by its card there, or ring them.`,
          'was accepted, but nobody there may claim it',
        );
      return it.status !== 'offered' && it.status !== 'completed' && it.contract
        ? say(`${reference} (${practice}) was accepted. It is theirs now; you need do nothing more about it.`, 'was accepted')
        : undefined;
    case 'declined':
      return it.status === 'waiting' && it.assigned
        ? say(
            `${reference} (${practice}) was declined and is back: its card says why. It is meant for you; please claim it.`,
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
            `${reference}: ${xml(within(nobodyMayWords(it.kind, it.holder, network)))} Please press \u201cTake to the hub\u201d on its card.`,
            'waits where nobody may claim it',
          )
        : undefined;
  }
}

type Urging = Extract<NoticeName, 'raised' | 'escalated' | 'escalatedToYou' | 'acknowledged' | 'wrongPatient'>;
type Say = (words: string, summary: string) => Notice;

/** What cannot wait. */
function urgingWords(what: Urging, it: EConsult, say: Say, to: string): Notice | undefined {
  const reference = referenceOf(it.id);
  switch (what) {
    case 'raised':
      return it.priority === 'routine' || it.status === 'completed'
        ? undefined
        : say(`${reference} is ${priorityWords[it.priority].toLowerCase()} now.`, `is ${priorityWords[it.priority].toLowerCase()} now`);
    case 'escalated':
    case 'escalatedToYou':
      return escalatedWords(what, it, say, to === '');
    case 'acknowledged':
      return it.escalation?.acknowledged
        ? say(`${xml(it.escalation.acknowledged.by.name)} has seen the escalation of ${reference}.`, 'escalation was seen')
        : undefined;
    case 'wrongPatient':
      return it.wrongPatient && it.status !== 'completed'
        ? say(
            `${reference} may be about another patient: please confirm whose it is with its sender before anybody acts on it.`,
            'may be about another patient',
          )
        : undefined;
  }
}

/** Names who is asked, in plain words where a mention would reach nobody; where nobody is left, the telephone. */
function escalatedWords(what: 'escalated' | 'escalatedToYou', it: EConsult, say: Say, unmentioned: boolean): Notice | undefined {
  const { escalation } = it;
  if (it.status === 'completed' || escalation === undefined || escalation.acknowledged) return undefined;
  const reference = referenceOf(it.id);
  const why = becauseWords(escalation);
  if (what === 'escalatedToYou')
    return say(
      `${reference} is escalated to you by ${xml(byWords(escalation.by))}: ${why}. Please press \u201cI have seen it\u201d on its card, or write \u201cseen ${reference}\u201d here.`,
      'is escalated to you',
    );
  const empty = emptyRungWords(escalation) && ` ${emptyRungWords(escalation)}`;
  const rung = escalation.ladder[escalation.rung];
  const names = rung?.people.map(({ name }) => xml(name)) ?? [];
  const press = 'press \u201cI have seen it\u201d on its card';
  const asked = unmentioned ? `Asked now to ${press}: ${names.join(', ')}.` : `Please ${press}.`;
  return rung
    ? say(`${reference} is escalated by ${xml(byWords(escalation.by))}: ${why}.${empty} ${asked}`, 'is escalated')
    : say(
        `${within(nobodyAnsweredWords(escalation))} about ${reference}.${empty} Please ring ${xml(escalation.telephone)} now.`,
        'is escalated: please ring',
      );
}

const practiceXml = ({ practice }: EConsult, network: Network): string =>
  xml(practice === undefined ? 'a practice not known yet' : organisationName(network, practice));

const xml = (words: string): string => oneLine(words).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
