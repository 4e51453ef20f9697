// What a repair did to one thing, as a line of its history: somebody left, or a practice closed.
import { isRepair, type RepairEvent } from '../domain/econsult/repaired.ts';
import type { TaskPersonReplaced, TaskPracticeReplaced } from '../domain/task/event.ts';
import type { Person } from '../domain/terms.ts';
import { plain } from './words.ts';

export { isRepair, type RepairEvent };

type Name = (organisation: string) => string;

const personWords = ({ from, to, by }: { readonly from: Person; readonly to?: Person; readonly by: Person }): string =>
  to === undefined
    ? `${plain(from.name)} has left: it waits for somebody else (${plain(by.name)})`
    : `${plain(from.name)} has left: it was given to ${plain(to.name)} (${plain(by.name)})`;

/** `by`: who confirmed that it closes or moves, or opened this again afterwards. */
const practiceWords = (name: string, { by, moved }: { readonly by: Person; readonly moved?: true }): string =>
  `${moved ? `The practice has left ${name}` : `${name} has closed`} (${plain(by.name)}).`;

export const repairedWords = (event: RepairEvent, name: Name): string =>
  event.type === 'PersonReplaced'
    ? personWords(event)
    : `${practiceWords(name(event.from), event)} It is a patient of ${name(event.practice)}, and ${name(event.holder)} has it now`;

export const taskRepairedWords = (event: TaskPersonReplaced | TaskPracticeReplaced, name: Name): string =>
  event.type === 'TaskPersonReplaced'
    ? personWords(event)
    : `${practiceWords(name(event.replaced), event)} It is between ${name(event.from)} and ${name(event.to)} now`;
