// What the clock says, in the thread or to one person: only what is still so when it is sent.
import { standing } from '../domain/econsult/clock.ts';
import type { NoticeName } from '../domain/econsult/react.ts';
import type { EConsult } from '../domain/econsult/state.ts';
import { type Network, organisationName } from '../domain/network/state.ts';
import { referenceOf } from '../domain/reference.ts';
import { oneLine, warningWords, when, within } from './words.ts';

export type ClockNotice = Extract<
  NoticeName,
  'warned' | 'warnedElsewhere' | 'offerWaits' | 'questionWaits' | 'questionStillWaits' | 'claimQuiet' | 'claimStillQuiet' | 'holdRanOut'
>;

/** Words after the names of whoever is mentioned; `undefined` when it is answered, accepted or let go by now. */
export function clockWords(
  what: ClockNotice,
  it: EConsult,
  network: Network,
): { readonly text: string; readonly summary: string } | undefined {
  if (it.status === 'completed') return undefined;
  const reference = referenceOf(it.id);
  const claimant = it.status === 'claimed' ? oneLine(it.claimant.name) : undefined;
  switch (what) {
    case 'warned':
      return warnedWords(it, claimant);
    case 'warnedElsewhere':
      return warnedWords(it, claimant, oneLine(organisationName(network, it.holder)));
    case 'offerWaits':
      return it.status === 'offered'
        ? {
            text: `${reference} still waits for your answer: please accept it, decline it or ask. Without one it is escalated.`,
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

/** `where`: said to the leads of its hub, who do not read its channel. */
function warnedWords(
  it: EConsult,
  claimant: string | undefined,
  where?: string,
): { readonly text: string; readonly summary: string } | undefined {
  const warnings = standing(it);
  if (warnings.length === 0) return undefined;
  const reference = referenceOf(it.id);
  const words = warnings.map((warning) => within(warningWords[warning])).join(', and ');
  const free =
    it.practice === undefined
      ? 'Nobody can claim it until a hub lead or administrator has pressed Place on its card.'
      : where === undefined
        ? 'Nobody has it: please claim it.'
        : `Nobody has it at ${where}.`;
  const who = claimant === undefined ? free : `${claimant} has it.`;
  const dates = `Target ${when(it.deadlines.target, it.receivedAt)}, limit ${when(it.deadlines.limit, it.receivedAt)}.`;
  const wish = where === undefined ? '' : ` Please ring ${where}, or write \u201cfind ${reference}\u201d to see where it is.`;
  return { text: `${reference}: ${words}. ${who} ${dates}${wish}`, summary: `${reference}: ${words}` };
}
