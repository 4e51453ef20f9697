// The message to somebody on the ladder: each eConsult with a button of its own, because its card may be in a channel that they cannot see.
import type { EConsult } from '../../domain/econsult/state.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import { type Card, fill, payloadVersion } from '../templates.ts';
import { byWords, plain, priorityWords, when } from '../words.ts';
import { becauseWords } from './escalation-words.ts';
import { practiceWords } from './facts.ts';

/** Draws those that were asked about together, as they are now; `notice` says why a press did nothing. */
export function drawAsked(items: readonly EConsult[], network: Network, notice = ''): { readonly card: Card; readonly summary: string } {
  const [only] = items;
  const summary =
    items.length === 1 && only ? `${referenceOf(only.id)} is escalated to you` : `${items.length} eConsults are escalated to you`;
  const card = fill('asked', {
    title: summary,
    notice,
    v: payloadVersion,
    fallback: summary,
    asked: items.map(({ id }) => id).join(','),
    items: items.map((it) => ({
      first: `${referenceOf(it.id)} · ${priorityWords[it.priority]} · ${practiceWords(it, network)}`,
      second: askedWords(it, network),
      hub: it.hub,
      id: it.id,
      revision: it.revision,
      waits: isOpenTo(it),
    })),
  });
  return { card, summary };
}

/** Whether an answer is still wanted. */
const isOpenTo = (it: EConsult): boolean => it.status !== 'completed' && it.escalation !== undefined && !it.escalation.acknowledged;

function askedWords(it: EConsult, network: Network): string {
  const { escalation } = it;
  if (it.status === 'completed' || escalation === undefined) return 'It has been dealt with. You need do nothing more about it.';
  const { acknowledged, by, at, reason, text } = escalation;
  if (acknowledged) return `${plain(acknowledged.by.name)} has seen it, ${when(acknowledged.at)}.`;
  const why = reason === 'other' && text ? plain(text) : `${becauseWords(escalation)}${text ? ` (${plain(text)})` : ''}`;
  const has = it.status === 'claimed' ? `${plain(it.claimant.name)} has it` : 'Nobody has it';
  const dates = `Target ${when(it.deadlines.target, it.receivedAt)}, limit ${when(it.deadlines.limit, it.receivedAt)}.`;
  return `Escalated by ${plain(byWords(by))}, ${when(at)}: ${why}. ${has} at ${plain(organisationName(network, it.holder))}. ${dates} Press \u201cI have seen it\u201d, or write \u201cseen ${referenceOf(it.id)}\u201d here.`;
}
