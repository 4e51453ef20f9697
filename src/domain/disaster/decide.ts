// Whether a disaster may be proposed, started, extended or ended, and what a look of the clock makes of it. Nothing moves before two leads agree.
import { guarded } from '../free-words.ts';
import type { Network } from '../network/state.ts';
import { type Actor, type HubId, type Instant, personOf } from '../terms.ts';
import { checkIn } from './check-in.ts';
import type { Confirm, DisasterCommand, Extend, Propose, StandDown, StartAlone } from './command.ts';
import type { DisasterEvent } from './event.ts';
import { look } from './look.ts';
import { faultsIn, whyNotPlanned } from './plan.ts';
import { hasChanged } from './preview.ts';
import {
  type DisasterDecision,
  type DisasterRefusal,
  type DisasterRules,
  disasterLeads,
  happened,
  nothing,
  otherLeads,
  refuse,
} from './refusals.ts';
import { sign } from './sign.ts';
import { started } from './started.ts';
import { type Disaster, lastsMinutesMax, type Plan, type Proposed, proposalMinutes, totalOf } from './state.ts';

export function decideDisaster(command: DisasterCommand, it: Disaster | undefined, rules: DisasterRules): DisasterDecision {
  if (command.type === 'look') {
    if (command.by.kind !== 'clock') return refuse({ why: 'clockOnly' });
    return it === undefined ? refuse({ why: 'disasterUnknown' }) : look(command, it, rules);
  }
  if (command.type === 'giveWay') {
    if (command.by.kind !== 'clock') return refuse({ why: 'clockOnly' });
    return it?.status === 'running' && it.plan.drill ? happened({ type: 'DisasterEnded', at: command.at, for: command.to }) : nothing;
  }
  const { by, hub } = command;
  if (by.kind !== 'person') return refuse({ why: 'personNeeded' });
  // Each organisation signs for itself, whoever leads the hub.
  if (command.type === 'sign')
    return it === undefined ? refuse({ why: 'disasterUnknown' }) : sign(command, it, personOf(by), rules.network);
  const refusal = notALead(rules.network, by, hub);
  if (refusal) return refuse(refusal);
  if (command.type === 'propose') return it === undefined ? propose(command, by, rules) : refuse({ why: 'idTaken' });
  if (it === undefined) return refuse({ why: 'disasterUnknown' });
  switch (command.type) {
    case 'confirm':
      return confirm(command, it, by, rules);
    case 'startAlone':
      return startAlone(command, it, by, rules);
    case 'drop':
      return drop(it, by, command.at);
    case 'extend':
      return extend(command, it, by);
    case 'standDown':
      return standDown(command, it, by);
    case 'checkIn':
      return checkIn(command, it, personOf(by));
  }
}

type Lead = Actor & { kind: 'person' };

function notALead(network: Network, by: Lead, hub: HubId): DisasterRefusal | undefined {
  const ask = disasterLeads(network, hub);
  return ask.some(({ id }) => id === by.id) ? undefined : { why: 'leadsOnly', ask };
}

function propose({ at, hub, id, plan, preview, alone }: Propose, by: Lead, rules: DisasterRules): DisasterDecision {
  const fault = whyNotPlanned(plan, hub, rules.network, at);
  if (fault) return refuse(fault);
  const why = alone && guarded(alone, true, at);
  if (why && 'refusal' in why) return why;
  const who = personOf(by);
  const lapsesAt = new Date(Date.parse(at) + proposalMinutes * 60_000).toISOString();
  const asked = alone === undefined ? otherLeads(rules.network, hub, by.id) : [];
  return happened(
    { type: 'DisasterProposed', at, by: who, hub, id, plan, preview, lapsesAt, asked },
    ...(why === undefined ? [] : [begun(plan, hub, { at, by: who, preview, alone: why.text ?? '' }, rules)]),
  );
}

/** Now, or at the time that the plan says. */
function begun(plan: Plan, hub: HubId, start: Parameters<typeof started>[2], rules: DisasterRules): DisasterEvent {
  const { startsAt } = plan;
  if (startsAt === undefined || startsAt <= start.at) return started(plan, hub, start, rules);
  return { type: 'DisasterAgreed', ...start, startsAt, leads: disasterLeads(rules.network, hub) };
}

/** What must hold before anybody starts what was proposed. */
function startable(it: Disaster, at: Instant, rules: DisasterRules): DisasterRefusal | Proposed {
  if (it.status !== 'proposed') return { why: 'notProposed' };
  if (at >= it.lapsesAt) return { why: 'lapsed', at: it.lapsesAt };
  const { by } = it.proposed;
  if (notALead(rules.network, { kind: 'person', ...by }, it.hub)) return { why: 'proposerGone', by };
  return faultsIn(it.plan, it.hub, rules.network, at)[0] ?? it;
}

function confirm({ at, seen, preview }: Confirm, it: Disaster, by: Lead, rules: DisasterRules): DisasterDecision {
  // Pressed twice, or by two leads at once: it is started, as they wished.
  if (it.status === 'running' || it.status === 'agreed') return nothing;
  const proposed = startable(it, at, rules);
  if ('why' in proposed) return refuse(proposed);
  if (proposed.proposed.by.id === by.id) return refuse({ why: 'secondNeeded', ask: otherLeads(rules.network, it.hub, by.id) });
  // What was read is what is agreed to: if much more or less would move now, it is shown again first.
  if (hasChanged(seen, totalOf(preview.moves)))
    return totalOf(proposed.preview.moves) === totalOf(preview.moves)
      ? refuse({ why: 'changed', preview })
      : happened({ type: 'PreviewRenewed', at, preview });
  return happened(begun(proposed.plan, it.hub, { at, by: personOf(by), preview }, rules));
}

function startAlone({ at, why, preview }: StartAlone, it: Disaster, by: Lead, rules: DisasterRules): DisasterDecision {
  if (it.status === 'running' || it.status === 'agreed') return nothing;
  const proposed = startable(it, at, rules);
  if ('why' in proposed) return refuse(proposed);
  if (proposed.proposed.by.id !== by.id) return refuse({ why: 'notTheProposer', by: proposed.proposed.by });
  const words = guarded(why, true, at);
  if ('refusal' in words) return words;
  return happened(begun(proposed.plan, it.hub, { at, by: personOf(by), preview, alone: words.text ?? '' }, rules));
}

function drop(it: Disaster, by: Lead, at: Instant): DisasterDecision {
  if (it.status === 'dropped') return nothing;
  if (it.status !== 'proposed' && it.status !== 'agreed') return refuse({ why: 'notProposed' });
  const because = it.proposed.by.id === by.id ? 'withdrawn' : 'refused';
  return happened({ type: 'DisasterDropped', at, because, by: personOf(by) });
}

/** It ends later, or sooner than planned: never in the past, and at most a day after it was started. */
function extend({ at, until }: Extend, it: Disaster, by: Lead): DisasterDecision {
  if (it.status !== 'running') return refuse({ why: 'notRunning' });
  const latest = new Date(Math.max(Date.parse(it.startedAt), Date.parse(at)) + lastsMinutesMax * 60_000).toISOString();
  if (until <= at || until > latest) return refuse({ why: 'endWrong', latest });
  return until === it.until ? nothing : happened({ type: 'DisasterExtended', at, by: personOf(by), until });
}

function standDown({ at }: StandDown, it: Disaster, by: Lead): DisasterDecision {
  if (it.status === 'ending' || it.status === 'over') return nothing;
  return it.status === 'running' ? happened({ type: 'DisasterEnded', at, by: personOf(by) }) : refuse({ why: 'notRunning' });
}
