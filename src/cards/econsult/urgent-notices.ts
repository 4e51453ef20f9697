// What is said of what cannot wait: a red flag that has come, a raised priority, an escalation, perhaps the wrong patient.
import type { NoticeName } from '../../domain/econsult/react.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import type { Network } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Instant } from '../../domain/terms.ts';
import { addressed, type Named, type Notice, type Say, xml } from '../notice-parts.ts';
import { byWords, oneLine, timeOf, within } from '../words.ts';
import { dueWords, namedFirst } from './clock-notices.ts';
import { becauseWords, emptyRungWords, nobodyAnsweredWords } from './escalation-words.ts';
import { practiceWords } from './facts.ts';

/** Said once somebody is there to hear it; when nobody is, it has gone up the ladder at once, which says so. */
export function redFlagWords(it: EConsult, network: Network, people: readonly Named[], now: Instant): Notice | undefined {
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

export type Urging = Extract<NoticeName, 'raised' | 'escalated' | 'escalatedToYou' | 'acknowledged' | 'wrongPatient'>;

/** What cannot wait. */
export function urgingWords(
  what: Urging,
  it: EConsult,
  say: Say,
  { to, now }: { readonly to: string; readonly now: Instant },
): Notice | undefined {
  const which = namedFirst(it);
  switch (what) {
    case 'raised':
      return it.priority === 'routine' || it.status === 'completed'
        ? undefined
        : say(
            `${which}: its priority was raised; ${dueWords(it, now)}.${it.status === 'waiting' ? ' Please claim it now.' : ''}`,
            'was raised',
          );
    case 'escalated':
    case 'escalatedToYou':
      return escalatedWords(what, it, say, to === '');
    case 'acknowledged':
      return it.escalation?.acknowledged
        ? say(`${xml(it.escalation.acknowledged.by.name)} has seen the escalation of ${referenceOf(it.id)}.`, 'escalation was seen')
        : undefined;
    case 'wrongPatient':
      return it.wrongPatient && it.status !== 'completed'
        ? say(
            `${which} may be about another patient: please confirm whose it is with its sender before anybody acts on it.`,
            'may be about another patient',
          )
        : undefined;
  }
}

/** Names who is asked, in plain words where a mention would reach nobody; where nobody is left, the telephone. */
function escalatedWords(what: 'escalated' | 'escalatedToYou', it: EConsult, say: Say, unmentioned: boolean): Notice | undefined {
  const { escalation } = it;
  if (it.status === 'completed' || escalation === undefined || escalation.acknowledged) return undefined;
  const which = namedFirst(it);
  const why = becauseWords(escalation);
  if (what === 'escalatedToYou')
    return say(
      `${which} is escalated to you by ${xml(byWords(escalation.by))}: ${why}. Please press \u201cI have seen it\u201d on its card, or write \u201cseen ${referenceOf(it.id)}\u201d here.`,
      'is escalated to you',
    );
  const empty = emptyRungWords(escalation) && ` ${emptyRungWords(escalation)}`;
  const rung = escalation.ladder[escalation.rung];
  const names = rung?.people.map(({ name }) => xml(name)) ?? [];
  const press = 'press \u201cI have seen it\u201d on its card';
  const asked = unmentioned ? `Asked now to ${press}: ${names.join(', ')}.` : `Please ${press}.`;
  return rung
    ? say(`${which} is escalated by ${xml(byWords(escalation.by))}: ${why}.${empty} ${asked}`, 'is escalated')
    : say(
        `${which}: ${within(nobodyAnsweredWords(escalation))}.${empty} Please ring ${xml(escalation.telephone)} now.`,
        'is escalated: please ring',
      );
}
