// Escalating an eConsult: who is asked in which order, who may say "I have seen it", and how the clock escalates by itself.

import { chosenFrom } from '../code-list.ts';
import { guarded } from '../free-words.ts';
import { own } from '../lookup.ts';
import { firstStaffed, ladderOf, theClock } from '../network/ladder.ts';
import type { Network } from '../network/state.ts';
import type { HubId, Instant } from '../terms.ts';
import type { Acknowledge, Escalate } from './command.ts';
import type { Escalated, EscalationEvent } from './event.ts';
import { withCard } from './next-status.ts';
import { escalationList } from './reasons-and-outcomes.ts';
import { type Case, completedRefusal, type EConsultDecision, happened, nothing, refuse } from './refusals.ts';
import type { EConsult } from './state.ts';

export function escalate({ command, state, rules, by }: Case<Escalate>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  const { escalation } = state;
  if (escalation && !escalation.acknowledged) return refuse({ why: 'alreadyEscalated', by: escalation.by, at: escalation.at });
  const words = guarded(command.words, command.reason === 'other', command.at);
  if ('refusal' in words) return words;
  const telephone = own(rules.network.hubs, state.hub)?.telephone ?? '';
  return happened({
    type: 'Escalated',
    at: command.at,
    by,
    reason: command.reason,
    ...chosenFrom(escalationList),
    text: words.text,
    ladder: ladderOf(rules.network, state.hub, by, command.reason === 'clinicalWorry' ? 'clinical' : 'usual'),
    telephone,
  });
}

export function acknowledge({ command, state, by }: Case<Acknowledge>): EConsultDecision {
  if (state.status === 'completed') return refuse(completedRefusal(state));
  const { escalation } = state;
  if (escalation === undefined) return refuse({ why: 'notEscalated' });
  if (escalation.acknowledged) return nothing;
  const people = escalation.ladder.flatMap((rung) => rung.people);
  if (!people.some((person) => person.id === by.id)) return refuse({ why: 'notOnLadder', ask: people });
  return happened({ type: 'EscalationAcknowledged', at: command.at, by });
}

/** The clock escalates, because nobody looked in time or nobody is there to look. */
export const escalatedByTheClock = (network: Network, hub: HubId, at: Instant): Escalated => ({
  type: 'Escalated',
  at,
  by: theClock,
  reason: 'nobodyReached',
  text: undefined,
  ladder: ladderOf(network, hub, theClock, 'usual'),
  telephone: own(network.hubs, hub)?.telephone ?? '',
});

/**
 * The eConsult with its ladder as it stood at a moment. A notice that is sent late names the rung it was about, so each rung is named once
 * and in order. `undefined`: it has been escalated anew since, which has a notice of its own.
 */
export function asEscalatedAt(it: EConsult, at: Instant | undefined): EConsult | undefined {
  const { escalation } = it;
  if (escalation === undefined || at === undefined || escalation.rungSince <= at) return it;
  const then = escalation.climbed?.findLast((before) => before.at <= at);
  return then && { ...it, escalation: { ...escalation, rung: then.rung } };
}

/** How an eConsult looks after it was escalated, the next rung is asked, or somebody has said that they have seen it. */
export function evolveEscalation(state: EConsult, event: EscalationEvent): EConsult {
  const { at } = event;
  const { escalation } = state;
  switch (event.type) {
    case 'Escalated': {
      const { by, reason, text, ladder, telephone } = event;
      return {
        ...state,
        // Those who are asked belong to the hub, so the hub's channel must have its card.
        shownIn: withCard(state, state.hub),
        escalation: { by, at, reason, text, ladder, telephone, rung: firstStaffed(ladder, 0), rungSince: at, acknowledged: undefined },
      };
    }
    case 'EscalationClimbed': {
      if (escalation === undefined) return state;
      const { ladder, rung, rungSince, climbed = [] } = escalation;
      const next = { rung: firstStaffed(ladder, rung + 1), rungSince: at, climbed: [...climbed, { rung, at: rungSince }] };
      return { ...state, escalation: { ...escalation, ...next } };
    }
    case 'EscalationAcknowledged':
      return escalation === undefined ? state : { ...state, escalation: { ...escalation, acknowledged: { by: event.by, at } } };
  }
}
