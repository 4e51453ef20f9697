// How far a practice has come with its hub: not yet, only watched, for some kinds, or live; dated, so that it changes by itself.
import type { Kind } from '../terms.ts';
import type { LocalDate } from '../time/hours.ts';
import type { Network, Practice, Stage, StageStep } from './hubs-practices-staff.ts';

type Staged = Pick<Practice, 'stages'>;

/** Without any step a practice is live: so is every one that was there before there were stages. */
const always: StageStep = { from: '0000-01-01', stage: 'live' };
/** Before its first step a practice has not begun. */
const notBegun: StageStep = { from: '0000-01-01', stage: 'off' };

/** The step that holds on a date: the latest that has begun; of the same date the one made last. */
export function stepAt({ stages = [] }: Staged, date: LocalDate): StageStep {
  if (stages.length === 0) return always;
  return stages.reduce((best, step) => (step.from <= date && step.from >= best.from ? step : best), notBegun);
}
export const stageAt = (practice: Staged, date: LocalDate): Stage => stepAt(practice, date).stage;

/** Whether this kind of a practice's eConsults may go to its hub on a date. */
export function mayCross(practice: Staged, kind: Kind, date: LocalDate): boolean {
  const { stage, kinds = [] } = stepAt(practice, date);
  return stage === 'live' || (stage === 'limited' && kinds.includes(kind));
}

/** Whether tasks and appointments may go between a practice and its hub on a date. */
export function worksWithHub(practice: Staged, date: LocalDate): boolean {
  const stage = stageAt(practice, date);
  return stage === 'live' || stage === 'limited';
}

/** The first date after this one from which the practice works with its hub; `undefined`: none is set. */
export function worksFrom(practice: Staged, date: LocalDate): StageStep | undefined {
  const ahead = (practice.stages ?? []).filter(({ from }) => from > date).map(({ from }) => stepAt(practice, from));
  return ahead.filter(({ stage }) => stage === 'live' || stage === 'limited').sort((a, b) => a.from.localeCompare(b.from))[0];
}

const order: readonly Stage[] = ['off', 'shadow', 'limited', 'live'];
/** Whether one stage lets more cross than another: of two limited ones, if it has a kind that the other has not. */
export const isFurther = (one: StageStep, than: StageStep): boolean =>
  order.indexOf(one.stage) > order.indexOf(than.stage) ||
  (one.stage === 'limited' && than.stage === 'limited' && (one.kinds ?? []).some((kind) => !(than.kinds ?? []).includes(kind)));

const live = new WeakMap<Network['practices'], Network['practices']>();
/** The same network with every practice live: what is watched in shadow goes as it would if they were. */
export function asIfLive<N extends Pick<Network, 'practices'>>(network: N): N {
  const known = live.get(network.practices);
  const practices =
    known ?? Object.fromEntries(Object.entries(network.practices).map(([code, { stages: _stages, ...practice }]) => [code, practice]));
  if (known === undefined) live.set(network.practices, practices);
  return { ...network, practices };
}
