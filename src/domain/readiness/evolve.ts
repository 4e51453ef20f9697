// How a practice's checklist looks after something has happened to it.
import type { ReadinessEvent } from './event.ts';
import type { Answer, Readiness } from './state.ts';

/** Throws where nobody has answered anything yet. */
export function evolveReadiness(before: Readiness | undefined, event: ReadinessEvent, version: number): Readiness {
  if (event.type === 'ItemAnswered') {
    const { hub, id, practice, item, by, at, answer } = event;
    const known = before ?? { hub, id, practice, answers: {}, lastReminders: [] };
    return { ...known, answers: { ...known.answers, [item]: { ...answer, by, at } }, revision: version };
  }
  if (before === undefined) throw new Error('nobody is reminded before anything is answered');
  const answers: Record<string, Answer> = { ...before.answers };
  for (const { item } of event.reminders) {
    const answer = before.answers[item];
    if (answer !== undefined) answers[item] = { ...answer, reminded: event.at, reminders: (answer.reminders ?? 0) + 1 };
  }
  return { ...before, answers, lastReminders: event.reminders, revision: version };
}
