// What a hub's lead decides of a practice's stage: from which day it is at which, with the checklist complete or in spite of it.
import { own } from '../lookup.ts';
import { kinds } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import type { LocalDate } from '../time/hours.ts';
import type { SetStage } from './command.ts';
import { isDateAhead, reasonCharactersMax } from './dates-and-reasons.ts';
import type { StageStep } from './hubs-practices-staff.ts';
import { happened, type NetworkDecision, type Question, refuse, unchanged } from './refusals.ts';
import { isFurther, stepAt } from './stage.ts';

/** The most steps of one practice that lie ahead: more must be a mistake. */
export const stagesMax = 20;

export function setStage({ command, network }: Question<SetStage>): NetworkDecision {
  const { at, by, practice, missing } = command;
  const found = own(network.practices, practice);
  if (found === undefined) return refuse({ why: 'practiceUnknown', practice });
  const { from, stage } = command.step;
  if (!isDateAhead(from, at)) return refuse({ why: 'dateWrong' });
  // A practice that is closed stays so: nothing of it would have anybody to go to.
  if (found.closed !== undefined && from >= found.closed && stage !== 'off')
    return refuse({ why: 'practiceCloses', practice, from: found.closed });
  const some = kinds.filter((kind) => command.step.kinds?.includes(kind));
  if (stage === 'limited' && some.length === 0) return refuse({ why: 'kindsMissing' });
  const despite = (command.step.despite ?? '').trim();
  if (despite.length > reasonCharactersMax) return refuse({ why: 'reasonWrong', charactersMax: reasonCharactersMax });
  const step: StageStep = {
    ...{ from, stage },
    ...(stage === 'limited' ? { kinds: some } : {}),
    ...(by.kind === 'person' ? { by: by.name } : {}),
    ...(despite === '' ? {} : { despite }),
  };
  const before = stepAt(found, from);
  if (isSameStage(before, step)) return unchanged;
  // Back is always open: what is amiss must not wait for a list.
  if (missing > 0 && despite === '' && isFurther(step, before)) return refuse({ why: 'checklistOpen', missing });
  if (withStep(found.stages, step, onTheWall(at).date).length > stagesMax) return refuse({ why: 'tooManyChanges', changesMax: stagesMax });
  return happened({ type: 'StageSet', at, by, practice, step });
}

const isSameStage = (one: StageStep, other: StageStep): boolean =>
  one.stage === other.stage && String(one.kinds ?? []) === String(other.kinds ?? []);

/**
 * With one more step, in the place of one for the same day; what has been overtaken is forgotten, as the history keeps it. A practice that was
 * live without any step stays so until the first one begins.
 */
export function withStep(stages: readonly StageStep[] | undefined, step: StageStep, today: LocalDate): readonly StageStep[] {
  const now = stepAt(stages === undefined ? {} : { stages }, today);
  const current: StageStep = stages === undefined ? { from: today, stage: 'live' } : now;
  const ahead = (stages ?? []).filter(({ from }) => from > today);
  return [current, ...ahead].filter(({ from }) => from !== step.from).concat(step);
}
