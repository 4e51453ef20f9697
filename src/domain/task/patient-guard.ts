// Holds what somebody writes about a task against the patient it is about: every verb passes here, once it would be granted.
import type { Words } from '../free-words.ts';
import { namesAround } from '../network/names-around.ts';
import { firstFound, type PatientFound } from '../patient-in-words.ts';
import type { TaskCommand } from './command.ts';
import type { TaskRules } from './refusals.ts';

/** Where words are written freely in a command, and so in its form: the input has the same name. */
export type TaskWordsField = 'asked' | 'spokenTo' | 'words';
type Written = Words & { readonly field: TaskWordsField };

/** Everything in a command that somebody has written freely. */
export function freeWordsInTask(command: TaskCommand): readonly Written[] {
  if ('draft' in command) {
    const { asked, spokenTo } = command.draft;
    return [
      { field: 'asked', ...asked },
      ...(spokenTo === undefined ? [] : [{ field: 'spokenTo' as const, text: spokenTo, checked: asked.checked }]),
    ];
  }
  return 'words' in command && command.words !== undefined ? [{ field: 'words', ...command.words }] : [];
}

/** `undefined`: it names nothing of the patient's, or it is about none. */
export const patientFoundInTask = (command: TaskCommand, { network, patient }: TaskRules): PatientFound<TaskWordsField> | undefined =>
  patient && firstFound(freeWordsInTask(command), patient, namesAround(network, command.hub), command.at);
