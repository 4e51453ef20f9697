// A day in figures, the same on its card and in what is said of it: what came in, what became of it, and how the rest stands.
import type { Count, OpenStanding } from '../../domain/day/state.ts';

/** Of what is open: how much is late, and of how much nobody has decided what becomes of it; no more than there is. */
export function standingWords(standing: OpenStanding | undefined): readonly string[] {
  if (standing === undefined) return [];
  const { pastTarget, undecided } = standing;
  return [...(pastTarget > 0 ? [`${pastTarget} past target`] : []), ...(undecided > 0 ? [`${undecided} undecided`] : [])];
}

/** "7 received: 2 finished, 5 open, 3 past target, 1 undecided". */
export function countWords({ received, completed, open, movedOn, missing, standing }: Count): string {
  const parts = [
    `${completed} finished`,
    `${open} open`,
    ...standingWords(standing?.today),
    ...(movedOn > 0 ? [`${movedOn} for another practice`] : []),
    ...(missing.length > 0 ? [`${missing.length} NOT accounted for`] : []),
  ];
  return `${received} received: ${parts.join(', ')}`;
}

/** How many must still be decided about before closing. */
export const needWords = (count: number): string =>
  count === 1 ? '1 eConsult still needs a decision' : `${count} eConsults still need a decision`;
