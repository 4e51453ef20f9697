// The rules by which a task is decided, with what of its patient must not stand in what somebody writes.
import { marksOfTexts } from '../../domain/econsult/patient-guard.ts';
import type { SubmissionText } from '../../domain/econsult/submission.ts';
import { marksOf, type PatientMarks } from '../../domain/patient.ts';
import type { TaskCommand } from '../../domain/task/command.ts';
import { knownOf } from '../../domain/task/patient.ts';
import { freeWordsInTask } from '../../domain/task/patient-guard.ts';
import type { TaskRules } from '../../domain/task/refusals.ts';
import type { Task } from '../../domain/task/state.ts';
import type { Store } from '../ports.ts';
import type { Rules } from '../rules.ts';
import type { TaskText } from './text.ts';

/** One read more, and only where something was written about somebody: without an answer nothing is decided. */
export async function taskRulesOf(
  store: Pick<Store, 'texts'>,
  { network, holidays }: Rules,
  command: TaskCommand,
  { before, text }: { readonly before: Task | undefined; readonly text: TaskText | undefined },
): Promise<TaskRules> {
  const written = freeWordsInTask(command).some((words) => words.text.trim() !== '');
  const patient = written ? await marksFor(store, command, before, text) : undefined;
  return { network, holidays, ...(patient === undefined ? {} : { patient }) };
}

async function marksFor(
  store: Pick<Store, 'texts'>,
  command: TaskCommand,
  before: Task | undefined,
  text: TaskText | undefined,
): Promise<PatientMarks | undefined> {
  if (text !== undefined) return marksOf(knownOf(text.patient));
  const { hub, id } = command;
  const about = command.type === 'send' ? command.about : before?.about;
  if (about !== undefined) {
    const texts = await store.texts<SubmissionText>(hub, about);
    return texts.length === 0 ? undefined : marksOfTexts(texts);
  }
  if (!before?.hasPatient) return undefined;
  const [own] = await store.texts<TaskText>(hub, id);
  return own && marksOf(knownOf(own.patient));
}
