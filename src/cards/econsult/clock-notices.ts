// What the clock says, in the thread or to one person. Only what is still true when it is sent.
import { standing } from '../../domain/econsult/clock.ts';
import { isStranded } from '../../domain/econsult/pass-back.ts';
import type { NoticeName } from '../../domain/econsult/react.ts';
import { type ClockWarning, type EConsult, type Open, type Question, untilClaimed } from '../../domain/econsult/state.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Instant } from '../../domain/terms.ts';
import { capital, lasting, oneLine, priorityWords, when } from '../words.ts';
import { nobodyMayWords } from './facts.ts';

export type ClockNotice = Extract<
  NoticeName,
  'warned' | 'warnedElsewhere' | 'offerWaits' | 'questionWaits' | 'questionStillWaits' | 'claimQuiet' | 'claimStillQuiet' | 'holdRanOut'
>;

/**
 * Words after the names of whoever is mentioned; `undefined` when it is answered, accepted or let go by now. `finding`: those who read it may
 * not claim it themselves.
 */
export function clockWords(what: ClockNotice, it: EConsult, network: Network, now: Instant, finding = false): Notice | undefined {
  if (it.status === 'completed') return undefined;
  const which = namedFirst(it);
  const due = dueWords(it, now);
  const said = (text: string, summary: string): Notice => ({ text, summary: `${which}${summary}` });
  switch (what) {
    case 'warned':
      return warnedWords(it, { network, now }, finding ? 'find somebody who can claim it' : 'claim it now');
    case 'warnedElsewhere':
      return warnedWords(it, { network, now });
    case 'offerWaits': {
      if (it.status !== 'offered') return undefined;
      const escalated = it.escalation && !it.escalation.acknowledged ? 'It has been escalated.' : 'Without an answer it will be escalated.';
      const ask = `please accept it, decline it or ask; ${due}. ${escalated}`;
      return said(`${which} has waited ${lasting(between(it.offer.at, now))} for your answer: ${ask}`, ' waits for your answer');
    }
    case 'questionWaits':
      return waitingQuestion(it) && said(`${which} still has a question for you: please answer it; ${due}.`, ': a question waits for you');
    case 'questionStillWaits': {
      const asked = waitingQuestion(it);
      if (asked === undefined) return undefined;
      const they = oneLine(organisationName(network, asked.to));
      return said(`${which}: ${they} has not answered your question yet; ${due}. Please ring them, or escalate it.`, ': no answer yet');
    }
    case 'claimQuiet':
      if (it.status !== 'claimed') return undefined;
      return said(
        `${which}: you have had it for ${lasting(between(it.claimedAt, now))}; ${due}. Are you still working on this? Please keep it, release it or hand it over.`,
        ': are you still working on this?',
      );
    case 'claimStillQuiet':
      if (it.status !== 'claimed') return undefined;
      return said(
        `${which}: ${oneLine(it.claimant.name)} has had it for ${lasting(between(it.claimedAt, now))} and has not said that they still work on it; ${due}. Please ask them, or take it over.`,
        ' has gone quiet',
      );
    case 'holdRanOut':
      if (it.status !== 'claimed') return undefined;
      return said(`${which}: the wait for the patient is over. It is yours to go on with; ${due}.`, ': the wait is over');
  }
}

interface Notice {
  readonly text: string;
  readonly summary: string;
}

const waitingQuestion = ({ question }: Open): Question | undefined => (question && !question.answer ? question : undefined);
const between = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from);

/** A reference behind what makes it pressing: a red flag must not read like the others. */
export const namedFirst = (it: EConsult): string =>
  `${it.priority === 'routine' ? '' : `${priorityWords[it.priority]} `}${referenceOf(it.id)}`;

/** By when it is to be answered: the next of its times that lies ahead. */
export function dueWords({ deadlines: { target, limit }, receivedAt }: EConsult, now: Instant): string {
  if (now < target) return `answer due ${when(target, receivedAt)}`;
  return now < limit ? `its limit is ${when(limit, receivedAt)}` : `its limit was ${when(limit, receivedAt)}`;
}

/** `wish` absent: for the leads of its hub, who do not read the holder's channel. */
function warnedWords(it: Open, around: { readonly network: Network; readonly now: Instant }, wish?: string): Notice | undefined {
  const warnings = standing(it);
  if (warnings.length === 0) return undefined;
  const { now } = around;
  const reference = referenceOf(it.id);
  const where = oneLine(organisationName(around.network, it.holder));
  const words = warnings.map((warning) => warnedOf(it, warning, now)).join(', and ');
  const ring = wish === undefined ? ` Please ring ${where}, or write \u201cfind ${reference}\u201d to see where it is.` : '';
  const text = `${namedFirst(it)} ${words}. ${whoHasIt(it, where, around, wish)} ${capital(dueWords(it, now))}.${ring}`;
  return { text, summary: `${namedFirst(it)} ${words}` };
}

/** What has come about, and how long it has been so. */
function warnedOf(it: Open, warning: ClockWarning, now: Instant): string {
  switch (warning) {
    case 'firstLook':
    case 'unclaimedAdministrator':
    case 'unclaimedLead':
      // In the thread the second and third must not be taken for the first said twice.
      return `${warning === 'firstLook' ? '' : 'still '}unclaimed for ${lasting(between(it.receivedAt, now))}`;
    case 'targetWarning':
      return 'is close to its target';
    case 'target':
      return 'is past its target';
    case 'limitWarning':
      return 'is close to its limit';
    case 'limit':
      return now >= it.deadlines.limit ? 'is past its limit' : 'reaches its limit before we reopen';
  }
}

/** Who has it, or what those who read this can do about nobody's having it. */
function whoHasIt(it: Open, where: string, { network, now }: { readonly network: Network; readonly now: Instant }, wish?: string): string {
  if (it.status === 'claimed') return `${oneLine(it.claimant.name)} has it.`;
  if (it.practice === undefined) return 'Nobody can claim it until a hub lead or administrator has pressed Place on its card.';
  if (it.status === 'offered' && it.offer.to === it.hub && wish === undefined)
    return 'It was passed to your hub and waits for its answer: please accept or decline it on its card.';
  if (it.status === 'offered')
    return `It was passed to ${oneLine(organisationName(network, it.offer.to))}, and they have not answered: please ring them, or press Take back on its card.`;
  if (isStranded(it, network, now)) return nobodyMayWords(it.kind, it.holder, network);
  if (wish === undefined) return `Nobody has it at ${where}.`;
  // Where it says that it is unclaimed, that nobody has it has been said.
  return standing(it).some((warning) => untilClaimed.some((each) => each === warning))
    ? `Please ${wish}.`
    : `Nobody has it: please ${wish}.`;
}
