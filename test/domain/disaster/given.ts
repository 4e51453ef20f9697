// A disaster as it begins and goes on, for the tests of every floor: a practice that is flooded.
import type { DisasterEvent, DisasterProposed } from '../../../src/domain/disaster/event.ts';
import { evolveDisaster } from '../../../src/domain/disaster/evolve.ts';
import type { Disaster, DrillResult, Plan, Preview, Progress } from '../../../src/domain/disaster/state.ts';
import { kinds, personOf, priorities } from '../../../src/domain/terms.ts';
import { later } from '../../given.ts';
import { dalia, farah, millbrook, north } from '../../people.ts';

export const id = 'D-K7M4QX';
export const plan: Plan = {
  type: 'practiceDown',
  drill: false,
  closed: [millbrook],
  routes: { [millbrook]: [{ to: north }] },
  moves: { kinds, priorities },
  reason: 'Flood in the building',
  lastsMinutes: 240,
};
export const preview: Preview = {
  at: later(0),
  moves: { routine: 9, urgent: 3, redFlag: 1 },
  offered: 2,
  stays: { claimed: 1 },
  loads: [{ organisation: north, comes: 13, minutesBefore: 120, minutesAfter: 240 }],
};
export const progress: Progress = {
  at: later(20),
  moved: 13,
  left: 0,
  stays: { claimed: 1 },
  waiting: { routine: 5, urgent: 1, redFlag: 0 },
  inHand: 4,
  back: 0,
};
export const proposed: DisasterProposed = {
  type: 'DisasterProposed',
  at: later(0),
  by: personOf(dalia),
  hub: north,
  id,
  plan,
  preview,
  lapsesAt: later(15),
  asked: [personOf(farah)],
};
export const started: DisasterEvent = {
  type: 'DisasterStarted',
  at: later(5),
  by: personOf(farah),
  preview,
  until: later(245),
  leads: [personOf(dalia), personOf(farah)],
};
export const looked: DisasterEvent = { type: 'DisasterLooked', at: later(20), progress, nextLook: later(21) };
export const ended: DisasterEvent = { type: 'DisasterEnded', at: later(100), by: personOf(dalia) };
export const closed: DisasterEvent = {
  type: 'DisasterClosed',
  at: later(200),
  progress: { ...progress, at: later(200), waiting: { routine: 0, urgent: 0, redFlag: 0 }, inHand: 0, back: 5 },
};

export function disasterAfter(...events: readonly DisasterEvent[]): Disaster {
  const it = events.reduce<Disaster | undefined>((state, event, index) => evolveDisaster(state, event, index + 1), undefined);
  if (it === undefined) throw new Error('nothing has happened');
  return it;
}
/** The same as a drill, in three days. */
export const drilled: DisasterEvent = { ...proposed, plan: { ...plan, drill: true, madeUp: 6, startsAt: later(4_320) } };
export const agreed: DisasterEvent = {
  ...{ type: 'DisasterAgreed', at: later(5), by: personOf(farah), preview, startsAt: later(4_320) },
  leads: [personOf(dalia), personOf(farah)],
};
export const result: DrillResult = {
  ...{ toConfirm: 5, madeUp: 6, moved: 6, toMove: 0, claimed: 4, toFirstClaim: 3, completed: 2 },
  tookPart: [personOf(dalia), personOf(farah)],
};
export const each = {
  proposed: disasterAfter(proposed),
  lapsed: disasterAfter(proposed, { type: 'DisasterDropped', at: later(15), because: 'lapsed' }),
  refused: disasterAfter(proposed, { type: 'DisasterDropped', at: later(9), because: 'refused', by: personOf(farah) }),
  running: disasterAfter(proposed, started, looked),
  alone: disasterAfter(proposed, { ...started, by: personOf(dalia), alone: 'Nobody answers the telephone' }),
  drill: disasterAfter({ ...proposed, plan: { ...plan, drill: true } }, started),
  ending: disasterAfter(proposed, started, looked, ended),
  over: disasterAfter(proposed, started, looked, ended, closed),
  drillProposed: disasterAfter(drilled),
  agreed: disasterAfter(drilled, agreed),
  cannotStart: disasterAfter(drilled, agreed, { type: 'DisasterDropped', at: later(4_320), because: 'cannotStart' }),
  drillOver: disasterAfter(drilled, started, { type: 'DisasterEnded', at: later(90), for: 'D-AAAAAA' }, { ...closed, result }),
} as const;
