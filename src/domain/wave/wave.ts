// A wave of a roll-out: practices that go further together from a day on, once a lead has read the numbers and said so. Everything at once is one wave.
import { letteredIds } from '../reference.ts';
import type { HubId, Instant, Kind, OdsCode, Person } from '../terms.ts';
import type { LocalDate } from '../time/hours.ts';

export const waveIds = letteredIds('W');
/** More than any hub has practices. */
export const wavePracticesMax = 60;
export const waveNameMax = 60;
/** After "Not yet" it is asked again in so many days; until then its numbers can be looked at whenever somebody likes. */
export const askAgainDays = 7;

/** What must hold for a plain "Go", in per cent; that none is lost always must. */
export interface Limits {
  /** At least so many are claimed in time. */
  readonly claimedInTime: number;
  /** At most so many are passed back. */
  readonly passedBack: number;
  /** At least so many of the staff of its practices have done something with the hub lately. */
  readonly trained: number;
}
export const usualLimits: Limits = { claimedInTime: 90, passedBack: 15, trained: 80 };

/** What was measured; a share is absent where there was nothing to measure it by. */
export interface Numbers {
  readonly at: Instant;
  readonly days: number;
  readonly received: number;
  readonly claimedInTime?: number;
  readonly passedBack?: number;
  readonly lost: number;
  readonly minutesSaved: number;
  readonly trained?: number;
}
export const missable = ['claimedInTime', 'passedBack', 'lost', 'trained'] as const;
export type Missed = (typeof missable)[number];

/** The limits that the numbers miss. Where nothing could be measured, as before the first practice is live, nothing is missed: the card says so. */
export function missedBy(limits: Limits, { claimedInTime, passedBack, lost, trained }: Numbers): readonly Missed[] {
  const isMissed: Readonly<Record<Missed, boolean>> = {
    claimedInTime: claimedInTime !== undefined && claimedInTime < limits.claimedInTime,
    passedBack: passedBack !== undefined && passedBack > limits.passedBack,
    lost: lost > 0,
    trained: trained !== undefined && trained < limits.trained,
  };
  return missable.filter((each) => isMissed[each]);
}
export const isNothingMeasured = ({ claimedInTime, passedBack, trained }: Numbers): boolean =>
  [claimedInTime, passedBack, trained].every((share) => share === undefined);

/** What is planned. */
export interface WavePlan {
  readonly name: string;
  readonly practices: readonly OdsCode[];
  readonly from: LocalDate;
  readonly stage: 'limited' | 'live';
  /** With `limited`. */
  readonly kinds?: readonly Kind[];
  readonly limits: Limits;
}
interface Facts {
  readonly hub: HubId;
  readonly id: string;
  readonly plan: WavePlan;
  readonly planned: { readonly by: Person; readonly at: Instant };
  readonly numbers?: Numbers;
  /** The last "Not yet". */
  readonly notYet?: Decision;
  /** The version of the last event, all of which change its card. */
  readonly revision: number;
}
export interface Decision {
  readonly by: Person;
  readonly at: Instant;
  readonly why?: string;
}
export interface PlannedWave extends Facts {
  readonly status: 'planned';
  readonly nextLook: Instant;
}
/** Decided; the stages of its practices are being set. */
export interface GoingWave extends Facts {
  readonly status: 'going';
  readonly go: Decision;
}
/** `left`: practices that have left the hub meanwhile, or whose stage could not be set. */
export interface GoneWave extends Facts {
  readonly status: 'gone';
  readonly go: Decision;
  readonly left: readonly OdsCode[];
}
export type Wave = PlannedWave | GoingWave | GoneWave;
