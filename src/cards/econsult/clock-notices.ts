// What the clock says, in the thread or to one person. Only what is still true when it is sent.
import { standing } from '../../domain/econsult/clock.ts';
import { isStranded } from '../../domain/econsult/pass-back.ts';
import type { NoticeName } from '../../domain/econsult/react.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Instant } from '../../domain/terms.ts';
import { oneLine, warningWords, when, within } from '../words.ts';
import { nobodyMayWords } from './facts.ts';

export type ClockNotice = Extract<
  NoticeName,
  'warned' | 'warnedElsewhere' | 'offerWaits' | 'questionWaits' | 'questionStillWaits' | 'claimQuiet' | 'claimStillQuiet' | 'holdRanOut'
>;

/**
 * Words after the names of whoever is mentioned; `undefined` when it is answered, accepted or let go by now. `finding`: those who read it may
 * not claim it themselves.
 */
export function clockWords(
  what: ClockNotice,
  it: EConsult,
  network: Network,
  now: Instant,
  finding = false,
): { readonly text: string; readonly summary: string } | undefined {
  if (it.status === 'completed') return undefined;
  const reference = referenceOf(it.id);
  const claimant = it.status === 'claimed' ? oneLine(it.claimant.name) : undefined;
  switch (what) {
    case 'warned':
      return warnedWords(it, { network, now }, finding ? 'find somebody who can claim it' : 'claim it');
    case 'warnedElsewhere':
      return warnedWords(it, { network, now });
    case 'offerWaits':
      return it.status === 'offered'
        ? {
            text: `${reference} still waits for your answer: please accept it, decline it or ask. ${it.escalation && !it.escalation.acknowledged ? 'It has been escalated.' : 'Without one it is escalated.'}`,
            summary: `${reference} waits for your answer`,
          }
        : undefined;
    case 'questionWaits':
      return it.question && !it.question.answer
        ? {
            text: `the question about ${reference} still waits: please press Answer on its card.`,
            summary: `${reference}: a question waits for you`,
          }
        : undefined;
    case 'questionStillWaits':
      return it.question && !it.question.answer
        ? {
            text: `${oneLine(organisationName(network, it.question.to))} has not answered your question about ${reference} yet. Please ring them, or escalate it.`,
            summary: `${reference}: no answer yet`,
          }
        : undefined;
    case 'claimQuiet':
      return claimant === undefined
        ? undefined
        : {
            text: `You have had ${reference} for a while. Still at it? Press Keep on its card, or release it or hand it over.`,
            summary: `${reference}: still at it?`,
          };
    case 'claimStillQuiet':
      return claimant === undefined
        ? undefined
        : {
            text: `${reference} has gone quiet: ${claimant} has had it for a while and has not said that they are still at it.`,
            summary: `${reference} has gone quiet`,
          };
    case 'holdRanOut':
      return claimant === undefined
        ? undefined
        : {
            text: `The time to wait for the patient about ${reference} has run out. It is yours to go on with; its target runs again.`,
            summary: `${reference}: the wait is over`,
          };
  }
}

/** `wish` absent: for the leads of its hub, who do not read the holder's channel. */
function warnedWords(
  it: EConsult,
  around: { readonly network: Network; readonly now: Instant },
  wish?: string,
): { readonly text: string; readonly summary: string } | undefined {
  const warnings = standing(it);
  if (warnings.length === 0) return undefined;
  const reference = referenceOf(it.id);
  const where = oneLine(organisationName(around.network, it.holder));
  const words = warnings.map((warning) => within(warningWords[warning])).join(', and ');
  const dates = `Target ${when(it.deadlines.target, it.receivedAt)}, limit ${when(it.deadlines.limit, it.receivedAt)}.`;
  const ring = wish === undefined ? ` Please ring ${where}, or write \u201cfind ${reference}\u201d to see where it is.` : '';
  return { text: `${reference}: ${words}. ${whoHasIt(it, where, around, wish)} ${dates}${ring}`, summary: `${reference}: ${words}` };
}

/** Who has it, or what those who read this can do about nobody's having it. */
function whoHasIt(
  it: EConsult,
  where: string,
  { network, now }: { readonly network: Network; readonly now: Instant },
  wish?: string,
): string {
  if (it.status === 'claimed') return `${oneLine(it.claimant.name)} has it.`;
  if (it.practice === undefined) return 'Nobody can claim it until a hub lead or administrator has pressed Place on its card.';
  if (it.status === 'offered' && it.offer.to === it.hub && wish === undefined)
    return 'It was passed to your hub and waits for its answer: please accept or decline it on its card.';
  if (it.status === 'offered')
    return `It was passed to ${oneLine(organisationName(network, it.offer.to))}, and they have not answered: please ring them, or press Take back on its card.`;
  if (isStranded(it, network, now)) return nobodyMayWords(it.kind, it.holder, network);
  return wish === undefined ? `Nobody has it at ${where}.` : `Nobody has it: please ${wish}.`;
}
