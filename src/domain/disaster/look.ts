// What a look of the clock makes of a disaster: a proposal lapses, how it stands is said on schedule, its end comes, and it is closed once nothing is out.
import { isDeepStrictEqual } from 'node:util';
import { compare } from '../compare.ts';
import type { Instant } from '../terms.ts';
import type { Look, Sight } from './command.ts';
import type { DisasterEvent } from './event.ts';
import { faultsIn } from './plan.ts';
import { type DisasterDecision, type DisasterRules, disasterLeads, happened, nothing } from './refusals.ts';
import { started } from './started.ts';
import {
  type Agreed,
  type Disaster,
  type Ending,
  endsSoonMinutes,
  moves,
  noCounts,
  type Preview,
  type Progress,
  type Running,
  saidEveryMinutesDefault,
  totalOf,
  watchedMinutes,
} from './state.ts';

const minutesMs = 60_000;
const later = (at: Instant, minutes: number): Instant => new Date(Date.parse(at) + minutes * minutesMs).toISOString();
/** How often what is closed is looked at again: for what came in between, was released, or can be moved now. */
const lookMinutes = 1;
/** After its end there is less to see. */
const lookAfterMinutes = 5;

export const nothingSeen: Sight = { moved: 0, back: 0, left: 0, stays: {}, waiting: noCounts, inHand: 0, unclaimed: [] };

export function look({ at, preview, sight = nothingSeen }: Look, it: Disaster, rules: DisasterRules): DisasterDecision {
  switch (it.status) {
    case 'proposed':
      return at < it.lapsesAt ? nothing : happened({ type: 'DisasterDropped', at, because: 'lapsed' });
    case 'agreed':
      return at < it.startsAt ? nothing : begins(it, at, preview, rules);
    case 'running':
      return at < it.until ? { events: [seen(it, sight, at, rules)] } : happened({ type: 'DisasterEnded', at });
    case 'ending':
      return isOut(it, sight, at)
        ? { events: [seen(it, sight, at, rules)] }
        : happened({
            type: 'DisasterClosed',
            at,
            progress: progressOf(it, sight, at),
            ...(sight.result === undefined ? {} : { result: sight.result }),
          });
    case 'over':
    case 'dropped':
      return nothing;
  }
}

/** The time for which it was agreed has come. What was in order then may not be now: then it does not start, and its leads are told. */
function begins(it: Agreed, at: Instant, preview: Preview = it.preview, rules: DisasterRules): DisasterDecision {
  if (faultsIn(it.plan, it.hub, rules.network, at).length > 0) return happened({ type: 'DisasterDropped', at, because: 'cannotStart' });
  const { by, alone } = it.confirmed;
  return happened(started(it.plan, it.hub, { at, by, preview, ...(alone === undefined ? {} : { alone }) }, rules));
}

/** Something that it moved may still come loose, or it has only just ended. What moved nothing has nothing to be watched. */
function isOut({ ended, plan }: Ending, { waiting, inHand, left }: Sight, at: Instant): boolean {
  // What was made up for a drill is taken away at its end.
  if (plan.drill || !moves(plan)) return left > 0;
  return at < later(ended.at, watchedMinutes) || totalOf(waiting) > 0 || inHand > 0 || left > 0;
}

function progressOf({ progress }: Running | Ending, sight: Sight, at: Instant): Progress {
  const { moved, back, left, stays, waiting, inHand } = sight;
  return { at, moved: progress.moved + moved, back: progress.back + back, left, stays, waiting, inHand };
}

function seen(it: Running | Ending, sight: Sight, at: Instant, { network }: DisasterRules): DisasterEvent {
  const progress = progressOf(it, sight, at);
  const isSame = isDeepStrictEqual({ ...progress, at: it.progress.at }, it.progress);
  const news = newsAt(it, at);
  const unclaimed = it.status === 'running' ? sight.unclaimed.filter((id) => !it.named.includes(id)) : [];
  const leads = unclaimed.length > 0 || news === 'endsSoon' ? { leads: disasterLeads(network, it.hub) } : {};
  // What is left is moved at once, batch by batch.
  const nextLook = sight.left > 0 && sight.moved > 0 ? at : nextFrom(it, at);
  return {
    type: 'DisasterLooked',
    at,
    ...(isSame && news === undefined ? {} : { progress }),
    ...(news === undefined ? {} : { news }),
    ...(unclaimed.length === 0 ? {} : { unclaimed }),
    ...leads,
    nextLook,
  };
}

/** After an outage only what is so now is said, once. */
function newsAt(it: Running | Ending, at: Instant): 'howItStands' | 'endsSoon' | undefined {
  if (it.status !== 'running') return undefined;
  if (it.endsSoonSaid === undefined && at >= endsSoonAt(it)) return 'endsSoon';
  return at >= saidAgainAt(it) ? 'howItStands' : undefined;
}
const saidAgainAt = ({ saidAt, plan }: Running): Instant => later(saidAt, plan.saidEveryMinutes ?? saidEveryMinutesDefault);
/** A short one is not announced to end before it has begun. */
const endsSoonAt = ({ startedAt, until }: Running): Instant => {
  const at = later(until, -endsSoonMinutes);
  return at > startedAt ? at : until;
};

function nextFrom(it: Running | Ending, at: Instant): Instant {
  if (it.status === 'ending') return later(at, lookAfterMinutes);
  // Where nothing moves there is nothing to see in between.
  const ahead = [moves(it.plan) ? later(at, lookMinutes) : saidAgainAt(it), endsSoonAt(it), it.until];
  return ahead.filter((each) => each > at).sort(compare)[0] ?? it.until;
}
